"""The language that the grammar's rules are written in, and the reader that applies them.

A rule is a line of kinds: `wd=WEEKDAY comma? d=DAY of? m=MONTH`. Capitals name sets of kinds (`SETS`), `|` is or, `?` makes optional,
`name=` captures, `( … )` and `( … )?` group, `( … / … )` are alternatives, `<a|b` and `<!a|b` look at the mark before, `>a|b` and `>!a|b`
at the mark after. A text becomes one character per mark, a rule a regular expression over these: every rule looks at a bounded
number of marks, so reading is linear. At each place the longest rule that builds something wins, the earlier one on a tie.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from dateline.lexicon import load_lexicon
from dateline.resolve.times.marks import Mark
from dateline.resolve.times.told import Tell

SETS = {
    "MONTH": "month|verbmonth|namemonth",
    "DAY": "n12|n31|ordday",
    "YEAR": "n4",
    "COUNT": "n12|n31|n99|n4|num|spelt",
    "ONE": "a|an",
    "UNIT": "unit|units",
    "UNITS": "units|quarter",
    "SPAN": "unit|quarter",
    "ORDINAL": "ordday|ordnum|ordword|first|second",
    "AND": "and|or",
    "TO": "to|until|till|through|dash",
    "SEASON": "season|fall",
    "ROUGH": "rough|about|around|over",
    "PAST": "last|past|previous|preceding",
    "LAST": "last|past",
    "NEXT": "next|coming|following",
    "EARLY": "early|mid|middle|late",
    "IN": "in|on|at|of|by|from|since|until|till|before|after|during|over|for|through|throughout|between|within",
    "NOUNISH": "word|counted|label|local",
    "LEADS_ON": (
        "NOUNISH|the|a|an|point|his|her|its|their|holyday|feast|era|n12|n31|ordday|isodate|slashdate|weekday|MONTH|YEAR|deictic|last|this"
    ),
    "ENDING": (
        "break|stop|comma|close|sign|and|or|dash|but|in|on|at|by|from|to|for|with|when|while|who|which|he|she|it|they|we|i|"
        "is|are|was|were|has|have|had|said|says|the|as|after|before"
    ),
}
"""Named sets of kinds."""
_KINDS = (
    "break stop comma dash slash open close sign poss word isodate isotime slashdate clock decade ordday ordnum ordword n12 n31 n99 n4 num "
    "spelt holyday feast era point hour length set skip"
).split()
_ITEM = re.compile(r"\(|/|\)\??|[^\s()]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match: the marks it covers, what it captured, and what stands about it."""

    text: str
    marks: Sequence[Mark]
    match: re.Match[str]

    @property
    def first(self) -> int:
        """Index of the first mark."""
        return self.match.start()

    @property
    def after(self) -> int:
        """Index of the first mark behind the match."""
        return self.match.end()

    def has(self, name: str) -> bool:
        """Whether the capture took part; not every pattern of a rule has every capture."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def mark(self, name: str) -> Mark:
        """The mark that was captured."""
        return self.marks[self.match.start(name)]

    def value(self, name: str) -> Any:
        """The captured mark's value, None where the capture took no part."""
        return self.mark(name).value if self.has(name) else None

    def kind(self, name: str) -> str:
        """The captured mark's kind, empty where the capture took no part."""
        return self.mark(name).kind if self.has(name) else ""

    def kind_at(self, step: int) -> str:
        """The kind of the mark `step` places before or after; a break at the text's ends."""
        mark = self.near(step)
        return mark.kind if mark else "break"

    def named_at(self, step: int) -> bool:
        """Whether the mark there is an unknown word with a capital: a name that the time may be part of."""
        mark = self.near(step)
        return bool(mark and mark.kind == "word" and mark.capital)

    def near(self, step: int) -> Mark | None:
        """The mark `step` places before (negative) or after (positive, 1 is the next) the match."""
        index = self.first + step if step < 0 else self.after + step - 1
        return self.marks[index] if 0 <= index < len(self.marks) else None


