"""Datelines, signatures, names and picture credits: tables of forms."""

from __future__ import annotations

import pytest

from crawler.credits import read_closing_code, read_dateline, read_photo_credit, split_names

REST = "Dinas itu menerima penghargaan."


@pytest.mark.parametrize(
    ("opening", "place", "outlet"),
    [
        ("JAKARTA, KOMPAS.com – ", "Jakarta", True),
        ("Jakarta (ANTARA) - ", "Jakarta", True),
        ("Mataram, NTB (ANTARA News) - ", "Mataram, NTB", True),
        ("WARTAKOTALIVE.COM, GAMBIR -", "Gambir", True),
        ("TRIBUNNEWS.COM, YOGYAKARTA - ", "Yogyakarta", True),
        ("TRIBUNNEWS.COM - ", "", True),
        ("Liputan6.com, Jakarta - ", "Jakarta", True),
        ("Jakarta, CNN Indonesia -- ", "Jakarta", True),
        ("Jakarta - ", "Jakarta", False),
        ("TEMPO.CO, Jakarta - ", "Jakarta", True),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "Jakarta", True),
        ("Merdeka.com - ", "", True),
        ("KONTAN.CO.ID - JAKARTA. ", "Jakarta", True),
        ("BEKASI (Pos Kota) – ", "Bekasi", True),
        ("LOS ANGELES, KOMPAS.com - ", "Los Angeles", True),
        ("KBRN, Kendari: ", "Kendari", True),
        ("Jakarta, 21 Desember 2023- ", "Jakarta", False),
        ("BANDUNG – ", "Bandung", False),
        ("JAKARTA, iNews.id - ", "Jakarta", True),
        ("Diskominfo, Lubuk Pakam - ", "Lubuk Pakam", True),
        ("MALANG, NGALAMKINI – ", "Malang", True),
        ("Karimun, Lautnews - ", "Karimun", True),
        ("Labuan Bajo, Manggarai Barat - ", "Labuan Bajo, Manggarai Barat", False),
        ("Kota Bandung, Jawa Barat - ", "Kota Bandung, Jawa Barat", False),
        ("KUPANG, NTT - ", "Kupang, NTT", False),
        ("JAKARTA, SENIN (7/3) – ", "Jakarta", False),
        ("MEDAN - SUMUT24 | ", "Medan", True),
        ("SUKABUMI, METROPOLIS.ID || ", "Sukabumi", True),
        ("Purwokerto, serayu.com-", "Purwokerto", True),
        ("JAKARTA, KOMPAS-", "Jakarta", True),
        ("JAKARTA-", "Jakarta", False),
        ("JAKARTA | ", "Jakarta", False),
        ("SAMARINDA: ", "Samarinda", False),
        ("[Jakarta, 8 Maret] ", "Jakarta", False),
        ("JAKARTA, (8/3). ", "Jakarta", False),
        ("JAKARTA, AKURAT.CO ", "Jakarta", True),
    ],
)
def test_datelines(opening: str, place: str, outlet: bool) -> None:
    found = read_dateline(opening + REST)
    assert found is not None
    assert (found.place, found.outlet) == (place, outlet)
    assert (opening + REST)[found.end :] == REST


@pytest.mark.parametrize(
    "line",
    [
        REST,
        "Dinas Penanaman Modal - yang berdiri pada 2015 - menerima penghargaan.",
        "Nilai A - tertinggi dalam penilaian - diberikan kepada 84 unit.",
        "Selepas makan siang (antara jam 2 - 4 sore) antrean bertambah.",
        "Warga yang datang pagi - siang dilayani dua loket.",
        "Oleh karena itu -- Menteri berkata -- layanan diperluas.",
        '"Kami senang - sangat senang," kata dia.',
        "Malang, Unit Baru X - 1 ini gagal terbang.",
        "KORPRI-Polri bekerja sama.",
        "Catatan: Dinas itu menerima penghargaan.",
        "[Gambar] Dinas itu menerima penghargaan.",
        "-",
        "",
    ],
)
def test_a_sentence_with_a_dash_is_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


def test_the_name_of_the_site_counts_as_outlet() -> None:
    found = read_dateline("KOTA BARU, KABAR SAGARA - Dinas itu", ("Kabar Sagara",))
    assert found is not None
    assert (found.place, found.outlet) == ("Kota Baru", True)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("katanya. (fajar/jpnn)", "fajar/jpnn"),
        ('tuturnya." (lav / lav)', "lav/lav"),
        ("(kpl/pur/tch)", "kpl/pur/tch"),
        ("Acara selesai. (fik/HUMAS MENPANRB)", "fik/HUMAS MENPANRB"),
        ("Acara selesai. (Antara)", "Antara"),
        ("Acara selesai. (*)", "*"),
        ("Acara selesai. [gas]", "gas"),
        ("Acara selesai (gas/rif).", "gas/rif"),
        ("Acara selesai (gasal).", None),  # no sentence ended in front of it
        ("Acara selesai di Sagara (Kabar.com/Budi Hartono)", "Kabar.com/Budi Hartono"),
        ("Acara selesai. [Kantor Berita]", "Kantor Berita"),
        ("Acara selesai. (*/AM)", "*/AM"),
        ("Ia meraih nilai tertinggi (A).", None),
        ("Acara diikuti Kementerian Layanan Rakyat (KLR)", None),
        ("Acara selesai.", None),
    ],
)
def test_signatures(line: str, code: str | None) -> None:
    found = read_closing_code(line)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Budi Santoso", ("Budi Santoso",)),
        ("Budi Santoso, S.Sos dan Ani Lestari", ("Budi Santoso, S.Sos", "Ani Lestari")),
        ("Budi Santoso | Ani Lestari", ("Budi Santoso", "Ani Lestari")),
        ("Budi Santoso - wartanusa", ("Budi Santoso",)),
        ("COPYRIGHT © NUSA 2022", ()),
        ("https://facebook.com/nusa", ()),
        ("Budi Santoso, aktivis dan kandidat doktor", ("Budi Santoso",)),
    ],
)
def test_names_of_a_byline(value: str, names: tuple[str, ...]) -> None:
    assert split_names(value) == names


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Wali kota menerima piala. (ANTARA FOTO/Rina)", "ANTARA FOTO/Rina"),
        ("Wali kota menerima piala. Foto: Humas Kota", "Humas Kota"),
        ("Balai Kota Sagara (Foto: Istimewa)", "Istimewa"),
        ("Wali kota berbicara kepada warga.", ""),
    ],
)
def test_picture_credits(caption: str, credit: str) -> None:
    assert read_photo_credit(caption) == credit
