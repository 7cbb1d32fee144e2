"""Stories: articles on one event, found one by one as they come; copies and pickups within them.

    assign_stories(store, *, embedder=None) -> int      a story for every article that has none; the number assigned
How two articles are compared is `nlp.similarity`, what repeats what `store.story_roles`, asking `store.story_lists`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kliping.model import Article
from store.articles import lacking, load_article
from store.database import Store, now
from store.quotes import mark_leads
from store.story_roles import SHARERS, index_text, is_release, settle_role, text_overlap
from store.story_window import EVENT_DAYS, TEASER, StoryWindow
from store.vectors import encode_missing
from store.windows import UNDATED, days_apart, id_window

if TYPE_CHECKING:
    from nlp.embeddings import Embedder
    from nlp.rarity import WordCounts
    from nlp.story_items import StoryText

#: Likeness from which two articles tell one event, and the mean likeness that lets two stories merge.
SAME, MERGE = 0.61, 0.38
#: An article joins a story when its mean log-odds of likeness to the members nearest in time are no lower. Below 0,
#: because members tell different sides of an event; each member's vote is bounded by `_BOUND`.
JOIN, _BOUND = -1.4, 3.0
#: Added to the log-odds of two articles that print the same statement of at least six words, and of two that report
#: an award of the same programme to the same recipient.
STATEMENT, AWARD = 2.0, 1.0
#: Articles in one transaction.
BATCH = 50
#: Articles of a story that stand for it in a comparison.
_SPOKESMEN = 12

Likeness = Callable[[Article, Article], float]


def assign_stories(store: Store, *, embedder: Embedder | None = None, likeness: Likeness | None = None) -> int:
    """Give every article without a story one, oldest first; the number of articles assigned.

    An article joins the story that it fits best among those with an article like it within `EVENT_DAYS`, or opens one.
    When it fits two stories that are alike on the whole, the younger is merged into the older, and the merge is logged.
    Quote families, where they are assigned before, count as evidence: `store.quotes.assign_families` goes first.
    The work per article depends on the number of articles in its time window, not on the size of the store.
    """
    if embedder is None:
        from nlp.embeddings import load_embedder

        embedder = load_embedder()
    encode_missing(store, embedder)
    window = StoryWindow(store)
    if likeness is None:

        def likeness(a: Article, b: Article) -> float:
            return event_likeness(a, b, window.words(a.id, b.id))

    waiting = lacking(store, "story_articles")
    for begin in range(0, len(waiting), BATCH):
        with store.writing():
            touched = {
                story
                for article_id in waiting[begin : begin + BATCH]
                if (story := _assign(store, article_id, window, likeness)) is not None
            }
            for story in touched:
                mark_leads(store, story)
    return len(waiting)


def event_likeness(a: Article, b: Article, around: WordCounts | None = None) -> float:
    """How likely two articles tell one event, 0 to 1: `nlp.similarity.same_story` on headline, teaser, time and outlet.

    `around` counts the words of the days of both.
    """
    from nlp.similarity import same_story

    return same_story(_story_text(a), _story_text(b), around)


def _story_text(article: Article) -> StoryText:
    from nlp.story_items import StoryText

    return StoryText(
        title=article.title,
        teaser=article.teaser or article.text[:TEASER],
        time=article.published.at if article.published else None,
        outlet=article.outlet,
    )


def _assign(store: Store, article_id: int, window: StoryWindow, likeness: Likeness) -> int | None:
    """Assign one article; its story."""
    article = load_article(store, article_id)
    if article is None:
        return None
    sharers = index_text(store, article)
    evidence = _evidence(store, article_id)
    pairs = _Pairs(article, likeness, evidence)
    scores: dict[int, float] = {}
    for other in dict.fromkeys([*sharers, *evidence, *(number for number, _ in window.alike(article_id))]):
        found = load_article(store, other)
        if found is None:
            continue
        apart = days_apart(article_id, other)
        if other in sharers:
            shared = text_overlap(article, found)
            if shared.is_copy or (shared.is_pickup and is_release(store, min(article_id, other))):
                scores[other] = 1.0
                continue
        if apart is not None and apart <= EVENT_DAYS:
            scores[other] = pairs.score(found)
    story_id = _join(store, article, scores, pairs)
    for other in (article_id, *(number for number in sharers if number > article_id)):
        settle_role(store, other)
    renew_story(store, story_id)
    return story_id


@dataclass(slots=True)
class _Pairs:
    """How like one article is to others, each pair computed once."""

    article: Article
    likeness: Likeness
    evidence: dict[int, float]
    known: dict[int, float] = field(default_factory=dict)

    def score(self, other: Article) -> float:
        """Likeness, raised when both print the same statement or award: that is rarely said of two events."""
        if other.id not in self.known:
            chance = min(0.999, self.likeness(self.article, other))
            if chance < SAME and other.id in self.evidence:
                chance = 1 / (1 + math.exp(-(_odds(chance) + self.evidence[other.id])))
            self.known[other.id] = chance
        return self.known[other.id]


def _odds(chance: float) -> float:
    return math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))


def _evidence(store: Store, article_id: int) -> dict[int, float]:
    """Articles within `EVENT_DAYS` that share a statement or an award with this one, and the log-odds that this adds.

    Statements are found by `store.quotes`; awards are shared by recipient and programme.
    """
    if article_id < UNDATED:
        return {}
    low, high = id_window(article_id, EVENT_DAYS)
    found: dict[int, float] = {}
    for sql, weight in ((_SAME_STATEMENT, STATEMENT), (_SAME_AWARD, AWARD)):
        for row in store.rows(sql, (article_id, low, high, SHARERS)):
            found[row[0]] = found.get(row[0], 0.0) + weight
    return found


_SAME_STATEMENT = (
    "SELECT DISTINCT others.article_id FROM quotes AS own JOIN quotes AS others USING (family_id)"
    " WHERE own.article_id = ? AND others.article_id BETWEEN ? AND ? AND others.article_id <> own.article_id"
    " AND own.content LIKE '% % % % % %' LIMIT ?"
)
_SAME_AWARD = (
    "SELECT DISTINCT others.article_id FROM award_records AS own JOIN award_records AS others USING (group_key)"
    " WHERE own.article_id = ? AND others.article_id BETWEEN ? AND ? AND others.article_id <> own.article_id"
    " AND own.status = 'received' AND others.status = 'received' LIMIT ?"
)


def _join(store: Store, article: Article, scores: dict[int, float], pairs: _Pairs) -> int:
    """Put the article into the best story or a new one; merge stories that it shows to be one. The story's id."""
    own = store.value("SELECT story_id FROM story_articles WHERE article_id = ?", (article.id,))
    best: dict[int, float] = {}
    for other, score in scores.items():
        story = store.value("SELECT story_id FROM story_articles WHERE article_id = ?", (other,))
        if story is not None and score >= SAME:
            best[story] = max(score, best.get(story, 0.0))
    fitting = {story: fit for story in best if (fit := _fit(store, story, best[story], pairs))}
    ranked = sorted(fitting, key=lambda story: (-fitting[story], story))
    story_id: int
    if own is not None:  # a changed article keeps its story
        story_id = own
    elif ranked:
        story_id = ranked[0]
    else:
        story_id = store.insert("INSERT INTO stories (title, first_article) VALUES (?, ?)", (article.title, article.id))
    version = store.value("SELECT version FROM articles WHERE id = ?", (article.id,))
    store.execute(
        "INSERT INTO story_articles (article_id, story_id, article_version, role, score) VALUES (?, ?, ?, 'report', ?)"
        " ON CONFLICT (article_id) DO UPDATE SET article_version = excluded.article_version",
        (article.id, story_id, version, round(best.get(story_id, 1.0), 4)),
    )
    for other_story in ranked:
        if other_story != story_id and _one_story(store, story_id, other_story, pairs.likeness):
            story_id = _merge(store, story_id, other_story, article.id)
    return story_id


