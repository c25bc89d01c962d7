"""The columns of POLECAT's releases, as TSV: a row a pair of actor and recipient.

Left empty, because nothing here tells them: Intensity (its table is not part of PLOVER's manual), the Correlates of War codes, Wikipedia
and GeoNames numbers, districts and provinces.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from dateline.export.coded import Coded, code_all
from dateline.export.crosswalk import QUADS, sector_of
from dateline.export.figures import check_policy
from dateline.export.places import country_row, extent
from dateline.export.sheets import Cell, columns, listed, write_tsv
from dateline.export.source import BEST, Losses, Options, Source, Writing
from dateline.export.view import Somebody
from dateline.model import Record

COLUMNS = columns(
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, "
    "Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient "
    "Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia "
    "Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature "
    "Type, Source, Publication Date, Story People, Story Organizations, Story Locations, Language, Version, Dateline "
    "Verdict, Dateline Verdicts, Dateline Link",
    day="Event Date, Publication Date",
    number="Latitude, Longitude, Intensity",
    whole="Quad Code",
)
"""POLECAT's forty, then three of ours: what people have judged, and where to look it up."""
FEATURES = {"town": "PPL", "region": "ADM1", "country": "PCLI", "area": "RGN", "water": "SEA", "facility": "FACILITY"}
"""GeoNames' feature codes, as far as the size of a place is known."""
ORGANISATIONS = frozenset(("government", "military", "armed-group", "organisation"))


def write_polecat(source: Source, options: Options) -> Writing:
    """Incidents and verbal statements in POLECAT's columns."""
    losses = Losses()
    policy = check_policy(options.figures, BEST)
    rows = (row for coded in code_all(source, policy, losses) for row in _rows(coded, source.record_of(coded.report)))
    yield from write_tsv(COLUMNS, rows, raw=options.raw)
    return losses.told()


def _rows(coded: Coded, record: Record) -> Iterator[list[Cell]]:
    """A row a pair; the id gets `-1`, `-2`, … where there are several."""
    pairs = list(product(coded.actors or (None,), coded.recipients or (None,)))
    for number, (actor, recipient) in enumerate(pairs, 1):
        name = coded.id if len(pairs) == 1 else f"{coded.id}-{number}"
        contexts = listed([*coded.contexts, *coded.flags])
        head: list[Cell] = [name, coded.first, coded.root, coded.mode, None, QUADS.get(coded.root), contexts]
        yield [*head, *_party(actor), *_party(recipient), *_place(coded), *_story(coded, record)]


def _party(party: Somebody | None) -> list[Cell]:
    if party is None:
        return [None] * 8
    sector = sector_of(party)
    return [party.name, party.country, None, sector, sector, listed(party.roles), party.text, None]


def _place(coded: Coded) -> list[Cell]:
    place = coded.place
    if place is None:
        return [None] * 10
    size = extent(place)
    city = place.name if size == "town" else None
    province = place.name if size == "region" else None
    country = country_row(place.country).get("name")
    return [place.name, city, None, province, country, place.lat, place.lon, None, place.text, FEATURES.get(size or "")]


def _story(coded: Coded, record: Record) -> list[Cell]:
    document, named = coded.document, [a for a in record.actors if a.named == "named"]
    people = listed(a.name for a in named if a.kind == "person")
    bodies = listed(a.name for a in named if a.kind in ORGANISATIONS)
    places = listed(p.name for e in record.events for p in e.places)
    told: list[Cell] = [document.outlet, document.published, people, bodies, places, document.language, document.version]
    return [*told, coded.verdict, coded.verdicts or None, coded.permalink]
