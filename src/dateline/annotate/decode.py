"""One window of the encoder's output -> what it says of the window's own words.

`View` gives every function the same picture: the output's columns by name, the words' spans and sentences. Word indices are
the window's; `core` is the first word that is the window's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate.labels import ACTS, ARC, EVENT_TYPES, LINK, POS, RELATIONS, ROLES, STATUSES, TAGS, distance_buckets
from dateline.annotate.model import Model
from dateline.annotate.sequences import FORBIDDEN, FloatArray, IntArray, best_paths, best_tree, join_neighbours, log_softmax, runs_of
from dateline.model import Argument, Attribution, Entity, Link, Predicate, Span, TimeSpan, Word

EVENT_SEEN = 0.08
"""Probability of an event type above which a word is offered as a trigger: low, because the lexicon decides with it."""
LINK_SEEN = 0.15
"""Belief above which two words are offered as the same: at most six earlier ones."""
MEMORY = 200
"""Candidates that a word may point back over: some two thousand words of news."""
AROUND = 2
"""Sentences on either side of a cue's own in which its content may stand: multi-sentence quotes; chosen as in training."""


@dataclass(frozen=True, slots=True)
class View:
    """A window's output [W, columns] with its words."""

    text: str
    output: FloatArray
    spans: Sequence[Span]
    sentence: IntArray
    core: int
    first: int
    model: Model

    def part(self, name: str) -> FloatArray:
        """The columns of one part, [W, width]."""
        start, stop = self.model.columns[name]
        return self.output[:, start:stop]

    def span(self, first: int, last: int) -> Span:
        """Characters of the words `[first, last)`."""
        return Span(self.spans[first].start, self.spans[last - 1].end)


def tag_runs(view: View, layer: str) -> list[tuple[str, int, int]]:
    """Labelled stretches of a BIO layer that begin among the window's own words."""
    labels = TAGS[layer]
    path = best_paths(log_softmax(view.part(f"tag.{layer}"))[None], labels)[0]
    return [run for run in runs_of(path, labels) if run[1] >= view.core]


def read_names(view: View) -> list[Entity]:
    """Proper names; a name never runs over a sentence's end."""
    sure = np.exp(log_softmax(view.part("tag.name"))).max(axis=1)
    found = []
    for kind, first, last in tag_runs(view, "name"):
        span = view.span(first, last)
        found.append(Entity(span, span.of(view.text), kind, round(float(sure[first:last].mean()), 3)))
    return found


def read_times(view: View) -> list[TimeSpan]:
    """Words that tell a time."""
    spans = [view.span(first, last) for _, first, last in tag_runs(view, "time")]
    return [TimeSpan(s, s.of(view.text)) for s in spans]


def role_paths(view: View, kind: str, anchors: Sequence[int], around: int) -> list[list[tuple[str, int, int]]]:
    """For each anchor word the labelled stretches around it, within `around` sentences; all anchors are decoded at once."""
    if not anchors:
        return []
    labels, heads = ROLES[kind], view.model.heads
    at = np.array(anchors)
    first = np.searchsorted(view.sentence, view.sentence[at] - around)
    last = np.searchsorted(view.sentence, view.sentence[at] + around, side="right")
    places = first[:, None] + np.arange(int((last - first).max()))
    outside = places >= last[:, None]
    places = np.minimum(places, len(view.sentence) - 1)
    buckets = distance_buckets(at[:, None], places, view.sentence[places] == view.sentence[at][:, None])
    sides = view.part(f"word.{kind}")[places] + view.part(f"anchor.{kind}")[at][:, None] + heads[f"distance.{kind}"][buckets]
    scores = log_softmax(np.maximum(sides, 0) @ heads[f"weight.{kind}"] + heads[f"bias.{kind}"])
    scores[outside] = FORBIDDEN
    scores[outside, 0] = 0
    paths = best_paths(scores, labels)
    runs = (((name, a + int(start), b + int(start)) for name, a, b in runs_of(p, labels)) for start, p in zip(first, paths, strict=True))
    return [join_neighbours(r) for r in runs]


def read_attributions(view: View) -> list[Attribution]:
    """A cue each, with its source and content in pieces; cues without any content are none."""
    cues = [(first, last) for _, first, last in tag_runs(view, "cue")]
    acts = log_softmax(view.part("tag.act"))
    sure = np.exp(log_softmax(view.part("tag.cue")))
    found = []
    for (first, last), runs in zip(cues, role_paths(view, "attribution", [c[0] for c in cues], AROUND), strict=True):
        pieces = {role: tuple(view.span(a, b) for name, a, b in runs if name == role) for role in ("source", "content")}
        if pieces["content"]:
            score = round(float(1 - sure[first, 0]), 3)
            act = ACTS[int(acts[first].argmax())]
            found.append(Attribution(pieces["source"], (view.span(first, last),), pieces["content"], act, score))
    return found


