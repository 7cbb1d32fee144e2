"""Pages that list prizes row by row, and lists whose categories or grades stand in lines and cells of their own."""

from __future__ import annotations

import datetime as dt

from nlp.award_tables import prize_rows
from nlp.awards import find_awards
from nlp.mentions import find_mentions


def records(text: str, title: str = "", published: dt.date | None = None):
    found = find_awards(title, text, published, find_mentions(title, text, published))
    return [record for record in found if record.status == "received"]


def test_dated_rows_keep_their_dates_and_givers_apart() -> None:
    text = (
        "Penghargaan Kabupaten Demak\n\n2021\n01/02/2021\nSmart City\nKementerian Kominfo memberikan penghargaan Smart City "
        "kepada Diskominfo Kabupaten Demak.\n\n2021\n05/07/2021\nLomba Desa\nDesa Tlogo berhasil meraih juara tiga Lomba "
        "Desa tingkat Provinsi Jawa Tengah.\n\n2021\n29/07/2021\nKabupaten Layak Anak\nKabupaten Demak meraih predikat "
        "Madya pada penghargaan Kabupaten Layak Anak (KLA)."
    )
    assert len(prize_rows(text)) == 3
    found = {record.recipient: (record.date, record.giver) for record in records(text)}
    assert found["Kabupaten Demak"] == (dt.date(2021, 7, 29), None)
    assert found["Desa Tlogo"] == (dt.date(2021, 7, 5), None)
    assert found["Diskominfo Kabupaten Demak"] == (dt.date(2021, 2, 1), "Kementerian Kominfo")


def test_a_gallery_of_prizes_belongs_to_its_owner() -> None:
    text = (
        "Penghargaan Kota Layak Anak (KLA) Kategori Nindya\n2022\n\nAnugerah Parahita Ekapraya Kategori Utama\n2021\n\n"
        "Opini Wajar Tanpa Pengecualian (WTP) atas LKPD Kota Tegal Tahun Anggaran 2020\n2021\n\n"
        "Innovative Government Award 2021, Kategori Kota Terinovatif\n2021\n\nPiala Adipura untuk Kota Tegal\n2019"
    )
    found = records(text)
    assert {record.recipient for record in found} == {"Kota Tegal"}
    assert {"kla", "wtp", "iga", "adipura"} <= {record.programme for record in found}
    assert {record.year for record in found if record.programme == "kla"} == {2022}


def test_a_story_with_a_speaker_is_no_gallery() -> None:
    lines = "\n".join(f"Penghargaan Inovasi Daerah ke-{place}" for place in range(8))
    assert not prize_rows(f"{lines}\nBegitu kata Bupati Demak.")


def test_headings_put_their_category_over_the_lines_below() -> None:
    text = (
        "BKN menggelar BKN Award 2023 di Jakarta. Berikut daftar penerima penghargaan:\n\nKategori Penilaian Kompetensi\n"
        "Terbaik I: Kementerian Keuangan\nTerbaik II: Pemerintah Kota Surabaya\n\nKategori Penilaian Kinerja\n"
        "Terbaik I: Pemerintah Kabupaten Sidoarjo"
    )
    found = [(record.recipient, record.category, record.rank) for record in records(text)]
    assert found == [
        ("Kementerian Keuangan", "Penilaian Kompetensi", 1),
        ("Pemerintah Kota Surabaya", "Penilaian Kompetensi", 2),
        ("Pemerintah Kabupaten Sidoarjo", "Penilaian Kinerja", 1),
    ]


def test_a_table_without_line_breaks_gives_every_row_its_cells() -> None:
    text = (
        "Hasil evaluasi SAKIP 2023 diumumkan. Berikut daftarnya: No Instansi Nilai Predikat 1 Kabupaten Banyumas 85,00 A "
        "2 Kabupaten Cilacap 78,20 BB 3 Kota Tegal 65,11 B"
    )
    found = [(record.recipient, record.score, record.category) for record in records(text)]
    assert found == [
        ("Kabupaten Banyumas", "85,00", "A"),
        ("Kabupaten Cilacap", "78,20", "BB"),
        ("Kota Tegal", "65,11", "B"),
    ]


def test_values_with_letters_in_brackets() -> None:
    text = "Nilai SAKIP: Kabupaten Sleman 85 (A), Kabupaten Bantul 79,5 (BB), Kota Yogyakarta 82 (A)."
    found = [(record.recipient, record.score, record.category) for record in records(text)]
    assert found == [
        ("Kabupaten Sleman", "85", "A"),
        ("Kabupaten Bantul", "79,5", "BB"),
        ("Kota Yogyakarta", "82", "A"),
    ]


def test_a_contest_in_a_line_of_its_own_names_the_prize_of_the_lines_below() -> None:
    text = (
        "Berikut daftar pemenang:\n\nCerdas Cermat SD:\n1. Juara 1: SDN 67 Percontohan\n2. Juara 2: SDN 2 Banda Aceh\n\n"
        "Pidato SMP:\n1. Juara 1: SMPN 10 Banda Aceh"
    )
    found = [(record.recipient, record.award, record.category) for record in records(text)]
    assert found == [
        ("SDN 67 Percontohan", "Cerdas Cermat SD", "Juara 1"),
        ("SDN 2 Banda Aceh", "Cerdas Cermat SD", "Juara 2"),
        ("SMPN 10 Banda Aceh", "Pidato SMP", "Juara 1"),
    ]


def test_values_announced_without_a_prize() -> None:
    text = (
        "Ombudsman RI merilis lima kabupaten dengan nilai kepatuhan tertinggi tahun 2024:\n1. Kabupaten Sleman (98,11)\n"
        "2. Kabupaten Badung – 97,90\n3. Kab. Sragen, nilai 96,4"
    )
    found = [(record.recipient, record.programme, record.score) for record in records(text)]
    assert found == [
        ("Kabupaten Sleman", "ombudsman", "98,11"),
        ("Kabupaten Badung", "ombudsman", "97,90"),
        ("Kab. Sragen", "ombudsman", "96,4"),
    ]


def test_innovations_in_a_list_stand_for_their_owners() -> None:
    text = (
        'Berikut Top 5 Kovablik Jatim 2022:\na. Inovasi "Lapor Pak" dari Pemkab Tuban\n'
        'b. Inovasi "Sipraja" dari Pemkab Sidoarjo'
    )
    assert [record.recipient for record in records(text)] == ["Pemkab Tuban", "Pemkab Sidoarjo"]
