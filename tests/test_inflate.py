"""Compressed pieces come out whole, however they are cut, or are refused."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReportError, TooLarge, Unreadable
from dateline.inflate import inflate

MOST = 5_000_000
WAYS = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "X-GZIP ": gzip.compress,
    "deflate": zlib.compress,
    "gzip, deflate": lambda data: zlib.compress(gzip.compress(data)),
    "identity, gzip": gzip.compress,
}


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("codings", WAYS)
@given(data=st.binary(max_size=3000), size=st.integers(1, 400))
def test_whole(codings: str, data: bytes, size: int) -> None:
    assert inflate(pieces(WAYS[codings](data), size), codings, "x", MOST) == data


@given(data=st.binary(max_size=500), more=st.binary(max_size=500), size=st.integers(1, 50), padding=st.integers(0, 9))
def test_members_and_padding(data: bytes, more: bytes, size: int, padding: int) -> None:
    whole = gzip.compress(data) + gzip.compress(more) + bytes(padding)
    assert inflate(pieces(whole, size), "gzip", "x", MOST) == data + more


@given(data=st.binary(min_size=1, max_size=500), cut=st.integers(1, 400), size=st.integers(1, 50))
def test_cut(data: bytes, cut: int, size: int) -> None:
    for codings in ("gzip", "deflate"):
        whole = WAYS[codings](data)
        with pytest.raises(Unreadable):
            inflate(pieces(whole[: max(len(whole) - cut, 1)], size), codings, "x", MOST)


@given(data=st.binary(max_size=300))
def test_noise(data: bytes) -> None:
    for codings in ("gzip", "deflate", "gzip, deflate"):
        try:
            assert len(inflate([data], codings, "x", MOST)) <= MOST
        except ReportError:
            continue


def test_large_and_exact() -> None:
    data = bytes(range(256)) * 1024  # a multiple of the step, so that all is put in before all is out
    for codings in ("gzip", "deflate"):
        assert inflate([WAYS[codings](data)], codings, "x", MOST) == data
    assert inflate([zlib.compress(data)[2:-4]], "deflate", "x", MOST) == data


@pytest.mark.parametrize("codings", ["br", "zstd", "compress", "gzip, br"])
def test_unknown_codings(codings: str) -> None:
    with pytest.raises(Unreadable, match="does not read"):
        inflate([b"x"], codings, "x", MOST)


def test_caps() -> None:
    with pytest.raises(TooLarge, match="5 MB"):
        inflate([b"a" * 5_000_001], "", "x", MOST)
    with pytest.raises(TooLarge, match="200 times"):
        inflate([gzip.compress(bytes(4_000_000))], "gzip", "x", MOST)
    with pytest.raises(TooLarge, match="3 times over"):
        inflate([b""], "gzip, gzip, gzip", "x", MOST)
    assert len(inflate([gzip.compress(bytes(900_000))], "gzip", "x", MOST)) == 900_000
