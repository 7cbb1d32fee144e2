"""One sentence around an award: its clauses, verbs, grades and names, and which names receive and which give.

Nothing is remembered from other sentences here; `nlp.awards` joins the sentences of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.award_recipients import Candidate
from nlp.award_words import trigger_table
from nlp.grades import Grade, find_grades
from nlp.phrases import Hit, Word, words_of
from nlp.programmes import alias_table

_CLAUSE = re.compile(
    r";|\.(?=\s?[A-Z][a-z]{3,}\s)|,?\s+(?:sedangkan|sementara(?! itu)|adapun|tetapi|tapi|namun|melainkan|padahal|kemudian|lalu|lantas|meskipun|walaupun|"
    r"kendati|meski|sehingga|karena|sebab|lantaran|setelah|usai|sebelum|ketika|sejak|sebagai wujud|sebagai bentuk)\s|^(?:Sedangkan|Adapun|Sementara)\s|"
    r",\s+(?=(?:disusul|diikuti)\s)"
)
_SUBORDINATE = re.compile(r"\s*(?:karena|sebab|lantaran|ketika|sejak|sebelum|sebagai wujud|sebagai bentuk)\b")
_LINK = re.compile(
    r"(?:\s|,|;|&|\bdan\b|\bserta\b|\bhingga\b|\bmaupun\b|\bjuga\b|\batau\b|\bkemudian\b|\blalu\b|\bdisusul\b|\bdiikuti\b|\bmasing-masing\b|\bsampai\b|/|\n|[-–•*]|\d{1,3}[.)])*"
)
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_OFFICE = re.compile(
    r"\b(?:[Kk]epala|[Kk]etua|[Ww]akil|[Dd]irektur|[Dd]irut|[Mm]enteri|[Ww]amen|[Ss]ekretaris|[Ss]ekda|[Ss]ekjen|[Aa]nggota|[Dd]eputi|[Aa]sisten|[Ii]nspektur|[Kk]apolres\w*|[Kk]apolda|"
    r"[Kk]apolsek|[Kk]ajari|[Kk]ajati|[Kk]alapas|[Kk]arutan|[Kk]akanim|[Rr]ektor|[Dd]ekan|[Cc]amat|[Ll]urah|[Pp]impinan|[Kk]epala Desa|[Kk]ades|[Bb]endahara|[Jj]uru [Bb]icara|[Kk]adis\w*|"
    r"[Pp]it|[Pp]anitera|[Hh]akim|[Kk]omisioner|[Kk]abag|[Kk]abid|[Ss]taf|[Pp]egawai|[Mm]antan|[Pp]j|[Pp]lt|[Pp]lh|[Kk]asi|[Kk]asubbag|[Pp]resident?|[Pp]anglima|[Jj]aksa|[Tt]im|[Jj]ajaran|"
    r"[Ww]arga|[Mm]asyarakat|[Pp]engamat|[Dd]osen|[Gg]uru|[Gg]ubernur|[Kk]omandan|[Dd]andim|[Kk]oordinator|[Mm]anajer|[Pp]engelola|[Pp]ejabat|[Kk]akanwil|[Pp]elaksana|[Aa]parat\w*|[Bb]upati|[Ww]ali [Kk]ota|[Uu]sai|[Mm]ilik)"
    r"(?:\s+(?:[A-Z][\w./-]*|dan|I{1,3}|IV|V))?(?:\s+(?:[A-Z][\w./-]*|dan)){0,4}\s*$"
)
_PREPOSITION = re.compile(
    r"\b(di|ke|dari|oleh|kepada|bagi|untuk|pada|versi|dengan|antara|se|atas|bersama|dan|wilayah|lingkungan|lingkup|jajaran|tingkat|tangan|asal|kawasan|"
    r"milik|milik|daripada|melalui|lewat|terhadap|sekitar|seluruh|selain|bahwa|seperti|yaitu|yakni|adalah|ialah|lain|antaranya|meliputi|atas|mewakili|menjadi|tanah)\s*(?:para|langsung|pihak|tim|kalangan|website|laman|situs|:)?\s*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:dibanding(?:kan)?|mengungguli|ungguli|mengalahkan|kalahkan|menggeser|melampaui|unggul\s+(?:tipis\s+)?(?:atas|dari)|kalah\s+(?:tipis\s+)?dari|terpaut\s+(?:\S+\s+){0,3}dari|"
    r"di (?:atas|bawah)|bersaing dengan|menyaingi|menyalip|meninggalkan|setelah|bertanding melawan)\s+(?:\S+\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?::|\b(?:yaitu|yakni|adalah|ialah|antara lain|di antaranya|diantaranya|antaranya|seperti|terdiri (?:atas|dari)|meliputi|tercatat|ada|terdapat|termasuk|misalnya|yang diwakili|masing-masing))\W*$",
    re.IGNORECASE,
)
_GOAL = re.compile(r"\b(?:kepada|bagi|untuk|pada|ke tangan|ke)\b")
_DIRECT = frozenset(
    "mengganjar ganjar menetapkan tetapkan menobatkan nobatkan menganugerahi anugerahi menghadiahi mengukuhkan kukuhkan memilih mendapuk menempatkan tempatkan "
    "memasukkan memutuskan mengapresiasi menilai menyatakan melabeli memberi".split()
)


@dataclass(slots=True)
class Group:
    """Names that stand in one row ("A, B dan C") and what they are in their clause."""

    members: list[Candidate]
    role: str = ""  # recipient | giver | office | place | other
    grades: list[Grade] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with its own verb, or one that lives on the verb before it."""

    start: int
    end: int
    words: list[Word] = field(default_factory=list)
    verbs: list[tuple[str, int, int]] = field(default_factory=list)  # (class, start, end)
    status: list[tuple[str, int, int]] = field(default_factory=list)
    nouns: list[tuple[str, int, int]] = field(default_factory=list)
    programmes: list[Hit] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    subordinate: bool = False
    elliptic: bool = False  # without a verb of its own


