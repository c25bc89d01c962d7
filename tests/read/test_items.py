"""What a walk over files, folders and standard input comes upon."""

import gzip
import io
import os
from pathlib import Path

from dateline.errors import NotFound, ReportError, TooLarge, Unreadable
from dateline.read.items import Found, Item, Note, find_items, items_of_bytes


def walk(*paths: object, stdin: bytes = b"") -> list[Found]:
    return list(find_items(map(str, paths), io.BytesIO(stdin)))


def test_a_folder_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c/d.html", "c/a.xml", ".hidden.txt", "z.pdf", "z2.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}")
    found = walk(tmp_path)
    assert [os.path.relpath(i.origin, tmp_path) for i in found if isinstance(i, Item)] == ["a.md", "b.txt", "c/a.xml", "c/d.html"]
    notes = [n for n in found if isinstance(n, Note)]
    assert len(notes) == 1 and "left out 2 files" in notes[0].text and ".pdf" in notes[0].text


def test_missing_and_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "z.pdf").write_bytes(b"%PDF")
    found = walk(tmp_path / "none.txt", tmp_path / "empty", tmp_path)
    assert [type(f) for f in found] == [NotFound, NotFound, Note, NotFound]
    assert "no such file" in str(found[0]) and "nothing to read" in str(found[1])


def test_no_permission_is_said(tmp_path: Path) -> None:
    link = tmp_path / "loop.txt"
    link.symlink_to(link)
    (error,) = walk(link)
    assert isinstance(error, ReportError) and str(link) in str(error)


def test_the_same_bytes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    (tmp_path / "b.txt").write_text("Rain fell.")
    found = walk(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path)
    assert [type(f) for f in found] == [Item, Note, Note, Note]
    assert "read once" in str(found[1]) and f"same bytes as {tmp_path / 'a.txt'}" in str(found[3])


def test_rows_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "n.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "a"}\r\n\n{"text": "b"}')
    found = walk(path)
    assert [(i.data, i.origin) for i in found if isinstance(i, Item)] == [
        (b'{"text": "a"}', f"{path}, line 1"),
        (b'{"text": "b"}', f"{path}, line 3"),
    ]


def test_gzip_by_name_and_by_bytes(tmp_path: Path) -> None:
    rows = b'{"text": "a"}\n{"text": "b"}\n'
    (tmp_path / "n.jsonl.gz").write_bytes(gzip.compress(rows[:14]) + gzip.compress(rows[14:]))
    (tmp_path / "plain").write_bytes(gzip.compress(b"Rain fell."))
    assert [getattr(i, "data", i) for i in walk(tmp_path / "n.jsonl.gz", tmp_path / "plain")] == [
        b'{"text": "a"}',
        b'{"text": "b"}',
        b"Rain fell.",
    ]


def test_gzip_that_bombs_or_breaks(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"0" * 60_000_000))
    (tmp_path / "deep.txt.gz").write_bytes(gzip.compress(gzip.compress(gzip.compress(b"Rain fell. " * 10))))
    whole = gzip.compress(os.urandom(5000))
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[:3000])
    (tmp_path / "bad.jsonl.gz").write_bytes(whole[:100] + b"\x00" * 100 + whole[200:])
    bomb, *deep = walk(tmp_path / "bomb.txt.gz", tmp_path / "deep.txt.gz")
    assert isinstance(bomb, TooLarge)
    assert isinstance(deep[0], Item) and deep[0].data.startswith(b"\x1f\x8b")  # refused as binary when it is read
    broken = walk(tmp_path / "cut.jsonl.gz", tmp_path / "bad.jsonl.gz")
    assert [type(e) for e in broken if not isinstance(e, Item)] == [Unreadable, Unreadable]


def test_rows_before_a_cut_are_read_and_what_follows_gzip_is_told(tmp_path: Path) -> None:
    rows = gzip.compress(b"".join(b'{"text": "%d"}\n' % n for n in range(20_000)))
    (tmp_path / "cut.jsonl.gz").write_bytes(rows[: len(rows) // 2])
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n') + b"\x1f")
    (tmp_path / "padded.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n') + b"\x00" * 512)
    cut, more, padded = (walk(tmp_path / name) for name in ("cut.jsonl.gz", "more.jsonl.gz", "padded.jsonl.gz"))
    assert len(cut) > 5000 and isinstance(cut[-1], Unreadable) and all(isinstance(i, Item) for i in cut[:-1])
    assert [type(f) for f in more] == [Item, Unreadable] and [type(f) for f in padded] == [Item]


def test_over_the_cap(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"a" * 20_000_001)
    (tmp_path / "big.jsonl").write_bytes(b'{"text": "' + b"a" * 20_000_001 + b'"}\n{"text": "b"}\n')
    found = walk(tmp_path / "big.txt", tmp_path / "big.jsonl")
    assert [type(f) for f in found] == [TooLarge, TooLarge, Item]
    assert "line 1" in str(found[1]) and getattr(found[2], "origin", "").endswith("line 2")


def test_standard_input_is_sniffed() -> None:
    def kinds(data: bytes) -> list[str]:
        return [i.kind for i in walk("-", stdin=data) if isinstance(i, Item)]

    assert kinds(b"Rain fell.") == ["text"]
    assert kinds(b'{"text": "a"}\n{"text": "b"}\n') == ["row", "row"]
    assert kinds(b"<!DOCTYPE html><html><body>x") == ["page"]
    assert kinds(b"<?xml version='1.0'?><!-- c --><rss version='2.0'>") == ["feed"]
    assert kinds(b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>") == ["page"]
    assert kinds(b'{\n "text": "a"\n}') == ["row"]
    assert kinds(b"<3 hearts") == ["text"]


def test_rows_in_utf16(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', encoding="utf-16")
    assert [getattr(i, "data", i) for i in walk(tmp_path / "n.jsonl")] == [b'{"text": "a"}', b'{"text": "b"}']


def test_a_page_in_a_file_called_xml(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<!doctype html><html><body>Rain")
    assert [getattr(i, "kind", i) for i in walk(tmp_path / "a.xml")] == ["page"]


def test_bytes() -> None:
    assert list(items_of_bytes(b"Rain fell.", "bytes")) == [Item(b"Rain fell.", "text", "bytes", 10)]
