"""The three tables as files of their own, or packed in one archive; the same incidents give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO

from dateline.export.figures import check_policy
from dateline.export.parquet import write_parquet
from dateline.export.sheets import Cell, write_csv
from dateline.export.source import BEST, Options, Seen, Source, Writer, Writing
from dateline.export.tables import NAMES, account_rows, incident_rows, report_rows
from dateline.model import Incident

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that an archive gives its files: none, so that the same tables are the same bytes."""
PIECE = 1 << 20
IN_MEMORY = 16 << 20
"""Bytes of a table beyond which it waits on disk."""


@dataclass(slots=True)
class _Pass:
    """The incidents, once through, noting which reports they rest on."""

    source: Source
    seen: Seen
    homes: dict[str, list[str]]

    def __iter__(self) -> Iterator[Incident]:
        for incident in self.source.incidents:
            self.seen.add(incident)
            for report in incident.reports:
                self.homes.setdefault(report, []).append(incident.id)
            yield incident


def table_rows(table: str, source: Source, policy: str) -> Iterator[list[Cell]]:
    """The rows of one of the three tables."""
    incidents = _Pass(source, Seen(source), {})
    if table == "incidents":
        yield from incident_rows(incidents, source, policy)
    elif table == "accounts":
        yield from account_rows(incidents, source)
    else:
        for _ in incidents:
            pass
        yield from report_rows(incidents.seen.reports(), incidents.homes, source)


def write_table(table: str, *, packed: bool) -> Writer:
    """A writer of one table, as CSV or (`packed`) Parquet."""

    def write(source: Source, options: Options) -> Writing:
        rows = table_rows(table, source, check_policy(options.figures, BEST))
        if not packed:
            yield from write_csv(NAMES[table], rows, raw=options.raw)
            return ()
        with TemporaryFile() as target:
            write_parquet(NAMES[table], rows, target)
            yield from _pieces(target)
        return ()

    return write


def write_archive(*, packed: bool) -> Writer:
    """A writer of all three tables in one zip archive."""

    def write(source: Source, options: Options) -> Writing:
        suffix = "parquet" if packed else "csv"
        with SpooledTemporaryFile(IN_MEMORY) as target:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for table in NAMES:
                    entry = zipfile.ZipInfo(f"{table}.{suffix}", EPOCH)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    with archive.open(entry, "w", force_zip64=True) as part:
                        for piece in write_table(table, packed=packed)(source, options):
                            part.write(piece)
            yield from _pieces(target)
        return ()

    return write


def _pieces(target: IO[bytes]) -> Iterator[bytes]:
    target.seek(0)
    while piece := target.read(PIECE):
        yield piece
