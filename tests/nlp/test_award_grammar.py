"""The grammar of award news beyond known programmes: every shape of telling who received what from whom.

award_grammar.jsonl holds one text a line with its received records: recipient, award, programme, category, score, giver.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from kliping.model import AwardRecord
from nlp.award_names import english_awards, full_name
from nlp.awards import find_awards
from nlp.mentions import find_mentions

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "award_grammar.jsonl").read_text(encoding="utf-8").splitlines()
]


def received(text: str, published: dt.date | None = None) -> list[AwardRecord]:
    """The received records of a text without a headline."""
    records = find_awards("", text, published, find_mentions("", text, published))
    return [record for record in records if record.status == "received"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    found = [[r.recipient, r.award, r.programme, r.category, r.score, r.giver] for r in received(case["text"])]
    assert found == case["records"]


def test_lines_that_list_prizes_belong_to_the_body_before_them() -> None:
    text = (
        "Pemkab Kudus meraih sejumlah penghargaan sepanjang 2023, antara lain:\n"
        "1. Juara I Lomba Desa Digital tingkat provinsi\n"
        "2. Penghargaan Kabupaten Sehat dari Kementerian Kesehatan\n"
        "3. Pembangunan taman kota\n"
        "4. Smart Regency Award 2023"
    )
    found = {(r.recipient, r.award) for r in received(text)}
    assert {("Pemkab Kudus", "Penghargaan Kabupaten Sehat"), ("Pemkab Kudus", "Smart Regency Award 2023")} <= found
    assert {recipient for recipient, _ in found} == {"Pemkab Kudus"}


def test_a_date_of_another_year_fits_weekday_and_publication() -> None:
    text = "Dinas Sosial Kota Madiun menerima penghargaan Pandu Warga Awards Tahun 2021 di Surabaya, Rabu (22/12)."
    (record,) = received(text, dt.date(2025, 10, 19))
    assert record.date == dt.date(2021, 12, 22)


def test_a_ceremony_told_on_its_own_dates_the_list_after_it() -> None:
    text = (
        "Hal itu disampaikan Bupati pada acara Penyerahan Penghargaan Lunas Pajak. Bertempat di Pendopo, Selasa "
        "(3/11/2020).\n\nCamat diminta menjaga kinerja. Warga diminta membayar lebih awal.\n\nPada kesempatan itu "
        "diserahkan penghargaan kepada dua kecamatan, peringkat I Kecamatan Sumber, peringkat II Kecamatan Palimanan."
    )
    records = received(text)
    assert [(r.recipient, r.category) for r in records] == [
        ("Kecamatan Sumber", "peringkat I"),
        ("Kecamatan Palimanan", "peringkat II"),
    ]
    assert {r.date for r in records} == {dt.date(2020, 11, 3)}


@pytest.mark.parametrize(
    "text",
    [
        "Kota Bekasi menempati peringkat pertama kasus demam berdarah di Jawa Barat.",
        "Klub asal Kediri itu keluar sebagai juara liga dan meraih trofi.",
        "Sutradara itu menerima penghargaan Film Terbaik dari Festival Film Bandung.",
        "Kabupaten Ngawi berada di peringkat tiga penghasil beras terbesar.",
        "Pemkot Palu tidak mengeluarkan sertifikat seperti yang beredar.",
        "Bupati menyampaikan penghargaan dan terima kasih kepada seluruh warga Kabupaten Tuban.",
    ],
)
def test_what_is_no_award_of_a_body(text: str) -> None:
    assert not received(text)


def test_names_of_unlisted_prizes() -> None:
    text = "Pemkab Blora Raih Juara 1 Gemilang Desa Awards 2024 kategori Kabupaten"
    assert [text[first:last] for first, last in english_awards(text, 0, len(text))] == ["Gemilang Desa Awards 2024"]
    text = "menerima opini Wajar Tanpa Pengecualian (WTP) dari BPK"
    assert text[slice(*full_name(text, 15, 39, (0, len(text))))] == "opini Wajar Tanpa Pengecualian (WTP)"
    text = "penghargaan penyelenggara pelayanan publik kategori pelayanan prima"
    assert text[slice(*full_name(text, 26, 51, (0, len(text))))] == "pelayanan publik"
