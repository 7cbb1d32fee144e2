"""The written names of prizes that no programme file lists: "Mandala Awards 2025", "penghargaan Desa Mandiri".

Which programme a name belongs to is decided in `nlp.award_prizes`.
"""

from __future__ import annotations

import re

HEADS = (
    "penghargaan|piagam|piala|trofi|anugerah|anugrah|sertifikat|plakat|lomba|kompetisi|kontes|sayembara|predikat|lencana|"
    "festival|gelar|opini|indeks|lomba|medali|akreditasi|pemeringkatan|satyalancana"
)
_AWARD = re.compile(
    r"(?:\b[A-Z0-9][\w&'’.-]*\s+(?:(?:of|the|for|and|in|on|dan)\s+){0,2}){1,7}(?:AWARDS?|Awards?|PRIZE|Prize)\b"
    r"(?:\s*\([A-Z][\w -]{1,20}\))?(?:\s+(?:[Tt]ahun\s+)?(?:19|20)\d\d\b)?"
)
_ENDINGS = ("Award", "AWARD", "Prize", "PRIZE")
_NOT_NAME = re.compile(
    r"(?:(?:[Rr]aih|RAIH|[Tt]erima|TERIMA|[Ss]abet|SABET|[Bb]orong|BORONG|[Jj]uara|JUARA|[Hh]arapan|[Uu]mum|"
    r"[Kk]embali|"
    r"KEMBALI|[Dd]apat\w*|DAPAT\w*|[Pp]eringkat|[Tt]erbaik|[Pp]osisi|Meraih|Menerima|Menyabet|Memborong|"
    r"Mendapat\w*|me[a-z]{4,}|di[a-z]{5,}|[Dd]alam|[Aa]jang|"
    r"AJANG|[Dd]ari|DARI|[Pp]ada|[Dd]i|DI|I{1,3}|IV|VI?|\d{1,2}|[Bb]erhasil|[Ss]ukses|[Mm]alam|[Aa]cara|[Tt]op|TOP|"
    r"[Dd]an|[Ss]erta|[Tt]ahun|[Pp]enghargaan|[Kk]antongi|[Gg]ondol|[Bb]oyong|[Tt]erpilih|[Ll]ewat|[Mm]elalui|[Ss]atu|"
    r"[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|\d{1,2}[.)])\s+)+"
)
_BY_HEAD = re.compile(rf"\b(?:{HEADS})\b", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?:\s+(?:kategori|bidang|predikat|dengan|dari|dalam|oleh|untuk|sebagai|tingkat|nilai|pada|tahun|dan|serta|yang|"
    r"dinobatkan|diraih|diterima|raih))+$",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:{HEADS}|evaluasi|penilaian)\s+[\"“‘']?$", re.IGNORECASE)
_OPENED = re.compile(r"(?:[A-Z][\w-]*\s+){1,5}\($")
_SHORT = re.compile(r"\s*\([A-Z][\w./ -]{1,20}\)")
_SERVICE = re.compile(r"\b(?:pelayanan|layanan)\b", re.IGNORECASE)


def english_awards(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of names that end in Award or Prize, with the edition's year, without the verbs and ranks before them."""
    if all(text.find(ending, start, end) < 0 for ending in _ENDINGS):  # most clauses name none: the search is dear
        return []
    found: list[tuple[int, int]] = []
    for match in _AWARD.finditer(text, start, end):
        first = match.start()
        last_lead = None
        for lead in _NOT_NAME.finditer(text, match.start(), match.end()):
            last_lead = lead
        if last_lead is not None:
            first = last_lead.end()
        if match.end() - first > 8 and text[first : match.end()].split()[0].lower() not in ("award", "awards"):
            found.append((first, match.end()))
    return found


def full_name(text: str, start: int, end: int, limit: tuple[int, int]) -> tuple[int, int]:
    """A programme's name with the word for the prize before it and the short name in brackets behind it, inside a
    limit; words that open its category ("… kategori") are cut off."""
    cut = _TRAILING.search(text, start, end)
    if cut and cut.start() > start:
        end = cut.start()
    before = _BEFORE.search(text, max(limit[0], start - 24), start)
    if before:
        start = before.start()
    if end < limit[1] and text[end] in '”"’' and any(mark in text[start:end] for mark in '“"‘'):
        end += 1
    if (
        text.find(")", start, end) >= 0
        and text.find("(", start, end) < 0
        and (opened := _OPENED.search(text, limit[0], start))
    ):
        start = opened.start()  # "Unit Pelaksana Teknis (UPT) Terbaik"
    short = _SHORT.match(text, end, limit[1])
    if short:
        end = short.end()
    elif end < limit[1] and text[end] == ")" and "(" in text[start:end]:
        end += 1
    return start, end


def tells_service(name: str) -> bool:
    """Whether a prize's own name says that it is about public service."""
    return bool(_SERVICE.search(name))
