"""Rows of a registry, as lexicons/actors.yml and users' files have them: checked, with words for what is wrong."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from os import PathLike
from typing import Any

from dateline.errors import UsageError
from dateline.resolve.actors.registry import Entry, entry_of
from dateline.resolve.places.gazetteer import load_countries

KINDS = ("person", "state", "government", "military", "armed-group", "organisation", "people")
KEYS = frozenset({"name", "kind", "country", "aliases", "valid", "offices"})
LARGEST = 5_000_000
"""Bytes of a file of actors: about 50,000 entries; more is a mistake."""
_DAY = r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?"
_STRETCH = re.compile(rf"(?:{_DAY})?/(?:{_DAY})?")
_OFFICE = re.compile(r"(\S.*\S)\s+(\S*/\S*)")
_FORM = "FROM/TO, each YYYY, YYYY-MM or YYYY-MM-DD or left open, such as \"1998/2011-04-30\" or '2014/'"


class BadActors(UsageError):
    """A file of actors that cannot be used; nothing was read."""


def read_actors(path: str | PathLike[str]) -> tuple[Entry, ...]:
    """The entries of a user's file of actors, in its order. Raises BadActors, which says what is wrong where."""
    import yaml

    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError(f"is larger than {LARGEST:,} bytes; split it")
        rows = check_rows(yaml.safe_load(data.decode("utf-8-sig")))
    except OSError as error:
        raise BadActors(f"{path}: cannot be read ({error.strerror or error}); name a YAML file of actors") from error
    except UnicodeDecodeError as error:
        raise BadActors(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadActors(f"{path}: is no YAML ({_where(error)}); docs/actors.md shows the form") from error
    except ValueError as error:
        raise BadActors(f"{path}: {error}") from error
    return tuple(entry_of(row) for row in rows)


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    told = str(getattr(error, "problem", None) or "too deeply nested" if isinstance(error, RecursionError) else error).split("\n")[0]
    return f"line {mark.line + 1}: {getattr(error, 'problem', told)}" if mark else told


def check_rows(data: Any) -> list[dict[str, Any]]:
    """Rows with every key and with dates in full, or ValueError with the row's number and name."""
    rows = data.get("actors") if isinstance(data, Mapping) else data
    if not isinstance(rows, list) or not rows:
        raise ValueError("has no list of actors; write `actors:` and under it `- {name: …, kind: …}`")
    checked = []
    for number, row in enumerate(rows, 1):
        name = row.get("name") if isinstance(row, Mapping) else None
        try:
            checked.append(_check(row))
        except ValueError as error:
            raise ValueError(f"actor {number}{f' ({name})' if name else ''}: {error}") from None
    return checked


def _check(row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise ValueError("is no table; write `- {name: …, kind: …}`")
    if unknown := sorted(str(k) for k in set(row) - KEYS):
        raise ValueError(f"has the unknown key {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    name, kind, country = row.get("name"), row.get("kind"), row.get("country")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("has no name")
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    if country is not None and (not isinstance(country, str) or country not in load_countries().table):
        raise ValueError(f"country {country!r} is no ISO 3166-1 alpha-3 code that Dateline knows, such as KEN; quote it, or leave it out")
    offices = [_office(text) for text in _texts(row, "offices")]
    if offices and kind != "person":
        raise ValueError("offices are for kind person only")
    valid = row.get("valid", "/")
    return {
        "name": name.strip(), "kind": kind, "country": country, "aliases": [a.strip() for a in _texts(row, "aliases")],
        "valid": _stretch(valid), "offices": offices,
    }  # fmt: skip


def _texts(row: Mapping[str, Any], key: str) -> list[str]:
    texts = row.get(key) or []
    if not isinstance(texts, list) or not all(isinstance(t, str) and t.strip() for t in texts):
        raise ValueError(f"{key} are no list of words; put each that YAML takes for a number, a day or yes and no in quotation marks")
    return texts


def _office(text: str) -> list[Any]:
    found = _OFFICE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f'office {text!r} is not `OFFICE FROM/TO`, such as "president 2010-08-07/2018"')
    return [found.group(1), _stretch(found.group(2))]


def _stretch(text: Any) -> list[str | None]:
    """Both ends as days: the first of a year or month that begins, the last of one that ends."""
    found = _STRETCH.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise ValueError(f"{text!r} is not {_FORM}")
    since, until = _day(found.groups()[:3], last=False), _day(found.groups()[3:], last=True)
    if since and until and since > until:
        raise ValueError(f"{text!r} ends before it begins")
    return [since.isoformat() if since else None, until.isoformat() if until else None]


def _day(parts: tuple[str | None, ...], last: bool) -> date | None:
    year, month, day = (int(p) if p else None for p in parts)
    if year is None:
        return None
    try:
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1))
    except ValueError:
        raise ValueError(f"{'-'.join(p for p in parts if p)} is no day") from None
