"""GeoJSON, TimelineJS, Web Annotation, FollowTheMoney, Markdown, HTML and the native lines, each checked by its own rules."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import geojson
import pytest

from dateline.codec import decode_incident, decode_record
from dateline.export import FORMATS, Options, find_format, finish
from dateline.export.markdown import escape
from dateline.model import Incident, Record, Span
from dateline.model.incidents import VERDICTS, report_id
from tests.export.made import BASE, changed, incidents, judged, records, source

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> [x](javascript:alert(1)) `*_ {{7*7}} & \u202e"


def write(name: str, told: list[Incident] | None = None, known: dict[str, Record] | None = None) -> str:
    return finish(FORMATS[name].write(source(told, known=known), Options()))[0].decode()


def nasty() -> tuple[Incident, dict[str, Record]]:
    """An incident with markup wherever words of a report may stand."""
    base = incidents()[0]
    known = {
        name: replace(record, document=replace(record.document, outlet=ATTACK, title=ATTACK, url="javascript:alert(1)"))
        for name, record in records().items()
    }
    told = changed(base, "target", lambda v: replace(v, told=ATTACK, witnesses=tuple(replace(w, speaker=ATTACK) for w in v.witnesses)))
    assert base.place is not None
    return replace(
        told, title=ATTACK, targets=(ATTACK,), place=replace(base.place, name=ATTACK), claims=told.cells[0].values[0].witnesses
    ), known


def test_every_format_gives_the_same_bytes_twice_and_takes_nothing():
    for form in FORMATS.values():
        assert finish(form.write(source(), Options())) == finish(form.write(source(), Options()))
        data, left = finish(form.write(source([]), Options()))
        assert isinstance(data, bytes) and left == ()


def test_other_names_lead_to_the_same_format():
    assert find_format("timeline") is FORMATS["timelinejs"] and find_format("followthemoney") is FORMATS["ftm"]


def test_records_and_incidents_are_read_back():
    lines = write("records").splitlines()
    assert {report_id(decode_record(line).document.id) for line in lines} == set(records()) and len(lines) == len(records())
    for line, told in zip(write("incidents").splitlines(), incidents(), strict=True):
        row = json.loads(line)
        ours = {name: row.pop(name) for name in ("verdict", "verdicts", "permalink")}
        assert decode_incident(json.dumps(row)) == told
        assert ours["verdict"] in VERDICTS and set(ours["verdicts"]) == {c.name for c in told.cells if c.values}


# ---------------------------------------------------------------- GeoJSON


def test_geojson_is_valid_and_ends_where_it_should():
    placed = replace(incidents()[0], place=replace(incidents()[0].place, lat=12.5, lon=-3.25))
    found = geojson.loads(write("geojson", [placed, *incidents()[1:]]))
    assert found.is_valid and len(found["features"]) == len(incidents())
    first = found["features"][0]
    assert first["geometry"]["coordinates"] == [-3.25, 12.5] and first["properties"]["verdict"] == "machine"
    assert first["properties"]["time"] == "2019-03-11" and first["properties"]["permalink"].startswith(BASE)
    assert all(f["geometry"] is None or f["geometry"].is_valid for f in found["features"])
    left = finish(FORMATS["geojson"].write(source(), Options()))[1]
    assert sum(x.how_many for x in left) == sum(1 for i in incidents() if i.place is None or i.place.lat is None)


# ---------------------------------------------------------------- TimelineJS


def test_timeline_keeps_the_rules_of_timelinejs():
    found = json.loads(write("timelinejs"))
    left = finish(FORMATS["timelinejs"].write(source(), Options()))[1]
    assert set(found) == {"title", "events"} and "headline" in found["title"]["text"] and "start_date" not in found["title"]
    assert len(found["events"]) + sum(x.how_many for x in left) == len(incidents())
    known = {"start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink", "unique_id"}
    for slide in found["events"]:
        assert set(slide) <= known and {"start_date", "unique_id", "text"} <= set(slide)
        days = [date(**slide[name]) for name in ("start_date", "end_date") if name in slide]
        assert days == sorted(days)
    assert len({s["unique_id"] for s in found["events"]}) == len(found["events"])


def test_timeline_escapes_what_it_will_render():
    told, known = nasty()
    slide = json.loads(write("timelinejs", [told], known))["events"][0]
    for html in slide["text"].values():
        assert "<script" not in html and "<img" not in html
    assert set(re.findall(r"<(\w+)", slide["text"]["text"])) == {"p", "a"}


# ---------------------------------------------------------------- Web Annotation


def test_annotations_are_anchored_in_the_texts():
    found = json.loads(write("annotations"))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld" and found["type"] == "AnnotationCollection"
    rows = found["first"]["items"]
    assert found["total"] == len(rows) > 200 and found["first"]["type"] == "AnnotationPage"
    texts = {f"{BASE}/reports/{name}": record.document.text for name, record in records().items()}
    for row in rows:
        text = texts[row["target"]["source"]]
        position, quote = row["target"]["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[position["start"] : position["end"]] == quote["exact"] != ""
        assert quote["prefix"] == text[: position["start"]][-32:] and quote["suffix"] == text[position["end"] :][:32]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert row["type"] == "Annotation" and row["body"][1]["value"] in VERDICTS
    assert max(Counter(row["id"] for row in rows).values()) == 1


def test_annotations_count_code_points_not_bytes_or_utf16_units():
    name, record = next(iter(records().items()))
    text = "😀 e\u0301 مرحبا\r\n" + record.document.text
    shift = len(text) - len(record.document.text)

    def move(part):
        return replace(part, span=Span(part.span.start + shift, part.span.end + shift)) if part.span else part

    def shifted(s):
        return replace(s, source=move(s.source), cue=move(s.cue) if s.cue else None, content=tuple(map(move, s.content)))

    document = replace(record.document, text=text)
    moved = replace(record, document=document, events=(), statements=tuple(map(shifted, record.statements)))
    data = finish(FORMATS["annotations"].write(replace(source([], known={name: moved}), reports=(name,)), Options()))[0]
    for row in json.loads(data)["first"]["items"]:
        position, quote = row["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_annotations_carry_what_people_judged():
    told = judged(incidents()[0], "type", "accepted")
    rows = json.loads(write("annotations", [told]))["first"]["items"]
    assert {r["body"][1]["value"] for r in rows if r["id"].split(":")[3].startswith("e1/mentions")} == {"accepted"}
    assert {r["body"][1]["value"] for r in rows if "/cue" in r["id"]} == {"machine"}
    assert any(b.get("id") == f"{BASE}/incidents/{told.id}" for r in rows for b in r["body"])


# ---------------------------------------------------------------- FollowTheMoney

COMMON = {"name", "country", "summary", "notes", "sourceUrl", "publisher", "recordId", "keywords"}
SCHEMAS = {
    "Event": COMMON | {"date", "startDate", "endDate", "location", "involved", "proof"},
    "Article": COMMON | {"title", "publishedAt"},
    "Person": COMMON,
    "PublicBody": COMMON,
    "Organization": COMMON,
}
"""The schemas written and those of their properties that are used, as FollowTheMoney's model defines them."""


