"""Adding at the desk: what is shown is what is kept, nothing is kept before, and bad input is told."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.store import Store, ask

from .stand import REPORT

FRENCH = "Le président a déclaré mardi que la situation était calme dans tout le pays et que le gouvernement ne ferait rien de plus."


def give(desk: TestClient, **fields: Any) -> Any:
    """What comes of the form; the draft's JSON where one was made."""
    files = {"file": fields.pop("file")} if "file" in fields else {"file": ("", b"")}
    answer = desk.post("/add", data=fields, files=files)
    if answer.status_code != 303:
        return answer
    for _ in range(200):
        told = desk.get(answer.headers["location"] + ".json").json()
        if not told["reading"]:
            return told
        time.sleep(0.05)
    raise AssertionError("it is never read")


def test_nothing_is_kept_until_keep_is_said(own: TestClient, own_store: Store) -> None:
    before = ask.list_reports(own_store, most=200).rows
    told = give(own, text=REPORT, outlet="The Test Post", published="2024-02-03")
    assert len(told["records"]) == 1 and told["records"][0]["document"]["outlet"] == "The Test Post"
    page = own.get(f"/add/{told['draft']}").text
    assert "Keep it" in page and "shelled" in page and "/decide?at=" not in page
    assert ask.list_reports(own_store, most=200).rows == before
    kept = own.post(f"/add/{told['draft']}/keep")
    name = kept.headers["location"].rpartition("/")[2]
    assert ask.get_record(own_store, name).document.text == REPORT
    assert own.post(f"/add/{told['draft']}/keep").headers["location"] == kept.headers["location"]  # pressed twice, kept once
    assert len(ask.list_reports(own_store, most=200).rows) == len(before) + 1


def test_what_was_guessed_is_put_right(own: TestClient, own_store: Store) -> None:
    told = give(own, text=REPORT)
    assert "No date is told" in own.get(f"/add/{told['draft']}").text
    again = own.post(f"/add/{told['draft']}", data={"published": "2024-02-09", "outlet": "  Other\n Post ", "title": "A <title>"})
    document = own.get(again.headers["location"] + ".json").json()["records"][0]["document"]
    assert (document["published"], document["outlet"], document["title"]) == ("2024-02-09", "Other Post", "A <title>")
    assert "A &lt;title&gt;" in own.get(again.headers["location"]).text
    assert own.post(f"/add/{told['draft']}", data={"published": "soon"}).status_code == 400


def test_files_of_many_reports_and_names_that_lead_nowhere(own: TestClient, own_store: Store) -> None:
    rows = "".join(
        f'{{"text": "On 2024-02-0{n} rebels shelled Derrin, killing {n}, the army said.", "outlet": "P{n}"}}\n' for n in (1, 2, 3)
    )
    told = give(own, file=("../../../etc/rows.jsonl", rows.encode()), force="yes")
    assert [r["document"]["outlet"] for r in told["records"]] == ["P1", "P2", "P3"]
    assert "Keep all 3" in own.get(f"/add/{told['draft']}").text and "P2" in own.get(f"/add/{told['draft']}?n=2").text
    own.post(f"/add/{told['draft']}/keep")
    ids = own.get(f"/add/{told['draft']}.json").json()["kept"]
    assert len(ids) == 3
    assert {ask.get_report(own_store, i).origin.partition(",")[0] for i in ids} == {"uploaded rows.jsonl"}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "nothing to read"), ({"text": "   "}, "nothing to read"), ({"text": "x", "url": "https://example.org"}, "one of the three"),
    ({"text": "x", "file": ("a.txt", b"y")}, "one of the three"), ({"text": "x", "published": "2024"}, "is no day"),
    ({"text": "x", "published": "2024-02-31"}, "is no day"), ({"url": "file:///etc/passwd"}, "is no address"),
    ({"url": "ftp://example.org/x"}, "is no address"), ({"url": "javascript:alert(1)"}, "is no address"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "told"), WRONG)
def test_bad_input_is_told_beside_the_form(own: TestClient, fields: dict[str, Any], told: str) -> None:
    answer = give(own, **fields)
    assert answer.status_code == 400 and told in answer.text and '<form method="post" action="/add"' in answer.text


UNREAD: list[tuple[dict[str, Any], str]] = [
    ({"file": ("a.bin", bytes(range(256)) * 20)}, "binary|encoding|text"), ({"text": FRENCH}, "English"),
    ({"file": ("a.gz", b"\x1f\x8b\x08broken")}, "gzip|cut|damaged|broken"), ({"text": "FAULT here. " + REPORT}, "could not be read"),
    ({"url": "http://127.0.0.1:1/x"}, "ports 80, 443 only"), ({"url": "http://127.0.0.1/x"}, "public web"),
    ({"url": "http://169.254.169.254/latest"}, "public web|refused|never"),
    ({"url": "http://user:pw@[::1]/"}, "public web|refused|never|password|name"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "told"), UNREAD)
def test_what_cannot_be_read_says_why_and_cannot_be_kept(own: TestClient, own_store: Store, fields: dict[str, Any], told: str) -> None:
    before = len(ask.list_reports(own_store, most=200).rows)
    draft = give(own, **fields)
    assert draft["records"] == [] and re.search(told, " ".join(draft["failures"])), draft
    page = own.get(f"/add/{draft['draft']}").text
    assert 'role="alert"' in page and "/keep" not in page and "Traceback" not in page
    assert own.post(f"/add/{draft['draft']}/keep").status_code == 409
    assert len(ask.list_reports(own_store, most=200).rows) == before


def test_drafts_are_forgotten(own: TestClient) -> None:
    told = give(own, text=REPORT)
    own.post(f"/add/{told['draft']}/drop")
    assert own.get(f"/add/{told['draft']}").status_code == 404
    first = give(own, text=REPORT)["draft"]
    for _ in range(8):
        give(own, text=REPORT)
    assert own.get(f"/add/{first}").status_code == 404
    assert own.get("/add/nonsense.json").json()["error"]["status"] == 404
