"""Statements: listed with filters, and gathered into families of one statement across articles.

    list_quotes(store, *, person, minister, unit, kind, outlet, text, since, until, limit) -> list[QuoteRow]
    assign_families(store) -> int                        families for the quotes that have none yet
    list_families(store, *, person, minister, spread, altered, since, until, limit) -> list[QuoteFamily]
    load_family(store, id) -> QuoteFamily | None
How two wordings are compared is `store.quote_matching`.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kliping.model import Quote, QuoteFamily, QuoteVariant
from store.annotations import read_quote
from store.database import Store
from store.filters import Condition, days_between, of_outlet, person_ids, unit_ids
from store.quote_matching import is_altered, likeness, shingles
from store.rows import load_day, load_moment
from store.search_index import words
from store.windows import DAY, id_window

#: Two articles further apart than this do not report one statement.
WINDOW_DAYS = 30
#: Within this many days one person's freely reworded statements are one.
NEAR_DAYS = 4
#: At most so many quotes that share a word sequence are compared in full.
_CANDIDATES = 60

#: Characters of a sentence that says something and fits a line.
_USUAL_LENGTH = 130
_STORY_OF_FAMILY = (
    "SELECT story_id FROM quote_families JOIN story_articles ON article_id = first_article WHERE quote_families.id = ?"
)
_WITH_ARTICLE = (
    "SELECT quotes.*, articles.outlet, articles.source, articles.url, articles.title, articles.day AS published_day"
    " FROM quotes JOIN articles ON articles.id = quotes.article_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """A quote with the article that prints it. `date` is when it was said, or else published."""

    id: int
    quote: Quote
    article_id: int
    outlet: str
    url: str
    title: str
    date: dt.date | None
    family_id: int | None


def list_quotes(
    store: Store,
    *,
    person: str | None = None,
    minister: bool | None = None,
    unit: str | None = None,
    kind: str | None = None,
    outlet: str | None = None,
    text: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int | None = 100,
) -> list[QuoteRow]:
    """Quotes, newest article first. `person` is an id or a name, `unit` keeps articles that name the unit."""
    where = Condition()
    if person is not None:
        _by_person(store, where, person)
    if minister is not None:
        where.add("quotes.minister = ?", int(minister))
    if unit is not None:
        units = Condition()
        units.any_of("unit_id", unit_ids(store, unit))
        where.add(f"quotes.article_id IN (SELECT article_id FROM mentions {units.sql()})", *units.values)
    where.equal("quotes.kind", kind)
    where.holds("quotes.content", text)
    if outlet is not None:
        of_outlet(store, where, outlet)
    days_between(where, "coalesce(quotes.day, articles.day)", since, until)
    return [
        _read_row(row)
        for row in store.rows(
            f"{_WITH_ARTICLE} {where.sql()} ORDER BY quotes.article_id DESC, quotes.position LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    ]


def load_quotes(store: Store, ids: Sequence[int]) -> list[QuoteRow]:
    """The quotes with these numbers, in this order."""
    rows = (store.row(f"{_WITH_ARTICLE} WHERE quotes.id = ?", (number,)) for number in ids)
    return [_read_row(row) for row in rows if row is not None]


def assign_families(store: Store, *, batch: int = 200) -> int:
    """Give every quote without a family one; the number of quotes assigned.

    A quote joins the family of the most alike statement published within `WINDOW_DAYS`, or opens one; a quote that
    links two families merges them under the lower number. Work per quote depends on that window, not on the store.
    """
    assigned = 0
    while True:
        with store.writing():
            rows = list(
                store.rows(
                    "SELECT id, article_id, content, speaker_id FROM quotes WHERE family_id IS NULL"
                    " ORDER BY id LIMIT ?",
                    (batch,),
                )
            )
            touched = {_assign(store, row) for row in rows}
            if len(rows) < batch:  # at the end: until then a quote that was read again may take its family up again
                touched.update(row[0] for row in store.rows("SELECT id FROM quote_families WHERE stale = 1"))
            for family_id in touched:
                _renew(store, family_id)
            stories = {
                story for family_id in touched if (story := store.value(_STORY_OF_FAMILY, (family_id,))) is not None
            }
            for story in stories:
                mark_leads(store, story)
        assigned += len(rows)
        if len(rows) < batch:
            return assigned


def mark_leads(store: Store, story_id: int) -> None:
    """Choose, for each minister quoted in a story, the family that stands for what was said; in `store.writing()`.

    It is the one printed most; among equals a direct one; then the one of the most usual length.
    """
    best: dict[str, tuple[tuple[int, int, int, int], int]] = {}
    for row in store.rows(
        "SELECT quote_families.id, coalesce(quote_families.speaker_id, quote_families.speaker, '') AS speaker,"
        " quote_families.articles, quote_families.content, EXISTS (SELECT 1 FROM quotes"
        " WHERE family_id = quote_families.id AND kind = 'direct') AS direct FROM quote_families"
        " JOIN story_articles ON story_articles.article_id = first_article WHERE story_id = ? AND minister = 1",
        (story_id,),
    ):
        rank = (-row["articles"], -row["direct"], abs(len(row["content"]) - _USUAL_LENGTH), row["id"])
        best[row["speaker"]] = min(best.get(row["speaker"], (rank, row["id"])), (rank, row["id"]))
    leads = {family_id for _, family_id in best.values()}
    store.execute(
        f"UPDATE quote_families SET lead = id IN ({', '.join('?' * len(leads))}) WHERE minister = 1"
        " AND first_article IN (SELECT article_id FROM story_articles WHERE story_id = ?)",
        (*leads, story_id),
    )


def list_families(
    store: Store,
    *,
    person: str | None = None,
    minister: bool | None = None,
    spread: int = 2,
    altered: bool | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int | None = 100,
) -> list[QuoteFamily]:
    """Families printed by at least `spread` articles, newest first."""
    where = Condition()
    where.add("articles >= ?", spread)
    if person is not None:
        where.any_of("speaker_id", person_ids(store, person))
    if minister is not None:
        where.add("minister = ?", int(minister))
    if altered is not None:
        where.add("altered = ?", int(altered))
    days_between(where, "first_day", since, until)
    rows = list(
        store.rows(
            f"SELECT * FROM quote_families {where.sql()} ORDER BY first_day DESC, id DESC LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    )
    return [_read(store, row) for row in rows]


def load_family(store: Store, family_id: int) -> QuoteFamily | None:
    """The family with this number, its variants in the order of publication."""
    row = store.row("SELECT * FROM quote_families WHERE id = ?", (family_id,))
    return _read(store, row) if row is not None else None


def _read_row(row: sqlite3.Row) -> QuoteRow:
    return QuoteRow(
        id=row["id"],
        quote=read_quote(row),
        article_id=row["article_id"],
        outlet=row["outlet"] or row["source"] or "",
        url=row["url"],
        title=row["title"],
        date=load_day(row["day"] or row["published_day"]),
        family_id=row["family_id"],
    )


def _by_person(store: Store, where: Condition, person: str) -> None:
    ids = person_ids(store, person)
    if ids:
        where.any_of("quotes.speaker_id", ids)
    else:  # a speaker whom the reading could not link
        where.contains("quotes.speaker", person)


#: The family of a statement whose article was read again: it goes on under its number.
_LEFT_EMPTY = (
    "SELECT id FROM quote_families WHERE first_article = ? AND content = ? AND stale = 1"
    " AND NOT EXISTS (SELECT 1 FROM quotes WHERE family_id = quote_families.id) ORDER BY id LIMIT 1"
)


def _assign(store: Store, row: sqlite3.Row) -> int:
    content = words(row["content"])
    marks = shingles(content)
    low, high = id_window(row["article_id"], WINDOW_DAYS)
    matches: dict[int, float] = {}
    for other in _candidates(store, row, marks, low, high):
        same = row["speaker_id"] is not None and row["speaker_id"] == other["speaker_id"]
        near = abs(row["article_id"] - other["article_id"]) <= NEAR_DAYS * DAY
        score = likeness(content, words(other["content"]), same_speaker=same and near)
        if score > 0:
            matches[other["family_id"]] = max(score, matches.get(other["family_id"], 0.0))
    if matches:
        family_id = min(matches)
        for other_id in sorted(matches)[1:]:
            store.execute("UPDATE quotes SET family_id = ? WHERE family_id = ?", (family_id, other_id))
            store.execute("DELETE FROM quote_families WHERE id = ?", (other_id,))
    else:
        family_id = store.value(_LEFT_EMPTY, (row["article_id"], row["content"])) or store.insert(
            "INSERT INTO quote_families (content, first_article) VALUES (?, ?)", (row["content"], row["article_id"])
        )
    store.execute("UPDATE quotes SET family_id = ? WHERE id = ?", (family_id, row["id"]))
    store.execute_many(
        "INSERT OR IGNORE INTO quote_shingles (shingle, quote_id, article_id) VALUES (?, ?, ?)",
        [(shingle, row["id"], row["article_id"]) for shingle in marks],
    )
    return family_id


def _candidates(store: Store, row: sqlite3.Row, marks: set[int], low: int, high: int) -> Iterator[sqlite3.Row]:
    """Quotes with families that may be the same statement: they share word sequences, or their speaker and the week."""
    columns = "SELECT id, content, family_id, speaker_id, article_id FROM quotes"
    if marks:
        yield from list(
            store.rows(
                f"{columns} WHERE family_id IS NOT NULL AND id IN (SELECT quote_id FROM quote_shingles"
                f" WHERE shingle IN ({', '.join('?' * len(marks))}) AND article_id BETWEEN ? AND ?"
                " GROUP BY quote_id ORDER BY count(*) DESC LIMIT ?)",
                (*marks, low, high, _CANDIDATES),
            )
        )
    if row["speaker_id"] is not None:
        week = id_window(row["article_id"], NEAR_DAYS)
        yield from list(
            store.rows(
                f"{columns} WHERE speaker_id = ? AND article_id BETWEEN ? AND ? AND family_id IS NOT NULL LIMIT ?",
                (row["speaker_id"], *week, _CANDIDATES),
            )
        )


def _renew(store: Store, family_id: int) -> None:
    rows = list(
        store.rows(
            "SELECT quotes.*, articles.day AS published_day FROM quotes"
            " JOIN articles ON articles.id = quotes.article_id WHERE family_id = ? ORDER BY article_id, quotes.id",
            (family_id,),
        )
    )
    if not rows:
        store.execute("DELETE FROM quote_families WHERE id = ?", (family_id,))
        return
    first = rows[0]
    named = next((row for row in rows if row["speaker_id"]), next((row for row in rows if row["speaker"]), first))
    wordings = {" ".join(words(row["content"])): row["content"] for row in reversed(rows)}
    days = [day for row in rows if (day := row["day"] or row["published_day"])]
    store.execute(
        "UPDATE quote_families SET speaker = ?, speaker_id = ?, content = ?, first_article = ?, first_day = ?,"
        " last_day = ?, minister = ?, variants = ?, articles = ?, altered = ?, speaker_conflict = ?, kind = ?,"
        " cue = ?, stale = 0 WHERE id = ?",
        (
            named["speaker"],
            named["speaker_id"],
            first["content"],
            first["article_id"],
            min(days, default=None),
            max(days, default=None),
            int(any(row["minister"] for row in rows)),
            len(wordings),
            len({row["article_id"] for row in rows}),
            int(any(is_altered(first["content"], other) for other in wordings.values())),
            int(_speakers_differ(rows)),
            first["kind"],
            first["cue"],
            family_id,
        ),
    )


def _speakers_differ(rows: list[sqlite3.Row]) -> bool:
    ids = {row["speaker_id"] for row in rows if row["speaker_id"]}
    if len(ids) > 1:
        return True
    names = [set(words(row["speaker"])) for row in rows if row["speaker"]]
    longest = max(names, key=len, default=set())
    return any(not name & longest for name in names)


def _read(store: Store, row: sqlite3.Row) -> QuoteFamily:
    variants = tuple(
        QuoteVariant(
            article_id=part["article_id"],
            outlet=part["outlet"] or part["source"] or "",
            published=load_moment(part["published"], part["published_precision"], part["published_from"]),
            content=part["content"],
            speaker=part["speaker"],
        )
        for part in store.rows(
            "SELECT quotes.article_id, content, speaker, outlet, source, published, published_precision, published_from"
            " FROM quotes JOIN articles ON articles.id = quotes.article_id WHERE family_id = ?"
            " ORDER BY quotes.article_id, quotes.id",
            (row["id"],),
        )
    )
    return QuoteFamily(
        id=row["id"],
        speaker=row["speaker"],
        speaker_id=row["speaker_id"],
        variants=variants,
        altered=bool(row["altered"]),
        speaker_conflict=bool(row["speaker_conflict"]),
    )
