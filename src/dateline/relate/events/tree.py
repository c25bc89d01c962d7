"""Walking the syntax of a report: heads, phrases, subjects, objects, prepositions.

The tree comes from a parser that errs, so every walk is bounded and nothing here assumes that the heads form a tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model import Span, Word
from dateline.relate.function_words import BE, HAVE, NEGATIONS, POSSESSIVES
from dateline.relate.word_index import list_dependents, lower_words, mend_tags, words_within
from dateline.text import locate

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
PARTICIPLES = tuple("ed en wn ung ept aught ought uck ot it id eld ade ent ain ost orn old et ut ound ne".split())
"""Endings of past participles, irregular ones included: wide, because an auxiliary or `by` must stand there too."""
MAX_CLIMB = 40
"""Steps up the tree after which a walk gives up; deeper nesting is a parser's loop."""
MAX_LIST = 20
"""Members after which a list is cut: longer ones are a parser's chain."""


class Tree:
    """The words of a report with their children and sentences; indices are those of `Layers.words`."""

    def __init__(self, words: Sequence[Word], sentences: Sequence[Span]) -> None:
        self.words = mend_tags(words)
        self.lower = lower_words(words)
        self._starts = [word.span.start for word in words]
        self.sentences = sentences
        self.sentence = [locate(sentences, start) for start in self._starts]
        self._bounds = _runs(self.sentence)
        self.children = [
            [i for i in kids if self.sentence[i] == here] for kids, here in zip(list_dependents(words), self.sentence, strict=True)
        ]

    def inside(self, span: Span) -> range:
        """Indices of the words that share a character with `span`."""
        return words_within(self.words, self._starts, span)

    def top(self, span: Span) -> int | None:
        """The word of `span` that governs the others; the first whose head stands outside."""
        inside = self.inside(span)
        outer = [i for i in inside if self.words[i].head not in inside and self.words[i].pos != "PUNCT"]
        nominal = [i for i in outer if self.words[i].pos not in {"ADP", "DET", "PART", "SCONJ", "CCONJ"}]
        return next(iter(nominal or outer), None)

    def bounds(self, index: int) -> range:
        """Indices of the words of the sentence in which word `index` stands."""
        return self._bounds[index]

    def kids(self, index: int, *relations: str) -> list[int]:
        """Children of a word that stand in one of `relations` to it."""
        return [i for i in self.children[index] if self.words[i].relation in relations]

    def climb(self, index: int) -> Iterator[int]:
        """The heads above a word, nearest first."""
        seen = {index}
        at = self.words[index].head
        while 0 <= at < len(self.words) and at not in seen and len(seen) < MAX_CLIMB:
            seen.add(at)
            yield at
            at = self.words[at].head

    def below(self, index: int, skip: frozenset[str] = frozenset()) -> list[int]:
        """A word and all that hangs on it, in text order; children in a relation of `skip` are left out with what hangs on them."""
        found, todo = {index}, [index]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in found and self.words[child].relation not in skip:
                    found.add(child)
                    todo.append(child)
        return sorted(found)

    def conjuncts(self, index: int) -> list[int]:
        """A word and the other members of its list (`Iraq and Syria`)."""
        found = [index]
        for at in found:
            if len(found) < MAX_LIST:
                found += [child for child in self.kids(at, "conj") if child not in found]
        return found

    def cases(self, index: int) -> list[str]:
        """The prepositions that stand before a nominal, fixed ones joined (`according to`); a list's first member's count for all."""
        own = self.kids(index, "case", "mark")
        word = self.words[index]
        if not own and word.relation == "conj" and 0 <= word.head < len(self.words):
            own = self.kids(word.head, "case")
        return [" ".join(self.lower[i] for i in (case, *self.kids(case, "fixed"))) for case in own]

    def passive(self, verb: int) -> bool:
        """Whether a verb is passive: `was hit`, `those hit by`; told by its neighbours too, because parsers lose auxiliaries."""
        word = self.words[verb]
        if not self.lower[verb].endswith(PARTICIPLES):
            return False
        if self.kids(verb, "nsubj:pass", "aux:pass") or self._be_before(verb):
            return True
        if self.lower[verb + 1 : verb + 2] == ("by",) and not self.kids(verb, "nsubj", "aux"):
            return True
        if word.relation in {"acl", "amod", "advcl"} and word.pos in {"VERB", "ADJ"}:
            return not self.kids(verb, "nsubj", "aux", "mark", "obj")
        shared = word.relation == "conj" and 0 <= word.head < verb and not self.kids(verb, "nsubj", "aux")
        return shared and self.words[word.head].pos in VERBAL and self.passive(word.head)

    def _be_before(self, verb: int) -> bool:
        at = verb - 1
        while at >= max(verb - 4, 0) and (self.words[at].pos in {"ADV", "PART"} or self.lower[at] in HAVE):
            at -= 1
        return at >= 0 and (self.lower[at] in BE or self.lower[at] == "getting") and self.sentence[at] == self.sentence[verb]

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or the one it shares (`met and agreed`, `wants to meet`, `troops storming`)."""
        at = verb
        for _ in range(6):
            own = self.kids(at, *SUBJECTS)
            if own:
                return self._antecedent(own[0], at)
            word = self.words[at]
            if not 0 <= word.head < len(self.words):
                return None
            if word.relation in {"acl", "amod", "acl:relcl"} and self.words[word.head].pos in NOMINAL:
                return word.head
            if word.relation not in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "acl"}:
                return None
            controller = self.kids(word.head, "obj", "iobj") if word.relation == "xcomp" else []
            if controller:
                return controller[0]
            at = word.head
        return None

    def _antecedent(self, subject: int, verb: int) -> int:
        """What a relative pronoun stands for: the noun that the clause hangs on."""
        word = self.words[verb]
        if self.lower[subject] in {"who", "which", "that"} and word.relation.startswith("acl") and 0 <= word.head < len(self.words):
            return word.head
        return subject

    def objects(self, verb: int) -> list[int]:
        """Direct objects; for a passive verb, the subject that is acted on."""
        if self.passive(verb):
            subject = self.subject(verb)
            return [subject] if subject is not None else []
        own = self.kids(verb, "obj") + [i for i in self.kids(verb, "obl", "nsubj") if i > verb and not self.cases(i)]
        word = self.words[verb]
        if not own and word.relation == "conj" and 0 <= word.head < len(self.words) and not self.kids(verb, "obl"):
            return []
        return own

    def oblique(self, index: int, *prepositions: str) -> list[int]:
        """Nominals that hang on a word by one of the prepositions; `by` for agents, `with` for the other side."""
        hung = self.kids(index, "obl", "nmod", "obj", "advmod")
        return [i for i in hung if any(case in prepositions for case in self.cases(i))]

    def nominal_after(self, index: int) -> int | None:
        """The head of the noun phrase that begins right behind a word, by parts of speech alone: what a parser's slip leaves out."""
        end = self.bounds(index).stop
        at = index + 1
        while at < end and self.words[at].pos in {"ADV", "DET", "ADJ", "NUM"} | ({"PART"} if at == index + 1 else set()):
            at += 1
        last = None
        while at < end and (self.words[at].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} or self.lower[at] in {"'s", "-"}):
            last = at if self.words[at].pos in {"NOUN", "PROPN", "PRON"} else last
            at += 1
        return last

    def nominal_before(self, index: int) -> int | None:
        """The head of the noun phrase that stands before a verb and its auxiliaries, outside prepositional phrases."""
        start = self.bounds(index).start
        at, candidate = index - 1, None
        for _ in range(14):
            if at < start or self.words[at].pos in {"SCONJ", "VERB"} or self.lower[at] in {";", ":", '"', "“"}:
                break
            if self.words[at].pos in {"NOUN", "PROPN", "PRON"} and candidate is None:
                candidate = at
            elif candidate is not None and self.words[at].pos == "ADP":
                candidate = None  # the phrase hangs on a preposition: the subject stands farther left
            elif candidate is not None and self.words[at].pos in {"PUNCT", "CCONJ"}:
                break
            at -= 1
        return candidate

    def preposition_after(self, index: int) -> tuple[str, int] | None:
        """The preposition right behind a word with the head of its noun phrase, by position."""
        following = index + 1
        if following >= self.bounds(index).stop or self.words[following].pos not in {"ADP", "SCONJ"}:
            return None
        noun = self.nominal_after(following)
        return (self.lower[following], noun) if noun is not None else None

    def by_after(self, verb: int) -> int | None:
        """The noun behind the next `by`, within eight words of a verb and before the next verb."""
        reach = range(verb + 1, min(verb + 9, self.bounds(verb).stop))
        by = next((i for i in reach if self.lower[i] == "by" or self.words[i].pos in VERBAL), None)
        by = by if by is not None and self.lower[by] == "by" else None
        return self.nominal_after(by) if by is not None and self.words[by + 1 : by + 2] else None

    def possessors(self, noun: int) -> list[int]:
        """Who a noun belongs to: `the army's raid`, `their visit`."""
        found = []
        for child in self.kids(noun, "nmod", "det", "compound", "nmod:poss"):
            possessive = self.lower[child] in POSSESSIVES or any(c in {"'s", "'"} for c in self.cases(child))
            if possessive and child < noun:
                found.append(child)
        return found or self._possessor_before(noun)

    def _possessor_before(self, noun: int) -> list[int]:
        """By position: what stands before `'s`, or a possessive pronoun, with nothing but modifiers between."""
        at = noun - 1
        while at > 0 and self.words[at].pos in {"ADJ", "NOUN", "NUM"} and at > noun - 4:
            at -= 1
        if at < 0 or self.sentence[at] != self.sentence[noun]:
            return []
        if self.lower[at] in {"'s", "'"} and at > 0 and self.words[at - 1].pos in {"NOUN", "PROPN"}:
            return [at - 1]
        return [at] if self.lower[at] in POSSESSIVES else []

    def premodifiers(self, first: int) -> list[int]:
        """Words before a noun back to its article or possessive, by position."""
        at, found = first - 1, list[int]()
        while at >= 0 and len(found) < 6 and self.sentence[at] == self.sentence[first]:
            if self.words[at].pos not in {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"}:
                break
            found.append(at)
            if self.words[at].pos in {"DET", "PRON"} or self.lower[at] in POSSESSIVES:
                break
            at -= 1
        return found

    def modifiers(self, noun: int) -> list[int]:
        """Words before a noun that narrow it: `US strike`, `Syrian army offensive`."""
        possessors = set(self.possessors(noun))
        return [i for i in self.kids(noun, "compound", "amod", "nmod") if i < noun and i not in possessors]

    def auxiliaries(self, verb: int) -> list[int]:
        """The auxiliaries of a verb and its `to`: its children, and what stands right before it, because parsers lose them."""
        found = [i for i in self.kids(verb, "aux", "aux:pass", "cop", "mark") if self.words[i].pos != "SCONJ"]
        at = verb - 1
        while (
            at >= 0
            and self.sentence[at] == self.sentence[verb]
            and (self.words[at].pos in {"AUX", "ADV"} or self.lower[at] in {"to", "not", "n't"})
        ):
            found += [at] if self.words[at].pos != "ADV" and at not in found else []
            at -= 1
        return found

    def negated(self, index: int) -> bool:
        """Whether `not`, `never`, `no` or `without` stands on a word."""
        words = [i for i in (*self.children[index], *self.auxiliaries(index)) if self.lower[i] in NEGATIONS or self.lower[i] == "none"]
        said = [i for i in words if self.lower[i + 1 : i + 2] not in {("-",), ("guilty",)}]  # no-confidence vote, pleaded not guilty
        return bool(said) or "without" in self.cases(index)


def _runs(numbers: Sequence[int]) -> list[range]:
    """For each index the stretch of equal numbers around it."""
    found: list[range] = []
    for start, number in enumerate(numbers):
        if start < len(found):
            continue
        end = next((i for i in range(start, len(numbers)) if numbers[i] != number), len(numbers))
        found += [range(start, end)] * (end - start)
    return found
