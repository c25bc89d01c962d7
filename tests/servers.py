"""A PostgreSQL server of the tests' own: on loopback, in a temporary folder, never as root; gone when the tests are."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from itertools import count
from pathlib import Path

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "shared_buffers=64MB")
"""Nothing that these stores hold is to outlive the server; the torture tests start one that keeps its promises."""
_numbers = count(1)


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs, None where it is not installed."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else [Path(p) for p in sorted(glob("/usr/lib/postgresql/*/bin"))]
    return next((f for f in reversed(folders) if (f / "initdb").exists() and (f / "postgres").exists()), None)


@contextmanager
def start_server(settings: tuple[str, ...] = QUICK) -> Iterator[str]:
    """The address of a running server, without a database's name: `postgresql://dateline@127.0.0.1:5433`."""
    programs = find_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed (apt-get install postgresql)")
    folder = tempfile.mkdtemp(prefix="dateline-pg-")
    user = _somebody()
    if user is not None:
        shutil.chown(folder, user)
    who = {"user": user, "extra_groups": []} if user is not None else {}
    port = _free_port()
    data = os.path.join(folder, "data")
    made = [programs / "initdb", "-D", data, "-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, cwd=folder, **who)
    options = [x for s in (*settings, "listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}") for x in ("-c", s)]
    with open(os.path.join(folder, "log"), "wb") as log:
        server = subprocess.Popen([programs / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=folder, **who)
    try:
        address = f"postgresql://dateline@127.0.0.1:{port}"
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()  # a smart shutdown would wait for clients
        server.send_signal(2)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def make_database(server: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"d{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 LOCALE 'C.UTF-8'")
    return f"{server}/{name}"


def drop_database(address: str) -> None:
    """Takes a database away, with whoever is still in it."""
    import psycopg

    server, _, name = address.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _somebody() -> str | None:
    """Whom the server runs as, for it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    import time

    import psycopg

    for _ in range(300):
        try:
            psycopg.connect(f"{address}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None:
                raise RuntimeError("the PostgreSQL server ended at once") from None
            time.sleep(0.1)
    raise RuntimeError("the PostgreSQL server does not answer")
