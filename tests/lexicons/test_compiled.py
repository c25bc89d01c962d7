"""What the package carries is what the lexicons' rows compile to."""

from pathlib import Path

import pytest

from dateline.errors import ModelError
from dateline.lexicon import load_data, load_lexicon
from lexicons import compile as compiler

NAMES = sorted(path.stem.removeprefix("compile_") for path in compiler.HERE.glob("compile_*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_compiled_lexicons_are_current(name, tmp_path, monkeypatch):
    monkeypatch.setattr(compiler, "TARGET", tmp_path)
    fresh = compiler.compile_lexicon(name)
    shipped = Path(compiler.__file__).parents[1] / "src/dateline/data/lexicons" / fresh.name
    assert fresh.read_bytes() == shipped.read_bytes(), f"run `make lexicons`: {name} has changed"


def test_a_missing_lexicon_is_a_clear_error():
    with pytest.raises(ModelError, match="install dateline again"):
        load_lexicon("nothing")


@pytest.mark.parametrize("folder", ["lexicons", "merging", "relating", "elsewhere"])
def test_a_missing_table_is_named(folder):
    with pytest.raises(ModelError, match=f"{folder}/nothing is missing"):
        load_data(folder, "nothing")


def test_a_country_without_one_region_is_refused():
    from lexicons.compile_countries import compile_rows

    row = {"code": "MLI", "iso2": "ML", "iso": 466, "name": "Mali", "at": [17, -4]}
    rows = {"examples": [1], "counter_examples": [1], "rows": [row]}
    assert compile_rows({**rows, "regions": {"Western Africa": "MLI"}})["countries"]["MLI"]["region"] == "Western Africa"
    for regions in ({"Western Africa": ""}, {"Western Africa": "MLI", "Europe": "MLI"}, {"Western Africa": "MLI NER"}):
        with pytest.raises(ValueError, match=r"MLI|NER"):
            compile_rows({**rows, "regions": regions})
