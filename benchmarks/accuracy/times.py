"""Score the dates: MEANTIME's Apple corpus, GUM's dates, and the `when` cells of gold records, beside dateparser and a constant.

    python -m benchmarks.accuracy.times [CORPORA] [GOLD]        prints a table
    score_times(corpora, gold)                                  gives it

Both paths default to `../shared/corpora` and `../shared/record/gold` beside the repository. A gold span is found if a predicted one
shares a character with it; its value is right if the TIMEX3 value is the same. A predicted range `A/B` counts as two predictions,
one for either end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.model import Span
from dateline.resolve.dates import resolve_times
from training.corpora.rows import read_rows

SHARED = Path(__file__).resolve().parents[3] / "shared"
TYPING_SLIPS = {"PM6": "P6M"}
"""Values of the gold that TIMEX3 does not know, and what they stand for (one of MEANTIME's 111)."""
Found = tuple[Span, str]
Finder = Callable[[str, Sequence[Span], date], list[Found]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with gold spans and values; `ignored` spans are gold too but of no kind that is scored; nothing counts after `end`."""

    name: str
    text: str
    published: date
    gold: tuple[Found, ...]
    ignored: tuple[Span, ...] = ()
    end: int = sys.maxsize


@dataclass(slots=True)
class Score:
    """Counts over documents."""

    gold: int = 0
    made: int = 0
    strict: int = 0
    found: int = 0
    right: int = 0

    def line(self) -> str:
        """Span F1 strict and relaxed, value F1, value accuracy on what was found."""
        f = [2 * n / max(self.gold + self.made, 1) for n in (self.strict, self.found, self.right)]
        return (
            f"{f[0]:.3f}  {f[1]:.3f}  {f[2]:.3f}  {self.right / max(self.found, 1):.3f}  ({self.right}/{self.gold} gold, {self.made} made)"
        )


def read_meantime(corpora: Path) -> list[Document]:
    """The 30 articles of corpus_apple, up to where they are annotated."""
    found = []
    for row in read_rows(corpora / "time.jsonl.gz"):
        gold = tuple((Span(*t["span"]), TYPING_SLIPS.get(t["value"], t["value"])) for t in row["timex"] if t["span"])
        found.append(Document(row["doc"], row["text"], date.fromisoformat(row["dct"]), gold, (), row["annotated_end"]))
    return found


def read_gum(corpora: Path) -> list[Document]:
    """GUM's documents with their fully specified dates; vague and recurring ones are neither missed nor false."""
    found = []
    for row in read_rows(corpora / "gum-docs.jsonl.gz"):
        gold = tuple(
            (Span(*d["span"]), d["when"][:16].removesuffix(":00")) for d in row["dates"] if "when" in d and not d["when"].startswith("--")
        )
        rest = tuple(Span(*d["span"]) for d in row["dates"] if "when" not in d or d["when"].startswith("--"))
        found.append(Document(row["doc"], row["text"], date.fromisoformat(row["dateCreated"]), gold, rest))
    return found


def find_ours(text: str, spans: Sequence[Span], published: date) -> list[Found]:
    """Dateline's times."""
    return [(t.span, t.value or "") for t in resolve_times(text, spans, published)]


def find_ours_dated(text: str, spans: Sequence[Span], published: date) -> list[Found]:
    """Dateline's times that are dates with a place in the calendar, as GUM annotates."""
    return [
        (t.span, t.value or "")
        for t in resolve_times(text, spans, published)
        if t.type in ("DATE", "TIME") and (t.value or "X")[0] in "-012"
    ]


def find_dateparser(text: str, spans: Sequence[Span], published: date) -> list[Found]:
    """dateparser, told to look back from publication; its search where no spans are given."""
    import dateparser
    from dateparser.search import search_dates

    settings: Any = {
        "PREFER_DATES_FROM": "past",
        "RELATIVE_BASE": _noon(published),
        "PREFER_DAY_OF_MONTH": "first",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    if spans:
        read = [(s, dateparser.parse(s.of(text), languages=["en"], settings=settings)) for s in spans]
        return [(s, _as_fine(s.of(text), d)) for s, d in read if d]
    found, at = [], 0
    for words, day in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((Span(start, at), _as_fine(words, day)))
    return found


def _noon(day: date) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day, 12)


def _as_fine(words: str, at: Any) -> str:
    """A datetime as finely as the words are: a bare year is a year, a bare month a month. This favours dateparser."""
    if words.strip().isdigit() and len(words.strip()) == 4:
        return f"{at.year:04}"
    has_day = (
        any(c.isdigit() for c in words.replace(str(at.year), ""))
        or words.strip().lower()[-3:] == "day"
        or words.lower().strip() in ("today", "tomorrow", "now")
    )
    return at.strftime("%Y-%m-%d" if has_day else "%Y-%m")


def find_published(text: str, spans: Sequence[Span], published: date) -> list[Found]:
    """Always the publication date."""
    return [(s, published.isoformat()) for s in spans]


def score(documents: Sequence[Document], finder: Finder, given: bool) -> tuple[Score, list[str]]:
    """The counts, and a line for each error. With `given`, the finder gets the gold spans and nothing else of its counts."""
    total, errors = Score(), []
    for d in documents:
        made = finder(d.text, [s for s, _ in d.gold] if given else (), d.published)
        made = [m for m in made if m[0].end <= d.end and not any(m[0].meets(s) for s in d.ignored)]
        pieces = [(s, v) for s, value in made for v in value.split("/")]
        if given:
            pieces = [p for p in pieces if any(p[0].meets(g) for g, _ in d.gold)]
        total.made += len(pieces) if not given else len(d.gold)
        total.gold += len(d.gold)
        errors += _match(d, pieces, total)
    return total, errors


def _match(d: Document, pieces: list[Found], total: Score) -> Iterator[str]:
    """Count one document's matches, best first: same span, then same value, then any shared character."""
    left = list(pieces)
    for gold, value in d.gold:
        near = [p for p in left if p[0].meets(gold)]
        if not near:
            yield f"{d.name} {d.published} missed {gold.of(d.text)!r} {value} in {_around(d.text, gold)}"
            continue
        best = max(near, key=lambda p: (p[1] == value, p[0] == gold))
        left.remove(best)
        total.found += 1
        total.strict += best[0] == gold
        total.right += best[1] == value
        if best[1] != value:
            wrong = f"made {best[1]!r} ({best[0].of(d.text)!r})"
            yield f"{d.name} {d.published} {gold.of(d.text)!r} is {value}, {wrong} in {_around(d.text, gold)}"
    for span, value in left:
        yield f"{d.name} {d.published} too much {span.of(d.text)!r} {value} in {_around(d.text, span)}"


def _around(text: str, span: Span) -> str:
    return repr(text[max(span.start - 60, 0) : span.end + 30])


def score_cells(gold: Path, strict: bool = False) -> tuple[int, int, list[str]]:
    """How many `when` cells with a span have the days that the time at that span resolves to: right, all, and the errors.

    An ongoing event's open end is not told by its time but by its status, so there the begin alone must agree, unless `strict`.
    """
    right = every = 0
    errors = []
    for path in [*sorted((gold / "dev").glob("*.json")), gold / "seed.json"]:
        record = json.loads(path.read_text(encoding="utf-8"))
        document = record["document"]
        text, published = document["text"], date.fromisoformat(document["published"])
        told = [e for e in record["events"] if (e.get("when") or {}).get("span")]
        dated = [(e["when"], e["status"] == "ongoing") for e in told]
        cells = {(Span(*w["span"]), w["earliest"], w["latest"], ongoing) for w, ongoing in dated}
        times = resolve_times(text, sorted({c[0] for c in cells}), published, (), document.get("outlet"))
        for span, earliest, latest, ongoing in sorted(cells, key=str):
            near = [t for t in times if t.span.meets(span)]
            best = max(near, key=lambda t: min(t.span.end, span.end) - max(t.span.start, span.start), default=None)
            made = (str(best.earliest or None), str(best.latest or None)) if best else None
            every += 1
            agrees = (
                made is not None and made[0] == str(earliest) and (made[1] == str(latest) or (ongoing and latest is None and not strict))
            )
            right += agrees
            if not agrees:
                errors.append(f"{path.stem} {published} {earliest} {latest}, made {made} {best and best.rule} in {_around(text, span)}")
    return right, every, errors


def score_times(corpora: Path = SHARED / "corpora", gold: Path = SHARED / "record" / "gold") -> dict[str, Score]:
    """Every score by name; of the gold records' cells only `right` and `gold` tell."""
    meantime, gum = read_meantime(corpora), read_gum(corpora)
    table = {
        "MEANTIME, given spans": score(meantime, find_ours, True)[0],
        "MEANTIME, alone": score(meantime, find_ours, False)[0],
        "GUM, given spans": score(gum, find_ours_dated, True)[0],
        "GUM, alone": score(gum, find_ours_dated, False)[0],
    }
    for name, strict in (("gold when cells, both ends", True), ("gold when cells, ongoing by their begin", False)):
        right, every, _ = score_cells(gold, strict)
        table[name] = Score(every, every, every, every, right)
    return table


def score_others(corpora: Path = SHARED / "corpora") -> dict[str, Score]:
    """What others reach."""
    meantime, gum = read_meantime(corpora), read_gum(corpora)
    table = {
        f"published date: {name}, given spans": score(rows, find_published, True)[0]
        for name, rows in (("MEANTIME", meantime), ("GUM", gum))
    }
    for name, rows in (("MEANTIME", meantime), ("GUM", gum)):
        table[f"dateparser: {name}, given spans"] = score(rows, find_dateparser, True)[0]
    table["dateparser: MEANTIME, alone"] = score(meantime, find_dateparser, False)[0]
    return table


def main(arguments: Sequence[str]) -> int:
    """Print the table; with `--errors`, the errors too."""
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    corpora, gold = (
        [*paths, SHARED / "corpora", SHARED / "record" / "gold"][:2] if len(paths) != 1 else (paths[0], SHARED / "record" / "gold")
    )
    if "--errors" in arguments:
        for rows, finder in ((read_meantime(corpora), find_ours), (read_gum(corpora), find_ours_dated)):
            print("\n".join(score(rows, finder, False)[1]))
        print("\n".join(score_cells(gold)[2]))
    print(f"{'':42} span F1 strict, relaxed; value F1; value right where found")
    table = score_times(corpora, gold)
    if "--quick" not in arguments:
        table |= score_others(corpora)
    for name, made in table.items():
        print(f"{name:42} {made.line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
