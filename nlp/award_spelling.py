"""Usual misspellings of the words by which awards are read, replaced letter by letter so that no offset moves. The
records get their strings back from `nlp.award_casing.as_written`."""

from __future__ import annotations

import re

_WRONG = re.compile(
    r"\b(?:(k)(?:atagori|etegori|atogori|etogori|atergori|ategory|ategoti)(?=\b|nya\b)|(m)(?=enghargaan\b)|"
    r"(p)(?:rediket|redikatt))",
    re.IGNORECASE,
)
_RIGHT = {"k": "kategori", "m": "p", "p": "predikat"}


def respelled(text: str) -> str:
    """The text with the words for a category and a prize as they are usually written; exactly as long."""

    def mend(match: re.Match[str]) -> str:
        said = match.group()
        right = _RIGHT[said[0].lower()]
        if len(right) != len(said):
            return said
        return "".join(new.upper() if old.isupper() else new for new, old in zip(right, said, strict=True))

    return _WRONG.sub(mend, text)
