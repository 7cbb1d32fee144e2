"""`kliping check`: whether the database is whole, and what can be mended without asking. Copies are made in `backup`.

check(store) -> list[Finding]           empty when all is well
mend(store) -> list[str]                renews what can be derived again: index, counts, vectors without articles
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from store.database import Store
from store.search_index import add_article, index_missing, stems
from store.stories import renew_story
from store.units import name_units

#: Articles whose index entry is compared with a fresh one, spread over the store.
SAMPLE = 200
_INDEXES = ("article_search", "quote_search", "award_search")
#: Tables that articles wait for.
_DERIVED = ("annotations", "vectors", "story_articles")

#: (what is wrong, a query that counts it)
_COUNTS = (
    (
        "articles that are not in the full-text index",
        "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM search_terms)",
    ),
    (
        "full-text entries without an article",
        "SELECT count(*) FROM article_search_docsize WHERE id NOT IN (SELECT article_id FROM search_terms)",
    ),
    (
        "articles in the index list but not in the full-text index",
        "SELECT count(*) FROM search_terms WHERE article_id NOT IN (SELECT id FROM article_search_docsize)",
    ),
    (
        "quotes that are not in the full-text index",
        "SELECT count(*) FROM quotes WHERE id NOT IN (SELECT id FROM quote_search_docsize)",
    ),
    (
        "award records that are not in the full-text index",
        "SELECT count(*) FROM award_records WHERE id NOT IN (SELECT id FROM award_search_docsize)",
    ),
    *(
        (
            f"articles that lack a row in {table} and do not wait for one",
            f"SELECT count(*) FROM (SELECT id FROM articles EXCEPT SELECT article_id FROM {table}"
            f" EXCEPT SELECT article_id FROM waiting WHERE step = '{table}')",
        )
        for table in _DERIVED
    ),
    (
        "vectors of more than one model",
        "SELECT max(count(DISTINCT embedder) - 1, 0) FROM vectors",
    ),
    (
        "vectors of wrong length",
        "SELECT count(*) FROM vectors WHERE length(vector) <> (SELECT length(vector) FROM vectors LIMIT 1)",
    ),
    (
        "vector blocks with a wrong number of ids",
        "SELECT count(*) FROM vector_blocks WHERE length(ids) % 8 <> 0"
        " OR length(codes) % (length(ids) / 8) <> 0 OR first_id > last_id",
    ),
    (
        "stories whose number of items is wrong",
        "SELECT count(*) FROM stories"
        " WHERE articles <> (SELECT count(*) FROM story_articles WHERE story_id = stories.id)",
    ),
    (
        "stories that were merged and still have articles",
        "SELECT count(*) FROM stories JOIN story_articles ON story_id = stories.id WHERE merged_into IS NOT NULL",
    ),
    (
        "award facts without a record",
        "SELECT count(*) FROM award_facts WHERE stale = 0"
        " AND id NOT IN (SELECT fact_id FROM award_records WHERE fact_id IS NOT NULL)",
    ),
    (
        "award facts whose number of articles is wrong",
        "SELECT count(*) FROM award_facts WHERE stale = 0 AND articles <>"
        " (SELECT count(DISTINCT article_id) FROM award_records WHERE fact_id = award_facts.id)",
    ),
    (
        "award records in a fact of another recipient or programme",
        "SELECT count(*) FROM award_records JOIN award_facts ON award_facts.id = fact_id"
        " WHERE award_records.group_key <> award_facts.group_key",
    ),
    (
        "quote families whose number of articles is wrong",
        "SELECT count(*) FROM quote_families WHERE stale = 0 AND articles <>"
        " (SELECT count(DISTINCT article_id) FROM quotes WHERE family_id = quote_families.id)",
    ),
    (
        "quote families without a quote",
        "SELECT count(*) FROM quote_families WHERE stale = 0"
        " AND id NOT IN (SELECT family_id FROM quotes WHERE family_id IS NOT NULL)",
    ),
    (
        "spans that reach beyond their text",
        "SELECT count(*) FROM (SELECT article_id, span_field, span_end FROM mentions"
        " UNION ALL SELECT article_id, span_field, span_end FROM quotes"
        " UNION ALL SELECT article_id, span_field, span_end FROM regulations) AS spans"
        " JOIN articles ON articles.id = spans.article_id"
        " JOIN annotations ON annotations.article_id = articles.id AND annotations.article_version = articles.version"
        " WHERE span_end > length(iif(span_field = 'title', articles.title, articles.text))"
        " AND instr(articles.text, char(0)) = 0",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be."""

    what: str
    count: int
    detail: str = ""


