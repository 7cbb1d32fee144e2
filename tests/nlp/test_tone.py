"""Tone toward the bodies an article concerns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kliping.model import AwardRecord, Span
from nlp.tone import tone_of


@pytest.mark.parametrize(
    ("title", "text", "label"),
    [
        ("Pemkot Anu Raih Penghargaan Pelayanan Terbaik", "Kota itu dinilai berprestasi.", "positive"),
        ("Warga Keluhkan Layanan Disdukcapil", "Antrean panjang dan petugas lamban dikeluhkan warga.", "negative"),
        ("Kepala Dinas Jadi Tersangka Korupsi", "Jaksa menyebut ada suap.", "negative"),
        (
            "Bupati Berkomitmen Tingkatkan Layanan",
            "Ia mengapresiasi dukungan semua pihak dan berharap sinergi.",
            "neutral",
        ),
        ("Gempa Guncang Kabupaten Anu", "Tiga rumah warga roboh dan dua orang tewas.", "neutral"),
        ("Pemkab Anu Targetkan Predikat WBK", "Bupati berharap penghargaan itu diraih.", "neutral"),
        ("Rapat Kerja Digelar di Kantor Gubernur", "Peserta membahas jadwal.", "neutral"),
        ("", "", "neutral"),
    ],
)
def test_label(title: str, text: str, label: str) -> None:
    assert tone_of(title, text, (), ()).label == label


def test_the_deciding_sentence() -> None:
    text = "Rapat digelar Senin. Warga kecewa karena pelayanan kecamatan buruk dan semrawut."
    tone = tone_of("Rapat Digelar", text, (), ())
    assert tone.label == "negative"
    assert tone.span is not None
    assert text[tone.span.start : tone.span.end].startswith("Warga kecewa")


def test_a_received_award_is_praise() -> None:
    award = AwardRecord(recipient="A", award="B", programme="zi", evidence=(Span(start=0, end=4),))
    tone = tone_of("Acara", "Kota itu hadir.", (), (award,))
    assert (tone.label, tone.span) == ("positive", Span(start=0, end=4))


def test_a_former_award_does_not_turn_a_headline() -> None:
    award = AwardRecord(recipient="A", award="B", programme="adipura", evidence=(Span(start=0, end=4),), year=2019)
    text = "Kabupaten Anu belum berhasil meraih Adipura. Kabupaten itu meraihnya pada 2019."
    assert tone_of("Kabupaten Anu Belum Mampu Raih Adipura", text, (), (award,)).label != "positive"


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_has_a_tone(title: str, text: str) -> None:
    tone = tone_of(title, text, (), ())
    assert -1 <= tone.score <= 1
    assert (tone.span is None) == (tone.label == "neutral")


@pytest.mark.parametrize("unit", ["komitmen korupsi ", "tidak ada keluhan ", "\x00", "a"])
def test_one_long_line(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert -1 <= tone_of(text, text, (), ()).score <= 1
