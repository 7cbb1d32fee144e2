"""Source files: what they may say, and how a mistake in one is named."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.registry import (
    SOURCES,
    Discovery,
    Selector,
    SourceError,
    SourceFile,
    load_source,
    load_sources,
    parse_source,
    pick_sources,
)
from crawler.toml_text import to_toml

GOOD = """name = "Contoh"
domain = "contoh.id"
facts = ["invented"]

[[discovery]]
method = "rss"
url = "https://contoh.id/rss"

[[discovery]]
method = "index"
url = "https://contoh.id/indeks?d={date:%Y-%m-%d}"
"""


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (
            GOOD.replace('domain = "contoh.id"\n', 'domain = "contoh.id"\ndomian = "x"\n'),
            "contoh.toml:3: domian: unknown key",
        ),
        (GOOD + 'link_patern = "x"\n', "contoh.toml:12: discovery.1.link_patern: unknown key"),
        (GOOD.replace('method = "rss"', 'method = "rrs"'), "contoh.toml:6: discovery.0.method"),
        (GOOD.replace('name = "Contoh"\n', ""), "name: is missing"),
        (GOOD + "pages = 3\n", "pages above 1 need {page} in the url"),
        (GOOD.replace("{date:%Y-%m-%d}", "{day}"), "contoh.toml:11: discovery.1.url: unknown placeholder {day}"),
        (GOOD.replace("https://contoh.id/rss", "contoh.id/rss"), "contoh.toml:7: discovery.0.url: must be an address"),
        ('article_pattern = "("\n' + GOOD, "contoh.toml:1: article_pattern: is not a regular expression"),
        ('zone = "Asia/Bandung"\n' + GOOD, "contoh.toml:1: zone: must be a time zone"),
        ('slug = "lain"\n' + GOOD, "contoh.toml:1: slug: must be the name of the file"),
        ("enabled = false\n" + GOOD, "a source that is off says why in terms"),
        (GOOD.partition("[[")[0], "an enabled source needs at least one"),
        (GOOD.replace('method = "rss"', 'method = "search"'), "method search needs {query} or {slug}"),
        ("tier = 7\n" + GOOD, "contoh.toml:1: tier"),
        ("name = ", "contoh.toml: not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(wrong: str, complaint: str) -> None:
    with pytest.raises(SourceError, match=re.escape(complaint)):
        parse_source(wrong, slug="contoh")


def test_all_broken_files_of_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "satu.toml").write_text("nmae = 1")
    (tmp_path / "dua.toml").write_text(GOOD)
    (tmp_path / "tiga.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    assert "satu.toml:1: nmae: unknown key" in str(caught.value)
    assert "tiga.toml: cannot be read" in str(caught.value)
    with pytest.raises(SourceError, match="no such folder"):
        load_sources(tmp_path / "none")


def test_hosts_and_patterns_decide_what_is_an_article() -> None:
    source = parse_source(
        'hosts = ["*.contoh.id", "127.0.0.1:81"]\narticle_pattern = "/read/"\nexclude_pattern = "/foto/"\n' + GOOD,
        slug="contoh",
    )
    assert source.is_article("https://jabar.contoh.id/read/1")
    assert source.is_article("http://127.0.0.1:81/read/1")
    for url in (
        "http://127.0.0.1:82/read/1",
        "https://contoh.id.jahat.id/read/1",
        "https://xcontoh.id/read/1",
        "https://contoh.id/indeks",
        "https://contoh.id/read/foto/1",
        "ftp://contoh.id/read/1",
        "https://contoh.id:99999/read/1",
        "https://[::1/read/1",
    ):
        assert not source.is_article(url), url


def test_a_selector_is_valid_between_its_dates() -> None:
    selector = Selector(field="body", css="div.a", valid_from=dt.date(2020, 1, 1), valid_until=dt.date(2020, 12, 31))
    assert [selector.valid_on(dt.date(year, 6, 1)) for year in (2019, 2020, 2021)] == [False, True, False]


def test_pick_sources_names_the_unknown() -> None:
    source = parse_source(GOOD, slug="contoh")
    off = source.model_copy(update={"slug": "mati", "enabled": False})
    assert pick_sources([source, off], []) == [source]
    assert pick_sources([source, off], ["mati"]) == [off]
    with pytest.raises(SourceError, match="gaib"):
        pick_sources([source], ["gaib"])


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    name=words.filter(bool),
    terms=words,
    title=st.sampled_from(["", r"^zodiak\s", "a'b\\d"]),
    days=st.none() | st.integers(1, 99),
)
def test_a_source_written_is_read_back_equal(name: str, terms: str, title: str, days: int | None) -> None:
    way = Discovery(method="sitemap", url="https://a.id/s.xml", days=days)
    source = SourceFile(
        slug="a", name=name, domain="a.id", terms=terms, exclude_title=title, facts=("x", name), discovery=(way,)
    )
    assert parse_source(to_toml(source), slug="a") == source


@pytest.mark.parametrize("model", [SourceFile, Discovery, Selector], ids=lambda model: model.__name__)
def test_every_key_is_explained(model: type[SourceFile | Discovery | Selector]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    missing = [
        key
        for key in model.model_fields
        if key not in {"slug", "method"}
        and f"`{key}" not in page
        and f"[[{key}]]" not in page
        and f"{key} = " not in page
    ]
    assert missing == []
    methods = get_args(Discovery.model_fields["method"].annotation)
    assert [method for method in methods if f"`{method}`" not in page] == []


SHIPPED = sorted(SOURCES.glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_source_is_whole(path: Path) -> None:
    source = load_source(path)
    assert source.domain not in {"", "example.com"}
    assert not source.loopback
    assert source.zone in {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}
    assert any("unverified" in fact or "saved page" in fact for fact in source.facts), "say how sure the facts are"
    assert source.discovery or not source.enabled
    for way in source.discovery:
        # Its own lists must stand on hosts it may ask, or nothing would ever come of it.
        assert source.allows(way.url.partition("{")[0] if "{" in way.url.split("/")[2] else way.url)
    assert source.expected_per_week is not None
    assert source.terms, "say what its terms of use are known to say, or that nobody has read them"
    text = path.read_text(encoding="utf-8")
    assert parse_source(to_toml(source), slug=source.slug) == source
    assert "TODO" not in text


def test_the_registry_covers_the_country() -> None:
    sources = load_sources()
    assert len(sources) >= 110
    domains = {source.domain for source in sources}
    for family in (
        "antaranews.com tribunnews.com kompas.com detik.com tempo.co cnnindonesia.com cnbcindonesia.com liputan6.com merdeka.com "
        "republika.co.id mediaindonesia.com sindonews.com okezone.com viva.co.id suara.com kumparan.com jawapos.com "
        "pikiran-rakyat.com jpnn.com fajar.co.id bisnis.com kontan.co.id rri.co.id tvrinews.com voi.id inews.id disway.id "
        "menpan.go.id kemenkopmk.go.id ombudsman.go.id setkab.go.id presidenri.go.id kemendagri.go.id kemenkum.go.id "
        "kemenham.go.id kemkes.go.id atrbpn.go.id polri.go.id kejaksaan.go.id mahkamahagung.go.id bkn.go.id lan.go.id bps.go.id "
        "komisiinformasi.go.id bpk.go.id"
    ).split():
        assert any(domain == family or domain.endswith(f".{family}") for domain in domains), family
    assert sum(source.slug.startswith("antara-") for source in sources) >= 30
    assert sum(source.slug.startswith("tribun-") for source in sources) >= 25
    assert sum(source.slug.startswith(("pemprov-", "pemkot-", "pemkab-")) for source in sources) >= 20


def test_no_two_sources_share_a_list() -> None:
    seen: dict[str, str] = {}
    for source in load_sources():
        for way in source.discovery:
            assert seen.setdefault(way.url, source.slug) == source.slug, way.url


def test_a_source_file_of_brackets_without_end_is_named() -> None:
    with pytest.raises(SourceError, match=r"a\.toml: not valid TOML"):
        parse_source("x = " + "[" * 5000, slug="a")
