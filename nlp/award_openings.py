"""Rows of names that run over the comma behind an opening phrase: "Dalam ajang yang digelar Kementerian X, Kota Y
meraih …" names who holds the contest and who won. The roles of rows stand in `nlp.award_roles`."""

from __future__ import annotations

import re

from nlp.award_clause import Clause, Group

_OPENS = re.compile(
    r"\W*(?:(?:Sementara(?: itu)?|Sedangkan|Adapun|Selain itu|Sebelumnya),?\s+)?(?:[Dd]alam|[Pp]ada|[Dd]i|"
    r"[Bb]erdasarkan|[Dd]ari|[Mm]enurut|[Mm]elalui|[Ll]ewat|[Uu]ntuk|[Aa]tas|[Ss]esuai|[Hh]asil|[Bb]erkat|[Mm]engacu)\s"
)
_BY = re.compile(
    r"\b(?:digelar|diselenggarakan|diadakan|dihelat|ditaja|diberikan|diserahkan|dilakukan|dilaksanakan|dirilis|"
    r"diumumkan|diterbitkan|digagas|gelaran|besutan|penilaian|evaluasi|survei|data|versi|rilis|oleh|dari)\s+"
    r"(?:(?:oleh|langsung|pihak|tim|dari|bersama)\s+)*$"
)
_HELD_BY = re.compile(
    r"\b(?:digelar|diselenggarakan|diadakan|dihelat|ditaja|dilaksanakan|gelaran|besutan)\s+(?:(?:oleh|pihak)\s+)*$"
)
_COMMA = re.compile(r"(?:\s\([^()]{1,40}\))?(?:\s(?:RI|Republik Indonesia|Indonesia))?,\s+")
_CENTRAL = frozenset({"ministry", "agency", "state_company", "other"})
_WON = ("receive", "state", "given", "gained")
_REACH = 80  # characters between the row and the verb of its last part


def part_openings(text: str, clause: Clause) -> None:
    """Cut the first row of a clause behind the comma that closes its opening phrase."""
    if not clause.groups or len(clause.groups[0].members) < 2 or not _OPENS.match(text, clause.start):
        return
    group = clause.groups[0]
    members = group.members
    central = members[0].kind in _CENTRAL
    before = clause.left_verb(members[0].start)
    led = (_BY if central else _HELD_BY).search(text, max(clause.start, members[0].start - 60), members[0].start)
    if not led or (before and before[0] == "gained"):
        return
    verb = clause.right_verb(group.end)
    won = verb is not None and verb[0] in _WON and verb[1] - group.end < _REACH
    if not won and not clause.grades_in(group.end, group.end + _REACH):
        return
    for at in range(1, len(members)):
        local = members[at].kind not in _CENTRAL or len(members) == 2
        other = local if central else members[at].kind != members[0].kind
        if other and _COMMA.fullmatch(text, members[at - 1].end, members[at].start):
            clause.groups[0:1] = [Group(members[:at]), Group(members[at:], tail=group.tail)]
            clause.memo.pop("group starts", None)
            return
