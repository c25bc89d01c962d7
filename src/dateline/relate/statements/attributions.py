"""From the encoder's attributions to drafts: the cue's own words, the source's phrase, contents with their quotations whole."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Attribution, Span
from dateline.relate.function_words import AUXILIARIES, NEGATIONS, PREPOSITIONS
from dateline.relate.statements.complements import Frame
from dateline.relate.statements.contents import trim_content, without_dateline
from dateline.relate.statements.cues import Hit, find_cues, load_idle
from dateline.relate.statements.drafts import Candidate, Draft
from dateline.relate.statements.evidence import is_proposed, is_sure, is_weighed
from dateline.relate.statements.frames import read_frame
from dateline.relate.statements.ground import Ground, clause_at, is_speech, lower, quotation_at, sentence_at, span_of, words_in
from dateline.relate.statements.noun_phrases import clean_source, is_adverb, is_finite
from dateline.text import cover

UNKNOWN = 0.9
"""Score under which an attribution without quotation is dropped where the lexicon does not know its cue (0 to 1).

Chosen, like UNSURE, on reports kept from training: of attributions below it four in five were no statements."""
TO_DO = frozenset({"knowing", "voicing"})
"""Families whose verbs are no cues before an infinitive: `knows to wait`, `continues to urge`."""
UNSURE = 0.8
"""Score under which an attribution without quotation is dropped where the lexicon knows the cue and the clause does not bear it out."""
STRENGTH = {"any": 3, "that": 2, "doing": 2, "quote": 1, "never": 0}


def offer_attributions(ground: Ground, attributions: Sequence[Attribution]) -> list[Candidate]:
    """A candidate of every attribution that may be a statement as FORMAT.md has it."""
    offered = [_offer(ground, one) for one in attributions]
    return [c for c in offered if c is not None]


def _offer(ground: Ground, one: Attribution) -> Candidate | None:
    whole = cover(one.cue)
    source = cover(one.source)
    source = clean_source(ground.text, source) if source else None
    hit = _pick_cue(ground, one.cue)
    cue = hit.span if hit else (_bare_cue(ground, whole) if whole else None)
    frame = read_frame(ground, hit) if hit else None
    if frame is not None and (frame.passive or (frame.source is not None and (source is None or frame.source.meets(source)))):
        source = frame.source if frame.passive else choose_source(ground, frame.source, source)
    marked = clean_contents(ground, one.content, (cue, source), hit)
    if hit is not None and frame is not None and is_sure(ground, hit, frame):
        spans = weigh_contents(ground, frame, marked)
        rules = ("encoder-and-lexicon",) if spans == frame.content else ("encoder-and-lexicon", "content-by-encoder")
        told = source if frame.source is not None else None
        return Candidate(Draft(told, cue, spans, hit, frame, one.act, one.score, rules=rules), True, one)
    spans = weigh_contents(ground, frame, marked) if frame is not None and frame.kind != "none" and frame.content else marked
    if not spans or (cue is None and not (source and all(quotation_at(ground, s.start) for s in spans))):
        return None
    draft = Draft(source, cue, spans, hit, frame, one.act, one.score, rules=("encoder-attribution",))
    return Candidate(draft, not _is_false(ground, draft, one), one)


def choose_source(ground: Ground, read: Span | None, marked: Span | None) -> Span | None:
    """Who speaks, as the surface reads it or as the encoder marks it, where the two share words.

    The encoder knows better where a phrase begins (`several of them`, not what precedes `police`) and that an age or apposition
    behind a comma is none of it; the surface, what a relative clause takes in and where an apposition that was not cut off begins.
    """
    if read is None or marked is None or read == marked or not read.meets(marked):
        return read
    if read.end == marked.end:
        verb = next((i for i in words_in(ground, marked) if is_finite(ground, i)), -1)
        if marked.start > read.start or verb < 0:
            return marked
        relative = ground.words[verb - 1].span.start
        described = lower(ground, verb - 1) in {"that", "who", "which"} and marked.start < relative < read.start
        return trim_content(ground.text, Span(marked.start, relative)) if described else read
    if read.start == marked.start and marked.end < read.end:
        return marked if ground.text[marked.end : read.end].lstrip().startswith(",") else read
    return read


def weigh_contents(ground: Ground, frame: Frame, marked: tuple[Span, ...]) -> tuple[Span, ...]:
    """The surface's contents, or the encoder's where the two share less than half of their characters.

    The surface knows best where quotations end, that a content begins right behind its cue, and what only comments on it behind
    a comma; where a clause runs on without a mark (`to stay inside before they left`) the encoder does.
    """
    read = frame.content
    if not marked or frame.kind == "quote" or _overreaches(ground, read, marked):
        return read
    if frame.kind == "phrase" and len(read) == len(marked) == 1 and read[0].start < marked[0].start and read[0].end == marked[0].end:
        return marked
    shared = sum(min(a.end, b.end) - max(a.start, b.start) for a in read for b in marked if a.meets(b))
    whole = sum(s.end - s.start for s in (*read, *marked)) - shared
    return read if 2 * shared >= whole else marked


def _overreaches(ground: Ground, read: Sequence[Span], marked: Sequence[Span]) -> bool:
    """Whether `marked` is `read` with more before it, or with more behind a comma."""
    if marked[-1].end == read[-1].end:
        return marked[0].start < read[0].start
    return (
        marked[0].start == read[0].start
        and marked[-1].end > read[-1].end
        and ground.text[read[-1].end : marked[-1].end].lstrip()[:1] == ","
    )


def _pick_cue(ground: Ground, cue: Sequence[Span]) -> Hit | None:
    """Of the lexicon's cues within the encoder's cue the one that carries it: a verb before a noun, the surer, the first."""
    hits = [h for span in cue for h in find_cues(ground, words_in(ground, span))]
    if not hits:
        whole = [i for span in cue for i in words_in(ground, span)]
        hits = find_cues(ground, range(whole[0], min(whole[-1] + 3, len(ground.words)))) if whole else []
    return max(hits, key=lambda h: (h.family.kind in {"verb", "phrase", "adverb"}, STRENGTH[h.family.sure] >= 2, -h.first), default=None)


def _bare_cue(ground: Ground, whole: Span) -> Span | None:
    """The cue's main word with its particle, without auxiliaries, adverbs and what follows; None for mere marks and prepositions."""
    inner = list(words_in(ground, whole))
    while inner and (lower(ground, inner[0]) in AUXILIARIES or is_adverb(ground, inner[0]) or lower(ground, inner[0]) in NEGATIONS):
        inner = inner[1:]
    verbs = [i for i in inner if ground.words[i].pos == "VERB"]
    inner = [i for i in inner if i >= verbs[0]] if verbs else inner
    while inner and not any(c.isalpha() for c in ground.words[inner[-1]].text):
        inner = inner[:-1]
    if not inner or all(lower(ground, i) in PREPOSITIONS for i in inner):
        return None
    keep = 1 if len(inner) > 3 else len(inner)
    return span_of(ground, range(inner[0], inner[0] + keep))


