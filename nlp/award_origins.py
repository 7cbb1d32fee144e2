"""What a body behind "dari" is in its clause: who gives, whose work won, where others come from, or whose news it is.
All other rows get their role in `nlp.award_roles`."""

from __future__ import annotations

import re

from nlp.award_clause import Clause
from nlp.award_recipients import Candidate
from nlp.award_rows import prize_ends

_LOCAL = re.compile(
    r"(?:Dinas|Disdukcapil|DPM|RSU|RSJ|Puskesmas|Bappeda|Kecamatan|Kelurahan|Desa|Satpol|Diskominfo|Dinkes|"
    r"Dispen|Disdik|SD|SMP|SMA|SMK|UPT|Samsat|Polres|Polsek|Lapas|Rutan|Pemkab|Pemkot|Kota|Kabupaten)"
)
_WORK_FROM = re.compile(
    r"\b(?:[Ii]novasi|[Pp]roduk|[Aa]plikasi|[Tt]erobosan|[Kk]arya)(?: inovasi)?\s+(?!(?:[Pp]elayanan|[Ll]ayanan|"
    r"[Dd]aerah)\b)(?:[A-Z]\S*\s+){0,4}dari\s+$"
)
_NEWS_FROM = re.compile(
    r"\b(?:[Rr]ilis|[Kk]eterangan|[Ii]nformasi|[Ss]iaran pers|[Dd]ata|[Ll]aporan|"
    r"[Kk]abar)\b[^.;]{0,45}\bdari\s+(?:bagian|pihak|tim)?\s*$"
)
_ONE_FROM = re.compile(
    r"\b(?:satu-satunya|perwakilan|wakil|delegasi|utusan|peserta|kontingen)\s+(?:[a-z]+\s+){0,3}dari\s+$"
)  # "satu-satunya sekolah dari Provinsi X"
_WORK = re.compile(
    r"\b(?:[Ii]novasi|[Pp]roduk|[Aa]plikasi|[Tt]erobosan|[Kk]arya|[Ll]ayanan)\s(?![Pp]elayanan [Pp]ublik)[^.;]{1,120}$"
)
_NAMED_WORK = re.compile(
    r"[^,.;:]{0,40}?,?\s*\b(?:[Ee]-[A-Z]\w+|[A-Z]{3,}\w*(?:\s[A-Z]{3,}\w*)*)(?:\s\([^()]{4,80}\))? dari "
)


def role_behind_from(
    text: str,
    clause: Clause,
    first: Candidate,
    near: str,
    left_verb: tuple[str, int, int] | None,
    right_verb: tuple[str, int, int] | None,
) -> str:
    """The role of a row behind "dari": giver, owner (of an innovation), recipient, place or other.

    `first` is its first name, `near` the words before it, the verbs are the nearest on either side.
    """
    if _NEWS_FROM.search(near):
        return "other"
    if _ONE_FROM.search(near):
        return "place"
    if first.kind == "head":
        return "giver"
    if first.start - clause.start < 8 and not left_verb:
        return "place"  # "Dari Kementerian X, tujuh unit …" names where they come from
    if (
        not left_verb
        and right_verb is not None
        and right_verb[0] in ("receive", "state", "given")
        and (_WORK.search(text, clause.start, first.start) or _NAMED_WORK.match(text, clause.start))
    ):
        return "recipient"  # "inovasi SIDIK dari KLHK memenangkan …": its owner does
    stop = first.start - len("dari ")
    after_prize = clause.once("prize ends", lambda: prize_ends(clause)).meet(stop - 28, stop)
    if _WORK_FROM.search(near) and not after_prize:
        return "owner"
    if after_prize or first.kind == "ministry":
        return "giver"
    central = left_verb or first.kind in ("agency", "court", "police", "province", "state_company")
    return "giver" if central and not _LOCAL.match(first.text) else "owner"
