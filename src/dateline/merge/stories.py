"""Stories: whether two reports tell the same main occurrence, and what a group of such reports is called."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from dateline.merge.passages import Profile, passages, profile, profiles
from dateline.merge.weights import judge
from dateline.merge.words import cosine, rarest, rarity, terms
from dateline.model import Document, Judgement, Record, Story
from dateline.model.incidents import report_id, story_id

BUCKET = 30
"""Days of a bucket: reports of one story that are a month apart at most share a bucket or have neighbouring ones."""
RARE = 4.5
"""Rarity from which on a single word may bring two reports together: about one report in ninety holds it."""


def blocks_of_report(record: Record) -> tuple[str, ...]:
    """Short names that reports of one story share: its rarest telling words by month, and pairs of them whenever.

    A word alone counts only within a month or the next, so that a common name does not bring all reports of years together.
    """
    document = record.document
    words = telling_words(document)
    single = [f"{word}|{bucket}" for word in words[:14] if rarity(word) >= RARE for bucket in _buckets(document.published)]
    pairs = [f"{min(a, b)}+{max(a, b)}" for i, a in enumerate(words[:8]) for b in words[i + 1 : 8]]
    return tuple(sorted({*single, *pairs}))


def _buckets(day: date | None) -> tuple[str, ...]:
    """Two neighbouring buckets, so that days of two buckets that touch meet in one of them."""
    if day is None:
        return ("-",)
    number = day.toordinal() // BUCKET
    return (str(number), str(number + 1))


def telling_words(document: Document) -> list[str]:
    """The words that say most of what a report is about: those of title and lead first, by weight."""
    seen = profile(document)
    weight = {t: v * 2 * rarity(t) for t, v in seen.body.items()}
    for part in (seen.title, seen.lead):
        for term in part:
            weight[term] = weight.get(term, 0.0) + part[term] * rarity(term)
    return sorted(weight, key=lambda t: (-weight[t], t))


def judge_reports(a: Record, b: Record) -> Judgement:
    """Whether two reports tell the same main occurrence: by their titles, leads, words and names, and how far apart they were published."""
    values = compare_reports(a.document, b.document)
    keys = (report_id(a.document.id), report_id(b.document.id))
    return judge("story", keys, values, lambda: _say(*profiles(a.document, b.document), _gap(a.document, b.document)))


def _gap(a: Document, b: Document) -> int | None:
    """Days between two reports' publication."""
    return abs((a.published - b.published).days) if a.published and b.published else None


def compare_reports(a: Document, b: Document) -> dict[str, float]:
    """Feature values (mostly 0 to 1) for two reports; the same whichever comes first."""
    first, second = profiles(a, b)
    gap = _gap(a, b)
    titled = bool(first.title and second.title)
    title = cosine(first.title, second.title)
    body, lead, names = cosine(first.body, second.body), cosine(first.lead, second.lead), cosine(first.names, second.names)
    covered = sorted((_covered(first.title or first.lead, second), _covered(second.title or second.lead, first)))
    return {
        "body": body,
        "lead": lead,
        "names": names,
        "title": title if titled else 0.0,
        "untitled": 0.0 if titled else 1.0,
        "covered.least": covered[0],
        "covered.most": covered[1],
        "shared": min(_shared_weight(first, second) / 60, 2.0),
        "short": 1.0 if min(first.words, second.words) < 80 else 0.0,
        "days": math.log1p(gap) / 5 if gap is not None else 0.0,
        "undated": 1.0 if gap is None else 0.0,
        "best": max(body, lead, names, title),
    }


def _covered(words: dict[str, float], other: Profile) -> float:
    """How much of the weight of one's title (or lead) the other report holds anywhere, 0 to 1."""
    total = sum(words.values())
    return sum(v for t, v in words.items() if t in other.body) / total if total else 0.0


def _shared_weight(a: Profile, b: Profile) -> float:
    """Rarity of all that both hold, above what any two reports share."""
    return math.fsum(rarity(t) - 3 for t in a.body if t in b.body and rarity(t) > 3)


def _say(a: Profile, b: Profile, gap: int | None) -> list[tuple[str, str]]:
    said = []
    for name, what in (("title", "both titles tell of"), ("lead", "both leads tell of"), ("names", "both name"), ("body", "both tell of")):
        shared = set(getattr(a, name)) & set(getattr(b, name))
        words = [w for w in rarest(shared) if rarity(w) >= 3]
        said.append((name, f"{what} {', '.join(words)}" if words else f"no telling word in common ({name})"))
    said.append(("days", "published on one day" if gap == 0 else f"published {gap} day{'s' if gap != 1 else ''} apart"))
    said.append(("covered.least", "how much of one title stands in the other report"))
    return said


def tell_story(records: Sequence[Record]) -> Story:
    """The story that a group of reports tells, named by its earliest report and titled by the report nearest to all others."""
    if not records:
        raise ValueError("a story has at least one report")
    ordered = sorted(records, key=_order)
    names = tuple(dict.fromkeys(report_id(r.document.id) for r in ordered))
    return Story(story_id(names[0]), _title(ordered), names)


def _order(record: Record) -> tuple[date, str]:
    return record.document.published or date.max, report_id(record.document.id)


def _title(ordered: Sequence[Record]) -> str:
    """The title of the report that is nearest to the others, the earliest of equals; the first sentence where none is titled."""
    titled = [r for r in ordered if r.document.title and terms(r.document.title)]
    if not titled:
        return _first_sentence(ordered[0].document)
    seen = [profile(r.document).body for r in titled[:50]]
    nearness = [round(math.fsum(cosine(a, b) for b in seen), 6) for a in seen]
    return str(titled[nearness.index(max(nearness))].document.title)


def _first_sentence(document: Document) -> str:
    words = document.text.split()
    return " ".join(words[:14]) + ("…" if len(words) > 14 else "")


def lead_terms(document: Document) -> frozenset[str]:
    """Terms of a report's title and first sentences."""
    rows = passages(document.text)[:3]
    return frozenset([*terms(document.title or ""), *(w for row in rows for w in row.words)])
