"""The cheap stage lets what is relevant through: its pinned floors, where the annotated articles are at hand."""

from __future__ import annotations

import tomllib

import pytest

from evaluation.title_filter import FLOORS, SHARED, Rate, below_floor, rate, relevant_items


def test_a_rate_below_its_floor_is_named() -> None:
    assert below_floor({"x": Rate(10, 9, 5)}, {"x": 0.95, "x, title alone": 0.5, "y": 1.0}) == ["x: 0.900 < 0.95"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles (../shared) are not beside the project")
def test_floors_hold() -> None:
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["headlines"]
    assert below_floor({name: rate(items) for name, items in relevant_items().items()}, floors) == []
