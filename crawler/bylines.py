"""Who wrote and edited an article and who took its picture, as JSON-LD, meta tags and the visible byline say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.credits import split_names
from crawler.linked_data import LinkedData
from crawler.markup import bare, inner_text, names, squeeze
from crawler.survey import Place, Survey

_NOT_A_PERSON = re.compile(
    r"^(?:admin\w*|administrator|super\s?(?:admin|user)|redaksi\w*|editor|author|root|webmaster|humas\w*|diskominfo\w*|kominfo\w*|"
    r"tim\b.*|team\b.*|newsroom|penulis|reporter|web|user\d*|operator\w*|ppid\w*|staff?|none|null|anonim\w*|kontributor|"
    r"news|desk|publisher|by|oleh|.*\.(?:com|id|net|co|org)|.*cyber media|.*\b(?:network|media center|online)|.*@.*)$",
    re.IGNORECASE,
)
_EDITOR_WORD = re.compile(r"\b(?:editor|redaktur|penyunting|red(?=\s*:))\b\s*:?\s*", re.IGNORECASE)
_WRITER_WORD = re.compile(
    r"^\W*(?:\b(?:penulis|reporter|pewarta|oleh|by|jurnalis|kontributor|wartawan|author|writer|ditulis oleh|laporan"
    r"|rep|tim)\b\s*[:\-]?\s*)+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z][\w'’.]*|bin|binti|van|de|al|el)(?:[ -](?:[A-Z][\w'’.]*|bin|binti|van|de|al|el)){0,5}(?:, ?[A-Z][\w.]+)*"
)
_LABEL = re.compile(r"(?:penulis|reporter|pewarta|editor|redaktur|oleh|wartawan|jurnalis)\s*:?", re.IGNORECASE)
_DATE_LIKE = re.compile(r"\d{4}|\b\d{1,2}:\d\d|\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\b", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"photo|foto|image|gambar|caption|(?<![a-z])img|picture|thumb|media")


def read_people(
    found: Survey, linked: LinkedData, anchor: int | None, outlets: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    outlet_keys = {bare(name) for name in outlets}

    def persons(values: Iterable[str]) -> tuple[str, ...]:
        names_ = [name for value in values for name in split_names(_WRITER_WORD.sub("", squeeze(value)))]
        keep = [
            n
            for n in names_
            if not _NOT_A_PERSON.match(n) and not any(k and k in bare(n) for k in outlet_keys if len(k) > 3)
        ]
        return tuple(dict.fromkeys(name.title() if name.isupper() and " " in name else name for name in keep))[:8]

    authors = persons(linked.authors)
    editors = persons(linked.editors)
    if not authors:
        metas = [
            v
            for n, v in found.metas
            if n
            in {
                "author",
                "article:author",
                "dtk:author",
                "content_author",
                "dc.creator",
                "dable:author",
                "cxenseparse:author",
                "parsely-author",
                "twitter:data1",
            }
        ]
        authors = persons(v for v in metas if not re.match(r"https?:|@|/|\d+ (?:menit|min)", v))
    if not editors:
        editors = persons(
            v for n, v in found.metas if n in {"editor", "content_editor", "article:editor", "dtk:editor"}
        )
    if authors and editors:
        return authors, editors
    shown_authors: list[str] = []
    shown_editors: list[str] = []
    for place in found.bylines:
        if _is_picture(place):
            continue
        text = squeeze(place.text) or inner_text(place.element)
        if _LABEL.fullmatch(text) and place.element.getparent() is not None:
            text = inner_text(place.element.getparent())  # the name stands in the next cell
        if not 4 <= len(text) <= 160 or (anchor is not None and place.number < anchor - 25):
            continue
        label = names(place.element)
        parts = _EDITOR_WORD.split(text, maxsplit=1)
        if len(parts) == 2:
            shown_authors += _shown_names(parts[0])
            shown_editors += _shown_names(parts[1])
        elif re.search(r"editor|redaktur", label) and not re.search(r"author|penulis", label):
            shown_editors += _shown_names(text)
        elif _WRITER_WORD.match(text) or re.search(r"author|penulis|byline|reporter|pewarta|jurnalis", label):
            shown_authors += _shown_names(text)
        if len(shown_authors) > 6:
            break
    if not shown_authors and anchor is not None:
        for place, line in found.headings:
            if anchor - 10 <= place.number <= anchor + 60 and len(line) < 120 and _WRITER_WORD.match(line):
                shown_authors += _shown_names(line)
    return authors or persons(shown_authors[:3]), editors or persons(shown_editors[:2])


def _is_picture(place: Place) -> bool:
    """Whether a byline stands under a picture: then it names the photographer."""
    above = [place.element, *list(place.element.iterancestors())[:3]]
    return any(e.tag in ("figure", "figcaption") or _PICTURE_NAME.search(names(e)) for e in above)


def read_picture_byline(found: Survey, anchor: int | None) -> str:
    for place in found.bylines:
        if _is_picture(place) and (anchor is None or place.number > anchor - 30):
            text = inner_text(place.element)
            if 2 < len(text) <= 80:
                return text
    return ""


def _shown_names(text: str) -> list[str]:
    """Names of a visible byline; a line that is a sentence, a date or a title holds none."""
    text = _WRITER_WORD.sub("", text).strip(" :|,-–")
    text = re.split(r"\s+[-|–•]\s+", text)[0]
    date = _DATE_LIKE.search(text)
    text = text[: date.start()].strip(" ,|-") if date else text
    return [name for name in split_names(text) if _NAME.fullmatch(name) and 1 <= len(name.split()) <= 6]
