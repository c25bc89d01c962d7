"""One tree of errors. Each message says what is wrong, where, and what to do.

DatelineError
├── UsageError          the command or call itself is wrong (exit status 2)
├── ReportError         one report cannot be read; the others go on (exit status 1)
│   ├── NotFound        no such file, or a folder with nothing to read
│   ├── Unreadable      binary, broken encoding, broken JSON, no article, no entries
│   ├── TooLarge        over a cap on bytes, characters or time
│   ├── BadDate         a publication date that is none
│   ├── WrongLanguage   a language that Dateline does not read
│   └── NotFetched      an address that does not answer, or answers with an error; later it may
│       └── Forbidden   an address that is never asked: a private network, another scheme, robots.txt
├── StoreError          the store cannot do what was asked; what it holds is untouched (exit status 1)
│   ├── StoreMissing    there is none at this address
│   ├── StoreLocked     somebody else writes to it, for longer than we wait
│   ├── StoreNewer      a newer Dateline wrote it
│   ├── StoreDamaged    it is no store of Dateline's, or what it holds has changed
│   └── EditConflict    somebody else edited the same cell meanwhile
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


class NotFetched(ReportError):
    """An address that gives nothing now; the same request may succeed later."""


class Forbidden(NotFetched):
    """An address that is not asked at all: the policy or the site's robots.txt says no, and will say so again."""


class ModelError(DatelineError):
    """The bundled data are missing or damaged."""


class StoreError(DatelineError):
    """The store cannot do what was asked: `address` says which (without a password), `problem` what is wrong, `advice` what to do."""

    def __init__(self, address: str, problem: str, advice: str = "") -> None:
        self.address, self.problem, self.advice = address, problem, advice
        super().__init__(f"{address}: {problem}" + (f" — {advice}" if advice else ""))


class StoreMissing(StoreError):
    """There is no store at this address."""


class StoreLocked(StoreError):
    """Somebody else writes to the store, for longer than we wait."""


class StoreNewer(StoreError):
    """A newer Dateline wrote the store."""


class StoreDamaged(StoreError):
    """The file is no store of Dateline's, or what it holds has changed."""


class EditConflict(StoreError):
    """Somebody else edited the same cell meanwhile; read it again and decide anew."""
