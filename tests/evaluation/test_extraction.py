"""The pinned floors of reading saved pages, where these are at hand; trafilatura runs on the same pages."""

from __future__ import annotations

import pytest

from evaluation.extraction import PAGES, below_floor, figures, list_pages, measure, token_f1


@pytest.mark.parametrize(("found", "wanted", "f1"), [("a b", "A b.", 1.0), ("a", "a b", 2 / 3), ("", "a", 0.0)])
def test_token_f1(found: str, wanted: str, f1: float) -> None:
    assert token_f1(found, wanted) == pytest.approx(f1)


@pytest.mark.skipif(not PAGES.is_dir(), reason="the saved pages (../shared/data/html) are not beside the project")
def test_floors_hold() -> None:
    assert below_floor(figures(measure(PAGES), list_pages(PAGES))) == []
