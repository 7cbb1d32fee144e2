"""Offices of ministerial level and who held them on a day. Data in knowledge/offices.csv and
knowledge/office_holders.csv."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from nlp.speech_grammar import grammar

LEVELS = ("ministry", "coordinating", "state", "agency")
_WORD = re.compile(r"[a-z0-9']+")


@dataclass(frozen=True, slots=True)
class Holder:
    """One row of office_holders.csv; `end` is None while the office is held. Dates are inclusive."""

    name: str
    person_id: str
    post: str
    office: str
    start: dt.date
    end: dt.date | None
    source: str
    confidence: str
    aliases: tuple[str, ...] = ()

    def on(self, day: dt.date) -> bool:
        """Whether the office was held on the day."""
        return self.start <= day and (self.end is None or day <= self.end)


def _rows(name: str, columns: Sequence[str]) -> Iterable[tuple[int, dict[str, str]]]:
    with resources.files("nlp.knowledge").joinpath(name).open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if list(reader.fieldnames or ()) != list(columns):
            raise ValueError(f"{name}: the columns must be {', '.join(columns)}")
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise ValueError(f"{name}, line {number}: wrong number of columns")
            yield number, row


@cache
def _portfolios() -> dict[tuple[str, ...], tuple[str, str]]:
    """Words of a portfolio or body → (office key, level)."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for number, row in _rows("offices.csv", ("id", "level", "name", "forms")):
        if row["level"] not in LEVELS:
            raise ValueError(f"offices.csv, line {number}: unknown level {row['level']!r}")
        for form in row["forms"].split(";"):
            table[tuple(w for w in form.split() if w not in grammar().dropped_in_offices) or tuple(form.split())] = (
                row["id"],
                row["level"],
            )
    return table


@cache
def office_names() -> dict[str, str]:
    """Office key → name of its portfolio or its head."""
    return {row["id"]: row["name"] for _, row in _rows("offices.csv", ("id", "level", "name", "forms"))}


def _lookup(words: Sequence[str], levels: Sequence[str]) -> tuple[str, int] | None:
    """The office that the first words name, longest first, and how many words that took."""
    kept = [(w, n) for n, w in enumerate(words) if w not in grammar().dropped_in_offices]
    for length in range(min(len(kept), 8), 0, -1):
        entry = _portfolios().get(tuple(w for w, _ in kept[:length]))
        if entry and entry[1] in levels:
            return entry[0], kept[length - 1][1] + 1
    for length in range(min(len(words), 6), 0, -1):
        entry = _portfolios().get(tuple(words[:length]))
        if entry and entry[1] in levels:
            return entry[0], length
    return None


def _words(role: str) -> list[str]:
    """The words of a role, with "MenPAN-RB", "Mendagri" and "Menkopolhukam" taken apart."""
    found: list[str] = []
    for word in _WORD.findall(role.lower()):
        found.extend(_expand(word))
    while found and found[0] in grammar().acting:
        found.pop(0)
    return found


@lru_cache(maxsize=4096)
def _expand(word: str) -> tuple[str, ...]:
    for prefix, expansion in (
        ("wamenko", ("wakil", "menko")),
        ("wamen", ("wakil", "menteri")),
        ("menko", ("menko",)),
        ("men", ("menteri",)),
    ):
        if word == prefix:
            return expansion
        if word.startswith(prefix) and word != "menteri" and (word[len(prefix) :],) in _portfolios():
            return (*expansion, word[len(prefix) :])
    if word == "wapres":
        return ("wakil", "presiden")
    return (word,)


