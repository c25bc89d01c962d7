"""Examples of rules: the shortest sentence of our own reports that, read alone, gives a cell by the rule.

`python -m benchmarks.rules.examples` reads `build/corpus` and the case rows and writes examples.json (a few minutes; `--own` reads the
sentences of rules.yml and cues.yml only); run it where rules are new. An example that no longer gives its rule is sought anew. The page
and its test read the examples again and keep only what is true.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.rules.table import Example, Key, load_examples, load_rows
from dateline.errors import DatelineError
from dateline.lexicon import load_lexicon
from dateline.model import Record, Report, Span
from dateline.pipeline import read_report

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TRIED = 12
"""Sentences tried for each rule, the shortest first."""


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


@lru_cache(maxsize=4096)
def rules_in(example: Example) -> frozenset[Key]:
    """Every cell and rule that an example gives when it is read alone; none where it cannot be read."""
    published = date.fromisoformat(example.published) if example.published else None
    report = Report(text=example.text, published=published, outlet=example.outlet)
    try:
        return frozenset(key for key, _ in reasons_of(read_report(report, layers=True)))
    except DatelineError:
        return frozenset()


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
            for key in rules_in(Example(text)) if 20 < len(text) < 200 else ():
                yield key, text


def _own() -> dict[Key, Example]:
    """Rules of the sentences of rules.yml and of the lexicon of cues, the first for each; a mapping tells a day or outlet of its own."""
    found: dict[Key, Example] = {}
    cues = [example["text"] for row in load_lexicon("cues")["rows"] for example in row["examples"]]
    for told in (*load_rows()["sentences"], *cues):
        example = Example(**told) if isinstance(told, dict) else Example(told)
        for key in sorted(rules_in(example)):
            known = found.get(key)
            if known is None or (known.is_special and not example.is_special):
                found[key] = example
    return found


def _found_elsewhere() -> dict[Key, set[str]]:
    """Sentences of the case rows and of our reports, by rule."""
    found: dict[Key, set[str]] = defaultdict(set)
    for key, passage in (*_rows(ROOT / "tests" / "cases"), *_passages(ROOT / "build" / "corpus")):
        if 20 < len(passage) < 400:
            found[key].add(passage)
    return found


def main() -> None:
    """Find the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", action="store_true", help="read the sentences of rules.yml and cues.yml only")
    found = {} if parser.parse_args().own else _found_elsewhere()
    kept = {key: example for key, example in load_examples().items() if key in rules_in(example)} | _own()
    for key, passages in sorted(found.items()):
        if key not in kept:
            tried = (Example(p) for p in sorted(passages, key=lambda p: (len(p), p))[:TRIED])
            first = next((e for e in tried if key in rules_in(e)), None)
            kept |= {key: first} if first else {}
    told = {"/".join(key): example.plain() for key, example in sorted(kept.items())}
    (HERE / "examples.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(kept)} examples; none for {sorted('/'.join(k) for k in found if k not in kept)}")


if __name__ == "__main__":
    main()
