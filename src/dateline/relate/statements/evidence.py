"""Whether the lexicon and the clause suffice for a statement without the encoder's word.

First vetoes, each for one kind of false attribution; then what the cue's family asks of its frame.
"""

from __future__ import annotations

import re

from dateline.relate.function_words import NEGATIONS, PREPOSITIONS
from dateline.relate.statements.complements import Frame
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, clause_at, is_speech, lower, paragraph_at, quotation_at
from dateline.relate.statements.noun_phrases import before_verb, is_adverb, is_auxiliary
from dateline.relate.statements.responsibility import names_violence

POSSIBLE = frozenset("could may might should must can cannot would will shall 'll ’ll 'd ’d to if".split())
"""Words that make a saying merely possible (`may announce`, `to confirm`)."""
ACTUAL = frozenset(
    "continue continues continued continuing began begun proceeded proceeds went quick quicker swift happy like wish wishes want "
    "seem seems seemed appear appears appeared pleased delighted proud honoured honored glad pleasure".split()
)
"""Words after which `to condemn` tells that somebody does condemn."""
PERFORMED = frozenset({("went", "on"), ("goes", "on"), ("this", "opportunity")})
"""The two words before such a `to`: `went on to warn`, `take this opportunity to thank`."""
THOUGHT = frozenset({"believe", "demand", "promise", "threaten"})
"""Acts that stay statements when denied: `does not believe`, `did not demand`."""
QUESTIONS = frozenset({"what", "who", "how", "why", "whether", "if", "where", "when"})
PERSON = re.compile(
    r"^(?:(?:his|her|its|their|the|a|an|two|three|several|former|own|\w+'s)\s+)?(?:[\w-]+\s+){0,3}?(?:ministers?|cabinet|chiefs?|head|director|coach|"
    r"officers?|staff|workers|employees|commander|general|government|governor|generals|judges?|teachers|premier|manager|players?|candidates?|"
    r"applicants?)\b",
    re.IGNORECASE,
)

WITHHELD = re.compile(
    r"^(?:[\w'’-]+ ){0,3}?(?:bail|visas?|entry|access|asylum|permission|parole|treatment|care|aid|food|rights?|haven|vaccines?|medicines?|"
    r"water|leave|citizenship|benefits|services?|refuge|justice|freedom|passage|credit|licen[cs]es?|awards?|pensions?|jobs?|education|shelter)\b"
    r"(?! (?:abuses?|violations?|claims?|charges?|allegations?|was|were|is|are|had|has)\b)",
    re.IGNORECASE,
)
"""What people are denied, where nothing is said to be untrue."""


