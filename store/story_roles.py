"""What an article repeats: copies of one text and printed press releases, found by shared word sequences.

Which story an article belongs to is decided in `store.stories`.
"""

from __future__ import annotations

from kliping.model import Article
from store.articles import load_article
from store.database import Store
from store.story_matching import COPY_WORDS, Overlap, overlap, text_shingles
from store.windows import id_window

#: A text is copied within so many days.
COPY_DAYS = 14.0
#: Articles that share word sequences with a new one and are compared with it in full.
SHARERS = 12


def index_text(store: Store, article: Article) -> list[int]:
    """Enter the article's word sequences; the articles that share most of them, within `COPY_DAYS`."""
    marks = text_shingles(article.text)
    store.execute("DELETE FROM story_shingles WHERE article_id = ?", (article.id,))
    store.execute_many(
        "INSERT INTO story_shingles (shingle, article_id) VALUES (?, ?)", [(shingle, article.id) for shingle in marks]
    )
    return sharers(store, article.id, marks)


def sharers(store: Store, article_id: int, marks: set[int]) -> list[int]:
    if not marks:
        return []
    low, high = id_window(article_id, COPY_DAYS)
    return [
        row[0]
        for row in store.rows(
            f"SELECT article_id FROM story_shingles WHERE shingle IN ({', '.join('?' * len(marks))})"
            " AND article_id BETWEEN ? AND ? AND article_id <> ? GROUP BY article_id ORDER BY count(*) DESC LIMIT ?",
            (*marks, low, high, article_id, SHARERS),
        )
    ]


def settle_role(store: Store, article_id: int) -> None:
    """Say whether an article repeats an earlier one: the press release it prints, else the first copy of its text."""
    article = load_article(store, article_id)
    if article is None:
        return
    role, repeats, verbatim, hours = "report", None, 0.0, None
    for other in sorted(sharers(store, article_id, text_shingles(article.text))):
        if other >= article_id:
            break
        earlier = load_article(store, other)
        if earlier is None:
            continue
        shared = text_overlap(earlier, article)
        release = is_release(store, other)
        if release and shared.is_pickup and (role != "pickup" or shared.of_earlier > verbatim):
            role, repeats, verbatim = "pickup", other, shared.of_earlier
        elif not release and shared.is_copy and role == "report":
            role, repeats, verbatim = "copy", other, shared.of_earlier
    if role == "report" and is_release(store, article_id):
        role = "release"
    if repeats is not None:
        hours = _hours_late(load_article(store, repeats), article)
    store.execute(
        "UPDATE story_articles SET role = ?, repeats = ?, verbatim = ?, hours_late = ? WHERE article_id = ?",
        (role, repeats, round(verbatim, 3), hours, article_id),
    )


def _hours_late(earlier: Article | None, later: Article) -> float | None:
    """Hours from one publication to the other; whole days when of one only the day is known."""
    if earlier is None or earlier.published is None or later.published is None:
        return None
    first, last = earlier.published, later.published
    if "day" in (first.precision, last.precision):
        return 24.0 * max(0, (last.at.date() - first.at.date()).days)
    return round((last.at - first.at).total_seconds() / 3600, 1)


def text_overlap(a: Article, b: Article) -> Overlap:
    earlier, later = (a, b) if a.id <= b.id else (b, a)
    if min(len(earlier.text.split()), len(later.text.split())) < COPY_WORDS and earlier.text != later.text:
        return Overlap(of_earlier=0.0, of_later=0.0)
    return overlap(earlier.text, later.text)


def is_release(store: Store, article_id: int) -> bool:
    return bool(
        store.count(
            "SELECT count(*) FROM articles JOIN sources ON sources.slug = articles.source"
            " WHERE articles.id = ? AND sources.kind = 'government'",
            (article_id,),
        )
    )
