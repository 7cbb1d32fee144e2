"""Award records of an article: who received (or hopes for, is nominated for, lost) which award, with evidence.

This module walks through headline and sentences. A sentence is read in `nlp.award_sentence`, what it leaves unsaid is
kept by `nlp.award_memory`, and drafts become records in `nlp.award_records`."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kliping.dates import FoundDate, find_dates
from kliping.model import AwardRecord, Mention
from nlp.award_casing import as_written, recased
from nlp.award_ceremony import settle_dates
from nlp.award_claims import read_prize_line
from nlp.award_gate import may_tell
from nlp.award_recipients import Candidate, candidates
from nlp.award_records import finish
from nlp.award_scene import Scene
from nlp.award_sentence import read_sentence
from nlp.award_spelling import respelled
from nlp.award_tables import Row, owner_of, prize_rows
from nlp.programmes import load_programmes
from nlp.sentences import read


def find_awards(
    title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]
) -> tuple[AwardRecord, ...]:
    """The award records of an article, in reading order; strings are substrings of `title` or `text`.

    `mentions` are the linked bodies of `nlp.mentions.find_mentions`. Never raises on odd text; linear in its length.
    """
    if not (may_tell(title, 0, len(title)) or may_tell(text, 0, len(text))):
        return ()
    even = respelled(recased(title, _of(mentions, "title"))), respelled(recased(text, _of(mentions, "text")))
    if even == (title, text):
        return _find(title, text, published, mentions)
    return tuple(as_written(record, even, (title, text)) for record in _find(*even, published, mentions))


def _of(mentions: Sequence[Mention], field: str) -> list[Mention]:
    return [mention for mention in mentions if mention.span.field == field]


def _find(title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]) -> tuple[AwardRecord, ...]:
    """The records of an article written with capitals and small letters."""
    low = f"{title}\n{text}".lower()
    absent = {
        entry.id
        for entry in load_programmes()
        if (entry.anchors and not any(anchor in low for anchor in entry.anchors))
        or any(word in low for word in entry.blocked)
    }
    if rows := prize_rows(text):
        return read_rows(rows, title, text, published, mentions, absent)
    scene = Scene(title=title, body=text, published=published, absent=absent)
    read_title(scene, mentions)
    read_text(scene, parts_of(text, published, mentions), 0, len(text))
    return finish(scene.drafts, scene.context, title, text, published)


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands where in a text: sentences with the kinds of their paragraphs, names and dates, each in order."""

    sentences: list[tuple[int, int, str]]  # start, end, kind of the paragraph
    names: list[Candidate]
    dates: list[FoundDate]


def parts_of(text: str, published: dt.date | None, mentions: Sequence[Mention]) -> Parts:
    """Sentences, possible recipients and dates of a text."""
    reading = read(text)
    return Parts(
        [(one.start, one.end, reading.paragraphs[one.paragraph].kind) for one in reading.sentences],
        candidates(text, mentions, "text"),
        settle_dates(text, find_dates(text, published, relative=True), published),
    )


def read_rows(
    rows: list[Row],
    title: str,
    text: str,
    published: dt.date | None,
    mentions: Sequence[Mention],
    absent: set[str],
) -> tuple[AwardRecord, ...]:
    """The records of a page that lists prizes: every row is read by itself."""
    parts = parts_of(text, published, mentions)
    owner = owner_of([*candidates(title, mentions, "title"), *parts.names])
    if owner is not None and owner.start >= 0 and text[owner.start : owner.end] != owner.text:
        owner = next((name for name in parts.names if name.key == owner.key), None)
    records: list[AwardRecord] = []
    for row in rows:
        scene = Scene(title=title, body=text, published=published, absent=absent)
        read_text(scene, parts, row.start, row.end)
        if row.listed and owner is not None and not scene.drafts and scene.clauses:
            scene.context.focus = owner
            read_prize_line(scene, scene.clauses[0])
        for draft in scene.drafts:
            event = scene.context.event(draft.programme)
            event.date, event.year = event.date or row.day, event.year or row.year
            draft.year = draft.year or event.year
        records += finish(scene.drafts, scene.context, title, text, published)
    return tuple(records)


def read_title(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Read the headline: it sets the programme and the body in focus, and counts alone where the text names nobody."""
    if scene.title.strip():
        read_sentence(scene, "title", 0, len(scene.title), candidates(scene.title, mentions, "title"), [], -1, "body")


def read_text(scene: Scene, parts: Parts, low: int, high: int) -> None:
    """Read the sentences of body, lists and subheadings that begin between two offsets, in order."""
    text, names, dates = scene.body, parts.names, parts.dates
    at = bisect_left(names, low, key=lambda name: name.start)
    date_at = number = 0
    for start, end, kind in parts.sentences[bisect_left(parts.sentences, (low, 0, "")) :]:
        if start >= high:
            break
        inside: list[Candidate] = []
        while at < len(names) and names[at].start < end:
            if names[at].start >= start:
                inside.append(names[at])
            at += 1
        date_at = bisect_right(dates, start, lo=date_at, key=lambda found: found.end)
        look = date_at
        while look < len(dates) and dates[look].start < end:
            look += 1
        if kind not in ("body", "list", "heading"):
            continue
        if number == 0 and text[start:end].strip() == scene.title.strip():
            continue  # the headline once more
        read_sentence(scene, "text", start, end, inside, dates[date_at:look], number, kind)
        number += 1
