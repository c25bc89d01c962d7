"""Where answers go: pages or JSON Lines to standard output, messages to standard error."""

from __future__ import annotations

import sys
from collections import Counter

from rich.console import Console, RenderableType
from rich.text import Text

from dateline.batch import Answer, Done, News
from dateline.model import Record
from dateline.read.items import Note
from dateline.serve.marked import render_marked
from dateline.serve.page import render_page
from dateline.serve.phrases import visible

FEW = 5
"""Warnings of one kind that are shown; the rest are counted."""


class Output:
    """Prints answers as they come and keeps count."""

    def __init__(self, *, as_json: bool, text: bool) -> None:
        self._as_json, self._text = as_json, text
        self.pages = Console(highlight=False, markup=False, emoji=False)
        self.messages = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
        self.read, self.failed = 0, 0
        self._warned: Counter[str] = Counter()

    def show(self, news: News) -> int:
        """Prints one piece of news; returns how many bytes of input it puts behind us."""
        if isinstance(news, Done):
            return news.size
        if isinstance(news, Note):
            self._say(f"{news.origin}: {news.text}", "dim")
        elif news.failure is not None:
            self.failed += 1
            self._say(news.failure, "red")
        else:
            self.read += 1
            self._print(news)
        return 0

    def finish(self) -> None:
        """Flushes, and sums up where there is something to sum up."""
        sys.stdout.flush()
        for warning, times in self._warned.items():
            if times > FEW:
                self._say(f"{times - FEW} more reports: {warning}", "dim")
        if self.failed and self.read + self.failed > 1:
            self._say(f"{self.read} of {self.read + self.failed} reports were read", "")

    def stop(self, why: str) -> None:
        """Says why reading ends here; what was printed stays whole."""
        sys.stdout.flush()
        self._say(f"{why}; {self.read} report{'' if self.read == 1 else 's'} read", "")

    def _print(self, answer: Answer) -> None:
        if isinstance(answer.record, str):
            self._warn(answer)
            sys.stdout.buffer.write(answer.record.encode() + b"\n")
        elif isinstance(answer.record, Record):
            self._show(answer, answer.record)

    def _show(self, answer: Answer, record: Record) -> None:
        if self._text:
            colour = self.pages.is_terminal and not self.pages.no_color
            self._put(render_marked(record, colour=colour, origin=answer.origin, warnings=answer.warnings))
        else:
            self._put(render_page(record, answer.origin, answer.warnings))

    def _put(self, page: RenderableType) -> None:
        """Prints a page; into a file, without the blanks that fill its lines."""
        if self.pages.is_terminal:
            self.pages.print(page)
            return
        with self.pages.capture() as capture:
            self.pages.print(page)
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))

    def _warn(self, answer: Answer) -> None:
        for warning in answer.warnings:
            self._warned[warning] += 1
            if self._warned[warning] <= FEW:
                self._say(f"{answer.origin}: {warning}", "dim")

    def _say(self, line: str, style: str) -> None:
        self.messages.print(Text(f"dateline: {visible(line)}", style))
