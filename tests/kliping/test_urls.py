"""Canonical addresses and article ids."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kliping.urls import article_id, canonical, host, id_range, url_key

SAME = [
    ("https://media.example/berita/1", "https://media.example/berita/1#komentar"),
    ("https://media.example/berita/1", "https://media.example/berita/1?utm_source=x&utm_medium=y"),
    ("https://media.example/berita/1", "https://m.media.example/berita/1?page=all"),
    ("https://media.example/berita/1", "https://amp.media.example/berita/1"),
    ("https://media.example/berita/1", "https://media.example/berita/1/amp/"),
    ("https://media.example/berita/1", "https://media.example/amp/berita/1"),
    ("https://media.example/berita/1", "http://www.media.example/berita/1/?page=2"),
    ("https://media.example/?a=1&b=2", "https://media.example/?b=2&a=1&fbclid=zz"),
    ("https://media.example/a%7Eb", "https://media.example/a~b"),
]
DIFFERENT = [
    ("https://media.example/berita/1", "https://media.example/berita/2"),
    ("https://media.example/?p=1", "https://media.example/?p=2"),
    ("https://bali.media.example/1", "https://media.example/1"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_variants_of_one_address(a: str, b: str) -> None:
    assert url_key(a) == url_key(b)
    assert article_id(a, None) == article_id(b, None)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_addresses_stay_apart(a: str, b: str) -> None:
    assert url_key(a) != url_key(b)


def test_host() -> None:
    assert host("https://www.Media.example:8080/x") == "media.example"
    assert host("bukan alamat") == ""
    assert host("http://[rusak") == ""


addresses = st.builds(
    lambda name, path, query: f"https://{name}.example/{path}?{query}",
    st.text("abcdefgmz", min_size=1, max_size=8),
    st.text(max_size=20),
    st.text(max_size=20),
)


@given(addresses | st.text(max_size=60))
def test_canonical_is_idempotent_and_never_raises(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert url_key(once) == url_key(url)


times = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2110, 1, 1), timezones=st.just(dt.UTC))


@given(addresses, addresses, times, times)
def test_ids_are_ordered_by_time(a: str, b: str, first: dt.datetime, second: dt.datetime) -> None:
    one, two = article_id(a, first), article_id(b, second)
    assert 0 <= one < 1 << 62
    if (second - first) >= dt.timedelta(minutes=1):
        assert one < two


@given(addresses, times)
def test_a_date_filter_is_an_id_range(url: str, at: dt.datetime) -> None:
    low, high = id_range(at, at + dt.timedelta(minutes=1))
    assert low <= article_id(url, at) < high
