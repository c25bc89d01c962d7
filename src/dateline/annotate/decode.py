"""One call's output of the encoder, several windows -> what it says of the windows' own words.

`View` gives every function the same picture: the output's columns by name, the words' spans and sentences. Word indices are
the view's; all windows are decoded together, because a step of numpy costs as much for one word as for a hundred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate.labels import ACTS, ARC, EVENT_TYPES, LINK, POS, RELATIONS, ROLES, STATUSES, TAGS, distance_buckets
from dateline.annotate.model import Model
from dateline.annotate.sequences import BoolArray, FloatArray, IntArray, best_path, best_tree, join_neighbours, log_softmax, runs_of
from dateline.model import Argument, Attribution, Entity, Link, Predicate, Span, TimeSpan, Word

EVENT_SEEN = 0.08
"""Probability of an event type above which a word is offered as a trigger: low, because the lexicon decides with it."""
LINK_SEEN = 0.15
"""Belief above which two words are offered as the same: at most six earlier ones."""
HOPELESS = 2.0
"""How far below referring to nothing a word's score lies that cannot reach LINK_SEEN: e to the minus 2 is 0.135."""
MEMORY = 200
"""Candidates that a word may point back over: some two thousand words of news."""
PAIRS = 4096
"""Pairs of an anchor and a word that are scored in one go: they stay in the cache, and a hostile text cannot fill the memory."""
AROUND = 2
"""Sentences on either side of a cue's own in which its content may stand: multi-sentence quotes; chosen as in training."""


@dataclass(frozen=True, slots=True)
class View:
    """The output of one call of the encoder [W, columns] with its words: windows laid end to end.

    `begins` marks the first words of windows, `own` the words that are a window's own; `place` counts in the whole report. Numbers in
    `sentence` rise, by more than two from one window to the next, so that nothing is seen across windows.
    """

    text: str
    output: FloatArray
    spans: Sequence[Span]
    sentence: IntArray
    begins: BoolArray
    own: BoolArray
    place: IntArray
    model: Model

    def part(self, name: str) -> FloatArray:
        """The columns of one part, [W, width]."""
        start, stop = self.model.columns[name]
        return self.output[:, start:stop]

    def span(self, first: int, last: int) -> Span:
        """Characters of the words `[first, last)`."""
        return Span(self.spans[first].start, self.spans[last - 1].end)


def tag_runs(view: View, layer: str) -> list[tuple[str, int, int]]:
    """Labelled stretches of a BIO layer that begin among the windows' own words."""
    path = best_path(view.part(f"tag.{layer}"), view.begins)
    return [run for run in runs_of(path, view.begins, TAGS[layer]) if view.own[run[1]]]


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
    at = np.array(anchors)
    first = np.searchsorted(view.sentence, view.sentence[at] - around)
    lengths = np.searchsorted(view.sentence, view.sentence[at] + around, side="right") - first
    starts = np.cumsum(lengths) - lengths
    row = np.repeat(np.arange(len(at)), lengths)
    places = np.arange(len(row)) + (first - starts)[row]
    begins = np.zeros(len(row), dtype=bool)
    begins[starts] = True
    scores = np.concatenate([_pair(view, kind, at[row[n : n + PAIRS]], places[n : n + PAIRS]) for n in range(0, len(row), PAIRS)])
    found: list[list[tuple[str, int, int]]] = [[] for _ in anchors]
    for name, a, b in runs_of(best_path(scores, begins), begins, ROLES[kind]):
        found[row[a]].append((name, int(places[a]), int(places[b - 1]) + 1))
    return [join_neighbours(runs) for runs in found]


def _pair(view: View, kind: str, anchors: IntArray, words: IntArray) -> FloatArray:
    """Scores of the labels that each word has in relation to the anchor beside it, [P, L]."""
    heads = view.model.heads
    buckets = distance_buckets(anchors, words, view.sentence[words] == view.sentence[anchors])
    sides = view.part(f"word.{kind}")[words]
    sides += view.part(f"anchor.{kind}")[anchors]
    sides += heads[f"distance.{kind}"][buckets]
    np.maximum(sides, 0, out=sides)
    scores: FloatArray = sides @ heads[f"weight.{kind}"] + heads[f"bias.{kind}"]
    return scores


def read_attributions(view: View) -> list[Attribution]:
    """A cue each, with its source and content in pieces; cues without any content are none."""
    cues = [(first, last) for _, first, last in tag_runs(view, "cue")]
    heads = [first for first, _ in cues]
    acts = view.part("tag.act")[heads].argmax(axis=1)
    none = np.exp(log_softmax(view.part("tag.cue")[heads]))[:, 0]
    found = []
    for n, runs in enumerate(role_paths(view, "attribution", heads, AROUND)):
        pieces = {role: tuple(view.span(a, b) for name, a, b in runs if name == role) for role in ("source", "content")}
        if pieces["content"]:
            score = round(float(1 - none[n]), 3)
            found.append(Attribution(pieces["source"], (view.span(*cues[n]),), pieces["content"], ACTS[int(acts[n])], score))
    return found