def check(store: Store) -> list[Finding]:
    """Look at the file, the references between tables, the indexes and the counts; nothing is changed."""
    found = [
        Finding(what="the file is damaged", count=1, detail=row[0])
        for row in store.rows("PRAGMA integrity_check(20)")
        if row[0] != "ok"
    ]
    if found:
        return found  # nothing else can be trusted
    orphans: dict[tuple[str, str], int] = {}
    for row in store.rows("PRAGMA foreign_key_check"):
        orphans[(row[0], row[2])] = orphans.get((row[0], row[2]), 0) + 1
    found += [Finding(what=f"rows of {a} whose {b} is gone", count=n) for (a, b), n in sorted(orphans.items())]
    for what, sql in _COUNTS:
        count = store.count(sql)
        if count:
            found.append(Finding(what=what, count=count))
    found += _index_findings(store)
    return found


def mend(store: Store) -> list[str]:
    """Renew what is derived from other rows: full-text indexes, counts of stories, vector blocks; what was done."""
    done: list[str] = []
    with store.writing():
        for index in _INDEXES:
            store.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        done.append("full-text indexes rebuilt")
        for row in list(store.rows("SELECT id FROM stories WHERE merged_into IS NULL")):
            renew_story(store, row[0])
        done.append("stories counted again")
        store.execute("DELETE FROM vector_blocks")
        done.append("vector blocks dropped; `kliping process` makes them again")
        for table in _DERIVED:
            store.execute(
                "INSERT OR IGNORE INTO waiting (step, article_id, article_version) SELECT ?, id, version FROM articles"
                f" WHERE id IN (SELECT id FROM articles EXCEPT SELECT article_id FROM {table})",
                (table,),
            )
        done.append("articles that lack a reading, a vector or a story wait for them")
        store.execute("UPDATE award_facts SET stale = 1")
        store.execute("UPDATE quote_families SET stale = 1")
        done.append("award facts and quote families marked to be renewed by `kliping process`")
        if named := name_units(store):
            done.append(f"{named} units named")
    renewed = _renew_stems(store)
    if renewed:
        done.append(f"{renewed} index entries lemmatised again")
    indexed = index_missing(store)
    if indexed:
        done.append(f"{indexed} articles indexed")
    return done


def _renew_stems(store: Store, batch: int = 500) -> int:
    renewed, last = 0, -1
    while True:
        with store.writing():
            rows = list(
                store.rows(
                    "SELECT id, title, text, stems FROM search_rows WHERE id > ? ORDER BY id LIMIT ?", (last, batch)
                )
            )
            for row in rows:
                if stems(row["title"], row["text"]) != row["stems"]:
                    add_article(store, row["id"])
                    renewed += 1
        if len(rows) < batch:
            return renewed
        last = rows[-1]["id"]


def _index_findings(store: Store) -> list[Finding]:
    found: list[Finding] = []
    with _writable(store) as connection:
        for index in _INDEXES if connection is not None else ():
            try:
                # With rank 1, FTS5 compares the index with the rows that it was made from; this counts as writing.
                connection.execute("SAVEPOINT kliping_check")
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.OperationalError:
                break  # another process writes, or the file may not be written: what a reader can see was looked at
            except sqlite3.DatabaseError as error:
                found.append(
                    Finding(what=f"the full-text index {index} differs from its rows", count=1, detail=str(error))
                )
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK TO kliping_check")
                    connection.execute("RELEASE kliping_check")
    total = store.count("SELECT count(*) FROM search_terms")
    step = max(1, total // SAMPLE)
    differing = 0
    for row in store.rows(
        "SELECT title, text, stems FROM search_rows JOIN (SELECT article_id, row_number() OVER () AS n"
        " FROM search_terms) ON article_id = search_rows.id WHERE n % ? = 0",
        (step,),
    ):
        differing += stems(row["title"], row["text"]) != row["stems"]
    if differing:
        found.append(
            Finding(
                what="index entries made by another version of the lemmatiser",
                count=differing,
                detail=f"of {min(total, SAMPLE)} looked at; harmless, `kliping check --mend` renews them",
            )
        )
    return found


@contextmanager
def _writable(store: Store) -> Iterator[Any]:
    """The store's connection, or for a reader a second one that may write; None where the file may not be written."""
    if not store.read_only:
        yield store.connection
        return
    try:
        connection = sqlite3.connect(f"file:{quote(str(store.path.absolute()))}?mode=rw", uri=True, timeout=1.0)
    except sqlite3.Error:
        yield None
        return
    connection.isolation_level = None
    try:
        yield connection
    finally:
        connection.close()
