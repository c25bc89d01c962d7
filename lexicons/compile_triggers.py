"""triggers.yml: word forms and phrases that tell of events, with type, mode, part of speech, confidence and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lexicons.inflect import Inflector

MODES = {
    "attack": "airstrike shelling drone bombing shooting battle stabbing arson assassination sexual war other",
    "seize": "abduction hijacking territory property",
    "arrest": "arrest raid charge",
    "coerce": "ban curfew blockade expulsion censorship other",
    "sanction": "economic diplomatic withhold-aid",
    "mobilise": "deployment exercise weapons-test alert",
    "retreat": "withdrawal ceasefire surrender disarm",
    "release": "people sanctions rights resignation",
    "agree": "deal truce",
    "consult": "meeting visit call talks",
    "cooperate": "military economic diplomatic judicial",
    "aid": "humanitarian military economic asylum rescue",
    "protest": "demonstration strike riot boycott hunger-strike",
    "vote": "election referendum resolution",
    "office": "appointment departure coup",
    "law": "adopted repealed",
    "trial": "trial verdict lawsuit inquiry execution",
    "crime": "fraud theft trafficking cyber other",
    "disaster": "storm flood earthquake fire outbreak other",
    "accident": "transport industrial collapse other",
    "death": "",
    "displace": "flight evacuation",
}
CONFIDENCE = ("sure", "likely", "weak")
POS = ("noun", "verb", "adj")
SIGNS = {"@": "near", "!": "off", ">": "after", "<": "before", "-": "beside"}
_TOKEN = re.compile(r"['’](?:s|re|ve|ll|d|m)\b|…|[^\W_]+")
_MARK = re.compile(r"\[([^\]/]+)(?:/(noun|verb|adj))?\]")


def tokens(phrase: str) -> list[str]:
    """Lower-cased words of a phrase without hyphens and bare apostrophes, as the run-time reader sees a sentence."""
    return [token.replace("’", "'") for token in _TOKEN.findall(phrase.lower())]


def compile_rows(source: dict[str, Any]) -> dict[str, Any]:
    """The table that `load_lexicon("triggers")` gives.

    `rows`: `[type, mode, pos, confidence, {near|off|after|before|beside: [set]}]`; `forms`: word -> row numbers; `phrases`: first word
    -> `[[words…], row number]`; `sets`: name -> words; `company`: noun -> {type: [sets, one of which must be near]}; `idle`: first
    word -> phrases in which no word tells of an event; `bases`: verbs in the form that their participles do not share.
    """
    inflector = Inflector(source["irregular verbs"], source["doubling"], source["irregular nouns"])
    sets = {name: _widen(words, inflector) for name, words in source["sets"].items()}
    table: dict[str, Any] = {"rows": [], "forms": {}, "phrases": {}, "sets": sets}
    numbers: dict[str, int] = {}
    table["frames"] = {name: _frame(frame, inflector) for name, frame in source["frames"].items()}
    table["counts"] = {name: _frame(frame, inflector) for name, frame in source["counts"].items()}
    table["company"] = {form: kinds for noun, kinds in source["company"].items() for form in inflector.noun_forms(noun)}
    table["bearers"] = _widen(source["bearers"], inflector)
    table["idle"] = _idle(source["idle"], inflector)
    bases = {lemma for group in source["groups"] for lemma in _verbs_of(group)}
    table["bases"] = sorted(b for b in bases if b not in inflector.verb_forms(b)[1:] and b not in inflector.verbs.get(b, []))
    for group in source["groups"]:
        _check_group(group)
        for lemma, row in _rows_of(group):
            key = repr(row)
            if key not in numbers:
                numbers[key] = len(table["rows"])
                table["rows"].append(row)
            _add(table, lemma, numbers[key], inflector)
    for group in source["groups"]:
        _try_examples(table, group)
    return table


def _verbs_of(group: dict[str, Any]) -> Iterator[str]:
    """The single verbs of a group, as its rows write them."""
    yield from (lemma for lemma, row in _rows_of(group) if row[2] == "verb" and tokens(lemma) == [lemma])


def _idle(source: dict[str, Any], inflector: Inflector) -> dict[str, list[list[str]]]:
    """Every form of the phrases that tell of nothing, by first word; each must stand in an example, and in no counter-example."""
    forms = [f for phrase in source["verbs"] for f in inflector.verb_forms(phrase)]
    forms += [f for phrase in source["nouns"] for f in inflector.noun_forms(phrase)] + source["fixed"]
    found: dict[str, list[list[str]]] = {}
    for words in map(tokens, dict.fromkeys(forms)):
        found.setdefault(words[0], []).append(words)
    for sentence, holds in [(s, True) for s in source["examples"]] + [(s, False) for s in source["counters"]]:
        words = tokens(sentence)
        if holds != any(words[i : i + len(p)] == p for i in range(len(words)) for p in found.get(words[i], ())):
            raise ValueError(f"idle phrases: {'none' if holds else 'one'} in {sentence!r}")
    return found


def _widen(words: list[str], inflector: Inflector) -> list[str]:
    """Every form of a set's words, so that `worker` also means `workers`."""
    forms = {form for word in words for form in (*inflector.noun_forms(str(word)), *inflector.verb_forms(str(word)))}
    return sorted(forms)


