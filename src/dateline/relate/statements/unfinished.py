"""Contents that break off amid a phrase: they go on to the end of what hangs on their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Span
from dateline.relate.statements.channels import channel_at
from dateline.relate.statements.contents import trim_content
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, clause_at, lower, quotation_at, time_at, words_in

JOINING = frozenset("and but or nor as because until after before while when since if although though by".split())
"""Words with which something else than the rest of a phrase may begin."""


def finish_contents(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts whose last content is made whole where it broke off: `confirmed plans | drawn up in May`."""
    return [_finish(ground, d, {o.cue for o in drafts if o.cue}) for d in drafts] if ground.parsed else list(drafts)


def _finish(ground: Ground, draft: Draft, cues: set[Span]) -> Draft:
    if draft.cue is None or draft.block or not draft.content or draft.content[-1].start < draft.cue.end:
        return draft
    last = draft.content[-1]
    rest = _rest(ground, last)
    if rest is None or any(rest.meets(cue) for cue in cues) or (draft.source and rest.meets(draft.source)):
        return draft
    whole = trim_content(ground.text, Span(last.start, rest.end))
    return replace(draft, content=(*draft.content[:-1], whole), rules=(*draft.rules, "content-finished")) if whole else draft


def _rest(ground: Ground, content: Span) -> Span | None:
    """What hangs on the head of `content` behind it, where no mark and no conjunction stands between."""
    words = words_in(ground, content)
    nxt, clause = words.stop, clause_at(ground, content.start)
    if not len(words) or nxt >= len(ground.words) or ground.starts[nxt] >= clause.end or not ground.words[nxt].text[0].isalnum():
        return None
    if ground.text[content.end : ground.starts[nxt]] != " " or lower(ground, nxt) in JOINING or quotation_at(ground, content.end - 1):
        return None
    if time_at(ground, ground.starts[nxt]) or channel_at(ground, nxt, clause.end) or _dates(ground, nxt):
        return None
    head = next((i for i in words if ground.words[i].head not in words), words.start)
    stop = ground.extents[head].end
    if stop <= nxt or ground.words[stop - 1].span.end > clause.end or not _hangs(ground, nxt, words):
        return None
    return Span(ground.starts[nxt], ground.words[stop - 1].span.end)


def _dates(ground: Ground, i: int) -> bool:
    """`on Friday`, behind the content: when it was said."""
    return i + 1 < len(ground.words) and time_at(ground, ground.starts[i + 1]) is not None


def _hangs(ground: Ground, i: int, words: range) -> bool:
    """Whether the phrase that word `i` begins hangs on one of `words`."""
    for _ in range(8):
        if i in words:
            return True
        i = ground.words[i].head
        if i < 0:
            return False
    return False
