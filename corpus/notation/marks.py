"""The head, and the text with its nested marks: plain text and labelled spans of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.notation.problems import Problem, Rejected
from corpus.notation.vocabulary import FIGURES

KEYS = ("published", "outlet", "title", "url", "style", "cluster")
TOKEN = re.compile(r"\\(?P<escaped>[\[\]|\\])|(?P<open>\[)|\|(?P<labels>[^\[\]|\\\n]*)\]|(?P<stray>[\]|\\])|(?P<gap>\n[ \t]*\n)")
LABEL = re.compile(r"([ase][1-9]\d*)(?:\.([a-z]+)(?::([^\s@]+))?(?:@(s[1-9]\d*))?)?")
NUMBER = r"\d+(?:\.\d+)?"
BOUNDS = re.compile(rf"(?:({NUMBER})(\.\.)?({NUMBER})?|\.\.({NUMBER}))(~?)([A-Z]{{3}})?(~?)")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of the report beside its text."""

    published: date
    outlet: str
    title: str | None = None
    url: str | None = None
    style: str | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The bounds of a number, both inclusive, `None` where open."""

    low: float | None
    high: float | None
    unit: str | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """`e1.killed:3@s2`: owner `e1`, role `killed`, value `3`, by `s2`; role "" is a plain mention."""

    owner: str
    role: str
    value: str | None = None
    by: str | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """One label on the characters `[start, end)` of the text; `line` is where its mark opens in the file."""

    label: Label
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The text without marks, and its anchors in text order, the wider first."""

    text: str
    anchors: tuple[Anchor, ...]
    problems: tuple[Problem, ...] = ()
    first: int = 1

    def line_at(self, offset: int) -> int:
        """The file's line that holds a character of the text (marks add no lines)."""
        return self.first + self.text.count("\n", 0, offset)


def parse_figure(value: str) -> Figure:
    """`3`, `86..`, `..10`, `10..15`, `50~`, `2500000USD` as bounds."""
    match = BOUNDS.fullmatch(value)
    if match is None:
        raise Rejected(f"{value!r} is no figure: write 3, 86.., ..10, 10..15, 50~ or 2500000USD")
    low, dots, second, only_high, tilde, unit, late_tilde = match.groups()
    if second and not dots:
        raise Rejected(f"{value!r} is no figure")
    high = only_high or second or (None if dots else low)
    figure = Figure(_number(low), _number(high), unit, bool(tilde or late_tilde))
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        raise Rejected(f"figure {value!r} ends before it begins")
    return figure


def _number(digits: str | None) -> float | None:
    if digits is None:
        return None
    return float(digits) if "." in digits else int(digits)


def parse_label(word: str) -> Label:
    """One label of a mark; a Rejected says what NOTATION.md does not know."""
    match = LABEL.fullmatch(word)
    if match is None:
        raise Rejected(f"{word!r} is no label")
    owner, role, value, by = match[1], match[2] or "", match[3], match[4]
    if owner[0] == "e" and role in FIGURES:
        return _figure_label(word, owner, role, (value, by))
    _check_value(word, owner[0], role, value)
    if by is not None:
        raise Rejected(f"{word!r}: only a figure takes @{by}")
    return Label(owner, role, value)


def _figure_label(word: str, owner: str, role: str, rest: tuple[str | None, str | None]) -> Label:
    value, by = rest
    if value is None:
        raise Rejected(f"{word!r} lacks its number: {word}:3")
    figure = parse_figure(value)
    if (role == "money") != (figure.unit is not None):
        raise Rejected(f"{word!r}: a currency (2500000USD) goes with money, and with money only")
    return Label(owner, role, value, by, figure)


VALUES: dict[str, dict[str, str | None]] = {
    "a": {"": None, "role": None},
    "s": {"src": None, "cue": None, "con": None, "via": None, "on": None, "to": "a", "at": "a"},
    "e": {"": None, "when": None, "agent": "a", "target": "a", "place": "p"},
}


