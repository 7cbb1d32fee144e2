"""docs/data-dictionary.md, made from the comments in the schema.

python -m store.dictionary > docs/data-dictionary.md
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from store.database import Store, open_store

_COLUMN = re.compile(r"^\s{4}(\w+) (TEXT|INTEGER|REAL|BLOB)\b([^\n]*?),?(?: -- (.*))?$", re.MULTILINE)
_ABOUT = re.compile(r"\n\s+-- (.*)")
_REFERENCE = re.compile(r"REFERENCES (\w+)\((\w+)\)")
_FULL_TEXT = {
    "article_search": "Full-text index of articles: title, text, stems, marks (external content: search_rows).",
    "quote_search": "Full-text index of quotes: content, speaker, role.",
    "award_search": "Full-text index of award records: recipient, recipient_name, award, category, giver.",
}


def data_dictionary(store: Store) -> str:
    """Every table and view with its columns, types, references and meanings, as Markdown.

    :raises ValueError: a table or column has no comment in the schema.
    """
    lines = [
        "# Data dictionary",
        "",
        "Made from the schema by `python -m store.dictionary`; a test keeps it current. The database is one SQLite",
        "file that any tool opens. Offsets count the characters of `articles.title` or `articles.text` from 0, the end",
        "not included. Times are ISO 8601. Article ids grow with the minute of publication: a range of time is a range",
        "of ids.",
        "",
    ]
    for row in store.rows(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT GLOB '*_search_*' ORDER BY type, name"
    ):
        lines += _describe(row["type"], row["name"], row["sql"], store)
    return "\n".join(lines).rstrip() + "\n"


def _describe(kind: str, name: str, sql: str, store: Store) -> list[str]:
    about = _FULL_TEXT.get(name) or next(iter(_ABOUT.findall(sql)), "")
    if not about:
        raise ValueError(f"the {kind} {name} has no comment in store/schema")
    lines = [f"## {name}", "", f"{about}{' (A view.)' if kind == 'view' else ''}", ""]
    if kind == "view" or name in _FULL_TEXT:
        columns = [row["name"] for row in store.rows("SELECT name FROM pragma_table_info(?)", (name,))]
        return [*lines, f"Columns: {', '.join(columns)}", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    found = {match[1]: match for match in _COLUMN.finditer(sql)}
    for row in store.rows("SELECT name, type FROM pragma_table_info(?)", (name,)):
        match = found.get(row["name"])
        reference = _REFERENCE.search(match[3] if match else sql.partition(f"{row['name']} ")[2])
        meaning = (match[4] if match else _ADDED.get((name, row["name"]))) or ""
        if not meaning:
            raise ValueError(f"the column {name}.{row['name']} has no comment in store/schema")
        to = f" → {reference[1]}.{reference[2]}" if reference and (match or row["name"] != "group_key") else ""
        lines.append(f"| {row['name']} | {row['type']} | {meaning}{to} |")
    return [*lines, ""]


#: Meanings of columns that were added to a table later: SQLite keeps no comments there.
_ADDED = {
    ("quotes", "family_id"): "statement that it is a wording of",
    ("award_records", "fact_id"): "fact that it states",
    ("award_records", "group_key"): "recipient and programme: the records that are compared",
}


def main() -> None:
    """Print the data dictionary."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "empty.db") as store:
        sys.stdout.write(data_dictionary(store))


if __name__ == "__main__":
    main()
