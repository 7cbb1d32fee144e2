"""Prizes that go without a name: a predicate, a title or a rank that tells of merit stands for them."""

from __future__ import annotations

import re

from nlp.award_clause import Clause

_GOOD = re.compile(
    r"\b(?:terbaik|tertinggi|teratas|kinerja|pelayanan|layanan|inovasi|inovatif|lomba|penilaian|evaluasi|kompetisi|"
    r"festival|ajang|prestasi|berprestasi|keterbukaan|kepatuhan|tercepat|teladan|unggul|juara|predikat|akuntabilitas|"
    r"kepuasan|transparan\w*|tata kelola|implementasi|pengelolaan|penerapan|kualitas|penghargaan)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:kasus|korupsi(?! award)|kemiskinan|miskin|termiskin|pengangguran|inflasi(?! award)|penduduk|"
    r"produksi|produsen|"
    r"penghasil|kematian|polusi|macet|termacet|kejahatan|kriminal\w*|narkoba|pemilih|suara|"
    r"elektabilitas|terkaya|kekayaan|"
    r"ekspor|impor|perceraian|kebakaran|bencana|klasemen|medali|pengguna jalan|populasi|terluas|kecelakaan|rawan|"
    r"triliun|mengendap|simpanan|kesulitan|kendala|tantangan|ancaman|masalah|sasaran|gelar adat|balap\w*|"
    r"terburuk|terkotor|terendah|survei (?:capres|cawapres|elektabilitas|pilpres|pilkada|pemilu)|calon)\b",
    re.IGNORECASE,
)
_AFTER_RANK = re.compile(
    r"\s+(?:sebagai\s+|dalam\s+|pada\s+|di\s+|nasional\s+|untuk\s+)*"
    r"((?!dan|serta|masing|versi|dengan|dari|oleh|tahun|se-|jatuh|adalah|diraih|yakni|yaitu|kepada|ketika|saat)[A-Za-z][^,.;:()\n]{4,80})"
)


def graded_prize(text: str, clause: Clause) -> tuple[int, int] | None:
    """The words that stand for a prize without a name: "predikat Best of the Best", "juara 1 pelayanan kesehatan",
    "peringkat ketiga kementerian dengan kinerja terbaik". None where a rank tells of something else than merit."""
    if _BAD.search(text, clause.start, clause.end) or not (clause.verbs or clause.groups):
        return None
    for grade in clause.grades:
        word = text[grade.start : grade.end].lower()
        if (
            grade.kind == "category"
            and grade.start < grade.value[0]
            and word.startswith(("predikat", "gelar", "titel"))
        ):
            return grade.start, grade.end
    for grade in clause.grades:
        if grade.kind == "title":
            return grade.value
    ranks = [grade for grade in clause.grades if grade.kind in ("rank", "best")]
    if not ranks or not _GOOD.search(text, clause.start, clause.end):
        return None
    for grade in ranks:
        if len(text[grade.start : grade.end].split()) > 3:
            return grade.start, grade.end
        after = _AFTER_RANK.match(text, grade.end, clause.end)
        if after:
            stop = _RANKED_STOP.search(text, after.start(1), after.end(1))
            last = stop.start() if stop else after.end(1)
            named = next((group.start for group in clause.groups if after.start(1) <= group.start < last), last)
            last = min(last, named)
            if len(text[after.start(1) : last].split()) > 1:
                return after.start(1), last
        return grade.start, grade.end
    return None


_RANKED_STOP = re.compile(
    r"\s+(?:versi|dari|oleh|tahun|setelah|dengan (?:skor|nilai|total|indeks|raihan)|karena|berdasarkan|pada|yang|di|"
    r"disusul|diikuti|jatuh|adalah|ialah|yakni|yaitu|diraih|diberikan|se-\w+)\b"
)
