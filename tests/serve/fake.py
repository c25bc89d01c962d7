"""A reader that needs no model: one statement and one event of whatever it is given. Worker processes import it by name."""

import os

from dateline.errors import ModelError
from dateline.model import Account, Actor, Event, Layers, Party, Readings, Record, Report, Span, Statement, When, Words
from dateline.relate.record import compose


def read(report: Report, *, layers: bool) -> Record:
    """The record of `report`; the words FAULT, DIE, NOMODEL and STOP in it do what they say."""
    if "FAULT" in report.text:
        raise ValueError("a fault\nof two lines")
    if "DIE" in report.text:
        os._exit(9)
    if "NOMODEL" in report.text:
        raise ModelError("the model is missing; install dateline again")
    if "STOP" in report.text:
        raise KeyboardInterrupt
    end = len(report.text)
    whole = Words(Span(0, end), report.text)
    return Record(
        compose(report, (), (), ()).document,
        (Actor("a1", "Dockers’ Union", "organisation", "POL", "named"),),
        (Statement("s1", Party(Span(0, 1), report.text[:1], "a1"), None, (whole,), "say", "indirect"),),
        (
            Event(
                "e1", "protest", "strike", "happened", (whole,), (Party(None, None, "a1"),),
                when=When(report.published, report.published, None, None) if report.published else None,
                accounts=(Account("s1", "asserts"),),
            ),
        ),
        layers=(Layers(sentences=(Span(0, end),)), Readings()) if layers else None,
    )  # fmt: skip
