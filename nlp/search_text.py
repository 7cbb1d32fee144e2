"""What the full-text index holds: the words of a text, their lemmas beside them, one token for each written variant.

Only inflection is taken off (me-, di-, ber-, ter-, -kan, -i, -nya, -lah …), never derivation: "penghargaan" (award)
stays itself and does not meet "harga" (price). The index and the query line belong to `store.search`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

LONGEST_WORD = 40  # letters; anything longer is no word
_WORD = re.compile(r"[^\W_]+(?:[-'’./,][^\W_]+)*")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")  # the few places to look for accents in
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_CLITIC = re.compile(r"(?<=\w{3})(?:(?:nya|ku|mu)?(?:lah|kah|tah|pun)|nya)$")
_VERBAL = re.compile(r"(?:me(?:mper|ng|ny|m|n)?|di(?:per)?|ber|ter)(?=\w{3})")
_NASAL = {"meng": ("", "k"), "meny": ("s",), "mem": ("", "p"), "men": ("", "t"), "me": ("",)}


@dataclass(frozen=True, slots=True)
class Variants:
    """knowledge/search_variants.toml: words that are no inflected forms, and each token's phrases by first word."""

    keep: frozenset[str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def variants() -> Variants:
    """The variants in use, longest phrase first."""
    name = "search_variants.toml"
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8"))
    if wrong := set(data) ^ {"keep", "variants"}:
        raise ValueError(f"{name}: unknown or missing key {sorted(wrong)[0]!r}")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for token, forms in data["variants"].items():
        for form in forms:
            words = tuple(form.split())
            phrases.setdefault(words[0], []).append((words, token))
    ordered = {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in phrases.items()}
    return Variants(frozenset(data["keep"]), ordered)


@cache
def _dictionary() -> tuple[object, object]:
    from simplemma import is_known, lemmatize

    return lemmatize, is_known


def _known(word: str) -> bool:
    return bool(_dictionary()[1](word, lang="id"))  # type: ignore[operator]


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The lower-case word without inflection: "menerimanya" → "terima", "penghargaannya" → "penghargaan"."""
    if not 5 <= len(word) <= LONGEST_WORD or not word.isalpha() or word in variants().keep:
        return word
    clitic = _CLITIC.search(word)
    if clitic:
        bare = word[: clitic.start()]
        if len(bare) >= 3 and (_known(bare) or _VERBAL.match(bare) or bare.endswith("an")):
            return lemma(bare)
    if not _VERBAL.match(word):
        return word
    found = str(_dictionary()[0](word, lang="id")).lower()  # type: ignore[operator]
    if found != word and found.isalpha() and 3 <= len(found) < len(word):
        return found
    return _stripped(word)


def _stripped(word: str) -> str:
    """Prefix and suffix taken off by rule, when what is left is a known word; else the word."""
    for prefix in ("memper", "diper", "meng", "meny", "mem", "men", "me", "di", "ber", "ter"):
        if not word.startswith(prefix):
            continue
        rest = word[len(prefix) :]
        for first in _NASAL.get(prefix, ("",)):
            for suffix in ("", "kan", "i"):
                if rest.endswith(suffix):
                    core = first + (rest[: len(rest) - len(suffix)] if suffix else rest)
                    if len(core) >= 4 and core != word and _known(core):
                        return core
    return word


def fold(text: str) -> str:
    """The text in lower case and compatible letters, accents off."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return plain if plain.isascii() else _FOREIGN.sub(_bare, plain)


def _bare(match: re.Match[str]) -> str:
    return "".join(c for c in match[0] if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The lower-case words of a text in order: accents off, "3.414" as 3414, hyphenated words in their parts."""
    plain = fold(text)
    found: list[str] = []
    for match in _WORD.finditer(plain):
        word = match.group()
        if word.isalnum():
            found.append(word)
        elif _THOUSANDS.fullmatch(word):
            found.extend(word.replace(".", "").split(","))
        else:
            found.extend(re.split(r"[-'’./,]", word))
    return found


def _doubled(parts: list[str], at: int) -> bool:
    """Whether the word repeats the one before it ("orang-orang" reads as one word in two parts)."""
    return at > 0 and parts[at] == parts[at - 1] and parts[at].isalpha()


def _variant_at(parts: list[str], at: int) -> tuple[str, int] | None:
    for phrase, token in variants().phrases.get(parts[at], ()):
        if tuple(parts[at : at + len(phrase)]) == phrase:
            return token, len(phrase)
    return None


def search_text(text: str) -> str:
    """The text for the index: each word, then its lemma and its variant token where they differ from it."""
    parts = words(text)
    out: list[str] = []
    for at, word in enumerate(parts):
        if _doubled(parts, at):
            continue
        out.append(word)
        stem = lemma(word)
        if stem != word:
            out.append(stem)
        variant = _variant_at(parts, at)
        if variant and variant[0] != word:
            out.append(variant[0])
    return " ".join(out)


def query_terms(query: str) -> tuple[tuple[str, ...], ...]:
    """The query as groups that must all be found; within a group any one will do. Terms are letters and digits only."""
    parts = words(query)
    groups: list[tuple[str, ...]] = []
    at = 0
    while at < len(parts):
        variant = _variant_at(parts, at)
        if variant:
            groups.append((variant[0],))
            at += variant[1]
            continue
        if not _doubled(parts, at):
            groups.append(tuple(dict.fromkeys((parts[at], lemma(parts[at])))))
        at += 1
    return tuple(groups)
