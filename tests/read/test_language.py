"""English is read; other languages are known by name; doubt is in favour of reading."""

import json
from pathlib import Path

import pytest

from dateline.errors import WrongLanguage
from dateline.read.language import find_language, require_english

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "languages.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, str | None]) -> None:
    assert find_language(str(case["text"])) == case["expect"]


def test_refused_by_name() -> None:
    with pytest.raises(WrongLanguage, match=r"x\.txt: is in French.*--force"):
        require_english(str(CASES[1]["text"]), "x.txt")
