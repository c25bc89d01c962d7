"""Words, sentences, paragraphs and quotations as spans of untouched text.

Everything here is linear in the length of the text and knows nothing of the encoder. Words follow Universal
Dependencies for English: `do` + `n't`, `Iran` + `’s`, `Iran` + `-` + `backed`, but `U.S.` and `4,000` are one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from dateline.model import Span

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?=\D|$)"  # 4,000  3.5  10:30
    r"|[^\W_]+?(?=n['’]t\b)|n['’]t\b"  # do + n't
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+"
    r"|\S",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_PLACE = r"[A-Z][\w .'’-]{1,40}?"
DATELINE = re.compile(
    rf"\s*(?:[A-Z]{{2}}[A-Z .'’/-]{{1,58}}(?:, {_PLACE}){{0,2}}"
    rf"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,3}}(?:, {_PLACE})?(?= ?\([A-Z])|(?=\([A-Z]))"
    rf"(?:,?\s*+(?P<date>{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)[,.]?)?"
    r"\s*+(?:[(/](?P<agency>[A-Z][\w .&'’-]{1,40})[)/])?\.?\s*+(?:--|[—–|-])\s++(?![a-z])"
)
"""The place, day and agency that open a report, up to the words behind their dash: `LIMA, May 3 (ABC) - `, `Lima, Peru (ABC) -- `."""
REACH = 200
"""Characters in which a dateline stands."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev gen lt col maj capt cmdr sgt cpl pvt adm brig sen rep gov pres st sr jr hon supt insp det "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
    "no nos vs inc ltd co corp dept est approx fig vol pp art sec cf al ave rd ft mt".split()
)
_OPENERS = "\"'“‘«([—–-•*"
_STOP = re.compile(r"(?:[.!?]+|…)(?:[\"'”’“»)\]]|[ \xa0\u202f]»)*(?=\s|$)")
_PARAGRAPH = re.compile(r"\n\s*")  # what stands before it is trimmed off; looked for here, runs of spaces would cost their square
_PAIRS = {"“": "”", "«": "»", "„": "“"}
_QUOTE = re.compile('["“”„«»‘’]')
_TYPED = re.compile(
    r"(?P<open>(?:(?<=[\s(\[—–-])|(?<![^\n]))(?:''|’’|``)(?=\w))"
    r"|(?P<close>(?<=[^\s(])(?:''|’’)(?!\w))"
    r"|(?:(?<=[\s(\[])|(?<![^\n]))'(?=[^\W\d])(?!(?:s|ll|re|ve|m|d|em|til|tis|twas|cause|bout|round|n)\b)"
    r"(?P<inner>[^'\n]{2,600}(?:(?<=[^\s'])'\w[^'\n]{0,600}){0,12})(?<=[,.?!…])'(?!\w)",
    re.IGNORECASE,
)
"""Quotation marks as typewriters and old wires have them: `''so''`; single ones (`'so,'`) only around a comma or stop."""
_FOREIGN = re.compile(r"„(?P<low>[^„“”\"\n]+)[“”\"]|«(?P<out>[^«»\n]+)»|»(?P<inner>[^«»\s][^«»\n]*)«")
"""Whole quotations in the marks of other languages."""
_TURNED = re.compile(r"(?P<open>(?:(?<=[\s(\[—–])|(?<![^\n]))[”‟](?=\w))|(?P<close>(?<=[\w,.?!…])“(?=[\s,.;:)\]]|$))")
"""Marks that stand the wrong way round: `”So,” he said`, `“So,“ he said`."""
_LED_OUT = re.compile(r"[,?!](?= [^,.;:?!\"“”]{3,80}\.\s*$)")
"""The end of a quotation that no mark closes, before its attribution and the next quotation: `"It held, the engineer said. "It`."""
MAX_SENTENCE = 1200
"""Characters after which a sentence is cut at the next space, so that no window grows without bound."""


def split_words(text: str, within: Span | None = None) -> list[Span]:
    """Spans of the words and punctuation marks of `text` (or of the part `within`), in order.

    >>> [s.of("They didn't.") for s in split_words("They didn't.")]
    ['They', 'did', "n't", '.']
    """
    start, end = within or (0, len(text))
    return [Span(*m.span()) for m in _WORD.finditer(text, start, end)]


def split_paragraphs(text: str) -> list[Span]:
    """Spans of the lines of `text` that are not blank, without the white space at either end."""
    found, start = [], 0
    for gap in _PARAGRAPH.finditer(text):
        found.append(trim(text, Span(start, gap.start())))
        start = gap.end()
    found.append(trim(text, Span(start, len(text))))
    return [span for span in found if span.start < span.end]


