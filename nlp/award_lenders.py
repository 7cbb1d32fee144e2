"""Givers that are no bodies the reader knows: magazines, institutes and societies, "Pemerintah", those who rate.

Officials who hand over stand in `nlp.award_ceremony`."""

from __future__ import annotations

import re

from nlp.award_ceremony import no_giver

_NAME = r"(?:[A-Z0-9][\w.&'-]*)"
_SOCIETY = (
    r"(?P<name>(?:(?:Majalah|Koran|Harian|Tabloid|Surat Kabar|Media|Portal|Radio|Yayasan|Asosiasi|Perhimpunan|"
    r"Persatuan|Perkumpulan|Ikatan|Himpunan|Museum Rekor|Institut(?! Teknologi| Pertanian| Seni| Agama| Pemerintahan)|"
    r"Institute|Koalisi|Aliansi|Konsorsium|Lembaga (?:Survei|Riset|Kajian|Penelitian|Sertifikasi|Pemeringkat))"
    rf"(?:\s(?:dan\s)?{_NAME}){{1,6}}|(?:{_NAME}\s){{1,4}}"
    r"(?:Magazine|Institute|Inc|Foundation|Media|Group|Center|Centre|Consulting|Research|Watch|Network|TV)\b"
    rf"(?:\sfor(?:\s{_NAME}){{1,3}})?)(?:\s\([A-Z][\w -]{{1,16}}\)(?:\s[A-Z][a-z]+)?)?)"
)  # by the head of the name: "Majalah X", "Y Institute"
_HEAD = re.compile(
    r"Majalah|Koran|Harian|Tabloid|Surat Kabar|Media|Portal|Radio|Yayasan|Asosiasi|Perhimpunan|Persatuan|Perkumpulan|"
    r"Ikatan|Himpunan|Museum Rekor|Institut|Koalisi|Aliansi|Konsorsium|Lembaga [SRKP]|Magazine|Inc\b|Foundation|Group|"
    r"Cent[er]{2}|Consulting|Research|Watch|Network|TV"
)
_FROM_SOCIETY = re.compile(
    r"(?:(?<!terdiri )(?<!perwakilan )(?<!juri )(?<!tim )(?<!peserta )(?<!anggota )(?<!akademisi )(?<!peneliti )"
    r"\bdari|\boleh|"
    r"\bversi|\b(?:diselenggarakan|digelar|diadakan|dihelat|digagas|diinisiasi|ditaja|diberikan|diserahkan)(?: oleh)?|"
    r"\bbesutan|\bgelaran)\s+(?:(?:majalah|media|lembaga(?: survei| riset| kajian)?|harian|organisasi)\s+)?" + _SOCIETY
)
_SOCIETY_GIVES = re.compile(
    _SOCIETY
    + r"(?:,?\s+(?:bersama|bekerja ?sama|berkolaborasi)\s[^.;:]{4,110}?)?,?\s+(?:(?:kembali|telah|juga|resmi|akan)\s+)?"
    r"(?:menobatkan|menganugerahkan|menganugerahi|memberikan|memberi|menyerahkan|menyelenggarakan|menggelar|mengganjar|"
    r"menempatkan|menetapkan)\b"
)


def lender(text: str, start: int, end: int) -> str | None:
    """Whoever else is said to give or to rate in a sentence, as written: a magazine, a society, "Pemerintah"; None
    without one."""
    other = None
    if _HEAD.search(text, start, end):  # most sentences name no society: the long patterns need not be tried
        other = _FROM_SOCIETY.search(text, start, end) or _SOCIETY_GIVES.search(text, start, end)
    if other and not _AWARD_LAST.search(other.group(1)):
        return other.group(1).strip(" ,.")
    other = next(
        (
            match
            for match in _LENDER.finditer(text, start, end)
            if not _RECEIVED_BY.search(text[max(start, match.start() - 16) : match.start()])
            and not (match.group().startswith("oleh") and no_giver(text, start, match.start()))
            and not _AWARD_WORD.search(match.group(1))
        ),
        None,
    )
    other = other or _RATER.search(text, start, end) or _FROM_SHORT.search(text, start, end)
    other = other or _FROM_BODY.search(text, start, end) or _STATE_GIVES.search(text, start, end)
    return other.group(1).strip(" ,.") if other else None


