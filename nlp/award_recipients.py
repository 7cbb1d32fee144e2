"""Who may receive an award: unit mentions, heads of regions, bare region names and public places. Their keys are made
in `nlp.award_bodies`; which of them received what is decided in `nlp.award_roles`."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kliping.model import Mention
from nlp.award_bodies import HEAD, body_key, region_key, region_names
from nlp.linking import link
from nlp.phrases import words_between
from nlp.programmes import find_programme, load_programmes

_PLACE = re.compile(
    r"\b(?:(?:SD|SMP|SMA|SMK|SLB|TK|PAUD)(?:\s?N(?:egeri)?\b)?|SDN|SMPN|SMAN|SMKN|MIN|MTsN|MAN|MI|MTs|MA|"
    r"Madrasah|Universitas|Institut|Politeknik|"
    r"Taman|Pasar|Geopark|Bandara|KEK|Terminal|Pelabuhan|Stasiun|Museum|Kelurahan|Desa|Kampung|Nagari|Gampong|"
    r"Kecamatan|Distrik|MPP|Mal Pelayanan Publik(?: \(MPP\))?|"
    r"Puskesmas|RSUD|RSUP|RSJ|RS|Perumda|Perumdam|PDAM|Samsat|Sentra|Perpustakaan|TPA|BUMDes|UPTD|"
    r"Imigrasi(?= Kelas)|PKM|Posyandu|KUA|Bapas|LPKA|Pustu|Bank Sampah|"
    r"Kebun Raya|Kawasan)"
    r"(?:[ ]+(?:\d{1,3}\b|[A-Z]\w{0,3}\.(?= [A-Z])|[A-Z][\w'’-]*|Kelas|[IVX]+[AB]?\b)){1,6}"
)
_REGION_KINDS = frozenset({"place", "province", "regency", "city"})
_TYPE_BEFORE = re.compile(
    r"\b(?:Pemerintah(?:an)?\s+(?:Daerah\s+)?)?(?:Kabupaten|Kab\.?|Kota|Provinsi|Prov\.?|Propinsi|Pemkab|Pemkot|"
    r"Pemko|Pemprov|Pemda)\s+(?:Administrasi\s+)?$"
)
_TYPES = (
    ("kota", "city"),
    ("pemko", "city"),
    ("kab", "regency"),
    ("prov", "province"),
    ("prop", "province"),
    ("pemda", "regency"),
)
_QUOTED_WORK = re.compile(
    r"(?i:inovasi|berjudul|bernama|bertajuk|program|aplikasi|kampanye|slogan|tagline|tema|film|buku|lagu)\s+"
    r"[^.,\"“”]{0,20}(?<!untuk )(?<!kepada )(?<!bagi )(?<!dari )(?<!milik )(?<!oleh )(?<!karya )(?<! dan )(?<! serta )"
    r"[\"“‘']?$"
)
_OWNED_WORK = re.compile(r"\binovasi $")  # "inovasi Pemkab X" is the body's
_FROM_REGION = re.compile(r" dari (?:Provinsi|Kabupaten|Kota) [A-Z][\w-]*(?: [A-Z][\w-]*){0,2}")
_END_BRACKET = re.compile(r"\s*\(([^()]{1,30})\)$")
_STATE = re.compile(r"[Ll]aporan [Kk]euangan (Pemerintah Pusat)")
_QUALITY = re.compile(
    r"\s+(?:Terbaik|Teladan|Berprestasi|Inovatif|Terinovatif|Peduli|Ramah|Layak|Bebas|Antikorupsi|Anti|Informatif|"
    r"Awards?|Mandiri|Wisata|Sehat|Cerdas|Tangguh|Percontohan|Juara|Telah|Raih)\b"
)
_VILLAGE = re.compile(r"(?:Desa|Kelurahan|Kampung|Nagari|Gampong) [A-Z]")
_NEXT_REGION = re.compile(
    r"\s+(?:Kecamatan|Distrik|Kabupaten|Kab|Kota [A-Z]|Provinsi|Kapanewon|(?:Me|Di|Ber|Ter)[a-z]{4,}|Raih|Terima|Jadi|"
    r"Masuk|Sabet|Juara|Kembali|Telah|Akan|Sudah)\b"
)
_INITIALS = re.compile(r"\.(?:\s?[A-Z]\.)+(?:\s[A-Z][a-z]+)+")
_CUT_NUMBER = re.compile(r"\s+\d{1,3}$")
_CHIEF = re.compile(r"\b[Kk]a(polres(?:ta|tabes|tro)?|polda|polsek|lapas|rutan)\s+(?:Kelas\s+[IVX]+[AB]?\s+)?(?=[A-Z])")
_CHIEF_OF = re.compile(r"\b(Kajari|Kajati|Kakanim|Kakantah|Kakanwil(?: \w+)?)\s+(?=[A-Z])")
_OFFICE_OF = {"kajari": "Kejari", "kajati": "Kejati", "kakanim": "Kantor Imigrasi", "kakantah": "Kantah"}
_AS_TITLE = re.compile(
    r"\b(?:[Pp]enghargaan|[Pp]redikat|[Gg]elar|[Aa]nugerah|[Ss]tatus|[Ss]ebagai|[Ll]omba|[Kk]ategori|[Pp]iala|"
    r"[Jj]uara(?: \w+)?|[Tt]erbaik(?: \w+)?)\s+[\"“‘']?$"
)  # what follows names the prize, not a body
_SUPERLATIVE = re.compile(r"\s+(?:terbaik|teladan|berprestasi|terinovatif|percontohan|terfavorit)\b", re.IGNORECASE)
_AS_PRIZE = re.compile(
    r"\b(?:[Pp]enghargaan|[Pp]iala|[Aa]nugerah|[Ss]ebagai|[Mm]enjadi|[Kk]ategori|[Pp]redikat|[Gg]elar)\s+[\"“‘']?$"
)
_DATELINE = re.compile(r"\s*(?:,\s*|\()\d{1,2}[ /]")
_WHEN = re.compile(r",?\s*(?:pada\s+)?(?:hari\s+)?(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|\(\d)")
_AT = re.compile(r"\bdi\s+[^.;:]{3,50},\s+$")
_UNKNOWN_REGION = re.compile(
    r"(?:(?<=\), )|(?<=\) dan ))(?:Kabupaten|Kota) [A-Z][a-z]+(?: [A-Z][a-z]+)?(?=\s\("
    r"(?:Provinsi|Prov\.?|Propinsi) [A-Z])"
)  # a name misspelt or cut short between others with their provinces
_HEADLINE_VERBS = frozenset(
    "Raih Terima Dapat Sabet Masuk Jadi Kembali Sukses Berhasil Borong Juara WTP Pertahankan Lagi Kantongi Naik "
    "Tembus "
    "Boyong Gondol Rebut Peroleh Panen Menangi Kokoh Diganjar Dianugerahi Dinobatkan Berpredikat Akhirnya Tak".split()
)
_GENERIC = frozenset(
    "Kabupaten Kota Desa Kelurahan Kecamatan Provinsi Umum Daerah Negeri Swasta Nasional Indonesia Publik".split()
)
_REGION_FIELDS = ("code", "kind", "name", "province", "forms", "former", "since")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible recipient. `start`–`end` index the text; `key` is one for all forms of a body."""

    start: int
    end: int
    text: str
    key: str
    kind: str  # the kinds of gold/GUIDE.md, or "head" (of a region), "place" (a bare region name)
    mention: Mention | None = None


