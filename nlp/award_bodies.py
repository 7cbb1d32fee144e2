"""The key under which all forms of one body meet: its region, the id it was linked to, or its words. Which bodies an
article names is read in `nlp.award_recipients`."""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources

from kliping.model import Mention
from nlp.phrases import PhraseTable, words_of

_GOVERNMENT = re.compile(
    r"^(?:(?:pemerintah(?:an)?|pemda)\s+)?(?:(?:provinsi|prov\.?|kabupaten|kab\.?|kota|pemprov|pemkab|pemkot|"
    r"pemko|pemda|daerah)\b\.?\s*)+",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]*\)")
HEAD = re.compile(
    r"(?:(?:Plt\.?|Plh\.?|Pj\.?|Pjs\.?|Penjabat|Pelaksana (?:Tugas|Harian)|PLT|PJ)\s+)?(?:(?:Wakil|wakil)\s+)?"
    r"(?:Wali\s?[Kk]ota|[Ww]ali\s?kota|Bupati|bupati|Gubernur|gubernur|Wabup|Wagub|Wawali)\s+(?:\([A-Z]\w+\)\s+)?(?=[A-Z])"
)


@functools.cache
def region_names() -> tuple[PhraseTable, dict[str, tuple[str, ...]]]:
    """Phrase table of region names (label: the name, lower case) and name → kinds that bear it."""
    kinds: dict[str, tuple[str, ...]] = {}
    pairs: list[tuple[str, str]] = []
    with resources.files("nlp.knowledge").joinpath("regions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            name = row["name"].lower()
            kinds[name] = (*kinds.get(name, ()), row["kind"])
            for form in (row["name"], *(row["forms"] or "").split(";")):
                bare = form.replace("/", " ").strip()
                if len(bare) > 2:
                    pairs.append((bare, name))
    return PhraseTable(pairs), kinds


def region_key(text: str) -> str | None:
    """The key of a region's government, one for "Pemkab Karimun" and "Kabupaten Karimun"; None for another body."""
    bare = _BRACKET.sub("", text).strip()
    head = _GOVERNMENT.match(bare) or HEAD.match(bare)
    name = bare[head.end() :] if head else bare
    table, kinds = region_names()
    words = words_of(name)
    hits = list(table.find(words))
    if len(hits) == 2 and hits[1].first == hits[0].last + 1 and kinds[hits[1].labels[0]] == ("province",):
        words, hits = words[: hits[1].first], hits[:1]  # "Pemerintah Pesisir Barat Lampung"
    if len(hits) != 1 or hits[0].first != 0 or hits[0].last != len(words) - 1:
        return None
    region = hits[0].labels[0]
    kind = ""
    said = bare[: head.end()].lower() if head else ""
    for word, value in (
        ("kota", "city"),
        ("pemko", "city"),
        ("wali", "city"),
        ("kab", "regency"),
        ("bupati", "regency"),
        ("prov", "province"),
        ("gubernur", "province"),
    ):
        if word in said:
            kind = value
            break
    known = kinds[region]
    if kind not in known:
        kind = known[0] if len(known) == 1 else ""
    return f"region:{kind}:{region}"


def same_body(first: str, second: str) -> bool:
    """Whether two keys may be one body: a bare region name fits the typed one."""
    if first == second:
        return True
    if first.startswith("text:") and second.startswith("text:"):
        return first.startswith(second + " ") or second.startswith(first + " ")
    one, two = first.split(":"), second.split(":")
    return len(one) == len(two) == 3 and one[0] == two[0] == "region" and one[2] == two[2] and "" in (one[1], two[1])


def body_key(text: str, mention: Mention | None) -> str:
    """The key of a body: its region, else the id it was linked to, else its words without brackets."""
    region = region_key(text)
    if region:
        return region
    if mention is not None and mention.id:
        return mention.id
    return "text:" + " ".join(word.low for word in words_of(_BRACKET.sub("", text)))
