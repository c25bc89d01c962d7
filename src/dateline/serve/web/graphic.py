"""Graphic words, covered where a reader has asked for it: whether a passage holds one, by a lexicon of the package. English alone."""

from __future__ import annotations

import re
from functools import cache

from starlette.requests import Request

from dateline.lexicon import load_lexicon

CAREFUL = "careful"
"""The cookie that says so: `yes`. Off until somebody switches it on."""
_WORD = re.compile(r"[^\W_]+")


def is_careful(request: Request) -> bool:
    """Whether whoever looks has asked for graphic words to be covered."""
    return request.cookies.get(CAREFUL) == "yes"


def is_graphic(text: str | None) -> bool:
    """Whether a passage holds a graphic word or phrase; case and hyphens make no difference.

    >>> is_graphic("He bled to death."), is_graphic("Three were killed."), is_graphic("a blood soaked floor")
    (True, False, True)
    """
    if not text:
        return False
    phrases, words = _phrases(), _WORD.findall(text.lower())
    return any(
        tuple(words[at + 1 : at + 1 + len(rest)]) == rest for at, word in enumerate(words) if word in phrases for rest in phrases[word]
    )


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """By first word, what may follow it."""
    return {first: tuple(map(tuple, some)) for first, some in load_lexicon("graphic")["phrases"].items()}
