"""The parties under a name, on both kinds of database."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.keep import deciding
from dateline.keep.deciding import Person
from dateline.serve.web.decided import decided_of_actors
from dateline.store import ask, open_store
from tests.keep.steps import NOW, add_paths, row, write_rows

from .test_parties import keep, party, record

TEXT = "On 2024-02-0{n} Karo Front shelled Derrin, killing {n}, the army said. Report number {n} tells of it at length."
NAMES = ("karo front",)


def test_parties_are_counted_and_those_of_the_key_come_first(address: str, tmp_path: Path) -> None:
    rows = [row(n, TEXT.format(n=n), published=f"2024-02-1{n}") for n in range(1, 6)]
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", rows))
        number, (one,) = ask.find_parties(store, NAMES)
        assert (number, one.size, one.reports, len(one.rows)) == (1, 5, 5, 5)
        last, person = one.rows[-1].key, Person("Ada", lambda: NOW)
        assert len(deciding.split(store, person, last, "a namesake")) == 4
        number, parties = ask.find_parties(store, NAMES)
        assert (number, [p.size for p in parties], [len(p.rows) for p in parties]) == (2, [4, 1], [3, 1])
        number, parties = ask.find_parties(store, NAMES, key=last)
        assert (number, [p.size for p in parties], parties[0].rows[0].key) == (2, [1, 4], last)
        number, parties = ask.find_parties(store, NAMES, key=one.rows[0].key, most=1)
        assert (number, [len(p.rows) for p in parties]) == (2, [4])
        (told,), sides = decided_of_actors(store, NAMES)
        assert (told.by, told.same, told.why) == ("Ada", False, "a namesake")
        assert {side.key for side in sides.values()} == {last, ""}
        assert ask.find_parties(store, ("nobody",)) == (0, ())
        deciding.undo(store, person)
        assert decided_of_actors(store, NAMES) == ((), {})


def test_a_list_of_parties_goes_on_where_its_page_ended(address: str) -> None:
    """A crowd of whom five reports tell, and a front that two name: every page size gives the same list."""
    with open_store(address, create=True) as store:
        told = [party("Karo Front")] * 2 + [party("survivors", "described")] * 5
        keep(store, [record(n, one) for n, one in enumerate(told)])
        names = ("karo front", "survivors")
        number, every = ask.find_parties(store, names)
        assert (number, every[0].size, [p.place for p in every]) == (len(every), 2, list(range(1, number + 1))) and number > 3
        for key in ("", every[-1].rows[0].key):
            whole = [p.name for p in ask.find_parties(store, names, key=key)[1]]
            for most in (1, 2, 3):
                found: list[str] = []
                page = ask.find_parties(store, names, key=key, most=most)[1]
                while page:
                    found += [p.name for p in page]
                    total, page = ask.find_parties(store, names, key=key, after=page[-1].cursor, most=most)
                    assert total == number
                assert found == whole
        for wrong in ("x", "1.2", "3.1~p", "1.x~p", "1.1~"):
            with pytest.raises(UsageError):
                ask.find_parties(store, names, after=wrong)