@functools.cache
def _grade_words() -> frozenset[str]:
    return frozenset(
        word.lower() for entry in load_programmes() for word in (*entry.categories, *entry.loose, *entry.grades)
    )


def candidates(text: str, mentions: Sequence[Mention], field: str) -> list[Candidate]:
    """The candidates of one field in order, without overlaps: heads of regions, mentions, places, bare region names."""
    found: list[Candidate] = []
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        at = bisect_right(taken, (start, len(text) + 1))
        return (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or taken[at][0] >= end)

    def take(start: int, end: int, kind: str, mention: Mention | None = None, key: str | None = None) -> None:
        surface = text[start:end]
        found.append(Candidate(start, end, surface, key or body_key(surface, mention), kind, mention))
        taken.insert(bisect_right(taken, (start, end)), (start, end))

    table, _ = region_names()
    words = words_between(text, 0, len(text))
    named = [hit for hit in table.find(words) if text[hit.start].isupper()]
    starts = {hit.start: hit for hit in named}
    heads = []
    own = [mention for mention in mentions if mention.span.field == field]
    bare = {mention.span.start: mention for mention in own if mention.kind in _REGION_KINDS}
    for match in HEAD.finditer(text):
        hit = starts.get(match.end())
        if hit is not None:
            heads.append((match.start(), hit.end, region_key(text[match.start() : hit.end])))
        elif (known := bare.get(match.end())) is not None and known.id:
            heads.append((match.start(), known.span.end, known.id))  # "Bupati Sergai"
    ends = {hit.end for hit in named}
    for start, end, head_key in heads:
        if free(start, end):
            take(start, end, "head", None, head_key)
    for match in _CHIEF.finditer(text):
        hit = starts.get(match.end())
        if hit is not None and free(match.start(1), hit.end) and not _part_of_name(text, hit.start, hit.end, True):
            body = link(text[match.start(1) : hit.end])  # "Kapolres Gresik" stands for her station
            kind = "police" if match.group(1).startswith("pol") else "service_unit"
            take(match.start(1), hit.end, kind, None, body.id if body else None)
    for match in _CHIEF_OF.finditer(text):
        hit = starts.get(match.end())
        if hit is not None and free(match.start(1), hit.end):
            words_said = match.group(1).split()
            office = _OFFICE_OF.get(words_said[0].lower(), " ".join(["Kanwil", *words_said[1:]]))
            body = link(f"{office} {text[hit.start : hit.end]}")
            take(
                match.start(1),
                hit.end,
                "court" if office[:3] == "Kej" else "service_unit",
                None,
                body.id if body else None,
            )
    for mention in sorted(own, key=lambda item: (item.span.start, -item.span.end)):
        start, end = mention.span.start, mention.span.end
        bracket = _END_BRACKET.search(text, start, end)
        if bracket and (
            not bracket.group(1)[0].isupper()
            or bracket.group(1).lower() in _grade_words()
            or len(bracket.group(1)) < 3
            or find_programme(bracket.group(1)) is not None
        ):
            end = bracket.start()  # "Kabupaten Sukoharjo (Utama)"
        if _VILLAGE.match(text, start) and (whole := _PLACE.match(text, start)) and whole.end() > end:
            beyond = _NEXT_REGION.search(text, end, whole.end())
            end = beyond.start() if beyond else whole.end()  # "Desa Tanjung Lapang"
        if text[end - 2 : end - 1] == " " and text[end - 1].isupper() and (more := _INITIALS.match(text, end)):
            end = more.end()  # "RSUD Prof. W" of "RSUD Prof. W.Z. Johannes"
        if (cut := _CUT_NUMBER.search(text, start, end)) and re.match(r"[.,]\d", text[end : end + 2]):
            end = cut.start()  # "Puskesmas Kaliwates 84,9"
        if text.startswith((" Award", " AWARD"), end):
            continue  # "Badan Kepegawaian Negara Award 2023"
        if _SUPERLATIVE.match(text, end) and _AS_PRIZE.search(text, max(0, start - 12), start):
            continue  # "sebagai TPID Terbaik"
        quality = _QUALITY.search(text, start, end)
        if quality and text[quality.start() :].split(None, 1)[0] in (
            "Awards",
            "Award",
            "Terbaik",
            "Juara",
            "Telah",
            "Raih",
            "Berprestasi",
            "Teladan",
        ):
            if _AS_TITLE.search(text, max(0, start - 30), start) or "Award" in quality.group():
                continue  # "penghargaan Kantor Pertanahan Terbaik II"
            end = quality.start()
        if mention.kind == "service_unit" and (more := _FROM_REGION.match(text, end)) and more.end() in ends:
            end = more.end()  # "Dinas Penanaman Modal … dari Provinsi Jawa Tengah"
        if free(start, end) and not (_DATELINE.match(text, end) and text[start:end] in ("Jakarta", "DKI Jakarta")):
            take(start, end, mention.kind, mention)
    for match in _STATE.finditer(text):
        if free(*match.span(1)):
            take(match.start(1), match.end(1), "ministry")
    for match in _PLACE.finditer(text):
        end = match.end()
        while end > match.start() and text[end - 1] in ".'’-":
            end -= 1
        if _QUALITY.search(text, match.start(), end) and _AS_TITLE.search(
            text, max(0, match.start() - 30), match.start()
        ):
            continue  # "penghargaan Desa Antikorupsi"
        generic = text[match.start() : end].rsplit(" ", 1)[-1] in _GENERIC or re.search(
            r"\d\s+$", text[max(0, match.start() - 4) : match.start()]
        )
        if free(match.start(), end) and " " in text[match.start() : end] and not generic:
            take(match.start(), end, "other")
    for hit in named:
        if not free(hit.start, hit.end) or _part_of_name(text, hit.start, hit.end):
            continue
        if re.match(r"\s*(?:,\s*|\(|\s)\d{1,2}(?:/|\s+[A-Z][a-z]+|\))", text[hit.end : hit.end + 20]) or (
            re.match(r"\s*\(\d", text[hit.end : hit.end + 4]) and not text[: hit.start].strip()
        ):
            continue  # a dateline
        typed = _TYPE_BEFORE.search(text, max(0, hit.start - 40), hit.start)
        if typed and free(typed.start(), hit.end):
            kind = next(value for word, value in _TYPES if word in typed.group().lower())
            take(typed.start(), hit.end, kind)
        else:
            take(hit.start, hit.end, "place")
    for match in _UNKNOWN_REGION.finditer(text):
        if free(match.start(), match.end()):
            take(match.start(), match.end(), "city" if match.group().startswith("Kota") else "regency")
    found.sort(key=lambda item: item.start)
    joined: list[Candidate] = []
    for name in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and text[before.end : name.start] == " "
            and (
                name.text.startswith(("Kecamatan", "Distrik", "Kabupaten", "Kelurahan", "Desa", "Provinsi", "Prov."))
                or (name.text.startswith("Polda") and before.kind == "police")
            )
        ):
            joined[-1] = Candidate(
                before.start, name.end, text[before.start : name.end], before.key, before.kind, before.mention
            )
        elif (
            name.kind in _REGION_KINDS
            and text[name.start - 1 : name.start] == "("
            and text[name.end : name.end + 1] == ")"
        ):
            continue  # "Rinjani (Provinsi Nusa Tenggara Barat)"
        elif (
            before is not None
            and text[before.end : name.start] == " "
            and before.kind in ("service_unit", "court")
            and name.text.startswith(("Kantor Wilayah", "Kanwil", "Kementerian"))
        ):
            continue  # "Lembaga Pemasyarakatan Kelas IIA Cilegon Kantor Wilayah … Banten"
        elif name.kind == "place" and (
            (before is not None and text[before.end : name.start] == " " and before.kind in ("regency", "city"))
            or (_WHEN.match(text, name.end) and _AT.search(text, max(0, name.start - 60), name.start))
        ):
            continue  # "Kota Serang Banten", "di Balai Kota, Jakarta Pusat, Kamis (…)"
        elif (before is not None and _is_alias(text, before, name)) or (
            _QUOTED_WORK.search(text[max(0, name.start - 40) : name.start])
            and not (name.mention is not None and _OWNED_WORK.search(text[max(0, name.start - 12) : name.start]))
        ):
            continue
        else:
            joined.append(name)
    return joined


