"""Headlines that attribute by a colon alone: `Osei: Harbour Will Reopen`, `Report: Dam Was Cracked`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Span
from dateline.relate.statements.contents import trim_content
from dateline.relate.statements.cues import cues_at
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, quotation_at, words_in

LENGTH = 200
"""Characters a headline has at most."""
_LEAD = re.compile(r"(?P<lead>[^:.!?\n]{2,60}): (?=[\"“‘'A-Z])")
SPEAKING = frozenset({"person", "government", "military"})
"""Kinds of actors that speak where they stand before a colon; a state or a party there is a topic (`Kenya: Floods Spread`)."""
_SURVEY = re.compile(r"(?:(?:[Nn]ew|[Ll]atest) )?(?:[A-Z][\w-]+ )*(?:[Pp]olls?|[Ss]urvey|[Ss]tudy)")


def draft_headline(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """The draft of the report's first line where a speaker, a poll or `Report` and a colon open it and nothing else attributes it."""
    if len(ground.paragraphs) < 2 or ground.paragraphs[0].end - ground.paragraphs[0].start > LENGTH:
        return []
    line = ground.paragraphs[0]
    found = _LEAD.match(ground.text, line.start, line.end)
    if found is None or quotation_at(ground, line.start) or any(d.cue and d.cue.end <= found.end() for d in drafts):
        return []
    content = trim_content(ground.text, Span(found.end(), line.end))
    lead = Span(*found.span("lead"))
    if content is None or any(d.cue and content.holds(d.cue) and any(c.start < d.cue.start for c in d.content) for d in drafts):
        return []
    noun = next((h for h in cues_at(ground, words_in(ground, lead).start) if h.family.name == "reports" and h.span == lead), None)
    if noun is not None:
        return [Draft(None, lead, (content,), noun, rules=("headline-colon",))]
    if _speaks(ground, lead) or _SURVEY.fullmatch(lead.of(ground.text)):
        return [Draft(lead, None, (content,), rules=("headline-colon",))]
    return []


def _speaks(ground: Ground, lead: Span) -> bool:
    """Whether the words before the colon name somebody who may speak."""
    words = lead.of(ground.text)
    actor = ground.actors.get(ground.readings.cast.actor_of(lead) or "")
    if actor is None:
        return any(a.kind == "person" and a.named == "named" and a.name.split()[-1] == words for a in ground.actors.values())
    outlet = actor.kind == "organisation" and actor.named == "named" and all(w[0].isupper() for w in words.split())
    return actor.kind in SPEAKING or outlet