@lru_cache(maxsize=8192)
def office_of_role(role: str) -> str | None:
    """The id of the office of ministerial level that a role names ("menteri:panrb", "kepala:bkn", "presiden"),
    else None.

    A role without its portfolio gives the bare "menteri", "wakil-menteri" or "menko". Former, foreign, regional offices
    and the staff of an office give None.
    """
    words = _words(role)
    if not words or (words[0] in grammar().not_holding and words[:2] != ["sekretaris", "kabinet"]):
        return None
    if words[:1] == ["wakil"] and words[1:2] and words[1] in ("menteri", "menko", "presiden"):
        if words[1:] == ["presiden", "wakil", "presiden"]:
            return "wakil-presiden"  # "Wakil Presiden (Wapres)"
        rest = office_of_role(" ".join(words[1:]))
        return f"wakil-{rest}" if rest else None
    if words == ["kepala", "negara"]:
        return "presiden"
    head, tail = words[0], words[1:]
    if any(w in grammar().foreign for w in tail):
        return None
    if head == "menteri" and tail[:1] == ["negara"] and len(tail) > 1:
        tail = tail[1:]
    if head == "menteri" and tail[:1] == ["koordinator"]:
        head, tail = "menko", tail[1:]
    if head == "menteri":
        entry = _lookup(tail, ("ministry",))
        if entry:
            return f"menteri:{entry[0]}"
        return None if tail and tail[0] in ("besar", "pertama", "senior", "utama") else "menteri"
    if head == "menko":
        entry = _lookup(tail, ("coordinating",))
        return f"menko:{entry[0]}" if entry else "menko"
    if head == "presiden":
        return (
            "presiden"
            if not tail or tail[0] in ("ri", "republik", "indonesia", "ke", "terpilih") or tail[0].isdigit()
            else None
        )
    state = _lookup(words, ("state",))
    if state and state[0] not in ("presiden", "wapres"):
        behind = words[state[1] : state[1] + 1]
        if behind and (behind[0] in ("muda", "tinggi") or behind[0] in grammar().regional):
            return None  # "Jaksa Agung Muda", "Kepala Kepolisian Daerah Jawa Timur"
        own = ("negara", "republik", "ri", "indonesia")
        if words[:2] == ["kepala", "kepolisian"] and behind and behind[0] not in own:
            return None  # "Kepala Kepolisian Resor Bogor"
        return None if head == "wakil" else state[0]
    if head in ("kepala", "ketua", "gubernur", "ketum"):
        if (head == "kepala" and tail[:1] == ["staf"]) or (
            tail[:1] == ["kantor"] and tail[1:2] in (["staf"], ["komunikasi"])
        ):
            entry = _lookup(tail, ("agency",))
            return f"kepala:{entry[0]}" if entry else None
        entry = _lookup(tail, ("agency",))
        if entry and not any(w in grammar().regional for w in tail[entry[1] :]):
            if entry[0] == "ombudsman" and head == "kepala":
                return None
            return f"kepala:{entry[0]}"
    if head == "ksp" and not tail:
        return "kepala:ksp"
    return None


def generic(office: str | None) -> str | None:
    """The office without its portfolio: "menteri:panrb" → "menteri"."""
    return office.split(":")[0] if office and ":" in office else None


def is_ministerial(role: str) -> bool:
    """Whether a role is of ministerial level now: "Menteri PANRB" is, "mantan Menteri PANRB" and "Staf Khusus
    Menteri" are not."""
    return ranks_as_minister(office_of_role(role))


def ranks_as_minister(office: str | None) -> bool:
    """Whether an office is of ministerial level; governors are of the table without being it."""
    return office is not None and not office.startswith("gubernur:")


def ministry_of(role: str) -> str | None:
    """The portfolio or body of a ministerial role, as offices.csv names it."""
    office = office_of_role(role)
    if office is None or ":" not in office:
        return None
    kind, key = office.rsplit(":", 1)
    name = office_names()[key]
    if kind.endswith("menko"):
        return f"Kementerian Koordinator Bidang {name}"
    return (
        f"Kementerian {name.split('/')[0]}"
        if kind.endswith("menteri")
        else re.sub(r"^(?:Kepala|Ketua|Gubernur)\s+", "", name)
    )


@cache
def holders() -> tuple[Holder, ...]:
    """All rows of office_holders.csv in file order; a row that cannot be read is an error naming its line."""
    found = []
    for number, row in _rows(
        "office_holders.csv", ("name", "post", "office", "start", "end", "aliases", "source", "confidence")
    ):
        try:
            start, end = dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"]) if row["end"] else None
        except ValueError as error:
            raise ValueError(f"office_holders.csv, line {number}: {error}") from None
        aliases = tuple(a.strip().lower() for a in row["aliases"].split(";") if a.strip())
        found.append(
            Holder(
                row["name"],
                person_slug(row["name"]),
                row["post"],
                row["office"],
                start,
                end,
                row["source"],
                row["confidence"],
                aliases,
            )
        )
    return tuple(found)


