"""Laws and decrees named in a text ("Kepmen PANRB Nomor 1054 tahun 2021") and counted facts ("84 UPP").

Kinds and their written forms stand in knowledge/regulations.toml. Both readers are pure and linear in the text.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from kliping.dates import read_number
from kliping.model import Figure, Regulation, Span
from nlp.phrases import PhraseTable, words_of

_FILE = "regulations.toml"
_NUMBER = re.compile(
    r"(?P<middle>[^.;\n]{0,90}?)(?:\bNomor|\bnomor|\bNOMOR|\bNo\.?|\bno\.?)\s*:?\s*(?P<number>\d[\w./-]*|"
    r"[A-Z]{1,3}[./-][\w./-]*\d[\w./-]*)"
    r"(?:\s*,?\s*(?:[Tt]ahun|TAHUN|[Tt]h\.?)\s*(?P<year>(?:19|20)\d\d))?"
)
_SHORT = re.compile(
    r"(?P<middle>(?:\s*[A-Z][\w/-]*){0,3}?)\s*(?P<number>\d{1,4})\s*(?:/\s*|\s+[Tt]ahun\s+|"
    r"\s+TAHUN\s+)(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_SLASHED = re.compile(r"(?P<number>\d{1,4})/(?P<year>(?:19|20)\d\d)$")
_SUBJECT = re.compile(r"\s*,?\s+(?:[Tt]entang|TENTANG)\s+(?P<subject>[^.,;:\n()\"“”]{3,220})")
_SUBJECT_END = re.compile(
    r"\s+(?:yang|dan (?=Peraturan|Permen|Perpres|Perbup|Rancangan|Keputusan|Surat|UU|Undang)|serta (?=Peraturan|"
    r"SK|Keputusan|Per[a-z]+ [Nn]o|Rancangan)|maka|adalah|telah|sudah|akan|karena|untuk kebijakan|sebagaimana|"
    r"disebutkan|mengatur|mewajibkan|merupakan)\b"
)
_INITIALS = frozenset({"pan", "panrb", "lhk", "pppa", "atr", "esdm"})
_FIGURE = re.compile(
    r"(?<![\w.,/])(?P<value>\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,\d+)?\s+(?P<unit>"
    r"unit (?:kerja|penyelenggara pelayanan publik|pelayanan publik|layanan)|satuan kerja|satker|UPP|"
    r"unit pelayanan publik|instansi(?: pemerintah)?|badan publik|kementerian(?:/lembaga| dan lembaga)?|lembaga|"
    r"pemerintah daerah|pemda|pemprov|pemkab|pemkot|provinsi|kabupaten/kota|kabupaten|kota|daerah|kecamatan|"
    r"kelurahan|desa|OPD|dinas|lokus|inovasi|proposal|polres|lapas|rutan|puskesmas|rumah sakit|"
    r"penghargaan|piala|kategori|MPP|mal pelayanan publik|jenis layanan|layanan|gerai|penerima|laporan|aduan|"
    r"pengaduan|responden|unit|ASN|pegawai|satuan pendidikan|sekolah)\b",
)


@dataclass(frozen=True, slots=True)
class RegulationKind:
    """A kind of law with its written forms; `office` when the issuing office follows its name."""

    kind: str
    forms: tuple[str, ...]
    office: bool = False


def parse_kinds(source: str, origin: str = _FILE) -> tuple[RegulationKind, ...]:
    """Read the TOML text of the kinds. Raises ValueError naming file and key on anything unknown."""
    data = tomllib.loads(source)
    if set(data) - {"regulation"}:
        raise ValueError(f"{origin}: unknown key {sorted(set(data) - {'regulation'})[0]!r}")
    kinds = []
    for number, table in enumerate(data.get("regulation", []), start=1):
        unknown = set(table) - {"kind", "forms", "office"}
        if unknown or "kind" not in table or not isinstance(table.get("forms"), list):
            raise ValueError(
                f"{origin}: regulation {table.get('kind', number)!r}: needs kind and forms; unknown: {sorted(unknown)}"
            )
        kinds.append(RegulationKind(table["kind"], tuple(table["forms"]), bool(table.get("office", False))))
    return tuple(kinds)


@functools.cache
def _table() -> tuple[PhraseTable, dict[str, RegulationKind]]:
    kinds = parse_kinds(resources.files("nlp.knowledge").joinpath(_FILE).read_text(encoding="utf-8"))
    return PhraseTable((form, entry.kind) for entry in kinds for form in entry.forms), {k.kind: k for k in kinds}


def _kind_name(surface: str, entry: RegulationKind, middle: str) -> str:
    """The canonical kind with its office as written: "Permenpan RB" + "" → "Peraturan Menteri PAN RB"."""
    low = surface.lower().replace(" ", "")
    office = middle.strip(" ,:()-")
    for prefix in ("peraturanmenteri", "keputusanmenteri", "permen", "kepmen"):
        if low.startswith(prefix) and len(low) > len(prefix):
            tail = surface.replace(" ", "")[len(prefix) :]
            office = f"{tail.upper() if tail.lower() in _INITIALS else tail.title()} {office}".strip()
            break
    return f"{entry.kind} {office}".strip() if entry.office and office and len(office) <= 90 else entry.kind


def find_regulations(text: str) -> tuple[Regulation, ...]:
    """Every law or decree named with a number, in order; spans run from its kind to its number or year."""
    table, kinds = _table()
    found: list[Regulation] = []
    done = 0
    for hit in table.find(words_of(text)):
        surface = text[hit.start : hit.end]
        if hit.start < done or (len(surface) < 5 and not surface.isupper()):
            continue
        stretch = text[hit.end : hit.end + 140]
        match = _NUMBER.match(stretch)
        if match is not None and _interrupts(match["middle"]):
            match = None
        match = match or _SHORT.match(stretch)
        if match is None:
            continue
        number, year = match["number"].rstrip("./-,"), match["year"]
        end = hit.end + match.end("year" if year else "number")
        slashed = _SLASHED.fullmatch(number)
        if slashed and year is None:
            number, year = slashed["number"], slashed["year"]
        elif year is None and re.fullmatch(r"[\w.]+/[\w./-]+/(?:19|20)\d\d", number):
            year = number[-4:]
        while end > hit.end and text[end - 1] in "./-,":
            end -= 1
        subject_match = _SUBJECT.match(text, end)
        subject = None
        if subject_match:
            subject = subject_match["subject"]
            stop = _SUBJECT_END.search(subject)
            subject = (subject[: stop.start()] if stop else subject).strip() or None
        label = kinds[hit.labels[0]]
        found.append(
            Regulation(
                span=Span(start=hit.start, end=end),
                kind=_kind_name(surface, label, match["middle"]),
                number=number,
                year=int(year) if year else None,
                subject=subject,
            )
        )
        done = end
    return tuple(found)


def _interrupts(middle: str) -> bool:
    """Whether the words between a kind and a number belong to something else: another kind, or a verb."""
    if re.search(r"\b(?:yang|mewajibkan|mengatur|telah|sudah|akan|dengan|dan juga|melalui|sesuai|untuk)\b", middle):
        return True
    table, _ = _table()
    return any(not hit.labels[0].startswith("Keputusan") for hit in table.find(words_of(middle)))


def find_figures(text: str) -> tuple[Figure, ...]:
    """Counted bodies, units and prizes: "84 UPP", "486 unit kerja", "1.054 inovasi"; value and unit as they stand."""
    found = []
    for match in _FIGURE.finditer(text):
        value = read_number(match["value"])
        if value is None or (1900 <= value <= 2100 and "." not in match["value"]):
            continue
        found.append(Figure(span=Span(start=match.start(), end=match.end()), value=float(value), unit=match["unit"]))
    return tuple(found)
