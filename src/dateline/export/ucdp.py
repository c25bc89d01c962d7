"""The columns of UCDP's Georeferenced Event Dataset, filled from what reports tell: organised violence with at least one death.

Conflict names are UCDP's own research and stay empty. Source: UCDP GED codebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export.crosswalk import is_real
from dateline.export.days import MONTH, WEEK, YEAR, length
from dateline.export.figures import Count, check_policy, count
from dateline.export.places import country_row, extent, is_near, ucdp_region
from dateline.export.sheets import Cell, columns, listed, write_csv
from dateline.export.source import BEST, Losses, Options, Source, Writing
from dateline.export.verdicts import seen_cells, verdict_of, witnesses_of
from dateline.export.view import Somebody, View, view
from dateline.model import Incident

COLUMNS = columns(
    "id, year, type_of_violence, conflict_name, dyad_name, side_a, side_b, number_of_sources, source_article, source_office, "
    "source_date, source_headline, source_original, where_prec, where_coordinates, where_description, adm_1, adm_2, "
    "latitude, longitude, geom_wkt, country, region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, "
    "deaths_civilians, deaths_unknown, best, high, low, dateline_verdict, dateline_verdicts, dateline_link",
    whole="year, type_of_violence, number_of_sources, where_prec, event_clarity, date_prec, deaths_a, deaths_b, deaths_civilians, "
    "deaths_unknown, best, high, low",
    day="date_start, date_end",
    number="latitude, longitude",
)
"""UCDP's thirty-four, then three of ours: what people have judged, and where to look it up."""
STATE, GROUP, UNARMED = frozenset(("state", "government", "military")), "armed-group", frozenset(("people", "person", "organisation"))


def write_ucdp(source: Source, options: Options) -> Writing:
    """Lethal incidents in UCDP's columns; `best` goes by the policy, `low` and `high` are the bounds over all figures that stand."""
    losses, policy = Losses(), check_policy(options.figures, BEST)
    yield from write_csv(COLUMNS, _rows(source, policy, losses), raw=options.raw)
    return losses.told()


def _rows(source: Source, policy: str, losses: Losses) -> Iterator[list[Cell]]:
    for incident in source.incidents:
        dead, days = count(incident, "killed", policy), length(incident.when)
        if incident.type not in ("attack", "seize") or incident.mode == "war":
            losses.add("incidents", "UCDP takes organised violence: attacks and seizures, no war as a whole")
        elif not is_real(incident):
            losses.add("incidents", f"UCDP takes what happened, not what is {incident.status}")
        elif dead is None or max(dead.number, dead.low, dead.high or 0) < 1:
            losses.add("incidents", "UCDP needs a death, and no report tells one")
        elif days is None or days > YEAR:
            losses.add("incidents", "UCDP needs a date within a year, and no report tells one")
        else:
            shown = view(incident, source)
            yield [
                *_what(shown),
                *_told(shown, source),
                *_where(shown),
                *_when(incident, days),
                *_deaths(shown, dead),
                *_ours(incident, source),
            ]


def _what(shown: View) -> list[Cell]:
    incident = shown.incident
    one, other = sides(shown)
    year = incident.when.earliest.year if incident.when and incident.when.earliest else None
    a, b = (_side(side) for side in (one, other))
    return [incident.id, year, violence(one, other), None, f"{a} - {b}" if a and b else None, a, b]


def _side(side: tuple[Somebody, ...]) -> str | None:
    """The names of a side; those without arms are `Civilians`, as UCDP has them."""
    unarmed = bool(side) and all(party.kind in UNARMED for party in side)
    return "Civilians" if unarmed else listed(party.name for party in side)


def sides(shown: View) -> tuple[tuple[Somebody, ...], tuple[Somebody, ...]]:
    """Side A and side B; of two agents who fought each other, the second is side B, and a state is side A."""
    one, other = shown.agents, shown.targets
    if not other and len(one) == 2:
        one, other = one[:1], one[1:]
    against_state = any(p.kind in STATE for p in other) and any(p.kind == GROUP for p in one)
    return (other, one) if against_state else (one, other)


def violence(one: tuple[Somebody, ...], other: tuple[Somebody, ...]) -> int | None:
    """UCDP's type of violence: 1 a state fights, 2 groups fight each other, 3 one side strikes civilians; None where sides are unknown."""
    kinds, against = ({p.kind for p in side} - {None} for side in (one, other))
    armed, hit = kinds & (STATE | {GROUP}), against & (STATE | {GROUP})
    if armed and hit:
        return 1 if (armed | hit) & STATE else 2
    return 3 if (armed and against & UNARMED) or (hit and kinds & UNARMED) else None


def _told(shown: View, source: Source) -> list[Cell]:
    """Where it stands: articles with their outlets and dates, and whom they cite."""
    documents = [source.record_of(report).document for report in shown.incident.reports]
    days = [d.published.isoformat() if d.published else None for d in documents]
    articles = listed(", ".join(p for p in (d.outlet, day, d.title) if p) for d, day in zip(documents, days, strict=True))
    cited = listed(w.speaker for _, w in witnesses_of(shown.incident))
    return [len(documents), articles, listed(d.outlet for d in documents), listed(days), listed(d.title for d in documents), cited]


def _where(shown: View) -> list[Cell]:
    place = shown.incident.place
    if place is None:
        return [None] * 10
    size = extent(place)
    precise = {"town": 2 if is_near(shown) else 1, "facility": 1, "region": 4, "area": 5, "country": 6, "water": 7}.get(size or "")
    point = f"POINT ({place.lon} {place.lat})" if place.lat is not None and place.lon is not None else None
    row, division = country_row(place.country), place.name if size == "region" else None
    told: list[Cell] = [precise, place.name, place.text, division, None, place.lat, place.lon, point]
    return [*told, row.get("name"), ucdp_region(place.country)]


def _when(incident: Incident, days: int) -> list[Cell]:
    """Clarity 1 where it is told as one day's event, 2 where it may sum up several; precision 1 a day to 5 a year."""
    assert incident.when is not None
    precise = 1 if days == 1 else 2 if days < WEEK else 3 if days == WEEK else 4 if days <= MONTH else 5
    return [1 if days == 1 else 2, precise, incident.when.earliest, incident.when.latest]


def _deaths(shown: View, dead: Count) -> list[Cell]:
    """The dead by side where all who were hit are of one side, else unknown; then best, high and low."""
    one, other = sides(shown)
    struck, kinds = shown.targets, {party.kind for party in shown.targets}
    column = 3
    if kinds and kinds <= UNARMED:
        column = 2
    elif struck and not kinds & UNARMED and None not in kinds:
        column = 1 if struck == other else 0 if struck == one else 3
    split: list[Cell] = [0, 0, 0, 0] if column < 3 else [None] * 4
    split[column] = dead.number
    return [*split, dead.number, dead.high, dead.low]


def _ours(incident: Incident, source: Source) -> list[Cell]:
    return [verdict_of(incident), seen_cells(incident) or None, source.link("incident", incident.id)]
