"""What records take over from what an article told before: the same prize given to others, earlier years, lists that go
on. Each case: headline, text, publication and the records as (recipient, category, score, giver, year, date)."""

from __future__ import annotations

import datetime as dt

import pytest

from nlp.awards import find_awards
from nlp.mentions import find_mentions

Told = tuple[str, str | None, str | None, str | None, int | None, str | None]

_SAME_PRIZE = (
    "",
    "Kabupaten Ngawi menerima penghargaan Wahana Tata Nugraha 2016 kategori kota sedang. Piala diserahkan Menteri "
    "Perhubungan, AB Santosa, Rabu (7/9/2016).\n\nSelain Ngawi, beberapa daerah yang mendapatkan penghargaan serupa "
    "adalah Kabupaten Nganjuk, Jombang dan Srono Kabupaten Banyuwangi.",
    None,
    [
        (name, "kota sedang", None, "Menteri Perhubungan, AB Santosa", 2016, "2016-09-07")
        for name in ("Kabupaten Ngawi", "Kabupaten Nganjuk", "Jombang", "Srono Kabupaten Banyuwangi")
    ],
)
_MISSPELT = (
    "",
    "Pemkab Sragen meraih menghargaan dari Menteri Sosial untuk katagori “Ramah Lansia” tahun 2020. Selain Sragen, "
    "penghargaan yang sama juga diberikan kepada Kota Blitar (Provinsi Jawa Timur), Kabupaten Sumbawaa (Provinsi Nusa "
    "Tenggara Barat) dan Kabupaten Bone (Provinsi Sulawesi Selatan).",
    None,
    [
        (name, "Ramah Lansia", None, "Menteri Sosial", 2020, None)
        for name in ("Pemkab Sragen", "Kota Blitar", "Kabupaten Sumbawaa", "Kabupaten Bone")
    ],
)
_YEAR_BY_YEAR = (
    "",
    "KABAR.COM, PADANG - Kabupaten Solok menerima penghargaan Swasti Saba kategori Wistara dari Kementerian Kesehatan di "
    "Jakarta, Selasa (19/11/2019).\n\nSebelumnya, pada 2013 predikat Swasti Saba Padapa, 2015 Swasti Saba Wiwerda, dan "
    "2017 Swasti Saba Wistara.",
    dt.date(2019, 11, 20),
    [
        ("Kabupaten Solok", "Wistara", None, "Kementerian Kesehatan", None, "2019-11-19"),
        ("Kabupaten Solok", "Padapa", None, None, 2013, None),
        ("Kabupaten Solok", "Wiwerda", None, None, 2015, None),
        ("Kabupaten Solok", "Wistara", None, None, 2017, None),
    ],
)
_YEARS_ALONE = (
    "",
    "Kabupaten Wonosobo menerima penghargaan Kabupaten Layak Anak 2022 kategori Madya dari Menteri PPPA, Jumat "
    "(22/7/2022).\n\nPrestasi itu dicapai setelah Kabupaten Wonosobo berhasil meraih predikat KLA tingkat Pratama. Yakni "
    "pada tahun 2017, 2018 dan 2019.",
    dt.date(2022, 7, 23),
    [
        ("Kabupaten Wonosobo", "Madya", None, "Menteri PPPA", 2022, "2022-07-22"),
        ("Kabupaten Wonosobo", "Pratama", None, None, 2017, None),
        ("Kabupaten Wonosobo", "Pratama", None, None, 2018, None),
        ("Kabupaten Wonosobo", "Pratama", None, None, 2019, None),
    ],
)
_HEAD = (
    "Pemkab Klaten Terima Penghargaan APE Kategori Utama",
    "Bupati Klaten, Hj. Sri Lestari, kembali menerima penghargaan Anugerah Parahita Ekapraya (APE) 2018 untuk kategori "
    "utama. Sebelumnya ia juga menerima penghargaan yang sama di tahun 2016 dengan kategori madya.",
    None,
    [
        ("Pemkab Klaten", "utama", None, None, 2018, None),
        ("Pemkab Klaten", "madya", None, None, 2016, None),
    ],
)

