"""The catalogue: every key that a template or module says is there, with its gaps; none is left over."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from dateline.serve.web.messages import catalogue, say

WEB = Path(str(files("dateline.serve.web")))
SAID = re.compile(r"""\b(?:t|say)\(\s*(?:f?)['"]([a-z][\w.-]*)['"](?!\s*~)""")
BUILT = re.compile(r"""['"]([a-z]+(?:\.[a-z-]+)*\.)['"]\s*~|f"([a-z]+\.)\{|labelled\(\s*'([a-z]+)'""")


def _sources() -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted(WEB.rglob("*")) if p.suffix in (".py", ".html"))


def _without_code(template: str) -> str:
    return re.sub(r"\{% block page %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.S)


def test_every_key_that_is_said_is_there() -> None:
    held = set(catalogue())
    for key in set(SAID.findall(_sources())):
        if not key.endswith("."):
            assert key in held or {f"{key}.one", f"{key}.other"} <= held, key


def test_every_fault_has_its_two_sentences() -> None:
    keys = set(re.findall(r"""["'](fault\.[a-z]+)["']""", _sources()))
    assert keys
    for key in keys:
        assert {f"{key}.title", f"{key}.advice"} <= set(catalogue()), key


def test_forms_for_one_and_for_more_come_in_pairs() -> None:
    for key in catalogue():
        if key.endswith(".one"):
            assert f"{key.removesuffix('.one')}.other" in catalogue(), key


def test_numbers_choose_their_form() -> None:
    assert (say("n.reports", n=1), say("n.reports", n=1200)) == ("1 report", "1,200 reports")


def test_templates_hold_no_sentence_of_their_own() -> None:
    for path in sorted((WEB / "templates").rglob("*.html")):
        bare = re.sub(r"<(script|code|pre)\b.*?</\1>|<[^>]*>", " ", _without_code(path.read_text(encoding="utf-8")), flags=re.S)
        words = [w for w in re.findall(r"[A-Za-z]{3,}", re.sub(r"&\w+;|/\S+", " ", bare)) if w != "Dateline"]
        assert not words, (path.name, words)
