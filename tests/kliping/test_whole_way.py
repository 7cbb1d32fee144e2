"""The whole way on the embedded newsroom: gathered once and whole, read, linked, reported; nothing twice."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.newsroom.desk import NOW
from crawler.newsroom.server import Newsroom
from crawler.report import CrawlReport
from kliping import pipeline
from kliping.cli.main import main
from kliping.config import Settings
from kliping.model import Article
from store.articles import load_articles
from store.check import check
from store.database import open_store

#: The search outlet gives only what its search page finds: its other articles stay unfound.
_SEARCHED = "telisik"


@dataclass
class Way:
    """A newsroom that was gathered and read once."""

    newsroom: Newsroom
    settings: Settings
    crawled: CrawlReport
    processed: pipeline.ProcessReport
    config: Path

    def articles(self) -> dict[str, Article]:
        """The stored articles by address."""
        with open_store(self.settings.database, read_only=True) as store:
            return {article.url: article for article in load_articles(store)}

    def rows(self) -> dict[str, int]:
        """How many rows each table of results holds."""
        tables = (
            "articles article_versions annotations quotes award_records mentions stories quote_families award_facts"
        )
        with open_store(self.settings.database, read_only=True) as store:
            return {table: store.count(f"SELECT count(*) FROM {table}") for table in tables.split()}


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    folder = tmp_path_factory.mktemp("way")
    with Newsroom(endless_bytes=8_000_000) as newsroom:
        newsroom.source_files(folder / "sources")
        slugs = tuple(newsroom.addresses)
        config = folder / "kliping.toml"
        lines = (
            'data_dir = "."',
            'sources_dir = "sources"',
            f"sources = {json.dumps(slugs)}",
            "delay = 0.02",
            "lookback_days = 3650",
        )
        config.write_text("\n".join(lines), encoding="utf-8")
        settings = Settings(
            data_dir=folder, sources_dir=folder / "sources", sources=slugs, delay=0.02, lookback_days=3650
        )
        crawled = pipeline.gather(settings, pipeline.configured_sources(settings), now=NOW)
        processed = pipeline.process(settings)
        yield Way(newsroom, settings, crawled, processed, config)


def test_every_article_is_whole_clean_and_dated_exactly(way: Way) -> None:
    stored = way.articles()
    for wanted in way.newsroom.truth():
        if not wanted.fetchable:
            assert wanted.url not in stored, wanted.key
            continue
        if wanted.outlet == _SEARCHED and wanted.url not in stored:
            continue
        article = stored[wanted.url]
        assert article.title == wanted.title, wanted.key
        assert re.sub(r"\n+", "\n", article.text) == re.sub(r"\n+", "\n", wanted.text), wanted.key
        assert article.published is not None
        assert (article.published.at, article.published.precision) == (wanted.published.at, wanted.published.precision)
        assert article.paywalled == wanted.paywalled, wanted.key
    assert len(stored) >= 95
    assert set(stored) <= {wanted.url for wanted in way.newsroom.truth()}


def test_nothing_failed_that_should_not(way: Way) -> None:
    assert not way.crawled.unreachable
    assert way.processed.failed == []
    assert way.processed.read == len(way.articles())
    with open_store(way.settings.database, read_only=True) as store:
        assert check(store) == []


def test_a_second_run_fetches_nothing_and_adds_no_row(way: Way) -> None:
    before = way.rows()
    asked = len(way.newsroom.log)
    again = pipeline.gather(way.settings, pipeline.configured_sources(way.settings), now=NOW)
    processed = pipeline.process(way.settings)
    assert again.fetched == 0
    assert processed.read == 0
    assert way.rows() == before
    answers = {(r.status, r.target) for r in way.newsroom.log[asked:] if r.target != "/robots.txt"}
    troubled = {w.url for w in way.newsroom.truth() if not w.fetchable}
    fresh = {target for status, target in answers if status != 304}
    assert all(any(url.endswith(target) for url in troubled) for target in fresh), sorted(fresh)


def test_reading_again_changes_nothing(way: Way) -> None:
    before = way.rows()
    report = pipeline.process(way.settings, again=True)
    assert report.read == before["articles"]
    assert way.rows() == before


def test_no_source_reachable_leaves_the_database_untouched(tmp_path: Path, way: Way) -> None:
    with Newsroom() as gone:
        sources = gone.sources()
    settings = Settings(data_dir=tmp_path / "data", timeout=2, delay=0)
    report = pipeline.gather(settings, sources, now=NOW)
    assert report.nothing_reached
    assert {slug for slug, reason in report.unreachable if reason} == {source.slug for source in sources}
    assert not settings.database.exists()
    before = way.settings.database.read_bytes()
    report = pipeline.gather(hasty(way.settings), sources, now=NOW)
    assert report.nothing_reached
    assert way.settings.database.read_bytes() == before


def hasty(settings: Settings) -> Settings:
    """The same settings with short patience."""
    return settings.model_copy(update={"timeout": 2.0, "delay": 0.0})


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("command", ["awards", "quotes", "timeline", "units", "people"])
def test_tables_fit_the_terminal(
    way: Way, command: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    main(["--config", str(way.config), command])
    lines = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()
    assert max(map(len, lines)) <= width
    assert not any(re.search(r"│ \d{4}-\d? *│", line) for line in lines)  # no date is broken


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["search", "pelayanan", "prima"], "Pelayanan Prima"),
        (["timeline", "--limit", "5"], "Lini masa"),
        (["awards", "--programme", "pekppp"], "Penghargaan"),
        (["quotes", "--minister"], "Kutipan"),
        (["awards", "--json"], '"recipient"'),
        (["quotes", "--csv"], "speaker"),
        (["sources", "list", "--csv"], "tirtakencana"),
        (["units", "Menpan RB"], "kemenpanrb"),
        (["people"], "person:"),
        (["search", "pelayanan", "--facets"], "pekppp"),
        (["search", "penghragaan", "--words-only"], "Maksud Anda: penghargaan?"),
        (["search", "kategori serupa bangsal jiwa"], "inilah yang memuat kata-katanya"),
        (["people", "Bupati Tirtakencana"], "person:ratna-galuh-permadani"),
        (["people", "Larasti"], "Maksud Anda: Larasati Wiryokusumo"),
        (["units", "Pemkab Tirtakencna"], "Maksud Anda: Pemkab Tirtakencana"),
        (["search", "antrean", "--in", "quotes"], "antrean"),
        (["search", "denpasar", "--in", "awards"], "Denpasar"),
        (["search", "penghargan", "--in", "awards"], "Maksud Anda: penghargaan?"),
        (["timeline", "--region", "sulawesi selatan"], "Parepare"),
        (["timeline", "--limit", "1"], "--cursor"),
        (["award", "1"], "keyakinan"),
        (["stories", "--limit", "3"], "MPP Tirtakencana Raih Predikat Prima"),
        (["releases", "--lang", "en"], "Word for word"),
        (["releases", "--outlet", "tirtakencana", "--json"], '"printed": 3'),
        (["awards", "--editions", "--region", "Bali"], "Pemerintah Kota Denpasar"),
        (["awards", "--editions", "--unit", "Kabupaten Probolinggo", "--lang", "en"], "2019; 2021"),
        (["timeline", "--limit", "1", "--lang", "en"], "Timeline"),
        (["timeline", "--programme", "zona integritas"], "penghargaan"),
        (["timeline", "--unit", "Pengadilan Agama Situbondo"], "[dicabut]"),
        (["timeline", "--unit", "Pengadilan Agama Situbondo", "--json"], '"status": "revoked"'),
        (["timeline", "--unit", "Kota Kendari"], "│ 2016       │"),
        (["awards", "--all", "--limit", "200"], "[dinominasikan]"),
        (["units", "Kota Kendari"], "Adipura Kencana [dinominasikan]"),
        (["units", "Kota Kendari", "--lang", "en"], "Adipura Kencana [nominated]"),
        (["search", "pelayanan", "--facets"], "│ media"),
        (["check"], "in order"),
    ],
)
def test_the_store_answers(way: Way, arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--config", str(way.config), *arguments])
    assert named in capsys.readouterr().out


@pytest.mark.parametrize("command", [["awards"], ["quotes"], ["units"], ["people"], ["awards", "--editions"]])
def test_a_list_that_is_cut_off_says_so(way: Way, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for limit, told in (("3", "Hanya 3 pertama"), ("5000", "")):
        main(["--config", str(way.config), *command, "--limit", limit])
        captured = capsys.readouterr()
        assert captured.out
        assert captured.err.startswith(told)
        assert bool(captured.err) == bool(told)


def test_an_article_goes_by_its_address_or_its_number(way: Way, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--config", str(way.config), "search", "pelayanan", "prima", "--limit", "1", "--json"])
    (hit,) = json.loads(capsys.readouterr().out)
    for command in ("cite", "similar"):
        answers = []
        for named in (str(hit["id"]), hit["url"], hit["url"].split("://")[1] + "/"):
            main(["--config", str(way.config), command, named])
            answers.append(capsys.readouterr().out)
        assert answers[0]
        assert len(set(answers)) == 1
    for wrong, said in (("https://lain.example/x", "no such article"), ("bukan alamat", "neither an address")):
        with pytest.raises(SystemExit):
            main(["--config", str(way.config), "cite", wrong])
        assert said in capsys.readouterr().err


def test_a_slip_in_the_name_of_an_own_unit_is_told(
    way: Way, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLIPING_UNITS", "Tugurejjo, Pemkot Denpasar")
    main(["--config", str(way.config), "briefing", "--week", "2026-W11", "-o", str(tmp_path)])
    told = capsys.readouterr().err
    assert "units of the settings: unknown unit 'Tugurejjo'; did you mean " in told
    assert "Denpasar" not in told


def test_the_briefing_says_that_it_is_fiction(way: Way, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--config", str(way.config), "briefing", "--week", "2026-W11"])
    paths = [Path(line) for line in capsys.readouterr().out.split()]
    assert [path.suffix for path in paths] == [".html", ".md"]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert "PERAGAAN" in text
        assert "9–15 Maret 2026" in text
    main(["--config", str(way.config), "briefing", "--week", "2026-W11", "--format", "md", "--lang", "en"])
    assert "DEMONSTRATION" in Path(capsys.readouterr().out.strip()).read_text(encoding="utf-8")
