"""Who receives in a clause beside the rows that its verbs say: bodies behind an office; and which names do not receive
after all. A clause without a name is read in `nlp.award_implied`, the names' own roles in `nlp.award_roles`."""

from __future__ import annotations

import re

from nlp.award_bodies import same_body
from nlp.award_clause import Clause, Group
from nlp.award_recipients import Candidate
from nlp.award_scene import NAMED, Scene
from nlp.linking import link
from nlp.programmes import is_award_name

_BEFORE_NAME = frozenset(
    "oleh kepada milik bagi juga tangan dan serta menobatkan menetapkan jadi antaranya seperti".split()
)
_HANDOVER = frozenset(
    "diterima diserahkan diberikan disampaikan disodorkan menerima terima diserahterimakan menyerahkan serahkan "
    "menyampaikan memberikan".split()
)
_BRACKETS = re.compile(r"\([^()]{1,30}\)")
_OWN_STAFF = re.compile(r"\b(?:jajaran|pihak|instansi|kantor|dinas|lembaga|unit|satuan)nya\b")


def is_nominal(scene: Scene, clause: Clause, receivers: list[Group]) -> bool:
    """Whether the clause is "penghargaan X untuk Y" without a verb."""
    if not receivers or not (clause.strong() or clause.has("prize")):
        return False
    before = scene.text[max(clause.start, receivers[0].start - 14) : receivers[0].start]
    first = min([hit.start for hit in clause.strong()] + [noun[1] for noun in clause.nouns if noun[0] == "prize"])
    named = any(is_award_name(scene.text[hit.start : hit.end]) for hit in clause.strong()) or any(
        scene.text[noun[1] : noun[2]].lower() in NAMED for noun in clause.nouns if noun[0] == "prize"
    )
    return (
        named
        and first < receivers[0].start < first + 120
        and bool(re.search(r"\b(?:untuk|bagi|kepada|milik)\s+$", before))
    )


def represented(scene: Scene, clause: Clause) -> list[Group]:
    """The bodies whose heads receive for them, where none was named before: "Kepala Dinas X menerima piagam"."""
    offices = [group for group in clause.groups if group.role == "office"]
    own = bool(_OWN_STAFF.search(scene.text, clause.start, clause.end))
    if own and any(verb[0] == "gained" for verb in clause.verbs):
        return [Group(group.members[-1:], "recipient") for group in offices[:1]]
    verb = next((verb for verb in clause.verbs if verb[0] in ("receive", "given", "handed", "give")), None)
    if verb is None:
        return []
    if verb[0] in ("handed", "give"):
        goal = re.search(r"\bkepada\b", scene.text[verb[2] : clause.end])
        found = [group for group in offices if goal and group.start > verb[2] + goal.end()]
    else:
        found = [
            group
            for group in offices
            if group.end <= verb[1]
            and not (scene.where == "title" and group.members[-1].key.startswith("region:"))
            and (own or not _REPORTS.search(scene.text, group.end, verb[1]))
            and not _SOURCE.search(scene.text, max(clause.start, group.start - 60), group.start)
        ][-1:]
    return [Group(group.members[-1:], "recipient") for group in found]


_REPORTS = re.compile(
    r"\b(?:mengatakan|menyatakan|menyebut\w*|mengaku|menuturkan|menjelaskan|mengungkap\w*|menyampaikan|menegaskan|menilai|"
    r"menambahkan|menerangkan|berharap|bahwa)\b"
)
_SOURCE = re.compile(r"\b(?:dari|oleh|bersama|didampingi|kepada)\s+(?:[\w.]+\s+){0,4}(?:[Kk]a)?$")


def only_is(scene: Scene, clause: Clause, group: Group) -> bool:
    """Whether the row's verb tells a state ("X jadi …", "X masuk …") that no grade or programme makes an award."""
    verb = clause.right_verb(group.end)
    if verb is None or verb[0] != "state" or clause.grades or group.start < clause.start:
        return False
    if any(later[0] == "receive" and later[1] > verb[1] for later in clause.verbs[-3:]):
        return False  # "X mencatatkan prestasi dengan meraih penghargaan …"
    return not clause.strong() or group.members[0].kind == "place"


def is_handover(scene: Scene, clause: Clause) -> bool:
    return any(scene.text[first:last].lower().split()[0] in _HANDOVER for _, first, last in clause.verbs)


