"""P3: no serious finding of axe on any page, and twelve walks that reach every action with the keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.keep.tokens import make_token
from dateline.serve.web.desk import Desk
from dateline.store import Store, ask

from .stand import REPORT, serve, tools

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
RUN = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"


@pytest.fixture
def desk(browser: Any, own_store: Store) -> Iterator[Any]:
    """A page on a desk of its own; scripts that err and broken policies fail the test."""
    with serve(Desk(own_store, "own.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(30_000)
        troubles: list[str] = []
        page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: troubles.append(str(e)))
        page.on("request", lambda r: troubles.append(r.url) if not r.url.startswith(address) else None)
        yield page
        context.close()
        assert troubles == []


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Any, selector: str, most: int = 150) -> None:
    """Goes on with Tab until the element has the focus, which must be seen."""
    for _ in range(most):
        press(page, "Tab")
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            ring = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + ' ' + s.outlineWidth }"
            )
            assert not ring.startswith("none") and not ring.endswith(" 0px"), f"{selector} does not show its focus"
            return
    raise AssertionError(f"Tab does not reach {selector}")


# ---------------------------------------------------------------- axe

PAGES = [
    "/", "/reports", "/review", "/review/silent", "/add", "/export", "/export?disputed=yes", "/export/left-out?format=acled",
    "/about", "/api",
    "/enter", "/search?q=fire", "/search", "/incidents?place=nowhere", "/nothing/here", "REPORT", "INCIDENT", "ACTOR", "DECIDE",
    "PARAGRAPH", "DRAFT",
]  # fmt: skip


def address_of(page: Any, name: str, store: Store) -> str:
    waiting = ask.queue(store, most=1).rows[0]
    if name == "DRAFT":
        page.goto("/add")
        page.fill("#text", REPORT)
        page.locator("form.give button[type=submit]").click()
        page.wait_for_url("**/add/*")
        return page.url
    names = {
        "REPORT": f"/reports/{waiting.report}", "INCIDENT": f"/incidents/{waiting.incident.id}", "ACTOR": f"/actors/{waiting.report}/a1",
        "DECIDE": f"/decide?at={waiting.report}-{waiting.local}-when", "PARAGRAPH": f"/incidents/{waiting.incident.id}/paragraph",
    }  # fmt: skip
    return names.get(name, name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(browser: Any, own_store: Store, scheme: str) -> None:
    axe, found = AXE.read_text(encoding="utf-8"), []
    with serve(Desk(own_store, "own.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(60_000)
        for name in PAGES:
            page.goto(address_of(page, name, own_store))
            page.evaluate("document.querySelectorAll('details').forEach((d, i) => { if (i < 60) d.open = true })")
            # Cards off the screen are laid out when they come near it; until then what is in them would be measured on top of the next.
            page.evaluate("document.querySelectorAll('.card').forEach(c => { c.style.contentVisibility = 'visible' })")
            page.evaluate(axe)
            for one in page.evaluate(RUN)["violations"]:
                if one["impact"] in ("serious", "critical"):
                    nodes = json.dumps([[n["html"][:160], n["failureSummary"][-300:]] for n in one["nodes"][:2]])
                    found.append(f"{name}: {one['id']} — {one['help']}: {nodes}")
        context.close()
    assert found == []


WIDER = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
SIDEWAYS = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth && !e.matches('.wide, pre, .away, input, select, textarea'))
  .filter(e => e.closest('nav') || !['visible', 'clip'].includes(getComputedStyle(e).overflowX))
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
"""What scrolls sideways by itself: tables and code may, whose lines mean something together, and fields, but no navigation."""


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_is_wider_than_a_narrow_screen(browser: Any, own_store: Store, width: int) -> None:
    """WCAG 1.4.10: at 320 px everything is read without scrolling sideways, whatever is opened."""
    found = {}
    with serve(Desk(own_store, "own.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce", viewport={"width": width, "height": 800})
        page = context.new_page()
        for name in PAGES:
            page.goto(address_of(page, name, own_store))
            for opened in ("false", "i < 60"):
                page.evaluate(f"document.querySelectorAll('details').forEach((d, i) => {{ if ({opened}) d.open = true }})")
                whole = page.evaluate("document.documentElement.scrollWidth")
                if wider := [*page.evaluate(WIDER), *page.evaluate(SIDEWAYS), *([f"{whole} px"] if whole > width else [])]:
                    found[name, opened] = wider
                navs = page.evaluate("[...document.querySelectorAll('nav')].map(n => [n.scrollWidth, n.clientWidth])")
                assert navs and all(0 < inner <= outer <= width for inner, outer in navs), (name, navs)
        context.close()
    assert found == {}


# ---------------------------------------------------------------- twelve walks


def test_walk_1_skip_links_lead_past_the_head(desk: Any) -> None:
    desk.goto("/incidents")
    press(desk, "Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    press(desk, "Enter")
    assert desk.evaluate("document.activeElement.id") == "main"


def test_walk_2_search_from_anywhere(desk: Any) -> None:
    desk.goto("/about")
    press(desk, "/")
    desk.keyboard.type("said")
    press(desk, "Enter")
    desk.wait_for_url("**/search?q=said")


def test_walk_3_filter_incidents(desk: Any) -> None:
    desk.goto("/incidents")
    tab_to(desk, "form input[name=text]")
    desk.keyboard.type("said")
    press(desk, "Enter")
    desk.wait_for_url("**/incidents?*text=said*")
    tab_to(desk, ".chips a")
    press(desk, "Enter")
    desk.wait_for_url(lambda url: "text=said" not in url)


def test_walk_4_open_an_incident_and_its_words(desk: Any) -> None:
    desk.goto("/incidents")
    tab_to(desk, "article.entry h3 a", 400)
    press(desk, "Enter")
    desk.wait_for_url("**/incidents/i*")
    tab_to(desk, "details.account summary")
    press(desk, "Enter")
    tab_to(desk, ".account[open] li a, .voices a", 200)
    press(desk, "Enter")
    desk.wait_for_url("**/reports/**")


def test_walk_5_from_cell_to_cell_and_its_reason(desk: Any, own_store: Store) -> None:
    desk.goto(f"/reports/{ask.queue(own_store, most=1).rows[0].report}")
    tab_to(desk, "#text")
    press(desk, "j", "j", "Enter")
    assert desk.locator("details.cell.on[open] .why").is_visible()
    press(desk, "Escape")
    assert desk.locator("details.cell.on").count() == 0


def test_walk_6_correct_a_cell_in_place(desk: Any, own_store: Store) -> None:
    one = ask.queue(own_store, most=1).rows[0]
    desk.goto(f"/reports/{one.report}?at={one.local}#{one.local}-when")
    desk.locator(f"#{one.local}-when summary").focus()
    press(desk, "c")
    desk.wait_for_selector("#deed input[name=value]:focus")
    press(desk, "Control+a")
    desk.keyboard.type("2024-01-05")
    press(desk, "Tab")
    desk.keyboard.type("it says so")
    press(desk, "Enter")
    desk.wait_for_selector(f"#{one.local}-when.v-corrected")
    assert "2024-01-05" in desk.locator(f"#{one.local}-when .val").text_content()


def test_walk_7_reject_and_note_without_a_script(browser: Any, own_store: Store) -> None:
    one = ask.queue(own_store, most=1).rows[0]
    with serve(Desk(own_store, "own.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"/decide?at={one.report}-{one.local}-when")
        page.locator("form:has(button[value=rejected]) input[name=why]").fill("no such day")
        page.locator("button[value=rejected]").focus()
        press(page, "Enter")
        page.wait_for_url("**/reports/**")
        assert page.locator(f"#{one.local}-when.v-rejected").count() == 1
        context.close()


def test_walk_8_review_in_at_most_three_keys(desk: Any, own_store: Store) -> None:
    desk.goto("/review")
    heads = [desk.locator("input[name=event]").first.get_attribute("value")]

    def do(*keys: str) -> str:
        before = desk.url
        with desk.expect_navigation():
            press(desk, *keys)
        heads.append(desk.locator("input[name=event]").first.get_attribute("value"))
        assert desk.url.startswith(before.partition("?")[0])
        return str(desk.locator("p.done").text_content()).strip()

    assert do("a") == "Accepted." and heads[-1] != heads[-2]
    assert do("u") == "Taken back." and heads[-1] == heads[0]
    assert do("r").startswith("Rejected")
    do("u")
    assert do("c", "1", "0").startswith("Rejected")  # nobody tells it: the cell is taken out
    assert do("u") == "Taken back."
    assert do("n") == "" and heads[-1] != heads[-2]
    desk.goto("/review")
    press(desk, "c", "1")
    assert desk.locator("details[data-press='c'] details[open]").count() == 1
    press(desk, "Escape", "Escape")
    assert desk.locator("details.act[open]").count() == 0
    assert desk.evaluate("document.activeElement.id") == "case"


def test_walk_9_paste_look_and_keep(desk: Any, own_store: Store) -> None:
    desk.goto("/add")
    tab_to(desk, "#text")
    desk.keyboard.insert_text(REPORT)
    tab_to(desk, "input[name=outlet]")
    desk.keyboard.type("The Test Post")
    tab_to(desk, "form.give button.primary")
    press(desk, "Enter")
    desk.wait_for_url("**/add/*")
    tab_to(desk, "form[action$='/keep'] button")
    before = len(ask.list_reports(own_store, most=200).rows)
    press(desk, "Enter")
    desk.wait_for_url("**/reports/*")
    assert len(ask.list_reports(own_store, most=200).rows) == before + 1
    assert "The Test Post" in desk.locator(".kicker").first.text_content()


def test_walk_10_export_what_the_filter_shows(desk: Any) -> None:
    desk.goto("/export?disputed=yes")
    tab_to(desk, "button[value=geojson]")
    with desk.expect_download() as got:
        press(desk, "Enter")
    assert got.value.suggested_filename == "dateline-geojson.geojson"
    assert "disputed=yes" in got.value.url


def test_walk_11_not_the_same_and_copy_as_a_paragraph(desk: Any, own_store: Store) -> None:
    rows = ask.find_incidents(own_store, ask.Filter(), most=100).rows
    many = max(ask.get_incidents(own_store, [r.id for r in rows]), key=lambda i: len(i.members))
    desk.goto(f"/incidents/{many.id}/paragraph")
    tab_to(desk, "[data-copy]")
    press(desk, "Enter")
    desk.wait_for_function("document.getElementById('copied').textContent !== ''")
    assert desk.evaluate("navigator.clipboard.readText()") == desk.locator("#paragraph").input_value()
    desk.goto(f"/incidents/{many.id}")
    tab_to(desk, "details.pair summary", 300)
    press(desk, "Enter")
    tab_to(desk, "details.pair[open] form button", 300)
    with desk.expect_navigation():
        press(desk, "Enter")
    assert ask.decisions(own_store)[-1].verdict == "not the same"


def test_walk_12_enter_with_a_token_and_sign(browser: Any, own_store: Store) -> None:
    make_token(own_store, "Guest", "review", ("2024-01-01T00:00:00Z", "2999-01-01T00:00:00Z"), "dl_" + "g" * 40)
    with serve(Desk(own_store, "own.db", guarded=True, tools=tools())) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("/review")
        assert "/enter" in page.url
        tab_to(page, "input[name=token]")
        page.keyboard.type("dl_" + "g" * 40)
        press(page, "Enter")
        page.wait_for_url("**/review")
        assert "Guest" in page.locator(".signed").text_content()
        assert page.evaluate("document.cookie") == ""
        context.close()
