"""Content warnings: passages with graphic words stand behind a disclosure where a reader has asked for it, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.keep.merging import refresh
from dateline.model import Report, Span, Words
from dateline.serve.web.desk import Desk
from dateline.serve.web.graphic import is_graphic
from dateline.store import Store, ask, open_store
from dateline.store.testimony import end_run, keep_report, start_run
from tests.keep.fake import read

from .stand import ask_desk, serve, tools
from .test_walks import AXE, RUN, press, tab_to

FOUND = [
    "They were BEHEADED.", "a gang-rape", "Gang raped by soldiers", "blood-soaked sheets", "blood soaked sheets", "He bled to death.",
    "charred remains", "Body parts lay about", "“corpses”", "sexual\nassault", "their throats slit", "He hanged himself.", "torturing",
]  # fmt: skip
NOT_FOUND = [
    "", "Three were killed and nine wounded.", "A body of law", "the body said", "The army shelled the town.", "blood donors", "grapes",
    "rapeseed", "a suicide bomber", "Mr Gore", "they parted", "therapist", "beaten in the final", "a mass for the dead", "grave concern",
]  # fmt: skip
MILD = "On 2024-02-02 rebels shelled Derrin, killing 5, the army said."
GRAPHIC = "On 2024-02-03 rebels met Salo, the mayor said. The corpses lay in the square."


@pytest.mark.parametrize("text", FOUND)
def test_graphic_words_are_found(text: str) -> None:
    assert is_graphic(text)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_plain_words_of_loss_are_not_covered(text: str) -> None:
    assert not is_graphic(text)


@pytest.fixture
def grim(tmp_path: Path) -> Iterator[Store]:
    """A report with a mild paragraph and a graphic one, in which the mayor is quoted, a graphic title, and a mild report."""
    text = f"{MILD}\n\n{GRAPHIC}\n\nThe end."
    told = [read(Report(text=text, published=date(2024, 2, 4), outlet="One", title="Corpses in the square", key="k1"), layers=False)]
    told += [read(Report(text=MILD, published=date(2024, 2, 4), outlet="Two", title="Shells", key="k2"), layers=False)]
    words = "The corpses lay in the square."
    said = replace(told[0].statements[1], content=(Words(Span(text.index(words), text.index(words) + len(words)), words),))
    told[0] = replace(told[0], statements=(told[0].statements[0], said))
    with open_store(str(tmp_path / "grim.db"), create=True) as made:
        with made.writing() as connection:
            writer = start_run(connection, "test", {}, "2024-01-01T00:00:00Z")
            for record in told:
                keep_report(writer, record, "test", None)
            end_run(writer)
        refresh(made)
        yield made


def report_of(store: Store) -> str:
    return ask.get_report(store, "k1").id


def careful(store: Store) -> TestClient:
    """A desk at which graphic words are covered."""
    desk = ask_desk(Desk(store, "grim.db", person="tester", tools=tools()))
    answer = desk.post("/careful", data={"careful": "yes", "back": "/reports?after=x"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports?after=x")
    assert all(word in answer.headers["set-cookie"].lower() for word in ("httponly", "samesite=strict", "careful=yes"))
    return desk


def pages_of(store: Store) -> list[str]:
    """Pages on which the graphic report's words stand."""
    report = report_of(store)
    incident = next(r for r in ask.find_incidents(store, ask.Filter(), most=20).rows if r.type == "consult")
    return [
        f"/reports/{report}", "/reports", "/search?q=corpses", "/search?q=square", "/actors/the%20mayor", f"/incidents/{incident.id}",
        f"/decide?at={report}-e2",        f"/incidents/{incident.id}/paragraph", "/review",
    ]  # fmt: skip


def test_it_is_off_by_default_and_told_on_about(grim: Store) -> None:
    plain = ask_desk(Desk(grim, "grim.db", tools=tools()))
    for path in pages_of(grim):
        page = plain.get(path).text
        assert 'class="covered' not in page and "Cover graphic words" in page, path
    about = plain.get("/about").text
    assert "Graphic words" in about and "At this browser graphic words are shown." in about


