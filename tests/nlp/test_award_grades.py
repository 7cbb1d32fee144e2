"""Categories, ranks, letters and numbers; years and roles of an award sentence."""

import datetime as dt

import pytest

from kliping.dates import find_dates
from nlp.award_bodies import region_key, same_body
from nlp.award_ceremony import handing_person, place_of, years_of
from nlp.award_recipients import candidates
from nlp.grades import find_grades, rank_of
from nlp.phrases import words_of


def grades(text):
    return [(grade.kind, text[slice(*grade.value)]) for grade in find_grades(text, 0, len(text), words_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beroleh predikat BB dengan nilai 74,54", [("letter", "BB"), ("number", "74,54")]),
        ("di kategori Nindya", [("category", "Nindya")]),
        ("Kota Tegal - 4,47 - Memuaskan", [("number", "4,47"), ("category", "Memuaskan")]),
        ("nilai A- (Sangat Baik)", [("letter", "A-"), ("category", "Sangat Baik")]),
        ("peringkat I kategori perencanaan kebutuhan", [("rank", "peringkat I kategori perencanaan kebutuhan")]),
        ("juara II", [("rank", "juara II")]),
        ("masuk Top 45", [("rank", "Top 45")]),
        ("mendapat nilai B pada tahun lalu", [("letter", "B")]),
        ("jalan raya baik dan cukup lebar", []),
        ("harga Rp 41 miliar, pukul 07.10", []),
        ("Top BUMD Award dengan Bintang 5 (Excellent)", [("letter", "Bintang 5 (Excellent)")]),
        ("menginap di hotel bintang 5", []),
        ("Terbaik II untuk Pengelolaan Arsip", [("rank", "Terbaik II untuk Pengelolaan Arsip")]),
        ("Top 45 Inovasi Pelayanan Publik", [("rank", "Top 45")]),
        ("Peringkat 2 Tingkat Nasional Kategori Mutasi", [("rank", "Peringkat 2 Tingkat Nasional Kategori Mutasi")]),
        ("kategori TPID terbaik tingkat provinsi", [("category", "TPID terbaik tingkat provinsi")]),
        (
            "kategori Perencanaan Formasi, Pelayanan Mutasi, Kepangkatan dan Pensiun, dari BKN",
            [("topic", "Perencanaan Formasi, Pelayanan Mutasi, Kepangkatan dan Pensiun")],
        ),
        (
            "kategori Peran Anak dalam Pembangunan Desa (PAPD) Terbaik",
            [("topic", "Peran Anak dalam Pembangunan Desa (PAPD) Terbaik")],
        ),
        ("predikat sebagai salah satu Kota Ramah Lansia", [("category", "Kota Ramah Lansia")]),
        ('kategori "Pelayanan Prima Tahun 2020"', [("category", "Pelayanan Prima")]),
        ("meraih BB, B, dan CC", [("letter", "BB"), ("letter", "B"), ("letter", "CC")]),
    ],
)
def test_grades(text, expected):
    assert grades(text) == expected


@pytest.mark.parametrize(
    ("text", "rank"),
    [("peringkat III", 3), ("juara kedua", 2), ("posisi ke-7", 7), ("posisi puncak", 1), ("terbaik", None)],
)
def test_rank(text, rank):
    assert rank_of(text) == rank


@pytest.mark.parametrize(
    ("text", "values", "past"),
    [
        ("meraih Adipura 2022", (2022,), False),
        ("periode 2017-2018", (2018,), False),
        ("pada 2017, 2018, dan 2019", (2017, 2018, 2019), False),
        ("tahun lalu meraih WTP", (2022,), True),
        ("hasil penilaian tahun lalu", (2022,), False),
        ("sejak 2015 belum pernah", (), True),
        ("Senin (8/3/2021) di Jakarta", (), False),
        ("pada 2019 sampai 2021", (2019, 2021), False),
    ],
)
def test_years(text, values, past):
    published = dt.date(2023, 5, 1)
    found = years_of(text, 0, len(text), find_dates(text, published), published, None)
    assert (found.values, found.past) == (values, past)


def test_people_and_places():
    text = "Piala diserahkan langsung oleh Menteri Dalam Negeri Oloan Siregar di Hotel Bidakara, Jakarta, Senin."
    assert handing_person(text, 0, len(text)) == "Menteri Dalam Negeri Oloan Siregar"
    assert place_of(text, 0, len(text), 60) == "Hotel Bidakara, Jakarta"
    assert handing_person("Piala diterima langsung oleh Bupati Blora Arief", 0, 47) is None


def test_regions_meet_under_one_key():
    forms = [
        "Pemerintah Kabupaten (Pemkab) Karimun",
        "Pemkab Karimun",
        "Kabupaten Karimun",
        "Bupati Karimun",
        "Karimun",
    ]
    assert len({region_key(form) for form in forms}) == 1
    assert region_key("Kota Malang") != region_key("Kabupaten Malang")
    assert same_body(region_key("Malang") or "", region_key("Kota Malang") or "")
    assert region_key("DPMPTSP Kota Malang") is None


def test_elliptic_heads():
    text = "diterima Bupati Cilacap, Bantul dan Badung"
    assert [name.text for name in candidates(text, (), "text")] == ["Bupati Cilacap", "Bantul", "Badung"]
