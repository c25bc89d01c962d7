"""What `import dateline` gives."""

import importlib
import pkgutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import dateline
from dateline.errors import BadDate, NotFound, TooLarge, Unreadable, WrongLanguage
from dateline.model import Report

FRENCH = "Les dockers du port de Gdansk ont cessé le travail vendredi pour réclamer de meilleurs salaires, a annoncé leur syndicat."


def test_read_stays_a_function() -> None:
    """`dateline.read` is the function of the public API and also the package of the readers."""
    package = importlib.import_module("dateline.read")
    for module in pkgutil.iter_modules(package.__path__, "dateline.read."):
        importlib.import_module(module.name)
    assert callable(dateline.read) and callable(dateline.load)


def test_import_is_cheap() -> None:
    heavy = "{'numpy', 'onnxruntime', 'lxml', 'resiliparse', 'rich', 'typer', 'py3langid', 'feedparser', 'yaml'}"
    code = f"import sys, dateline; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_load_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date 2024-02-02 Dockers stopped work.")
    (report,) = dateline.load(path)
    assert (report.text, report.published, report.origin) == ("Dockers stopped work.", date(2024, 2, 2), str(path))
    assert list(dateline.load(str(path))) == [report]


def test_load_bytes_of_any_kind() -> None:
    rows = b'{"text": "Rain fell.", "id": "r1"}\n{"text": "It stopped.", "published": "2024-02-03"}\n'
    first, second = dateline.load(rows, published="2024-02-02", outlet="Post")
    assert (first.published, first.key, first.outlet) == (date(2024, 2, 2), "r1", "Post")
    assert second.published == date(2024, 2, 3)
    (page,) = dateline.load(
        b"<!doctype html><html><body><article><p>" + b"Dockers in Gdansk stopped work on Friday, they said. " * 5 + b"</p></article>"
    )
    assert page.pages and page.text.startswith("Dockers")


def test_load_raises_at_the_first_that_fails(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        list(dateline.load(tmp_path / "none.txt"))
    with pytest.raises(Unreadable, match="line 2"):
        list(dateline.load(b'{"text": "Rain fell."}\n{}\n'))
    with pytest.raises(BadDate):
        list(dateline.load(b"Rain fell.", published="2024-02-30"))
    with pytest.raises(WrongLanguage, match="French"):
        list(dateline.load(FRENCH.encode()))
    assert next(dateline.load(FRENCH.encode(), force=True)).language == "fr"


def test_read_refuses_before_any_model_is_loaded() -> None:
    with pytest.raises(Unreadable, match="no text"):
        dateline.read(" \n")
    with pytest.raises(TooLarge):
        dateline.read("a " * 1_500_000)
    with pytest.raises(WrongLanguage):
        dateline.read(FRENCH)
    with pytest.raises(BadDate):
        dateline.read("Rain fell.", published="soon")
    with pytest.raises(Unreadable):
        dateline.read(Report(text=""))
