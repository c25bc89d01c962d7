"""A store of the demonstration's first reports and a hostile one, the desk on it, and a browser where there is one."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.keep.merging import refresh
from dateline.model import Record
from dateline.serve.web.app import build_desk
from dateline.serve.web.demo import demo_records
from dateline.serve.web.desk import Desk
from dateline.serve.web.gate import Rules
from dateline.store import Store, open_store
from dateline.store.ask import get_record, get_report, list_reports
from dateline.store.testimony import end_run, keep_report, start_run

from .stand import own, own_store  # noqa: F401

HOST = "127.0.0.1:8350"
FILTER_NAMES = "text since until place country near within actor by kind status grade disputed story".split()
"""Fields of the query by which incidents are filtered."""
NASTY = (
    "Plain \u202eturned\u202c words, a 👨\u200d👩\u200d👧 family, e\u0301 and \x07.\r\n"
    'A second line said "<script>alert(1)</script> {constructor} &amp;".\n\n'
    "قال المتحدث إن سبعة قتلوا.\u200b\u200b\nעוד שורה.\n"
)


def nasty_record(like: Record) -> Record:
    """A report of difficult characters whose cells stand on them."""
    from dateline.model import Event, Span, Statement, Words
    from dateline.model.readings import Actor, Party

    def words(text: str) -> Words:
        start = NASTY.index(text)
        return Words(Span(start, start + len(text)), text)

    document = replace(
        like.document,
        id="sha256:" + sha256(NASTY.encode()).hexdigest(),
        text=NASTY,
        title="<img src=x onerror=alert(1)> 'quoted' \u202e",
        outlet='"><b>Outlet</b>',
        key="nasty",
        url="javascript:alert(1)",
    )
    who, said, what = words("قال المتحدث"), words("said"), words('"<script>alert(1)</script> {constructor} &amp;"')
    actor = Actor("a1", "<i>speaker</i>", "person", None, "named", (), (who,))
    statement = Statement("s1", Party(who.span, who.text, "a1"), said, (what,), "say", "direct")
    event = Event("e1", "attack", None, "happened", (words("👨\u200d👩\u200d👧"), words("e\u0301")))
    return Record(document, (actor,), (statement,), (event,))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The first three clusters of the demonstration, and the hostile report."""
    with open_store(str(tmp_path_factory.mktemp("desk") / "desk.db"), create=True) as made:
        some = list(islice(demo_records(), 12))
        with made.writing() as connection:
            writer = start_run(connection, "test", {}, "2024-01-01T00:00:00Z")
            for record in (*some, nasty_record(some[0])):
                keep_report(writer, record, "test", None)
            end_run(writer)
        refresh(made)
        yield made


@pytest.fixture(scope="session")
def records(store: Store) -> list[Record]:
    """The records as they are stored, the hostile one last."""
    rows = list_reports(store, most=50).rows
    return sorted((get_record(store, row.id) for row in rows), key=lambda r: (r.document.key == "nasty", r.document.key))


@pytest.fixture(scope="session")
def nasty(store: Store) -> str:
    """The short id of the hostile report."""
    return get_report(store, "nasty").id


@pytest.fixture(scope="session")
def client(store: Store) -> Iterator[TestClient]:
    """The desk, asked as its own pages would ask it."""
    app = build_desk(Desk(store, "desk.db", person="tester"), Rules(frozenset({HOST})))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def desk_address(store: Store) -> Iterator[str]:
    """The desk served for real."""
    import uvicorn

    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    host = f"127.0.0.1:{bound.getsockname()[1]}"
    app = build_desk(Desk(store, "desk.db", person="tester"), Rules(frozenset({host})))
    server = uvicorn.Server(uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://{host}"
    server.should_exit = True
    thread.join(5)
    bound.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium under Playwright."""
    playwright = pytest.importorskip("playwright.sync_api")
    found = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(found).exists():
        pytest.skip("no chromium: apt-get install chromium")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-quic", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, desk_address: str) -> Iterator[Any]:
    """A page that fails the test when a script errs, the policy is broken, or a request leaves the host."""
    context = browser.new_context(base_url=desk_address, reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    made = context.new_page()
    made.set_default_timeout(20_000)
    troubles: list[str] = []
    made.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    made.on("pageerror", lambda e: troubles.append(str(e)))
    made.on("dialog", lambda d: troubles.append(f"dialog {d.message}"))
    made.on("request", lambda r: troubles.append(f"left the host: {r.url}") if not r.url.startswith(desk_address) else None)
    yield made
    context.close()
    assert troubles == []
