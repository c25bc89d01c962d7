"""The columns of ACLED's public files, filled from what reports tell.

Only what happened or goes on and is told to the month is taken. What a report cannot tell stays empty: whether an armed group is a rebel
group or a militia, how far a source reaches, admin levels below the first. Source: ACLED codebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export.crosswalk import is_real, words_of
from dateline.export.days import MONTH, WEEK, length
from dateline.export.figures import check_policy, count
from dateline.export.places import country_row, extent, is_near
from dateline.export.prose import summary
from dateline.export.sheets import Cell, columns, listed, write_csv
from dateline.export.source import LOWEST, Losses, Options, Source, Writing
from dateline.export.verdicts import seen_cells, verdict_of
from dateline.export.view import Somebody, View, view
from dateline.model import Incident

COLUMNS = columns(
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, assoc_actor_1, "
    "inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1, admin2, admin3, "
    "location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities, tags, timestamp, "
    "dateline_verdict, dateline_verdicts, dateline_link",
    day="event_date",
    whole="year, time_precision, inter1, inter2, interaction, iso, geo_precision, fatalities, timestamp",
    number="latitude, longitude",
)
"""ACLED's thirty-one, then three of ours: what people have judged, and where to look it up."""
BATTLE, REMOTE, CIVILIANS, PROTEST, RIOT, STRATEGIC = (
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"
)  # fmt: skip
DISORDER = {PROTEST: "Demonstrations", RIOT: "Demonstrations", STRATEGIC: "Strategic developments"}
TYPES: dict[tuple[str, str | None], tuple[str, str | None]] = {
    ("attack", "battle"): (BATTLE, "Armed clash"), ("attack", "airstrike"): (REMOTE, "Air/drone strike"),
    ("attack", "drone"): (REMOTE, "Air/drone strike"), ("attack", "shelling"): (REMOTE, "Shelling/artillery/missile attack"),
    ("attack", "bombing"): (REMOTE, "Remote explosive/landmine/IED"), ("attack", "sexual"): (CIVILIANS, "Sexual violence"),
    ("attack", "arson"): (STRATEGIC, "Looting/property destruction"), ("seize", "abduction"): (CIVILIANS, "Abduction/forced disappearance"),
    ("seize", "property"): (STRATEGIC, "Looting/property destruction"), ("seize", "hijacking"): (STRATEGIC, "Other"),
    ("arrest", "arrest"): (STRATEGIC, "Arrests"), ("arrest", "raid"): (STRATEGIC, "Arrests"), ("agree", "deal"): (STRATEGIC, "Agreement"),
    ("agree", "truce"): (STRATEGIC, "Agreement"), ("retreat", "ceasefire"): (STRATEGIC, "Agreement"),
    ("retreat", "withdrawal"): (STRATEGIC, "Change to group/activity"), ("retreat", "surrender"): (STRATEGIC, "Change to group/activity"),
    ("retreat", "disarm"): (STRATEGIC, "Change to group/activity"), ("mobilise", "deployment"): (STRATEGIC, "Change to group/activity"),
    ("mobilise", "weapons-test"): (STRATEGIC, "Other"), ("mobilise", "exercise"): (STRATEGIC, "Other"),
    ("protest", "demonstration"): (PROTEST, None), ("protest", "riot"): (RIOT, "Violent demonstration"), ("protest", None): (PROTEST, None),
}  # fmt: skip
"""Event and sub-event of our (type, mode). Whether a demonstration was peaceful or met with force is not told by its mode: left empty."""
ARMED = frozenset(("state", "government", "military", "armed-group"))
STATE = frozenset(("state", "government", "military"))
UNARMED = frozenset(("people", "person", "organisation"))


def write_acled(source: Source, options: Options) -> Writing:
    """Incidents in ACLED's columns; fatalities are the lowest figure told unless another policy is asked for, as ACLED has it."""
    losses, policy = Losses(), check_policy(options.figures, LOWEST)
    yield from write_csv(COLUMNS, _rows(source, policy, losses), raw=options.raw)
    return losses.told()


