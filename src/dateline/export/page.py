"""The same report as a page of its own: no script, nothing remote, every word of a report escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dateline.export.markdown import INTRODUCTION
from dateline.export.prose import Note, Sentence, heading, number_notes, tell
from dateline.export.source import Losses, Options, Source, Writing
from dateline.export.verdicts import seen_cells, verdict_of
from dateline.export.view import view
from dateline.model import Incident

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What was reported</title>
<style>
body { font: 1.05rem/1.5 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1, h2 { line-height: 1.25; } section { margin-top: 2.5rem; } .attested, ol { font-size: 0.9rem; color: #444; }
sup a { text-decoration: none; padding: 0 0.15em; } q { color: #1a1a1a; } a { color: #0b4f8a; }
</style>
</head>
<body>
<h1>What was reported</h1>
"""


def write_page(source: Source, options: Options) -> Writing:
    """A section an incident."""
    del options
    losses, number = Losses(), 0
    yield f"{_HEAD}<p>{escape(INTRODUCTION)}</p>\n".encode()
    for incident in source.incidents:
        sentences = tell(view(incident, source), source, losses)
        numbers = number_notes(sentences, number)
        yield "".join(_section(incident, sentences, source, numbers)).encode()
        number += len(numbers)
    yield b"</body>\n</html>\n"
    return losses.told()


def _section(incident: Incident, sentences: tuple[Sentence, ...], source: Source, numbers: dict[Note, int]) -> Iterator[str]:
    checked = seen_cells(incident)
    yield f'<section id="{escape(incident.id)}">\n<h2>{escape(incident.title)}</h2>\n<p class="attested">{escape(heading(incident))}. '
    yield f"Status: {verdict_of(incident)}{f' ({escape(checked)})' if checked else ''}. "
    yield f"{_link(source.link('incident', incident.id), incident.id)}</p>\n"
    for line, sentence in enumerate(sentences):
        marks = "".join(f'<sup><a href="#note-{numbers[note]}">{numbers[note]}</a></sup>' for note in sentence.notes)
        judged = "" if sentence.verdict == "machine" else f" ({sentence.verdict} by a person)"
        yield f'<p id="{escape(incident.id)}-{line}">{escape(sentence.text)}{judged}{marks}</p>\n'
    yield f'<ol start="{min(numbers.values(), default=1)}">\n'
    for note, number in numbers.items():
        line = next(i for i, sentence in enumerate(sentences) if note in sentence.notes)
        back = f'<a href="#{escape(incident.id)}-{line}" aria-label="back to the sentence">↩</a>'
        yield f'<li id="note-{number}">{_note(note)} {back}</li>\n'
    yield "</ol>\n</section>\n"


def _note(note: Note) -> str:
    where = f", characters {note.span.start}–{note.span.end}" if note.span else ""
    speaker = f", {escape(note.speaker)}" if note.speaker else ""
    also = f"; and {note.also} more" if note.also else ""
    quote = f": <q>{escape(note.quote)}</q>" if note.quote else ""
    named = _link(note.url, note.source) if note.url else escape(note.source)
    return f"{named}{speaker}{quote} ({_link(note.permalink, note.report)}{where}; {note.verdict}{also})"


def _link(address: str, words: str) -> str:
    """A link; the words alone where the address is no page (`javascript:…`)."""
    if not address.startswith(("http://", "https://", "/")):
        return escape(words)
    return f'<a href="{escape(address)}" rel="nofollow noreferrer">{escape(words)}</a>'
