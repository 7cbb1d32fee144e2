"""Award facts are the same whether records come one by one, change, go, or are merged all at once."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kliping.model import Annotation, Article, AwardRecord, Moment, Relevance, Span
from kliping.urls import article_id
from store.annotations import save_annotation
from store.articles import save_article
from store.award_facts import assign_facts
from store.award_merging import Cluster, Statement, inherit_ids, meet, merge
from store.award_renewal import Renewal
from store.database import Store, open_store

WIB = dt.timezone(dt.timedelta(hours=7))
START = dt.date(2021, 12, 1)


def statement(record_id: int, article_id: int, days: int | None, **fields: object) -> Statement:
    given = {"story": -article_id, "award": "Anugerah", "programme": "iga", "status": "received", **fields}
    return Statement(
        record_id=record_id,
        article_id=article_id,
        published=START + dt.timedelta(days=days) if days is not None else None,
        recipient="Kota Y",
        recipient_id="kota-y",
        **given,  # type: ignore[arg-type]
    )


#: What articles state: few values, so that records meet, contradict and look back on each other often.
RECORD = st.fixed_dictionaries(
    {
        "category": st.sampled_from([None, None, "Terinovatif", "Utama"]),
        "score": st.sampled_from([None, None, "A", "B", "91,5"]),
        "year": st.sampled_from([None, None, 2020, 2021, 2022]),
        "day": st.sampled_from([None, None, "2022-03-08", "2022-06-01"]),
        "giver": st.sampled_from([None, "Kemenpan RB"]),
        "award": st.sampled_from(["Anugerah Kota Hijau", "Penghargaan Kota Hijau", "Lomba Perpustakaan"]),
    }
)
ARTICLE = st.tuples(
    st.sampled_from([None, 0, 1, 60, 110, 130, 200, 240, 300, 400]),  # day of publication
    st.sampled_from([None, 1, 2]),  # story
    st.lists(RECORD, max_size=3),
)
#: (number of the article, what it states now): an article that states nothing more has gone.
ARRIVALS = st.lists(st.tuples(st.integers(1, 9), ARTICLE), min_size=1, max_size=14)
PROGRAMMES = st.sampled_from(["iga", "pekppp", "other"])


class Shelf:
    """The records of one group with the facts that they are in, as the store would keep them."""

    def __init__(self, programme: str) -> None:
        self.programme = programme
        self.records: dict[int, Statement] = {}
        self.made = self.facts = 0
        self.read: set[int] = set()

    def change(self, number: int, days: int | None, story: int | None, stated: Iterable[dict[str, object]]) -> None:
        ended = {s.fact_id for s in self.records.values() if s.article_id == number}
        self.records = {key: s for key, s in self.records.items() if s.article_id != number}
        for fields in stated:
            self.made += 1
            self.records[self.made] = statement(
                self.made, number, days, **{"programme": self.programme, "story": story or -number, **fields}
            )
        self.read = set()
        waiting = [s for s in self.records.values() if s.fact_id is None or s.fact_id in ended]
        clusters = Renewal(self.around).place(waiting)
        for cluster, earlier in zip(clusters, inherit_ids(clusters), strict=True):
            self.facts += earlier is None
            for member in cluster.statements:
                self.records[member.record_id] = replace(member, fact_id=earlier or self.facts)

    def around(self, statement: Statement) -> list[Statement]:
        near = [other for other in self.records.values() if meet(statement, other)]
        facts = {other.fact_id for other in near} - {None}
        whole = [o for o in self.records.values() if o.fact_id in facts or o in near]
        self.read.update(o.record_id for o in whole)
        return whole


def outcome(clusters: Iterable[Cluster]) -> set[frozenset[int]]:
    return {frozenset(s.record_id for s in cluster.statements) for cluster in clusters}


@settings(max_examples=400, deadline=None)
@given(programme=PROGRAMMES, arrivals=ARRIVALS)
def test_record_by_record_comes_to_the_same_as_all_at_once(programme: str, arrivals: list[tuple[int, tuple]]) -> None:  # type: ignore[type-arg]
    shelf = Shelf(programme)
    for number, (days, story, stated) in arrivals:
        shelf.change(number, days, story, stated)
        kept: dict[int | None, set[int]] = {}
        for record in shelf.records.values():
            kept.setdefault(record.fact_id, set()).add(record.record_id)
        assert None not in kept
        assert {frozenset(part) for part in kept.values()} == outcome(merge(shelf.records.values()))


def test_a_record_that_says_more_draws_those_that_say_less() -> None:
    shelf = Shelf("iga")
    shelf.change(1, 0, None, [{"award": "A"}])
    shelf.change(2, 0, None, [{"award": "B", "score": "A"}, {"award": "B", "score": "B"}])
    assert [s.fact_id for s in shelf.records.values()] == [1, 1, 2]
    shelf.change(3, 0, None, [{"award": "A", "score": "B", "year": 2021, "giver": "G"}])
    assert outcome(merge(shelf.records.values())) == {frozenset({1, 4, 3}), frozenset({2})}
    facts = {s.record_id: s.fact_id for s in shelf.records.values()}
    assert facts[1] == facts[3] == facts[4] != facts[2]


def test_other_editions_are_not_even_read() -> None:
    shelf = Shelf("wtp")
    for number in range(1, 30):
        shelf.change(number, number * 200, None, [{"year": 1990 + number}])
    shelf.change(30, 29 * 200, None, [{"year": 2019}])
    assert len(shelf.read) == 2
    assert len({s.fact_id for s in shelf.records.values()}) == 29


def _save(store: Store, number: int, programme: str, days: int | None, stated: Iterable[dict[str, object]]) -> int:
    url = f"https://warta.example/{number}"
    at = dt.datetime.combine(START + dt.timedelta(days=days), dt.time(9), tzinfo=WIB) if days is not None else None
    moment = Moment(at=at, origin="json-ld") if at else None
    article = Article(
        id=article_id(url, at), url=url, source="w", title=f"Judul {number}", text="Isi.", published=moment
    )
    saved = save_article(store, article).article_id
    awards = tuple(
        AwardRecord(
            recipient="Kota Y",
            recipient_id="kota-y",
            programme=programme,
            evidence=(Span(start=0, end=3),),
            date=dt.date.fromisoformat(str(fields["day"])) if fields["day"] else None,
            **{key: value for key, value in fields.items() if key != "day"},  # type: ignore[arg-type]
        )
        for fields in stated
    )
    save_annotation(
        store, Annotation(article_id=saved, version="v", relevance=Relevance(award=bool(awards)), awards=awards)
    )
    return saved


def _tell(store: Store, saved: int, story: int | None) -> None:
    with store.writing():
        store.execute("DELETE FROM story_articles WHERE article_id = ?", (saved,))
        if story is not None:
            store.execute("INSERT OR IGNORE INTO stories (id, title, first_article) VALUES (?, 'S', 0)", (story,))
            store.execute(
                "INSERT INTO story_articles (article_id, story_id, article_version, role) VALUES (?, ?, 1, 'report')",
                (saved, story),
            )


def _facts(store: Store) -> list[tuple[object, ...]]:
    """All that the facts say, and on which articles they rest; only their numbers are left out."""
    columns = [row["name"] for row in store.rows("SELECT name FROM pragma_table_info('award_facts')")]
    chosen = ", ".join(f"award_facts.{name}" for name in columns if name != "id")
    return sorted(
        (tuple(row) for row in store.rows(
            f"SELECT {chosen}, (SELECT group_concat(article_id || ':' || position, ' ') FROM (SELECT article_id,"
            " position FROM award_records WHERE fact_id = award_facts.id ORDER BY 1, 2)) FROM award_facts"
        )),
        key=repr,
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(programme=PROGRAMMES, arrivals=ARRIVALS, moved=st.integers(1, 9), gone=st.integers(1, 9))
def test_the_store_says_the_same_in_any_order(
    programme: str,
    arrivals: list[tuple[int, tuple]],  # type: ignore[type-arg]
    moved: int,
    gone: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        last: dict[int, tuple] = {}  # type: ignore[type-arg]
        with open_store(Path(folder) / "grown.db") as grown, open_store(Path(folder) / "fresh.db") as fresh:
            ids: dict[int, int] = {}
            for number, (days, story, stated) in arrivals:
                ids[number] = _save(grown, number, programme, days, stated)
                _tell(grown, ids[number], story)
                last[number] = (days, story, stated)
                assign_facts(grown)
            if moved in ids:  # a story takes an article over; no reading changes
                _tell(grown, ids[moved], 3)
                last[moved] = (last[moved][0], 3, last[moved][2])
            if gone in ids:  # whoever deletes an article: what rests on it follows
                with grown.writing():
                    grown.execute("DELETE FROM search_terms WHERE article_id = ?", (ids[gone],))
                    grown.execute("DELETE FROM articles WHERE id = ?", (ids[gone],))
                del last[gone]
            assign_facts(grown)
            # The ids of articles are those of their first appearance, so they appear in the same order again.
            first = {number: days for number, (days, _, _) in reversed(arrivals)}
            for number, (days, story, stated) in last.items():
                _save(fresh, number, programme, first[number], ())
                _tell(fresh, _save(fresh, number, programme, days, stated), story)
            assign_facts(fresh)
            assert _facts(grown) == _facts(fresh)
            assert assign_facts(grown) == 0


@pytest.mark.parametrize("later", [False, True])
def test_a_fact_follows_the_name_of_its_unit(tmp_path: Path, later: bool) -> None:
    with open_store(tmp_path / "k.db") as store:
        if later:
            _save(store, 1, "wtp", 0, [{"award": "WTP", "day": None}])
            assign_facts(store)
        with store.writing():
            store.execute(
                "INSERT INTO units (id, name, region) VALUES ('kota-y', 'Pemerintah Kota Y', 'kota-y')"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name, region = excluded.region"
            )
        if not later:
            _save(store, 1, "wtp", 0, [{"award": "WTP", "day": None}])
            assign_facts(store)
        row = store.row("SELECT recipient, region FROM award_facts")
        assert row is not None
        assert tuple(row) == ("Pemerintah Kota Y", "kota-y")
