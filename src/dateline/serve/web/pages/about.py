"""`/about`: what reads these reports, how well, under which licences, and what it gets wrong."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.messages import say

_CHAPTERS = ("wrong", "model-card", "scores")


def show(request: Request, desk: Desk) -> Answer:
    """The program and model, then the chapters of the documentation that a reader of records should know."""
    from dateline import __version__

    vendored = _vendored()
    view: dict[str, Any] = {
        "version": __version__,
        "model": _model(desk),
        "actors": len(desk.tools.actors),
        "chapters": [(name, html) for name in _CHAPTERS if (html := chapter(name))],
        "vendored": vendored,
    }
    twin: dict[str, Any] = {
        "version": __version__,
        "model": view["model"],
        "actors": view["actors"],
        "store": desk.name,
        "vendored": vendored,
    }
    return Answer("about.html", say("about.title"), view, twin, "about")


def _model(desk: Desk) -> str:
    from dateline.errors import DatelineError
    from dateline.pipeline import model_version

    try:
        return model_version(desk.tools.actors)
    except (DatelineError, ImportError) as error:
        return str(error)


@cache
def _vendored() -> dict[str, Any]:
    """Browser files by others: name -> version, licence, what for."""
    found: dict[str, Any] = json.loads(files("dateline.serve.web").joinpath("static/vendor/VERSIONS.json").read_text(encoding="utf-8"))
    return found


@cache
def chapter(name: str) -> Markup | None:
    """A chapter of the documentation as HTML, its headings one level down; None where it was not installed.

    Chapters are our own text; raw HTML in them is shown as text all the same.
    """
    from markdown_it import MarkdownIt

    text = _read(name)
    if text is None:
        return None
    text = "\n".join(line for line in text.splitlines() if not line.startswith("<!--"))
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + 1, 6)}"
        for child in token.children or ():
            if child.type == "link_open" and not str(child.attrGet("href")).startswith("https://"):
                child.attrSet("href", f"#{str(child.attrGet('href')).removesuffix('.md')}")
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _read(name: str) -> str | None:
    """The chapter as installed, else as it lies in a checkout."""
    installed = files("dateline.serve.web").joinpath("docs", f"{name}.md")
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    checkout = Path(__file__).parents[5] / "docs" / f"{name}.md"
    return checkout.read_text(encoding="utf-8") if checkout.is_file() else None
