"""Interviews printed as talk: `Q: …` / `A: …`, `HARBOUR POST: …` / `MINISTER: …`; each turn is a direct statement of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dateline.model import Span
from dateline.relate.statements.contents import trim_content
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, words_in

LEAST = 3
"""Turns from which a report is taken for a printed talk."""
_TURN = re.compile(r"(?P<label>[QA]|(?:Question|Answer)|[A-Z][\w.’'()-]*(?: [\w.’'()-]+){0,5}): +(?=\S)")
_ASKS = frozenset({"q", "question"})
_ANSWERS = frozenset({"a", "answer"})


def add_turns(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with one for each turn of a printed talk; drafts whose content is that turn already are replaced."""
    turns = _turns_of(ground)
    if not turns:
        return list(drafts)
    made = [draft for label, content in turns if (draft := _draft_of(ground, label, content)) is not None]
    taken = [draft.content[0] for draft in made]
    kept = [d for d in drafts if d.cue is not None or not any(t.meets(c) for t in taken for c in d.content)]
    return [*kept, *made]


def _turns_of(ground: Ground) -> list[tuple[Span, Span]]:
    """The label and words of each turn; none where too few paragraphs begin with a label, or the labels do not come back."""
    found = []
    for paragraph in ground.paragraphs:
        turn = _TURN.match(ground.text, paragraph.start, paragraph.end)
        if turn is not None:
            found.append((Span(*turn.span("label")), Span(turn.end(), paragraph.end)))
    counts = Counter(label.of(ground.text).lower() for label, _ in found)
    again = [pair for pair in found if counts[pair[0].of(ground.text).lower()] > 1 or _is_name_within(ground, pair[0], counts)]
    labels = {label.of(ground.text).lower() for label, _ in again}
    return again if len(again) >= LEAST and len(labels) > 1 and _alternate(ground, again) else []


def _is_name_within(ground: Ground, label: Span, counts: Counter[str]) -> bool:
    """Whether a label is the long form of another (`General Pavlo Hrytsak`, later `Hrytsak`), or half of `Q` and `A`."""
    words = label.of(ground.text).lower().split()
    return any(words[-1] == other.split()[-1] and words != other.split() for other in counts) or words[0] in _ASKS | _ANSWERS


def _alternate(ground: Ground, turns: Sequence[tuple[Span, Span]]) -> bool:
    """Whether the speakers change from turn to turn more often than not: in a list of the same label they do not."""
    names = [label.of(ground.text).lower().split()[-1] for label, _ in turns]
    return 2 * sum(a != b for a, b in pairwise(names)) >= len(names) - 1


def _draft_of(ground: Ground, label: Span, content: Span) -> Draft | None:
    """The draft of one turn; `Q` is nobody, `A` the one person that the lines before the talk name."""
    words = trim_content(ground.text, content)
    if words is None:
        return None
    name = label.of(ground.text).lower()
    if name in _ASKS | _ANSWERS:
        return Draft(None, None, (content,), speaker=_asked(ground) if name in _ANSWERS else None, block=True, rules=("turn-of-talk",))
    return Draft(label, None, (content,), block=True, rules=("turn-of-talk",))


def _asked(ground: Ground) -> Span | None:
    """Who answers: the one person whom the report names before the first turn."""
    first = next((p.start for p in ground.paragraphs if _TURN.match(ground.text, p.start, p.end)), 0)
    named: dict[str, Span] = {}
    for i in words_in(ground, Span(0, first)) if first else ():
        for mention, actor in ground.named.get(ground.starts[i], ()):
            if ground.actors[actor].kind == "person" and ground.actors[actor].named == "named":
                named.setdefault(actor, mention)
    return next(iter(named.values())) if len(named) == 1 else None
