"""A desk of one's own: a copy of the store that tests may change, served for real or asked directly, with a reader that needs no model."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve.web.app import build_desk
from dateline.serve.web.desk import Desk
from dateline.serve.web.gate import Rules
from dateline.serve.web.tools import Tools
from dateline.store import Store, open_store
from dateline.store.migrations import back_up_file
from tests.keep.fake import read

HOST = "127.0.0.1:8350"
ORIGIN = f"http://{HOST}"
REPORT = "On 2024-02-02 rebels shelled Derrin, killing 5, the army said. The rebels arrested Kalo, the mayor denied."


def tools(**more: Any) -> Tools:
    """What the desk works with in tests: plain rules in the place of the model."""
    return Tools(**({"reader": read, "warm": lambda: None} | more))


def ask_desk(desk: Desk, **headers: str) -> TestClient:
    """A client as the desk's own pages are."""
    app = build_desk(desk, Rules(frozenset({HOST})))
    return TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False, headers={"origin": ORIGIN} | headers)


@contextmanager
def serve(desk: Desk) -> Iterator[str]:
    """The desk served on a port of its own; its address."""
    import uvicorn

    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        config = uvicorn.Config(build_desk(desk, Rules(frozenset({host}))), http="h11", ws="none", lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://{host}"
        server.should_exit = True
        thread.join(5)


@pytest.fixture
def own_store(store: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store."""
    assert store.path
    back_up_file(store.path, str(tmp_path / "own.db"))
    with open_store(str(tmp_path / "own.db")) as made:
        yield made


@pytest.fixture
def own(own_store: Store) -> TestClient:
    """A desk on it, asked as its own pages would ask it."""
    return ask_desk(Desk(own_store, "own.db", person="tester", tools=tools()))
