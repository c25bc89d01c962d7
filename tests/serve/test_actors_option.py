"""`dateline read --actors FILE`, run as users run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = "NAKURU, March 4 - The Blue Shirts attacked a police post on Monday, police said."


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "dateline", "read", str(folder / "report.txt"), "--published", "2009-03-04", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_actors_of_a_file_are_known_to_every_worker(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("actors: [{name: Karo Liberation Front, kind: armed-group, country: KEN, aliases: [Blue Shirts]}]")
    done = run(tmp_path, "--json", "--actors", str(tmp_path / "mine.yml"), "--workers", "2")
    assert done.returncode == 0, done.stderr
    actors = {a["name"]: (a["kind"], a["country"]) for a in json.loads(done.stdout)["actors"]}
    assert actors["Blue Shirts"] == ("armed-group", "KEN")
    assert "Karo Liberation Front" not in actors


def test_a_broken_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("actors: [{name: Karo, kind: band}]")
    done = run(tmp_path, "--actors", str(tmp_path / "mine.yml"))
    assert done.returncode == 2
    assert "actor 1 (Karo)" in " ".join(done.stderr.replace("│", " ").split()) and "Traceback" not in done.stderr
