"""The bundled samples on frozen layers give exactly the records that were looked at and kept."""

import json

import pytest

from tests.golden.frozen import frozen_files, load_frozen, record_of, to_plain


@pytest.mark.parametrize("path", frozen_files(), ids=lambda p: p.name.split(".")[0])
def test_record(path):
    kept = json.loads(path.with_name(path.name.replace(".layers.", ".record.")).read_text(encoding="utf-8"))
    assert record_of(path) == kept


def test_freezing_loses_nothing():
    for path in frozen_files():
        report, layers = load_frozen(path)
        stored = json.loads(path.read_text(encoding="utf-8"))
        assert (to_plain(report), to_plain(layers)) == (stored["report"], stored["layers"])


def test_there_are_golden_reports():
    assert len(frozen_files()) >= 6


def anchors(value):
    if isinstance(value, dict):
        if isinstance(value.get("span"), list) and "text" in value:
            yield value["span"], value["text"]
        for inner in value.values():
            yield from anchors(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from anchors(inner)


@pytest.mark.parametrize("path", frozen_files(), ids=lambda p: p.name.split(".")[0])
def test_every_anchor_is_the_text(path):
    record = record_of(path)
    text = record["document"]["text"]
    assert all(text[a:b] == words for (a, b), words in anchors(record))
    assert all(w["cell"] and w["rule"] for x in (*record["statements"], *record["events"]) for w in x["why"])
