"""The search line, the index behind it, snippets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import search_relevance
from nlp.embeddings import load_embedder
from store.annotations import save_annotation
from store.award_facts import assign_facts
from store.candidates import TOKENIZER, fitting
from store.database import Store, open_store
from store.query_language import MAX_TERMS, parse
from store.ranking import Filters, fuse, select
from store.scoring import index_size
from store.search import facets, search
from store.search_parts import search_awards, search_quotes
from store.snippets import snippet
from store.vectors import encode_missing

ARTICLES = {
    "a": ("Disdukcapil Raih Penghargaan", "Wali kota menerima penghargaan pelayanan publik dari Kemenpan RB."),
    "b": ("Harga Cabai Naik", "Orang-orang mengeluh, harga cabai naik di pasar. Penghargaan bukan isu."),
    "c": ("Menteri Resmikan MPP", "Mal pelayanan publik dibuka; menteri menyerahkan sertifikat kepada bupati."),
    "d": ("Zona Integritas", "Kantor imigrasi meraih predikat WBK, kata Kementerian PANRB pada 3.414 peserta."),
}


@pytest.fixture
def filled(store: Store, make, put, read, award, quote, unit) -> Store:
    for day, (slug, (title, text)) in enumerate(ARTICLES.items(), 1):
        source = "warta-b" if slug == "c" else "warta-a"
        article = put(make(slug, day=f"2022-03-{day:02}", title=title, text=text, source=source))
        awards = (award("Disdukcapil X"),) if slug == "a" else ()
        units = (unit("Disdukcapil X", parent="kota-x"), unit("Kota X")) if slug == "a" else (unit("Kantor Z"),)
        quotes = (quote("Terima kasih", speaker="Sri Rahayu"),) if slug in "ac" else ()
        save_annotation(store, read(article, awards=awards, units=units, quotes=quotes))
    return store


def found(store: Store, line: str, **filters: object) -> str:
    """The slugs that were found, in alphabetical order."""
    return "".join(sorted(hit.url[-1] for hit in search(store, line, **filters).hits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("penghargaan", "ab"),
        ("Penghargaan Disdukcapil", "a"),
        ("harga", "b"),
        ("terima", "a"),
        ("diterima", "a"),
        ('"pelayanan publik"', "ac"),
        ('"publik pelayanan"', ""),
        ("pelayanan AND publik", "ac"),
        ("cabai OR imigrasi", "bd"),
        ("cabai | imigrasi | mal", "bcd"),
        ("pelayanan penghargaan OR sertifikat", "ac"),
        ("penghargaan -cabai", "a"),
        ('penghargaan -"harga cabai"', "a"),
        ("-penghargaan", "cd"),
        ("disduk*", "a"),
        ("orang-orang", "b"),
        ("Kemenpan RB", "ad"),
        ("kementerian panrb", "ad"),
        ("3.414", "d"),
        ("unit:disdukcapil-x", "a"),
        ('unit:"Kota X"', "a"),
        ('instansi:"Kantor Z" zona', "d"),
        ('tokoh:"Sri Rahayu"', "ac"),
        ("tokoh:nobody", ""),
        ("program:pekppp", "a"),
        ('program:"pelayanan prima"', "a"),
        ('program:"zona integritas"', ""),
        ("media:warta-b", "c"),
        ('media:"Warta B"', "c"),
        ("media:warta-b.example", "c"),
        ("sejak:2022-03-03", "cd"),
        ("sampai:2022-03-02 penghargaan", "ab"),
        ('sejak:"2 Maret 2022" sampai:2022-03-03', "bc"),
        ("sejak:2022-03 sampai:2022", "abcd"),
        ("sejak:2023", ""),
        ("sejak:kapan penghargaan", "ab"),
        ("", "abcd"),
        ("   ", "abcd"),
    ],
)
def test_lines(filled: Store, line: str, slugs: str) -> None:
    assert found(filled, line) == slugs


def test_a_large_store_finds_the_same(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "penghargaan",
        "Penghargaan Disdukcapil",
        "terima",
        '"pelayanan publik"',
        "disduk*",
        "cabai OR imigrasi",
        "",
    ]
    before = [found(filled, line) for line in lines]
    monkeypatch.setattr("store.scoring.LARGE", 0)
    assert [found(filled, line) for line in lines] == before
    assert search(filled, "harga OR cabai OR publik").hits[0].url[-1] == "b"


@pytest.mark.parametrize("alone", [0, 10_000])
@pytest.mark.parametrize("line", ["penghargaan", "penghargaan kota", "penghar* -cabai", '"penghargaan kota"'])
def test_a_large_store_reads_the_promising_and_pages_cover_everything_once(
    store: Store, put, make, monkeypatch: pytest.MonkeyPatch, line: str, alone: int
) -> None:
    for number in range(14):
        title = "Penghargaan bagi Kota" if number == 2 else f"Judul {number}"
        put(make(f"n{number}", day=f"2022-03-{number + 1:02}", title=title, text=f"Isi penghargaan kota {number}."))
    for name, value in (("LARGE", 0), ("TITLED", 2), ("OTHERS", 3), ("OTHERS_OF_BEGINNINGS", 9), ("_ALONE", alone)):
        monkeypatch.setattr(f"store.scoring.{name}", value)
    monkeypatch.setattr("store.ranking.COUNTED_LARGE", 12)
    with open_store(store.path, read_only=True) as reader:
        seen: list[str] = []
        cursor = None
        while True:
            page = search(reader, line, limit=3, cursor=cursor)
            assert page.exact == 12
            seen += [hit.url.rpartition("/")[2] for hit in page.hits]
            cursor = page.cursor
            if cursor is None:
                break
    # The two oldest lie beyond what is ranked and counted; of the others the one with the title comes first, unless
    # beginnings of words are asked for: then the newest are read, and it is the next after these.
    assert sorted(seen) == sorted(f"n{number}" for number in range(14))
    assert seen[-2:] == ["n1", "n0"]
    assert seen.index("n2") == (11 if "*" in line else 0)


def test_the_size_of_the_index_is_known(store: Store, make, put) -> None:
    assert index_size(store) == 0
    for number in range(150):
        put(make(f"n{number}", text="kata"))
    assert index_size(store) == 150


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({"since": dt.date(2022, 3, 3)}, "cd"),
        ({"until": dt.date(2022, 3, 1)}, "a"),
        ({"unit": "Kota X"}, "a"),
        ({"unit": "kota-x", "within": False}, "a"),
        ({"person": "sri-rahayu"}, "ac"),
        ({"programme": "pekppp"}, "a"),
        ({"outlet": "warta-b"}, "c"),
        ({"label": "award"}, "a"),
        ({"tone": "neutral"}, "abcd"),
        ({"tone": "negative"}, ""),
    ],
)
def test_filters(filled: Store, filters: dict[str, object], slugs: str) -> None:
    assert found(filled, "", **filters) == slugs


def test_an_undated_article_fits_no_period(filled: Store, put, make) -> None:
    put(make("z", day=None, text="Penghargaan tanpa tanggal."))
    assert found(filled, "penghargaan") == "abz"
    assert found(filled, "penghargaan sampai:2022-03-02") == "ab"


def test_a_filter_code_is_no_search_word(filled: Store) -> None:
    marks = filled.value("SELECT marks FROM search_terms ORDER BY article_id LIMIT 1")
    for code in marks.split():
        assert found(filled, code) == ""


def test_titles_weigh_more(filled: Store) -> None:
    assert [hit.url[-1] for hit in search(filled, "penghargaan").hits] == ["a", "b"]
    assert [hit.url[-1] for hit in search(filled, "penghargaan", sort="newest").hits] == ["b", "a"]


def test_pages_cover_everything_once(filled: Store) -> None:
    seen, cursor = [], None
    while True:
        page = search(filled, "penghargaan OR publik OR wbk", limit=1, cursor=cursor)
        seen += [hit.article_id for hit in page.hits]
        assert page.total == 4
        cursor = page.cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 4


INJECTIONS = [
    "'; DROP TABLE articles; --",
    '"',
    '""',
    '"a" OR "b',
    "a AND",
    "OR",
    "AND OR NOT NEAR",
    "NEAR(a b, 5)",
    "title:x",
    "marks:xu00",
    "{title text}:x",
    "^a",
    "a + b",
    "* ** a*b* *a",
    "()",
    "(((",
    "a)) OR ((b",
    "-",
    "--a",
    "-*",
    "unit:",
    'unit:"',
    "unit:%",
    "unit:' OR 1=1 --",
    "sejak:0000",
    "sejak:9999-99",
    "sampai:9999",
    "sejak:'",
    "\0",
    "a\0b",
    "\ud800",
    "kata " * 5000,
    "ｆｕｌｌ ｗｉｄｔｈ",
    "İstanbul ẞ ﬁ",
    "http://warta-a.example/x?y=z",
    "a|b||c|",
    '-"" -"a',
    "💥",
]


@pytest.mark.parametrize("line", INJECTIONS, ids=range(len(INJECTIONS)))
def test_hostile_lines_are_plain_text(filled: Store, line: str) -> None:
    search(filled, line)
    for name in ("unit", "person", "programme", "outlet", "label", "tone"):
        search(filled, "", **{name: line})
    assert filled.count("SELECT count(*) FROM articles") == 4


PIECES = [*"ab \"-*:|()OR^{}+,.'", "unit:", "sejak:", " OR ", " AND "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_line_is_an_error(store: Store, line: str) -> None:
    search(store, line)


def test_long_lines_are_bounded() -> None:
    assert len(parse("satu OR dua " * 500).required) <= MAX_TERMS


def test_snippets_show_the_words(filled: Store) -> None:
    (hit,) = search(filled, "diterima pelayanan").hits
    assert hit.snippet.marked("[", "]").startswith("Wali kota [menerima] penghargaan [pelayanan] publik")
    long = "awal " * 200 + "di sini penghargaan diserahkan kepada wali kota " + "akhir " * 200
    shown = snippet(long, {"penghargaan", "serah"})
    assert "**penghargaan** **diserahkan**" in shown.marked()
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) < 300
    assert snippet("", {"x"}).text == ""


def test_facets(filled: Store) -> None:
    found = facets(filled, "publik")
    assert [(f.value, f.count) for f in found["outlet"]] == [("warta-a", 1), ("warta-b", 1)]
    assert [(f.label, f.count) for f in found["unit"]] == [("Disdukcapil X", 1), ("Kantor Z", 1), ("Kota X", 1)]
    assert [(f.value, f.count) for f in found["programme"]] == [("pekppp", 1)]
    assert [(f.value, f.count) for f in found["month"]] == [("2022-03", 2)]
    assert facets(filled, "tidakada")["tone"] == []


def test_names_are_suggested_when_nothing_is_found(filled: Store) -> None:
    assert search(filled, "sri rahayuu").suggestions == ("Sri Rahayu",)
    assert search(filled, "disdukcapill x").suggestions == ("Disdukcapil X",)
    assert search(filled, "zzzzzz").suggestions == ()
    assert search(filled, "zona intregitas").suggestions == ("zona integritas",)
    assert search(filled, "unit:disdukcapill").suggestions == ("Disdukcapil X",)
    assert search(filled, "media:wartab").suggestions == ("Warta B",)
    assert search(filled, "publik", person="sri rahayuu").suggestions == ("Sri Rahayu",)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("penghargan", "penghargaan"),
        ("pelayanan penghragaan", "pelayanan penghargaan"),
        ("inflsai", ()),  # no article holds a word like it
        ("cabei!", "cabai!"),
        ("2o22", ()),
    ],
)
def test_misspelt_words_of_the_index_are_mended(filled: Store, line: str, meant: str | tuple[()]) -> None:
    assert search(filled, line).suggestions == ((meant,) if meant else ())


class Meaning:
    """An embedder with two meanings: price, and everything else."""

    name = "meaning"
    dimensions = 8

    def encode(self, texts):
        rows = [[1.0, 0, 0, 0, 0, 0, 0, 0] if "cabai" in t or "inflasi" in t else [0, 1.0] + [0] * 6 for t in texts]
        return np.array(rows, dtype=np.float32)


def test_meaning_finds_what_words_do_not(filled: Store) -> None:
    encode_missing(filled, Meaning())
    line = lambda text, **filters: "".join(h.url[-1] for h in search(filled, text, embedder=Meaning(), **filters).hits)  # noqa: E731
    assert found(filled, "inflasi") == ""
    assert line("inflasi") == "b"
    assert line("inflasi -pasar") == ""
    assert line('inflasi "zona integritas"') == "d"
    assert line("inflasi media:warta-b") == ""
    assert line("inflasi", since=dt.date(2022, 3, 3)) == ""
    assert line("wbk")[0] == "d"
    assert search(filled, "inflasi", embedder=Meaning()).total == 1


def test_few_articles_are_told_apart_as_in_the_index(filled: Store) -> None:
    assert f"tokenize = '{TOKENIZER}'" in filled.value("SELECT sql FROM sqlite_master WHERE name = 'article_search'")
    slugs = {row[0]: row[1][-1] for row in filled.rows("SELECT id, url FROM articles")}
    for line in (
        '"pelayanan publik"',
        "disduk*",
        "-penghargaan",
        "cabai OR imigrasi",
        "terima",
        'media:"Warta B"',
        "x",
    ):
        selection = select(filled, parse(line), Filters())
        inside = fitting(filled, slugs, selection.match, selection.refusal, texts=True)
        assert "".join(sorted(slugs[number] for number in inside)) == found(filled, line), line
    marks = select(filled, parse("media:warta-b"), Filters())
    assert not marks.texts
    assert {slugs[n] for n in fitting(filled, slugs, marks.match, "", texts=False)} == {"c"}
    assert {slugs[n] for n in fitting(filled, slugs, "", marks.match, texts=False)} == {"a", "b", "d"}
    assert fitting(filled, [], "x", "", texts=True) == set()


def test_what_does_not_hold_a_word_is_found_page_by_page(store: Store, put, make, monkeypatch) -> None:
    monkeypatch.setattr("store.ranking.RANKED", 3)
    for number in range(20):
        put(make(f"n{number}", day=f"2022-03-{number + 1:02}", text="Isi." if number % 5 == 0 else "Cabai."))
    page = search(store, "-cabai", limit=2)
    assert ([hit.url.rpartition("/")[2] for hit in page.hits], page.total) == (["n15", "n10"], 4)
    page = search(store, "-cabai sampai:2022-03-10", limit=2, cursor=page.cursor)
    assert page.hits == ()


def test_fusion_prefers_what_both_rankings_hold() -> None:
    assert [number for number, _ in fuse([(1, 0), (2, 0)], [(3, 0), (2, 0)])] == [2, 3, 1]


def test_quotes_and_awards_are_searchable(filled: Store) -> None:
    assign_facts(filled)
    assert [row.quote.content for row in search_quotes(filled, "terima kasih")] == ["Terima kasih"] * 2
    assert len(search_quotes(filled, '"terima kasih" tokoh:"Sri Rahayu" sampai:2022-03-01')) == 1
    assert search_quotes(filled, "-kasih") == []
    assert len(search_quotes(filled, "terima", filters=Filters(person="Sri Rahayu", until=dt.date(2022, 3, 1)))) == 1
    assert search_quotes(filled, "terima", filters=Filters(outlet="warta-c")) == []
    assert len(search_awards(filled, "disdukcapil", filters=Filters(programme="pelayanan prima"))) == 1
    assert search_awards(filled, "disdukcapil", filters=Filters(programme="zi")) == []
    assert [fact.recipient for fact in search_awards(filled, "disduk* pelayanan")] == ["Disdukcapil X"]
    assert search_awards(filled, "pelayanan -disdukcapil") == []
    assert len(search_awards(filled, "program:pekppp")) == 1
    for line in INJECTIONS:
        search_quotes(filled, line)
        search_awards(filled, line)


def test_when_nothing_fits_words_are_left_out(filled: Store) -> None:
    page = search(filled, "harga cabai presiden")
    assert ([hit.url[-1] for hit in page.hits], page.exact, page.total) == (["b"], 0, 1)
    assert found(filled, "harga presiden sejak:2022-03-03") == ""
    assert found(filled, 'presiden harga "zona integritas"') == "d"
    assert found(filled, "presiden harga -cabai") == ""
    page = search(filled, "penghargaan pelayanan")
    assert ([hit.url[-1] for hit in page.hits], page.exact, page.total) == (["a"], 1, 1)


def test_the_relevance_questions_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = load_embedder()
    with open_store(tmp_path / "newsroom.db") as opened:
        keys = search_relevance.newsroom_store(opened, embedder)
        means = {name: sum(v) / len(v) for name, v in search_relevance.measure(opened, keys, embedder).items()}
        monkeypatch.setattr("store.scoring.LARGE", 0)
        large = {name: sum(v) / len(v) for name, v in search_relevance.measure(opened, keys, embedder).items()}
    # Measured 0.897 and 0.938, as a large store ranks 0.886 and 0.933; the floors leave room for other articles.
    for figures in (means, large):
        assert figures["words"] > 0.85
        assert figures["words and meaning"] > 0.9


def test_a_part_of_a_name_in_a_filter_is_mended(filled: Store) -> None:
    with filled.writing():
        filled.execute("INSERT INTO people (id, name) VALUES ('p', 'Larasati Wiryokusumo')")
    assert search(filled, "tokoh:Larasatti").suggestions == ("Larasati Wiryokusumo",)
    assert search(filled, "", person="larasatti").suggestions == ("Larasati Wiryokusumo",)
    assert search(filled, "sejak:entah").ignored == ("sejak:entah",)


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("-media:warta-b", "a"),
        ("antrean -media:warta-a", "b"),
        ('-unit:"Dinas X"', "b"),
        ("-tokoh:Sri", "b"),
        ("-program:pekppp", "b"),
        ("-unit:xyzzy", "ab"),
        ("-media:warta-a -media:warta-b", ""),
    ],
)
def test_a_filter_with_a_minus_leaves_out(
    store: Store, make, put, read, award, quote, unit, line: str, slugs: str
) -> None:
    texts = {"a": "Antrean dan loket.", "b": "Antrean juga."}
    first, second = (put(make(slug, source=f"warta-{slug}", text=text)) for slug, text in texts.items())
    save_annotation(
        store,
        read(first, awards=(award(),), quotes=(quote("antrean pendek", "Sri Rahayu"),), units=(unit("Dinas X"),)),
    )
    save_annotation(
        store, read(second, awards=(award("Kota Y", "wtp"),), quotes=(quote("antrean hilang", "Made Ari"),))
    )
    assign_facts(store)
    assert sorted(hit.url[-1] for hit in search(store, line).hits) == sorted(slugs)
    assert sorted(row.url[-1] for row in search_quotes(store, line)) == sorted(slugs)
    assert sorted(fact.sources[0].url[-1] for fact in search_awards(store, line.replace("antrean ", ""))) == sorted(
        slugs
    )
    assert search(store, "-sejak:2022-01-01").ignored == ("-sejak:2022-01-01",)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("meresmikan", True),  # diresmikan
        ("Kemenpan RB", True),  # Kementerian PANRB
        ('"meresmikan"', False),  # a phrase is meant to the letter
        ('"loket pelayanan"', True),
        ("pelay*", True),
        ("-meresmikan", True),  # this word itself is not there
        ("-diresmikan", False),
        ("meresapi", False),
    ],
)
def test_quotes_and_awards_are_searched_in_any_form_as_articles_are(
    store: Store, make, put, read, award, quote, line: str, found: bool
) -> None:
    text = "Loket pelayanan diresmikan Kementerian PANRB"
    article = put(make("a", title="Kabar", text=f"{text}."))
    given = award("Loket Pelayanan", award="Anugerah yang diresmikan", recipient_id=None, giver="Kementerian PANRB")
    save_annotation(store, read(article, awards=(given,), quotes=(quote(text),)))
    assign_facts(store)
    assert bool(search(store, line).exact) == found
    assert bool(search_quotes(store, line)) == found
    assert bool(search_awards(store, line)) == found


def test_a_pasted_page_is_searched_at_once(filled: Store) -> None:
    # Ways to leave words out are counted before they are made: of forty words there are a million million.
    assert search(filled, " ".join(f"kata{number}" for number in range(40))).hits == ()
    assert search(filled, " ".join(f"kata{number}" for number in range(5000))).hits == ()
