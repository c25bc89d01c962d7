"""Whom a pronoun means: `he` and `they` by what was told before, `I` and `we` by who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from dateline.model import Attribution, Span
from dateline.resolve.actors.joining import Draft
from dateline.resolve.actors.page import Page, Phrase

BACK = 4
"""Sentences back in which an antecedent is sought (twice as many for `he` and `she`, which reports carry further)."""
ENTRIES = 60
"""Mentions back that are looked at."""
GROUPS = frozenset({"organisation", "armed-group", "military", "government", "people", "state", "unknown"})
_OPENS = re.compile(r"[^\n]{0,160}:\s*\n")
_SAYS = re.compile(r",?\s+(?:\w+ )?(?:said|says|stated|wrote|added|commented|told [^\n:]{1,60})[^\n:]{0,60}:\s*\n")
BEGINS = 12
"""Characters from a sentence's start within which a mention is its topic."""
LINKED = 2.06
"""What the encoder's belief that a pronoun refers to a word weighs."""
WEIGHTS = {
    "agent": 0.81, "begins-sentence": 0.38, "in-quote": -1.15, "indefinite": -1.62, "named": 0.71, "often": 0.82, "owner": 0.09,
    "plural": 1.16, "pronoun-before": -0.09, "quote-both": 0.4, "same-part": 0.3, "sentence": -1.07, "sex-told": 0.76, "source": 0.36,
    "source-to-source": 1.58, "speaker-quoted": -3.09, "speaker-told": 1.41, "state": -0.37, "target": 0.44,
}  # fmt: skip
"""Weights of `features_of`: softmax regression over the candidates of the 2,142 third-person pronouns that take part in annotated reports,
real ones of the training part and the project's own, each held near its weight before with 10 examples' worth."""


