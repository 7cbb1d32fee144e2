"""Where the first sentences of an article begin, behind city and outlet. The sentence itself is read in
`nlp.award_sentence`."""

from __future__ import annotations

import re

from nlp.award_gate import may_tell

_OUTLET = re.compile(r"\([\w. ]{3,30}\)|\b[\w-]+\.(?:com|co|id|net|news)(?:\.id)?\b", re.IGNORECASE)
OUTLET_CITY = re.compile(
    r"\(?[A-Z][\w-]*\.(?:COM|CO|ID|NET|NEWS|com|co|id|net|news)(?:\.[A-Za-z]{2})?\)?\s?[,|/]\s?"
    r"[A-Z][A-Za-z. ]{2,30}\s?[-–—]{1,2}\s"
)  # "HARIAN.COM, PALU - …" below other lines
_PLACE_AND_PAPER = re.compile(r"[A-Z][\w ]{2,30}\s?[-–—]\s?[\w.]{3,30}: ")


def after_dateline(text: str, start: int, end: int, number: int) -> int:
    """Where sentence `number` (from 0) of the article begins behind a dateline, in `text`; `start` without one."""
    match = re.match(
        r"[^\n]{0,70}?(?:\s[–—-]{1,2}\s|(?<=\d{4})\s?[-–—]\s?|\s\|\s|\.-\s|"
        r"(?<=[A-Z]{4})\s?[-–—]{1,2}(?=[A-Z][a-z])|\)\s[-–—]\s|"
        r"(?<=[a-z])[-–—]{1,2}\s(?=[A-Z][a-z])|(?<=\.id|com|net) (?=[A-Z][a-z])|(?<!\d): (?=[A-Z]))",
        text[start:end],
    )
    if (
        match
        and match.end() < end - start
        and not re.search(
            r"\b(?:me|di|ber)\w{4,}|[Kk]ategori|Untuk|[Pp]eringkat|Juara|[Pp]enghargaan|[Pp]redikat",
            _OUTLET.sub("", match.group()),
        )
        and not (match.group().rstrip().endswith(":") and may_tell(text, start, start + match.end()))
        and len(text[start + match.end() : end].split()) > 5
        and not (
            match.group().rstrip().endswith(":")
            and (len(match.group().split()) > 3 or number > 0)
            and not _PLACE_AND_PAPER.fullmatch(match.group())
        )
    ):
        return start + match.end()
    return start
