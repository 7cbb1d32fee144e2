"""Extractive summaries: the one to three sentences of an article, or of a story's articles, that tell most.

A small network over place, centrality and form (models/, trained on IndoSum) ranks the sentences that can stand alone;
awards, ministers' quotes and the title lift theirs; what repeats a chosen sentence is passed over.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from kliping.model import AwardRecord, Quote, Span, SummarySentence
from nlp.embeddings import Vectors, load_embedder, model_folder
from nlp.sentences import QUOTES, quotation_spans, read, tokens

FEATURES = (
    *("first", "second", "third", "fourth", "fifth", "sixth_on", "late", "opens_paragraph", "first_paragraph"),
    *("length", "short", "long", "centrality", "to_first", "quoted", "opens_with_quote", "dangling", "unnamed_speaker"),
    *("figures", "names", "frequent_words", "shared_words", "long_words", "sentences", "to_last", "to_next", "words"),
    *("words_of_first", "depth", "seen_before", "neighbours"),
)
RANKER = "id_kliping_summary-0.1.0"
CONSIDERED = 60  # sentences from the start; a summary does not rest on what comes later
REPEATS = 0.82  # cosine of two sentences that say the same
SHARED = 0.6  # share of the shorter sentence's words that makes it a repeat


@dataclass(frozen=True, slots=True)
class Settings:
    """knowledge/summary.toml: bonuses and the patterns of sentences that lean on others."""

    bonus: dict[str, float]
    dangling: re.Pattern[str]
    attributions: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A sentence of a story's summary and the position of its article in the sequence that was given."""

    article: int
    sentence: SummarySentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as the ranking sees it: place in the article's prose, paragraph, and text."""

    span: Span
    paragraph: int
    place: int
    text: str


@cache
def settings() -> Settings:
    """The settings; an unknown or missing key is an error."""
    name = "summary.toml"
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8"))
    if wrong := set(data) ^ {"bonus", "dangling"} or set(data["dangling"]) ^ {"openings", "attributions"}:
        raise ValueError(f"{name}: unknown or missing key {sorted(wrong)[0]!r}")
    if wrong := set(data["bonus"]) ^ {"award", "minister", "title", "length"}:
        raise ValueError(f"{name}: unknown or missing key bonus.{sorted(wrong)[0]}")
    openings = "|".join(re.escape(form) for form in sorted(data["dangling"]["openings"], key=len, reverse=True))
    spoken = "|".join(re.escape(form) for form in sorted(data["dangling"]["attributions"], key=len, reverse=True))
    return Settings(
        {key: float(value) for key, value in data["bonus"].items()},
        re.compile(
            rf"\W*(?:(?:{openings})(?!\w)|(?!hanya|biasanya|tanya|nyatanya)\w{{3,}}nya(?!\w)|(?:\S+\s+){{1,4}}tersebut(?!\w))"
        ),
        re.compile(rf"(?<!\w)(?:{spoken})(?!\w)"),
    )


_DATELINE = re.compile(
    r"(?:[A-Z][\w.’' ]{1,30}(?:,\s*[\w.]{2,25}(?:\s[\w.]{2,15})?)?(?:\s*\([^()]{2,30}\))?|[\w.]{3,20}\.(?:com|id|co))"
    r"\s*(?:[–—]|--?|:)+\s+(?=\S)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z]{3,}|\b\w+\.(?:com|co|id|net)\b|\(|,\s*[A-Z]", re.ASCII)


def without_dateline(text: str, start: int, end: int) -> int:
    """Where a first sentence begins behind its dateline ("JAKARTA, KOMPAS.com – …")."""
    found = _DATELINE.match(text, start, min(end, start + 90))
    if found and found.end() < end and text[start].isupper() and _CAPITALS.search(found.group()):
        return found.end()
    return start


def whole(sentence: str) -> bool:
    """Whether every quotation and bracket that the sentence opens is closed in it."""
    marks = sum(sentence.count(mark) for mark in QUOTES)
    return marks == 2 * len(quotation_spans(sentence)) and sentence.count("(") == sentence.count(")")