Build: TypeAlias = Callable[[Found], Tell | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: the kind of mark it makes, its pattern, and how it builds what it tells (None refuses)."""

    name: str
    makes: str
    pattern: str
    build: Build


@cache
def _codes() -> dict[str, str]:
    kinds = [*_KINDS, *sorted({kind for kind, _ in load_lexicon("times")["words"].values()} - set(_KINDS))]
    return {kind: chr(0xE000 + i) for i, kind in enumerate(kinds)}


def _klass(names: str) -> str:
    """A character class for `a|b|SET`."""
    codes = _codes()
    chars = ""
    for name in names.split("|"):
        chars += _klass(SETS[name])[1:-1] if name in SETS else codes[name]
    return f"[{chars}]"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A rule's pattern as a regular expression over one character per mark. Raises KeyError for an unknown kind."""
    return re.compile("".join(_item(item) for item in _ITEM.findall(pattern)))


def _item(item: str) -> str:
    if item in ("(", ")", ")?", "/"):
        return {"(": "(?:", "/": "|"}.get(item, item)
    for sign, regex in (("<!", "(?<!{})"), ("<", "(?<={})"), (">!", "(?!{})"), (">", "(?={})")):
        if item.startswith(sign):
            return regex.format(_klass(item[len(sign) :]))
    name, _, names = item.rpartition("=")
    optional = "?" if names.endswith("?") else ""
    body = _klass(names.rstrip("?"))
    return f"(?P<{name}>{body}){optional}" if name else body + optional


def first_kinds(pattern: str) -> str:
    """The characters with which what a pattern reads may begin."""
    return _firsts(_ITEM.findall(pattern))[0]


def _firsts(items: list[str]) -> tuple[str, bool]:
    """First characters of the alternatives at the head of `items` (used up to the closing bracket), and whether one may be empty."""
    every, empty = "", False
    chars, open_ = "", True
    while items:
        item = items.pop(0)
        if item in (")", ")?"):
            return every + chars, empty or open_ or item == ")?"
        if item == "/":
            every, empty, chars, open_ = every + chars, empty or open_, "", True
        elif item == "(":
            inner, may_be_empty = _firsts(items)
            chars, open_ = (chars + inner, may_be_empty) if open_ else (chars, open_)
        elif item[0] not in "<>" and open_:
            chars += _klass(item.rpartition("=")[2].rstrip("?"))[1:-1]
            open_ = item.endswith("?")
    return every + chars, empty or open_


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules made ready: one expression that finds where any begins, and the rules that may begin with a character, in order."""

    any: re.Pattern[str]
    by_first: dict[str, tuple[tuple[Rule, re.Pattern[str]], ...]]


def make_grammar(rules: Sequence[Rule]) -> Grammar:
    """Compile rules, in order of preference."""
    each = [(rule, compile_pattern(rule.pattern), set(first_kinds(rule.pattern))) for rule in rules]
    plain = [re.sub(r"\?P<\w+>", "?:", pattern.pattern) for _, pattern, _ in each]
    chars = set().union(*(firsts for _, _, firsts in each))
    by_first = {c: tuple((rule, pattern) for rule, pattern, firsts in each if c in firsts) for c in chars}
    return Grammar(re.compile("|".join(f"(?:{p})" for p in plain)), by_first)


def apply(grammar: Grammar, text: str, marks: Sequence[Mark]) -> list[Mark]:
    """`marks` with every stretch that a rule reads replaced by one mark that holds what it tells."""
    codes = _codes()
    line = "".join(codes[m.kind] for m in marks)
    made: list[Mark] = []
    at = copied = 0
    while found := grammar.any.search(line, at):
        best = _best(grammar, text, marks, line, found.start())
        if best is None:
            at = found.start() + 1
            continue
        mark, at = best
        made += [*marks[copied : found.start()], mark]
        copied = at
    return [*made, *marks[copied:]]


def _best(grammar: Grammar, text: str, marks: Sequence[Mark], line: str, at: int) -> tuple[Mark, int] | None:
    best: tuple[Mark, int] | None = None
    for rule, pattern in grammar.by_first.get(line[at], ()):
        match = pattern.match(line, at)
        if not match or match.end() == at or (best and match.end() <= best[1]):
            continue
        tell = rule.build(Found(text, marks, match))
        if tell is not None:
            last = marks[match.end() - 1]
            best = Mark(marks[at].start, last.end, rule.makes, rule.name, tell, marks[at].capital), match.end()
    return best