_ONE_BY_ONE = (
    "",
    "Indeks SPBE 2023 Pemprov Maluku menjadi 3,40 dengan predikat baik. Pemprov Papua di angka 3,12 predikat baik disusul "
    "Pemprov Papua Barat 3,05 predikat baik. Provinsi Bali, Banten dan Lampung masing masing 2,89, 2,59, 2,30 dengan "
    "predikat cukup.",
    None,
    [
        ("Pemprov Maluku", "baik", "3,40", None, 2023, None),
        ("Pemprov Papua", "baik", "3,12", None, 2023, None),
        ("Pemprov Papua Barat", "baik", "3,05", None, 2023, None),
        ("Provinsi Bali", "cukup", "2,89", None, 2023, None),
        ("Banten", "cukup", "2,59", None, 2023, None),
        ("Lampung", "cukup", "2,30", None, 2023, None),
    ],
)
_PLACES_UNDER_A_CATEGORY = (
    "",
    "Penilaian Kepatuhan Pelayanan Publik 2023 dari Ombudsman RI diumumkan. Dalam kategori zona hijau, Pemkot Batu "
    "menduduki peringkat pertama dengan nilai 98,10.\n\nDi posisi kedua, Pemkot Blitar dengan nilai 97,20, dan posisi "
    "ketiga diisi oleh Pemkot Madiun dengan nilai 96,30.",
    None,
    [
        ("Pemkot Batu", "zona hijau", "98,10", "Ombudsman RI", 2023, None),
        ("Pemkot Blitar", "zona hijau", "97,20", "Ombudsman RI", 2023, None),
        ("Pemkot Madiun", "zona hijau", "96,30", "Ombudsman RI", 2023, None),
    ],
)
_TOLD_BY_THE_HEADLINE = (
    "Bali, Banten dan Lampung Raih IGA 2018",
    "Kementerian Dalam Negeri memberikan penghargaan Innovative Government Award (IGA) 2018 di Jakarta, "
    "Jumat (7/12/2018). Penilaian berlangsung enam bulan.",
    None,
    [(name, None, None, "Kementerian Dalam Negeri", 2018, "2018-12-07") for name in ("Bali", "Banten", "Lampung")],
)
_WITH_RELATIVE_CLAUSES = (
    "",
    "Pemerintah memberikan penghargaan kepada daerah yang menekan inflasi. Penghargaan TPID Berprestasi 2015 diberikan "
    "pada Kota Metro dengan program pasar murah, Kabupaten Batang yang mengusung program lumbung beras serta Kabupaten "
    "Bone dengan program penyimpanan dingin.",
    None,
    [
        (name, "TPID Berprestasi", None, "Pemerintah", 2015, None)
        for name in ("Kota Metro", "Kabupaten Batang", "Kabupaten Bone")
    ],
)
_LIST_GOES_ON = (
    "",
    "Lima daerah menerima penghargaan Percepatan Penurunan Stunting 2022 dari Wakil Presiden Ma’ruf Amin yakni Provinsi "
    "Bali, Provinsi Banten. Berikut adalah Kabupaten Kudus, Kabupaten Bone dan Kota Cirebon.",
    None,
    [
        (name, None, None, "Wakil Presiden Ma’ruf Amin", 2022, None)
        for name in ("Provinsi Bali", "Provinsi Banten", "Kabupaten Kudus", "Kabupaten Bone", "Kota Cirebon")
    ],
)
_COUNTED_THEN_NAMED = (
    "",
    "Pemkab Kudus menerima Anugerah Meritokrasi Kategori Baik tahun 2021. Penilaian di Kabupaten Kudus memakan waktu "
    "setahun. Selain Kabupaten Kudus, penghargaan yang sama juga diterima tiga kabupaten/kota lainnya. Yakni, Kabupaten "
    "Blora, Kota Tegal, dan Kabupaten Demak.",
    None,
    [
        (name, "Baik", None, None, 2021, None)
        for name in ("Pemkab Kudus", "Kabupaten Blora", "Kota Tegal", "Kabupaten Demak")
    ],
)
_TWO_TITLES = (
    "",
    "Universitas Negeri Padang (UNP) meraih penghargaan Anugerah Humas Indonesia (AHI) tahun 2021 dalam dua kategori. AHI "
    "tahun ini menetapkan Rektor UNP Prof. Ganefri, M.Pd., Med.Sc., sebagai Pemimpin Terpopuler di Media Digital 2021, dan "
    "Universitas Negeri Padang sebagai Institusi Terpopuler di Media Digital 2021.",
    None,
    [
        ("Universitas Negeri Padang (UNP)", "Institusi Terpopuler di Media Digital", None, None, 2021, None),
        ("Rektor UNP Prof. Ganefri", "Pemimpin Terpopuler di Media Digital", None, None, 2021, None),
    ],
)
_CASES = [
    _SAME_PRIZE,
    _MISSPELT,
    _YEAR_BY_YEAR,
    _YEARS_ALONE,
    _HEAD,
    _ONE_BY_ONE,
    _PLACES_UNDER_A_CATEGORY,
    _TOLD_BY_THE_HEADLINE,
    _WITH_RELATIVE_CLAUSES,
    _LIST_GOES_ON,
    _COUNTED_THEN_NAMED,
    _TWO_TITLES,
]


@pytest.mark.parametrize("case", _CASES)
def test_taken_over(case: tuple[str, str, dt.date | None, list[Told]]) -> None:
    title, text, published, wanted = case
    found = [
        (r.recipient, r.category, r.score, r.giver, r.year, r.date and r.date.isoformat())
        for r in find_awards(title, text, published, find_mentions(title, text, published))
    ]
    assert found == wanted
