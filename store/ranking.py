"""Which articles a search selects and in what order: words by bm25, meaning by cosine, both by reciprocal ranks.

What a page of results shows is made in `store.search`; the line is read by `store.query_language`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from store.candidates import fitting
from store.database import Store
from store.filters import person_ids, unit_ids
from store.programmes import asked_programme
from store.query_language import Query
from store.rows import clean
from store.scoring import Scorer, is_large
from store.search_index import mark as code
from store.vectors import nearest
from store.windows import day_range

if TYPE_CHECKING:
    from nlp.embeddings import Embedder

#: Ranking looks at so many of the newest matches; older ones follow by date.
RANKED = 1000
#: Matches are counted up to here, in a large store up to the second number; beyond, the number is "at least". In a
#: large store `store.scoring` ranks those that are counted.
COUNTED, COUNTED_LARGE = 10_000, 1_000
#: Constant of reciprocal rank fusion, and how many are fused of those found by words and by meaning.
RRF, FUSED, LIKED = 60, 100, 60
#: An article less alike to the query than this is not found by meaning (cosine).
LIKE = 0.4
#: Weights of title, text, stems and marks in bm25.
WEIGHTS = "6.0, 1.0, 0.4, 0.0"
#: Ways to leave out words of a line that are tried together.
_WAYS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search beside its line. Days are inclusive; unit and person are ids or names."""

    since: dt.date | None = None
    until: dt.date | None = None
    unit: str | None = None
    within: bool = True
    person: str | None = None
    programme: str | None = None
    outlet: str | None = None
    label: str | None = None  # award or ministerial
    tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a search asks of the index: an FTS5 expression, "" for all, and the ids it is bound to (half-open)."""

    match: str
    strict: str  # the part of `match` that an article found by meaning must fit too
    relaxed: tuple[str, ...]  # the same with fewer and fewer of its plain words, most words first
    refusal: str
    texts: bool  # whether `strict` or `refusal` ask for words, not only for filters
    wanted: frozenset[str]  # words by which what was found is ranked
    low: int
    high: int


def select(store: Store, read: Query, filters: Filters) -> Selection:
    """The conditions of the line and of the caller together."""
    asked = {name: list(values) for name, values in read.filters.items()}
    for name in ("unit", "person", "programme", "outlet"):
        value = getattr(filters, name)
        if value is not None:
            asked.setdefault(name, []).append(value)
    parts = _conditions(store, asked, within=filters.within)
    if filters.label is not None:
        parts.append(_codes([code("label", filters.label)]))
    if filters.tone is not None:
        parts.append(_codes([code("tone", filters.tone)]))
    low, high = day_range(_later(filters.since, read.since), _earlier(filters.until, read.until))
    return Selection(
        match=" AND ".join([*read.required, *parts]),
        relaxed=tuple(
            " AND ".join([*level, *read.strict, *parts]) for level in _fewer(read.loose, alone=bool(read.strict))
        ),
        strict=" AND ".join([*read.strict, *parts]),
        refusal=" OR ".join([*read.excluded, *_conditions(store, read.refused, within=True)]),
        texts=bool(read.strict or read.excluded),
        wanted=frozenset(read.wanted),
        low=low,
        high=high,
    )


def _conditions(store: Store, asked: Mapping[str, Sequence[str]], *, within: bool) -> list[str]:
    """What the index is asked for each filter: the marks of all that its value stands for."""
    parts: list[str] = []
    for value in asked.get("unit", ()):
        kind = "within" if within else "unit"
        parts.append(_codes(code(kind, found) for found in unit_ids(store, value, within=False) or {value}))
    for value in asked.get("person", ()):
        parts.append(_codes(code("person", found) for found in person_ids(store, value) | {value}))
    for value in asked.get("programme", ()):
        parts.append(_codes(code("programme", found) for found in asked_programme(store, value).marks() or [value]))
    for value in asked.get("outlet", ()):
        parts.append(_codes(code("media", found) for found in _outlets(store, value)))
    return parts


def alike(store: Store, selection: Selection, embedder: Embedder, text: str) -> list[tuple[int, float]]:
    """(article id, cosine) of the articles most alike to a text that fit the selection's strict part."""
    if store.value("SELECT embedder FROM vectors LIMIT 1") != embedder.name:
        return []  # vectors of two models must not be compared; `kliping process` renews them
    vector = embedder.encode([text])[0]
    near = nearest(store, vector, low=selection.low, high=selection.high, limit=LIKED)
    near = [(number, score) for number, score in near if score >= LIKE]
    if not near or not (selection.strict or selection.refusal):
        return near
    numbers = [number for number, _ in near]
    allowed = fitting(store, numbers, selection.strict, selection.refusal, texts=selection.texts)
    return [(number, score) for number, score in near if number in allowed]


