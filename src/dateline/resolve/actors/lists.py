"""Lists of parties: `Russia and Turkey` are two, `the UN and other agencies` too, `Bosnia and Herzegovina` is one."""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.resolve.actors.bodies import DETERMINER, NAME
from dateline.resolve.actors.naming import CALLED, CUT
from dateline.resolve.actors.nouns import read_head
from dateline.resolve.actors.page import Page, entities_in
from dateline.resolve.actors.phrases import Candidate
from dateline.resolve.places.gazetteer import load_countries

_AND = re.compile(r"\s+and\s+|\s*,\s+(?:and\s+)?")


def split_parties(page: Page, candidate: Candidate) -> list[Candidate]:
    """The members of a list (`Russia and Turkey`), or the candidate itself."""
    text = page.text
    joints = [m for m in _AND.finditer(text, candidate.span.start, candidate.span.end) if "and" in m.group()]
    for joint in joints:
        if any(e.span.start < joint.start() and joint.end() < e.span.end for e in page.layers.entities):
            continue
        left, right = Span(candidate.span.start, joint.start()), Span(joint.end(), candidate.span.end)
        if left.of(text).strip() and right.of(text).strip() and _is_whole(page, left, right):
            return [Candidate(left, candidate.part), *split_parties(page, Candidate(right, candidate.part))]
    return [candidate]


def _is_whole(page: Page, left: Span, right: Span) -> bool:
    """Whether both sides of an `and` are parties of their own, not modifiers of one head or halves of a name."""
    a, b = left.of(page.text), right.of(page.text)
    whole = f"{a} and {b}"
    countries = load_countries()
    if page.roster.body(whole) or countries.of_name(re.sub(r"^the ", "", whole)) or CUT.search(a) or CALLED.search(a):
        return False
    if b.split()[0].lower() in ("its", "his", "her", "their", "others"):
        return True
    first_named = a.split()[-1][:1].isupper() and not (read_head([a.lower()]) and not DETERMINER.match(b + " ") and b[:1].islower())
    if first_named and countries.of_people(a.split()[-1]) and not countries.of_name(a.split()[-1]):
        return False
    if first_named and b[:1].isupper():
        return not NAME.fullmatch(whole) or bool(countries.of_name(a) or entities_in(page, left, ("person", "organisation", "place")))
    if b[:1].isupper() or DETERMINER.match(b + " "):
        return read_head(re.findall(r"[\w’'-]+", a.lower())) is not None or first_named
    return not DETERMINER.match(a) and not first_named and " of " not in b and read_head(re.findall(r"[\w’'-]+", a.lower())) is not None
