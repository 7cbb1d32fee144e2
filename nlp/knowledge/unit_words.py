"""Loads the word sets of the unit grammar: field words, names of districts, words around a name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from nlp.knowledge.data_files import KnowledgeError, check_keys, read_text

CONTEXTS = frozenset(
    """place_before takes_region receives received_by results rankings ordinals contests venues heads_region
    small_words ranks numbers
    subject_before skipped_before_verb not_verbs compares compared_by list_openers after_listed award_words
    general_before general_after labels clubs address_words alumni_before minister_before not_a_body_after roles
    honorifics grades branches name_tails islands land_words foreign words_in_capitals""".split()
)


@cache
def field_words() -> frozenset[str]:
    """Words of the fields of government, lower case."""
    lines = (line for line in read_text("field_words.txt").splitlines() if not line.startswith("#"))
    return frozenset(word.lower() for line in lines for word in re.split(r"[ /]", line) if word)


@cache
def districts() -> frozenset[str]:
    """Names of kecamatan, lower case: they tell where the name of a puskesmas, a polsek or a village ends."""
    return frozenset(line.lower() for line in read_text("districts.txt").splitlines() if not line.startswith("#"))


@cache
def contexts() -> Mapping[str, frozenset[str]]:
    """Word sets of unit_contexts.toml by name, lower case."""
    file = "unit_contexts.toml"
    data = tomllib.loads(read_text(file))
    check_keys(file, "top level", data, CONTEXTS)
    for name in CONTEXTS:
        if not isinstance(data.get(name), str):
            raise KnowledgeError(f"nlp/knowledge/{file}: {name!r} must be a string of words")
    return {name: frozenset(data[name].split()) for name in CONTEXTS}
