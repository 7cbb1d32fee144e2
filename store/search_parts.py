"""Search over quotes and award facts with the same line as over articles.

search_quotes(store, query, *, filters, limit) -> list[QuoteRow]
search_awards(store, query, *, filters, limit) -> list[AwardFact]
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.awards import AwardFact, load_fact
from store.database import Store
from store.filters import Condition, person_ids
from store.programmes import of_programme
from store.query_language import Query, parse
from store.quotes import QuoteRow, load_quotes
from store.ranking import Filters, select

_COLUMNS = re.compile(r"\{([a-z ]+)\} : ")
#: Columns of these indexes that hold what was printed; beside them stand base forms and other spellings.
_PRINTED = {"quote_search": "content speaker role", "award_search": "recipient recipient_name award category giver"}
#: Weights of the columns in bm25, of the base forms last.
_WEIGHTS = {"quote_search": "1.0, 1.0, 1.0, 0.4", "award_search": "1.0, 1.0, 1.0, 1.0, 1.0, 0.4"}


def search_quotes(store: Store, query: str, *, filters: Filters | None = None, limit: int = 50) -> list[QuoteRow]:
    """Quotes that hold the words, best first (without words the newest); `tokoh:` names the speaker."""
    read, filters = parse(query), filters or Filters()
    where = Condition()
    for name in [*read.filters.pop("person", []), *([filters.person] if filters.person else [])]:
        where.any_of("quotes.speaker_id", person_ids(store, name))
    for name in read.refused.pop("person", []):
        others = Condition()
        others.any_of("quotes.speaker_id", person_ids(store, name))
        where.add(f"NOT coalesce({others.parts[0]}, 0)", *others.values)
    join, order = _narrow(store, where, read, "quote_search", "quotes", replace(filters, person=None))
    ids = [
        row[0]
        for row in store.rows(
            f"SELECT quotes.id FROM quotes {join} {where.sql()} ORDER BY {order} LIMIT ?",
            (*where.values, limit),
        )
    ]
    return load_quotes(store, ids)


def search_awards(store: Store, query: str, *, filters: Filters | None = None, limit: int = 50) -> list[AwardFact]:
    """Award facts whose records hold the words, best first (without words the newest)."""
    read, filters = parse(query), filters or Filters()
    where = Condition()
    where.add("award_records.fact_id IS NOT NULL")
    for name in [*read.filters.pop("programme", []), *([filters.programme] if filters.programme else [])]:
        of_programme(store, where, name, "award_records.")
    for name in read.refused.pop("programme", []):
        others = Condition()
        of_programme(store, others, name, "award_records.")
        where.add(f"NOT coalesce({others.parts[0]}, 0)", *others.values)
    join, order = _narrow(store, where, read, "award_search", "award_records", replace(filters, programme=None))
    ids: dict[int, None] = {}  # in their order, each once
    for row in store.rows(f"SELECT fact_id FROM award_records {join} {where.sql()} ORDER BY {order}", where.values):
        ids[row[0]] = None
        if len(ids) >= limit:
            break
    facts = (load_fact(store, number) for number in ids)
    return [fact for fact in facts if fact is not None]


def _in_columns(expression: str, index: str) -> str:
    """An expression over the columns of the articles' index, asked of those of another one."""
    printed = f"{{{_PRINTED[index]}}} : "
    return _COLUMNS.sub(lambda match: "" if "stems" in match[1] else printed, expression)


def _narrow(
    store: Store,
    where: Condition,
    read: Query,
    index: str,
    table: str,
    filters: Filters,
) -> tuple[str, str]:
    """Add words, filters and days of a line to a query over one part; the join that it needs and its order."""
    match, refusal = (_in_columns(expression, index) for expression in (read.match(), read.refusal()))
    if match:
        where.add(f"{index} MATCH ?", f"({match}) NOT ({refusal})" if refusal else match)
    elif refusal:
        where.add(f"{table}.id NOT IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", refusal)
    rest = Query(filters=read.filters, refused=read.refused, since=read.since, until=read.until)
    chosen = select(store, rest, filters)
    where.add(f"{table}.article_id >= ? AND {table}.article_id < ?", chosen.low, chosen.high)
    if chosen.match:
        where.add(
            f"{table}.article_id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)", chosen.match
        )
    if chosen.refusal:
        where.add(
            f"{table}.article_id NOT IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)", chosen.refusal
        )
    if match:
        rank = f"bm25({index}, {_WEIGHTS[index]})"
        return f"JOIN {index} ON {index}.rowid = {table}.id", f"{rank}, {table}.id DESC"
    return "", f"{table}.article_id DESC, {table}.id"