def read_clauses(text: str, start: int, end: int, names: Sequence[Candidate]) -> list[Clause]:
    """The clauses of a sentence with everything found in them; `names` are the candidates of the sentence in order."""
    words = words_of(text[start:end], start)
    bounds = [start]
    brackets = [match.span() for match in _BRACKETS.finditer(text, start, end)]
    for match in _CLAUSE.finditer(text, start, end):
        at = match.start()
        if any(first < at < last for first, last in brackets) or any(name.start < at < name.end for name in names):
            continue
        if at > bounds[-1]:
            bounds.append(at)
    bounds.append(end)
    clauses = [Clause(first, last) for first, last in zip(bounds, bounds[1:], strict=False)]
    place = 0
    for word in words:
        while word.start >= clauses[place].end and place + 1 < len(clauses):
            place += 1
        clauses[place].words.append(word)
    rest = list(names)
    for clause in clauses:
        inside = [name for name in rest if clause.start <= name.start < clause.end]
        rest = rest[len(inside) :]
        clause.subordinate = bool(_SUBORDINATE.match(text, clause.start, clause.end))
        _fill(text, clause, inside)
    return clauses


def _fill(text: str, clause: Clause, names: list[Candidate]) -> None:
    for hit in trigger_table().find(clause.words):
        if any(name.start < hit.end and hit.start < name.end for name in names):
            continue
        for label in hit.labels:
            table, _, key = label.partition(":")
            if table == "verbs":
                if text[hit.start : hit.end].lower() in ("dapat", "catat", "ada") and _is_modal(text, hit.end):
                    continue
                clause.verbs.append((key, hit.start, hit.end))
            elif table == "status":
                clause.status.append((key, hit.start, hit.end))
            elif table == "nouns":
                clause.nouns.append((key, hit.start, hit.end))
    clause.programmes = [
        hit
        for hit in alias_table().find(clause.words)
        if not any(name.start <= hit.start and hit.end <= name.end for name in names if name.kind != "other")
    ]
    clause.grades = [
        grade
        for grade in find_grades(text, clause.start, clause.end, clause.words)
        if not any(name.start < grade.value[1] and grade.value[0] < name.end for name in names)
    ]
    clause.elliptic = not clause.verbs
    clause.groups = _groups(text, names, clause.grades)
    for place, group in enumerate(clause.groups):
        group.role = role_of(text, clause, group, clause.groups[place - 1] if place else None)


