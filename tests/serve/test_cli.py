"""The command line, with a reader that needs no model."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import fake
import pytest
from click.testing import Result
from typer.testing import CliRunner

from dateline.read.limits import MAX_TEXT
from dateline.serve.cli import build_app

RAIN = "Rain fell on Gdansk on Friday, and the dockers of the port went home, their union said.\n"
FRENCH = "Les dockers du port de Gdansk ont cessé le travail vendredi pour réclamer de meilleurs salaires, a annoncé leur syndicat."
ARABIC = "توقف عمال ميناء غدانسك عن العمل يوم الجمعة للمطالبة بزيادة الأجور، وقالت النقابة إن الإضراب سيستمر أسبوعا."


def run(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(build_app(fake.read), ["read", *map(str, args)], input=stdin)


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def put(tmp_path: Path) -> Any:
    """Writes a file of a name and content and gives its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


# ---------------------------------------------------------------- what it prints


def test_json_is_a_record_a_line(put: Any) -> None:
    path = put(
        "n.jsonl", "".join(json.dumps({"id": i, "text": f"{RAIN}{i}", "published": "2024-02-02", "desk": i}) + "\n" for i in range(3))
    )
    result = run("--json", path)
    assert result.exit_code == 0
    assert [r["document"]["key"] for r in records(result)] == ["0", "1", "2"]
    document = records(result)[1]["document"]
    assert document["extra"] == {"desk": 1} and document["language"] == "en" and document["published"] == "2024-02-02"
    assert set(records(result)[0]) == {"format", "document", "actors", "statements", "events"}
    assert result.stderr == ""


def test_layers(put: Any) -> None:
    path = put("a.txt", RAIN)
    assert records(run("--json", "--layers", path))[0]["layers"]["sentences"] == [[0, len(RAIN)]]


def test_a_page_for_a_reader(put: Any) -> None:
    result = run(put("a.txt", f"Title: Cranes stand still\nDate: 2024-02-02\nSource: Harbour Post\n\n{RAIN}"))
    assert result.exit_code == 0
    for words in (
        "Cranes stand still",
        "Harbour Post · Friday 2 February 2024",
        "2 Feb 2024",
        "Strike",
        "said by Dockers’ Union",
        "Who said what",
    ):
        assert words in result.stdout
    assert "\x1b" not in result.stdout


def test_marked_text(put: Any) -> None:
    result = run("--text", put("a.txt", "date 2024-02-02 Rain fell."))
    assert "[e1 Rain fell.]" in result.stdout
    assert "Friday 2 February 2024" in result.stdout and "a.txt" in result.stdout


def test_published_and_outlet_fill_what_is_missing(put: Any) -> None:
    dated, undated = put("a.txt", f"date 2024-02-02 {RAIN}"), put("b.txt", RAIN)
    first, second = records(run("--json", "--published", "2024-03-03", "--outlet", "Post", dated, undated))
    assert [r["document"]["published"] for r in (first, second)] == ["2024-02-02", "2024-03-03"]
    assert second["document"]["outlet"] == "Post"


def test_no_date_is_read_and_said(put: Any) -> None:
    result = run("--json", put("a.txt", RAIN))
    assert result.exit_code == 0 and records(result)[0]["document"]["published"] is None
    assert "has no date" in result.stderr
    assert "has no date" in run(put("b.txt", RAIN)).stdout


def test_many_warnings_are_counted(put: Any) -> None:
    result = run("--json", put("n.jsonl", "".join(json.dumps({"text": f"{RAIN}{i}"}) + "\n" for i in range(20))))
    assert result.stderr.count("has no date") == 6 and "15 more reports" in result.stderr


def test_standard_input(put: Any) -> None:
    assert records(run("--json", "-", stdin=RAIN.encode()))[0]["document"]["text"] == RAIN
    assert len(records(run("--json", "-", stdin=json.dumps({"text": RAIN}).encode()))) == 1
    assert len(records(run("--json", stdin=RAIN.encode()))) == 1


def test_several_paths_in_order(put: Any) -> None:
    put("folder/b.txt", "Second. " + RAIN)
    put("folder/a.txt", "First. " + RAIN)
    last = put("last.txt", "Last. " + RAIN)
    texts = [r["document"]["text"][:5] for r in records(run("--json", last.parent / "folder", last))]
    assert texts == ["First", "Secon", "Last."]


def test_any_number_of_workers_gives_the_same_bytes(put: Any) -> None:
    rows = [json.dumps({"text": f"{RAIN}{i}", "published": "2024-02-02"}) for i in range(30)]
    rows[7] = "{"
    path, page = put("n.jsonl", "\n".join(rows)), put("a.html", "<html><body><p>" + RAIN * 4 + "</p></body></html>")
    one, three = run("--json", path, page), run("--json", "--workers", "3", path, page)
    assert len(records(one)) == 30 and one.exit_code == 1
    assert (one.stdout, one.stderr, one.exit_code) == (three.stdout, three.stderr, three.exit_code)


