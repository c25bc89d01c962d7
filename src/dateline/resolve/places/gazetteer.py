"""The gazetteer at run time: names to spots on the map, read on first use.

The table is compiled by `training/gazetteer.py` from GeoNames (CC BY 4.0) and `lexicons/areas.yml`. A name is looked up by a
40-bit hash of its folded form, so that half a million names take three bytes each; a false hit has a chance of one in two million.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError
from dateline.lexicon import load_lexicon

KINDS = ("city", "region", "area", "facility")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "-": " ",
        "–": " ",
        ".": " ",
        ",": " ",
        "/": " ",
        "(": " ",
        ")": " ",
        "&": " and ",
        **dict.fromkeys("'’‘ʻʼ`ʿʾ′\u200e\u200f", ""),
    }
)
_TYPES = re.compile(
    r"\b(?:province|region|governorate|district|prefecture|oblast|department|canton|county|municipality|state|territory|area|"
    r"administrative region)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the gazetteer. `division` numbers the first-level division it lies in; `main`: the name asked for is its first."""

    row: int
    name: str
    kind: str
    country: str | None
    division: int
    lat: float
    lon: float
    people: int
    geonames: int | None
    main: bool


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name as the table knows it: lower case, without accents, apostrophes and hyphens.

    >>> fold("N’Djamena"), fold("St. Pölten")
    ('ndjamena', 'saint polten')
    """
    plain = unicodedata.normalize("NFKD", name).lower().translate(_LETTERS)
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join("saint" if word == "st" else word for word in kept.split())


def strip_type(name: str) -> tuple[str, str | None]:
    """A name without its trailing type word, and that word in lower case: `Idlib province` -> `Idlib`, `province`."""
    found = _TYPES.search(name)
    if found is None or not name[: found.start()].strip(" -"):
        return name, None
    return name[: found.start()].strip(" -"), found.group().lower()


def hash_name(folded: str) -> int:
    """Forty bits of a folded name, the same on every machine."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=5).digest(), "big")


class Gazetteer:
    """The compiled table; `find` is its only question about names."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._hashes = np.cumsum(arrays["steps"].astype(np.uint64))
        self._rows: NDArray[np.uint32] = arrays["rows"]
        self._names: list[str] = bytes(arrays["names"]).decode("utf-8").split("\n")
        meta = json.loads(bytes(arrays["meta"]))
        self._codes: list[str] = meta["countries"]
        self.country_ids: dict[str, int] = meta["country_ids"]
        self._columns = {key: arrays[key] for key in ("kind", "country", "division", "lat", "lon", "people")}
        self._ids = np.cumsum(arrays["id_steps"].astype(np.int64))

    def find(self, name: str) -> tuple[Spot, ...]:
        """Every spot that goes by `name`, in the table's order."""
        key = np.uint64(hash_name(fold(name)))
        first, last = (int(np.searchsorted(self._hashes, key, side=side)) for side in ("left", "right"))
        return tuple(self.spot(int(self._rows[i]) >> 1, main=not int(self._rows[i]) & 1) for i in range(first, last))

    def spot(self, row: int, main: bool = True) -> Spot:
        """The spot of one row."""
        column = {key: int(values[row]) for key, values in self._columns.items()}
        code, number = self._codes[column["country"]], int(self._ids[row])
        return Spot(
            row,
            self._names[row],
            KINDS[column["kind"]],
            code or None,
            column["division"],
            column["lat"] / 100,
            column["lon"] / 100,
            round(10 ** (column["people"] / 25)) - 1,
            number or None,
            main,
        )


@cache
def load_gazetteer() -> Gazetteer:
    """The bundled table. Raises ModelError where it is missing or damaged."""
    source = resources.files("dateline") / "data" / "gazetteer.npz"
    try:
        with np.load(BytesIO(source.read_bytes()), allow_pickle=False) as packed:
            return Gazetteer({key: packed[key] for key in packed.files})
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the gazetteer is missing or damaged ({error}); install dateline again") from error


@lru_cache(maxsize=20_000)
def find_spots(name: str) -> tuple[Spot, ...]:
    """Every spot of the bundled table that goes by `name`."""
    return load_gazetteer().find(name)


@dataclass(frozen=True, slots=True)
class Countries:
    """countries.yml with folded keys: each table gives an alpha-3 code (and, for seats and people, a kind or number)."""

    table: dict[str, dict[str, Any]]
    names: dict[str, str]
    short: dict[str, str]
    adjectives: dict[str, str]
    people: dict[str, tuple[str, str]]
    capitals: dict[str, str]
    seats: dict[str, tuple[str, str]]
    common: frozenset[str]

    def of_name(self, name: str) -> str | None:
        """The country that `name` is a name of; abbreviations count in capitals only (`US`, not `us`)."""
        if name in self.short:
            return self.short[name]
        return self.names.get(fold(name)) or self.names.get(fold(name).removeprefix("the "))

    def of_people(self, word: str) -> str | None:
        """The country that an adjective or a noun for its people tells of."""
        if word in ("US", "U.S.", "UAE", "UK", "U.K."):
            return self.short[word]
        folded = fold(word)
        return self.adjectives.get(folded) or self.people.get(folded, (None,))[0]


@cache
def load_countries() -> Countries:
    """The compiled countries, folded once."""
    raw = load_lexicon("countries")
    plain = {part: {fold(key): value for key, value in raw[part].items()} for part in ("names", "adjectives", "capitals")}
    pairs = {part: {fold(key): (value[0], value[1]) for key, value in raw[part].items()} for part in ("people", "seats")}
    return Countries(
        raw["countries"],
        plain["names"],
        raw["short"],
        plain["adjectives"],
        pairs["people"],
        plain["capitals"],
        pairs["seats"],
        frozenset(raw["common"]),
    )


def distance(a: Spot, b: Spot) -> float:
    """Kilometres along the earth's surface."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
