"""The two articles that the project began with are read right. They are read from beside the project, never copied."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.gate import GOLD, article_of, read_gold
from evaluation.metrics import overlap
from kliping.model import Annotation
from nlp.annotate import Annotator

FOLDER = GOLD / "seeds"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the seed articles (../shared/gold/seeds) are not here")


def seeds() -> list[tuple[dict[str, Any], Annotation]]:
    """Gold and reading of both seeds."""
    annotator = Annotator()
    return [(gold, annotator.annotate_one(article_of(gold))) for gold in read_gold([FOLDER])]


@pytest.mark.parametrize("number", [0, 1])
def test_awards(number: int) -> None:
    gold, annotation = seeds()[number]
    received = [award for award in annotation.awards if award.status == "received"]
    assert len(received) == len(gold["awards"])
    for wanted in gold["awards"]:
        award = max(received, key=lambda a: overlap(a.recipient, wanted["recipient"]))
        assert overlap(award.recipient, wanted["recipient"]) >= 0.8
        assert award.recipient_id
        assert award.programme == wanted["program"]
        assert (award.category or "").lower() == (wanted["category"] or "").lower()
        assert award.score == wanted["score"]
        assert overlap(award.award, wanted["award"]) >= 0.7
        assert overlap(award.giver, wanted["giver"]) >= 0.7 or not (award.giver or wanted["giver"])
        assert award.year == wanted["year"]
        assert (award.date.isoformat() if award.date else None) == wanted["date"]


@pytest.mark.parametrize("number", [0, 1])
def test_quotes(number: int) -> None:
    gold, annotation = seeds()[number]
    for wanted in gold["quotes"]:
        quote = max(annotation.quotes, key=lambda q: (q.kind == wanted["type"], overlap(q.content, wanted["content"])))
        assert overlap(quote.content, wanted["content"]) >= (0.9 if wanted["type"] == "direct" else 0.5)
        assert (quote.speaker, quote.minister) == ("Tjahjo Kumolo", True)
        assert quote.speaker_id
    assert sum(q.kind == "direct" for q in annotation.quotes) == sum(q["type"] == "direct" for q in gold["quotes"])


@pytest.mark.parametrize("number", [0, 1])
def test_units(number: int) -> None:
    gold, annotation = seeds()[number]
    texts = [unit.text for unit in annotation.units]
    # an abbreviation that stands only in its defining bracket is part of the longer mention, not one of its own
    defined = {w["mention"] for w in gold["units"] if any(f"({w['mention']})" in text for text in texts)}
    for wanted in gold["units"]:
        found = any(overlap(text, wanted["mention"]) >= 0.8 for text in texts)
        assert found or wanted["mention"] in defined, wanted["mention"]
    assert len({unit.text for unit in annotation.units}) <= len(gold["units"])


def test_the_two_wordings_of_one_statement_are_both_there() -> None:
    contents = [q.content for _, annotation in seeds() for q in annotation.quotes if q.kind == "direct"]
    assert any(c.startswith("Setiap aparatur negara harus mempunyai orientasi") for c in contents)
    assert any(c.startswith("Setiap aparatur pemerintah harus mempunyai orientasi") for c in contents)
