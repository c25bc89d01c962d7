"""A report without a date: the words that date an event are kept, and the interval stays open."""

import dateline


def test_the_expression_is_kept():
    record = dateline.read("Police arrested three men in Lisbon on Friday, the interior ministry said.")
    event = next(e for e in record.events if e.type == "arrest")
    assert event.when is not None
    assert (event.when.earliest, event.when.latest) == (None, None)
    assert "Friday" in (event.when.text or "")
    assert event.when.span is not None
    assert event.when.span.of(record.document.text) == event.when.text


def test_with_a_date_it_is_resolved():
    record = dateline.read("Police arrested three men in Lisbon on Friday, the interior ministry said.", published="2024-02-04")
    event = next(e for e in record.events if e.type == "arrest")
    assert event.when is not None
    assert event.when.earliest is not None
    assert event.when.earliest.isoformat() == "2024-02-02"
