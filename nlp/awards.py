"""Award records of an article: who received (or hopes for, is nominated for, lost) which award, with evidence.

This module walks through headline and sentences. A sentence is read in `nlp.award_sentence`, what it leaves unsaid is
kept by `nlp.award_memory`, and drafts become records in `nlp.award_records`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kliping.dates import find_dates
from kliping.model import AwardRecord, Mention
from nlp.award_ceremony import settle_dates
from nlp.award_recipients import Candidate, candidates
from nlp.award_records import finish
from nlp.award_scene import Scene
from nlp.award_sentence import may_tell, read_sentence
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
    low = f"{title}\n{text}".lower()
    absent = {
        entry.id
        for entry in load_programmes()
        if (entry.anchors and not any(anchor in low for anchor in entry.anchors))
        or any(word in low for word in entry.blocked)
    }
    scene = Scene(title=title, body=text, published=published, absent=absent)
    read_title(scene, mentions)
    read_text(scene, mentions)
    return finish(scene.drafts, scene.context, title, text, published)


def read_title(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Read the headline: it sets the programme and the body in focus, and counts alone where the text names nobody."""
    if scene.title.strip():
        read_sentence(scene, "title", 0, len(scene.title), candidates(scene.title, mentions, "title"), [], -1, "body")


def read_text(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Read the sentences of body, lists and subheadings in order."""
    text = scene.body
    reading = read(text)
    names = candidates(text, mentions, "text")
    dates = settle_dates(text, find_dates(text, scene.published, relative=True), scene.published)
    at = date_at = number = 0
    linked = -9
    for sentence in reading.sentences:
        kind = reading.paragraphs[sentence.paragraph].kind
        inside: list[Candidate] = []
        while at < len(names) and names[at].start < sentence.end:
            if names[at].start >= sentence.start:
                inside.append(names[at])
            at += 1
        while date_at < len(dates) and dates[date_at].end <= sentence.start:
            date_at += 1
        look = date_at
        while look < len(dates) and dates[look].start < sentence.end:
            look += 1
        if kind == "related":
            linked = sentence.paragraph if text[sentence.start : sentence.end].rstrip().endswith(":") else -9
        if kind not in ("body", "list", "heading"):
            continue
        if 0 < sentence.paragraph - linked <= 3 and kind == "heading":
            continue  # the headlines behind "Baca juga:"
        if number == 0 and text[sentence.start : sentence.end].strip() == scene.title.strip():
            continue  # the headline once more
        read_sentence(scene, "text", sentence.start, sentence.end, inside, dates[date_at:look], number, kind)
        number += 1
