"""Asking for stories: one by id, those of a period, and what became of a press release. Nothing is written here.

load_story(store, id) -> Story | None               follows merges
story_of(store, article_id) -> Story | None
list_stories(store, since, until, *, minimum=2, limit) -> list[Story]      most items first
story_members(store, id) -> list[Member]
pickups(store, release_id) -> list[Pickup]          who printed a press release, how much, how late, what changed
list_releases(store, *, since, until, outlet, limit) -> list[Release]      press releases and how far each came
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass

from kliping.model import Story
from store.articles import load_article
from store.database import Store
from store.filters import Condition, days_between, of_outlet
from store.quote_matching import is_reworded, likeness
from store.rows import load_day, load_moment
from store.search_index import words
from store.story_matching import edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story and the part it plays: original, report, copy, pickup or release."""

    article_id: int
    outlet: str
    url: str
    title: str
    day: dt.date | None
    role: str
    repeats: int | None
    verbatim: float
    hours_late: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickup:
    """An article that prints a press release."""

    article_id: int
    outlet: str
    url: str
    title: str
    verbatim: float  # share of the release found word for word, 0 to 1
    hours_late: float | None
    kept: tuple[str, ...]  # paragraphs of the release
    cut: tuple[str, ...]
    added: tuple[str, ...]
    altered_quotes: tuple[tuple[str, str], ...]  # (in the release, in the article)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A press release and how far it came."""

    article_id: int
    story_id: int
    outlet: str  # the site that issued it
    title: str
    url: str
    day: dt.date | None
    printed: int  # articles that print it
    outlets: tuple[str, ...]  # theirs, first printer first
    most: float  # largest share of it found word for word in one of them, 0 to 1
    hours: float | None  # to the first of them


def load_story(store: Store, story_id: int) -> Story | None:
    """The story with this number, or the one that it was merged into."""
    row = store.row("SELECT * FROM stories WHERE id = ?", (story_id,))
    while row is not None and row["merged_into"] is not None:
        row = store.row("SELECT * FROM stories WHERE id = ?", (row["merged_into"],))
    return _read(store, row) if row is not None else None


def story_of(store: Store, article_id: int) -> Story | None:
    """The story that an article belongs to."""
    number = store.value("SELECT story_id FROM story_articles WHERE article_id = ?", (article_id,))
    return load_story(store, number) if number is not None else None


def list_stories(
    store: Store, since: dt.date | None, until: dt.date | None, *, minimum: int = 2, limit: int | None = 100
) -> list[Story]:
    """Stories with at least `minimum` items published from `since` to `until` (inclusive), most items first."""
    where = Condition()
    days_between(where, "articles.day", since, until)
    rows = list(
        store.rows(
            "SELECT stories.*, count(*) AS inside FROM story_articles JOIN articles ON articles.id = article_id"
            f" JOIN stories ON stories.id = story_id {where.sql()} GROUP BY stories.id HAVING inside >= ?"
            " ORDER BY inside DESC, stories.id LIMIT ?",
            (*where.values, minimum, -1 if limit is None else limit),
        )
    )
    return [_read(store, row) for row in rows]


def story_members(store: Store, story_id: int) -> list[Member]:
    """The articles of a story in the order of publication."""
    return [
        Member(
            article_id=row["article_id"],
            outlet=row["outlet"] or row["source"] or "",
            url=row["url"],
            title=row["title"],
            day=load_day(row["day"]),
            role=row["role"],
            repeats=row["repeats"],
            verbatim=row["verbatim"],
            hours_late=row["hours_late"],
        )
        for row in store.rows(
            "SELECT story_articles.*, outlet, source, url, title, day FROM story_articles"
            " JOIN articles ON articles.id = article_id WHERE story_id = ? ORDER BY article_id",
            (story_id,),
        )
    ]


