"""Laws, decrees and counted facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.regulations import find_figures, find_regulations, parse_kinds

CASES = [
    ("Sesuai Keputusan Menteri PANRB Nomor 1054 tahun 2021, lokus bertambah.", "Keputusan Menteri PANRB", "1054", 2021, None),
    ("Permenpan RB No. 29 Tahun 2022 tentang Pemantauan Kinerja berlaku.", "Peraturan Menteri PAN RB", "29", 2022, "Pemantauan Kinerja berlaku"),
    ("Dasarnya Perpres 95/2018.", "Peraturan Presiden", "95", 2018, None),
    ("UU No 25 Tahun 2009 tentang Pelayanan Publik, pasal 5.", "Undang-Undang", "25", 2009, "Pelayanan Publik"),
    ("Undang-Undang Nomor 14 tahun 2008", "Undang-Undang", "14", 2008, None),
    ("lewat Perbup Nomor 1/2014 tentang Sistem Perencanaan", "Peraturan Bupati", "1", 2014, "Sistem Perencanaan"),
    ("Keputusan Bupati Sigi Nomor 700/400/2017 tentang Tim", "Keputusan Bupati Sigi", "700/400/2017", 2017, "Tim"),
    ("Instruksi Presiden (INPRES) Nomor 7 Tahun 1999", "Instruksi Presiden", "7", 1999, None),
    ("Perda Kota Palu No.3 Tahun 2020", "Peraturan Daerah Kota Palu", "3", 2020, None),
    ("SE Menteri PANRB Nomor 5 Tahun 2023", "Surat Edaran Menteri PANRB", "5", 2023, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "number", "year", "subject"), CASES)
def test_regulation_is_read(text, kind, number, year, subject):
    (found,) = find_regulations(text)
    assert (found.kind, found.number, found.year, found.subject) == (kind, number, year, subject)
    assert text[found.span.start : found.span.end].endswith(str(year) if year else number)


@pytest.mark.parametrize(
    "text", ["UU ITE ramai dibahas", "undang-undang yang baru", "nomor 3 tahun 2020", "se-Jawa Nomor 5"]
)
def test_without_kind_or_number_there_is_none(text):
    assert find_regulations(text) == ()


def test_several_in_one_sentence():
    text = "Dasarnya UU 25/2009, PP Nomor 96 Tahun 2012, serta Permendagri Nomor 138 Tahun 2017."
    assert [(item.number, item.year) for item in find_regulations(text)] == [("25", 2009), ("96", 2012), ("138", 2017)]


def test_figures():
    text = (
        "Evaluasi di 84 Unit kerja; 84 UPP pusat, 34 UPP provinsi dan 1.514 unit kerja. Tahun 2021 ada 486 unit kerja."
    )
    assert [(item.value, item.unit) for item in find_figures(text)] == [
        (84, "UPP"), (34, "UPP"), (1514, "unit kerja"), (486, "unit kerja"),
    ]  # fmt: skip


def test_unknown_key_is_named():
    with pytest.raises(ValueError, match="jenis"):
        parse_kinds('[[regulation]]\njenis = "x"\nkind = "K"\nforms = ["k"]')


@given(st.text(alphabet="UU No.Perpres 12/2018tahunNomor,;()\n", max_size=200))
def test_never_raises_and_spans_fit(text):
    for item in (*find_regulations(text), *find_figures(text)):
        assert 0 <= item.span.start < item.span.end <= len(text)
