"""Award records of an article: who received (or hopes for, is nominated for, lost) which award, with evidence.

This module walks through the sentences and keeps what an article leaves unsaid: the programme spoken of, the body in focus,
the verb that a list hangs on. The sentence itself is read in `nlp.award_roles`, attributes in `nlp.award_ceremony`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kliping.dates import FoundDate, find_dates
from kliping.model import AwardRecord, AwardStatus, Mention, Span
from nlp.award_ceremony import Years, place_of, years_of
from nlp.award_recipients import Candidate, candidates, same_body
from nlp.award_roles import Clause, Group, read_clauses
from nlp.grades import Grade
from nlp.phrases import Hit
from nlp.programmes import programme as programme_of
from nlp.sentences import read

_GATE = re.compile(
    r"penghargaan|predikat|piagam|\bpiala\b|trofi|anugerah|\baward|sertifikat|plakat|\bopini\b|\bWTP\b|\bWBK\b|\bWBBM\b|SAKIP|adipura|"
    r"peringkat|juara|informatif|zona hijau|\bindeks\b|terbaik|terinovatif|layak anak|akreditasi|kategori|\btop \d",
    re.IGNORECASE,
)
_PRIZE = frozenset(
    "penghargaan penghargaannya predikat predikatnya piagam piagamnya piala pialanya trofi trofinya tropi anugerah award awards sertifikat sertifikatnya plakat "
    "plakatnya opini medali gelar pengakuan akreditasi penganugerahan juara titel panji kualifikasi lencana rekor".split()
)
_GENERIC_AFTER = re.compile(
    r"\s*(?:$|[,.;:)]|(?:tersebut|itu|ini|yang|dari|oleh|kategori|predikat|dengan|tahun|serupa|sebagai|diberikan|diserahkan|diterima|diraih|kepada|untuk|bagi|pada|di|dalam|"
    r"atas|karena|juga|lainnya|lain|sekaligus|dan|serta|tertinggi|terbaik|langsung|bergengsi|nasional|diperoleh|disabet|jatuh|hasil|ke|secara|saat|kembali|bersama|sesuai|peringkat|berupa|setelah|se)\b)"
)
_NP_STOP = re.compile(
    r"[,.;:()\n]|\s(?:yang|dari|oleh|kepada|karena|atas|pada|setelah|dengan|tahun|kategori|diraih|diterima|diberikan|diserahkan|jatuh|disabet|diperoleh|dimenangi|saat|"
    r"tersebut|itu|ini|dalam|di|usai|juga|berkat|peringkat|predikat|ke|lewat|melalui|\d{4})\b"
)
_ANAPHOR = re.compile(
    r"\b((?:pemerintah )?(?:daerah|kota|kabupaten|provinsi|instansi|satker|satuan kerja|satuan|lembaga|kantor(?: \w+)?|dinas|rumah sakit|polres\w*|pemkab|pemkot|pemko|pemprov|unit|"
    r"kementerian|lapas|rutan|kampus|universitas|puskesmas|badan|kejari|pengadilan|desa|kecamatan|pusat layanan(?: \w+)?|OPD|wilayah|perangkat daerah|perusahaan|sekolah|tempat))"
    r"(?:\s+[\w-]+){0,6}?\s+(?:itu|ini|tersebut|yang sama|setempat|yang (?:ia|dia) pimpin)\b|\b((?:kantor|lembaga|daerah|kota|kabupaten|provinsi|instansi|dinas|kampus|unit)nya)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(keduanya|ketiganya|keempatnya|kelimanya|keenamnya|semuanya|(?:kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan)\s+(?:daerah|kota|kabupaten|provinsi|pemda|instansi|unit|desa|satker|lembaga|OPD|dinas))\b",
    re.IGNORECASE,
)
_COUNT = {"kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7, "kedelapan": 8}
_NO_CATEGORY = frozenset({"wtp"})
_LISTING = re.compile(
    r"(?::|berikut(?:nya)?(?: ini)?[^.]{0,60}[:.]?|sebagai berikut[^.]{0,40}[:.]?|daftarnya[^.]{0,20}[:.]?)\s*$",
    re.IGNORECASE,
)
_QUOTE_MARK = re.compile(r"[\"“”]")


@dataclass(slots=True)
class Draft:
    """A record in the making."""

    name: Candidate
    where: str  # title | text
    programme: str  # id
    award: tuple[int, int] | None
    status: AwardStatus
    sentence: int
    span: tuple[int, int]
    category: str | None = None
    score: str | None = None
    rank: int | None = None
    year: int | None = None
    year_stated: bool = False
    past: bool = False
    giver: Candidate | None = None
    date: dt.date | None = None
    place: str | None = None
    award_text: str = ""


@dataclass(slots=True)
class Event:
    """What is known of one programme's award-giving in this article."""

    award: str = ""
    giver: str | None = None
    giver_id: str | None = None
    person: str | None = None
    date: dt.date | None = None
    place: str | None = None
    year: int | None = None


