"""The tables, once for SQLite and PostgreSQL.

Three layers, kept apart:
- testimony, written once: `blob` (bytes as they were read), `report` (text and what is known of it), `record` (what a model made of it),
  `run`, `failure`, `taken`, and `log`, a chain of hashes over all of them;
- judgement: `judgement` (same or not the same) and `correction` (what people say of a cell), by machine or person, revocable;
- index, which is made again from the two: `event`, `statement`, `actor`, `block`, `pending`, `incident`,
  `incident_event`, `incident_actor`, `story_report`, and the full-text table of passages, which each database makes in its own way.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

_NUL, _MARK = "\x00", "\ufdd0"


class Told(TypeDecorator[str]):
    """A string in code-point order on every database, kept exactly whatever stands in it.

    PostgreSQL takes no NUL, which a report may hold: there it is written as a noncharacter and a digit, and read back.
    """

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "postgresql" or not (_NUL in value or _MARK in value):
            return value
        return value.replace(_MARK, _MARK + "1").replace(_NUL, _MARK + "0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "postgresql" or _MARK not in value:
            return value
        return re.sub(_MARK + "([01])", lambda m: _NUL if m[1] == "0" else _MARK, value)


metadata = MetaData()

meta = Table("meta", metadata, Column("name", Told, primary_key=True), Column("value", Told, nullable=False))
"""`schema`: number of the last migration; other names belong to who writes them."""

# ---------------------------------------------------------------- testimony

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Told, nullable=False),
    Column("ended", Told),
    Column("command", Told, nullable=False),
    Column("model", Told),
    Column("version", Told),
    Column("config", Told),
)
blob = Table(
    "blob",
    metadata,
    Column("sha256", Told, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
report = Table(
    "report",
    metadata,
    Column("id", Told, primary_key=True),
    Column("document", Told, nullable=False, unique=True),
    Column("series", Told, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("latest", Boolean, nullable=False),
    Column("key", Told),
    Column("outlet", Told),
    Column("title", Told),
    Column("url", Told),
    Column("published", Told, index=True),
    Column("language", Told),
    Column("origin", Told, nullable=False),
    Column("blob", ForeignKey("blob.sha256")),
    Column("text", Told, nullable=False),
    Column("extra", Told, nullable=False),
    Column("added", Told, nullable=False),
    Column("run", ForeignKey("run.id")),
    Index("report_key", "key", postgresql_using="hash"),
    Index("report_outlet", "outlet", postgresql_using="hash"),
    Index("report_url", "url", postgresql_using="hash"),
    Index("report_origin", "origin", postgresql_using="hash"),
    UniqueConstraint("series", "version"),
    Index("report_list", "latest", "published", "id"),
)
"""`id` is the short id, `document` the record's `sha256:` id; versions of one report share `series` and count from 1.

