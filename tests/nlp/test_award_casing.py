"""Award articles in capitals or in small letters: read like others, with every string as it came."""

from __future__ import annotations

import pytest

from nlp.award_casing import is_caseless, recased
from nlp.awards import find_awards
from nlp.mentions import find_mentions

TEXT = (
    "Pemerintah Kabupaten Sleman meraih predikat A dalam evaluasi SAKIP 2023 dari Kementerian PANRB. Kabupaten Bantul "
    "memperoleh BB. Penghargaan diserahkan Menteri PANRB Surya Atmaja di Jakarta, Selasa (5/3/2024). Selain itu, RSUD Kota "
    "Madiun menyandang predikat Wilayah Bebas dari Korupsi (WBK)."
)


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_a_text_without_case_is_read_like_any_other(change) -> None:
    text = change(TEXT)
    found = find_awards("", text, None, find_mentions("", text, None))
    read = [(r.recipient.lower(), r.programme, (r.category or "").lower()) for r in found if r.status == "received"]
    assert read == [
        ("pemerintah kabupaten sleman", "sakip", "a"),
        ("kabupaten bantul", "sakip", "bb"),
        ("rsud kota madiun", "zi", "wbk"),
    ]
    for record in found:
        for said in (record.recipient, record.award, record.category, record.giver):
            assert said is None or said in text


def test_ordinary_text_stays_the_same_object() -> None:
    assert not is_caseless(TEXT)
    assert recased(TEXT, find_mentions("", TEXT, None)) is TEXT


@pytest.mark.parametrize("text", ["", "A", "İSTANBUL " * 9, "ẞ" * 60, "123 (4)", "wbk " * 50, "BB " * 50])
def test_odd_texts_keep_their_length(text: str) -> None:
    assert len(recased(text, ())) == len(text)
    find_awards(text, text, None, ())