# ---------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    "args",
    [
        ["--published", "2024-2-2", "-"],
        ["--published", "2024-02-30", "-"],
        ["--published", "20240202", "-"],
        ["--layers", "-"],
        ["--json", "--text", "-"],
        ["--workers", "0", "-"],
        ["--workers", "two", "-"],
        ["--colour", "-"],
    ],
)
def test_wrong_usage(args: list[str]) -> None:
    result = run(*args, stdin=b"Rain.")
    assert result.exit_code == 2 and result.stdout == ""


# ---------------------------------------------------------------- bad input


def refused(result: Result, *words: str) -> None:
    """One report failed, with one line that says all of `words`."""
    assert result.exit_code == 1 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("dateline: ") and " — " in line
    for word in words:
        assert word in line


def test_missing_file(tmp_path: Path) -> None:
    refused(run("--json", tmp_path / "none.txt"), "none.txt", "no such file")


def test_folder_with_nothing(tmp_path: Path) -> None:
    refused(run("--json", tmp_path), str(tmp_path), "nothing to read")


@pytest.mark.parametrize("content", ["", " \n\t ", "\ufeff", "date 2024-02-02 \n"])
def test_empty_text(put: Any, content: str) -> None:
    refused(run("--json", put("a.txt", content)), "a.txt", "no text")


def test_binary(put: Any) -> None:
    refused(run("--json", put("a.txt", bytes(range(256)) * 40)), "a.txt", "binary")
    refused(run("--json", put("b.pdf", b"%PDF-1.7\n\x00\x01")), "b.pdf", "a PDF file")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "cp1252", "utf-8-sig"])
def test_encodings(put: Any, encoding: str) -> None:
    text = RAIN + "Café owners stayed open.\r\n"
    result = run("--json", "--published", "2024-02-02", put("a.txt", text.encode(encoding)))
    assert result.exit_code == 0 and records(result)[0]["document"]["text"] == text


@pytest.mark.parametrize("head", ["date 2024-13-45 ", "Date: 31 February 2024\n\n"])
def test_a_date_that_is_none(put: Any, head: str) -> None:
    refused(run("--json", put("a.txt", head + RAIN)), "a.txt", "no day of the calendar", "YYYY-MM-DD")


def test_broken_json_on_line_7_of_10(put: Any) -> None:
    rows = [json.dumps({"text": f"{RAIN}{i}", "published": "2024-02-02"}) for i in range(10)]
    rows[6] = rows[6][:-4]
    result = run("--json", put("n.jsonl", "\n".join(rows)))
    assert result.exit_code == 1 and len(records(result)) == 9
    failure, summary = result.stderr.splitlines()
    assert "n.jsonl, line 7: is not JSON" in failure and "9 of 10" in summary


def test_a_page_with_no_article(put: Any) -> None:
    refused(run("--json", put("a.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>")), "a.html", "no article")


def test_a_feed_with_no_entries(put: Any) -> None:
    refused(run("--json", put("f.xml", "<rss version='2.0'><channel><title>T</title></channel></rss>")), "f.xml", "no entries")


def test_a_text_of_5_mb(put: Any) -> None:
    start = time.perf_counter()
    refused(run("--json", put("a.txt", (RAIN * 60_000)[:5_000_000])), "a.txt", "5,000,000 characters", "split")
    assert time.perf_counter() - start < 5


def test_one_sentence_of_1_mb(put: Any) -> None:
    text = ("the dockers of the port went home and " * 28_000)[:1_000_000]
    start = time.perf_counter()
    refused(run("--json", put("a.txt", text)), "a.txt", "1,000,000 characters", "split")
    assert time.perf_counter() - start < 5


def test_one_sentence_as_long_as_a_report_may_be(put: Any) -> None:
    text = ("the dockers of the port went home and " * 14_000)[: MAX_TEXT - 1]
    start = time.perf_counter()
    result = run("--json", "--published", "2024-02-02", put("a.txt", text))
    assert result.exit_code == 0 and records(result)[0]["document"]["text"] == text
    assert run(put("b.txt", text + ".")).exit_code == 0
    assert time.perf_counter() - start < 10


def test_control_characters(put: Any) -> None:
    text = RAIN + "\x07The union\x1b]0;title\x07\x1b[2J said\x00 no more\x9b31m.\r\n"
    assert records(run("--json", put("a.txt", text)))[0]["document"]["text"] == text
    for shown in (run(put("b.txt", text + "b")).stdout, run("--text", put("c.txt", text + "c")).stdout):
        assert not set("\x07\x1b\x00\x9b\r") & set(shown)


def test_right_to_left(put: Any) -> None:
    text = f"{RAIN}“\u202eתודה\u202c רבה”, the union’s leader told the workers of the port.\n"
    assert records(run("--json", put("a.txt", text)))[0]["document"]["text"] == text
    shown = run(put("b.txt", text + "b")).stdout
    assert "\u202e" not in shown and "תודה" in shown


