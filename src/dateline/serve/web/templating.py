"""Templates: every value is escaped whatever a template's name, an unknown name is an error, and sentences come from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.serve.web import wording
from dateline.serve.web.messages import say


@cache
def environment() -> Environment:
    """The templates' environment, built once."""
    made = Environment(
        loader=PackageLoader("dateline.serve.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"t": say, "static": static, "query": query}
    made.filters |= wording.FILTERS
    return made


def render(template: str, view: Mapping[str, Any]) -> str:
    """The page that `template` makes of `view`. Characters that UTF-8 cannot hold are written as replacement characters."""
    page = environment().get_template(template).render(view)
    return page.encode("utf-8", "replace").decode("utf-8")


@cache
def static(name: str) -> str:
    """The address of a static file, with a mark of its content so that a newer one is fetched at once."""
    content = files("dateline.serve.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:10]}"


def query(path: str, *filters: Mapping[str, Any], **more: Any) -> str:
    """`path` with what is set in `filters` and `more` as its query; None and '' take a name out.

    >>> query("/incidents", {"type": "attack", "place": None}, since="2024-01-01")
    '/incidents?type=attack&since=2024-01-01'
    """
    asked: dict[str, Any] = {}
    for some in (*filters, more):
        asked |= some
    pairs = [(name, value) for name, value in asked.items() if value not in (None, "", False)]
    return f"{path}?{urlencode(pairs)}" if pairs else path
