"""The tables, once for SQLite and PostgreSQL.

Three layers, kept apart:
- testimony, written once: `blob` (bytes as they were read), `report` (text and what is known of it), `record` (what a model made of it),
  `run`, `failure`, and `log`, a chain of hashes over all of them;
- judgement: `judgement` (same or not the same) and `correction` (what people say of a cell), by machine or person, revocable;
- index, which `rebuild` makes again from the two: `event`, `statement`, `actor`, `block`, `incident`,
  `incident_event`, `incident_actor`, `story_report`, and the full-text table of passages, which each database makes in its own way.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))
"""`schema`: number of the last migration; other names belong to who writes them."""

# ---------------------------------------------------------------- testimony

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("ended", String),
    Column("command", Text, nullable=False),
    Column("model", String),
    Column("version", String),
    Column("config", String),
)
blob = Table(
    "blob",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
report = Table(
    "report",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, nullable=False, unique=True),
    Column("series", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("latest", Boolean, nullable=False, index=True),
    Column("key", String, index=True),
    Column("outlet", String, index=True),
    Column("title", Text),
    Column("url", Text),
    Column("published", String, index=True),
    Column("language", String),
    Column("origin", Text, nullable=False),
    Column("blob", ForeignKey("blob.sha256")),
    Column("text", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("added", String, nullable=False),
    Column("run", ForeignKey("run.id")),
    UniqueConstraint("series", "version"),
)
"""`id` is the short id, `document` the record's `sha256:` id; versions of one report share `series` and count from 1."""
record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("model", String, nullable=False),
    Column("version", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("sha256", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("run", ForeignKey("run.id")),
    UniqueConstraint("report", "model", "version"),
)
failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("problem", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("run", ForeignKey("run.id")),
    Column("mended", String),
)
log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("chain", String, nullable=False),
)
"""`chain` is the sha256 of the chain before it and this row, so that nothing can be changed or taken out unseen."""
feed = Table("feed", metadata, Column("url", String, primary_key=True), Column("state", Text, nullable=False))

# ---------------------------------------------------------------- judgement

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("first", String, nullable=False),
    Column("second", String, nullable=False),
    Column("same", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", String, nullable=False),
    Column("made", String, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("revoked", String),
    Index("judgement_first", "kind", "first"),
    Index("judgement_second", "kind", "second"),
)
"""`by` is `machine` or a person's name; a person's `same = false` is never overridden. Machine rows may be replaced, people's are
only ever revoked."""
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("event", String, nullable=False),
    Column("cell", String, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("verdict", String, nullable=False),
    Column("machine", Text),
    Column("value", Text),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("revoked", String),
    UniqueConstraint("report", "event", "cell", "edition"),
)
"""`event` is an event's key (or a statement's id with its first character), `cell` its cell, '' for the whole; `edition` counts the edits
of one cell, so that two people who edit at once cannot both be edition 3."""

# ---------------------------------------------------------------- index, built again at will

event = Table(
    "event",
    metadata,
    Column("key", String, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("local", String, nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("mode", String),
    Column("status", String, nullable=False),
    Column("earliest", String, index=True),
    Column("latest", String),
    Column("country", String, index=True),
    Column("place", String),
    Column("lat", Float),
    Column("lon", Float),
)
statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("local", String, nullable=False),
    Column("actor", String, index=True),
    Column("act", String, nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("said", String),
    Column("content", Text, nullable=False),
)
"""`actor` is the key of a row of `actor`; `said` the day of `on`, else of publication."""
actor = Table(
    "actor",
    metadata,
    Column("key", String, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("local", String, nullable=False),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("named", Boolean, nullable=False),
    Column("party", String, index=True),
)
"""`key` is `REPORT/a1`; `folded` the name without case and accents; `party` the key of the group that is the same actor across reports."""
block = Table(
    "block",
    metadata,
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Index("block_subject", "kind", "subject"),
)
"""What is worth comparing: subjects (events, reports, actors by `kind`) that share a name, as `merge` gives the names."""
incident = Table(
    "incident",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("mode", String),
    Column("status", String, nullable=False, index=True),
    Column("earliest", String, index=True),
    Column("latest", String, index=True),
    Column("country", String, index=True),
    Column("place", String),
    Column("lat", Float, index=True),
    Column("lon", Float),
    Column("disputed", Boolean, nullable=False, index=True),
    Column("grade", String, nullable=False, index=True),
    Column("reports", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("story", String, index=True),
    Column("json", Text, nullable=False),
)
incident_event = Table(
    "incident_event",
    metadata,
    Column("event", String, primary_key=True),
    Column("incident", String, nullable=False, index=True),
)
incident_actor = Table(
    "incident_actor",
    metadata,
    Column("incident", String, primary_key=True),
    Column("folded", String, primary_key=True, index=True),
    Column("role", String, primary_key=True),
    Column("name", String, nullable=False),
)
story_report = Table(
    "story_report",
    metadata,
    Column("report", String, primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("voice", String, nullable=False),
)
"""`voice` is the id of the earliest report of which this one is a copy (itself where it is none)."""
