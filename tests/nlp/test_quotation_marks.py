"""Pairs of quotation marks of every style, and marks that stand alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.quotation_marks import find_quoted


def contents(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quoted(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Satu loket,” kata Rina.", ["Satu loket,"]),
        ('"Satu loket," kata Rina.', ["Satu loket,"]),
        ("”Satu loket,” kata Rina. ”Dua pintu.”", ["Satu loket,", "Dua pintu."]),
        ("„Satu loket”, kata Rina.", ["Satu loket"]),
        ("«Satu loket», kata Rina.", ["Satu loket"]),
        ("''Satu loket,'' kata Rina.", ["Satu loket,"]),
        ("‘Satu loket saja,’ kata Rina.", ["Satu loket saja,"]),
        ("Kata Ma'ruf dan Mu’ti, hari Jum'at libur.", []),
        ("selesai.“Satu loket,” kata Rina.Dua.“Tiga,” katanya.", ["Satu loket,", "Tiga,"]),
        ('dia bilang "Satu" dan "Dua" saja', ["Satu", "Dua"]),
        ('"Sisanya belajar dulu, kelakarnya.', ["Sisanya belajar dulu"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_unclosed_mark_ends_with_its_paragraph() -> None:
    quote = find_quoted('"Kami mulai besok.', [(0, 18)])[0]
    assert not quote.closed
    assert quote.end == 18


def test_mark_never_opened_reaches_back_to_the_start() -> None:
    text = 'Kami mulai besok," imbuhnya.'
    quote = find_quoted(text, [(0, len(text))])[0]
    assert not quote.opened
    assert text[quote.start : quote.end] == "Kami mulai besok,"


@given(st.text(alphabet="ab “”\"'‘’.,\n«»", max_size=80))
def test_spans_are_in_order_and_inside(text: str) -> None:
    quotes = find_quoted(text, [(0, len(text))])
    assert all(0 <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text) for q in quotes)
    assert all(a.end <= b.start for a, b in itertools.pairwise(quotes))


def test_two_single_marks_of_both_sides_open_a_quotation() -> None:
    text = "Piala tiba. ‘’Ini piala keempat kami,’’ kata gubernur."
    (quote,) = find_quoted(text, [(0, len(text))])
    assert text[quote.start : quote.end] == "Ini piala keempat kami,"
