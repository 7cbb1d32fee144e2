"""What the words of a clause make of its award: received, hoped for, only nominated, assessed or revoked. What the
prize is called is read in `nlp.award_prizes`."""

from __future__ import annotations

import re

from kliping.model import AwardStatus
from nlp.award_clause import Clause
from nlp.award_scene import Scene

_HURDLE = re.compile(
    r"\b(?:batu sandungan|kendala|hambatan|penghambat|ganjalan|pengganjal|tantangan|syarat|persyaratan|modal|bekal|"
    r"strategi|"
    r"langkah|kunci|motivasi|pemicu|dorongan|tekad|harapan|kesempatan|momentum|titik awal)\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"\b[Dd]ari (?:total )?(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|puluhan|"
    r"ratusan) (?:\(\w+\) )?$"
)
_OUT_OF_ALL = re.compile(
    r"\s*[Dd]ari (?:total |sebanyak |sekitar |seluruh )?(?:\d[\d.]*|[a-z]+(?: (?:belas|puluh|ratus))?) [^,.;:]{3,90},"
)
_PURPOSE = frozenset({"guna", "demi", "agar", "supaya", "dalam rangka"})
_ASKING = frozenset(
    "mendukung dukung dorong ajak imbau genjot kebut siapkan meminta diminta minta mendorong mengajak menantang "
    "mendesak mengimbau mewajibkan upaya berupaya berusaha membangun pembangunan persiapan mempersiapkan menyiapkan "
    "guna demi agar supaya".split()
)
_NOT_NEGATED = re.compile(
    r"\s+(?:hanya|cuma|sekadar|kali|pertama|sekali|lepas|main|lain|asing|lagi-lagi|ketinggalan|tanggung|kalah|"
    r"mau kalah|beranjak|bergeser|berubah|bergerak|pernah absen|pernah lepas|baru|saja|pengakuan|wajah|lama|"
    r"genap|sampai|seperti|heran|mengherankan)\b",
    re.IGNORECASE,
)


def _reaches(text: str, word: str, end: int, until: int) -> bool:
    """Whether a "tidak" or "bukan" belongs to the verb: near it and in no clause of its own."""
    if word not in ("tidak", "tak", "bukan", "kurang"):
        return True
    gap = text[end : min(until, end + 100)]
    return until - end < 100 and "," not in gap and len(gap.split()) <= 3


def status_of(scene: Scene, clause: Clause) -> AwardStatus:
    """What the words before a clause's main verb make of its award."""
    main = [verb for verb in clause.verbs if verb[0] in ("receive", "state", "given", "gained")] or clause.verbs
    until = main[-1][1] if main else clause.end
    first = main[0][1] if main else clause.end
    status: AwardStatus = "received"
    opening = _OUT_OF_ALL.match(scene.text, clause.start, clause.end)
    opened = opening.end() if opening else clause.start
    gained = next((verb[1] for verb in main if verb[0] == "gained"), None)
    for key, start, end in clause.status:
        if key == "nominated" and gained and start < gained and scene.text[start:end].lower() == "nominasi":
            continue  # "untuk nominasi nilai tertinggi diraih oleh …" speaks of a category
        if key == "nominated" and any(noun == "winner" and at > end + 1 for noun, at, _ in clause.nouns):
            continue  # "dari lima nomine, … sebagai pemenang"
        if (
            key == "nominated"
            and start - clause.start < 40
            and _OUT_OF.search(scene.text, max(clause.start, start - 24), start)
        ):
            continue  # "dari 40 nominasi itu"
        if key == "nominated" and start < opened:
            continue  # "Dari 34 unit yang diusulkan, hanya tujuh yang lolos"
        if key == "revoked" and start > until and any(verb[0] == "gained" for verb in main):
            return "revoked"  # "Predikat WBK yang disandang X dicabut"
        behind = start > (first if key == "assessed" else until) or (start == until and key != "targeted")
        if (
            behind
            and key == "targeted"
            and scene.text.startswith("untuk ", start)
            and main[-1:]
            and main[-1][0] == "state"
            and _HURDLE.search(scene.text, until, start)
        ):
            behind = False  # "yang menjadi batu sandungan bagi X untuk meraih opini WTP"
        if behind and not (key == "nominated" and start < until + 32):
            continue
        word = scene.text[start:end].lower()
        if key == "achieved":
            status = "received"
        elif key == "negated":
            if not _NOT_NEGATED.match(scene.text, end) and _reaches(scene.text, word, end, until):
                return "nominated"
        elif key == "targeted":
            if word in _PURPOSE and _prize_between(clause, main[0][2] if main else until, start):
                continue  # "meraih penghargaan X …, guna memperoleh standar minimal"
            if word in _ASKING and scene.text.find(",", end, until) >= 0:
                continue  # "dengan mendorong warga membaca, Kabupaten X berhak atas …"
            if status == "received" and not (
                word == "menuju" and re.match(r"\s+(?:cukup )?informatif", scene.text[end : end + 20], re.IGNORECASE)
            ):
                status = "targeted"
        elif status == "received":
            status = "revoked" if key == "revoked" else "nominated" if key == "nominated" else "assessed"
    return status


def _prize_between(clause: Clause, low: int, high: int) -> bool:
    """Whether a prize, a programme or a grade is named between two offsets."""
    return (
        any(low <= noun[1] < high for noun in clause.nouns if noun[0] == "prize")
        or any(low <= hit.start < high for hit in clause.strong())
        or bool(clause.grades_in(low, high))
    )
