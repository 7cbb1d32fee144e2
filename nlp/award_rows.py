"""How a row of names hangs together with the rows, grades and verbs around it in a clause. What the row is there is
decided in `nlp.award_roles`."""

from __future__ import annotations

import re

from nlp.award_clause import Clause, Group
from nlp.award_clauses import BRACKETS
from nlp.award_spans import Spans

_GRADED_LINK = re.compile(
    r"(?:\s|,|;|:|&|\b(?:begitu (?:pula|juga)|demikian (?:pula|juga)|dan|serta|hingga|maupun|juga|kemudian|lalu|"
    r"disusul|diikuti|masing-masing|"
    r"\d{1,3}(?:[.,]\d+)?|dengan|di|pada|sebagai|nilai|skor|indeks|poin|angka|untuk|yang|capaian|"
    r"kategori|predikat|peringkat|posisi|selanjutnya|berikutnya|terakhir|oleh|kepada|sebesar|dalam)\b|/|\n|"
    r"[-–—•*()]|\d{1,3}[.)])*"
)
_COPULA = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:\w+\s+)?(?:merupakan|adalah|menjadi|termasuk)\s")
_GOAL = re.compile(r"\b(?:kepada|bagi|untuk|pada|ke tangan|ke)\b")
_RANK_LINK = re.compile(
    r"[\s:(\-–—]*(?:(?:adalah|ialah|yaitu|yakni|untuk|kepada|(?:diraih|diduduki|ditempati|disabet|direbut|diperoleh|"
    r"diberikan|diserahkan|dianugerahkan|disematkan|diterima|diisi|dihuni|dipegang|dimenangkan|"
    r"dimenangi|digondol)(?: (?:oleh|kepada|"
    r"untuk|pada))?|jatuh kepada|jatuh ke(?: tangan)?)\s+)*"
)
_REGION_KINDS = frozenset({"place", "province", "regency", "city"})
_DESCRIBED = re.compile(
    r"\s*,?\s*(?:yang|dengan|lewat|melalui|karena|atas)\s[^.;:]{3,200}?(?:,|\s(?:dan|serta))\s+(?:(?:dan|serta|juga)\s+)*"
)
ATTRIBUTE = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:dengan|melalui|lewat|untuk|berkat|atas|membawa)\s+[^,;.:]{2,90},\s*"
    r"(?:(?:dan|serta|kemudian|lalu|selanjutnya|berikutnya|juga|terakhir)\s+)*"
)


def continues(text: str, clause: Clause, before: Group, group: Group) -> bool:
    """Whether only grades and linking words stand between two rows ("A (92), B di posisi kedua")."""
    first, last = before.end, group.start
    if last - first > 160:
        return False
    pieces: list[str] = []
    at = first
    for grade in clause.grades_in(first, last):
        pieces.append(text[at : grade.start])
        at = max(at, grade.end)
    pieces.append(text[at:last])
    rest = BRACKETS.sub(" ", " ".join(pieces))
    return bool(_GRADED_LINK.fullmatch(rest))


def described(text: str, clause: Clause, before: Group, group: Group) -> bool:
    """Whether only a relative clause about the one before stands between two of those to whom a prize was given:
    "diberikan kepada Kota A yang memiliki program X serta Kabupaten B dengan program Y"."""
    verb = clause.left_verb(before.start)
    if verb is None or verb[0] != "handed" or goal_end(text, clause, verb[2]) > before.start:
        return False
    if any(before.end < later[1] < group.start and later[0] in ("receive", "gained") for later in clause.verbs):
        return False
    if not {before.members[-1].kind, group.members[0].kind} <= _REGION_KINDS or group.start - before.end > 220:
        return False
    return bool(_DESCRIBED.fullmatch(BRACKETS.sub(" ", text[before.end : group.start])))


def beside_brackets(text: str, groups: list[Group], place: int) -> Group | None:
    """The row before one, without those that stand in brackets behind another name."""
    for back in range(place - 1, max(-1, place - 4), -1):
        first = groups[back].start
        opened, closed = text.rfind("(", max(0, first - 80), first), text.find(")", first, first + 80)
        inside = opened >= 0 and text.find(")", opened, first) < 0 and 0 <= closed < groups[place].start
        if not inside:
            return groups[back]
    return groups[place - 1] if place else None


def graded_next(text: str, clause: Clause, group: Group) -> bool:
    """Whether a grade follows a row of names at once: "B kategori Madya", "B (92)"."""
    for grade in clause.grades_in(group.end, group.end + 24):
        return bool(_GRADED_LINK.fullmatch(text[group.end : grade.start]))
    return False


def other_subject(text: str, end: int, verb: int) -> bool:
    """Whether the verb is that of a relative clause: "X memiliki kopi yang pernah menyabet penghargaan"."""
    gap = text[max(end, verb - 200) : verb]
    if _COPULA.match(gap):
        return False  # "Dinas X merupakan salah satu OPD yang meraih …"
    match = re.search(
        r"(\S+)\s+yang\s+(?:(?:juga|sudah|telah|pernah|berhasil|sukses|kembali|lebih dulu|hanya|baru)\s+)*$", gap
    )
    return (
        match is not None and match.group(1)[-1] not in ",)" and (match.group(1).islower() or match.group(1).isupper())
    )


def led_by_rank(text: str, clause: Clause, group: Group) -> bool:
    """Whether a rank stands straight before a row: "peringkat II Kecamatan Kejajar", "juara 1 diraih RSUD X"."""
    start = group.start
    return any(
        grade.end <= start <= grade.end + 40 and grade.kind == "rank" and _RANK_LINK.fullmatch(text, grade.end, start)
        for grade in clause.grades_in(start - 400, start)
    )


def first_own_verb(clause: Clause) -> int:
    """Where the first verb of the clause ends whose subject receives; behind the clause without one."""
    return min((verb[2] for verb in clause.verbs if verb[0] in ("receive", "state")), default=clause.end + 1)


def prize_ends(clause: Clause) -> Spans:
    """The last characters of the words for a prize and of the programmes' names."""
    ends = [last for kind, _, last in clause.nouns if kind == "prize"] + [hit.end for hit in clause.strong()]
    return Spans((last - 1, last) for last in ends)


def goal_end(text: str, clause: Clause, at: int) -> int:
    """Where the first "kepada", "untuk" … behind a verb ends; behind the clause where the next verb comes before."""

    def find() -> int:
        verb = clause.right_verb(at)
        match = _GOAL.search(text, at, verb[1] if verb else clause.end)
        return match.end() if match else clause.end + 1

    return clause.once(("goal", at), find)
