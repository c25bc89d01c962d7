"""Which mentions tell of the same occurrence: pairs are weighed by named clues, and the report is read from its start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Timex
from dateline.relate.events.retelling import retells
from dateline.relate.events.roles import parties_of
from dateline.relate.events.scene import Scene
from dateline.relate.events.status import mention_votes
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.events.triggers import Trigger
from dateline.relate.events.when import times_of
from dateline.relate.events.where import places_of
from dateline.relate.function_words import DEFINITE, POSSESSIVES

WEIGHTS = {
    "base": 0.0,
    "other-type": -9.0,
    "same-mode": 0.5,
    "one-mode-untold": 0.1,
    "other-mode": -1.0,
    "war-and-single": -1.2,
    "same-word": 0.6,
    "definite": 0.8,
    "another": -1.5,
    "governed": 1.4,
    "linked": 3.0,
    "shared-agent": 0.1,
    "other-agents": -0.6,
    "shared-target": 0.3,
    "other-targets": -0.9,
    "shared-words": 0.6,
    "other-words": -0.4,
    "told-once": 1.0,
    "other-names": -0.4,
    "shared-place": 0.6,
    "other-place": -1.0,
    "other-time": -0.8,
    "long-before": -5.0,
    "other-status": -0.4,
    "series-and-single": -0.8,
    "far": -0.12,
    "same-sentence": 0.1,
    "predicated": 2.0,
}
"""Weight of each clue for (above 0) or against two mentions being one occurrence.

`far` counts per sentence between them, to six; `shared-words` is the share of the nouns that hang on the one with fewer.
Fitted by logistic regression to 5,000 pairs of mentions of one type in 260 reports, rounded, then moved where whole records scored better.
"""
ONCE = {
    "accident": 0.35,
    "agree": 0.25,
    "aid": -0.12,
    "attack": 0.2,
    "consult": -0.7,
    "crime": 0.15,
    "death": 0.7,
    "disaster": 0.5,
    "displace": 0.1,
    "mobilise": -0.6,
    "office": -1.05,
    "retreat": 0.1,
    "sanction": -0.12,
    "seize": -0.45,
    "trial": -0.6,
    "vote": -0.25,
}
"""How far a report mostly tells one occurrence of a type (above 0) or several: the stops of a journey, the posts of a cabinet."""
THRESHOLD = 0.05
"""Sum from which a mention joins the best earlier group."""
BEST = 0.5
"""Weight of a group's best pair with a new mention; the mean of all its pairs has the rest."""
LINK_FLOOR = 0.3
"""The encoder's belief from which two triggers count as linked, as strongly as it believes it: below, as many are wrong as right."""
REFERRING = DEFINITE | (POSSESSIVES - {"my", "our", "your", "whose"}) | {"both", "such"}
"""Words before a noun that may tell of it again: wider than DEFINITE, as an owner, a pair and a kind are taken up too.

`definite` was weighed with this very set, without `my`, `our` and `your`; `whose` opens a clause.
"""
ANOTHER = frozenset("another other second third fourth separate further new earlier previous similar additional latest next".split())
DONE = frozenset({"happened", "ongoing", "denied"})
"""Statuses of what is told as done; what somebody denies is what somebody else tells."""
MEMORY, RIVALS = 80, 16
"""Sentences after which an occurrence is no longer taken up, and occurrences that are weighed: more than news reports have."""
LOOK_BACK = 8
"""Mentions of a group, its last ones, that a new one is compared with."""
LONG = 300
"""Days before publication, about ten months, beyond which a date is of the past that a report looks back on."""
NEAR = 6
"""Sentences beyond which distance no longer counts."""
DEEP, CUT = 3, 6
"""Steps down the tree to which words hang on a trigger, and letters by which they are compared."""
APART = frozenset({"conj", "cc", "punct", "mark", "advcl", "parataxis", "ccomp"})
"""Relations of what stands beside or under a trigger as another clause."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A trigger with what it tells by itself, for comparing."""

    trigger: Trigger
    agents: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    times: tuple[Timex, ...]
    status: str
    plural: bool
    before: frozenset[str]
    stem: str
    words: frozenset[str]
    """Beginnings of the nouns and names that hang on it."""
    names: frozenset[str]
    """Names and numbers alone that hang on it, whole: `Vietnam` and `Korean` of two wars."""


