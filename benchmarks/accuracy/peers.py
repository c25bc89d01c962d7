"""Dateline beside its peers, on the same texts: `python -m benchmarks.accuracy.peers [--write] [--shared DIR]`.

Needs `benchmarks/accuracy/requirements-peers.txt`; a peer that is not installed is left out of the table and named below it. `--write`
puts the table into docs/peers.md. Quotations, statements and events are scored on gold records, dates and places on the corpora.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.accuracy import baselines
from benchmarks.accuracy.places import WITHIN, distance
from benchmarks.accuracy.records import gold_files, report_of
from benchmarks.blocks import put_block
from dateline.annotate import annotate
from dateline.codec import encode_record
from dateline.model import Entity, Layers, Report, Span
from dateline.relate import relate
from dateline.resolve import resolve
from dateline.resolve.places import resolve_places
from dateline.resolve.places.gazetteer import load_countries, load_gazetteer
from record import score as scorer

ROOT = Path(__file__).parents[2]
SAME = 0.8
"""Share of the characters of two quotations, of those of both, from which they are the same one."""
Quote = tuple[Span, Span]
"""Content and speaker."""
Finder = Callable[[Report, Layers], list[Quote]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold record with what the encoder sees in its report, so that every peer is given the same words and parse."""

    record: dict[str, Any]
    report: Report
    layers: Layers


@cache
def read_gold(where: Path) -> tuple[Gold, ...]:
    """The gold records of a folder."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in gold_files(where)]
    reports = [report_of(record) for record in records]
    return tuple(Gold(record, report, annotate(report)) for record, report in zip(records, reports, strict=True))


# ---------------------------------------------------------------- quotations


def gold_quotes(record: dict[str, Any]) -> list[tuple[Span, list[Span]]]:
    """Direct quotations whose speaker is told beside them, with every span that names the speaker."""
    actors = {a["id"]: a for a in record["actors"]}
    found = []
    for statement in record["statements"]:
        source = statement.get("source") or {}
        if statement["form"] == "direct" and source.get("span"):
            mentions = actors.get(source.get("actor"), {}).get("mentions", [])
            speakers = [Span(*source["span"]), *(Span(*m["span"]) for m in mentions if m.get("span"))]
            found += [(Span(*c["span"]), speakers) for c in statement["content"]]
    return found


def find_ours(report: Report, layers: Layers) -> list[Quote]:
    """Dateline's direct statements with a source beside them."""
    record = relate(report, layers, resolve(report, layers))
    direct = [s for s in record.statements if s.form == "direct" and s.source.span]
    return [(c.span, s.source.span) for s in direct for c in s.content if c.span and s.source.span]


def find_textacy(report: Report, layers: Layers) -> list[Quote]:
    """textacy's direct quotations, on a spaCy document made of Dateline's words, parts of speech and dependencies."""
    import spacy
    from spacy.tokens import Doc
    from textacy.extract import direct_quotations

    words = layers.words
    doc = Doc(
        _vocabulary(spacy),
        words=[w.span.of(report.text) for w in words],
        spaces=[report.text[w.span.end : w.span.end + 1].isspace() for w in words],
        pos=[w.pos or "X" for w in words],
        deps=[w.relation or "dep" for w in words],
        heads=[w.head if 0 <= w.head < len(words) else i for i, w in enumerate(words)],
        lemmas=[baselines.lemma(w.span.of(report.text)) for w in words],
    )
    try:
        found = list(direct_quotations(doc))
    except ValueError:  # it refuses texts with an odd number of quotation marks
        return []
    spans = [words[t.content.start].span.start for t in found], [words[t.content.end - 1].span.end for t in found]
    speakers = [Span(words[t.speaker[0].i].span.start, words[t.speaker[-1].i].span.end) for t in found]
    return [(Span(a, b), s) for a, b, s in zip(*spans, speakers, strict=True)]


@cache
def _vocabulary(spacy: Any) -> Any:
    return spacy.blank("en").vocab


def score_quotes(golds: Sequence[Gold], finder: Finder) -> tuple[float, float, float]:
    """F1 of quotations, F1 of quotations with the right speaker, and the share of right speakers of those found."""
    gold = made = same = right = 0
    for one in golds:
        left = gold_quotes(one.record)
        gold += len(left)
        for content, speaker in finder(one.report, one.layers):
            made += 1
            hit = next((g for g in left if _likeness(g[0], content) >= SAME), None)
            if hit is not None:
                left.remove(hit)
                same += 1
                right += any(speaker.meets(s) for s in hit[1])
    total = max(gold + made, 1)
    return 2 * same / total, 2 * right / total, right / max(same, 1)


