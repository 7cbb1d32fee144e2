"""A briefing in both forms and languages: what it must show, and that nothing in it can break out."""

from __future__ import annotations

import datetime as dt
import html.parser
import re
from dataclasses import replace

import pytest

from kliping.excerpts import shorten
from reports.briefing import (
    AwardGroup,
    AwardLine,
    Briefing,
    Count,
    DayLine,
    Difference,
    IssueLine,
    Link,
    OutletLine,
    SpeakerLine,
    StatementLine,
    UnitLine,
)
from reports.render import FORMS, render_briefing, words

LINK = Link(outlet="Harian Contoh", url="https://media.example/berita/1")
MONDAY = dt.date(2022, 3, 7)
BRIEFING = Briefing(
    week="2022-W10",
    first=MONDAY,
    last=MONDAY + dt.timedelta(days=6),
    office="Bagian Humas Kota Contoh",
    counts=(
        Count(key="items", now=1234, before=1200),
        Count(key="stories", now=7, before=9),
        Count(key="award_facts", now=2, before=2),
        Count(key="statements", now=3, before=0),
        Count(key="outlets", now=4, before=4),
    ),
    days=tuple(DayLine(day=MONDAY + dt.timedelta(days=n), items=n, stories=n) for n in range(7)),
    issues=(
        IssueLine(
            title="Loket <b>baru</b> | dibuka",
            day=MONDAY,
            items=4,
            copies=2,
            tone="negative",
            summary=("Loket dibuka.",),
            sources=(LINK,),
        ),
    ),
    outlets=(OutletLine(name="Harian Contoh", items=9, stories=6),),
    speakers=(SpeakerLine(name="Sari Dewi", role="Wali Kota Contoh", minister=False, statements=3, outlets=2),),
    awards=(
        AwardGroup(
            title="Evaluasi Pelayanan Publik",
            day=dt.date(2022, 3, 8),
            giver="Kementerian PANRB",
            year=2021,
            lines=(
                AwardLine(
                    unit="RSUD Kota Contoh",
                    category="Pelayanan Prima",
                    score="A",
                    ours=True,
                    year=2022,
                    conflicts=(Difference(field="category", values=("Baik", "Sangat Baik")),),
                    sources=(LINK,),
                ),
            ),
        ),
    ),
    statements=(
        StatementLine(
            day=dt.date(2022, 3, 8),
            speaker="Raka Wibawa",
            role="MenPANRB",
            content="Pelayanan " * 60,
            sentence="",
            direct=True,
            wordings=2,
            sources=(LINK,),
        ),
    ),
    tones=tuple(Count(key=key, now=n, before=1) for n, key in enumerate(("positive", "neutral", "negative"))),
    negatives=(),
    units=(UnitLine(name="RSUD Kota Contoh", items=0, stories=0, positive=0, negative=0, awards=1),),
    silent=("Radar Contoh",),
    fiction=True,
    generated=dt.datetime(2022, 3, 14, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))),
)


class Balance(html.parser.HTMLParser):
    """Checks that every element is closed where it was opened."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", list(FORMS))
def test_everything_is_shown(form: str, language: str) -> None:
    text = render_briefing(BRIEFING, form, language)  # type: ignore[arg-type]
    period, many, moment = {
        "id": ("7–13 Maret 2022", "1.234", "14 Maret 2022 07.30 WIB"),
        "en": ("7–13 March 2022", "1,234", "14 March 2022 07.30 WIB"),
    }[language]
    for value in (period, many, moment, "Bagian Humas Kota Contoh", "RSUD Kota Contoh", "Pelayanan Prima", "Sari Dewi",
                  "Kementerian PANRB", "Raka Wibawa", "MenPANRB", "Radar Contoh", LINK.url,
                  words(language)["items"], words(language)["category"],  # type: ignore[index]
                  words(language)["fiction"]):  # type: ignore[index]  # fmt: skip
        assert value in text, value
    assert "<b>baru</b>" not in text
    assert "…" in text  # reports quote briefly
    assert "{{" not in text
    assert "None" not in text
    assert "built-in method" not in text  # a label named like a method of dict


def test_the_page_is_well_formed() -> None:
    page = Balance()
    page.feed(render_briefing(BRIEFING, "html"))
    assert page.open == []


def test_a_score_without_category_stands_alone() -> None:
    group = BRIEFING.awards[0]
    line = replace(group.lines[0], category=None, score="89,70")
    for form in FORMS:
        text = render_briefing(replace(BRIEFING, awards=(replace(group, lines=(line,)),)), form)
        assert "89,70" in text
        assert "– · 89,70" not in text


def test_table_rows_of_markdown_stay_whole() -> None:
    text = render_briefing(BRIEFING, "md")
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|"), line
    assert r"Loket \<b\>baru\</b\> \| dibuka" in text
    assert not re.search(r"\n{3}", text)


def test_a_selection_of_statements_says_so() -> None:
    for form in FORMS:
        assert "Pilihan: 1 dari 3 pernyataan unik." in render_briefing(BRIEFING, form)
        few = tuple(replace(count, now=min(count.now, 1)) for count in BRIEFING.counts)
        assert "Pilihan" not in render_briefing(replace(BRIEFING, counts=few), form)


def test_one_is_counted_in_the_singular() -> None:
    group, issue = BRIEFING.awards[0], BRIEFING.issues[0]
    one = replace(
        BRIEFING,
        awards=(replace(group, lines=group.lines[:1]),),
        issues=(
            replace(issue, items=1, copies=0),
            replace(issue, items=2, copies=1),
            replace(issue, items=6, copies=2, pickups=3),
            replace(issue, items=3, copies=0, pickups=2),
        ),
    )
    for form in FORMS:
        text = render_briefing(one, form, "en")
        for counted in ("1 recipient", "1 article", "2 articles (1 copy)", "6 articles (2 copies, 3 from a release)"):
            assert re.search(re.escape(counted) + r"(?!\w)", text), counted
        assert "3 articles (2 from a release)" in text
        assert "1 penerima" in render_briefing(one, form)


def test_an_empty_week_says_so() -> None:
    empty = replace(
        BRIEFING, issues=(), awards=(), statements=(), outlets=(), speakers=(), units=(), silent=(), office=""
    )
    for form in FORMS:
        text = render_briefing(empty, form)
        assert words("id")["none"] in text
        assert words("id")["no_gaps"] in text


def test_both_languages_have_the_same_labels() -> None:
    assert set(words("id")) == set(words("en"))


@pytest.mark.parametrize(("text", "limit", "wanted"), [("satu dua", 20, "satu dua"), ("satu, dua tiga", 8, "satu …")])
def test_shorten(text: str, limit: int, wanted: str) -> None:
    assert shorten(text, limit) == wanted
