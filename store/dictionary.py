"""What every table and column means, from the comments in the schema: for docs/data-dictionary.md and Datasette.

python -m store.dictionary > docs/data-dictionary.md
python -m store.dictionary --datasette > metadata.yaml
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from store.database import Store, open_store

_COLUMN = re.compile(r"^\s{4}(\w+) (TEXT|INTEGER|REAL|BLOB)\b([^\n]*?),?(?: -- (.*))?$", re.MULTILINE)
_ABOUT = re.compile(r"\n\s+-- (.*)")
_REFERENCE = re.compile(r"REFERENCES (\w+)\((\w+)\)")
_FULL_TEXT = {
    "article_search": "Full-text index of articles: title, text, stems, marks (external content: search_rows).",
    "quote_search": "Full-text index of quotes: content, speaker, role, stems.",
    "award_search": "Full-text index of award records: recipient, recipient_name, award, category, giver, stems.",
}
#: Meanings of columns that were added to a table later: SQLite keeps no comments there.
_ADDED = {
    ("quotes", "family_id"): "statement that it is a wording of",
    ("quotes", "stems"): "base forms and spellings that the words themselves do not hold",
    ("award_records", "stems"): "base forms and spellings that the words themselves do not hold",
    ("quote_families", "kind"): "direct or indirect, in the first publication",
    ("quote_families", "cue"): "reporting verb of the first publication",
    ("award_records", "fact_id"): "fact that it states",
    ("award_records", "group_key"): "recipient and programme: the records that are compared",
    ("award_records", "article_day"): "day of the article",
    ("award_records", "programme_id"): "programme among those of a shared code",
    ("award_facts", "programme_id"): "programme among those of a shared code",
}
#: Tables that only serve searching and linking: Datasette keeps them off its front page.
_INNER = (
    "search_terms",
    "search_rows",
    "story_shingles",
    "quote_shingles",
    "vectors",
    "vector_blocks",
    "waiting",
    "timeline_awards",
    "timeline_statements",
    "timeline_peaks",
    *_FULL_TEXT,
)
#: What Datasette sorts by, newest first, and offers as facets.
_SORTED = {"award_facts": "entry_day", "articles": "published", "quote_families": "first_day", "stories": "last_at"}
_FACETED = {"award_facts": ("programme", "year", "status"), "articles": ("outlet",), "quotes": ("minister", "kind")}
#: The full-text index that Datasette's search box asks; it does not find it by itself.
_SEARCHED = {"articles": "article_search", "quotes": "quote_search", "award_records": "award_search"}
#: Questions that a reader of the database may start from.
_QUERIES = {
    "awards_by_unit": (
        "Awards received, by unit",
        "SELECT recipient, programme, category, score, year, day, giver, stories, confidence FROM award_facts"
        " WHERE status = 'received' AND recipient LIKE '%' || :unit || '%' ORDER BY entry_day DESC",
    ),
    "statements": (
        "Ministerial statements that several articles print",
        "SELECT first_day, speaker, content, articles, variants, altered FROM quote_families"
        " WHERE minister = 1 AND articles > 1 ORDER BY first_day DESC",
    ),
    "copies": (
        "Which outlets print other outlets' or press offices' texts",
        "SELECT articles.source, role, count(*) AS articles, round(avg(verbatim), 2) AS verbatim,"
        " round(avg(hours_late), 1) AS hours_late FROM story_articles JOIN articles ON articles.id = article_id"
        " WHERE role IN ('copy', 'pickup') GROUP BY 1, 2 ORDER BY 3 DESC",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; `kind` and `reference` ("table.column") are empty in views and full-text indexes."""

    name: str
    kind: str = ""
    meaning: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or a view."""

    name: str
    view: bool
    about: str
    columns: tuple[Column, ...]


def describe(store: Store) -> list[Table]:
    """Every table and view.

    :raises ValueError: a table or column has no comment in the schema.
    """
    return [
        _table(store, row["type"], row["name"], row["sql"])
        for row in store.rows(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT GLOB '*_search_*' ORDER BY type, name"
        )
    ]


def data_dictionary(store: Store) -> str:
    """docs/data-dictionary.md."""
    lines = [
        "# Data dictionary",
        "",
        "Made from the schema by `python -m store.dictionary`; a test keeps it current. The database is one SQLite",
        "file that any tool opens. Offsets count the characters of `articles.title` or `articles.text` from 0, the end",
        "not included. Times are ISO 8601. Article ids grow with the minute of publication: a range of time is a range",
        "of ids.",
        "",
    ]
    for table in describe(store):
        lines += [f"## {table.name}", "", f"{table.about}{' (A view.)' if table.view else ''}", ""]
        if not any(column.meaning for column in table.columns):
            lines += [f"Columns: {', '.join(column.name for column in table.columns)}", ""]
            continue
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column in table.columns:
            to = f" → {column.reference}" if column.reference else ""
            lines.append(f"| {column.name} | {column.kind} | {column.meaning}{to} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def datasette_metadata(store: Store, database: str = "kliping") -> str:
    """metadata.yaml for Datasette: descriptions, units of search, hidden tables, first queries.

    `database` is the name under which Datasette serves the file: its name without ending.
    """
    lines = [
        "title: Kliping",
        "description: Indonesian press clippings, who received which award from whom and who said what",
        "databases:",
        f"  {json.dumps(database)}:",
        "    queries:",
    ]
    for name, (title, sql) in _QUERIES.items():
        lines += [f"      {name}:", f"        title: {json.dumps(title)}", f"        sql: {json.dumps(sql)}"]
    lines.append("    tables:")
    for table in describe(store):
        lines += [f"      {table.name}:", f"        description: {json.dumps(table.about, ensure_ascii=False)}"]
        if table.name in _INNER:
            lines.append("        hidden: true")
        if table.name in _SORTED:
            lines.append(f"        sort_desc: {_SORTED[table.name]}")
        if table.name in _SEARCHED:
            lines += [f"        fts_table: {_SEARCHED[table.name]}", "        fts_pk: id"]
        if table.name in _FACETED:
            lines.append(f"        facets: {json.dumps(_FACETED[table.name])}")
        meanings = [column for column in table.columns if column.meaning]
        if meanings:
            lines.append("        columns:")
            lines += [f"          {c.name}: {json.dumps(c.meaning, ensure_ascii=False)}" for c in meanings]
    lines += ["      _sqlite_migrations:", "        hidden: true"]
    return "\n".join(lines) + "\n"


def _table(store: Store, kind: str, name: str, sql: str) -> Table:
    about = _FULL_TEXT.get(name) or next(iter(_ABOUT.findall(sql)), "")
    if not about:
        raise ValueError(f"the {kind} {name} has no comment in store/schema")
    plain = kind == "view" or name in _FULL_TEXT
    found = {match[1]: match for match in _COLUMN.finditer(sql)}
    columns = tuple(
        Column(name=row["name"]) if plain else _column(name, row["name"], row["type"], found.get(row["name"]), sql)
        for row in store.rows("SELECT name, type FROM pragma_table_info(?)", (name,))
    )
    return Table(name=name, view=kind == "view", about=about, columns=columns)


def _column(table: str, name: str, kind: str, match: re.Match[str] | None, sql: str) -> Column:
    if match is not None:
        definition, meaning = match[3], match[4] or ""
    else:
        definition, meaning = sql.rpartition(f"{name} ")[2].partition(",")[0], _ADDED.get((table, name), "")
    if not meaning:
        raise ValueError(f"the column {table}.{name} has no comment in store/schema")
    reference = _REFERENCE.search(definition)
    return Column(
        name=name, kind=kind, meaning=meaning, reference=f"{reference[1]}.{reference[2]}" if reference else ""
    )


def main() -> None:
    """Print the data dictionary, or Datasette's metadata."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "empty.db") as store:
        sys.stdout.write(datasette_metadata(store) if "--datasette" in sys.argv[1:] else data_dictionary(store))


if __name__ == "__main__":
    main()
