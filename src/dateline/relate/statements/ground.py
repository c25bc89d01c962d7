"""What every step of reading statements looks at: words, sentences, quotations and lookups among them, built once a report."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Layers, Readings, Report, Span, Timex, Word
from dateline.relate.statements.run_on import run_on
from dateline.relate.word_index import list_dependents, lower_words, words_within
from dateline.text import find_quotations, level_marks, locate, split_paragraphs, split_sentences, split_words

MAX_CLIMB = 300
"""Steps from a word to its sentence's root, after which the heads are taken for a circle."""
MARKS = frozenset("\"“”„«»‘’'")
"""Quotation marks, single and double."""
LONG_QUOTE = 40
"""Characters from which a quotation shows that the report marks what people say."""
SCARE = 4
"""Words under which a quotation is a scare quote, a title or a nickname, not somebody's words."""
TITLE = 7
"""Words a quoted title has at most."""
NAMING = frozenset("named called titled entitled nicknamed codenamed headlined labelled labeled".split())
"""Words after which a quotation is a name or title that the narrator gives."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One report laid out for reading statements; all spans are characters of `text`, all sequences in text order.

    `text` is the report's with its quotation marks made curly, character for character: what is quoted from it is quoted from `report`.
    `quoted` tells whether anything of length stands in quotation marks, `parsed` whether the encoder gave syntax;
    `extents` are, for each word, the first and last words that hang on it. `actors` are the cast by id, `named` its mentions
    by first character.
    """

    report: Report
    text: str
    words: tuple[Word, ...]
    lowered: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    quotations: tuple[Span, ...]
    times: tuple[Timex, ...]
    readings: Readings
    quoted: bool
    parsed: bool
    children: tuple[tuple[int, ...], ...]
    extents: tuple[Span, ...]
    actors: Mapping[str, Actor]
    named: Mapping[int, Sequence[tuple[Span, str]]]


def lay_ground(report: Report, layers: Layers, readings: Readings) -> Ground:
    """The ground of `report`; without words from the encoder, words are split by rule and nothing is known of their grammar."""
    text = level_marks(report.text)
    paragraphs = split_paragraphs(text)
    quotations = run_on(text, paragraphs, find_quotations(text))
    words = layers.words or tuple(Word(s, s.of(report.text), "X", -1, "dep") for s in split_words(report.text))
    words = tuple(w if w.span.of(text) == w.text else replace(w, text=w.span.of(text)) for w in words)
    parsed = any(w.head >= 0 for w in words)
    return Ground(
        report, text, words, _lower_marks(words, quotations), tuple(w.span.start for w in words),
        layers.sentences or tuple(split_sentences(report.text)), tuple(paragraphs),
        tuple(quotations), tuple(sorted(readings.times, key=lambda t: t.span)), readings,
        any(q.end - q.start > LONG_QUOTE for q in quotations), parsed,
        list_dependents(words), _extents(words) if parsed else (),
        {actor.id: actor for actor in readings.cast.actors}, _by_start(readings.cast.mentions),
    )  # fmt: skip


def _lower_marks(words: Sequence[Word], quotations: Iterable[Span]) -> tuple[str, ...]:
    """The words in lower case; single marks that open or close a quotation as double ones, apart from apostrophes."""
    opening = {at for q in quotations for at in (q.start, q.start + 1)}
    closing = {at for q in quotations for at in (q.end - 1, q.end - 2)}
    return tuple(
        "“" if word.text == "‘" and word.span.start in opening else "”" if word.text == "’" and word.span.start in closing else low
        for word, low in zip(words, lower_words(words), strict=True)
    )


def _by_start(mentions: Iterable[tuple[Span, str]]) -> dict[int, list[tuple[Span, str]]]:
    found: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for span, actor in mentions:
        found[span.start].append((span, actor))
    return dict(found)


def _extents(words: Sequence[Word]) -> tuple[Span, ...]:
    """For each word the range of words (indices, end exclusive) from the first to the last that hang on it."""
    first, last = list(range(len(words))), list(range(len(words)))
    for i in range(len(words)):
        head, steps = words[i].head, 0
        while 0 <= head < len(words) and steps < MAX_CLIMB and (first[head] > i or last[head] < i):
            first[head], last[head] = min(first[head], i), max(last[head], i)
            head, steps = words[head].head, steps + 1
    return tuple(Span(a, b + 1) for a, b in zip(first, last, strict=True))


