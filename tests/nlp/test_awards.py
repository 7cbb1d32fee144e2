"""Award records: a table of small texts, status, attributes, lists, and texts that must not harm.

The table award_cases.jsonl holds one text a line with its received records (recipient, programme, category, year).
"""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.awards import find_awards
from nlp.mentions import find_mentions

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "award_cases.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def read(text, title="", published=None):
    return find_awards(title, text, published, find_mentions(title, text, published))


def received(text, title="", published=None):
    return [record for record in read(text, title, published) if record.status == "received"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_table(case):
    published = dt.date.fromisoformat(case["published"]) if case["published"] else None
    found = [[r.recipient, r.programme, r.category, r.year] for r in received(case["text"], published=published)]
    assert sorted(found, key=str) == sorted(case["records"], key=str)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Pemkab Sigi menargetkan opini WTP tahun depan.", "targeted"),
        ("Rutan Kelas IIB Pemalang diusulkan meraih predikat WBK tahun 2023.", "nominated"),
        ("Pemkot Ambon berharap meraih Adipura.", "targeted"),
        ("Kota Tomohon menjadi nomine Kota Layak Anak 2023.", "nominated"),
    ],
)
def test_what_was_not_received_keeps_its_status(text, status):
    records = read(text)
    assert records
    assert {record.status for record in records} == {status}


def test_giver_date_place_and_spans():
    text = (
        "JAMBI – Pemkot Jambi meraih predikat Informatif tahun 2022 dari Komisi Informasi Provinsi Jambi. "
        "Penghargaan diserahkan di Hotel Aston, Selasa (13/12/2022)."
    )
    (record,) = received(text, published=dt.date(2022, 12, 14))
    assert record.giver == "Komisi Informasi Provinsi Jambi"
    assert record.date == dt.date(2022, 12, 13)
    assert record.place == "Hotel Aston"
    assert all("Pemkot Jambi" in text[span.start : span.end] for span in record.evidence)


def test_one_giver_for_all_in_the_ceremony():
    text = (
        "Kementerian PPPA menyerahkan penghargaan Kabupaten/Kota Layak Anak 2023 di Semarang, Sabtu (22/7/2023). "
        "Kota Salatiga menerima kategori Nindya.\n\nKabupaten Kudus menyusul dengan kategori Madya."
    )
    records = received(text, published=dt.date(2023, 7, 23))
    assert {(r.recipient, r.category) for r in records} == {("Kota Salatiga", "Nindya"), ("Kabupaten Kudus", "Madya")}
    assert {r.giver for r in records} == {"Kementerian PPPA"}
    assert {r.date for r in records} == {dt.date(2023, 7, 22)}


def test_headline_alone():
    (record,) = received("Kabar itu disambut warga dengan syukuran.", title="Pemkab Bangli Raih Opini WTP")
    assert (record.recipient, record.programme, record.evidence[0].field) == ("Pemkab Bangli", "wtp", "title")


def test_headline_and_text_give_one_record():
    text = "Pemerintah Kabupaten Bangli meraih opini WTP tahun 2022."
    assert len(received(text, title="Pemkab Bangli Raih Opini WTP")) == 1


def test_related_lines_count_nothing():
    assert not received("Hujan turun semalam.\n\nBaca juga: Pemkot Depok Raih Penghargaan Kota Layak Anak")


def test_persons_keep_their_office():
    text = "Anugerah ASN 2022 kategori PPT Pratama Teladan diraih Kepala Dinas Kesehatan Kota Malang, Siti Aminah."
    (record,) = received(text)
    assert record.programme == "anugerah_asn"
    assert "Siti Aminah" in record.recipient
    assert "Kepala Dinas Kesehatan" in record.recipient


def test_long_list():
    names = [f"Kabupaten Sukamaju {number}" for number in range(1, 501)]
    text = "Penerima Adipura 2022 sebagai berikut:\n" + "\n".join(f"{n}. Kota Batu {n}" for n in range(500))
    assert find_awards("", text, None, find_mentions("", text)) is not None
    row = "Adipura 2022 diterima " + ", ".join(names) + "."
    assert find_awards("", row, None, find_mentions("", row)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "PEMKAB KENDAL MERAIH PREDIKAT INFORMATIF DARI KOMISI INFORMASI. " * 20,
        "Adipura 2022 Kota Batu 91,2 Kota Malang 90,1 Kota Kediri 88,7 Kabupaten Blitar 85,3 " * 30,
        "12 34,5 (67) 2019 2020, 2021 dan 2022 WTP WBK (WBBM) A- BB " * 60,
        "Kementerian PANRB (KemenPANRB, Ombudsman RI) memberi predikat (A, B (C) WBK.",
        "penghargaan " * 500,
        "“WBK”, kata “Pemkot Palu” meraih “",
        "",
        ";;;...(((“““",
    ],
)
def test_odd_texts_do_not_raise_and_invent_nothing(text):
    for record in read(text, title=text[:80]):
        for value in (record.recipient, record.award, record.category, record.score, record.giver, record.place):
            assert value is None or value in text


WORDS = st.sampled_from(
    "Pemkab Kudus meraih WBK 2021, dan; sedangkan ( ) kategori Nindya A- 92,1 dari Kementerian PANRB diterima oleh "
    "Kota Malang . \n - 1. predikat Informatif belum menargetkan Adipura yakni : “ ” tahun lalu Bupati Blora".split(" ")
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_every_string_is_in_the_article(words):
    text = " ".join(words)
    for record in read(text, title=" ".join(words[:8])):
        for value in (record.recipient, record.award, record.category, record.score, record.giver, record.place):
            assert value is None or value in text
        for span in record.evidence:
            assert 0 <= span.start <= span.end <= len(text)
