"""Which of a few given articles fit a search expression, in time that does not grow with the store.

fitting(store, ids, match, refusal, texts=…) -> set of ids
The index of the store is no help here: asked whether one article holds a rare phrase, FTS5 reads on from there until it
finds one that does. So the few articles are indexed anew in memory and asked there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from store.database import Store

#: The words of an article as store/schema/0004-search.sql has them told apart.
TOKENIZER = "unicode61 remove_diacritics 2"


def fitting(store: Store, ids: Iterable[int], match: str, refusal: str, *, texts: bool) -> set[int]:
    """The articles that fit one FTS5 expression ("" for all) and not another ("" for none).

    Without `texts` both expressions ask for marks alone, and nothing else is read.
    """
    sql = (
        "SELECT id, title, text, stems, marks FROM search_rows WHERE id IN"
        if texts
        else "SELECT article_id, '', '', '', marks FROM search_terms WHERE article_id IN"
    )
    rows = store.rows(f"{sql} (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(
            f"CREATE VIRTUAL TABLE some USING fts5(title, text, stems, marks, content = '', tokenize = '{TOKENIZER}')"
        )
        connection.executemany(
            "INSERT INTO some (rowid, title, text, stems, marks) VALUES (?, ?, ?, ?, ?)", (tuple(row) for row in rows)
        )
        found = {
            row[0]
            for row in (
                connection.execute("SELECT rowid FROM some WHERE some MATCH ?", (match,))
                if match
                else connection.execute("SELECT id FROM some_docsize")
            )
        }
        if refusal:
            found -= {row[0] for row in connection.execute("SELECT rowid FROM some WHERE some MATCH ?", (refusal,))}
        return found
    finally:
        connection.close()
