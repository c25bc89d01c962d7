"""The desk in a real browser: what the pane shows is the report, both sides select one another, keys reach everything."""

from __future__ import annotations

from typing import Any

from dateline.model import Record
from dateline.model.incidents import report_id
from dateline.serve.web.pane.cells import cards_of
from tests.web.conftest import NASTY

SHOWN = """() => [...document.querySelectorAll('#text > p')].map(p => p.textContent).join('')"""
OF_CELL = """(n) => [...document.querySelectorAll('#text .m')]
  .filter(m => m.dataset.n.split(' ').includes(String(n))).map(m => m.textContent).join('')"""


def test_the_browser_holds_the_same_text(page: Any, records: list[Record], nasty: str) -> None:
    page.goto(f"/reports/{nasty}")
    assert page.evaluate(SHOWN) == NASTY
    for card in cards_of(records[-1]):
        for cell in card.cells:
            if cell.spans and not cell.name.startswith(("account", "within")):
                assert page.evaluate(OF_CELL, cell.number) == "".join(s.of(NASTY) for s in cell.spans)
    assert page.locator("#text > p").nth(2).evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert page.locator(".hid").first.evaluate("s => getComputedStyle(s, '::before').content") == '"RLO"'


def test_highlights_are_never_nested(page: Any, records: list[Record]) -> None:
    page.goto(f"/reports/{report_id(records[0].document.id)}")
    assert page.locator("#text .m .m").count() == 0
    assert page.locator("#text .m").count() > 20


def test_words_select_their_cell_and_a_second_click_goes_outwards(page: Any, records: list[Record]) -> None:
    page.goto(f"/reports/{report_id(records[0].document.id)}")
    run = page.locator("#text .m[data-n*=' ']").first
    numbers = run.get_attribute("data-n").split()
    for number in (*numbers, numbers[0]):
        run.click()
        assert page.locator("details.cell.on").get_attribute("data-n") == number
    assert page.locator("#text .m.on").count() >= 1
    page.locator("#cards").press("Escape")
    page.keyboard.press("Escape")


def test_a_cell_selects_its_words_and_tells_why(page: Any, records: list[Record]) -> None:
    page.goto(f"/reports/{report_id(records[0].document.id)}")
    cell = page.locator(".card.event details.cell.k-e").first
    cell.locator("summary").click()
    assert cell.evaluate("c => c.open") and cell.locator(".why").is_visible()
    lit = page.locator("#text .m.on")
    assert lit.count() >= 1 and "e" in lit.first.get_attribute("class").split()


def test_keys_go_from_cell_to_cell(page: Any, records: list[Record]) -> None:
    page.goto(f"/reports/{report_id(records[0].document.id)}")
    page.locator("#text").focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("j")
        seen.append(page.locator("details.cell.on").get_attribute("data-n"))
    assert seen == ["0", "1", "2", "3"]
    page.keyboard.press("k")
    assert page.locator("details.cell.on").get_attribute("data-n") == "2"
    page.keyboard.press("Enter")
    assert page.locator("details.cell.on").evaluate("c => c.open")
    page.keyboard.press("Escape")
    assert page.locator("details.cell.on").count() == 0
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("jk/")
    assert page.input_value("#find") == "jk/"


def test_kinds_can_be_switched_off(page: Any, records: list[Record]) -> None:
    page.goto(f"/reports/{report_id(records[0].document.id)}")
    look = "m => getComputedStyle(m).fontWeight"
    event = page.locator("#text .m.e").first
    assert event.evaluate(look) == "700"
    page.locator("#k-event").uncheck()
    assert event.evaluate(look) == "400"


def test_links_to_a_cell_open_with_it_selected(page: Any, records: list[Record]) -> None:
    record = records[0]
    one = record.statements[-1].id
    page.goto(f"/reports/{report_id(record.document.id)}?at={one}#{one}")
    assert page.locator("details.cell.on").evaluate("c => c.closest('.card').id") == one


def test_the_desk_is_walked_without_leaving_the_host(page: Any) -> None:
    for path in ("/", "/incidents?disputed=yes", "/reports", "/search?q=said", "/about"):
        page.goto(path)
        assert page.locator("h1").count() == 1
    page.goto("/incidents")
    page.wait_for_selector("#map svg .pin")
    page.locator("#map button").click()
    page.wait_for_selector("#map svg .pin")
    page.locator(".entry h3 a").first.click()
    assert "/incidents/i" in page.url
    page.go_back()
    assert page.url.endswith("/incidents")


def test_a_stretch_of_the_strip_is_drawn(page: Any) -> None:
    page.goto("/incidents")
    box = page.locator(".bars").bounding_box()
    links = page.locator(".bars a")
    first, last = links.nth(0).get_attribute("data-since"), links.nth(links.count() - 1).get_attribute("data-until")
    page.mouse.move(box["x"] + 3, box["y"] + box["height"] - 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 2)
    end = links.nth(links.count() - 1).bounding_box()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2)
    page.mouse.up()
    page.wait_for_url(f"**since={first}&until={last}")


def test_without_scripts_everything_is_read(browser: Any, desk_address: str, records: list[Record]) -> None:
    context = browser.new_context(base_url=desk_address, java_script_enabled=False)
    made = context.new_page()
    made.goto(f"/reports/{report_id(records[0].document.id)}")
    made.locator("details.cell summary").first.click()
    assert made.locator("details.cell .why").first.is_visible()
    made.goto("/incidents")
    made.locator("#places summary").click()
    assert made.locator("[data-pins] a").first.is_visible()
    context.close()
