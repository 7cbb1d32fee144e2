"""Quotations: which they are, where they begin and end, and who speaks. One table for each thing that is read."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.quotes import find_quotes

INTRO = "Wali Kota Tegal Rina Wijayanti hadir di balai kota. "


def read(text: str, title: str = "") -> list[tuple[str, str, str | None]]:
    return [(q.kind, q.content, q.speaker) for q in find_quotes(title, text)]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "“Loket kami tambah dua,” kata Wali Kota Tegal Rina Wijayanti, Selasa (8/3).",
            "Loket kami tambah dua",
            "Rina Wijayanti",
        ),
        (
            '"Loket kami tambah dua", ujar Kepala Dinas Perhubungan Tegal, Wawan Setyo.',
            "Loket kami tambah dua",
            "Wawan Setyo",
        ),
        ("”Loket kami tambah dua,” tutur Wawan Setyo.", "Loket kami tambah dua", "Wawan Setyo"),
        (INTRO + "“Loket kami tambah dua,” katanya.", "Loket kami tambah dua", "Rina Wijayanti"),
        (INTRO + "“Loket kami tambah dua,” kelakarnya.", "Loket kami tambah dua", "Rina Wijayanti"),
        (INTRO + "“Loket kami tambah dua,” kata dia.", "Loket kami tambah dua", "Rina Wijayanti"),
        (
            INTRO + "\n\n“Loket yang ada kami tambah dua,” perempuan kelahiran Tegal itu melanjutkan.",
            "Loket yang ada kami tambah dua",
            "Rina Wijayanti",
        ),
        (
            "Wali Kota Tegal Rina Wijayanti atau Bunda Nana hadir. “Loket kami tambah dua,” kata Bunda Nana.",
            "Loket kami tambah dua",
            "Rina Wijayanti",
        ),
        (INTRO + "“Loket kami tambah dua,” kata mantan guru itu.", "Loket kami tambah dua", "Rina Wijayanti"),
        (INTRO + "“Loket kami tambah dua,” ujar wali kota.", "Loket kami tambah dua", "Rina Wijayanti"),
        (INTRO + "Rina mengatakan, “Loket kami tambah dua.”", "Loket kami tambah dua", "Rina Wijayanti"),
        (INTRO + "Ia berkata: “Loket kami tambah dua”.", "Loket kami tambah dua", "Rina Wijayanti"),
        (
            INTRO + "\n\n“Kalau sepi, loket kami tutup.”\n\nBegitu pesannya.",
            "Kalau sepi, loket kami tutup",
            "Rina Wijayanti",
        ),
        (INTRO + "\n\n“Loket tambah dua,” demikian ditegaskan Sekda Budi Hartono.", "Loket tambah dua", "Budi Hartono"),
        (INTRO + "“Loket kami tambah dua,” Rina menegaskan.", "Loket kami tambah dua", "Rina Wijayanti"),
        (INTRO + '"Loket kami tambah dua, kelakarnya.', "Loket kami tambah dua", "Rina Wijayanti"),
        (
            "“Antre lama sekali!” keluh Seorang pemohon, yang enggan disebut namanya.",
            "Antre lama sekali!",
            "Seorang pemohon",
        ),
        ("“Suku bunga tetap,” tulis Bank Nusantara.", "Suku bunga tetap", "Bank Nusantara"),
    ],
)
def test_direct(text: str, content: str, speaker: str) -> None:
    quotes = read(text)
    assert ("direct", content, speaker) in quotes


def test_a_quotation_broken_by_its_cue_is_two() -> None:
    text = INTRO + "“Loket tambah dua,” kata Rina. “Petugasnya juga.”"
    assert read(text) == [
        ("direct", "Loket tambah dua", "Rina Wijayanti"),
        ("direct", "Petugasnya juga", "Rina Wijayanti"),
    ]


def test_paragraphs_of_one_quotation() -> None:
    text = INTRO + '\n\n"Kalau ada pungutan, lapor saja.\n\nNomor saya tidak pernah ganti," imbuhnya.'
    assert [c for _, c, _ in read(text)] == ["Kalau ada pungutan, lapor saja", "Nomor saya tidak pernah ganti"]


@pytest.mark.parametrize(
    "text",
    [
        'Inovasi berjudul "Rumah Sakit Ramah Anak" masuk final.',
        "Kota itu berpredikat “Sangat Baik” tahun lalu.",
        "Ia menyebutnya ‘kawin paksa’ antarlembaga.",
        'Slogan "Melayani dengan Hati" dipasang di loket.',
        "Masih ada oknum yang “main mata” dengan calo.",
        "Program bertajuk 'Desa Digital' diluncurkan Senin.",
    ],
)
def test_titles_slogans_and_scare_quotes_are_no_quotations(text: str) -> None:
    assert [q for q in read(text) if q[0] == "direct"] == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Rina mengatakan bahwa loket ditambah dua.", "loket ditambah dua"),
        ("Rina mengatakan, loket akan ditambah dua.", "loket akan ditambah dua"),
        ("Rina menjelaskan loket sudah ditambah dua.", "loket sudah ditambah dua"),
        ("Menurut Rina, loket perlu ditambah dua.", "loket perlu ditambah dua"),
        ("Menurutnya, loket perlu ditambah dua.", "loket perlu ditambah dua"),
        ("Loket di balai kota, menurut Rina, masih kurang dua.", "masih kurang dua"),
        ("Loket itu masih kurang dua, kata Rina.", "Loket itu masih kurang dua"),
        ("Saat ini, lanjut Rina, loket masih kurang dua.", "loket masih kurang dua"),
        ("Disampaikan Rina bahwa loket masih kurang dua.", "loket masih kurang dua"),
        ("Dikatakannya, loket masih kurang dua.", "loket masih kurang dua"),
        ("Rina mengaku belum pernah menutup loket.", "belum pernah menutup loket"),
        ("Rina tak menampik loket masih kurang dua.", "loket masih kurang dua"),
        ("Rina meminta camat segera membuka loket.", "camat segera membuka loket"),
        ("Rina meminta agar camat membuka loket baru.", "camat membuka loket baru"),
        ("Rina mengimbau kepada seluruh camat agar membuka loket.", "agar membuka loket"),
        ("Rina menyampaikan pesan gubernur bahwa loket harus ramah.", "loket harus ramah"),
        ("Rina menegaskan kembali loket tidak boleh tutup.", "loket tidak boleh tutup"),
        ("Rina mengatakan kepada wartawan, loket akan ditambah.", "loket akan ditambah"),
        ("Dijelaskan, bahwa loket masih kurang dua.", "loket masih kurang dua"),
        ("Rina secara tidak langsung mengatakan loket masih kurang dua.", "loket masih kurang dua"),
        ("Bila perlu, kata Rina yang hadir di sana, loket ditambah dua.", "loket ditambah dua"),
    ],
)
def test_indirect(text: str, content: str) -> None:
    assert ("indirect", content, "Rina Wijayanti") in read(INTRO + text)


@pytest.mark.parametrize(
    "text",
    [
        "Rina mengapresiasi kerja para petugas loket.",
        "Rina menyerahkan piagam kepada tiga camat.",
        "Rina menyampaikan terima kasih kepada petugas.",
        "Rina menegaskan komitmen memperbaiki loket.",
        "Rina membuka acara dengan pukulan gong.",
        "Rina tidak menyebut sampai kapan.",
        "Rina membantah kabar tersebut.",
        "Rina menyebut Tegal sebagai kota bahari.",
        "Menurut jadwal, loket buka pukul delapan.",
        "Rina menargetkan nilai A tahun depan.",
        "Rina hadir untuk menyampaikan sambutan singkat.",
        "Kapal itu dikatakan sangat cocok untuk laut dangkal.",
    ],
)
def test_not_reported(text: str) -> None:
    assert read(INTRO + text) == []


def test_two_speakers_take_turns() -> None:
    text = (
        "Bupati Brebes Ani Sulistyo mengatakan, jalan itu rusak.\n\n“Kami perbaiki,” ujarnya.\n\n"
        "Kepala Dinas Pekerjaan Umum Brebes Joko Prasetyo menambahkan, aspal sudah dipesan.\n\n"
        "“Pekan depan datang,” katanya.\n\n"
        "“Jangan lewat pekan depan,” sahut Ani."
    )
    assert [s for _, _, s in read(text)] == ["Ani Sulistyo"] * 2 + ["Joko Prasetyo"] * 2 + ["Ani Sulistyo"]


def test_speaker_of_the_opening_quotation_stands_behind_it() -> None:
    text = "“Kami buka sampai malam.”\n\nHal itu dikatakan Camat Margadana Dwi Lestari, Senin (7/3)."
    assert read(text)[0] == ("direct", "Kami buka sampai malam", "Dwi Lestari")


def test_the_fullest_name_is_used_even_when_it_comes_later() -> None:
    text = "“Kami siap,” kata Rismawati. Menurut Kepala UPTD Samsat Tegal Sri Rismawati, loket ditambah."
    assert {s for _, _, s in read(text)} == {"Sri Rismawati"}


def test_colon_headline() -> None:
    text = "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (MenPANRB) Dewi Anjani membuka rapat."
    quote = find_quotes("Menpan: Loket Tidak Boleh Tutup Siang", text)[0]
    assert (quote.span.field, quote.kind, quote.cue) == ("title", "indirect", None)
    assert (quote.content, quote.speaker, quote.minister) == ("Loket Tidak Boleh Tutup Siang", "Dewi Anjani", True)
    assert find_quotes("Juara Loket: Dari Tegal hingga Brebes", text) == ()


@pytest.mark.parametrize(
    ("text", "published", "minister"),
    [
        ("Menteri PANRB Dewi Anjani mengatakan, loket harus ramah.", None, True),
        ("Mantan Menteri PANRB Dewi Anjani mengatakan, loket harus ramah.", None, False),
        ("Mahfud MD mengatakan, loket harus ramah.", dt.date(2022, 8, 1), True),
        ("Mahfud MD mengatakan, loket harus ramah.", dt.date(2025, 8, 1), False),
        ("Staf Khusus Menteri PANRB Dewi Anjani mengatakan, loket harus ramah.", None, False),
        ("Bupati Brebes Dewi Anjani mengatakan, loket harus ramah.", dt.date(2022, 8, 1), False),
    ],
)
def test_minister_by_role_or_by_name_and_day(text: str, published: dt.date | None, minister: bool) -> None:
    assert [q.minister for q in find_quotes("", text, published)] == [minister]


def test_a_statement_without_a_word_of_its_topic_is_about_what_its_surroundings_are() -> None:
    text = (
        "Menteri PANRB Sekar Wibisono meninjau mal pelayanan publik di Kota Tidar, Senin (4/3/2024).\n\n"
        '"Ini baru langkah pertama," kata Sekar.'
    )
    assert [q.topic for q in find_quotes("", text, dt.date(2024, 3, 5))] == ["public_service"]


def test_a_ministerial_statement_has_topic_occasion_and_day() -> None:
    text = (
        "“Pelayanan publik tidak boleh menunggu,” kata Menteri PANRB Dewi Anjani dalam rapat koordinasi di Jakarta, "
        "Selasa (8/3)."
    )
    quote = find_quotes("", text, dt.date(2022, 3, 9))[0]
    assert quote.topic == "public_service"
    assert quote.occasion == "dalam rapat koordinasi di Jakarta"
    assert quote.date == dt.date(2022, 3, 8)
    assert quote.affiliation == "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        '"' * 5000,
        "“" * 5000,
        '" ' * 5000,
        "“a ‘b “c ” d’ " * 500,
        "“" + "Panjang sekali. " * 4000 + "”",
        "\x00\ud800",
    ],
)
def test_bad_input_raises_nothing(text: str) -> None:
    for quote in find_quotes(text[:200], text):
        assert text[quote.span.start : quote.span.end] == quote.content


PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        ",",
        ".",
        "\n",
        " kata ",
        " Rina ",
        " mengatakan ",
        " bahwa ",
        " menurut ",
        "nya ",
        " Bupati ",
        "(",
        ")",
        " loket ",
        " Ia ",
        ": ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_content_is_the_text_to_the_letter(pieces: list[str]) -> None:
    text = "".join(pieces)
    for quote in find_quotes("", text):
        assert text[quote.span.start : quote.span.end] == quote.content
