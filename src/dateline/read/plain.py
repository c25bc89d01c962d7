"""Plain text -> a report: its header read and taken off, the rest untouched."""

from __future__ import annotations

import hashlib

from dateline.model import Report
from dateline.read.dateline import read_dateline
from dateline.read.decode import decode
from dateline.read.header import read_header


def read_plain(data: bytes, origin: str) -> Report:
    """The report in the bytes of a text file.

    Raises Unreadable for binary data and front matter that is none, TooLarge over the cap, BadDate, naming `origin`.
    """
    text, warnings = decode(data, origin)
    header = read_header(text, origin)
    body = text[header.end :]
    told, agency = read_dateline(body)
    return Report(
        text=body,
        published=header.published or told,
        outlet=header.outlet or agency,
        title=header.title,
        url=header.url,
        key=header.key,
        extra=header.extra,
        sha256=hashlib.sha256(data).hexdigest(),
        origin=origin,
        warnings=warnings,
    )
