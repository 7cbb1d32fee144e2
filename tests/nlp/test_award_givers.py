"""Who gives, when, and to whom in texts of several sentences: one small text for each way of telling it."""

import datetime as dt

import pytest

from nlp.awards import find_awards
from nlp.mentions import find_mentions

DAY = dt.date(2024, 5, 3)


def received(text, title="", published=DAY):
    records = find_awards(title, text, published, find_mentions(title, text, published))
    return [record for record in records if record.status == "received"]


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        # the body that is said to give comes before the official who hands over
        (
            "Pemkot Blitar meraih Adipura 2023 dari Kementerian Lingkungan Hidup dan Kehutanan. Piala itu diserahkan oleh "
            "Sekretaris Jenderal Bambang Hendro di Jakarta.",
            "Kementerian Lingkungan Hidup dan Kehutanan",
        ),
        # who holds the ceremony gives where nobody else is told
        (
            "Kota Batu menyabet juara kedua lomba perpustakaan desa yang digelar Perpustakaan Nasional tahun ini.",
            "Perpustakaan Nasional",
        ),
        # a coordinating minister who hands over comes before the body that holds the ceremony
        (
            "Kabupaten Ngawi meraih UHC Award kategori Utama. Penghargaan diserahkan Menko PMK Muhadjir Effendy. Acara itu "
            "digelar oleh BPJS Kesehatan.",
            "Menko PMK Muhadjir Effendy",
        ),
        # societies and magazines are no bodies, but give
        (
            "Majalah Kabar Daerah bersama Institut Tata Kelola menobatkan RSUD Kota Salatiga sebagai rumah sakit daerah terbaik "
            "tahun 2021.",
            "Majalah Kabar Daerah",
        ),
        (
            "Kota Batu mendapat penghargaan kota kecil terbaik tahun 2019 dari Smart Region Institute (SRI) di Jakarta.",
            "Smart Region Institute (SRI)",
        ),
        # a place before the body that gives
        (
            "Bertempat di Pendopo Sabha, Banyuwangi, Provinsi Jawa Timur, Mahkamah Agung menyerahkan sertifikat akreditasi "
            "kepada Pengadilan Tinggi Padang.",
            "Mahkamah Agung",
        ),
        # who holds the contest stands before the comma, who won behind it
        (
            "Dalam ajang yang digelar oleh Kementerian Dalam Negeri, Kabupaten Wonogiri dan Kota Tegal meraih predikat Sangat "
            "Inovatif.",
            "Kementerian Dalam Negeri",
        ),
        (
            "Pada lomba kearsipan yang diselenggarakan Pemprov Jawa Tengah, Kota Tegal meraih juara II.",
            "Pemprov Jawa Tengah",
        ),
        ("Berdasarkan penilaian Ombudsman RI, Pemkab Batang masuk zona hijau dengan nilai 89,2.", "Ombudsman RI"),
        # those who watch do not give
        (
            "Penganugerahan Kota Layak Anak 2023 yang disaksikan oleh Wali Kota Madiun digelar Kementerian PPPA. Kota Madiun "
            "meraih kategori Nindya.",
            "Kementerian PPPA",
        ),
        # the usual giver, where the text lets it act
        (
            "Opini wajar tanpa pengecualian kembali diraih Kabupaten Kediri. Laporan itu sudah diperiksa oleh Badan Pemeriksa "
            "Keuangan.",
            "Badan Pemeriksa Keuangan",
        ),
        # but not where it only stands in an office or a place
        ("Opini WTP diraih Kabupaten Kediri. Acaranya berlangsung di Gedung BPK pekan lalu.", None),
        # from a body that no list knows
        (
            "Rutan Kelas IIB Gresik menerima penghargaan keterbukaan dari Persatuan Wartawan Indonesia (PWI) Gresik.",
            "Persatuan Wartawan Indonesia (PWI) Gresik",
        ),
    ],
)
def test_giver(text, giver):
    records = received(text)
    assert records
    assert {record.giver for record in records} == {giver}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Penerima Satyalancana antara lain Bupati Blitar Rini Utami, Bupati Kediri Hadi Santoso, dan Wali Kota Batu Dewi Ayu.",
            {"Bupati Blitar Rini Utami", "Bupati Kediri Hadi Santoso", "Wali Kota Batu Dewi Ayu"},
        ),
        (
            "Lima kabupaten meraih predikat kepatuhan tinggi Ombudsman yakni Kabupaten Blitar, Kabupaten Kediri, Negeri Antah "
            "Berantah, Kabupaten Ngawi dan Kabupaten Magetan.",
            {"Kabupaten Blitar", "Kabupaten Kediri", "Kabupaten Ngawi", "Kabupaten Magetan"},
        ),
        (
            "Ada tujuh unit peraih WBK. Tujuh unit tersebut masing-masing Rutan Kelas I Surabaya dan Lapas Kelas I Malang. "
            "Selanjutnya, Bapas Kelas I Madiun.",
            {"Rutan Kelas I Surabaya", "Lapas Kelas I Malang", "Bapas Kelas I Madiun"},
        ),
        (
            "Desa Sekaran, Kecamatan Kayen Kidul, Kabupaten Kediri meraih juara II lomba desa tingkat provinsi.",
            {"Desa Sekaran"},
        ),
        (
            "Pemkot Blitar, Jawa Timur, mencatatkan prestasi dengan meraih penghargaan Anugerah Pajak Daerah.",
            {"Pemkot Blitar"},
        ),
        (
            "Pemkab Lumajang mengukir prestasi setelah berhasil membawa pulang penghargaan Anugerah Pajak Daerah.",
            {"Pemkab Lumajang"},
        ),
    ],
)
def test_recipients(text, names):
    assert {record.recipient for record in received(text)} == names


def test_a_prize_list_of_one_body():
    text = (
        "Pemkot Blitar menerima tiga penghargaan dalam BKN Award 2023. Ketiga penghargaan tersebut adalah peringkat II "
        "kategori penilaian kompetensi, peringkat III kategori perencanaan kebutuhan, dan peringkat IV kategori "
        "implementasi manajemen kinerja."
    )
    assert [record.rank for record in received(text) if record.rank] == [2, 3, 4]


def test_the_field_of_a_heading_holds_for_its_list():
    text = "Penerima IGA 2023 sebagai berikut.\n\nKategori Kabupaten Terinovatif :\n\n1. Kabupaten Blitar\n2. Kabupaten Kediri"
    assert {record.category for record in received(text)} == {"Kabupaten Terinovatif"}


def test_the_date_of_the_meeting_that_is_referred_to():
    text = (
        "Wali Kota Blitar membuka Rapat Koordinasi Kependudukan di Balai Kota, Kamis (2/5/2024). Dalam kesempatan itu "
        "Kecamatan Sananwetan menerima penghargaan sebagai kecamatan terbaik."
    )
    assert {record.date for record in received(text)} == {dt.date(2024, 5, 2)}


def test_a_year_that_no_weekday_fits_is_left_out():
    text = "Provinsi Jawa Tengah meraih penghargaan pelayanan publik, Kamis (18/7). Ajang itu digelar sejak 2014."
    assert {record.date for record in received(text, published=None)} == {None}
