"""The search line: what a user types, read into an FTS5 expression and filters. Nothing here can fail or inject.

kata kata        both words, in any inflected form         "kata kata"      exactly these words together
kata*            words that begin so                       -kata            without this word
a OR b, a | b    one of the two                            a AND b          same as a b
unit:…  tokoh:…  program:…  media:…  sejak:…  sampai:…     filters; a value of several words stands in quotes
-unit:…  -tokoh:…  -program:…  -media:…                    without these
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field

from kliping.dates import read_date
from nlp.search_text import query_terms
from store.search_index import words

#: Field names, Indonesian and English, and the filter that they set.
FIELDS = {
    "unit": "unit",
    "instansi": "unit",
    "tokoh": "person",
    "person": "person",
    "narasumber": "person",
    "program": "programme",
    "programme": "programme",
    "media": "outlet",
    "outlet": "outlet",
    "sejak": "since",
    "since": "since",
    "sampai": "until",
    "until": "until",
}
#: More terms than this are left out: no person types them, and the index would have to read them all.
MAX_TERMS = 64
_TOKEN = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:(?P<field>[A-Za-z]{4,12}):(?!//))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"|]+))|(?P<bar>\|)'
)
_TEXT_COLUMNS = "{title text stems}"
_PRINTED_COLUMNS = "{title text}"


@dataclass(slots=True)
class Query:
    """A search line that was read. `required` and `excluded` are FTS5 expressions without columns of marks."""

    required: list[str] = field(default_factory=list)
    strict: list[str] = field(default_factory=list)  # those of `required` that are no plain words
    loose: list[str] = field(default_factory=list)  # those that are
    excluded: list[str] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)  # words to be marked in snippets
    plain: str = ""  # the positive words as typed, for the meaning of the query
    filters: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)  # filters with a minus
    since: dt.date | None = None
    until: dt.date | None = None
    ignored: list[str] = field(default_factory=list)  # parts that could not be understood

    def match(self) -> str:
        """The FTS5 expression of the required parts, "" when there is none."""
        return " AND ".join(self.required)

    def refusal(self) -> str:
        """The FTS5 expression of the excluded parts, "" when there is none."""
        return " OR ".join(self.excluded)


@dataclass(slots=True)
class _Item:
    kind: str  # word | phrase | prefix | or
    text: str = ""


def parse(line: str) -> Query:
    """Read a search line. Every string is accepted; what makes no sense is plain text or listed as ignored."""
    query = Query()
    items: list[_Item] = []
    spoken: list[str] = []
    for match in _TOKEN.finditer(line.replace("\0", " ")):
        if len(items) >= MAX_TERMS:
            break
        value = match["phrase"] if match["phrase"] is not None else match["word"] or ""
        name = FIELDS.get((match["field"] or "").lower())
        if match["bar"]:
            items.append(_Item("or"))
        elif name and value.strip():
            _filter(query, name, value.strip(), typed=match["field"], minus=bool(match["minus"]))
        elif match["minus"]:
            _exclude(query, match, value)
        elif match["phrase"] is not None and not match["field"]:
            items.append(_Item("phrase", value))
            spoken.append(value)
        elif value in ("OR", "ATAU"):
            items.append(_Item("or"))
        elif value not in ("AND", "DAN"):
            word = match.group().lstrip("-")
            items.append(_Item("prefix" if word.endswith("*") and len(words(word)) == 1 else "word", word))
            spoken.append(word.rstrip("*"))
    query.plain = " ".join(spoken)
    _combine(query, items)
    return query


def _combine(query: Query, items: list[_Item]) -> None:
    run: list[str] = []
    at = 0
    while at < len(items):
        operands = [items[at]]
        while at + 2 < len(items) and items[at + 1].kind == "or" and items[at + 2].kind != "or":
            operands.append(items[at + 2])
            at += 2
        at += 1
        operands = [item for item in operands if item.kind != "or"]
        if len(operands) == 1 and operands[0].kind == "word":
            run.append(operands[0].text)  # neighbours are read together: "Kemenpan RB" is one term
            continue
        _require_words(query, run)
        run = []
        alternatives = [expression for item in operands if (expression := _expression(query, item))]
        if alternatives:
            query.required.append(f"({' OR '.join(alternatives)})")
            query.strict.append(query.required[-1])
    _require_words(query, run)


def _require_words(query: Query, run: list[str]) -> None:
    for group in query_terms(" ".join(run)):
        query.required.append(f"{_TEXT_COLUMNS} : ({_any(group)})")
        query.loose.append(query.required[-1])
        query.wanted.update(group)
    query.wanted.update(words(" ".join(run)))


def _expression(query: Query, item: _Item) -> str:
    parts = words(item.text)
    if not parts:
        return ""
    query.wanted.update(parts)
    if item.kind == "phrase":
        return f'{_PRINTED_COLUMNS} : "{" ".join(parts)}"'
    if item.kind == "prefix":
        query.wanted.add(f"{parts[0]}*")
        return f'{_PRINTED_COLUMNS} : "{parts[0]}" *'
    groups = query_terms(item.text)
    for group in groups:
        query.wanted.update(group)
    return " AND ".join(f"{_TEXT_COLUMNS} : ({_any(group)})" for group in groups) and (
        "(" + " AND ".join(f"{_TEXT_COLUMNS} : ({_any(group)})" for group in groups) + ")"
    )


def _exclude(query: Query, match: re.Match[str], value: str) -> None:
    parts = words(value)
    if not parts:
        return
    if match["phrase"] is not None or len(parts) > 1:
        query.excluded.append(f'{_PRINTED_COLUMNS} : "{" ".join(parts)}"')
    else:
        query.excluded.append(f'{_TEXT_COLUMNS} : "{parts[0]}"' + (" *" if value.endswith("*") else ""))


def _filter(query: Query, name: str, value: str, *, typed: str, minus: bool) -> None:
    if name not in ("since", "until"):
        (query.refused if minus else query.filters).setdefault(name, []).append(value)
        return
    period = read_period(value)
    if period is None or minus:  # a day that is not to be the first says nothing
        query.ignored.append(f"{'-' if minus else ''}{typed}:{value}")
    elif name == "since":
        query.since = period[0]
    else:
        query.until = period[1]


def read_period(value: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that "2022", "2022-03" or any single date names; None for anything else."""
    try:
        if re.fullmatch(r"\d{4}", value):
            return dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)
        if month := re.fullmatch(r"(\d{4})-(\d{1,2})", value):
            year, number = int(month[1]), int(month[2])
            return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])
    except ValueError:
        return None
    moment = read_date(value)
    return (moment.day, moment.day) if moment else None


def _any(terms: tuple[str, ...]) -> str:
    # Terms are letters and digits only (`words`, `query_terms`), so the quotes cannot be closed from inside.
    return " OR ".join(f'"{"".join(words(term))}"' for term in terms)
