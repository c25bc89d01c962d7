"""Policies choose among rival figures at export; nothing of it is stored."""

from datetime import date

import pytest

from dateline.errors import UsageError
from dateline.export.figures import check_policy, count
from dateline.model import Cell, Incident, Value, Witness


def value(low: float | None, high: float | None, voices: int = 1, day: int = 1, of: str = "", verdict: str = "machine") -> Value:
    told = f"{low}-{high}"
    who = Witness("r1", "r1@0", "Radio", date(2020, 1, day), None, None, False, "asserts", None, None, "r1", verdict)
    return Value(told, {"low": low, "high": high, "unit": None, "approx": False, "of": of}, (who,) * voices, voices)


def incident(*values: Value, state: str = "disputed") -> Incident:
    cell = Cell("figure.killed", state, values, "")
    return Incident("i1", "t", "attack", None, "happened", None, None, (), (), (cell,), (), (), (), (), (), (), 1, 0, "", "")


CASES = [
    # values, state, lowest, best, latest, low, high
    ([value(9, 9), value(12, 12, 3), value(15, 15, 1, 9)], "disputed", 9, 12, 15, 9, 15),
    ([value(9, 9, 3, 1), value(13, 13, 1, 5)], "history", 13, 13, 13, 13, 13),
    ([value(17, None)], "single", 17, 17, 17, 17, None),
    ([value(9, None), value(13, 13, 1, 2)], "agreed", 9, 13, 13, 9, 13),
    ([value(20, None), value(13, 13)], "disputed", 13, 13, 13, 13, None),
    ([value(None, 10)], "single", 10, 10, 10, 10, 10),
    ([value(4, None), value(3, 3, 5, 9, "gendarm")], "agreed", 4, 4, 4, 4, None),
    ([value(19, 19, 1, 1, "soldier"), value(3, 3, 4, 1, "civilian")], "agreed", 19, 19, 19, 19, 19),
    ([value(9, 9), value(12, 12, 3, 1, "", "rejected")], "disputed", 9, 9, 9, 9, 9),
    ([value(0, 0)], "single", 0, 0, 0, 0, 0),
]


@pytest.mark.parametrize(("values", "state", "lowest", "best", "latest", "low", "high"), CASES)
def test_which_figure_a_policy_chooses(values, state, lowest, best, latest, low, high):
    told = incident(*values, state=state)
    for policy, wanted in (("lowest", lowest), ("best", best), ("latest", latest)):
        found = count(told, "killed", policy)
        assert found is not None and (found.number, found.low, found.high) == (wanted, low, high)
    assert told == incident(*values, state=state)


def test_nothing_told_is_no_figure():
    assert count(incident(), "killed", "best") is None and count(incident(value(1, 1)), "wounded", "best") is None
    assert count(incident(value(9, 9, 1, 1, "", "rejected")), "killed", "best") is None


def test_a_policy_that_is_none_is_refused():
    with pytest.raises(UsageError, match="lowest, best, latest"):
        check_policy("highest", "best")
    assert check_policy(None, "lowest") == "lowest"
