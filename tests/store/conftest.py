"""A store in a temporary folder, and makers of articles and annotations with invented content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kliping.model import (
    Annotation,
    Article,
    AwardRecord,
    Mention,
    Moment,
    Quote,
    Relevance,
    Source,
    Span,
)
from kliping.urls import article_id
from store.articles import save_article, save_sources
from store.database import Store, open_store

WIB = dt.timezone(dt.timedelta(hours=7))

Make = Callable[..., Article]
Read = Callable[..., Annotation]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store with two outlets."""
    with open_store(tmp_path / "kliping.db") as opened:
        save_sources(
            opened,
            [
                Source(slug="warta-a", name="Warta A", domain="warta-a.example", tier=1),
                Source(slug="warta-b", name="Warta B", domain="warta-b.example"),
            ],
        )
        yield opened


@pytest.fixture
def make() -> Make:
    """make("slug", day="2022-03-08", …) -> Article."""

    def build(slug: str, day: str | None = "2022-03-08", hour: int = 9, **fields: object) -> Article:
        source = str(fields.pop("source", "warta-a"))
        url = f"https://{source}.example/{slug}"
        at = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), tzinfo=WIB) if day else None
        given: dict[str, object] = {
            "title": f"Judul {slug}",
            "text": f"Isi berita {slug}.",
            "outlet": source.replace("-", " ").title(),
            **fields,
        }
        return Article(
            id=article_id(url, at),
            url=url,
            source=source,
            published=Moment(at=at, origin="json-ld") if at else None,
            **given,  # type: ignore[arg-type]
        )

    return build


@pytest.fixture
def put(store: Store) -> Callable[[Article], Article]:
    """Save an article and give it back."""

    def save(article: Article) -> Article:
        save_article(store, article)
        return article

    return save


@pytest.fixture
def read() -> Read:
    """read(article, awards=…, quotes=…, units=…) -> Annotation of version "v1"."""

    def build(article: Article, version: str = "v1", **fields: object) -> Annotation:
        awards, quotes = fields.get("awards", ()), fields.get("quotes", ())
        given = {
            "relevance": Relevance(
                award=bool(awards),
                ministerial=any(q.minister for q in quotes),  # type: ignore[attr-defined]
            ),
            **fields,
        }
        return Annotation(article_id=article.id, version=version, **given)  # type: ignore[arg-type]

    return build


@pytest.fixture
def award() -> Callable[..., AwardRecord]:
    """award("Disdukcapil Pesawaran", programme="pekppp", …) -> AwardRecord."""

    def build(recipient: str = "Dinas X", programme: str = "pekppp", **fields: object) -> AwardRecord:
        given: dict[str, object] = {
            "award": "Penghargaan Pelayanan Publik",
            "recipient_id": recipient.lower().replace(" ", "-"),
            "recipient_name": recipient,
            "evidence": (Span(start=0, end=4),),
            **fields,
        }
        return AwardRecord(recipient=recipient, programme=programme, **given)  # type: ignore[arg-type]

    return build


@pytest.fixture
def quote() -> Callable[..., Quote]:
    """quote("isi", speaker="Nama", …) -> Quote."""

    def build(content: str, speaker: str | None = "Sri Rahayu", **fields: object) -> Quote:
        given: dict[str, object] = {
            "kind": "direct",
            "speaker_id": speaker.lower().replace(" ", "-") if speaker else None,
            "span": Span(start=0, end=len(content)),
            **fields,
        }
        return Quote(content=content, speaker=speaker, **given)  # type: ignore[arg-type]

    return build


@pytest.fixture
def unit() -> Callable[..., Mention]:
    """unit("Kota X", parent=None, …) -> Mention."""

    def build(name: str, **fields: object) -> Mention:
        given: dict[str, object] = {
            "id": name.lower().replace(" ", "-"),
            "kind": "other",
            "span": Span(start=0, end=3),
            **fields,
        }
        return Mention(text=name, name=name, **given)  # type: ignore[arg-type]

    return build
