"""Whom a statement is aimed at: the accused, warned, asked, threatened, praised."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Span
from dateline.relate.function_words import BE, CLAUSE_WORDS, DETERMINERS, OPENERS, POSSESSIVES, PREPOSITIONS
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, lower, span_of, words_in
from dateline.relate.statements.noun_phrases import is_adverb, phrase_on, subject_of
from dateline.relate.statements.passives import noun_at
from dateline.relate.statements.responsibility import is_done_to

OBJECTS = frozenset("him her them".split())
"""Pronouns that cannot mean the speaker whose verb they are the object of."""
BACK = 300
"""Characters back in which another party for such a pronoun is sought."""
RELATIVES = frozenset({"who", "which", "that", "whom"})
AGAINST = frozenset("of against at toward towards".split())
SUFFERING = frozenset(
    "face faces faced facing draw draws drew drawn drawing attract attracts attracted attracting earn earns earned earning spark sparks "
    "sparked sparking receive receives received receiving provoke provokes provoked provoking".split()
)
"""Verbs whose subject the criticism is of that is their object."""
PERSONAL = frozenset({"accusing", "thanking"})
"""Families of cues whose object can only be a party."""
CLIMB = 4
"""Heads from a verb without a subject of its own up to the one that has it (`charged with … for allegedly shooting`)."""


def find_aim(ground: Ground, draft: Draft, act: str, speaker: str | None) -> tuple[Span, str] | None:
    """The phrase of the party that a statement is aimed at, with its actor; None where it is aimed at nobody in particular."""
    for phrase, certain in _candidates(ground, draft, act):
        actor = party_at(ground, phrase, certain=certain)
        if actor is not None and actor == speaker:
            actor = _another(ground, phrase, speaker) if phrase.of(ground.text).lower() in OBJECTS else None
        if actor is not None:
            return phrase, actor
    return None


def _candidates(ground: Ground, draft: Draft, act: str) -> Iterator[tuple[Span, bool]]:
    """Phrases that may name the party, the likeliest first, each with whether it can only be a party."""
    told = object_aimed(draft, act)
    if told is not None:
        yield told, _is_told_to_act(draft)
    found: list[Span] = []
    if act in {"praise", "accuse"}:
        found += owner_in(ground, told) if told else []
        found += linked_in(ground, draft)
    if act == "accuse" and told is None:
        found += [*_alleged(ground, draft), *_accused(ground, draft), *_blamed(ground, draft), *_criticised(ground, draft)]
    if act == "praise" and told is None:
        found += _praised(ground, draft)
    if told is None and act != "say":
        found += [*_object_of(ground, draft, act), *_related(ground, draft)]
    yield from ((phrase, False) for phrase in found)
    asked = asked_in(ground, draft, act) if told is None else None
    if asked is not None:
        yield asked, False


def object_aimed(draft: Draft, act: str) -> Span | None:
    """The object of the cue where it tells at whom: `warned the crews`, `thanked her`, `was accused`."""
    hit, frame = draft.hit, draft.frame
    if hit is None or frame is None or frame.object is None or hit.family.kind != "verb" or act == "say":
        return None
    kind = hit.family.object
    if kind == "aimed" or (kind == "asked" and act == "praise"):
        return frame.object
    told = kind == "asked" or hit.family.act == "promise" or (kind == "hearer" and act in {"demand", "warn", "promise", "threaten"})
    return frame.object if told and not any(c.meets(frame.object) for c in draft.content) else None


def _is_told_to_act(draft: Draft) -> bool:
    """`urged the entrants to`, `thanked the entrants`: only a party can be."""
    if draft.frame is None or draft.hit is None:
        return False
    return draft.hit.family.name in PERSONAL or (draft.frame.kind == "infinitive" and draft.hit.family.object == "asked")


def owner_in(ground: Ground, span: Span) -> list[Span]:
    """The parties a praised or blamed thing belongs to: `its work`, `the UN’s report`, `the decision of EU ministers`."""
    words = words_in(ground, span)
    found = [ground.words[words.start].span] if lower(ground, words.start) in POSSESSIVES - {"my", "our", "whose"} else []
    suffered = False
    for i in words:
        suffered = suffered or is_done_to(lower(ground, i - 1), lower(ground, i))
        if lower(ground, i) in {"'s", "’s", "'", "’"} and i > words.start and not suffered:
            found.append(Span(span.start, ground.words[i - 1].span.end))
        elif lower(ground, i) in {"of", "by"} and i > words.start and not (lower(ground, i) == "of" and suffered):
            phrase = span_of(ground, phrase_on(ground, i + 1, span.end, tuple(PREPOSITIONS | OPENERS)))
            if phrase:
                found.append(phrase)
    return found


def linked_in(ground: Ground, draft: Draft) -> list[Span]:
    """`grateful to the crews`, `blamed the blast on rebels`: the party stands behind the link where the content begins."""
    if (
        draft.hit is None
        or not draft.content
        or (draft.hit.family.name, _before(ground, draft)) not in {("gratitude", "to"), ("blaming", "on")}
    ):
        return []
    return _phrase_in(ground, draft.content[-1])


def _before(ground: Ground, draft: Draft) -> str:
    """The word before the last content."""
    return lower(ground, words_in(ground, draft.content[-1]).start - 1)


def _phrase_in(ground: Ground, content: Span) -> list[Span]:
    """The noun phrase with which a content begins."""
    phrase = span_of(ground, phrase_on(ground, words_in(ground, content).start, content.end, ("for",)))
    return [phrase] if phrase else []


def _praised(ground: Ground, draft: Draft) -> list[Span]:
    """Whom approval without an object of its own is for: whom its content begins with, or whose that is (`welcomed the port’s offer`)."""
    found = _phrase_in(ground, draft.content[0]) if draft.content else []
    return [*found, *(owner for phrase in found for owner in owner_in(ground, phrase))]


def _object_of(ground: Ground, draft: Draft, act: str) -> list[Span]:
    """What follows a cue that only the encoder knows (`taunted the club`), `call on both sides to` a noun, `recommend to the board`."""
    if draft.cue is None or act not in {"accuse", "praise", "demand", "warn", "threaten"} or (draft.hit is None) == (act == "demand"):
        return []
    last = words_in(ground, draft.cue).stop
    if draft.hit is not None:
        if lower(ground, last) != {"noun": "on", "verb": "to"}.get(draft.hit.family.kind):
            return []
        last += 1
    found = span_of(ground, phrase_on(ground, last, draft.cue.end + BACK, ("for", "as", "to", "of")))
    return [found] if found else []


def _related(ground: Ground, draft: Draft) -> list[Span]:
    """`rivals, whom she accused`: what a relative clause without an object describes; whom a criticism meets: `he drew criticism`."""
    if draft.hit is None or draft.frame is None or not ground.parsed:
        return []
    if draft.hit.family.kind == "noun" and draft.hit.family.act == "accuse":
        head = ground.words[draft.hit.last - 1].head
        met = 0 <= head < draft.hit.first and lower(ground, head) in SUFFERING and ground.words[draft.hit.last - 1].relation == "obj"
        return _party_of(ground, head) if met else []
    if draft.hit.family.object != "aimed" or draft.frame.passive or draft.frame.object is not None or draft.source is None:
        return []
    if ground.words[draft.hit.first].relation != "acl:relcl" or lower(ground, words_in(ground, draft.source).start) in RELATIVES:
        return []
    head = ground.words[draft.hit.first].head
    found = noun_at(ground, head, head) if 0 <= head < draft.hit.first else None
    return [found] if found else []


def _party_of(ground: Ground, verb: int) -> list[Span]:
    """The subject of a verb, or what its relative pronoun stands for."""
    subject = subject_of(ground, verb)
    if subject is not None and lower(ground, words_in(ground, subject).start) in RELATIVES:
        head = ground.words[verb].head
        subject = noun_at(ground, head, head) if 0 <= head < verb and ground.words[verb].relation.startswith("acl") else None
    return [subject] if subject else []


def _alleged(ground: Ground, draft: Draft) -> list[Span]:
    """`The guard allegedly fired`: who is told as doing it, by the encoder's syntax; nobody where it is a passive."""
    if draft.hit is None or draft.hit.family.name != "allegation" or not ground.parsed:
        return []
    verb = ground.words[draft.hit.first].head
    for _ in range(CLIMB):
        if not 0 <= verb < len(ground.words):
            break
        subjects = [c for c in ground.children[verb] if ground.words[c].relation in {"nsubj", "nsubj:pass"}]
        if any(ground.words[c].relation == "nsubj:pass" for c in subjects) and verb == ground.words[draft.hit.first].head:
            return []
        subject = subject_of(ground, verb)
        relative = ground.words[verb].relation in {"acl:relcl", "acl"}
        if subject is not None and lower(ground, words_in(ground, subject).start) not in {"who", "that", "which"}:
            return [subject]
        if relative or subjects:
            head = ground.words[verb].head
            found = noun_at(ground, head, head) if 0 <= head < verb and ground.words[verb].relation in {"acl:relcl", "acl"} else None
            return [found] if found else []
        verb = ground.words[verb].head
    return []


