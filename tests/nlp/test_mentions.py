"""Mentions: how far a body's name runs, which names count, and what they link to."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.mentions import find_mentions
from nlp.unit_anaphora import find_anaphors
from nlp.unit_entries import unique_units
from nlp.unit_lists import expand_list


def units(text, title=""):
    return [mention.text for mention in unique_units(find_mentions(title, text))]


SPANS = [
    # type, field, region
    ("Kepala Dinas Kesehatan Kota Madiun, dr. Sari, hadir.", ["Dinas Kesehatan Kota Madiun"]),
    (
        "Kepala Dinas Komunikasi, Informatika, Statistik dan Persandian Yulianto hadir.",
        ["Dinas Komunikasi, Informatika, Statistik dan Persandian"],
    ),
    ("Dinas Kesehatan, Dinas Sosial, dan RSUD Kota Madiun.", ["Dinas Kesehatan", "Dinas Sosial", "RSUD Kota Madiun"]),
    (
        "Biro Hukum, Persidangan, dan Humas Kementerian Koordinator Bidang Politik, Hukum, dan Keamanan ikut.",
        ["Biro Hukum, Persidangan, dan Humas Kementerian Koordinator Bidang Politik, Hukum, dan Keamanan"],
    ),
    (
        "Sekretariat Kementerian Koordinator Bidang Pembangunan Manusia dan Kebudayaan terpilih.",
        ["Sekretariat Kementerian Koordinator Bidang Pembangunan Manusia dan Kebudayaan"],
    ),
    ("Dinas Pendidikan Pemprov NTT membantah.", ["Dinas Pendidikan Pemprov NTT"]),
    ("Data Badan Pengembangan Insprastruktur Wilayah (BPIW) Kementerian PUPR.",
     ["Badan Pengembangan Insprastruktur Wilayah (BPIW) Kementerian PUPR", "BPIW"]),
    # abbreviations
    ("Kementerian Sosial (Kemensos) hadir. Kemensos memuji.", ["Kementerian Sosial (Kemensos)", "Kemensos"]),
    ("Rumah Sakit Umum Daerah (RSUD) Jombang dipuji.", ["Rumah Sakit Umum Daerah (RSUD) Jombang"]),
    ("Badan Pertimbangan Kepegawaian (BAPEK) bersidang. BAPEK menolak.",
     ["Badan Pertimbangan Kepegawaian (BAPEK)", "BAPEK"]),
    # places, classes, numbers
    ("Petugas Lapas Kelas IIA Kendal dan Kantor Imigrasi Kelas I Khusus TPI Batam.",
     ["Lapas Kelas IIA Kendal", "Kantor Imigrasi Kelas I Khusus TPI Batam"]),
    ("Puskesmas Selomerto 1 serta SMAN 3 Semarang menang.", ["Puskesmas Selomerto 1", "SMAN 3 Semarang"]),
    ("Kepala Puskesmas Babo Siti Aminah berterima kasih.", ["Puskesmas Babo"]),
    ("Direktur RSUD dr. Soetomo mengatakan hal itu.", ["RSUD dr. Soetomo"]),
    ("Ketua Pengadilan Negeri (PN) Malang Kelas IA hadir.", ["Pengadilan Negeri (PN) Malang Kelas IA"]),
    ("Polres Malang Kota dan Polresta Sidoarjo.", ["Polres Malang Kota", "Polresta Sidoarjo"]),
    ("Badan Pemeriksa Keuangan (BPK) RI Perwakilan Provinsi Jawa Tengah menyerahkan laporan.",
     ["Badan Pemeriksa Keuangan (BPK) RI Perwakilan Provinsi Jawa Tengah"]),
    ("Perum Bulog Divre Jateng menjual beras.", ["Perum Bulog Divre Jateng"]),
    ("Kantor Wilayah BPN Provinsi Lampung buka.", ["Kantor Wilayah BPN Provinsi Lampung"]),
    ("Ketua Komisi II DPRD Karimun bertanya.", ["Komisi II DPRD Karimun"]),
    ("Kasat Reskrim Polres Garut AKP Joko bicara.", ["Polres Garut"]),
    # brackets inside and behind a name
    ("Badan Pemeriksa Keuangan (BPK) Republik Indonesia (RI) memuji.", ["Badan Pemeriksa Keuangan (BPK) Republik Indonesia (RI)"]),
    ("Dinas Pemadam Kebakaran (Damkar) dan Penyelamatan Kota Depok menang.",
     ["Dinas Pemadam Kebakaran (Damkar) dan Penyelamatan Kota Depok"]),
    ("Lewat Direktorat Jejaring Media, Komunitas, dan Niaga (Direktorat Jejak), kampus ini hadir.",
     ["Direktorat Jejaring Media, Komunitas, dan Niaga (Direktorat Jejak)", "Direktorat Jejak"]),
    ("Badan Perwakilan Anggota (BPA) bersidang.", ["Badan Perwakilan Anggota (BPA)", "BPA"]),
    ("PT Perkebunan Nusantara (PTPN) X buka. PTPN X tutup.", ["PT Perkebunan Nusantara (PTPN) X", "PTPN X"]),
    # names that go on
    ("Bersama Direktorat Pembinaan Peran Serta Masyarakat KPK. Ia hadir.",
     ["Direktorat Pembinaan Peran Serta Masyarakat KPK"]),
    ("Dari Pusat Pembinaan Bahasa dan Sastra, Badan Pengembangan dan Pembinaan Bahasa, Kemendikbudristek.",
     ["Pusat Pembinaan Bahasa dan Sastra, Badan Pengembangan dan Pembinaan Bahasa, Kemendikbudristek"]),
    ("Kepala SDN Bangetayu Wetan 02 Siti Aminah hadir.", ["SDN Bangetayu Wetan 02"]),
    ("Kepala Sekolah (Kepsek) SDN 1 Busato Muhrin Neu hadir.", ["SDN 1 Busato"]),
    ("PT Pertamina Patra Niaga, anak PT Pertamina (Persero), hadir.", ["PT Pertamina Patra Niaga", "PT Pertamina (Persero)"]),
    ("Kepala Puskesmas Balinggi I Made Mustika Diarta hadir.", ["Puskesmas Balinggi"]),
    ("RSD Prof dr Johanes Kupang dan RSUD Cianjur Jawa Barat menang.", ["RSD Prof dr Johanes Kupang", "RSUD Cianjur Jawa Barat"]),
    ("Kepala Divisi Kemenkumham Sultra Muslim hadir.", ["Kemenkumham Sultra"]),
    ("Sekretaris Jenderal Kementerian Perhubungan Djoko Sasono memastikan hal itu.", ["Kementerian Perhubungan"]),
    ("Kepala Kejaksaan Negeri (Kajari) Lembata hadir.", ["Kejaksaan Negeri"]),
    ("Satgas Penanggulangan Aktivitas Ilegal menyebut hal itu.", ["Satgas Penanggulangan Aktivitas Ilegal"]),
    # slips of the writer
    ("Kementrian Pandayagunaan Aparatur Negara dan Privinsi Jawa Timur.", ["Kementrian Pandayagunaan Aparatur Negara"]),
    ("Pengurus Lembaga Pemasayarakatan (Lapas) Kelas II B Papakelan hadir.",
     ["Lembaga Pemasayarakatan (Lapas) Kelas II B Papakelan"]),
    ("Kepala Dinas Lingkungan Hidup Provinisi Sulawesi Utara hadir.", ["Dinas Lingkungan Hidup Provinisi Sulawesi Utara"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SPANS)
def test_spans_are_maximal(text, wanted):
    assert units(text) == wanted


NOT_UNITS = [
    "Direktur Jenderal Imigrasi Yuldi Yusman hadir bersama Jenderal TNI Andika.",
    "Kerahkan Satpol PP, BPBD, Damkar, Dishub, dan tenaga lapangan.",
    "Lapas itu menang pada kategori Lapas Terbaik Seluruh Indonesia.",
    "Undangan bagi Ketua DPRD Provinsi, Ketua DPRD Kab/Kota se-Indonesia.",
    "Menurut dinas sosial setempat, warga sudah pulang.",
    "Menteri PANRB dan Bupati Wonosobo tiba di Jakarta.",
    "Banjir melanda sejumlah desa di Kabupaten Bekasi, Jawa Barat.",
    "Ia tinggal di Kota Bogor.",
    "Polisi menangkap warga Bandung itu di Jalan Braga.",
    "Kementerian Luar Negeri Tiongkok menolak tuduhan itu.",
    "Program Koperasi Desa/Kelurahan Merah Putih diresmikan.",
    "Ia lulusan UGM.",
    "Pemain PS TNI itu cedera.",
    "Tiga Kejari masih diperiksa.",
    "Kunjungi laman lapan.go.id untuk jadwal.",
    "Baca juga: KPK Tahan Tiga Orang",
    "Kartu Kredit Pemerintah (KKP) makin laris. Pengguna KKP naik.",
    "Badan Publik wajib terbuka, begitu pula Badan Usaha.",
]


@pytest.mark.parametrize("text", NOT_UNITS)
def test_what_is_no_unit(text):
    assert units(text) == []


REGIONS = [
    ("Kabupaten Sleman meraih predikat utama.", ["Kabupaten Sleman"]),
    ("Wonosobo Sukses Raih Penghargaan", ["Wonosobo"]),
    ("Penghargaan jatuh ke Kota Bogor.", []),
    ("Penghargaan itu diraih Kota Batu, Kabupaten Malang, dan Kabupaten Blitar. Piala tiba.",
     ["Kota Batu", "Kabupaten Malang", "Kabupaten Blitar"]),
    ("Penerima penghargaan, yakni Surabaya, Balikpapan, dan Bitung, berpesta. Piala diarak.",
     ["Surabaya", "Balikpapan", "Bitung"]),
    ("Acara di Desa Kuta, Kecamatan Kuta, Kabupaten Badung, Bali.", []),
    ("Predikat itu nilai tertinggi, yakni kabupaten Kudus, Demak dan Kota Tegal. Penghargaan tiba.",
     ["kabupaten Kudus", "Demak", "Kota Tegal"]),
    ("Pelajar SDN 1 Busato, Kecamatan Pinogaluman, meraih juara. Penghargaan tiba.", ["SDN 1 Busato"]),
    ("Dinas Sosial Kota Dumai, Provinsi Riau menyatakan hal itu.", ["Dinas Sosial Kota Dumai"]),
    ("Peringkat pertama Jawa Timur, peringkat kedua Sumatera Selatan. Penghargaan tiba.",
     ["Jawa Timur", "Sumatera Selatan"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), REGIONS)
def test_regions_count_where_they_act(text, wanted):
    assert units(text) == wanted


def test_spans_read_back_and_all_occurrences_are_kept():
    title = "Pemkab Sleman Raih WBK"
    text = "Pemkab Sleman menang. Kata Kemenpan RB, Pemkab Sleman layak."
    mentions = find_mentions(title, text)
    for mention in mentions:
        field = title if mention.span.field == "title" else text
        assert field[mention.span.start : mention.span.end] == mention.text
    assert [mention.id for mention in mentions] == ["kab-sleman", "kab-sleman", "kemenpanrb", "kab-sleman"]


def test_forms_of_one_body_share_an_id():
    text = (
        "Dinas Kependudukan dan Pencatatan Sipil (Disdukcapil) Kabupaten Pesawaran menang. "
        "Disdukcapil Pesawaran bersyukur, kata Kepala Disdukcapil."
    )
    assert {mention.id for mention in find_mentions("", text)} == {"disdukcapil-kab-pesawaran"}


def test_a_bare_office_is_that_of_the_articles_region():
    text = "Bupati Wonosobo memuji Dinas Kesehatan. Pemkab Wonosobo dan Inspektorat ikut senang."
    ids = [mention.id for mention in find_mentions("", text)]
    assert ids == ["dinkes-kab-wonosobo", "kab-wonosobo", "inspektorat-kab-wonosobo"]


def test_names_by_the_day_of_the_article():
    text = "Kemendes membuka pendaftaran."
    assert find_mentions("", text, dt.date(2019, 5, 1))[0].id == "kemendes-pdtt"
    assert find_mentions("", text, dt.date(2025, 5, 1))[0].id == "kemendes-pdt"


def test_an_abbreviation_of_the_text_is_known_in_the_headline():
    mentions = find_mentions("DPTR Benahi Izin", "Dinas Pertanahan dan Tata Ruang (DPTR) Kabupaten Sukabumi bekerja.")
    assert mentions[0].text == "DPTR"
    assert mentions[0].id == mentions[1].id


def test_elliptical_lists():
    text = "Disdukcapil Kota Yogyakarta, Kota Semarang, Balikpapan, dan Malang dipuji."
    items = expand_list(text, 0)
    assert [item.text for item in items] == ["Disdukcapil Kota Yogyakarta", "Kota Semarang", "Balikpapan", "Malang"]
    assert [item.body.id for item in items][1:] == [
        "disdukcapil-kota-semarang", "disdukcapil-kota-balikpapan", "disdukcapil-kota-malang",
    ]  # fmt: skip
    assert all(text[item.start : item.end] == item.text for item in items)
    offices = expand_list("Bupati Cilacap, Bantul, Gunungkidul dan Badung", 0)
    assert [item.body.id for item in offices] == ["kab-cilacap", "kab-bantul", "kab-gunungkidul", "kab-badung"]
    assert [item.text for item in expand_list("Polres Garut, Jawa Barat, dan Polres Ciamis", 0)] == ["Polres Garut"]
    assert expand_list("warga senang", 0) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(" * 3000,
        "Dinas " * 3000,
        "Dinas Kesehatan, " * 2000,
        "Kota " * 3000,
        "Kementerian (Kementerian (Kementerian " * 500,
        "PEMERINTAH KABUPATEN SLEMAN MERAIH PENGHARGAAN DARI KEMENPANRB " * 200,
        "pemerintah kabupaten sleman meraih penghargaan dari kemenpan rb",
        "Kabupaten Sleman, " * 2000,
        "\x00\ud800 Kementerian\u200bAgama".encode("utf-8", "replace").decode(),
        "Kepala Dinas\nKesehatan\n\nKota\nBogor",
    ],
)
def test_odd_texts_do_no_harm(text):
    for mention in find_mentions(text[:200], text):
        field = text[:200] if mention.span.field == "title" else text
        assert field[mention.span.start : mention.span.end] == mention.text


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_read(text, title):
    for mention in find_mentions(title, text):
        field = title if mention.span.field == "title" else text
        assert field[mention.span.start : mention.span.end] == mention.text


_PARTS = (
    "Kepala Dinas Kesehatan Kota Bandung , . ( ) dan Kementerian PAN RB Polres Kelas IIA Kabupaten dr Rumah Sakit /"
)
_WORDS = st.sampled_from([*_PARTS.split(), "\n"])


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_any_order_of_name_parts_is_read(words):
    find_mentions("", " ".join(words))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("RSUD Jombang menang. Rumah sakit itu ramai.", [("Rumah sakit itu", "rsud-kab-jombang")]),
        ("BKN memuji BKPSDM Sergai. Instansi tersebut senang.", [("Instansi tersebut", "bkd-kab-serdang-bedagai")]),
        ("Pemkab Sleman dan Kemensos hadir. Pemkab berharap menang.", [("Pemkab", "kab-sleman")]),
        ("Kabupaten itu sepi.", []),
    ],
)
def test_what_the_text_points_back_to(text, wanted):
    anaphors = find_anaphors(text, find_mentions("", text))
    assert [(mention.text, mention.id) for mention in anaphors] == wanted


def test_a_unit_within_an_agency_that_no_list_holds():
    text = "Perpustakaan Umum DinkopUKM Wonosobo dan Unit PPA Satreskrim Polres Garut menerima penghargaan."
    for mention in find_mentions("", text):
        assert text[mention.span.start : mention.span.end] == mention.text


def test_a_government_named_twice_in_a_row_is_no_error():
    assert units("Pemkab Pemkab Adipura dan Pemkab Pemkab Adipura meraih penghargaan.") is not None


def test_the_bracket_of_a_longer_name_is_no_abbreviation_of_its_tail() -> None:
    text = "Kantor Imigrasi Malang meraih Anugerah Humas Imigrasi Indonesia (AHII). AHII digelar di Bali."
    assert units(text) == ["Kantor Imigrasi Malang"]
    assert "BKN" in units("Kepala Badan Kepegawaian Negara (BKN) hadir. BKN memberi penghargaan.")


def test_bodies_of_a_region_belong_to_its_government_whether_listed_or_not() -> None:
    text = (
        "Pemerintah Kabupaten Kebumen hadir. MPP Kebumen menang. Pemkab Tirtakencana hadir. RSUD Tirtakencana menang."
    )
    parents = {mention.id: mention.parent for mention in find_mentions("", text)}
    assert parents["mpp-kab-kebumen"] == "kab-kebumen"
    assert parents["rsud-kab-tirtakencana"] == "kab-tirtakencana"