def read_predicates(view: View) -> list[Predicate]:
    """Predicates with PropBank's roles, and triggers of events with theirs; `word` counts in the whole report."""
    verbs = view.part("tag.predicate").argmax(axis=1) == 1
    types = np.exp(log_softmax(view.part("tag.event")))
    best = types[:, 1:].argmax(axis=1)
    score = types[np.arange(len(types)), best + 1]
    chosen = [i for i in range(view.core, len(view.spans)) if verbs[i] or score[i] >= EVENT_SEEN]
    triggers = [i for i in chosen if score[i] >= EVENT_SEEN]
    spoken = [i for i in chosen if verbs[i]]
    arguments = dict(zip(spoken, role_paths(view, "argument", spoken, 0), strict=True))
    parties, figures = (role_paths(view, kind, triggers, 0) for kind in ("event", "figure"))
    roles = {i: [*a, *b] for i, a, b in zip(triggers, parties, figures, strict=True)}
    status = np.exp(log_softmax(view.part("tag.status")))
    factuality = view.part("factuality")[:, 0]
    found = []
    for i in chosen:
        runs = [*arguments.get(i, ()), *roles.get(i, ())]
        args = tuple(Argument(name, view.span(a, b), view.span(a, b).of(view.text)) for name, a, b in runs)
        typed = i in roles
        found.append(
            Predicate(
                span=view.spans[i],
                text=view.spans[i].of(view.text),
                word=view.first + i,
                type=EVENT_TYPES[best[i]] if typed else None,
                type_score=round(float(score[i]), 3) if typed else 0.0,
                status=STATUSES[int(status[i].argmax())] if typed else None,
                status_score=round(float(status[i].max()), 3) if typed else 0.0,
                negated=any(a.role == "ARGM-NEG" for a in args),
                factuality=round(float(factuality[i]), 2),
                args=args,
                verb=bool(verbs[i]),
            )
        )
    return found


def read_words(view: View) -> list[Word]:
    """The window's own words with part of speech, head and relation; heads count in the whole report."""
    pos, relation = view.part("tag.pos").argmax(axis=1), view.part("tag.relation").argmax(axis=1)
    dependents, heads = view.part("arc.word"), view.part("arc.head")
    found: list[Word] = []
    at = view.core
    while at < len(view.spans):
        end = at + int((view.sentence[at:] == view.sentence[at]).sum())
        tree = best_tree(dependents[at:end] @ heads[at:end].T / ARC**0.5)
        for n, head in enumerate(tree):
            i = at + n
            name = "root" if head < 0 else RELATIONS[int(relation[i])]
            where = -1 if head < 0 else view.first + at + head
            found.append(Word(view.spans[i], view.spans[i].of(view.text), POS[int(pos[i])], where, name))
        at = end
    return found


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that may refer back: its vectors as the later and as the earlier one, and how ready it is to refer to nothing."""

    word: int
    later: FloatArray
    earlier: FloatArray
    none: float


def read_pointers(view: View, kind: str, words: Sequence[int]) -> list[Pointer]:
    """Pointers of the window's `words`; `word` counts in the whole report."""
    later, earlier, none = (view.part(f"link.{name}.{kind}") for name in ("later", "earlier", "none"))
    return [Pointer(view.first + i, later[i].copy(), earlier[i].copy(), float(none[i, 0])) for i in words]


def link_pointers(pointers: Sequence[Pointer]) -> list[Link]:
    """For each pointer the earlier ones, at most MEMORY back, that it may mean with a belief of at least LINK_SEEN."""
    if len(pointers) < 2:
        return []
    later, earlier = np.stack([p.later for p in pointers]), np.stack([p.earlier for p in pointers])
    found = []
    for n in range(1, len(pointers)):
        start = max(0, n - MEMORY)
        scores = np.append(earlier[start:n] @ later[n] / LINK**0.5, pointers[n].none).astype(np.float32)
        beliefs = np.exp(log_softmax(scores))[:-1]
        found += [
            Link(pointers[n].word, pointers[start + int(i)].word, round(float(beliefs[i]), 3)) for i in np.flatnonzero(beliefs >= LINK_SEEN)
        ]
    return found
