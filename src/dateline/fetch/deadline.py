"""The time that is left for one fetch, and a reader that never waits longer."""

from __future__ import annotations

import io
import socket
import time


class Deadline:
    """A point in time, `seconds` from now, at which a fetch ends whatever it waits for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises TimeoutError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("time is up")
        return left


class Wire:
    """A connected socket that gives and takes only while there is time; http.client reads and writes through it."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, mode: str = "rb") -> io.BufferedReader:
        return io.BufferedReader(_Source(self._sock, self._deadline))

    def close(self) -> None:
        """Nothing: http.client closes before the body is read, and counts on a socket that waits for its readers."""


class _Source(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._sock.settimeout(self._deadline.left())  # a server that drips a byte a second gets no more than the rest
        return self._sock.recv_into(buffer)
