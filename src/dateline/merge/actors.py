"""Actors across reports: cautiously, by name, kind, country and roles. Somebody who is only described is never joined."""

from __future__ import annotations

from dateline.merge.seeing import name_words
from dateline.merge.weights import judge
from dateline.merge.words import fold, rarity, terms
from dateline.model import Actor, Judgement, Record
from dateline.model.incidents import report_id

_BODIES = frozenset(("state", "government", "military", "armed-group", "organisation"))


def actor_key(record: Record, actor: Actor) -> str:
    """`REPORT/a1`."""
    return f"{report_id(record.document.id)}/{actor.id}"


def blocks_of_actors(record: Record) -> dict[str, tuple[str, ...]]:
    """For each named actor the short names that the same actor elsewhere shares: the folded name; a person's last name and first letter."""
    found: dict[str, tuple[str, ...]] = {}
    for actor in record.actors:
        if actor.named != "named":
            continue
        names = {_plain(actor.name)}
        if actor.kind in ("person", "unknown") and len(actor.name.split()) > 1:
            names.add(f"{_plain(actor.name).split()[-1]},{_plain(actor.name)[:1]}")
        found[actor_key(record, actor)] = tuple(sorted(names))
    return found


def _plain(name: str) -> str:
    words = [w for w in fold(name).replace("-", " ").replace(".", "").split() if w in name_words(name)]
    return " ".join(words) or fold(name)


def judge_actors(a: tuple[Record, Actor], b: tuple[Record, Actor]) -> Judgement:
    """Whether two actors are one."""
    a, b = sorted((a, b), key=lambda pair: actor_key(*pair))
    values = compare_actors(a, b)
    return judge("actor", (actor_key(*a), actor_key(*b)), values, lambda: _say(a[1], b[1]))


def compare_actors(a: tuple[Record, Actor], b: tuple[Record, Actor]) -> dict[str, float]:
    """Feature values for two actors; the same whichever comes first."""
    one, other = a[1], b[1]
    mine, theirs = name_words(one.name), name_words(other.name)
    both = one.named == other.named == "named"
    within = both and (mine <= theirs or theirs <= mine)
    return {
        "name": float(both and mine == theirs),
        "name.long": float(both and mine == theirs and len(mine) > 1),
        "name.within": float(within and mine != theirs),
        "name.rare": min(max((rarity(t) for t in mine & theirs), default=0.0) / 9, 1.0) if both else 0.0,
        "body": float(both and one.kind in _BODIES and one.kind == other.kind),
        "kind.differs": float(_kind(one) != _kind(other)),
        "country": float(one.country is not None and one.country == other.country),
        "country.differs": float(None not in (one.country, other.country) and one.country != other.country),
        "roles": float(bool(_roles(one) & _roles(other))),
        "described": float(not both),
    }


def _kind(actor: Actor) -> str:
    """Person, body or people: kinds that cannot be one actor."""
    return "body" if actor.kind in _BODIES else actor.kind


def _roles(actor: Actor) -> frozenset[str]:
    return frozenset(t for role in actor.roles for t in terms(role.text or "") if rarity(t) > 2)


def _say(one: Actor, other: Actor) -> list[tuple[str, str]]:
    same = f"both reports name {one.name}"
    return [
        ("name", same),
        ("name.long", same),
        ("name.within", f"“{one.name}” and “{other.name}” may be one name"),
        ("name.rare", "the name is rare"),
        ("body", f"both are of kind {one.kind}"),
        ("kind.differs", f"one is of kind {one.kind}, the other {other.kind}"),
        ("country", f"both of {one.country}"),
        ("country.differs", f"one of {one.country}, the other of {other.country}"),
        ("roles", f"both are described alike ({', '.join(sorted(_roles(one) & _roles(other))[:3])})"),
        ("described", "one is only described, not named"),
    ]
