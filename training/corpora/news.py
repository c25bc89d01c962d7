"""PolNeAR (attributions, silver times and names), the name corpora, GENEVA's triggers and ECB+'s event chains."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.annotate.labels import TAGS
from dateline.annotate.wordpiece import WordPieces
from dateline.model import Span
from dateline.text import split_sentences
from training.corpora.geneva_types import GENEVA_TYPES, VAGUE
from training.corpora.rows import Row, join_documents, read_rows
from training.docs import Chain, Doc, make_doc

_SILVER = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "other"}
_NAMES = {
    "PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other",
    "person": "person", "location": "place", "politician": "person", "politicalparty": "organisation", "organisation": "organisation",
    "event": "other", "election": "other", "country": "place", "misc": "other",
    "Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "other",
}  # fmt: skip


def load_polnear(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """PolNeAR's articles with attributions, by its own guideline: statements within a content are not marked and count as none."""
    for row in read_rows(folder / "polnear.jsonl.gz"):
        if row["split"] != split:
            continue
        doc = make_doc(row["doc"], "polnear", row["text"], split_sentences(row["text"]), vocabulary)
        doc.clear("cue"), doc.clear("attribution")
        for one in row["attributions"]:
            _mark_attribution(doc, one)
        for span in row["discard"]:
            doc.hide("cue", span, only_empty=False), doc.hide("attribution", span, only_empty=False)
        _mark_silver(doc, row.get("silver") or {})
        yield doc


def load_silver(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """The same articles with their silver names and times alone, for the record's own guideline."""
    for row in read_rows(folder / "polnear.jsonl.gz"):
        if row["split"] == split and row.get("silver"):
            doc = make_doc(row["doc"], "silver", row["text"], split_sentences(row["text"]), vocabulary)
            _mark_silver(doc, row["silver"])
            yield doc


def _mark_attribution(doc: Doc, one: Row) -> None:
    for layer in ("source", "content", "cue"):
        for span in one[layer]:
            doc.mark("attribution", span, layer)
    words = [i for span in one["cue"] for i in doc.words_of(span)]
    if not words:
        return
    for span in one["cue"]:
        doc.mark("cue", span, "cue")
    cells = [(role, span) for role in ("source", "content") for span in one[role]]
    doc.anchor("attribution", words[0], doc.sentence_reach(words[0], around=2), cells)


def _mark_silver(doc: Doc, silver: Row) -> None:
    if not silver:
        return
    doc.clear("time"), doc.clear("name")
    for start, end, kind, *_ in silver["timex"]:
        if kind in {"DATE", "TIME", "DURATION", "SET"}:
            doc.mark("time", (start, end), "time")
    for start, end, kind, *_ in silver["entities"]:
        if kind in _SILVER:
            doc.mark("name", (start, end), _SILVER[kind])


def load_names(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """wikigold, CrossNER politics and re3d, with one set of types. WNUT 17 stays out: its posts outnumber the rest and are no news."""
    rows = (r for r in read_rows(folder / "ner.jsonl.gz") if r["split"] == split and r["corpus"] != "wnut17")
    for text, part, spans in join_documents(rows):
        corpus = part[0]["corpus"]
        sentences = split_sentences(text) if corpus == "re3d" else spans
        doc = make_doc(part[0]["doc"], corpus, text, sentences, vocabulary)
        doc.clear("name")
        found = [(a + span.start, b + span.start, kind) for row, span in zip(part, spans, strict=True) for a, b, kind in row["spans"]]
        for a, b, kind in sorted(found, key=lambda x: x[0] - x[1]):
            _mark_name(doc, a, b, kind, described=corpus == "re3d")
        yield doc


def _mark_name(doc: Doc, start: int, end: int, kind: str, described: bool) -> None:
    words = doc.text[start:end]
    if described and words[:4].lower() == "the ":
        start += 4
    fits = kind in _NAMES and (not described or any(c.isupper() for c in doc.text[start:end]))
    if fits and all(doc.tags["name"][i] == 0 for i in doc.words_of((start, end))):
        doc.mark("name", (start, end), _NAMES[kind])


def load_geneva(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """GENEVA's triggers as our types; triggers whose type has no single counterpart are unknown."""
    for row in read_rows(folder / "geneva.jsonl.gz"):
        if row["split"] != split:
            continue
        starts = row["sentence_starts"] or [0]
        cuts = [row["tokens"][i][0] for i in starts] + [len(row["text"])]
        sentences = [Span(a, b) for a, b in itertools.pairwise(cuts)]
        doc = make_doc(row["id"], "geneva", row["text"], sentences, vocabulary)
        doc.clear("event")
        for event in row["events"]:
            span = (row["tokens"][event["trigger"][0]][0], row["tokens"][event["trigger"][1]][1])
            kind = GENEVA_TYPES.get(event["type"])
            if kind:
                for i in doc.words_of(span):
                    doc.tags["event"][i] = TAGS["event"].index(kind)
            elif event["type"] in VAGUE:
                doc.hide("event", span, only_empty=False)
        yield doc


def load_ecb(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """ECB+'s articles with chains of event mentions inside each; every topic divisible by five is development."""
    for row in read_rows(folder / "coref/ecb.jsonl.gz"):
        if (int(row["topic"]) % 5 == 0) != (split == "dev"):
            continue
        doc = make_doc(row["doc"], "ecb", row["text"], [Span(*s) for s in row["sentences"]], vocabulary)
        chains: dict[str, list[int]] = defaultdict(list)
        for mention in row["mentions"]:
            words = doc.words_of(mention["spans"][0])
            if mention["kind"] in {"action", "neg_action"} and len(words):
                chains[mention["chain"] or mention["id"]].append(words[0])
        doc.candidates["event"] = sorted({w for words in chains.values() for w in words})
        doc.chains = [Chain("event", sorted(set(words))) for words in chains.values()]
        yield doc
