"""The tone of an article toward the bodies it concerns, with the sentence that decided. Words: tone_lexicon.toml.

A rule reading: praise and blame by lexicon, turned by negation, muted by hope and protocol, weighed by place and by
whether the sentence names a body. A received award is praise.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kliping.model import AwardRecord, Field, Mention, Span, Tone, ToneLabel
from nlp.relevance import terms
from nlp.sentences import read

POSITIVE, NEGATIVE = 0.3, -0.3  # scores beyond these are a tone
READ_SENTENCES = 12  # later sentences are background
READ_CHARACTERS = 2000  # of one sentence; a longer one is a text without stops
NEGATION_REACH = 28  # characters between a negator and the word it turns


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of knowledge/tone_lexicon.toml as patterns over lower-case text."""

    praise_strong: re.Pattern[str]
    praise_weak: re.Pattern[str]
    cases: re.Pattern[str]
    calamity: re.Pattern[str]
    blaming: re.Pattern[str]
    praising: re.Pattern[str]
    blame_strong: re.Pattern[str]
    blame_weak: re.Pattern[str]
    protocol: re.Pattern[str]
    negators: re.Pattern[str]
    hoped: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Passage:
    field: Field
    start: int
    end: int
    weight: float
    text: str


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    inner = "|".join(re.escape(f.rstrip("*")) + (r"\w*" if f.endswith("*") else "(?:nya)?") for f in ordered)
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])")


@cache
def lexicon() -> Lexicon:
    """The lexicon; a key too many or too few in the file is an error."""
    name = "tone_lexicon.toml"
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8"))
    if wrong := set(data) ^ set(Lexicon.__dataclass_fields__):
        raise ValueError(f"{name}: unknown or missing key {sorted(wrong)[0]!r}")
    return Lexicon(**{key: _pattern(forms) for key, forms in data.items()})


def public_body() -> re.Pattern[str]:
    """Words for public bodies and their heads, over lower-case text."""
    return terms().public


def _passages(title: str, text: str) -> Iterator[_Passage]:
    if title.strip():
        yield _Passage("title", 0, len(title), 2.0, title)
    for number, sentence in enumerate(read(text).prose()):
        if number >= READ_SENTENCES:
            return
        weight = 1.0 if number < 2 else 0.6 if number < 5 else 0.35
        yield _Passage("text", sentence.start, sentence.end, weight, text[sentence.start : sentence.end])


def passage_score(passage: str) -> float:
    """Praise less blame of one sentence, about -3 … 3, before any weighing."""
    lists, low = lexicon(), passage[:READ_CHARACTERS].lower()
    hoped = [m.start() for m in lists.hoped.finditer(low)]
    negated = [m.end() for m in lists.negators.finditer(low)]
    courtesy = [m.span() for m in lists.protocol.finditer(low)]
    score = -1.0 * len({m.group() for m in lists.cases.finditer(low)})
    calamity = lists.calamity.search(low)
    for pattern, value in (
        (lists.praise_strong, 1.0),
        (lists.praise_weak, 0.5),
        (lists.blame_strong, -1.0),
        (lists.blame_weak, 0.0 if calamity else -0.5),
    ):
        for found in pattern.finditer(low):
            if any(start <= found.start() < end for start, end in courtesy):
                continue
            worth = value
            if any(0 <= found.start() - end <= NEGATION_REACH for end in negated):
                worth = -0.5 * value if value > 0 else 0.0  # "tidak ada keluhan" clears a body, it does not praise it
            elif value > 0 and any(start < found.start() for start in hoped):
                worth = 0.15 * value
            score += worth
    for pattern, value in ((lists.praising, 1.0), (lists.blaming, -1.0)):
        for found in pattern.finditer(low):
            courteous = any(start <= found.start() < end for start, end in courtesy)
            if not courteous and public_body().search(low, found.end()):
                score += 0.15 * value if any(start < found.start() for start in hoped) else value
    return max(-3.0, min(3.0, score))


def tone_of(title: str, text: str, mentions: Sequence[Mention], awards: Sequence[AwardRecord]) -> Tone:
    """The tone with a score of -1 … 1; the span is the sentence that weighed most, None when neutral."""
    total = 0.0
    received = [award for award in awards if award.status == "received"]
    for passage in _passages(title, text):
        score = passage_score(passage.text)
        if not score:
            continue
        named = public_body().search(passage.text.lower()) or any(
            m.span.field == passage.field and passage.start <= m.span.start < passage.end for m in mentions
        )
        score *= passage.weight * (1.0 if named else 0.4)
        total += score
    value = math.tanh(total / 4)
    # an award of former years does not turn a headline that blames
    if received and value > -0.6 and passage_score(title) >= 0:
        value = max(value, 0.0) * 0.5 + 0.5
    label: ToneLabel = "positive" if value > POSITIVE else "negative" if value < NEGATIVE else "neutral"
    return Tone(label=label, span=_deciding(label, title, text, received), score=round(value, 3))


def _deciding(label: ToneLabel, title: str, text: str, received: Sequence[AwardRecord]) -> Span | None:
    """The sentence that speaks most for the label; for praise, the evidence of an award where no sentence does."""
    if label == "neutral":
        return None
    sign = 1 if label == "positive" else -1
    ranked = [(sign * passage_score(p.text) * p.weight, p) for p in _passages(title, text)]
    top = max(ranked, key=lambda row: row[0], default=None)
    if top and top[0] > 0:
        return Span(field=top[1].field, start=top[1].start, end=top[1].end)
    evidence = [span for award in received for span in award.evidence]
    return evidence[0] if evidence else None
