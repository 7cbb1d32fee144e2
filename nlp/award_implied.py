"""The body that a clause without a name speaks of: anaphors, plurals and the body in focus. Names that stand in the
clause are judged in `nlp.award_receivers`."""

from __future__ import annotations

import re

from nlp.award_bodies import same_body
from nlp.award_clause import Clause, Group
from nlp.award_history import goes_on_of_head
from nlp.award_prizes import programme_about
from nlp.award_recipients import Candidate
from nlp.award_scene import Scene

_ANAPHOR = re.compile(
    r"\b((?:pemerintah )?(?:daerah|kota|kabupaten|provinsi|instansi|satker|satuan kerja|satuan|lembaga|kantor|"
    r"dinas|rumah sakit|polres\w*|pemkab|pemkot|pemko|pemprov|unit|"
    r"kementerian|lapas|rutan|bappeda|disdukcapil|dinkes|inspektorat|bkd|kampus|universitas|puskesmas|badan|"
    r"kejari|pengadilan|desa|kecamatan|pusat layanan|OPD|wilayah|perangkat daerah|sekolah))"
    r"(?:\s+(?:di\s+)?(?!yang\b|di\b|untuk\b)[\w-]+){0,5}?\s+(?:itu|ini|tersebut|yang sama|setempat|yang (?:ia|"
    r"dia) pimpin|yang dipimpinnya)\b|"
    r"\b((?:daerah|kota|kabupaten|provinsi|instansi|satker|lembaga|kantor|dinas|rumah sakit|unit|kampus|balai|"
    r"badan) (?=yang|di|dengan|berjuluk))"
    r"(?:yang|di|dengan|berjuluk)\s[^,.;:]{3,70}?\s(?:itu|ini|tersebut)\b|"
    r"\b((?:pusat|gedung|kantor|dinas|lembaga)\s[\w-]+(?:\s[\w-]+){0,5}?\sini)\b|"
    r"(?<!di )(?<!ke )(?<!dari )(?<!bagi )\b((?:kantor|lembaga|daerah|kota|kabupaten|provinsi|instansi|dinas|"
    r"kampus|unit)nya)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(keduanya|ketiganya|keempatnya|kelimanya|keenamnya|semuanya|(?:kedua|ketiga|keempat|kelima|keenam|"
    r"ketujuh|kedelapan)\s+(?:daerah|kota|kabupaten|provinsi|pemda|instansi|unit|desa|satker|lembaga|OPD|"
    r"dinas))\b"
    r"(?!\s+(?:lain|adalah|ialah|yakni|yaitu|lainnya))",
    re.IGNORECASE,
)
_COUNT = {"kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7, "kedelapan": 8}
_ADVERBS = re.compile(
    r"^(?:(?:[Pp]ada|[Tt]ahun|[Dd]i|[Dd]alam|[Ss]ebelumnya|[Ss]elain|[Jj]uga|[Kk]embali|[Bb]ahkan|[Kk]ini|"
    r"[Ss]erta|[Dd]an|[Dd]engan|[Ss]aat|[Hh]ingga|[Uu]ntuk|[Aa]tas|[Tt]erakhir|"
    r"[Tt]erbaru|[Ss]ejak|[Bb]aru|[Bb]erhasil|[Ss]ukses|[Tt]elah|[Ss]udah|[Pp]ernah|[Aa]khirnya|[Hh]asilnya|"
    r"[Kk]ategori|[Pp]eringkat|[Ss]etahun|[Dd]ua|[Kk]emudian|[Ll]alu|[Tt]api|[Nn]amun|"
    r"[Kk]eempatnya|[Kk]etiganya|[Kk]eduanya|yang|[Ii]tu|[Ss]etelah|[Uu]sai|[Ss]esudah|[Ss]elepas|[Jj]uara|"
    r"[Dd]ibandingkan)\b|$|[,;]\s*)"
)
_NTH_PRIZE = re.compile(
    r"[\s,;]*(?:(?:sedangkan|sementara|dan|serta|kemudian|lalu|adapun|untuk)\s+)?"
    r"(?:penghargaan|predikat|piala|piagam|anugerah|trofi)\s+"
    r"(?:yang\s+)?(?:pertama|kedua|ketiga|keempat|kelima|lainnya|lain|berikutnya|selanjutnya|terakhir|satunya)\b",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(
    r"(?:Pertama|Kedua|Ketiga|Keempat|Kelima|Kemudian|Selanjutnya|Berikutnya|Lalu|Serta|Terakhir|Selain itu|Juga|"
    r"Tak hanya itu|Tidak hanya itu|Di samping itu)\b,?"
)
_OTHERS = re.compile(
    r"\b(?:\d+|sejumlah|beberapa|puluhan|ratusan|seluruh|semua|sebanyak|dua|tiga|empat|lima|enam|tujuh|delapan|"
    r"sembilan|"
    r"sepuluh|\w+ belas|\w+ puluh)\s+(?:\(\w+\)\s+)?(?:\w+\s+){0,2}(?:provinsi|kabupaten|kota|daerah|kementerian|"
    r"lembaga|instansi|unit|"
    r"desa|kelurahan|badan publik|pemda|satker|OPD|pemkot|pemkab|PTN|polres|di antaranya|lainnya)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,]*(?:setelah|usai|sesudah)\s+(?:berhasil\s+|sukses\s+|kembali\s+|sebelumnya\s+)*(?:me|bawa|raih)"
)
_IT_ROSE = re.compile(
    r"\b(?:capaian|prestasi|raihan|predikat|penghargaan|hasil|kategori|nilai|torehan|angka|peringkat|indeks|skor|"
    r"posisi) "
    r"(?:ini|itu|tersebut)\s+(?:\w+\s+)?(?:naik|meningkat|melonjak|membaik|turun|melesat|lebih baik)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:saya|kami|kita|mereka|dia|ia|beliau|kalian|anda|siapa|yang)\b", re.IGNORECASE)


def implied(scene: Scene, clause: Clause) -> list[Group]:
    """The body that a clause without a name speaks of: an anaphor, a plural, or the one in focus."""
    context, text = scene.context, scene.text
    verb = next((verb for verb in clause.verbs if verb[0] in ("receive", "state", "given", "gained")), None)
    plural = _PLURAL.search(text, clause.start, clause.end)
    if plural and not re.search(r"[Ss]elain\s+$", text[max(clause.start, plural.start() - 8) : plural.start()]):
        word = plural.group(1).lower().split()[0].removesuffix("nya")
        count = _COUNT.get(word, 0)
        pool = _those(scene, count)
        return [Group(pool, "recipient")] if pool else []
    anaphor = _ANAPHOR.search(
        text, clause.start, verb[2] + 40 if verb and verb[0] == "gained" else verb[1] if verb else clause.end
    )
    if anaphor and (verb or clause.grades):
        found = _resolve(scene, clause, next((part for part in anaphor.groups() if part), "").lower())
        return [Group([found], "recipient")] if found else []
    if _AFTER.match(text, clause.start, clause.end) and clause is not scene.clauses[0] and not clause.groups:
        subject = next((group for group in scene.clauses[0].groups if group.role in ("recipient", "other")), None)
        if subject is not None and any(verb[0] == "receive" for verb in clause.verbs):
            return [Group(subject.members[:1], "recipient")]  # "X mengukir prestasi setelah meraih …"
    focus = context.focus
    patience = 8 if programme_about(clause, clause.start) else 3
    if focus is None or scene.number - context.emitted_at > patience:
        focus = context.subjects[-1] if context.subjects and context.subject_at >= scene.number - 1 else None
    if focus is None:
        return []
    if (
        verb is None
        and clause.verbs
        and clause.verbs[-1][0] == "give"
        and (clause.grades or text[clause.verbs[-1][1] : clause.verbs[-1][2]].lower().endswith("nya"))
        and all(g.role == "giver" for g in clause.groups)
        and not re.search(r"\b(?:bagi|untuk|kepada)\b", text[clause.verbs[-1][2] : clause.end])
    ):
        return [Group([focus], "recipient")]
    if context.focus and clause.grades and _IT_ROSE.search(text, clause.start, clause.end):
        return [Group([context.focus], "recipient")]
    if verb is None and not clause.verbs and _NTH_PRIZE.match(text, clause.start, clause.end):
        others = [group for group in clause.groups if group.role not in ("giver", "organiser", "place", "office")]
        return [] if others else [Group([focus], "recipient")]
    if verb and verb[0] == "gained":
        own = text[verb[1] : verb[2]].lower().endswith("nya") or (clause.has("same") and not clause.groups)
        return [Group([focus], "recipient")] if own else []
    if verb is None and clause.verbs:
        return []
    first = verb[1] if verb else clause.grades[0].start if clause.grades else clause.start
    lead = text[clause.start : first].strip(" ,;")
    more = bool(_ENUMERATES.match(lead)) and all(
        group.role in ("giver", "organiser", "place") and group.start > first for group in clause.groups
    )  # "Kemudian penghargaan sebagai … dari Kementerian Dalam Negeri"
    if (
        (clause.groups and not more)
        or len(lead.split()) > 10
        or re.search(r"[\"“”]", lead)
        or (_FIRST_PERSON.search(lead.removesuffix(" yang")) and not goes_on_of_head(scene, clause, lead))
    ):
        return []
    if _OTHERS.search(lead):
        return []  # "Untuk diketahui, 10 provinsi masuk zona hijau"
    own = bool(re.search(r"(?:\w{3,}nya|-nya)$", lead)) or (
        programme_about(clause, first) and lead.split()[:1] != ["dan"]
    )
    own = own or goes_on_of_head(scene, clause, lead)
    return [Group([focus], "recipient")] if own or _ADVERBS.match(lead) else []


def _those(scene: Scene, count: int) -> list[Candidate]:
    """The bodies that "ketiganya" or "semuanya" (count 0) stands for: recent recipients, else the names said last."""
    context = scene.context
    recent = _distinct(context.recent)
    if scene.number - context.emitted_at <= 2 and len(recent) >= max(count, 2):
        return recent[:count] if count else recent
    won = _distinct(
        [draft.name for draft in scene.drafts[-200:] if draft.status == "received" and draft.where == "text"]
    )
    if count and len(won) >= count:
        return won[:count]
    said = [name for name in context.seen[-40:] if name.kind not in ("place", "head")]
    if scene.number - context.subject_at <= 1 and len(_distinct(said)) >= max(count, 2) and count != 0:
        return _distinct(said)[-count:]
    return _distinct(context.previous) if count == 0 else won if len(won) >= count - 1 else []


_UNIT_NOUNS = frozenset("instansi kantor dinas unit satker lembaga satuan".split())
_UNIT_KINDS = frozenset({"service_unit", "court", "police"})


def _resolve(scene: Scene, clause: Clause, head: str) -> Candidate | None:
    """The body that an anaphor with a head noun ("kota itu", "lembaganya") stands for."""
    context = scene.context
    noun = head.removesuffix("nya").split()[0] if head else ""
    wanted = {"kota": "city", "kabupaten": "regency", "provinsi": "province", "kementerian": "ministry"}.get(noun)
    here = [name for group in clause.groups for name in group.members if name.kind != "place"]
    if noun in _UNIT_NOUNS:  # "Disdukcapil …, setelah instansi tersebut meraih WBK"
        said = [name for part in scene.clauses for group in part.groups for name in group.members]
        unit = next((name for name in reversed(said) if name.start < clause.start and name.kind in _UNIT_KINDS), None)
        if unit is not None and (context.focus is None or context.focus.key.startswith("region:")):
            return unit
    pool = (
        here
        + list(reversed(context.subjects[-20:]))
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
    heads = [name for name in here if name.kind == "head"]
    if heads and noun in ("kota", "daerah", "kabupaten", "provinsi"):
        return _behind_head(heads[0])
    found = context.focus or next((name for name in pool[len(here) :] if name.kind not in ("place", "head")), None)
    if found is None and noun in ("kota", "daerah", "kabupaten", "provinsi"):
        found = next((_behind_head(name) for name in pool if name.kind == "head"), None)
    return found


def _behind_head(head: Candidate) -> Candidate:
    """The region behind its head: "Kota Madiun" in "Wali Kota Madiun"."""
    cut = head.text.lower().rfind("kota ") if "wali kota" in head.text.lower() else head.text.find(" ") + 1
    text = head.text[cut:] if cut > 0 else head.text
    return Candidate(head.end - len(text), head.end, text, head.key, "place")


def _distinct(names: list[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    for name in names[-60:]:
        if not any(same_body(name.key, other.key) for other in found):
            found.append(name)
    return found
