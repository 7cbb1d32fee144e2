"""Which rows of names in a clause receive and which give, by the verbs, prepositions and words around them.

Nothing is remembered from other sentences here; `nlp.awards` joins the sentences of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.award_ceremony import done_otherwise
from nlp.award_clause import Clause, Group
from nlp.award_openings import part_openings
from nlp.award_origins import role_behind_from
from nlp.award_recipients import Candidate
from nlp.award_role_signs import (
    ABOUT,
    ACCOUNT,
    AT_OFFICE,
    CAPITAL,
    COMPARED,
    COUNT_OF,
    COUNTED_ONES,
    FOLLOWED,
    FOR_MERIT,
    HELD,
    HELD_BY,
    LISTED,
    LISTED_FAR,
    NEAR_GOAL,
    NOT_GIVEN_BY,
    OFFICE,
    ON_BEHALF,
    ORGANISED,
    OWNED,
    PREPOSITION,
    VENUE,
    WITHIN,
    WITNESSED,
)
from nlp.award_rows import (
    ATTRIBUTE,
    beside_brackets,
    continues,
    described,
    first_own_verb,
    goal_end,
    graded_next,
    led_by_rank,
    other_subject,
)

_ITS_PRIZE = re.compile(
    r"\s+(?:penghargaan|predikat|piala|piagam|anugerah|opini)?\s*(?:tersebut|itu|ini|serupa|[A-Z]{2,6}|"
    r"terbaik)?\s*,?\s*"
)
_HOLDS = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:kembali\s+|akan\s+|telah\s+|juga\s+|rutin\s+)*(?:menggelar|menyelenggarakan|"
    r"mengadakan|menghelat|menaja|gelar)\b"
)
_RELEASES = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:kembali\s+|telah\s+|juga\s+|resmi\s+)*(?:merilis|mempublikasikan|menerbitkan)\s+"
    r"(?:hasil|indeks|nilai|skor|daftar|rapor|peringkat|penilaian)\b"
)
_REPORTS = re.compile(
    r"\b(?:mengatakan|menyatakan|menyebut(?:kan)?|mengaku|mengakui|menuturkan|menjelaskan|mengungkapkan|"
    r"menyampaikan|menegaskan|mengumumkan|mencatat|menilai|memuji|mengklaim|membenarkan|melaporkan|memastikan)\b"
)
_RELATIVE = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*yang\s+(?:(?:juga|sudah|telah|lebih dulu|berhasil|sukses|hanya|turut|"
    r"kembali|sama-sama)\s+)*(?:menerima|meraih|mendapat\w*|memperoleh|beroleh|menyabet|mengantongi|"
    r"berpredikat|bernilai|naik|dinobatkan|ditetapkan|dianugerahi|diganjar|menduduki|menempati|bertengger|"
    r"(?:indeks|nilai|skor|predikat)nya)\b"
)
_REGIONS = frozenset({"place", "province", "regency", "city"})
_CLOSED = re.compile(r"(?: (?:tersebut|itu|ini|langsung|kemarin|tadi))?,\s")
_GIVING = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*yang\s+(?:(?:telah|sudah|kembali|juga|di\s[^,]{4,60})\s+)*"
    r"(?:memberikan|memberi|menyerahkan|menganugerahkan|menganugerahi|menetapkan)\b"
)
_PERSON_BETWEEN = re.compile(r"(?:\s+[A-Z][\w.'’-]*){1,5},\s*(?:(?:dan|serta|juga)\s+)*")
_THROUGH = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:melalui|lewat)\s+", re.IGNORECASE)
_DIRECT = frozenset(
    "mengganjar ganjar menetapkan tetapkan menobatkan nobatkan menganugerahi anugerahi menghadiahi mengukuhkan "
    "kukuhkan memilih mendapuk menempatkan tempatkan "
    "memasukkan memutuskan mengapresiasi menilai menyatakan melabeli memberi".split()
)
_PLACES = frozenset(
    "di wilayah lingkungan lingkup tingkat asal kawasan sekitar seluruh jajaran melalui lewat terhadap se tanah "
    "dalam "
    "warga atas wakil".split()
)


def _bare(name: Candidate) -> bool:
    """Whether a region stands without "Kabupaten", "Pemkot" … and may only tell where something lies."""
    regional = name.kind in ("place", "province", "regency", "city")
    return regional and not name.text.startswith(("Kab", "Kota", "Prov", "Pem"))


def role_of(text: str, clause: Clause, group: Group, before: Group | None) -> str:
    """What a row of names is in its clause: recipient, giver, owner (of an innovation), office, place or other."""
    first = group.members[0]
    near = text[max(clause.start, first.start - 70) : first.start]
    if COUNT_OF.search(near):
        return "place"  # "Dua Polres Polda DIY yang mendapat penghargaan"
    if _RELATIVE.match(text, group.end, clause.end) and first.kind != "place" and not WITHIN.search(near):
        return "recipient"
    if _GIVING.match(text, group.end, clause.end):
        return "giver"
    if _RELEASES.match(text, group.end, clause.end) and first.kind not in ("place", "head"):
        return "giver"
    if _HOLDS.match(text, group.end, clause.end) and first.kind not in ("place", "head"):
        return "organiser"
    if (
        before is not None
        and before.role == "recipient"
        and text[before.end : first.start].strip() == "bersama"
        and (gained := clause.left_verb(before.start))
        and gained[0] == "gained"
    ):
        return "recipient"  # "diraih UM bersama Kementerian Pemuda dan Olahraga"
    if before is not None and before.role == "recipient" and _joins(text, clause, before, group):
        return "recipient"
    if COMPARED.search(near):
        return "other"
    wide = text[max(clause.start, first.start - 110) : first.start]
    if first.kind not in ("place",) and ACCOUNT.search(wide):
        return "recipient"
    if led_by_rank(text, clause, group) and (
        clause.ranked or first.start < clause.once("first own verb", lambda: first_own_verb(clause))
    ):
        return "recipient"
    if (
        before is not None
        and before.role == "recipient"
        and first.kind == before.members[-1].kind == "head"
        and _PERSON_BETWEEN.fullmatch(text, before.end, group.start)
    ):
        return "recipient"  # "Bupati X Budi, Wali Kota Y Ani"
    if (
        before is not None
        and before.role == "recipient"
        and ATTRIBUTE.fullmatch(text, before.end, group.start)
        and not ((verb := clause.right_verb(before.end)) and verb[1] < group.start)
    ):
        return "recipient"
    if before is not None and before.role == "recipient" and described(text, clause, before, group):
        return "recipient"
    left_verb = clause.left_verb(first.start)
    right_verb = clause.right_verb(group.end)
    if near.rstrip().endswith(":"):
        left_verb = None  # "disampaikan Sekda: Pemkot X meraih …"
    if (
        left_verb
        and right_verb
        and right_verb[0] in ("receive", "state", "given")
        and _CLOSED.match(text, left_verb[2])
    ):
        left_verb = None  # "dalam pengumuman yang disampaikan, Pemkab X meraih …"
    prep_match = PREPOSITION.search(near)
    prep = prep_match.group(1).lower() if prep_match else ""
    gap = text[max(left_verb[2], first.start - 200) : first.start] if left_verb else ""
    long = left_verb is not None and first.start - left_verb[2] > 200
    if (
        (near.endswith(("Ka", "ka")) and first.text[:1].islower())
        or first.text.startswith("Kak")
        or first.text[:3] == "Kaj"
    ):
        return "office"
    if WITHIN.search(near) or AT_OFFICE.search(near):
        return "place"  # "tujuh Polres di jajaran Polda X"
    if first.kind != "head" and OFFICE.search(near) and not re.search(r"\b(?:website|laman|MPP)\s*$", near):
        return "office"
    if ON_BEHALF.search(near):
        beside = before is not None and text[before.end : first.start].strip() == "mewakili"
        return "other" if beside else "recipient"  # "Desa Ponggok mewakili Klaten meraih …": the village does
    if OWNED.search(near):
        return "owner"
    if HELD_BY.search(near):
        return "other"
    if HELD.search(near):
        return "organiser"
    if (
        left_verb
        and left_verb[0] in ("receive", "gained")
        and gap.strip()
        and _ITS_PRIZE.fullmatch(gap)
        and COUNTED_ONES.search(text, max(clause.start, left_verb[1] - 90), left_verb[1])
    ):
        return "recipient"  # "Dua polres yang mendapat penghargaan Polres X dan Polres Y"
    if left_verb and left_verb[0] in ("handed", "given") and FOR_MERIT.search(near) and first.kind != "place":
        return "recipient"  # "diberikan atas prestasi Pemkot X"
    if ORGANISED.search(near):
        return "giver"
    if (
        prep in ("melalui", "lewat")
        and before is not None
        and before.role == "recipient"
        and first.kind not in ("place", "head")
        and _THROUGH.fullmatch(text, before.end, first.start)
        and right_verb is not None
        and right_verb[0] in ("receive", "given", "gained", "state")
    ):
        before.role = "other"  # "Pemkab X, melalui BKD, menerima …": the unit does
        return "recipient"
    if (
        prep in _PLACES
        or CAPITAL.search(near)
        or re.search(r"\b(?:[Ss]e-?\s?|wilayah (?:kerja|hukum)\s+)$", near)
        or VENUE.search(near)
    ):
        return "place"
    if prep == "selain":
        return "other"
    if prep == "ke" and left_verb and left_verb[0] == "handed" and len(gap.split()) < 3:
        return "recipient"  # "diserahkan ke Provinsi X"
    if prep in ("ke", "menuju") and not (left_verb and left_verb[0] == "gained"):
        return "place"
    if prep == "oleh" and (WITNESSED.search(near) or NOT_GIVEN_BY.search(near)):
        return "other"
    if prep == "oleh":
        won = left_verb is None and any(grade.kind == "rank" and grade.end < first.start for grade in clause.grades)
        if (
            not won
            and before is None
            and not (left_verb and left_verb[0] == "gained")
            and done_otherwise(text, clause.start, first.start)
        ):
            return "other"
        return "recipient" if won or (left_verb and left_verb[0] == "gained") else "giver"
    if prep in ("versi", "bersama") or re.search(r"dari tangan\s*$", near):
        return "giver"
    if prep == "dari":
        return role_behind_from(text, clause, first, near, left_verb, right_verb)
    if prep in ("kepada", "bagi", "untuk", "pada", "tangan"):
        return "recipient"
    if before is not None and before.role == "recipient" and continues(text, clause, before, group):
        return "recipient"
    if (
        before is not None
        and before.role == "recipient"
        and near.rstrip().endswith((",", "dan", "serta"))
        and graded_next(text, clause, group)
    ):
        return "recipient"
    if left_verb:
        kind = left_verb[0]
        goal = goal_end(text, clause, left_verb[2]) < first.start
        if kind == "give" and ABOUT.search(gap) and not goal and first.kind != "place":
            return "recipient"  # "memberikan predikat BB atas akuntabilitas kinerja Pemkab X"
        if kind == "gained":
            return "recipient" if len(gap) < 90 or LISTED.search(near) else "other"
        if kind == "handed":
            if NEAR_GOAL.search(near) or (goal and LISTED.search(near)):
                return "recipient"
            return "other" if goal else "giver"
        if kind == "give":
            word = text[left_verb[1] : left_verb[2]].lower()
            if NEAR_GOAL.search(near) or (word in _DIRECT and len(gap) < 60):
                return "recipient"
        if (
            kind == "given"
            and not long
            and len(gap.split()) <= 2
            and not LISTED.search(near)
            and "sebagai" not in gap
            and not gap.strip().startswith(",")
        ):
            return "giver"
    if LISTED.search(near):
        return "recipient"
    if left_verb and left_verb[0] in ("receive", "gained", "given", "state") and not long:
        ones = COUNTED_ONES.search(text, max(clause.start, left_verb[1] - 90), left_verb[1])
        if (LISTED_FAR.search(gap) and not _bare(first)) or (ones and _ITS_PRIZE.fullmatch(gap)):
            return "recipient"
    if right_verb:
        kind = right_verb[0]
        if kind in ("receive", "state", "given"):
            closer = clause.last_group(right_verb[1])
            if closer is not None and closer.start > group.end and _RELATIVE.match(text, closer.end, clause.end):
                return "other"
            if kind != "given" and _REPORTS.search(text, max(group.end, right_verb[1] - 400), right_verb[1]):
                return "other"
            return "other" if other_subject(text, group.end, right_verb[1]) else "recipient"
        if kind == "give":
            return "giver"
        if left_verb is None:
            return "other"
    return "recipient" if not clause.verbs else "other"


def _joins(text: str, clause: Clause, before: Group, group: Group) -> bool:
    """Whether a row goes on with the recipients before it: "A bersama B dan C meraih …", "A menempati urutan pertama
    yang diikuti oleh B dan C"."""
    first, last = before.members[-1].kind, group.members[0].kind
    alike = first == last or {first, last} <= _REGIONS
    between = text[before.end : group.start]
    if alike and between.strip() in ("bersama", "bersama dengan", "beserta"):
        verb = clause.right_verb(group.end)
        return verb is not None and verb[0] in ("receive", "given")
    ranked = any(grade.kind in ("rank", "best") for grade in clause.grades_in(before.start - 60, group.start))
    return alike and ranked and bool(FOLLOWED.search(between))


def settle_roles(text: str, clauses: Sequence[Clause]) -> None:
    """Give every row of names in the clauses of a sentence its role."""
    for clause in clauses:
        part_openings(text, clause)
        clause.ranked = sum(led_by_rank(text, clause, group) for group in clause.groups) > 1
        clause.subordinate = clause.subordinate and not clause.ranked
        for place, group in enumerate(clause.groups):
            group.role = role_of(text, clause, group, beside_brackets(text, clause.groups, place))
