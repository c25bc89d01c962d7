"""Merging beside simple peers: `python -m benchmarks.accuracy.merging [--shared DIR] [--write] [stories releases mentions events own]`.

`--write` puts the tables into docs/merging.md.

- `stories`: B³ on 258 news articles of 54 events, beside TF-IDF with average linkage at the threshold that is best on these very articles.
- `releases`: stories of every eighth release of a government over decades, where nearly all are about matters of their own.
- `mentions`: CoNLL F1 on the development topics of ECB+ with gold event mentions, beside the same-lemma baseline within a topic.
- `events`: the same, but only for mentions that our own reader finds, with the reader's own groups within a report.
- `own`: our clusters' gold events, B³ and CoNLL F1 over the events of each cluster.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path

import numpy as np

from benchmarks.accuracy.coreference import b_cubed, ceaf_e, conll, muc, without_singletons
from benchmarks.blocks import put_block
from dateline.merge import KEEP, blocks_of_report, join, judge_events, judge_reports
from dateline.merge.kin import trigger_key
from dateline.merge.passages import days_apart
from dateline.model import Document, Judgement, Record, Sighting
from dateline.model.incidents import report_id
from dateline.pipeline import read_report
from training.corpora.chains import Article, Mention, ecb_mentions, is_dev, news_clusters, own_pairs, releases

ROOT = Path(__file__).parents[2]
Labels = dict[str, str]


def label(groups: Iterable[Sequence[str]]) -> Labels:
    """Key -> its group's first key."""
    return {key: group[0] for group in groups for key in group}


# ---------------------------------------------------------------- stories


def stories_by_dateline(rows: Sequence[Article], *, blocked: bool) -> Labels:
    """Groups as the store makes them: judged where two reports share a block (or all pairs), joined."""
    records = {report_id(f"sha256:{n:012x}"): Record(_named(a, n)) for n, a in enumerate(rows)}
    keys = list(records)
    pairs = _sharing({k: blocks_of_report(r) for k, r in records.items()}) if blocked else set(combinations(sorted(keys), 2))
    found = [judge_reports(records[a], records[b]) for a, b in sorted(pairs)]
    groups = label(join(keys, [j for j in found if j.same or j.score >= KEEP]))
    return {a.document.id: groups[k] for k, a in zip(keys, rows, strict=True)}


def _named(article: Article, number: int) -> Document:
    return replace(article.document, id=f"sha256:{number:012x}")


