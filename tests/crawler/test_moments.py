"""Which of a page's dates is its publication: JSON-LD, meta, <time>, the visible line, the address."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crawler.extraction import extract

BODY = (
    "<article>" + "<p>Pemerintah kota menerima penghargaan pelayanan prima dari kementerian pada pagi hari itu.</p>" * 1
)
BODY += "<p>Warga menilai layanan semakin cepat dan antrean di loket berkurang separuh sejak tahun lalu.</p></article>"
URL = "https://kabar.example/berita/piala-bagi-sagara"
LOCAL = "2022-03-08T10:15:00+07:00"


def read(head: str = "", visible: str = "", url: str = URL, fetched: str = "") -> tuple[str, str, str] | None:
    page = f"<html><head><title>Piala bagi Kota Sagara</title>{head}</head><body><h1>Piala bagi Kota Sagara</h1>{visible}{BODY}</body></html>"
    at = dt.datetime.fromisoformat(fetched) if fetched else None
    moment = extract(page, url, fetched_at=at).published
    return (moment.at.isoformat(), moment.precision, moment.origin) if moment else None


def ld(**fields: str) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def meta(name: str, value: str) -> str:
    return f"<meta property='{name}' content='{value}'>"


SHOWN = "<div class='date'>Selasa, 8 Maret 2022 | 10:15 WIB</div>"


@pytest.mark.parametrize(
    ("head", "visible", "expected", "origin"),
    [
        (ld(datePublished="2022-03-08T10:15:00+07:00"), "", LOCAL, "json-ld"),
        (ld(datePublished="2022-03-08T03:15:00Z"), "", LOCAL, "json-ld"),
        (ld(datePublished="2022-03-08T03:15:00.000Z"), SHOWN, LOCAL, "json-ld"),
        (ld(datePublished="2022-03-08T10:15:00Z"), SHOWN, LOCAL, "json-ld"),  # labelled UTC, meant local
        (ld(datePublished="2022-03-08T10:15:31+00:00"), SHOWN, LOCAL, "json-ld"),
        (ld(datePublished="2022-03-08 10:15:00"), "", LOCAL, "json-ld"),
        (ld(datePublished="2022-03-08"), SHOWN, LOCAL, "visible:.date"),  # the day alone: the visible clock completes it
        (ld(datePublished="2022-03-08T00:00:00+07:00"), SHOWN, LOCAL, "visible:.date"),
        (ld(datePublished="2022-03-08T10:15:00+07:00") + meta("article:published_time", "2022-03-08T10:15:00Z"), "", LOCAL, "json-ld"),
        (meta("article:published_time", "2022-03-08T10:15:00Z") + meta("datePublished", "2022-03-08T10:15:00+07:00"), "", LOCAL,
         "meta:article:published_time"),
        (meta("article:published_time", "2022-03-08T03:15:00+00:00"), "", LOCAL, "meta:article:published_time"),
        (meta("pubdate", "2022-03-08 T10:15:26Z"), SHOWN, LOCAL, "meta:pubdate"),
        (meta("pubdate", "2022-03-08T10-15-26Z"), SHOWN, LOCAL, "meta:pubdate"),
        (meta("publishdate", "2022/03/08 10:15:00"), "", LOCAL, "meta:publishdate"),
        (meta("article:modified_time", "2022-03-09T10:15:00+07:00"), SHOWN, LOCAL, "visible:.date"),
        ("", SHOWN, LOCAL, "visible:.date"),
        ("", "<span>8 Mar 2022</span> <span>10:15 WIB</span>", LOCAL, "visible"),
        ("", "<p>10:15 WIB, Selasa 8 Maret 2022</p>", LOCAL, "visible"),
        ("", "<time datetime='2022-03-08T10:15:00+07:00'>8 Maret</time>", LOCAL, "time"),
        ("", "<div>Oleh Budi Hartono - Selasa, 08/03/2022 10:15 WIB</div>", LOCAL, "visible"),
        ("", "<p>Terbit: 8 Maret 2022 10:15 | Diperbarui: 9 Maret 2022 11:00</p>", LOCAL, "visible"),
        ("", "<p>Diperbarui 9 Maret 2022 11:00. Terbit 8 Maret 2022, 10:15 WIB</p>", LOCAL, "visible"),
        ("", "<div class='date'>Selasa, 8 Maret 2022 11:15 WITA</div>", "2022-03-08T11:15:00+08:00", "visible:.date"),
        (meta("article:published_time", "2022-03-08T12:15:00Z"), "<i>8 Maret 2022 12.15 WIT</i>", "2022-03-08T12:15:00+09:00",
         "meta:article:published_time"),
    ],
)  # fmt: skip
def test_the_true_time_is_chosen(head: str, visible: str, expected: str, origin: str) -> None:
    found = read(head, visible)
    assert found is not None
    at = dt.datetime.fromisoformat(found[0]).replace(second=0)
    assert at.isoformat() == expected
    assert found[1:] == ("minute", origin)


def test_dates_of_other_stories_are_not_taken() -> None:
    others = (
        "<aside class='terkait'><ul>" + "<li><a href='/x'>Judul</a> <span>Senin, 7 Maret 2022 09:00 WIB</span></li>" * 5
    )
    page = f"{others}</ul></aside>"
    found = read("", f"<div class='top-bar'>Rabu, 9 Maret 2022</div>{page}{SHOWN}")
    assert found is not None
    assert found[0] == LOCAL


def test_the_address_gives_the_day_when_nothing_else_does() -> None:
    assert read(url="https://kabar.example/2022/03/08/piala-bagi-sagara") == ("2022-03-08T00:00:00+07:00", "day", "url")
    assert read(url="https://kabar.example/berita/piala-bagi-sagara") is None


def test_relative_times_count_from_the_fetch() -> None:
    found = read("", "<span class='time'>4 jam yang lalu</span>", fetched="2022-03-08T14:15:00+07:00")
    assert found is not None
    assert found == (LOCAL, "minute", "relative")


def test_a_utc_label_that_lies_in_the_future_is_local() -> None:
    found = read(meta("article:published_time", "2022-03-08T10:15:00Z"), fetched="2022-03-08T10:20:00+07:00")
    assert found is not None
    assert found[0] == LOCAL


@pytest.mark.parametrize(
    "value", ["0000-00-00", "2022-13-45T99:99", "9" * 400, "kemarin", "", "2099-01-01T00:00:00Z", "1970-01-01"]
)
def test_impossible_times_are_passed_over(value: str) -> None:
    found = read(meta("article:published_time", value), SHOWN)
    assert found is not None
    assert found[0] == LOCAL


def test_the_update_is_kept_and_corrected_like_the_publication() -> None:
    head = ld(datePublished="2022-03-08T10:15:00Z", dateModified="2022-03-08T12:00:00Z")
    page = f"<html><head>{head}</head><body><h1>Piala bagi Kota Sagara</h1>{SHOWN}{BODY}</body></html>"
    article = extract(page, URL)
    assert article.updated is not None
    assert article.updated.at.isoformat() == "2022-03-08T12:00:00+07:00"
