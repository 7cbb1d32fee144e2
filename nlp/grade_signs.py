"""Whether a letter, a number or an everyday word is a grade, by what stands beside it. Which expressions of a sentence
are looked at is told in `nlp.grades`."""

from __future__ import annotations

import re

LETTER = r"(?:AA|A|BB|B|CC|C|D)(?:[-+−](?![\w-])|(?![\w+]))"
_NUMBER_HEAD = re.compile(
    r"(?:(?:ber)?(?:nilai|skor|indeks|poin|angka)(?:nya)?|(?:nilai|skor|indeks)\s+(?:akhir|rata-rata|total|"
    r"capaian|sebesar|mencapai|tertinggi)?,?|memperoleh|beroleh|mendapat|meraih|mencapai|sebesar|dengan|"
    r"bertengger di|tembus|menembus|mencatat|mencatatkan|atau|yakni|yaitu)"
    r"\s*[:=]?\s*(?:(?:nilai|skor|indeks|angka|sebesar|tertinggi|akhir|kepatuhan|SAKIP|SPBE|RB|total|rata-rata|"
    r"kumulatif)\s+){0,3}$",
    re.IGNORECASE,
)
_LETTER_HEAD = re.compile(
    r"(?:(?:ber)?(?:nilai|predikat|kategori|grade|rapor|kualitas|opini|akreditasi|SAKIP|peringkat|skor|hasil|"
    r"huruf|kelas)(?:nya)?|(?:meraih|menerima|mendapat|mendapatkan|beroleh|memperoleh|dapat|raih|di|ke|dari|"
    r"menjadi|masih|adalah|atau|itu|baru|juga|tetap|bertahan|kemudian|ke level|sementara|untuk|dengan|(?:kini|"
    r"sekarang)(?:,?\s*\d{4},?)?))\s*[:=]?\s*[\"“'‘(]?$",
    re.IGNORECASE,
)  # a letter needs a word before it that calls it a grade


def stands_as_value(text: str, first: int, last: int, start: int, end: int) -> bool:
    """A capitalised everyday word is a grade in brackets, between dashes or after a linking word."""
    before = text[max(start, first - 24) : first].rstrip()
    after = text[last : min(end, last + 12)].lstrip()
    if before.endswith(("(", "-", "–", "—", '"', "“", "‘", ":", "/", "|")) or after.startswith((")", '"', "”", "’")):
        return True
    last_word = before.rsplit(None, 1)[-1].lower() if before else ""
    return last_word in {
        "lebih",
        "dulu",
        "menjadi",
        "ke",
        "dari",
        "baru",
        "sudah",
        "predikat",
        "sebagai",
        "dan",
        "masih",
        "kategori",
        "atau",
        "tetap",
    }


def is_letter_grade(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether a letter is a grade: beside another one, in brackets, or behind a word that calls it one."""
    before = text[max(start, first - 28) : first]
    after = text[last : min(end, last + 10)]
    if re.search(rf"(?<!\w){LETTER}\s*(?:,|dan|serta|,\s*dan|hingga|ke)\s*$", before):
        return True
    if (
        before.rstrip().endswith(("(", "–", "—", " -", "|"))
        and (not after.strip() or after.lstrip().startswith((")", ",", "/", "-", "\n", ".", "|")))
    ) or (before.rstrip().endswith("(") and re.match(r"\s*[),;/-]", after)):
        return True
    if re.match(r"\.\s?[A-Z]", after) or re.match(r"\s+(?:ayat|angka|nomor)\b", after):
        return False
    return bool(_LETTER_HEAD.search(before))


def is_score(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether a number is a score: by a word before it, or a decimal number that stands apart and counts nothing."""
    before = text[max(start, first - 60) : first]
    after = text[last : min(end, last + 24)]
    token = text[first:last]
    if re.match(
        r"\s*(?:persen|%|tahun|unit|orang|kabupaten|kota|provinsi|inovasi|satker|instansi|daerah|kali|"
        r"penghargaan|ribu|juta|miliar|triliun|hari|jam|bulan|kategori|proposal|program|dari|pemda|badan|desa|"
        r"lembaga|menit|km|meter|kecamatan|layanan|jenis|gerai|ton|hektare)",
        after,
        re.IGNORECASE,
    ):
        return False
    if re.search(r"(?:Rp\.?|pukul|nomor|No\.?|pasal|ayat|tanggal|usia|\d\s*[-/])\s*$", before, re.IGNORECASE):
        return False
    decimal = "," in token or "." in token
    if decimal and (re.search(r"[(–—:|\t-]\s*$", before) or re.match(r"\s*(?:\)|[–—|-]|$)", after)):
        return True
    if decimal and re.match(r"\s*(?:pada|di|tahun|untuk|pada tahun)?\s*\(?(?:19|20)\d\d\b", after):
        return True
    if decimal and re.match(r"\s+(?:dengan )?(?:predikat|kategori|poin)\b", after):
        return True
    if before.rstrip().endswith("(") and re.match(r"\s*[);]", after) and len(token) <= 3 and not decimal:
        return int(token) > 30  # "(80)" is a score, "(52)" may be an age: the caller drops those beside persons
    if re.search(r",\s*$", before) and re.match(r"\s*\)", after):
        return True
    return bool(_NUMBER_HEAD.search(before)) and (
        decimal or int(token) >= 30 or "nilai" in before.lower() or "skor" in before.lower()
    )
