"""The record's cells in plain words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Event, Figure, Span, When
from dateline.serve.phrases import clip, say_event, say_figure, say_on, say_roles, say_when, visible, visible_text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-02-02", "2024-02-02", "2 Feb 2024"),
        ("2024-02-02", "2024-02-03", "2 or 3 Feb 2024"),
        ("2024-02-02", "2024-02-08", "2–8 Feb 2024"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-02-27", "2024-03-02", "27 Feb – 2 Mar 2024"),
        ("2023-10-01", "2023-12-31", "Oct–Dec 2023"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2023-11-01", "2024-01-31", "Nov 2023 – Jan 2024"),
        ("2023-12-31", "2024-01-01", "31 Dec 2023 – 1 Jan 2024"),
        ("2023-10-07", None, "since 7 Oct 2023"),
        (None, "2024-02-02", "by 2 Feb 2024"),
        (None, None, "undated"),
    ],
)
def test_when(first: str | None, last: str | None, said: str) -> None:
    def day(written: str | None) -> date | None:
        return date.fromisoformat(written) if written else None

    assert say_when(When(day(first), day(last), None, None)) == said


def test_plans_have_a_from() -> None:
    assert say_when(When(date(2024, 3, 1), None, Span(0, 1), "x"), "planned") == "from 1 Mar 2024"
    assert say_when(None) == "undated"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure("killed", 3.0, 3.0, None, None), "3 killed"),
        (Figure("killed", 0.0, 0.0, None, None), "none killed"),
        (Figure("targets", 86.0, None, None, None), "86 or more targets"),
        (Figure("wounded", None, 10.0, None, None), "10 or fewer wounded"),
        (Figure("wounded", 10.0, 15.0, None, None), "10 to 15 wounded"),
        (Figure("participants", 1200.0, 1200.0, None, None, approx=True), "about 1,200 participants"),
        (Figure("money", 2.5e6, 2.5e6, None, None, unit="USD"), "USD 2,500,000"),
        (Figure("missing", None, None, None, None), "unknown number missing"),
    ],
)
def test_figures(figure: Figure, said: str) -> None:
    assert say_figure(figure) == said


@pytest.mark.parametrize(
    ("kind", "mode", "said"),
    [
        ("attack", None, "Attack"),
        ("attack", "other", "Attack"),
        ("aid", "military", "Military aid"),
        ("protest", "strike", "Strike"),
        ("x", None, "X"),
    ],
)
def test_events(kind: str, mode: str | None, said: str) -> None:
    assert say_event(Event("e1", kind, mode, "happened", ())) == said


def test_the_day_something_was_said() -> None:
    assert (say_on("2024-02-02"), say_on("2024-02-02/2024-02-08"), say_on("soon")) == ("2 Feb 2024", "2–8 Feb 2024", "soon")


@pytest.mark.parametrize(
    ("name", "roles", "said"),
    [
        ("Ada Lind", ["Harbour Minister"], "Harbour Minister"),
        ("Ada Lind", ["Harbour Minister Ada", "Minister"], "Harbour Minister"),
        ("Ada Lind", ["Minister", "the Harbour Minister"], "Harbour Minister"),
        ("Colonel Ada Lind", ["the army's spokeswoman", "Colonel"], "army's spokeswoman"),
        ("Ada Lind", ["and these ships", "over the harbour", "what the minister", "the", "Ada"], ""),
        ("Ada Lind", ["a docker", "a mother of two"], "docker, mother of two"),
    ],
)
def test_roles(name: str, roles: list[str], said: str) -> None:
    assert say_roles(name, roles) == said


def test_clip_ends_with_a_word() -> None:
    assert clip("The port lay still on Friday", 20) == "The port lay still…"
    assert clip("Short", 20) == "Short" and clip("x" * 30, 20) == "x" * 19 + "…"


@given(st.text(alphabet=st.characters()))
def test_nothing_shown_can_steer_a_terminal(text: str) -> None:
    bad = {chr(c) for c in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    assert not bad & set(visible(text))
    assert not (bad - set("\n\t")) & set(visible_text(text))
    assert len(visible_text(text)) == len(text)
    visible(text).encode()
