"""What a headline or teaser names: award programmes, people of ministerial level, places. Looked up, not read.

Only the cheap stage of `nlp.relevance` asks: a name met here makes an article worth reading and proves nothing.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from nlp.offices import holders
from nlp.phrases import PhraseTable, words_of
from nlp.programmes import is_award_name, programme_hits

#: A single word of a person's name stands for the person where it is as long as this and no common name or word.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names; `weak_programme` needs an award word beside it."""

    programme: bool = False
    weak_programme: bool = False
    person: bool = False
    place: bool = False


def named_in(text: str) -> Named:
    """The kinds of names in a text, in one pass over its words. Linear."""
    words = words_of(text)
    hits = programme_hits(text, words)
    strong = [hit for hit in hits if not hit.labels[0].startswith("~")]
    labels = {label for hit in _names().find(words) for label in hit.labels}
    prized = any(is_award_name(text[hit.start : hit.end]) for hit in strong)
    return Named(
        programme=prized,
        weak_programme=bool(hits) and not prized,
        person="person" in labels,
        place="place" in labels,
    )


def places_in(text: str) -> frozenset[str]:
    """The provinces, regencies and cities that a text names, lower case."""
    words = words_of(text)
    return frozenset(text[hit.start : hit.end].lower() for hit in _names().find(words) if "place" in hit.labels)


@cache
def _names() -> PhraseTable:
    return PhraseTable([*((form, "person") for form in _people()), *((form, "place") for form in _places())])


def _people() -> set[str]:
    """Names and aliases of all who held an office of ministerial level, and the words that only one of them bears."""
    ordinary = _ordinary_words()
    forms: set[str] = set()
    bearers: dict[str, set[str]] = {}
    for holder in holders():
        if holder.office.startswith("gubernur:") and holder.office != "gubernur:bi":
            continue  # governors of provinces
        parts = re.findall(r"[a-z0-9'’]+", holder.name.lower())
        if len(parts) > 1:
            forms.add(" ".join(parts))
        forms |= {alias for alias in holder.aliases if len(alias) > 2}
        for part in parts:
            bearers.setdefault(part, set()).add(holder.person_id)
    forms |= {p for p, who in bearers.items() if len(who) == 1 and len(p) >= _TELLING and p not in ordinary}
    return forms


@cache
def _ordinary_words() -> frozenset[str]:
    """Words that are no name, or a common one, and those that headlines use for others."""
    folder = resources.files("nlp.knowledge")
    data = tomllib.loads(folder.joinpath("headline_terms.toml").read_text(encoding="utf-8"))
    if set(data) != {"not_alone"}:
        raise ValueError(f"headline_terms.toml: unknown or missing key {sorted(set(data) ^ {'not_alone'})[0]!r}")
    with folder.joinpath("name_words.tsv").open(encoding="utf-8") as lines:
        return frozenset((*data["not_alone"], *(row.partition("\t")[0] for row in lines if not row.startswith("#"))))


def _places() -> set[str]:
    """Provinces, regencies and cities by their names without a kind ("Lombok Barat"); one-letter forms left out."""
    with resources.files("nlp.knowledge").joinpath("regions.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {
        form.lower()
        for row in rows
        if row["kind"] in {"province", "regency", "city"}
        for form in (row["name"], *row["forms"].split(";"))
        if len(form) > 3
    }
