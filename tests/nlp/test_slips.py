"""Slips in words of bodies: what is mended and what is left as it stands."""

import pytest

from nlp.slips import mended

SLIPS = [
    ("Privinsi", "provinsi"),  # another letter
    ("Disducapil", "disdukcapil"),  # one less
    ("Pemasayarakatan", "pemasyarakatan"),  # one more
    ("Kabuapten", "kabupaten"),  # swapped
    ("Kemneterian", "kementerian"),
    # words of the language, names, offices and small letters stay
    ("Penetapan", "penetapan"),
    ("Kemenag", "kemenag"),
    ("Republika", "republika"),
    ("Dirlantas", "dirlantas"),
    ("privinsi", "privinsi"),
    ("Provinsi", "provinsi"),
    ("Suryanto", "suryanto"),
    ("", ""),
]


@pytest.mark.parametrize(("word", "wanted"), SLIPS)
def test_mended(word, wanted):
    assert mended(word) == wanted
