"""Sentences, paragraph kinds and tokens of nlp.sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import quotation_spans, read, tokens


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in read(text).sentences]


@pytest.mark.parametrize(
    "parts",
    [
        [
            "Menteri PANRB Ir. H. Budi Santosa, S.H., M.Si. mengatakan hal itu pada pkl. 08.30 WIB.",
            "Ia hadir di Jl. Merdeka No. 5, Selasa (8/3).",
        ],
        ['"Kami senang. Ini milik bersama," kata Sari.', '"Kami akan terus maju."', "Demikian katanya."],
        ["“Kami bangga,“ ujarnya.", "“Terus maju!”"],
        ["Ada 3.414 unit.", "Nilainya 91.3 persen."],
        ['"Apa benar?" tanya dia.', "Semua diam."],
        ["Unit itu meraih nilai A.", "Penghargaan diserahkan Menteri."],
        ["Hadir Bupati, Wakil Bupati, dkk. dalam acara itu.", "Semua senang."],
        ["Warga membawa KTP, KK, dll.", "Petugas melayani mereka."],
        ["Pengadaan dikerjakan PT Maju Jaya Tbk. dan mitranya.", "Hasilnya baik."],
        ["Sidang dibuka Drs. Ahmad Fauzi, M.Si.", "Menurut dia, sidang lancar."],
        ["Apakah ini adil...", "Entahlah."],
        ["Ia ragu... tetapi tetap maju."],
        ["Penghargaan (kategori A. pelayanan prima) diberikan kemarin.", "Warga senang."],
        ["Dr. dr. Siti Aminah, Sp.A., menjadi direktur RSUD.", "Ia lulusan Unair."],
    ],
)
def test_sentence_bounds(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Acara selesai.Kemudian tamu pulang.", ["Acara selesai.", "Kemudian tamu pulang."]),
        ("Laman KOMPAS.com dan Detik.Com memuatnya.", ["Laman KOMPAS.com dan Detik.Com memuatnya."]),
        ("acara selesai. tamu pulang.", ["acara selesai.", "tamu pulang."]),
        ("ACARA SELESAI. TAMU PULANG.", ["ACARA SELESAI.", "TAMU PULANG."]),
        ('"Kutipan tak ditutup. Lanjut terus.', ['"Kutipan tak ditutup.', "Lanjut terus."]),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_untidy_text(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Baca juga: Menteri Buka Rapat Kerja", "related"),
        ("(Baca: Bupati Lantik Pejabat)", "related"),
        ('Tonton juga video "Ini Dia" di sini:', "teaser"),
        ("SCROLL TO CONTINUE WITH CONTENT", "teaser"),
        ("[Gambas:Video CNN]", "teaser"),
        ("Foto: Bupati menerima piagam (Dok. Pemkab)", "caption"),
        ("Penulis: Budi Utama | Editor: Sari Dewi", "byline"),
        ("(fajar/jpnn)", "byline"),
        ("Editor: Sari Dewi", "credit"),
        ("Copyright © ANTARA 2022", "credit"),
        ("Sebelas Daerah Terbaik", "heading"),
        ("1. Kota Bandung meraih nilai 91,2;", "list"),
        ("Simak juga ada banyak layanan yang dibuka.", "body"),
        ("Foto bersama menutup acara penyerahan penghargaan itu.", "body"),
    ],
)
def test_paragraph_kinds(line: str, kind: str) -> None:
    text = f"Paragraf pertama di sini.\n{line}\nParagraf terakhir di sini."
    assert [p.kind for p in read(text).paragraphs] == ["body", kind, "body"]


def test_pieces_of_one_line() -> None:
    text = "Wali kota senang. Baca juga: Menteri Datang Lagi\nWarga juga senang. (abc/def)"
    reading = read(text)
    assert [(text[p.start : p.end], p.kind) for p in reading.paragraphs] == [
        ("Wali kota senang.", "body"),
        ("Baca juga: Menteri Datang Lagi", "related"),
        ("Warga juga senang.", "body"),
        ("(abc/def)", "byline"),
    ]
    assert [text[s.start : s.end] for s in reading.prose()] == ["Wali kota senang.", "Warga juga senang."]


def test_quotation_spans_tell_sides_by_neighbours() -> None:
    text = 'Ia berkata, “satu“ dan ”dua” lalu "tiga".'
    assert [text[a:b] for a, b in quotation_spans(text)] == ["“satu“", "”dua”", '"tiga"']


def test_tokens() -> None:
    text = "Ir. H. Joko, S.H., tinggal di Jl. Mawar No. 5 (8/3); nilainya 3.414,5 dari Menpan-RB."
    assert [t.text for t in tokens(text)] == [
        *("Ir.", "H.", "Joko", ",", "S.H.", ",", "tinggal", "di", "Jl.", "Mawar", "No.", "5", "(", "8/3", ")", ";"),
        *("nilainya", "3.414,5", "dari", "Menpan-RB", "."),
    ]


@given(st.text(alphabet=st.sampled_from('aA1 .,"“”()?!\n\t:bacajug…\x00') | st.characters(), max_size=300))
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    last = 0
    for sentence in reading.sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        paragraph = reading.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start
        assert sentence.end <= paragraph.end
        last = sentence.end
    kept = "".join(text[s.start : s.end] for s in reading.sentences)
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


@pytest.mark.parametrize("unit", ['A. b "', "(", '"', "kata dia. ", "a", "Baca juga: x. "])
def test_one_long_line(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert read(text).sentences


def test_headlines_linked_under_a_bare_marker() -> None:
    text = "Isi berita.\n\nArtikel Terkait\n\nKota Anu Raih Piala\n\nBank Itu Menang Lagi\n\nParagraf biasa kembali di sini."
    assert [p.kind for p in read(text).paragraphs] == ["body", "related", "related", "related", "body"]
