"""EWT and GUM: parts of speech, syntax, predicates with arguments, factuality, names, times, coreference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.annotate.labels import RELATIONS, ROLES, TAGS
from dateline.annotate.wordpiece import WordPieces
from dateline.model import Span
from training.corpora.rows import Row, join_documents, read_rows
from training.docs import Chain, Doc, make_doc

_TIME_WORDS = re.compile(
    r"\b(?:\d{4}|\d{1,2}(?:st|nd|rd|th)|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|yesterday|tomorrow|tonight|days?|weeks?|months?|years?|hours?|minutes?|"
    r"decades?|century|centuries|morning|afternoon|evening|night|midnight|noon|spring|summer|autumn|winter|weekend|now|currently|recently)\b",
    re.I,
)
_TITLES = frozenset(
    "mr mrs ms dr sir president prime minister secretary general senator professor prof sen rep gov judge justice king queen".split()
)
_KINDS = {"person": "person", "organization": "organisation", "place": "place"}


def load_ewt(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """EWT's documents with syntax, PropBank and factuality."""
    rows = (r for r in read_rows(folder / "ewt.jsonl.gz") if r["split"] == split)
    for text, part, spans in join_documents(rows):
        doc = make_doc(part[0]["doc"], "ewt", text, spans, vocabulary)
        for row, span in zip(part, spans, strict=True):
            firsts = _mark_syntax(doc, row, span.start)
            if "frames" in row:
                _mark_frames(doc, row, span, firsts)
            for item in row.get("factuality", ()):
                if firsts[item["token"]] is not None:
                    doc.factuality[firsts[item["token"]]] = item["value"]
        yield doc


def _mark_syntax(doc: Doc, row: Row, offset: int) -> list[int | None]:
    """Mark tags and heads of a sentence; returns the first word of every token."""
    firsts: list[int | None] = []
    taken: set[int] = set()
    for token in row["tokens"]:
        inside = [i for i in doc.words_of((token[0] + offset, token[1] + offset)) if i not in taken]
        firsts.append(inside[0] if inside else None)
        taken.update(inside)
    for t, first in enumerate(firsts):
        if first is None:
            continue
        relation = row["deprel"][t]
        relation = relation if relation in RELATIONS else relation.split(":")[0]
        doc.tags["pos"][first] = TAGS["pos"].index(row["upos"][t])
        doc.tags["relation"][first] = RELATIONS.index(relation) if relation in RELATIONS else RELATIONS.index("dep")
        head = row["head"][t]
        target = first if head < 0 else firsts[head]
        if target is not None:
            doc.heads[first] = target  # a root points to itself
    return firsts


def _mark_frames(doc: Doc, row: Row, span: Span, firsts: list[int | None]) -> None:
    for i in doc.words_of(span):
        doc.tags["predicate"][i] = 0
    known = {label[2:] for label in ROLES["argument"] if label != "O"}
    for frame in row["frames"]:
        word = firsts[frame["predicate"]]
        if word is None:
            continue
        doc.tags["predicate"][word] = 1
        cells = []
        for label, first, last in frame["args"]:
            role = label if label in known else label.split("-", 1)[-1] if label[:2] in {"R-", "C-"} else "ARGM-ADV"
            if label != "C-V" and role in known:
                cells.append((role, (row["tokens"][first][0] + span.start, row["tokens"][last][1] + span.start)))
        doc.anchor("argument", word, doc.sentence_reach(word), cells)


def load_gum(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """GUM's documents with syntax, names, times and coreference."""
    rows = (r for r in read_rows(folder / "gum.jsonl.gz") if r["split"] == split)
    for text, part, spans in join_documents(rows, most=400):
        doc = make_doc(part[0]["doc"], "gum", text, spans, vocabulary)
        doc.clear("name"), doc.clear("time")
        chains: dict[str, list[int]] = defaultdict(list)
        for row, span in zip(part, spans, strict=True):
            firsts = _mark_syntax(doc, row, span.start)
            for mention in row.get("entities", ()):
                word = firsts[mention["head"]]
                if word is not None:
                    chains[mention["coref"]].append(word)
                _mark_name(doc, row, mention, span.start)
            _mark_times(doc, row, span.start)
        every = sorted({w for words in chains.values() for w in words})
        doc.candidates["mention"] = every
        doc.chains = [Chain("mention", sorted(set(words))) for words in chains.values()]
        yield doc


def name_span(row: Row, mention: Row) -> tuple[int, int] | None:
    """Tokens `[first, last]` of a mention's proper name: the run of proper nouns around its head without titles, or None."""
    upos, words = row["upos"], [row["text"][a:b] for a, b in row["tokens"]]
    head = mention["head"]
    if upos[head] != "PROPN":
        return None
    first = last = head

    def joins(i: int) -> bool:
        return upos[i] == "PROPN" or words[i] in {"-", "of", "&", "al", "bin", "de", "van", "von"} or (upos[i] == "NUM" and i > head)

    while first > mention["first"] and joins(first - 1):
        first -= 1
    while last < mention["last"] and joins(last + 1):
        last += 1
    while first < last and (upos[first] != "PROPN" or words[first].lower().strip(".") in _TITLES):
        first += 1
    while last > first and upos[last] not in {"PROPN", "NUM"}:
        last -= 1
    return first, last


def _mark_name(doc: Doc, row: Row, mention: Row, offset: int) -> None:
    found = name_span(row, mention)
    if not found or mention["type"] == "time":
        return
    kind = _KINDS.get(mention["type"], "other")
    span = (row["tokens"][found[0]][0] + offset, row["tokens"][found[1]][1] + offset)
    if all(doc.tags["name"][i] == 0 for i in doc.words_of(span)):
        doc.mark("name", span, kind)


def _mark_times(doc: Doc, row: Row, offset: int) -> None:
    chars = lambda x: (row["tokens"][x["first"]][0] + offset, row["tokens"][x["last"]][1] + offset)  # noqa: E731
    for item in row.get("dates", ()):
        doc.mark("time", chars(item), "time")
    for mention in row.get("entities", ()):
        if mention["type"] != "time":
            continue
        span = chars(mention)
        if any(doc.tags["time"][i] > 0 for i in doc.words_of(span)):
            continue
        short = mention["last"] - mention["first"] < 6
        if short and _TIME_WORDS.search(doc.text[span[0] : span[1]]):
            doc.mark("time", span, "time")
        else:
            doc.hide("time", span)