def is_sure(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """Whether cue and frame suffice for a statement."""
    if not frame.content or any(veto(ground, hit, frame) for veto in VETOES):
        return False
    held = hit.family.act == "believe" or hit.family.name == "rumoured"
    if frame.passive and hit.family.impersonal and frame.kind == "infinitive" and held:
        return True
    return _bears_out(ground, hit, frame)


def _bears_out(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """Whether the frame has what the family asks for where nothing else speaks for it."""
    family = hit.family
    if family.sure == "any":
        named = frame.source is not None or frame.shared or frame.passive or family.kind in {"noun", "adverb"}
        return named and frame.kind != "none"
    if family.sure == "doing" and frame.kind == "infinitive":
        return frame.object is not None or family.object != "asked"
    if family.sure in {"that", "doing"}:
        if frame.kind == "clause":
            own = frame.source is not None and frame.source.of(ground.text).lower() in {"i", "we"}
            return (ground.parsed or own) and _first_word(ground, frame) not in QUESTIONS
        told = frame.kind == "infinitive" and frame.object is not None and family.object == "hearer"
        deed = frame.kind == "phrase" and dict(family.acts).get("violence") and names_violence(frame.content[0].of(ground.text))
        quoted = family.sure == "doing" and _has_quotation(ground, frame)
        return bool(frame.kind in {"that", "quote", "before", "block"} or told or deed or quoted)
    return frame.kind in {"quote", "block"} or (frame.kind != "none" and _has_quotation(ground, frame))


def _first_word(ground: Ground, frame: Frame) -> str:
    return frame.content[0].of(ground.text).split()[0].lower()


def _has_quotation(ground: Ground, frame: Frame) -> bool:
    """Whether a quotation of some length is part of the content."""
    marks = [(s, quotation_at(ground, at)) for s in frame.content for at in (s.start, s.end - 1)]
    return any(q is not None and s.holds(q) and is_speech(ground, q) for s, q in marks)


def _is_relative(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`those who order it`: a relative clause only describes."""
    relative = lower(ground, before_verb(ground, hit.first)) in {"who", "which"} or (
        lower(ground, hit.first - 1) == "that" and ground.words[hit.first].relation == "acl:relcl"
    )
    return hit.family.kind == "verb" and relative and frame.kind in {"phrase", "clause", "infinitive"}


def _is_unreal(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """It could be said, was refused or was not said; thoughts may be negated (`do not believe`)."""
    if hit.family.kind != "verb" or frame.kind in {"quote", "block"}:
        return False
    i = hit.first - 1
    if _is_carried_out(ground, i):
        return False
    while i >= 0 and (is_adverb(ground, i) or is_auxiliary(ground, i)):
        if lower(ground, i) in POSSIBLE or (lower(ground, i) in NEGATIONS and hit.family.act not in THOUGHT):
            return True
        i -= 1
    return lower(ground, i) in ({"to", "if", "unless"} | (PREPOSITIONS if hit.form == "ing" else set()))


def _is_carried_out(ground: Ground, i: int) -> bool:
    """Whether word `i` is the `to` of an infinitive that tells a deed: `went on to condemn`, `am pleased to announce`."""
    while i > 0 and is_adverb(ground, i):
        i -= 1
    if lower(ground, i) != "to":
        return False
    return lower(ground, i - 1) in ACTUAL or (lower(ground, i - 2), lower(ground, i - 1)) in PERFORMED


def _is_done_to(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`was dismissed`, `were denied visas`: a passive of a content verb, unless it makes something known."""
    family = hit.family
    unsaid = frame.passive and frame.source is None and family.object in {"content", "aimed"} and not family.impersonal
    return unsaid and family.act not in {"announce", "confirm"} and frame.kind not in {"link", "quote"}


def _is_dismissal(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`dismissed his cabinet`: people are sent away, not denied."""
    return hit.family.act == "deny" and frame.kind == "phrase" and bool(PERSON.search(frame.content[0].of(ground.text)[:60]))


def _is_naming(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`a village called Ferme Neuve`: the name is the narrator's."""
    joined = lower(ground, before_verb(ground, hit.first)) in {"and", "but"}
    return hit.family.object == "theme" and frame.source is None and hit.form == "ed" and not joined


def _is_bare(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`said sorry`, `reported to the barracks`, `called for him at nine`, `claimed asylum`: a verb of doing, not of saying so."""
    if frame.kind != "phrase" or hit.family.kind != "verb" or frame.passive or _has_quotation(ground, frame):
        return False
    words = frame.content[0].of(ground.text).split()
    if hit.family.name == "saying" and len(words) < 3:
        return True
    if hit.family.name == "claiming" and not names_violence(frame.content[0].of(ground.text)):
        return True
    governed = words[0].lower() in PREPOSITIONS - {"against"} and hit.family.name != "saying"
    return governed or (hit.family.name == "calling for" and words[0].lower() in {"him", "her", "them"})


def _is_wish(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`wishes to leave`, and what `you` know."""
    whose = frame.source.of(ground.text).lower() if frame.source else ""
    return whose == "you" or (hit.family.name == "knowing" and frame.kind == "infinitive")


def _is_headless(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`Demand fell`: a noun that opens its sentence and looks like a verb."""
    first = clause_at(ground, hit.span.start).start == hit.span.start
    asked = hit.form == "ed" and hit.family.object in {"hearer", "asked"}
    return hit.family.kind == "verb" and first and frame.source is None and hit.form != "ing" and frame.kind != "quote" and not asked


def _is_label(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`Posted: 3 May`, `…/mayor-denies-claim/`: the head of a line, or part of an address."""
    start, end = hit.span
    head = hit.form == "ed" and frame.source is None and paragraph_at(ground, start).start == start and ground.text[end : end + 1] == ":"
    return head or (ground.text[max(0, start - 1) : start] in {"-", "/"} and ground.text[end : end + 1] in {"-", "/"})


def _is_measure(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`paid according to age`: no party."""
    words = frame.source.of(ground.text).split() if frame.source else []
    return (
        hit.family.kind == "phrase"
        and len(words) == 1
        and words[0].islower()
        and not words[0].endswith("s")
        and words[0] not in {"him", "her"}
    )


def _is_modifier(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`commanding heights`, `court-ordered`: a participle before its noun."""
    if hit.family.kind != "verb" or hit.form not in {"ed", "part", "ing"} or frame.kind in {"quote", "block"}:
        return False
    hyphened = lower(ground, hit.first - 1) == "-" and ground.words[hit.first - 1].span.end == hit.span.start
    return hyphened or ground.words[hit.first].relation in {"amod", "compound"}


def _is_withheld(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`denied the prisoners food`: somebody is refused a thing, and nothing is said to be untrue."""
    return hit.family.name == "denying" and frame.kind == "phrase" and bool(WITHHELD.match(frame.content[0].of(ground.text)))


def _is_made_sure(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`make sure that`: a deed."""
    return hit.family.kind == "adjective" and lower(ground, hit.first - 1) in {"make", "makes", "made", "making"}


def _is_attribute(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`a critical moment`: an adjective with nothing that it is about."""
    return hit.family.kind == "adjective" and frame.kind not in {"that", "clause", "link", "quote"}


def is_proposed(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`let’s assume`: nobody does yet."""
    return lower(ground, hit.first - 2) == "let" and lower(ground, hit.first - 1) in {"'s", "us", "me"} and frame.kind != "quote"


def is_weighed(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """`is considering a grant`: to weigh a step is to hold nothing for true."""
    return lower(ground, hit.first) == "considering" and frame.kind not in {"that", "quote"}


VETOES = (
    is_proposed,
    is_weighed,
    _is_attribute,
    _is_modifier,
    _is_withheld,
    _is_made_sure,
    _is_relative,
    _is_unreal,
    _is_done_to,
    _is_dismissal,
    _is_naming,
    _is_bare,
    _is_wish,
    _is_headless,
    _is_label,
    _is_measure,
)
"""False attributions, each with its own name."""
