"""Bytes become the text that was meant, or are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import TooLarge, Unreadable
from dateline.read.decode import decode, mend_surrogates
from dateline.read.limits import MAX_BYTES

SENTENCE = "Café owners in Zürich closed their doors on Friday, police said – “for good”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_each_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding), "x.txt")[0] == SENTENCE


def test_windows_1252_is_said() -> None:
    assert decode("Café".encode("cp1252"), "x")[1] == ("is not UTF-8; read as Windows-1252",)
    assert decode("Café".encode(), "x")[1] == ()


def test_line_ends_stay() -> None:
    assert decode(b"One.\r\nTwo.\rThree.\n", "x")[0] == "One.\r\nTwo.\rThree.\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "a ZIP or Office file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (bytes(range(256)) * 4, "binary data"),
        (b"\x00\x01\x02\x03" * 40, "binary data"),
    ],
)
def test_binary_is_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable, match=kind):
        decode(data, "x.txt")


def test_a_stray_control_character_is_no_reason_to_refuse() -> None:
    text = "The army\x07 said\x1b[31m on Friday\x00 that it would go.\n" * 3
    assert decode(text.encode(), "x")[0] == text


def test_over_the_cap() -> None:
    with pytest.raises(TooLarge):
        decode(b"a" * (MAX_BYTES + 1), "x")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_utf8_round_trips(text: str) -> None:
    plain = text.removeprefix("\ufeff")
    if not plain.encode().startswith((b"\xff\xfe", b"%PDF-", b"PK", b"GIF8", b"BZh", b"MZ", b"{\\rtf")):
        assert decode(plain.encode(), "x")[0].removeprefix("\ufeff") == plain.removeprefix("\ufeff")


@given(st.text(alphabet=st.characters()))
def test_mending_keeps_every_position(text: str) -> None:
    mended = mend_surrogates(text)
    assert len(mended) == len(text)
    mended.encode()
