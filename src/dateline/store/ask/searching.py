"""Search over texts, statements and actors' names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, text

from dateline.store.ask.finding import cut_out
from dateline.store.ask.rows import ActorHit, Found, HasEngine, StatementHit, TextHit
from dateline.store.ask.words import Term, cleaned, fts5_query, like_pattern, parse_words, parts_query, tsquery
from dateline.store.passages import LONGEST, fold
from dateline.store.schema import actor, report, statement

NEWEST = 400
"""Passages of a kind that are ranked, the newest first; who looks for older ones gives more words or days."""
NAMES = 400
"""Actors' names that a search by name goes through."""
_TRIGRAM = 3
"""Characters that SQLite's index of parts needs; shorter parts are looked for one passage after another."""


class _Place(NamedTuple):
    """A passage that was found; a higher rank is better."""

    id: int
    report: str
    local: str
    rank: float


class _Days(NamedTuple):
    since: str | None = None
    until: str | None = None


def search(store: HasEngine, words: str, *, most: int = 20, since: str | None = None, until: str | None = None) -> Found:
    """What has all of `words` (phrases in quotation marks, `begin*` for beginnings), best first within each group.

    `since` and `until` are ISO days of publication. Nothing typed raises an error of the database. Raises UsageError for too many words.
    """
    terms, days = parse_words(words), _Days(since, until)
    if not terms:
        return Found()
    with store.engine.connect() as connection:
        texts = _texts(connection, terms, _matching(connection, "text", terms, days), most)
        said = _statements(connection, _matching(connection, "statement", terms, days), most)
        names = [place.local for place in _matching(connection, "actor", terms, _Days())]
        actors = _actors(connection, names[: most + 1])
    groups: dict[str, tuple[object, ...]] = {"text": texts, "statement": said, "actor": actors}
    more = frozenset(kind for kind, hits in groups.items() if len(hits) > most)
    return Found(texts[:most], said[:most], actors[:most], more)


def matching_names(connection: Connection, name: str, most: int = NAMES) -> list[str]:
    """Folded names in the store that have the words of `name`, the same name and then the shortest first."""
    terms, same = parse_words(name), fold(cleaned(name)).strip()[:LONGEST]
    if not terms:
        return []
    found = {place.local for place in _matching(connection, "actor", terms, _Days())}
    return sorted(found | {same}, key=lambda n: (n != same, len(n), n))[:most]


def matching_reports(connection: Connection, words: str, most: int) -> list[str]:
    """Short ids of reports whose title or text has all of the words, at most so many, the newest first."""
    return [place.report for place in _passages(connection, "text", parse_words(words), _Days(), most)]


# ---------------------------------------------------------------- passages


def _matching(connection: Connection, kind: str, terms: tuple[Term, ...], days: _Days) -> list[_Place]:
    """Passages of a kind that have all terms, best first, the newer where they are equal."""
    return sorted(_passages(connection, kind, terms, days, NEWEST), key=lambda p: (-p.rank, -p.id))


def _passages(connection: Connection, kind: str, terms: tuple[Term, ...], days: _Days, most: int) -> list[_Place]:
    """At most so many passages of a kind that have all terms, the newest first."""
    is_sqlite = connection.dialect.name == "sqlite"
    query = fts5_query(terms) if is_sqlite else tsquery(terms)
    bound: dict[str, Any] = {"kind": kind, "query": query, "most": most}
    start, wanted = _sqlite(kind, query) if is_sqlite else _postgresql(query)
    for number, term in enumerate(t for t in terms if t.part is not None):
        assert term.part is not None
        condition, bound[f"part{number}"] = _part(term.part, f":part{number}", is_sqlite)
        wanted.append(condition)
    wanted += _published(days, bound)
    rows = connection.execute(text(f"{start} WHERE {' AND '.join(wanted)} ORDER BY 1 DESC LIMIT :most"), bound)
    return [_Place(*row) for row in rows]


def _sqlite(kind: str, query: str | None) -> tuple[str, list[str]]:
    if query is None:
        return "SELECT p.id, p.report, p.local, 0.0 FROM passage p", ["p.kind = :kind"]
    name = f"passage_{kind}"
    start = f"SELECT {name}.rowid, p.report, p.local, -bm25({name}) FROM {name} CROSS JOIN passage p ON p.id = {name}.rowid"
    return start, [f"{name} MATCH :query"]


