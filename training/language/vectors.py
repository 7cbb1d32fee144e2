"""Word vectors for the pipeline, counted in the licensed texts: positive PMI of neighbouring words, factorised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from sklearn.utils.extmath import randomized_svd

from nlp.sentences import tokens


def word_vectors(
    texts: Sequence[str], dimensions: int = 96, window: int = 2, least: int = 4, most: int = 20000
) -> tuple[list[str], NDArray[np.float32]]:
    """The `most` commonest lower-case words with unit vectors of shape (words, dimensions)."""
    lines = [[t.text.lower() for t in tokens(text)] for text in texts]
    counts = Counter(w for line in lines for w in line)
    vocabulary = [w for w, n in counts.most_common(most) if n >= least and not w.isspace()]
    place = {w: i for i, w in enumerate(vocabulary)}
    ids = [np.array([place[w] for w in line if w in place]) for line in lines]
    rows, columns = [], []
    for distance in range(1, window + 1):
        rows += [x[:-distance] for x in ids if len(x) > distance]
        columns += [x[distance:] for x in ids if len(x) > distance]
    left, right, size = np.concatenate(rows), np.concatenate(columns), len(vocabulary)
    # left and right neighbours are told apart: "di X" and "X mengatakan" mark different kinds of X
    both = coo_matrix((np.ones(len(left)), (left, right)), shape=(size, size)).tocsr()
    halves = []
    for matrix in (both, both.T):
        coo = matrix.tocoo()
        row, context = np.asarray(matrix.sum(1)).ravel() + 1e-9, np.asarray(matrix.sum(0)).ravel() ** 0.75 + 1e-9
        value = np.maximum(np.log(coo.data * context.sum() / (row[coo.row] * context[coo.col])), 0)
        u, s, _ = randomized_svd(
            coo_matrix((value, (coo.row, coo.col)), shape=(size, size)).tocsr(), dimensions // 2, random_state=1
        )
        halves.append(u * np.sqrt(s))
    vectors = np.hstack(halves)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vocabulary, vectors.astype(np.float32)