def join_mentions(scene: Scene, triggers: Sequence[Trigger]) -> list[tuple[Trigger, ...]]:
    """Groups of triggers, one per occurrence, in order of first mention."""
    mentions = [_tell(scene, t) for t in triggers]
    links = _links(scene, triggers)
    groups: list[list[Mention]] = []
    by_type: dict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        since = scene.tree.sentence[mention.trigger.head] - MEMORY
        recent = [n for n in by_type[mention.trigger.type][-RIVALS:] if _last(scene, groups[n]) >= since]
        scored = [(_group_score(scene, groups[number], mention, links), -number) for number in recent]
        best = max(scored, default=(THRESHOLD - 1.0, 0))
        if best[0] >= THRESHOLD:
            groups[-best[1]].append(mention)
        else:
            by_type[mention.trigger.type].append(len(groups))
            groups.append([mention])
    return [tuple(m.trigger for m in group) for group in groups]


def _last(scene: Scene, group: Sequence[Mention]) -> int:
    """The sentence of a group's last mention."""
    return scene.tree.sentence[group[-1].trigger.head]


def _tell(scene: Scene, trigger: Trigger) -> Mention:
    tree = scene.tree
    parties = parties_of(scene, trigger)
    agents, targets = (frozenset(p.actor for role, p, _ in parties if role == side and p.actor) for side in ("agent", "target"))
    places = {getattr(p, "name", None) or p.text for p, _ in places_of(scene, trigger)}
    votes = mention_votes(scene, trigger)
    status = max(votes, key=lambda v: v[1])[0] if votes else "happened"
    word = tree.lower[trigger.head]
    plural = not trigger.verbal and word.endswith("s") and not word.endswith("ss")
    before = {tree.lower[i] for i in tree.premodifiers(trigger.first)}
    times = tuple(t for t, _ in times_of(scene, trigger))
    return Mention(
        trigger, agents, targets, frozenset(places), times, status, plural, frozenset(before), _stem(word), *_hanging(tree, trigger)
    )


def _links(scene: Scene, triggers: Sequence[Trigger]) -> dict[tuple[int, int], float]:
    """Pairs of triggers (by first word, earlier first) that the encoder links, with its belief."""
    owner = {i: t.first for t in triggers for i in range(t.first, t.end)}
    return {
        (owner[link.earlier], owner[link.later]): link.score
        for link in scene.layers.event_links
        if link.score >= LINK_FLOOR and link.earlier in owner and link.later in owner
    }


def _group_score(scene: Scene, group: Sequence[Mention], mention: Mention, links: Mapping[tuple[int, int], float]) -> float:
    """How well a mention fits a group: as its best pair does, and as all its pairs do."""
    scores = [sum(WEIGHTS[name] * value for name, value in clues(scene, known, mention, links)) for known in group[-LOOK_BACK:]]
    return BEST * max(scores) + (1 - BEST) * sum(scores) / len(scores)


def clues(scene: Scene, old: Mention, new: Mention, links: Mapping[tuple[int, int], float]) -> list[tuple[str, float]]:
    """The clues that a pair shows, each with its strength; a pair of different types shows only that it is none."""
    a, b = old.trigger, new.trigger
    if a.type != b.type:
        return [("other-type", 1.0)]
    found = [("base", 1.0), *_by_mode(a, b), *_by_words(scene, old, new), *_by_company(old, new)]
    if a.type in ONCE:
        found.append(("told-once", ONCE[a.type]))
    if old.names and new.names and not old.names & new.names:
        found.append(("other-names", 1.0))
    if (a.first, b.first) in links:
        found.append(("linked", links[(a.first, b.first)]))
    if _governs(scene, a, b):
        found.append(("governed", 1.0))
    found += [(clue, 1.0) for clue in retells(scene, a, b)]
    found += _by_parties(old, new)
    if old.places and new.places:
        found.append(("shared-place" if old.places & new.places else "other-place", 1.0))
    if old.times and new.times and not _overlap(old.times, new.times):
        found.append(("other-time", 1.0))
    if not old.times and _is_long_before(scene, new.times):
        found.append(("long-before", 1.0))
    if (old.status in DONE) != (new.status in DONE):
        found.append(("other-status", 1.0))
    apart = abs(scene.tree.sentence[b.head] - scene.tree.sentence[a.head])
    found.append(("far", float(min(apart, NEAR))) if apart else ("same-sentence", 1.0))
    return found


