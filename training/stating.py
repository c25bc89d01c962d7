"""Learning what makes a statement: `python -m training.stating --corpora DIR --unseen FIRST-LAST MODEL …`; numpy only.

Writes src/dateline/data/relating/statements.json: logistic regression of whether a cue makes a statement on the clues that
`relate/statements/beliefs.py` tells, over the same reports and with the same readers as `training/relating.py`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.annotate import Model, annotate, load_model
from dateline.model import Layers, Readings, Report
from dateline.relate.statements.attributions import offer_attributions
from dateline.relate.statements.beliefs import tell_clues
from dateline.relate.statements.drafts import Candidate, Draft
from dateline.relate.statements.ground import Ground, lay_ground
from dateline.relate.statements.missed import offer_missed
from dateline.resolve import resolve
from training.relating import ROOT, Clues, parser_of, records, report_of, stretches_of, weigh

WEIGHTS = ROOT / "src/dateline/data/relating/statements.json"
SHARED = 0.3
"""Share of the characters that a candidate's content and the annotated one have in common, from which the candidate is right."""
RIDGE = 4.0
"""How strongly weights are held near nothing, in examples; chosen, like the clues, by leaving out a fifth of the reports at a time."""
OFTEN, SLIGHT = 3, 0.02
"""Times that a clue is to be seen, and what it must weigh, to count."""
LATER = frozenset({"block", "none"})
"""Frames whose content is found only later."""


def examples(record: dict[str, Any], model: Model) -> Iterable[tuple[Clues, bool]]:
    """The clues of every candidate in an annotated report, and whether it is a statement."""
    report = report_of(record)
    layers = annotate(report, model)
    return compare(record, report, layers, resolve(report, layers))


def compare(record: dict[str, Any], report: Report, layers: Layers, readings: Readings) -> Iterable[tuple[Clues, bool]]:
    """The same with the report read already."""
    ground = lay_ground(report, layers, readings)
    for candidate in _offered(ground, layers):
        yield tell_clues(ground, candidate), any(_is_right(candidate.draft, told) for told in record["statements"])


def _offered(ground: Ground, layers: Layers) -> Iterable[Candidate]:
    marked = offer_attributions(ground, layers.attributions)
    yield from marked
    for readings in offer_missed(ground, [c.draft for c in marked], layers.attributions):
        yield from readings


def _is_right(draft: Draft, told: dict[str, Any]) -> bool:
    """Whether an annotated statement has the draft's cue and, by and large, its content."""
    if (draft.cue is None) != (told["cue"] is None):
        return False
    if draft.cue is not None and not (told["cue"]["span"][0] < draft.cue.end and draft.cue.start < told["cue"]["span"][1]):
        return False
    if draft.frame is not None and draft.frame.kind in LATER:
        return True
    mine = {i for span in draft.content for i in range(span.start, span.end)}
    theirs = {i for words in told["content"] for i in range(*words["span"])}
    return len(mine & theirs) >= SHARED * len(mine | theirs)


def fit(rows: Sequence[tuple[Clues, bool]]) -> Clues:
    """A weight for every clue seen often, `base` for none."""
    seen = Counter(name for clues, _ in rows for name in clues)
    weights = weigh(rows, {name for name, times in seen.items() if times >= OFTEN}, RIDGE)
    return {name: round(weight, 3) for name, weight in weights.items() if name == "base" or abs(weight) >= SLIGHT}


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write."""
    args = parser_of("stating", __doc__).parse_args(argv)
    stretches = stretches_of(args)
    models = {folder: load_model(folder) for _, folder in stretches}
    rows = [row for record, folder in records(args.corpora, stretches) for row in examples(record, models[folder])]
    WEIGHTS.write_text(json.dumps({"statement": fit(rows)}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} candidates, {sum(right for _, right in rows)} right")


if __name__ == "__main__":
    main()
