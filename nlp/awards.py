"""Award records of an article: who received (or hopes for, is nominated for, lost) which award, with evidence.

This module walks through the sentences and keeps what an article leaves unsaid: the programme spoken of, the body in focus,
the verb that a list hangs on. The sentence itself is read in `nlp.award_roles`, attributes in `nlp.award_ceremony`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kliping.dates import FoundDate, find_dates
from kliping.model import AwardRecord, AwardStatus, Mention, Span
from nlp.award_ceremony import Years, person_giver, place_of, speaks_before, tells_occasion, years_of
from nlp.award_drafts import Context, Draft, finish, pick
from nlp.award_recipients import Candidate, candidates, person_recipient, same_body
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
    "plakatnya opini gelar pengakuan akreditasi penganugerahan juara titel kualifikasi lencana rekor".split()
)
_NAMED = frozenset(
    "penghargaan piagam piala trofi anugerah award sertifikat plakat lomba kompetisi kontes sayembara predikat lencana".split()
)
_GENERIC_AFTER = re.compile(
    r"\s*(?:$|[,.;:)(]|(?:tersebut|itu|ini|yang|dari|oleh|kategori|predikat|dengan|tahun|serupa|sebagai|kepada|untuk|bagi|pada|di|dalam|atas|karena|juga|lainnya|lain|"
    r"sekaligus|dan|serta|tertinggi|terbaik|langsung|bergengsi|nasional|hasil|ke|secara|saat|kembali|bersama|sesuai|peringkat|berupa|setelah|se|milik|jatuh|[IVX]+|\d+|umum|penghargaan|"
    r"(?:di|me|ber|ter)[a-z]{4,}|prestisius|tingkat|A|AA|BB|B|CC|C|baik|cukup|sangat|sama|setara|mereka|kita|kami|bagus|lagi|lebih|pertama|kedua|ketiga|hanya|apa|pun|berkat)\b)"
)
_NP_STOP = re.compile(
    r"[,.;:()\n]|\s(?:yang|dari|oleh|kepada|karena|atas|pada|setelah|tahun|kategori|saat|tersebut|itu|ini|dalam|di|usai|juga|berkat|peringkat|predikat|ke|lewat|melalui|"
    r"(?:di|me|ber)[a-z]{5,}|jatuh|dan|serta|untuk|\d{4})\b"
)
_ANAPHOR = re.compile(
    r"\b((?:pemerintah )?(?:daerah|kota|kabupaten|provinsi|instansi|satker|satuan kerja|satuan|lembaga|kantor|dinas|rumah sakit|polres\w*|pemkab|pemkot|pemko|pemprov|unit|"
    r"kementerian|lapas|rutan|kampus|universitas|puskesmas|badan|kejari|pengadilan|desa|kecamatan|pusat layanan|OPD|wilayah|perangkat daerah|sekolah))"
    r"(?:\s+(?!yang\b|di\b|untuk\b)[\w-]+){0,4}?\s+(?:itu|ini|tersebut|yang sama|setempat|yang (?:ia|dia) pimpin)\b|"
    r"\b((?:pusat|gedung|kantor|dinas|lembaga)\s[\w-]+(?:\s[\w-]+){0,5}?\sini)\b|\b((?:kantor|lembaga|daerah|kota|kabupaten|provinsi|instansi|dinas|kampus|unit)nya)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(keduanya|ketiganya|keempatnya|kelimanya|keenamnya|semuanya|(?:kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan)\s+(?:daerah|kota|kabupaten|provinsi|pemda|instansi|unit|desa|satker|lembaga|OPD|dinas))\b"
    r"(?!\s+(?:lain|adalah|ialah|yakni|yaitu|lainnya))",
    re.IGNORECASE,
)
_COUNT = {"kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7, "kedelapan": 8}
_LISTING = re.compile(
    r"(?::|berikut(?:nya)?(?: ini)?[^.]{0,60}[:.]?|sebagai berikut[^.]{0,40}[:.]?|daftarnya[^.]{0,20}[:.]?)\s*$",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(
    r"(?:yakni|yaitu|mereka adalah|antara lain|di antaranya|masing-masing|terdiri (?:atas|dari)|rinciannya)\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:yakni|yaitu|ialah|adalah|antara lain|di antaranya|antaranya|terdiri (?:atas|dari)|meliputi|disebut|termasuk)\b|:",
    re.IGNORECASE,
)
_NOT_NEGATED = re.compile(
    r"\s+(?:hanya|cuma|sekadar|kali|pertama|sekali|lepas|main|lain|asing|lagi-lagi|ketinggalan|tanggung|kalah|mau kalah|baru|saja|pengakuan|wajah|lama|genap|sampai)\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"^(?:(?:[Pp]ada|[Tt]ahun|[Dd]i|[Dd]alam|[Ss]ebelumnya|[Ss]elain|[Jj]uga|[Kk]embali|[Bb]ahkan|[Kk]ini|[Ss]erta|[Dd]an|[Dd]engan|[Ss]aat|[Hh]ingga|[Uu]ntuk|[Aa]tas|[Tt]erakhir|"
    r"[Tt]erbaru|[Ss]ejak|[Bb]aru|[Bb]erhasil|[Ss]ukses|[Tt]elah|[Ss]udah|[Pp]ernah|[Aa]khirnya|[Hh]asilnya|[Kk]ategori|[Pp]eringkat|[Ss]etahun|[Dd]ua|[Kk]emudian|[Ll]alu|[Tt]api|[Nn]amun|"
    r"[Kk]eempatnya|[Kk]etiganya|[Kk]eduanya|yang|[Ii]tu|[Jj]uara|[Dd]ibandingkan)\b|$|[,;]\s*)"
)
_FIRST_PERSON = re.compile(r"\b(?:saya|kami|kita|mereka|dia|ia|beliau|kalian|anda|siapa|yang)\b", re.IGNORECASE)
_AS_FIELD = re.compile(
    r"(?:plakat|piagam|piala|trofi|penghargaan)(?:\s+\w+)?\s+(?:untuk|kategori|bidang)\s+(?:kategori\s+)?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\bdari\s+(?:(?:kategori|predikat|peringkat|nilai|level|tingkat)\s+)?[\"“‘(]?$", re.IGNORECASE)
_HANDOVER = frozenset("diterima diserahkan diberikan disampaikan disodorkan menerima terima diserahterimakan".split())
_WEAK_GIVEN = frozenset(
    "dinilai disebut diakui dipandang dicatat diumumkan disebutkan diundang dimasukkan ditempatkan".split()
)
_PERSONAL = frozenset({"anugerah_asn", "satyalancana"})


def find_awards(
    title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]
) -> tuple[AwardRecord, ...]:
    """The award records of an article, in reading order; strings are substrings of `title` or `text`.

    `mentions` are the linked bodies of `nlp.mentions.find_mentions`. Never raises on odd text; linear in its length.
    """
    if not (_GATE.search(title) or _GATE.search(text)):
        return ()
    reader = _Reader(title, text, published, mentions)
    reader.walk_title()
    reader.walk_text()
    return finish(reader.drafts, reader.context, title, text)


class _Reader:
    def __init__(self, title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]) -> None:
        self.title, self.body, self.published, self.mentions = title, text, published, mentions
        self.context = Context()
        self.drafts: list[Draft] = []
        # of the sentence at hand
        self.where, self.text, self.start, self.end, self.number = "text", text, 0, 0, 0
        self.dates: list[FoundDate] = []
        self.clauses: list[Clause] = []
        self.strong: list[Hit] = []
        self.prizes: list[tuple[str, int, int]] = []

    def walk_title(self) -> None:
        """Read the headline: it sets the programme and the body in focus, and counts alone where the text names nobody."""
        if self.title.strip() and not self.title.isupper():
            self._sentence("title", 0, len(self.title), candidates(self.title, self.mentions, "title"), [], -1, "body")

    def walk_text(self) -> None:
        """Read the sentences of body, lists and subheadings in order."""
        text = self.body
        reading = read(text)
        names = candidates(text, self.mentions, "text")
        dates = find_dates(text, self.published, relative=True)
        at = date_at = number = 0
        for sentence in reading.sentences:
            kind = reading.paragraphs[sentence.paragraph].kind
            inside: list[Candidate] = []
            while at < len(names) and names[at].start < sentence.end:
                if names[at].start >= sentence.start:
                    inside.append(names[at])
                at += 1
            while date_at < len(dates) and dates[date_at].end <= sentence.start:
                date_at += 1
            look = date_at
            while look < len(dates) and dates[look].start < sentence.end:
                look += 1
            if kind not in ("body", "list", "heading"):
                continue
            self._sentence("text", sentence.start, sentence.end, inside, dates[date_at:look], number, kind)
            number += 1

    # --- one sentence

    def _sentence(
        self, where: str, start: int, end: int, names: list[Candidate], dates: list[FoundDate], number: int, kind: str
    ) -> None:
        context = self.context
        text = self.title if where == "title" else self.body
        if number == 0:
            start = _after_dateline(text, start, end)
            names = [name for name in names if name.start >= start]
        clauses = read_clauses(text, start, end, names)
        strong = [hit for clause in clauses for hit in clause.strong()]
        prizes = [
            noun
            for clause in clauses
            for noun in clause.nouns
            if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in _PRIZE
        ]
        grades = [grade for clause in clauses for grade in clause.grades]
        self.where, self.text, self.start, self.end, self.number = where, text, start, end, number
        self.dates, self.clauses, self.strong, self.prizes = dates, clauses, strong, prizes
        drafted = len(self.drafts)
        sport = any(clause.has("sport") for clause in clauses)
        winner = any(clause.has("winner") for clause in clauses)
        statuses = [self._status(clause) for clause in clauses]
        active = number - context.programme_at <= 3 or number - context.emitted_at <= 2
        line = bool(names) and (kind == "list" or (context.listing and end - start < 160))
        if not line and names and active:
            if _OPENS_LIST.match(text, start) or (
                (winner or number - context.pending_at <= 2) and _LISTS.search(text, start, end)
            ):
                line = True
                context.list_category = context.category if number - context.category_at <= 3 else None
                context.list_status = "received"
        elif context.listing and not line and kind == "body" and number - context.emitted_at > 1:
            context.listing = False
        hoped = bool(statuses) and all(
            status != "received"
            for status, clause in zip(statuses, clauses, strict=True)
            if clause.verbs or len(clauses) == 1
        )
        if (
            strong
            and not (hoped and context.programme and number > 0)
            and not (line and strong[0].start > names[0].start)
        ):
            best = max(
                strong,
                key=lambda hit: (
                    not _AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]),
                    hit.end - hit.start,
                ),
            )
            if not (_AS_FIELD.search(text[max(start, best.start - 50) : best.start]) and active and context.programme):
                context.programme, context.programme_at, context.award = (
                    best.labels[0],
                    number,
                    text[best.start : best.end],
                )
        question = text[start:end].rstrip(" \"”'’)").endswith("?")
        told = any(noun[0] in ("handover", "event") for clause in clauses for noun in clause.nouns) or any(
            verb[0] in ("gained", "handed") for clause in clauses for verb in clause.verbs
        )
        if active and told and not question:
            self._note_event(statuses)
        owned = context.programme == "kipp" and active and bool(names) and bool(_LISTS.search(text, start, end))
        same = active and any(clause.has("same") for clause in clauses)
        if (
            (strong or prizes or grades or line or same or owned or (winner and active))
            and not (sport and not strong)
            and not question
        ):
            self._note_event(statuses)
            before = len(self.drafts)
            carried: tuple[str, AwardStatus, str | None] | None = None
            for clause, status in zip(clauses, statuses, strict=True):
                carried = self._clause(clause, status, line, carried) or carried
            if (
                where == "text"
                and len(self.drafts) == before
                and "received" in statuses
                and (strong or prizes or grades)
                and any(clause.verbs for clause in clauses)
            ):
                context.pending_at = number
        worded = [
            grade
            for grade in grades
            if grade.kind in ("category", "rank", "letter")
            and (grade.kind != "category" or grade.programmes or grade.start < grade.value[0])
        ]
        if where == "text" and not line:
            fits = [
                grade
                for grade in worded
                if grade.kind != "category" or not grade.programmes or context.programme in grade.programmes
            ]
            if fits and (strong or prizes or active) and (len(self.drafts) > drafted or context.pending_at == number):
                worded = fits
                context.category, context.category_at = text[slice(*worded[-1].value)], number
            if _LISTING.search(text[max(start, end - 90) : end]) and (strong or prizes or grades or active):
                context.listing = True
                context.list_status = statuses[-1]
                context.list_category = context.category if number - context.category_at <= 2 else None
                for hit in strong:
                    if _AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]):
                        context.list_category = text[hit.start : hit.end]
                context.emitted_at = number
        context.seen.extend(names)
        if names and not line and names[0].kind not in ("place", "head"):
            context.subjects.append(names[0])

    def _status(self, clause: Clause) -> AwardStatus:
        """What the words before a clause's main verb make of its award."""
        main = [verb for verb in clause.verbs if verb[0] in ("receive", "state", "given", "gained")] or clause.verbs
        until = main[-1][1] if main else clause.end
        status: AwardStatus = "received"
        for key, start, end in clause.status:
            if start >= until and key != "revoked":
                break
            word = self.text[start:end].lower() if self.text else ""
            if key == "achieved":
                status = "received"
            elif key == "negated":
                if not _NOT_NEGATED.match(self.text, end):
                    return "nominated"
            elif key == "targeted":
                if status == "received" and not (
                    word == "menuju" and re.match(r"\s+(?:cukup )?informatif", self.text[end : end + 20], re.IGNORECASE)
                ):
                    status = "targeted"
            elif status == "received":
                status = "revoked" if key == "revoked" else "nominated" if key == "nominated" else "assessed"
        return status

    def _note_event(self, statuses: list[AwardStatus]) -> None:
        """Keep giver, date, place and year of the award-giving that the sentence tells of."""
        context, text, start, end = self.context, self.text, self.start, self.end
        if self.where == "title" or context.programme is None:
            return
        event = context.event(context.programme)
        event.award = event.award or context.award
        years = years_of(text, start, end, self.dates, self.published, context.year)
        if "received" not in statuses:
            return
        earlier = bool(event.year and years.stated and years.values and max(years.values) < event.year)
        if (years.past and years.values) or earlier:
            return
        if years.values and event.year is None and (self.strong or self.prizes):
            event.year = max(years.values)
        verbs = [verb for clause in self.clauses for verb in clause.verbs]
        occasion = any(clause.has("event") for clause in self.clauses)
        if event.date is None and (verbs or occasion or tells_occasion(text, start, end)):
            for found in self.dates:
                if found.start >= start and found.until is None and not speaks_before(text, start, found.start):
                    event.date = found.moment.day
                    event.place = place_of(text, start, end, found.start)
                    break
        giver = self._giver(None)
        if giver is not None:
            event.giver_keys.add(giver.key)
            if event.giver is None:
                event.giver, event.giver_id = _with_bracket(text, giver), giver.mention.id if giver.mention else None
        if event.person is None:
            event.person = person_giver(text, start, end)

    def _giver(self, clause: Clause | None) -> Candidate | None:
        for own in [clause] if clause else self.clauses:
            for group in own.groups:
                if group.role == "giver" and group.members[0].kind != "place":
                    return group.members[0]
        return None

    # --- one clause

    def _clause(
        self, clause: Clause, status: AwardStatus, line: bool, carried: tuple[str, AwardStatus, str | None] | None
    ) -> tuple[str, AwardStatus, str | None] | None:
        context, text, number = self.context, self.text, self.number
        own_prizes = [noun for noun in clause.nouns if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in _PRIZE]
        own_strong = clause.strong()
        worded = [grade for grade in clause.grades if grade.kind != "number"]
        active = number - context.programme_at <= 3 or number - context.emitted_at <= 2
        if clause.subordinate and not own_strong:
            return None
        kinds = {verb[0] for verb in clause.verbs}
        evidence = bool(
            own_prizes
            or own_strong
            or worded
            or clause.has("same")
            or (clause.grades and active)
            or (clause.has("winner") and active)
        )
        if not evidence and kinds & {"gained", "handed", "give"} and (self.strong or self.prizes):
            evidence = True
        receivers = [group for group in clause.groups if group.role == "recipient"]
        if (
            not receivers
            and len(
                {text[slice(*grade.value)].lower() for grade in clause.grades if grade.kind in ("category", "letter")}
            )
            > 2
        ):
            return None  # a scale is explained
        if context.programme == "kipp" and active:
            owners = [group for group in clause.groups if group.role == "owner"]
            if len(owners) > 1 and not clause.verbs:
                receivers = owners
                carried = carried or ("owner", "received", None)
            elif owners and clause.verbs and receivers:
                receivers = sorted([*receivers, *owners], key=lambda group: group.start)
            elif owners and not receivers:
                receivers = owners
            evidence = evidence or bool(receivers)
        if not clause.verbs:
            if carried is not None:
                status = status if status != "received" else carried[1]
            elif line:
                status = context.list_status if status == "received" else status
            elif not clause.grades or not (active or own_strong or self.strong):
                return None
            if not (evidence or line or (carried and receivers)):
                return None
        elif not evidence and not line:
            return None
        if (
            kinds <= {"state", "handed"}
            and kinds
            and not clause.grades
            and not own_strong
            and not line
            and "handed" not in kinds
        ):
            return None
        if (
            kinds == {"given"}
            and not clause.grades
            and not own_prizes
            and not line
            and all(text[first:last].lower() in _WEAK_GIVEN for _, first, last in clause.verbs)
        ):
            return None
        if not receivers:
            receivers = self._implied(clause)
        receivers = [group for group in self._without_handover(clause, receivers) if not self._only_is(clause, group)]
        if not receivers and context.programme in _PERSONAL:
            receivers = [group for group in clause.groups if group.role in ("office", "giver", "owner")][:1]
        if not receivers:
            return (clause.verbs[-1][0], status, None) if clause.verbs and evidence else None
        emitted: list[Candidate] = []
        category = carried[2] if carried else None
        for group, grades in zip(receivers, _align(clause, receivers), strict=True):
            programme, award = self._programme(clause, grades, group.start)
            if programme is None or (programme == "other" and not (self.prizes or self.strong)):
                continue
            years = self._years(clause)
            for member in group.members:
                if (member.kind == "state_company" and programme == "other") or not self._may_receive(
                    clause, group, member, line, carried is not None
                ):
                    continue
                category = self._emit(
                    member,
                    programme,
                    award,
                    grades,
                    status,
                    years,
                    clause,
                    line,
                    category if not clause.verbs else None,
                )
                emitted.append(member)
        if emitted:
            context.emitted_at = number
            if context.programme == self.drafts[-1].programme:
                context.programme_at = number
            context.recent = [*context.recent, *emitted][-60:] if line else emitted
            if status == "received" or context.focus is None:
                context.focus = emitted[0]
            return (clause.verbs[-1][0] if clause.verbs else "list", status, category)
        return (clause.verbs[-1][0], status, None) if clause.verbs and evidence else None

    def _only_is(self, clause: Clause, group: Group) -> bool:
        """Whether the row's verb tells a state ("X jadi …", "X masuk …") that no grade or programme makes an award."""
        verb = next((verb for verb in clause.verbs if verb[1] >= group.end), None)
        return (
            verb is not None
            and verb[0] == "state"
            and not clause.grades
            and not clause.strong()
            and group.start >= clause.start
        )

    def _without_handover(self, clause: Clause, receivers: list[Group]) -> list[Group]:
        """Drop the head of a region who only takes the trophy that a body was said to have won."""
        context = self.context
        if self.number - context.emitted_at > 3 or not any(
            self.text[first:last].lower().split()[0] in _HANDOVER for _, first, last in clause.verbs
        ):
            return receivers
        return [group for group in receivers if group.members[0].kind != "head" or len(group.members) > 1]

    def _may_receive(self, clause: Clause, group: Group, member: Candidate, line: bool, carried: bool) -> bool:
        """A bare region name receives in a row with others, as the subject of its clause, or in a list."""
        text = self.text
        if member.kind != "place":
            return True
        place = group.members.index(member)
        if place and member.key.startswith("region:province"):
            before = group.members[place - 1]
            if before.key.split(":")[1:2] != ["province"] and text[before.end : member.start].strip() == ",":
                return False  # "Kabupaten Sukabumi, Jawa Barat"
        if line or len(group.members) > 1:
            return True
        near = text[max(clause.start, group.start - 14) : group.start].rstrip()
        last = near.split()[-1].lower() if near.split() else ""
        if not clause.verbs and not carried:
            return not near or near[-1:] in ",:;–—("
        return not near or near[-1] in ",:;–—" or group.start - clause.start < 30 or last in (
            "oleh", "kepada", "milik", "bagi", "juga", "tangan", "dan", "serta", "menobatkan", "menetapkan", "jadi", "antaranya", "seperti"
        ) or last.startswith("di")  # fmt: skip

    def _years(self, clause: Clause) -> Years:
        last = self.context.year
        own = years_of(self.text, clause.start, clause.end, self.dates, self.published, last)
        if own.values:
            return own
        before = years_of(self.text, self.start, clause.end, self.dates, self.published, last)
        if before.values:
            return Years(before.values[-1:], before.stated, before.past)
        whole = years_of(self.text, self.start, self.end, self.dates, self.published, last)
        if whole.values and len(self.clauses) > 1 and not whole.past:
            return Years(whole.values[:1], whole.stated, whole.past)
        return Years((), False, own.past or before.past)

    def _programme(self, clause: Clause, grades: list[Grade], at: int) -> tuple[str | None, str]:
        """Programme id and the award's name as written, for a record at an offset of a clause."""
        context, text = self.context, self.text
        own = clause.strong()
        active = self.number - context.programme_at <= 12
        as_field = [hit for hit in own if _AS_FIELD.search(text[max(clause.start, hit.start - 50) : hit.start])]
        if as_field and context.programme and active and len(as_field) == len(own):
            return context.programme, context.award
        sure = {label for grade in grades if grade.kind == "category" for label in grade.programmes}
        pool = own or [hit for hit in self.strong if hit.end <= clause.start] or self.strong
        fitting = [hit for hit in pool if hit.labels[0] in sure] if sure else []
        named = self._named_prize(clause)
        if pool and (own or not named):
            best = min(
                fitting or pool,
                key=lambda hit: (hit.start > at and not own, abs(hit.start - at) - 4 * (hit.end - hit.start)),
            )
            return best.labels[0], text[best.start : best.end]
        weak = [hit for hit in clause.programmes if hit.labels[0].startswith("~")]
        if context.programme and active and not named and (not sure or context.programme in sure):
            return context.programme, context.award
        for hit in weak:
            label = hit.labels[0][1:]
            if label in sure or (text[hit.start : hit.end].isupper() and len(text[hit.start : hit.end]) > 2):
                return label, text[hit.start : hit.end]
        if len(sure) == 1 and not named:
            grade = next(grade for grade in grades if grade.programmes)
            return next(iter(sure)), text[grade.start : grade.end]
        if named:
            phrase = text[named[0] : named[1]]
            if weak:
                return weak[0].labels[0][1:], phrase
            if context.programme in _PERSONAL and self.number - context.programme_at <= 8:
                return context.programme, phrase
            return "other", phrase
        return (context.programme, context.award) if context.programme and active else (None, "")

    def _named_prize(self, clause: Clause) -> tuple[int, int] | None:
        """A prize with a name of its own in the clause: "penghargaan instansi dengan …", not "penghargaan itu"."""
        text = self.text
        for kind, first, last in clause.nouns:
            if (
                kind not in ("prize", "contest")
                or text[first:last].lower() not in _NAMED
                or _GENERIC_AFTER.match(text, last)
            ):
                continue
            if any(grade.start <= first < grade.end for grade in clause.grades):
                continue
            stop = _NP_STOP.search(text, last, clause.end)
            end = min(stop.start() if stop else clause.end, last + 90)
            if text[last:end].strip():
                return first, end
        return None

    def _implied(self, clause: Clause) -> list[Group]:
        """The body that a clause without a name speaks of: an anaphor, a plural, or the one in focus."""
        context, text = self.context, self.text
        verb = next((verb for verb in clause.verbs if verb[0] in ("receive", "state", "given", "gained")), None)
        plural = _PLURAL.search(text, clause.start, clause.end)
        if (
            plural
            and context.recent
            and not re.search(r"[Ss]elain\s+$", text[max(clause.start, plural.start() - 8) : plural.start()])
        ):
            word = plural.group(1).lower().split()[0].removesuffix("nya")
            count = _COUNT.get(word, 0)
            pool = _distinct(context.recent)
            if len(pool) < count:
                pool = _distinct(
                    [draft.name for draft in self.drafts if draft.status == "received" and draft.where == "text"]
                )
            return [Group(pool[:count] if count else pool, "recipient")] if pool else []
        anaphor = _ANAPHOR.search(
            text, clause.start, verb[2] + 40 if verb and verb[0] == "gained" else verb[1] if verb else clause.end
        )
        if anaphor and (verb or clause.grades):
            found = self._resolve((anaphor.group(1) or anaphor.group(2) or anaphor.group(3) or "").lower())
            return [Group([found], "recipient")] if found else []
        if context.focus is None or self.number - context.emitted_at > 3:
            return []
        if verb and verb[0] == "gained":
            return [Group([context.focus], "recipient")] if text[verb[1] : verb[2]].lower().endswith("nya") else []
        first = verb[1] if verb else clause.grades[0].start if clause.grades else clause.start
        lead = text[clause.start : first].strip(" ,;")
        if (
            clause.groups
            or len(lead.split()) > 10
            or re.search(r"[\"“”]", lead)
            or _FIRST_PERSON.search(lead.removesuffix(" yang"))
        ):
            return []
        own = re.search(r"(?:\w{3,}nya|-nya)$", lead) or (
            programme_about(clause, first) and lead.split()[:1] != ["dan"]
        )
        return [Group([context.focus], "recipient")] if own or _ADVERBS.match(lead) else []

    def _resolve(self, head: str) -> Candidate | None:
        context = self.context
        noun = head.removesuffix("nya").split()[0] if head else ""
        wanted = {"kota": "city", "kabupaten": "regency", "provinsi": "province", "kementerian": "ministry"}.get(noun)
        pool = (
            list(reversed(context.subjects[-20:]))
            + ([context.focus] if context.focus else [])
            + list(reversed(context.seen[-40:]))
        )
        for name in pool:
            low = name.text.lower()
            if (
                low.startswith(noun + " ")
                or (wanted and name.kind == wanted)
                or (noun == "rumah" and low.startswith(("rsud", "rs ", "rumah")))
            ):
                return name
        return context.focus or next((name for name in pool if name.kind not in ("place", "head")), None)

    def _emit(
        self, member: Candidate, programme: str, award: str, grades: list[Grade], status: AwardStatus, years: Years, clause: Clause, line: bool, inherited: str | None
    ) -> str | None:  # fmt: skip
        context, text = self.context, self.text
        kept = [
            grade
            for grade in grades
            if not _CHANGE.search(text[max(clause.start, grade.value[0] - 30) : grade.value[0]]) or len(grades) == 1
        ]
        picked = pick(text, kept, programme)
        category, kind = picked.category, picked.kind
        known = programme_of(programme).categories if programme != "other" else ()
        if category is None or kind == "class":
            fresh = self.number - context.category_at <= 4 and (context.category or "").lower() in {
                word.lower() for word in known
            }
            stand_in = (
                inherited
                or (context.list_category if line else None)
                or (context.category if clause.has("same") or fresh else None)
            )
            if stand_in and programme != "wtp":
                category, kind = stand_in, "category"
        if category is None and any(
            _AS_FIELD.search(text[max(clause.start, hit.start - 50) : hit.start]) for hit in clause.strong()
        ):
            hit = clause.strong()[0]
            category, kind = text[hit.start : hit.end], "topic"
        scores = [text[slice(*grade.value)] for grade in kept if grade.kind == "number"]
        giver = self._giver(clause)
        many = years.values if len(years.values) > 1 else ()
        for place, year in enumerate(years.values or (None,)):
            draft = Draft(
                name=member, where=self.where, programme=programme, award=award, status=status, sentence=self.number, span=(clause.start, clause.end),
                category=category, category_kind=kind, score=scores[place] if many and len(scores) == len(many) else picked.score, rank=picked.rank,
                year=year, stated=years.stated, past=years.past,
            )  # fmt: skip
            draft.evidence.append(
                Span(field="title" if self.where == "title" else "text", start=clause.start, end=clause.end)
            )
            if giver is not None and giver is not member:
                draft.giver, draft.giver_id = _with_bracket(text, giver), giver.mention.id if giver.mention else None
            if years.past:
                local = next(
                    (
                        found
                        for found in self.dates
                        if found.start >= self.start
                        and found.until is None
                        and any(c.isdigit() for c in text[found.start : found.end])
                    ),
                    None,
                )
                if local is not None and not speaks_before(text, self.start, local.start):
                    draft.date = local.moment.day
                    draft.year = draft.year or local.moment.day.year
            if programme in _PERSONAL:
                draft.recipient = person_recipient(text, clause.start, clause.end, member)
            self.drafts.append(draft)
        if years.values:
            context.year = years.values[-1]
        for grade in grades:
            if grade not in kept:
                self._earlier(member, programme, award, grade, status, clause)
        return category

    def _earlier(
        self, member: Candidate, programme: str, award: str, grade: Grade, status: AwardStatus, clause: Clause
    ) -> None:
        """The grade that a body held before ("naik dari Pratama (2022) menjadi Madya"), where its year is told."""
        tail = self.text[grade.end : grade.end + 60]
        match = re.match(r"\s*(?:\(|pada (?:tahun )?|tahun |di )?((?:19|20)\d\d)\b", tail)
        year = int(match.group(1)) if match else None
        if (
            year is None
            and re.match(r".{0,30}\b(?:setahun|tahun) sebelumnya", tail)
            and (self.context.event(programme).year or self.context.year)
        ):
            year = (self.context.event(programme).year or self.context.year or 0) - 1
        if year is None or status != "received":
            return
        draft = Draft(
            name=member, where=self.where, programme=programme, award=award, status=status, sentence=self.number, span=(clause.start, clause.end),
            category=self.text[slice(*grade.value)], category_kind="category", year=year, stated=True, past=True,
        )  # fmt: skip
        draft.evidence.append(
            Span(field="title" if self.where == "title" else "text", start=clause.start, end=clause.end)
        )
        self.drafts.append(draft)


