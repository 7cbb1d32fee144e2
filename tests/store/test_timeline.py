"""The timeline and the counts."""

from __future__ import annotations

import datetime as dt

import pytest

from store.annotations import save_annotation
from store.award_facts import assign_facts
from store.counts import count_by, count_total, relevant_articles
from store.database import Store
from store.quotes import assign_families
from store.stories import assign_stories
from store.timeline import find_peaks, timeline

SAID = "Pelayanan publik harus terasa manfaatnya sampai ke desa yang paling jauh"


@pytest.fixture
def filled(store: Store, make, put, read, award, quote, unit) -> Store:
    one = put(make("a", day="2022-03-09"))
    two = put(make("b", day="2022-03-10", source="warta-b"))
    put(make("c", day="2022-03-11"))
    kota, dinas = unit("Kota X", region="jabar"), unit("Dinas X", parent="kota-x", region="jabar")
    given = {"category": "pelayanan prima", "score": "A", "year": 2021, "date": dt.date(2022, 3, 8), "place": "Jakarta"}
    save_annotation(
        store,
        read(one, awards=(award("Dinas X", **given),), quotes=(quote(SAID, minister=True),), units=(kota, dinas)),
    )
    save_annotation(
        store,
        read(
            two,
            awards=(award("Dinas X", **given), award("Kota Y", programme="kla", category="Nindya")),
            quotes=(quote(SAID, minister=True), quote("Kami siap", speaker="Made Ari")),
        ),
    )
    assign_families(store)
    assign_facts(store)
    return store


def lines(store: Store, **filters: object) -> list[tuple[str, str, str]]:
    page = timeline(store, **filters)  # type: ignore[arg-type]
    return [(entry.date.isoformat(), entry.kind, entry.who) for entry in page.entries]


AWARD_X, AWARD_Y = ("2022-03-08", "award", "Dinas X"), ("2022-03-10", "award", "Kota Y")
STATEMENT = ("2022-03-09", "statement", "Sri Rahayu")


def test_newest_first_with_sources(filled: Store) -> None:
    page = timeline(filled)
    assert lines(filled) == [AWARD_Y, STATEMENT, AWARD_X]
    first = page.entries[-1]
    assert first.what == "Penghargaan Pelayanan Publik – pelayanan prima, A (2021)"
    assert first.where == "Jakarta"
    assert first.sources == (("Warta A", "https://warta-a.example/a"), ("Warta B", "https://warta-b.example/b"))
    assert page.entries[1].what == SAID


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"unit": "Dinas X"}, [STATEMENT, AWARD_X]),
        ({"unit": "Kota X"}, [STATEMENT, AWARD_X]),
        ({"unit": "Kota X", "within": False}, [STATEMENT]),
        ({"unit": "kota-y"}, [AWARD_Y]),
        ({"unit": "Nowhere"}, []),
        ({"person": "Sri Rahayu"}, [AWARD_Y, STATEMENT, AWARD_X]),
        ({"person": "Made Ari"}, [AWARD_Y, AWARD_X]),
        ({"programme": "kla"}, [AWARD_Y]),
        ({"category": "prima"}, [AWARD_X]),
        ({"region": "jabar"}, [AWARD_X]),
        ({"outlet": "warta-b"}, [AWARD_Y, STATEMENT, AWARD_X]),
        ({"tone": "neutral", "kinds": ("statement",)}, [STATEMENT]),
        ({"tone": "negative"}, []),
        ({"kinds": ("statement",)}, [STATEMENT]),
        ({"since": dt.date(2022, 3, 9)}, [AWARD_Y, STATEMENT]),
        ({"until": dt.date(2022, 3, 9)}, [STATEMENT, AWARD_X]),
    ],
)
def test_filters(filled: Store, filters: dict[str, object], expected: list[tuple[str, str, str]]) -> None:
    assert lines(filled, **filters) == expected


