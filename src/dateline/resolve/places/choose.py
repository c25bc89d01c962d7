"""Which of the places that share a name is meant: container told, story, size, neighbourhood."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.resolve.places.find import Mention, is_ambiguous
from dateline.resolve.places.gazetteer import Spot, distance, find_spots, fold, load_countries, load_gazetteer

NEAR = 300.0
"""Kilometres within which another place of the story speaks for a candidate: about the width of a middle-sized country."""
INSIDE = 250.0
"""Kilometres from a region's middle within which a town without the region's number may still lie in it."""
SMALL = 100_000
"""People under which a town abroad, which nothing in the story speaks for, is left without a pin."""

MOST = 300
"""Chosen places that are asked for their neighbourhood: more than a long report names, and a bound for a hostile one."""

_AFTER = re.compile(
    r"(?:\s*,\s*(?:(?!(?:and|or|to|from|but|then|while|where|when|who|which|after|before|as|for|with|by|against)\b"
    r"|(?:said|says|told|added|[a-z]+ed)\b)[a-z’'-]+\s+){0,3}"
    r"|\s*\(\s*|\s+(?:(?!and\b|or\b|but\b)[a-z]+\s+){0,2}(?:in|of)\s+(?:[a-z’'-]+\s+){0,4})$"
)
_BEFORE = re.compile(
    r"(?:['’]s?)?\s+(?:(?:[a-z-]+\s+){0,3}(?:city|town|village|capital|province|region|district|port|state|island|resort|suburb|county|"
    r"camp|peninsula|settlement|enclave|stronghold|township)\s+(?:of\s+)?|(?:north|south|east|west|central)[a-z]*\s+)?$"
)
_LIST = re.compile(r"\s*,?\s+(?:and\s+)?")
_TOWNS = {"city", "town", "village", "port", "municipality"}
_DIVISIONS = {
    "province",
    "region",
    "governorate",
    "prefecture",
    "oblast",
    "department",
    "canton",
    "county",
    "state",
    "territory",
    "island",
    "district",
}
_PRIORS = {"region": 5.6, "area": 8.5, "facility": 5.0}
_MAJOR = {"USA": 1.9, "CAN": 3.5, "AUS": 3.0, "GBR": 1.2, "IND": 1.5, "CHN": 1.5, "DEU": 1.0, "BRA": 0.8, "MEX": 0.8, "RUS": 1.0}
"""Divisions that English reports name without their country; weight in decades of population."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen spot with the rule that chose it; `spot` None where nothing fits. `country` is what the text told of it."""

    spot: Spot | None
    rule: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What the rest of the report speaks for: countries with their counts, and places already chosen."""

    countries: Counter[str]
    spots: tuple[Spot, ...]
    divisions: frozenset[int] = frozenset()
    """Numbers of the divisions in which chosen places lie."""


def choose_spots(text: str, mentions: Sequence[Mention]) -> dict[int, Choice]:
    """A choice for every mention of kind `name` or `capital`, by index."""
    options = {i: _options(m) for i, m in enumerate(mentions) if m.kind in ("name", "capital") or _is_region_too(m)}
    hard, soft = _containers(text, mentions, options)
    countries = Counter(m.code for m in mentions if m.code and m.kind in ("country", "people", "capital"))
    towns = dict(_namesakes(text, mentions))
    story = Story(countries, ())
    for _ in range(2):  # the second round knows the places that the first one chose
        chosen = {i: _choose(mentions[i], spots, (hard.get(i, []), soft.get(i)), story) for i, spots in options.items()}
        chosen |= towns
        sure = [c.spot for i, c in chosen.items() if c.spot and (c.rule == "container" or _is_sure(c.spot, options[i]))]
        unique = {s.row: s for s in sure}
        story = Story(
            countries + Counter(s.country for s in sure if s.country),
            tuple(unique.values())[:MOST],
            frozenset(s.division for s in sure if s.division),
        )
    chosen |= _hold_back(text, mentions, options, hard, chosen)
    return _agree(mentions, {i: c for i, c in chosen.items() if mentions[i].kind != "country" or c.spot}, towns)


def _namesakes(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, Choice]]:
    """Towns named like a country, by the division told after them: `Lebanon, Pennsylvania`; a list of countries is none."""
    for i, mention in enumerate(mentions[:-1]):
        after = mentions[i + 1]
        region = next((s for s in find_spots(after.bare) if s.kind == "region" and s.country != mention.code), None)
        told = text[mention.span.end : after.span.start] == ", " and not re.match(r",? (?:and|or) [A-Z]", text[after.span.end :][:8])
        if mention.kind == "country" and region and told and after.kind == "name":
            towns = [s for s in find_spots(mention.bare) if s.kind == "city" and _inside(s, region.row, {region.row: region})]
            if towns:
                yield i, Choice(max(towns, key=lambda s: (s.division == region.division, s.people)), "container")


def _hold_back(
    text: str, mentions: Sequence[Mention], options: dict[int, list[Spot]], hard: dict[int, list[int | str]], chosen: dict[int, Choice]
) -> dict[int, Choice]:
    """Names of a town and a division, as their neighbours tell: `Buffalo, New York`, `Oregon, Washington and Idaho` are divisions."""
    found: dict[int, Choice] = {}
    for i in options:
        region = next((s for s in options[i] if s.kind == "region"), None)
        choice = chosen.get(i)
        if region is None or choice is None or choice.spot is None or choice.spot.kind != "city" or i == 0:
            continue
        before = chosen.get(i - 1)
        gap = text[mentions[i - 1].span.end : mentions[i].span.start]
        if before is None or before.spot is None or not _LIST.fullmatch(gap):
            continue
        if before.rule == "container" and region.row in hard.get(i - 1, []) and _inside(before.spot, region.row, {region.row: region}):
            found[i] = Choice(region, "container-of")
        elif before.spot.kind == "region" and before.spot.country == region.country and not _is_container(chosen.get(i - 2), before.spot):
            found[i] = Choice(region, "list-of-divisions")
    return found


def _is_container(choice: Choice | None, region: Spot) -> bool:
    """Whether the place chosen before a region was chosen because it lies there: `Austin, Texas`."""
    return choice is not None and choice.rule == "container" and choice.spot is not None and choice.spot.division == region.division


def _is_sure(spot: Spot, options: Sequence[Spot]) -> bool:
    return spot.people >= 300_000 or len(options) == 1 or spot.kind == "region"


def _is_region_too(mention: Mention) -> bool:
    """A country whose name is a division elsewhere too: Georgia."""
    return mention.kind == "country" and any(
        s.kind == "region" and fold(s.name) == fold(mention.bare) and s.country != mention.code for s in find_spots(mention.bare)
    )


def _options(mention: Mention) -> list[Spot]:
    spots = list(find_spots(mention.bare))
    if mention.kind == "country":
        return [s for s in spots if s.kind == "region"]
    if mention.wants in _DIVISIONS and any(s.kind in ("region", "area") for s in spots):
        return [s for s in spots if s.kind != "city" or s.people >= SMALL]
    if mention.wants in ("county", "district") and mention.text[-6:].lower() in ("county", "strict") and mention.text != mention.bare:
        return [s for s in spots if s.country != "USA" and s.people >= SMALL]
    plain = fold(mention.bare)
    if not spots and plain.startswith(("al ", "el ", "ar ", "as ", "the ")):
        spots = list(find_spots(plain.split(" ", 1)[1]))
    if mention.text != mention.bare and not spots:
        spots = list(find_spots(mention.text))
    return spots


def _containers(
    text: str, mentions: Sequence[Mention], options: dict[int, list[Spot]]
) -> tuple[dict[int, list[int | str]], dict[int, str]]:
    """Per mention: what is told to hold it (a country's code, or a region's row), and a country that stands just before it."""
    hard: dict[int, list[int | str]] = {}
    soft: dict[int, str] = {}
    for i in range(len(mentions) - 1):
        gap = text[mentions[i].span.end : mentions[i + 1].span.start]
        if len(gap) > 60 or "\n" in gap:
            continue
        if i in options and _AFTER.match(gap):
            hard[i] = [*_holders(mentions[i + 1], options.get(i + 1, [])), *_holders_of_next(text, mentions, options, i + 1)]
        if mentions[i].code and mentions[i].kind != "capital" and i + 1 in options and _BEFORE.match(gap):
            soft[i + 1] = mentions[i].code or ""
    return hard, soft


def _holders_of_next(text: str, mentions: Sequence[Mention], options: dict[int, list[Spot]], i: int) -> list[int | str]:
    """`Austin, Indiana, United States`: what holds the holder holds the town too."""
    if i + 1 >= len(mentions) or not _AFTER.match(text[mentions[i].span.end : mentions[i + 1].span.start][:61]):
        return []
    return list(_holders(mentions[i + 1], options.get(i + 1, [])))


def _holders(mention: Mention, spots: Sequence[Spot]) -> Iterator[int | str]:
    regions = [s for s in spots if s.kind == "region"]
    if regions:
        yield max(regions, key=lambda s: _MAJOR.get(s.country or "", 0)).row
    if mention.kind in ("country", "people") and mention.code:
        yield mention.code


def _inside(spot: Spot, holder: int | str, story_regions: dict[int, Spot]) -> bool:
    if isinstance(holder, str):
        return spot.country == holder
    region = story_regions[holder]
    if spot.row == region.row or spot.country != region.country:
        return False
    return (spot.division == region.division != 0) or distance(spot, region) <= INSIDE


def _choose(mention: Mention, spots: Sequence[Spot], told: tuple[list[int | str], str | None], story: Story) -> Choice:
    hard, soft = told
    regions = {h: _row(h) for h in hard if isinstance(h, int)}
    for holder in hard:
        held = [s for s in spots if _inside(s, holder, regions)]
        if held and not (isinstance(holder, int) and _is_list_of_regions(held, spots)):
            best = max(held, key=lambda s: (_worth(s, mention, story, soft), -s.row))
            return Choice(best, "container")
    country = next((h if isinstance(h, str) else regions[h].country for h in hard), None)
    if not spots:
        return Choice(None, "not-in-gazetteer", country or soft)
    if mention.kind == "country" and not _speaks_for_region(mention, spots[0], story, hard):
        return Choice(None, "country-name")
    best = max(spots, key=lambda s: (_worth(s, mention, story, soft), -s.row))
    if country and best.country != country and best.people < 1_000_000 and best.kind == "city" and mention.kind != "capital":
        return Choice(None, "not-in-container", country)
    if _is_doubtful(best, story, soft):
        return Choice(None, "no-context", country or soft)
    return Choice(best, "story" if best.country in story.countries else "size")


def _is_list_of_regions(held: Sequence[Spot], spots: Sequence[Spot]) -> bool:
    """`Missouri, Montana and Ohio` tells of three states, not of a town in Montana."""
    return any(s.kind == "region" and s.country == held[0].country for s in spots) and all(s.people < 100_000 for s in held)


def _row(row: int) -> Spot:
    return load_gazetteer().spot(row)


def _speaks_for_region(mention: Mention, region: Spot, story: Story, hard: Sequence[int | str]) -> bool:
    """Whether a name of a country and of a division means the division: its country is in the story, and nobody near the other."""
    if region.country in hard:
        return True
    land = load_countries().table
    lat, lon = land[mention.code or ""]["at"]
    near = sum(
        n
        for code, n in story.countries.items()
        if code != mention.code and abs(land[code]["at"][0] - lat) + abs(land[code]["at"][1] - lon) < 20
    )
    own = sum(s.country == mention.code for s in story.spots)
    return bool(region.country in story.countries) and not near and not own


def _is_doubtful(spot: Spot, story: Story, soft: str | None) -> bool:
    """A small town abroad that nothing in the report speaks for."""
    if spot.kind == "city" and spot.people < SMALL and spot.country != soft and is_ambiguous(spot.name):
        return True
    if spot.kind != "city" or spot.people >= SMALL or spot.country in story.countries or spot.country == soft:
        return False
    return bool(story.countries) and all(distance(spot, other) > NEAR for other in story.spots)


def _worth(spot: Spot, mention: Mention, story: Story, soft: str | None) -> float:
    """Decades of population, and what speaks for the spot in the same coin."""
    worth = (
        math.log10(spot.people + 1)
        if spot.kind == "city"
        else _PRIORS[spot.kind] + (_MAJOR.get(spot.country or "", 0) if spot.kind == "region" else 0)
    )
    worth -= 0 if spot.main else 1.0
    total = sum(story.countries.values())
    if total and spot.country in story.countries:
        worth += 1.5 + 2.0 * story.countries[spot.country or ""] / total
    worth += 3.0 if soft and spot.country == soft else 0
    if any(s.row != spot.row and distance(s, spot) <= NEAR for s in story.spots):
        worth += 1.0
    if spot.kind == "city" and spot.division in story.divisions:
        worth += 1.0
    if mention.kind == "capital" and spot.kind == "city" and spot.country == mention.code:
        worth += 2.0
    return worth + _fit(spot, mention)


def _fit(spot: Spot, mention: Mention) -> float:
    """Whether the spot is of the kind that the words tell of."""
    if mention.facility:
        return 2.0 if spot.kind == "facility" else 0.0
    if mention.wants in _TOWNS:
        return 2.0 if spot.kind == "city" else -3.0
    if mention.wants in _DIVISIONS:
        return 3.0 if spot.kind == "region" else -1.5
    return 0.0


def _agree(mentions: Sequence[Mention], chosen: dict[int, Choice], towns: Mapping[int, Choice]) -> dict[int, Choice]:
    """One name, one place: what a container told of a name holds for its other mentions, unless they told another."""
    told: dict[str, Choice] = {}
    for i, choice in chosen.items():
        if choice.rule == "container" and not mentions[i].wants:
            told.setdefault(fold(mentions[i].bare), choice)
    agreed = {}
    for i, choice in chosen.items():
        first = told.get(fold(mentions[i].bare))
        agreed[i] = Choice(first.spot, "same-name") if first and choice.rule != "container" and not mentions[i].wants else choice
    named = {fold(mentions[i].bare): choice for i, choice in towns.items()}
    alike = {i: named[fold(m.bare)] for i, m in enumerate(mentions) if i not in agreed and m.kind == "country" and fold(m.bare) in named}
    return agreed | {i: Choice(choice.spot, "same-name") for i, choice in alike.items()}