_RECEIVED_BY = re.compile(
    r"\b(?:diraih|dimenangkan|dimenangi|dijuarai|diborong|dipegang|direngkuh|disusul|diikuti|dikuasai|ditempatkan|"
    r"didampingi|disaksikan|dikomandoi|dikelola|dinakhodai|dijabat|diwakili|dikembangkan|digagas|diterima|diperoleh|disabet|direbut|digondol|didapat|ditempati|diduduki|dihadiri|dipimpin|"
    r"dikantongi|disandang|dicatatkan|langsung)\s+$"
)
_FROM_SHORT = re.compile(
    r"\b(?:[Pp]enghargaan|[Pp]redikat|[Ss]ertifikat|[Aa]nugerah|[Aa]ward|[Rr]ekor)\b[^.;:]{0,80}?\bdari\s+"
    r"(?!NTT|NTB|DIY|DKI)([A-Z]{3,}(?: [A-Z][\w.]+){0,3})\b"
)
_FROM_BODY = re.compile(
    r"\b(?:[Pp]enghargaan|[Pp]redikat|[Ss]ertifikat|[Aa]nugerah|[Aa]ward|[Rr]ekor|[Pp]iagam)\b[^.;:]{0,90}?\bdari\s+"
    r"((?!Provinsi|Kabupaten|Kota|Desa|Kecamatan|Kelurahan|Pemerintah|Puskesmas|Dinas|Bupati)"
    r"(?:[A-Z][a-z]+\s+(?:(?:for|of|and|dan)\s+)?){2,8}\([A-Z][\w -]{1,16}\)(?:\s[A-Z][a-z]+)?)"
)  # "dari Persatuan Wartawan Indonesia (PWI) Banyuwangi"
_AWARD_WORD = re.compile(r"\b(?:Awards?|AWARDS?|Anugerah|Penghargaan|Lomba|Festival)\b")
_AWARD_LAST = re.compile(r"\b(?:Awards?|AWARDS?|Anugerah|Penghargaan|Lomba|Festival)(?:\s\d{4})?$")
_STATE_GIVES = re.compile(
    r"(?<!\w )(?<!, )\b(Pemerintah(?: [Pp]usat| Indonesia| RI)?(?: bersama [A-Z][\w ]{2,40}?)?)"
    r"(?:\s+(?:kembali|resmi|telah|juga|"
    r"melalui [^,.;]{4,70},?))*"
    r"\s+(?:memberikan|menganugerahkan|menyerahkan|menganugerahi|memberi)\b"
)
_RATER = re.compile(
    r"\b(?:[Ll]embaga (?:survei|riset|pemeringkat(?:an)?|sertifikasi|kajian)|versi|survei (?:dari|oleh))\s+"
    r"((?!yang)[A-Z][\w.&-]{2,}(?:[ -][A-Z][\w.&-]+){0,4})"
)
_LENDER = re.compile(
    r"\b(?:data|versi|rilis(?:an)?|survei|hasil survei|dari (?:majalah|lembaga|media|panitia|harian|organisasi)|"
    r"oleh (?:majalah|lembaga|media|harian)|oleh|diberikan|diserahkan)\s+"
    r"(?!(?:Tim|Dewan Juri|Pedoman|Peraturan|Keputusan|Surat|Undang|Perpres|Permen\w*|Pasal|"
    r"Pemerintah Indonesia)\b)((?:[A-Z][\w.&-]+)(?:[ -][A-Z][\w.&-]+){1,5})"
)
