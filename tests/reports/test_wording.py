"""Names, categories and statements as a report words them."""

from __future__ import annotations

import pytest

from reports.wording import category_name, in_its_sentence, programme_title, stands_alone, weight, whole_sentences


@pytest.mark.parametrize(
    ("code", "written", "shown"),
    [
        ("pekppp", "pelayanan prima", "Pelayanan Prima"),
        ("pekppp", "sangat  baik", "Sangat Baik"),
        ("ombudsman", "zona hijau", "Zona Hijau"),
        ("ombudsman", "berkualitas tinggi", "Berkualitas tinggi"),
        ("zi", "wbk", "WBK"),
        ("no-such", "juara umum", "Juara umum"),
        ("no-such", "Terinovatif", "Terinovatif"),
    ],
)
def test_categories(code: str, written: str, shown: str) -> None:
    assert category_name(code, written) == shown


def test_titles_of_programmes() -> None:
    assert programme_title("ombudsman", ["opini pengawasan"]) == "Opini Pengawasan Penyelenggaraan Pelayanan Publik"
    assert programme_title("ombudsman", ["penilaian kepatuhan"]) == "Penilaian Kepatuhan Standar Pelayanan Publik"
    assert programme_title("no-such") == ""


@pytest.mark.parametrize(
    ("content", "direct", "alone"),
    [
        ("berasal dari wawancara acak dengan pengguna layanan", False, False),
        ("untuk memperbaiki layanan di semua kantor pemerintah daerah", False, False),
        ("pemerintah akan menerbitkan daftar unit yang bernilai rendah", False, True),
        ("loket dibuka lagi", False, False),
        ("Berani melayani sampai tuntas, itu tugas kita", True, True),
        ("sangat lambat", True, False),
    ],
)
def test_statements_that_stand_alone(content: str, direct: bool, alone: bool) -> None:
    assert stands_alone(content, direct=direct) is alone


def test_a_fragment_is_shown_in_its_sentence() -> None:
    text = "Loket tutup.\n\nSeparuh nilai, menurut dia, berasal dari wawancara. Ia menyebut “sangat lambat” itu biasa."
    at = text.index("berasal")
    assert in_its_sentence(text, at, at + 22) == "Separuh nilai, menurut dia, berasal dari wawancara."
    assert in_its_sentence(text, 0, len(text)) == ""
    assert in_its_sentence("", 0, 0) == ""


def test_whole_statements_weigh_more() -> None:
    said = "Loket yang baik adalah loket yang membuat orang tidak perlu datang dua kali"
    fragment = "berasal dari wawancara acak dengan pengguna layanan"
    assert weight(said, direct=True, sources=1) > weight(said, direct=False, sources=1)
    assert weight(said, direct=False, sources=1) > weight(fragment, direct=False, sources=2)
    assert weight(said, direct=True, sources=3) == weight(said, direct=True, sources=30)


def test_summaries_end_with_a_sentence() -> None:
    assert whole_sentences(["Satu.", "Dua.", "Tiga sekali."], 12) == ("Satu.", "Dua.")
    assert whole_sentences(["Panjang sekali kalimat ini.", "Dua."], 5) == ("Panjang sekali kalimat ini.",)
    assert whole_sentences([], 5) == ()