def test_entities_keep_the_schema_of_followthemoney():
    rows = [json.loads(line) for line in write("ftm").splitlines()]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) and Counter(r["schema"] for r in rows)["Event"] == len(incidents())
    for row in rows:
        assert set(row) == {"id", "schema", "properties"} and set(row["properties"]) <= SCHEMAS[row["schema"]]
        assert all(isinstance(v, list) and v and all(isinstance(x, str) and x for x in v) for v in row["properties"].values())
        assert row["properties"].get("name") or row["properties"].get("title")
        assert all(by_id[name]["schema"] in ("Person", "PublicBody", "Organization") for name in row["properties"].get("involved", ()))
        assert all(by_id[name]["schema"] == "Article" for name in row["properties"].get("proof", ()))
        for name in ("date", "startDate", "endDate", "publishedAt"):
            assert all(date.fromisoformat(day) for day in row["properties"].get(name, ()))
    assert all("status: machine" in row["properties"]["notes"][0] for row in rows if row["schema"] == "Event")


def test_entities_are_taken_whole_by_followthemoney():
    ftm = pytest.importorskip("followthemoney")
    for line in write("ftm").splitlines():
        row = json.loads(line)
        schema = ftm.model.get(row["schema"])
        schema.validate(row)
        proxy = ftm.model.get_proxy({"id": row["id"], "schema": row["schema"]})
        for name, values in row["properties"].items():
            proxy.add(name, values)
        assert {name: sorted(values) for name, values in proxy.properties.items()} == {n: sorted(v) for n, v in row["properties"].items()}