@dataclass(slots=True)
class Context:
    """What the sentences so far leave to the next one."""

    programme: str | None = None
    award: str = ""
    programme_at: int = -99
    category: str | None = None
    focus: Candidate | None = None
    recent: list[Candidate] = field(default_factory=list)
    seen: list[Candidate] = field(default_factory=list)
    year: int | None = None
    emitted_at: int = -99
    listing: bool = False
    list_category: str | None = None
    list_status: AwardStatus = "received"
    events: dict[str, Event] = field(default_factory=dict)

    def event(self, programme: str) -> Event:
        return self.events.setdefault(programme, Event())


def find_awards(
    title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]
) -> tuple[AwardRecord, ...]:
    """The award records of an article, in reading order; strings are substrings of `title` or `text`.

    `mentions` are the linked bodies of `nlp.mentions.find_mentions`. Never raises on odd text; linear in its length.
    """
    if not (_GATE.search(title) or _GATE.search(text)):
        return ()
    reader = _Reader(title, text, published, mentions)
    return reader.records()


class _Reader:
    def __init__(self, title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]) -> None:
        self.title, self.text, self.published = title, text, published
        self.mentions = mentions
        self.context = Context()
        self.drafts: list[Draft] = []

    def records(self) -> tuple[AwardRecord, ...]:
        self._walk_title()
        self._walk_text()
        return self._finish()

    # --- walking

    def _walk_title(self) -> None:
        title = self.title
        if not title.strip():
            return
        names = candidates(title, self.mentions, "title")
        if title.isupper():
            return
        self._sentence("title", title, 0, len(title), names, [], -1, "body")

    def _walk_text(self) -> None:
        text = self.text
        reading = read(text)
        names = candidates(text, self.mentions, "text")
        dates = find_dates(text, self.published, relative=True)
        at = date_at = 0
        number = 0
        for sentence in reading.sentences:
            paragraph = reading.paragraphs[sentence.paragraph]
            inside: list[Candidate] = []
            while at < len(names) and names[at].start < sentence.end:
                if names[at].start >= sentence.start:
                    inside.append(names[at])
                at += 1
            while date_at < len(dates) and dates[date_at].end <= sentence.start:
                date_at += 1
            near = []
            look = date_at
            while look < len(dates) and dates[look].start < sentence.end:
                near.append(dates[look])
                look += 1
            if paragraph.kind not in ("body", "list", "heading"):
                continue
            self._sentence("text", text, sentence.start, sentence.end, inside, near, number, paragraph.kind)
            number += 1

    def _sentence(
        self,
        where: str,
        text: str,
        start: int,
        end: int,
        names: list[Candidate],
        dates: list[FoundDate],
        number: int,
        kind: str,
    ) -> None:
        context = self.context
        start = self._after_dateline(text, start, end, names) if number == 0 and where == "text" else start
        names = [name for name in names if name.start >= start]
        clauses = read_clauses(text, start, end, names)
        strong = [hit for clause in clauses for hit in clause.programmes if not hit.labels[0].startswith("~")]
        prizes = [
            noun
            for clause in clauses
            for noun in clause.nouns
            if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in _PRIZE
        ]
        verbs = [verb for clause in clauses for verb in clause.verbs]
        grades = [grade for clause in clauses for grade in clause.grades]
        sport = any(noun[0] == "sport" for clause in clauses for noun in clause.nouns)
        if strong:
            self._note_programme(text, strong, number)
        line = kind == "list" or (context.listing and end - start < 160 and bool(names))
        if context.listing and not line and number - context.emitted_at > 1 and kind == "body" and verbs:
            context.listing = False
        if (strong or prizes or grades) and not sport or line:
            self._note_event(where, text, clauses, dates, strong, prizes, verbs, number)
            carried: tuple[str, AwardStatus] | None = None
            for clause in clauses:
                carried = (
                    self._clause(where, text, start, end, clause, clauses, dates, strong, prizes, number, line, carried)
                    or carried
                )
        if where == "text":
            if _LISTING.search(text[max(start, end - 90) : end]) and (
                strong or prizes or grades or number - context.programme_at <= 3
            ):
                context.listing = True
                context.list_status = self._status(text, clauses[-1], end)
                worded = [grade for grade in grades if grade.kind in ("category", "rank", "letter")]
                if worded:
                    context.list_category = text[slice(*worded[-1].value)]
                    context.category = context.list_category
                elif not (context.category and number - context.emitted_at <= 3):
                    context.list_category = context.category if number - context.programme_at <= 3 else None
                else:
                    context.list_category = context.category
                context.emitted_at = number
            worded = [
                grade
                for grade in grades
                if grade.kind in ("category", "rank", "letter") and (grade.kind != "rank" or strong)
            ]
            if worded and (strong or prizes):
                context.category = text[slice(*worded[-1].value)]
        context.seen.extend(names)

    def _after_dateline(self, text: str, start: int, end: int, names: list[Candidate]) -> int:
        match = re.match(r"[^\n]{0,70}?(?:\s[–—-]{1,2}\s|\s\|\s|\.-\s|\)\s[-–—]\s|: (?=[A-Z]))", text[start:end])
        if match and match.end() < end - start and not re.search(r"\b(?:me|di|ber)\w{4,}", match.group()):
            return start + match.end()
        return start

    # --- programmes

    def _note_programme(self, text: str, strong: list[Hit], number: int) -> None:
        best = max(strong, key=lambda hit: hit.end - hit.start)
        self.context.programme = best.labels[0]
        self.context.programme_at = number
        self.context.award = text[best.start : best.end]

    def _programme(
        self, text: str, clause: Clause, strong: list[Hit], grades: list[Grade], at: int, number: int
    ) -> tuple[str | None, str]:
        """Programme id and the award's name as written, for a record at an offset of a clause."""
        context = self.context
        own = [hit for hit in clause.programmes if not hit.labels[0].startswith("~")]
        pool = own or [hit for hit in strong if hit.end <= clause.start] or strong
        named = self._named_prize(text, clause)
        if pool:
            if own or not named:
                ahead = [hit for hit in pool if hit.start <= at]
                ranked = sorted(
                    pool,
                    key=lambda hit: (-(hit.end - hit.start) if len(own) > 1 and not ahead else 0, abs(hit.start - at)),
                )
                best = (
                    max(own, key=lambda hit: hit.end - hit.start)
                    if own and len({hit.labels[0] for hit in own}) == 1
                    else ranked[0]
                )
                return best.labels[0], text[best.start : best.end]
        sure = [label for grade in grades for label in grade.programmes]
        if (
            context.programme
            and (context.programme in sure or not sure)
            and not named
            and number - context.programme_at <= 12
        ):
            return context.programme, context.award
        weak = [hit for hit in clause.programmes if hit.labels[0].startswith("~")]
        for hit in weak:
            label = hit.labels[0][1:]
            if context.programme == label or label in sure or any(text[hit.start : hit.end].isupper() for _ in (0,)):
                return label, text[hit.start : hit.end]
        if len(set(sure)) == 1:
            grade = next(grade for grade in grades if grade.programmes)
            return sure[0], text[grade.start : grade.end]
        if named:
            phrase = text[named[0] : named[1]]
            for hit in weak:
                return hit.labels[0][1:], phrase
            return "other", phrase
        if context.programme and number - context.programme_at <= 12:
            return context.programme, context.award
        return None, ""

    def _named_prize(self, text: str, clause: Clause) -> tuple[int, int] | None:
        """A prize with a name of its own in the clause: "penghargaan instansi dengan …", not "penghargaan itu"."""
        for kind, first, last in clause.nouns:
            if kind not in ("prize", "contest") or (
                kind == "prize" and text[first:last].lower() not in _PRIZE - {"juara"}
            ):
                continue
            if kind == "contest" and text[first:last].lower() not in (
                "lomba",
                "kompetisi",
                "kontes",
                "sayembara",
                "ajang",
            ):
                continue
            if _GENERIC_AFTER.match(text, last):
                continue
            stop = _NP_STOP.search(text, last, clause.end)
            end = stop.start() if stop else clause.end
            if len(text[last:end].split()) >= 1:
                return first, min(end, last + 90)
        return None

    # --- giver, date, place of the event

    def _note_event(
        self,
        where: str,
        text: str,
        clauses: list[Clause],
        dates: list[FoundDate],
        strong: list[Hit],
        prizes: list[tuple[str, int, int]],
        verbs: list[tuple[str, int, int]],
        number: int,
    ) -> None:
        context = self.context
        if where == "title" or context.programme is None:
            return
        event = context.event(context.programme)
        event.award = event.award or context.award
        start, end = clauses[0].start, clauses[-1].end
        years = years_of(text, start, end, dates, self.published, context.year)
        hoped = any(
            self._status(text, clause, clause.end) in ("targeted", "nominated", "assessed")
            for clause in clauses
            if clause.verbs
        )
        past = years.past and bool(years.values)
        later = event.year is not None and years.stated and years.values and years.values[0] < event.year
        if years.values and not past and event.year is None and not hoped:
            event.year = years.values[0]
        handing = any(verb[0] in ("gained", "handed", "give", "given", "receive", "state") for verb in verbs) or any(
            noun[0] == "event" for clause in clauses for noun in clause.nouns
        )
        if past or later or hoped:
            return
        quoted = bool(re.search(r"[\"“][^\"“”]{25,}", text[start:end]))
        if event.date is None and handing and (not quoted or prizes):
            for found in dates:
                if found.start >= start and found.until is None:
                    event.date = found.moment.day
                    event.place = place_of(text, start, end, found.start)
                    break
        for clause in clauses:
            for group in clause.groups:
                if group.role == "giver" and event.giver is None and (prizes or strong or verbs):
                    member = group.members[0]
                    if member.kind in ("place",):
                        continue
                    event.giver = self._with_branch(text, member)
                    event.giver_id = member.mention.id if member.mention else None

    def _with_branch(self, text: str, member: Candidate) -> str:
        """The giver's name with a bracketed abbreviation behind it, as written."""
        match = re.match(r"\s*\([A-Z][\w./ -]{1,30}\)", text[member.end : member.end + 40])
        return text[member.start : member.end + (match.end() if match else 0)]

    # --- clauses

    def _status(self, text: str, clause: Clause, until: int) -> AwardStatus:
        """What the words before an offset of a clause make of its award."""
        first = min((verb[1] for verb in clause.verbs if verb[0] != "state" or True), default=until)
        del first
        status: AwardStatus = "received"
        for key, start, end in clause.status:
            if start >= until:
                break
            word = text[start:end].lower()
            if key == "achieved":
                if status == "targeted":
                    status = "received"
                continue
            if key == "negated":
                status = "nominated"
            elif key == "targeted":
                if (
                    word
                    in (
                        "bisa",
                        "harus",
                        "perlu",
                        "wajib",
                        "menuju",
                        "pembangunan",
                        "membangun",
                        "upaya",
                        "dalam rangka",
                        "siap",
                        "guna",
                        "demi",
                        "yakin",
                        "mengikuti",
                        "menyambut",
                        "harapan",
                        "target",
                    )
                    and status == "received"
                ):
                    if word in ("menuju", "upaya", "guna", "demi", "siap", "yakin", "target", "bisa") and not re.match(
                        r"\s+(?:cukup )?informatif", text[end : end + 20], re.IGNORECASE
                    ):
                        status = "targeted"
                    continue
                status = "targeted"
            elif key in ("nominated", "assessed", "revoked") and status == "received":
                status = "revoked" if key == "revoked" else "nominated" if key == "nominated" else "assessed"
        return status

    def _clause(
        self,
        where: str,
        text: str,
        start: int,
        end: int,
        clause: Clause,
        clauses: list[Clause],
        dates: list[FoundDate],
        strong: list[Hit],
        prizes: list[tuple[str, int, int]],
        number: int,
        line: bool,
        carried: tuple[str, AwardStatus] | None,
    ) -> tuple[str, AwardStatus] | None:
        context = self.context
        own_prizes = [noun for noun in clause.nouns if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in _PRIZE]
        own_strong = [hit for hit in clause.programmes if not hit.labels[0].startswith("~")]
        worded = [grade for grade in clause.grades if grade.kind in ("category", "rank", "letter", "topic")]
        same = any(noun[0] == "same" for noun in clause.nouns)
        active = number - context.programme_at <= 3 or number - context.emitted_at <= 2
        if clause.subordinate and not own_strong:
            return None
        kinds = {verb[0] for verb in clause.verbs}
        evidence = bool(own_prizes or own_strong or worded or same)
        if not evidence and clause.grades and active:
            evidence = True
        if (
            not evidence
            and kinds & {"gained", "handed", "given", "give"}
            and (strong or prizes)
            and not (kinds == {"given"})
        ):
            evidence = True
        receivers = [group for group in clause.groups if group.role == "recipient"]
        until = max([verb[2] for verb in clause.verbs] + [clause.start]) if clause.verbs else clause.end
        status = self._status(text, clause, until)
        if not clause.verbs:
            if carried is not None:
                status = status if status != "received" else carried[1]
            elif line and context.listing:
                status = context.list_status if status == "received" else status
            elif not (worded or clause.grades) or not (active or own_strong or strong):
                return None
            if not (evidence or line or (carried and receivers)):
                return None
            if not line and carried is None and not clause.grades:
                return None
        elif not evidence and not (line and context.listing):
            return None
        if kinds == {"state"} and not clause.grades and not own_strong:
            return None
        if not receivers:
            receivers = self._implied(text, clause, number)
        if not receivers:
            return None
        aligned = _align(text, clause, receivers)
        emitted = False
        for group, grades in zip(receivers, aligned, strict=True):
            programme, award = self._programme(text, clause, strong, grades, group.start, number)
            if programme is None:
                continue
            if programme == "other" and not (own_prizes or strong or prizes):
                continue
            years = self._years(text, clause, clauses, dates, start, end)
            for member in group.members:
                if member.kind in ("state_company",) and programme in ("other",):
                    continue
                if member.kind == "place" and not self._place_may_receive(text, clause, group, line, carried):
                    continue
                self._emit(where, text, member, programme, award, grades, status, years, number, clause, line)
                emitted = True
        if emitted:
            context.emitted_at = number
            members = [member for group in receivers for member in group.members]
            context.recent = members if not line else [*context.recent, *members][-40:]
            context.focus = members[0] if status == "received" else context.focus or members[0]
            return (clause.verbs[-1][0] if clause.verbs else "list", status)
        return (clause.verbs[-1][0], status) if clause.verbs and evidence else None

    def _place_may_receive(
        self, text: str, clause: Clause, group: Group, line: bool, carried: tuple[str, AwardStatus] | None
    ) -> bool:
        """A bare region name receives in a row with others, as the subject of its clause, or in a list."""
        if line or len(group.members) > 1:
            return True
        near = text[max(clause.start, group.start - 12) : group.start].rstrip()
        return bool(clause.verbs or carried) and (
            not near
            or near[-1] in ",:;–—"
            or near.split()[-1].lower()
            in (
                "oleh",
                "kepada",
                "diraih",
                "milik",
                "bagi",
                "juga",
                "sedangkan",
                "sementara",
                "adapun",
                "tangan",
                "dan",
                "serta",
                "direbut",
                "disusul",
                "menobatkan",
                "menetapkan",
                "diraih",
                "jadi",
            )
            or group.start - clause.start < 30
        )

    def _years(
        self, text: str, clause: Clause, clauses: list[Clause], dates: list[FoundDate], start: int, end: int
    ) -> Years:
        own = years_of(text, clause.start, clause.end, dates, self.published, self.context.year)
        if own.values:
            return own
        before = years_of(text, start, clause.end, dates, self.published, self.context.year)
        if before.values:
            return Years(before.values if len(before.values) == 1 else (before.values[-1],), before.stated, before.past)
        whole = years_of(text, start, end, dates, self.published, self.context.year)
        if whole.values and len(clauses) > 1 and not whole.past:
            return Years(whole.values[:1], whole.stated, whole.past)
        return Years((), False, own.past or before.past)

    def _implied(self, text: str, clause: Clause, number: int) -> list[Group]:
        """The body that a clause without a name speaks of: an anaphor, a plural, or the one in focus."""
        context = self.context
        verb = next((verb for verb in clause.verbs if verb[0] in ("receive", "state", "given", "gained")), None)
        limit = clause.end
        plural = _PLURAL.search(text, clause.start, limit)
        if plural and context.recent:
            word = plural.group(1).lower().split()[0].removesuffix("nya")
            count = _COUNT.get(word, len(context.recent))
            pool = _distinct(context.recent)
            if len(pool) < count:
                pool = _distinct([draft.name for draft in self.drafts if draft.status == "received"])
            return [Group(pool[:count] if len(pool) >= count else pool, "recipient")] if pool else []
        anaphor = _ANAPHOR.search(text, clause.start, limit)
        if anaphor:
            found = self._resolve((anaphor.group(1) or anaphor.group(2) or "").lower())
            return [Group([found], "recipient")] if found else []
        if verb is None or context.focus is None:
            return []
        if number - context.emitted_at > 3:
            return []
        lead = text[clause.start : verb[1]]
        quoted = _QUOTE_MARK.search(lead)
        if verb[0] == "gained":
            return [Group([context.focus], "recipient")] if text[verb[1] : verb[2]].lower().endswith("nya") else []
        if (
            not clause.groups
            and len(lead.split()) <= 9
            and not quoted
            and not re.search(r"\b(?:saya|kami|kita|mereka|dia|ia|beliau|kalian)\b", lead, re.IGNORECASE)
        ):
            return [Group([context.focus], "recipient")]
        return []

    def _resolve(self, head: str) -> Candidate | None:
        context = self.context
        noun = head.removesuffix("nya").split()[0] if head else ""
        wanted = {"kota": "city", "kabupaten": "regency", "provinsi": "province", "kementerian": "ministry"}.get(noun)
        pool = [context.focus] if context.focus else []
        pool += list(reversed(context.seen[-40:]))
        for name in pool:
            low = name.text.lower()
            if (
                low.startswith(noun + " ")
                or (wanted and name.kind == wanted)
                or (noun == "rumah" and low.startswith(("rsud", "rs ", "rumah")))
            ):
                return name
        return context.focus

    def _emit(
        self,
        where: str,
        text: str,
        member: Candidate,
        programme: str,
        award: str,
        grades: list[Grade],
        status: AwardStatus,
        years: Years,
        number: int,
        clause: Clause,
        line: bool,
    ) -> None:
        context = self.context
        letters = [grade for grade in grades if grade.kind == "letter"]
        worded = [grade for grade in grades if grade.kind == "category"]
        ranks = [grade for grade in grades if grade.kind == "rank"]
        topics = [grade for grade in grades if grade.kind == "topic"]
        numbers = [grade for grade in grades if grade.kind == "number"]

        def read_grade(grade: Grade) -> str:
            return text[grade.value[0] : grade.value[1]]

        own = [grade for grade in worded if programme in grade.programmes]
        chosen = (own or worded or ranks or topics or letters or [None])[-1]  # type: ignore[list-item]
        category = read_grade(chosen) if chosen else None
        score = (
            read_grade(numbers[0])
            if numbers
            else read_grade(letters[-1])
            if letters and chosen not in letters
            else None
        )
        if category is None and line and context.list_category:
            category = context.list_category
        if category is None and any(noun[0] == "same" for noun in clause.nouns) and context.category:
            category = context.category
        if programme in _NO_CATEGORY:
            category = None
        for year in years.values or (None,):
            self.drafts.append(
                Draft(
                    name=member, where=where, programme=programme, award=None, status=status, sentence=number, span=(clause.start, clause.end),
                    category=category, score=score, rank=ranks[0].rank if ranks else None, year=year, year_stated=years.stated, past=years.past,
                    award_text=award,
                )
            )  # fmt: skip
        if years.values:
            context.year = years.values[-1]

    # --- finishing

    def _finish(self) -> tuple[AwardRecord, ...]:
        context = self.context
        body = [draft for draft in self.drafts if draft.where == "text"]
        received = [draft for draft in body if draft.status == "received"]
        kept: list[Draft] = []
        for draft in self.drafts:
            event = context.event(draft.programme)
            if draft.where == "title" and any(other.programme == draft.programme for other in received):
                continue
            if not draft.past and draft.year_stated and event.year and draft.year and draft.year < event.year:
                draft.past = True
            if draft.year is None and not draft.past:
                draft.year = event.year or (event.date.year if event.date else None)
            self._merge(kept, draft)
        records = []
        for draft in kept:
            code = programme_of(draft.programme).code if draft.programme != "other" else "other"
            event = context.event(draft.programme)
            current = not draft.past
            category = self._category(draft)
            records.append(
                AwardRecord(
                    recipient=draft.name.text,
                    award=draft.award_text or event.award or draft.name.text,
                    programme=code,
                    evidence=(Span(field=draft.where, start=draft.span[0], end=draft.span[1]),),  # type: ignore[arg-type]
                    status=draft.status,
                    recipient_id=draft.name.mention.id if draft.name.mention else draft.name.key,
                    recipient_name=draft.name.mention.name if draft.name.mention else None,
                    recipient_kind=draft.name.kind,
                    category=category,
                    score=draft.score,
                    rank=draft.rank,
                    giver=event.giver if current else None,
                    giver_id=event.giver_id if current else None,
                    year=draft.year,
                    date=event.date if current else None,
                    place=event.place if current else None,
                )
            )
        return tuple(records)

    def _category(self, draft: Draft) -> str | None:
        """Zona integritas goes by its short names where the article has them."""
        if draft.programme == "zi":
            source = f"{draft.category or ''} {draft.award_text}".lower()
            short = "WBBM" if ("wbbm" in source or "melayani" in source) else "WBK"
            if short in self.text or short in self.title:
                return short
        if draft.programme == "kipp" and not draft.category:
            match = re.search(r"\btop \d+", draft.award_text, re.IGNORECASE)
            return match.group() if match else None
        return draft.category

    def _merge(self, kept: list[Draft], draft: Draft) -> None:
        """Join a draft with one that says the same, or keep it."""
        for other in kept:
            if not same_body(other.name.key, draft.name.key) or other.programme != draft.programme:
                continue
            if other.status != draft.status and "received" in (other.status, draft.status):
                if other.status == "received":
                    if draft.status != "revoked" and (draft.year is None or draft.year == other.year):
                        continue
                continue
            if other.year and draft.year and other.year != draft.year:
                continue
            if other.past != draft.past and (other.year is None) != (draft.year is None):
                continue
            if other.category and draft.category and other.category.lower() != draft.category.lower():
                if not (set(other.category.lower().split()) & set(draft.category.lower().split())):
                    continue
            other.category = other.category or draft.category
            other.score = other.score or draft.score
            other.rank = other.rank or draft.rank
            other.year = other.year or draft.year
            if len(draft.name.text) > len(other.name.text) and draft.name.kind not in ("place", "head"):
                other.name = draft.name
            return
        kept.append(draft)


