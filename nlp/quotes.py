"""Quotations of an article with their speakers: the one entry point `find_quotes`, which joins the steps of its neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from kliping.model import Quote, Span
from nlp.direct_speech import Utterance, find_direct
from nlp.reported_speech import find_indirect, headline_report
from nlp.people import PeopleIndex, affiliation_of, find_people, name_words
from nlp.quotation_marks import find_quoted
from nlp.sentences import read
from nlp.speakers import Source, is_minister, resolve
from nlp.words import words_of


def find_quotes(title: str, text: str, published: dt.date | None = None) -> tuple[Quote, ...]:
    """Every direct and indirect quotation of the article in reading order.

    The spans are offsets into `text` (or `title` for a headline such as "Menpan: …"); `text[start:end]` is the content to
    the letter. `published` decides who was a minister on the day. Never raises; linear in the length of the text.
    """
    reading = read(text)
    quoted = find_quoted(text, [(p.start, p.end) for p in reading.paragraphs if p.kind in ("body", "list", "heading")])
    people = find_people(title, text, published, reading=reading, quoted=quoted)
    words = words_of(text)
    direct = find_direct(words, reading, quoted, people)
    utterances = direct + find_indirect(words, reading, quoted, direct, people)
    utterances.sort(key=lambda u: (u.start, u.end))
    heads = {w for w in name_words(title)}
    title_people = [p for p in people.people if set(p.words) & heads]
    sources = resolve(utterances, people, reading, words, quoted, title_people)
    return tuple(_quotes(text, utterances, sources, people))


def _quotes(
    text: str, utterances: Sequence[Utterance], sources: Iterable[Source | None], people: PeopleIndex
) -> Iterator[Quote]:
    for utterance, source in zip(utterances, sources, strict=True):
        cue = text[slice(*utterance.cue)] if utterance.cue else None
        person = people.people[source.person] if source is not None and source.person >= 0 else None
        role = person.role if person else source.role if source else None
        yield Quote(
            span=Span(field="text", start=utterance.start, end=utterance.end),
            content=text[utterance.start : utterance.end],
            kind=utterance.kind,
            cue=cue or None,
            speaker=source.name if source else None,
            speaker_id=person.id if person else None,
            role=role,
            affiliation=affiliation_of(role),
            minister=bool(source and is_minister(source, people)),
        )
