"""A sentence around an award cut into clauses, with the verbs, grades, programmes and rows of names in each.

Grades told by their place alone are read in `nlp.award_bare_grades`, what the names are in their clause in
`nlp.award_roles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.award_bare_grades import (
    add_bare_fields,
    add_bare_grades,
    add_bare_ranks,
    add_open_field,
    add_ranks_behind,
    add_table_grades,
)
from nlp.award_clause import Clause, Group
from nlp.award_number_rows import add_number_rows
from nlp.award_recipients import Candidate
from nlp.award_spans import Spans
from nlp.award_words import trigger_table
from nlp.grades import Grade, find_grades
from nlp.phrases import words_between
from nlp.programmes import programme_hits

_CLAUSE = re.compile(
    r"(?<!yakni)(?<!yaitu)(?<!adalah);|(?<=[a-z]{4})\.(?=[A-Z][a-z]{3,}\s)|,?\s{1,8}(?:sedangkan|sementara(?! itu)|"
    r"adapun|tetapi|tapi|namun|"
    r"melainkan|padahal|(?<!ahun )kemudian|(?<!ahun )(?<!ekan )(?<!ulan )(?<!hari )(?<!nggu )lalu(?! lintas)|lantas|"
    r"meskipun|walaupun|"
    r"kendati|meski|sehingga|karena|sebab|lantaran|setelah|usai|sebelum(?! itu| ini)|ketika|sejak|dibandingkan|"
    r"dibanding|sebagai wujud|sebagai bentuk)\s|^(?:Sedangkan|Adapun|Sementara)\s|"
    r",\s+(?=(?:disusul|diikuti)\s)"
)
_NEXT_PLACE = re.compile(
    r",?\s(?=(?:disusul|diikuti)\s+(?:oleh\s+)?[A-Z])|"
    r",?\s(?=(?:dan|serta|lalu|sedangkan)\s+(?:di\s+)?(?:posisi|peringkat|urutan|tempat|ranking|juara)\s+(?:\w+\s+){1,3}?"
    r"(?:diisi|diraih|ditempati|diduduki|dihuni|disabet|diperoleh|dipegang|direbut)\b)"
)
_GRADED_END = re.compile(
    r"\b(?:predikat|kategori|kualifikasi|nilai|skor|indeks|poin|angka)\s+(?:\w+\s+)?[\w.,+-]+$|\b\d{1,3}[.,]\d+$"
)  # "A di angka 3,14 predikat baik disusul B 3,09"
_LOST = re.compile(
    r"\b(?:gagal|kehilangan|tidak|belum|mempertahankan)\b[^.;]{3,80}?(\syang\s+(?:\w+\s+)?(?:diraihnya|"
    r"diperolehnya|disandangnya|diterimanya|dikantonginya|pernah di\w+))\b"
)
_OPENING = re.compile(
    r"(?:Setelah|Ketika|Saat|Karena|Meski(?:pun)?|Walau(?:pun)?|Sebelum|Usai|Sejak|Kendati)\s(?!itu\b|"
    r"ini\b)[^,;:.]{5,140}(?=,)"
)
_WHEN_MET = re.compile(
    r"\b(?:ketika|saat|usai)\s+di(?:temui|hubungi|konfirmasi|wawancara\w*|tanya\w*)\b[^.;:\"“”]{0,90}?\s"
    r"(?=(?:menyebut|mengatakan|menjelaskan|mengungkap|menyatakan|menuturkan|menyampaikan|menerangkan|"
    r"membenarkan)\w*\b)"
)  # what the person met then tells is a main clause
_SUBORDINATE = re.compile(
    r"\s*,?\s*(?:(?:Setelah|Usai|Meski|Walau|Ketika|Karena|Kendati)\s(?!itu|ini)|karena|sebab|lantaran|ketika|"
    r"sejak|sebelum|sebagai wujud|sebagai bentuk)\b"
)
_LINK = re.compile(
    r"(?:\s|,|;|&|\b(?:begitu (?:pula|juga)(?: dengan)?|demikian (?:pula|juga)(?: dengan)?|dan|serta|hingga|"
    r"maupun|juga|atau|kemudian|lalu|disusul|diikuti|sampai)\b|"
    r"/|\n|[-–•*]|\d{1,3}[.)])*",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r",\s+(?:(?!\w*(?:yang|dengan|dari|untuk|kepada|oleh|sedangkan|sementara|serta|"
    r"karena)\b)[A-Z][\w./'-]*\s*(?:dan\s(?=[A-Z]))?"
    r"){1,6},\s+(?:dan\s+|serta\s+)?"
)  # an item between two others that no reader knows
_TOWN = re.compile(
    r"(?:,|\s(?:dan|serta))\s+(?:(?:dan|serta)\s+)?(?!Pemerintah|Pemkab|Pemkot|Pemprov|Pemda|Bupati|Wakil|Ketua|Sekda|"
    r"Dinas|Kantor|Kantah|RSUD|Polres\w*|Badan|Bappeda|Kecamatan|Desa|Kelurahan|Inspektorat|Puskesmas|Kodim|Kejari)"
    r"([A-Z][a-z]{3,})\s$"
)  # a town told with its regency in a row of regencies: "Kudus, Jepara dan Welahan Kabupaten Demak"
_UNKNOWN_SHORT = re.compile(r",\s+[A-Z]{3,8},?\s+(?:dan\s+|serta\s+)?")  # "Kemenkes, PHLN, dan Kemenbud"
_HALL = re.compile(
    r"\b(?:di|ke)\s+(?:Kantor|Gedung|Aula|Rumah|Ruang|Pendopo|Hotel|Balai|Halaman|Auditorium)\s[^,]{0,40}$|"
    r"\b(?:di|ke)\s+(?:Kantor|Gedung|Aula|Rumah|Halaman)\s+$"
)
_WHERE = re.compile(r"(?:Tidak|Tak) jauh dari |(?:Di|Dari) luar |Selain di |Bergeser ke |Beralih ke ")
BRACKETS = re.compile(r"\([^()]{0,60}\)")
_OTHER_GIFT = re.compile(
    r"\s+(?:(?:sebuah|berbagai|banyak)\s+)?(?:penilaian terhadap|arahan|sambutan|bantuan|pembinaan|dukungan|kontribusi|"
    r"kesempatan|pelayanan|layanan|kemudahan|masukan|rekomendasi|informasi|keterangan|testimoni|semangat|motivasi|"
    r"manfaat|dampak|contoh|pengarahan|perhatian|solusi|pendampingan|pengertian|pemahaman|subsidi|insentif)\b"
)
_REGIONS = frozenset({"place", "province", "regency", "city"})
_GOES_ON = re.compile(r",?\s+(?:dan|serta)\s+[A-Z]|,\s+[A-Z]")
_IS_WINNER = re.compile(r"(?:, |\b(?:satu-satunya|salah satu|salah seorang) )$")
_SAME_PRIZE = re.compile(r"\s+(?:penghargaan|predikat|anugerah|piala) (?:tersebut|itu|ini)\b")
_AMONG_ALL = re.compile(r"\bse[- ]?$", re.IGNORECASE)  # "se-Provinsi NTB, Sumbawa Barat mencatat …"
_OTHER_NAME = re.compile(r"\A/[A-Z]\w+(?=[, ])")  # "Surakarta/Solo, dan Bitung"
_FRONTED = re.compile(r"[\s\"“]*(?:Selain|Melalui|Lewat|Berkat|Bersama|Dengan|Berdasarkan|Menurut)\s+(?:\S+\s+){0,25}")
_ACTS = re.compile(
    r"\s+(?:\([^()]{1,30}\)\s+)?(?:juga|kembali|berhasil|turut|sukses|telah|mampu|raih|me[a-z]{3,}|di[a-z]{4,})\b"
)
_PAUSE = re.compile(r"[,;:]\s")
_REASON = re.compile(
    r",?\s+(?:karena|sebab|lantaran|setelah|usai)\s+(?:berhasil |dinilai |dinyatakan |mampu |sukses )*"
    r"(?:masuk|meraih|memperoleh|mendapat\w*|mencapai|berada|menempati|berpredikat|lolos)\b"
)
_BEFORE_THAT = re.compile(r"\b(?:sebelumnya|tahun lalu|semula|pernah|gagal|target\w*|terakhir)\b")
_JOINED_FIELD = re.compile(
    r"(?:,\s(?!dan|serta)(?:[A-Z][\w/-]*)(?:\s[A-Z][\w/-]*){0,4}){1,5},?\s(?:dan|serta)\s(?:[A-Z][\w/-]*)(?:\s[A-Z][\w/-]*){0,4}"
)
_FIELD_LEAD = re.compile(
    r"\s(?:(?:capaian|nilai|indeks|skor|evaluasi|penilaian|dalam|pada|di|untuk|ajang|bidang|lomba)\s+)+$"
)
_HANDED = re.compile(r"(?:diserahkan|diberikan|dianugerahkan|disodorkan|dibagikan)\b", re.IGNORECASE)
_VENUE = re.compile(r"\b(?:Ruang|Gedung|Aula|Pendopo|Jalan|Jl\.?|Taman|Hotel|Balai|Ballroom)\s+$")
_IN_HALL = re.compile(r"\bdi Adipura[.,]")
_OWNS = re.compile(r"\s+(?:sertifikat|sertifikasi|predikat|akreditasi|opini|piagam)\b", re.IGNORECASE)


def read_clauses(text: str, start: int, end: int, names: Sequence[Candidate]) -> list[Clause]:
    """The clauses of a sentence with everything found in them; `names` are the candidates of the sentence in order."""
    words = words_between(text, start, end)
    bounds = [start]
    brackets = [match.span() for match in BRACKETS.finditer(text, start, end)]
    spans = [(name.start, name.end) for name in names] + brackets
    spans.sort()
    place = 0
    for match in _CLAUSE.finditer(text, start, end):
        at = match.start()
        while place < len(spans) and spans[place][1] <= at:
            place += 1
        if place < len(spans) and spans[place][0] < at:
            continue
        if at > bounds[-1]:
            bounds.append(at)
    lost = _LOST.search(text, start, end)
    if lost:
        bounds = sorted({*bounds, lost.start(1)})
    opening = _OPENING.match(text, start, end)
    if opening and not any(first <= opening.end() < last for first, last in spans):
        bounds = sorted({*bounds, opening.end()})
    for met in _WHEN_MET.finditer(text, start, end):
        bounds = sorted({*bounds, met.end()})
    for follows in _NEXT_PLACE.finditer(text, start, end):
        if _GRADED_END.search(text, max(start, follows.start() - 40), follows.start()):
            bounds = sorted({*bounds, follows.start()})
    bounds.append(end)
    clauses = [Clause(first, last) for first, last in pairwise(bounds)]
    place = 0
    for word in words:
        while word.start >= clauses[place].end and place + 1 < len(clauses):
            place += 1
        clauses[place].words.append(word)
    at = 0
    for clause in clauses:
        inside = []
        while at < len(names) and names[at].start < clause.end:
            inside.append(names[at])
            at += 1
        clause.subordinate = bool(_SUBORDINATE.match(text, clause.start, clause.end))
        _fill(text, clause, inside)
    for before, clause in pairwise(clauses):
        if any(grade.kind == "topic" for grade in before.grades):
            add_open_field(text, clause)
    if any(grade.kind == "rank" and grade.rank for clause in clauses for grade in clause.grades):
        for clause in clauses:
            add_ranks_behind(text, clause)
    return clauses


def lend_grades(text: str, clause: Clause, reason: Clause) -> None:
    """Give a clause without a grade the one told as its reason: "memperoleh penghargaan karena masuk zona hijau"."""
    if clause.grades or not clause.verbs or not any(group.role == "recipient" for group in clause.groups):
        return
    if reason.groups or not reason.grades or not _REASON.match(text, reason.start):
        return
    if not _BEFORE_THAT.search(text, reason.start, reason.end) and clause.verbs[-1][0] in ("receive", "given"):
        clause.grades = list(reason.grades)
        clause.memo.clear()


def _fill(text: str, clause: Clause, names: list[Candidate]) -> None:
    named = Spans((name.start, name.end) for name in names)
    bodies = Spans((name.start, name.end) for name in names if name.kind != "other")
    clause.programmes = [
        hit
        for hit in programme_hits(text, clause.words)
        if not (hit.first == hit.last and _VENUE.search(text, max(clause.start, hit.start - 12), hit.start))
        and not _IN_HALL.search(text, max(clause.start, hit.start - 4), min(hit.end + 1, clause.end))
        and not bodies.hold(hit.start, hit.end)
    ]
    fixed = Spans(
        [
            *((name.start, name.end) for name in names),
            *((hit.start, hit.end) for hit in clause.programmes if hit.last - hit.first >= 1),
        ]
    )
    for hit in trigger_table().find(clause.words):
        if named.meet(hit.start, hit.end):
            continue
        for label in hit.labels:
            table, _, key = label.partition(":")
            entry = (key, hit.start, hit.end)
            if table == "nouns":
                clause.nouns.append(entry)
                if (
                    key == "winner"
                    and _IS_WINNER.search(text, max(0, hit.start - 16), hit.start)
                    and not _SAME_PRIZE.match(text, hit.end)
                    and not fixed.meet(hit.start, hit.end)
                ):
                    clause.verbs.append(("receive", hit.start, hit.end))
            elif fixed.meet(hit.start, hit.end):
                continue
            elif table == "verbs":
                word = text[hit.start : hit.end].lower()
                if (word in ("dapat", "catat") and _is_modal(text, hit.end)) or (
                    word in ("mencatat", "catat")
                    and re.match(
                        r"\s*(?:,|bahwa|sebanyak|ada|terdapat|masih|baru|sepanjang|sejak|dari)",
                        text[hit.end : hit.end + 12],
                    )
                ):
                    continue
                if text[hit.start : hit.end] == "Ganjar" and text[hit.end : hit.end + 2] != " W":
                    continue  # a governor's name, and the verb only in headlines
                if key == "give" and _OTHER_GIFT.match(text, hit.end):
                    continue
                if word in ("memiliki", "punya") and not _OWNS.match(text, hit.end):
                    continue
                if key == "want":
                    clause.status.append(("targeted", hit.start, hit.end))
                    entry = ("receive", hit.start, hit.end)
                clause.verbs.append(entry)
            elif table == "givers" and (passive := _HANDED.match(text, hit.start, hit.end)):
                clause.verbs.append(("handed", *passive.span()))  # "diserahkan langsung oleh X"
            elif table == "status":
                if text[hit.start : hit.end] == "Pembangunan" and hit.start > clause.start:
                    continue  # "Indeks Pembangunan Manusia"
                clause.status.append(entry)
    clause.grades = [
        grade for grade in find_grades(text, clause.start, clause.end, clause.words) if not named.meet(*grade.value)
    ]
    if sum(grade.kind == "rank" for grade in clause.grades) == 1:
        clause.grades = [_without_programme(text, grade, clause) for grade in clause.grades]
    ranks = [grade.start for grade in clause.grades if grade.kind == "rank"]
    if ranks:  # "pengelolaan keuangan, terbaik II …" is no name
        clause.programmes = [
            hit
            for hit in clause.programmes
            if not (_PAUSE.search(text, hit.start, hit.end) and any(hit.start < rank < hit.end for rank in ranks))
        ]
    clause.grades = [_whole_field(text, grade, clause, named) for grade in clause.grades]
    add_bare_ranks(text, clause, names)
    add_bare_fields(text, clause, names)
    add_bare_grades(text, clause, names)
    add_table_grades(text, clause, names)
    clause.groups = _groups(text, names, clause.grades, clause.start)
    add_number_rows(text, clause)
    graded = Spans((grade.start, grade.end) for grade in clause.grades)
    clause.status = [entry for entry in clause.status if not graded.meet(entry[1], entry[2])]


def _without_programme(text: str, grade: Grade, clause: Clause) -> Grade:
    """A rank without the programme that its field names: "peringkat ketiga nasional [capaian MCP KPK]"."""
    if grade.kind != "rank" or grade.end - grade.start < 30:
        return grade
    for hit in clause.strong():
        if grade.start < hit.start < grade.end and hit.end - hit.start > 8:
            lead = _FIELD_LEAD.search(text, grade.start, hit.start)
            last = lead.start() if lead else hit.start
            if len(text[grade.start : last].split()) > 1:
                last = grade.start + len(text[grade.start : last].rstrip())
                return replace(grade, end=last, value=(grade.start, last))
    return grade


def _whole_field(text: str, grade: Grade, clause: Clause, named: Spans) -> Grade:
    """A field with the words that it joins: "kategori Perencanaan, Pelayanan Pengadaan, Kepangkatan dan Pensiun"."""
    if grade.kind != "topic" or grade.end >= clause.end or text[grade.end] != ",":
        return grade
    match = _JOINED_FIELD.match(text, grade.end, clause.end)
    if match is None or named.meet(grade.end, match.end()) or clause.grades_in(grade.end, match.end()):
        return grade
    return replace(grade, end=match.end(), value=(grade.value[0], match.end()))


def _at_venue(text: str, start: int, at: int) -> bool:
    """Whether the first name of a clause tells a place: "Bertempat di Kantor Gubernur Bali, KASN menyerahkan …"."""
    return bool(_WHERE.fullmatch(text, start, at) or _HALL.search(text, max(start, at - 60), at))


def _is_modal(text: str, end: int) -> bool:
    return bool(re.match(r"\s+(?:di|me|ber|ter)\w{3,}", text[end : end + 20]))


def _groups(text: str, names: list[Candidate], grades: list[Grade], start: int) -> list[Group]:
    """Names joined by commas and "dan"; a grade between two names ends the row."""
    groups: list[Group] = []
    at = 0
    for name in names:
        if groups:
            last = groups[-1].members[-1]
            if (
                name.kind in _REGIONS
                and text[groups[-1].tail : name.start] == " di "
                and _GOES_ON.match(text, name.end)
            ):
                groups[-1].tail = name.end  # "Balai X di Jawa Timur, dan Balai Y di Maluku"
                continue
            between = text[groups[-1].tail : name.start]
            if len(between) < 100:
                while at < len(grades) and grades[at].start < last.end:
                    at += 1
                graded = at < len(grades) and grades[at].start < name.start
                beside = between == ", " and _AMONG_ALL.search(text, max(start, groups[-1].start - 6), groups[-1].start)
                opens = bool(beside) or (
                    len(groups) == 1
                    and between == ", "
                    and (
                        _at_venue(text, start, groups[0].start)
                        or (_FRONTED.match(text, start, last.start) and _ACTS.match(text, name.end))
                    )
                )
                gap = BRACKETS.sub(" ", _OTHER_NAME.sub("", between))
                row = len(groups[-1].members) > 1
                if row and name.kind in _REGIONS and not graded and name.text.startswith("Kab"):
                    town = _TOWN.fullmatch(BRACKETS.sub(" ", between))
                    if town:
                        first = name.start - len(town.group(1)) - 1
                        wide = text[first : name.end]
                        name = replace(name, start=first, text=wide, key=f"text:{wide.lower()}", mention=None)
                        groups[-1].members.append(name)
                        groups[-1].tail = name.end
                        continue
                if (
                    not graded
                    and not opens
                    and (_LINK.fullmatch(gap) or (row and _UNKNOWN.fullmatch(gap)) or _UNKNOWN_SHORT.fullmatch(gap))
                ):
                    groups[-1].members.append(name)
                    groups[-1].tail = name.end
                    continue
        groups.append(Group([name], tail=name.end))
    return groups
