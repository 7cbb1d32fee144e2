"""Keeps the full-text index of articles in step with the articles. Asking it is the business of `store.search`.

The index is an external-content FTS5 table over title, text, stems and marks. Stems are the base forms that the text
does not hold itself; marks are codes for outlet, units, persons and programmes, so that a filter is decided inside
the index instead of by joins.
"""

from __future__ import annotations

import hashlib
import re

from nlp.search_text import fold, search_text
from store.database import Store
from store.programmes import SHARED

_WORD = re.compile(r"[^\W_]+")
#: Parents of a unit that are followed upward; deeper chains do not occur in the gazetteer.
_DEPTH = 6


def mark(kind: str, value: str) -> str:
    """The code under which the index keeps one filter value, such as mark("unit", "kota-bandung")."""
    digest = hashlib.blake2b(value.casefold().encode("utf-8", "replace"), digest_size=7).hexdigest()
    return f"x{kind[0]}{digest}"


def words(text: str) -> list[str]:
    """The words of a text as the index tells them apart: letters and digits, lower case, no diacritics."""
    return _WORD.findall(fold(text))


def stems(title: str, text: str) -> str:
    """The lemmas and variant tokens of a text that are no words of it themselves, each once."""
    own = {*words(title), *words(text)}
    return " ".join(sorted({*search_text(title).split(), *search_text(text).split()} - own))


def add_article(store: Store, article_id: int) -> None:
    """Put an article into the index, or bring its entry up to date; inside `store.writing()`."""
    row = store.row("SELECT title, text FROM articles WHERE id = ?", (article_id,))
    if row is None:
        return
    remove_article(store, article_id)
    store.execute(
        "INSERT INTO search_terms (article_id, stems, marks) VALUES (?, ?, ?)",
        (article_id, stems(row["title"], row["text"]), _marks(store, article_id)),
    )
    _enter(store, article_id)


def remark_article(store: Store, article_id: int) -> None:
    """Renew only the filter codes of an article, after its annotation changed; inside `store.writing()`."""
    old = store.value("SELECT marks FROM search_terms WHERE article_id = ?", (article_id,))
    if old is None:
        add_article(store, article_id)
        return
    new = _marks(store, article_id)
    if new == old:
        return
    _leave(store, article_id)
    store.execute("UPDATE search_terms SET marks = ? WHERE article_id = ?", (new, article_id))
    _enter(store, article_id)


def remove_article(store: Store, article_id: int) -> None:
    """Take an article out of the index; must be done before its title or text changes; inside `store.writing()`."""
    if store.count("SELECT count(*) FROM search_terms WHERE article_id = ?", (article_id,)):
        _leave(store, article_id)
        store.execute("DELETE FROM search_terms WHERE article_id = ?", (article_id,))


def index_missing(store: Store, batch: int = 500) -> int:
    """Index the articles that are not in the index yet, in batches; the number of articles done."""
    done = 0
    while True:
        ids = [
            row[0]
            for row in store.rows(
                "SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM search_terms) LIMIT ?", (batch,)
            )
        ]
        if not ids:
            return done
        with store.writing():
            for article_id in ids:
                add_article(store, article_id)
        done += len(ids)


def _enter(store: Store, article_id: int) -> None:
    store.execute(
        "INSERT INTO article_search (rowid, title, text, stems, marks)"
        " SELECT id, title, text, stems, marks FROM search_rows WHERE id = ?",
        (article_id,),
    )


def _leave(store: Store, article_id: int) -> None:
    store.execute(
        "INSERT INTO article_search (article_search, rowid, title, text, stems, marks)"
        " SELECT 'delete', id, title, text, stems, marks FROM search_rows WHERE id = ?",
        (article_id,),
    )


def _marks(store: Store, article_id: int) -> str:
    codes: set[str] = set()
    article = store.row("SELECT source, outlet FROM articles WHERE id = ?", (article_id,))
    if article is not None:
        codes.update(mark("media", name) for name in (article["source"], article["outlet"]) if name)
    for row in store.rows(
        "WITH RECURSIVE named (id) AS ("
        " SELECT unit_id FROM mentions WHERE article_id = :id"
        " UNION SELECT recipient_id FROM award_records WHERE article_id = :id AND recipient_id IS NOT NULL"
        "), above (id, depth) AS ("
        " SELECT id, 0 FROM named"
        " UNION SELECT units.parent, depth + 1 FROM above JOIN units ON units.id = above.id"
        " WHERE units.parent IS NOT NULL AND depth < :depth"
        ") SELECT id, min(depth) AS depth FROM above GROUP BY id",
        {"id": article_id, "depth": _DEPTH},
    ):
        codes.add(mark("within", row["id"]))
        if row["depth"] == 0:
            codes.add(mark("unit", row["id"]))
    for row in store.rows("SELECT DISTINCT speaker, speaker_id FROM quotes WHERE article_id = ?", (article_id,)):
        codes.update(mark("person", name) for name in row if name)
    for row in store.rows(
        "SELECT DISTINCT programme, programme_id, award FROM award_records WHERE article_id = ?", (article_id,)
    ):
        codes.add(mark("programme", row["programme"]))
        if row["programme"] in SHARED:
            codes.update(mark("programme", name) for name in (row["programme_id"], row["award"]) if name)
    annotation = store.row("SELECT award, ministerial, tone FROM annotations WHERE article_id = ?", (article_id,))
    if annotation is not None:
        codes.update(mark("label", name) for name in ("award", "ministerial") if annotation[name])
        codes.add(mark("tone", annotation["tone"]))
    return " ".join(sorted(codes))
