"""Who somebody of an article is: the identity and whether the office held on the day is of ministerial level."""

from __future__ import annotations

import datetime as dt
import re

from nlp import offices
from nlp.person_matching import Person, name_words
from nlp.titles import is_office, word_kind

_DAY = re.compile(r"\((\d{1,2})[/-](\d{1,2})[/-](20\d\d)\)")


def stated_day(text: str) -> dt.date | None:
    """The first day written as "(11/3/2022)", for an article without a date of its own."""
    for match in _DAY.finditer(text):
        day, month, year = (int(g) for g in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 28 + 3 * (month != 2):
            try:
                return dt.date(year, month, day)
            except ValueError:
                continue
    return None


def _held_within(person: Person, published: dt.date | None) -> offices.Holder | None:
    """The office-holder whose whole name opens or closes a longer run of capitals; the person takes that name."""
    parts = person.name.split()
    for begin, stop in [(0, n) for n in range(len(parts) - 1, 1, -1)] + [
        (n, len(parts)) for n in range(1, len(parts) - 1)
    ]:
        holder = offices.holder_named(" ".join(parts[begin:stop]), published, person.roles)
        if holder is None or " " not in holder.name:
            continue
        rest = " ".join(parts[begin:])
        # a space may be lost behind it: "Agus Wijayabuka suara"
        if rest.lower() == holder.name.lower() or (begin == 0 and rest.lower().startswith(holder.name.lower())):
            person.name = rest[: len(holder.name)]
            person.words = name_words(person.name)
            return holder
    return None


def identify(person: Person, published: dt.date | None) -> None:
    """Gives the person an id and tells whether the office held on the day is of ministerial level."""
    holder = offices.holder_named(person.name, published, person.roles)
    if holder is None and " " in person.name:
        holder = _held_within(person, published)
    known_words = [word_kind(w.capitalize()) for w in person.words]
    person.sure = (
        person.sure
        or holder is not None
        or (known_words.count("name") >= 2 and not set(known_words) & {"place", "acronym", "common"})
    )
    if holder is not None:
        person.id = holder.person_id
        person.aliases.update(holder.aliases)
    else:
        person.id = offices.person_slug(person.name)
    stated = {offices.office_of_role(role) for role in person.roles} - {None}
    if stated and stated <= {"presiden", "wakil-presiden"}:
        # all of them are in the table: whoever is not ("Presiden Trump") is another country's
        person.minister = holder is not None and (
            published is None or offices.held_ministerial(holder.person_id, published)
        )
    elif stated:
        person.minister = any(map(offices.ranks_as_minister, stated))
    elif not any(is_office(role.split()[0]) for role in person.roles):
        person.minister = (
            holder is not None and published is not None and offices.held_ministerial(holder.person_id, published)
        )