def _is_false(ground: Ground, draft: Draft, one: Attribution) -> bool:
    """Knowledge, intention, seeming and deeds, which the encoder has learnt to mark and FORMAT.md does not call statements."""
    hit, frame = draft.hit, draft.frame
    if hit is not None and hit.family.name == "naming" and hit.form == "ed" and frame is not None and frame.source is None:
        return True
    if _is_quoted(ground, draft):
        return False
    if hit is None or frame is None:
        words = {lower(ground, i) for span in one.cue for i in words_in(ground, span)}
        return bool(words & load_idle()) or one.act is None or one.score < UNKNOWN
    if hit.family.name == "planning" or is_proposed(ground, hit, frame) or is_weighed(ground, hit, frame):
        return True
    if hit.family.name == "wanting":
        return frame.source is None or frame.source.of(ground.text).lower() not in {"i", "we"} or frame.kind == "infinitive"
    return one.score < UNSURE or (hit.family.name in TO_DO and frame.kind == "infinitive")


def _is_quoted(ground: Ground, draft: Draft) -> bool:
    """Whether part of the content is somebody's words in quotation marks, and the cue stands outside of any."""
    if draft.cue is not None and quotation_at(ground, draft.cue.start) is not None:
        return False
    marks = [quotation_at(ground, at) for s in draft.content for at in (s.start, s.end - 1)]
    return any(q is not None and is_speech(ground, q) for q in marks)


