"""Quote families: one statement across articles."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from store.annotations import save_annotation
from store.database import Store
from store.quote_matching import is_altered, is_reworded, likeness, shingles, word_diff
from store.quotes import assign_families, list_families, list_quotes, load_family
from store.search_index import words

SAID = "Aparatur negara harus hadir melayani warga tanpa diminta dan tanpa meminta imbalan apa pun"
ALTERED = "Aparatur pemerintah harus hadir melayani warga tanpa diminta dan tanpa meminta imbalan apa pun"
PART = "harus hadir melayani warga tanpa diminta dan tanpa meminta imbalan"
OTHER = "Anggaran tahun depan akan kami pusatkan pada perbaikan jalan desa dan jembatan gantung"


@pytest.fixture
def say(store: Store, make, put, read, quote):
    """say("slug", day, content, …) saves an article with one quote."""

    def save(slug: str, day: str, content: str, source: str = "warta-a", **fields: object) -> int:
        article = put(make(slug, day=day, source=source))
        save_annotation(store, read(article, quotes=(quote(content, **fields),)))
        return article.id

    return save


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (SAID, SAID, True),
        (SAID, ALTERED, True),
        (SAID, PART, True),
        (SAID, OTHER, False),
        (SAID, "melayani warga", False),
        ("Terima kasih", "Terima kasih", True),
        ("Terima kasih semua", "Terima kasih", False),
        (SAID, "", False),
    ],
)
def test_likeness(a: str, b: str, one: bool) -> None:
    assert (likeness(words(a), words(b)) > 0) is one
    assert likeness(words(a), words(b)) == likeness(words(b), words(a))
    if one:
        assert shingles(words(a)) & shingles(words(b))


def test_word_diff_and_alteration() -> None:
    (change,) = [c for c in word_diff(SAID, ALTERED) if c.operation != "same"]
    assert (change.operation, change.before, change.after) == ("replaced", "negara", "pemerintah")
    assert is_reworded(SAID, ALTERED)
    assert not is_reworded(SAID, PART)
    assert not is_reworded(SAID, SAID.upper() + "!")


@pytest.mark.parametrize(
    ("before", "after", "altered"),
    [
        (SAID, ALTERED, False),
        (SAID, PART, False),
        ("Kami tidak menaikkan tarif tahun ini", "Kami menaikkan tarif tahun ini", True),
        ("Kami bukan menaikkan tarif tahun ini", "Kami tidak menaikkan tarif tahun ini", False),
        ("Ada 84 unit yang dinilai baik", "Ada 48 unit yang dinilai baik", True),
        ("Semua kantor harus buka pada hari Sabtu", "Sebagian kantor harus buka pada hari Sabtu", True),
        ("Loket yang baik membuat orang senang", "Layanan yang baik membuat warga senang", False),
    ],
)
def test_alteration_is_a_change_of_meaning(before: str, after: str, altered: bool) -> None:
    assert is_altered(before, after) is altered
    assert is_altered(after, before) is altered


def test_one_speaker_may_be_quoted_freely() -> None:
    a, b = (
        words("Antrean bukan aib, antrean itu tanda orang percaya"),
        words("Antrean bukan aib. Antrean ialah bukti warga percaya"),
    )
    assert likeness(a, b) == 0
    assert likeness(a, b, same_speaker=True) > 0


def test_a_family_has_its_first_publisher_and_its_variants(store: Store, say) -> None:
    say("b", "2022-03-09", ALTERED, source="warta-b", minister=True)
    say("a", "2022-03-08", SAID, minister=True)
    say("c", "2022-03-10", PART)
    say("d", "2022-03-10", OTHER)
    assert assign_families(store) == 4
    (family,) = list_families(store)
    assert [(v.outlet, v.content) for v in family.variants] == [
        ("Warta A", SAID),
        ("Warta B", ALTERED),
        ("Warta A", PART),
    ]
    assert not family.altered
    assert not family.speaker_conflict
    assert assign_families(store) == 0
    assert len(list_families(store, spread=1)) == 2


def test_conflicting_speakers_are_flagged(store: Store, say) -> None:
    say("a", "2022-03-08", SAID, speaker="Sri Rahayu")
    say("b", "2022-03-08", SAID, speaker="Made Ari")
    assign_families(store)
    (family,) = list_families(store)
    assert family.speaker_conflict
    assert family.speaker == "Sri Rahayu"


def test_time_keeps_statements_apart(store: Store, say) -> None:
    say("a", "2022-03-08", SAID)
    say("b", "2022-08-08", SAID)
    assign_families(store)
    assert len(list_families(store, spread=1)) == 2


def test_a_bridge_merges_two_families(store: Store, say) -> None:
    long = f"{SAID} {OTHER}"
    say("a", "2022-03-08", SAID)
    say("b", "2022-03-08", OTHER)
    assign_families(store)
    first = min(f.id for f in list_families(store, spread=1))
    say("c", "2022-03-09", long)
    assign_families(store)
    (family,) = list_families(store, spread=1)
    assert family.id == first
    assert len(family.variants) == 3
    assert load_family(store, first) == family


def test_the_order_of_arrival_does_not_matter(store: Store, make, put, read, quote) -> None:
    contents = [SAID, ALTERED, PART, OTHER, OTHER + " tahun ini", SAID + " " + "di kantor maupun di rumah"]
    articles = [put(make(f"a{n}", hour=n)) for n in range(len(contents))]
    shapes = set()
    for seed in range(4):
        order = list(range(len(contents)))
        random.Random(seed).shuffle(order)
        with store.writing():
            store.execute("DELETE FROM annotations")
            store.execute("DELETE FROM quote_families")
        for n in order:
            save_annotation(store, read(articles[n], quotes=(quote(contents[n]),)))
            assign_families(store)
        shapes.add(str(sorted([v.content for v in f.variants] for f in list_families(store, spread=1))))
    assert len(shapes) == 1


def test_list_quotes_filters(store: Store, say, make, put, read, quote, unit) -> None:
    say("a", "2022-03-08", SAID, minister=True)
    say("b", "2022-03-09", OTHER, source="warta-b", speaker="Made Ari", kind="indirect")
    article = put(make("c", day="2022-03-10"))
    save_annotation(store, read(article, quotes=(quote("Kami bangga", speaker=None),), units=(unit("Kota X"),)))
    contents = lambda **filters: [row.quote.content for row in list_quotes(store, **filters)]  # noqa: E731
    assert contents() == ["Kami bangga", OTHER, SAID]
    assert contents(person="sri rahayu") == [SAID]
    assert contents(person="made-ari") == [OTHER]
    assert contents(person="nobody") == []
    assert contents(minister=True) == [SAID]
    assert contents(unit="Kota X") == ["Kami bangga"]
    assert contents(kind="indirect") == [OTHER]
    assert contents(outlet="warta-b") == [OTHER]
    assert contents(text="jembatan gantung") == [OTHER]
    assert contents(since=dt.date(2022, 3, 9), until=dt.date(2022, 3, 9)) == [OTHER]