def _is_alias(text: str, before: Candidate, name: Candidate) -> bool:
    """Whether a name is the bracketed short form of the one before it: "Sekretariat … Kebudayaan (Kemenko PMK)"."""
    return text[before.end : name.start].strip() == "(" and text[name.end : name.end + 1] in (")", "/", ",", " ")


def _part_of_name(text: str, start: int, end: int, before_person: bool = False) -> bool:
    """Whether a region's name is only part of a longer name ("Jawa Pos", "Bank Jatim", "Jalan Solo"). A person's name
    or rank may follow an office: "Kapolres Gresik AKBP …"."""
    if before_person:
        return bool(re.match(r" (?:Jaya|Raya)\b", text[end : end + 6]))
    after = re.match(r"[ -]([A-Z][a-z]+|[A-Z]{1,})", text[end : end + 30])
    before = re.search(
        r"\b(?:Jalan|Jl\.?|Bank|PT|CV|RM|Hotel|Gedung|Istana|Sungai|Gunung|Pulau|Laut|Selat|Teluk|Tanjung|"
        r"Stadion|Balai|Persatuan|Ikatan|TNI|Kodam|Kodim|Korem|Pangdam|DPRD|PWI|PSI|Tol|Jembatan)\s+$",
        text[max(0, start - 14) : start],
    )
    joined = text[start - 1 : start] in ("-", "/", "@", "#", ".") and start > 1 and text[start - 2].isalnum()
    follows = (
        after is not None and after.group(1) not in _HEADLINE_VERBS and after.group(1).lower() not in _grade_words()
    )
    return bool(before) or joined or follows


