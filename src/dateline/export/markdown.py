"""A report in Markdown that a person can paste into a story or a case file; each sentence has footnotes with its source words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.export.prose import Note, Sentence, heading, number_notes, tell
from dateline.export.source import Losses, Options, Source, Writing
from dateline.export.verdicts import seen_cells, verdict_of
from dateline.export.view import view
from dateline.model import Incident

_MARKS = re.compile(r"([\\`*_\[\]<>|~&#$!])")
INTRODUCTION = (
    "Read by machine from the reports in the footnotes; what a person has checked says so. It tells what was reported, not what is true."
)


def escape(text: str) -> str:
    """Words of a report as they are, whatever Markdown would make of them.

    >>> escape("<b>*17* [killed]")
    '\\\\<b\\\\>\\\\*17\\\\* \\\\[killed\\\\]'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def write_markdown(source: Source, options: Options) -> Writing:
    """A section an incident."""
    del options
    losses, number = Losses(), 0
    yield f"# What was reported\n\n{INTRODUCTION}\n".encode()
    for incident in source.incidents:
        sentences = tell(view(incident, source), source, losses)
        numbers = number_notes(sentences, number)
        number += len(numbers)
        yield "".join(_section(incident, sentences, source, numbers)).encode()
    return losses.told()


def _section(incident: Incident, sentences: tuple[Sentence, ...], source: Source, numbers: dict[Note, int]) -> Iterator[str]:
    checked = seen_cells(incident)
    yield f"\n## {escape(incident.title)}\n\n"
    yield f"*{escape(heading(incident))}. Status: {verdict_of(incident)}{f' ({escape(checked)})' if checked else ''}.* "
    yield f"[{incident.id}]({_address(source.link('incident', incident.id))})\n\n"
    for sentence in sentences:
        marks = "".join(f"[^{numbers[note]}]" for note in sentence.notes)
        yield f"{escape(sentence.text)}{_judged(sentence.verdict)}{marks}\n"
    yield "\n" + "".join(f"[^{number}]: {_note(note)}\n" for note, number in numbers.items())


def _judged(verdict: str) -> str:
    return "" if verdict == "machine" else f" ({verdict} by a person)"


def _note(note: Note) -> str:
    where = f", characters {note.span.start}–{note.span.end}" if note.span else ""
    speaker = f", {escape(note.speaker)}" if note.speaker else ""
    page = f", <{_address(note.url)}>" if note.url else ""
    also = f"; and {note.also} more" if note.also else ""
    quote = f": “{escape(note.quote)}”" if note.quote else ""
    return f"{escape(note.source)}{page}{speaker}{quote} ([{note.report}]({_address(note.permalink)}){where}; {note.verdict}{also})"


def _address(address: str) -> str:
    """An address that cannot leave the brackets it stands in."""
    return re.sub(r"[\s<>()\\]", lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), address)
