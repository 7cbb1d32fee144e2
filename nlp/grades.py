"""Categories, predicates, ranks, letters and numbers beside an award, as spans of one stretch of text.

Who holds them is decided in `nlp.award_alignment`; their names per programme stand in knowledge/programmes.toml."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from nlp.award_spans import Spans
from nlp.grade_signs import LETTER, is_letter_grade, is_score, stands_as_value
from nlp.phrases import PhraseTable, Word
from nlp.programmes import load_programmes

_ORDINAL = (
    r"(?:ke[- ]?\d{1,2}|(?:ke[- ]?)?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)|"
    r"pertama|perdana|"
    r"\d{1,2}(?![\d.,]\d)|(?:XX|XI{0,3}|IX|IV|VI{0,3}|I{1,3}|V))"
)
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
_NUMERAL = {
    "satu": 1, "pertama": 1, "perdana": 1, "puncak": 1, "teratas": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5,
    "enam": 6,
    "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
_RANK = re.compile(
    rf"\b(?:(?:peringkat|posisi|urutan|tempat|ranking|rangking|rank|juara|terbaik|harapan|nomor urut)\s+"
    rf"(?:(?:harapan|terbaik)\s+)?(?:{_ORDINAL}|puncak|teratas|umum|terbaik|tertinggi)(?!\w)(?:\s+(?:terbaik|teratas|"
    rf"nasional)\b)?"
    rf"|(?:podium|runner[- ]up|juara)\s+{_ORDINAL}(?!\w)|runner[- ]up|juara (?:umum|favorit|kehormatan)"
    rf"|terbaik(?:\s+(?:nasional|pertama|kedua|ketiga))?"
    rf"|(?:peringkat|posisi|urutan)\s+(?:\d{{1,3}}|lima|sepuluh|tiga) besar"
    rf"|(?<=masuk )(?:\d{{1,3}}|lima|sepuluh|tiga) besar"
    rf"|top\s+(?:\d{{1,3}}|three|five|ten|tiga|lima|sepuluh)\b)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:(?:[Bb]er)?(?:[Kk]ategori|[Pp]redikat|[Kk]ualifikasi|[Kk]lasifikasi|[Ss]tatus|[Kk]ualitas(?=\s+(?:Sangat\s+)?Baik\b)|[Ss]ebutan|[Pp]eringkat|"
    r"[Tt]ingkat(?:an)?|[Ll]evel|[Gg]elar|[Oo]pini|[Tt]itel|label)(?:nya)?"
    r"|[Kk]ategori (?:selanjutnya|terakhir|berikutnya|lain(?:nya)?|pertama|kedua|ketiga|keempat) (?:adalah|ialah|"
    r"yakni|yaitu)"
    r"|dengan nilai|(?:di|ke|menjadi|dari|nilai|bernilai|masuk)(?=\s+(?:(?:kategori|predikat)\s+)?(?:zona\b|"
    r"[\"“'‘]?[A-Z])))\s+",
)
_PLAIN_FIELD = re.compile(
    r"\s+(?=[a-z]{4,})(?!(?:dengan|dari|dalam|pada|oleh|untuk|serta|tingkat|nasional|disusul|setelah|diikuti|"
    r"adalah|kepada|yang|tahun|versi|ditempati|diraih|jadi|menjadi|karena|sebagai|atas|sementara|"
    r"sedangkan|secara|terbaik|teratas|kategori|tertinggi|milik|jatuh|bagi|hingga|sampai|saat|ketika|sekaligus|"
    r"lewat|melalui|bersama|antar|seluruh|dunia|terbawah|satu|lomba|pemeringkatan|ajang|anugerah|penghargaan|"
    r"kompetisi|me\w+|di\w+|ber\w+|se\w*)\b)"
)
_ACTIVITY = (
    r"(?:(?!Pem(?:erintah|kab|kot|prov)|Pengadilan|Kejaksaan|Kementerian|Kepolisian|Kecamatan|Kelurahan|Penghargaan|"
    r"Penganugerahan|Kepulauan|Pemeringkatan|Penilaian|Pemenang|Peringkat|Peserta|Pertamina|Perumda|Perusahaan)"
    r"(?:P(?:e|em|en|eng|eny|er|el)|Ke)[a-z]{4,}an|Inovasi|Implementasi|Manajemen|Tata Kelola|Akuntabilitas|Kinerja)\b"
)  # what a prize is given for, by the form of the noun: "Pengelolaan Media Sosial"
_RANK_FIELD = re.compile(
    r"(?:\s+[Tt]ingkat\s+(?:[Nn]asional|[Pp]rovinsi|[Kk]abupaten|[Kk]ota))?"
    r"\s*,?\s*(?:untuk\s+|di\s+|dalam\s+)?(?:[Kk]ategori|[Bb]idang|tingkat|klaster)\s+(?=\w)|"
    rf"\s+(?:(?:untuk|dalam|bidang)\s+)?(?={_ACTIVITY})"
)
_QUOTED = re.compile(r"[\"“‘']([^\"“”‘’'\n]{1,60})[\"”’']")
_QUOTED_AFTER = re.compile(r"(?:khusus|utama|spesial|umum)\s+[\"“‘']([^\"“”‘’'\n]{1,60})[\"”’']")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,]\d{1,3})?(?![\w/]|[.,]\d)")
_LETTER = re.compile(rf"(?<![\w.])({LETTER}(?:\s+Excellent)?)", re.UNICODE)
_TITLE = re.compile(
    r"\b(?:(?:sebagai|menjadi|jadi)\s+((?:(?!yang|salah|dengan|sebagai|untuk|kepada|oleh|"
    r"me\w+)[\w/-]+\s+(?:\([A-Z][\w]{1,8}\)\s+)?){1,8}?(?:dengan\s+(?:[\w/-]+\s+){1,5}?)?(?:[Tt]erbaik|[Tt]ertinggi|tercepat|"
    r"terinovatif|teraktif|"
    r"terbersih|tertib|terpatuh|terunggul|terfavorit|terpopuler|terkreatif|terinspiratif|terinformatif|"
    r"paling \w+)"
    r"(?:\s+(?:I{1,3}|[1-9]|pertama|kedua|ketiga|ke-\d{1,2})\b)?)|untuk\s+(kinerja\s+[^,.;:()]{3,60}?(?=[,.;:()]|\s+(?:dan|serta|"
    r"pada|tahun)\b|$)))"
)
_JOINT_TITLE = re.compile(
    r"\bsebagai\s+[^.,;:()]{4,70}?\s(?:dan|serta)\s+"
    r"((?:[A-Z][\w/-]*\s+){1,6}(?:Terbaik|Terinovatif|Teladan|Tertinggi))\b"
)
_NAMED_TITLE = re.compile(
    r"\b(?:dinobatkan|dikukuhkan|didapuk|ditahbiskan|digelari)\s+(?:sebagai|menjadi)\s+[\"“‘']?"
    r"([A-Z][\w/-]*(?:\s+(?:[A-Z][\w/-]*|dan|terbaik|nasional|se-[A-Z]\w+)){0,6})"
)
_EDITION = re.compile(r"(?:\s+(?:[Tt]ahun\s+)?(?:19|20)\d\d)?")
_AS = re.compile(r"[Ss]ebagai\s+(?:salah satu\s+(?!dari))?(?=\S)")
_ONE_OF = re.compile(r"salah satu dari\s+")
_STARS = re.compile(
    r"(?<![Hh]otel )(?<!berbintang )\b(?:[Ll]evel\s+|[Pp]redikat\s+|[Kk]ategori\s+)?([Bb]intang\s+"
    r"(?:[1-7]|tiga|empat|lima|enam|tujuh)\b(?![.,]?\d)(?:\s*\((?:[A-Z]\w+)(?:\s[A-Z]\w+)?\))?)"
)  # "TOP BUMD Award Bintang 5 (Excellent)"
_SUBCLASS = re.compile(r"\s+[Kk]ategori\s+(?:[A-D]|I{1,3})\b(?![-+.\w])")
_STOP = re.compile(
    r"[,.;:()\n\"“”–—]|\s+(?:dan (?:peringkat|predikat|kategori|juara|posisi|urutan)|sekaligus|dengan|dari|dalam|"
    r"pada|oleh|kepada|yang|tahun|karena|setelah|berkat|atas|saat|di|ke|"
    r"sedangkan|sementara|sebagai|untuk|bagi|"
    r"hasil|versi|berupa|bertajuk|berjudul|bertema|bersama|lewat|melalui|adalah|yakni|yaitu|ialah|ini|itu|tersebut|juga|kembali|diraih|diterima|diberikan|jatuh|"
    r"disabet|diperoleh|dimenangi|disandang|"
    r"ditempati|diduduki|direbut|milik|meraih|menerima|mendapat|se-|selama|secara|serta|\d{4}|tingkat|lingkup|"
    r"peringkat|predikat|kategori|Kategori|Predikat|[Ss]emester|[Tt]riwulan|Dari|Dengan|Tahun|Lingkup|Tingkat|Se-|se\b|Se\b|hanya|setelah|"
    r"me[a-z]{4,}kan|di[a-z]{4,}kan|menjadi|menduduki|menempati|"
    r"belum|tidak|akan|telah|sudah|naik|turun|menyusul|disematkan|diserahkan|dicapai|dipegang|digondol|"
    r"dikantongi|[A-Z][A-Za-z]+ (?:Award|Awards)|beserta|maupun|atau)\b"
)
_RUNS_ON = re.compile(
    r"\s*\([A-Z][\w/ -]{1,20}\)(?=\s+(?:[A-Z]|dan\s))|"
    r"\s+[Tt]ingkat(?=\s+(?:[Pp]rovinsi|[Kk]abupaten(?:/[Kk]ota)?|[Kk]ota|[Kk]ecamatan|[Dd]esa|[Kk]elurahan|"
    r"[Kk]ementerian)(?:\s*[,.;:)\n]|\s+(?:[a-z(]|Tipe\b)|$))|"
    rf",\s+(?={_ACTIVITY}(?:\s+[A-Z]\w+){{0,5}}(?:,\s+{_ACTIVITY}|,?\s+dan\s+[A-Z]))|"
    rf"\s+(?:[Dd]alam|[Tt]erhadap|[Uu]ntuk|[Ss]ebagai)(?=\s+{_ACTIVITY}|\s+Pembina\b)"
)  # "Partisipasi Anak dalam Perencanaan Pembangunan (PAPP) Terbaik", "TPID terbaik tingkat provinsi"
_NOT_A_FIELD = re.compile(
    r"(?:berbeda|(?:selanjutnya|terakhir|berikutnya|yaitu|yakni|adalah|ialah|antara|dari|pada|oleh|untuk|dalam|"
    r"kepada|bagi|atas|dengan|melalui)\b|sebelumnya|lain\w*|sama|serupa|tersebut|ini|itu|yang|setara|sejenis|"
    r"penilaian\b(?! \w)|apa|pertama,|kedua,|"
    r"ketiga,|pertama\b(?! )|tertinggi|terbaik\b(?! nasional| I| pertama| kedua))",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"\b(?:dinyatakan|dinilai|berpredikat|tergolong)\s+(berkualitas\s+(?:tertinggi|sangat tinggi|tinggi|sedang))\b"
)
_BEST_SCORE = re.compile(
    r"\b(?:skor|nilai|poin|indeks) (?:terbaik|tertinggi)"
    r"(?=\s+(?:dengan|yakni|yaitu|sebesar|secara|nasional|di antara)\b)|"
    r"\b(?:provinsi|kabupaten|kota|kementerian|lembaga|instansi|daerah|badan publik|satker|unit|perguruan tinggi)\s"
    r"(?:dengan|peraih|yang (?:mendapat|mendapatkan|meraih|memperoleh))\s+(?:poin|nilai|skor|indeks)\b[^.,;:]{0,60}?\s"
    r"(?:tertinggi|terbaik)(?=[^.;:]{0,60}?\b(?:adalah|ialah|yakni|yaitu)\b)"
)
_BEST_TEAM = re.compile(
    r"\bTPID\s+(?:(?:[Tt]erbaik|[Bb]erprestasi|[Tt]eladan)\s+(?:tingkat\s+)?(?:provinsi|kabupaten/kota|kabupaten|kota)\b|"
    r"(?:[Pp]rovinsi|[Kk]abupaten/[Kk]ota|[Kk]abupaten|[Kk]ota)\s+(?:[Tt]erbaik|[Bb]erprestasi|[Tt]eladan)\b)|"
    r"(?<=enghargaan )TPID\s+(?:[Tt]erbaik|[Bb]erprestasi|[Tt]eladan)\b"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:Direktur|Komisaris|Sekretaris|Jaksa|Panitera|Analis|Ahli|Tinggi|Kantor Cabang|Cabang|KPP|Pajak|PPT|"
    r"JPT)\s+$"
)
_NEXT_WORD = re.compile(r" (?:dan |serta )?[A-Z]")
_AND = re.compile(r"\s+(?:dan|&)\s+")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade expression: `start`–`end` cover it all, `value` the part that is the category or score."""

    # "category" | "rank" | "letter" | "number" | "best" | "topic" (field of the prize) | "title" ("sebagai … terbaik")
    # | "also" (a second title) | "item" (the whole name of a listed prize)
    kind: str
    start: int
    end: int
    value: tuple[int, int]
    rank: int | None = None
    programmes: tuple[str, ...] = ()  # whose category it is, when that is known