def programme_about(clause: Clause, at: int) -> bool:
    """Whether the clause tells of an innovation prize, whose subject is an innovation of the body in focus."""
    return any(hit.labels[0] in ("kipp", "unpsa") and hit.start >= at for hit in clause.strong())


def _after_dateline(text: str, start: int, end: int) -> int:
    match = re.match(r"[^\n]{0,70}?(?:\s[–—-]{1,2}\s|\s\|\s|\.-\s|\)\s[-–—]\s|: (?=[A-Z]))", text[start:end])
    if match and match.end() < end - start and not re.search(r"\b(?:me|di|ber)\w{4,}", match.group()):
        return start + match.end()
    return start


def _with_bracket(text: str, name: Candidate) -> str:
    """A name with the bracketed abbreviation behind it, as written."""
    match = re.match(r"\s*\([A-Z][\w./ -]{1,30}\)", text[name.end : name.end + 40])
    return text[name.start : name.end + (match.end() if match else 0)]


def _distinct(names: list[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    for name in names[-60:]:
        if not any(same_body(name.key, other.key) for other in found):
            found.append(name)
    return found


def _align(clause: Clause, groups: list[Group]) -> list[list[Grade]]:
    """The grades of each row of names: those behind it, or before it when the clause opens with a grade."""
    outside = [group for group in groups if not clause.start <= group.start < clause.end]
    if outside or len(groups) == 1:
        return [list(clause.grades) for _ in groups]
    result: list[list[Grade]] = [[] for _ in groups]
    worded = [grade for grade in clause.grades if grade.kind != "number"]
    forward = bool(worded) and worded[0].start < groups[0].start
    place = 0
    for grade in clause.grades:
        if forward and grade.kind != "number":
            while place < len(groups) - 1 and groups[place].start < grade.end:
                place += 1
            result[place].append(grade)
        else:
            behind = place if forward else 0
            while behind < len(groups) - 1 and groups[behind + 1].end <= grade.start:
                behind += 1
            if not forward:
                place = behind
            result[behind].append(grade)
    order = range(1, len(groups)) if forward else range(len(groups) - 2, -1, -1)
    for at in order:
        if not any(grade.kind != "number" for grade in result[at]):
            near = result[at - 1] if forward else result[at + 1]
            result[at] = [grade for grade in near if grade.kind != "number"] + result[at]
    return result