def without_handover(scene: Scene, clause: Clause, receivers: list[Group]) -> list[Group]:
    """Drop the head of a region who only takes the trophy that a body was said to have won."""
    context = scene.context
    if scene.number - context.emitted_at > 3 or not is_handover(scene, clause):
        return receivers
    if context.emitted_at < 0 and context.focus is not None:  # only the headline named somebody
        focus = context.focus.key
        return [
            group for group in receivers if group.members[0].kind != "head" or same_body(group.members[0].key, focus)
        ]
    focus_head = context.focus if context.focus is not None and context.focus.kind == "head" else None
    return [
        group
        for group in receivers
        if group.members[0].kind != "head"
        or len(group.members) > 1
        or (focus_head is not None and same_body(group.members[0].key, focus_head.key))
    ]


def may_receive(scene: Scene, clause: Clause, group: Group, place: int, line: bool, carried: bool) -> bool:
    """A bare region name receives in a row with others, as the subject of its clause, or in a list."""
    text = scene.text
    member = group.members[place]
    if place and member.kind in ("regency", "city", "province", "place"):
        before = group.members[place - 1]
        low = before.kind in ("other", "service_unit") or before.text.startswith(
            ("Desa", "Kelurahan", "Kecamatan", "Puskesmas", "Kampung", "SD", "SMP", "SMA")
        )
        if (
            low
            and text[before.end : member.start].strip() == ","
            and len(group.members) <= 3
            and not re.search(r" (?:dan|serta) ", text[group.start : group.end])
        ):
            return False  # "Desa Panggungharjo, Kabupaten Bantul"
    if place and _lies_in(text, group.members[place - 1], member, len(group.members) != 2):
        return False
    if member.kind != "place":
        return True
    if place and member.key.startswith("region:province"):
        before = group.members[place - 1]
        if before.key.split(":")[1:2] != ["province"] and text[before.end : member.start].strip() == ",":
            return False  # "Kabupaten Sukabumi, Jawa Barat"
    if line or len(group.members) > 1:
        return True
    if clause.ranked and any(0 <= member.start - grade.end < 3 for grade in clause.grades if grade.kind == "rank"):
        return True  # "peringkat kedua Sumatera Selatan"
    near = text[max(clause.start, group.start - 14) : group.start].rstrip()
    last = near.split()[-1].lower() if near.split() else ""
    if not clause.verbs and not carried:
        return not near or near[-1:] in ",:;–—(" or last in ("dan", "serta") or group.start - clause.start < 16
    return (
        not near
        or near[-1] in ",:;–—"
        or group.start - clause.start < 30
        or last in _BEFORE_NAME
        or last.startswith("di")
    )


def _level(name: Candidate) -> int:
    """How high a body stands: 0 a village or unit, 1 a district, 2 a regency or city, 3 a province; -1 unknown."""
    if name.text.startswith(
        ("Desa", "Kelurahan", "Kampung", "Nagari", "Gampong", "Puskesmas", "SD", "SMP", "SMA", "SMK")
    ):
        return 0
    if name.text.startswith(("Kecamatan", "Distrik")):
        return 1
    if name.text.startswith(("Pem", "Dinas", "Wali", "Bupati", "Gubernur")):
        return -1
    return {"regency": 2, "city": 2, "province": 3}.get(name.kind, -1)


def _lies_in(text: str, before: Candidate, member: Candidate, alone: bool) -> bool:
    """Whether a name only tells where the one before lies: "Desa Jawai Laut, Kecamatan Jawai, Kabupaten Sambas"."""
    low, high = _level(before), _level(member)
    between = _BRACKETS.sub("", text[before.end : member.start]).strip()
    if low == 2 and high == 3 and between == "," and not alone:  # "Kabupaten X (Y), Provinsi Z"
        body, province = before.mention or link(before.text), member.mention or link(member.text)
        return body is not None and province is not None and province.id in (body.region, body.parent)
    if low == 2 and high == 3 and not member.text.startswith(("Pro", "Pem")) and before.mention and member.mention:
        return before.mention.region == member.mention.id or before.mention.parent == member.mention.id
    return 0 <= low < high and low < 2 and text[before.end : member.start].strip() == ","


def beside_grade(clause: Clause, groups: list[Group]) -> bool:
    """Whether a grade stands next to one of the rows (a clause without a verb needs that)."""
    if not groups:
        return True
    return any(
        -45 < grade.start - group.end < 45 or 0 <= group.start - grade.end < 45
        for group in groups
        for grade in clause.grades_in(min(group.start - 400, group.end - 45), group.end + 45)
    )


def heads_line(text: str, start: int, name: Candidate) -> bool:
    """Whether a name stands at the head of a list item, behind a bullet, a number or a short label."""
    lead = text[start : name.start].strip(" \t-–—•*·▪●.)(0123456789:")
    return len(lead.split()) <= 4
