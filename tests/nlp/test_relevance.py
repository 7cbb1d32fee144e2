"""The cheap and the full stage of nlp.relevance."""

import pytest

from kliping.model import AwardRecord, Mention, Quote, Span
from nlp.relevance import judge, may_matter


@pytest.mark.parametrize(
    ("title", "teaser", "matters"),
    [
        ("Pemkot Bandung Raih Penghargaan Pelayanan Publik", "", True),
        ("Kendari Pertahankan Adipura", "", True),
        ("Polres Jakpus juara satu lomba ketahanan pangan Polri", "", True),
        ("BPK beri opini WTP atas laporan Kemenkes", "", True),
        ("Mendagri: Pemda Harus Hemat", "", True),
        ("Presiden Resmikan Jembatan", "", True),
        ("Cuaca Besok Cerah", "Menteri Perhubungan meminta warga waspada.", True),
        ("Film Ini Raih Tiga Piala Citra", "Sutradara menerima penghargaan di Jakarta.", False),
        ("Presiden Direktur Bank Anu Mundur", "", False),
        ("Harga Cabai Naik di Pasar Induk", "Pedagang mengeluh.", False),
        ("PSG Juara Piala Super Eropa", "Klub meraih gelar keenam musim ini.", False),
        ("Purbaya Jawab Soal Pegawai Pajak", "", True),
        ("Luhut: Proyek Jalan Terus", "", True),
        ("Warga Thamrin Keluhkan Macet", "", False),
        ("Empat Kategori Disabet, BKD Banten Belum Puas", "", True),
        ("MPP Magetan Berpredikat Prima, Kalahkan Tetangga", "", True),
        ("Juara Perencanaan: Dari Lombok Barat hingga Padang Panjang", "", True),
        ("Tiga Kejari Lolos, Satu Belum", "", True),
        ("17 Plakat Gerakan Indonesia Melayani Dibagikan di Manado", "", True),
        ("Warga Lombok Barat Panen Padi", "", False),
        ("", "", False),
    ],
)
def test_cheap_stage(title: str, teaser: str, matters: bool) -> None:
    assert may_matter(title, teaser) is matters


def mention(text: str, form: str) -> Mention:
    start = text.index(form)
    return Mention(span=Span(start=start, end=start + len(form)), text=form, id="x", name=form, kind="city")


def test_readers_decide() -> None:
    text = 'Kota Anu meraih predikat A. "Ini baik," kata Menteri Anu.'
    award = AwardRecord(recipient="Kota Anu", award="predikat A", programme="pekppp", evidence=(Span(start=0, end=27),))
    quote = Quote(span=Span(start=29, end=37), content="Ini baik", kind="direct", role="Menteri Anu", minister=True)
    found = judge("Judul", text, (award,), (quote,), (), watch=("kota anu", "tidak ada"))
    assert (found.award, found.ministerial, found.watch) == (True, True, ("kota anu",))
    assert {(r.label, r.term) for r in found.reasons} == {
        ("award", "predikat A"),
        ("ministerial", "Menteri Anu"),
        ("watch", "kota anu"),
    }
    assert [text[r.span.start : r.span.end] for r in found.reasons if r.label == "watch" and r.span] == ["Kota Anu"]


def test_targets_are_no_award() -> None:
    text = "Kota Anu meraih predikat A."
    target = AwardRecord(recipient="Kota Anu", award="predikat A", programme="zi", evidence=(), status="targeted")
    assert not judge("", text, (target,), (), (mention(text, "Kota Anu"),)).award


@pytest.mark.parametrize(
    ("text", "award"),
    [
        ("Kota Anu menerima penghargaan layanan dari gubernur.", True),
        ("Kota Anu berharap menerima penghargaan layanan dari gubernur.", False),
        ("Kota Anu menerima sutradara film peraih penghargaan.", False),
    ],
)
def test_plain_lead_counts_when_no_reader_found_a_record(text: str, award: bool) -> None:
    assert judge("", text, (), (), (mention(text, "Kota Anu"),)).award is award


def test_colon_headline_of_a_minister() -> None:
    assert judge("Menpan-RB: Layanan Harus Mudah", "Isi.", (), (), ()).ministerial
    assert not judge("Presiden Direktur Anu: Laba Naik", "Isi.", (), (), ()).ministerial


def test_watch_terms_meet_their_variants() -> None:
    assert judge("", "Kementerian PANRB menilai.", (), (), (), watch=("KemenPAN-RB",)).watch == ("KemenPAN-RB",)
