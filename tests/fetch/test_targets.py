"""How addresses are read, and which are of the public web."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.torture.targets import PUBLIC
from dateline.errors import Forbidden
from dateline.fetch.addresses import why_refused
from dateline.fetch.targets import follow, read_target, show_address


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://news.example", "http://news.example/"),
        ("HTTP://News.Example:80/A", "http://news.example/A"),
        ("https://news.example:443/?q=a b#c", "https://news.example/?q=a%20b"),
        ("https://news.example:8443/", "https://news.example:8443/"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:0:0::1]/", "http://[2606:4700::1]/"),
        ("  http://news.example/%7Ea%2Fb ", "http://news.example/%7Ea%2Fb"),
        ("http://under_score.example/", "http://under_score.example/"),
        ("http://news.example./", "http://news.example./"),
        ("http://news.example?q=1", "http://news.example/?q=1"),
    ],
)
def test_addresses(url: str, read: str) -> None:
    assert read_target(url).url == read


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://news.example/b"),
        ("b", "https://news.example/a/b"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example/"),
        ("?q=1", "https://news.example/a/x?q=1"),
    ],
)
def test_redirects(location: str, url: str) -> None:
    assert follow(read_target("https://news.example/a/x"), location).url == url


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://127.1/", "//[", "javascript:1", "http://u:p@news.example/"])
def test_redirects_that_are_not_followed(location: str) -> None:
    with pytest.raises(Forbidden):
        follow(read_target("https://news.example/a/x"), location)


def test_no_password_in_a_message() -> None:
    with pytest.raises(Forbidden) as caught:
        read_target("https://user:secret@news.example/")
    assert "secret" not in str(caught.value) and "user:" not in str(caught.value)
    assert show_address("http://a:b@c.example/\x1b[31m") == "http://c.example/\ufffd[31m"


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert why_refused(address) is None


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_private_is_public(address: object) -> None:
    number = ip_address(str(address))
    if not number.is_global or number.is_multicast:
        mapped = getattr(number, "ipv4_mapped", None)
        assert why_refused(str(number)) is not None or (mapped is not None and mapped.is_global)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}.example/{text}", f"http://news.example/{text}"):
        try:
            read = read_target(url).url
        except Forbidden as error:
            assert "\n" not in str(error)
        else:
            assert read.isascii() and not any(c <= " " for c in read)
            assert read_target(read).url == read
