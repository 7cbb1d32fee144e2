"""Train the network of id_kliping_sm and write the pipeline's folder.

    python -m training.language.train --data DATA --out build/one/id_kliping_sm-0.3.0 [--seed 1]

Prints entity F1 on idner-news-2k dev and nergrit valid and tag accuracy on POSP valid as it goes. These sets choose
nothing: the running mean of the weights at the end is what is written. Settings: network.toml.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from nlp.tagger import NETWORK_FILES, Tagger, names
from training.embedder.train import all_texts
from training.language.corpora import (
    Marked,
    corpus,
    name_pool,
    swapped,
    tagging,
    usual_capitals,
    with_capitals,
    word_labels,
    word_places,
)
from training.language.network import Network, labels_of, make_batch
from training.language.vectors import word_vectors

NEWS, GRIT, NERP, TAGS = "idner-news-2k", "nergrit", "nerp", "tags"
KINDS = {NEWS: ("PER", "ORG", "LOC"), GRIT: ("PER", "ORG", "LOC"), NERP: ("PER", "LOC", "EVT", "X")}
TRAIN = {NEWS: "train.txt", GRIT: "train_preprocess.txt", NERP: "train_preprocess.txt"}
NO_TAG = -100


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys of network.toml."""

    width: int
    dilations: list[int]
    drop: float
    seed: int
    epochs: int
    rate: float
    decay: float
    sentences: int
    vector_lost: float
    names_swapped: float
    lower: float
    upper: float
    nerp_share: float
    nerp_capitals: float


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of one corpus: words, name labels, and tags ("" where none is given)."""

    words: list[str]
    labels: list[str]
    tags: list[str]


class Corpora:
    """The training sentences, drawn and varied anew for each epoch."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self.settings, self.rng = settings, random.Random(settings.seed)
        self.marked = {name: list(corpus(data, name, TRAIN[name])) for name in (NEWS, GRIT)}
        self.pool = name_pool(row for rows in self.marked.values() for row in rows)
        tags = dict(tagging(data, "train_preprocess.txt"))  # nerp and POSP share their sentences
        forms = usual_capitals(data)
        self.nerp = [
            (with_capitals(text, spans, tags.get(text, {}), forms), text, spans, tags.get(text, {}))
            for text, spans in corpus(data, NERP, TRAIN[NERP])
        ]
        self.tags = sorted({tag for found in tags.values() for tag in found.values()})

    def _news(self, text: str, spans: list[tuple[int, int, str]]) -> Marked:
        rng, settings = self.rng, self.settings
        if rng.random() < settings.names_swapped:
            text, spans = swapped(text, spans, self.pool, rng)
        dice = rng.random()
        other = (
            text.lower() if dice < settings.lower else text.upper() if dice < settings.lower + settings.upper else text
        )
        return (other if len(other) == len(text) else text), spans

    def epoch(self) -> list[tuple[str, list[Example]]]:
        """Batches of one epoch in random order, sentences of like length together."""
        rng, size = self.rng, self.settings.sentences
        batches: list[tuple[str, list[Example]]] = []
        for name in KINDS:
            if name == NERP:
                chosen = rng.sample(self.nerp, int(len(self.nerp) * self.settings.nerp_share))
                rows = [
                    _example(cased if rng.random() < self.settings.nerp_capitals else text, spans, tags)
                    for cased, text, spans, tags in chosen
                ]
            else:
                rows = [_example(*self._news(text, spans), {}) for text, spans in self.marked[name]]
            rows = [row for row in rows if row.words]
            rng.shuffle(rows)
            for begin in range(0, len(rows), 20 * size):
                stretch = sorted(rows[begin : begin + 20 * size], key=lambda row: len(row.words))
                batches += [(name, stretch[i : i + size]) for i in range(0, len(stretch), size)]
        rng.shuffle(batches)
        return batches


def _example(text: str, spans: list[tuple[int, int, str]], tags: dict[int, str]) -> Example:
    places = word_places(text)
    words = [text[start:end] for start, end in places]
    return Example(words, word_labels(places, spans), [tags.get(start, "") for start, _ in places])


def batch_loss(network: Network, name: str, rows: list[Example], place: dict[str, int], rng: random.Random,
               lost: float, outputs: dict[str, list[str]]) -> torch.Tensor:  # fmt: skip
    """The loss of one batch for each sentence: names, and for nerp also tags."""
    hidden = {(i, k) for i, row in enumerate(rows) for k in range(len(row.words)) if rng.random() < lost}
    batch = make_batch([row.words for row in rows], place, frozenset(hidden))
    seen = network.encode(batch)
    gold = torch.zeros(batch.mask.shape, dtype=torch.long)
    for i, row in enumerate(rows):
        gold[i, : len(row.labels)] = torch.tensor([outputs[name].index(label) for label in row.labels])
    value = network.fields[name].loss(network.outputs[name](seen), gold, batch.mask) / 12 / len(rows)
    if name == NERP:
        wanted = torch.full(batch.mask.shape, NO_TAG)
        for i, row in enumerate(rows):
            known = [outputs[TAGS].index(tag) if tag else NO_TAG for tag in row.tags]
            wanted[i, : len(known)] = torch.tensor(known)
        scores = network.outputs[TAGS](seen)
        value = value + functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=NO_TAG)
    return value


