"""What somebody types into a search, as terms; and the terms in the language of each database's index.

Nothing that is typed is ever read as an operator of the database: words reach it folded and quoted, or as bound parameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.store.passages import fold, wants_parts, words_of

MOST_TERMS = 16
"""Terms of one search; more are a pasted text, not a search."""
_QUOTED = re.compile(r'"([^"]*)"?|[“„]([^“”„"]*)[”“"]?|«([^»]*)»?|「([^」]*)」?|(\S+)')
"""A phrase between quotation marks (open to the end where the second is missing), or a word."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after another; with `prefix`, the last may go on; with `part`, the letters may begin and end within words."""

    words: tuple[str, ...]
    prefix: bool = False
    part: str | None = None


def cleaned(typed: str) -> str:
    """`typed` without what no database takes: NUL and halves of surrogate pairs."""
    return typed.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")


def parse_words(typed: str) -> tuple[Term, ...]:
    """The terms of a search, all of which must be found; none where nothing but marks was typed. Raises UsageError for too many.

    >>> [t.words for t in parse_words('fire "Port Maren" U.S.')]
    [('fire',), ('port', 'maren'), ('u', 's')]
    """
    found = [_term(next((part for part in match.groups() if part is not None), "")) for match in _QUOTED.finditer(cleaned(typed))]
    terms = tuple(dict.fromkeys(term for term in found if term))
    if len(terms) > MOST_TERMS:
        raise UsageError(f"{len(terms)} words are too many to search for at once; the most are {MOST_TERMS}")
    return terms


def _term(typed: str) -> Term | None:
    folded = fold(typed)
    words = tuple(words_of(folded))
    if not words:
        return None
    if wants_parts(folded):
        return Term(words, part=" ".join(folded.split()).strip("*"))
    return Term(words, prefix=typed.endswith("*") and folded[-2:-1].isalnum())


def fts5_query(terms: tuple[Term, ...]) -> str | None:
    """The terms that are whole words as an FTS5 query; None where there are none."""
    told = [f'"{" ".join(t.words)}"{"*" if t.prefix else ""}' for t in terms if t.part is None]
    return " AND ".join(told) or None


def tsquery(terms: tuple[Term, ...]) -> str | None:
    """The terms that are whole words as a tsquery; None where there are none."""
    told = ["(" + " <-> ".join(f"'{w}'" for w in t.words) + (":*)" if t.prefix else ")") for t in terms if t.part is None]
    return " & ".join(told) or None


def parts_query(part: str) -> str:
    """Letters to be found anywhere as a query of FTS5's trigrams."""
    return '"' + part.replace('"', '""') + '"'


def like_pattern(part: str) -> str:
    """Letters to be found anywhere as a LIKE pattern with the escape character `\\`."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", part) + "%"
