"""Same story, containment and signatures."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.rarity import DayCounts, WordCounts, rarity
from nlp.similarity import containment, features, same_story, signature
from nlp.story_items import StoryText, clean_headline, item_lemmas, read_item

NOON = dt.datetime(2022, 3, 8, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))
AWARD = StoryText(
    "Pemkot Anu Raih Penghargaan Pelayanan Publik dari Menpan-RB", "Wali Kota Sari Dewi menerima piagam.", NOON
)
AGAIN = StoryText(
    "Menpan-RB Beri Penghargaan Pelayanan Publik ke Pemkot Anu", "Piagam diterima Wali Kota Sari Dewi.", NOON
)
OTHER = StoryText("Harga Cabai di Pasar Induk Kembali Naik", "Pedagang menyebut pasokan berkurang.", NOON)


def test_one_event_told_twice() -> None:
    assert same_story(AWARD, AGAIN) > 0.5 > same_story(AWARD, OTHER)
    assert same_story(AWARD, AWARD) > 0.9


def test_the_distance_in_time_counts() -> None:
    later = StoryText(AGAIN.title, AGAIN.teaser, NOON + dt.timedelta(days=400))
    assert same_story(AWARD, later) < same_story(AWARD, AGAIN)


def test_missing_parts() -> None:
    assert same_story(StoryText(""), AWARD) == 0
    assert 0 < same_story(StoryText(AWARD.title), AGAIN) < 1
    naive = StoryText(AGAIN.title, AGAIN.teaser, NOON.replace(tzinfo=None))
    assert same_story(AWARD, naive) == pytest.approx(same_story(AWARD, AGAIN))


def test_the_ends_of_the_calendar() -> None:
    first = StoryText(AWARD.title, AWARD.teaser, dt.datetime.min.replace(tzinfo=dt.UTC))
    last = StoryText(AWARD.title, AWARD.teaser, dt.datetime.max.replace(tzinfo=dt.UTC))
    assert 0 <= same_story(first, last) < 0.5


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("FOTO: Gempa di Anu", "Gempa di Anu"),
        ("Gempa di Anu (foto)", "Gempa di Anu"),
        ("Gempa di Anu - Kompas.com", "Gempa di Anu"),
        ("Gempa di Anu | Tempo", "Gempa di Anu"),
        ("Video lama beredar", "Video lama beredar"),
        ("Laga Anu - Itu", "Laga Anu - Itu"),
    ],
)
def test_clean_headline(title: str, clean: str) -> None:
    assert clean_headline(title) == clean


def test_containment() -> None:
    release = "Wali kota menyerahkan piagam kepada dua belas lurah di balai kota pada Senin pagi yang cerah."
    assert containment(release, f"Pembuka. {release} Penutup.") == 1
    assert containment(release, "Sama sekali lain isinya dan tidak ada hubungannya.") == 0
    half = "Wali kota menyerahkan piagam kepada dua belas lurah kemarin dan pulang."
    assert 0.2 < containment(release, half) < 0.6
    assert containment("", release) == 0


def test_signatures_of_copies() -> None:
    text = " ".join(f"kata{i} lalu{i % 7}" for i in range(200))
    assert signature(text).jaccard(signature(text + " tambahan kecil di akhir")) > 0.85
    assert signature(text).jaccard(signature("hal lain sama sekali dari yang tadi")) < 0.1
    assert signature("").jaccard(signature("")) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_symmetric_and_bounded(a: str, b: str) -> None:
    x, y = StoryText(a, b), StoryText(b, a)
    assert same_story(x, y) == pytest.approx(same_story(y, x))
    assert 0 <= same_story(x, y) <= 1


def test_a_speaker_is_read_from_the_headline() -> None:
    assert read_item("Ketua Komisi III: Anggaran Naik", "").actor == {"ketua", "komisi", "iii"}
    assert {"sari"} <= read_item("Bupati Sari Minta Warga Tenang", "").actor
    assert not read_item("Hujan Deras Guyur Kota Anu", "").actor


def test_another_speaker_is_another_story() -> None:
    told = StoryText("Menteri Anu Umumkan Tarif Baru Kereta", "Tarif kereta naik.", NOON)
    reply = StoryText("Ketua YLKI Kritik Tarif Baru Kereta", "Tarif kereta naik.", NOON)
    assert features(told, reply)["other_speaker"] == 1
    assert features(told, told)["other_speaker"] == 0


def test_what_everybody_writes_about_tells_little() -> None:
    days = WordCounts()
    for _ in range(400):
        days.add(item_lemmas("Gempa Guncang Pulau Anu", "Pulau Anu diguncang gempa."))
    a = StoryText("Gempa Pulau Anu, Bupati Tinjau Pasar", "", NOON)
    b = StoryText("Gempa Pulau Anu, Sekolah Diliburkan", "", NOON)
    assert same_story(a, b, days) < same_story(a, b)
    assert days.rarity("gempa") < rarity("gempa")
    assert days.rarity("bupati") == pytest.approx(WordCounts(items=400).rarity("bupati"))
    assert (days + days).items == 800


def test_days_are_counted_once_with_those_beside_them() -> None:
    asked: list[int] = []

    def count(day: int) -> WordCounts:
        asked.append(day)
        counts = WordCounts()
        counts.add({f"kata{day}"})
        return counts

    days = DayCounts(count)
    assert set(days.around(8, 7).holding) == {"kata6", "kata7", "kata8", "kata9"}
    assert days.around(7, 8) is days.around(8, 7)
    assert days.around(8, 8).items == 3
    assert asked == [6, 7, 8, 9]


def test_an_outlet_seldom_tells_an_event_twice() -> None:
    a, b = (StoryText(item.title, item.teaser, NOON, "anu.test") for item in (AWARD, AGAIN))
    assert same_story(a, b) < same_story(AWARD, AGAIN)
