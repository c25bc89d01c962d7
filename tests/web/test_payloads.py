"""S6 and S7 in a real browser: two hundred payloads in every field of a report run nothing, and nothing leaves the host."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dateline.keep.merging import refresh
from dateline.model.incidents import event_keys
from dateline.serve.web.desk import Desk
from dateline.store import Store, ask, open_store
from dateline.store.testimony import end_run, keep_report, start_run

from .payloads import PAYLOADS, hostile, keyed
from .stand import serve, tools

WATCH = """
window.__hits = [];
window.hit = () => { window.__hits.push('ran on ' + location.pathname); };
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.__hits.push(name);
document.addEventListener('securitypolicyviolation', (e) => window.__hits.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
"""
EVERY = int(os.environ.get("DATELINE_PAYLOADS_EVERY", "8"))
"""Of the reports' own pages one in so many is opened (1 opens all two hundred); the lists, which show them all, hold every payload."""


@dataclass
class Watched:
    """A page, where it stands, and everything that it did which it should not do."""

    page: Any
    address: str
    troubles: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """What happened since this was asked last."""
        told, self.troubles = list(dict.fromkeys(self.troubles)), []
        return told

    def open(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        if answer.status != 200:
            self.troubles.append(f"{answer.status} at {path}")
        self.troubles += self.page.evaluate("window.__hits.splice(0)")


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two hundred reports, each with its payload everywhere, and people's words with payloads too."""
    with open_store(str(tmp_path_factory.mktemp("hostile") / "h.db"), create=True) as made:
        with made.writing() as connection:
            writer = start_run(connection, "test", {}, "2024-01-01T00:00:00Z")
            for number, payload in enumerate(PAYLOADS):
                keep_report(writer, hostile(number, payload), "test", None)
            end_run(writer)
        refresh(made)
        yield made


@pytest.fixture(scope="module")
def watched(browser: Any, hostile_store: Store) -> Iterator[Watched]:
    with serve(Desk(hostile_store, PAYLOADS[1], person=PAYLOADS[0], tools=tools())) as address:
        context = browser.new_context(reduced_motion="reduce")
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(30_000)
        made = Watched(page, address)
        page.on("dialog", lambda d: made.troubles.append(f"dialog {d.message}"))
        page.on("pageerror", lambda e: made.troubles.append(f"error {e}"))
        page.on("console", lambda m: made.troubles.append(f"console {m.text}") if m.type in ("error", "warning") else None)
        page.on("request", lambda r: None if r.url.startswith(address) else made.troubles.append(f"left the host: {r.url}"))
        page.on("framenavigated", lambda f: f.parent_frame and made.troubles.append(f"frame {f.url}"))
        yield made
        context.close()


def test_there_are_two_hundred_different_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) == 200


def test_lists_that_show_every_payload_run_nothing(watched: Watched, hostile_store: Store) -> None:
    after: str | None = ""
    shown = 0
    while after is not None:
        page = ask.list_reports(hostile_store, after=after or None, most=50)
        watched.open("/reports" + (f"?after={quote(after)}" if after else ""))
        shown += watched.page.locator(".rows > li").count()
        after = page.after
    assert shown >= len(PAYLOADS)
    after, shown = "", 0
    while after is not None:
        watched.open("/incidents" + (f"?after={quote(after)}" if after else ""))
        shown += watched.page.locator("article.entry").count()
        link = watched.page.locator("a[rel=next]")
        after = link.first.get_attribute("href").partition("after=")[2] if link.count() else None
    assert shown >= 100
    assert watched.told() == []


def named(store: Store, number: int, payload: str) -> str:
    """The short id of a hostile report, as the store has it."""
    return ask.get_report(store, keyed(number, payload)).id


def test_reports_of_payloads_run_nothing_and_show_them_as_text(watched: Watched, hostile_store: Store) -> None:
    for number, payload in list(enumerate(PAYLOADS))[::EVERY]:
        watched.open(f"/reports/{named(hostile_store, number, payload)}")
        title = watched.page.locator("h1").text_content()
        assert " ".join(title.split()) == " ".join(payload.replace("\0", "\ufffd").split()) or "\0" in payload, payload
        watched.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        watched.page.evaluate(
            "document.querySelectorAll('.m, a, summary').forEach(x => x.dispatchEvent(new Event('mouseover', {bubbles: true})))"
        )
        watched.troubles += watched.page.evaluate("window.__hits.splice(0)")
    assert watched.told() == []


def test_other_pages_of_payloads_run_nothing(watched: Watched, hostile_store: Store) -> None:
    for number, payload in list(enumerate(PAYLOADS))[:: EVERY * 10]:
        name = named(hostile_store, number, payload)
        key = event_keys(ask.get_record(hostile_store, name))["e1"]
        for path in (
            f"/incidents/{quote(key)}", f"/incidents/{quote(key)}/paragraph", f"/actors/{name}/a1", f"/search?q={quote(payload)}",
            f"/decide?at={name}-e1-agent", f"/decide?at={name}-s1-content", f"/export?place={quote(payload[:90])}",
            f"/incidents?place={quote(payload[:90])}", f"/decide?event={quote(key)}&cell={quote(payload[:40])}&back={quote(payload)}",
        ):  # fmt: skip
            watched.open(path)
    for path in ("/review", "/review/silent", "/export", "/add", "/about", "/api", f"/enter?back={quote(PAYLOADS[0])}"):
        watched.open(path)
    assert watched.told() == []


def test_what_people_type_runs_nothing(watched: Watched, hostile_store: Store) -> None:
    page = watched.page
    for payload in PAYLOADS[:: EVERY * 16]:
        event = ask.queue(hostile_store, most=1).rows[0].event
        watched.open(f"/decide?event={quote(event)}&cell=place&back={quote('/incidents/' + event)}")
        form = page.locator("form:has(input[name=verdict][value=corrected])")
        form.locator("input[name=value]").fill(payload[:200])
        form.locator("input[name=why]").fill(payload)
        with page.expect_navigation(timeout=120_000):  # incidents are computed anew before the answer
            form.locator("button").click(no_wait_after=True)
        watched.troubles += page.evaluate("window.__hits.splice(0)")
        # What is no value (brackets that are no JSON) is refused with a page that says so; the browser's console notes the 400.
        watched.troubles = [one for one in watched.troubles if "status of 400" not in one]
        watched.open(f"/reports/{event.partition('@')[0]}?at=e1")
        watched.open(f"/decide?event={quote(event)}&cell=place")
    assert watched.told() == []


def test_a_pasted_payload_runs_nothing(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    upload = tmp_path / "'><img src=x onerror=hit()>.txt"
    upload.write_text("On 2024-02-02 rebels shelled Derrin, killing 5, the army said. " + " ".join(PAYLOADS[:40]), encoding="utf-8")
    for way in ("text", "file"):
        watched.open("/add")
        if way == "text":
            page.fill("#text", upload.read_text(encoding="utf-8"))
        else:
            page.set_input_files("input[type=file]", str(upload))
        page.fill("input[name=outlet]", PAYLOADS[1])
        page.locator("input[name=force]").check()
        page.locator("form.give button[type=submit]").click()
        page.wait_for_url("**/add/*")
        page.wait_for_selector("form[action$='/keep'] button")
        watched.troubles += page.evaluate("window.__hits.splice(0)")
    assert watched.told() == []