def test_two_persons_of_one_name_stay_two():
    rows = [json.loads(line) for line in write("ftm").splitlines()]
    events = {r["id"]: r["properties"].get("involved", []) for r in rows if r["schema"] == "Event"}
    for person in (r["id"] for r in rows if r["schema"] == "Person"):
        assert sum(person in involved for involved in events.values()) == 1


# ---------------------------------------------------------------- Markdown and HTML


def test_each_sentence_has_its_words_in_footnotes():
    text = write("markdown")
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.M))
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert set(used) == set(notes) and list(notes) == [str(n) for n in range(1, len(notes) + 1)]
    body = [line for line in text.splitlines()[4:] if line and not line.startswith(("#", "*", "[^"))]
    assert body and all(re.search(r"(?:\[\^\d+\])+$", line) for line in body)
    assert all(note.endswith("machine)") or " more)" in note for note in notes.values())


def test_a_footnote_quotes_the_report_where_it_says():
    checked = 0
    for note in re.findall(r"^\[\^\d+\]: (.*)$", write("markdown"), re.M):
        found = re.search(r": “(.*)” \(\[(r[0-9a-f]{12})\]\([^)]*\), characters (\d+)–(\d+); ", note)
        assert found is not None
        text = records()[found[2]].document.text[int(found[3]) : int(found[4])]
        assert escape(text) == found[1]
        checked += 1
    assert checked > 50


def test_rivals_of_a_dispute_are_told_apart():
    told = incidents()[0]
    cells = tuple(replace(c, state="disputed") if c.name == "figure.killed" else c for c in told.cells)
    text = write("markdown", [replace(told, cells=cells)])
    assert re.search(r"^Killed, disputed: at least 9, according to regional governor\.\[", text, re.M)
    assert len(re.findall(r"^Killed, disputed: ", text, re.M)) == 2


def test_a_persons_finding_is_marked_and_no_machines_is():
    text = write("markdown", [judged(incidents()[0], "figure.missing", "accepted")])
    assert re.search(r"^Missing: 14\. \(accepted by a person\)\[", text, re.M) and text.count("by a person)") == 1


class Tags(HTMLParser):
    """Counts the tags of a page and collects what they point at."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        told = dict(attrs)
        self.ids += [told["id"]] if told.get("id") else []
        self.links += [told["href"]] if told.get("href") else []
        assert not any(name.startswith("on") or name == "style" for name in told)


def test_page_links_lead_somewhere():
    page = Tags()
    page.feed(write("html"))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert page.tags["section"] == len(incidents()) and not page.tags["script"]


def test_markup_in_reports_stays_words():
    told, known = nasty()
    page = Tags()
    page.feed(write("html", [told], known))
    assert not {"script", "img"} & set(page.tags) and not any("javascript" in link for link in page.links)
    assert set(page.tags) == set("html head meta title style body h1 p section h2 a sup ol li q".split())
    text = write("markdown", [told], known)
    assert not re.search(r"(?<!\\)<(?!http)", text) and not re.search(r"(?<!\\)\]\((?!http)", text)
