"""cues.yml: attribution cues with their acts, every inflected form leading to its family."""

from __future__ import annotations

from typing import Any

from lexicons.inflect import Inflector

ACTS = {"say", "confirm", "deny", "claim", "announce", "accuse", "threaten", "warn", "demand", "promise", "praise", "believe", "report"}
CONDITIONS = {"violence", "infinitive", "clause", "plan", "caution", "outlet", "unsourced", "plea", "question", "approval"}
OBJECTS = {"none", "content", "hearer", "asked", "aimed", "theme", "speaker"}
SURE = {"any", "that", "doing", "quote", "never"}
KINDS = {"verb", "noun", "adverb", "phrase", "adjective"}
VERB_FORMS = ("base", "s", "past", "part", "ing")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{rows, forms, idle, outlets, channels}`; `forms` maps a lower-cased first word to `[other words, row, form]`, longest first."""
    inflector = Inflector({}, rows["double"], {})
    table: dict[str, Any] = {"rows": [], "forms": {}, "outlets": rows["outlets"], "channels": rows["channels"]}
    seen: dict[tuple[str, str], str] = {}
    for row in rows["rows"]:
        _check(row)
        for cue in row["cues"]:
            if (row.get("kind", "verb"), cue) in seen:
                raise ValueError(f"{row['group']}: {cue!r} stands in {seen[row.get('kind', 'verb'), cue]!r} too")
            seen[row.get("kind", "verb"), cue] = row["group"]
            for form, words in _forms(cue, row.get("kind", "verb"), rows["irregular"], inflector):
                table["forms"].setdefault(words[0].lower(), []).append([[w.lower() for w in words[1:]], len(table["rows"]), form])
        table["rows"].append(_row(row))
    for entries in table["forms"].values():
        entries.sort(key=lambda e: (-len(e[0]), e[1], e[2]))
    verbs = [form for verb in rows["idle"] for _, (form, *_) in _forms(verb, "verb", rows["irregular"], inflector)]
    table["idle"] = sorted(set(verbs))
    return table


def _check(row: dict[str, Any]) -> None:
    name = row.get("group", "?")
    for key, allowed in (("act", ACTS), ("sure", SURE), ("kind", KINDS), ("object", OBJECTS)):
        if key in row and row[key] not in allowed:
            raise ValueError(f"{name}: {key} {row[key]!r} is none of {sorted(allowed)}")
    if not row["examples"] or not all({"text", "cue", "act"} == set(e) for e in row["examples"]):
        raise ValueError(f"{name}: every row needs examples with text, cue and act")
    for condition, act in row.get("acts", ()):
        if condition not in CONDITIONS or act not in ACTS:
            raise ValueError(f"{name}: unknown condition or act in {[condition, act]}")
    for example in [*row["examples"], *row.get("counter_examples", ())]:
        if example["cue"] not in example["text"]:
            raise ValueError(f"{name}: {example['cue']!r} is not in its example")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in ("group", "act", "sure")}
    return kept | {
        "kind": row.get("kind", "verb"), "acts": row.get("acts", []), "object": row.get("object", "none"),
        "link": row.get("link", []), "impersonal": row.get("impersonal", False),
        "examples": row["examples"], "counter_examples": row.get("counter_examples", []),
    }  # fmt: skip


def _forms(cue: str, kind: str, irregular: dict[str, list[str]], inflector: Inflector) -> list[tuple[str, list[str]]]:
    """Every inflected form of a cue as its name and words; regular verbs have one past form, `ed`."""
    words = cue.split()
    if kind == "noun":
        return [(("one", "many")[i > 0], form.split()) for i, form in enumerate(inflector.noun_forms(cue))]
    if kind != "verb":
        return [("base", words)]
    if words[0] in irregular:
        third, past, part, gerund = irregular[words[0]]
        named = dict(zip(VERB_FORMS, (words[0], third, past, part, gerund), strict=True))
        if past == part:
            named["ed"] = named.pop("past")
            del named["part"]
    else:
        base, third, past, gerund = inflector._conjugate(words[0])
        named = {"base": base, "s": third, "ed": past, "ing": gerund}
    return [(name, [form, *words[1:]]) for name, form in named.items()]
