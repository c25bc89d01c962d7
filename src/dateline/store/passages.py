"""The full-text index: words of texts, statements and actors, for SQLite (FTS5) and PostgreSQL (tsvector).

One row of `passage` names what a piece of writing is; its words stand in an index of the database's own kind. Both are given
words that `fold` has already folded, so that the two databases find the same. Writing that does not part its words by spaces, or
glues particles to them (Chinese, Japanese, Thai, Arabic, Hebrew, …), is kept in `body` too and searched for parts of words.

Rows of SQLite's index are never taken out one by one: what is read again gets new rows, and an old one finds no `passage` any more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from dateline.store.schema import Told, metadata

KINDS = ("text", "statement", "actor")
LONGEST = 300
"""Characters of a folded name that are kept, as `indexing` keeps them: no index takes rows of any length."""
_CHUNK = 500
"""Names asked for at once: SQLite takes some thousands of parameters."""
_MOST = 400_000
"""Characters of one passage that are indexed: PostgreSQL refuses a tsvector of over 1 MiB."""

passage = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Told, nullable=False),
    Column("report", Told, nullable=False, index=True),
    Column("local", Told, nullable=False),
    Column("words", TSVECTOR().with_variant(Text(), "sqlite")),
    Column("body", Told),
    sqlite_autoincrement=True,
)
Index("passage_words", passage.c.words, postgresql_using="gin").ddl_if(dialect="postgresql")
_IS_NAME, _HAS_BODY = passage.c.kind == text("'actor'"), passage.c.body.is_not(None)
Index("passage_body", passage.c.kind, passage.c.id, sqlite_where=_HAS_BODY, postgresql_where=_HAS_BODY)
Index("passage_name", passage.c.local, sqlite_where=_IS_NAME, postgresql_where=_IS_NAME)
"""`local` is the statement's id within its report, '' for a text; for an actor it is the folded name and `report` is '', because a name
stands here once however many reports have it. `words` is PostgreSQL's alone."""


class Passage(NamedTuple):
    """A piece of writing to be found: `kind` is one of KINDS, `local` an id within the report or ''; an actor's `body` is the name."""

    kind: str
    report: str
    local: str
    body: str


def fold(words: str) -> str:
    """`words` without case, accents and differences of mere form, for comparing names and for finding.

    >>> fold("Sécurité  É́TAT")
    'securite  etat'
    """
    if words.isascii():
        return words.lower()
    parts = unicodedata.normalize("NFKD", words.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if c < "\u0300" or not unicodedata.combining(c)))


def words_of(folded: str) -> list[str]:
    """The words of folded writing: runs of letters and digits."""
    return re.findall(r"[^\W_]+", folded)


def wants_parts(folded: str) -> bool:
    """Whether the writing has letters of scripts in which parts of words must be found: all from Hebrew on in Unicode's order."""
    return any(c.isalpha() for c in re.findall("[\u0590-\U0010ffff]", folded))


def create_passages(connection: Connection) -> None:
    """Makes the tables of the full-text index that SQLAlchemy cannot describe; `passage` itself stands in the schema."""
    if connection.dialect.name != "sqlite":
        return
    for kind in KINDS:
        connection.execute(text(f"CREATE VIRTUAL TABLE passage_{kind} USING fts5(words, content='', tokenize='unicode61')"))
    connection.execute(text("CREATE VIRTUAL TABLE passage_parts USING fts5(body, content='', tokenize='trigram')"))


def write_passages(connection: Connection, passages: Iterable[Passage]) -> None:
    """Adds passages to the index, in one transaction with what they belong to; an actor's name that is there already is passed over."""
    rows = _new_names(connection, [_row(p) for p in passages])
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        _write_sqlite(connection, rows)
        return
    bound: dict[str, Any] = {name: bindparam(f"its_{name}") for name in ("kind", "report", "local", "body")}
    statement = insert(passage).values(words=func.to_tsvector(literal_column("'simple'"), bindparam("its_folded")), **bound)
    connection.execute(statement, [{f"its_{name}": value for name, value in row.items()} for row in rows])


def _row(one: Passage) -> dict[str, Any]:
    folded = fold(one.body[:_MOST])
    body = " ".join(folded.replace("\0", " ").split()) if wants_parts(folded) else None
    report, local = ("", folded[:LONGEST]) if one.kind == "actor" else (one.report, one.local)
    return {"kind": one.kind, "report": report, "local": local, "folded": " ".join(words_of(folded)), "body": body}


def _new_names(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """`rows` without actors' names that the index has, each name once."""
    names = list(dict.fromkeys(r["local"] for r in rows if r["kind"] == "actor"))
    known: set[str] = set()
    for start in range(0, len(names), _CHUNK):
        some = select(passage.c.local).where(_IS_NAME, passage.c.local.in_(names[start : start + _CHUNK]))
        known.update(connection.execute(some).scalars())
    out = []
    for row in rows:
        if row["kind"] != "actor":
            out.append(row)
        elif row["local"] not in known:
            known.add(row["local"])
            out.append(row)
    return out


def _write_sqlite(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    last: int = connection.execute(text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'passage'), 0)")).scalar_one()
    numbered = [row | {"id": number} for number, row in enumerate(rows, last + 1)]
    own = [{k: r[k] for k in ("id", "kind", "report", "local", "body")} for r in numbered]
    connection.execute(insert(passage), own)
    for kind in KINDS:
        if some := [{"id": r["id"], "words": r["folded"]} for r in numbered if r["kind"] == kind]:
            connection.execute(text(f"INSERT INTO passage_{kind} (rowid, words) VALUES (:id, :words)"), some)
    if parts := [{"id": r["id"], "body": r["body"]} for r in numbered if r["body"] is not None]:
        connection.execute(text("INSERT INTO passage_parts (rowid, body) VALUES (:id, :body)"), parts)


def drop_passages(connection: Connection, reports: Sequence[str], kinds: Sequence[str] = KINDS) -> None:
    """Takes passages of reports (short ids) out of what is found, before they are written anew; names stay."""
    connection.execute(delete(passage).where(passage.c.report.in_(reports), passage.c.kind.in_(kinds)))


def clear_passages(connection: Connection) -> None:
    """Empties the whole index, before it is built again."""
    connection.execute(delete(passage))
    if connection.dialect.name == "sqlite":
        for name in (*KINDS, "parts"):
            connection.execute(text(f"INSERT INTO passage_{name} (passage_{name}) VALUES ('delete-all')"))


def count_passages(connection: Connection) -> int:
    """How many passages can be found."""
    return connection.execute(select(func.count()).select_from(passage)).scalar_one()