def _rows(source: Source, policy: str, losses: Losses) -> Iterator[list[Cell]]:
    for incident in source.incidents:
        shown = view(incident, source)
        kind, days = event_type(shown), length(incident.when)
        if not is_real(incident):
            losses.add("incidents", f"ACLED takes what happened, not what is {incident.status}")
        elif kind is None:
            losses.add("incidents", f"ACLED has no event type for {incident.type}{f'/{incident.mode}' if incident.mode else ''}")
        elif days is None or days > MONTH:
            losses.add("incidents", "ACLED needs a day, a week or a month, and no report tells one")
        else:
            yield [*_when(incident, days), *_what(kind), *_who(shown, kind), *_where(shown), *_told(shown, policy, source)]


def event_type(shown: View) -> tuple[str | None, str | None] | None:
    """ACLED's event and sub-event type; None where it takes no such events, (None, None) where it would depend on who fought whom."""
    kind, mode = shown.incident.type, shown.incident.mode
    if (kind, mode) == ("attack", "bombing") and "suicide" in words_of(tuple(m.event for m in shown.members)).casefold():
        return REMOTE, "Suicide bomb"
    if (kind, mode) in TYPES:
        return TYPES[kind, mode]
    if (kind, mode) == ("seize", "territory"):
        first = shown.agents[0].kind if shown.agents else None
        taker = {"armed-group": "Non-state actor overtakes territory", "military": "Government regains territory"}
        return BATTLE, taker.get(first or "")
    if kind != "attack" or mode == "war":
        return None
    hit = {party.kind for party in shown.targets}
    if hit & UNARMED and not hit & ARMED:
        return CIVILIANS, "Attack"
    armed = hit & ARMED and any(party.kind in ARMED for party in shown.agents)
    return (BATTLE, "Armed clash") if armed else (None, None)


def _when(incident: Incident, days: int) -> list[Cell]:
    assert incident.when is not None and incident.when.earliest is not None
    return [incident.id, incident.when.earliest, incident.when.earliest.year, 1 if days == 1 else 2 if days <= WEEK else 3]


def _what(kind: tuple[str | None, str | None]) -> list[Cell]:
    return [DISORDER.get(kind[0] or "", "Political violence"), *kind]


def _who(shown: View, kind: tuple[str | None, str | None]) -> list[Cell]:
    """Both sides; of two agents who fought each other, the second is the other side."""
    one, other = shown.agents, shown.targets
    if kind[0] == BATTLE and not other and len(one) == 2:
        one, other = one[:1], one[1:]
    place = shown.incident.place.country if shown.incident.place else None
    first, second = (_inter(side[0], kind[0], place, doer) if side else None for side, doer in ((one, True), (other, False)))
    both = int("".join(map(str, sorted((first, second))))) if first and second else None
    hit = any(party.kind in UNARMED for party in other) and DISORDER.get(kind[0] or "") is None
    return [*_side(one), first, *_side(other), second, both, "Civilian targeting" if hit else None]


def _side(side: tuple[Somebody, ...]) -> list[Cell]:
    return [side[0].name if side else None, listed(party.name for party in side[1:])]


def _inter(party: Somebody, event: str | None, place: str | None, doer: bool) -> int | None:
    """ACLED's number of a kind of actor: 1 state forces, 5 rioters, 6 protesters, 7 civilians, 8 external forces; None where a report
    cannot tell it, as for armed groups, which are rebels (2) or militias (3, 4) there."""
    if doer and event in (PROTEST, RIOT):
        return 6 if event == PROTEST else 5
    if party.kind in STATE:
        return 8 if party.country and place and party.country != place else 1
    return 7 if party.kind == "people" or (party.kind in UNARMED and not doer) else None


def _where(shown: View) -> list[Cell]:
    place = shown.incident.place
    if place is None:
        return [None] * 10
    row, size = country_row(place.country), extent(place)
    division = place.name if size == "region" else None
    precise = {"town": 2 if is_near(shown) else 1, "facility": 1, "region": 3, "country": 3, "area": 3}.get(size or "")
    return [row.get("iso"), row.get("region"), row.get("name"), division, None, None, place.name, place.lat, place.lon, precise]


def _told(shown: View, policy: str, source: Source) -> list[Cell]:
    incident = shown.incident
    dead = count(incident, "killed", policy)
    tags = listed(
        ["disputed" if incident.disputed else None, f"grade={incident.grade}" if incident.grade else None, f"voices={incident.voices}"]
    )
    told: list[Cell] = [listed(incident.outlets), None, summary(shown), dead.number if dead else None, tags, None]
    return [*told, verdict_of(incident), seen_cells(incident) or None, source.link("incident", incident.id)]
