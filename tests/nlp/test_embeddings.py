"""The shipped embedder: shapes, meaning, and agreement with sentence-transformers."""

import numpy as np
import pytest

from nlp.embeddings import SHIPPED, StaticEmbedder, load_embedder, model_folder

TEXTS = [
    "Wali kota menerima penghargaan pelayanan publik.",
    "Penghargaan pelayanan publik diraih pemerintah kota.",
    "Harga cabai di pasar naik lagi menjelang lebaran.",
    "MENPAN-RB: 84 unit raih nilai A!",
    "",
    "\x00\u200b 漢字 العربية",
]


def test_shape_and_length() -> None:
    vectors = load_embedder().encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 256)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors[:4], axis=1), 1, atol=1e-5)
    assert not vectors[4].any()
    assert load_embedder().encode([]).shape == (0, 256)


def test_alike_texts_lie_near() -> None:
    a, b, c = load_embedder().encode(TEXTS[:3])
    assert a @ b > 0.5 > a @ c


def test_one_model_for_its_name_and_for_none() -> None:
    assert load_embedder(SHIPPED).name == load_embedder(None).name == SHIPPED


def test_a_folder_without_a_model_is_named(tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError, match="no static embedding model"):
        StaticEmbedder(model_folder("none"))


@pytest.mark.slow
def test_light_path_agrees_with_the_library() -> None:
    from nlp.embeddings import TransformerEmbedder

    library = TransformerEmbedder(str(model_folder(SHIPPED)))
    texts = [*(t for t in TEXTS if t), "Pemerintah kota meninjau loket. " * 400]
    assert np.abs(library.encode(texts) - load_embedder().encode(texts)).max() < 1e-6
    assert library.dimensions == 256