def words_in(ground: Ground, span: Span) -> range:
    """Indices of the words that share a character with `span`."""
    return words_within(ground.words, ground.starts, span)


def span_of(ground: Ground, words: range) -> Span | None:
    """Characters from the first to the last of `words`, None for none."""
    if not len(words):
        return None
    return Span(ground.words[words[0]].span.start, ground.words[words[-1]].span.end)


def sentence_at(ground: Ground, at: int) -> Span:
    """The sentence that holds character `at` (or the last one before it)."""
    i = locate(ground.sentences, at)
    return ground.sentences[i] if i >= 0 else Span(0, len(ground.text))


def paragraph_at(ground: Ground, at: int) -> Span:
    """The paragraph that holds character `at`."""
    i = locate(ground.paragraphs, at)
    return ground.paragraphs[i] if i >= 0 else Span(0, len(ground.text))


def quotation_at(ground: Ground, at: int) -> Span | None:
    """The quotation (with its marks) that holds character `at`, None outside of any."""
    i = locate(ground.quotations, at)
    found = ground.quotations[i] if i >= 0 else None
    return found if found and found.start <= at < found.end else None


def opens(ground: Ground, quotation: Span) -> bool:
    """Whether a mark stands at the head of a quotation; none does where it runs on from the paragraph before."""
    return ground.text[quotation.start] in MARKS


def clause_at(ground: Ground, at: int) -> Span:
    """The sentence of character `at`, or the part of it inside the quotation that holds `at`: nothing reads across that border."""
    sentence, quotation = sentence_at(ground, at), quotation_at(ground, at)
    if quotation is None:
        return sentence
    closed = ground.text[quotation.end - 1] in '"”’»“' and quotation.end - quotation.start > 1
    inner = Span(quotation.start + opens(ground, quotation), quotation.end - closed)
    return Span(max(sentence.start, inner.start), min(sentence.end, inner.end))


def time_at(ground: Ground, at: int) -> Timex | None:
    """The time expression that begins at character `at`."""
    i = bisect_left(ground.times, at, key=lambda t: t.span.start)
    return ground.times[i] if i < len(ground.times) and ground.times[i].span.start == at else None


def time_ending(ground: Ground, at: int) -> Timex | None:
    """The time expression that ends at character `at`."""
    i = bisect_left(ground.times, at, key=lambda t: t.span.start) - 1
    return ground.times[i] if i >= 0 and ground.times[i].span.end == at else None


def lower(ground: Ground, i: int) -> str:
    """Word `i` in lower case with straight apostrophes; nothing where there is no such word."""
    return ground.lowered[i] if 0 <= i < len(ground.lowered) else ""


def is_speech(ground: Ground, quotation: Span) -> bool:
    """Whether a quotation is somebody's words: a sentence of its own, or long enough."""
    before = words_in(ground, Span(max(0, quotation.start - 16), quotation.start))
    if len(before) and lower(ground, before[-1]) in NAMING:
        return False
    if not opens(ground, quotation):
        return True
    words = [ground.words[i].text for i in words_in(ground, quotation) if any(c.isalnum() for c in ground.words[i].text)]
    whole = quotation.of(ground.text).rstrip('"”’»')[-1:] in ".?!,…"
    return len(words) >= SCARE or (whole and len(words) >= 2 and ground.text[quotation.start + 1 : quotation.start + 2].isupper())


def is_title(ground: Ground, quotation: Span) -> bool:
    """Whether a quotation is a name that the sentence runs into: `starred in “Night Desk.”`"""
    words = [ground.words[i].text for i in words_in(ground, quotation) if ground.words[i].text[0].isalnum()]
    amid = ground.text[max(0, quotation.start - 16) : quotation.start].rstrip()[-1:].isalnum()
    return amid and len(words) <= TITLE and all(w[0].isupper() or w[0].isdigit() or len(w) < SCARE for w in words)
