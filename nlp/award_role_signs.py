"""The words straight before a row of names that tell its role, as patterns that end where the names begin. What follows
from them is decided in `nlp.award_roles`."""

from __future__ import annotations

import re

OFFICE = re.compile(
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
PREPOSITION = re.compile(
    r"\b(di|ke|dari|oleh|kepada|bagi|untuk|pada|versi|dengan|antara|se|atas|bersama|wilayah|lingkungan|lingkup|"
    r"jajaran|tingkat|tangan|asal|kawasan|"
    r"daripada|melalui|lewat|terhadap|sekitar|seluruh|selain|mewakili|tanah|menuju|dalam|wakil|setara|"
    r"warga)\s*(?:para|langsung|pihak|tim|kalangan|website|laman|situs|hanya)?\s*$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"(?:dibanding(?:kan)?|mengungguli|ungguli|mengalahkan|kalahkan|menggeser|melampaui|"
    r"unggul\s+(?:tipis\s+)?(?:atas|dari)|terpaut\s+(?:\S+\s+){0,3}dari|"
    r"bersaing dengan|menyaingi|menyalip|meninggalkan|bertanding melawan|bersama)\s+(?:[^\s,]+\s+)?$",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"(?::|\b(?:yaitu|yakni|adalah|ialah|antara lain|di ?antaranya|antaranya|seperti|terdiri (?:atas|"
    r"dari)|meliputi|tercatat|terdapat|termasuk|misalnya|yang diwakili|masing-masing|terdiri))\W*$",
    re.IGNORECASE,
)
LISTED_FAR = re.compile(
    r"\b(?:yaitu|yakni|adalah|ialah|antara lain|di ?antaranya|antaranya|terdiri (?:atas|dari)|meliputi)\s+"
    r"(?=[A-Z])[^.;:]{3,150},\s+(?:dan\s+|serta\s+)?$"
)  # an item that no reader knows stands at the head of the list
COUNTED_ONES = re.compile(
    r"\b(?:\d+|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|[Dd]elapan|[Ss]embilan|[Ss]epuluh|[Ss]atu)\s"
    r"[^.,;:]{2,60}\syang\s+(?:juga\s+|berhasil\s+|turut\s+)*$"
)
WITNESSED = re.compile(
    r"\bdi(?:hadiri|saksikan|dampingi|pimpin|buka|ikuti|tutup|resmikan|sambut|wakili|sampaikan|ungkapkan|tegaskan|"
    r"jelaskan|"
    r"katakan|benarkan|akui|ungkap)\b[^.;,]{0,30}\boleh\s*(?:para\s*)?$"
)
ORGANISED = re.compile(
    r"\b(?:dinilai|dilakukan|diprakarsai|digagas|diumumkan|dibagikan|diserahkan|versi|"
    r"data|menurut(?: data)?|dievaluasi|penilaian|(?:penghargaan|anugerah|"
    r"piagam|opini|survei|"
    r"evaluasi))\s+(?:langsung\s+|oleh\s+|bersama\s+)*$",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:digelar|dihelat|diselenggarakan|diadakan|ditaja|gelaran|besutan)\s+"
    r"(?:(?:langsung|oleh|bersama|kembali|rutin|secara \w+)\s+)*$",
    re.IGNORECASE,
)
OWNED = re.compile(
    r"\b(?:diinisiasi|digagas|diusung|dikembangkan|dibuat|diciptakan|karya|inovasi|persembahan|gagasan|"
    r"inisiatif)\s+(?:oleh\s+)?$",
    re.IGNORECASE,
)
ON_BEHALF = re.compile(
    r"(?:\b(?:atas nama|mewakili)|(?:^|[.;]\s*)Ke\w{2,8}nya(?:\s+(?:adalah|ialah|yakni|yaitu))?\s+dari)\s+$"
)
HELD_BY = re.compile(
    r"\b(?:unit|layanan|satuan|kerja|instansi|dinas|lembaga|perusahaan|sakit|kantor|satker|OPD|badan|puskesmas|"
    r"program|gedung|lahan)\s+milik\s+$",
    re.IGNORECASE,
)
NEAR_GOAL = re.compile(r"\b(?:kepada|bagi|untuk|pada|tangan|ke)\s+(?:[^\s,;]+\s+){0,6}$")
ACCOUNT = re.compile(
    r"\b(?:atas|terhadap|untuk|kepada|bagi|pada)\s+(?:hasil (?:pemeriksaan|audit)\s+)?(?:atas\s+)?"
    r"(?:LKPD|LKPP|LKKL|LK|[Ll]aporan [Kk]euangan(?: Pemerintah Daerah| Kementerian/Lembaga| konsolidasian)?)"
    r"(?:\s*\([A-Z]{2,6}\))?\s+(?:(?:milik|TA|[Tt]ahun(?: [Aa]nggaran)?|(?:19|20)\d\d|untuk|pada)\s+)*$"
)  # the accounts on which auditors give their opinion stand for the body that keeps them
FOR_MERIT = re.compile(
    r"\batas\s+(?:[a-z]+\s+)?(?:prestasi|keberhasilan|kinerja|capaian|upaya|komitmen|kepedulian|inovasi|dedikasi|peran|"
    r"dukungan|kontribusi|kerja keras|partisipasi)\s+$"
)
FOLLOWED = re.compile(r"\b(?:diikuti|disusul|dibuntuti)\s+(?:oleh\s+)?$")
COUNT_OF = re.compile(
    r"\b(?:\d+|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|[Dd]elapan|[Ss]embilan|[Ss]epuluh|[Bb]eberapa|"
    r"[Ss]ejumlah)\s+(?:[Pp]olres\w*|[Ss]atker|[Ss]atuan [Kk]erja|[Uu]nit(?: [Kk]erja)?|[Ii]nstansi|[Pp]uskesmas|OPD|"
    r"[Ll]apas|[Kk]antor|[Pp]erangkat [Dd]aerah)\s+$"
)
ABOUT = re.compile(r"\b(?:atas|terhadap)\s+(?:[a-z]+\s+){1,6}(?:di\s+(?:lingkungan\s+)?)?$")
CAPITAL = re.compile(r",\s+(?:ibu ?kota|pusat pemerintahan)\s+$")  # "Samarinda, ibu kota Provinsi X, meraih …"
VENUE = re.compile(r"\b(?:di|ke)\s+(?:[A-Z][\w.'-]*\s+|\d+\s+|dan\s+){1,6}$")
WITHIN = re.compile(r"\b(?:di|se|pada|dalam)[ -](?:jajaran|lingkungan|lingkup|wilayah(?: hukum)?|bawah)\s+$")
NOT_GIVEN_BY = re.compile(
    r"\b(?:dikomandoi|dipimpin|dikelola|didampingi|disaksikan|dihadiri|dimiliki|didukung|dibina|dinaungi|"
    r"dijalankan|diwakili|dibuka|ditutup|diampu|dikoordinir|dikoordinasi\w*|"
    r"dirintis|ditangani|digerakkan|diterapkan|dimotori|dipelopori|dinakhodai)\s+(?:langsung\s+)?oleh\s+(?:para\s+)?$"
)
AT_OFFICE = re.compile(
    r"\b(?:di|bertempat di|dari)\s+(?:halaman |lobi |lantai \w+ )?(?:kantor|gedung|aula|auditorium|halaman|ruang\w*|"
    r"markas|pendopo|"
    r"lapangan)(?:\s+(?:pusat|utama|rapat|serbaguna|baru))?\s+$"
)
