"""roles.yml: titles, offices and kin, folded to lower case."""

from __future__ import annotations

from typing import Any

KINDS = {"government", "military", "armed-group", "organisation", "people", "unknown"}


def pluralise(noun: str) -> str:
    """The plural of an office: ministers, spokesmen, secretaries, chiefs of staff."""
    head, of, rest = noun.partition(" of ")
    if head in (
        "attorney general",
        "attorney-general",
        "solicitor general",
        "consul general",
        "secretary general",
        "secretary-general",
        "inspector general",
    ):
        return head[: -len("general") - 1] + "s" + head[-len("general") - 1 :] + of + rest
    for ending, plural in (
        ("woman", "women"),
        ("man", "men"),
        ("person", "people"),
        ("child", "children"),
        ("wife", "wives"),
        ("thief", "thieves"),
    ):
        if head.endswith(ending):
            return head[: -len(ending)] + plural + of + rest
    if head.endswith("y") and head[-2:-1] not in "aeou":
        return head[:-1] + "ies" + of + rest
    return head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s") + of + rest


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{titles: {word: sex}, offices: {singular: kind}, plurals: {plural: kind}, sexes, given, speakers, groups}`."""
    if not rows["examples"] or not rows["counter_examples"]:
        raise ValueError("no examples or no counter-examples")
    table: dict[str, Any] = {"titles": {}, "offices": {}, "plurals": {}, "sexes": {}}
    for sex, words in rows["titles"].items():
        for word in words:
            table["titles"].setdefault(word.lower(), sex)
    for kind, words in rows["offices"].items():
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r}")
        for word in words:
            if word != word.lower():
                raise ValueError(f"office {word!r} is not lower case")
            table["offices"].setdefault(word, kind)
            table["plurals"].setdefault(pluralise(word), kind)
    for sex, words in rows["sexes"].items():
        table["sexes"].update(dict.fromkeys((w.lower() for w in words), sex))
    given = {name.lower(): sex for sex, names in rows["given"].items() for name in names}
    if len(given) < sum(len(set(names)) for names in rows["given"].values()):
        raise ValueError("a given name is listed for both sexes")
    table["given"] = given
    return {**table, "speakers": sorted(set(rows["speakers"])), "groups": sorted(set(rows["groups"]))}
