"""What there is to add: files, folders and standard input as `read` finds them, and addresses, which are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from dateline.read.items import Found, find_items

if TYPE_CHECKING:
    from dateline.keep.fetching import Fetcher


def is_address(path: str) -> bool:
    """Whether `path` is a web address, not a file.

    >>> is_address("https://example.org/news"), is_address("news/one.txt")
    (True, False)
    """
    return "://" in path


def find_all(paths: Iterable[str], stdin: BinaryIO | None, fetcher: Fetcher | None) -> Iterator[Found]:
    """The items of `paths` in the order given; addresses among them are fetched, under the protections of `fetch`."""
    for remote, some in groupby(paths, is_address):
        if remote and fetcher:
            yield from fetcher.items(some)
        else:
            yield from find_items(list(some), stdin)