Outlets' keys and addresses may be of any length, which PostgreSQL's trees do not hold; its hashes do."""
record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("model", Told, nullable=False),
    Column("version", Told, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("sha256", Told, nullable=False),
    Column("json", Told, nullable=False),
    Column("made", Told, nullable=False),
    Column("run", ForeignKey("run.id")),
    UniqueConstraint("report", "model", "version"),
)
failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("origin", Told, nullable=False, unique=True),
    Column("problem", Told, nullable=False),
    Column("at", Told, nullable=False),
    Column("run", ForeignKey("run.id")),
    Column("mended", Told),
)
"""`origin` as it was told, so that it can be tried again; `mended` when a later run got over it."""
taken = Table(
    "taken",
    metadata,
    Column("blob", ForeignKey("blob.sha256"), primary_key=True),
    Column("config", Told, primary_key=True),
)
"""Bytes that were read whole, under a configuration: they need not be read again."""
log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Told, nullable=False),
    Column("what", Told, nullable=False),
    Column("subject", Told, nullable=False),
    Column("sha256", Told, nullable=False),
    Column("chain", Told, nullable=False),
)
"""`chain` is the sha256 of the chain before it and this row, so that nothing can be changed or taken out unseen."""
feed = Table("feed", metadata, Column("url", Told, primary_key=True), Column("state", Told, nullable=False))

# ---------------------------------------------------------------- judgement

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Told, nullable=False),
    Column("first", Told, nullable=False),
    Column("second", Told, nullable=False),
    Column("same", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", Told, nullable=False),
    Column("made", Told, nullable=False),
    Column("reasons", Told, nullable=False),
    Column("note", Told, nullable=False),
    Column("revoked", Told),
    Index("judgement_first", "kind", "first"),
    Index("judgement_second", "kind", "second"),
    Index("judgement_people", "by", sqlite_where=text("\"by\" <> 'machine'"), postgresql_where=text("\"by\" <> 'machine'")),
)
"""`by` is `machine` or a person's name; a person's `same = false` is never overridden. Machine rows may be replaced, people's are
only ever revoked."""
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("event", Told, nullable=False),
    Column("cell", Told, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("verdict", Told, nullable=False),
    Column("machine", Told),
    Column("value", Told),
    Column("by", Told, nullable=False),
    Column("at", Told, nullable=False),
    Column("why", Told, nullable=False),
    Column("revoked", Told),
    UniqueConstraint("report", "event", "cell", "edition"),
)
"""`event` is an event's key (or a statement's id with its first character), `cell` its cell, '' for the whole; `edition` counts the edits
of one cell, so that two people who edit at once cannot both be edition 3."""

# ---------------------------------------------------------------- index, built again at will

event = Table(
    "event",
    metadata,
    Column("key", Told, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("local", Told, nullable=False),
    Column("type", Told, nullable=False, index=True),
    Column("mode", Told),
    Column("status", Told, nullable=False),
    Column("earliest", Told, index=True),
    Column("latest", Told),
    Column("country", Told, index=True),
    Column("place", Told),
    Column("lat", Float),
    Column("lon", Float),
)
statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("local", Told, nullable=False),
    Column("actor", Told),
    Column("act", Told, nullable=False, index=True),
    Column("form", Told, nullable=False),
    Column("said", Told),
    Column("content", Told, nullable=False),
    Index("statement_by", "actor", "said", "report", "id"),
)
"""`actor` is the key of a row of `actor`; `said` the day of `on`, else of publication. `statement_by` holds all that tells the latest of
somebody's, so that only those that are shown are looked up."""
actor = Table(
    "actor",
    metadata,
    Column("key", Told, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("local", Told, nullable=False),
    Column("name", Told, nullable=False),
    Column("folded", Told, nullable=False),
    Column("kind", Told, nullable=False),
    Column("country", Told),
    Column("named", Boolean, nullable=False),
    Column("party", Told),
    Index("actor_called", "folded", "named", "party", "report", "key"),
    Index("actor_party", "party", "folded", "key"),
)
"""`key` is `REPORT/a1`; `folded` the name without case and accents; `party` the key of the group that is the same actor across reports.
The indexes hold all that is asked of a crowd (`police`, thousands of actors of one name), whose rows lie far apart."""
block = Table(
    "block",
    metadata,
    Column("kind", Told, primary_key=True),
    Column("name", Told, primary_key=True),
    Column("subject", Told, primary_key=True),
    Index("block_subject", "kind", "subject"),
)
"""What is worth comparing: subjects (events, reports, actors by `kind`) that share a name, as `merge` gives the names."""
pending = Table("pending", metadata, Column("report", Told, primary_key=True))
"""Reports that came, went or were judged since incidents were last computed; a crash leaves them here and the next run takes them up."""
incident = Table(
    "incident",
    metadata,
    Column("id", Told, primary_key=True),
    Column("title", Told, nullable=False),
    Column("type", Told, nullable=False),
    Column("mode", Told),
    Column("status", Told, nullable=False),
    Column("earliest", Told),
    Column("latest", Told),
    Column("country", Told),
    Column("place", Told),
    Column("lat", Float),
    Column("lon", Float),
    Column("disputed", Boolean, nullable=False),
    Column("grade", Told, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("story", Told, index=True),
    Column("json", Told, nullable=False),
    Index(
        "incident_list",
        text("(coalesce(earliest, latest, ''))"),
        *"id earliest latest type mode status country place lat lon disputed grade reports voices story".split(),
    ),
    Index("incident_queue", "disputed", "voices", "reports", "id"),
    Index(
        "incident_count",
        text("(CASE WHEN lat IS NULL THEN 1 ELSE 0 END)"),
        *"type grade disputed".split(),
        text("(coalesce(earliest, latest, ''))"),
        *"status latest earliest place country lat lon mode story id".split(),
    ),
)
"""`incident_list` holds, in order of time, all that a list filters by, so that no list reads the wide rows (`json`) that it does not
show; an index on one column alone would tempt SQLite away from it. `incident_count` holds the same, by what is filtered by most, for
questions that count everything and need no order; nothing but these asks for its first expression (`where.UNPLACED`)."""
incident_event = Table(
    "incident_event",
    metadata,
    Column("event", Told, primary_key=True),
    Column("incident", Told, nullable=False, index=True),
    Column("founding", Told, nullable=False, index=True, server_default=""),
)
"""`founding` is the id that the incident would have if the event were its first: an id it once had is found by it."""
incident_actor = Table(
    "incident_actor",
    metadata,
    Column("incident", Told, primary_key=True),
    Column("folded", Told, primary_key=True),
    Column("role", Told, primary_key=True),
    Column("name", Told, nullable=False),
    Index("incident_actor_role", "folded", "role", "incident"),
)
story_report = Table(
    "story_report",
    metadata,
    Column("report", Told, primary_key=True),
    Column("story", Told, nullable=False, index=True),
    Column("voice", Told, nullable=False),
)
"""`voice` is the id of the earliest report of which this one is a copy (itself where it is none)."""

# ---------------------------------------------------------------- access

token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Told, nullable=False),
    Column("scope", Told, nullable=False),
    Column("sha256", Told, nullable=False, unique=True),
    Column("made", Told, nullable=False),
    Column("expires", Told, nullable=False),
    Column("revoked", Told),
)
"""Who may reach the desk from another machine: `sha256` of a secret that is shown once and kept nowhere, `scope` read, review or admin."""