def read_predicates(view: View) -> list[Predicate]:
    """Predicates with PropBank's roles, and triggers of events with theirs; `word` counts in the whole report."""
    verbs = view.part("tag.predicate").argmax(axis=1) == 1
    types = np.exp(log_softmax(view.part("tag.event")))
    best = types[:, 1:].argmax(axis=1)
    score = types[np.arange(len(types)), best + 1]
    chosen: list[int] = np.flatnonzero(view.own & (verbs | (score >= EVENT_SEEN))).tolist()
    triggers = {i: (EVENT_TYPES[best[i]], round(float(score[i]), 3)) for i in chosen if score[i] >= EVENT_SEEN}
    told = _arguments(view, [i for i in chosen if verbs[i]], list(triggers))
    status = np.exp(log_softmax(view.part("tag.status")))
    factuality = view.part("factuality")[:, 0]
    found = []
    for i in chosen:
        args = tuple(told[i])
        kind, sure = triggers.get(i, (None, 0.0))
        found.append(
            Predicate(
                span=view.spans[i],
                text=view.spans[i].of(view.text),
                word=int(view.place[i]),
                type=kind,
                type_score=sure,
                status=STATUSES[int(status[i].argmax())] if kind else None,
                status_score=round(float(status[i].max()), 3) if kind else 0.0,
                negated=any(a.role == "ARGM-NEG" for a in args),
                factuality=round(float(factuality[i]), 2),
                args=args,
                verb=bool(verbs[i]),
            )
        )
    return found


def _arguments(view: View, verbs: Sequence[int], triggers: Sequence[int]) -> dict[int, list[Argument]]:
    """What hangs on each verb by PropBank's roles and on each trigger by the roles of events, by word."""
    found: dict[int, list[Argument]] = defaultdict(list)
    for kind, anchors in (("argument", verbs), ("event", triggers), ("figure", triggers)):
        for i, runs in zip(anchors, role_paths(view, kind, anchors, 0), strict=True):
            spans = [(name, view.span(a, b)) for name, a, b in runs]
            found[i] += [Argument(name, span, span.of(view.text)) for name, span in spans]
    return found


def read_words(view: View) -> list[Word]:
    """The windows' own words with part of speech, head and relation; heads count in the whole report."""
    pos: list[int] = view.part("tag.pos").argmax(axis=1).tolist()
    relation: list[int] = view.part("tag.relation").argmax(axis=1).tolist()
    dependents, heads = view.part("arc.word"), view.part("arc.head")
    own = np.flatnonzero(view.own)
    breaks = np.flatnonzero(np.diff(view.sentence[own])) + 1
    found: list[Word] = []
    for words in np.split(own, breaks) if len(own) else ():
        at, end, place = int(words[0]), int(words[-1]) + 1, int(view.place[words[0]])
        tree = best_tree(dependents[at:end] @ heads[at:end].T / ARC**0.5)
        for i, head in enumerate(tree, at):
            name = "root" if head < 0 else RELATIONS[relation[i]]
            span = view.spans[i]
            found.append(Word(span, span.of(view.text), POS[pos[i]], -1 if head < 0 else place + head, name))
    return found


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that may refer back: its vectors as the later and as the earlier one, and how ready it is to refer to nothing."""

    word: int
    later: FloatArray
    earlier: FloatArray
    none: float


def read_pointers(view: View, kind: str, words: Sequence[int]) -> list[Pointer]:
    """Pointers of the view's `words`; `word` counts in the whole report."""
    later, earlier, none = (view.part(f"link.{name}.{kind}")[list(words)] for name in ("later", "earlier", "none"))
    return [Pointer(int(view.place[i]), later[n], earlier[n], float(none[n, 0])) for n, i in enumerate(words)]


def link_pointers(pointers: Sequence[Pointer]) -> list[Link]:
    """For each pointer the earlier ones, at most MEMORY back, that it may mean with a belief of at least LINK_SEEN."""
    if len(pointers) < 2:
        return []
    later, earlier = np.stack([p.later for p in pointers]), np.stack([p.earlier for p in pointers])
    found = []
    for n in range(1, len(pointers)):
        start, none = max(0, n - MEMORY), pointers[n].none
        scores = earlier[start:n] @ later[n] / LINK**0.5
        if scores.max() < none - HOPELESS:
            continue
        beliefs = np.exp(log_softmax(np.append(scores, none).astype(np.float32)))[:-1]
        found += [
            Link(pointers[n].word, pointers[start + int(i)].word, round(float(beliefs[i]), 3)) for i in np.flatnonzero(beliefs >= LINK_SEEN)
        ]
    return found
