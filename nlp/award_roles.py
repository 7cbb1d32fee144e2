"""Which rows of names in a clause receive and which give, by the verbs, prepositions and words around them.

Nothing is remembered from other sentences here; `nlp.awards` joins the sentences of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.award_ceremony import done_otherwise
from nlp.award_clause import Clause, Group
from nlp.award_openings import part_openings
from nlp.award_origins import role_behind_from
from nlp.award_recipients import Candidate
from nlp.award_rows import (
    ATTRIBUTE,
    beside_brackets,
    continues,
    described,
    first_own_verb,
    goal_end,
    graded_next,
    led_by_rank,
    other_subject,
)

_OFFICE = re.compile(
    r"\b(?:[Kk]epala|[Kk]etua|[Ww]akil|[Dd]irektur|[Dd]irut|[Mm]enteri|[Ww]amen\w*|[Ss]ekretaris|[Ss]ekda|"
    r"[Ss]ekjen|[Aa]nggota|[Dd]eputi|[Aa]sisten|[Ii]nspektur|[Kk]apolres\w*|[Kk]apolda|"
    r"[Kk]apolsek|[Kk]ajari|[Kk]ajati|[Kk]alapas|[Kk]arutan|[Kk]akanim|[Rr]ektor|[Dd]ekan|[Cc]amat|[Ll]urah|"
    r"[Pp]impinan|[Kk]ades|[Bb]endahara|[Jj]uru [Bb]icara|[Kk]adis\w*|"
    r"[Pp]it|[Pp]anitera|[Hh]akim|[Kk]omisioner|[Kk]abag|[Kk]abid|[Ss]taf|[Pp]egawai|[Mm]antan|[Pp]j|[Pp]lt|"
    r"[Pp]lh|[Kk]asi|[Kk]asubbag|[Pp]residen|[Pp]anglima|[Jj]aksa|[Tt]im|[Jj]ajaran|"
    r"[Ww]arga|[Mm]asyarakat|[Pp]engamat|[Dd]osen|[Gg]uru|[Ss]isw[ai]|[Mm]ahasiswa|[Pp]elajar|[Mm]urid|[Ss]antri|"
    r"[Aa]lumni|[Gg]ubernur|[Kk]omandan|[Dd]andim|[Kk]oordinator|"
    r"[Mm]anajer|[Pp]ejabat|[Kk]akanwil|[Pp]elaksana|[Aa]parat\w*|[Bb]upati|[Ww]ali [Kk]ota|"
    r"[Kk]elahiran|[Pp]ria|[Pp]erempuan|[Pp]olitikus|[Pp]olitisi|[Kk]ader|[Kk]omisi [IVX]+|[Kk]eb[a-z]+nya|"
    r"[Mm]enko|[Pp]erwakilan dari|[Pp]engurus|[Dd]ewan)"
    r"(?:\s+(?:seksi|bidang|bagian|divisi|subbagian|bid\.|harian|umum|kantor|pelaksana))?(?:\s+(?:[A-Z][\w./-]*|"
    r"dan|I{1,3}|IV|V))?(?:\s+(?:[A-Z][\w./-]*|dan)){0,8}\s*$"
)
_PREPOSITION = re.compile(
    r"\b(di|ke|dari|oleh|kepada|bagi|untuk|pada|versi|dengan|antara|se|atas|bersama|wilayah|lingkungan|lingkup|"
    r"jajaran|tingkat|tangan|asal|kawasan|"
    r"daripada|melalui|lewat|terhadap|sekitar|seluruh|selain|mewakili|tanah|menuju|dalam|wakil|setara|"
    r"warga)\s*(?:para|langsung|pihak|tim|kalangan|website|laman|situs|hanya)?\s*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:dibanding(?:kan)?|mengungguli|ungguli|mengalahkan|kalahkan|menggeser|melampaui|"
    r"unggul\s+(?:tipis\s+)?(?:atas|dari)|terpaut\s+(?:\S+\s+){0,3}dari|"
    r"bersaing dengan|menyaingi|menyalip|meninggalkan|bertanding melawan|bersama)\s+(?:[^\s,]+\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?::|\b(?:yaitu|yakni|adalah|ialah|antara lain|di ?antaranya|antaranya|seperti|terdiri (?:atas|"
    r"dari)|meliputi|tercatat|terdapat|termasuk|misalnya|yang diwakili|masing-masing|terdiri))\W*$",
    re.IGNORECASE,
)
_LISTED_FAR = re.compile(
    r"\b(?:yaitu|yakni|adalah|ialah|antara lain|di ?antaranya|antaranya|terdiri (?:atas|dari)|meliputi)\s+"
    r"(?=[A-Z])[^.;:]{3,150},\s+(?:dan\s+|serta\s+)?$"
)  # an item that no reader knows stands at the head of the list
_COUNTED_ONES = re.compile(
    r"\b(?:\d+|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|[Dd]elapan|[Ss]embilan|[Ss]epuluh|[Ss]atu)\s"
    r"[^.,;:]{2,60}\syang\s+(?:juga\s+|berhasil\s+|turut\s+)*$"
)
_ITS_PRIZE = re.compile(
    r"\s+(?:penghargaan|predikat|piala|piagam|anugerah|opini)?\s*(?:tersebut|itu|ini|serupa|[A-Z]{2,6}|"
    r"terbaik)?\s*,?\s*"
)
_WITNESSED = re.compile(
    r"\bdi(?:hadiri|saksikan|dampingi|pimpin|buka|ikuti|tutup|resmikan|sambut|wakili|sampaikan|ungkapkan|tegaskan|"
    r"jelaskan|"
    r"katakan|benarkan|akui|ungkap)\b[^.;,]{0,30}\boleh\s*(?:para\s*)?$"
)
_ORGANISED = re.compile(
    r"\b(?:dinilai|dilakukan|diprakarsai|digagas|diumumkan|dibagikan|diserahkan|versi|"
    r"data|menurut(?: data)?|dievaluasi|penilaian|(?:penghargaan|anugerah|"
    r"piagam|opini|survei|"
    r"evaluasi))\s+(?:langsung\s+|oleh\s+|bersama\s+)*$",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:digelar|dihelat|diselenggarakan|diadakan|ditaja|gelaran|besutan)\s+"
    r"(?:(?:langsung|oleh|bersama|kembali|rutin|secara \w+)\s+)*$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:kembali\s+|akan\s+|telah\s+|juga\s+|rutin\s+)*(?:menggelar|menyelenggarakan|"
    r"mengadakan|menghelat|menaja|gelar)\b"
)
_RELEASES = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:kembali\s+|telah\s+|juga\s+|resmi\s+)*(?:merilis|mempublikasikan|menerbitkan)\s+"
    r"(?:hasil|indeks|nilai|skor|daftar|rapor|peringkat|penilaian)\b"
)
_OWNED = re.compile(
    r"\b(?:diinisiasi|digagas|diusung|dikembangkan|dibuat|diciptakan|karya|inovasi|persembahan|gagasan|"
    r"inisiatif)\s+(?:oleh\s+)?$",
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(
    r"(?:\b(?:atas nama|mewakili)|(?:^|[.;]\s*)Ke\w{2,8}nya(?:\s+(?:adalah|ialah|yakni|yaitu))?\s+dari)\s+$"
)
_REPORTS = re.compile(
    r"\b(?:mengatakan|menyatakan|menyebut(?:kan)?|mengaku|mengakui|menuturkan|menjelaskan|mengungkapkan|"
    r"menyampaikan|menegaskan|mengumumkan|mencatat|menilai|memuji|mengklaim|membenarkan|melaporkan|memastikan)\b"
)
_HELD_BY = re.compile(
    r"\b(?:unit|layanan|satuan|kerja|instansi|dinas|lembaga|perusahaan|sakit|kantor|satker|OPD|badan|puskesmas|"
    r"program|gedung|lahan)\s+milik\s+$",
    re.IGNORECASE,
)
_NEAR_GOAL = re.compile(r"\b(?:kepada|bagi|untuk|pada|tangan|ke)\s+(?:[^\s,;]+\s+){0,6}$")
_RELATIVE = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*yang\s+(?:(?:juga|sudah|telah|lebih dulu|berhasil|sukses|hanya|turut|"
    r"kembali|sama-sama)\s+)*(?:menerima|meraih|mendapat\w*|memperoleh|beroleh|menyabet|mengantongi|"
    r"berpredikat|bernilai|naik|dinobatkan|ditetapkan|dianugerahi|diganjar|menduduki|menempati|bertengger|"
    r"(?:indeks|nilai|skor|predikat)nya)\b"
)
_ACCOUNT = re.compile(
    r"\b(?:atas|terhadap|untuk|kepada|bagi|pada)\s+(?:hasil (?:pemeriksaan|audit)\s+)?(?:atas\s+)?"
    r"(?:LKPD|LKPP|LKKL|LK|[Ll]aporan [Kk]euangan(?: Pemerintah Daerah| Kementerian/Lembaga| konsolidasian)?)"
    r"(?:\s*\([A-Z]{2,6}\))?\s+(?:(?:milik|TA|[Tt]ahun(?: [Aa]nggaran)?|(?:19|20)\d\d|untuk|pada)\s+)*$"
)  # the accounts on which auditors give their opinion stand for the body that keeps them
_WITHIN = re.compile(
    r"\b(?:di|se|asal|wilayah|lingkungan|lingkup|jajaran|naungan|satker|satuan kerja|unit kerja|unit|instansi|personel|"
    r"anggota|pegawai)[ -]$",
    re.IGNORECASE,
)
_FOR_MERIT = re.compile(
    r"\batas\s+(?:[a-z]+\s+)?(?:prestasi|keberhasilan|kinerja|capaian|upaya|komitmen|kepedulian|inovasi|dedikasi|peran|"
    r"dukungan|kontribusi|kerja keras|partisipasi)\s+$"
)
_FOLLOWED = re.compile(r"\b(?:diikuti|disusul|dibuntuti)\s+(?:oleh\s+)?$")
_REGIONS = frozenset({"place", "province", "regency", "city"})
_COUNT_OF = re.compile(
    r"\b(?:\d+|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|[Dd]elapan|[Ss]embilan|[Ss]epuluh|[Bb]eberapa|"
    r"[Ss]ejumlah)\s+(?:[Pp]olres\w*|[Ss]atker|[Ss]atuan [Kk]erja|[Uu]nit(?: [Kk]erja)?|[Ii]nstansi|[Pp]uskesmas|OPD|"
    r"[Ll]apas|[Kk]antor|[Pp]erangkat [Dd]aerah)\s+$"
)
_CLOSED = re.compile(r"(?: (?:tersebut|itu|ini|langsung|kemarin|tadi))?,\s")
_GIVING = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*yang\s+(?:(?:telah|sudah|kembali|juga|di\s[^,]{4,60})\s+)*"
    r"(?:memberikan|memberi|menyerahkan|menganugerahkan|menganugerahi|menetapkan)\b"
)
_ABOUT = re.compile(r"\b(?:atas|terhadap)\s+(?:[a-z]+\s+){1,6}(?:di\s+(?:lingkungan\s+)?)?$")
_PERSON_BETWEEN = re.compile(r"(?:\s+[A-Z][\w.'’-]*){1,5},\s*(?:(?:dan|serta|juga)\s+)*")
_THROUGH = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:melalui|lewat)\s+", re.IGNORECASE)
_CAPITAL = re.compile(r",\s+(?:ibu ?kota|pusat pemerintahan)\s+$")  # "Samarinda, ibu kota Provinsi X, meraih …"
_VENUE = re.compile(r"\b(?:di|ke)\s+(?:[A-Z][\w.'-]*\s+|\d+\s+|dan\s+){1,6}$")
_WITHIN = re.compile(r"\b(?:di|se|pada|dalam)[ -](?:jajaran|lingkungan|lingkup|wilayah(?: hukum)?|bawah)\s+$")
_NOT_GIVEN_BY = re.compile(
    r"\b(?:dikomandoi|dipimpin|dikelola|didampingi|disaksikan|dihadiri|dimiliki|didukung|dibina|dinaungi|"
    r"dijalankan|diwakili|dibuka|ditutup|diampu|dikoordinir|dikoordinasi\w*|"
    r"dirintis|ditangani|digerakkan|diterapkan|dimotori|dipelopori|dinakhodai)\s+(?:langsung\s+)?oleh\s+(?:para\s+)?$"
)
_AT_OFFICE = re.compile(
    r"\b(?:di|bertempat di|dari)\s+(?:halaman |lobi |lantai \w+ )?(?:kantor|gedung|aula|auditorium|halaman|ruang\w*|"
    r"markas|pendopo|"
    r"lapangan)(?:\s+(?:pusat|utama|rapat|serbaguna|baru))?\s+$"
)
_DIRECT = frozenset(
    "mengganjar ganjar menetapkan tetapkan menobatkan nobatkan menganugerahi anugerahi menghadiahi mengukuhkan "
    "kukuhkan memilih mendapuk menempatkan tempatkan "
    "memasukkan memutuskan mengapresiasi menilai menyatakan melabeli memberi".split()
)
_PLACES = frozenset(
    "di wilayah lingkungan lingkup tingkat asal kawasan sekitar seluruh jajaran melalui lewat terhadap se tanah "
    "dalam "
    "warga atas wakil".split()
)


def _bare(name: Candidate) -> bool:
    """Whether a region stands without "Kabupaten", "Pemkot" … and may only tell where something lies."""
    regional = name.kind in ("place", "province", "regency", "city")
    return regional and not name.text.startswith(("Kab", "Kota", "Prov", "Pem"))


def role_of(text: str, clause: Clause, group: Group, before: Group | None) -> str:
    """What a row of names is in its clause: recipient, giver, owner (of an innovation), office, place or other."""
    first = group.members[0]
    near = text[max(clause.start, first.start - 70) : first.start]
    if _COUNT_OF.search(near):
        return "place"  # "Dua Polres Polda DIY yang mendapat penghargaan"
    if _RELATIVE.match(text, group.end, clause.end) and first.kind != "place" and not _WITHIN.search(near):
        return "recipient"
    if _GIVING.match(text, group.end, clause.end):
        return "giver"
    if _RELEASES.match(text, group.end, clause.end) and first.kind not in ("place", "head"):
        return "giver"
    if _HOLDS.match(text, group.end, clause.end) and first.kind not in ("place", "head"):
        return "organiser"
    if (
        before is not None
        and before.role == "recipient"
        and text[before.end : first.start].strip() == "bersama"
        and (gained := clause.left_verb(before.start))
        and gained[0] == "gained"
    ):
        return "recipient"  # "diraih UM bersama Kementerian Pemuda dan Olahraga"
    if before is not None and before.role == "recipient" and _joins(text, clause, before, group):
        return "recipient"
    if _COMPARED.search(near):
        return "other"
    wide = text[max(clause.start, first.start - 110) : first.start]
    if first.kind not in ("place",) and _ACCOUNT.search(wide):
        return "recipient"
    if led_by_rank(text, clause, group) and (
        clause.ranked or first.start < clause.once("first own verb", lambda: first_own_verb(clause))
    ):
        return "recipient"
    if (
        before is not None
        and before.role == "recipient"
        and first.kind == before.members[-1].kind == "head"
        and _PERSON_BETWEEN.fullmatch(text, before.end, group.start)
    ):
        return "recipient"  # "Bupati X Budi, Wali Kota Y Ani"
    if (
        before is not None
        and before.role == "recipient"
        and ATTRIBUTE.fullmatch(text, before.end, group.start)
        and not ((verb := clause.right_verb(before.end)) and verb[1] < group.start)
    ):
        return "recipient"
    if before is not None and before.role == "recipient" and described(text, clause, before, group):
        return "recipient"
    left_verb = clause.left_verb(first.start)
    right_verb = clause.right_verb(group.end)
    if near.rstrip().endswith(":"):
        left_verb = None  # "disampaikan Sekda: Pemkot X meraih …"
    if (
        left_verb
        and right_verb
        and right_verb[0] in ("receive", "state", "given")
        and _CLOSED.match(text, left_verb[2])
    ):
        left_verb = None  # "dalam pengumuman yang disampaikan, Pemkab X meraih …"
    prep_match = _PREPOSITION.search(near)
    prep = prep_match.group(1).lower() if prep_match else ""
    gap = text[max(left_verb[2], first.start - 200) : first.start] if left_verb else ""
    long = left_verb is not None and first.start - left_verb[2] > 200
    if (
        (near.endswith(("Ka", "ka")) and first.text[:1].islower())
        or first.text.startswith("Kak")
        or first.text[:3] == "Kaj"
    ):
        return "office"
    if _WITHIN.search(near) or _AT_OFFICE.search(near):
        return "place"  # "tujuh Polres di jajaran Polda X"
    if first.kind != "head" and _OFFICE.search(near) and not re.search(r"\b(?:website|laman|MPP)\s*$", near):
        return "office"
    if _ON_BEHALF.search(near):
        beside = before is not None and text[before.end : first.start].strip() == "mewakili"
        return "other" if beside else "recipient"  # "Desa Ponggok mewakili Klaten meraih …": the village does
    if _OWNED.search(near):
        return "owner"
    if _HELD_BY.search(near):
        return "other"
    if _HELD.search(near):
        return "organiser"
    if (
        left_verb
        and left_verb[0] in ("receive", "gained")
        and gap.strip()
        and _ITS_PRIZE.fullmatch(gap)
        and _COUNTED_ONES.search(text, max(clause.start, left_verb[1] - 90), left_verb[1])
    ):
        return "recipient"  # "Dua polres yang mendapat penghargaan Polres X dan Polres Y"
    if left_verb and left_verb[0] in ("handed", "given") and _FOR_MERIT.search(near) and first.kind != "place":
        return "recipient"  # "diberikan atas prestasi Pemkot X"
    if _ORGANISED.search(near):
        return "giver"
    if (
        prep in ("melalui", "lewat")
        and before is not None
        and before.role == "recipient"
        and first.kind not in ("place", "head")
        and _THROUGH.fullmatch(text, before.end, first.start)
        and right_verb is not None
        and right_verb[0] in ("receive", "given", "gained", "state")
    ):
        before.role = "other"  # "Pemkab X, melalui BKD, menerima …": the unit does
        return "recipient"
    if (
        prep in _PLACES
        or _CAPITAL.search(near)
        or re.search(r"\b(?:[Ss]e-?\s?|wilayah (?:kerja|hukum)\s+)$", near)
        or _VENUE.search(near)
    ):
        return "place"
    if prep == "selain":
        return "other"
    if prep == "ke" and left_verb and left_verb[0] == "handed" and len(gap.split()) < 3:
        return "recipient"  # "diserahkan ke Provinsi X"
    if prep in ("ke", "menuju") and not (left_verb and left_verb[0] == "gained"):
        return "place"
    if prep == "oleh" and (_WITNESSED.search(near) or _NOT_GIVEN_BY.search(near)):
        return "other"
    if prep == "oleh":
        won = left_verb is None and any(grade.kind == "rank" and grade.end < first.start for grade in clause.grades)
        if (
            not won
            and before is None
            and not (left_verb and left_verb[0] == "gained")
            and done_otherwise(text, clause.start, first.start)
        ):
            return "other"
        return "recipient" if won or (left_verb and left_verb[0] == "gained") else "giver"
    if prep in ("versi", "bersama") or re.search(r"dari tangan\s*$", near):
        return "giver"
    if prep == "dari":
        return role_behind_from(text, clause, first, near, left_verb, right_verb)
    if prep in ("kepada", "bagi", "untuk", "pada", "tangan"):
        return "recipient"
    if before is not None and before.role == "recipient" and continues(text, clause, before, group):
        return "recipient"
    if (
        before is not None
        and before.role == "recipient"
        and near.rstrip().endswith((",", "dan", "serta"))
        and graded_next(text, clause, group)
    ):
        return "recipient"
    if left_verb:
        kind = left_verb[0]
        goal = goal_end(text, clause, left_verb[2]) < first.start
        if kind == "give" and _ABOUT.search(gap) and not goal and first.kind != "place":
            return "recipient"  # "memberikan predikat BB atas akuntabilitas kinerja Pemkab X"
        if kind == "gained":
            return "recipient" if len(gap) < 90 or _LISTED.search(near) else "other"
        if kind == "handed":
            if _NEAR_GOAL.search(near) or (goal and _LISTED.search(near)):
                return "recipient"
            return "other" if goal else "giver"
        if kind == "give":
            word = text[left_verb[1] : left_verb[2]].lower()
            if _NEAR_GOAL.search(near) or (word in _DIRECT and len(gap) < 60):
                return "recipient"
        if (
            kind == "given"
            and not long
            and len(gap.split()) <= 2
            and not _LISTED.search(near)
            and "sebagai" not in gap
            and not gap.strip().startswith(",")
        ):
            return "giver"
    if _LISTED.search(near):
        return "recipient"
    if left_verb and left_verb[0] in ("receive", "gained", "given", "state") and not long:
        ones = _COUNTED_ONES.search(text, max(clause.start, left_verb[1] - 90), left_verb[1])
        if (_LISTED_FAR.search(gap) and not _bare(first)) or (ones and _ITS_PRIZE.fullmatch(gap)):
            return "recipient"
    if right_verb:
        kind = right_verb[0]
        if kind in ("receive", "state", "given"):
            closer = clause.last_group(right_verb[1])
            if closer is not None and closer.start > group.end and _RELATIVE.match(text, closer.end, clause.end):
                return "other"
            if kind != "given" and _REPORTS.search(text, max(group.end, right_verb[1] - 400), right_verb[1]):
                return "other"
            return "other" if other_subject(text, group.end, right_verb[1]) else "recipient"
        if kind == "give":
            return "giver"
        if left_verb is None:
            return "other"
    return "recipient" if not clause.verbs else "other"


def _joins(text: str, clause: Clause, before: Group, group: Group) -> bool:
    """Whether a row goes on with the recipients before it: "A bersama B dan C meraih …", "A menempati urutan pertama
    yang diikuti oleh B dan C"."""
    first, last = before.members[-1].kind, group.members[0].kind
    alike = first == last or {first, last} <= _REGIONS
    between = text[before.end : group.start]
    if alike and between.strip() in ("bersama", "bersama dengan", "beserta"):
        verb = clause.right_verb(group.end)
        return verb is not None and verb[0] in ("receive", "given")
    ranked = any(grade.kind in ("rank", "best") for grade in clause.grades_in(before.start - 60, group.start))
    return alike and ranked and bool(_FOLLOWED.search(between))


def settle_roles(text: str, clauses: Sequence[Clause]) -> None:
    """Give every row of names in the clauses of a sentence its role."""
    for clause in clauses:
        part_openings(text, clause)
        clause.ranked = sum(led_by_rank(text, clause, group) for group in clause.groups) > 1
        clause.subordinate = clause.subordinate and not clause.ranked
        for place, group in enumerate(clause.groups):
            group.role = role_of(text, clause, group, beside_brackets(text, clause.groups, place))