def clean_contents(ground: Ground, spans: Sequence[Span], told: tuple[Span | None, Span | None], hit: Hit | None) -> tuple[Span, ...]:
    """The encoder's contents as FORMAT.md has them, without what is `told`: the cue and the source."""
    cue = told[0]
    found = [
        s
        for span in sorted(spans)
        for piece in _without(without_dateline(ground, span), *told)
        if (s := _clean_one(ground, piece, cue, hit)) is not None
    ]
    kept: list[Span] = []
    for span in sorted(found):
        if kept and (span.start <= kept[-1].end or not ground.text[kept[-1].end : span.start].strip()):
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def _without(span: Span, *others: Span | None) -> list[Span]:
    """`span` less `others`, in the pieces that remain."""
    pieces = [span]
    for other in others:
        if other is not None:
            pieces = [
                q
                for p in pieces
                for q in (Span(p.start, min(p.end, other.start)), Span(max(p.start, other.end), p.end))
                if q.start < q.end and (q != p or not p.meets(other))
            ]
            pieces = list(dict.fromkeys(pieces))
    return pieces


def _clean_one(ground: Ground, span: Span, cue: Span | None, hit: Hit | None) -> Span | None:
    """One piece: no complementiser, no final stop, quotations whole, nothing of the next sentence outside quotation marks."""
    trimmed = trim_content(ground.text, span)
    if trimmed is None:
        return None
    span = _with_quotations(ground, trimmed, cue)
    words = words_in(ground, span)
    first = words.start
    after_cue = cue is not None and span.start >= cue.end
    while first < words.stop and after_cue and lower(ground, first) in {"that", *(hit.family.link if hit else ())}:
        first += 1
    if after_cue and first == words.start and lower(ground, first - 1) == "to" and _is_infinitive(ground, first):
        first -= 2 if lower(ground, first - 2) == "not" else 1
    if first >= words.stop:
        return None
    start = ground.words[first].span.start if first != words.start else span.start
    return trim_content(ground.text, Span(start, _sentence_limit(ground, Span(start, span.end))))


def _is_infinitive(ground: Ground, i: int) -> bool:
    return ground.words[i].pos == "VERB"


def _with_quotations(ground: Ground, span: Span, cue: Span | None) -> Span:
    """`span` grown to the ends of the quotations that it shares words with, save the one that holds the cue itself."""
    inside = quotation_at(ground, cue.start) if cue else None
    for at in (span.start, span.end - 1):
        quotation = quotation_at(ground, at)
        if quotation is not None and quotation != inside:
            span = Span(min(span.start, quotation.start), max(span.end, quotation.end))
    if inside is not None:
        inner = clause_at(ground, cue.start) if cue else span
        span = Span(max(span.start, inside.start), min(span.end, inside.end)) if span.meets(inside) else span
        span = Span(max(span.start, inner.start), min(span.end, max(inner.end, span.start + 1)))
    return span


def _sentence_limit(ground: Ground, span: Span) -> int:
    """Where `span` must end: outside quotation marks a content does not go on into the next sentence."""
    end = sentence_at(ground, span.start).end
    while end < span.end:
        quotation = quotation_at(ground, end - 1) or quotation_at(ground, end)
        if quotation is None or quotation.end <= end:
            return end
        end = quotation.end
    return span.end
