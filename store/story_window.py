"""What a new article is compared with: the vectors and the words of the articles published in the days around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from store.database import Store
from store.vectors import Ids, Matrix, load_window
from store.windows import UNDATED, day_ids, day_number, id_window

if TYPE_CHECKING:
    from nlp.rarity import DayCounts, WordCounts

#: Two articles further apart do not tell one event; copies may come later.
EVENT_DAYS = 3.0
#: Articles most alike by vector that are compared in full with a new one.
NEIGHBOURS = 12
#: Cosine below which two articles are not compared in full.
NEAR = 0.3
#: Characters of a text that stand for a teaser that is missing.
TEASER = 300
#: Articles of a day whose words are counted: more of them say the same.
_COUNTED = 5_000


@dataclass(slots=True)
class StoryWindow:
    """The vectors and words around the article in hand, loaded for a stretch of time at once."""

    store: Store
    low: int = 0
    high: int = -1
    ids: Ids | None = None
    matrix: Matrix | None = None
    days: DayCounts | None = None

    def alike(self, article_id: int) -> list[tuple[int, float]]:
        """The articles within `EVENT_DAYS` most alike to one, itself left out, with their cosines, best first."""
        if article_id < UNDATED:
            return []
        low, high = id_window(article_id, EVENT_DAYS)
        if self.ids is None or low < self.low or high > self.high:
            self.low, self.high = low, id_window(article_id, 2 * EVENT_DAYS)[1]
            self.ids, self.matrix = load_window(self.store, self.low, self.high)
        assert self.matrix is not None
        first, last = np.searchsorted(self.ids, [low, high + 1])
        place = int(np.searchsorted(self.ids, article_id))
        if place >= len(self.ids) or self.ids[place] != article_id:
            return []
        scores = self.matrix[first:last] @ self.matrix[place]
        scores[place - first] = -1.0
        count = min(NEIGHBOURS, len(scores))
        best = np.argpartition(-scores, count - 1)[:count]
        found = [(int(self.ids[first + i]), float(scores[i])) for i in best if scores[i] >= NEAR]
        return sorted(found, key=lambda item: -item[1])

    def words(self, a: int, b: int) -> WordCounts:
        """The words of the days of two articles and of the day before and after; nothing where a time is unknown."""
        from nlp.rarity import DayCounts, WordCounts

        if min(a, b) < UNDATED:
            return WordCounts()
        if self.days is None:
            self.days = DayCounts(self._count)
        return self.days.around(day_number(a), day_number(b))

    def _count(self, day: int) -> WordCounts:
        from nlp.rarity import WordCounts
        from nlp.story_items import item_lemmas

        counts = WordCounts()
        for row in self.store.rows(
            "SELECT title, coalesce(nullif(teaser, ''), substr(text, 1, ?)) FROM articles WHERE id >= ? AND id < ?"
            " ORDER BY id LIMIT ?",
            (TEASER, *day_ids(day), _COUNTED),
        ):
            counts.add(item_lemmas(row[0], row[1]))
        return counts
