"""The whole way from a text to its record, with the bundled model."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest

import dateline
from dateline.codec import decode_record
from dateline.errors import ModelError
from dateline.model import Record

TEXT = (
    "GDANSK, Feb 2 (Baltic News) — Dockers walked out on Friday, their union said.\n\n"
    "“We will not go back before Monday,” Anna Nowak told reporters in Gdansk. Police said they had arrested at least 12 people.\n"
)


@pytest.fixture(scope="module")
def record() -> Record:
    try:
        return dateline.read(TEXT, published="2024-02-02", outlet="Harbour Post", layers=True)
    except ModelError as error:
        pytest.skip(f"needs the bundled model: {error}")


def anchors(value: Any) -> list[tuple[list[int], str]]:
    if isinstance(value, dict):
        own = [(value["span"], value["text"])] if value.get("span") and value.get("text") is not None else []
        return own + [a for v in value.values() for a in anchors(v)]
    return [a for v in value for a in anchors(v)] if isinstance(value, list) else []


def test_the_document_is_the_report(record: Record) -> None:
    document = record.document
    assert (document.text, document.published, document.outlet, document.language) == (TEXT, date(2024, 2, 2), "Harbour Post", "en")
    assert document.id == "sha256:" + hashlib.sha256(f"2024-02-02\n{TEXT}".encode()).hexdigest()
    assert document.version == dateline.__version__ and document.model


def test_it_finds_who_says_what(record: Record) -> None:
    assert record.statements and record.events and record.actors


def test_every_cell_stands_where_it_says(record: Record) -> None:
    found = anchors(json.loads(record.to_json(layers=True)))
    assert found
    for (start, end), words in found:
        assert TEXT[start:end] == words


def test_what_is_written_can_be_read(record: Record) -> None:
    again = decode_record(record.to_json())
    assert again.to_json() == record.to_json()


def test_the_same_bytes_every_time(record: Record) -> None:
    again = dateline.read(TEXT, published=date(2024, 2, 2), outlet="Harbour Post", layers=True)
    assert again.to_json(layers=True) == record.to_json(layers=True)


def test_without_a_date_times_stay_relative() -> None:
    try:
        record = dateline.read(TEXT)
    except ModelError as error:
        pytest.skip(f"needs the bundled model: {error}")
    assert record.document.published is None
    assert all(e.when is None or (e.when.earliest is None and e.when.latest is None) for e in record.events)