_NAME = r"(?:(?:dr|drg|Dr|Dra|Drs|Ir|Prof|Hj?|KH|Ns)\.?,?\s+)*[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){0,4}"
PERSON_AT = re.compile(rf"({_NAME}),\s+(?:[a-z][a-z-]+\s+){{1,5}}(?:(?:di|pada|dari)\s+)?$")
_NAME_BEFORE = re.compile(
    rf"({_NAME})(?:,\s+(?:(?:[a-z][a-z-]+\s+){{1,5}}(?:di\s+|pada\s+|dari\s+)?)?|\s+dari\s+)(?:[A-Z][\w.]+\s+)*$"
)
_OFFICE_WORD = re.compile(
    r"\b(?:Bupati|Wali ?[Kk]ota|Gubernur|Kepala|Ketua|Direktur|Camat|Lurah|Kemudian|Selanjutnya|Menteri)\b"
)
_OFFICE_BEFORE = re.compile(
    r"(?:Wakil\s+)?(?:Kepala|Ketua|Direktur|Sekretaris|Camat|Lurah|Rektor|Inspektur|Sekda|Bupati|"
    r"Kapol\w+)\s+(?:[A-Z][\w.]*\s+){0,3}$"
)


def person_recipient(text: str, start: int, end: int, name: Candidate) -> str | None:
    """The person who received in the name's office, with office, as one span of the text; None when there is none."""
    start = max(start, name.start - 200)
    left = text[start : name.start]
    office = _OFFICE_BEFORE.search(left)
    first = start + office.start() if office else name.start
    after = re.match(rf",?\s+({_NAME})", text[name.end : min(end, name.end + 70)])
    if name.kind == "head" and not office:
        own = re.match(rf"\s+({_NAME})", text[name.end : min(end, name.end + 70)])
        if own:
            return text[name.start : name.end + own.end()].rstrip(" ,.")  # "Bupati Malang Rendra Kresna"
    before = _NAME_BEFORE.search(text[start:first] if office else left)
    if before and not _OFFICE_WORD.search(before.group(1)):
        last = name.end
        return text[start + before.start(1) : last]
    if office and after:
        return text[first : name.end + after.end()].rstrip(" ,.")
    return text[first : name.end] if office else None
