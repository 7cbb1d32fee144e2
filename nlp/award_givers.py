"""Who gives the prizes of a whole award-giving, once all sentences are read: the body named or the usual one, none who
won. Who gives in one clause is read in `nlp.award_scene`."""

from __future__ import annotations

import functools
import re

from nlp.award_drafts import Context, Draft, Event
from nlp.award_recipients import Candidate
from nlp.award_scene import with_bracket
from nlp.linking import link
from nlp.programmes import programme as programme_of

_SHORT_OFFICE = re.compile(r"(?:Wapres|Mend|Menk|Men[a-z]{2,}$|Menpan|Wamen|Kapol|Gubernur$)")
_REGIONAL = ("ombudsman-", "bpk-")  # regional offices of those who rate others
_SPEAKS = re.compile(r"(?:\A|[.!?\n–—|]|--?|\b(?:dari|oleh|versi))\s*$")  # before a body that acts, not before one that
# stands in an office or a place: "Deputi … Kementerian PANRB", "Gedung Manggala Wanabakti KLHK"
_FAMILIES = {"kip": ("komisi-informasi", "ki-")}  # the commissions of the provinces give it too
_BY_GIVER = (
    (re.compile(r"\bBKN\b|\bBadan Kepegawaian Na(?:sional|gara)|Badan Kepegawaian Negara"), "bkn"),
    (re.compile(r"\bKomisi Informasi\b"), "kip"),
)


def giver_beside(draft: Draft, event: Event) -> tuple[str | None, str | None]:
    """Who gave a prize among many others: only who was told in its own sentence or beside it."""
    for name, identifier, at in (
        (event.giver, event.giver_id, event.giver_at),
        (event.person, None, event.person_at),
        (event.organiser, event.organiser_id, event.organiser_at),
        (event.lender, None, event.lender_at),
    ):
        if name is not None and -1 <= at - draft.sentence <= 2:
            return name, identifier
    return None, None


def no_winner_gives(drafts: list[Draft], context: Context) -> None:
    """Drop as givers those whom an "oleh" names as winners: "kategori kota dimenangkan oleh Kota X"."""
    winners = {draft.name.text.lower() for draft in drafts if draft.status == "received"}
    for draft in drafts:
        if draft.giver and draft.giver.lower() in winners:
            draft.giver = draft.giver_id = None
    for programme, event in context.events.items():
        if event.giver and event.giver.lower() in winners and event.giver_id not in _usual_of(programme):
            event.giver = event.giver_id = None
        if event.person and event.person.lower() in winners:
            event.person = None
        if event.lender and event.lender.lower() in winners:
            event.lender = None


def usual_giver(programme: str, event: Event, seen: list[Candidate], text: str) -> None:
    """Take the body that usually gives the programme's prizes, as the article first writes it, where no sentence
    says who gives, or only an acronym."""
    known, _ = event.from_whom()
    if known is not None and not (event.giver == known and known.isupper() and len(known.split()) == 1):
        return
    usual = _usual_ids(programme)
    for name in seen:
        mention = name.mention
        if (
            mention is None
            or mention.span.field != "text"
            or not _SPEAKS.search(text, max(0, name.start - 12), name.start)
        ):
            continue
        own = mention.parent in usual and mention.id.startswith(f"{mention.parent}-")  # a regional office of the giver
        if mention.id in usual or own or mention.id.startswith(tuple(_FAMILIES.get(programme, ()))):
            event.giver, event.giver_id = with_bracket(text, name), mention.id
            return


def in_full(giver: str | None, text: str) -> str | None:
    """An office told by its short name alone as the article first writes it: "Wakil Presiden (Wapres) X"."""
    if giver is None or " " in giver or not giver[:1].isupper() or giver.isupper() or not _SHORT_OFFICE.match(giver):
        return giver
    full = re.search(rf"(?:[A-Z][\w-]+ ){{1,7}}\({re.escape(giver)}\)(?: (?!Dalam|Pada|Di)[A-Z][\w.’'-]*){{0,4}}", text)
    return full.group().rstrip(" ,.") if full else giver


def giver_before(event: Event, unnamed: Event) -> None:
    """Take who gave the prizes that an earlier sentence left without a name."""
    if event.from_whom()[0] is None and unnamed.from_whom()[0] is not None:
        event.giver, event.giver_id = unnamed.from_whom()


@functools.cache
def _usual_ids(programme: str) -> frozenset[str]:
    bodies = [link(part.strip()) for part in programme_of(programme).giver.split(";")]
    return frozenset(body.id for body in bodies if body)


def _usual_of(programme: str) -> frozenset[str]:
    return _usual_ids(programme) if programme != "other" else frozenset()


def programme_of_giver(giver: str) -> str | None:
    """The programme of a prize without a known name by the body that gives it."""
    return next((programme for form, programme in _BY_GIVER if form.search(giver)), None)


def is_usual_giver(draft: Draft) -> bool:
    """Whether the body is the usual giver of the programme it is said to receive."""
    if draft.programme == "other":
        return False
    giver = programme_of(draft.programme).giver.lower()
    mention = draft.name.mention
    if mention is not None and not draft.line and mention.id in _usual_ids(draft.programme):
        return True
    if (
        mention is not None
        and mention.id.startswith(_REGIONAL)
        and mention.id.split("-")[0] in _usual_ids(draft.programme)
    ):
        return True
    name = draft.name.text.lower()
    return bool(giver) and (
        name in giver
        or (name.startswith("komisi informasi") and draft.programme == "kip")
        or giver.split(";")[0] in name
    )


def stands_first(draft: Draft, event: Event) -> bool:
    """Whether the giver of a record's own sentence stands before the one of the whole award-giving."""
    if not draft.giver or not event.giver:
        return bool(draft.giver)
    if event.person and event.from_whom()[0] == event.person and draft.sentence - event.person_at > 1:
        return True  # the official handed over what was told of before
    return bool(draft.giver_id and draft.giver_id != event.giver_id) or len(draft.giver.split()) > 2


def names_recipient(giver: str, recipient: str) -> bool:
    """Whether what was taken for a giver is the recipient itself."""
    return giver.lower() in recipient.lower()
