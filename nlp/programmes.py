"""Award programmes as data (knowledge/programmes.toml) and the lookup of their names; no reading of articles here."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from nlp.phrases import Hit, PhraseTable, Word, expand, words_of

CODES = (
    "pekppp", "zi", "kipp", "ombudsman", "kip", "sakip", "rb", "sp4n", "mpp", "iga", "unpsa", "wtp", "kla", "adipura",
    "ppd", "paritrana", "uhc", "anugerah_asn", "merit", "bkn", "spbe", "investasi", "pelayanan_publik_lain", "other",
)  # fmt: skip
_FILE = "programmes.toml"
CONFIDENCES = ("high", "medium", "low")
_REQUIRED = ("id", "code", "name", "aliases", "giver", "held", "basis", "source", "confidence")
_OPTIONAL = ("weak", "grades", "categories", "loose", "anchors", "blocked", "equal")
_HELD = re.compile(r"(?:\d{4}-(?:\d{4})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One award programme. Grades and categories stand best first; `loose` categories are everyday words."""

    id: str
    code: str  # one of CODES: the public value
    name: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()  # an article without any of these does not speak of the programme
    blocked: tuple[str, ...] = ()  # words of an article that means something else by the name
    equal: tuple[tuple[str, ...], ...] = ()  # categories that mean the same, lower case
    giver: str = ""
    held: str = ""  # "2016-", "2019-2024"; "" where no source says since when
    basis: str = ""
    source: str = ""
    confidence: str = ""  # one of CONFIDENCES: how far giver, held and basis can be relied on

    def was_held(self, year: int) -> bool:
        """Whether the programme existed in a year; True where its years are not known."""
        if not self.held:
            return True
        first, _, last = self.held.partition("-")
        return int(first) <= year <= (int(last) if last else 9999)


