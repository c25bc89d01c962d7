"""A statement in the making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model import Attribution, Span
from dateline.relate.statements.complements import Frame
from dateline.relate.statements.cues import Hit


@dataclass(frozen=True, slots=True)
class Draft:
    """One cue (or quotation without one) with its spans.

    `speaker` is where the source stands when not in this clause: an earlier cue's source, the speaker whom a quotation
    continues. `hit` is the lexicon's view of the cue, `frame` the surface's; `act` and `score` are the encoder's;
    `block` tells that the content is quoted without quotation marks; `rules` say how the draft was found.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    hit: Hit | None = None
    frame: Frame | None = None
    act: str | None = None
    score: float = 1.0
    speaker: Span | None = None
    block: bool = False
    rules: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where it stands in the report: its cue, or its content where it has none."""
        return self.cue.start if self.cue else self.content[0].start if self.content else 0

    def start_span(self) -> Span:
        """The character at which it stands, as a span."""
        return Span(self.start, self.start + 1)

    def speaks(self) -> Span | None:
        """The words that name who says it, here or earlier."""
        return self.source or self.speaker


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft that may be no statement: whether the rules hold it for one, and the encoder's attribution of its cue."""

    draft: Draft
    ruled: bool
    mark: Attribution | None


def order_drafts(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts in order of the cue, or of the content where there is no cue; the longer content first where both begin together."""
    return sorted(drafts, key=lambda d: (d.start, -sum(c.end - c.start for c in d.content), d.content))