def _by_parties(old: Mention, new: Mention) -> list[tuple[str, float]]:
    found = []
    if old.agents and new.agents:
        found.append(("shared-agent" if old.agents & new.agents else "other-agents", 1.0))
    if old.targets and new.targets:
        found.append(("shared-target" if old.targets & new.targets else "other-targets", 1.0))
    return found


def _by_mode(a: Trigger, b: Trigger) -> list[tuple[str, float]]:
    if a.mode == b.mode:
        return [("same-mode", 1.0)] if a.mode else []
    if "war" in {a.mode, b.mode}:
        return [("war-and-single", 1.0)]
    return [("one-mode-untold" if None in {a.mode, b.mode} else "other-mode", 1.0)]


def _by_words(scene: Scene, old: Mention, new: Mention) -> list[tuple[str, float]]:
    found = []
    if old.stem == new.stem:
        found.append(("same-word", 1.0))
    if new.before & ANOTHER or (old.before & ANOTHER and not new.before & REFERRING):
        found.append(("another", 1.0))
    elif new.before & REFERRING:
        found.append(("definite", 1.0))
    if old.plural != new.plural and not {old.trigger.head, new.trigger.head} & scene.cues:
        found.append(("series-and-single", 1.0 if _both_nouns(old, new) else 0.0))
    return found


def _by_company(old: Mention, new: Mention) -> list[tuple[str, float]]:
    """Whether the same nouns hang on both, resolved to parties and places or not."""
    if not old.words or not new.words:
        return []
    shared = len(old.words & new.words) / min(len(old.words), len(new.words))
    return [("shared-words", shared)] if shared else [("other-words", 1.0)]


def _hanging(tree: Tree, trigger: Trigger) -> tuple[frozenset[str], frozenset[str]]:
    """The first letters of nouns and names that hang on a trigger within its clause; and the names and numbers whole."""
    own = range(trigger.first, trigger.end)
    level, found, names = [trigger.head], set[str](), set[str]()
    for _ in range(DEEP):
        level = [kid for above in level for kid in tree.children[above] if tree.words[kid].relation not in APART]
        found |= {tree.lower[i][:CUT] for i in level if i not in own and tree.words[i].pos in {"NOUN", "PROPN"}}
        names |= {tree.lower[i] for i in level if i not in own and tree.words[i].pos in {"PROPN", "NUM"}}
    return frozenset(found), frozenset(names)


def _both_nouns(old: Mention, new: Mention) -> bool:
    return all(not m.trigger.verbal for m in (old, new))


def _stem(word: str) -> str:
    """A word cut so that `strikes`, `striking` and `struck` come near enough: its first letters."""
    return "strik" if word.startswith("stru") else word[: max(4, min(6, len(word) - 3))]


def _governs(scene: Scene, a: Trigger, b: Trigger) -> bool:
    """Whether one is the other's object or complement, as in `provide assistance`, `launched an attack`."""
    words = scene.tree.words
    for upper, lower in ((a, b), (b, a)):
        if words[lower.head].head == upper.head and words[lower.head].relation in {"obj", "nsubj:pass", "compound", "xcomp", "nmod"}:
            return words[upper.head].pos in VERBAL or words[lower.head].relation == "compound"
    return False


def _is_long_before(scene: Scene, times: Sequence[Timex]) -> bool:
    """Whether a mention is dated more than `LONG` days before publication: what was told before without a date is the news, and another."""
    published = scene.report.published
    if published is None or not times:
        return False
    return all(t.latest is not None and (published - t.latest).days > LONG for t in times)


def _overlap(old: Sequence[Timex], new: Sequence[Timex]) -> bool:
    for a in old:
        for b in new:
            before = a.latest is not None and b.earliest is not None and a.latest < b.earliest
            after = b.latest is not None and a.earliest is not None and b.latest < a.earliest
            if not before and not after:
                return True
    return False
