"""Roles, titles, names and degrees taken apart."""

import pytest

from nlp.namings import read_naming
from nlp.words import words_of


def read(text: str, known: frozenset[str] = frozenset()) -> tuple[str | None, str | None, tuple[str, ...]]:
    naming, _ = read_naming(words_of(text).tokens, 0, known, subject=True)
    assert naming is not None
    name = text[slice(*naming.name)] if naming.name else None
    role = text[slice(*naming.role)] if naming.role else None
    return name, role, naming.titles


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Kepala Dinas Perhubungan Kota Tegal, Wawan Setyo, mengatakan",
            "Wawan Setyo",
            "Kepala Dinas Perhubungan Kota Tegal",
        ),
        ("Kepala Badan Pangan Nasional Rudi Hartanto kepada", "Rudi Hartanto", "Kepala Badan Pangan Nasional"),
        (
            "Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi Dewi Anjani hadir",
            "Dewi Anjani",
            "Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi",
        ),
        ("Bupati Buleleng I Gede Surya Wirawan.", "I Gede Surya Wirawan", "Bupati Buleleng"),
        ("Wali Kota Bitung, dr. Hendra Lumintang menambahkan", "Hendra Lumintang", "Wali Kota Bitung"),
        ("MenPANRB Siti Aminah saat", "Siti Aminah", "MenPANRB"),
        (
            "Direktur Jenderal Bina Marga Kementerian Pekerjaan Umum Agus Riyadi menyatakan",
            "Agus Riyadi",
            "Direktur Jenderal Bina Marga Kementerian Pekerjaan Umum",
        ),
        (
            "Kepala Puskesmas Cilandak, Jakarta Selatan, Edi Sahputra ketika",
            "Edi Sahputra",
            "Kepala Puskesmas Cilandak",
        ),
        (
            "Direktur Bina Usaha, Kementerian Perdagangan Oki Nurwanto.",
            "Oki Nurwanto",
            "Direktur Bina Usaha, Kementerian Perdagangan",
        ),
        ("Gubernur Jambi Iwan Prasetya dan Gubernur Bali I Made Wijaya.", "Iwan Prasetya", "Gubernur Jambi"),
        (
            "pengamat kebijakan publik dan politik Dodi Tanjung dalam",
            "Dodi Tanjung",
            "pengamat kebijakan publik dan politik",
        ),
        (
            "hakim sekaligus juru bicara PN Malang, Maria Goretti, menjanjikan",
            "Maria Goretti",
            "hakim sekaligus juru bicara PN Malang",
        ),
        (
            "Lurah yang juga Ketua Panitia Rapat Dedi Mulyana berkata",
            "Dedi Mulyana",
            "Lurah yang juga Ketua Panitia Rapat",
        ),
        ("Tarmi (52), pedagang nasi di Pasar Baru, mengaku", "Tarmi", "pedagang nasi"),
        ("Gubernur Iwan Prasetya Sebut Jambi Siap Panen", "Iwan Prasetya", "Gubernur"),
        ("Rina Wijayanti Pastikan Loket Buka", "Rina Wijayanti", None),
        ("Camat Kuta Anak Agung Raka Surya hadir", "Anak Agung Raka Surya", "Camat Kuta"),
        ("Jaksa Agung ST Hartanto berkata", "Hartanto", "Jaksa Agung"),
        ("Juru Bicara Kemensesneg Dewi Anjani berkata", "Dewi Anjani", "Juru Bicara Kemensesneg"),
        (
            "Kepala Bappeda Lombok Barat, Lalu Muhammad Zain, mengisahkan",
            "Lalu Muhammad Zain",
            "Kepala Bappeda Lombok Barat",
        ),
        ("Rektor Universitas Sanata Dharma, Yogyakarta, berharap", None, "Rektor Universitas Sanata Dharma"),
    ],
)
def test_role_and_name(text: str, name: str | None, role: str) -> None:
    assert read(text)[:2] == (name, role)


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("Drs. H. Mulyo Kuncoro, M.M., membantah", "Mulyo Kuncoro", ("Drs.", "H.", "M.M.")),
        ("AKBP Yohan Manurung mengimbau", "Yohan Manurung", ("AKBP",)),
        ("Komisaris Besar (Pol) Yusuf Yunus,", "Yusuf Yunus", ("Komisaris", "Besar", "Pol")),
        ("Letjen TNI (Purn) Sumarsono, kata", "Sumarsono", ("Letjen", "TNI", "Purn")),
        ("Prof. Andi Tenri Abeng, yang duduk", "Andi Tenri Abeng", ("Prof.",)),
    ],
)
def test_titles_stay_out_of_the_name(text: str, name: str, titles: tuple[str, ...]) -> None:
    found, _, kept = read(text)
    assert found == name
    assert kept == titles


def test_nickname_in_brackets() -> None:
    words = words_of("Menteri Sosial Saiful Yusro (Gus Ipung) menyebut").tokens
    naming, _ = read_naming(words, 0, frozenset())
    assert naming is not None
    assert naming.alias == "Ipung"
