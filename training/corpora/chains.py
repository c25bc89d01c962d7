"""What belongs together across reports: articles of one story, and mentions or events of one occurrence.

Sources: ../shared/corpora/clusters (a development set, never trained on), coref/ecb (ECB+; topics divisible by five are development) and
the clusters of our own reports.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from dateline.codec import decode_record
from dateline.model import Document, Event, Layers, Party, Place, Readings, Record, Report, Sighting, Span, When, Words
from dateline.model.incidents import event_keys
from training.corpora.rows import Row, read_rows


class Article(NamedTuple):
    """A report, the story it belongs to, and the topic within which stories are told apart ('' for none)."""

    document: Document
    story: str
    topic: str = ""


class Mention(NamedTuple):
    """A sighting of an occurrence, its chain, and the report, topic and subtopic it stands in."""

    sighting: Sighting
    chain: str
    doc: str
    topic: int
    subtopic: str


def is_dev(topic: int) -> bool:
    """Whether a topic of ECB+ is for development."""
    return topic % 5 == 0


def news_clusters(path: Path) -> list[Article]:
    """The dated articles of Giveme5W1H's news clusters."""
    found = []
    for row in read_rows(path):
        day = date.fromisoformat(row["published"][:10])
        text = row["text"] or row["title"]
        found.append(
            Article(Document(row["id"], text, day, row["outlet"], row["title"], row["url"], "en", row["id"]), str(row["event_id"]))
        )
    return found


def releases(path: Path) -> Iterator[Article]:
    """Releases of a government in order of date; which tell one story is not known."""
    for row in read_rows(path):
        day, name = date.fromisoformat(row["published"][:10]), f"sha256:{sha256(row['id'].encode()).hexdigest()}"
        yield Article(Document(name, row["text"], day, row["outlet"], row["title"], row["url"], "en", row["id"]), "")


def own_articles(corpus: Path) -> list[Article]:
    """Our own reports; one that is in no cluster is a story of its own."""
    clusters = json.loads((corpus / "clusters.json").read_text(encoding="utf-8"))
    of = {name: c["cluster"] for c in clusters for name in c["reports"]}
    return [Article(record.document, of.get(name, name)) for name, record in sorted(own_records(corpus).items())]


def own_records(corpus: Path) -> dict[str, Record]:
    """Gold records of our own reports by name."""
    return {f.stem: decode_record(f.read_bytes()) for part in ("train", "dev") for f in sorted((corpus / part).glob("*.json"))}


def own_pairs(corpus: Path) -> Iterator[tuple[Sighting, Sighting, bool, str]]:
    """Events of two reports of one cluster: the two, whether they are the same occurrence, and the cluster's name."""
    records = own_records(corpus)
    for cluster in json.loads((corpus / "clusters.json").read_text(encoding="utf-8")):
        sightings = {
            (name, e.id): Sighting(event_keys(records[name])[e.id], records[name], e)
            for name in cluster["reports"]
            for e in records[name].events
        }
        same = {frozenset((tuple(a), tuple(b))) for a, b in cluster["same"]}
        rows = sorted(sightings)
        for n, one in enumerate(rows):
            for other in rows[:n]:
                if one[0] != other[0]:
                    yield sightings[one], sightings[other], frozenset((one, other)) in same, cluster["cluster"]


# ---------------------------------------------------------------- ECB+


def ecb_articles(path: Path) -> list[Article]:
    """ECB+ by subtopic; the address on top is left out, a first line without a full stop is the title."""
    found = []
    for row in read_rows(path):
        lines = [line for line in row["text"].split("\n") if line.strip()]
        lines = lines[1:] if re.match(r"https?\s*:", lines[0]) else lines
        titled = len(lines) > 2 and not lines[0].rstrip().endswith((".", '"', "''"))
        document = Document(row["doc"], "\n".join(lines[titled:]), None, None, lines[0] if titled else None, None, "en", row["doc"])
        found.append(Article(document, row["subtopic"], str(row["topic"])))
    return found


def ecb_mentions(path: Path, cache: Path, read: Callable[..., Record]) -> list[Mention]:
    """Every annotated event mention of ECB+'s checked sentences as a sighting, with what our reader sees around it.

    Gold are the mention's words and its chain; type, parties, places and times are the reader's. Reading takes minutes; `cache` keeps it.
    """
    if cache.exists():
        loaded: list[Mention] = pickle.loads(cache.read_bytes())
        return loaded
    found = [m for row in read_rows(path) for m in _mentions(row, read(Report(text=row["text"]), layers=True))]
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(found))
    return found


def _mentions(row: Row, record: Record) -> Iterator[Mention]:
    checked = [Span(*row["sentences"][i][:2]) for i in row["checked"]]
    if record.layers is None:
        raise ValueError("the reader gave no layers")
    layers, readings = record.layers
    bare = replace(record, layers=None, actors=_everybody(record, readings))
    for mention in row["mentions"]:
        span = Span(mention["spans"][0][0], mention["spans"][-1][1])
        if mention["kind"] in ("action", "neg_action") and any(c.start <= span.start < c.end for c in checked):
            event = _event(mention, span, bare, (layers, readings))
            key = f"{row['doc']}@{mention['id']}"
            yield Mention(Sighting(key, bare, event), mention["chain"] or key, row["doc"], row["topic"], row["subtopic"])


def _everybody(record: Record, readings: Readings) -> tuple[Any, ...]:
    known = {a.id for a in record.actors}
    return record.actors + tuple(a for a in readings.cast.actors if a.id not in known)


def _event(mention: Row, span: Span, record: Record, seen: tuple[Layers, Readings]) -> Event:
    """The reader's event at a mention, or one made of the predicate there, with the mention's own words."""
    text = " ".join(record.document.text[a:b] for a, b in mention["spans"])
    status = "not" if mention["kind"] == "neg_action" else "happened"
    found = next((e for e in record.events if any(m.span and m.span.meets(span) for m in e.mentions)), None)
    event = found or Event("e0", "", None, status, ())
    layers, readings = seen
    args = [a for p in layers.predicates if p.span.meets(span) for a in p.args]

    def spans(*roles: str) -> list[Span]:
        return [a.span for a in args if a.role in roles]

    def parties(*roles: str) -> tuple[Party, ...]:
        return tuple(Party(s, s.of(record.document.text), readings.cast.actor_of(s)) for s in spans(*roles))

    where, when = spans("ARGM-LOC", "place"), spans("ARGM-TMP", "when")
    places = tuple(Place(t.span, t.text, t.name, t.country, t.lat, t.lon) for t in readings.places if any(s.meets(t.span) for s in where))
    times = [
        When(t.earliest, t.latest, t.span, t.text)
        for t in readings.times
        if (t.earliest or t.latest) and any(s.meets(t.span) for s in when)
    ]
    return replace(
        event, mentions=(Words(span, text),), agents=event.agents or parties("ARG0", "agent")[:2],
        targets=event.targets or parties("ARG1", "ARG2", "target")[:3], places=event.places or places,
        when=event.when or (times[0] if times else None),
    )  # fmt: skip
