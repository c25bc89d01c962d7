"""Addresses -> items, fetched under the protections of `fetch`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dateline.errors import ReportError
from dateline.fetch.get import require_page
from dateline.fetch.targets import show_address
from dateline.fetch.visits import Visitor
from dateline.read.items import Found, Item, items_of_bytes


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Who fetches; made at the command line, where clock, sleep and what may be reached are known."""

    visitor: Visitor

    def items(self, addresses: Iterable[str]) -> Iterator[Found]:
        """What is at the addresses; one that cannot be fetched is told as its error."""
        for address in addresses:
            try:
                found = self.visitor.fetch(address)
                require_page(found)
            except ReportError as error:
                yield error
                continue
            for item in items_of_bytes(found.data, show_address(found.final_url)):
                if isinstance(item, Item) and item.fetched is None:  # an archive's pages have an address and a time of their own
                    item = replace(item, url=found.final_url, fetched=found.fetched.isoformat())
                yield item


def split_feed(data: bytes, origin: str) -> list[dict[str, Any]]:
    """The entries of a feed, parsed in a capped process. Raises ReportError for no feed."""
    from dateline.read.capped import parse_capped

    return list(parse_capped("feed", data, origin))