@dataclass(frozen=True, slots=True)
class Told:
    """One mention in the order of the text, with its party."""

    phrase: Phrase
    draft: Draft
    sentence: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun with what is the same for all its candidates: its sentence, who speaks it, whether in quotation marks."""

    phrase: Phrase
    sentence: int
    speaker: Attribution | None
    quoted: bool


def find_antecedent(page: Page, told: Sequence[Told], phrase: Phrase) -> tuple[Draft, str] | None:
    """The party that `he`, `she`, `it`, `they` or `who` means, or None where nothing fits."""
    here = page.sentence(phrase.span.start)
    if phrase.head == "who":
        near = next(
            (t for t in reversed(told) if t.phrase.span.end <= phrase.span.start and phrase.span.start - t.phrase.span.end <= 2), None
        )
        return (near.draft, "relative-pronoun") if near else None
    links = dict(page.links.get(bisect_left(page.starts, phrase.span.start), ()))
    asked = Asked(phrase, here, _holding(page, phrase.span), _is_quoted(page, phrase.span))
    best: tuple[float, Told] | None = None
    for entry in reversed(told[-ENTRIES:]):
        if entry.sentence < here - (2 * BACK if phrase.head in ("he", "she") else BACK):
            break
        if entry.phrase.span.meets(phrase.span) or not _fits(entry.draft, phrase.head) or _is_mute(entry.draft, phrase):
            continue
        worth = _worth(page, entry, asked) + _linked(page, links, entry.phrase.span)
        if best is None or worth > best[0]:
            best = (worth, entry)
    return (best[1].draft, "pronoun") if best else None


def _is_mute(draft: Draft, phrase: Phrase) -> bool:
    """Whether the pronoun speaks and the party cannot: a pump, a report."""
    return phrase.part == "source" and draft.kind == "unknown" and not draft.names


def _linked(page: Page, links: dict[int, float], span: Span) -> float:
    return max((LINKED * links[i] for i in page.words_in(span) if i in links), default=0.0) if links else 0.0


def _fits(draft: Draft, head: str) -> bool:
    if head in ("he", "she"):
        return draft.kind == "person" and draft.sex in (head, None)
    if head == "it":
        return draft.kind not in ("person", "people") and not (draft.several and not draft.names and draft.plural)
    return draft.kind in GROUPS and (draft.several or bool(draft.names))


def features_of(page: Page, entry: Told, asked: Asked) -> dict[str, float]:
    """What speaks for and against a mention as the antecedent of a pronoun, by name."""
    earlier = entry.phrase.span
    start = page.sentences[entry.sentence].start
    spoken = asked.speaker is not None and earlier in asked.speaker.source
    quoted, inside = spoken and asked.quoted, _is_quoted(page, earlier)
    return {
        "sentence": float(asked.sentence - entry.sentence),
        entry.phrase.part: 1.0,
        "source-to-source": float(asked.phrase.part == entry.phrase.part == "source"),
        "same-part": float(entry.phrase.part == asked.phrase.part),
        "often": log1p(len(entry.draft.phrases)),
        "sex-told": float(entry.draft.sex == asked.phrase.head),
        "begins-sentence": float(earlier.start - start <= BEGINS),
        "named": float(bool(entry.draft.names)),
        "pronoun-before": float(entry.phrase.form == "pronoun"),
        "owner": float(page.text[earlier.end : earlier.end + 2] in ("'s", "’s")),
        "in-quote": float(not asked.quoted and inside),
        "quote-both": float(asked.quoted and inside),
        "speaker-quoted": float(quoted),
        "speaker-told": float(spoken and not quoted),
        "plural": float(asked.phrase.head == "they" and bool(entry.draft.plural) and not entry.draft.names),
        "state": float(entry.draft.kind == "state"),
        "indefinite": float(entry.phrase.head in ("everyone", "everybody", "anyone", "anybody", "someone", "somebody", "member", "person")),
    }


def _worth(page: Page, entry: Told, asked: Asked) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features_of(page, entry, asked).items())


def _holding(page: Page, span: Span) -> Attribution | None:
    """The innermost attribution with a source in whose content a span stands."""
    holding = [
        (sum(c.end - c.start for c in a.content), i)
        for i, a in enumerate(page.layers.attributions)
        if a.source and any(c.holds(span) for c in a.content)
    ]
    return page.layers.attributions[min(holding)[1]] if holding else None


def _is_quoted(page: Page, span: Span) -> bool:
    at = bisect_left(page.quotes, span.start + 1, key=lambda q: q.start) - 1
    return at >= 0 and page.quotes[at].holds(span)


# ---------------------------------------------------------------- the first person


def find_speaker(page: Page, told: Sequence[Told], by_span: dict[Span, Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """Who `I` or `we` is by who speaks, or None where the report's issuer does."""
    span = phrase.span
    for attribution in _around(page, span):
        for source in attribution.source:
            if source in by_span and not source.meets(span):
                return by_span[source], "speaker"
    if _is_quoted(page, span):
        last = _last_source(told, span, page)
        return (last.draft, "speaker-of-quote-before") if last else None
    before = bisect_left(told, span.start, key=lambda t: t.phrase.span.start)
    for entry in reversed(told[max(before - 4 * ENTRIES, 0) : before]):
        opens = _OPENS if entry.phrase.part == "source" else _SAYS
        if entry.phrase.span.end <= span.start and entry.draft.kind != "people" and opens.match(page.text, entry.phrase.span.end):
            return entry.draft, "speaker-of-block"
    return None


def _around(page: Page, span: Span) -> list[Attribution]:
    holding = [a for a in page.layers.attributions if a.source and any(c.holds(span) for c in a.content)]
    return sorted(holding, key=lambda a: sum(c.end - c.start for c in a.content))


def _last_source(told: Sequence[Told], span: Span, page: Page) -> Told | None:
    """The source told last before a quotation, or just after it in the same sentence."""
    at = bisect_left(told, span.start, key=lambda t: t.phrase.span.start)
    for entry in told[at : at + ENTRIES]:
        start = entry.phrase.span.start
        if entry.phrase.part != "source" or entry.phrase.form == "pronoun" or start < span.end:
            continue
        if start <= span.end + 400 and entry.sentence <= page.sentence(span.end) + 1 and "\n" not in page.text[span.end : start]:
            return entry
        break
    return next(
        (t for t in reversed(told[max(at - 4 * ENTRIES, 0) : at]) if t.phrase.part == "source" and t.phrase.span.end <= span.start), None
    )
