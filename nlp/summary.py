"""Extractive summaries: the one to three sentences of an article, or of a story's articles, that tell most.

A small network over place, form and words (models/, trained on IndoSum) ranks the sentences that can stand alone;
awards, ministers' quotes and the title lift theirs; what repeats a chosen sentence is passed over.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from kliping.model import AwardRecord, Quote, Span, SummarySentence
from nlp.embeddings import model_folder
from nlp.rarity import rarity
from nlp.search_text import lemma, words
from nlp.sentence_features import FEATURES, OPENING, Rows, sentence_features
from nlp.sentences import QUOTES, quotation_spans, read

RANKER = "id_kliping_summary-0.2.0"
CONSIDERED = 60  # sentences from the start; a summary does not rest on what comes later
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
        and not spare.dangling.match(low[:OPENING])
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


@cache
def _ranker() -> dict[str, Rows]:
    from safetensors.numpy import load_file

    parts: dict[str, Rows] = load_file(model_folder(RANKER) / "model.safetensors")
    if parts["mean"].shape != (len(FEATURES),):
        raise ValueError(f"{RANKER} was trained on other features than nlp.summary has: train it again")
    return parts


def scores(rows: Rows) -> Rows:
    """The log-odds that each row's sentence belongs to a summary."""
    part = _ranker()
    hidden = np.maximum((rows - part["mean"]) / part["scale"] @ part["hidden.weight"] + part["hidden.bias"], 0)
    return np.asarray((hidden @ part["out.weight"] + part["out.bias"])[:, 0], dtype=np.float32)


def content_words(sentence: str) -> frozenset[str]:
    """The words by which repeats are told."""
    return frozenset(word for word in re.findall(r"\w+", sentence.lower()) if len(word) > 3)


def repeats(mine: frozenset[str], chosen: Iterable[frozenset[str]]) -> bool:
    """Whether a sentence of these words says again what one of the chosen says."""
    return any(len(mine & theirs) > SHARED * max(1, min(len(mine), len(theirs))) for theirs in chosen)


def length_bonus(sentence: str) -> float:
    """The ranking's bonus for length: ROUGE and readers prefer a full sentence to a short one."""
    return settings().bonus["length"] * math.log(min(40, max(1, len(sentence.split()))))


def _ranked(title: str, text: str) -> tuple[tuple[Candidate, ...], Rows]:
    found = candidates(text)
    texts = [c.text for c in found]
    spare = settings()
    value = scores(sentence_features(texts, [c.paragraph for c in found], spare.dangling, spare.attributions))
    head = {word: rarity(word) for word in map(lemma, words(title))}
    total = sum(head.values()) or 1.0
    for i, sentence in enumerate(texts):
        held = {lemma(word) for word in words(sentence)}
        value[i] += spare.bonus["title"] * sum(v for w, v in head.items() if w in held) / total + length_bonus(sentence)
    return found, value


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
    found, value = _ranked(title, text)
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
        if not repeats(content_words(found[i].text), (content_words(found[j].text) for j in chosen)):
            chosen.append(i)
    return tuple(SummarySentence(span=found[i].span, text=found[i].text) for i in sorted(chosen))


def summarise_story(articles: Sequence[tuple[str, str]], sentences: int = 3) -> tuple[StorySentence, ...]:
    """The sentences that tell most of several (title, text) articles on one event, oldest first, no repeats."""
    pool: list[tuple[float, int, Candidate, frozenset[str]]] = []
    for number, (title, text) in enumerate(articles):
        found, value = _ranked(title, text)
        pool += [
            (float(value[i]), number, candidate, content_words(candidate.text))
            for i, candidate in enumerate(found)
            if candidate.place < 12 and stands_alone(candidate.text)
        ]
    # what many articles of the story say is what the story is: words weigh by the articles that hold them
    held = Counter(word for n in range(len(articles)) for word in {w for row in pool if row[1] == n for w in row[3]})

    def weight(row: tuple[float, int, Candidate, frozenset[str]]) -> float:
        common = sum(held[word] - 1 for word in row[3]) / max(1, len(row[3])) / max(1, len(articles) - 1)
        return row[0] + 2.0 * common - 0.1 * math.log1p(row[1])

    pool.sort(key=lambda row: (-weight(row), row[1], row[2].place))
    chosen: list[tuple[float, int, Candidate, frozenset[str]]] = []
    for row in pool:
        if len(chosen) == sentences:
            break
        if not repeats(row[3], (kept[3] for kept in chosen)):
            chosen.append(row)
    chosen.sort(key=lambda row: (row[1], row[2].place))
    return tuple(StorySentence(row[1], SummarySentence(span=row[2].span, text=row[2].text)) for row in chosen)
