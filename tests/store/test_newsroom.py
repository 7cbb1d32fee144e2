"""The embedded newsroom's own truth: stories, pickups, quote families and award facts come out exactly.

The articles and their annotations are taken as a perfect crawler and reader would deliver them, so that a failure here
is a fault of linking.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.newsroom.desk import stories as desk
from crawler.newsroom.truth import Expected, expected, outcome
from kliping.model import Annotation, Article, AwardRecord, Quote, Relevance, Source, Span
from kliping.urls import article_id
from store.annotations import save_annotation
from store.articles import find_article, save_article, save_sources
from store.award_facts import assign_facts
from store.awards import list_awards
from store.check import check
from store.database import Store, open_store
from store.quotes import assign_families, list_families
from store.search_index import words
from store.stories import assign_stories
from store.story_lists import list_releases, pickups


def slug(text: str) -> str:
    return "-".join(words(text))


def articles() -> list[Expected]:
    return [expected(story, f"https://{story.outlet.slug}.example", 1) for story in desk()]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("newsroom") / "kliping.db"
    with open_store(path) as store:
        outlets = {story.outlet.slug: story.outlet for story in desk()}
        save_sources(
            store,
            [
                Source(
                    slug=outlet.slug,
                    name=outlet.name,
                    domain=outlet.domain,
                    kind="government" if outlet.slug == "tirtakencana" else "news",
                )
                for outlet in outlets.values()
            ],
        )
        for item in articles():
            saved = save_article(
                store,
                Article(
                    id=article_id(item.url, item.published.at),
                    url=item.url,
                    title=item.title,
                    text=item.text,
                    teaser=item.teaser,
                    source=item.outlet,
                    outlet=item.outlet,
                    published=item.published,
                ),
            )
            save_annotation(store, annotation(item, saved.article_id))
        assign_families(store)
        assign_stories(store)
        assign_facts(store)
        yield store


def annotation(item: Expected, number: int) -> Annotation:
    gold = item.annotation
    if gold is None:
        return Annotation(article_id=number, version="gold")
    return Annotation(
        article_id=number,
        version="gold",
        relevance=Relevance(award=gold.award, ministerial=gold.ministerial),
        quotes=tuple(
            Quote(
                span=Span(start=0, end=0),
                content=quote.content,
                kind=quote.type,
                speaker=quote.speaker,
                speaker_id=slug(quote.speaker),
                minister=quote.minister,
            )
            for quote in gold.quotes
        ),
        awards=tuple(
            AwardRecord(
                recipient=award.recipient,
                recipient_id=slug(award.recipient),
                award=award.award,
                programme=award.program,
                category=award.category,
                score=award.score,
                giver=award.giver,
                year=award.year,
                date=award.date,
                evidence=(),
            )
            for award in gold.awards
        ),
    )


def keys(store: Store) -> dict[int, str]:
    found = {}
    for item in articles():
        article = find_article(store, item.url)
        assert article is not None
        found[article.id] = item.key
    return found


def test_stories(linked: Store) -> None:
    names = keys(linked)
    stories: dict[int, set[str]] = {}
    for row in linked.rows("SELECT story_id, article_id FROM story_articles"):
        stories.setdefault(row[0], set()).add(names[row[1]])
    story_of = {key: members for members in stories.values() for key in members}
    for truth in outcome().story:
        members = story_of[truth.articles[0]]
        assert set(truth.articles) <= members <= {*truth.articles, *truth.may_join}, truth.name
    told = {key for truth in outcome().story for key in (*truth.articles, *truth.may_join)}
    assert [members for members in stories.values() if len(members) > 1 and not members & told] == []


def test_copies_and_pickups(linked: Store) -> None:
    names = keys(linked)
    numbers = {key: number for number, key in names.items()}
    copies = {
        names[row["article_id"]]: names[row["repeats"]]
        for row in linked.rows("SELECT article_id, repeats FROM story_articles WHERE role = 'copy'")
    }
    releases = {truth.release for truth in outcome().release}
    assert copies == {i.key: i.copy_of for i in articles() if i.copy_of and i.copy_of not in releases}
    for truth in outcome().release:
        found = pickups(linked, numbers[truth.release])
        assert {names[pickup.article_id] for pickup in found} == set(truth.pickups)
        assert {names[pickup.article_id] for pickup in found if pickup.altered_quotes} == set(truth.altered)


#: Of each article that prints the release: the share of its words found word for word, hours later (whole days, for the
#: press office states no hour), the numbers of the paragraphs left out, and what was added.
PRINTED = {
    "sekilasinfo/mal-layanan-tirtakencana": (1.0, 0.0, (), ()),
    "jejaringwarta/mpp-tirtakencana": (0.683, 0.0, (5, 6), ()),
    "kabarnegeri/tirtakencana-tanpa-antre": (
        0.621,
        24.0,
        (1, 5),
        ("Menurut Ratna, gedung bekas bioskop itu akan diperluas tahun ini dengan dana dari provinsi.",),
    ),
}
ALTERED = {
    "kabarnegeri/tirtakencana-tanpa-antre": (
        (
            "Kami tidak menjanjikan layanan tanpa antre, kami menjanjikan antrean yang jelas",
            "Kami menjanjikan layanan tanpa antre, dan antrean yang jelas",
        ),
    )
}


def test_what_became_of_the_press_release(linked: Store) -> None:
    names = keys(linked)
    numbers = {key: number for number, key in names.items()}
    (truth,) = outcome().release
    (release,) = (item for item in articles() if item.key == truth.release)
    paragraphs = release.text.split("\n\n")
    found = pickups(linked, numbers[truth.release])
    assert {
        names[p.article_id]: (p.verbatim, p.hours_late, tuple(paragraphs.index(cut) for cut in p.cut), p.added)
        for p in found
    } == PRINTED
    for pickup in found:
        assert {*pickup.kept, *pickup.cut} == set(paragraphs)
        assert pickup.altered_quotes == ALTERED.get(names[pickup.article_id], ())


def test_quote_families(linked: Store) -> None:
    names = keys(linked)
    found = {
        frozenset((names[variant.article_id], variant.content) for variant in family.variants): family
        for family in list_families(linked, limit=None)
    }
    copies = {item.key for item in articles() if item.copy_of}
    for truth in outcome().family:
        family = found.pop(frozenset((variant.article, variant.content) for variant in truth.variants), None)
        assert family is not None, truth.name
        assert family.altered is truth.altered, truth.name
        assert family.speaker == truth.speaker
    # Whatever else was quoted twice stands in a copy, or was picked up from the press release.
    released = {key for truth in outcome().release for key in (truth.release, *truth.pickups)}
    others = [sorted(members) for members in found if len({key for key, _ in members} - copies - released) > 1]
    assert others == []


def test_award_facts(linked: Store) -> None:
    names = keys(linked)
    stated: dict[tuple[object, ...], set[str]] = {}
    for item in articles():
        for award in item.annotation.awards if item.annotation else ():
            known = (slug(award.recipient), award.program, award.year, award.category, award.score)
            stated.setdefault(known, set()).add(item.key)
    # An article that leaves the score out states the same fact as one that gives it.
    for short in [known for known in stated if known[4] is None]:
        for full in stated:
            if full[:4] == short[:4] and full != short:
                stated[full] |= stated.pop(short)
                break
    facts = list_awards(linked, limit=None)
    assert {
        (f.unit_id, f.programme, f.year, f.category, f.score): {names[source.article_id] for source in f.sources}
        for f in facts
    } == stated
    assert [fact.conflicts for fact in facts if fact.conflicts] == []


def test_the_store_is_sound(linked: Store) -> None:
    assert check(linked) == []


def test_releases_with_their_printers(linked: Store) -> None:
    found = list_releases(linked)
    assert [line.day for line in found] == sorted((line.day for line in found), reverse=True)
    printed = {line.article_id: line for line in found if line.printed}
    assert printed
    for release, line in printed.items():
        known = pickups(linked, release)
        assert (line.printed, line.most) == (len(known), max(one.verbatim for one in known))
        assert line.outlets == tuple(dict.fromkeys(one.outlet for one in known))
    assert list_releases(linked, limit=1) == found[:1]
    assert list_releases(linked, outlet="no such outlet") == []
