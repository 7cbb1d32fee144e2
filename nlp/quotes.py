"""Quotations of an article with their speakers: the one entry point `find_quotes`, which joins the steps of its
neighbours."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kliping.model import Quote, Span
from nlp.direct_speech import Utterance, find_direct
from nlp.even_text import evened
from nlp.focus import Source
from nlp.headlines import headline_report
from nlp.people import PeopleIndex, find_people
from nlp.person_matching import name_words
from nlp.quotation_marks import find_quoted
from nlp.reported_speech import find_indirect
from nlp.roles import affiliation_of
from nlp.sentences import Reading, read
from nlp.speakers import is_minister, resolve, title_source
from nlp.statements import day_of, occasion_of, topic_of
from nlp.words import words_of

LEAD = 500  # characters of the text that tell what an article is about


def find_quotes(title: str, text: str, published: dt.date | None = None) -> tuple[Quote, ...]:
    """Every direct and indirect quotation of the article in reading order.

    The spans are offsets into `text` (or `title` for a headline as "Menpan: …"); `text[start:end]` is the content to
    the letter. `published` decides who was a minister on the day. Never raises; linear in the length of the text.
    """
    written, text, title_written, title = text, evened(text), title, evened(title)
    reading = read(text)
    quoted = find_quoted(text, [(p.start, p.end) for p in reading.paragraphs if p.kind in ("body", "list", "heading")])
    people = find_people(title, text, published, reading=reading, quoted=quoted)
    words = words_of(text)
    direct = find_direct(words, reading, quoted, people)
    utterances = direct + find_indirect(words, reading, quoted, direct, people)
    utterances.sort(key=lambda u: (u.start, u.end))
    heads = set(name_words(title))
    title_people = [p for p in people.people if set(p.words) & heads]
    sources = resolve(utterances, people, reading, words, quoted, title_people)
    headline = _headline(title, people)
    lead = f"{title}\n{text[:LEAD]}"  # what a statement is about when nothing nearer says it
    found = (*headline, *_quotes(text, utterances, sources, people, reading, published, lead))
    if text is written and title is title_written:
        return found
    return tuple(_as_written(q, {"text": (text, written), "title": (title, title_written)}) for q in found)


def _as_written(quote: Quote, fields: dict[str, tuple[str, str]]) -> Quote:
    """The quotation with its strings as the article writes them. `fields`: the evened and the written form of each
    field, of one length, so that an offset means the same in both."""

    def written(part: str | None) -> str | None:
        for even, original in (fields[quote.span.field], *fields.values()):
            start = even.find(part) if part else -1
            if part and start >= 0:
                return original[start : start + len(part)]
        return part

    return replace(
        quote,
        content=fields[quote.span.field][1][quote.span.start : quote.span.end],
        cue=written(quote.cue),
        speaker=written(quote.speaker),
        role=written(quote.role),
    )


def _headline(title: str, people: PeopleIndex) -> Iterator[Quote]:
    """The quotation of a headline "Menpan: …", with the person that the text names."""
    words = words_of(title)
    found = headline_report(title, people, words)
    if found is None:
        return
    start, end, speaker, who = found
    source = title_source(speaker, title, people)
    person = people.people[source.person] if source.person >= 0 else None
    yield Quote(
        span=Span(field="title", start=start, end=end),
        content=title[start:end],
        kind="indirect",
        speaker=source.name or who,
        speaker_id=person.id if person else None,
        role=source.role,
        affiliation=affiliation_of(source.role),
        minister=is_minister(source, people),
        topic=topic_of(title) if is_minister(source, people) else None,
    )


def _quotes(
    text: str,
    utterances: Sequence[Utterance],
    sources: Iterable[Source | None],
    people: PeopleIndex,
    reading: Reading,
    published: dt.date | None,
    lead: str,
) -> Iterator[Quote]:
    occasions: dict[str, str] = {}
    days: dict[str, dt.date] = {}
    ends = [s.end for s in reading.sentences]
    for utterance, source in zip(utterances, sources, strict=True):
        cue = text[slice(*utterance.cue)] if utterance.cue else None
        person = people.people[source.person] if source is not None and source.person >= 0 else None
        role = person.role if person else source.role if source else None
        minister = bool(source and is_minister(source, people))
        topic = occasion = day = None
        if minister and source is not None:
            # the attribution: what stands between the statement and the end of its sentence, and before it
            number = bisect_left(ends, utterance.end)
            sentence = reading.sentences[min(number, len(ends) - 1)]
            behind = max(sentence.end, utterance.end)
            begin = min(sentence.start, utterance.start)
            paragraph = reading.paragraphs[sentence.paragraph]
            about = (text[begin:behind], text[paragraph.start : paragraph.end], lead)
            topic = topic_of(utterance.content(text), *about)
            for low, high in ((utterance.end, behind), (begin, utterance.start)):
                occasion = occasion or occasion_of(text, low, high)
                day = day or day_of(text, low, high, published)
            occasion = occasions.setdefault(source.name, occasion) if occasion else occasions.get(source.name)
            day = days.setdefault(source.name, day) if day else days.get(source.name)
        yield Quote(
            span=Span(field="text", start=utterance.start, end=utterance.end),
            content=text[utterance.start : utterance.end],
            kind=utterance.kind,
            cue=cue or None,
            speaker=source.name if source else None,
            speaker_id=person.id if person else None,
            role=role,
            affiliation=affiliation_of(role),
            minister=minister,
            topic=topic,
            occasion=occasion,
            date=day,
        )
