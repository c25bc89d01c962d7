"""No page is over 300 kB before it is compressed, be the report as long as a book or the incident told by two hundred.

Merging two hundred accounts takes half a minute, so sixty are merged unless `DATELINE_ACCOUNTS=200` asks for more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from dateline.keep.merging import refresh
from dateline.model import Record, Report
from dateline.serve.web.desk import Desk
from dateline.store import Store, ask, open_store
from dateline.store.testimony import end_run, keep_report, start_run
from tests.keep.fake import read

from .stand import ask_desk, serve, tools

MOST = 300_000
WORDS, ACCOUNTS = 20_000, int(os.environ.get("DATELINE_ACCOUNTS", "60"))
NAMES = ("Derrin", "Salo", "Kol", "Anso", "Mirra", "Tevel", "Oruk", "Pash")
FILLER = (
    "The market stayed shut for the morning while people waited for word of the road, and nobody could say when it would be open again. "
    "A teacher who had come from the hills with two of her pupils found that the school had been closed, and walked back the way she came. "
)


def long_record() -> Record:
    """Twenty thousand words: every third sentence tells of an event that somebody speaks of."""
    parts = []
    for n in range(WORDS // 61):
        day = date(2024, 1, 1) + timedelta(n % 300)
        who, where, by = NAMES[n % 8], NAMES[n % 7], NAMES[n % 5]
        parts.append(f"On {day} fighters of the {who} front shelled {where}, killing {n % 90 + 1}, the {by} army said. ")
        parts.append(FILLER + ("\n\n" if n % 5 == 4 else ""))
    return read(Report(text="".join(parts), published=date(2024, 12, 1), outlet="The Long Read", title="A year", key="long"), layers=False)


def account(number: int) -> Record:
    """One of the accounts of one shelling; figures and sources differ."""
    who = f"spokesman {chr(65 + number % 26)}{chr(97 + number // 26)}"
    text = f"On 2024-02-02 rebels shelled Derrin, killing {number % 40 + 1}, {who} said. Account {number} of the day went on for a while."
    day = date(2024, 2, 3) + timedelta(number % 60)
    return read(Report(text=text, published=day, outlet=f"Outlet {number}", title=f"Shelling {number}", key=f"k{number}"), layers=False)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the long report, and of one incident with many accounts."""
    with open_store(str(tmp_path_factory.mktemp("large") / "large.db"), create=True) as made:
        with made.writing() as connection:
            writer = start_run(connection, "test", {}, "2024-01-01T00:00:00Z")
            for record in (long_record(), *map(account, range(ACCOUNTS))):
                keep_report(writer, record, "test", None)
            end_run(writer)
        refresh(made)
        yield made


@pytest.fixture(scope="module")
def desk(large: Store) -> TestClient:
    return ask_desk(Desk(large, "large.db", person="tester", tools=tools()))


def of_many(store: Store) -> str:
    """The incident that most reports tell."""
    rows = ask.find_incidents(store, ask.Filter(place="Derrin", since=date(2024, 2, 2), until=date(2024, 2, 2)), most=50).rows
    return max(rows, key=lambda r: r.reports).id


def test_the_store_is_as_large_as_it_says(large: Store) -> None:
    record = ask.get_record(large, ask.get_report(large, "long").id)
    assert len(record.document.text.split()) >= WORDS and len(record.events) > 300
    assert len(ask.get_incident(large, of_many(large)).reports) >= ACCOUNTS


def pages_of(store: Store, desk: TestClient) -> Iterator[str]:
    """Every kind of page, and every part of the long report."""
    long, many = ask.get_report(store, "long").id, of_many(store)
    waiting = desk.get("/review.json").json()["waiting"]["event"]
    yield from ("/", "/incidents?kind=attack", "/reports", "/search?q=shelled", "/search?q=market", "/about", "/add", "/export", "/api")
    yield from ("/review", "/review/silent", "/export/left-out?format=acled", f"/decide?event={quote(waiting)}&cell=")
    yield from (
        f"/incidents/{many}?cell=figure.killed",
        f"/incidents/{many}?cell=type&from=20",
        f"/incidents/{many}",
        f"/incidents/{many}/paragraph",
        "/actors/rebels",
        f"/actors/{long}/a1",
        "/actors/the%20Salo%20army",
    )
    yield from (f"/reports/{long}?part={n}" for n in range(1, desk.get(f"/reports/{long}.json").json()["parts"] + 1))


def test_no_page_is_over_300_kb(large: Store, desk: TestClient) -> None:
    sizes = {path: len(page.content) for path in pages_of(large, desk) if (page := desk.get(path)).status_code == 200}
    assert len(sizes) > 20
    assert {path: size for path, size in sizes.items() if size > MOST} == {}


def test_every_account_is_on_the_page_of_its_cell(large: Store, desk: TestClient) -> None:
    many = of_many(large)
    whole, alone = desk.get(f"/incidents/{many}").text, desk.get(f"/incidents/{many}?cell=figure.killed").text
    outlets = {f"Outlet {n}" for n in range(ACCOUNTS)}
    told = re.findall(r"<strong[^>]*>spokesman \w+</strong>, (Outlet \d+)", alone)
    assert set(told) == outlets and len(told) == ACCOUNTS
    cell = whole[whole.index('id="cell-figure.killed"') :].partition("</details>")[0]
    assert re.search(r'\?cell=figure\.killed">\d+ more accounts</a>', cell) and "more accounts" not in alone
    assert desk.get(f"/incidents/{many}?cell=nothing").status_code == 404
    assert 'id="cell-type"' not in alone and "All cells" in alone


def test_the_draft_of_a_long_report_comes_in_parts(desk: TestClient) -> None:
    answer = desk.post("/add", files={"file": ("long.txt", long_record().document.text.encode())}, data={"force": "yes"})
    address = answer.headers["location"]
    page = desk.get(address)
    while "refresh" in page.headers:
        page = desk.get(address)
    assert len(page.content) < MOST and "Keep it" in page.text and 'rel="next"' in page.text


def test_a_long_report_is_read_to_its_end_as_one_scrolls(browser: Any, large: Store) -> None:
    """The pane fetches what is neared, and lays out what is seen."""
    with serve(Desk(large, "large.db", person="tester", tools=tools())) as address:
        page = browser.new_context(base_url=address, reduced_motion="reduce", viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(60_000)
        page.goto(f"/reports/{ask.get_report(large, 'long').id}")
        parts = int(re.findall(r"\d+", page.locator("#more").text_content())[-1])
        for _ in range(parts * 8):
            if not page.locator("#more").count():
                break
            page.evaluate("document.getElementById('more').scrollIntoView()")
            page.wait_for_timeout(150)
        assert page.locator("#more").count() == 0
        text = page.evaluate("[...document.querySelectorAll('#text p')].map(p => p.textContent).join('')")
        assert text == ask.get_record(large, ask.get_report(large, "long").id).document.text
        frames = page.evaluate(SCROLL)
        assert sorted(frames)[len(frames) // 2] < 100, frames  # on a machine of one shared core, with a browser that draws without a card
        page.context.close()


SCROLL = """async () => {
  const took = [];
  scrollTo(0, 0);
  for (let i = 0; i < 40; i++) {
    const begun = performance.now();
    scrollBy(0, 400);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    took.push(performance.now() - begun);
  }
  return took;
}"""
