"""Records <-> JSON: the only place that knows the wire format, which is FORMAT.md.

The nouns of `model` hold their cells in FORMAT.md's order, so a record is written by walking them; what differs
from a plain walk stands in `_encode_figure` and `_encode_document`. Reading checks every key and every type.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from dateline.errors import DatelineError
from dateline.model import Actor, Document, Event, Feature, Figure, Incident, Json, Layers, Readings, Record, Span, Statement

FORMAT = "dateline-record/1"
_FREE = {Document: frozenset({"key"})}
"""Cells that may be missing beside those with a default: FORMAT.md's newer ones, which older gold files lack."""
_PASSED_OVER = {Actor: frozenset({"aliases"})}
"""Keys of gold files that the program neither reads nor writes."""


class FormatError(DatelineError):
    """JSON that is no record: the message says where and what."""


# ---------------------------------------------------------------- writing


def encode_record(record: Record, *, layers: bool = False) -> str:
    """`record` as one line of JSON, exactly FORMAT.md; with `layers`, what lies under it too, where the record carries it."""
    out: dict[str, Json] = {
        "format": FORMAT,
        "document": _encode_document(record.document),
        "actors": [_encode(a) for a in record.actors],
        "statements": [_encode(s) for s in record.statements],
        "events": [_encode(e) for e in record.events],
    }
    if layers and record.layers is not None:
        out["layers"] = encode_layers(*record.layers)
    return json.dumps(out, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def encode_layers(layers: Layers, readings: Readings) -> dict[str, Json]:
    """What lies under a record, as FORMAT.md's last section has it."""
    return {
        "sentences": [_encode(s) for s in layers.sentences],
        "entities": [_pick(e, "span text type") for e in layers.entities],
        "times": [_pick(t, "span text type value earliest latest") for t in readings.times],
        "places": [_pick(p, "span text name country lat lon geonames use") for p in readings.places],
        "attributions": [_pick(a, "source cue content") for a in layers.attributions],
        "predicates": [_pick(p, "span text type negated factuality args") for p in layers.predicates],
    }


def _encode(value: Any) -> Json:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Figure):
        return _encode_figure(value)
    if is_dataclass(value):
        return {f.name: _encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [_encode(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    plain: Json = value
    return plain


def _pick(value: Any, names: str) -> Json:
    return {name: _encode(getattr(value, name)) for name in names.split()}


def _encode_figure(figure: Figure) -> Json:
    """`unit` and `approx` are written only where they say something."""
    out = _pick(figure, "what low high span text by")
    assert isinstance(out, dict)
    return out | ({"unit": figure.unit} if figure.unit else {}) | ({"approx": True} if figure.approx else {})


def _encode_document(document: Document) -> Json:
    out = {f.name: _encode(getattr(document, f.name)) for f in fields(document) if f.name != "extra"}
    return out | ({"extra": dict(document.extra)} if document.extra else {})


def encode_incident(incident: Incident) -> str:
    """`incident` as one line of JSON: the noun's cells by name, dates in ISO, spans as `[start, end]`."""
    return json.dumps(_encode(incident), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def encode_reasons(reasons: Sequence[Feature]) -> str:
    """Why a judgement was made, as one line of JSON."""
    return json.dumps([_encode(r) for r in reasons], ensure_ascii=False, allow_nan=False, separators=(",", ":"))


# ---------------------------------------------------------------- reading


def decode_record(data: str | bytes) -> Record:
    """The record that one piece of JSON holds; its `layers`, which do not hold all that they were made from, are passed over.

    Raises FormatError for broken JSON, a missing or unknown key and a value of the wrong type, and says where.
    """
    raw = _load(data, "record")
    _check_keys(raw, {"format", "document", "actors", "statements", "events"}, {"layers"}, "record")
    if raw["format"] != FORMAT:
        raise FormatError(f"record.format is {raw['format']!r}, not {FORMAT!r}; write it with this version of dateline")
    return Record(
        document=_decode(Document, raw["document"], "document"),
        actors=_decode(tuple[Actor, ...], raw["actors"], "actors"),
        statements=_decode(tuple[Statement, ...], raw["statements"], "statements"),
        events=_decode(tuple[Event, ...], raw["events"], "events"),
    )


def decode_incident(data: str | bytes) -> Incident:
    """The incident that one line of JSON holds. Raises FormatError."""
    found: Incident = _decode(Incident, _load(data, "incident"), "incident")
    return found


def decode_reasons(data: str | bytes) -> tuple[Feature, ...]:
    """The reasons that one line of JSON holds. Raises FormatError."""
    found: tuple[Feature, ...] = _decode(tuple[Feature, ...], _load(data, "reasons"), "reasons")
    return found


def _load(data: str | bytes, what: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{what} is not JSON ({error})") from error


def _check_keys(raw: Any, needed: set[str], free: set[str], where: str) -> None:
    if not isinstance(raw, dict):
        raise FormatError(f"{where} is no object")
    if missing := sorted(needed - raw.keys()):
        raise FormatError(f"{where} lacks {', '.join(map(repr, missing))}")
    if unknown := sorted(raw.keys() - needed - free):
        raise FormatError(f"{where} has the unknown key {', '.join(map(repr, unknown))}")


def _decode(kind: Any, raw: Any, where: str) -> Any:
    """`raw` as a value of the type `kind`: a noun, Span, date, number, string, tuple of one type, or one of these or None."""
    return _reader(kind)(raw, where)


@cache
def _reader(kind: Any) -> Callable[[Any, str], Any]:
    """What reads values of a type; put together once, because stores hold millions of them."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        inner = _reader(next(k for k in typing.get_args(kind) if k is not types.NoneType))
        return lambda raw, where: None if raw is None else inner(raw, where)
    if typing.get_origin(kind) is tuple:
        return _many_reader(_reader(typing.get_args(kind)[0]))
    return _SCALARS[kind] if kind in _SCALARS else _noun_reader(kind)


def _many_reader(one: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    def read(raw: Any, where: str) -> Any:
        if not isinstance(raw, list):
            raise FormatError(f"{where} is no array")
        return tuple([one(item, f"{where}[{i}]") for i, item in enumerate(raw)])

    return read


def _noun_reader(kind: Any) -> Callable[[Any, str], Any]:
    known, needed = _shape(kind)
    readers = {name: _reader(type_) for name, type_ in known.items() if name != "extra"}
    free, may = _FREE.get(kind, frozenset()), set(known) | _PASSED_OVER.get(kind, frozenset())

    def read(raw: Any, where: str) -> Any:
        if not (isinstance(raw, dict) and needed <= raw.keys() <= may):
            _check_keys(raw, set(needed), may, where)
        cells = {name: reader(raw[name], f"{where}.{name}") for name, reader in readers.items() if name in raw}
        if kind is Document:
            cells["extra"] = _extra(raw, where)
        for name in free - raw.keys():
            cells[name] = None
        return kind(**cells)

    return read


def _extra(raw: dict[str, Any], where: str) -> tuple[tuple[str, Any], ...]:
    """What a document carries besides, which is nobody's noun."""
    extra = raw.get("extra") or {}
    if not isinstance(extra, dict):
        raise FormatError(f"{where}.extra is no object")
    return tuple(extra.items())


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """The types of a noun's cells by name, and the names of those that must be there."""
    hints = typing.get_type_hints(kind, localns={"Json": object})  # the alias names itself, so it cannot be resolved
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    return {f.name: hints[f.name] for f in fields(kind)}, frozenset(needed - _FREE.get(kind, frozenset()))


def _string(raw: Any, where: str) -> str:
    if not isinstance(raw, str):
        raise FormatError(f"{where} is no string")
    return raw


def _whole(raw: Any, where: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise FormatError(f"{where} is no integer")
    return raw


def _number(raw: Any, where: str) -> float:
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        raise FormatError(f"{where} is no number")
    return raw


def _flag(raw: Any, where: str) -> bool:
    if not isinstance(raw, bool):
        raise FormatError(f"{where} is neither true nor false")
    return raw


def _day(raw: Any, where: str) -> date:
    try:
        return date.fromisoformat(_string(raw, where))
    except ValueError:
        raise FormatError(f"{where} is no ISO date") from None


def _span(raw: Any, where: str) -> Span:
    if not (isinstance(raw, list) and len(raw) == 2 and all(type(n) is int for n in raw) and 0 <= raw[0] <= raw[1]):
        raise FormatError(f"{where} is no [start, end)")
    return Span(*raw)


def _anything(raw: Any, where: str) -> Any:
    return raw


_SCALARS: dict[Any, Callable[[Any, str], Any]] = {
    object: _anything,
    str: _string,
    int: _whole,
    float: _number,
    bool: _flag,
    date: _day,
    Span: _span,
}
