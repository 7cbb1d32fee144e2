"""Extractive summaries: whole sentences that stand alone, with their spans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kliping.model import AwardRecord, Span
from nlp.summary import stands_alone, summarise, summarise_story, whole

TEXT = """WONOSARI, KABARKITA.com – Pemerintah Kabupaten Anu menerima penghargaan pelayanan publik dari gubernur (7/3).
Baca juga: Bupati Lantik Pejabat
Foto: Bupati menerima piagam (Dok. Pemkab)
Ia berharap penghargaan itu memacu pegawai bekerja lebih baik.
"Ini hasil kerja bersama semua pegawai. Kami bangga," kata Bupati Anu, Sari Dewi.
Penilaian dilakukan tim gubernur terhadap dua belas kantor layanan sejak Oktober tahun lalu.
Namun penilaian tersebut belum selesai di tiga kecamatan.
Tim menilai kecepatan layanan, kelengkapan sarana, dan tindak lanjut atas pengaduan warga.
(abc/def)"""


def test_spans_and_order() -> None:
    found = summarise("Kabupaten Anu Terima Penghargaan Pelayanan Publik", TEXT)
    assert 1 <= len(found) <= 3
    assert all(TEXT[s.span.start : s.span.end] == s.text for s in found)
    assert [s.span.start for s in found] == sorted(s.span.start for s in found)
    assert found[0].text.startswith("Pemerintah Kabupaten Anu menerima")
    assert not any(bad in s.text for s in found for bad in ("Baca juga", "Foto:", "(abc", "Ia berharap", "Namun"))


def test_award_evidence_lifts_its_sentence() -> None:
    start = TEXT.index("Tim menilai kecepatan")
    award = AwardRecord(recipient="x", award="y", programme="zi", evidence=(Span(start=start, end=start + 20),))
    assert any(s.span.start == start for s in summarise("", TEXT, (award,), (), sentences=2))
    assert not any(s.span.start == start for s in summarise("", TEXT, sentences=2))


@pytest.mark.parametrize(
    ("sentence", "fine"),
    [
        ("Kota Bandung menerima penghargaan dari menteri.", True),
        ('Bupati berkata, "Kami bangga sekali atas ini."', True),
        ('Kami bangga sekali atas ini," kata bupati itu.', False),
        ("Ia menerima penghargaan dari menteri di Jakarta.", False),
        ("Menurutnya penghargaan dari menteri sangat berarti.", False),
        ("Penghargaan bergengsi tersebut diberikan setiap tahun.", False),
        ("Penghargaan diberikan setiap tahun, ujarnya di Jakarta.", False),
        ("Hanya dua kota yang menerima penghargaan itu.", True),
        ("Penghargaan diberikan kepada (dua kota besar.", False),
        ("Siapa yang menerima penghargaan dari menteri?", False),
    ],
)
def test_stands_alone(sentence: str, fine: bool) -> None:
    assert stands_alone(sentence) is fine


def test_nothing_to_summarise() -> None:
    assert summarise("", "") == ()
    assert summarise("Judul", "Baca juga: Hal Lain") == ()
    assert [s.text for s in summarise("", "Satu kalimat saja.")] == ["Satu kalimat saja."]


def test_a_story_does_not_repeat_itself() -> None:
    first = (
        "Kabupaten Anu menerima penghargaan pelayanan publik dari gubernur pada Senin. "
        "Warga menyambutnya dengan syukuran di balai desa."
    )
    second = (
        "Kabupaten Anu menerima penghargaan pelayanan publik dari gubernur pada hari Senin. "
        "Penilaian memakan waktu lima bulan di dua belas kantor."
    )
    found = summarise_story([("Anu Raih Penghargaan", first), ("Penghargaan untuk Anu", second)])
    assert sum("menerima penghargaan pelayanan publik" in s.sentence.text for s in found) == 1
    for item in found:
        text = (first, second)[item.article]
        assert text[item.sentence.span.start : item.sentence.span.end] == item.sentence.text
    assert summarise_story([]) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from('aB .,"“”()?!\n-') | st.characters(), max_size=300))
def test_any_text(text: str) -> None:
    for sentence in summarise(text[:40], text):
        assert text[sentence.span.start : sentence.span.end] == sentence.text
        if len(summarise(text[:40], text)) > 1:
            assert whole(sentence.text)


@pytest.mark.parametrize("unit", ["\x00", '( "', "1. ", "M.Si. ", "-", "a", "kata dia. "])
def test_one_long_line(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for sentence in summarise(text[:50], text):
        assert text[sentence.span.start : sentence.span.end] == sentence.text
