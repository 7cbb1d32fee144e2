"""Data out: awards, quotes, articles, timeline and stories as CSV, JSONL, XLSX or Parquet, streamed row by row.

    export(store, what, path, *, format, since=None, until=None) -> int          the number of rows written
    cite(article, style) -> str                          BibTeX or CSL-JSON of one article (`store.citation`)
XLSX needs openpyxl and Parquet pyarrow; both are optional, and their absence is said clearly.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kliping.errors import KlipingError
from store.database import Store
from store.filters import Condition, days_between

if TYPE_CHECKING:
    from types import ModuleType

FORMATS = ("csv", "jsonl", "xlsx", "parquet")
#: Rows in one Parquet row group.
GROUP = 5_000
#: Characters that an XLSX cell can hold, and rows under the heading of a sheet.
CELL, SHEET = 32_767, 1_048_575
#: Widths of its columns, in characters: of those that hold names or texts, and of the others.
_WIDTHS = {
    **dict.fromkeys("recipient award giver content title what who units speakers evidence text".split(), 40),
    **dict.fromkeys("speaker role affiliation category outlet outlets teaser links url".split(), 24),
}
_WIDTH = 12

_LINKS = (
    "(SELECT group_concat(url, ' ') FROM (SELECT DISTINCT url FROM award_records JOIN articles"
    " ON articles.id = award_records.article_id WHERE fact_id = award_facts.id ORDER BY articles.id))"
)
_OUTLETS = (
    "(SELECT group_concat(outlet, '; ') FROM (SELECT DISTINCT coalesce(nullif(outlet, ''), source) AS outlet"
    " FROM award_records JOIN articles ON articles.id = award_records.article_id"
    " WHERE fact_id = award_facts.id ORDER BY articles.id))"
)
#: The words of the first article that states the award.
_EVIDENCE = (
    "(SELECT substr(iif(json_extract(evidence, '$[0][0]') = 'title', title, text),"
    " json_extract(evidence, '$[0][1]') + 1,"
    " json_extract(evidence, '$[0][2]') - json_extract(evidence, '$[0][1]'))"
    " FROM award_records JOIN articles ON articles.id = award_records.article_id"
    " WHERE fact_id = award_facts.id AND json_array_length(evidence) > 0 ORDER BY articles.id LIMIT 1)"
)
#: The addresses of the articles that a line of the timeline rests on; each kind of line finds them in its own way.
_TIMELINE_LINKS = (
    "(SELECT group_concat(url, ' ') FROM (SELECT url FROM articles WHERE id IN ("
    "SELECT article_id FROM award_records WHERE timeline.kind = 'award' AND fact_id = timeline.row_id"
    " UNION SELECT article_id FROM quotes WHERE timeline.kind = 'statement' AND family_id = timeline.row_id"
    " UNION SELECT article_id FROM mentions JOIN articles ON articles.id = article_id WHERE timeline.kind = 'peak'"
    " AND mentions.unit_id = timeline.unit_id AND articles.day = timeline.day) ORDER BY id))"
)
#: what: (query without WHERE, column of days, order). The columns of an export are those of its query.
_EXPORTS = {
    "awards": (
        "SELECT id, recipient, unit_id, region, programme, programme_id, award, category, score, rank, year,"
        " day AS date, giver, giver_id, place, status, articles, stories, confidence,"
        " nullif(conflicts, '[]') AS conflicts, first_day, last_day,"
        f" {_EVIDENCE} AS evidence, {_OUTLETS} AS outlets, {_LINKS} AS links FROM award_facts",
        "award_facts.entry_day",
        "entry_day, id",
    ),
    "quotes": (
        "SELECT quotes.id AS id, coalesce(quotes.day, articles.day) AS date, speaker, speaker_id, role, affiliation,"
        " minister, kind, cue, content, topic, occasion, family_id, articles.id AS article_id,"
        " coalesce(nullif(outlet, ''), source) AS outlet, title, url, span_field, span_start, span_end"
        " FROM quotes JOIN articles ON articles.id = quotes.article_id",
        "coalesce(quotes.day, articles.day)",
        "quotes.article_id, quotes.position",
    ),
    "articles": (
        "SELECT articles.id AS id, articles.day AS date, published, coalesce(nullif(outlet, ''), source) AS outlet,"
        " articles.title AS title, url, section,"
        " (SELECT group_concat(value, '; ') FROM json_each(authors)) AS authors, award, ministerial, tone, story_id,"
        " role AS story_role,"
        " (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT units.name FROM mentions JOIN units"
        " ON units.id = unit_id WHERE mentions.article_id = articles.id)) AS units,"
        " (SELECT group_concat(speaker, '; ') FROM (SELECT DISTINCT speaker FROM quotes"
        " WHERE quotes.article_id = articles.id AND speaker IS NOT NULL)) AS speakers, teaser, text FROM articles"
        " LEFT JOIN annotations ON annotations.article_id = articles.id"
        " LEFT JOIN story_articles ON story_articles.article_id = articles.id",
        "articles.day",
        "articles.id",
    ),
    "timeline": (
        "SELECT key, day AS date, dated_by, kind, what, speech, cue, who, place, unit_id, person_id, programme,"
        f" category, score, year, giver, region, stories, status, lead, {_TIMELINE_LINKS} AS links FROM timeline",
        "timeline.day",
        "day, key",
    ),
    "stories": (
        "SELECT stories.id AS id, substr(first_at, 1, 10) AS date, title, first_at, last_at, articles, copies,"
        " (SELECT group_concat(url, ' ') FROM (SELECT url FROM story_articles JOIN articles ON articles.id = article_id"
        " WHERE story_id = stories.id ORDER BY articles.id)) AS links FROM stories",
        "substr(first_at, 1, 10)",
        "stories.id",
    ),
}
WHAT = tuple(_EXPORTS)


class ExportError(KlipingError):
    """The export cannot be made; the message says what to do."""


def export(
    store: Store,
    what: str,
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 (the user's word for it)
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> int:
    """Write one kind of rows to a file; the format is that of the file's ending unless it is given.

    The file appears whole or not at all. Days are inclusive. In CSV and XLSX a text that a spreadsheet would take for a
    formula is preceded by an apostrophe.

    :raises ExportError: unknown kind or format, or the library for the format is not installed.
    """
    if what not in _EXPORTS:
        raise ExportError(f"cannot export {what!r}; choose one of {', '.join(WHAT)}")
    format = format or path.suffix.removeprefix(".").lower()  # noqa: A001
    writers: dict[str, Callable[[Path, list[str], Iterator[sqlite3.Row]], int]] = {
        "csv": _write_csv,
        "jsonl": _write_jsonl,
        "xlsx": _write_xlsx,
        "parquet": lambda path, columns, rows: _write_parquet(path, what, columns, rows),
    }
    if format not in writers:
        raise ExportError(f"cannot write {format!r}; choose one of {', '.join(FORMATS)}")
    if path.exists() and not path.is_file():
        raise ExportError(f"{path}: is no ordinary file; name one")  # a device would be replaced by the export
    path = path.resolve()  # through a link to what it names
    rows = export_rows(store, what, since=since, until=until)
    columns = export_columns(store, what)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as folder:
        made = Path(folder) / path.name
        written = writers[format](made, columns, rows)
        made.replace(path)
    return written


def export_rows(
    store: Store, what: str, *, since: dt.date | None = None, until: dt.date | None = None
) -> Iterator[sqlite3.Row]:
    """The rows of an export, read as they are asked for."""
    sql, day, order = _EXPORTS[what]
    where = Condition()
    if what == "stories":
        where.add("merged_into IS NULL")
    days_between(where, day, since, until)
    return store.rows(f"{sql} {where.sql()} ORDER BY {order}", where.values)


def export_columns(store: Store, what: str) -> list[str]:
    """The column names of an export."""
    cursor = store.connection.execute(f"{_EXPORTS[what][0]} LIMIT 0")
    return [description[0] for description in cursor.description]


def write_csv(stream: IO[str], columns: list[str], rows: Iterable[sqlite3.Row]) -> int:
    """Write rows as CSV (RFC 4180, CRLF) to a text stream; the byte order mark is the stream's encoding's business."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 (the count is the result)
        writer.writerow([_harmless(value) for value in row])
    return count


