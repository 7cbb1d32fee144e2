"""The words around awards (knowledge/award_triggers.toml) as one phrase table; no sentence is read here."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from nlp.phrases import PhraseTable

_FILE = "award_triggers.toml"
_KNOWN = {
    "verbs": ("receive", "want", "state", "given", "gained", "handed", "give"),
    "status": ("negated", "targeted", "nominated", "assessed", "revoked", "achieved"),
    "nouns": ("prize", "handover", "event", "contest", "same", "sport", "winner"),
    "givers": ("from",),
}


def parse_triggers(source: str, origin: str = _FILE) -> list[tuple[str, str]]:
    """(template, label) pairs of a trigger file. Raises ValueError naming file, table and key on anything unknown."""
    pairs: list[tuple[str, str]] = []
    for table, entries in tomllib.loads(source).items():
        if table not in _KNOWN:
            raise ValueError(f"{origin}: unknown table [{table}]")
        for key, templates in entries.items():
            if key not in _KNOWN[table]:
                raise ValueError(f"{origin}: unknown key {key!r} in [{table}]")
            if not isinstance(templates, list) or not all(isinstance(item, str) for item in templates):
                raise ValueError(f"{origin}: {key!r} in [{table}] must be a list of strings")
            pairs += [(template, f"{table}:{key}") for template in templates]
    return pairs


@functools.cache
def trigger_table() -> PhraseTable:
    """The shipped words; labels are "verbs:receive", "status:targeted", "nouns:prize", "givers:from" and so on."""
    return PhraseTable(parse_triggers(resources.files("nlp.knowledge").joinpath(_FILE).read_text(encoding="utf-8")))