def _accused(ground: Ground, draft: Draft) -> list[Span]:
    """`a clerk accused of theft`: the noun that the participle describes."""
    hit = draft.hit
    if (
        hit is None
        or hit.family.kind != "verb"
        or hit.family.object != "aimed"
        or hit.form not in {"ed", "part"}
        or draft.source is not None
    ):
        return []
    head = ground.words[hit.first].head
    if ground.words[hit.first].relation in {"acl", "amod"} and 0 <= head < hit.first:
        found = noun_at(ground, head, head)
        return [found] if found else []
    return []


def _blamed(ground: Ground, draft: Draft) -> list[Span]:
    """Whom an accusation without an object of its own blames: the subject of its clause, or what criticism is `of`."""
    if not draft.content or draft.frame is None or draft.frame.kind not in {"that", "clause", "link"}:
        return []
    if draft.hit is not None and draft.hit.family.kind == "adverb":
        return []
    if draft.frame.kind == "link" and _before(ground, draft) not in {"of", "against", "about"}:
        return []
    found = _phrase_in(ground, draft.content[-1])
    return [*found, *(owner for phrase in found for owner in owner_in(ground, phrase))]


def _criticised(ground: Ground, draft: Draft) -> list[Span]:
    """`her criticism of the board`, `accusations against the port’s owner`: what follows the noun, or whose it is."""
    if draft.hit is None or draft.hit.family.kind != "noun" or lower(ground, draft.hit.last) not in AGAINST:
        return []
    phrase = span_of(ground, phrase_on(ground, draft.hit.last + 1, draft.hit.span.end + BACK))
    return [phrase, *owner_in(ground, phrase)] if phrase else []