def _frame(frame: dict[str, list[str]], inflector: Inflector) -> dict[str, list[str]]:
    """All forms of the words of a status or count; verbs, nouns, adjectives and prepositions kept apart."""
    make = {"verbs": inflector.verb_forms, "nouns": inflector.noun_forms}
    return {kind: sorted({form for word in words for form in make.get(kind, lambda w: [w])(word)}) for kind, words in frame.items()}


def _check_group(group: dict[str, Any]) -> None:
    name = f"{group['type']}/{group.get('mode')}"
    modes = MODES[group["type"]].split()
    if group.get("mode") not in (None, *modes):
        raise ValueError(f"group {name}: no such mode")
    if not group.get("examples") or not group.get("counters"):
        raise ValueError(f"group {name}: needs examples and counter-examples")


def _rows_of(group: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for key, listed in group.items():
        confidence, _, pos = key.partition(" ")
        if confidence not in CONFIDENCE or pos not in POS:
            if key not in {"type", "mode", "examples", "counters"}:
                raise ValueError(f"group {group['type']}/{group.get('mode')}: unknown key {key!r}")
            continue
        for entry in listed.split(","):
            lemma, conditions = _split_entry(entry.strip())
            yield lemma, [group["type"], group.get("mode"), pos, confidence, conditions]


def _split_entry(entry: str) -> tuple[str, dict[str, list[str]]]:
    """`strike @arms !labour` -> `strike`, `{"near": ["arms"], "off": ["labour"]}`."""
    lemma: list[str] = []
    conditions: dict[str, list[str]] = {}
    for word in entry.split():
        if word[0] in SIGNS and len(word) > 1:
            conditions.setdefault(SIGNS[word[0]], []).append(word[1:])
        else:
            lemma.append(word)
    if not lemma or not tokens(" ".join(lemma)):
        raise ValueError(f"entry {entry!r}: no word")
    return " ".join(lemma), conditions


def _add(table: dict[str, Any], lemma: str, number: int, inflector: Inflector) -> None:
    pos = table["rows"][number][2]
    forms = {"noun": inflector.noun_forms, "verb": inflector.verb_forms}.get(pos, lambda word: [word])(lemma)
    for form in forms:
        words = tokens(form)
        if len(words) == 1:
            numbers = table["forms"].setdefault(words[0], [])
            if number not in numbers:
                numbers.append(number)
        else:
            entry = [words, number]
            known = table["phrases"].setdefault(words[0], [])
            if entry not in known:
                known.append(entry)


def _try_examples(table: dict[str, Any], group: dict[str, Any]) -> None:
    name = (group["type"], group.get("mode"))
    for sentence in group["examples"]:
        for marked, pos in _MARK.findall(sentence):
            if not any(row[:2] == list(name) for row in _readings(table, sentence, marked, pos)):
                raise ValueError(f"group {name}: example {sentence!r} is not read so")
    for sentence in group["counters"]:
        for marked, pos in _MARK.findall(sentence):
            wrong = [row for row in _readings(table, sentence, marked, pos) if row[:2] == list(name) and row[3] != "weak"]
            if wrong:
                raise ValueError(f"group {name}: counter-example {sentence!r} is read so by {wrong}")


def _readings(table: dict[str, Any], sentence: str, marked: str, pos: str) -> list[list[Any]]:
    """Rows under which `marked` may stand in `sentence`, with the confidence that the sentence leaves them."""
    words = tokens(_MARK.sub(lambda m: m.group(1), sentence))
    target = tokens(marked)
    at = next(i for i in range(len(words)) if words[i : i + len(target)] == target)
    numbers = list(table["forms"].get(target[0], [])) if len(target) == 1 else []
    numbers += [n for phrase, n in table["phrases"].get(target[0], []) if [w for w in phrase if w != "…"] == target]
    found = []
    for number in numbers:
        row = table["rows"][number]
        confidence = weigh(table["sets"], row, words, (at, at + len(target)))
        if confidence and (not pos or row[2] == pos):
            found.append([*row[:3], confidence, row[4]])
    return found


def weigh(sets: dict[str, list[str]], row: list[Any], words: list[str], at: tuple[int, int]) -> str | None:
    """The confidence that is left of a row for the words `at` of a sentence, None where its conditions switch it off.

    `dateline.relate.events.trigger_lexicon` does the same at run time; a test holds the two together.
    """
    first, end = at
    around = {
        "near": words[:first] + words[end:],
        "off": words[:first] + words[end:],
        "after": words[end : end + 5],
        "before": words[max(first - 4, 0) : first],
        "beside": words[max(first - 1, 0) : first] + words[end : end + 1],
    }
    met = {sign: any(set(around[sign]) & set(sets.get(name, [name])) for name in names) for sign, names in row[4].items()}
    if met.get("off") or met.get("beside") or not met.get("after", True) or not met.get("before", True):
        return None
    return str(row[3]) if met.get("near", True) else "weak"
