"""Agreement of two annotations of the same reports: record F1, one taken for gold and the other for what was read."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.notation.compile import compile_draft
from corpus.notation.draft import Draft
from record import score as scorer

SHOWN = ("statements", "events", "record")


def agreement(first: Sequence[Draft], second: Sequence[Draft]) -> str:
    """A table of F1 by kind of fact over the reports that both have; the texts must be the same to the letter."""
    others = {draft.key: draft for draft in second}
    pairs = [(draft, others[draft.key]) for draft in first if draft.key in others]
    total = scorer.Tally()
    left_out = []
    for one, two in pairs:
        if one.marked.text == two.marked.text:
            scorer.score(compile_draft(one), compile_draft(two), total)
        else:
            left_out.append(one.key)
    rows = scorer.summary(total)
    lines = [f"{len(pairs) - len(left_out)} reports annotated twice", f"{'':20}{'F1':>7}{'first':>7}{'second':>7}"]
    lines += [f"{kind:20}{r['f1']:7.3f}{r['gold']:7}{r['predicted']:7}" for kind, r in rows.items()]
    lines += [f"left out, texts differ: {', '.join(left_out)}"] if left_out else []
    return "\n".join(lines)
