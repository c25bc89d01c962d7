"""countries.yml: what names, adjectives, capitals and seats of government say which country."""

from __future__ import annotations

import re
from typing import Any

KINDS = {"government", "military", "organisation"}
UNCHANGED = re.compile(r"(?:ese|ish|ch|ss|sh|[zs]|Batswana|Basotho|Swazi|Thai|Lao|Kiribati|Vanuatu)$")
MANY_ALONE = tuple("ch Danish Finnish Polish Spanish Swedish British Irish English Scottish Welsh Turkish Icelandic Greenlandic".split())
"""Endings of adjectives that say the whole people and no single one of it."""


def pluralise(noun: str) -> str:
    """The plural of a noun for a people: Afghans, Frenchmen, Chinese."""
    if noun.endswith(("man", "woman")) and not noun.endswith(("German", "Roman", "Ottoman", "Oman")):
        return noun[:-3] + noun[-3:].replace("man", "men")
    return noun if UNCHANGED.search(noun) else noun + "s"


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{countries, names, short, adjectives, people, capitals, seats, common}`; each word leads to one country."""
    table: dict[str, Any] = {key: {} for key in ("countries", "names", "short", "adjectives", "people", "capitals", "seats")}
    if not rows["examples"] or not rows["counter_examples"]:
        raise ValueError("no examples or no counter-examples")
    regions = _group_regions(rows)
    for row in rows["rows"]:
        code = row["code"]
        if not re.fullmatch(r"[A-Z]{3}", code) or code in table["countries"]:
            raise ValueError(f"row {code!r}: no ISO alpha-3 code, or it stands twice")
        table["countries"][code] = _describe(row, regions[code])
        _put_words(table, row)
        _put_people(table, row)
        _put_seats(table, row)
    return {**table, "common": sorted(r["name"].lower() for r in rows["rows"] if r.get("common"))}


def _describe(row: dict[str, Any], region: str) -> dict[str, Any]:
    """What is known of a country by its code."""
    return {
        "name": row["name"],
        "iso2": row["iso2"],
        "iso": row.get("iso"),
        "region": region,
        "at": row["at"],
        "capital": row.get("capital"),
        "adjective": (row.get("adj") or [None])[0],
    }


def _put_words(table: dict[str, Any], row: dict[str, Any]) -> None:
    """The names and adjectives that say the country."""
    for name in [row["name"], *row.get("also", ())]:
        _put(table, "short" if _is_short(name) else "names", name, row["code"])
    for adjective in row.get("adj") or ():
        _put(table, "adjectives", adjective, row["code"])


def _put_people(table: dict[str, Any], row: dict[str, Any]) -> None:
    """The nouns for one and for many of its people."""
    for noun in [*(row.get("adj") or ()), *row.get("people", ())]:
        if not _is_short(noun) and not noun.endswith(MANY_ALONE):
            _put(table, "people", noun, [row["code"], "one"])
        if not _is_short(noun):
            _put(table, "people", pluralise(noun), [row["code"], "many"], again=True)


def _put_seats(table: dict[str, Any], row: dict[str, Any]) -> None:
    """Its capital, and the houses and quarters where it is governed from."""
    for name in [row["capital"], *row.get("also_capital", ())] if row.get("capital") else ():
        _put(table, "capitals", name, row["code"], again=True)
    for name, kind in row.get("seats", ()):
        if kind not in KINDS:
            raise ValueError(f"row {row['code']!r}: unknown kind {kind!r}")
        _put(table, "seats", name, [row["code"], kind])


def _group_regions(rows: dict[str, Any]) -> dict[str, str]:
    """The region of each country; each must have one."""
    found: dict[str, str] = {}
    for region, codes in rows["regions"].items():
        for code in codes.split():
            if found.setdefault(code, region) != region:
                raise ValueError(f"{code!r} stands in {region!r} and in {found[code]!r}")
    if unlike := found.keys() ^ {row["code"] for row in rows["rows"]}:
        raise ValueError(f"no one region, or no row, for {', '.join(sorted(unlike))}")
    return found


def _is_short(name: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.?){2,5}|BiH", name))


def _put(table: dict[str, Any], part: str, word: str, value: Any, again: bool = False) -> None:
    key = word if part == "short" else word.lower().removeprefix("the ").replace("’", "'")
    if table[part].get(key, value) != value and not again:
        raise ValueError(f"{word!r} of {value!r} stands in {part} for {table[part][key]!r} too")
    table[part].setdefault(key, value)
