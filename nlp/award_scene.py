"""The sentence at hand while awards are read, with what the article said before it, and who gives in it. Which
prize it means is read in `nlp.award_prizes`, whether it was received in `nlp.award_status`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from kliping.dates import FoundDate
from nlp.award_ceremony import handing_person, source_person
from nlp.award_clause import Clause
from nlp.award_drafts import Context, Draft
from nlp.award_recipients import Candidate
from nlp.phrases import Hit

PRIZE = frozenset(
    "penghargaan penghargaannya pengahargaan penghargan pengharagaan predikat predikatnya piagam piagamnya piala "
    "pialanya trofi trofinya tropi "
    "anugerah anugrah award awards sertifikat sertifikatnya plakat "
    "plakatnya opini gelar pengakuan akreditasi penganugerahan juara titel kualifikasi lencana rekor".split()
)
NAMED = frozenset(
    "penghargaan piagam piala trofi anugerah anugrah award plakat lomba kompetisi kontes sayembara predikat lencana "
    "sertifikat".split()
)
PERSONAL = frozenset({"anugerah_asn", "satyalancana"})
INNOVATIONS = frozenset({"kipp", "unpsa", "kovablik"})  # an innovation competes: its owner receives
_REGIONAL = frozenset({"place", "province", "regency", "city"})


@dataclass(slots=True)
class Scene:
    """The article and the sentence that is being read."""

    title: str
    body: str
    published: dt.date | None
    context: Context = field(default_factory=Context)
    drafts: list[Draft] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)  # programmes that the article cannot mean
    where: str = "text"  # title | text
    text: str = ""
    start: int = 0
    end: int = 0
    number: int = 0
    dates: list[FoundDate] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    strong: list[Hit] = field(default_factory=list)
    prizes: list[tuple[str, int, int]] = field(default_factory=list)


def is_contest(text: str, noun: tuple[str, int, int]) -> bool:
    """Whether a noun names a contest, which is a prize where somebody won it."""
    return noun[0] == "contest" and text[noun[1] : noun[2]].lower() in NAMED


def giver_in(scene: Scene, clause: Clause | None, role: str = "giver") -> Candidate | None:
    for own in [clause] if clause else scene.clauses:
        for group in own.groups:
            if group.role != role:
                continue
            body = next((name for name in group.members if name.kind != "place"), None)
            if (
                body is not None
                and body.kind in ("province", "regency", "city")
                and "," in scene.text[body.end : group.end]
            ):
                body = next((name for name in group.members if name.kind not in _REGIONAL), body)
            if body is not None:
                return body  # "di Banyuwangi, Provinsi Jawa Timur, Mahkamah Agung menyerahkan …"
    return None


def part_giver(scene: Scene, clause: Clause) -> tuple[str, str | None] | None:
    """Who gives in a clause, as written, with the body's id: a body, or an official behind "dari"."""
    return clause.once("giver", lambda: _part_giver(scene, clause))


def _part_giver(scene: Scene, clause: Clause) -> tuple[str, str | None] | None:
    name = giver_in(scene, clause)
    person = source_person(scene.text, clause.start, clause.end)
    if name is not None and (person is None or person not in scene.text[clause.start : name.start]):
        return with_bracket(scene.text, name), name.mention.id if name.mention else None
    person = person or handing_person(scene.text, clause.start, clause.end)
    return (person, None) if person else None


def with_bracket(text: str, name: Candidate) -> str:
    """A name with the bracketed abbreviation behind it, as written."""
    match = re.match(r"\s*\([A-Z][\w./ -]{1,30}\)", text[name.end : name.end + 40])
    return text[name.start : name.end + (match.end() if match else 0)]
