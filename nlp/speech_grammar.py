"""Closed classes of words for reading names, offices and quotations. Data in knowledge/speech_grammar.toml, no
rules here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word lists of speech_grammar.toml; what each is for stands in that file."""

    calendar: frozenset[str]
    name_particles: frozenset[str]
    connectors: frozenset[str]
    role_words: frozenset[str]
    role_tails: frozenset[str]
    role_bodies: frozenset[str]
    not_ranks: frozenset[str]
    determiners: frozenset[str]
    small_titles: frozenset[str]
    rank_heads: frozenset[str]
    rank_tails: frozenset[str]
    general_offices: frozenset[str]
    no_role_words: frozenset[str]
    headline_verbs: frozenset[str]
    abbreviated_bodies: frozenset[str]
    two_letters: frozenset[str]
    body_words: frozenset[str]
    pronouns: frozenset[str]
    between_cue_and_speaker: frozenset[str]
    between_speaker_and_verb: frozenset[str]
    pointers: frozenset[str]
    prepositions: frozenset[str]
    clause_breaks: frozenset[str]
    collectives: frozenset[str]
    sentence_openers: frozenset[str]
    things: frozenset[str]
    circumstances: frozenset[str]
    finite: frozenset[str]
    subordinators: frozenset[str]
    lifeless_sources: frozenset[str]
    clause_starts: frozenset[str]
    bare_predicate_verbs: frozenset[str]
    clause_verbs: frozenset[str]
    verb_like_nouns: frozenset[str]
    naming_verbs: frozenset[str]
    acting: frozenset[str]
    not_holding: frozenset[str]
    regional: frozenset[str]
    foreign: frozenset[str]
    dropped_in_offices: frozenset[str]
    function_words: frozenset[str]
    before_objects: frozenset[str]
    before_subjects: frozenset[str]
    relational: frozenset[str]
    bare_offices: frozenset[str]
    auxiliaries: frozenset[str]
    speech_nouns: frozenset[str]


@cache
def grammar() -> Grammar:
    """The lists, lower case; an unknown or missing key is an error."""
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath("speech_grammar.toml").read_text(encoding="utf-8"))
    if wrong := set(data) ^ set(Grammar.__dataclass_fields__):
        raise ValueError(f"speech_grammar.toml: unknown or missing key {sorted(wrong)[0]!r}")
    return Grammar(**{key: frozenset(words.split()) for key, words in data.items()})
