"""Speed beside a named peer in the same run: `python -m benchmarks.speed [--texts FILE] [--words N] [--write]`.

Prints words per second of the whole reader (text in, record out) with one and two processes, where the time goes, start-up time and memory,
next to spaCy's small architecture (tok2vec, tagger, parser, ner, initialised and not trained: only its speed matters). The peer
needs `pip install -r benchmarks/speed/requirements.txt`; without it the rest is printed. Words are what stands between white space.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib import metadata
from pathlib import Path

from benchmarks.blocks import put_block

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it
ROOT = Path(__file__).parents[2]


def load_texts(source: Path, words: int) -> list[str]:
    """Texts of a JSON Lines file up to so many words; our own development reports, repeated, where there is no such file."""
    if source.exists():
        with gzip.open(source, "rt", encoding="utf8") as lines:
            rows = (json.loads(line) for line in lines)
            texts = [r["text"] for r in rows if not r.get("ocr") and len(r["text"].split()) < 3000]
    else:
        texts = [json.loads(p.read_text(encoding="utf-8"))["document"]["text"] for p in sorted((ROOT / "build/corpus/dev").glob("*.json"))]
    chosen, count = [], 0
    while texts and count < words:
        for text in texts:
            if count >= words:
                break
            chosen.append(text)
            count += len(text.split())
    return chosen


def read_one(text: str) -> int:
    """Read a text to its record; returns its words."""
    from dateline.model import Report
    from dateline.pipeline import read_report

    read_report(Report(text=text, published=date(2020, 6, 1), language="en"))
    return len(text.split())


def timed(work: Callable[[], int]) -> tuple[float, float]:
    """Words per second by the clock, and per CPU second of this process and its children."""
    start, cpu = time.perf_counter(), _cpu()
    words = work()
    return words / (time.perf_counter() - start), words / max(_cpu() - cpu, 1e-9)


def _cpu() -> float:
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure_reader(texts: list[str]) -> list[tuple[str, str]]:
    """Rows for Dateline in this process and in two, each of one thread."""
    read_one(texts[0])
    whole, per_cpu = timed(lambda: sum(map(read_one, texts)))
    rows = [("Dateline, one process, words/s", f"{whole:,.0f}"), ("Dateline, one process, words per CPU second", f"{per_cpu:,.0f}")]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(read_one, texts[:4]))
        two, _ = timed(lambda: sum(pool.map(read_one, texts, chunksize=4)))
    return [*rows, ("Dateline, two processes, words/s", f"{two:,.0f}")]


def measure_start() -> list[tuple[str, str]]:
    """Seconds from the command to its first record, and peak memory of that process."""
    code = (
        "import dateline, resource;"
        "dateline.read('Police arrested three men on Friday, the ministry said.', published='2020-06-01');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    return [("start to first record, s", f"{seconds:.2f}"), ("peak memory after it, MB", f"{int(done.stdout) / 1000:.0f}")]


def measure_size() -> list[tuple[str, str]]:
    """Megabytes that Dateline and all it needs take once installed, as the wheels ship them: without the byte code that pip adds."""
    wanted, seen, total = ["dateline"], set(), 0
    while wanted:
        name = wanted.pop()
        if name.lower() in seen:
            continue
        seen.add(name.lower())
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        total += sum(
            path.stat().st_size for f in found.files or () if (path := Path(str(found.locate_file(f)))).is_file() and path.suffix != ".pyc"
        )
        wanted += [m[0] for r in found.requires or () if "extra ==" not in r and (m := re.match(r"[\w.-]+", r))]
    package = ROOT / "src/dateline"
    if not any(f.name == "pipeline.py" for f in metadata.distribution("dateline").files or ()):
        total += sum(f.stat().st_size for f in package.rglob("*") if f.is_file() and f.suffix != ".pyc")
    return [("installed with all dependencies, MB", f"{total / 1e6:.0f}")]


def measure_spacy(texts: list[str]) -> list[tuple[str, str]]:
    """spaCy's small architecture over the same texts, one process."""
    try:
        import spacy
        from spacy.training import Example
    except ImportError:
        return [("spaCy small architecture", "not installed: pip install -r benchmarks/speed/requirements.txt")]
    nlp = spacy.blank("en")
    for pipe in ("tagger", "parser", "ner"):
        nlp.add_pipe(pipe)
    words = ["Police", "held", "Ann", "."]
    annotations = {
        "words": words,
        "tags": ["A", "B", "A", "C"],
        "heads": [1, 1, 1, 1],
        "deps": ["s", "ROOT", "o", "p"],
        "entities": ["O", "O", "U-P", "O"],
    }
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc(" ".join(words)), annotations)])
    list(nlp.pipe(texts[:3]))
    whole, per_cpu = timed(lambda: sum(len(doc.text.split()) for doc in nlp.pipe(texts)))
    version = f"spaCy {spacy.__version__} small architecture, untrained"
    return [(f"{version}, words/s", f"{whole:,.0f}"), (f"{version}, words per CPU second", f"{per_cpu:,.0f}")]


def compare_rates(rows: dict[str, str]) -> list[tuple[str, str]]:
    """Dateline's words per CPU second as a multiple of the peer's, where both were measured."""
    rates = {name.split()[0]: float(value.replace(",", "")) for name, value in rows.items() if name.endswith("words per CPU second")}
    return [("Dateline to spaCy, by CPU second", f"{rates['Dateline,'] / rates['spaCy']:.2f}")] if "spaCy" in rates else []


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=ROOT.parent / "shared/corpora/workload/releases-01.jsonl.gz")
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    args = parser.parse_args()
    from benchmarks.speed.steps import measure_steps
    from dateline.annotate import model_version

    texts = load_texts(args.texts, args.words)
    rows = [("texts, words", f"{len(texts)}, {sum(len(t.split()) for t in texts):,}"), ("cores", str(os.cpu_count()))]
    rows += measure_size() + measure_start() + measure_reader(texts) + measure_steps(texts) + measure_spacy(texts)
    rows += compare_rates(dict(rows))
    peak = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    rows.append(("peak memory of the whole run, MB", f"{peak / 1000:.0f}"))
    where = f"{platform.machine()}, Python {platform.python_version()}, model `{model_version()}`"
    head = f"Printed by `python -m benchmarks.speed --write` on {date.today()}, {where}."
    text = "\n".join(["# Speed", "", head, "", "| what | value |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]) + "\n"
    print(text)
    if args.write:
        (ROOT / "docs/speed.md").write_text(text, encoding="utf-8")
        put_block(
            ROOT / "README.md",
            "speed",
            "\n".join(
                ["| what | value |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows if "words/s" in a or "record" in a or "MB" in a)]
            ),
        )


if __name__ == "__main__":
    main()
