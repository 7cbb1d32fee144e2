"""The index text and the query groups of nlp.search_text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.search_text import lemma, query_terms, search_text, words


def finds(query: str, text: str) -> bool:
    indexed = set(search_text(text).split())
    return all(any(term in indexed for term in group) for group in query_terms(query))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("harga", "Kota itu menerima penghargaan", False),
        ("penghargaan", "Harga beras naik", False),
        ("penghargaan", "Penghargaannya diserahkan kemarin", True),
        ("terima", "Bupati menerima piagam", True),
        ("menerima", "Piagam diterima bupati", True),
        ("menpanrb", "Menpan-RB hadir", True),
        ("Menpan-RB", "Menteri PANRB hadir", True),
        ("Menpan dan RB", "MenPAN RB hadir", True),
        ("KemenPAN RB", "Kementerian PANRB menilai", True),
        ("Kemenpan-RB", "KemenpanRB menilai", True),
        ("Kemenpan RB", "Menpan RB menilai", False),
        ("opini WTP", "meraih opini Wajar Tanpa Pengecualian", True),
        ("pemkot bandung", "Pemerintah Kota Bandung", True),
        ("orang-orang", "banyak orang datang", True),
        ("3414", "ada 3.414 unit", True),
        ("3.414", "ada 3414 unit", True),
        ("Jum'at", "Jumat pagi", True),
        ("Sumatera Utara", "Pemprov Sumut", True),
        ("dilayani", "petugas melayani warga", True),
    ],
)
def test_query_meets_text(query: str, text: str, found: bool) -> None:
    assert finds(query, text) is found


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("menerima", "terima"),
        ("diserahkan", "serah"),
        ("penghargaannya", "penghargaan"),
        ("menghargai", "menghargai"),
        ("pelayanan", "pelayanan"),
        ("menteri", "menteri"),
        ("terbaik", "terbaik"),
        ("sekolah", "sekolah"),
        ("mendapatkan", "dapat"),
        ("rb", "rb"),
    ],
)
def test_lemma(word: str, base: str) -> None:
    assert lemma(word) == base


def test_words_stand_beside_their_lemmas() -> None:
    assert search_text("Kota menerima 1.000 orang-orang") == "kota menerima terima 1000 orang"


@given(st.text(max_size=200))
def test_terms_are_letters_and_digits(text: str) -> None:
    assert all(word.isalnum() for word in words(text) if word)
    search_text(text)
    query_terms(text)