def trim(text: str, span: Span) -> Span:
    """`span` without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def split_sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`: a paragraph's end ends one; `Gen.`, `U.S.` and initials do not."""
    return [s for p in split_paragraphs(text) for s in _sentences_of(text, p)]


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if stop.end() < paragraph.end and _ends_sentence(text, stop, start):
            yield from _cut(text, trim(text, Span(start, stop.end())))
            start = stop.end()
    rest = trim(text, Span(start, paragraph.end))
    if rest.start < rest.end:
        yield from _cut(text, rest)


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    after = text[stop.end() : stop.end() + 40].lstrip()
    head = after.lstrip(_OPENERS)[:1] if after else ""
    if head.islower():
        return False
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return True
    before = text[max(start, stop.start() - 20) : stop.start()]
    last = before.rsplit(None, 1)[-1] if before.strip() else ""
    last = last.lstrip(_OPENERS)
    if last.lower() in _ABBREVIATIONS:
        return last.lower() in {"co", "inc", "ltd", "corp", "jr", "sr"} and head.isupper() and len(last) > 2
    if re.fullmatch(r"[A-Z]", last):  # an initial: John F. Kennedy
        return False
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last):  # U.S. ends one only before a word that begins sentences
        return bool(re.match(r"(?:The|A|An|In|On|At|But|And|He|She|It|They|We|I|This|That|These|Those)\b", after))
    return True


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        middle = space if space > start else start + MAX_SENTENCE
        yield trim(text, Span(start, middle))
        start = trim(text, Span(middle, end)).start
    if start < end:
        yield Span(start, end)


def level_marks(text: str) -> str:
    """`text` with typewriter quotation marks (`''so''`, `'so'`) as curly ones; every character keeps its place.

    >>> level_marks("''We won't,'' she said of 'the plan.'")
    "“‘We won't,’” she said of ‘the plan.’"
    """
    if any(mark in text for mark in "„‟«»”“"):
        text = _TURNED.sub(lambda m: "“" if m["open"] else "”", _FOREIGN.sub(_pair, text))
    return _TYPED.sub(_curl, text) if "''" in text or "’’" in text or "'" in text else text


def _pair(found: re.Match[str]) -> str:
    """A quotation in foreign marks with double curly ones; double marks within it become single."""
    inner = found[found.lastgroup or 0].replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _curl(found: re.Match[str]) -> str:
    if found["open"] or found["close"]:
        return "“‘" if found["open"] else "’”"
    return f"‘{found['inner']}’"


def find_quotations(text: str) -> list[Span]:
    """Spans of quoted passages with their marks, paragraph by paragraph; a quote left open runs to the paragraph's end.

    Curly, straight, angled and single curly marks; a straight mark opens where a space or bracket stands before it.
    Single quotes count only where they cannot be apostrophes.
    """
    return [q for p in split_paragraphs(text) for q in _quotations_of(text, p)]


def _quotations_of(text: str, paragraph: Span) -> Iterator[Span]:
    opened, closer = -1, ""
    for found in _QUOTE.finditer(text, paragraph.start, paragraph.end):
        i, mark = found.start(), found.group()
        if opened < 0:
            closer = _closer_of(text, i, paragraph)
            opened = i if closer else -1
        elif mark == closer or (closer == "”" and mark == '"') or (closer == '"' and mark == "”"):
            if mark == "’" and i + 1 < paragraph.end and text[i + 1].isalpha():
                continue
            if mark == '"' and _opens_anew(text, opened, i):
                yield Span(opened, _left_open(text, opened, i))
                opened = i
                continue
            yield Span(opened, i + 1)
            opened = -1
    if opened >= 0 and closer != "’":
        yield Span(opened, paragraph.end)


def _opens_anew(text: str, opened: int, i: int) -> bool:
    """Whether the straight mark at `i` opens another quotation while the one from `opened` is not closed."""
    before, after = text[opened:i], text[i + 1 : i + 2]
    return before[-1:] == " " and after.isalnum() and before.rstrip()[-1:] in {".", "?", "!"} and len(before) > 2


def _left_open(text: str, opened: int, i: int) -> int:
    """Where a quotation ends that no mark closes before the next one, which opens at `i`: before its attribution, else there."""
    led = _LED_OUT.search(text, opened, i)
    return led.end() if led else trim(text, Span(opened, i)).end


def _closer_of(text: str, i: int, paragraph: Span) -> str:
    """The mark that would close a quotation opened at `i`, or nothing where none opens there."""
    mark = text[i]
    if mark in _PAIRS:
        return _PAIRS[mark]
    free = i == paragraph.start or not text[i - 1].isalnum()
    if mark == '"' and free:
        return '"'
    if mark == "‘" and free and "’" in text[i + 1 : min(paragraph.end, i + 2000)]:
        return "’"
    return ""


def locate(spans: Sequence[Span], at: int) -> int:
    """Index of the span (of sorted, disjoint `spans`) that holds character `at`, else of the last one before it, else -1."""
    return bisect_right(spans, at, key=lambda s: s.start) - 1


def inside(spans: Sequence[Span], span: Span) -> range:
    """Indices of the sorted, disjoint `spans` that share a character with `span`."""
    first = max(locate(spans, span.start), 0)
    if spans and spans[first].end <= span.start:
        first += 1
    last = first
    while last < len(spans) and spans[last].start < span.end:
        last += 1
    return range(first, last)


def cover(spans: Iterable[Span]) -> Span | None:
    """The smallest span over all `spans`, None for none."""
    every = list(spans)
    return Span(min(s.start for s in every), max(s.end for s in every)) if every else None


def skip_dateline(text: str, start: int = 0) -> int:
    """Where the words behind a dateline begin that opens a paragraph at `start`; `start` itself where none does.

    >>> skip_dateline("LIMA, Peru, May 3 (ABC) - Rain fell."), skip_dateline("Rain fell - at last.")
    (26, 0)
    """
    if "\n" not in text[max(0, start - 3) : start] and text[max(0, start - 3) : start].strip():
        return start
    found = DATELINE.match(text[start : start + REACH])
    return start + found.end() if found else start