def fuse(*rankings: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """One ranking of several by reciprocal ranks; what stands high in one of them stands high."""
    scores: dict[int, float] = {}
    for ranked in rankings:
        for rank, (number, _) in enumerate(ranked, 1):
            scores[number] = scores.get(number, 0.0) + 1 / (RRF + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], -item[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The first matches with their scores, and how many there are (up to `COUNTED`)."""

    hits: list[tuple[int, float]]
    total: int


def ranking(
    store: Store, selection: Selection, *, by_score: bool, upto: int, scorer: Scorer | None = None, counted: bool = True
) -> Ranked:
    """(article id, score) of the first matches: the `RANKED` newest by bm25, or all by date without scores.

    `scorer` is one that has ranked for the same words before; without `counted` the total may be too small.
    """
    if not by_score:
        ids = newest(store, selection, upto)
        total = len(ids) if len(ids) < upto else count(store, selection)
        return Ranked(hits=[(number, 0.0) for number in ids], total=total)
    if is_large(store):
        ids = newest(store, selection, max(COUNTED_LARGE, upto))
        scorer = scorer or Scorer(store, selection.wanted)
        ranked = scorer.rank(ids[:COUNTED_LARGE], _expression(selection)) + [(n, 0.0) for n in ids[COUNTED_LARGE:]]
        return Ranked(hits=ranked[:upto], total=min(len(ids), COUNTED_LARGE))
    window = max(RANKED, upto)
    sql, values = matching(selection)
    row = store.row(f"SELECT min(rowid), count(*) FROM ({sql} ORDER BY 1 DESC LIMIT ?)", (*values, window))
    if row is None or row[1] == 0:
        return Ranked(hits=[], total=0)
    found = [
        (ranked[0], -ranked[1])
        for ranked in store.rows(
            f"SELECT rowid, bm25(article_search, {WEIGHTS}) AS score FROM article_search"
            " WHERE article_search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY score, rowid DESC LIMIT ?",
            (_expression(selection), row[0], selection.high, upto),
        )
    ]
    return Ranked(hits=found, total=row[1] if row[1] < window or not counted else count(store, selection))


def widened(
    store: Store, selection: Selection, ranked: Sequence[tuple[int, float]], *, upto: int, scorer: Scorer | None = None
) -> list[tuple[int, float]]:
    """A ranking followed by the articles that hold all words but one, all but two, and so on, up to `upto`."""
    found = list(ranked)
    known = {number for number, _ in found}
    for level in selection.relaxed:
        if len(found) >= upto:
            break
        looser = replace(selection, match=level)
        for number, score in ranking(store, looser, by_score=True, upto=upto, scorer=scorer, counted=False).hits:
            if number not in known:
                known.add(number)
                found.append((number, score))
    return found[: max(upto, len(ranked))]


def count(store: Store, selection: Selection) -> int:
    """The number of matches, counted up to `COUNTED` or `COUNTED_LARGE`."""
    most = COUNTED_LARGE if is_large(store) else COUNTED
    if selection.refusal and not selection.match:
        return len(newest(store, selection, most))
    sql, values = matching(selection)
    return store.count(f"SELECT count(*) FROM ({sql} LIMIT {most})", values)


def _fewer(words: Sequence[str], *, alone: bool) -> Iterator[list[str]]:
    """Expressions for any n-1 of n words, any n-2, … any one; with `alone`, for none of them at the end."""
    for size in range(len(words) - 1, 0, -1):
        if comb(len(words), size) <= _WAYS:  # counted, not made: thirty words have a billion ways
            ways = [" AND ".join(chosen) for chosen in combinations(words, size)]
            yield [f"({' OR '.join(f'({way})' for way in ways)})"]
    if alone and words:
        yield []


def newest(store: Store, selection: Selection, limit: int) -> list[int]:
    """The ids of the newest matches, newest first."""
    if selection.refusal and not selection.match:
        return _newest_but(store, selection, limit)
    sql, values = matching(selection)
    return sorted(store.numbers(f"{sql} ORDER BY 1 DESC LIMIT ?", (*values, limit)), reverse=True)


def _newest_but(store: Store, selection: Selection, limit: int) -> list[int]:
    """The newest articles that do not fit the refusal: FTS5 knows no search for what does not hold a word."""
    found: list[int] = []
    every = replace(selection, refusal="")
    while len(found) < limit and (ids := newest(store, every, max(limit, RANKED))):
        refused = store.numbers(
            "SELECT rowid FROM article_search WHERE article_search MATCH ? AND rowid >= ? AND rowid <= ?",
            (selection.refusal, ids[-1], ids[0]),
        )
        found += sorted(set(ids).difference(refused), reverse=True)
        every = replace(every, high=ids[-1])
    return found[:limit]


def matching(selection: Selection) -> tuple[str, list[object]]:
    """A query for the ids of all matches; a refusal is in it only beside something to match."""
    bounds: list[object] = [selection.low, selection.high]
    if selection.match:
        return "SELECT rowid FROM article_search WHERE article_search MATCH ? AND rowid >= ? AND rowid < ?", [
            _expression(selection),
            *bounds,
        ]
    # Every article stands in this table of the index, whose rows are short.
    return "SELECT id AS rowid FROM article_search_docsize WHERE id >= ? AND id < ?", bounds


def _expression(selection: Selection) -> str:
    """What a matching article must hold and must not, as FTS5 reads it."""
    return f"({selection.match}) NOT ({selection.refusal})" if selection.refusal else selection.match


def _codes(codes: Iterable[str]) -> str:
    return f"marks : ({' OR '.join(sorted(codes))})"


def _outlets(store: Store, name: str) -> set[str]:
    found = {
        row[0]
        for row in store.rows(
            "SELECT slug FROM sources WHERE slug = :name COLLATE NOCASE OR name = :name COLLATE NOCASE"
            " OR domain = :name COLLATE NOCASE",
            {"name": clean(name)},
        )
    }
    return found | {name}


def _later(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    return max((d for d in (a, b) if d is not None), default=None)


def _earlier(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    return min((d for d in (a, b) if d is not None), default=None)
