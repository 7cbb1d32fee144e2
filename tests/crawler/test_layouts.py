"""The ways in which Indonesian sites build a page: tests/pages/layouts holds one made-up page of each make."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.extraction import extract

PAGES = Path(__file__).resolve().parents[1] / "pages" / "layouts"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
LAYOUTS = {name: table for name, table in EXPECTED.items() if isinstance(table, dict)}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_is_read_whole_and_clean(name: str) -> None:
    wanted = LAYOUTS[name]
    article = extract((PAGES / f"{name}.html").read_bytes(), wanted["url"])
    assert article.text == wanted.get("text", EXPECTED["text"])
    assert article.title == wanted.get("title", EXPECTED["title"])
    assert article.published is not None
    assert article.published.at.isoformat() == wanted["published"]
    assert article.published.precision == "minute"
    assert article.published.origin == wanted.get("origin", article.published.origin)
    assert article.dateline == wanted.get("dateline", "")
    assert article.agency_code == wanted.get("code", "")
    assert list(article.authors) == wanted.get("authors", [])
    assert list(article.editors) == wanted.get("editors", [])
    assert list(article.next_pages) == wanted.get("next_pages", [])


def test_every_page_has_its_expectation() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(LAYOUTS)
