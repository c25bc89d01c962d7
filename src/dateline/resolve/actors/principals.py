"""For whom somebody speaks: `we` in the mouth of an official is the state, of a spokesman the organisation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.model import Span
from dateline.resolve.actors.joining import Draft
from dateline.resolve.actors.nouns import load_nouns, office_kind, tails
from dateline.resolve.actors.page import Page
from dateline.resolve.actors.pronouns import ENTRIES, Told

NEAR = 2
"""Sentences back in which the body of an office is told that itself tells none (`The Karo Guild … its secretary … “We …”`)."""
BODIES = frozenset({"organisation", "armed-group", "military", "government"})
_OWN = re.compile(r"(?:its|their)\b", re.IGNORECASE)
_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.IGNORECASE)


def find_principal(page: Page, told: Sequence[Told], by_span: Mapping[Span, Draft], speaker: Draft) -> Draft | None:
    """Whom a speaker's `we` acts for: an official's state, a spokesman's organisation, the nurses of whom she is one; else None."""
    drafts = list(dict.fromkeys(entry.draft for entry in told))
    body = _named_in_role(drafts, speaker) or _owner_of_role(page, by_span, speaker) or _told_before(page, told, speaker)
    official = speaker.kind == "government" or any(
        office_kind(t) == "government" for p in speaker.phrases for w in p.words for t in tails([w])
    )
    if speaker.kind == "person" and not official and body is None:
        return None
    if official and speaker.country:
        state = next((d for d in drafts if d.kind == "state" and d.country == speaker.country and d.names), None)
        if state is not None:
            return state
    return body


def _roles(page: Page, speaker: Draft) -> list[str]:
    described = [p.span.of(page.text) for p in speaker.phrases if p.form == "description"]
    return [*(r.of(page.text) for p in speaker.phrases for r in p.roles), *described]


def _named_in_role(drafts: Sequence[Draft], speaker: Draft) -> Draft | None:
    """The organisation that a person's role names (`a spokesman for Karo Relief`)."""
    if speaker.kind != "person":
        return None
    for draft in drafts:
        if draft.names and draft.kind in BODIES and draft is not speaker:
            name = {w for w in re.findall(r"\w+", draft.names[0].lower()) if w not in ("the", "of", "for", "and")}
            if name and name <= speaker.words:
                return draft
    return None


def _owner_of_role(page: Page, by_span: Mapping[Span, Draft], speaker: Draft) -> Draft | None:
    """The party of `its` in `its secretary, Ana Ruiz`."""
    for role in (r for p in speaker.phrases for r in p.roles):
        own = _OWN.match(page.text, role.start, role.end)
        owner = by_span.get(Span(*own.span())) if own else None
        if owner is not None and owner is not speaker and owner.kind in BODIES:
            return owner
    return None


def _told_before(page: Page, told: Sequence[Told], speaker: Draft) -> Draft | None:
    """The body told just before somebody whose office alone is told (`a spokesman`, `union president Ana Ruiz`), or the group of `one`."""
    roles = [re.sub(r"^(?:a|an|the)\s+", "", role.lower()) for role in _roles(page, speaker)]
    alone = any(role.split()[-1:] and (role in load_nouns().speakers or _SPOKES.fullmatch(role)) for role in roles)
    if speaker.kind != "person" or not (alone or "one" in roles):
        return None
    first = next((i for i, entry in enumerate(told) if entry.draft is speaker), 0)
    here = told[first].sentence if told else 0
    for entry in reversed(told[max(first - ENTRIES, 0) : first]):
        if entry.sentence < here - NEAR:
            break
        group = entry.draft.kind == "people" and entry.draft.several
        body = entry.draft.kind in BODIES and (entry.draft.names or entry.phrase.part in ("source", "agent"))
        if body if alone else group:
            return entry.draft
    return None