@functools.cache
def category_table() -> PhraseTable:
    """All worded categories; labels are programme ids, "~" before those whose word is an everyday one."""
    pairs = []
    for entry in load_programmes():
        loose = {word.lower() for word in entry.loose}
        for category in {*entry.categories, *entry.loose}:
            if any(sign.isdigit() for sign in category) or category.startswith(
                ("juara", "peringkat", "terbaik", "harapan")
            ):
                continue  # ranks are read by their own pattern
            pairs.append((category, ("~" if category.lower() in loose else "") + entry.id))
    return PhraseTable(pairs)


def rank_of(text: str) -> int | None:
    """The number in a rank: "peringkat III" → 3, "juara kedua" → 2, "posisi puncak" → 1; None without one."""
    for word in re.findall(r"\w+", text.lower()):
        bare = word.removeprefix("ke")
        if bare.isdigit():
            return int(bare)
        if word in _ROMAN and len(word) < 5:
            return _ROMAN[word]
        if word in _NUMERAL or bare in _NUMERAL:
            return _NUMERAL.get(word) or _NUMERAL[bare]
    return None


def rank_in(words: str) -> str | None:
    """The place that the name of a prize itself tells: "lapas anak terbaik pertama" → "terbaik pertama"."""
    return next((m.group() for m in _RANK.finditer(words) if rank_of(m.group()) is not None), None)


