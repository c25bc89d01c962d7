"""Files that are small on disk and large in memory."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib

from benchmarks.torture.archives import record, response

GOOD = ("good.txt", b"Dockers in Gdansk stopped work on Friday, the port's manager said in a statement.")


def bombs(size: int) -> list[tuple[str, bytes]]:
    """Twenty files, each of which would be `size` bytes or far more if it were opened without a cap."""
    zeros = gzip.compress(b"0" * size)
    row = b'{"text": "' + b"0" * size + b'"}'
    return [
        ("zeros.txt.gz", zeros),
        ("spaces.html.gz", gzip.compress(b"<html>" + b" " * size)),
        ("row.jsonl.gz", gzip.compress(row)),
        ("rows.jsonl.gz", gzip.compress(b"\n" * size)),
        ("feed.xml.gz", gzip.compress(b"<?xml version='1.0'?><rss>" + b" " * size)),
        ("twice.txt.gz", gzip.compress(zeros)),
        ("thrice.txt.gz", gzip.compress(gzip.compress(zeros))),
        ("members.txt.gz", gzip.compress(b"0" * (size // 50)) * 50),
        ("empty-members.txt.gz", gzip.compress(b"") * (size // 2_000)),
        ("cut.txt.gz", zeros[: len(zeros) // 2]),
        ("nul.txt.gz", gzip.compress(b"\x00" * size)),
        ("archive.warc.gz", gzip.compress(record(response(b"<html>" + b"0" * size)))),
        ("inner.warc", record(response(gzip.compress(b"<html>" + b"0" * size), Content_Encoding="gzip"))),
        ("inner-twice.warc", record(response(gzip.compress(zeros), Content_Encoding="gzip, gzip"))),
        ("inner-deflate.warc", record(response(zlib.compress(b"0" * size), Content_Encoding="deflate"))),
        ("both.warc.gz", gzip.compress(record(response(zeros, Content_Encoding="gzip")))),
        ("laughs.xml", _laughs()),
        ("quadratic.xml", _quadratic(size)),
        ("zip.zip", _zip(size)),
        ("noise.txt.gz", _just_under(size)),
    ]


def _laughs() -> bytes:
    entities = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
    head = f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a0 'ha'>{entities}]>"
    return f"{head}<rss version='2.0'><channel><item><description>&a9;</description></item></channel></rss>".encode()


def _quadratic(size: int) -> bytes:
    head = f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a '{'a' * min(size // 100, 100_000)}'>]>"
    return f"{head}<rss version='2.0'><channel><item><description>{'&a;' * 10_000}</description></item></channel></rss>".encode()


def _zip(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * size)
    return out.getvalue()


def _just_under(size: int) -> bytes:
    """Grows by less than the ratio's cap, so that only the cap on bytes holds it."""
    line = bytes(range(32, 127)) + b"\n"
    return gzip.compress(line * (size // len(line)), 1)
