"""The words around a person's name: forms of address, ranks, degrees and the nouns that head an office. Data in
titles.toml."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from nlp.knowledge.government import bodies

_DEGREE_SHAPE = re.compile(r"(?:[A-Z][A-Za-z]{0,5}\.){1,4}[A-Za-z]{0,7}\.?$")
_SHORTEST_BODY = 4  # letters
_INITIAL = re.compile(r"[A-Z]\.?$")
_GLUED = re.compile(r"(?:[A-Z][a-z]{0,2}\.)+([A-Z][a-z]{3,})$")  # "M.Amin"
# Syllable words for bodies: Kemensesneg, Pemprov, Polrestabes.
_BODY = re.compile(
    r"(?:kemen|pem(?:prov|kab|kot|da\b|des\b)|polres|polda|polsek|kejari|kejati|"
    r"dis(?:dik|hub|kominfo|dukcapil|par(?:bud|ta)|perin|pora|naker|tan|kop|kan|pusip|dag)|din(?:kes|sos)|bappe|bapenda|"
    r"ditti|ditre|bareskrim|satreskrim|satres|puspen|kesbang|kwar(?:cab|da|nas|ran)|satpol|damkar|imipas|komdigi|kominfo|(?:pare)?kraf|ekraf|"
    r"dik(?:dasmen|bud|tisaintek)|kumham|polkam|polhukam|bappenas)\w*"
)
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]")
# "Kadisdikbud", "Sekdisparbud", "Gubsu", "Wagubri"
_BUILT_OFFICE = re.compile(
    r"(?:ka|sek|plt)(?:dis(?!at)|din(?:kes|sos|hub|as|dik|por|per))[a-z]{2,}$|kabapp?e(?:da|nda)$|"
    r"(?:wa)?gub(?:su|ri|sumut|sumbar|sumsel|lampung|jabar|jateng|jatim|banten|bali|ntb|ntt|kalbar|kalteng|kalsel|"
    r"kaltim|kaltara|sulut|sulteng|sulsel|sultra|sulbar|malut|papua|aceh|jambi|kepri|babel|bengkulu|dki|diy)$"
)
_DERIVED = re.compile(
    r"(?:(?:pe|per|pen|pem|peng|penge|ke)[a-z]{3,}an|(?:mem|men|meng|meny)[a-z]{3,}(?:kan|i)|"
    r"[a-z]+-[a-z]+|[a-z]{3,}nya)$"
)


@dataclass(frozen=True, slots=True)
class Titles:
    """The word lists of knowledge/titles.toml, lower case."""

    honorific: frozenset[str]
    academic: frozenset[str]
    rank: frozenset[str]
    degree: frozenset[str]
    office: frozenset[str]
    person: frozenset[str]
    takes_place: frozenset[str]
    brands: frozenset[str]


@cache
def titles() -> Titles:
    """The lists of titles.toml; an unknown or missing key is an error."""
    text = resources.files("nlp.knowledge").joinpath("titles.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    if wrong := set(data) ^ set(Titles.__dataclass_fields__):
        raise ValueError(f"titles.toml: unknown or missing key {sorted(wrong)[0]!r}")
    return Titles(**{key: frozenset(words) for key, words in data.items()})


@cache
def _word_kinds() -> dict[str, str]:
    """Word → common, name or place."""
    kinds: dict[str, str] = {}
    folder = resources.files("nlp.knowledge")
    with folder.joinpath("name_words.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in rows:
            kinds[row["word"]] = row["kind"]
    with folder.joinpath("regions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            for form in (row["name"], *(row["forms"] or "").split(";")):
                if form.isupper():
                    continue  # "OKI": told by its capitals where it occurs
                for word in form.lower().split():
                    if len(word) > 2:
                        kinds.setdefault(word, "place")
    for body in bodies():
        for form in body.forms:
            if form.isalpha() and len(form) > _SHORTEST_BODY:
                kinds.setdefault(form.lower(), "acronym")  # "Jamkrindo", "Telkomsel"
    for word in titles().brands:
        kinds[word] = "acronym"
    return kinds


@lru_cache(maxsize=65536)
def word_kind(word: str) -> str:
    """What a capitalised word most likely is: name, common, place, acronym, initial or unknown."""
    if _INITIAL.match(word):
        return "initial"
    bare = word.rstrip(".")
    kind = _word_kinds().get(bare.lower())
    letters = [c for c in bare if c.isalpha()]
    if len(letters) < len(bare) and any(c.isdigit() for c in bare):
        return "acronym"
    if len(letters) > 1 and all(c.isupper() for c in letters):
        # a headline word in capitals, or an abbreviation
        return "name" if kind == "name" and len(letters) > 4 else "acronym"
    if kind:
        return kind
    if glued := _GLUED.match(bare):
        return word_kind(glued.group(1))
    if (len(bare) > 3 and bare.lower() in _MINISTER) or _BODY.match(bare.lower()):
        return "acronym"
    if _CAMEL.search(bare):
        return "acronym" if not re.match(r"(?:Mc|Mac|De|Di|Al|La|Le|O)[A-Z]", bare) else "unknown"
    halves = bare.split("-")
    if len(halves) == 2 and halves[0] != halves[1] and all(half[:1].isupper() and len(half) > 2 for half in halves):
        kinds = {word_kind(half) for half in halves}
        return "unknown" if kinds <= {"name", "unknown", "either"} else "common"  # "Pannier-Runacher"
    if _DERIVED.match(bare.lower()):
        return "common"
    return "unknown"


def listed_word(lower: str) -> bool:
    """Whether the list of words and names holds a word in lower case."""
    return lower in _word_kinds()


def one_slip(word: str, other: str) -> bool:
    """Whether two words differ in one letter: one more, one less, another, or two neighbours swapped."""
    if abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    first, second = word[start:], other[start:]
    if first[1:] == second[1:] or first[1:] == second or first == second[1:]:
        return True
    return first[:2] == second[1::-1] and first[2:] == second[2:]


def bare(word: str) -> str:
    """A word as the lists hold it: lower case, no last stop."""
    low = word.lower().rstrip(".")
    return low if low != "jendral" else "jenderal"


@lru_cache(maxsize=65536)
def is_title(word: str) -> bool:
    """Whether a word goes before a name without being part of it: "Drs.", "AKBP", "Bapak"."""
    lists, low = titles(), bare(word)
    if word == "BPK":
        return False  # the audit board, not "Bpk."
    if low == "h" or low == "hj":
        return word[:1].isupper()
    return low in lists.honorific or low in lists.academic or low in lists.rank


_MINISTER = (
    "pan panrb dagri keu kes sos ag aker hub kominfo komdigi dikbud dikbudristek dikdasmen diktisaintek "
    "ristek ristekdikti tan perin dag par "
    "parekraf bud pora han lu kumham kum ham imipas lhk lh hut esdm bumn pupr pu pkp trans des desa kop "
    "kopukm umkm atr sesneg setneg pppa ppa kkp "
    "ekraf nakertrans diknas kokesra kopolhukam kopolkam kopmk koekuin komarves kokumham koperekonomian "
    "kopangan koinfra kopm investasi haj ppn"
).split()
_SHORT_OFFICES = frozenset(f"{wa}men{part}" for wa in ("", "wa") for part in _MINISTER) | {
    "wamen",
    "wamenko",
    "menko",
    "menteri",
}


@lru_cache(maxsize=65536)
def is_office(word: str) -> bool:
    """Whether a word heads an office: "Kepala", "Bupati", "MenPAN-RB", "Sekjen"."""
    low = bare(word)
    if word == "JAM":
        return True  # "Jaksa Agung Muda", not the hour
    if low.endswith("nya") and low[:-3] in titles().office:
        return True
    if low in titles().office or low.replace("-", "") in _SHORT_OFFICES or _BUILT_OFFICE.match(low):
        return True
    slipped = len(low) > _SHORTEST_SLIP and word[0].isupper() and low not in _word_kinds()
    return slipped and any(one_slip(low, office) for office in _LONG_OFFICES)  # "Sekeretaris", "Gubenur"


_SHORTEST_SLIP = 6  # letters of an office's word that may hold a slip
_LONG_OFFICES = ("sekretaris", "gubernur", "direktur", "walikota", "presiden", "inspektur", "komandan", "pelaksana")


@lru_cache(maxsize=65536)
def is_person_noun(word: str) -> bool:
    """Whether a word is an everyday noun for a person: "pedagang", "politisi"."""
    return bare(word) in titles().person


@lru_cache(maxsize=65536)
def is_degree(word: str) -> bool:
    """Whether a word behind a name and a comma is a degree: "S.Sos.", "MM", "Ph.D"."""
    if bare(word).replace(".", "") in titles().degree and word[:1].isupper():
        return True
    if (glued := _GLUED.match(word)) and (
        word_kind(glued.group(1)) == "name" or (len(glued.group(1)) > 4 and word_kind(glued.group(1)) == "unknown")
    ):
        return False  # an initial and a name without the space between: "M.Amin"
    return bool(_DEGREE_SHAPE.match(word)) and "." in word[:-1]
