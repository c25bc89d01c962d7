"""S9: names are labels; nothing is written, and nothing outside what was named is opened."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks.torture.archives import record, response
from benchmarks.torture.names import NAMES
from dateline.errors import DatelineError
from dateline.fetch.targets import read_target
from dateline.model import Report
from dateline.read.items import Item, find_items, items_of_bytes
from dateline.read.reports import Hints, read_item


def files(folder: Path) -> list[str]:
    return sorted(str(p) for p in folder.rglob("*"))


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_inside_what_is_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the id of a row, the address of an archived page, an outlet, a feed's entry: kept as they are or dropped, never followed."""
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    row = json.dumps({"text": "Rain fell in Basra.", "id": name, "outlet": name, "title": name, "url": name}).encode()
    written = name.encode("utf-8", "replace").decode().replace("\n", " ").replace("\r", " ")
    archive = record(response(), WARC_Target_URI=written, WARC_Filename=written)
    for data, kind in ((row, "rows"), (archive, "archive")):
        found = [r for item in items_of_bytes(data, name, kind) if isinstance(item, Item) for r in read_item(item, Hints(force=True))]
        assert len(found) == 1 and isinstance(found[0], Report)
    assert files(tmp_path) == [str(inner)]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_of_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Naming a file reads that file or says that there is none; no name runs anything."""
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    for found in find_items([name], None):
        assert not isinstance(found, Item) or found.origin == name == "/etc/passwd"
    assert files(tmp_path) == [str(inner)]


def test_links_out_of_a_folder(tmp_path: Path) -> None:
    """A folder is read with what it links to, as every reader does, but a link to a folder is not walked."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_text("Rain fell.")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "out").symlink_to(tmp_path / "outside")
    (inner / "loop").symlink_to(inner)
    (inner / "b.txt").write_text("Wind blew.")
    assert [os.path.basename(i.origin) for i in find_items([str(inner)], None) if isinstance(i, Item)] == ["b.txt"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_in_an_address(name: str) -> None:
    try:
        url = read_target(f"https://news.example/{name}").url
    except DatelineError:
        return
    assert url.startswith("https://news.example/") and url.isascii() and url.isprintable()
