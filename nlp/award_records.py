"""The end of the reading: drafts become records, and what is known of a whole award-giving is given to each of them.

Who gave is settled in `nlp.award_givers`."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

from kliping.model import AwardRecord
from nlp.award_bodies import same_body
from nlp.award_drafts import Context, Draft, Event
from nlp.award_givers import (
    giver_before,
    giver_beside,
    in_full,
    is_usual_giver,
    names_recipient,
    no_winner_gives,
    programme_of_giver,
    stands_first,
    usual_giver,
)
from nlp.award_joining import Kept, merge, only_region
from nlp.award_recipients import Candidate
from nlp.linking import link
from nlp.phrases import words_of
from nlp.programmes import programme as programme_of

_YEAR = re.compile(r"(?<![\d/.,-])(?:19[89]|20[0-4])\d(?![\d/-])")
_GOVERNMENT = re.compile(r"(?:Pem(?:kab|kot|ko|prov)|Pemerintah (?:Kota|Kabupaten|Provinsi|Daerah))\b")
_BARE_PRIZE = frozenset("penghargaan piagam piala trofi anugerah award plakat".split())
_SERVED = re.compile(r"\b(?:pelayanan|layanan|dukcapil|adminduk|administrasi kependudukan)\b", re.IGNORECASE)


def finish(
    drafts: list[Draft], context: Context, title: str, text: str, published: dt.date | None
) -> tuple[AwardRecord, ...]:
    """Records from drafts: what the article says of the whole award-giving is given to each of its records."""
    body = [draft for draft in drafts if draft.where == "text" and draft.status == "received"]
    years = {int(year) for year in _YEAR.findall(title)}
    title_year = years.pop() if len(years) == 1 else None
    headline: tuple[str, str | None] | None = None  # who gives in the headline
    kept = Kept()
    _borrow(body, context)
    for event in context.events.values():
        if event.year is None and len(event.named) == 1:
            event.year = max(event.named)
    told = Counter(draft.name.key for draft in body)
    named = {draft.name.key for draft in drafts if draft.award.lower() not in _BARE_PRIZE}
    regions = {key.rsplit(":", 1)[-1]: key for key in named if key.startswith("region:")}
    fullest: dict[str, Candidate] = {}
    for name in (*context.seen, *(draft.name for draft in drafts)):
        if name.mention is not None and name.mention.id == name.key and name.mention.span.field == "text":
            known = fullest.get(name.key)
            if known is None or len(name.text) > len(known.text):
                fullest[name.key] = name
    _named_after(context.event("layanan_satker"), context.event("other"))
    governments = {name.key: name for name in reversed(context.seen) if _GOVERNMENT.match(name.text)}
    headlined = {draft.name.key: draft.name for draft in drafts if draft.where == "title" and draft.name.kind != "head"}
    for draft in drafts:
        event = context.event(draft.programme)
        if draft.where == "title" and (
            any(other.programme == draft.programme and not other.past for other in body)
            or (draft.programme == "other" and body)
            or any(
                same_body(other.name.key, draft.name.key) and not other.past and _share_words(other, draft)
                for other in body[:40]
            )
        ):
            if draft.stated and not draft.past and event.year is None:
                event.year = draft.year
            if draft.giver:
                headline = headline or (draft.giver, draft.giver_id)
            continue
        if (draft.name.key == event.giver_key or event.giver_keys.get(draft.name.key, 0) > told[draft.name.key]) or (
            is_usual_giver(draft)
        ):
            continue
        if " " not in draft.name.text and draft.name.text.isupper() and _names_prize(draft):
            continue  # "penghargaan diberikan kepada TPID": the prize's own short name
        if draft.programme == "kip" and (draft.category or "").lower().startswith("tidak"):
            continue  # "Tidak Informatif" is no award
        if draft.handover and any(
            other.programme == draft.programme and other.name.kind in ("other", "service_unit") for other in body[:40]
        ):
            continue  # the regent takes the trophy of a town
        if draft.stated and event.year and draft.year and draft.year < event.year:
            draft.past = True
        if not draft.past:
            full = fullest.get(draft.name.key, draft.name)
            draft.name = draft.name if only_region(full.text, draft.name.text) else full
            if draft.name.kind == "head":
                draft.name = governments.get(draft.name.key, draft.name)
        elif draft.name.kind == "head" and draft.name.key in headlined:
            draft.name = headlined[draft.name.key]
        if draft.year is None and not draft.past:
            dated = event.date is not None and _has_editions(draft.programme)
            draft.year = event.year or (event.date.year if event.date and dated else None)
            if draft.year is None and draft.this_year and published:
                draft.year = published.year
            draft.year = draft.year or title_year
        if draft.award.lower() in _BARE_PRIZE and (
            draft.name.key in named or same_body(regions.get(draft.name.key.rsplit(":", 1)[-1], ""), draft.name.key)
        ):
            continue
        merge(kept, draft)
    for draft in kept.drafts:
        if draft.programme in ("other", "layanan_satker"):
            giver = draft.giver or context.event(draft.programme).giver or ""
            draft.programme = programme_of_giver(giver) or draft.programme
        if draft.programme == "other" and draft.award.lower() in _BARE_PRIZE and _SERVED.search(draft.category or ""):
            draft.programme = "layanan_satker"  # a prize that only its category names: "Dukcapil Prima"
    kept.drafts = _with_title(kept.drafts)
    no_winner_gives(kept.drafts, context)
    _borrow(kept.drafts, context)
    _share_ceremony(kept.drafts, context)
    for programme in dict.fromkeys(draft.programme for draft in kept.drafts if not draft.past):
        if programme != "other":
            giver_before(context.event(programme), context.event("other"))
            usual_giver(programme, context.event(programme), context.seen, text)
    if _many_prizes(kept.drafts):
        for draft in kept.drafts:
            if draft.programme == "other" and not draft.giver and not draft.past:
                draft.giver, draft.giver_id = giver_beside(draft, context.event("other"))
        context.events["other"] = replace(context.event("other"), giver=None, organiser=None, person=None, lender=None)
    current = {draft.programme for draft in kept.drafts if not draft.past}
    for programme in current if headline is not None and len(current) == 1 else ():
        if headline is not None and context.event(programme).from_whom()[0] is None:
            context.event(programme).lender = headline[0]
    return tuple(_record(draft, context.event(draft.programme), title, text, published) for draft in kept.drafts)


def _many_prizes(drafts: list[Draft]) -> bool:
    """Whether the article lists prizes that have nothing to do with each other: nobody gives all of them."""
    names: list[set[str]] = []
    for draft in drafts[:200]:
        own = {word.low for word in words_of(draft.award)} - _BARE_PRIZE
        if draft.award == draft.category:
            continue  # a rank alone, of a prize that another sentence names
        if draft.programme == "other" and not draft.past and own and not any(own & name for name in names):
            names.append(own)
    return len(names) > 2


def _share_words(one: Draft, two: Draft) -> bool:
    """Whether the names of two prizes share what is more than the word for a prize: a headline's is often cut short."""
    first, second = ({word.low for word in words_of(draft.award)} - _BARE_PRIZE for draft in (one, two))
    return bool(first & second) and one.status == two.status


