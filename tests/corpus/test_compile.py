"""One small report becomes its record; what does not hold is rejected, by line."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.notation.__main__ import main
from corpus.notation.agreement import agreement
from corpus.notation.check import check_text
from corpus.notation.clusters import judge_clusters
from corpus.notation.compile import compile_draft
from corpus.notation.draft import parse, read

REPORT = """\
published: 2014-05-20
outlet: The Harrow Gazette
title: Two held after depot blaze
cluster: depot
---
[[Two men|e1.target:a1 e1.detained:2@s4] were [arrested|e1] in [Harlow|e1.place:p1] [on Monday|e1.when] after \
a [fire|e2] at a bus depot|s4.con], [Essex Police|s4.src] [said|s4.cue].

[“[We|s2.src] do not [believe|s2.cue] [anyone was [hurt|e2.wounded:0@s2]|s2.con],”|s3.con] \
[Sgt|a3.role] [Mary Poole|s3.src], [the duty officer|a3.role], [told|s3.cue] [reporters|s3.to:a4].

[“[More than 85|e2.damaged:86..@s1] buses are gone.”|s1.con] The [blaze|e2] \\[sic\\] cost [£2.5m|e2.money:2500000GBP].
---
a1 people GBR described | Two men
a2 government GBR named | Essex Police; the force
a3 person GBR named | Mary Poole
a4 people - described | reporters
s1 a3 say direct
s2 a2 believe indirect
s3 a3 say direct
s4 a2 say indirect on=2014-05-19
e1 arrest/arrest happened 2014-05-19 | agents=a2 | s4:asserts
e2 disaster/fire happened /2014-05-20 | | N:asserts s1:confirms | same=fire
p1 GBR 51.78,0.11 | Harlow
"""


def compiled(raw: str = REPORT) -> dict[str, Any]:
    assert check_text(raw) == ()
    return compile_draft(parse(raw, "014-depot"))


def cells(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("span") is not None:
            yield value
        for inner in value.values():
            yield from cells(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cells(inner)


def test_every_span_holds_its_text() -> None:
    record = compiled()
    text = record["document"]["text"]
    assert "|" not in text and "blaze [sic] cost" in text
    assert len(list(cells(record))) == 28
    assert all(text[slice(*cell["span"])] == cell["text"] for cell in cells(record))


def test_document() -> None:
    document = compiled()["document"]
    digest = hashlib.sha256(f"2014-05-20\n{document['text']}".encode()).hexdigest()
    assert document["id"] == f"sha256:{digest}"
    assert (document["url"], document["language"], document["key"]) == (None, "en", "014-depot")
    assert document["text"].startswith("Two men") and document["text"].endswith("£2.5m.")


def test_statements_are_numbered_by_cue_or_content_and_references_follow() -> None:
    record = compiled()
    said = {s["id"]: s["cue"] and s["cue"]["text"] for s in record["statements"]}
    assert said == {"s1": "said", "s2": "believe", "s3": "told", "s4": None}
    assert [s["within"] for s in record["statements"]] == [None, "s3", None, None]
    arrest, fire = record["events"]
    assert arrest["accounts"] == [{"by": "s1", "stance": "asserts"}]
    assert fire["accounts"] == [{"by": None, "stance": "asserts"}, {"by": "s4", "stance": "confirms"}]
    assert [f["by"] for f in fire["figures"]] == ["s2", "s4", None]


def test_statement_cells() -> None:
    first, _, third, last = compiled()["statements"]
    assert first["source"]["text"] == "Essex Police" and first["source"]["actor"] == "a2"
    assert first["on"] == "2014-05-19" and first["via"] is None and first["at"] is None
    assert third["to"]["text"] == "reporters" and third["to"]["actor"] == "a4"
    assert last["source"] == {"span": None, "text": None, "actor": "a3"}


def test_actors_are_mentioned_by_every_label_that_names_them() -> None:
    actors = {a["id"]: a for a in compiled()["actors"]}
    assert [m["text"] for m in actors["a1"]["mentions"]] == ["Two men"]
    assert [m["text"] for m in actors["a2"]["mentions"]] == ["Essex Police", "We"]
    assert [m["text"] for m in actors["a4"]["mentions"]] == ["reporters"]
    assert [r["text"] for r in actors["a3"]["roles"]] == ["Sgt", "the duty officer"]
    assert actors["a2"]["aliases"] == ["the force"] and actors["a4"]["country"] is None


def test_event_cells() -> None:
    arrest, fire = compiled()["events"]
    assert (arrest["type"], arrest["mode"], arrest["status"]) == ("arrest", "arrest", "happened")
    assert arrest["agents"] == [{"span": None, "text": None, "actor": "a2"}]
    assert arrest["places"][0] | {"span": 0} == {
        "span": 0, "text": "Harlow", "name": "Harlow", "country": "GBR", "lat": 51.78, "lon": 0.11,
    }  # fmt: skip
    assert (arrest["when"]["text"], arrest["when"]["earliest"]) == ("on Monday", "2014-05-19")
    assert (fire["when"]["span"], fire["when"]["earliest"], fire["when"]["latest"]) == (None, None, "2014-05-20")
    assert [m["text"] for m in fire["mentions"]] == ["fire", "blaze"]
    numbers = [(f["what"], f["low"], f["high"], f.get("unit")) for f in fire["figures"]]
    assert numbers == [("wounded", 0, 0, None), ("damaged", 86, None, None), ("money", 2500000, 2500000, "GBP")]


def changed(old: str, new: str) -> str:
    assert REPORT.count(old) >= 1, old
    return REPORT.replace(old, new, 1)


REJECTED = [
    ("outlet: The Harrow Gazette\n", "", 1, "outlet is missing"),
    ("published: 2014-05-20", "published: 2014-02-30", 1, "does not exist"),
    ("outlet: ", "paper: ", 2, "no `key: value`"),
    ("a bus depot|s4.con]", "a bus depot", 6, "unbalanced"),
    ("[told|s3.cue]", "told|s3.cue]", 8, "unbalanced"),
    ("blaze|e2] \\[sic\\]", "blaze|e2] [sic]", 10, "belongs to no mark"),
    ("[told|s3.cue]", "[told |s3.cue]", 8, "begins or ends in a space"),
    ("[told|s3.cue]", "[told|s3.verb]", 8, "no s"),
    ("[told|s3.cue]", "[told|s3cue]", 8, "no label"),
    ("[told|s3.cue]", "[told|]", 8, "no label"),
    ("|s3.to:a4]", "|s3.to]", 8, "lacks its actor"),
    ("e1.detained:2@s4", "e1.detained", 6, "lacks its number"),
    ("e2.money:2500000GBP", "e2.money:2500000", 10, "currency"),
    ("[told|s3.cue]", "[told|s3.cue e9]", 8, "e9 has no line"),
    ("s3.to:a4", "s3.to:a9", 8, "a9 has no line"),
    ("agents=a2", "agents=a9", 20, "a9 has no line"),
    ("p1 GBR", "a5 person - described | a driver\np1 GBR", 22, "a5 is used nowhere"),
    ("p1 GBR", "p2 GBR - | Essex\np1 GBR", 22, "p2 is used nowhere"),
    ("a4 people", "a3 people", 15, "two lines"),
    ("[told|s3.cue]", "[told|s3.cue s2.cue]", 8, "s2.cue is marked twice"),
    ("blaze|e2]", "blaze|e2 e1.target:a1]", 10, "e1.target:a1 is marked twice"),
    ("agents=a2", "agents=a2 targets=a1", 20, "marked e1.target already"),
    ("a1 people", "a1 crowd", 12, "unknown kind 'crowd'"),
    ("GBR named | Mary", "GBX named | Mary", 14, "unknown country 'GBX'"),
    ("a2 government GBR named", "a2 government GBR proper", 13, "unknown form of name"),
    ("s3 a3 say", "s3 a3 tell", 18, "unknown act 'tell'"),
    ("s3 a3 say direct", "s3 a3 say quoted", 18, "unknown form 'quoted'"),
    ("on=2014-05-19", "on=2014-05-32", 19, "does not exist"),
    ("disaster/fire", "blaze/fire", 21, "unknown event type 'blaze'"),
    ("disaster/fire", "disaster/blaze", 21, "unknown mode of disaster 'blaze'"),
    ("arrest happened", "arrest occurred", 20, "unknown status 'occurred'"),
    ("s4:asserts", "s4:says", 20, "unknown stance 'says'"),
    ("e2.damaged:86..@s1", "e2.burnt:86..@s1", 10, "no label"),
    ("s4:asserts", "s8:asserts", 20, "s8, which does not exist"),
    ("s4:asserts", "", 20, "no account"),
    ("[arrested|e1]", "arrested", 20, "no trigger"),
    ("|s1.con]", "|a3]", 16, "no content"),
    ("e1.detained:2@", "e1.detained:3@", 6, "does not carry 3"),
    ("e2.damaged:86..", "e2.damaged:85..", 10, "is 86.."),
    ("do not [believe", "[believe", 8, "does not say 0"),
    ("happened 2014-05-19", "happened 2014-05-21", 20, "after publication"),
    ("happened 2014-05-19", "happened 2014-05-19/2014-05-18", 20, "ends before it begins"),
    ("happened 2014-05-19", "happened 2014-06-31", 20, "does not exist"),
    ("happened 2014-05-19", "happened -", 20, "write the date in its line"),
    ("[“[More than 85|e2.damaged:86..@s1] buses are gone.”|s1.con]",
     "[“[More than 85|e2.damaged:86..@s1] buses|s1.con] are gone.”", 10, "covers the quotation"),
    ("cluster: depot\n", "", 20, "needs a cluster"),
    ("| s4:asserts", "| s4:asserts | same=fire", 21, "stands twice"),
    ("GBR 51.78,0.11", "GBR 151.78,0.11", 22, "no point of the earth"),
    ("---\na1", "a1", 1, "three parts"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what"), REJECTED, ids=[row[3] for row in REJECTED])
def test_rejects(old: str, new: str, line: int, what: str) -> None:
    found = check_text(changed(old, new))
    assert any(p.line == line and what in p.what for p in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("e2.damaged:86..@s1", "e2.damaged:86..~@s1"),
        ("[More than 85|", "more than [85|"),
        ("[Two men|e1.target:a1 e1.detained:2@s4]", "[A man and a woman|e1.target:a1 e1.detained:2@s4]"),
        ("[Two men|e1.target:a1 e1.detained:2@s4]", "[Up to 10 men|e1.target:a1 e1.detained:..10@s4]"),
        ("The [blaze|e2]", "The [blaze|e2] at the ‘Old Coach and Horses Inn’ depot, the drivers’ base of ten years,"),
        ("The [blaze|e2]", "The [blaze|e2] after the '90s strike of the drivers' union at the depot's gates"),
        ("happened 2014-05-19", "planned 2014-05-26"),
    ],
)
def test_accepts(old: str, new: str) -> None:
    assert check_text(changed(old, new)) == ()


def test_a_quotation_that_runs_on_must_be_covered_too() -> None:
    raw = changed("The [blaze|e2]", "“We came at once and\n\nThe [blaze|e2]")
    assert [p.line for p in check_text(raw)] == [10]


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, other = tmp_path / "014-depot.txt", tmp_path / "015-depot.txt", tmp_path / "016-depot.txt"
    good.write_text(REPORT, encoding="utf-8")
    other.write_text(REPORT, encoding="utf-8")
    bad.write_text(changed("s3 a3 say", "s3 a3 tell"), encoding="utf-8")
    assert main(["check", str(good)]) == 0
    assert main(["check", str(good), str(bad)]) == 1
    assert re.search(r"015-depot\.txt:18: s3: unknown act 'tell'", capsys.readouterr().out)
    out = tmp_path / "built"
    assert main(["build", str(good), str(other), "--out", str(out)]) == 0
    assert sorted(p.name for p in (out / "dev").iterdir()) == ["014-depot.json", "016-depot.json"]  # a cluster stays whole
    assert main(["build", str(other), "--out", str(out)]) == 0
    assert [p.name for p in (out / "train").iterdir()] == ["016-depot.json"]
    assert list((out / "dev").iterdir()) == []
    assert main(["build", str(good), str(other), "--out", str(out)]) == 0
    clusters = json.loads((out / "clusters.json").read_text(encoding="utf-8"))
    same = [[["014-depot", "e2"], ["016-depot", "e2"]]]
    assert [(c["cluster"], c["reports"], c["same"]) for c in clusters] == [("depot", ["014-depot", "016-depot"], same)]
    assert all(a[0] != b[0] for a, b in clusters[0]["different"])


def test_coverage_counts_what_is_there_and_what_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "014-depot.txt"
    path.write_text(REPORT, encoding="utf-8")
    assert main(["coverage", str(path)]) == 0
    table = capsys.readouterr().out
    for row in ("1 reports", "disaster/fire 1", "attack 0", "say 3", "2010s 1", "GBR 1", "money 1", "clusters (1)"):
        assert row in table


def test_agreement_of_two_annotations(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, raw in ((first, REPORT), (second, REPORT)):
        folder.mkdir()
        (folder / "014-depot.txt").write_text(raw, encoding="utf-8")
    same = agreement([read(first / "014-depot.txt")], [read(second / "014-depot.txt")])
    assert "1 reports annotated twice" in same
    assert "record                1.000" in same


def test_disputed_cells_of_a_cluster(tmp_path: Path) -> None:
    one, two = tmp_path / "014-depot.txt", tmp_path / "016-depot.txt"
    one.write_text(REPORT, encoding="utf-8")
    two.write_text(REPORT.replace("e2 disaster/fire happened", "e2 disaster/fire ongoing"), encoding="utf-8")
    (judged,) = judge_clusters([read(one), read(two)])
    assert [d["cells"]["status"] for d in judged["disputed"]] == [["happened", "ongoing"]]
