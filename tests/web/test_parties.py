"""People judge people at the desk: who bears a name, in which words, the same or not, signed and taken back; crowds stay small pages."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.keep.merging import refresh
from dateline.model import Actor, Record, Report, Span, Words
from dateline.model.incidents import report_id
from dateline.serve.web.desk import Desk
from dateline.store import Store, ask, open_store
from dateline.store.testimony import end_run, keep_report, start_run
from tests.keep.fake import read

from .stand import ORIGIN, ask_desk, serve, tools
from .test_walks import AXE, RUN, SIDEWAYS, WIDER, press, tab_to

FRONT, LEAGUE = "Karo Front", "Northern League"
CROWD = 17, 100
"""Reports that tell of survivors, and of how many each: whoever is only described is another in every place."""


def record(number: int, *cast: Actor) -> Record:
    """A report in which these are told of, each at its own words."""
    text = f"Report {number}. " + " ".join(f"On the quay the {one.name} of that day were <b>seen</b>." for one in cast)
    day = date(2024, 1, 1) + timedelta(number % 300)
    made = read(Report(text=text, published=day, outlet=f"Outlet {number}", key=f"k{number}"), layers=False)
    actors = []
    for n, one in enumerate(cast, 1):
        start = text.index(one.name)
        span = Span(start, start + len(one.name))
        actors.append(Actor(f"a{n}", one.name, one.kind, one.country, one.named, (), (Words(span, one.name),)))
    return Record(made.document, tuple(actors))


def party(name: str, named: str = "named") -> Actor:
    return Actor("a1", name, "armed-group" if named == "named" else "people", None, named)


@pytest.fixture
def few(tmp_path: Any) -> Iterator[Store]:
    """Three reports on a front, one of them on a league too, and a crowd that two of them tell of."""
    cast = [(party(FRONT), party("survivors", "described")), (party(FRONT), party("Survivors", "described")), (party(LEAGUE), party(FRONT))]
    with open_store(str(tmp_path / "few.db"), create=True) as made:
        keep(made, [record(n, *some) for n, some in enumerate(cast, 1)])
        yield made


def keep(store: Store, records: list[Record]) -> None:
    with store.writing() as connection:
        writer = start_run(connection, "test", {}, "2024-01-01T00:00:00Z")
        for one in records:
            keep_report(writer, one, "test", None)
        end_run(writer)
    refresh(store)


@pytest.fixture
def desk(few: Store) -> TestClient:
    return ask_desk(Desk(few, "few.db", person="tester", tools=tools()))


def parties(desk: TestClient, name: str) -> list[list[str]]:
    """The keys of each party that bears the name."""
    return [[one["key"] for one in p["actors"]] for p in desk.get(f"/actors/{name}.json").json()["parties"]]


def judge(desk: TestClient, first: str, second: str, same: str, **more: str) -> Any:
    return desk.post("/judge", data={"first": first, "second": second, "same": same, **more})


def test_a_party_is_shown_with_its_reports_and_words(desk: TestClient, few: Store) -> None:
    told = desk.get(f"/actors/{FRONT}.json").json()
    (one,) = told["parties"]
    assert (one["size"], one["reports"], one["named"], told["more_parties"], told["decided"]) == (3, 3, True, 0, [])
    page = desk.get(f"/actors/{FRONT}").text
    for row in one["actors"]:
        text = ask.get_record(few, row["report"]).document.text
        assert text[row["start"] :].startswith(row["words"]) and FRONT in row["words"]
        assert f"/reports/{row['report']}?char={row['start']}#t{row['start']}" in page and row["outlet"] in page
    assert "&lt;b&gt;seen" in page and "<b>seen" not in page


def test_the_words_are_where_the_link_leads(desk: TestClient, own: TestClient, own_store: Store) -> None:
    names = Counter(a.name for r in ask.list_reports(own_store, most=50).rows for a in ask.get_record(own_store, r.id).actors)
    page = own.get(f"/actors/{names.most_common(1)[0][0]}").text
    report, start = re.search(r'/reports/(r\w+)\?char=(\d+)#t\d+"', page).groups()  # type: ignore[union-attr]
    assert own.get(f"/reports/{report}?char={start}").status_code == 200


def test_not_the_same_is_signed_shown_on_both_pages_and_taken_back(desk: TestClient) -> None:
    ((first, second, third),) = parties(desk, FRONT)
    back = f"/actors/{FRONT.replace(' ', '%20')}#parties"
    answer = judge(desk, first, second, "no", why="Two <i>fronts</i>", by="Zoë", back=back)
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    assert sorted(map(len, parties(desk, FRONT))) == [1, 2]
    for key in (FRONT, first, second):
        page = desk.get(f"/actors/{key}").text
        assert "By Zoë" in page and "Two &lt;i&gt;fronts&lt;/i&gt;" in page and "Take this back" in page
    assert "2 parties bear this name" in desk.get(f"/actors/{FRONT}").text
    assert "1 other party bears this name" in desk.get(f"/actors/{second}").text
    (told,) = desk.get(f"/actors/{second}.json").json()["decided"]
    assert (told["by"], told["same"], told["why"]) == ("Zoë", False, "Two <i>fronts</i>")
    number = {"number": str(told["pairs"][0]["number"]), "back": back}
    assert desk.post("/unjudge", data=number).status_code == 303
    assert parties(desk, FRONT) == [[first, second, third]]
    assert desk.post("/unjudge", data=number).status_code == 409


def test_a_namesake_is_parted_from_all_others(desk: TestClient) -> None:
    ((first, second, third),) = parties(desk, FRONT)
    assert judge(desk, third, "*", "no").headers["location"] == f"/actors/{third}"
    assert parties(desk, FRONT) == [[first, second], [third]]
    assert parties(desk, third) == [[third], [first, second]]  # the one that was asked for comes first
    assert f"everybody else called {FRONT}" in desk.get(f"/actors/{FRONT}").text
    assert judge(desk, third, "*", "yes").status_code == 400


@pytest.mark.parametrize("how", ["name", "key", "address", "typed"])
def test_same_as_somebody_of_another_name(desk: TestClient, how: str) -> None:
    first, ((league,),) = parties(desk, FRONT)[0][0], parties(desk, LEAGUE)
    told = {"name": LEAGUE.lower(), "key": league, "address": f"{ORIGIN}/actors/{league}?after=x#parties", "typed": ""}[how]
    more = {"other": f"{ORIGIN}/actors/Northern%20League"} if how == "typed" else {}
    assert judge(desk, first, told, "yes", **more).status_code == 303
    assert [len(some) for some in parties(desk, LEAGUE)] == [4]
    page = desk.get(f"/actors/{LEAGUE}").text
    assert "Taken together." in page and FRONT in page and LEAGUE in page


def test_who_is_only_described_is_told_so_and_may_be_somebody(desk: TestClient) -> None:
    ((one,), (other,)) = parties(desk, "survivors")
    page = desk.get("/actors/survivors").text
    assert page.count("only described, not named") == 2 and 'value="*"' not in page
    assert judge(desk, one, other, "yes").status_code == 303
    assert sorted(parties(desk, "survivors")[0]) == sorted((one, other))


def test_what_makes_no_sense_is_told_and_changes_nothing(desk: TestClient, few: Store) -> None:
    ((first, *_),) = parties(desk, FRONT)
    for second in ("survivors", "Nobody Atall", "Karo", first, "r000000000000/a1", "", "i0123456789@1"):
        answer = judge(desk, first, second, "yes")
        assert answer.status_code == 400 and "<h1>" in answer.text and "Traceback" not in answer.text, second
    assert judge(desk, "r000000000000/a1", first, "no").status_code == judge(desk, first, LEAGUE, "no", by="machine").status_code == 400
    assert ask.decisions(few) == ()


def test_decisions_on_others_of_the_same_report_are_not_shown(desk: TestClient) -> None:
    one, other = (some[0] for some in parties(desk, "survivors"))
    assert judge(desk, one, other, "no").status_code == 303
    assert len(desk.get("/actors/survivors.json").json()["decided"]) == 1
    assert desk.get(f"/actors/{FRONT}.json").json()["decided"] == []


def test_a_decision_stays_when_the_report_has_a_newer_version(desk: TestClient, few: Store) -> None:
    ((first, second, _),) = parties(desk, FRONT)
    assert judge(desk, first, second, "no").status_code == 303
    newer = record(1, party(FRONT))
    keep(few, [Record(newer.document, newer.actors)])
    answer = desk.get(f"/actors/{FRONT}")
    assert answer.status_code == 200 and report_id(newer.document.id) != first.partition("/")[0]


def test_a_crowd_is_counted_and_its_page_stays_small(tmp_path: Any) -> None:
    with open_store(str(tmp_path / "crowd.db"), create=True) as store:
        reports, each = CROWD
        number = reports * each
        keep(store, [record(n, *[party("Survivors", "described")] * each) for n in range(reports)])
        desk = ask_desk(Desk(store, "crowd.db", person="tester", tools=tools()))
        told, page = desk.get("/actors/Survivors.json").json(), desk.get("/actors/Survivors")
        assert (len(told["parties"]), told["more_parties"]) == (20, number - 20)
        assert f"and {number - 20:,} more parties" in page.text and f"{number:,} parties bear this name" in page.text
        assert len(page.content) < 100_000
        seen, asked = [p["party"] for p in told["parties"]], 1
        while told["after_parties"]:
            told = desk.get("/actors/Survivors.json", params={"parties": told["after_parties"]}).json()
            seen, asked = seen + [p["party"] for p in told["parties"]], asked + 1
        assert (len(seen), len(set(seen)), asked, told["more_parties"]) == (number, number, -(-number // 20), 0)


def test_pages_of_parties_keep_their_place(desk: TestClient, few: Store) -> None:
    keep(few, [record(n, *[party("survivors", "described")] * 10) for n in range(4, 8)])
    first = desk.get("/actors/survivors").text
    further = re.search(r'<a rel="next" class="button" href="([^"]+)">Further parties</a>', first)
    assert further is not None and "and 22 more parties" in first
    address = html.unescape(further[1])
    second = desk.get(address).text
    assert "and 2 more parties" in second and address.replace("&", "&amp;") in second  # forms lead back to this page
    assert 'href="/actors/survivors#parties">Back to the first</a>' in second
    last = desk.get(html.unescape(re.findall(r'<a rel="next" class="button" href="([^"]+)">Further parties', second)[0])).text
    assert "Further parties" not in last and "more parties" not in last and last.count('<article class="party') == 2
    key = desk.get("/actors/survivors.json").json()["parties"][0]["actors"][0]["key"]
    assert f'<option value="{key}">survivors — this page' in desk.get(f"/actors/{key}{address[address.index('?') :]}").text
    beyond = desk.get("/actors/survivors", params={"parties": "0.0~p"})
    assert beyond.status_code == 200 and "Back to the first" in beyond.text and "42 parties bear this name" in beyond.text
    assert desk.get("/actors/survivors", params={"parties": "nowhere"}).status_code == 400
    assert desk.get("/actors/survivors.json", params={"parties": "0.x~p"}).status_code == 400


def test_pages_of_parties_are_reached_by_keys_without_a_script(browser: Any, few: Store) -> None:
    keep(few, [record(n, *[party("survivors", "described")] * 10) for n in range(4, 8)])
    with serve(Desk(few, "few.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, java_script_enabled=False, viewport={"width": 320, "height": 700})
        page = context.new_page()
        page.goto("/actors/survivors")
        page.locator(".parties .pages a[rel=next]").focus()
        press(page, "Enter")
        page.wait_for_url("**parties=*")
        assert page.url.endswith("#parties") and page.locator(".party").count() == 20
        page.locator(".party summary").first.wait_for(state="detached")  # each is one report's: nobody is to be parted
        page.locator(".parties .pages a", has_text="first").focus()
        press(page, "Enter")
        page.wait_for_url("**/actors/survivors#parties")
        context.close()


def test_forms_work_without_a_script_and_by_keys_alone(browser: Any, few: Store) -> None:
    with serve(Desk(few, "few.db", person="tester", tools=tools())) as address:
        context = browser.new_context(base_url=address, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"/actors/{FRONT}")
        page.locator(".party .pair summary").first.focus()
        press(page, "Enter", "Tab", "ArrowDown", "Tab", "ArrowDown", "Tab")
        page.keyboard.type("a namesake")
        press(page, "Tab", "Tab", "Enter")
        page.wait_for_selector(".decision.against")
        assert "a namesake" in page.locator(".decision").text_content() and page.url.endswith("#parties")
        assert page.locator(".party").count() == 2
        page.locator(".decision button").focus()
        press(page, "Enter")
        page.wait_for_selector(".decision", state="detached")  # also while the next page is still on its way
        page.wait_for_selector(".party")
        assert page.locator(".party").count() == 1
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_section_is_clean_narrow_and_shows_its_focus(browser: Any, few: Store, scheme: str) -> None:
    desk = ask_desk(Desk(few, "few.db", person="tester", tools=tools()))
    ((first, second, _),) = parties(desk, FRONT)
    judge(desk, first, second, "no", why="w" * 300)
    with serve(Desk(few, "few.db", person="tester", tools=tools())) as address:
        size = {"width": 320, "height": 700}
        context = browser.new_context(base_url=address, color_scheme=scheme, reduced_motion="reduce", viewport=size)
        page = context.new_page()
        page.goto(f"/actors/{FRONT}")
        tab_to(page, ".decision button")
        tab_to(page, ".party .pair summary")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        tab_to(page, ".party select")
        tab_to(page, "input[name=other]")
        assert page.evaluate(WIDER) == page.evaluate(SIDEWAYS) == []
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert [one["id"] for one in page.evaluate(RUN)["violations"] if one["impact"] in ("serious", "critical")] == []
        context.close()


def test_why_the_machine_takes_two_names_together_is_told(tmp_path: Any) -> None:
    with open_store(str(tmp_path / "two.db"), create=True) as store:
        names = [Actor("a1", "Kurze Hospitals Network", "organisation", country, "named") for country in ("LVA", None)]
        keep(store, [record(n, one) for n, one in enumerate(names, 1)])
        desk = ask_desk(Desk(store, "two.db", person="tester", tools=tools()))
        (one,) = desk.get("/actors/Kurze Hospitals Network.json").json()["parties"]
        sentences = [reason["sentence"] for reason in one["why"][0]["reasons"]]
        page = desk.get("/actors/Kurze Hospitals Network").text
        assert sentences and all(sentence in page for sentence in sentences) and "(organisation, LVA)" in page
