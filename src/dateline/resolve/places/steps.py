"""Place names of a report and where they lie.

A place that the gazetteer does not have, or of which the report does not tell enough, keeps its name with null coordinates: a missing pin
costs less than a wrong one. A country carries the middle of its land; who draws a map of events leaves it out, since nothing happens there
in particular (`Toponym.kind` says `country`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Entity, Toponym, Word
from dateline.resolve.places.choose import Choice, choose_spots
from dateline.resolve.places.find import Mention, find_mentions
from dateline.resolve.places.gazetteer import Spot, find_spots, fold, load_countries, load_gazetteer, strip_type
from dateline.resolve.places.use import find_use, index_words

_SCHOLARLY = re.compile("[\u0100-\u0103\u0110-\u0113\u012a\u012b\u016a\u016b\u1e00-\u1eff‘’ʻʼ]")


def resolve_places(text: str, entities: Sequence[Entity], words: Sequence[Word]) -> tuple[Toponym, ...]:
    """Every toponym of the report in text order, each with its place, its use and the rule that chose it."""
    mentions = find_mentions(text, entities)
    chosen = choose_spots(text, mentions)
    ends = index_words(words)
    found: list[Toponym] = []
    for i, mention in enumerate(mentions):
        use = find_use(text, mention, words, ends)
        if use == "literal" and found and found[-1].use == "metonymic" and _is_joined(text, mentions[i - 1], mention):
            use = "metonymic"
        found.append(_of_country(mention, use) if i not in chosen else _of_spot(mention, chosen[i], use))
    return tuple(found)


def _is_joined(text: str, last: Mention, mention: Mention) -> bool:
    """`condemned by Kyiv and Washington`: the second is told as the first is."""
    return mention.kind in ("country", "capital", "seat") and text[last.span.end : mention.span.start] in (" and ", " or ", ", ")


def _of_country(mention: Mention, use: str) -> Toponym:
    countries = load_countries()
    code = mention.code or ""
    row = countries.table[code]
    name, lat, lon, kind = row["name"], float(row["at"][0]), float(row["at"][1]), "country"
    if mention.kind == "seat":
        home = next((s for s in find_spots(row["capital"]) if s.country == code), None)
        there = (home.lat, home.lon) if home else (None, None)
        return Toponym(mention.span, mention.text, mention.bare, code, there[0], there[1], None, use, "facility", "seat-of-government")
    if mention.kind == "country" and mention.compass:
        name = f"{mention.compass.capitalize()} {name}"
    rule = "demonym" if mention.kind == "people" else "country-name"
    return Toponym(mention.span, mention.text, name, code, lat, lon, load_gazetteer().country_ids.get(code), use, kind, rule)


def _of_spot(mention: Mention, choice: Choice, use: str) -> Toponym:
    spot = choice.spot
    if spot is None:
        kind = "facility" if mention.facility else "city"
        return Toponym(mention.span, mention.text, mention.bare, choice.country, None, None, None, use, kind, choice.rule)
    return Toponym(
        mention.span, mention.text, _usual_name(mention, spot), spot.country, spot.lat, spot.lon, spot.geonames, use, spot.kind, choice.rule
    )


def _usual_name(mention: Mention, spot: Spot) -> str:
    """The spot's name, without a type word that reports write small; the report's spelling where GeoNames' is a scholar's."""
    name, told = strip_type(spot.name)
    name = spot.name if told and spot.name[-len(told) :][0].isupper() else name
    if spot.kind == "city" and _SCHOLARLY.search(name):
        return mention.bare
    if not spot.main and spot.people < 100_000 and spot.kind == "city" and fold(name) != fold(mention.bare):
        return mention.bare
    return name
