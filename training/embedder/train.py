"""Train the static Indonesian embedder that nlp.embeddings ships.

    python -m training.embedder.train --data ../shared/data --out nlp/models/id_kliping_embed-0.2.0

1. a WordPiece vocabulary of the licensed texts; 2. word vectors from a factorised PMI matrix, mixed with their lemmas'
vectors and weighted by rarity, as the start; 3. contrastive training (multiple negatives, Matryoshka) with
sentence-transformers' losses on entailments, summaries, headlines, neighbouring paragraphs and sentence views.
About 15 minutes on one core. Needs nothing beyond the project's own dependencies.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import coo_matrix
from scipy.stats import spearmanr
from sentence_transformers import SentenceTransformer
from sentence_transformers.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.models import Normalize, StaticEmbedding
from sklearn.utils.extmath import randomized_svd
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from training.corpora import column_sentences, indonli, indosum, sts_dev, ud_sentences

DIMENSIONS = 256
SIZES = [256, 128, 64, 32]
VOCABULARY = 30000
Pair = tuple[str, ...]


def all_texts(data: Path) -> list[str]:
    """Every licensed text once, as sentences or short paragraphs."""
    texts: list[str] = []
    for item in indosum(data):
        texts.extend(" ".join(paragraph) for paragraph in item.paragraphs)
        texts.append(" ".join(item.summary))
    pairs = list(indonli(data, "train", "val", "test_lay"))
    texts.extend(dict.fromkeys(p.premise for p in pairs))
    texts.extend(p.hypothesis for p in pairs)
    texts.extend(ud_sentences(data))
    texts.extend(column_sentences(data))
    return texts


def make_tokenizer(texts: list[str]) -> Tokenizer:
    """Lower-casing WordPiece; runs of digits are one piece each so that dates and counts share pieces."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=VOCABULARY,
        min_frequency=2,
        special_tokens=["[PAD]", "[UNK]"],
        show_progress=False,
        limit_alphabet=300,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def lemmas_of(vocabulary: list[str]) -> list[str]:
    """The lemma of each whole word of the vocabulary, itself where none is known."""
    import simplemma

    return [simplemma.lemmatize(w, lang="id").lower() if w.isalpha() and len(w) > 3 else w for w in vocabulary]


def first_vectors(tokenizer: Tokenizer, texts: list[str], window: int = 6) -> np.ndarray:
    """Shifted positive PMI of pieces in a window, factorised (Levy & Goldberg 2014), then weighted by a/(a+p)."""
    size = tokenizer.get_vocab_size()
    ids = [np.array(e.ids, dtype=np.int64) for e in tokenizer.encode_batch(texts)]
    counts = np.bincount(np.concatenate(ids), minlength=size).astype(np.float64)
    rows, columns, weights = [], [], []
    for distance in range(1, window + 1):
        left = np.concatenate([x[:-distance] for x in ids if len(x) > distance])
        right = np.concatenate([x[distance:] for x in ids if len(x) > distance])
        rows += [left, right]
        columns += [right, left]
        weights += [np.full(2 * len(left), 1.0 / distance)]
    matrix = coo_matrix(
        (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), shape=(size, size)
    ).tocsr()
    total = matrix.sum()
    row = np.asarray(matrix.sum(1)).ravel() + 1e-9
    context = row**0.75
    context /= context.sum()
    coo = matrix.tocoo()
    pmi = np.log(coo.data * 1.0 / (row[coo.row] * context[coo.col] + 1e-12)) - np.log(1.0)
    pmi = np.maximum(pmi + np.log(1.0) * (total > 0), 0)
    sparse = coo_matrix((pmi, (coo.row, coo.col)), shape=(size, size)).tocsr()
    u, s, _ = randomized_svd(sparse, DIMENSIONS, random_state=1, n_iter=4)
    vectors = u * np.sqrt(s)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9

    vocabulary = [tokenizer.id_to_token(i) for i in range(size)]
    place = {word: i for i, word in enumerate(vocabulary)}
    mixed = vectors.copy()
    for i, lemma in enumerate(lemmas_of(vocabulary)):
        j = place.get(lemma)
        if j is not None and j != i:
            mixed[i] += 0.7 * vectors[j]
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True) + 1e-9
    share = counts / counts.sum()
    mixed *= (3e-4 / (3e-4 + share))[:, None] * 4
    return mixed.astype(np.float32)