def _check_value(word: str, kind: str, role: str, value: str | None) -> None:
    """That the owner has such a role, and that the role has its actor or place, or nothing."""
    if role not in VALUES[kind]:
        raise Rejected(f"{word!r} is no label: there is no {kind}N{'.' + role if role else ' alone'}")
    wanted = VALUES[kind][role]
    if wanted is None and value is not None:
        raise Rejected(f"{word!r}: nothing stands behind .{role}")
    if wanted is not None and not re.fullmatch(rf"{wanted}[1-9]\d*", value or ""):
        raise Rejected(f"{word!r} lacks its {'actor' if wanted == 'a' else 'place'}: .{role}:{wanted}1")


@dataclass(slots=True)
class _Scan:
    """The state of one walk over the marked text."""

    raw: str
    first: int
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def line(self, at: int) -> int:
        return self.first + self.raw.count("\n", 0, at)

    def emit(self, piece: str) -> None:
        self.out.append(piece)
        self.length += len(piece)

    def token(self, match: re.Match[str]) -> None:
        if match["escaped"]:
            self.emit(match["escaped"])
        elif match["open"]:
            self.open.append((self.length, self.line(match.start())))
        elif match["labels"] is not None:
            self.close(match["labels"], self.line(match.start()))
        elif match["stray"]:
            what = f"{match['stray']!r} belongs to no mark: write \\{match['stray']} for the character itself"
            self.problems.append(Problem(self.line(match.start()), what))
        else:
            self.drop_open()
            self.emit(match["gap"])

    def drop_open(self) -> None:
        """A paragraph ends: every mark still open is unbalanced."""
        for start, line in self.open:
            words = "".join(self.out)[start:][:40]
            self.problems.append(Problem(line, f"unbalanced: the mark [{words}… is not closed with |labels]"))
        self.open.clear()

    def close(self, labels: str, line: int) -> None:
        if not self.open:
            self.problems.append(Problem(line, f"unbalanced: |{labels}] closes no mark"))
            return
        start, opened = self.open.pop()
        words = "".join(self.out)[start:]
        if not words or words != words.strip():
            self.problems.append(Problem(opened, f"the mark [{words}|{labels}] is empty or begins or ends in a space"))
        if not labels.split():
            self.problems.append(Problem(opened, f"the mark [{words}|] has no label"))
        for word in labels.split():
            try:
                self.anchors.append(Anchor(parse_label(word), start, self.length, opened))
            except Rejected as error:
                self.problems.append(Problem(opened, f"{error} (at [{words[:40]}|…])"))


def parse_text(raw: str, first: int = 1) -> Marked:
    """The marked text, whose first line is line `first` of the file.

    >>> marked = parse_text("[Police|s1.src] [said|s1.cue] so.")
    >>> marked.text, [(a.label.role, a.start, a.end) for a in marked.anchors]
    ('Police said so.', [('src', 0, 6), ('cue', 7, 11)])
    """
    scan, done = _Scan(raw, first), 0
    for match in TOKEN.finditer(raw):
        scan.emit(raw[done : match.start()])
        scan.token(match)
        done = match.end()
    scan.emit(raw[done:])
    scan.drop_open()
    anchors = sorted(scan.anchors, key=lambda a: (a.start, -a.end))
    return Marked("".join(scan.out), tuple(anchors), tuple(scan.problems), first=first)


def parse_date(value: str) -> date:
    """An ISO date, `YYYY-MM-DD` and nothing else."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise Rejected(f"{value!r} is no date: YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Rejected(f"the date {value} does not exist") from None


def parse_head(lines: Sequence[str]) -> tuple[Head, tuple[Problem, ...]]:
    """The `key: value` lines; a head with problems carries stand-ins for what is missing."""
    found: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if line.strip() and (not colon or key not in KEYS or not value or key in found):
            problems.append(Problem(number, f"head: {line!r} is no `key: value` of {', '.join(KEYS)}, each once"))
        found[key] = value
    problems += [Problem(1, f"head: {key} is missing") for key in KEYS[:2] if not found.get(key)]
    published = date.max
    try:
        published = parse_date(found["published"]) if found.get("published") else published
    except Rejected as error:
        problems.append(Problem(1, f"head: published: {error}"))
    rest = {key: found.get(key) or None for key in KEYS[2:]}
    return Head(published, found.get("outlet", ""), **rest), tuple(problems)
