"""Regions that no list holds: slips and old spellings become the region meant, other names bodies of their own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.mentions import find_mentions
from nlp.unknown_regions import nearest, unlisted_regions


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("Purwokarta", "regency", "kab-purwakarta"),
        ("Probolingo", "city", "kota-probolinggo"),
        ("Kalimantan Tenga", "province", "prov-kalimantan-tengah"),
        ("Tulung Agung", "regency", "kab-tulungagung"),
        ("Djombang", "regency", "kab-jombang"),
        ("Soerabaja", "city", "kota-surabaya"),
        ("Bandug", "regency", None),  # Bandung or Badung
        ("Tirtakencana", "regency", None),
        ("Madinah", "city", None),
        ("Malaga", "city", None),
    ],
)
def test_the_nearest_region_where_it_is_clear(name, kind, wanted):
    place = nearest(name, kind)
    assert (place and place.id) == wanted


def test_only_names_after_a_class_word_are_regions():
    text = (
        "Kabupaten Layak Anak, Kota Terinovatif, Kota Santri, Kabupaten Sangat Inovatif dan Provinsi Terbaik diumumkan."
    )
    assert unlisted_regions(text) == {}


def test_the_name_is_the_shortest_that_the_text_gives():
    found = unlisted_regions("Pemkab Tirtakencana Baharudin hadir. Pemkab Tirtakencana meraih WTP.")
    assert found["tirtakencana"][0].region.id == "kab-tirtakencana"


def test_all_bodies_of_an_unknown_region():
    text = (
        "Pemkab Tirtakencana meraih penghargaan. Tirtakencana meraih predikat A. Disdukcapil Tirtakencana dan "
        "RSUD Tirtakencana ikut menerima penghargaan."
    )
    assert [mention.id for mention in find_mentions("", text)] == [
        "kab-tirtakencana",
        "kab-tirtakencana",
        "disdukcapil-kab-tirtakencana",
        "rsud-kab-tirtakencana",
    ]


@settings(deadline=None)
@given(st.text(max_size=120), st.sampled_from(["Pemkab ", "Kota ", "Kab. ", "Provinsi "]))
def test_never_raises(text, head):
    unlisted_regions(head + text)
    nearest(text, "regency")
