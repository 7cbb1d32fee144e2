"""The measures, their agreement with the team's scorer where that is at hand, and the pinned floors."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from collections import Counter
from typing import Any

import pytest

from evaluation.gate import FLOORS, GOLD, NEWSROOM, SETS, article_of, below_floor, gold_sets, measure, read_gold
from evaluation.metrics import Figures, add_article, overlap, same_person
from kliping.lines import output_line
from nlp.annotate import Annotator

needs_gold = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the gold articles (../shared/gold) are not beside the project"
)


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("Sari Dewi", "Sari Dewi", True),
        ("Sari Dewi", "Dr. Hj. Sari Dewi Lestari", True),
        ("Sari Dewi Lestari", "Sari Dewi", True),
        ("Sari Dewi", "Sari", False),
        ("Sari", "Sari", True),
        ("Sari Dewi", None, False),
        ("warga", "warga", True),
    ],
)
def test_same_person(wanted: str, found: str | None, same: bool) -> None:
    assert same_person(wanted, found) is same


def test_overlap() -> None:
    assert overlap("satu dua", "dua satu") == 1.0
    assert overlap("satu dua", "dua tiga") == 0.5
    assert overlap("", None) == 0.0


def test_a_perfect_and_an_empty_prediction() -> None:
    gold: dict[str, Any] = {
        "id": "x",
        "labels": {"award": True, "ministerial": False},
        "awards": [
            {"recipient": "Kota A", "award": "Piala B", "program": "other", "category": None, "score": None,
             "giver": None, "year": 2020, "date": None}
        ],
        "quotes": [{"content": "kami senang", "type": "direct", "speaker": "Sari Dewi", "minister": False}],
        "units": [{"mention": "Kota A"}],
    }  # fmt: skip
    perfect, empty = Figures(), Figures()
    add_article(perfect, gold, gold)
    add_article(empty, gold, {})
    assert set(perfect.values().values()) == {0.0, 1.0}
    assert perfect.values()["awards.full"] == 1.0
    assert not perfect.errors
    assert empty.values()["awards.record"] == 0.0
    assert below_floor(empty, {"awards.record": 0.5}) == ["awards.record: 0.0000 is below its floor 0.5000"]


@needs_gold
def test_agreement_with_the_scorer_of_the_team() -> None:
    spec = importlib.util.spec_from_file_location("team_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    team = importlib.util.module_from_spec(spec)
    sys.modules["team_score"] = team
    spec.loader.exec_module(team)
    folder = GOLD / "written"
    annotator = Annotator()
    figures = Figures()
    predictions = {}
    for gold in read_gold([folder]):
        row = json.loads(output_line(gold["id"], annotator.annotate_one(article_of(gold))))
        predictions[gold["id"]] = row
        add_article(figures, gold, row)
    theirs, _ = team.evaluate(folder, predictions)
    for name, tally in figures.tallies.items():
        assert tally.f1 == pytest.approx(theirs[name]["f1"], abs=1e-4), name


@pytest.mark.parametrize("name", [NEWSROOM, *SETS])
def test_no_figure_is_below_its_floor(name: str) -> None:
    sets = dict(gold_sets(GOLD))
    if name not in sets:
        pytest.skip("the gold articles (../shared/gold) are not beside the project")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    figures, _, _ = measure(sets[name])
    assert below_floor(figures, floors[name]) == []


@needs_gold
def test_every_string_of_an_annotation_stands_in_the_text() -> None:
    annotator = Annotator()
    seen = Counter[str]()
    for gold in read_gold([GOLD / "seeds", GOLD / "written", GOLD / "real"]):
        article = article_of(gold)
        annotation = annotator.annotate_one(article)
        for quote in annotation.quotes:
            assert article.read(quote.span) == quote.content
        for mention in annotation.units:
            assert article.read(mention.span) == mention.text
        whole = f"{article.title}\n{article.text}"
        for award in annotation.awards:
            for value in (award.recipient, award.award, award.category, award.score, award.giver):
                assert not value or value in whole
        seen.update(quotes=len(annotation.quotes), units=len(annotation.units), awards=len(annotation.awards))
    assert min(seen[kind] for kind in ("quotes", "units", "awards")) > 100
