"""Same story, containment and signatures."""

import datetime as dt
import gzip
import json
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.similarity import StoryText, clean_headline, containment, same_story, signature

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


def test_labelled_pairs() -> None:
    shared = Path(__file__).parents[3] / "shared"
    if not shared.is_dir():
        pytest.skip("the shared data folder is not beside the project")
    with gzip.open(shared / "data/rss/items-2026-08.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = {row["Link"]: row for row in map(json.loads, lines) if "Link" in row}

    def item(link: str) -> StoryText:
        row = rows[link]
        return StoryText(row["Judul"], row["Ringkasan"], parsedate_to_datetime(row["Tanggal Terbit"]))

    pairs = [json.loads(line) for line in (shared / "gold/stories.dev.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(same_story(item(p["a"]), item(p["b"])) >= 0.5, bool(p["same"])) for p in pairs]
    hits = sum(x and y for x, y in found)
    assert 2 * hits / (sum(x for x, _ in found) + sum(y for _, y in found)) >= 0.8