def write_jsonl(stream: IO[str], columns: list[str], rows: Iterable[sqlite3.Row]) -> int:
    """Write rows as JSON objects, one a line."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        stream.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
    return count


def _write_csv(path: Path, columns: list[str], rows: Iterator[sqlite3.Row]) -> int:
    # The byte order mark makes spreadsheet programs read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        return write_csv(stream, columns, rows)


def _write_jsonl(path: Path, columns: list[str], rows: Iterator[sqlite3.Row]) -> int:
    with path.open("w", encoding="utf-8") as stream:
        return write_jsonl(stream, columns, rows)


def _write_xlsx(path: Path, columns: list[str], rows: Iterator[sqlite3.Row]) -> int:
    openpyxl = _load("openpyxl", "xlsx")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("kliping")
    sheet.freeze_panes = "A2"
    for at, name in enumerate(columns, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].width = _WIDTHS.get(name, _WIDTH)
    heading = [openpyxl.cell.WriteOnlyCell(sheet, value=name) for name in columns]
    for cell in heading:
        cell.font = openpyxl.styles.Font(bold=True)
    sheet.append(heading)
    count = 0
    for count, row in enumerate(rows, 1):
        if count > SHEET:
            sheet.close()
            raise ExportError(f"an XLSX sheet ends after {SHEET:,} rows: narrow the days, or choose csv or parquet")
        sheet.append([_cell(value) for value in row])
    sheet.auto_filter.ref = f"A1:{openpyxl.utils.get_column_letter(len(columns))}{count + 1}"
    book.save(path)
    return count


def _write_parquet(path: Path, what: str, columns: list[str], rows: Iterator[sqlite3.Row]) -> int:
    arrow, parquet = _load("pyarrow", "parquet"), _load("pyarrow.parquet", "parquet")
    whole = set(_WHOLE[what].split())
    kinds = [
        arrow.int64() if name in whole else arrow.float64() if name in _FRACTIONS else arrow.string()
        for name in columns
    ]
    schema = arrow.schema(list(zip(columns, kinds, strict=True)))
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        while group := list(islice(rows, GROUP)):
            data = {name: [row[at] for row in group] for at, name in enumerate(columns)}
            writer.write_table(arrow.table(data, schema=schema))
            count += len(group)
    return count


#: Columns that hold numbers, for Parquet; the others are text.
_WHOLE = {
    "awards": "id rank year articles stories",
    "quotes": "id minister family_id article_id span_start span_end",
    "articles": "id award ministerial story_id",
    "timeline": "year stories lead",
    "stories": "id articles copies",
}
_FRACTIONS = {"confidence"}


def _load(module: str, format: str) -> Any:  # noqa: A002
    from importlib import import_module

    try:
        found: ModuleType = import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise ExportError(
            f"writing {format} needs the package {package}: pip install 'kliping[export]', or choose csv or jsonl"
        ) from None
    return found


def _harmless(value: object) -> object:
    # A news text may begin with "=": a spreadsheet must not run it.
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _cell(value: object) -> object:
    if isinstance(value, str):
        plain = "".join(c for c in value if c >= " " or c in "\t\n\r")
        return str(_harmless(plain))[:CELL]
    if isinstance(value, int) and abs(value) >= 1 << 53:
        return str(value)  # a spreadsheet keeps 15 digits
    return value
