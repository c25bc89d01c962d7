"""Marks without words join their text again, and no other."""

from pathlib import Path

import pytest

from corpus.notation.compile import compile_draft
from corpus.notation.draft import read
from corpus.notation.joining import join
from corpus.notation.problems import Rejected
from corpus.notation.standoff import attach, detach, digest, head_of, paragraphs

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "corpus" / "reports").glob("*.txt"))[::20]
SHARED = ROOT.parent / "shared" / "corpora"


def detached(path: Path, folder: Path) -> Path:
    raw = path.read_text(encoding="utf-8")
    out = folder / f"{path.stem}.marks"
    out.write_text(detach(read(path), raw.rsplit("\n---\n", 1)[1]), encoding="utf-8")
    return out


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_marks_and_text_make_the_record_again(path: Path, tmp_path: Path) -> None:
    draft = read(path)
    if paragraphs(draft.marked.text) != draft.marked.text:
        pytest.skip("this report has line breaks inside paragraphs")
    joined = attach(detached(path, tmp_path), draft.marked.text + "\n\nA paragraph that was not annotated.")
    one, two = compile_draft(draft), compile_draft(joined)
    assert joined.problems == ()
    assert (one["statements"], one["events"], one["actors"]) == (two["statements"], two["events"], two["actors"])


def test_the_words_stay_out(tmp_path: Path) -> None:
    path = REPORTS[0]
    draft, marks = read(path), detached(path, tmp_path).read_text(encoding="utf-8")
    middle = marks.split("\n---\n")[1]
    assert not [word for word in draft.marked.text.split() if len(word) > 9 and word in middle]
    assert head_of(tmp_path / f"{path.stem}.marks").title is None


def test_another_text_is_refused(tmp_path: Path) -> None:
    path = REPORTS[0]
    text = read(path).marked.text
    with pytest.raises(Rejected, match="not the text that was annotated"):
        attach(detached(path, tmp_path), text.replace("e", "i", 1))


@pytest.mark.parametrize("line", ["3 1 a1", "0 99999999 a1", "0 5", "a b c", "0 5 x9"])
def test_a_line_that_is_no_mark_is_refused(line: str, tmp_path: Path) -> None:
    marks = tmp_path / "one.marks"
    text = "Police held two men."
    marks.write_text(f"published: 2014-05-20\noutlet: O\nurl: f#d\n---\nsha256 {digest(text)} {len(text)}\n{line}\n---\n", encoding="utf-8")
    with pytest.raises(Rejected):
        attach(marks, text)


@pytest.mark.skipif(not SHARED.exists(), reason="the texts that the marks stand off from are not here (../shared/corpora)")
def test_the_marks_that_ship_find_their_texts() -> None:
    drafts = list(join(SHARED, ROOT / "corpus" / "standoff"))
    assert drafts
    for draft in drafts:
        record = compile_draft(draft)
        for event in record["events"]:
            assert event["mentions"] and event["accounts"]