def _fit(store: Store, story_id: int, nearest: float, pairs: _Pairs) -> float:
    """How well an article fits a story, above 0; 0 when it does not. A copy of a member always fits."""
    if nearest == 1.0:
        return 100.0
    members = [member for member in _spokesmen(store, story_id, pairs.article.id) if member.id != pairs.article.id]
    votes = [max(-_BOUND, min(_BOUND, _odds(pairs.score(member)))) for member in members]
    mean = sum(votes) / len(votes) if votes else 0.0
    return mean + nearest + _BOUND if mean >= JOIN else 0.0


def _one_story(store: Store, a: int, b: int, likeness: Likeness) -> bool:
    first, second = _spokesmen(store, a), _spokesmen(store, b)
    scores = [likeness(x, y) for x in first for y in second]
    return bool(scores) and sum(scores) / len(scores) >= MERGE


def _spokesmen(store: Store, story_id: int, beside: int | None = None) -> list[Article]:
    """Some members of a story: those nearest in time to an article, else spread evenly from the first to the last."""
    ids = [
        row[0]
        for row in store.rows(
            "SELECT article_id FROM story_articles WHERE story_id = ? ORDER BY article_id", (story_id,)
        )
    ]
    if len(ids) > _SPOKESMEN and beside is not None:
        ids = sorted(ids, key=lambda number: abs(number - beside))[:_SPOKESMEN]
    elif len(ids) > _SPOKESMEN:
        ids = [ids[round(at * (len(ids) - 1) / (_SPOKESMEN - 1))] for at in range(_SPOKESMEN)]
    return [article for number in ids if (article := load_article(store, number)) is not None]


def _merge(store: Store, a: int, b: int, article_id: int) -> int:
    kept, ended = min(a, b), max(a, b)
    store.execute("UPDATE story_articles SET story_id = ? WHERE story_id = ?", (kept, ended))
    store.execute("UPDATE stories SET merged_into = ?, articles = 0, copies = 0 WHERE id = ?", (kept, ended))
    store.execute(
        "INSERT INTO story_merges (story_id, into_story, article_id, at) VALUES (?, ?, ?, ?)",
        (ended, kept, article_id, now()),
    )
    return kept


def renew_story(store: Store, story_id: int) -> None:
    """Bring the summary of a story up to date with its articles; inside `store.writing()`."""
    store.execute(
        """
        UPDATE stories SET (articles, copies, first_at, last_at, first_article) = (
            SELECT count(*), coalesce(sum(role = 'copy'), 0), min(published), max(published), min(articles.id)
            FROM story_articles JOIN articles ON articles.id = article_id WHERE story_id = stories.id
        ) WHERE id = ? AND EXISTS (SELECT 1 FROM story_articles WHERE story_id = stories.id)
        """,
        (story_id,),
    )
    store.execute(
        "UPDATE stories SET title = (SELECT title FROM articles WHERE articles.id = first_article) WHERE id = ?",
        (story_id,),
    )
    # The first article that repeats nothing is the original.
    store.execute(
        "UPDATE story_articles SET role = iif(article_id = (SELECT min(article_id) FROM story_articles AS s"
        " WHERE s.story_id = ? AND s.role IN ('original', 'report')), 'original', 'report')"
        " WHERE story_id = ? AND role IN ('original', 'report')",
        (story_id, story_id),
    )