def pickups(store: Store, release_id: int) -> list[Pickup]:
    """The articles that print a press release, first printer first."""
    release = load_article(store, release_id)
    if release is None:
        return []
    said = _quotes(store, release_id)
    found: list[Pickup] = []
    for row in list(
        store.rows(
            "SELECT article_id, verbatim, hours_late FROM story_articles WHERE repeats = ? AND role = 'pickup'"
            " ORDER BY article_id",
            (release_id,),
        )
    ):
        article = load_article(store, row["article_id"])
        if article is None:
            continue
        changes = edit(release.text, article.text)
        found.append(
            Pickup(
                article_id=article.id,
                outlet=article.outlet or article.source,
                url=article.url,
                title=article.title,
                verbatim=row["verbatim"],
                hours_late=row["hours_late"],
                kept=changes.kept,
                cut=changes.cut,
                added=changes.added,
                altered_quotes=_altered(said, _quotes(store, article.id)),
            )
        )
    return found


def list_releases(
    store: Store,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    outlet: str | None = None,
    limit: int | None = 100,
) -> list[Release]:
    """Press releases issued from `since` to `until` (inclusive) by a site (name, slug or domain), newest first."""
    where = Condition()
    where.add("issued.role = 'release'")
    days_between(where, "articles.day", since, until)
    if outlet is not None:
        of_outlet(store, where, outlet)
    rows = list(
        store.rows(
            "SELECT issued.article_id, issued.story_id, coalesce(nullif(outlet, ''), source) AS outlet, title, url, day"
            f" FROM story_articles AS issued JOIN articles ON articles.id = issued.article_id {where.sql()}"
            " ORDER BY articles.day DESC, articles.id DESC LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    )
    found: list[Release] = []
    for row in rows:
        printed = list(
            store.rows(
                "SELECT coalesce(nullif(outlet, ''), source) AS outlet, verbatim, hours_late FROM story_articles"
                " JOIN articles ON articles.id = article_id WHERE repeats = ? AND role = 'pickup' ORDER BY article_id",
                (row["article_id"],),
            )
        )
        hours = [part["hours_late"] for part in printed if part["hours_late"] is not None]
        found.append(
            Release(
                article_id=row["article_id"],
                story_id=row["story_id"],
                outlet=row["outlet"] or "",
                title=row["title"],
                url=row["url"],
                day=load_day(row["day"]),
                printed=len(printed),
                outlets=tuple(dict.fromkeys(part["outlet"] or "" for part in printed)),
                most=max((part["verbatim"] for part in printed), default=0.0),
                hours=min(hours, default=None),
            )
        )
    return found


def _quotes(store: Store, article_id: int) -> list[str]:
    return [
        row[0]
        for row in store.rows(
            "SELECT content FROM quotes WHERE article_id = ? AND kind = 'direct' ORDER BY position", (article_id,)
        )
    ]


def _altered(before: list[str], after: list[str]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for quote in after:
        scored = [(likeness(words(old), words(quote), same_speaker=True), old) for old in before]
        score, nearest = max(scored, default=(0.0, ""))
        if score > 0 and is_reworded(nearest, quote):
            pairs.append((nearest, quote))
    return tuple(pairs)


def _read(store: Store, row: sqlite3.Row) -> Story:
    ids: list[int] = []
    times: list[sqlite3.Row] = []
    for part in store.rows(
        "SELECT article_id, published, published_precision, published_from FROM story_articles"
        " JOIN articles ON articles.id = article_id WHERE story_id = ? ORDER BY article_id",
        (row["id"],),
    ):
        ids.append(part["article_id"])
        if part["published"] is not None:
            times.append(part)
    first, last = (times[0], times[-1]) if times else (None, None)
    return Story(
        id=row["id"],
        title=row["title"],
        first=load_moment(*tuple(first)[1:]) if first is not None else None,
        last=load_moment(*tuple(last)[1:]) if last is not None else None,
        article_ids=tuple(ids),
        copies=row["copies"],
    )