def _value_end(text: str, start: int, end: int, semicolons: bool = False) -> int:
    """Where a category's wording ends: at a stop word or mark, after nine words at most. In a list whose items stand
    between `semicolons` a comma before a capital is part of it."""
    end = min(end, start + 300)
    stop = _STOP.search(text, start, end)
    while semicolons and stop and stop.group() == "," and _NEXT_WORD.match(text, stop.end()):
        stop = _STOP.search(text, stop.end(), end)
    while stop and stop.start() > start and (on := _RUNS_ON.match(text, stop.start(), end)):
        stop = _STOP.search(text, on.end(), end)
    limit = stop.start() if stop else end
    joint = _AND.search(text, start, limit)
    if joint and not text[start:limit].islower():
        after = text[joint.end() : joint.end() + 1]
        if not after.isupper():
            limit = joint.start()
    words = list(re.finditer(r"\S+", text[start:limit]))
    if len(words) > 9 and not semicolons:
        limit = start + words[8].end()
    return start + len(text[start:limit].rstrip())


def find_grades(text: str, start: int, end: int, words: list[Word]) -> list[Grade]:
    """Every grade expression between two offsets, in order, without overlaps. `words` are the words of that stretch."""
    found: list[Grade] = []
    taken = Spans()

    def take(grade: Grade) -> None:
        found.append(grade)
        taken.add(grade.start, grade.end)

    def free(first: int, last: int) -> bool:
        return not taken.meet(first, last)

    listed = ";" in (text[start : start + 1], text[end : end + 1])
    known_at = {}
    for hit in category_table().find(words):
        known_at[hit.start] = hit
    for match in _RANK.finditer(text, start, end):
        word = match.group().lower()
        if word == "terbaik":
            continue
        last = match.end()
        topic = _RANK_FIELD.match(text, last, end) if not word.startswith("top") else None
        plain = None if topic else _PLAIN_FIELD.match(text, last, end)
        if topic:
            last = max(last, _value_end(text, topic.end(), end, listed))
        elif (
            plain
            and (word.startswith(("peringkat", "juara")) or (word.startswith("terbaik ") and rank_of(word)))
            and not re.match(r"\s+(?:dan|dengan)\b", text[last : last + 8])
        ):
            last = max(last, _value_end(text, plain.end(), end))
        take(Grade("rank", match.start(), last, (match.start(), last), rank_of(word)))
    for match in _STARS.finditer(text, start, end) if text.find("intang", start, end) >= 0 else ():
        if free(match.start(), match.end()):
            take(Grade("letter", match.start(), match.end(), match.span(1)))
    for match in _HEAD.finditer(text, start, end):
        first = match.end()
        lead = _AS.match(text, first, end) if first < end and text[first] in "sS" else None
        first = lead.end() if lead else first  # "predikat sebagai salah satu kota terbaik"
        if first >= end or not free(match.start(), first + 1):
            continue
        quoted = _QUOTED.match(text, first, end) or _QUOTED_AFTER.match(text, first, end)
        letter = _LETTER.match(text, first, end)
        head = match.group().strip().lower()
        if quoted:
            bare = _LETTER.fullmatch(quoted.group(1))
            known = known_at.get(quoted.start(1))
            if known and _EDITION.fullmatch(text, known.end, quoted.end(1)):  # "Pelayanan Prima Tahun 2020"
                labels = tuple(x.lstrip("~") for x in known.labels)
                take(Grade("category", match.start(), quoted.end(), (known.start, known.end), None, labels))
                continue
            take(Grade("letter" if bare else "category", match.start(), quoted.end(), quoted.span(1)))
        elif letter and letter.end() <= end:
            take(Grade("letter", match.start(), letter.end(), letter.span(1)))
        elif first in known_at and known_at[first].end <= end:
            known = known_at[first]
            tail = _SUBCLASS.match(text, known.end, end)
            last = tail.end() if tail else known.end
            take(
                Grade(
                    "category",
                    match.start(),
                    last,
                    (first, last),
                    None,
                    tuple(x.lstrip("~") for x in known.labels),
                )
            )
        elif _NOT_A_FIELD.match(text, first, end):
            continue
        elif lead and (one := _ONE_OF.match(text, first, end)):
            take(Grade("category", match.start(), last := _value_end(text, one.end(), end), (first, last)))
        elif head.startswith(("kategori", "berkategori", "klaster")) or (
            head.startswith(("predikat", "gelar", "berpredikat", "titel")) and not text[first].isdigit()
        ):
            last = _value_end(text, first, end, listed)
            if last > first:
                take(Grade("topic" if "kategori" in head else "category", match.start(), last, (first, last)))
    for match in _JOINT_TITLE.finditer(text, start, end):
        if free(match.start(1), match.end()):
            take(Grade("also", match.start(1), match.end(), match.span(1)))
    for match in _NAMED_TITLE.finditer(text, start, end):
        if free(match.start(1), match.end()):
            take(Grade("title", match.start(1), match.end(), match.span(1)))
    for match in _TITLE.finditer(text, start, end):
        which = 1 if match.group(1) else 2
        if free(match.start(which), match.end()):
            take(Grade("title", match.start(), match.end(), match.span(which)))
    for hit in known_at.values():
        strong = [label for label in hit.labels if not label.startswith("~")]
        surface = text[hit.start : hit.end]
        if _OFFICE_BEFORE.search(text, max(start, hit.start - 16), hit.start):
            continue  # "Direktur Utama", "KPP Pratama"
        if (strong or surface[0].isupper()) and free(hit.start, hit.end):
            if not strong and not stands_as_value(text, hit.start, hit.end, start, end):
                continue
            if surface[0].islower() and len(surface.split()) == 1 and surface not in ("terinovatif", "informatif"):
                continue
            tail = _SUBCLASS.match(text, hit.end, end)
            last = tail.end() if tail else hit.end
            labels = tuple(x.lstrip("~") for x in hit.labels)
            take(Grade("category", hit.start, last, (hit.start, last), None, labels))
    for match in _BEST_SCORE.finditer(text, start, end):
        if free(match.start(), match.end()):
            take(Grade("best", match.start(), match.end(), match.span(), 1))
    for match in _BEST_TEAM.finditer(text, start, end):
        if not any(grade.kind == "category" and grade.start <= match.start() < grade.end for grade in found):
            found = [grade for grade in found if not (match.start() < grade.end and grade.start < match.end())]
            take(Grade("category", match.start(), match.end(), match.span(), None, ("tpid",)))
    for match in _QUALITY.finditer(text, start, end):
        if free(match.start(), match.end()):
            take(Grade("category", match.start(), match.end(), match.span(1), None, ("ombudsman",)))
    for match in _LETTER.finditer(text, start, end):
        if free(match.start(), match.end()) and is_letter_grade(text, match.start(), match.end(), start, end):
            take(Grade("letter", match.start(), match.end(), match.span(1)))
    for match in _NUMBER.finditer(text, start, end):
        if free(match.start(), match.end()) and is_score(text, match.start(), match.end(), start, end):
            take(Grade("number", match.start(), match.end(), match.span()))
    outer = Spans((grade.start, grade.end) for grade in found if grade.kind == "category")
    found = [grade for grade in found if grade.kind not in ("letter", "topic") or not outer.hold(*grade.value)]
    return sorted(found, key=lambda grade: grade.start)
