"""Two hundred strings that have run scripts on somebody's page, and reports that carry each of them in every field."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from itertools import product

from dateline.model import Account, Actor, Event, Figure, Party, Place, Reason, Record, Span, Statement, When, Words
from dateline.model.record import Document

_CORES = (
    "<script>hit()</script>", "<img src=x onerror=hit()>", "<svg onload=hit()>", "<svg><script>hit()</script></svg>",
    "<iframe src=javascript:hit()>", "<iframe srcdoc='<script>parent.hit()</script>'>", "<details open ontoggle=hit()>",
    "<input autofocus onfocus=hit()>", "<a href=javascript:hit() id=x autofocus>x</a>", "<math href=javascript:hit()>x</math>",
    "<object data=javascript:hit()>", "<embed src=javascript:hit()>", "<video><source onerror=hit()>", "<style onload=hit()>x</style>",
    "<link rel=stylesheet href=//evil.test/x.css>", "<base href=//evil.test/>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<form action=javascript:hit()><button autofocus>x", "<template><script>hit()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
)  # fmt: skip
_WAYS = (
    "{}", '">{}', "'>{}", "</textarea>{}", "</title>{}", "--><!-- {} -->", "</script>{}", "</style>{}",
)  # fmt: skip
_OTHERS = (
    "javascript:hit()", "JaVaScRiPt:hit()", "java\tscript:hit()", "\x01javascript:hit()", "data:text/html,<script>hit()</script>",
    "vbscript:hit()", '" onmouseover="hit()', "' onfocus='hit()' autofocus='", "` onload=hit()", '" autofocus onfocus=hit() x="',
    "{{ 7 * 7 }}", "{{ cycler.__init__.__globals__ }}", "{% raw %}{{x}}", "${hit()}", "#{hit()}", "<%= hit() %>", "[[hit()]]",
    "\u2028hit()\u2029", "\\u003cscript\\u003ehit()\\u003c/script\\u003e", "&lt;script&gt;hit()&lt;/script&gt;", "&#60;script&#62;hit()",
    "+ADw-script+AD4-hit()+ADw-/script+AD4-", "\ufeff<script>hit()</script>", "<scr\0ipt>hit()</scr\0ipt>", "<\x00script>hit()</script>",
    "%3Cscript%3Ehit()%3C/script%3E", "<ſcript>hit()</ſcript>", "＜script＞hit()＜/script＞", "constructor", "__proto__", "toString",
    "]]><script>hit()</script>", "<![CDATA[<script>hit()</script>]]>", "<?xml version='1.0'?><x>", "<!DOCTYPE x [<!ENTITY y 'z'>]>&y;",
    "//evil.test/x", "https://evil.test/x.js", "../../../etc/passwd", "'; DROP TABLE report; --", "\" UNION SELECT 1 --",
)  # fmt: skip
PAYLOADS: tuple[str, ...] = (*(way.format(core) for core, way in product(_CORES, _WAYS)), *_OTHERS)


def keyed(number: int, payload: str) -> str:
    """What the outlet calls the report; questions to the store take no NUL."""
    return f"{number} {payload}".replace("\0", "0")


def hostile(number: int, payload: str) -> Record:
    """A report whose every field that can hold words holds `payload`, and whose cells stand on it."""
    marker = f"Report number {number}. "
    text = f"{marker}{payload} struck {payload} at {payload}, killing 5 {payload}, {payload} said {payload}.\n\n{payload}\n"
    places, at = [], 0
    while (found := text.find(payload, at)) >= 0 and len(places) < 6:
        places.append(Words(Span(found, found + len(payload)), payload))
        at = found + len(payload)
    day = date(2000, 1, 1) + timedelta(40 * number)  # far apart, so that they are not taken for one occurrence
    struck = Words(Span(text.index(" struck ") + 1, text.index(" struck ") + 7), "struck")
    who, whom, where, unit, source, content = (places * 6)[:6]
    actors = tuple(Actor(f"a{i}", payload, "person", "XXA", "named", (), (w,)) for i, w in enumerate((who, whom, source), 1))
    why = tuple(Reason(cell, payload, payload) for cell in ("type", "when", "places", "agents", "figures", "status", "source", "statement"))
    said = Statement(
        "s1", Party(source.span, payload, "a3"), Words(content.span, payload), (content,), "say", "direct", Words(whom.span, payload),
        Party(whom.span, payload, "a2"), Party(who.span, payload, "a1"), str(day), None, payload, why,
    )  # fmt: skip
    event = Event(
        "e1", "attack", payload, "happened", (struck,), (Party(who.span, payload, "a1"),), (Party(whom.span, payload, "a2"),),
        (Place(where.span, payload, payload, payload, 1.0 + number / 10, 2.0),),
        When(day, day, unit.span, payload),
        (Figure("killed", 5, 5, unit.span, payload, "s1", payload),), (Account("s1", "asserts"),), payload, why,
    )  # fmt: skip
    document = Document(
        "sha256:" + sha256(f"{number}{payload}".encode("utf-8",
        "replace")).hexdigest(), text, day + timedelta(1), payload, payload, payload, payload[:20] or "en",
        keyed(number, payload), ((payload, payload),), payload, payload, sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    return Record(document, actors, (said,), (event,))