def _texts(table: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{where}: {key} must be a list of strings")
    return tuple(value)


def parse_programmes(source: str, origin: str = _FILE) -> tuple[Programme, ...]:
    """Read the TOML text of a programme file. Raises ValueError naming file, programme and key on anything unknown."""
    tables = tomllib.loads(source)
    unknown = set(tables) - {"programme"}
    if unknown:
        raise ValueError(f"{origin}: unknown key {sorted(unknown)[0]!r}; only [[programme]] tables are known")
    found: list[Programme] = []
    for number, table in enumerate(tables.get("programme", []), start=1):
        where = f"{origin}: programme {table.get('id', number)!r}"
        for key in table:
            if key not in _REQUIRED and key not in _OPTIONAL:
                raise ValueError(f"{where}: unknown key {key!r}")
        for key in _REQUIRED:
            if key not in table:
                raise ValueError(f"{where}: key {key!r} is missing")
        if table["code"] not in CODES:
            raise ValueError(f"{where}: code {table['code']!r} is not one of {', '.join(CODES)}")
        if table["confidence"] not in CONFIDENCES:
            raise ValueError(f"{where}: confidence {table['confidence']!r} is not one of {', '.join(CONFIDENCES)}")
        if not _HELD.fullmatch(str(table["held"])):
            raise ValueError(f'{where}: held {table["held"]!r} is not "YYYY-", "YYYY-YYYY" or empty')
        if any(table["id"] == known.id for known in found):
            raise ValueError(f"{where}: the id stands twice")
        for template in (*_texts(table, "aliases", where), *_texts(table, "weak", where)):
            try:
                expand(template)
            except ValueError as error:
                raise ValueError(f"{where}: {error}") from error
        found.append(
            Programme(
                id=str(table["id"]),
                code=str(table["code"]),
                name=str(table["name"]),
                aliases=_texts(table, "aliases", where),
                weak=_texts(table, "weak", where),
                grades=_texts(table, "grades", where),
                categories=_texts(table, "categories", where),
                loose=_texts(table, "loose", where),
                anchors=tuple(anchor.lower() for anchor in _texts(table, "anchors", where)),
                blocked=tuple(word.lower() for word in _texts(table, "blocked", where)),
                equal=tuple(tuple(str(name).lower() for name in row) for row in table.get("equal", [])),
                giver=str(table["giver"]),
                held=str(table["held"]),
                basis=str(table["basis"]),
                source=str(table["source"]),
                confidence=str(table["confidence"]),
            )
        )
    return tuple(found)


@functools.cache
def load_programmes() -> tuple[Programme, ...]:
    """All programmes of the shipped file, in its order."""
    return parse_programmes(resources.files("nlp.knowledge").joinpath(_FILE).read_text(encoding="utf-8"))


@functools.cache
def _by_id() -> dict[str, Programme]:
    return {programme.id: programme for programme in load_programmes()}


def programme(identifier: str) -> Programme:
    """The programme with an id. Raises KeyError for an unknown one."""
    return _by_id()[identifier]


@functools.cache
def alias_table() -> PhraseTable:
    """Every alias (label: the programme's id) and every weak alias (label: "~" + id)."""
    pairs = [(alias, entry.id) for entry in load_programmes() for alias in entry.aliases]
    pairs += [(alias, "~" + entry.id) for entry in load_programmes() for alias in entry.weak]
    return PhraseTable(pairs)


@functools.cache
def _acronyms() -> frozenset[str]:
    """One-word aliases in capitals ("APE", "KIP"): as everyday words in small letters they name nothing."""
    forms = {form for entry in load_programmes() for alias in (*entry.aliases, *entry.weak) for form in expand(alias)}
    return frozenset(form.lower() for form in forms if form.isupper() and form.isalnum())


_AWARD_LIKE = re.compile(
    r"award|penghargaan|anugerah|piala|predikat|sertifikat|piagam|plakat|opini|terbaik|juara|\btop \d|informatif|"
    r"\bwtp\b|wajar tanpa|\bwbk\b|\bwbbm\b|wilayah b|adipura|kalpataru|lan?cana|"
    r"layak anak|ramah anak|terinovatif|unpsa|zona hijau|piagam hijau|paritrana|parahita|proklim|kampung iklim|"
    r"nugra|rekor|swasti|adiwiyata|prima|teladan|inspiratif|kepatuhan|opini|karya|tantra|unesco|meritokrasi",
    re.IGNORECASE,
)


def is_award_name(name: str) -> bool:
    """Whether an alias names a prize by itself; others ("SPBE", "reformasi birokrasi") also name a field of work."""
    return bool(_AWARD_LIKE.search(name))


def programme_hits(text: str, words: list[Word]) -> list[Hit]:
    """The programme names among the words of `text`, in order; labels as in `alias_table`."""
    acronyms = _acronyms()
    found = []
    for hit in alias_table().find(words):
        if hit.first == hit.last and words[hit.first].low in acronyms and text[hit.start : hit.end].islower():
            continue
        found.append(_longer_behind(hit, words) if words[hit.first].low in _HEAD_WORDS else hit)
    return found


_HEAD_WORDS = frozenset("penghargaan anugerah predikat kategori penilaian evaluasi lomba piagam".split())


def _longer_behind(hit: Hit, words: list[Word]) -> Hit:
    """The name that begins behind the word for a prize, where it says more: "penghargaan [pelayanan publik berbasis
    HAM]", not "[penghargaan pelayanan publik] berbasis HAM"."""
    first = hit.first + 1
    other = next(alias_table().find(words[first : hit.last + 12]), None) if hit.last > hit.first else None
    if other is None or other.first or first + other.last <= hit.last or other.labels[0].startswith("~"):
        return hit
    return Hit(other.labels, hit.first, first + other.last, hit.start, other.end)


def find_programme(name: str) -> Programme | None:
    """The programme that a written award name stands for: the longest alias, a weak one only without another."""
    hits = programme_hits(name, words_of(name))
    strong = [hit for hit in hits if not hit.labels[0].startswith("~")]
    best = max(strong or hits, key=lambda hit: hit.end - hit.start, default=None)
    return programme(best.labels[0].removeprefix("~")) if best else None
