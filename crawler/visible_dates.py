"""The dates that a reader sees near the title: found, joined with their clock, and ranked by how likely they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.markup import Element, inner_text, names, squeeze
from crawler.page_names import page_names
from crawler.survey import Place, Survey
from kliping.dates import find_dates, read_date
from kliping.model import Moment

_UPDATE_WORD = re.compile(
    r"\b(?:diperbar\w+|diperbah\w+|updated?|pembaruan|terakhir|last|diubah|modified|revisi)\b", re.IGNORECASE
)
_PUBLISH_WORD = re.compile(
    r"\b(?:terbit|diterbitkan|dipublikasikan|publikasi|tayang|posted|published|rilis|diposting|ditulis|dibuat)\b",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(r"date|time|tanggal|tgl|waktu|publish|posted|jam|kalender")
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d(?::\d\d)?\b(?![.]\d)")
_CLOCK_LIKE = re.compile(r"\d[.:]\d\d")
_ZONE_WORD = re.compile(r"\b(WIB|WITA|WIT)\b", re.IGNORECASE)
_MAX_DATES = 120  # visible dates that are looked at beyond those at the title


def read_visible_dates(
    found: Survey, anchor: int | None, zone: str, fetched_at: dt.datetime | None
) -> tuple[list[Moment], Moment | None]:
    """Dates that a reader sees near the title, the likeliest first, and a visible time of update."""
    near = [p for p in found.dated if anchor is not None and -40 <= p.number - anchor <= 80]
    scored: list[tuple[float, int, Moment]] = []
    updates: list[Moment] = []
    seen: set[str] = set()
    for places in (near, found.dated[:_MAX_DATES]):
        for place in places:
            text = _surrounding(place)
            if not text or text in seen:
                continue
            seen.add(text)
            for moment, is_update in _moments_in(text, zone, fetched_at):
                points = _points(place, text, moment, anchor) if is_plausible(moment, fetched_at) else 0.0
                if points <= 0:
                    continue
                label = (place.element.get("class") or "").split()
                origin = "relative" if moment.origin == "relative" else "visible" + (f":.{label[0]}" if label else "")
                if is_update:
                    updates.append(replace(moment, origin=origin))
                else:
                    scored.append((-points, place.number, replace(moment, origin=origin)))
        if any(points < -4 for points, _, _ in scored):
            break  # a date with its clock right at the title: the rest of the page need not be read
    scored.sort(key=lambda item: item[:2])
    return [moment for _, _, moment in scored[:6]], updates[0] if updates else None


def is_plausible(moment: Moment, fetched_at: dt.datetime | None) -> bool:
    """Whether a page on the web can have been written then."""
    latest = (fetched_at or dt.datetime.now(dt.UTC)) + dt.timedelta(days=2)
    return moment.at.year >= 1995 and moment.at <= latest


def is_elsewhere(place: Place) -> bool:
    """Whether a date stands with another story: in a list of links, a sidebar, a card around a title."""
    pattern = page_names().other_stories
    for above in [place.element, *list(place.element.iterancestors())[:7]]:
        if above.tag == "body":
            return False
        if above.tag in ("aside", "footer", "nav") or pattern.search(names(above)):
            return True
        if above.tag in ("li", "a", "dd", "article") and _holds_title(above):
            return True
    return False


def _holds_title(element: Element) -> bool:
    """Whether a list item or link is about a story and not about the date alone."""
    if element.tag == "a":
        return len(inner_text(element)) > 45
    if element.tag == "article":
        headings = list(element.iter("h1", "h2", "h3", "h4"))[:3]
        return any(heading.find(".//a") is not None or heading.getparent().tag == "a" for heading in headings) and all(
            heading.tag != "h1" for heading in headings
        )
    return any(len(inner_text(link)) > 25 for link in list(element.iter("a"))[:4])


def _surrounding(place: Place) -> str:
    """The short line that the date stands in: a date and its clock may be neighbouring elements."""
    element = place.element
    text = inner_text(element)
    if len(text) > 220:
        return squeeze(place.text)[:300]  # a bare line between the parts of something larger
    for level in range(4):
        if level and _CLOCK.search(text):
            break
        above = element.getparent()
        if above is None or above.tag in ("body", "html", "article", "main") or len(above) > 12:
            break
        wider = inner_text(above)
        if len(wider) > 170:
            break
        text, element = wider, above
    if not _CLOCK.search(text):
        behind = element.getnext()
        after = squeeze(element.tail or "") or (inner_text(behind) if behind is not None and len(behind) < 4 else "")
        if len(after) < 40 and _CLOCK.search(after):
            text = f"{text} {after}"
    return text


def _moments_in(text: str, zone: str, fetched_at: dt.datetime | None) -> Iterator[tuple[Moment, bool]]:
    dates = find_dates(text, zone=zone)
    if not dates and fetched_at is not None:
        for date in find_dates(text, fetched_at, zone, relative=True)[:1]:
            yield replace(date.moment, origin="relative"), bool(_UPDATE_WORD.search(text))
        return
    for number, date in enumerate(dates[:3]):
        if not date.complete:
            continue
        before = text[dates[number - 1].end if number else 0 : date.start]
        after = text[date.end : dates[number + 1].start if number + 1 < len(dates) else len(text)]
        moment = date.moment
        if moment.precision == "day" and _CLOCK_LIKE.search(text):
            # "16:52 WIB | Selasa, 23 Februari 2016": the clock in front of the date
            whole = read_date(text if len(dates) == 1 else f"{text[date.start : date.end]} {after}", zone=zone)
            if whole and whole.precision == "minute" and whole.at.date() == moment.at.date():
                moment = whole
        yield moment, bool(_UPDATE_WORD.search(before)) and not _PUBLISH_WORD.search(before)


def _points(place: Place, text: str, moment: Moment, anchor: int | None) -> float:
    points = 2.0 if moment.precision == "minute" else 0.0
    points += 1.0 if _ZONE_WORD.search(text) else 0.0
    points += 1.0 if _PUBLISH_WORD.search(text) else 0.0
    points += 1.0 if len(text) < 90 else 0.0
    near = [place.element, *list(place.element.iterancestors())[:2]]
    points += 1.5 if any(e.tag == "time" or _DATE_NAME.search(names(e)) for e in near) else 0.0
    if anchor is not None:
        distance = place.number - anchor
        if 0 <= distance <= 60:
            points += 4.0 - distance / 30
        elif -25 <= distance < 0:
            points += 2.5 + distance / 25
        else:
            points -= 3.0
    return points - 3.5 if points > 0 and is_elsewhere(place) else points
