"""Everything known of one unit, person, story or quote, with its evidence: `kliping units|people|story|quote|award ID`.

find_units(store, name) -> list[UnitLine]            find_people(store, name) -> list[PersonLine]
look_up_unit(store, id) -> UnitView | None           look_up_person(store, id) -> PersonView | None
look_up_story(store, id) -> StoryView | None         look_up_quote(store, id) -> QuoteView | None
look_up_award(store, id) -> AwardView | None
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kliping.model import AwardRecord, QuoteFamily, Story
from store.annotations import read_award
from store.awards import AwardFact, Edition, SourceLink, award_history, list_awards, load_fact
from store.database import Store
from store.filters import person_ids, unit_ids
from store.quote_matching import Change, word_diff
from store.quotes import QuoteRow, list_quotes, load_family, load_quotes
from store.rows import clean, load_day
from store.story_lists import Member, Pickup, load_story, pickups, story_members

#: Newest items that a view lists of each kind.
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in a list."""

    id: str
    name: str
    kind: str
    articles: int
    awards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person in a list."""

    id: str
    name: str
    articles: int
    quotes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """What is known of a unit."""

    id: str
    name: str
    kind: str
    region: str | None
    parent: UnitLine | None
    children: tuple[UnitLine, ...]
    names: tuple[str, ...]
    articles: int
    awards: tuple[AwardFact, ...]
    history: tuple[Edition, ...]
    newest: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person was seen in, with the days of the first and the last evidence."""

    role: str
    affiliation: str | None
    minister: bool
    first: dt.date | None
    last: dt.date | None
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """What is known of a person."""

    id: str
    name: str
    offices: tuple[Office, ...]
    quotes: tuple[QuoteRow, ...]
    awards: tuple[AwardFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one article states of an award, and the sentences that say so."""

    source: SourceLink
    record: AwardRecord
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView:
    """An award fact with what every article states of it."""

    fact: AwardFact
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """What is known of a story."""

    story: Story
    members: tuple[Member, ...]
    pickups: tuple[Pickup, ...]
    awards: tuple[AwardFact, ...]
    merged: tuple[int, ...]  # stories that were merged into it


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote in its context, and the same statement elsewhere with the words that differ."""

    row: QuoteRow
    before: str  # the text around it
    after: str
    family: QuoteFamily | None
    differences: tuple[tuple[str, tuple[Change, ...]], ...]  # (outlet, word diff from this wording)


def find_units(store: Store, name: str, *, limit: int = 50) -> list[UnitLine]:
    """Units by id or name (all when empty), those with most articles first."""
    ids = unit_ids(store, name, within=False) if name else None
    where = "1" if ids is None else f"id IN ({', '.join('?' * len(ids))})"
    return _unit_lines(store, where, sorted(ids or ()), limit)


def find_people(store: Store, name: str, *, limit: int = 50) -> list[PersonLine]:
    """Persons by id or name, else by the words of an office (all when empty), those quoted most first."""
    ids = person_ids(store, name) or _holders(store, name) if name else None
    where = "1" if ids is None else f"people.id IN ({', '.join('?' * len(ids))})"
    return [
        PersonLine(id=row["id"], name=row["name"], articles=row["articles"], quotes=row["quotes"])
        for row in store.rows(
            "SELECT people.id, people.name, count(DISTINCT article_id) AS articles, count(quotes.id) AS quotes"
            f" FROM people LEFT JOIN quotes ON speaker_id = people.id WHERE {where}"
            " GROUP BY people.id ORDER BY quotes DESC, people.id LIMIT ?",
            (*sorted(ids or ()), limit),
        )
    ]


def _holders(store: Store, office: str) -> set[str]:
    """Who was quoted in an office that holds all of these words."""
    wanted = re.findall(r"\w+", clean(office))[:12]
    if not wanted:
        return set()
    match = " AND ".join(f'role : "{word}"' for word in wanted)
    sql = (
        "SELECT DISTINCT speaker_id FROM quotes WHERE speaker_id IS NOT NULL"
        " AND id IN (SELECT rowid FROM quote_search WHERE quote_search MATCH ?)"
    )
    return {row[0] for row in store.rows(sql, (match,))}


def look_up_unit(store: Store, unit_id: str) -> UnitView | None:
    """Everything on a unit, its awards with those of the bodies below it."""
    unit_id = clean(unit_id)
    row = store.row("SELECT * FROM units WHERE id = ?", (unit_id,))
    if row is None:
        return None
    names = [r[0] for r in store.rows("SELECT name FROM unit_names WHERE unit_id = ? ORDER BY name", (unit_id,))]
    newest = [
        SourceLink(
            article_id=r["id"],
            outlet=r["outlet"] or r["source"] or "",
            url=r["url"],
            title=r["title"],
            day=load_day(r["day"]),
        )
        for r in store.rows(
            "SELECT id, outlet, source, url, title, day FROM articles WHERE id IN"
            " (SELECT DISTINCT article_id FROM mentions WHERE unit_id = ? ORDER BY article_id DESC LIMIT ?)"
            " ORDER BY id DESC",
            (unit_id, SHOWN),
        )
    ]
    return UnitView(
        id=unit_id,
        name=row["name"],
        kind=row["kind"],
        region=row["region"],
        parent=next(iter(_unit_lines(store, "id = ?", [row["parent"]])), None) if row["parent"] else None,
        children=tuple(_unit_lines(store, "parent = ?", [unit_id])),
        names=tuple(names),
        articles=store.count("SELECT count(DISTINCT article_id) FROM mentions WHERE unit_id = ?", (unit_id,)),
        awards=tuple(list_awards(store, unit=unit_id, status=(), limit=SHOWN)),
        history=tuple(award_history(store, unit=unit_id)),
        newest=tuple(newest),
    )


def look_up_person(store: Store, person_id: str) -> PersonView | None:
    """Everything on a person."""
    person_id = clean(person_id)
    name = store.value("SELECT name FROM people WHERE id = ?", (person_id,))
    if name is None:
        return None
    offices = [
        Office(
            role=row["role"],
            affiliation=row["affiliation"],
            minister=bool(row["minister"]),
            first=load_day(row["first_day"]),
            last=load_day(row["last_day"]),
            articles=row["articles"],
        )
        for row in store.rows("SELECT * FROM offices WHERE person_id = ? ORDER BY first_day, role", (person_id,))
    ]
    facts = [
        load_fact(store, row[0])
        for row in store.rows(
            "SELECT DISTINCT fact_id FROM award_records WHERE person = ? AND fact_id IS NOT NULL ORDER BY fact_id",
            (name,),
        )
    ]
    return PersonView(
        id=person_id,
        name=name,
        offices=tuple(offices),
        quotes=tuple(list_quotes(store, person=person_id, limit=SHOWN)),
        awards=tuple(fact for fact in facts if fact is not None),
    )


def look_up_story(store: Store, story_id: int) -> StoryView | None:
    """Everything on a story, or on the one that it was merged into."""
    story = load_story(store, story_id)
    if story is None:
        return None
    members = tuple(story_members(store, story.id))
    releases = [member.article_id for member in members if member.role == "release"]
    facts = [
        load_fact(store, row[0])
        for row in store.rows(
            "SELECT DISTINCT fact_id FROM award_records JOIN story_articles USING (article_id)"
            " WHERE story_id = ? AND fact_id IS NOT NULL ORDER BY fact_id",
            (story.id,),
        )
    ]
    merged = [
        r[0] for r in store.rows("SELECT story_id FROM story_merges WHERE into_story = ? ORDER BY id", (story.id,))
    ]
    return StoryView(
        story=story,
        members=members,
        pickups=tuple(pickup for release in releases for pickup in pickups(store, release)),
        awards=tuple(fact for fact in facts if fact is not None),
        merged=tuple(merged),
    )


def look_up_award(store: Store, fact_id: int) -> AwardView | None:
    """An award fact, and of each of its articles what is stated there in which words."""
    fact = load_fact(store, fact_id)
    if fact is None:
        return None
    statements = []
    for row in store.rows(
        "SELECT award_records.*, articles.title, articles.text, articles.url, articles.outlet, articles.source,"
        " articles.day AS published FROM award_records JOIN articles ON articles.id = article_id WHERE fact_id = ?"
        " ORDER BY article_id, position",
        (fact_id,),
    ):
        record = read_award(row)
        source = SourceLink(
            article_id=row["article_id"],
            outlet=row["outlet"] or row["source"] or "",
            url=row["url"],
            title=row["title"],
            day=load_day(row["published"]),
        )
        words = (row[span.field][span.start : span.end] for span in record.evidence)
        statements.append(Statement(source=source, record=record, evidence=tuple(dict.fromkeys(words))))
    return AwardView(fact=fact, statements=tuple(statements))


def look_up_quote(store: Store, quote_id: int, *, around: int = 200) -> QuoteView | None:
    """A quote with `around` characters of its article on either side, and its family."""
    rows = load_quotes(store, [quote_id])
    if not rows:
        return None
    row = rows[0]
    span = row.quote.span
    text = store.value(
        f"SELECT {'title' if span.field == 'title' else 'text'} FROM articles WHERE id = ?", (row.article_id,)
    )
    family = load_family(store, row.family_id) if row.family_id is not None else None
    return QuoteView(
        row=row,
        before=text[max(0, span.start - around) : span.start],
        after=text[span.end : span.end + around],
        family=family,
        differences=tuple(
            (variant.outlet, word_diff(row.quote.content, variant.content))
            for variant in (family.variants if family else ())
            if variant.article_id != row.article_id
        ),
    )


def _unit_lines(store: Store, where: str, values: list[str], limit: int = 500) -> list[UnitLine]:
    return [
        UnitLine(id=row["id"], name=row["name"], kind=row["kind"], articles=row["articles"], awards=row["awards"])
        for row in store.rows(
            "SELECT id, name, kind,"
            " (SELECT count(DISTINCT article_id) FROM mentions WHERE unit_id = units.id) AS articles,"
            " (SELECT count(*) FROM award_facts WHERE unit_id = units.id AND status = 'received') AS awards"
            f" FROM units WHERE {where} ORDER BY articles DESC, id LIMIT ?",
            (*values, limit),
        )
    ]
