"""Which prize a clause means, programme and name as written, by the clause, its sentence and what was told before. How
far a name runs is read in `nlp.award_names`, the sentence itself stands in `nlp.award_scene`."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.award_clause import Clause
from nlp.award_drafts import Context
from nlp.award_names import english_awards, full_name, tells_service
from nlp.award_scene import INNOVATIONS, NAMED, PERSONAL, Scene
from nlp.award_spans import Spans
from nlp.award_unnamed import graded_prize
from nlp.grades import Grade
from nlp.phrases import Hit

AS_FIELD = re.compile(
    r"(?:plakat|piagam|piala|trofi|penghargaan)(?:\s+\w+)?\s+(?:untuk|kategori|bidang)\s+(?:kategori\s+)?$",
    re.IGNORECASE,
)
_BY_GRADE = frozenset({"zi", "kip", "ombudsman", "kipp", "iga"})  # programmes whose categories name no other
_PROPER = re.compile(r"[A-Z]\w+ [A-Z]\w+ [A-Z]")  # a prize with a name of its own
_SEVERAL = re.compile(r"\b(?:sejumlah|berbagai|banyak|puluhan|ratusan|segudang|beberapa)\s+$")
_NEAR = 40  # so many programme names around a name are looked at
_CONTEST = re.compile(
    r"\b(?:[Pp]enilaian|[Ll]omba|[Pp]emilihan|[Pp]emeringkatan|[Ss]ayembara|[Ss]eleksi)(?:\s(?!tahun|pada|di\b|yang|ini|itu|"
    r"tersebut|dan|me[a-z]|di[a-z]|oleh|dari|\d)[\w/-]+){1,6}"
)
_SERVED = re.compile(r"pelayanan (?:prima|sangat baik|baik)\b", re.IGNORECASE)  # the grades of service units
_SAME_EVENT = re.compile(r"\b(?:ajang|acara|kompetisi|lomba|perhelatan) (?:yang )?(?:sama|serupa)\b", re.IGNORECASE)
_MERIT = re.compile(r"\b(?:atas|karena|berkat|terkait)\s+(?:[\w-]+\s+){0,5}[(]?$")
_THIS = re.compile(
    r"(?:\s+(?:di|pada|tingkat|se-?\w+|[A-Z][\w-]*|nasional|dunia|provinsi)){0,5}\s+(?:ini|itu|tersebut)\b"
)
_FRONT = re.compile(
    r"[\s,;]*(?:(?:sementara(?: itu)?|sedangkan|adapun|selain itu|kemudian|lalu|di sisi lain|begitu pula),?\s+)?"
    r"(?:untuk|dalam|pada|di|terkait)\s+(?:hal\s+|(?:evaluasi|penilaian|indeks|nilai|hasil evaluasi|aspek|bidang)\s+)*",
    re.IGNORECASE,
)
_GENERIC_AFTER = re.compile(
    r"\s*(?:$|[,.;:)(]|(?:Dari|Oleh|Kepada|Dalam|Pada|Di|Untuk|Atas|Sebagai|Kategori|Tahun|tersebut|itu|ini|yang|"
    r"dari|oleh|kategori|predikat|dengan|tahun|serupa|sebagai|kepada|"
    r"untuk|bagi|pada|di|dalam|atas|karena|juga|lainnya|lain|khusus|"
    r"sekaligus|dan|serta|tertinggi|terbaik|langsung|bergengsi|nasional|hasil|ke|secara|saat|kembali|bersama|"
    r"sesuai|peringkat|berupa|setelah|se|milik|jatuh|[IVX]+|\d+|umum|penghargaan|sepanjang|selama|"
    r"(?:di|me|ber|ter)[a-z]{4,}|prestisius|tingkat|A|AA|BB|B|CC|C|baik|cukup|sangat|sama|setara|mereka|kita|"
    r"kami|bagus|lagi|lebih|pertama|kedua|ketiga|hanya|apa|pun|berkat|antara|yakni|yaitu|adalah|ialah|meliputi|masing)\b)"
)
_NP_STOP = re.compile(
    r"[,.;:()\n]|\s(?:Dari|Oleh|Kepada|Dalam|Atas|Dengan|Melalui|yang|dari|oleh|kepada|karena|atas|pada|setelah|"
    r"tahun|kategori|saat|tersebut|itu|ini|dalam|"
    r"di|usai|juga|berkat|peringkat|predikat|ke|lewat|melalui|"
    r"(?:di[a-z]{4,}|meraih|(?:me|ber)[a-z]{5,})|jatuh|dan(?! [A-Z][a-z]+ [A-Z][a-z]+ [A-Z])|serta|untuk|\d{4})\b"
)


def programme_about(clause: Clause, at: int) -> bool:
    """Whether the clause tells of an innovation prize, whose subject is an innovation of the body in focus."""
    return any(hit.labels[0] in INNOVATIONS and hit.start >= at for hit in clause.strong())


def shortens(context: Context, name: str) -> bool:
    """Whether a name is the end of the longer name of the prize spoken of ("lomba Inovasi Pelayanan Publik")."""
    return bool(context.programme) and len(name) < len(context.award) and context.award.lower().endswith(name.lower())


def award_meant(scene: Scene, clause: Clause, grades: list[Grade], at: int) -> tuple[str | None, str]:
    """Programme id and the award's name as written, for a record at an offset of a clause."""
    context, text = scene.context, scene.text
    if context.main and clause.once("same event", lambda: _SAME_EVENT.search(text, clause.start, clause.end)):
        return context.main, context.event(context.main).award
    own = clause.strong()
    active = scene.number - context.programme_at <= 12
    as_field = fields_of(scene, clause)
    if as_field and context.programme and active and len(as_field) == len(own):
        return context.programme, context.award
    own = clause.once("for prizes", lambda: _without_merits(text, clause, own))
    sure = {label for grade in grades if grade.kind == "category" for label in grade.programmes}
    pool = (
        own
        or clause.once("before", lambda: [hit for hit in scene.strong if hit.end <= clause.start])
        or scene.clauses[0].once("no field", lambda: names_no_field(scene))
    )
    if len(pool) > _NEAR:
        near = bisect_left([hit.start for hit in pool[:: _NEAR // 2]], at) * (_NEAR // 2)
        pool = pool[max(0, near - _NEAR) : near + _NEAR // 2]
    fitting = [hit for hit in pool if hit.labels[0] in sure] if sure else []
    named = once_named(scene, clause)
    if pool and (own or not named):
        best = min(
            fitting or pool,
            key=lambda hit: (hit.start > at and not own, abs(hit.start - at) - 4 * (hit.end - hit.start)),
        )
        if active and shortens(context, text[best.start : best.end]):
            return context.programme, context.award
        for first, last in clause.once("english", lambda: english_awards(text, clause.start, clause.end)):
            if first < best.end and best.start < last:
                return best.labels[0], text[first:last]
        return best.labels[0], text[slice(*full_name(text, best.start, best.end, (clause.start, scene.end)))]
    weak = [hit for hit in clause.programmes if hit.labels[0].startswith("~")]
    if "mpp" in sure and any(m.text.startswith(("MPP", "Mal Pelayanan")) for g in clause.groups for m in g.members):
        return "mpp", ""
    fronted = _fronted(text, clause, weak)
    if fronted is not None and not named:
        return fronted.labels[0][1:], text[fronted.start : fronted.end]
    if context.programme and active and not named and (not sure or context.programme in sure):
        return context.programme, context.award
    for hit in weak:
        label = hit.labels[0][1:]
        if label in sure or (text[hit.start : hit.end].isupper() and len(text[hit.start : hit.end]) > 2):
            return label, text[hit.start : hit.end]
    if sure == {"pekppp"} and not named and any(_SERVED.match(text, g.value[0]) for g in grades):
        grade = next(grade for grade in grades if grade.programmes)
        return "pekppp", text[grade.start : grade.end]
    if (
        len(sure) == 1
        and not named
        and next(iter(sure)) in _BY_GRADE
        and any(g.start < g.value[0] or text[g.value[0]].isupper() for g in grades)
    ):
        grade = next(grade for grade in grades if grade.programmes)
        return next(iter(sure)), text[grade.start : grade.end]
    if named and context.other and scene.number - context.other_at <= 4 and _definite(text, clause, named):
        return kept_prize(context)
    if named:
        phrase = text[named[0] : named[1]]
        if weak:
            return weak[0].labels[0][1:], phrase
        if context.programme in PERSONAL and scene.number - context.programme_at <= 8:
            return context.programme, phrase
        if tells_service(phrase):
            return "layanan_satker", phrase
        context.other, context.other_at = phrase, scene.number
        return "other", phrase
    if context.programme and active:
        return context.programme, context.award
    if weak and any(grade.kind in ("rank", "letter") for grade in grades):
        if context.other and scene.number - context.other_at <= 2 and weak[0].labels[0] == "~layanan_satker":
            return kept_prize(context)
        span = clause.once("graded", lambda: graded_prize(text, clause))
        if span is None or not span[0] <= weak[0].start < span[1]:
            span = full_name(text, weak[0].start, weak[0].end, (clause.start, scene.end))
        return weak[0].labels[0][1:], text[slice(*span)]
    programme, phrase = clause.once("nameless", lambda: _nameless(scene, clause))
    if programme is None or len(phrase.split()) < 2:
        graded = clause.once("graded", lambda: graded_prize(text, clause))
        if graded is not None and clause.ranked and clause.once("bare", lambda: _is_bare(clause, graded)):
            told = _prize_of_sentence(scene)
            if told[0]:
                return told
        if graded is not None and context.other and scene.number - context.other_at <= 2 and _is_bare(clause, graded):
            return kept_prize(context)
        if graded is not None and _is_bare(clause, graded) and (contest := _contest_name(scene, clause)):
            return ("layanan_satker" if tells_service(contest) else "other"), contest
        if (
            graded is not None
            and context.other
            and 0 < scene.number - context.other_at <= 2
            and _PROPER.search(context.other)
            and all(grade.kind in ("best", "title", "number") for grade in clause.grades)
        ):
            return kept_prize(context)
        if graded is not None:
            return ("layanan_satker" if tells_service(text[slice(*graded)]) else "other"), text[slice(*graded)]
        if context.other and scene.number - context.other_at <= 3:
            return kept_prize(context)
        if clause.ranked:
            return _prize_of_sentence(scene)
    return programme, phrase


def _without_merits(text: str, clause: Clause, own: list[Hit]) -> list[Hit]:
    """The programme names of a clause without those that only say for what a prize with another name was given:
    "penghargaan dalam Radar Bromo Awards atas capaian program UHC"."""
    named = english_awards(text, clause.start, clause.end)
    if not named or not own:
        return own
    kept = [
        hit
        for hit in own
        if hit.start < named[0][1] or not _MERIT.search(text, max(named[0][1], hit.start - 60), hit.start)
    ]
    return kept


def _definite(text: str, clause: Clause, named: tuple[int, int]) -> bool:
    """Whether a prize is spoken of as one known already: "penghargaan udara terbersih di tingkat ASEAN ini"."""
    return not any(sign.isupper() for sign in text[named[0] + 1 : named[1]]) and bool(
        _THIS.match(text, named[1], min(clause.end, named[1] + 80))
    )


def _fronted(text: str, clause: Clause, weak: list[Hit]) -> Hit | None:
    """The weak name that opens the clause as that of which a grade is told: "Sementara untuk reformasi birokrasi, X
    memperoleh nilai 58,44"."""
    if not weak or not any(grade.kind in ("letter", "number") for grade in clause.grades):
        return None
    hit = weak[0]
    opens = hit.last - hit.first > 0 and _FRONT.fullmatch(text, clause.start, hit.start)
    return hit if opens and not any(group.start < hit.start for group in clause.groups) else None


def names_no_field(scene: Scene) -> list[Hit]:
    """The programme names of the sentence without those that are the field of one rank among several: "peringkat I
    pelaksanaan e-court, peringkat II keterbukaan informasi"."""
    ranks = [grade for clause in scene.clauses for grade in clause.grades if grade.kind == "rank"]
    if len(ranks) < 2:
        return scene.strong
    fields = Spans((grade.start, grade.end) for grade in ranks)
    return [hit for hit in scene.strong if not fields.hold(hit.start, hit.end)]


def kept_prize(context: Context) -> tuple[str, str]:
    """The last prize of no known programme, with the programme that its name gives it."""
    return ("layanan_satker" if tells_service(context.other) else "other"), context.other


def _contest_name(scene: Scene, clause: Clause) -> str | None:
    """The contest in which a bare rank was won: "Penilaian kinerja kecamatan tingkat nasional"."""
    match = _CONTEST.search(scene.text, clause.start, clause.end)
    if match is None or any(match.start() < grade.end <= match.end() for grade in clause.grades):
        return None
    return match.group().rstrip() if not any(match.start() <= g.start < match.end() for g in clause.groups) else None


def _prize_of_sentence(scene: Scene) -> tuple[str | None, str]:
    """The prize that another clause of the sentence names, for a list of ranks that hangs on it."""
    for clause in scene.clauses:
        named = once_named(scene, clause)
        if named:
            return "other", scene.text[slice(*named)]
    for clause in scene.clauses:
        for kind, first, last in clause.nouns:
            if kind == "prize" and scene.text[first:last].lower() in NAMED:
                return "other", scene.text[first:last]
    return None, ""


def _is_bare(clause: Clause, span: tuple[int, int]) -> bool:
    """Whether a span is no more than one of the clause's grades."""
    return any(span == (grade.start, grade.end) for grade in clause.grades)


def once_named(scene: Scene, clause: Clause) -> tuple[int, int] | None:
    """Where a prize with a name of its own stands in the clause; None without one."""
    return clause.once("named", lambda: _named_prize(scene, clause))


def fields_of(scene: Scene, clause: Clause) -> list[Hit]:
    """The programme names of a clause that only tell the field of a prize: "piala untuk reformasi birokrasi"."""
    text = scene.text
    return clause.once(
        "fields",
        lambda: [
            hit for hit in clause.strong() if AS_FIELD.search(text[max(clause.start, hit.start - 50) : hit.start])
        ],
    )


def _nameless(scene: Scene, clause: Clause) -> tuple[str | None, str]:
    """A prize that the article gives no name: its occasion, or the bare word."""
    text = scene.text
    for kind, first, last in clause.nouns:
        if kind == "contest" and text[first:last].lower() in ("ajang", "lomba", "kompetisi", "kontes"):
            stop = _NP_STOP.search(text, last, clause.end)
            end = min(stop.start() if stop else clause.end, last + 90)
            if len(text[last:end].split()) > 1:
                return "other", text[first:end].rstrip()
    for kind, first, last in clause.nouns:
        if kind == "prize" and text[first:last].lower() in NAMED - {"predikat", "sertifikat", "lencana"}:
            return "other", text[first:last]
    return None, ""


def _named_prize(scene: Scene, clause: Clause) -> tuple[int, int] | None:
    """A prize with a name of its own in the clause: "penghargaan instansi dengan …", not "penghargaan itu"."""
    text = scene.text
    for span in english_awards(text, clause.start, clause.end):
        return span
    named = _named_by_head(scene, clause)
    return full_name(text, *named, (clause.start, scene.end)) if named else None


def _named_by_head(scene: Scene, clause: Clause) -> tuple[int, int] | None:
    text = scene.text
    for kind, first, last in clause.nouns:
        if (
            kind not in ("prize", "contest")
            or text[first:last].lower() not in NAMED
            or _GENERIC_AFTER.match(text, last)
        ):
            continue
        if clause.once("graded spans", lambda: Spans((g.start, g.end) for g in clause.grades)).meet(first, first + 1):
            continue
        if any(grade.start == last + 1 and grade.kind == "rank" for grade in clause.grades_in(last, last + 2)):
            continue  # "penghargaan harapan pertama"
        if (group := clause.last_group(last + 2)) and group.start == last + 1:
            continue  # "predikat Pemkab Blora"
        stop = _NP_STOP.search(text, last, clause.end)
        end = min(stop.start() if stop else clause.end, last + 90)
        if text[last:end].strip() and not (
            _SEVERAL.search(text, max(clause.start, first - 14), first) and re.match(r"\s+[Tt]ingkat\b", text[last:end])
        ):
            return first, end
    return None