def _with_title(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those who only have a score in a contest whose winners have places."""
    places = Counter(draft.programme for draft in drafts if (draft.category or "").lower().startswith("juara"))
    return [draft for draft in drafts if draft.category or not draft.score or draft.past or places[draft.programme] < 2]


def _borrow(drafts: list[Draft], context: Context) -> None:
    """Give what was said of an award-giving whose prize had no name yet to the one programme of the records."""
    current = {draft.programme for draft in drafts if not draft.past}
    if len(current) != 1 or "other" in current:
        unnamed = context.events.get("other")
        for programme in current - {"other"} if unnamed else ():
            context.event(programme).year = context.event(programme).year or (unnamed.year if unnamed else None)
        return
    event = context.event(current.pop())
    for programme, other in context.events.items():
        if other is event or any(draft.programme == programme for draft in drafts):
            continue
        if event.giver is None and event.organiser is None and event.person is None and event.lender is None:
            event.giver, event.giver_id, event.giver_key = other.giver, other.giver_id, other.giver_key
            event.giver_at, event.giver_said = other.giver_at, other.giver_said
            event.organiser, event.organiser_id = other.organiser, other.organiser_id
            event.organiser_at = other.organiser_at
            event.person, event.person_at = other.person, other.person_at
            event.lender, event.lender_at = other.lender, other.lender_at
        if event.date is None and event.year in (None, other.year):
            event.date, event.place = other.date, other.place
        event.year = event.year or other.year


def _share_ceremony(drafts: list[Draft], context: Context) -> None:
    """Prizes told of in one sentence were handed over together."""
    told: dict[int, tuple[dt.date, str | None]] = {}
    for draft in drafts:
        event = context.event(draft.programme)
        if event.date is not None and not draft.past:
            told.setdefault(draft.sentence, (event.date, event.place))
    for draft in drafts:
        if draft.date is None and not draft.past and context.event(draft.programme).date is None:
            draft.date, draft.place = told.get(draft.sentence, (context.occasion, draft.place))
            if draft.year is None and draft.date is not None and _has_editions(draft.programme):
                draft.year = draft.date.year


def _has_editions(programme: str) -> bool:
    """Whether a programme is held every year, so that the ceremony's year is that of the edition."""
    return programme != "other" and programme_of(programme).code != "other"


def _named_after(event: Event, unnamed: Event) -> None:
    """A service prize that no programme knows was given where the prize without a name was given."""
    if event.date is None:
        event.date, event.date_at = unnamed.date, unnamed.date_at
    event.place = event.place or unnamed.place
    event.year = event.year or unnamed.year


def _names_prize(draft: Draft) -> bool:
    """Whether a name is no more than the short name of the programme in which it is said to receive."""
    if draft.programme == "other":
        return False
    entry = programme_of(draft.programme)
    return draft.name.kind == "other" and draft.name.text in (*entry.aliases, *entry.weak)


def _record(draft: Draft, event: Event, title: str, text: str, published: dt.date | None) -> AwardRecord:
    current = not draft.past
    own = stands_first(draft, event)
    if event.person and not draft.past and names_recipient(event.person, draft.name.text):
        event.person = None
    if event.lender and not draft.past and names_recipient(event.lender, draft.name.text):
        event.lender = None
    giver, giver_id = (draft.giver, draft.giver_id) if own or not current else event.from_whom()
    giver = in_full(giver, text)
    # a bare place or an office holder is no mention, but stands for a body all the same
    known = draft.name.mention or link(draft.name.text, published)
    return AwardRecord(
        recipient=draft.recipient or draft.name.text,
        award=draft.award or event.award or draft.name.text,
        programme=programme_of(draft.programme).code if draft.programme != "other" else "other",
        evidence=tuple(draft.evidence),
        status=draft.status,
        recipient_id=known.id if known else "other-" + re.sub(r"\W+", "-", draft.name.text.lower()).strip("-"),
        recipient_name=known.name if known else None,
        recipient_kind=draft.name.kind,
        category=_category(draft, title, text),
        score=draft.score,
        rank=draft.rank,
        giver=giver,
        giver_id=giver_id,
        year=draft.year,
        date=draft.date or (event.date if current else None),
        place=draft.place or (event.place if current else None),
    )


def _category(draft: Draft, title: str, text: str) -> str | None:
    """Zona integritas goes by its short names where the article has them; a KIPP place by its number."""
    if draft.programme == "zi":
        own = (draft.category or "").lower()
        source = own if own in ("wbk", "wbbm") else f"{own} {draft.award}".lower()
        short = "WBBM" if ("wbbm" in source or "melayani" in source) else "WBK"
        if short in text or short in title:
            return short
    if draft.programme in ("kipp", "sp4n") and not draft.category:
        match = re.search(r"\btop \d+", draft.award, re.IGNORECASE)
        if match:
            return match.group()
        said = {found.lower(): found for found in re.findall(r"\btop \d\d\b", text, re.IGNORECASE)}
        return next(iter(said.values())) if len(said) == 1 and not draft.past else None
    if (
        draft.programme == "ombudsman"
        and draft.category
        and draft.category.lower().startswith("kualitas")
        and "opini" in draft.award.lower()
    ):
        return None
    return draft.category
