"""How probable it is that a cue makes a statement: the encoder's probability, the cue's family and frame, the rules, weighed together.

The weights are learnt from annotated real reports by `training/relating`: rules alone trust every sure frame alike, and let an
encoder's lower score decide alone where no rule does.
"""

from __future__ import annotations

import math

from dateline.relate.statements.drafts import Candidate
from dateline.relate.statements.evidence import VETOES
from dateline.relate.statements.ground import Ground, lower, quotation_at, words_in
from dateline.relate.weights import believe

FLOOR = 0.38
"""Belief from which a statement is told: one with its cells pays from about two right in five on."""
DOUBT = 0.2
"""Belief under which even what the rules hold for a statement is none; between the two the rules decide."""
UNSEEN = 0.002
"""The encoder's probability is held between this and 1 less this."""
WORD = 0.7
"""Strength of a clue that is one word's own: held nearer to nothing than what many words share."""
OWN = frozenset({"i", "we"})
LEADS = frozenset("to not n't n’t no will would could may might can should must if by has have had been was were is are be".split())
"""Words shortly before a cue that tell its tense, its voice, and whether it is real."""
PRONOUNS = frozenset("he she they it his her their its you who which that this these those one".split())


def is_believed(ground: Ground, candidate: Candidate) -> bool:
    """Whether a candidate is a statement, all clues together; by the rules alone where no encoder has read the report."""
    if not ground.parsed:
        return candidate.ruled
    return believe("statement", tell_clues(ground, candidate)) >= (DOUBT if candidate.ruled else FLOOR)


def tell_clues(ground: Ground, candidate: Candidate) -> dict[str, float]:
    """The clues that a candidate shows, by name, each with its strength."""
    draft = candidate.draft
    marked = "marked" if candidate.mark is not None else "unmarked"
    sure = _logit(candidate.mark.score) if candidate.mark is not None else 0.0
    told = "ruled" if candidate.ruled else "unruled"
    kind = draft.frame.kind if draft.hit is not None and draft.frame is not None else "unlisted"
    clues = {
        "base": 1.0,
        marked: 1.0,
        "encoder": sure,
        told: 1.0,
        f"{told}-{marked}": 1.0,
        f"encoder-{told}": sure,
        f"frame-{kind}-{marked}": 1.0,
    }
    clues |= {f"frame-{kind}-{told}": 1.0, f"source-{_sort_source(ground, candidate)}-{marked}": 1.0}
    clues |= _of_clause(ground, candidate)
    return clues | (_of_family(ground, candidate, marked, kind) if draft.hit is not None else _of_encoder(ground, candidate, told))


def _of_family(ground: Ground, candidate: Candidate, marked: str, kind: str) -> dict[str, float]:
    """Clues of a cue that the lexicon knows: its family with its frame and source, its form, the vetoes that hold."""
    hit, frame = candidate.draft.hit, candidate.draft.frame
    if hit is None or frame is None:
        return {}
    name, source = hit.family.name, _sort_source(ground, candidate)
    clues = {f"family-{name}": 1.0, f"family-{name}-{marked}": 1.0, f"family-{name}-{kind}": 1.0, f"family-{name}-{source}": 1.0}
    clues |= {f"asks-{hit.family.sure}-{kind}-{marked}": 1.0, f"form-{hit.form}": 1.0}
    word = hit.span.of(ground.text).lower()
    mark = candidate.mark
    clues |= {
        f"word-{word}": WORD,
        "as-encoded": float(mark is not None and mark.act == hit.family.act),
        "passive": float(frame.passive),
        "shared": float(frame.shared),
    }
    if frame.content:
        clues |= {f"veto-{veto.__name__.strip('_')}": 1.0 for veto in VETOES if veto(ground, hit, frame)}
    return clues


def _of_encoder(ground: Ground, candidate: Candidate, told: str) -> dict[str, float]:
    """Clues of a cue that only the encoder tells: its act, its part of speech, its first word."""
    act, cue = candidate.draft.act, candidate.draft.cue
    clues = {f"unlisted-{act}": 1.0, f"unlisted-{act}-{told}": 1.0}
    return clues | ({f"word-{lower(ground, words_in(ground, cue).start)}": WORD} if cue is not None else {})


def _of_clause(ground: Ground, candidate: Candidate) -> dict[str, float]:
    """Clues of where the cue stands, of what party says it, and whether in quotation marks."""
    draft = candidate.draft
    if draft.cue is None:
        return {"cueless": 1.0}
    words = words_in(ground, draft.cue)
    before = {lower(ground, i) for i in range(max(words.start - 3, 0), words.start)}
    party = ground.actors.get(ground.readings.cast.actor_of(draft.source) or "") if draft.source is not None else None
    clues = {f"party-{party.kind}-{party.named}" if party is not None else "party-none": 1.0}
    clues["quoted"] = float(quotation_at(ground, draft.cue.start) is not None)
    clues["quotes"] = float(any(quotation_at(ground, span.start) != quotation_at(ground, draft.cue.start) for span in draft.content))
    return clues | {f"after-{word}": 1.0 for word in sorted(before & LEADS)}


def _sort_source(ground: Ground, candidate: Candidate) -> str:
    """Who is said to say it: nobody, the first person, a pronoun, a phrase."""
    source = candidate.draft.source
    word = source.of(ground.text).lower() if source is not None else ""
    return "none" if source is None else "own" if word in OWN else "pronoun" if word in PRONOUNS else "phrase"


def _logit(probability: float) -> float:
    held = min(max(probability, UNSEEN), 1 - UNSEEN)
    return math.log(held / (1 - held))