def _postgresql(query: str | None) -> tuple[str, list[str]]:
    if query is None:
        return "SELECT p.id, p.report, p.local, 0.0 FROM passage p", ["p.kind = :kind"]
    start = "SELECT p.id, p.report, p.local, ts_rank(p.words, CAST(:query AS tsquery)) FROM passage p"
    return start, ["p.kind = :kind", "p.words @@ CAST(:query AS tsquery)"]


def _part(part: str, name: str, is_sqlite: bool) -> tuple[str, str]:
    """The condition that a passage has the letters `part`, and the value it is bound to."""
    if is_sqlite and len(part) >= _TRIGRAM:
        return f"p.id IN (SELECT rowid FROM passage_parts WHERE passage_parts MATCH {name})", parts_query(part)
    return f"p.body IS NOT NULL AND p.body LIKE {name} ESCAPE '\\'", like_pattern(part)


def _published(days: _Days, bound: dict[str, Any]) -> Iterable[str]:
    wanted = [f"published {sign} :{name}" for name, sign in (("since", ">="), ("until", "<=")) if getattr(days, name)]
    if not wanted:
        return []
    bound.update({name: getattr(days, name) for name in ("since", "until") if getattr(days, name)})
    return [f"p.report IN (SELECT id FROM report WHERE {' AND '.join(wanted)})"]


# ---------------------------------------------------------------- what stands there


def _texts(connection: Connection, terms: Sequence[Term], places: Sequence[_Place], most: int) -> tuple[TextHit, ...]:
    columns = report.c.id, report.c.key, report.c.outlet, report.c.published, report.c.title, report.c.text
    hits: list[TextHit] = []
    for chunk in _chunks([p.report for p in places], most + 1):
        rows = {row.id: row for row in connection.execute(select(*columns).where(report.c.id.in_(chunk), report.c.latest.is_(True)))}
        hits += [_text_hit(rows[name], terms) for name in chunk if name in rows]
        if len(hits) > most:
            break
    return tuple(hits[: most + 1])


def _text_hit(row: Any, terms: Sequence[Term]) -> TextHit:
    found = cut_out(row.text, terms)
    if found is None:  # only the title has the words
        return TextHit(row.id, row.key, row.outlet, row.published, row.title, row.title or "", None, ())
    span, marks = found
    return TextHit(row.id, row.key, row.outlet, row.published, row.title, span.of(row.text), span, marks)


def _statements(connection: Connection, places: Sequence[_Place], most: int) -> tuple[StatementHit, ...]:
    some = places[: most + 1]
    joined = statement.outerjoin(actor, actor.c.key == statement.c.actor).join(report, report.c.id == statement.c.report)
    s = statement.c
    columns = s.report, s.local, actor.c.name, s.act, s.said, s.content, report.c.outlet
    rows = connection.execute(select(*columns).select_from(joined).where(s.report.in_({p.report for p in some}))) if some else ()
    known = {(row[0], row[1]): StatementHit(*row) for row in rows}
    return tuple(known[p.report, p.local] for p in some if (p.report, p.local) in known)


def _actors(connection: Connection, names: Sequence[str]) -> tuple[ActorHit, ...]:
    """The names with how they are mostly written and in how many reports they stand, the most frequent first."""
    columns = actor.c.folded, actor.c.name, actor.c.kind, actor.c.country, func.count(actor.c.report.distinct())
    grouped = select(*columns).where(actor.c.folded.in_(names)).group_by(*columns[:4])
    forms: dict[str, list[tuple[int, str, str, str | None]]] = {}
    for folded, name, kind, country, count in connection.execute(grouped) if names else ():
        forms.setdefault(folded, []).append((-count, name, kind, country or None))
    hits = [_actor_hit(folded, sorted(some, key=lambda f: (f[0], f[1], f[2], f[3] or ""))) for folded, some in forms.items()]
    return tuple(sorted(hits, key=lambda hit: (-hit.reports, hit.folded)))


def _actor_hit(folded: str, forms: Sequence[tuple[int, str, str, str | None]]) -> ActorHit:
    _, name, kind, country = forms[0]
    return ActorHit(name, folded, kind, country, -sum(count for count, *_ in forms))


def _chunks(names: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))
