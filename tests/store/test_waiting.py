"""Which articles a step has not seen: new ones, late ones, changed ones, and what an older database lacks."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from store.annotations import pending, save_annotation
from store.articles import lacking, save_article
from store.check import check, mend
from store.database import APPLICATION_ID, Store, open_store
from store.migrations import migrations
from store.stories import assign_stories

STEPS = ("annotations", "vectors", "story_articles")


def encode(store: Store, article_id: int, version: int) -> None:
    store.execute(
        "INSERT INTO vectors (article_id, article_version, embedder, vector) VALUES (?, ?, 'x', x'00')"
        " ON CONFLICT (article_id) DO UPDATE SET article_version = excluded.article_version",
        (article_id, version),
    )


def test_new_and_late_articles_wait_in_the_order_of_time(store: Store, make, put, read) -> None:
    late, old = make("a", day="2022-03-08"), make("b", day="2016-01-01")
    put(late)
    save_annotation(store, read(late))
    put(old)  # published long before, found today
    assert lacking(store, "annotations") == [old.id]
    assert lacking(store, "vectors") == [old.id, late.id]
    assert [article.id for article in pending(store, "v1")] == [old.id]
    assert [article.id for article in pending(store, "v2")] == [old.id, late.id]
    save_annotation(store, read(old))
    assign_stories(store)
    assert [lacking(store, step) for step in STEPS] == [[], [], []]


def test_a_changed_article_waits_again(store: Store, make, put, read) -> None:
    article = put(make("a"))
    save_annotation(store, read(article))
    with store.writing():
        encode(store, article.id, 1)
    assert lacking(store, "vectors") == []
    save_article(store, article)
    assert lacking(store, "annotations") == lacking(store, "vectors") == []
    save_article(store, dataclasses.replace(article, text="Isi yang lain."))
    assert lacking(store, "annotations") == lacking(store, "vectors") == [article.id]
    with store.writing():
        encode(store, article.id, 1)  # made of the state before, by a step that had read it already
    assert lacking(store, "vectors") == [article.id]
    with store.writing():
        encode(store, article.id, 2)
    assert lacking(store, "vectors") == []


@pytest.mark.parametrize("step", STEPS)
def test_an_article_whose_row_is_gone_waits_again(store: Store, make, put, read, step: str) -> None:
    article = put(make("a"))
    save_annotation(store, read(article))
    assign_stories(store)
    with store.writing():
        encode(store, article.id, 1)
    assert lacking(store, step) == []
    with store.writing():
        store.execute(f"DELETE FROM {step}")
    assert lacking(store, step) == [article.id]
    with store.writing():
        store.execute("DELETE FROM articles")
    assert store.count("SELECT count(*) FROM waiting") == 0


def test_an_article_that_does_not_wait_is_found_and_mended(store: Store, make, put) -> None:
    article = put(make("a"))
    with store.writing():
        store.execute("DELETE FROM waiting WHERE step = 'annotations'")
    (finding,) = check(store)
    assert finding.what == "articles that lack a row in annotations and do not wait for one"
    mend(store)
    assert check(store) == []
    assert lacking(store, "annotations") == [article.id]


def test_an_older_database_learns_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = Store(path, sqlite3.connect(path), read_only=False)
    with old.writing():
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(old.db, stop_before="0005-waiting")
        old.execute("PRAGMA user_version = 4")
        for number, version in ((7, 1), (8, 2), (9, 1), (10, 2)):
            old.execute(
                "INSERT INTO articles (id, url, url_key, title, text, digest, version, first_seen)"
                " VALUES (?, ?, ?, 'Judul', 'Isi.', '0', ?, '2022-01-01')",
                (number, f"https://a.example/{number}", f"a.example/{number}", version),
            )
        for number in (8, 10):
            old.execute(
                "INSERT INTO article_versions (article_id, version, title, text, digest, replaced_at, diff)"
                " VALUES (?, 1, 'Judul', 'Isi', '1', '2022-01-01', '')",
                (number,),
            )
        for number, version in ((7, 1), (8, 1), (10, 2)):
            encode(old, number, version)
    old.close()
    with open_store(path) as upgraded:
        assert lacking(upgraded, "annotations") == [7, 8, 9, 10]
        assert lacking(upgraded, "vectors") == [8, 9]
        assert upgraded.count("SELECT article_version FROM waiting WHERE step = 'vectors' AND article_id = 8") == 2
