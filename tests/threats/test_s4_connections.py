"""S4: a parser fetches nothing by itself. `tests/conftest.py` watches the whole suite; here it is shown to see."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

from benchmarks.torture.servers import HOST, listen
from dateline.read.capped import parse_capped

PACKAGE = str(Path(__file__).parents[2] / "src" / "dateline") + "/"


def part(name: str) -> FunctionType:
    """A function that connects, as if it stood in the package's file `name`."""
    space: dict[str, FunctionType] = {}
    code = "import socket\ndef call(host, port):\n    socket.create_connection((host, port), 1).close()\n"
    exec(compile(code, PACKAGE + name, "exec"), space)
    return space["call"]


@pytest.mark.parametrize(
    ("name", "free"), [("fetch/dial.py", True), ("store/x.py", True), ("read/feeds.py", False), ("annotate/model.py", False)]
)
def test_who_may_connect(name: str, free: bool, connections: list[str]) -> None:
    with listen() as (port, _):
        if free:
            part(name)(HOST, port)
        else:
            with pytest.raises(OSError, match="wanted to"):
                part(name)(HOST, port)
            connections.clear()


def test_nobody_leaves_the_machine(connections: list[str]) -> None:
    for name in ("fetch/dial.py", "read/feeds.py"):
        for host in ("192.0.2.1", "news.example"):
            with pytest.raises(OSError, match="wanted to"):
                part(name)(host, 80)
    with pytest.raises(OSError, match="wanted to"):
        socket.create_connection(("192.0.2.1", 80), 1)
    assert len(connections) == 5
    connections.clear()


def test_the_process_that_parses_cannot_connect_start_programs_or_write(tmp_path: object) -> None:
    """The watch does not reach into other processes; that one has its own."""
    with listen() as (port, met):
        tries = {
            "connect": f"import socket; socket.create_connection(('{HOST}', {port}))",
            "look up": "import socket; socket.getaddrinfo('localhost', 80)",
            "start": "import subprocess; subprocess.run(['true'])",
            "shell": "import os; os.system('true')",
            "write": f"open({str(tmp_path) + '/x'!r}, 'w').write('x' * 100_000)",
        }
        code = (
            "import sys, json\nfrom dateline.read import capped\ncapped._cap_resources(); sys.addaudithook(capped._refuse)\n"
            "for name, code in json.loads(sys.argv[1]).items():\n"
            "    try:\n        exec(code); print('DONE', name)\n"
            "    except OSError as error:\n        print('refused', name)\n"
        )
        done = subprocess.run([sys.executable, "-c", code, json.dumps(tries)], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == [f"refused {name}" for name in tries]
        assert met == []
    assert parse_capped("feed", b"<rss version='2.0'><channel><item><title>T</title></item></channel></rss>", "f")
