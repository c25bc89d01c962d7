"""Whose dollars: `$` in an Australian outlet's report is an Australian dollar, as its house style has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from dateline.model import Quantity
from dateline.resolve.figures.words import table_of
from dateline.resolve.places.gazetteer import load_countries, load_gazetteer

LARGE = 100_000
"""Inhabitants from which a city in an outlet's name tells its country: `Calgary Herald`, but no village called Star."""
_BARE = re.compile(r"(?<![A-Za-z.])\$|^(?!.*(?:\bUS|U\.S\.|American)[ \u00a0]dollar).*\bdollars?\b", re.IGNORECASE | re.DOTALL)


def localise_dollars(text: str, quantities: Iterable[Quantity], outlet: str | None) -> tuple[Quantity, ...]:
    """Money in bare dollars as the outlet's country has them.

    Where a report marks that country's own (`A$5m beside $3m`), the bare ones are another's, and stay American.
    """
    found = tuple(quantities)
    code = _dollar_of(outlet) if outlet and any(q.unit == "USD" for q in found) else None
    if code is None or _marks(text, code):
        return found
    return tuple(replace(q, unit=code) if q.unit == "USD" and _BARE.search(q.text) else q for q in found)


def _marks(text: str, code: str) -> bool:
    """Whether a report marks dollars of a code as such."""
    money = table_of("currencies")
    signs = [sign for sign, other in money["symbols"].items() if other == code]
    words = [word for word, other in money["adjectives"].items() if other == code]
    marked = [*(re.escape(s) for s in signs), *(rf"{re.escape(w)}[ \u00a0]dollars?\b" for w in words)]
    return bool(marked) and re.search(rf"(?<!\w)(?:{'|'.join(marked)})", text, re.IGNORECASE) is not None


@lru_cache(maxsize=1000)
def _dollar_of(outlet: str) -> str | None:
    """The code of the dollar of the country that an outlet's name tells: by list, by country, by a large city."""
    local: dict[str, str] = table_of("dollars")
    named: dict[str, str] = table_of("outlets")
    listed = next((code for name, code in named.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", outlet)), None)
    return local.get(listed or _country_of(re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE)) or "")


def _country_of(outlet: str) -> str | None:
    words = re.findall(r"[^\W\d_][\w’'-]*", outlet)
    runs = [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]
    countries = load_countries()
    told = next((c for run in runs if run[:1].isupper() and (c := countries.of_name(run) or countries.of_people(run))), None)
    if told:
        return told
    cities = [
        spot for run in runs if run[:1].isupper() for spot in load_gazetteer().find(run) if spot.kind == "city" and spot.people >= LARGE
    ]
    return max(cities, key=lambda s: s.people).country if cities else None
