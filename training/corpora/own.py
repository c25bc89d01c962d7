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
    for statement in record["statements"]:
        _mark_statement(doc, statement)
    chains = [_mark_event(doc, event) for event in record["events"]]
    doc.chains = [Chain("event", sorted(set(words))) for words in chains if words]
    doc.candidates["event"] = sorted({w for chain in doc.chains for w in chain.words})
    return doc


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
    cells += [("figure", f["span"]) for f in event["figures"]]
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
        near = [(r, s) for r, s in cells if s and any(reach[0] <= i < reach[1] for i in doc.words_of(s))]
        doc.anchor("event", trigger, reach, near)
        for role, span in near:
            if role == "when":
                doc.hide("time", span, only_empty=False)
    return chain
