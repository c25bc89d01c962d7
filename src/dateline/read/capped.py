"""Foreign markup is parsed in a process of its own, with caps on time and memory; a page that hangs it is refused.

The process is started on the first page, kept for the next ones, and started anew after one had to be killed. It
speaks one line of JSON a task over its standard input and output, and ends when its input does.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from typing import IO, Any

from dateline.errors import ReportError, TooLarge, Unreadable
from dateline.read.limits import MAX_MEMORY, MAX_SECONDS

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from dateline.read.capped import serve; serve()"


def parse_capped(task: str, data: bytes, origin: str, seconds: float = MAX_SECONDS) -> Any:
    """What the parser `task` (`page` or `feed`) makes of `data`, computed in the capped process.

    Raises TooLarge where it takes more than `seconds` or the memory cap, and what the parser raises, naming `origin`.
    """
    answer = _worker(os.getpid()).ask({"task": task, "length": len(data), "origin": origin}, data, seconds)
    if answer is None:
        raise TooLarge(origin, f"took more than {seconds:g} seconds or too much memory to parse", "simplify it, or save its text as .txt")
    if "problem" in answer:
        kind = TooLarge if answer["kind"] == "TooLarge" else Unreadable
        raise kind(origin, answer["problem"], answer["advice"])
    return answer["value"]


class _Worker:
    """The capped process, from outside."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, task: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any] | None:
        """The answer to one task; None where the process died or had to be killed over it."""
        with self._lock:
            process = self._start()
            alarm = threading.Timer(seconds, process.kill)
            alarm.start()
            answer = None
            try:
                answer = self._exchange(process, task, data)
            finally:
                alarm.cancel()
                if answer is None:  # dead, or interrupted with an answer still to come that would be taken for the next one
                    self.stop()
            return answer

    def _exchange(self, process: subprocess.Popen[bytes], task: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError):
            process.stdin.write(json.dumps(task).encode() + b"\n" + data)
            process.stdin.flush()
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-c", _START, json.dumps(sys.path)]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        return self._process

    def stop(self) -> None:
        """Ends the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


@cache
def _worker(owner: int) -> _Worker:
    """The worker of the process `owner`: one that was forked must not speak into its parent's pipes."""
    worker = _Worker()
    atexit.register(worker.stop)
    return worker


# ---------------------------------------------------------------- inside the capped process


def serve() -> None:
    """Answers tasks from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    _cap_resources()
    sys.addaudithook(_refuse)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not spoil an answer
    while line := sys.stdin.buffer.readline():
        task = json.loads(line)
        answer = _answer(task, sys.stdin.buffer)
        out.write(json.dumps(answer).encode() + b"\n")
        out.flush()


def _answer(task: dict[str, Any], stdin: IO[bytes]) -> dict[str, Any]:
    data = stdin.read(task["length"])
    try:
        return {"value": _parse(task["task"], data, task["origin"])}
    except ReportError as error:
        return {"kind": type(error).__name__, "problem": error.problem, "advice": error.advice}
    except MemoryError:
        return {"kind": "TooLarge", "problem": "takes too much memory to parse", "advice": "simplify it, or save its text as .txt"}
    except Exception as error:  # whatever the parsers of others raise on hostile markup means the same here
        return {"kind": "Unreadable", "problem": f"cannot be parsed ({type(error).__name__})", "advice": "save its text as .txt"}


def _parse(task: str, data: bytes, origin: str) -> Any:
    from dateline.read import feeds, pages

    return pages.parse_page(data, origin) if task == "page" else feeds.parse_feed(data, origin)


def _cap_resources() -> None:
    with suppress(ImportError, OSError, ValueError):  # no such caps on this system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a parser writes no file


_REFUSED = (
    "socket.", "http.", "urllib.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename",
)  # fmt: skip
"""Python's audit events for connections, programs, and files taken away or renamed."""


def _refuse(event: str, _: Any) -> None:
    """Stops a parser that would open a connection or start a program, whatever its page talked it into."""
    if event.startswith(_REFUSED):
        raise PermissionError(f"{event} is not for parsers")
