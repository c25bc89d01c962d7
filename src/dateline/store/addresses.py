"""Where a store is: `record.db`, `sqlite:///record.db` or `postgresql://user@host/name` -> what SQLAlchemy opens."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from dateline.errors import UsageError

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Address:
    """`shown` is fit for messages: a password is masked; `path` is the file of an SQLite store."""

    shown: str
    dialect: str
    url: URL
    path: str | None = None


def read_address(address: str) -> Address:
    """What `address` names. Raises UsageError for another kind of database or an address that is none."""
    scheme = re.match(r"([a-z][a-z0-9+]*)://", address)
    if scheme is None:
        return _file(address)
    if scheme[1] == SQLITE:
        return _file(address.removeprefix("sqlite://").removeprefix("/"))
    if scheme[1] not in (POSTGRESQL, "postgres", "postgresql+psycopg"):
        raise UsageError(
            f"{scheme[1]}:// is no store that Dateline knows; give a file's name, sqlite:///FILE or postgresql://USER@HOST/NAME"
        )
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise UsageError("the store's address cannot be read; write postgresql://USER@HOST/NAME") from error
    if not url.database:
        raise UsageError("the store's address names no database; write postgresql://USER@HOST/NAME")
    return Address(url.set(drivername=POSTGRESQL).render_as_string(hide_password=True), POSTGRESQL, url)


def _file(path: str) -> Address:
    if not path or "\0" in path:
        raise UsageError("the store has no name; give a file's name, such as record.db")
    return Address(path, SQLITE, URL.create("sqlite", database=os.path.abspath(path)), os.path.abspath(path))