def _sharing(blocks: dict[str, tuple[str, ...]]) -> set[tuple[str, str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for key, names in blocks.items():
        for name in names:
            held[name].append(key)
    return {pair for keys in held.values() for pair in combinations(sorted(keys), 2)}


def stories_by_tfidf(rows: Sequence[Article]) -> tuple[float, Labels]:
    """TF-IDF (log counts, smoothed inverse document frequency, title and text), average linkage; the threshold with the best B³ F1 here."""
    counts = [Counter(re.findall(r"\w+", f"{a.document.title or ''} {a.document.text}".lower())) for a in rows]
    df = Counter(t for c in counts for t in c)
    number = {t: n for n, t in enumerate(df)}
    table = np.zeros((len(rows), len(df)), np.float32)
    for n, c in enumerate(counts):
        for t, k in c.items():
            table[n, number[t]] = (1 + math.log(k)) * (math.log((1 + len(rows)) / (1 + df[t])) + 1)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    merges = _linkage((table @ table.T).astype(float))
    gold = {a.document.id: a.story for a in rows}
    names = list(gold)
    cuts = [(round(0.005 * n, 3), _cut(names, merges, 0.005 * n)) for n in range(10, 80)]
    return max(cuts, key=lambda c: b_cubed(gold, c[1]).f1)


def _linkage(alike: np.ndarray) -> list[tuple[float, int, int]]:  # type: ignore[type-arg]
    """Average linkage: which two rows join at which mean likeness."""
    np.fill_diagonal(alike, -np.inf)
    size, merges = np.ones(len(alike)), []
    for _ in range(len(alike) - 1):
        a, b = divmod(int(np.argmax(alike)), len(alike))
        merges.append((float(alike[a, b]), a, b))
        alike[a] = alike[:, a] = (alike[a] * size[a] + alike[b] * size[b]) / (size[a] + size[b])
        alike[a, a], alike[b], alike[:, b] = -np.inf, -np.inf, -np.inf
        size[a] += size[b]
    return merges


def _cut(names: Sequence[str], merges: Sequence[tuple[float, int, int]], least: float) -> Labels:
    group = list(range(len(names)))
    for score, a, b in merges:
        if score < least:
            break
        group = [group[a] if g == group[b] else g for g in group]
    return {name: str(g) for name, g in zip(names, group, strict=True)}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


def tell_stories(shared: Path) -> str:
    """The table of stories."""
    rows = news_clusters(shared / "corpora/clusters.jsonl.gz")
    gold = {a.document.id: a.story for a in rows}
    best, tfidf = stories_by_tfidf(rows)
    ways = {
        "Dateline, as the store does (blocks)": stories_by_dateline(rows, blocked=True),
        "Dateline, all pairs": stories_by_dateline(rows, blocked=False),
        f"TF-IDF, average linkage at {best}, the best threshold on these articles": tfidf,
    }
    head = (f"stories: {len(rows)} articles of {len(set(gold.values()))} events", "B³ precision", "recall", "F1")
    return table(head, ([name, *(f"{p:.3f}" for p in b_cubed(gold, found))] for name, found in ways.items()))


FAR = 90
"""Days from which on two releases of a government hardly tell the same occurrence."""


def tell_releases(shared: Path) -> str:
    """Releases of one outlet: how many pairs are judged one story though they are months apart, and the largest story."""
    found = [a.document for a in islice(releases(shared / "corpora/workload/releases-01.jsonl.gz"), 0, None, 8)]
    ways = {"Dateline": found, "the same, not told that the outlet is one": [replace(d, outlet=None) for d in found]}
    head = (
        f"{len(found)} releases of one government",
        "pairs compared",
        "over three months apart",
        "of these told one story",
        "largest story",
    )
    return table(head, [(name, *_count_stories(documents)) for name, documents in ways.items()])


def _count_stories(documents: Sequence[Document]) -> Iterator[str]:
    records = {report_id(d.id): Record(d) for d in documents}
    pairs = sorted(_sharing({k: blocks_of_report(r) for k, r in records.items()}))
    judged = [judge_reports(records[a], records[b]) for a, b in pairs]
    far = [j for j in judged if (days_apart(records[j.first].document, records[j.second].document) or 0) > FAR]
    sizes = Counter(label(join(records, [j for j in judged if j.same or j.score >= KEEP])).values())
    yield from (f"{len(pairs):,}", f"{len(far):,}", f"{sum(j.same for j in far):,}", f"{max(sizes.values())} releases")


# ---------------------------------------------------------------- events


def by_lemma(rows: Sequence[Mention]) -> Labels:
    """The baseline: mentions of one topic with the same lemmas are one."""
    return {m.sighting.key: f"{m.topic} {trigger_key(m.sighting.event.mentions[0].text or '')}" for m in rows}


def by_dateline(rows: Sequence[Mention]) -> Labels:
    """Judged two by two within a topic, joined."""
    found: list[Judgement] = []
    topics: dict[int, list[Mention]] = defaultdict(list)
    for m in rows:
        topics[m.topic].append(m)
    for part in topics.values():
        found += [j for a, b in combinations(part, 2) if (j := judge_events(a.sighting, b.sighting)).score >= KEEP]
    return label(join([m.sighting.key for m in rows], found))


def tell_mentions(shared: Path) -> str:
    """ECB+ with gold mentions."""
    rows = [m for m in _ecb(shared) if is_dev(m.topic)]
    return _compare(f"ECB+ development topics, {len(rows)} gold event mentions", rows)


def tell_events(shared: Path) -> str:
    """ECB+, mentions that our reader took for an event."""
    rows = [m for m in _ecb(shared) if is_dev(m.topic) and m.sighting.event.type]
    return _compare(f"ECB+ development topics, {len(rows)} mentions that the reader finds", rows)


def _ecb(shared: Path) -> list[Mention]:
    return ecb_mentions(shared / "corpora/coref/ecb.jsonl.gz", ROOT / "build/read/ecb-mentions.pkl", read_report)


def _compare(name: str, rows: Sequence[Mention]) -> str:
    gold = {m.sighting.key: m.chain for m in rows}
    cells = []
    for way, found in (("Dateline", by_dateline(rows)), ("same lemma within the topic", by_lemma(rows))):
        parts = [f(gold, found).f1 for f in (muc, b_cubed, ceaf_e)]
        cells.append([way, *(f"{100 * p:.1f}" for p in (*parts, conll(gold, found), conll(*without_singletons(gold, found))))])
    return table((name, "MUC", "B³", "CEAFe", "CoNLL", "CoNLL without singletons"), cells)


def tell_own(_shared: Path) -> str:
    """Our own clusters with gold records."""
    gold: dict[str, str] = {}
    found: list[Judgement] = []
    same: list[Judgement] = []
    keys: dict[str, tuple[Sighting, str]] = {}
    for a, b, one, cluster in own_pairs(ROOT / "build/corpus"):
        keys |= {a.key: (a, cluster), b.key: (b, cluster)}
        found.append(judge_events(a, b))
        if one:
            same.append(Judgement("event", *sorted((a.key, b.key)), True, 1.0, "gold"))
    gold = label(join(keys, same))
    ours = label(join(keys, [j for j in found if j.score >= KEEP]))
    lemma = {
        k: f"{cluster} {s.event.type} {sorted(trigger_key(m.text or '') for m in s.event.mentions)[0]}" for k, (s, cluster) in keys.items()
    }
    ways = {"Dateline": ours, "same type and lemma within the cluster": lemma}
    head = (f"our own clusters, {len(keys)} gold events", "B³ precision", "recall", "F1", "CoNLL")
    return table(head, ([n, *(f"{p:.3f}" for p in b_cubed(gold, found)), f"{100 * conll(gold, found):.1f}"] for n, found in ways.items()))


def main() -> None:
    """Print the tables; write them where asked."""
    tables = {"stories": tell_stories, "releases": tell_releases, "mentions": tell_mentions, "events": tell_events, "own": tell_own}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("which", nargs="*", default=list(tables))
    args = parser.parse_args()
    told = []
    for name in args.which:
        told.append(tables[name](args.shared))
        print(told[-1], end="\n\n", flush=True)
    if args.write:
        put_block(ROOT / "docs/merging.md", "merging", "\n\n".join(told))


if __name__ == "__main__":
    main()
