"""The registry as one report may use it: by its publication date and by what else the report tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.resolve.actors.registry import Entry, Registry, load_registry, plain_name, plain_office
from dateline.resolve.places.gazetteer import load_countries

_LONGEST = 6
"""Words in the longest office."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Known actors on the day of a report. `countries` are those it tells of, `bearers` persons' whole names in it by their last word."""

    registry: Registry
    day: date | None = None
    text: str = ""
    countries: frozenset[str] = frozenset()
    bearers: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def body(self, name: str) -> Entry | None:
        """The party of a name that is no person's; None where two share it and the report does not tell which."""
        plain = plain_name(name)
        found = [e for e in self.registry.named.get(plain, ()) if e.kind != "person" and e.begun(self.day)]
        running = [e for e in found if e.valid.holds(self.day)] or found
        if len(running) > 1:
            running = [e for e in running if self._tells(e, plain)] or [e for e in running if e.country in self.countries]
        return running[0] if len(running) == 1 else None

    def _tells(self, entry: Entry, asked: str) -> bool:
        """Whether the report gives another of an entry's names."""
        return any(n != asked and asked not in n.split() and n in self.text for n in entry.names)

    def person(self, name: str, roles: Sequence[str] = ()) -> Entry | None:
        """The official of a name: a whole name from the first office on, a short one only while in office, a family name with its office.

        Short names, and whole ones of somebody out of office, count where the report tells of the country; one that two bear is nobody's.
        """
        known = [e for e in self.registry.named.get(plain_name(name), ()) if e.kind == "person" and e.begun(self.day)]
        if " " in name:
            fits = [e for e in known if not e.offices or e.tenures(self.day) or self._is_near(e)]
        else:
            known = [e for e in known if self.day and (not e.offices or e.tenures(self.day)) and self._is_near(e)]
            fits = [e for e in known or self._titled(name, roles) if self._alone(e, name)]
        fits = [e for e in fits if not self._belied(e, roles)]
        return fits[0] if len(fits) == 1 else None

    def _is_near(self, entry: Entry) -> bool:
        """Whether the report tells of an actor's country, or there is none."""
        return entry.country is None or entry.country in self.countries

    def _titled(self, name: str, roles: Sequence[str]) -> list[Entry]:
        """Those of a family name who held the office that is told with it: `President Ortega`."""
        if self.day is None:
            return []
        told = [o for o in (self.office(role) for role in roles) if o]
        return [e for e in self.registry.families.get(name, ()) if any(self._in_office(e, o) for o in told)]

    def _in_office(self, entry: Entry, told: tuple[str, str | None]) -> bool:
        return told[1] in (None, entry.country) and entry.holds(told[0], self.day, told[1] is not None)

    def _alone(self, entry: Entry, name: str) -> bool:
        """Whether nobody else in the report bears a short name."""
        return self.bearers.get(name, frozenset()) <= {plain_name(n) for n in entry.names}

    def _belied(self, entry: Entry, roles: Sequence[str]) -> bool:
        """Whether the report gives the bearer of a name another country."""
        told = [o for o in (self.office(role) for role in roles) if o]
        return any(country and entry.country and country != entry.country for _, country in told)

    def country(self, entry: Entry) -> str | None:
        """The country an actor acts for: none while an office of an international body is held."""
        held = entry.tenures(self.day)
        if held and all(t.whole != t.office and self._is_body(t.whole.removesuffix(t.office)) for t in held):
            return None
        return entry.country

    def _is_body(self, words: str) -> bool:
        """Whether an office's first words are an international body's."""
        return any(
            e.country is None and plain_office(n) == words.strip()
            for e in self.registry.entries
            if e.kind == "organisation"
            for n in e.names
        )

    def office(self, words: str) -> tuple[str, str | None] | None:
        """The office that words tell of and nothing else, and its country: `the French president`, `prime minister of Mali`.

        None for one that is past or to come (`former`, `vice`, `acting`), of a body that has no country, or unknown.
        """
        plain = re.sub(r"^(?:the|The|his|her|their|its|our)\s+", "", words.strip(" ,"))
        tokens = plain.replace("-", " ").split()
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                office = plain_office(" ".join(tokens[start : start + length]))
                if office in self.registry.offices:
                    return _with_country(office, tokens[:start], tokens[start + length :])
        return None

    def holders(self, words: str) -> tuple[Entry, ...]:
        """Who held the office that words tell of, on the report's day; none where that day is unknown."""
        told = self.office(words) if self.day else None
        return tuple(e for e in self.registry.offices.get(told[0], ()) if self._in_office(e, told)) if told else ()


def _with_country(office: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, str | None] | None:
    countries = load_countries()
    if not before and not after:
        return office, None
    if before and not after:
        name = re.sub(r"['’]s?$", "", " ".join(before))
    elif after and after[0] == "of" and not before:
        name = re.sub(r"^the ", "", " ".join(after[1:]))
    else:
        return None
    code = (countries.of_people(name) or countries.of_name(name)) if name[:1].isupper() else None
    return (office, code) if code else None


def everyday_roster() -> Roster:
    """The bundled registry with no report: every name on any day."""
    return Roster(load_registry())
