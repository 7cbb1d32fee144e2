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
from store.database import Store, open_store
from store.vector_codes import hamming, in_columns, nearest_codes, sign_codes
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


def test_a_reader_sees_what_is_written_meanwhile(store: Store, articles: list[Article], make) -> None:
    asked = Wheel().encode(["Sudut 91"])[0]
    with open_store(store.path, read_only=True) as reader:
        assert nearest(reader, asked, limit=1)[0][0] == articles[30].id
        # Late arrivals: blocks of ids that lie among those of older blocks.
        late = [make(f"b{n}", day=f"2022-03-{n % 28 + 1:02}", hour=12, title=f"Sudut {n * 3 + 1}") for n in range(40)]
        for article in late:
            save_article(store, article)
        encode_missing(store, Wheel())
        assert nearest(reader, asked, limit=1)[0][0] == late[30].id
        low, high = id_window(late[30].id, 0.1)
        assert [n for n, _ in nearest(reader, asked, low=low, high=high + 1, limit=9)] == [late[30].id, late[2].id]
        assert nearest(reader, asked, limit=20) == nearest(store, asked, limit=20)
        with store.writing():
            store.execute("DELETE FROM vectors")
            store.execute("DELETE FROM vector_blocks")
        assert nearest(reader, asked) == []


@pytest.mark.parametrize("width", [16, 20, 256, 384])
def test_codes_find_what_vectors_find(store: Store, width: int) -> None:
    dice = np.random.default_rng(4)
    matrix = dice.normal(size=(3000, width)).astype(np.float32)
    matrix[:10] = matrix[0] + 0.4 * matrix[:10]
    with store.writing():
        for begin in range(0, 3000, 500):
            ids = np.arange(begin, begin + 500, dtype="<i8")
            store.execute(
                "INSERT INTO vector_blocks (first_id, last_id, ids, codes) VALUES (?, ?, ?, ?)",
                (begin, begin + 499, ids.tobytes(), sign_codes(matrix[begin : begin + 500]).tobytes()),
            )
    found = nearest_codes(store, matrix[0], 0, 1 << 62, 40)
    assert set(range(10)) <= set(found)
    assert 40 <= len(found) <= 400
    assert set(nearest_codes(store, matrix[0], 5, 7, 40)) == {5, 6}


@pytest.mark.parametrize("width", [2, 5, 16, 32, 48])
def test_the_distance_of_codes_is_the_number_of_different_bits(width: int) -> None:
    codes = np.random.default_rng(1).integers(0, 256, size=(50, width), dtype=np.uint8)
    bits = np.unpackbits(codes, axis=1)
    assert hamming(in_columns(codes), codes[0]).tolist() == (bits != bits[0]).sum(axis=1).tolist()
