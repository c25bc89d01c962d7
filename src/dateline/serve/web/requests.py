"""What a request asks, read with care: a value that makes no sense is told, not guessed."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request

from dateline.serve.web.faults import Refused


def number_of(request: Request, name: str, default: int) -> int:
    """A small whole number of the query. Raises Refused (400)."""
    raw = request.query_params.get(name, "")
    if not raw:
        return default
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 8):
        raise Refused(400, "fault.number", name=name, value=raw[:40])
    return int(raw)


def day_asked(request: Request, name: str) -> date | None:
    """A day of the query, `2024-02-03`, `2024-02` or `2024`: the first of it, for `until` the last. Raises Refused (400)."""
    raw = request.query_params.get(name, "").strip()
    if not raw:
        return None
    try:
        return _day(raw, last=name == "until")
    except ValueError:
        raise Refused(400, "fault.day", name=name, value=raw[:40]) from None


def _day(raw: str, *, last: bool) -> date:
    from calendar import monthrange

    if len(raw) == len("2024"):
        return date(int(raw), 12 if last else 1, 31 if last else 1)
    if len(raw) == len("2024-02"):
        year, month = int(raw[:4]), int(raw[5:])
        return date(year, month, monthrange(year, month)[1] if last else 1)
    return date.fromisoformat(raw)