def _is_modal(text: str, end: int) -> bool:
    return bool(re.match(r"\s+(?:di|me|ber|ter)\w{3,}", text[end : end + 20]))


def _groups(text: str, names: list[Candidate], grades: list[Grade]) -> list[Group]:
    """Names joined by commas and "dan"; a grade between two names ends the row unless it stands in a bracket."""
    groups: list[Group] = []
    for name in names:
        if groups:
            last = groups[-1].members[-1]
            between = text[last.end : name.start]
            plain = _BRACKETS.sub(" ", between)
            graded = any(last.end <= grade.start < name.start for grade in grades)
            if len(between) < 120 and _LINK.fullmatch(plain) and not graded and plain.strip():
                groups[-1].members.append(name)
                continue
        groups.append(Group([name]))
    return groups


def role_of(text: str, clause: Clause, group: Group, before: Group | None) -> str:
    """What a row of names is in its clause: recipient, giver, office (of a person), place or other."""
    first = group.members[0]
    left = text[clause.start : first.start]
    near = left[-60:]
    if _COMPARED.search(near):
        return "other"
    office = first.kind != "head" and _OFFICE.search(near) and not re.search(r"\b(?:website|laman|MPP)\s*$", near)
    left_verb = next((verb for verb in reversed(clause.verbs) if verb[2] <= first.start), None)
    right_verb = next((verb for verb in clause.verbs if verb[1] >= group.end), None)
    prep_match = _PREPOSITION.search(near)
    prep = prep_match.group(1).lower() if prep_match else ""
    gap = text[left_verb[2] : first.start] if left_verb else ""
    if prep in (
        "di",
        "wilayah",
        "lingkungan",
        "lingkup",
        "tingkat",
        "asal",
        "kawasan",
        "sekitar",
        "seluruh",
        "jajaran",
        "melalui",
        "lewat",
        "terhadap",
        "se",
        "tanah",
    ):
        return "place"
    if prep == "selain":
        return "other"
    if prep in ("ke",) and not (left_verb and left_verb[0] == "gained"):
        return "place"
    if re.search(r"\bse-?\s?$", near):
        return "place"
    if office:
        return "office"
    if prep == "mewakili":
        return "recipient"
    if prep == "oleh":
        return "recipient" if left_verb and left_verb[0] == "gained" else "giver"
    if prep in ("versi", "bersama"):
        return "giver"
    if re.search(r"dari tangan\s*$", near):
        return "giver"
    if prep == "dari":
        if left_verb and left_verb[0] == "gained" and not _GOAL.search(gap):
            return "giver"
        return "giver"
    if prep in ("kepada", "bagi", "untuk", "pada", "tangan"):
        return "recipient"
    if left_verb:
        kind = left_verb[0]
        if kind == "gained":
            return "recipient"
        if kind == "handed":
            return "recipient" if _GOAL.search(gap) else "giver"
        if kind == "give":
            word = text[left_verb[1] : left_verb[2]].lower()
            if _GOAL.search(gap) or word in _DIRECT:
                return "recipient"
        if kind == "given":
            if len(gap.split()) <= 2 and "sebagai" not in gap and not gap.strip().startswith(","):
                return "giver"
        if _LISTED.search(near):
            return "recipient"
    elif _LISTED.search(near):
        return "recipient"
    if right_verb:
        kind = right_verb[0]
        if kind in ("receive", "state", "given"):
            return "recipient"
        if kind == "give":
            return "giver"
        if kind in ("gained", "handed") and left_verb is None:
            return "other"
    if (
        before is not None
        and before.role == "recipient"
        and re.match(r"[\s,]*(?:dan|serta|kemudian|lalu)\b", text[before.end : first.start])
    ):
        return "recipient"
    return "recipient" if clause.elliptic else "other"