def test_switched_on_what_is_graphic_is_covered_and_nothing_else(grim: Store) -> None:
    desk = careful(grim)
    for path in pages_of(grim):
        page = desk.get(path).text
        bare = uncovered(page)
        for word in ("Corpses", "corpses"):
            assert word not in bare, (path, bare[max(bare.find(word) - 200, 0) : bare.find(word) + 60])
        assert "Show graphic words" in page
    page = desk.get(f"/reports/{report_of(grim)}").text
    assert page.count('<details class="covered"') == 2  # the title, and one paragraph of three
    assert "<title>(title with graphic words)" in page and "killing" in uncovered(page)
    assert "At this browser graphic words are covered." in desk.get("/about").text
    assert desk.get(f"/reports/{report_of(grim)}.json").json()["record"]["document"]["text"].count("corpses") == 1  # data stay whole


def uncovered(page: str) -> str:
    """What is seen before anything is opened: no closed disclosure, no search box, no address, no tag."""
    from lxml import html

    tree = html.fromstring(page)
    for gone in tree.xpath("//details[not(@open)]/*[not(self::summary)] | //input | //svg//title"):
        gone.getparent().remove(gone)
    for heading in tree.xpath("//h1 | //head/title"):
        if heading.text_content().startswith(("“", "Search")):  # what was asked for is said as it was
            heading.getparent().remove(heading)
    return str(tree.text_content())


def test_switched_off_again_all_is_shown(grim: Store) -> None:
    desk = careful(grim)
    assert desk.post("/careful", data={"careful": "no", "back": "//evil.test"}).headers["location"] == "/about"
    assert 'class="covered' not in desk.get(f"/reports/{report_of(grim)}").text


@pytest.mark.parametrize("wanted", ["", "maybe", "yes" * 4])
def test_other_wishes_are_refused(grim: Store, wanted: str) -> None:
    assert ask_desk(Desk(grim, "x", tools=tools())).post("/careful", data={"careful": wanted, "back": "/"}).status_code == 400


@pytest.mark.parametrize("script", [True, False])
def test_the_keyboard_switches_it_on_and_opens_what_is_covered(browser: Any, grim: Store, script: bool) -> None:
    with serve(Desk(grim, "grim.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, java_script_enabled=script, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"/reports/{report_of(grim)}")
        assert page.locator("#text").get_by_text("The corpses lay").is_visible()
        page.locator(".foot .careful button").focus()
        with page.expect_navigation():
            press(page, "Enter")
        words, cover = page.locator("#text").get_by_text("The corpses lay"), page.locator("#text details.covered > summary")
        assert page.url.endswith(f"/reports/{report_of(grim)}") and cover.is_visible() and not words.is_visible()
        if script:  # choosing a cell leads to what is covered, and does not open it
            page.locator("#e2 summary").first.click()
            assert not words.is_visible() and "corpses" not in page.locator("#status").text_content()
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert [v["id"] for v in page.evaluate(RUN)["violations"] if v["impact"] in ("serious", "critical")] == []
            page.goto(f"/reports/{report_of(grim)}")
            tab_to(page, "#text details.covered > summary")
        else:
            cover.focus()
        press(page, "Enter")
        assert words.is_visible()
        context.close()


def test_following_a_link_to_covered_words_uncovers_nothing(browser: Any, grim: Store) -> None:
    with serve(Desk(grim, "grim.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce", viewport={"width": 1280, "height": 400})
        context.add_cookies([{"name": "careful", "value": "yes", "url": address}])
        page = context.new_page()
        record = ask.get_record(grim, report_of(grim))
        start = next(e.mentions[0].span.start for e in record.events if e.id == "e2" and e.mentions[0].span)
        for path in (f"?char={start}#sought", f"?char={start}#t{start}", "?at=e2#e2"):
            page.goto(f"/reports/{report_of(grim)}{path}")
            page.wait_for_timeout(200)
            assert not page.locator("#text").get_by_text("The corpses lay").is_visible(), path
            assert page.locator("#text details.covered > summary").is_visible()
        context.close()
