"""Examples of rules: the shortest sentence of our own reports that, read alone, gives a cell by the rule.

`python -m benchmarks.rules.examples` reads `build/corpus` and the case rows and writes examples.json (a few minutes); run it where rules
are new. The page and its test read the examples again and keep only what is true.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DatelineError
from dateline.model import Record, Report, Span
from dateline.pipeline import read_report

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DAY = date(2015, 3, 13)
"""The Friday on which examples are read as published."""
TRIED = 12
"""Sentences tried for each rule, the shortest first."""
Key = tuple[str, str]


def reasons_of(record: Record) -> Iterator[tuple[Key, Span | None]]:
    """Cell and rule of every reason in a record, with where its statement, event, mention or time expression is told."""
    readings = record.layers[1] if record.layers else None
    for span, reason in readings.cast.why if readings else ():
        yield ("actor", reason.rule), span
    for timex in readings.times if readings else ():
        yield ("on", timex.rule), timex.span
    for statement in record.statements:
        told = statement.cue.span if statement.cue else None
        for reason in statement.why:
            yield (reason.cell, reason.rule), told or (statement.content[0].span if statement.content else None)
    for event in record.events:
        for reason in event.why:
            yield (reason.cell, reason.rule), event.mentions[0].span


def rules_in(text: str) -> set[Key]:
    """Every cell and rule that a text read alone gives."""
    return {key for key, _ in reasons_of(read_report(Report(text=text, published=DAY), layers=True))}


def _passages(where: Path) -> Iterator[tuple[Key, str]]:
    """Sentences in which a rule was at work in a whole report, alone and with the one before."""
    for path in sorted(where.glob("*/*.json")):
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["document"]
        text = document["text"]
        record = read_report(
            Report(text=text, published=date.fromisoformat(document["published"]), outlet=document.get("outlet")), layers=True
        )
        sentences = record.layers[0].sentences if record.layers else ()
        for key, span in reasons_of(record):
            at = next((i for i, s in enumerate(sentences) if span and s.start <= span.start < s.end), None)
            if at is not None:
                for first in (at, max(at - 1, 0)):
                    yield key, text[sentences[first].start : sentences[at].end].strip()


def _rows(where: Path) -> Iterator[tuple[Key, str]]:
    """The texts of the case rows, which are short."""
    for path in sorted(where.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines() if path.stem in ("dates", "actors", "statements", "events") else ():
            text = json.loads(line).get("text", "")
            for key in rules_in(text) if 20 < len(text) < 200 else ():
                yield key, text


def _own() -> dict[str, str]:
    """Rules of the sentences of rules.yml, the first for each."""
    found: dict[str, str] = {}
    for text in yaml.safe_load((HERE / "rules.yml").read_text(encoding="utf-8"))["sentences"]:
        for key in sorted(rules_in(text)):
            found.setdefault("/".join(key), text)
    return found


def main() -> None:
    """Find the examples."""
    found: dict[Key, set[str]] = defaultdict(set)
    for key, passage in (*_rows(ROOT / "tests" / "cases"), *_passages(ROOT / "build" / "corpus")):
        if 20 < len(passage) < 400:
            found[key].add(passage)
    target = HERE / "examples.json"
    kept: dict[str, str] = {**(json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}), **_own()}
    read: dict[str, set[Key]] = {}
    for key, passages in sorted(found.items()):
        if "/".join(key) in kept:
            continue
        for passage in sorted(passages, key=lambda p: (len(p), p))[:TRIED]:
            try:
                read[passage] = read.get(passage) or rules_in(passage)
            except DatelineError:
                continue
            if key in read[passage]:
                kept["/".join(key)] = passage
                break
    target.write_text(json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(kept)} examples; none for {sorted('/'.join(k) for k in found if '/'.join(k) not in kept)}")


if __name__ == "__main__":
    main()