def write(
    network: Network, folder: Path, words: list[str], outputs: dict[str, list[str]], dilations: list[int]
) -> None:
    """The files that `nlp.tagger.Tagger` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {"words": words, "tags": outputs[TAGS], "labels": outputs[NEWS], "dilations": dilations, "networks": 1}
    (folder / NETWORK_FILES[0]).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    weights = {name if name == "words" else f"0.{name}": value for name, value in network.exported().items()}
    save_file(weights, folder / NETWORK_FILES[1])


def measure(folder: Path, data: Path) -> str:
    """Entity F1 on the two NER dev sets, both by the rules of the news corpus, and tag accuracy on POSP valid."""
    tagger = Tagger(folder)
    out = []
    for name, part in ((NEWS, "dev.txt"), (GRIT, "valid_preprocess.txt")):
        right = found = wanted = 0
        rows = list(corpus(data, name, part))
        for (_, spans), places, labels in zip(rows, *_told(tagger, [text for text, _ in rows], 1), strict=True):
            guess = {(places[a][0], places[b - 1][1], k) for a, b, k in names([tagger.labels[i] for i in labels])}
            right, found, wanted = right + len(guess & set(spans)), found + len(guess), wanted + len(set(spans))
        out.append(f"{name} {2 * right / (found + wanted):.4f}")
    hits = total = 0
    tagged = list(tagging(data, "valid_preprocess.txt"))
    for (_, marks), places, tags in zip(tagged, *_told(tagger, [text for text, _ in tagged], 0), strict=True):
        by_place = {start: tagger.tags[tag] for (start, _), tag in zip(places, tags, strict=True)}
        hits, total = hits + sum(by_place.get(at) == tag for at, tag in marks.items()), total + len(marks)
    return f"{', '.join(out)}, tags {hits / total:.4f}"


def _told(tagger: Tagger, texts: list[str], which: int) -> tuple[list[list[tuple[int, int]]], list[list[int]]]:
    """The places of each text's words and what the tagger says of them: tags (0) or labels (1)."""
    places = [word_places(text) for text in texts]
    flat = tagger.read([[t[a:b] for a, b in found] for t, found in zip(texts, places, strict=True)])[which]
    ends = np.cumsum([len(found) for found in places])
    return places, [flat[end - len(found) : end] for end, found in zip(ends, places, strict=True)]


def write_pipeline(folder: Path) -> None:
    """A spaCy pipeline's folder around the network in its kliping_tagger/."""
    import spacy

    from nlp.language import create_tokenizer

    meta = {
        "name": "kliping_sm",
        "version": folder.name.rsplit("-", 1)[-1],
        "description": "Tags, lemmas, sentences and names (PER, ORG, LOC) of Indonesian news",
        "license": "CC BY-SA 4.0",
        "author": "Kliping",
    }
    language = spacy.blank("id", meta=meta)
    language.tokenizer = create_tokenizer()(language)
    language.config["nlp"]["tokenizer"] = {"@tokenizers": "kliping.NewsTokenizer.v1"}
    for name in ("kliping_sentences", "kliping_tagger"):
        language.add_pipe(name)
    language.get_pipe("kliping_tagger").from_disk(folder / "kliping_tagger")
    language.to_disk(folder)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    settings = Settings(**tomllib.loads(Path(__file__).with_name("network.toml").read_text(encoding="utf-8")))
    seed = settings.seed if options.seed is None else options.seed
    torch.manual_seed(seed)
    corpora, rng = Corpora(options.data, settings), random.Random(seed)
    corpora.rng = random.Random(seed)
    outputs = {name: labels_of(kinds) for name, kinds in KINDS.items()} | {TAGS: corpora.tags}
    words, vectors = word_vectors([text for text in dict.fromkeys(all_texts(options.data)) if len(text) > 40])
    place = {word: row for row, word in enumerate(words, start=2)}
    network = Network(vectors, outputs, settings.width, settings.dilations, settings.drop)
    mean = copy.deepcopy(network)
    free = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    heavy = [p for name, p in free if p.dim() > 1 and not name.startswith("pieces")]
    light = [p for name, p in free if p.dim() < 2 or name.startswith("pieces")]
    groups = [{"params": heavy, "weight_decay": settings.decay}, {"params": light, "weight_decay": 1e-3}]
    optimiser = torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.99))
    loss = partial(batch_loss, network, place=place, rng=rng, lost=settings.vector_lost, outputs=outputs)
    folder, begun, step, steps = options.out / "kliping_tagger", time.time(), 0, 0
    for epoch in range(settings.epochs):
        batches = corpora.epoch()
        steps = steps or len(batches) * settings.epochs
        network.train()
        for name, rows in batches:
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * min(1.0, (step + 1) / 200) * max(0.02, 1 - step / steps)
            value = loss(name, rows)
            optimiser.zero_grad()
            value.backward()
            clip_grad_norm_([p for _, p in free], 2.0)
            optimiser.step()
            step += 1
            share = 1 - min(0.998, step / (step + 50))
            with torch.no_grad():
                for kept, now in zip(mean.parameters(), network.parameters(), strict=True):
                    if now.requires_grad:
                        kept.lerp_(now, share)
        if epoch % 4 == 3 or epoch + 1 == settings.epochs:
            write(mean, folder, words, outputs, settings.dilations)
            print(f"epoch {epoch + 1}: {measure(folder, options.data)} ({time.time() - begun:.0f} s)", flush=True)
    write_pipeline(options.out)


if __name__ == "__main__":
    main()