def training_pairs(data: Path, texts: list[str], seed: int = 3) -> dict[str, list[Pair]]:
    """Lists of (anchor, positive) or (anchor, positive, hard negative) by kind."""
    rng = random.Random(seed)
    pairs = list(indonli(data, "train", "val", "test_lay"))
    contradicted = {p.premise: p.hypothesis for p in pairs if p.label == "c"}
    spare = [p.hypothesis for p in pairs if p.label == "c"]
    found: dict[str, list[Pair]] = {"entailment": [], "news": [], "views": []}
    for p in pairs:
        if p.label == "e":
            found["entailment"].append((p.premise, p.hypothesis, contradicted.get(p.premise) or rng.choice(spare)))
    for item in indosum(data):
        paragraphs = [" ".join(p) for p in item.paragraphs if sum(map(len, p)) > 60]
        if len(paragraphs) < 2:
            continue
        body = " ".join(paragraphs[:3])
        found["news"].append((" ".join(item.summary), body))
        for sentence in item.summary:
            found["news"].append((sentence, rng.choice(paragraphs)))
        if item.headline:
            found["news"].append((item.headline, paragraphs[0]))
            found["news"].append((item.headline, " ".join(item.summary)))
        found["news"].extend(pairwise(paragraphs))
    for text in texts:
        words = text.split()
        if 6 <= len(words) <= 60:
            views = [" ".join(w for w in words if rng.random() < 0.65) for _ in range(2)]
            if all(views):
                found["views"].append((views[0], views[1]))
    return found


def spearman(model: SentenceTransformer, data: Path) -> float:
    """Spearman correlation of cosine with the labels of STS-B-id dev."""
    rows = sts_dev(data)
    a, b = (model.encode([r[k] for r in rows], normalize_embeddings=True) for k in (0, 1))
    return float(spearmanr((a * b).sum(1), [r[2] for r in rows]).statistic)


def train(model: SentenceTransformer, pairs: dict[str, list[Pair]], steps: int, batch: int, data: Path) -> None:
    """Multiple-negatives training over the kinds in turn; a batch holds one kind, so its negatives are of that kind."""
    rng = random.Random(5)
    loss = MatryoshkaLoss(model, MultipleNegativesRankingLoss(model, scale=20.0), SIZES)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3, betas=(0.9, 0.99))
    kinds = ["entailment"] * 3 + ["news"] * 4 + ["views"] * 3
    begun = time.time()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
        rows = rng.sample(pairs[rng.choice(kinds)], batch)
        features = [model.tokenize(list(column)) for column in zip(*rows, strict=True)]
        value = loss(features, torch.zeros(batch))
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        if step % 100 == 0:
            print(
                f"step {step} loss {value.item():.3f} sts {spearman(model, data):.4f} {time.time() - begun:.0f}s",
                flush=True,
            )


def main() -> None:
    """Read the corpora, train, save as float16."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--batch", type=int, default=256)
    options = parser.parse_args()
    torch.manual_seed(1)
    texts = all_texts(options.data)
    words = Counter(w for t in texts for w in re.findall(r"\w+", t.lower()))
    print(len(texts), "texts", sum(words.values()), "words", flush=True)
    tokenizer = make_tokenizer(texts)
    start = first_vectors(tokenizer, texts)
    print("vocabulary", tokenizer.get_vocab_size(), flush=True)
    static = StaticEmbedding(tokenizer, embedding_weights=start)
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    print("start", spearman(model, options.data), flush=True)
    train(model, training_pairs(options.data, texts), options.steps, options.batch, options.data)
    print("end", spearman(model, options.data), flush=True)
    static.embedding.weight.data = static.embedding.weight.data.half()
    model.save_pretrained(str(options.out), create_model_card=False)


if __name__ == "__main__":
    main()
