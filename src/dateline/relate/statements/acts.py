"""Which of the thirteen acts a statement is: by the cue's family and what stands around it."""

from __future__ import annotations

import re
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.relate.statements.contents import CLAUSAL
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground
from dateline.relate.statements.responsibility import names_violence

CAUTION = re.compile(r"(?:for |to )?(?:greater |the utmost |utmost |maximum |great )?(?:caution|vigilance)\b", re.IGNORECASE)
PLAN = re.compile(
    r"\b(?:candidacy|plans?|decision|intention|bid|state of emergency|ceasefire|truce|strike|resignation|war)\b", re.IGNORECASE
)
INFINITIVE = re.compile(r"(?:not |never )?to \w", re.IGNORECASE)
QUESTION = re.compile(r"^(?:whether|if|how|why|what|who|which|when|where)\b|\?\s*[\"”’]*$", re.IGNORECASE)
APPROVAL = re.compile(
    r"(?:(?!for\b|of\b|to\b)[\w'’-]+ ){0,3}?(?:support|backing|gratitude|thanks|appreciation|admiration|solidarity)\b", re.IGNORECASE
)
ASKED = re.compile(r"[\s,]*(?:(?:about|whether|if|how|why|what)\b|(?:who|which|when|where)\b(?![^.;]* to ))", re.IGNORECASE)
POLL = re.compile(r"\b(?:polls?|polling|pollsters?|surveys?|trackers?)\b", re.IGNORECASE)
REPORTS = re.compile(r"reports$|^(?:\w+ ){0,2}reports\b(?! (?:by|of)\b)|\breport in the (?-i:[A-Z])", re.IGNORECASE)
CLAUSE = re.compile(r"[\"“]|(?:that|if|whether|how|why)\b", re.IGNORECASE)


def act_of(ground: Ground, draft: Draft) -> tuple[str, str]:
    """The act, and the rule that gave it."""
    if draft.cue is None:
        return "say", "act-of-a-quote"
    if draft.hit is None:
        return (draft.act, "act-by-encoder") if draft.act else ("say", "act-unknown")
    family = draft.hit.family
    for condition, act in family.acts:
        if _holds(ground, draft, condition):
            return act, f"act-{family.name.replace(' ', '-')}-{condition}"
    return family.act, f"act-{family.name.replace(' ', '-')}"


def _holds(ground: Ground, draft: Draft, condition: str) -> bool:
    content = draft.content[0].of(ground.text) if draft.content else ""
    if condition == "violence":
        return _is_violence(draft, content)
    if condition == "infinitive":
        return bool(INFINITIVE.match(content))
    if condition == "clause":
        return bool(CLAUSE.match(content)) or (draft.frame is not None and draft.frame.kind in CLAUSAL)
    if condition == "plan":
        return not _is_clause(draft) and bool(PLAN.search(content[:60]))
    if condition == "caution":
        return bool(CAUTION.match(content))
    if condition == "approval":
        return bool(APPROVAL.match(content.lstrip('“"')))
    if condition == "question":
        return bool(QUESTION.search(content)) or _is_asked(ground, draft)
    if condition == "unsourced":
        return draft.speaks() is None
    return condition == "outlet" and (_is_reported(draft) or is_outlet(ground, draft.speaks()))


def _is_reported(draft: Draft) -> bool:
    """Whether a verb that leaves it open (`reported`) is an outlet's for the encoder, which knows more outlets than any list."""
    return draft.act == "report" and draft.hit is not None and draft.hit.family.name == "reporting"


def _follows(ground: Ground, draft: Draft, word: str) -> bool:
    """Whether the content stands right behind `word`."""
    return bool(draft.content) and ground.text[: draft.content[0].start].rstrip().lower().endswith(f" {word}")


def _is_asked(ground: Ground, draft: Draft) -> bool:
    """`asked about the gate`, `asked the clerks which gate was open`: a question behind whom it is put to."""
    if draft.frame is not None and _follows(ground, draft, "about"):
        return True
    told = draft.frame.object if draft.frame else None
    return told is not None and bool(ASKED.match(ground.text[told.end : told.end + 120]))


def _is_clause(draft: Draft) -> bool:
    return draft.frame is not None and draft.frame.kind in CLAUSAL | {"before"}


def _is_violence(draft: Draft, content: str) -> bool:
    """Whether the content is a deed of violence named by a noun phrase, not a proposition about one."""
    if _is_clause(draft) or CLAUSE.match(content):
        return False
    return names_violence(content)


@cache
def _outlets() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_lexicon("cues")["outlets"]
    words = "|".join(map(re.escape, [*table["words"], *table["agencies"]]))
    names = "|".join(map(re.escape, table["names"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def is_outlet(ground: Ground, source: Span | None) -> bool:
    """Whether the source is a newspaper, broadcaster or agency: by its words, or by the name of the actor it refers to."""
    if source is None:
        return False
    named = source.of(ground.text)[:200]
    if REPORTS.search(named):
        return True
    if POLL.search(named) or named.lower() in {"i", "we"}:
        return False
    holder = ground.readings.cast.actor_of(source)
    if holder is not None and holder in ground.actors:
        actor = ground.actors[holder]
        named = f"{named} {actor.name}" if actor.kind in {"organisation", "unknown"} else ""
    words, names = _outlets()
    named = re.split(r"\b(?:seen|obtained|reviewed|published|quoted|cited|interviewed) by\b", named)[0]
    plain = re.sub(
        r"\b(?:press (?:secretary|officer|release|office|conference)|news (?:release|conference)|poll(?:ing|s|sters?)?|surveys?|spokes\w+"
        r"|(?-i:reporters?|daily))\b.*",
        "",
        named,
        flags=re.IGNORECASE,
    )
    return bool(
        names.search(plain)
        or re.search(r"\w+News\b", plain)
        or (words.search(plain) and not re.search(r"\b(?:editors?|journalists?|correspondents?|ministers?|ministry)\b", plain))
    )
