"""Headlines that report with a colon: "Menpan: …"."""

from __future__ import annotations

import re

from nlp.cues import Speaker, speaker_behind, word_index
from nlp.people import PeopleIndex
from nlp.titles import is_office
from nlp.words import Words

_HEADLINE = re.compile(r"(?:.*?[,?!]\s+)?([^:,?!]{3,60}):\s+(\S.*)\Z", re.DOTALL)


def _speaks(body: str, people: PeopleIndex) -> bool:
    """Whether somebody of the body stands in the text, so that a headline may let it speak: "InJourney: …"."""
    return len(body) > 2 and any(body in role for person in people.people[:60] for role in person.roles)


def headline_report(title: str, people: PeopleIndex, title_words: Words) -> tuple[int, int, Speaker, str] | None:
    """Content bounds, speaker and his words of a headline "Menpan: …"; None when what stands before the colon
    speaks not."""
    match = _HEADLINE.match(title)
    if match is None or len(match.group(2).split()) < 3:
        return None
    who = match.group(1).strip()
    index = word_index(title_words.starts, match.start(1))
    speaker, after = speaker_behind(title_words.tokens, index, people, match.end(1))
    if speaker.reference == "institution" and _speaks(who, people) and speaker.end >= match.end(1) - 1:
        content = match.group(2).rstrip()
        return match.start(2), match.start(2) + len(content), speaker, who
    if (
        speaker.reference != "naming"
        or speaker.naming is None
        or (after < len(title_words.tokens) and title_words.tokens[after].start < match.end(1))
    ):
        return None
    if not is_office(who.split()[0]) and (speaker.naming.name is None or speaker.naming.role is not None):
        return None
    if (
        speaker.naming.name is not None
        and speaker.naming.role is None
        and people.by_name(title[slice(*speaker.naming.name)]) is None
    ):
        return None
    content = match.group(2).rstrip().rstrip("\"”’'")
    start = match.start(2)
    while start < len(title) and title[start] in "\"“‘'":
        start += 1
        content = content[1:]
    return start, start + len(content), speaker, who
