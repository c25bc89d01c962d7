"""Posts shown in full, as pages embed them: `The pier is shut — Ana Reyes (@areyes) May 3, 2024`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Span
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground
from dateline.text import trim

_SIGNED = re.compile(
    r"[ ][—–] (?P<name>[^\n()@\u200e\u200f]{2,50}?)(?: ?[\u200e\u200f][^\n()]{0,40})? \(@\w{1,30}\) [A-Z][a-z]{2,8} \d{1,2}, \d{4}"
)
"""The poster's name, handle and day, as an embedded post ends."""
_LINKS = re.compile(r"(?:\s+(?:https?://\S{1,200}|pic\.\S{1,200}|@\w{1,30})){1,12}$")
"""What trails a post and says nothing: addresses, pictures, those it is shown to."""


def draft_posts(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """A draft of every signed post that no other draft has yet; its words are direct though they stand in no quotation marks."""
    found = []
    for paragraph in ground.paragraphs:
        start = paragraph.start
        for signed in _SIGNED.finditer(ground.text, paragraph.start, paragraph.end):
            post = trim(ground.text, Span(start, signed.start()))
            links = _LINKS.search(ground.text, post.start, post.end)
            post = Span(post.start, links.start() if links else post.end)
            start = signed.end()
            if post.start < post.end and not any(c.holds(post) for d in drafts for c in d.content):
                found.append(Draft(Span(*signed.span("name")), None, (post,), block=True, rules=("post-signed",)))
    return found
