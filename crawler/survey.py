"""One walk over a page's tree that notes where its facts stand: meta tags, linked data, headings, dates, bylines.

Nothing is decided here; `crawler.moments`, `crawler.bylines` and `crawler.metadata` weigh what was found.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from crawler.markup import Element, elements, inner_text, names, squeeze

_HEADINGS = frozenset(("h1", "h2", "h3"))
_DATE_HINT = re.compile(
    r"\d{1,2}[\s/.-]{1,3}(?:\d{1,2}|[A-Za-z]{3,9})[\s/.,'-]{1,3}(?:(?:19|20)\d\d|\d\d\b)"
    r"|\b(?:19|20)\d\d[-/]\d\d[-/]\d\d|\b[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
    r"|\b(?:\d{1,3}|se)\s?(?:detik|menit|jam|hari|minggu|bulan|seconds?|minutes?|hours?|days?)\s+(?:yang\s+|yg\s+)?(?:lalu|ago)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d\D{1,15}\d")  # what every shape but "2 jam lalu" holds
_BYLINE_NAME = re.compile(
    r"author|penulis|byline|by-line|reporter|editor|redaktur|redaksi|jurnalis|kontributor|writer|pewarta|oleh\b"
)
_BYLINE_TEXT = re.compile(
    r"\s*(?:reporter|penulis|editor|redaktur|oleh|pewarta|jurnalis|kontributor|wartawan|ditulis oleh|penyunting"
    r"|re[pd](?=\s*:))\b(?!\s+karena)",
    re.IGNORECASE,
)
_PART_NAME = re.compile(
    r"(?P<crumb>bread[-_]?crumb|breadcumb)|(?P<caption>caption|photo-desc|(?<![a-z])(?:foto|gambar|photo|keterangan)(?![a-z]))"
    r"|(?P<tag>(?<![a-z])tags?(?![a-z])|tagcloud|tagar)|(?P<section>kategori|category|kanal|rubrik|channel)"
)
_PARTS = {"crumb": "crumbs", "caption": "captions", "tag": "tag_lists", "section": "sections"}
_TAG_ADDRESS = re.compile(r"/(?:tags?|topik|topic)s?[/=?]|[?&]tag=")
_SHARE_ADDRESS = re.compile(
    r"(?:sharer|share|intent/tweet|whatsapp|telegram)[^?#]*\?(?:[^#]*&)?(?:u|url)=(https?(?::|%3A)[^&#\s]+)", re.I
)
_MAX_LINES = 3000
_MAX_FOUND = 400  # a page that repeats one mark endlessly costs no more than this


@functools.lru_cache(maxsize=4096)
def _kinds(label: str) -> tuple[str, ...]:
    """Which lists of a survey an element of these names belongs to; pages repeat few names many times."""
    part = _PART_NAME.search(label)
    return ("bylines",) * bool(_BYLINE_NAME.search(label)) + ((_PARTS[str(part.lastgroup)],) if part else ())


@dataclass(slots=True)
class Place:
    """An element that may hold a fact, with its number in reading order."""

    number: int
    element: Element
    text: str = ""


@dataclass(slots=True)
class Survey:
    """What a page offers. Meta names are lower case; `machine` dates are attributes such as <time datetime>."""

    base: str = ""
    language: str = ""
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    headings: list[tuple[Place, str]] = field(default_factory=list)  # h1 to h3 and other short lines, with their text
    dated: list[Place] = field(default_factory=list)
    machine: list[tuple[str, str, Place]] = field(default_factory=list)
    bylines: list[Place] = field(default_factory=list)
    crumbs: list[Place] = field(default_factory=list)
    tagged: list[Place] = field(default_factory=list)  # links to tag pages
    tag_lists: list[Place] = field(default_factory=list)
    sections: list[Place] = field(default_factory=list)
    captions: list[Place] = field(default_factory=list)
    shared: str = ""  # the address that a share button passes on
    size: int = 0

    def meta(self, *wanted: str) -> str:
        """The first meta value that is not empty, in the order of the wanted names."""
        for name in wanted:
            for found, value in self.metas:
                if found == name and value:
                    return value
        return ""


def survey(root: Element) -> Survey:
    """Walk a tree once and note the places of its facts."""
    found = Survey(language=(root.get("lang") or root.get("xml:lang") or "").strip())
    number = 0
    for number, element in enumerate(elements(root)):
        tag = element.tag
        text = element.text
        if tag in ("script", "style"):
            if tag == "script" and text and "ld+json" in (element.get("type") or "").lower():
                found.linked_data.append(text)
            if (text := element.tail) and len(text) < 300 and _may_date(text):
                _note(found.dated, Place(number, element.getparent(), text))
            continue
        if tag == "meta":
            _note_meta(found, element, number)
            continue
        if tag == "link":
            for relation in (element.get("rel") or "").lower().split():
                found.links.append((relation, element.get("href") or ""))
            continue
        if tag == "title" and not found.title:
            found.title = inner_text(element)
            continue
        if tag == "base":
            found.base = element.get("href") or found.base
        label = names(element)
        if tag in _HEADINGS:
            if len(heading := inner_text(element)) > 3 and len(found.headings) < _MAX_LINES:
                found.headings.append((Place(number, element), heading))
        elif text and 12 < len(text) < 400 and len(line := squeeze(text)) > 12 and len(found.headings) < _MAX_LINES:
            found.headings.append((Place(number, element), line))
        if text and len(text) < 120 and _BYLINE_TEXT.match(text):
            _note(found.bylines, Place(number, element))
        elif label:
            for kind in _kinds(label):
                _note(getattr(found, kind), Place(number, element))
        if tag == "a":
            _note_link(found, element, number)
        elif tag == "figcaption" and not (label and "caption" in label):
            _note(found.captions, Place(number, element))
        elif len(found.machine) < _MAX_FOUND:
            stamp = element.get("datetime") or (element.get("content") if "date" in label else None)
            if stamp:
                found.machine.append(("time" if tag == "time" else label, stamp, Place(number, element)))
        if text and len(text) < 300 and _may_date(text):
            _note(found.dated, Place(number, element, text))
        if (text := element.tail) and len(text) < 300:
            if _may_date(text):
                _note(found.dated, Place(number, element.getparent(), text))
            if len(text) < 120 and _BYLINE_TEXT.match(text):
                _note(found.bylines, Place(number, element.getparent(), text))
    found.size = number + 1
    return found


def _may_date(text: str) -> bool:
    """Whether a line may hold a date; the digits and words that every shape needs are looked for first."""
    if not _NUMBERS.search(text) and "lalu" not in (low := text.lower()) and "ago" not in low:
        return False
    return _DATE_HINT.search(text) is not None


def _note(places: list[Place], place: Place) -> None:
    if len(places) < _MAX_FOUND:
        places.append(place)


def _note_link(found: Survey, element: Element, number: int) -> None:
    address = element.get("href")
    if not address:
        return
    relation = element.get("rel")
    if relation == "next":
        found.links.append(("next", address))
    if (relation and "tag" in relation.split()) or _TAG_ADDRESS.search(address):
        _note(found.tagged, Place(number, element))
    elif not found.shared and "=http" in address and (share := _SHARE_ADDRESS.search(address)):
        found.shared = unquote(share[1])


def _note_meta(found: Survey, element: Element, number: int) -> None:
    value = (element.get("content") or "").strip()
    for attribute in ("property", "name", "itemprop"):
        name = element.get(attribute)
        if name and value:
            found.metas.append((name.strip().lower(), value))
            if attribute == "itemprop":
                found.machine.append((name.lower(), value, Place(number, element)))
    if (element.get("http-equiv") or "").lower() == "content-language" and not found.language:
        found.language = value