def asked_in(ground: Ground, draft: Draft, act: str) -> Span | None:
    """Who is to act where a demand has no object of its own: `called for owners to pay`, `recommends that users wait`."""
    if act != "demand" or draft.hit is None or draft.frame is None or not draft.content:
        return None
    content = draft.content[-1]
    first = words_in(ground, content).start
    first += lower(ground, first) == "for"
    phrase = phrase_on(ground, first, content.end)
    nxt = phrase.stop
    if not len(phrase) or nxt >= len(ground.words) or ground.words[nxt].span.end > content.end:
        return None
    to_act = lower(ground, nxt) == "to"
    if not to_act and draft.frame.kind not in {"that", "clause"}:
        return None
    verb = nxt + to_act
    while verb < len(ground.words) and (is_adverb(ground, verb) or lower(ground, verb) in {"should", "must", "shall", "to"}):
        verb += 1
    undergoes = lower(ground, verb) in BE and ground.words[min(verb + 1, len(ground.words) - 1)].pos == "VERB"
    return None if undergoes else span_of(ground, phrase)


def party_at(ground: Ground, span: Span, *, certain: bool = False) -> str | None:
    """The actor that the phrase at `span` names as a whole: its head, not somebody mentioned in passing (`the attack on the army`).

    An actor of unknown kind may be a thing: it counts only where `certain` tells that the phrase can only be a party.
    """
    words = words_in(ground, span)
    if not len(words):
        return None
    first = ground.words[words.start + (lower(ground, words.start) in DETERMINERS and len(words) > 1)].span.start
    for mention, actor in (pair for start in sorted({span.start, first}) for pair in ground.named.get(start, ())):
        if actor in ground.actors and ground.actors[actor].kind == "unknown" and not certain:
            continue
        if mention.end > span.end + 2 and not _goes_on(ground, Span(span.end, mention.end)):
            continue
        behind = words_in(ground, Span(mention.end, max(span.end, mention.end)))
        rest = lower(ground, behind.start) if len(behind) else ""
        if (
            not rest
            or rest in PREPOSITIONS
            or rest in CLAUSE_WORDS
            or rest in {",", "(", "and", "or", "due"}
            or _only_adds(ground, behind.start)
        ):
            return actor
    return None


def _only_adds(ground: Ground, i: int) -> bool:
    """Whether word `i`, behind a party, begins what only describes it or the verb: `the actor attending`, `the senator almost`."""
    return is_adverb(ground, i) or ground.words[i].pos in {"VERB", "ADV"}


def _goes_on(ground: Ground, rest: Span) -> bool:
    """Whether a mention longer than the phrase only adds what depends on it: `the mogul to release the tapes`."""
    words = words_in(ground, rest)
    return len(words) > 0 and lower(ground, words.start) in PREPOSITIONS | {"who", "which", "that"}


def _another(ground: Ground, pronoun: Span, speaker: str | None) -> str | None:
    """The last party before an object pronoun that is not the one who speaks: a person for `him` and `her`, a group for `them`."""
    person = pronoun.of(ground.text).lower() != "them"
    found: list[tuple[int, str]] = []
    for i in words_in(ground, Span(max(0, pronoun.start - BACK), pronoun.start)):
        for mention, actor in ground.named.get(ground.starts[i], ()):
            kind = ground.actors[actor].kind if actor in ground.actors else "unknown"
            if actor != speaker and mention.end <= pronoun.start and kind != "unknown" and (kind == "person") == person:
                found.append((mention.start, actor))
    return max(found)[1] if found else None
