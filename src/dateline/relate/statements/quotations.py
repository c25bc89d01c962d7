"""Quotations: blocks without quotation marks, quotes that go on without a cue, and whether words are quoted at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Span
from dateline.relate.function_words import CLOSERS
from dateline.relate.statements.contents import trim_content
from dateline.relate.statements.drafts import Draft, order_drafts
from dateline.relate.statements.forms import count_letters
from dateline.relate.statements.ground import (
    LONG_QUOTE,
    Ground,
    is_speech,
    is_title,
    lower,
    paragraph_at,
    quotation_at,
    sentence_at,
    span_of,
    words_in,
)
from dateline.relate.statements.noun_phrases import is_finite, phrase_on, subject_of
from dateline.text import inside, locate, trim

_HEADING = re.compile(
    r"(?:notes? (?:to|for) editors?|background|further (?:information|details)|ends?|contacts?|media enquiries|press office|related|\*+|#+"
    r"|(?:the )?full (?:report|text|statement|transcript)|(?:for )?more (?:information|details)|follow us|visit)\b",
    re.I,
)
_BULLET = re.compile(r"[-–*•·▪●]\s+(?=\S)")
"""What a line of a list begins with."""
READ = frozenset("statement remarks comment comments message letter declaration communique communiqué".split())
"""What is issued, read out or sent in full."""
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|me)\b")


def add_blocks(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """`The minister said:` before paragraphs without quotation marks: one direct statement a paragraph, the first with the cue."""
    blocks = {i: block for i, draft in enumerate(drafts) if (block := _block_of(ground, draft))}
    covered = sorted(Span(block[0].start, block[-1].end) for block in blocks.values())
    kept: list[Draft] = []
    for i, draft in enumerate(drafts):
        items = _list_of(ground, locate(ground.paragraphs, draft.start) + 1) if i in blocks else []
        quoted = _quoted_after(ground, draft)
        if quoted:
            kept.append(replace(draft, content=(quoted,), rules=(*draft.rules, "quote-after-colon")))
        elif items:
            told = [c for c in (draft.frame.content if draft.frame else ()) if count_letters(c.of(ground.text))]
            kept.append(replace(draft, content=(*told, *items), rules=(*draft.rules, "list-after-colon")))
        elif i in blocks:
            kept += _state_block(draft, blocks[i])
        elif draft.cue is not None or not any(covered[k].holds(c) for c in draft.content for k in inside(covered, c)):
            kept.append(draft)
    return kept


def _quoted_after(ground: Ground, draft: Draft) -> Span | None:
    """The quotation that opens the paragraph after the draft's own, where that ends in a colon: `The minister said:`."""
    at = locate(ground.paragraphs, draft.start)
    if draft.cue is None or not 0 <= at < len(ground.paragraphs) - 1 or quotation_at(ground, draft.cue.start):
        return None
    paragraph, following = ground.paragraphs[at], ground.paragraphs[at + 1]
    tail = ground.text[draft.cue.end : paragraph.end].rstrip()
    told = any(c.start >= draft.cue.end and c.end - c.start > LONG_QUOTE for c in draft.content if c.end <= paragraph.end)
    opening = quotation_at(ground, following.start)
    return opening if tail.endswith(":") and len(tail) <= 120 and not told and opening and opening.start == following.start else None


