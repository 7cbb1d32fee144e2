"""Export, citations, check, backup, lookups and the data dictionary."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from store.annotations import save_annotation
from store.articles import load_article
from store.award_facts import assign_facts
from store.awards import list_awards
from store.backup import backup
from store.check import check, mend
from store.citation import cite
from store.database import Store, StoreError, open_store
from store.dictionary import data_dictionary, datasette_metadata
from store.export import WHAT, ExportError, export
from store.lookups import find_people, find_units, look_up_person, look_up_quote, look_up_story, look_up_unit
from store.quotes import assign_families, list_quotes
from store.search import search
from store.stories import assign_stories

SAID = "Pelayanan publik harus terasa manfaatnya sampai ke desa"


@pytest.fixture
def filled(store: Store, make, put, read, award, quote, unit) -> Store:
    for n, (source, said) in enumerate((("warta-a", SAID), ("warta-b", SAID.replace("terasa", "nyata")))):
        text = f"Di Jakarta, “{said},” kata Sri Rahayu; 5% & lebih."
        article = put(make(f"a{n}", day=f"2022-03-{8 + n:02}", source=source, text=text, authors=("Ani, S.",)))
        spoken = quote(said, minister=True, role="Menteri X", span=span(text, said))
        save_annotation(
            store,
            read(
                article,
                awards=(award("Dinas X", category="=A1", year=2021, person="Sri Rahayu"),),
                quotes=(spoken,),
                units=(unit("Dinas X", parent="kota-x"), unit("Kota X")),
            ),
        )
    assign_families(store)
    assign_stories(store, likeness=lambda a, b: 0.9)
    assign_facts(store)
    return store


def span(text: str, part: str):
    from kliping.model import Span

    return Span(start=text.index(part), end=text.index(part) + len(part))


@pytest.mark.parametrize("what", WHAT)
def test_csv_and_jsonl_hold_the_same(filled: Store, tmp_path: Path, what: str) -> None:
    count = export(filled, what, tmp_path / "x.csv")
    assert count >= 1
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert export(filled, what, tmp_path / "x.jsonl") == count == len(table)
    lines = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [list(line) for line in lines] == [list(row) for row in table]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".export")] == []


def test_no_conflict_is_an_empty_cell(filled: Store, tmp_path: Path) -> None:
    export(filled, "awards", tmp_path / "x.jsonl")
    (line,) = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["conflicts"] is None


def test_an_award_brings_its_evidence_and_outlets(filled: Store, tmp_path: Path) -> None:
    with filled.writing():
        filled.execute("UPDATE award_records SET evidence = '[[\"title\", 0, 5]]'")
    export(filled, "awards", tmp_path / "x.jsonl")
    (line,) = map(json.loads, (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines())
    assert (line["evidence"], line["outlets"]) == ("Judul", "Warta A; Warta B")


def test_a_formula_is_made_harmless(filled: Store, tmp_path: Path) -> None:
    export(filled, "awards", tmp_path / "x.csv")
    assert "'=A1" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    export(filled, "awards", tmp_path / "x.jsonl")
    assert json.loads((tmp_path / "x.jsonl").read_text())["category"] == "=A1"


def test_xlsx(filled: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert export(filled, "quotes", tmp_path / "x.xlsx") == 2
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("id", "date", "speaker")
    assert sheet["A1"].font.bold
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.auto_filter.ref.endswith("3")
    assert sheet.column_dimensions["J"].width == 40  # the quotation
    assert rows[1][2] == "Sri Rahayu"
    assert rows[1][rows[0].index("article_id")] == str(filled.value("SELECT min(id) FROM articles"))


def test_parquet(filled: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for what in WHAT:
        count = export(filled, what, tmp_path / f"{what}.parquet")
        assert parquet.read_table(tmp_path / f"{what}.parquet").num_rows == count
    table = parquet.read_table(tmp_path / "quotes.parquet")
    assert table.column("article_id").to_pylist()[0] == filled.value("SELECT min(id) FROM articles")


def test_days_bound_an_export(filled: Store, tmp_path: Path) -> None:
    day = dt.date(2022, 3, 9)
    assert export(filled, "articles", tmp_path / "x.csv", since=day, until=day) == 1


def test_wrong_wishes_are_explained(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match="choose one of awards"):
        export(filled, "secrets", tmp_path / "x.csv")
    with pytest.raises(ExportError, match="choose one of csv"):
        export(filled, "awards", tmp_path / "x.doc")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(ExportError, match="needs the package openpyxl"):
        export(filled, "awards", tmp_path / "x.xlsx")
    assert list(tmp_path.glob("x.*")) == []


def test_citations(filled: Store) -> None:
    article = load_article(filled, filled.value("SELECT min(id) FROM articles"))
    assert article is not None
    bibtex = cite(article)
    assert bibtex.startswith("@article{wartaa2022judul-")
    assert "  author = {{Ani, S.}}," in bibtex
    assert "  date = {2022-03-08}," in bibtex
    item = json.loads(cite(article, "csl"))
    assert item["issued"] == {"date-parts": [[2022, 3, 8]]}
    with pytest.raises(ValueError, match="choose one of bibtex, csl"):
        cite(article, "apa")


@pytest.mark.parametrize(
    "title",
    [
        "Naik 10% & {turun",
        "}} @article{x, a = {b}",
        '\\write18 "kutip" $x_1^2 ~ #',
        "Baris\nbaru\ttab",
        "Émile – “kata”",
        "{",
    ],
)
def test_citations_cannot_be_broken_by_a_title(filled: Store, title: str) -> None:
    article = load_article(filled, filled.value("SELECT min(id) FROM articles"))
    assert article is not None
    article = replace(article, title=title, authors=("A and B", "C } D"), outlet="Warta {A}")
    bibtex = cite(article)
    depth = 0
    for at, letter in enumerate(bibtex):
        depth += (letter == "{") - (letter == "}")
        assert depth > 0 or at < len("@article") or at == len(bibtex) - 1, bibtex
    assert depth == 0
    assert len(bibtex.splitlines()) == 9
    assert "\\write18" not in bibtex
    assert json.loads(cite(article, "csl"))["title"] == title


def test_a_sound_store_has_no_findings(filled: Store) -> None:
    assert check(filled) == []
    with open_store(filled.path, read_only=True) as reader:
        assert check(reader) == []


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("DELETE FROM article_search_docsize", "not in the full-text index"),
        ("INSERT INTO quote_search (quote_search) VALUES ('delete-all')", "quotes that are not in the full-text index"),
        ("UPDATE articles SET title = 'Lain'", "article_search differs from its rows"),
        ("UPDATE stories SET articles = 9", "stories whose number of items is wrong"),
        ("UPDATE award_facts SET articles = 9", "award facts whose number of articles is wrong"),
        ("UPDATE award_records SET group_key = 'x'", "award records in a fact of another recipient"),
        ("UPDATE quote_families SET articles = 9", "quote families whose number of articles is wrong"),
        ("UPDATE search_terms SET stems = 'xyz'", "another version of the lemmatiser"),
    ],
)
def test_damage_is_found_and_mended(filled: Store, damage: str, finding: str) -> None:
    with filled.writing():
        filled.execute(damage)
    assert any(finding in found.what for found in check(filled)), check(filled)
    with open_store(filled.path, read_only=True) as reader:
        assert check(reader) == check(filled)
    mend(filled)
    assign_families(filled)
    assign_facts(filled)
    assert check(filled) == []
    assert len(list_awards(filled)) == 1
    assert search(filled, "desa").total == 2


def test_orphans_are_found(filled: Store) -> None:
    filled.connection.execute("PRAGMA foreign_keys = OFF")
    with filled.writing():
        filled.execute("DELETE FROM people")
    assert next((f.what, f.count) for f in check(filled)) == ("rows of quote_families whose people is gone", 1)


def test_backup_while_open(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "one.db"
    assert backup(filled, target) > 0
    with open_store(target) as copy:
        assert copy.count("SELECT count(*) FROM articles") == 2
        assert check(copy) == []
    with pytest.raises(StoreError, match="never overwrites"):
        backup(filled, target)
    assert not target.with_name("one.db.unfinished").exists()
    with pytest.raises(StoreError, match="cannot be"):
        backup(filled, Path("/proc/kliping/x.db"))


def test_lookups(filled: Store) -> None:
    assert [(u.id, u.articles, u.awards) for u in find_units(filled, "")] == [("dinas-x", 2, 1), ("kota-x", 2, 0)]
    assert [u.id for u in find_units(filled, "dinas x")] == ["dinas-x"]
    unit = look_up_unit(filled, "kota-x")
    assert unit is not None
    assert [child.id for child in unit.children] == ["dinas-x"]
    assert [fact.recipient for fact in unit.awards] == ["Dinas X"]
    assert [edition.years for edition in unit.history] == [(2021,)]
    assert len(unit.newest) == 2
    assert [(p.id, p.quotes) for p in find_people(filled, "rahayu")] == [("sri-rahayu", 2)]
    person = look_up_person(filled, "sri-rahayu")
    assert person is not None
    assert [(o.role, o.minister, o.articles) for o in person.offices] == [("Menteri X", True, 2)]
    assert len(person.quotes) == 2
    assert len(person.awards) == 1
    story = look_up_story(filled, 1)
    assert story is not None
    assert len(story.members) == 2
    assert len(story.awards) == 1
    view = look_up_quote(filled, list_quotes(filled)[-1].id)
    assert view is not None
    assert view.before.endswith("Jakarta, “")
    assert view.after.startswith(",” kata")
    ((outlet, changes),) = view.differences
    assert outlet == "Warta B"
    assert [(c.before, c.after) for c in changes if c.operation != "same"] == [("terasa", "nyata")]
    assert look_up_unit(filled, "x") is None
    assert look_up_person(filled, "x") is None
    assert look_up_story(filled, 99) is None
    assert look_up_quote(filled, 99) is None


def test_the_data_dictionary_is_current(store: Store) -> None:
    written = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert written.read_text(encoding="utf-8") == data_dictionary(store), (
        "run: python -m store.dictionary > docs/data-dictionary.md"
    )


def test_datasette_metadata(filled: Store) -> None:
    yaml = pytest.importorskip("yaml")
    database = yaml.safe_load(datasette_metadata(filled))["databases"]["kliping"]
    assert database["tables"]["quotes"]["columns"]["content"] == "what was said, as printed"
    assert database["tables"]["vectors"]["hidden"] is True
    for name in ("articles", "quotes", "award_records"):  # the search boxes of Datasette
        table = database["tables"][name]
        list(
            filled.rows(f"SELECT {table['fts_pk']} FROM {name} WHERE rowid IN (SELECT rowid FROM {table['fts_table']})")
        )
    for query in database["queries"].values():
        list(filled.rows(query["sql"], {"unit": "Dinas"}))
    assert {row[0] for row in filled.rows("SELECT name FROM sqlite_master")} >= set(database["tables"])
    for name, table in database["tables"].items():
        known = {row[0] for row in filled.rows("SELECT name FROM pragma_table_info(?)", (name,))}
        assert known >= {*table.get("columns", ()), *table.get("facets", ()), *filter(None, [table.get("sort_desc")])}


def test_plain_sqlite_opens_the_file(filled: Store) -> None:
    connection = sqlite3.connect(filled.path)
    assert connection.execute("SELECT count(*) FROM timeline").fetchone() == (2,)
    connection.close()


def test_a_sheet_that_is_full_says_so(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openpyxl")
    monkeypatch.setattr("store.export.SHEET", 1)
    with pytest.raises(ExportError, match="choose csv or parquet"):
        export(filled, "articles", tmp_path / "a.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
