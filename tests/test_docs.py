"""The documentation's commands and examples work."""

import doctest
import importlib.util
import re
import shlex
from pathlib import Path

import pytest
import typer.main

from dateline.serve.cli import build_app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples(page):
    failed, _ = doctest.testfile(str(page), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not link.startswith("http"):
            assert (page.parent / link).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_is_shown_succeeded(page):
    assert not re.search(r"^dateline: there is no ", page.read_text(encoding="utf-8"), re.M)


def test_the_readmes_make_targets_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        for line in re.findall(r"^ {4}make (\w+)", page.read_text(encoding="utf-8"), re.M):
            assert line in targets, (page, line)


def shown_commands(page):
    """Command lines of `dateline` in blocks, without what a shell does with their output."""
    for line in re.findall(r"^(?:\$ | {4}(?:pip install .*&& )?)dateline (.*)$", page.read_text(encoding="utf-8"), re.M):
        words = shlex.split(line, comments=True)
        yield words[: min((words.index(w) for w in ("|", "2>&1", ">") if w in words), default=len(words))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_shown_commands_and_their_options_exist(page):
    app = typer.main.get_command(build_app(lambda *_, **__: None))
    for words in shown_commands(page):
        command, rest = app, words
        while hasattr(command, "commands") and rest and not rest[0].startswith("-"):
            assert rest[0] in command.commands, (page.name, words)
            command, rest = command.commands[rest[0]], rest[1:]
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help", "-h"}
        assert {w.split("=")[0] for w in rest if re.match(r"--?[a-z]", w)} <= known, (page.name, words)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_named_benchmarks_exist(page):
    for name in re.findall(r"`python -m ((?:benchmarks|training|corpus|lexicons)[\w.]*)", page.read_text(encoding="utf-8")):
        assert importlib.util.find_spec(name), name