def person_slug(name: str) -> str:
    """A stable id for a person: "person:tjahjo-kumolo"."""
    return "person:" + "-".join(re.findall(r"[a-z0-9]+", name.lower().replace("’", "").replace("'", "")))


@cache
def _by_name() -> dict[str, list[Holder]]:
    """Lower-case words of a holder's name or alias → rows."""
    table: dict[str, list[Holder]] = {}
    for holder in holders():
        for form in {holder.name.lower(), *holder.aliases}:
            table.setdefault(_key(form), []).append(holder)
    return table


@cache
def _by_first_word() -> dict[str, list[tuple[str, Holder]]]:
    """First word of a holder's name → (all words, row)."""
    table: dict[str, list[tuple[str, Holder]]] = {}
    for holder in holders():
        key = _key(holder.name)
        table.setdefault(key.split()[0], []).append((key, holder))
    return table


@cache
def _by_office() -> dict[str, list[tuple[frozenset[str], Holder]]]:
    """Office → (words of the name, row)."""
    table: dict[str, list[tuple[frozenset[str], Holder]]] = {}
    for holder in holders():
        table.setdefault(holder.office, []).append((frozenset(_key(holder.name).split()), holder))
    return table


@cache
def name_openings() -> frozenset[tuple[str, str]]:
    """The first two words of every holder's name: ("juri", "ardiantoro")."""
    found = set()
    for holder in holders():
        for form in (holder.name.lower(), *holder.aliases):
            words = form.split()
            if len(words) >= 2 and (len(words[0]) > 4 or min(len(words[0]), len(words[1])) > 2):
                found.add((words[0], words[1]))
    return frozenset(found)


def _key(name: str) -> str:
    return " ".join(w for w in re.findall(r"[a-z']+", name.lower().replace("’", "'")) if len(w) > 1)


def holder_named(name: str, day: dt.date | None = None, roles: Sequence[str] = ()) -> Holder | None:
    """The office-holder a name stands for: the row in force on the day, else any row of that person.

    A name of one word counts only when a role of ministerial level stands with it or the word is a known alias.
    """
    key = _key(name)
    rows = list(_by_name().get(key, ()))
    if not rows and " " in key:
        rows = [row for full, row in _by_first_word().get(key.split()[0], ()) if _part(key, full)]
    if not rows:
        office = next((o for r in roles if (o := office_of_role(r))), None)
        wanted = set(key.split())
        rows = [row for words, row in _by_office().get(office or "", ()) if wanted <= words]
    if rows and " " not in key and not any(key in row.aliases for row in rows):
        # "Sugiono" or "Suharyanto" alone may be anybody: the office must be named with it
        stated = {o for r in roles if (o := office_of_role(r))}
        rows = [row for row in rows if row.office in stated or (generic(row.office) or row.office) in stated]
    if not rows:
        return None
    if day is not None:
        for row in rows:
            if row.on(day):
                return row
    return rows[0]


# Words that begin many names and tell nobody apart: "Ni Luh", "Abdul Muhammad".
_SHARED = frozenset(
    "abdul ahmad andi ayu gede kadek ketut komang luh made mohammad muhammad ni nur nyoman putu siti sri wayan".split()
)


def _part(short: str, full: str) -> bool:
    a, b = short.split(), full.split()
    return (
        len(a) >= 2
        and not set(a) <= _SHARED
        and (a == b[: len(a)] or b == a[: len(b)] or (len(a) < len(b) and a[0] == b[0] and set(a) <= set(b)))
    )


def held_ministerial(person_id: str, day: dt.date) -> bool:
    """Whether the person held any office of the table on the day (governors are of the table but not of that level)."""
    return any(h.person_id == person_id and h.on(day) and ranks_as_minister(h.office) for h in holders())


def holder_of(office: str, day: dt.date) -> Holder | None:
    """Who held an office on a day, the regular holder before an interim one; None when the table does not say."""
    found = [h for h in holders() if h.office == office and h.on(day)]
    return max(found, key=lambda h: h.start) if found else None
