"""Sources and articles: saving what was gathered, once, and reading it back. Requests are in `store.fetches`.

save_sources(store, sources) -> None
save_fetch(store, fetch) -> None                       one row per address, the last outcome
save_article(store, article) -> Saved                  new | changed | same; earlier states kept with a diff
load_article(store, id) -> Article | None
find_article(store, url) -> Article | None
load_articles(store, *, since, until, sources, ids) -> Iterator[Article]
StoreLedger(store)                                     what the crawler asks and hands over
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kliping.model import Article, Moment, Source
from kliping.urls import id_range, url_key
from store.database import Store, now
from store.rows import clean, dump_day, dump_moment, dump_strings, load_moment, load_strings
from store.search_index import add_article, remove_article

Outcome = Literal["new", "changed", "same"]

_COLUMNS = (
    "url, source, outlet, title, text, day, published, published_precision, published_from, updated, updated_precision,"
    " updated_from, teaser, authors, editors, dateline, agency_code, photo_credit, section, tags, image, language,"
    " paywalled, pages, next_pages, digest"
).split(", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What `save_article` did, and under which id the article stands (that of its first appearance)."""

    outcome: Outcome
    article_id: int


def save_sources(store: Store, sources: Iterable[Source]) -> None:
    """Insert or update the sources that are configured."""
    with store.writing():
        store.execute_many(
            "INSERT INTO sources (slug, name, domain, owner, kind, tier, region, zone) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (slug) DO UPDATE SET name = excluded.name, domain = excluded.domain, owner = excluded.owner,"
            " kind = excluded.kind, tier = excluded.tier, region = excluded.region, zone = excluded.zone",
            [(s.slug, s.name, s.domain, s.owner, s.kind, s.tier, s.region, s.zone) for s in sources],
        )


def load_sources(store: Store) -> list[Source]:
    """The sources that the store knows, by slug."""
    return [Source(**dict(row)) for row in store.rows("SELECT * FROM sources ORDER BY slug")]


def ensure_source(store: Store, slug: str) -> None:
    """Make a row for a source that is not configured (any more), so that what refers to it can be stored."""
    if slug:
        store.execute("INSERT OR IGNORE INTO sources (slug, name) VALUES (?, ?)", (slug, slug))


def save_article(store: Store, article: Article) -> Saved:
    """Store an article under the key of its address; the same address never makes a second row.

    Title or text other than before: the earlier state moves to article_versions with a unified diff, and the article
    waits to be annotated again. Other fields are simply brought up to date.
    """
    values = _values(article)
    with store.writing():
        ensure_source(store, article.source)
        key = clean(url_key(article.url))
        old = store.row("SELECT id, title, text, digest, version FROM articles WHERE url_key = ?", (key,))
        if old is None:
            article_id = _free_id(store, article.id)
            names = ["id", "url_key", "first_seen", *_COLUMNS]
            store.execute(
                f"INSERT INTO articles ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                (article_id, key, now(), *values),
            )
            add_article(store, article_id)
            return Saved(outcome="new", article_id=article_id)
        article_id = old["id"]
        changed = old["digest"] != values[-1]
        if changed:
            remove_article(store, article_id)
            _keep_version(store, old, article)
        store.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?", (*values, article_id)
        )
        if changed:
            add_article(store, article_id)
        return Saved(outcome="changed" if changed else "same", article_id=article_id)


def load_article(store: Store, article_id: int) -> Article | None:
    """The article with this id."""
    row = store.row("SELECT * FROM articles WHERE id = ?", (article_id,))
    return read_article(row) if row is not None else None


def find_article(store: Store, url: str) -> Article | None:
    """The article with this address, in any of its spellings."""
    row = store.row("SELECT * FROM articles WHERE url_key = ?", (clean(url_key(url)),))
    return read_article(row) if row is not None else None


def load_articles(
    store: Store,
    *,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    sources: Sequence[str] = (),
    ids: Sequence[int] | None = None,
) -> Iterator[Article]:
    """Articles published in [since, until), oldest first, read in batches: the store may be written meanwhile."""
    if ids is not None:
        for article_id in ids:
            article = load_article(store, article_id)
            if article is not None:
                yield article
        return
    low, high = id_range(since, until)
    chosen = f" AND source IN ({', '.join('?' * len(sources))})" if sources else ""
    while True:
        rows = list(
            store.rows(
                f"SELECT * FROM articles WHERE id >= ? AND id < ?{chosen} ORDER BY id LIMIT 200", (low, high, *sources)
            )
        )
        for row in rows:
            yield read_article(row)
        if len(rows) < 200:
            return
        low = rows[-1]["id"] + 1


def read_article(row: sqlite3.Row) -> Article:
    """The article of a row of the table articles."""
    return Article(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        text=row["text"],
        source=row["source"] or "",
        outlet=row["outlet"],
        published=load_moment(row["published"], row["published_precision"], row["published_from"]),
        updated=load_moment(row["updated"], row["updated_precision"], row["updated_from"]),
        teaser=row["teaser"],
        authors=load_strings(row["authors"]),
        editors=load_strings(row["editors"]),
        dateline=row["dateline"],
        agency_code=row["agency_code"],
        photo_credit=row["photo_credit"],
        section=row["section"],
        tags=load_strings(row["tags"]),
        image=row["image"],
        language=row["language"],
        paywalled=bool(row["paywalled"]),
        pages=load_strings(row["pages"]),
        next_pages=load_strings(row["next_pages"]),
    )


def _values(article: Article) -> list[object]:
    day: dt.date | None = article.published.day if article.published else None
    digest = hashlib.sha256(f"{clean(article.title)}\0{clean(article.text)}".encode()).hexdigest()
    published: Moment | None = article.published
    return [
        clean(article.url),
        article.source or None,
        clean(article.outlet),
        clean(article.title),
        clean(article.text),
        dump_day(day),
        *dump_moment(published),
        *dump_moment(article.updated),
        clean(article.teaser),
        dump_strings(article.authors),
        dump_strings(article.editors),
        clean(article.dateline),
        clean(article.agency_code),
        clean(article.photo_credit),
        clean(article.section),
        dump_strings(article.tags),
        clean(article.image),
        clean(article.language),
        int(article.paywalled),
        dump_strings(article.pages),
        dump_strings(article.next_pages),
        digest,
    ]


def _keep_version(store: Store, old: sqlite3.Row, article: Article) -> None:
    before = [old["title"], "", *old["text"].split("\n")]
    after = [clean(article.title), "", *clean(article.text).split("\n")]
    diff = "\n".join(difflib.unified_diff(before, after, f"version {old['version']}", "next", lineterm="", n=1))
    at = now()
    store.execute(
        "INSERT INTO article_versions (article_id, version, title, text, digest, replaced_at, diff)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (old["id"], old["version"], old["title"], old["text"], old["digest"], at, diff),
    )
    store.execute("UPDATE articles SET version = version + 1, changed_at = ? WHERE id = ?", (at, old["id"]))


def _free_id(store: Store, wanted: int) -> int:
    # Two addresses share a number once in 2**36 per minute; the next free one keeps the order in time.
    while store.count("SELECT 1 FROM articles WHERE id = ?", (wanted,)):
        wanted += 1
    return wanted


def lacking(store: Store, table: str) -> list[int]:
    """Articles without a row in a derived table (annotations, vectors, story_articles), or whose row is of an older
    state, oldest first. Triggers keep them in the table waiting: the time grows with their number, not with the store.
    """
    return [row[0] for row in store.rows("SELECT article_id FROM waiting WHERE step = ? ORDER BY article_id", (table,))]