def _likeness(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(shared, 0) / max(max(a.end, b.end) - min(a.start, b.start), 1)


def quote_rows(golds: Sequence[Gold], absent: list[str]) -> Iterator[str]:
    """The table of direct quotations."""
    yield "| direct quotations | quotations F1 | with speaker F1 | speaker right where found |\n| --- | --- | --- | --- |"
    finders: dict[str, Finder] = {
        "Dateline": find_ours,
        "textacy, on Dateline's parse": find_textacy,
        "marks and nearest verb": baselines.quotes,
    }
    for name, finder in finders.items():
        try:
            yield f"| {name} | " + " | ".join(f"{x:.2f}" for x in score_quotes(golds, finder)) + " |"
        except ImportError as error:
            absent.append(f"{name} ({error})")


# ---------------------------------------------------------------- statements and events


def record_rows(golds: Sequence[Gold]) -> Iterator[str]:
    """The table of records, scored by `record/score.py`."""
    yield "| records, F1 over facts | statements | who said it | events | event found |\n| --- | --- | --- | --- | --- |"
    makers: dict[str, Callable[[Report, Layers], dict[str, Any]]] = {
        "Dateline": lambda report, layers: json.loads(encode_record(relate(report, layers, resolve(report, layers)))),
        "said-verbs; triggers of the lexicon": baselines.plain_record,
        "the same, lead only (two sentences)": baselines.lead_record,
    }
    for name, make in makers.items():
        total = scorer.Tally()
        for one in golds:
            scorer.score(one.record, make(one.report, one.layers), total)
        rows = scorer.summary(total)
        cells = (rows.get(kind, {}).get("f1", 0.0) for kind in ("statements", "statement.who", "events", "event"))
        yield f"| {name} | " + " | ".join(f"{x:.2f}" for x in cells) + " |"


# ---------------------------------------------------------------- places and dates


def place_rows(corpus: Path) -> Iterator[str]:
    """The table of places: gold names given."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    yield f"| places, names given | found | right within {WITHIN:.0f} km, of found |\n| --- | --- | --- |"
    for name, find in (("Dateline", _our_places), ("gazetteer alone: the most people", _largest_places)):
        gold = found = right = 0
        for row in rows:
            for toponym, point in zip(row["toponyms"], find(row), strict=True):
                gold += 1
                found += point is not None
                right += point is not None and distance(point, (toponym["lat"], toponym["lon"])) <= WITHIN
        yield f"| {name} | {found / gold:.2f} | {right / max(found, 1):.2f} |"


def _our_places(row: dict[str, Any]) -> list[tuple[float, float] | None]:
    entities = [Entity(Span(*t["span"]), t["text"], "place") for t in row["toponyms"]]
    found = resolve_places(row["text"], entities, ())
    hits = [next((f for f in found if f.span.meets(e.span) and f.lat is not None), None) for e in entities]
    return [(h.lat, h.lon) if h and h.lat is not None and h.lon is not None else None for h in hits]


def _largest_places(row: dict[str, Any]) -> list[tuple[float, float] | None]:
    """The country of the name, else its spot with most people: no context."""
    countries = load_countries()
    found: list[tuple[float, float] | None] = []
    for toponym in row["toponyms"]:
        code = countries.of_name(toponym["text"])
        spots = load_gazetteer().find(toponym["text"])
        best = max(spots, key=lambda s: s.people, default=None)
        middle = countries.table[code]["at"] if code else None
        found.append((middle[0], middle[1]) if middle else (best.lat, best.lon) if best else None)
    return found


def time_rows(corpora: Path, absent: list[str]) -> Iterator[str]:
    """The table of dates: gold expressions given."""
    from benchmarks.accuracy import times

    yield "| dates, expressions given: value F1 | MEANTIME | GUM |\n| --- | --- | --- |"
    sets = (times.read_meantime(corpora), times.read_gum(corpora))
    ours = (times.find_ours, times.find_ours_dated)
    for name, finders in (
        ("Dateline", ours),
        ("dateparser", (times.find_dateparser,) * 2),
        ("always the day of publication", (times.find_published,) * 2),
    ):
        try:
            made = [times.score(rows, finder, True)[0] for rows, finder in zip(sets, finders, strict=True)]
            yield f"| {name} | " + " | ".join(f"{2 * m.right / max(m.gold + m.made, 1):.2f}" for m in made) + " |"
        except ImportError as error:
            absent.append(f"{name} ({error})")


def tables(shared: Path) -> str:
    """Every table whose texts are at hand."""
    absent: list[str] = []
    parts: list[str] = []
    for name, where in (("our own development reports", ROOT / "build/corpus/dev"), ("gold/dev", shared / "record/gold/dev")):
        if where.exists():
            golds = read_gold(where)
            parts += [f"**On {name}** ({len(golds)} reports)", "\n".join(quote_rows(golds, absent)), "\n".join(record_rows(golds))]
    corpora = shared / "corpora"
    if corpora.exists():
        parts += ["**On corpora**", "\n".join(time_rows(corpora, absent)), "\n".join(place_rows(corpora / "place.jsonl.gz"))]
    parts += [f"Not installed: {', '.join(dict.fromkeys(absent))}."] if absent else []
    return re.sub(r"[ \t]+$", "", "\n\n".join(parts), flags=re.M)


def main() -> None:
    """Print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true", help="write docs/peers.md")
    args = parser.parse_args()
    text = tables(args.shared)
    print(text)
    if args.write:
        put_block(ROOT / "docs/peers.md", "peers", text)


if __name__ == "__main__":
    main()