def draft_statements_read(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of `The general issued the following statement:`, whose paragraph no other cue closes."""
    found = []
    for paragraph in ground.paragraphs:
        if ground.text[paragraph.end - 1] != ":":
            continue
        words = words_in(ground, Span(sentence_at(ground, paragraph.end - 1).start, paragraph.end))
        noun = next(
            (i for i in words if lower(ground, i) in READ and {"following", "this"} & {lower(ground, i - 1), lower(ground, i - 2)}), None
        )
        verb = next((i for i in words if noun and i < noun and ground.words[i].pos == "VERB" and subject_of(ground, i)), None)
        if noun is None or verb is None or any(d.cue and noun <= words_in(ground, d.cue).start <= words[-1] for d in drafts):
            continue
        found.append(Draft(subject_of(ground, verb), ground.words[noun].span, (), rules=("statement-read",)))
    return found


def _block_of(ground: Ground, draft: Draft) -> list[Span]:
    """The paragraphs that a draft introduces; none where it ends in no colon."""
    at = locate(ground.paragraphs, draft.start)
    if draft.cue is None or at < 0:
        return []
    paragraph = ground.paragraphs[at]
    if at + 1 < len(ground.paragraphs) and _opens_block(ground, draft, paragraph):
        return _block_after(ground, draft, at + 1)
    rest = Span(draft.cue.end + 1, paragraph.end)
    several = sentence_at(ground, draft.cue.end).end < paragraph.end
    if (
        several
        and not ground.quoted
        and not quotation_at(ground, draft.cue.end + 2)
        and ground.text[draft.cue.end : draft.cue.end + 2] == ": "
        and _FIRST.search(rest.of(ground.text))
    ):
        return [trim(ground.text, rest), *_block_after(ground, draft, at + 1, first=False)]
    return []


def _state_block(draft: Draft, block: list[Span]) -> list[Draft]:
    """The draft with its block; where it has told something already (`denied the charge:`), the block goes on without cue."""
    told = draft.frame is not None and draft.frame.kind in {"phrase", "that", "clause", "infinitive", "link"}
    first = replace(draft, content=(block[0],), block=True, rules=(*draft.rules, "block-after-colon"))
    if told and draft.frame is not None:
        first = replace(draft, content=draft.frame.content)
    rest = block if told else block[1:]
    return [first, *(Draft(None, None, (p,), speaker=draft.speaks(), block=True, rules=("block-goes-on",)) for p in rest)]


def _opens_block(ground: Ground, draft: Draft, paragraph: Span) -> bool:
    tail = ground.text[draft.cue.end if draft.cue else paragraph.start : paragraph.end].rstrip()
    if not tail.endswith(":") or len(tail) > 120:
        return False
    following = ground.text[paragraph.end : paragraph.end + 40].lstrip()
    return bool(following) and following[0] not in '"“«‘'


def _block_after(ground: Ground, draft: Draft, start: int, *, first: bool = True) -> list[Span]:
    """The paragraphs of a block: the first always, further ones while nothing tells that the narrator speaks again."""
    plain = not ground.quoted
    name = _last_name(ground, draft)
    found = []
    for k in range(start, len(ground.paragraphs)):
        paragraph = ground.paragraphs[k]
        words = paragraph.of(ground.text)
        later = k > start or not first
        if later and (_HEADING.match(words) or words.endswith(":") or words[0] in '"“' or not (plain or _FIRST.search(words))):
            break
        if later and name and re.search(rf"\b{re.escape(name)}(?! and (?:I|me)\b)\b", words):
            break
        found.append(paragraph)
    return found


def _last_name(ground: Ground, draft: Draft) -> str:
    """The last name of who speaks: a paragraph with it is the narrator's again."""
    speaker = draft.speaks()
    actor = ground.actors.get(ground.readings.cast.actor_of(speaker) or "") if speaker else None
    return actor.name.split()[-1] if actor and actor.kind == "person" and actor.named == "named" else ""


def _list_of(ground: Ground, first: int) -> list[Span]:
    """The lines of a list that begins with paragraph `first`, without their bullets."""
    found = []
    for paragraph in ground.paragraphs[first:]:
        bullet = _BULLET.match(paragraph.of(ground.text))
        item = trim_content(ground.text, Span(paragraph.start + bullet.end(), paragraph.end)) if bullet else None
        if item is None:
            break
        found.append(Span(item.start, item.end - len(" and") if item.of(ground.text).endswith("; and") else item.end))
    return found


def split_new_sentences(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """`“…,” he said. “…”`: a new sentence of quote after the attribution is a statement of its own, without cue."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.cue is None or draft.block or len(draft.content) < 2:
            kept.append(draft)
            continue
        own, rest = [draft.content[0]], list(draft.content[1:])
        while rest and not _begins_anew(ground, draft, rest[0]):
            own.append(rest.pop(0))
        kept.append(replace(draft, content=tuple(own)))
        kept += [Draft(None, None, (s,), speaker=draft.speaks(), rules=("quote-goes-on",)) for s in rest if quotation_at(ground, s.start)]
    return kept


def _begins_anew(ground: Ground, draft: Draft, span: Span) -> bool:
    if draft.cue is None or span.start < draft.cue.end or quotation_at(ground, draft.cue.start):
        return False
    return sentence_at(ground, span.start).start >= draft.cue.end


def add_continuations(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations that no content covers: they go on with the last speaker, or name theirs after a dash."""
    top = order_drafts(d for d in drafts if _is_top(ground, d))
    covered = _covered(ground, drafts)
    added: list[Draft] = []
    at, last, seen = 0, None, -1
    for i, quotation in enumerate(ground.quotations):
        while at < len(top) and top[at].start < quotation.start:
            last, at = top[at], at + 1
            seen = locate(ground.paragraphs, max(last.start, last.content[-1].start))
        if i in covered or not is_speech(ground, quotation) or is_title(ground, quotation):
            continue
        signed = _signed(ground, quotation) or _introduced(ground, quotation)
        draft = signed or _goes_on(ground, (last, top[at] if at < len(top) else None), quotation, seen)
        added.append(draft)
        last = draft if draft.speaks() else last
        seen = locate(ground.paragraphs, quotation.start)
    return [*drafts, *added]


def _is_top(ground: Ground, draft: Draft) -> bool:
    """Whether it is the narrator who attributes: the cue stands in no quotation."""
    return bool(draft.content) and (draft.cue is None or quotation_at(ground, draft.cue.start) is None)


def _covered(ground: Ground, drafts: Sequence[Draft]) -> set[int]:
    """Indices of the quotations that belong to some content, or stand within a block; cues inside them do not count."""
    found = set()
    for draft in drafts:
        around = quotation_at(ground, draft.cue.start) if draft.cue else None
        for span in draft.content:
            found |= {i for i in inside(ground.quotations, span) if ground.quotations[i] != around}
    return found


def _introduced(ground: Ground, quotation: Span) -> Draft | None:
    """`Ana Reyes, on Facebook: “…”`: a name, perhaps a channel, and a colon before the quote, without any verb."""
    start = max(sentence_at(ground, quotation.start).start, paragraph_at(ground, quotation.start).start)
    lead = ground.text[start : quotation.start]
    if not lead.rstrip().endswith(":") or len(lead) > 120:
        return None
    words = [
        i for i in words_in(ground, Span(start, quotation.start)) if ground.words[i].pos != "NUM" and not ground.words[i].text[0].isdigit()
    ]
    while words and not ground.words[words[0]].text[0].isalpha():
        words = words[1:]
    if not words or any(is_finite(ground, i) for i in words):
        return None
    source = span_of(ground, phrase_on(ground, words[0], quotation.start))
    if source is None or not any(c.isupper() for c in source.of(ground.text)):
        return None
    return Draft(source, None, (quotation,), rules=("quote-introduced",))


def _signed(ground: Ground, quotation: Span) -> Draft | None:
    """`“…” – Ana Reyes`: the speaker's name after a dash, or alone behind the quote."""
    paragraph = paragraph_at(ground, quotation.start)
    tail = ground.text[quotation.end : paragraph.end]
    if not re.match(r"\s*(?:--?|–|—|―|~)\s*[A-Z]", tail) or len(tail) > 120:
        return None
    first = next((i for i in words_in(ground, Span(quotation.end, paragraph.end)) if ground.words[i].text[0].isalnum()), None)
    source = span_of(ground, phrase_on(ground, first, paragraph.end)) if first is not None else None
    return Draft(source, None, (quotation,), rules=("quote-signed",)) if source else None


def _goes_on(ground: Ground, beside: tuple[Draft | None, Draft | None], quotation: Span, seen: int) -> Draft:
    """The draft of a quotation that goes on with the speaker before it, or with the one after it in a quote of several paragraphs.

    `seen` is the paragraph in which the speaker before last spoke.
    """
    before, after = beside
    at = locate(ground.paragraphs, quotation.start)
    ahead = after is not None and after.source is not None and locate(ground.paragraphs, after.start) == at + 1
    runs_on = quotation.of(ground.text)[-1:] not in CLOSERS
    if after is not None and ahead and runs_on and (before is None or seen < at):
        return Draft(None, None, (quotation,), speaker=after.source, rules=("quote-runs-on",))
    if before is None:
        return Draft(None, None, (quotation,), rules=("quote-without-speaker",))
    rule = "quote-goes-on" if at - seen <= 1 else "quote-goes-on-far"
    return Draft(None, None, (quotation,), speaker=before.speaks(), rules=(rule,))