def test_a_unit_that_is_named_often_is_found_the_same_way(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lines(filled, unit="Dinas X")
    monkeypatch.setattr("store.timeline._OFTEN", 0)
    assert lines(filled, unit="Dinas X") == before != []
    assert lines(filled, unit="no-such-unit") == []


def test_pages_cover_everything_once(filled: Store) -> None:
    cursor, seen = None, []
    for _ in range(5):
        page = timeline(filled, limit=1, cursor=cursor)
        seen += [entry.key for entry in page.entries]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == [entry.key for entry in timeline(filled).entries]


def test_the_view_is_open_to_other_tools(filled: Store) -> None:
    assert filled.count("SELECT count(*) FROM timeline") == 3


def test_peaks(store: Store, make, put, read, unit) -> None:
    for day in range(1, 29):
        for n in range(6 if day == 20 else day % 2):
            article = put(make(f"a{day}-{n}", day=f"2022-02-{day:02}", hour=n + 1))
            save_annotation(store, read(article, units=(unit("Kota X"),)))
    assert find_peaks(store) == 1
    assert find_peaks(store, since=dt.date(2022, 2, 15)) == 1
    (entry,) = timeline(store, kinds=("peak",)).entries
    assert (entry.date, entry.who, entry.stories) == (dt.date(2022, 2, 20), "Kota X", 6)


def test_late_articles_renew_only_the_weeks_that_they_touch(store: Store, make, put, read, unit) -> None:
    def add(day: str, items: int, slug: str) -> None:
        for n in range(items):
            article = put(make(f"{slug}{n}", day=day, hour=n % 23 + 1))
            save_annotation(store, read(article, units=(unit("Kota X"),)))

    def peaks() -> list[tuple[object, ...]]:
        return [tuple(row) for row in store.rows("SELECT * FROM peaks ORDER BY day")]

    add("2022-02-20", 6, "a")
    add("2024-05-01", 7, "b")
    assert find_peaks(store) == 2
    with store.writing():
        store.execute("UPDATE annotations SET made_at = '2024-05-02'")
        store.execute("UPDATE peaks SET title = 'as it was' WHERE day > '2023'")
    assert find_peaks(store) == 0  # nothing was read since
    add("2022-02-18", 48, "c")  # found late: it is a peak, and the one two days after no longer
    assert find_peaks(store) == 1
    assert [row[0] for row in peaks()] == ["2022-02-18", "2024-05-01"]
    assert peaks()[1][-1] == "as it was"
    piecewise = peaks()
    assert find_peaks(store, since=dt.date(2016, 1, 1)) == 2
    assert [row[:-1] for row in peaks()] == [row[:-1] for row in piecewise]


WEEK = dt.date(2022, 3, 7), dt.date(2022, 3, 13)


def test_counts(filled: Store) -> None:
    total = count_total(filled, *WEEK)
    assert (total.items, total.stories) == (2, 2)
    assert count_total(filled, *WEEK, relevant=False).items == 3
    assert count_total(filled, *WEEK, units={"kota-x"}).items == 1
    counted = {
        by: [(c.label, c.items) for c in count_by(filled, by, *WEEK)]
        for by in ("day", "outlet", "unit", "tone", "programme", "speaker", "minister", "region", "tier")
    }
    assert counted == {
        "day": [("2022-03-09", 1), ("2022-03-10", 1)],
        "outlet": [("Warta A", 1), ("Warta B", 1)],
        "unit": [("Dinas X", 1), ("Kota X", 1)],
        "tone": [("neutral", 2)],
        "programme": [("pekppp", 2), ("kla", 1)],
        "speaker": [("Sri Rahayu", 2), ("Made Ari", 1)],
        "minister": [("Sri Rahayu", 2)],
        "region": [("jabar", 1)],
        "tier": [("1", 1), ("2", 1)],
    }
    with pytest.raises(ValueError, match="choose one of day"):
        count_by(filled, "'; DROP TABLE articles", *WEEK)
    assert [line.title for line in relevant_articles(filled, *WEEK)] == ["Judul b", "Judul a"]


def test_one_statement_stands_for_a_speaker_in_a_story(store: Store, put, make, read, quote) -> None:
    article = put(make("a"))
    said = [quote("Kami menata loket", minister=True, kind="indirect"), quote(SAID, minister=True)]
    save_annotation(store, read(article, quotes=(*said, quote("Warga boleh menilai", "Made Ari", minister=True))))
    assign_families(store)
    assign_stories(store)
    assert {entry.what for entry in timeline(store).entries} == {SAID, "Warga boleh menilai"}
    assert len(timeline(store, every=True).entries) == 3
    assert assign_families(store) == 0
    save_annotation(store, read(article, version="v2", quotes=(said[0],)))
    assign_families(store)
    assert [entry.what for entry in timeline(store).entries] == ["Kami menata loket"]


def test_what_the_date_of_an_award_rests_on(store: Store, put, make, read, award) -> None:
    article = put(make("a", day="2022-03-09"))
    ceremony = dt.date(2022, 3, 8)
    records = (
        award("Dinas A", year=2021, date=ceremony),
        award("Dinas A", year=2020, score="B"),  # the article looks back
        award("Dinas B", year=2021),  # no ceremony is told
        award("Dinas C", year=2015),  # years ago
        award("Dinas D"),
    )
    save_annotation(store, read(article, awards=records))
    assign_facts(store)
    assert [(e.who, e.date.isoformat(), e.dated_by) for e in timeline(store).entries] == [
        ("Dinas D", "2022-03-09", "published"),
        ("Dinas B", "2022-03-09", "published"),
        ("Dinas A", "2022-03-08", "event"),
        ("Dinas A", "2020-12-31", "year"),
        ("Dinas C", "2015-12-31", "year"),
    ]


def test_a_statement_comes_with_the_verb_that_reports_it(store: Store, make, put, read, quote) -> None:
    first = put(make("a", day="2022-03-08"))
    said = "dana bantuan itu dipakai untuk membangun loket baru"
    save_annotation(store, read(first, quotes=(quote(said, minister=True, kind="indirect", cue="membantah"),)))
    second = put(make("b", day="2022-03-09"))
    save_annotation(store, read(second, quotes=(quote(said, minister=True, kind="direct", cue="kata"),)))
    assign_families(store)
    (entry,) = timeline(store).entries
    assert (entry.what, entry.speech, entry.cue) == (said, "indirect", "membantah")  # of the first publication
    row = store.row("SELECT what, speech, cue FROM timeline")
    assert row is not None
    assert tuple(row) == (said, "indirect", "membantah")