@pytest.mark.parametrize(("text", "name"), [(FRENCH, "French"), (ARABIC, "Arabic")])
def test_another_language(put: Any, text: str, name: str) -> None:
    path = put("a.txt", text)
    refused(run("--json", path), "a.txt", name, "--force")
    forced = run("--json", "--force", "--published", "2024-02-02", path)
    assert forced.exit_code == 0 and records(forced)[0]["document"]["language"] == {"French": "fr", "Arabic": "ar"}[name]


def test_the_same_file_twice(put: Any) -> None:
    path, copy = put("a.txt", RAIN), put("b.txt", RAIN)
    result = run("--json", "--published", "2024-02-02", path, path, copy)
    assert result.exit_code == 0 and len(records(result)) == 1
    assert result.stderr.count("read once") == 2 and f"same bytes as {path}" in result.stderr


def test_a_bomb_does_not_stop_the_others(put: Any) -> None:
    bomb, good = put("a.txt.gz", gzip.compress(b"0" * 60_000_000)), put("b.txt", RAIN)
    result = run("--json", bomb, good)
    assert result.exit_code == 1 and len(records(result)) == 1 and "a.txt.gz" in result.stderr


def test_half_a_character_in_json(put: Any) -> None:
    path = put("n.jsonl", json.dumps({"text": RAIN + "\ud83d", "title": "\ude00", "x": {"\ud800": ["\ud800"]}}))
    result = run("--json", path)
    assert result.exit_code == 0 and records(result)[0]["document"]["title"] == "\ufffd"
    assert run(path).exit_code == 0


# ---------------------------------------------------------------- faults of our own


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_fault_in_one_report_does_not_stop_the_others(put: Any, workers: str) -> None:
    path = put("n.jsonl", "".join(json.dumps({"text": RAIN + w, "published": "2024-02-02"}) + "\n" for w in ("a", "FAULT", "b")))
    result = run("--json", "--workers", workers, path)
    assert result.exit_code == 1 and len(records(result)) == 2
    assert "line 2: could not be read (ValueError: a fault of two lines)" in result.stderr.splitlines()[0]


def test_a_worker_that_dies_costs_one_report(put: Any) -> None:
    words = ["a", "b", "DIE", "c", *"defghijkl"]
    path = put("n.jsonl", "".join(json.dumps({"text": RAIN + w, "published": "2024-02-02"}) + "\n" for w in words))
    result = run("--json", "--workers", "2", path)
    assert result.exit_code == 1 and "line 3: took the process that read it down" in result.stderr
    assert [r["document"]["text"][-1] for r in records(result)] == [w for w in words if w != "DIE"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_without_a_model_nothing_is_tried_again(put: Any, workers: str) -> None:
    path = put("n.jsonl", "".join(json.dumps({"text": RAIN + w, "published": "2024-02-02"}) + "\n" for w in ("a", "NOMODEL", "b")))
    result = run("--json", "--workers", workers, path)
    assert result.exit_code == 1 and "the model is missing" in result.stderr and len(records(result)) == 1


def test_ctrl_c_ends_cleanly(put: Any) -> None:
    path = put("n.jsonl", "".join(json.dumps({"text": RAIN + w, "published": "2024-02-02"}) + "\n" for w in ("a", "STOP", "b")))
    result = run("--json", path)
    assert result.exit_code == 130 and len(records(result)) == 1 and result.stderr == "dateline: stopped; 1 report read\n"


PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); import fake; from dateline.serve.cli import build_app; build_app(fake.read)()"


def start(*args: str, **more: Any) -> subprocess.Popen[bytes]:
    # A runner in the background may have left interrupts ignored, which children inherit.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); " + PROGRAM
    command = [sys.executable, "-c", heard, str(Path(__file__).parent), "read", *args]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_from_the_keyboard(put: Any, workers: str) -> None:
    path = put("n.jsonl", "".join(json.dumps({"text": f"{RAIN}{i}", "published": "2024-02-02"}) + "\n" for i in range(3000)))
    with start("--json", "--workers", workers, str(path), start_new_session=True) as process:
        assert process.stdout is not None and process.stderr is not None
        first = process.stdout.readline()  # it then waits for us to read on
        os.killpg(process.pid, signal.SIGINT)
        out, errors = first + process.stdout.read(), process.stderr.read()
        assert process.wait(timeout=30) == 130 and b"stopped" in errors and b"Traceback" not in errors
    assert all(json.loads(line) for line in out.splitlines())


def test_a_reader_that_goes_away(put: Any) -> None:
    path = put("n.jsonl", "".join(json.dumps({"text": f"{RAIN}{i}", "published": "2024-02-02"}) + "\n" for i in range(3000)))
    with start("--json", str(path)) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 0 and process.stderr.read() == b""


def test_json_is_utf8_whatever_the_locale(put: Any) -> None:
    process = start("--json", str(put("a.txt", RAIN + "“Café”")), env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    out, _ = process.communicate(timeout=30)
    assert "“Café”" in json.loads(io.BytesIO(out).readline())["document"]["text"]


def test_version_names_program_and_model() -> None:
    result = CliRunner().invoke(build_app(fake.read), ["--version"])
    assert result.exit_code == 0 and result.stdout.startswith("dateline 0.1.0 (model ")
