"""Vectors: found by likeness, within a range of time, in blocks and out of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

import store.vectors as vectors
from kliping.model import Article
from store.articles import save_article
from store.database import Store
from store.vectors import encode_missing, load_window, nearest, similar_articles
from store.windows import id_window


class Wheel:
    """An embedder by rule: the number in a title is an angle in degrees, spread over 16 dimensions."""

    name = "wheel"
    dimensions = 16

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        angles = np.array([float(text.split()[1]) for text in texts])[:, None] * np.pi / 180
        waves = np.arange(1, 9)[None, :]
        matrix = np.concatenate([np.cos(angles * waves), np.sin(angles * waves)], axis=1)
        return (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(params=[8, 1000])
def articles(request, store: Store, make, monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    monkeypatch.setattr(vectors, "BLOCK", request.param)
    made = [make(f"a{n}", day=f"2022-03-{n % 28 + 1:02}", title=f"Sudut {n * 3}") for n in range(60)]
    for article in made:
        save_article(store, article)
    assert encode_missing(store, Wheel(), batch=25) == 60
    return made


def test_the_most_alike_come_first(store: Store, articles: list[Article]) -> None:
    found = [number for number, _ in nearest(store, Wheel().encode(["Sudut 90"])[0], limit=3)]
    assert found[0] == articles[30].id
    assert set(found[1:]) <= {articles[n].id for n in (27, 28, 29, 31, 32, 33)}


def test_a_range_of_time(store: Store, articles: list[Article]) -> None:
    low, high = id_window(articles[30].id, 0.5)
    found = [number for number, _ in nearest(store, Wheel().encode(["Sudut 90"])[0], low=low, high=high + 1, limit=5)]
    assert found == [articles[30].id, articles[2].id, articles[58].id]
    ids, matrix = load_window(store, low, high)
    assert (len(ids), matrix.shape) == (3, (3, 16))
    assert load_window(store, 1, 2)[1].shape == (0, 0)


def test_similar_articles(store: Store, articles: list[Article]) -> None:
    found = similar_articles(store, articles[10].id, limit=2)
    assert {number for number, _ in found} == {articles[9].id, articles[11].id}
    assert similar_articles(store, articles[10].id, days=0.1)[0][0] == articles[38].id
    assert similar_articles(store, 12345) == []


def test_only_what_is_missing_is_encoded(store: Store, articles: list[Article]) -> None:
    assert encode_missing(store, Wheel()) == 0
    save_article(store, dataclasses.replace(articles[0], title="Sudut 91"))
    assert encode_missing(store, Wheel()) == 1
    assert articles[0].id in [number for number, _ in nearest(store, Wheel().encode(["Sudut 91"])[0], limit=1)]


def test_dropped_blocks_are_made_again(store: Store, articles: list[Article]) -> None:
    blocks = store.count("SELECT count(*) FROM vector_blocks")
    with store.writing():
        store.execute("DELETE FROM vector_blocks")
    assert encode_missing(store, Wheel()) == 0
    assert store.count("SELECT count(*) FROM vector_blocks") == blocks


def test_another_model_replaces_all(store: Store, articles: list[Article]) -> None:
    other = Wheel()
    other.name = "other"
    assert encode_missing(store, other) == 60
    assert store.count("SELECT count(*) FROM vectors WHERE embedder = 'wheel'") == 0
    assert len(nearest(store, other.encode(["Sudut 90"])[0], limit=100)) == 60
