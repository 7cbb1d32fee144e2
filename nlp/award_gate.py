"""Whether a sentence has any word of an award. What it tells is read in `nlp.award_sentence`."""

from __future__ import annotations

import re

from nlp.phrases import words_between
from nlp.programmes import alias_table

_GATE = re.compile(
    r"penghargaan|predikat|piagam|\bpiala\b|trofi|anuge?rah|\baward|sertifikat|plakat|\bopini\b|\bW[TD]P\b|"
    r"\bWBK\b|\bWBBM\b|SAKIP|adipura|"
    r"peringkat|juara|pemenang|informatif|zona hijau|\bindeks\b|terbaik|inovatif|layak anak|akreditasi|kategori|"
    r"\btop \w|skor|nilai|dinobatkan|prestasi|"
    r"\bIGA\b|UNPSA|KIPP|SPBE|PEKPPP|\bKLA\b|\bUHC\b|\bPPD\b|"
    r"kalpataru|proklim|lancana|reformasi birokrasi|sistem merit|\bMURI\b|\blomba\b|\brekor\b|UNESCO|paritrana",
    re.IGNORECASE,
)


def may_tell(text: str, start: int, end: int) -> bool:
    """Whether a sentence has any word of an award."""
    return bool(_GATE.search(text, start, end)) or any(
        True for _ in alias_table().find(words_between(text, start, end))
    )
