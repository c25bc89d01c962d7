"""Plain baselines, written so that a reader can see all that they do: no encoder, no grammar, no resolving."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dateline.lexicon import load_lexicon
from dateline.model import Layers, Report, Span
from dateline.text import find_quotations, split_sentences

SAID = "said|says|told|added|wrote|warned|announced|denied|confirmed|claimed|accused|called|urged|insisted|argued|stated|explained|noted"
_CUE = re.compile(rf"\b(?:{SAID})\b")
_SOURCE = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?:[A-Z][\w’'-]*|[Hh]e|[Ss]he|[Tt]hey|[Pp]olice|officials?|\w+ spokes\w+)(?: (?:of |for |the )?[A-Z][\w’'-]*)*"
)
_IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "knew": "know", "swore": "swear"}
LEAD = 2
"""Sentences of a report's lead."""


def lemma(word: str) -> str:
    """The base form of a verb of saying, by its ending: what textacy asks of a lemmatiser for its list of reporting verbs."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        stem = low.removesuffix(ending) + instead
        for base in (stem, stem + "e", stem[:-1]) if low.endswith(ending) else ():
            if base in _reporting():
                return base
    return low


@cache
def _reporting() -> frozenset[str]:
    try:
        from textacy.constants import REPORTING_VERBS
    except ImportError:
        return frozenset()
    return frozenset(REPORTING_VERBS["en"])


def quotes(report: Report, layers: Layers) -> list[tuple[Span, Span]]:
    """What stands between quotation marks, with the name or pronoun nearest to the nearest verb of saying within 120 characters."""
    text, found = report.text, []
    for quotation in find_quotations(text):
        near = [m for m in _CUE.finditer(text, max(quotation.start - 120, 0), quotation.end + 120) if not quotation.holds(Span(*m.span()))]
        cue = min(near, key=lambda m: min(abs(m.start() - quotation.end), abs(quotation.start - m.end())), default=None)
        speaker = _nearest(text, Span(*cue.span()), quotation) if cue else None
        if speaker is not None and quotation.end - quotation.start > 12:
            found.append((quotation, speaker))
    return found


def _nearest(text: str, cue: Span, quotation: Span) -> Span | None:
    window = [Span(*m.span()) for m in _SOURCE.finditer(text, max(cue.start - 80, 0), cue.end + 60)]
    outside = [s for s in window if not quotation.meets(s)]
    return min(outside, key=lambda s: min(abs(s.start - cue.end), abs(cue.start - s.end)), default=None)


def plain_record(report: Report, layers: Layers) -> dict[str, Any]:
    """Statements by `X said Y`, events by the lexicon's triggers: each happened, told by the narrator, by publication."""
    return _record(report, list(split_sentences(report.text)))


def lead_record(report: Report, layers: Layers) -> dict[str, Any]:
    """The same of the first two sentences."""
    return _record(report, list(split_sentences(report.text))[:LEAD])


def _record(report: Report, sentences: list[Span]) -> dict[str, Any]:
    actors: dict[str, dict[str, Any]] = {}
    statements = [s for sentence in sentences for s in _statement(report.text, sentence, actors)]
    events = [e for sentence in sentences for e in _events(report, sentence)]
    for number, statement in enumerate(statements, 1):
        statement["id"] = f"s{number}"
    for number, event in enumerate(events, 1):
        event["id"] = f"e{number}"
    return {"document": {"text": report.text}, "actors": list(actors.values()), "statements": statements, "events": events}


def _statement(text: str, sentence: Span, actors: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One statement of a sentence with a verb of saying: the words before the verb say those after it, or those before the comma."""
    cue = _CUE.search(text, sentence.start, sentence.end)
    if cue is None:
        return
    names = [Span(*m.span()) for m in _SOURCE.finditer(text, sentence.start, cue.start())]
    source = names[-1] if names else None
    comma = text.rfind(",", sentence.start, source.start) if source else -1
    content = Span(sentence.start, comma + 1) if comma > sentence.start + 15 else Span(cue.end(), sentence.end)
    content = Span(content.start + len(text[content.start : content.end]) - len(text[content.start : content.end].lstrip()), content.end)
    name = source.of(text) if source else None
    if name and name not in actors:
        actors[name] = {"id": f"a{len(actors) + 1}", "name": name, "kind": "unknown", "named": "named", "country": None, "mentions": []}
    quoted = text[content.start : content.start + 1] in "\"“‘'"
    yield {
        "source": {"span": list(source) if source else None, "text": name, "actor": actors[name]["id"] if name else None},
        "cue": {"span": list(cue.span()), "text": cue.group()}, "content": [{"span": list(content), "text": content.of(text)}],
        "act": "say", "form": "direct" if quoted else "indirect", "via": None, "to": None, "at": None, "on": None, "within": None,
    }  # fmt: skip


@cache
def _triggers() -> dict[str, tuple[str, str | None]]:
    """Single words that the lexicon is sure of, with type and mode."""
    table = load_lexicon("triggers")
    sure = {form: [table["rows"][i] for i in rows if table["rows"][i][3] == "sure"] for form, rows in table["forms"].items()}
    return {form: (rows[0][0], rows[0][1]) for form, rows in sure.items() if rows}


def _events(report: Report, sentence: Span) -> Iterator[dict[str, Any]]:
    published = report.published.isoformat() if report.published else None
    for word in re.finditer(r"[^\W\d_]+", report.text[sentence.start : sentence.end]):
        hit = _triggers().get(word.group().lower())
        if hit is not None:
            span = [sentence.start + word.start(), sentence.start + word.end()]
            yield {
                "type": hit[0], "mode": hit[1], "status": "happened", "mentions": [{"span": span, "text": word.group()}],
                "agents": [], "targets": [], "places": [], "figures": [], "accounts": [{"by": None, "stance": "asserts"}],
                "when": {"earliest": None, "latest": published, "span": None, "text": None} if published else None,
            }  # fmt: skip