def _distinct(names: list[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    for name in names:
        if not any(same_body(name.key, other.key) for other in found):
            found.append(name)
    return found


def _align(text: str, clause: Clause, groups: list[Group]) -> list[list[Grade]]:
    """The grades of each row of names: those behind it, or before it when the clause opens with a grade."""
    outside = [group for group in groups if not clause.start <= group.start < clause.end]
    if outside or len(groups) == 1:
        return [list(clause.grades) for _ in groups]
    result: list[list[Grade]] = [[] for _ in groups]
    worded = [grade for grade in clause.grades if grade.kind != "number"]
    numbers = [grade for grade in clause.grades if grade.kind == "number"]
    if worded:
        forward = worded[0].start < groups[0].start
        for grade in worded:
            place = _place(groups, grade, forward)
            if place is not None:
                result[place].append(grade)
        if forward:
            for place in range(1, len(groups)):
                if not result[place]:
                    result[place] = list(result[place - 1])
        else:
            for place in range(len(groups) - 2, -1, -1):
                if not result[place]:
                    result[place] = list(result[place + 1])
    for grade in numbers:
        place = _place(groups, grade, False)
        if place is None:
            place = 0
        result[place].append(grade)
    return result


def _place(groups: list[Group], grade: Grade, forward: bool) -> int | None:
    if forward:
        behind = [place for place, group in enumerate(groups) if group.start >= grade.end]
        return behind[0] if behind else len(groups) - 1
    ahead = [place for place, group in enumerate(groups) if group.end <= grade.start]
    return ahead[-1] if ahead else None
