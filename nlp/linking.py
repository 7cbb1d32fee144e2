"""From a written form to one body, the explanation of a linking, and the succession of bodies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from nlp.body_identity import Body, government_of, identify
from nlp.gazetteer import tokenise
from nlp.knowledge.government import BodyFact, Region, body_by_id, region_by_id, regions
from nlp.unit_found import Found
from nlp.unit_grammar import UnitGrammar
from nlp.unknown_regions import unlisted_regions

__all__ = ["Body", "body_in", "explain", "government_of", "identify", "lineage", "link", "office_seat", "region"]

_HEAD = r"(?:(?:wakil|plt\.?|plh\.?|pj\.?|pjs\.?|penjabat|mantan) )*"
_SEATS = tuple(
    (re.compile(_HEAD + pattern, re.IGNORECASE), seat)
    for pattern, seat in (
        (r"(?:menteri koordinator|menko) ", "Kementerian Koordinator "),
        (r"menteri ", "Kementerian "),
        (r"(?:wa)?menko(?=\w)", "Kemenko"),
        (r"(?:wa)?men(?=[a-z])", "Kemen"),
        (r"(?:wakil )?(?:bupati|wabup) ", "Kabupaten "),
        (r"(?:wakil )?(?:wali ?kota|wawali|wawalkot) ", "Kota "),
        (r"(?:wakil )?(?:gubernur|wagub) ", "Provinsi "),
        (r"(?:sekretaris daerah|sekda)(?:kab|ko|prov)? ", "Sekretariat Daerah "),
        (r"kapolri$", "Polri"),
        (r"kapol(?=da|res|sek)", "Pol"),
        (r"kajati ", "Kejati "),
        (r"kajari ", "Kejari "),
        (r"jaksa agung$", "Kejaksaan Agung"),
        (r"kakanwil ", "Kanwil "),
        (r"kalapas ", "Lapas "),
        (r"karutan ", "Rutan "),
        (r"kadis(?=dukcapil|dik|kominfo|hub|perin|nak)", "Dis"),
        (r"kadinkes ", "Dinkes "),
        (r"kadis ", "Dinas "),
        (r"(?:kepala|ketua|direktur(?: utama)?|rektor|pimpinan|inspektur|camat|lurah) (?=\w)", ""),
    )
)


def _whole(form: str, near: Iterable[str], written: str) -> tuple[Found, str] | None:
    """The body that a whole form names; `written` is the same form in its own letters."""
    tokens = tokenise(form)
    if len(written) == len(form):
        tokens = replace(tokens, text=written)
    if not len(tokens):
        return None
    grammar = UnitGrammar(tokens, frozenset(near), weak=True, unlisted=unlisted_regions(form))
    found = grammar.read(0)
    if found is not None and found.end == len(tokens):
        return found, form[: tokens.ends[found.head_end - 1]]
    where = grammar.region_at(0)
    alias = grammar.alias_at(where.end) if where else None  # "Kabupaten Serdang Bedagai (Sergai)"
    if where and len(tokens) in (where.end, alias[0] if alias else where.end):
        alone = Found(0, where.end)
        alone.place(where)
        return alone, form
    return None


def link(form: str, on: dt.date | None = None, near: Iterable[str] = ()) -> Body | None:
    """The body that a written form names, or None.

    `on` is the article's day: it settles names that were handed on ("Kemendes"). `near` are ids of regions named in the
    same article: they settle Kota and Kabupaten of one name. Case is forgiven when the form as written is not known.
    """
    form = " ".join(form.split()).strip(" ,.;:")
    for candidate in dict.fromkeys((form, office_seat(form))):
        for spelling in dict.fromkeys((candidate, candidate.title(), candidate.upper())):
            read = _whole(spelling, near, candidate)
            if read:
                return identify(read[0], read[1], on)
    return None


def body_in(phrase: str, on: dt.date | None = None, near: Iterable[str] = ()) -> Body | None:
    """The body of a phrase that also names a person: "Wakil Menteri PANRB Yunus T." → Kementerian PANRB.

    The whole phrase first, then the seat of the office at its head, then the first body inside it.
    """
    phrase = " ".join(phrase.split())
    whole = link(phrase, on, near)
    if whole is not None:
        return whole
    for candidate in dict.fromkeys((office_seat(phrase), phrase)):
        tokens = tokenise(candidate)
        grammar = UnitGrammar(tokens, frozenset(near), unlisted=unlisted_regions(candidate))
        for index in range(len(tokens)):
            found = grammar.read(index)
            if found is not None:
                return identify(found, grammar.span(found.start, found.head_end), on)
            place = grammar.region_at(index)
            if place is not None and place.written:
                return government_of(place.region)
    return None


def office_seat(form: str) -> str:
    """The body that an office heads, as a form: "Menpan RB" → "Kemenpan RB", "Bupati Sleman" → "Kabupaten Sleman"."""
    for pattern, seat in _SEATS:
        match = pattern.match(form)
        if match:
            return seat + form[match.end() :]
    return form


def region(form: str, kind: str = "", near: Iterable[str] = ()) -> Region | None:
    """The region of a form such as "Kab. Bandung", "Sergai", "Pemkot Batam" or "Jateng"; `kind` asks for one kind."""
    tokens = tokenise(" ".join(form.split()))
    if not len(tokens):
        return None
    grammar = UnitGrammar(tokens, frozenset(near), unlisted=unlisted_regions(form))
    where = grammar.region_at(0, kind)
    if where and where.end == len(tokens):
        return where.region
    found = grammar.read(0)
    if found and found.end == len(tokens) and found.unit is not None and found.unit.name == "region":
        return found.region
    if form.islower() and not form.title().islower():
        return region(form.title(), kind, near)
    return None


def lineage(body_id: str) -> tuple[BodyFact, ...]:
    """A named body with its forerunners and successors, oldest first."""
    table = body_by_id()
    if body_id not in table:
        return ()
    chain, waiting = {body_id}, [body_id]
    while waiting:
        current = waiting.pop()
        linked = [*table[current].after, *(body.id for body in table.values() if current in body.after)]
        fresh = [other for other in linked if other not in chain]
        chain.update(fresh)
        waiting.extend(fresh)
    return tuple(sorted((table[key] for key in chain), key=lambda body: (body.since or dt.date.min, body.id)))


def explain(form: str, on: dt.date | None = None) -> str:
    """Why a form links as it does, in plain lines: what `kliping units NAME` prints."""
    body = link(form, on)
    if body is None:
        return f"{form}: no known body, and no known type of unit with a name or region"
    lines = [f"{form} → {body.id}", f"name: {body.name}", f"kind: {body.kind}"]
    if body.parent:
        lines.append(f"parent: {body.parent}")
    if body.region:
        known = region_by_id().get(body.region)
        lines.append(f"region: {body.region} ({known.official if known else 'in no list of regions'})")
    fact = body_by_id().get(body.id)
    if fact:
        lines.append(f"forms: {'; '.join(fact.forms)}")
        lines.append(f"valid: {fact.since or '…'} – {fact.until or '…'}; source: {fact.source or 'institutions.csv'}")
        others = [other for other in lineage(body.id) if other.id != body.id]
        if others:
            lines.append("succession: " + "; ".join(f"{o.id} ({o.since or '…'} – {o.until or '…'})" for o in others))
    place = next((r for r in regions() if r.id == body.id), None)
    if place:
        lines.append(f"code: {place.code}; forms: {'; '.join((place.name, *place.forms))}")
        lines.extend(f"formerly: {name} until {day}" for name, day in place.former)
    return "\n".join(lines)
