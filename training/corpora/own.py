"""Our own reports, compiled from `corpus/`: attributions with nesting and acts, typed events with roles, status and chains."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.annotate.labels import ACTS, STATUSES, TAGS
from dateline.annotate.wordpiece import WordPieces
from dateline.text import split_sentences
from training.docs import Chain, Doc, make_doc

Cell = dict[str, Any]


def load_own(folder: Path, vocabulary: WordPieces) -> Iterator[Doc]:
    """Every compiled record of `folder` as a document."""
    for path in sorted(folder.glob("*.json")):
        yield read_record(json.loads(path.read_text(encoding="utf-8")), path.stem, vocabulary)


def read_record(record: Cell, name: str, vocabulary: WordPieces) -> Doc:
    """A gold record as a training document."""
    text = record["document"]["text"]
    doc = make_doc(name, "own", text, split_sentences(text), vocabulary)
    for layer in ("cue", "attribution", "event"):
        doc.clear(layer)
    _mark_names(doc, record)
    for statement in record["statements"]:
        _mark_statement(doc, statement)
    chains = [_mark_event(doc, event) for event in record["events"]]
    doc.chains = [Chain("event", sorted(set(words))) for words in chains if words]
    doc.candidates["event"] = sorted({w for chain in doc.chains for w in chain.words})
    return doc


def _mark_names(doc: Doc, record: Cell) -> None:
    """Names of actors and places as far as they are annotated; other capitalised words stay unknown, small words are no names."""
    for i, span in enumerate(doc.wording.spans):
        if not any(c.isupper() for c in span.of(doc.text)):
            doc.tags["name"][i] = 0
    for actor in record["actors"]:
        kind = "person" if actor["kind"] == "person" else "place" if actor["kind"] == "state" else "organisation"
        if actor["named"] == "named" and actor["kind"] not in {"people", "unknown"}:
            parts = set(actor["name"].split())
            for mention in actor["mentions"]:
                words = mention["text"].split()
                if words and set(words) <= parts and words[0][0].isupper():
                    doc.mark("name", mention["span"], kind)
    for event in record["events"]:
        for place in event["places"]:
            if place["text"] and place["text"] == place["name"]:
                doc.mark("name", place["span"], "place")


def _mark_statement(doc: Doc, statement: Cell) -> None:
    cue = statement["cue"] and statement["cue"]["span"]
    cells = [("content", c["span"]) for c in statement["content"]]
    source = statement["source"]["span"]
    cells += [("source", source)] if source else []
    for role, span in cells:
        words = doc.words_of(span)
        if all(doc.tags["attribution"][i] == 0 for i in words):  # outermost statements come first: nested ones stay out of the flat layer
            doc.mark("attribution", span, role)
    if not cue or not len(doc.words_of(cue)):
        return
    doc.mark("cue", cue, "cue")
    first = doc.words_of(cue)[0]
    doc.tags["act"][first] = ACTS.index(statement["act"])
    if doc.tags["attribution"][first] == 0:
        doc.mark("attribution", cue, "cue")
    doc.anchor("attribution", first, doc.sentence_reach(first, around=2), cells)


def _mark_event(doc: Doc, event: Cell) -> list[int]:
    chain = []
    cells = [(role, p["span"]) for role, key in (("agent", "agents"), ("target", "targets"), ("place", "places")) for p in event[key]]
    figures = [("figure", f["span"]) for f in event["figures"]]
    cells += [("when", event["when"]["span"])] if event["when"] else []
    for mention in event["mentions"]:
        words = doc.words_of(mention["span"])
        if not len(words):
            continue
        for i in words:
            doc.tags["event"][i] = TAGS["event"].index(event["type"])
        trigger = words[-1]
        chain.append(trigger)
        doc.tags["status"][trigger] = STATUSES.index(event["status"])
        reach = doc.sentence_reach(trigger)
        near = [(r, s) for r, s in [*cells, *figures] if s and any(reach[0] <= i < reach[1] for i in doc.words_of(s))]
        doc.anchor("event", trigger, reach, [x for x in near if x[0] != "figure"])
        doc.anchor("figure", trigger, reach, [x for x in near if x[0] == "figure"])
        for role, span in near:
            if role == "when":
                doc.hide("time", span, only_empty=False)
    return chain
