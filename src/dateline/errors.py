"""One tree of errors. Each message says what is wrong, where, and what to do.

DatelineError
├── UsageError          the command or call itself is wrong (exit status 2)
├── ReportError         one report cannot be read; the others go on (exit status 1)
│   ├── NotFound        no such file, or a folder with nothing to read
│   ├── Unreadable      binary, broken encoding, broken JSON, no article, no entries
│   ├── TooLarge        over a cap on bytes, characters or time
│   ├── BadDate         a publication date that is none
│   └── WrongLanguage   a language that Dateline does not read
└── ModelError          the bundled model, lexicons or gazetteer are missing or damaged
"""

from __future__ import annotations


class DatelineError(Exception):
    """Anything Dateline refuses; `str(error)` is fit to show to a user."""


class UsageError(DatelineError):
    """The call itself is wrong."""


class ReportError(DatelineError):
    """One report cannot be read: `origin` says which, `problem` what is wrong, `advice` what to do."""

    def __init__(self, origin: str, problem: str, advice: str = "") -> None:
        self.origin, self.problem, self.advice = origin, problem, advice
        super().__init__(f"{origin}: {problem}" + (f" — {advice}" if advice else ""))


class NotFound(ReportError):
    """No such file, or nothing in it to read."""


class Unreadable(ReportError):
    """Bytes that are no report."""


class TooLarge(ReportError):
    """Over a cap."""


class BadDate(ReportError):
    """A publication date that is none."""


class WrongLanguage(ReportError):
    """A language that Dateline does not read."""


class ModelError(DatelineError):
    """The bundled data are missing or damaged."""
