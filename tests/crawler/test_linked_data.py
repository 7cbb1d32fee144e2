"""JSON-LD as sites really write it."""

from __future__ import annotations

import pytest

from crawler.linked_data import read_linked_data

DATE = '"datePublished": "2022-03-08T10:15:00+07:00"'


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Piala", DATE}'.replace('DATE', DATE),
        '[{"@type": "Organization"}, {"@type": ["Article", "NewsArticle"], "headline": "Piala", DATE}]'.replace('DATE', DATE),
        '{"@graph": [{"@type": "WebPage", "headline": "Salah"}, {"@type": "NewsArticle", "headline": "Piala", DATE}]}'.replace('DATE', DATE),
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Piala", DATE}}'.replace('DATE', DATE),
        '<!-- {"@type": "NewsArticle", "headline": "Piala", DATE,} -->'.replace('DATE', DATE),
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Piala", DATE}\n//]]>'.replace('DATE', DATE),
        '{"@type": "NewsArticle", "headline": "Piala", "description": "baris\nbaru dan \ttab", DATE};'.replace('DATE', DATE),
        '{"@type": "NewsArticle", "headline": "Piala", "description": "tanda " kutip " salah", DATE}'.replace('DATE', DATE),
    ],
)  # fmt: skip
def test_the_article_is_found(script: str) -> None:
    found = read_linked_data([script])
    assert (found.headline, found.published) == ("Piala", "2022-03-08T10:15:00+07:00")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Budi Hartono"', ("Budi Hartono",)),
        ('{"@type": "Person", "name": "Budi Hartono"}', ("Budi Hartono",)),
        ('[{"name": "Budi Hartono"}, {"name": "Ani Lestari"}]', ("Budi Hartono", "Ani Lestari")),
        ('{"@id": "#orang"}', ("Citra Dewi",)),
        ('{"name": ["Budi Hartono"]}', ("Budi Hartono",)),
        ("null", ()),
        ("[[]]", ()),
    ],
)
def test_authors(author: str, names: tuple[str, ...]) -> None:
    script = (
        '[{"@id": "#orang", "@type": "Person", "name": "Citra Dewi"}, {"@type": "Article", "author": AUTHOR}]'.replace(
            "AUTHOR", author
        )
    )
    assert read_linked_data([script]).authors == names


def test_crumbs_keywords_and_paywall() -> None:
    found = read_linked_data([
        '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Beranda"}, {"item": {"name": "Daerah"}}, 5]}',
        '{"@type": "Article", "keywords": "sagara, piala", "isAccessibleForFree": false, "image": [{"url": "https://a.example/b.jpg"}]}',
    ])  # fmt: skip
    assert found.crumbs == ("Beranda", "Daerah")
    assert found.keywords == ("sagara", "piala")
    assert found.paywalled
    assert found.image == "https://a.example/b.jpg"


@pytest.mark.parametrize("script", ["", "{", "[" * 90_000, "null", "5", '"x"', "undefined", '{"@graph": 5}'])
def test_nonsense_says_nothing(script: str) -> None:
    assert read_linked_data([script]).headline == ""