def stands_alone(sentence: str) -> bool:
    """Whether a reader understands the sentence without the one before it, and it is a complete one."""
    low = sentence.lower()
    spare = settings()
    return (
        whole(sentence)
        and not sentence[0].islower()
        and sentence[-1] in '.!?"”’)…'
        and 5 <= len(sentence.split()) <= 80
        and not sentence.rstrip('"”’)').endswith(("...", "…", "?", ":"))
        and not spare.dangling.match(low)
        and not spare.attributions.search(low)
    )


@lru_cache(maxsize=64)
def candidates(text: str) -> tuple[Candidate, ...]:
    """The first sentences of the article's own prose."""
    found: list[Candidate] = []
    reading = read(text)
    for place, sentence in enumerate(reading.prose()):
        if place >= CONSIDERED:
            break
        start = without_dateline(text, sentence.start, sentence.end) if place == 0 else sentence.start
        found.append(
            Candidate(Span(start=start, end=sentence.end), sentence.paragraph, place, text[start : sentence.end])
        )
    return tuple(found)


def features(sentences: Sequence[str], paragraphs: Sequence[int], vectors: Vectors) -> Vectors:
    """One row of FEATURES for each sentence of an article, in reading order; `vectors` are their embeddings."""
    count = len(sentences)
    weight = np.array([min(1.0, len(s) / 60) / (1 + 0.05 * i) for i, s in enumerate(sentences)], dtype=np.float32)
    centre = (vectors * weight[:, None]).sum(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    near = vectors @ vectors.T
    content = [[w for w in re.findall(r"\w+", s.lower()) if len(w) > 3] for s in sentences]
    often = Counter(w for found in content for w in found)
    spread = Counter(w for found in content for w in set(found))
    rows = np.zeros((count, len(FEATURES)), dtype=np.float32)
    for i, sentence in enumerate(sentences):
        own = set(content[i])
        rows[i] = [
            *_form(sentence, i, paragraphs),
            sum(often[w] for w in own) / (10 * max(1, len(own))),
            sum(spread[w] - 1 for w in own) / (count * max(1, len(own))),
            len(content[i]) / 10,
            math.log(count),
            float(near[i, i - 1]) if i else 0.5,
            float(near[i, i + 1]) if i + 1 < count else 0.3,
            len(sentence.split()) / 25,
            min(1.0, len(sentences[0].split()) / 25),
            i / count,
            float(near[i, :i].max()) if i else 0.4,
            float(np.sort(near[i])[-4:-1].mean()) if count > 4 else 0.4,
        ]
    rows[:, FEATURES.index("centrality")] = vectors @ centre
    rows[1:, FEATURES.index("to_first")] = near[1:, 0]
    return rows


def _form(sentence: str, i: int, paragraphs: Sequence[int]) -> list[float]:
    """The features that need only the sentence and its place; centrality and to_first are filled in for all at once."""
    low, found, spare = sentence.lower(), sentence.split(), settings()
    return [
        *(float(i == k) for k in range(5)),
        float(5 <= i < 10),
        float(i >= 10),
        float(i == 0 or paragraphs[i] != paragraphs[i - 1]),
        float(paragraphs[i] == paragraphs[0]),
        min(len(found), 50) / 25,
        float(len(found) < 8),
        float(len(found) > 40),
        0.0,
        0.5,
        float(any(mark in sentence for mark in QUOTES)),
        float(sentence[:1] in QUOTES),
        float(bool(spare.dangling.match(low))),
        float(bool(spare.attributions.search(low))),
        float(any(c.isdigit() for c in sentence)),
        sum(1 for w in found[1:] if w[:1].isupper()) / max(len(found), 1),
    ]


@cache
def _ranker() -> dict[str, Vectors]:
    from safetensors.numpy import load_file

    parts: dict[str, Vectors] = load_file(model_folder(RANKER) / "model.safetensors")
    if parts["mean"].shape != (len(FEATURES),):
        raise ValueError(f"{RANKER} was trained on other features than nlp.summary has: train it again")
    return parts


def scores(rows: Vectors) -> Vectors:
    """The log-odds that each row's sentence belongs to a summary."""
    part = _ranker()
    hidden = np.maximum((rows - part["mean"]) / part["scale"] @ part["hidden.weight"] + part["hidden.bias"], 0)
    return np.asarray((hidden @ part["out.weight"] + part["out.bias"])[:, 0], dtype=np.float32)


def _words(sentence: str) -> frozenset[str]:
    return frozenset(t.text.lower() for t in tokens(sentence) if len(t.text) > 3)


def _repeats(sentence: str, vector: Vectors, chosen: Sequence[tuple[str, Vectors]]) -> bool:
    mine = _words(sentence)
    for other, seen in chosen:
        theirs = _words(other)
        if float(vector @ seen) > REPEATS or len(mine & theirs) > SHARED * max(1, min(len(mine), len(theirs))):
            return True
    return False


def _ranked(title: str, text: str) -> tuple[tuple[Candidate, ...], Vectors, Vectors]:
    found = candidates(text)
    if not found:
        return (), np.zeros((0, 1), np.float32), np.zeros(0, np.float32)
    texts = [c.text for c in found]
    vectors = load_embedder().encode([*texts, title])
    head, vectors = vectors[-1], vectors[:-1]
    value = scores(features(texts, [c.paragraph for c in found], vectors))
    bonus = settings().bonus
    value += bonus["title"] * (vectors @ head)
    value += bonus["length"] * np.log([min(40, max(1, len(text.split()))) for text in texts]).astype(np.float32)
    return found, vectors, value


def _overlaps(span: Span, other: Span) -> bool:
    return other.field == span.field and other.start < span.end and span.start < other.end


def summarise(
    title: str,
    text: str,
    awards: Sequence[AwardRecord] = (),
    quotes: Sequence[Quote] = (),
    sentences: int = 3,
) -> tuple[SummarySentence, ...]:
    """One to `sentences` sentences in reading order, each with its span; () for a text without prose."""
    found, vectors, value = _ranked(title, text)
    if not found:
        return ()
    bonus = settings().bonus
    evidence = [span for award in awards if award.status == "received" for span in award.evidence]
    spoken = [quote.span for quote in quotes if quote.minister]
    for i, candidate in enumerate(found):
        value[i] += bonus["award"] * any(_overlaps(candidate.span, span) for span in evidence)
        value[i] += bonus["minister"] * any(_overlaps(candidate.span, span) for span in spoken)
    usable = [i for i, candidate in enumerate(found) if stands_alone(candidate.text)]
    if not usable:
        usable = [i for i, candidate in enumerate(found) if whole(candidate.text)][:1] or [0]
    chosen: list[int] = []
    for i in sorted(usable, key=lambda i: (-float(value[i]), i)):
        if len(chosen) == sentences:
            break
        if not _repeats(found[i].text, vectors[i], [(found[j].text, vectors[j]) for j in chosen]):
            chosen.append(i)
    return tuple(SummarySentence(span=found[i].span, text=found[i].text) for i in sorted(chosen))


def summarise_story(articles: Sequence[tuple[str, str]], sentences: int = 3) -> tuple[StorySentence, ...]:
    """The sentences that tell most of several (title, text) articles on one event, oldest first, no repeats."""
    pool: list[tuple[float, int, Candidate, Vectors]] = []
    for number, (title, text) in enumerate(articles):
        found, vectors, value = _ranked(title, text)
        pool += [
            (float(value[i]), number, candidate, vectors[i])
            for i, candidate in enumerate(found)
            if candidate.place < 12 and stands_alone(candidate.text)
        ]
    if not pool:
        return ()
    # what many articles of the story say is what the story is
    centre = np.mean([row[3] for row in pool], axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    pool.sort(
        key=lambda row: (-(row[0] + 2.0 * float(row[3] @ centre) - 0.1 * math.log1p(row[1])), row[1], row[2].place)
    )
    chosen: list[tuple[float, int, Candidate, Vectors]] = []
    for row in pool:
        if len(chosen) == sentences:
            break
        if not _repeats(row[2].text, row[3], [(kept[2].text, kept[3]) for kept in chosen]):
            chosen.append(row)
    chosen.sort(key=lambda row: (row[1], row[2].place))
    return tuple(StorySentence(row[1], SummarySentence(span=row[2].span, text=row[2].text)) for row in chosen)
