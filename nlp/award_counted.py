"""Sentences that name those whom an earlier sentence only counted: "Adapun kesepuluh daerah itu adalah A, B dan C".

Whether the counted ones received anything is known to `nlp.award_sentence`.
"""

from __future__ import annotations

import re

_NUMBERED = (
    r"(?:ke[- ]?)?(?:\d{1,3}|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w{3,9} belas|"
    r"\w{3,9} puluh(?: \w{3,9})?)"
)
_ONES = (
    r"(?:kabupaten(?:/kota| dan kota| maupun kota)?|kota|daerah|provinsi|pemda|pemerintah(?: \w+)?|instansi|lembaga|"
    r"kementerian(?:/lembaga)?|K/L|unit(?: \w+){0,2}|satuan(?: \w+)?|satker|polres\w*|polda|RSUD|RS|rumah sakit|"
    r"puskesmas|"
    r"dinas|badan(?: publik)?|kantor|OPD|perangkat daerah|MPP|pengadilan|lapas|rutan|kejari|desa|kelurahan|kecamatan|"
    r"kampus|universitas|perguruan tinggi(?: negeri)?|PTN|sekolah|inovasi|balai|penerima(?: \w+)?|peraih(?: \w+)?|"
    r"pemenang(?: \w+)?|nama)"
)
_THOSE = re.compile(
    rf"\s*(?:(?:Adapun|Sementara(?: itu)?|Sedangkan|Untuk diketahui|Dari jumlah (?:itu|tersebut)|Selain itu),?\s+)?"
    rf"(?:(?:(?:{_NUMBERED}|para|seluruh|semua|sejumlah|beberapa|nama-nama|daftar)\s+(?:para\s+)?{_ONES}\b[^,.;:]{{0,110}}?"
    rf"|{_ONES}\s+(?:\w+\s+)?(?:tersebut|itu|dimaksud|yang\s[^,.;:]{{3,90}}?|lain(?:nya)?|penerima\s[^,.;:]{{3,60}}?)"
    rf"|mereka(?:\s+yang\s[^,.;:]{{3,60}}?)?|ke\w{{3,9}}nya)"
    r",?\s+(?:itu\s+|tersebut\s+)?(?:adalah|ialah|yakni|yaitu|antara lain|di ?antaranya|meliputi|mencakup|"
    r"terdiri (?:dari|atas)|"
    r"masing-masing)|:)\s*[:,]?\s*(?:[\w./-]+\s+){0,2}$",
    re.IGNORECASE,
)


def names_those(text: str, start: int, first: int) -> bool:
    """Whether the words from a sentence's start to its first name announce the names of those counted before."""
    return first - start < 200 and bool(_THOSE.match(text, start, first))
