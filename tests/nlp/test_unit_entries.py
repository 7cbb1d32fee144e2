"""The list of units of an article: which forms stand in it, and what it leaves out."""

import pytest

from nlp.mentions import find_mentions
from nlp.unit_entries import unique_units

AWARDS = " Penghargaan, predikat dan peringkat diumumkan."


def forms(text, title=""):
    return [unit.text for unit in unique_units(find_mentions(title, text + AWARDS))]


CASES = [
    # the abbreviation of a body is a form of its own, that of a ministry or a type is not
    ("Badan Narkotika Nasional (BNN) hadir.", ["Badan Narkotika Nasional (BNN)", "BNN"]),
    ("Kementerian Pertanian (Kementan) hadir.", ["Kementerian Pertanian (Kementan)"]),
    ("Pengadilan Negeri (PN) Malang menang.", ["Pengadilan Negeri (PN) Malang"]),
    ("Dinas Pariwisata Provinsi Nusa Tenggara Barat (NTB) hadir.", ["Dinas Pariwisata Provinsi Nusa Tenggara Barat (NTB)"]),
    ("PT Pos Indonesia (Persero) untung.", ["PT Pos Indonesia (Persero)"]),
    # forms that differ in case only are one
    ("Pemkab Sleman dan PEMKAB SLEMAN sama.", ["Pemkab Sleman"]),
    # a place that stands for a unit is no form of it; with its class it is
    ("Polres Mempawah, Singkawang dan Sambas meraih WBK.", ["Polres Mempawah"]),
    ("DPMPTSP Kota Bogor, Kota Depok, dan Kota Bekasi menang.", ["DPMPTSP Kota Bogor", "Kota Depok", "Kota Bekasi"]),
    # who receives
    ("Piagam diterima Kecamatan Cakung, Kecamatan Ciracas.", ["Kecamatan Cakung", "Kecamatan Ciracas"]),
    ("Jambi predikat B, Riau predikat BB dan Sumsel predikat B.", ["Jambi", "Riau", "Sumsel"]),
    ("Juara: 1. Surabaya; 2. Denpasar; 3. Bantul.", ["Surabaya", "Denpasar", "Bantul"]),
    ("Yaitu Kabupaten Sragen, kota surakarta, kabupaten Kudus.", ["Kabupaten Sragen", "kota surakarta", "kabupaten Kudus"]),
    ("Wilayah III meliputi: Provinsi Jambi, Riau dan Bengkulu.", []),
    ("Piala diraih Bupati Kabupaten Luwu.", ["Kabupaten Luwu"]),
    ("Piala itu disabet oleh Riau, Jambi dan Bengkulu.", ["Riau", "Jambi", "Bengkulu"]),
    ("Pemkot Denpasar, Bali menerima piagam.", ["Pemkot Denpasar"]),
    ("Kota Muntilan di Kabupaten Magelang, akhirnya menerima piala.", ["Kota Muntilan"]),
    # how far a name runs
    ("Puskesmas Kaliwates 84,9 dan Puskesmas Ubud 2 menang.", ["Puskesmas Kaliwates", "Puskesmas Ubud 2"]),
    ("RSUD Prof. W.Z. Johannes Kupang buka.", ["RSUD Prof. W.Z. Johannes Kupang"]),
    ("Lembaga Pemasayarakatan (Lapas) Kelas II B Kendal.", ["Lembaga Pemasayarakatan (Lapas) Kelas II B Kendal"]),
    ("Lapas Kelas IIA Cilegon Kanwil Ditjenpas Banten.", ["Lapas Kelas IIA Cilegon Kanwil Ditjenpas Banten"]),
    ("Rektor UIN Raden Intan Lampung hadir.", ["UIN Raden Intan Lampung"]),
    ("Kepala BKN Bima Haria Wibisana hadir.", ["BKN"]),
    ("Ombudsman RI perwakilan NTT hadir.", ["Ombudsman RI perwakilan NTT"]),
    ("Dinas Kominfosanti dan DinkopUKM Wonosobo hadir.", ["Dinas Kominfosanti", "DinkopUKM Wonosobo"]),
    ("KBRI di Wellington tutup.", ["KBRI di Wellington"]),
    ("Desa Kutuh (Badung) menang.", ["Desa Kutuh"]),
    # no bodies
    ("Auditorium TVRI penuh, Jalan Kejaksaan ditutup, Mayjen TNI Budi hadir.", []),
    ("Dua Polres Polda DIY dan 33 Kanwil Kemenkumham se-Indonesia menang.", ["Polda DIY"]),
    ("Setiap Badan Diklat dan 18 Lembaga Pelatihan dinilai.", []),
    ("Program “Polsek Sebagai lini terdepan” jalan.", []),
    ("PT Semarang Jaya dan SMA Taruna untung.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_the_list(text, wanted):
    assert forms(text) == wanted


def test_the_text_stands_before_the_title():
    text = "Pemkab Sleman meraih piala. Bank Jatim membantu."
    assert forms(text, "Kemenpan RB Puji Pemkab Sleman") == ["Pemkab Sleman", "Bank Jatim", "Kemenpan RB"]


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_a_text_without_a_change_of_case(change):
    text = "Disdukcapil Kota Bogor, RSUD Tidar Kota Magelang dan DPRD Kabupaten Sleman menerima penghargaan dari BPK."
    wanted = ["Disdukcapil Kota Bogor", "RSUD Tidar Kota Magelang", "DPRD Kabupaten Sleman", "BPK"]
    assert [unit.text for unit in unique_units(find_mentions("", change(text)))] == [change(form) for form in wanted]


def test_the_abbreviation_in_brackets_is_the_body_that_it_names():
    units = unique_units(find_mentions("", "Sekretariat Utama Badan Pengawasan Keuangan dan Pembangunan (BPKP) hadir."))
    assert [unit.id for unit in units] == ["sestama-bpkp", "bpkp"]
