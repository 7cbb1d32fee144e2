"""The newsroom's texts: enough of them, annotated to the letter, consistent, and about nobody who exists."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from crawler.newsroom.desk import ARTICLES, NOW, DeskError, Story, outlets, stories
from crawler.newsroom.truth import Expected, expected, outcome

SHARED = Path(__file__).parents[2].parent / "shared"
PROGRAMMES = set(
    "pekppp zi kipp ombudsman kip sakip rb sp4n mpp iga unpsa wtp kla adipura ppd paritrana uhc anugerah_asn merit bkn"
    " spbe investasi pelayanan_publik_lain other".split()
)


def truth(stage: int = 1) -> list[Expected]:
    return [expected(story, "http://127.0.0.11:1", stage) for story in stories() if story.file.stage <= stage]


def test_there_are_enough_articles_of_every_kind() -> None:
    sound = [article for article in truth() if article.fetchable]
    assert len(sound) >= 90
    assert sum(article.relevant for article in sound) >= len(sound) / 3
    assert sum(not article.relevant for article in sound) >= len(sound) / 3
    assert all(count >= 6 for count in Counter(article.outlet for article in sound).values())
    assert {len(article.pages) for article in sound} == {1, 2, 3, 4}
    assert {article.trouble for article in truth()} == {"", "disallowed", "gone", "fails-once", "endless"}
    assert {str(article.published.at.utcoffset()) for article in sound} == {"7:00:00", "8:00:00", "9:00:00"}
    assert {article.published.precision for article in sound} == {"minute", "day"}


def test_the_week_in_view_can_be_compared_with_the_week_before() -> None:
    weeks = Counter(article.published.at.isocalendar()[:2] for article in truth() if article.relevant)
    assert NOW.isocalendar()[:2] == (2026, 11)
    assert weeks[2026, 11] > weeks[2026, 10] > 0


def test_nothing_is_published_after_the_newsrooms_clock() -> None:
    for article in truth(2):
        assert article.published.at <= NOW, article.key
        assert article.updated is None or article.published.at < article.updated.at <= NOW


def test_relative_times_can_be_read_back_exactly() -> None:
    ago = [NOW - story.at for story in stories() if story.file.relative]
    assert len(ago) >= 2
    assert all(hours.days == 0 and hours.seconds % 3600 == 0 for hours in ago)


@pytest.mark.parametrize("stage", [1, 2])
def test_every_annotated_string_stands_in_the_text(stage: int) -> None:
    for story in stories():
        found = story.file.annotated
        if found is None:
            continue
        text = f"{story.title(stage)}\n" + "\n\n".join(story.body(stage))
        strings: list[str | None] = [unit.mention for unit in found.units]
        for award in found.awards:
            strings += [award.recipient, award.award, award.category, award.score, award.giver]
            assert award.program in PROGRAMMES, story.key
            assert award.year is None or 1990 < award.year < 2030
        for quote in found.quotes:
            strings += [quote.content, quote.cue, quote.role, quote.speaker]
        missing = [string for string in strings if string is not None and string not in text]
        assert not missing, (story.key, missing)


def test_irrelevant_articles_are_those_without_annotation_or_with_none_of_the_two_labels() -> None:
    for article in truth(2):
        assert article.relevant == bool(
            article.annotation and (article.annotation.awards or any(q.minister for q in article.annotation.quotes))
        )


def test_copies_repeat_the_text_to_the_letter() -> None:
    by_key = {article.key: article for article in truth(2)}
    copies = [article for article in truth(2) if article.copy_of]
    assert len(copies) >= 6
    for copy in copies:
        original = by_key[copy.copy_of]
        assert copy.text == original.text
        assert copy.published.at > original.published.at or original.published.precision == "day"
        assert copy.story == original.story != ""


def test_stories_releases_and_families_name_articles_that_exist() -> None:
    by_key = {article.key: article for article in truth(2)}
    whole = outcome()
    placed = [key for story in whole.story for key in (*story.articles, *story.may_join)]
    assert len(placed) == len(set(placed))
    assert set(placed) <= by_key.keys()
    for release in whole.release:
        assert len(release.pickups) == 3
        assert {by_key[key].release for key in release.pickups} == {release.release}
        assert set(release.altered) <= set(release.pickups)
        assert len({by_key[key].story for key in (release.release, *release.pickups)}) == 1
    for family in whole.family:
        assert len(family.variants) >= 2
        for variant in family.variants:
            found = by_key[variant.article].annotation
            assert found is not None
            quote = next((quote for quote in found.quotes if quote.content == variant.content), None)
            assert quote is not None, (family.name, variant.article)
            assert quote.speaker == family.speaker
    assert sum(len({v.content for v in family.variants}) > 1 for family in whole.family) >= 4
    assert any(family.altered for family in whole.family)


def test_the_altered_quotation_is_in_the_altered_pickup_only() -> None:
    family = next(family for family in outcome().family if family.altered)
    wordings = Counter(variant.content for variant in family.variants)
    odd = {variant.article for variant in family.variants if wordings[variant.content] == 1}
    assert odd == set(outcome().release[0].altered)


def test_house_styles_differ() -> None:
    texts = {outlet.slug: " ".join(a.text for a in truth() if a.outlet == outlet.slug) for outlet in outlets()}
    assert "“" in texts["kabarnegeri"]
    assert '"' in texts["jejaringwarta"]
    assert "‘" in texts["harianlintang"]
    assert len({outlet.printed for outlet in outlets()}) == 8
    assert len({story.file.lead.replace(story.file.dateline, "") for story in stories()}) > 8


def test_nobody_in_the_texts_holds_or_held_a_ministers_office() -> None:
    table = SHARED / "data" / "gazetteer" / "ministers.csv"
    if not table.is_file():
        pytest.skip(f"{table} is not here")
    with table.open(encoding="utf-8") as lines:
        names = {row["name"] for row in csv.DictReader(lines) if " " in row["name"]}
    for story in stories():
        text = f"{story.file.title} {' '.join((*story.paragraphs, *story.revised, *story.file.authors))}"
        assert not [name for name in names if name in text and re.search(rf"\b{re.escape(name)}\b", text)], story.key


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('title = "A"\nbody = "B"\npublished = 2026-03-10T10:00:00+07:00\ncolour = 1\n', "colour"),
        ('title = "A"\nbody = "B"\npublished = 2026-03-10T10:00:00\n', "published"),
        ('published = 2026-03-10T10:00:00+07:00\nbody = "B"\n', "needs a title and a body"),
        ('title = "A"\npublished = 2026-03-10T10:00:00+07:00\ncopy_of = "no/such"\n', "copy_of"),
        ("title = ", "baru.toml"),
    ],
)
def test_a_broken_article_file_is_named(
    text: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "telisik").mkdir()
    (tmp_path / "telisik" / "baru.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("crawler.newsroom.desk.ARTICLES", tmp_path)
    with pytest.raises(DeskError, match=complaint):
        stories.__wrapped__()


def test_an_article_file_lies_in_the_folder_of_its_outlet() -> None:
    assert {path.name for path in ARTICLES.iterdir() if path.is_dir()} == {outlet.slug for outlet in outlets()}


def paragraphs_of(story: Story) -> int:
    return len(story.paragraphs)


def test_articles_on_several_pages_have_something_on_each() -> None:
    for story in stories():
        assert not story.paragraphs or paragraphs_of(story) >= 2 * story.file.pages - 1, story.key
