"""Incidents and records -> files that other people's tools read.

`FORMATS` names them; a writer takes a `Source` and `Options`, yields the file piece by piece and returns what it left out, as data.
Incidents are gone through once a table, so `Source.incidents` must be a list, or begin again each time it is gone through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dateline.errors import UsageError
from dateline.export.acled import write_acled
from dateline.export.annotation import write_annotations
from dateline.export.bundle import write_archive, write_table
from dateline.export.entities import write_entities
from dateline.export.geojson import write_geojson
from dateline.export.markdown import write_markdown
from dateline.export.native import write_incidents, write_records
from dateline.export.page import write_page
from dateline.export.plover import write_plover
from dateline.export.polecat import write_polecat
from dateline.export.source import BEST, LATEST, LOWEST, POLICIES, LeftOut, Options, Source, Writer, Writing, finish
from dateline.export.timeline import write_timeline
from dateline.export.ucdp import write_ucdp

__all__ = [
    "BEST",
    "FORMATS",
    "LATEST",
    "LOWEST",
    "POLICIES",
    "Format",
    "LeftOut",
    "Options",
    "Source",
    "Writer",
    "Writing",
    "find_format",
    "finish",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, what its files end in, its media type, what it is for, its writer, and the names it is also known by."""

    name: str
    suffix: str
    media: str
    about: str
    write: Writer
    also: tuple[str, ...] = ()


_LINES, _CSV, _ZIP = "application/x-ndjson", "text/csv; charset=utf-8", "application/zip"
_PARQUET = "application/vnd.apache.parquet"
_ALL = (
    Format("records", "jsonl", _LINES, "the records of the reports, a line each, as FORMAT.md has them", write_records),
    Format("incidents", "jsonl", _LINES, "incidents with every cell, rival value and witness, a line each", write_incidents, ("jsonl",)),
    Format("csv", "zip", _ZIP, "three linked tables: incidents, accounts, reports", write_archive(packed=False)),
    Format("parquet", "zip", _ZIP, "the same three tables, typed, as Parquet", write_archive(packed=True)),
    *(
        Format(f"{t}-csv", "csv", _CSV, f"the table of {t} alone", write_table(t, packed=False))
        for t in ("incidents", "accounts", "reports")
    ),
    *(
        Format(f"{t}-parquet", "parquet", _PARQUET, f"the table of {t} alone, as Parquet", write_table(t, packed=True))
        for t in ("incidents", "accounts", "reports")
    ),
    Format("acled", "csv", _CSV, "columns of ACLED's files; figures: lowest", write_acled),
    Format("ucdp", "csv", _CSV, "columns of UCDP's Georeferenced Event Dataset", write_ucdp, ("ucdp-ged", "ged")),
    Format("polecat", "tsv", "text/tab-separated-values; charset=utf-8", "columns of POLECAT's releases", write_polecat),
    Format("plover", "jsonl", _LINES, "PLOVER 1.3, a line an event or verbal statement", write_plover),
    Format("geojson", "geojson", "application/geo+json", "points for maps (RFC 7946)", write_geojson),
    Format("timelinejs", "json", "application/json", "slides for TimelineJS", write_timeline, ("timeline",)),
    Format(
        "annotations",
        "jsonld",
        "application/ld+json",
        "every anchored cell as a W3C Web Annotation",
        write_annotations,
        ("annotation", "web-annotation"),
    ),
    Format("ftm", "jsonl", _LINES, "FollowTheMoney entities", write_entities, ("followthemoney",)),
    Format("markdown", "md", "text/markdown; charset=utf-8", "sentences with footnotes to their source words", write_markdown, ("md",)),
    Format("html", "html", "text/html; charset=utf-8", "the same as a page", write_page),
)
FORMATS: Mapping[str, Format] = MappingProxyType({form.name: form for form in _ALL})


def find_format(name: str) -> Format:
    """The format of that name, or that is also known by it. Raises UsageError where there is none."""
    found = FORMATS.get(name) or next((form for form in _ALL if name in form.also), None)
    if found is None:
        raise UsageError(f"there is no format {name!r}; choose {', '.join(FORMATS)}")
    return found
