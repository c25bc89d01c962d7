"""The filter of incidents as an address: read from a query, told as words that can be taken away one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from dateline.model.vocabulary import GRADES as GRADES
from dateline.model.vocabulary import MODES
from dateline.model.vocabulary import STATUSES as STATUSES
from dateline.serve.web.faults import Refused
from dateline.serve.web.messages import say
from dateline.serve.web.requests import day_asked
from dateline.serve.web.wording import labelled, say_type
from dateline.store.ask import Filter

NAMES = (
    "text", "since", "until", "place", "country", "near", "within", "actor", "by", "kind", "status", "grade", "disputed", "story", "dated",
    "placed",
)  # fmt: skip
TYPES = tuple(MODES)
_YES_NO = ("yes", "no")
LONGEST = 200
"""Characters of a filter's value; names and phrases are shorter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks: the filter, and its values as they stand in the address."""

    filter: Filter
    values: Mapping[str, str]


def read_filter(request: Request) -> Asked:
    """The filter in a request's query; names that are no filter are passed over. Raises Refused (400)."""
    values = {n: request.query_params[n].strip()[:LONGEST] for n in NAMES if request.query_params.get(n, "").strip()}
    _check(values, "status", STATUSES)
    _check(values, "grade", GRADES)
    for name in ("disputed", "dated", "placed"):
        _check(values, name, _YES_NO)
    near, within = _near(values)
    plain = {n: values.get(n) for n in ("text", "place", "country", "actor", "by", "kind", "status", "grade", "story")}
    wanted = Filter(
        **plain,
        since=day_asked(request, "since"),
        until=day_asked(request, "until"),
        near=near,
        within_km=within,
        disputed=_flag(values, "disputed"),
        dated=_flag(values, "dated"),
        placed=_flag(values, "placed"),
    )
    return Asked(wanted, values)


def _check(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> None:
    if name in values and values[name] not in choices:
        raise Refused(400, "fault.choice", name=name, value=values[name][:40], choices=", ".join(choices))


def _flag(values: Mapping[str, str], name: str) -> bool | None:
    return values[name] == "yes" if name in values else None


def _near(values: Mapping[str, str]) -> tuple[tuple[float, float] | None, float | None]:
    if "near" not in values:
        return None, None
    try:
        lat, lon = (float(n) for n in values["near"].split(","))
        within = float(values.get("within", "50"))
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= within <= 20_040):
            raise ValueError
    except ValueError:
        raise Refused(400, "fault.near", value=values["near"][:40]) from None
    return (lat, lon), within


def chips(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and words of each part of a filter, in a fixed order; what only goes with another has none of its own."""
    return [(name, _chip(name, values)) for name in NAMES if name in values and name != "within"]


def _chip(name: str, values: Mapping[str, str]) -> str:
    value = values[name]
    if name in ("disputed", "dated", "placed"):
        return say(f"chip.{name}.{value}")
    if name == "kind":
        return say_type(*value.partition("/")[::2])
    if name in ("status", "grade"):
        return labelled(value, name)
    return say(f"chip.{name}", value=value, km=values.get("within", "50"))
