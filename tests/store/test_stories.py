"""Stories: joined, merged, counted; copies and pickups within them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from kliping.model import Article, Source
from store.annotations import save_annotation
from store.articles import save_article, save_sources
from store.award_facts import assign_facts
from store.awards import list_awards
from store.counts import count_total
from store.database import Store
from store.quotes import assign_families
from store.stories import assign_stories
from store.story_lists import list_stories, load_story, pickups, story_members, story_of
from store.story_matching import edit, overlap, text_shingles

WORDS = (
    "warga kantor loket antrean surat layanan petugas kepala dinas kota pagi siang berkas formulir meja kursi".split()
)


def prose(seed: int, sentences: int = 12) -> str:
    """Invented sentences without sense, the same for the same seed."""
    dice = random.Random(seed)
    return "\n\n".join(" ".join(dice.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences))


class OneTopic:
    """An embedder to which all texts are alike: every pair in the window is compared in full."""

    name = "one"
    dimensions = 8

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 8), dtype=np.float32) / np.sqrt(np.float32(8))


def by_topic(a: Article, b: Article) -> float:
    """Likeness by rule: titles "topic: words" with the same topic tell one event; "x+y" tells both."""
    mine, theirs = (set(article.title.split(":")[0].split("+")) for article in (a, b))
    return len(mine & theirs) / min(len(mine), len(theirs))


def assign(store: Store) -> int:
    return assign_stories(store, embedder=OneTopic(), likeness=by_topic)


def groups(store: Store) -> list[list[str]]:
    """Titles by story, in order."""
    ids = [row[0] for row in store.rows("SELECT id FROM stories WHERE merged_into IS NULL ORDER BY id")]
    return [sorted(member.title for member in story_members(store, number)) for number in ids]


def test_articles_on_one_event_are_one_story(store: Store, put, make) -> None:
    for n, title in enumerate(("a: satu", "b: dua", "a: tiga", "c: empat", "b: lima")):
        put(make(f"x{n}", title=title, hour=n + 1, text=prose(n)))
    assert assign(store) == 5
    assert groups(store) == [["a: satu", "a: tiga"], ["b: dua", "b: lima"], ["c: empat"]]
    assert assign(store) == 0
    story = list_stories(store, dt.date(2022, 3, 8), dt.date(2022, 3, 8))[0]
    assert (story.title, len(story.article_ids), story.copies) == ("a: satu", 2, 0)
    assert story.first is not None
    assert story.first.at.hour == 1


def test_time_keeps_events_apart(store: Store, put, make) -> None:
    put(make("x1", title="a: satu", day="2022-03-01"))
    put(make("x2", title="a: satu", day="2022-03-12"))
    put(make("x3", title="a: satu", day=None))
    assign(store)
    assert len(groups(store)) == 3


def test_a_new_article_joins_and_ids_stay(store: Store, put, make) -> None:
    put(make("x1", title="a: satu", hour=5))
    put(make("x2", title="b: dua", hour=6))
    assign(store)
    before = {
        row["article_id"]: row["story_id"] for row in store.rows("SELECT article_id, story_id FROM story_articles")
    }
    early = put(make("x0", title="a: nol", hour=1))
    assign(store)
    after = {
        row["article_id"]: row["story_id"] for row in store.rows("SELECT article_id, story_id FROM story_articles")
    }
    assert before.items() <= after.items()
    story = story_of(store, early.id)
    assert story is not None
    assert (story.title, len(story.article_ids)) == ("a: nol", 2)


def test_a_bridge_merges_two_stories_and_is_logged(store: Store, put, make) -> None:
    put(make("x1", title="a: satu", hour=1))
    put(make("x2", title="b: dua", hour=2))
    assign(store)
    assert len(groups(store)) == 2
    bridge = put(make("x3", title="a+b: tiga", hour=3))
    same = lambda a, b: 1.0  # noqa: E731
    assign_stories(store, embedder=OneTopic(), likeness=same)
    assert groups(store) == [["a+b: tiga", "a: satu", "b: dua"]]
    merge = store.row("SELECT * FROM story_merges")
    assert merge is not None
    assert (merge["story_id"], merge["into_story"], merge["article_id"]) == (2, 1, bridge.id)
    merged = load_story(store, 2)
    assert merged is not None
    assert merged.id == 1


def test_a_bridge_alone_does_not_chain_two_stories(store: Store, put, make) -> None:
    put(make("x1", title="a: satu", hour=1))
    put(make("x2", title="b: dua", hour=2))
    put(make("x3", title="a+b: tiga", hour=3))
    assign_stories(store, embedder=OneTopic(), likeness=lambda a, b: 0.7 if "+" in a.title + b.title else 0.0)
    # Two stories of one article each: the bridge belongs to one, and their mean likeness of 0.35 is too low.
    assert len(groups(store)) == 2


def test_copies_are_found_and_counted(store: Store, put, make) -> None:
    text = prose(1)
    first = put(make("x1", title="a: satu", text=text, hour=1))
    put(make("x2", title="z: lain judul", text=f"WARTA B – {text}\n\nBaca juga: hal lain", hour=5, source="warta-b"))
    put(make("x3", title="a: tiga", text=prose(3), hour=6))
    assign(store)
    (story,) = list_stories(store, dt.date(2022, 3, 8), dt.date(2022, 3, 8))
    assert (len(story.article_ids), story.copies) == (3, 1)
    members = story_members(store, story.id)
    assert [(m.role, m.repeats, m.hours_late) for m in members] == [
        ("original", None, None),
        ("copy", first.id, 4.0),
        ("report", None, None),
    ]
    assert members[1].verbatim == 1.0
    total = count_total(store, dt.date(2022, 3, 8), dt.date(2022, 3, 8), relevant=False)
    assert (total.items, total.stories) == (3, 1)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_pickups_of_a_press_release(store: Store, make, read, quote, order) -> None:
    save_sources(store, [Source(slug="pemda", name="Pemda", domain="pemda.example", kind="government")])
    text = prose(7)
    parts = text.split("\n\n")
    articles = [
        make("r", title="r: rilis", text=text, hour=1, source="pemda"),
        make(
            "p", title="p: cetak", text="\n\n".join([*parts[:6], "Kalimat baru milik wartawan kami sendiri."]), hour=4
        ),
        make("q", title="q: lain", text=prose(9), hour=5),
    ]
    said = "Kami tidak pernah menutup loket sebelum semua orang terlayani"
    wordings = (said, said.replace("tidak pernah", "jarang"), said)
    for n in order:
        save_article(store, articles[n])
        save_annotation(store, read(articles[n], quotes=(quote(wordings[n]),)))
        assign(store)
    (pickup,) = pickups(store, articles[0].id)
    assert (pickup.article_id, pickup.hours_late) == (articles[1].id, 3.0)
    assert pickup.verbatim == pytest.approx(0.5, abs=0.02)
    assert (len(pickup.kept), len(pickup.cut)) == (6, 6)
    assert pickup.added == ("Kalimat baru milik wartawan kami sendiri.",)
    assert pickup.altered_quotes == ((said, wordings[1]),)
    roles = {m.article_id: m.role for story in groups_of(store) for m in story_members(store, story)}
    assert roles == {articles[0].id: "release", articles[1].id: "pickup", articles[2].id: "original"}


def groups_of(store: Store) -> list[int]:
    return [row[0] for row in store.rows("SELECT id FROM stories WHERE merged_into IS NULL")]


def test_a_changed_article_keeps_its_story(store: Store, put, make) -> None:
    article = put(make("x1", title="a: satu", text=prose(1)))
    put(make("x2", title="a: dua", text=prose(2), hour=10))
    assign(store)
    save_article(store, dataclasses.replace(article, text=prose(5)))
    assert assign(store) == 1
    assert groups(store) == [["a: dua", "a: satu"]]


def test_award_facts_count_stories(store: Store, put, make, read, award) -> None:
    for n, title in enumerate(("a: satu", "a: dua", "b: tiga")):
        article = put(make(f"x{n}", title=title, hour=n + 1, text=prose(n)))
        save_annotation(store, read(article, awards=(award("Dinas X", year=2021),)))
    assign_facts(store)
    assert [(f.articles, f.stories) for f in list_awards(store)] == [(3, 3)]
    assign(store)
    assign_facts(store)
    assert [(f.articles, f.stories) for f in list_awards(store)] == [(3, 2)]


def test_overlap_and_edit() -> None:
    text = prose(1)
    assert overlap(text, text).is_copy
    assert not overlap(text, prose(2)).is_pickup
    assert text_shingles(text) & text_shingles("Awal. " + text)
    assert overlap("", "").of_earlier == 0
    changes = edit(
        "Satu dua tiga empat lima enam.\nTujuh delapan sembilan sepuluh.", "Satu dua tiga empat lima enam.\nBaru."
    )
    assert changes.kept == ("Satu dua tiga empat lima enam.",)
    assert changes.cut == ("Tujuh delapan sembilan sepuluh.",)
    assert changes.added == ("Baru.",)


def test_a_shared_award_or_statement_is_evidence_of_one_event(store: Store, make, put, read, award, quote) -> None:
    said = "Kami melayani warga dengan sepenuh hati setiap hari kerja"
    made = {
        "a": {"awards": (award("Dinas X", programme="kla"),)},
        "b": {"awards": (award("Dinas X", programme="kla"),)},
        "c": {"awards": (award("Dinas X", programme="iga"),)},  # another programme
        "d": {"awards": (award("Dinas X", programme="kla", status="nominated"),)},  # not received
        "e": {"quotes": (quote(said),)},
        "f": {"quotes": (quote(said),)},
    }
    for number, (slug, parts) in enumerate(made.items()):
        article = put(make(slug, day="2022-03-08", title=slug, text=prose(number)))
        save_annotation(store, read(article, **parts))
    assign_families(store)
    assign_stories(store, embedder=OneTopic(), likeness=lambda a, b: 0.4)
    assert sorted(groups(store)) == [["a", "b"], ["c"], ["d"], ["e", "f"]]
