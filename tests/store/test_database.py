"""Opening, upgrading, refusing; the schema is pinned."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import store.database as database
from kliping.model import Source
from store.annotations import pending
from store.articles import load_articles, save_article, save_sources
from store.award_facts import assign_facts
from store.check import check
from store.database import APPLICATION_ID, Store, StoreError, open_store
from store.migrations import SCHEMA_VERSION, migrations
from store.quotes import assign_families
from store.search import search
from store.search_index import index_missing
from store.search_parts import search_awards, search_quotes
from store.timeline import timeline

SCHEMA = Path(__file__).parent / "schema.sql"


def schema_of(store: Store) -> str:
    rows = store.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
        " AND name NOT GLOB '*_search_*' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'idx\\_\\_%' ESCAPE '\\'"
        " ORDER BY type, name"
    )
    return "\n\n".join(f"{row[0]};" for row in rows) + "\n"


def test_the_final_schema_is_pinned(store: Store) -> None:
    # A change of the schema is a new step in store/migrations.py, and then this file is brought up to date by hand.
    assert schema_of(store) == SCHEMA.read_text(encoding="utf-8")


def test_one_step_per_schema_version() -> None:
    assert len(migrations._migrations) == SCHEMA_VERSION


@pytest.mark.parametrize("steps", range(1, SCHEMA_VERSION))
def test_an_older_database_is_upgraded(tmp_path: Path, steps: int, make) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    old = Store(path, connection, read_only=False)
    with old.writing():
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        names = [migration.name for migration in migrations._migrations]
        migrations.apply(old.db, stop_before=names[steps])
        connection.execute(f"PRAGMA user_version = {steps}")
        old.execute("INSERT INTO sources (slug, name) VALUES ('s', 'S')")
        old.execute(
            "INSERT INTO articles (id, url, url_key, title, text, digest, first_seen)"
            " VALUES (7, 'https://a.example/x', 'a.example/x', 'Penghargaan', 'Isi.', '0', '2022-01-01')"
        )
    old.close()
    with open_store(path) as upgraded:
        assert schema_of(upgraded) == SCHEMA.read_text(encoding="utf-8")
        assert [article.id for article in load_articles(upgraded)] == [7]
        index_missing(upgraded)
        assert [hit.article_id for hit in search(upgraded, "penghargaan").hits] == [7]
    with open_store(path, read_only=True) as again:
        assert again.count("SELECT count(*) FROM articles") == 1


def test_what_an_older_database_knows_is_kept(tmp_path: Path) -> None:
    """One article with an award and a statement, as the fourth step had them; then the next call renews them."""
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    with Store(path, connection, read_only=False) as old, old.writing():
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(old.db, stop_before="0005-waiting")
        connection.execute("PRAGMA user_version = 4")
        for sql in (
            "INSERT INTO sources (slug, name) VALUES ('s', 'S')",
            "INSERT INTO units (id, name) VALUES ('kota-y', 'Pemerintah Kota Y')",
            "INSERT INTO people (id, name) VALUES ('p', 'Sri Rahayu')",
            "INSERT INTO articles (id, url, url_key, source, title, text, day, digest, first_seen)"
            " VALUES (7, 'https://a.example/x', 'a.example/x', 's', 'J', 'Isi.', '2022-03-08', '0', '2022-03-08')",
            "INSERT INTO annotations (article_id, version, article_version, made_at, award, ministerial)"
            " VALUES (7, 'v', 1, '2022-03-08', 1, 1)",
            "INSERT INTO quote_families (id, content, first_article, minister) VALUES (5, 'dana itu hilang', 7, 1)",
            "INSERT INTO quotes (article_id, position, span_field, span_start, span_end, content, kind, cue, speaker,"
            " speaker_id, minister, family_id)"
            " VALUES (7, 0, 'text', 0, 1, 'dana itu hilang', 'indirect', 'membantah', 'Sri Rahayu', 'p', 1, 5)",
            "INSERT INTO award_facts (id, group_key, recipient, programme, award, status, dated_by, entry_day)"
            " VALUES (9, 'kota-y|other', 'Y', 'other', 'Kalpataru', 'received', 'published', '2022-03-08')",
            "INSERT INTO award_records (article_id, position, recipient, recipient_id, award, programme, status,"
            " fact_id, group_key) VALUES (7, 0, 'Y', 'kota-y', 'Kalpataru', 'other', 'received', 9, 'kota-y|other')",
        ):
            connection.execute(sql)
    with open_store(path) as upgraded:
        row = upgraded.row("SELECT kind, cue FROM quote_families")
        assert row is not None
        assert tuple(row) == ("indirect", "membantah")
        assert upgraded.value("SELECT article_day FROM award_records") == "2022-03-08"
        assert [quote.quote.content for quote in search_quotes(upgraded, "dana")] == ["dana itu hilang"]
        assert [fact.id for fact in search_awards(upgraded, "kalpataru")] == [9]
        assert list(pending(upgraded, "v"))  # its award has to be told apart from others of its code
        index_missing(upgraded)
        assert check(upgraded) == []
        with upgraded.writing():
            upgraded.execute("UPDATE award_facts SET stale = 1")
            upgraded.execute("UPDATE quote_families SET stale = 1")
        assign_facts(upgraded)
        assign_families(upgraded)
        assert [(e.key, e.who, e.cue) for e in timeline(upgraded, every=True).entries] == [
            ("q5", "Sri Rahayu", "membantah"),
            ("a9", "Pemerintah Kota Y", None),
        ]


def test_a_newer_database_is_refused_with_its_version(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="schema version 99"):
            open_store(path, read_only=read_only)


def test_an_older_database_is_not_read_without_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(StoreError, match=r"schema version 1.*process"):
        open_store(path, read_only=True)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere\.db: there is no such database"):
        open_store(tmp_path / "nowhere.db", read_only=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "no-folder" / "x.db")


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("these are notes, not a database; " * 50)
    with pytest.raises(StoreError, match="damaged or no SQLite database"):
        open_store(text)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(StoreError, match="no Kliping store"):
        open_store(foreign)
    assert sqlite3.connect(foreign).execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_a_damaged_file_is_named(store: Store, make, tmp_path: Path) -> None:
    for number in range(200):
        save_article(store, make(f"a{number}", text="kata " * 300))
    path = store.path
    store.close()
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\x5a" * len(data[8192:-4096])
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged.*kliping backup"), open_store(path) as damaged:
        list(damaged.rows("SELECT * FROM articles"))


def test_a_locked_database_says_so_and_loses_nothing(store: Store, make, monkeypatch: pytest.MonkeyPatch) -> None:
    save_article(store, make("before"))
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with open_store(store.path) as second:
        with store.writing():
            save_article(store, make("first"))
            with pytest.raises(StoreError, match="locked by another process"):
                save_article(second, make("second"))
            with open_store(store.path, read_only=True) as reader:  # readers are not kept waiting
                assert reader.count("SELECT count(*) FROM articles") == 1
        save_article(second, make("second"))
    assert store.count("SELECT count(*) FROM articles") == 3


def test_a_full_disk_says_so_and_loses_nothing(store: Store, make) -> None:
    save_article(store, make("before"))
    pages = store.count("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    many = [make(f"a{number}", text="kata " * 2000) for number in range(300)]
    with pytest.raises(StoreError, match="disk is full"):
        [save_article(store, article) for article in many]
    saved = store.count("SELECT count(*) FROM articles")
    store.connection.execute("PRAGMA max_page_count = 1000000")
    assert store.value("PRAGMA integrity_check") == "ok"
    save_article(store, make("after", text="kata " * 2000))
    assert store.count("SELECT count(*) FROM articles") == saved + 1


def test_a_reader_cannot_write(store: Store) -> None:
    with open_store(store.path, read_only=True) as reader, pytest.raises(StoreError, match="read-only"):
        save_sources(reader, [Source(slug="x", name="X", domain="x.example")])


def test_a_failed_transaction_leaves_nothing(store: Store, make) -> None:
    def fail() -> None:
        with store.writing():
            save_article(store, make("a"))
            with store.writing():  # a savepoint
                save_article(store, make("b"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.count("SELECT count(*) FROM articles") == 0


def test_a_reader_keeps_what_it_worked_out_until_another_writes(store: Store, make) -> None:
    def count(opened: Store) -> tuple[int, int]:
        def make_anew(known: tuple[int, int] | None) -> tuple[int, int]:
            return opened.count("SELECT count(*) FROM articles"), known[1] + 1 if known else 1

        return opened.kept("articles", make_anew)

    with open_store(store.path, read_only=True) as reader:
        assert [count(reader), count(reader)] == [(0, 1), (0, 1)]
        save_article(store, make("a"))
        assert [count(reader), count(reader)] == [(1, 2), (1, 2)]
        assert [count(store), count(store)] == [(1, 1), (1, 1)]
