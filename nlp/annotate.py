"""The reading stage as one pure function from article to annotation. The parts live in their own modules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from kliping.model import Annotation, Article
from nlp.awarded_places import with_awarded_places
from nlp.awards import find_awards
from nlp.mentions import find_mentions
from nlp.quotes import find_quotes
from nlp.regulations import find_figures, find_regulations
from nlp.relevance import judge
from nlp.summary import summarise
from nlp.tone import tone_of

_CODE = {".py", ".toml", ".csv", ".tsv", ".txt", ".json"}
#: A text longer than this is read up to here: no news article is, and offsets stay valid.
MAX_CHARACTERS = 400_000


@cache
def reader_version() -> str:
    """A digest of the reading code and its knowledge: it changes when, and only when, annotations may."""
    here = Path(__file__).parent
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(here.rglob("*")):
        if path.suffix in _CODE and "models" not in path.relative_to(here).parts:
            digest.update(path.relative_to(here).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Annotator:
    """Reads articles. `watch` holds terms whose presence makes an article relevant beside awards and statements."""

    def __init__(self, *, watch: Sequence[str] = ()) -> None:
        self.watch = tuple(watch)
        self.version = reader_version()

    def annotate(self, articles: Iterable[Article]) -> Iterator[Annotation]:
        """One annotation per article, in order."""
        for article in articles:
            yield self.annotate_one(article)

    def annotate_one(self, article: Article) -> Annotation:
        """Read one article; all spans index its `title` or `text` unchanged."""
        title, text = article.title, article.text[:MAX_CHARACTERS]
        published = article.published.day if article.published else None
        mentions = find_mentions(title, text, published)
        quotes = find_quotes(title, text, published)
        awards = find_awards(title, text, published, mentions)
        mentions = with_awarded_places(title, text, mentions, awards)
        return Annotation(
            article_id=article.id,
            version=self.version,
            relevance=judge(title, text, awards, quotes, mentions, watch=self.watch),
            awards=awards,
            quotes=quotes,
            units=mentions,
            regulations=find_regulations(text),
            figures=find_figures(text),
            summary=summarise(title, text, awards, quotes),
            tone=tone_of(title, text, mentions, awards),
        )
