"""Award programmes: the data file, name templates and the lookup of written names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.award_words import parse_triggers, trigger_table
from nlp.phrases import PhraseTable, expand, words_of
from nlp.programmes import CODES, find_programme, load_programmes, parse_programmes, programme

NAMES = [
    ("Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik (PEKPPP) 2023", "pekppp"),
    ("unit penyelenggara pelayanan publik", "pekppp"),
    ("role model penyelenggara pelayanan publik", "pekppp"),
    ("predikat Wilayah Bebas dari Korupsi", "zi"),
    ("WBBM", "zi"),
    ("Top 99 Inovasi Pelayanan Publik 2021", "kipp"),
    ("SINOVIK", "kipp"),
    ("predikat kepatuhan tinggi standar pelayanan publik", "ombudsman"),
    ("Opini Kualitas Tertinggi Tanpa Maladministrasi", "ombudsman"),
    ("Anugerah Keterbukaan Informasi Publik", "kip"),
    ("KI Awards 2021", "kip"),
    ("SAKIP Award", "sakip"),
    ("indeks Reformasi Birokrasi", "rb"),
    ("Top 10 Pengelolaan Pengaduan Pelayanan Publik", "sp4n"),
    ("SP4N-LAPOR!", "sp4n"),
    ("penyelenggara mal pelayanan publik terbaik", "mpp"),
    ("Innovative Government Award (IGA) 2022", "iga"),
    ("United Nations Public Service Awards", "unpsa"),
    ("opini Wajar Tanpa Pengecualian (WTP)", "wtp"),
    ("Kabupaten/Kota Layak Anak", "kla"),
    ("Piala Adipura", "adipura"),
    ("Penghargaan Pembangunan Daerah", "ppd"),
    ("Anugerah Paritrana", "paritrana"),
    ("UHC Award 2024", "uhc"),
    ("Anugerah ASN", "anugerah_asn"),
    ("Anugerah Meritokrasi", "merit"),
    ("BKN Award 2021", "bkn"),
    ("evaluasi Sistem Pemerintahan Berbasis Elektronik", "spbe"),
    ("Anugerah Layanan Investasi", "investasi"),
    ("Gerakan Indonesia Melayani", "gim"),
    ("Abdi Bakti Tani", "abdibaktitani"),
    ("JDIHN Awards", "jdihn"),
    ("Nirwasita Tantra", "nirwasita"),
    ("Program Kampung Iklim", "proklim"),
    ("Swasti Saba Wistara", "swasti_saba"),
    ("STBM Award", "stbm"),
    ("Anugerah Revolusi Mental", "revolusi_mental"),
    ("Anugerah Parahita Ekapraya", "ape"),
    ("Satyalancana Karya Bhakti Praja Nugraha", "satyalancana"),
    ("TOP BUMD Awards", "top_bumd"),
    ("rekor MURI", "muri"),
    ("Hassan Wirajuda Pelindungan WNI Award", "hassan_wirajuda"),
    ("Upakarya Wanua Nugraha 2024", "upakarya_wanua"),
    ("Anugerah Reksa Bandha", "reksa_bandha"),
    ("Bhumandala Award", "bhumandala"),
    ("maturitas SPIP level 3", "spip"),
    ("sertifikat eliminasi malaria", "bebas_penyakit"),
    ("Indonesia's SDGs Action Awards", "sdgs"),
    ("Indeks Kota Toleran", "toleran"),
    ("TOP Digital Awards", "top_digital"),
    ("Kovablik Jawa Timur", "kovablik"),
    ("Adinata Syariah", "adinata"),
    ("Kota Layak Pemuda", "layak_pemuda"),
    ("Top 25 Pengelola Pengaduan Pelayanan Publik", "sp4n"),
    ("penghargaan Arkaya Wiwarta Prajanugraha", "kip"),
]


@pytest.mark.parametrize(("name", "identifier"), NAMES)
def test_written_names(name, identifier):
    found = find_programme(name)
    assert found is not None
    assert found.id == identifier


@pytest.mark.parametrize("name", ["Festival Durian", "ape", "", "lomba memancing"])
def test_other_names_have_no_programme(name):
    assert find_programme(name) is None


def test_the_file_covers_what_the_guide_lists():
    programmes = load_programmes()
    assert len(programmes) >= 60
    assert set(CODES) - {entry.code for entry in programmes} == set()
    assert all(entry.source for entry in programmes)
    assert programme("kla").categories[:4] == ("Paripurna", "Utama", "Nindya", "Madya")
    assert programme("sakip").grades[0] == "AA"
    assert programme("merit").was_held(2022)
    assert not programme("merit").was_held(2025)
    assert programme("bnpb").was_held(2013)  # no source says since when


def test_what_no_source_was_read_for_is_not_high():
    by_confidence = {entry.id: entry.confidence for entry in load_programmes()}
    assert set(by_confidence.values()) == {"high", "medium", "low"}
    assert by_confidence["bhumandala"] == "high"
    assert by_confidence["satu_data"] == "low"
    for entry in load_programmes():
        assert entry.confidence != "high" or "unchecked" not in entry.source, entry.id


COMPLETE = (
    'id = "x"\ncode = "other"\nname = "X"\naliases = ["[a] b"]\ngiver = ""\nheld = "2000-"\nbasis = ""\nsource = ""\n'
    'confidence = "low"\n'
)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('[[programme]]\nid = "x"', "code"),
        ("[[programme]]\n" + COMPLETE.replace('source = ""\n', ""), "source"),
        ("[[programme]]\n" + COMPLETE.replace('confidence = "low"\n', ""), "confidence"),
        ("[[programme]]\n" + COMPLETE.replace('"low"', '"certain"'), "certain"),
        ("[[programme]]\n" + COMPLETE.replace("2000-", "since 2000"), "since 2000"),
        ("[[programme]]\n" + COMPLETE.replace("other", "nobel"), "nobel"),
        ("[[programme]]\n" + COMPLETE.replace("[a] b", "[a b"), "brackets"),
        ("[[programme]]\n" + COMPLETE + "[[programme]]\n" + COMPLETE, "twice"),
        ('[[programme]]\nid = "x"\nhadiah = 1', "hadiah"),
        ('[[prize]]\nid = "x"', "prize"),
    ],
)
def test_mistakes_in_the_file_are_named(source, said):
    with pytest.raises(ValueError, match=said) as caught:
        parse_programmes(source, "here.toml")
    assert "here.toml" in str(caught.value)


def test_triggers_are_read_and_mistakes_named():
    assert len(trigger_table()) > 300
    with pytest.raises(ValueError, match="salah"):
        parse_triggers("[verbs]\nsalah = []", "here.toml")
    with pytest.raises(ValueError, match="noun"):
        parse_triggers("[noun]\nprize = []", "here.toml")


def test_templates():
    assert expand("[piala] {A|B} award") == ["A award", "B award", "piala A award", "piala B award"]
    table = PhraseTable([("jatuh ke [tangan]", "x"), ("jatuh", "y")])
    hits = list(table.find(words_of("Piala jatuh ke tangan A, lalu jatuh")))
    assert [(hit.labels, hit.end - hit.start) for hit in hits] == [(("x",), 15), (("y",), 5)]


@given(st.lists(st.sampled_from(["[", "]", "{", "}", "|", "a", "b ", "award"]), max_size=14))
def test_expansion_ends_or_names_the_template(pieces):
    template = "".join(pieces)
    try:
        forms = expand(template)
    except ValueError as error:
        forms = []
        said = str(error)
    else:
        said = "phrase"
    assert "phrase" in said
    assert all(forms)


def test_no_name_stands_for_two_programmes():
    owners = {}
    for entry in load_programmes():
        for alias in entry.aliases:
            for form in expand(alias):
                assert owners.setdefault(form.lower(), entry.id) == entry.id, form
    assert len(load_programmes()) >= 120
