"""When an article was published and updated: weighs JSON-LD, meta tags, <time>, the visible date and the address.

Reading one date is `kliping.dates`; here is decided which of several dates is true, and in which zone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crawler.linked_data import LinkedData
from crawler.markup import Element, inner_text, names, squeeze
from crawler.page_names import page_names
from crawler.survey import Place, Survey
from kliping.dates import ZONES, find_dates, read_date
from kliping.model import Moment

_UTC_LABEL = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$")
_OFFSET_LABEL = re.compile(r"(?:[+-](?!00:?00)\d\d:?\d\d|WIB|WITA|WIT)\s*$")
_DASHED_CLOCK = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[T\s]+(\d\d)[-.](\d\d)[-.](\d\d)")
_PUBLISHED = re.compile(
    r"publi(?:sh|c|kasi)|pubdate|issued|posted|release|^(?:article\.)?date$|^dc(?:terms)?\.date$|tayang|terbit|^time$"
)
_MODIFIED = re.compile(r"modif|updat|revis|perbarui")
_NEVER = re.compile(
    r"expir|copyright|unix|event|start|end|birth|validuntil|valid|archive|server|current|upload|taken|create"
)
_ORDER = ("article:published_time", "og:article:published_time", "datepublished", "publishdate", "pubdate")
_UPDATE_WORD = re.compile(
    r"\b(?:diperbar\w+|diperbah\w+|updated?|pembaruan|terakhir|last|diubah|modified|revisi)\b", re.IGNORECASE
)
_PUBLISH_WORD = re.compile(
    r"\b(?:terbit|diterbitkan|dipublikasikan|publikasi|tayang|posted|published|rilis|diposting|ditulis|dibuat)\b",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(r"date|time|tanggal|tgl|waktu|publish|posted|jam|kalender")
_CLOCK = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[T\s]+(\d\d)[-.](\d\d)[-.](\d\d)")
_PUBLISHED = re.compile(
    r"publi(?:sh|c|kasi)|pubdate|issued|posted|release|^(?:article\.)?date$|^dc(?:terms)?\.date$|tayang|terbit|^time$"
)
_MODIFIED = re.compile(r"modif|updat|revis|perbarui")
_NEVER = re.compile(
    r"expir|copyright|unix|event|start|end|birth|validuntil|valid|archive|server|current|upload|taken|create"
)
_ORDER = ("article:published_time", "og:article:published_time", "datepublished", "publishdate", "pubdate")
_UPDATE_WORD = re.compile(
    r"\b(?:diperbar\w+|diperbah\w+|updated?|pembaruan|terakhir|last|diubah|modified|revisi)\b", re.IGNORECASE
)
_PUBLISH_WORD = re.compile(
    r"\b(?:terbit|diterbitkan|dipublikasikan|publikasi|tayang|posted|published|rilis|diposting|ditulis|dibuat)\b",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(r"date|time|tanggal|tgl|waktu|publish|posted|jam|kalender")
_ELSEWHERE = re.compile(
    r"relate|terkait|sidebar|side-bar|popular|terpopuler|trending|latest|terbaru|terkini|recommend|rekomendasi|widget|footer"
    r"|comment|komentar|navbar|menu|archive|calendar|kalender|copyright|headline-list|list|carousel|slider|ticker|rail|card"
)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d(?::\d\d)?\b(?![.]\d)")
_ZONE_WORD = re.compile(r"\b(WIB|WITA|WIT)\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_ADDRESS = re.compile(r"/(\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/")
_MAX_DATES = 120  # visible dates that are looked at beyond those at the title


@dataclass(frozen=True, slots=True)
class Stamp:
    """A machine date of the page: what it says, and whether its zone can be believed."""

    moment: Moment
    raw: str
    utc: bool  # labelled as UTC, which Indonesian sites often write on local times
    zoned: bool  # carries another offset or zone


@dataclass(frozen=True, slots=True)
class Times:
    """Publication and update of an article; None where the page does not tell."""

    published: Moment | None = None
    updated: Moment | None = None


def read_times(
    found: Survey,
    linked: LinkedData,
    url: str,
    *,
    anchor: int | None = None,
    zone: str = "Asia/Jakarta",
    fetched_at: dt.datetime | None = None,
) -> Times:
    """Weigh all dates of a page. `anchor` is the place of the article's title in reading order.

    Origins are "json-ld", "meta:<name>", "time", "visible" (with ":.<class>" where it has one) and "url".
    """
    visible, visible_update = _visible(found, anchor, zone, fetched_at)
    published = [s for s in _published_stamps(found, linked, zone, anchor) if _plausible(s.moment, fetched_at)]
    updates = [s for s in _update_stamps(found, linked, zone) if _plausible(s.moment, fetched_at)]
    first = _settle(published, visible, zone, fetched_at)
    if first is None:
        first = visible[0] if visible else _from_address(url, zone)
    wrong_label = bool(published) and first is not None and published[0].utc and first.at != published[0].moment.at
    updated = None
    for stamp in updates:
        moment = _localised(stamp, zone) if wrong_label and stamp.utc else _at_home(stamp.moment, zone)
        if first is None or moment.at >= first.at:
            updated = moment
            break
    if updated is None and visible_update is not None and (first is None or visible_update.at >= first.at):
        updated = visible_update
    if updated and first and updated.at == first.at:
        updated = None
    return Times(first or None, updated)


def _settle(stamps: list[Stamp], visible: list[Moment], zone: str, fetched_at: dt.datetime | None) -> Moment | None:
    """The publication time that the machine dates and the visible dates agree on best."""
    if not stamps:
        return None
    stamp = next((s for s in stamps if s.moment.precision == "minute" and not _midnight(s.moment)), stamps[0])
    if stamp.utc:
        # a second date with an honest offset and the same clock reading shows that the label is wrong
        honest = next((s for s in stamps if s.zoned and _same_clock(s.moment, stamp.moment)), None)
        if honest:
            return replace(_at_home(honest.moment, zone), origin=stamp.moment.origin)
    moment = _localised(stamp, zone) if not stamp.utc and not stamp.zoned else _at_home(stamp.moment, zone)
    for shown in visible:
        if shown.precision != "minute":
            continue
        if stamp.moment.precision == "day" or _midnight(stamp.moment):
            if shown.at.date() in (stamp.moment.at.date(), moment.at.date()):
                return shown
        elif abs(shown.at - moment.at) < dt.timedelta(minutes=1, seconds=59):
            # one instant: the visible zone says where it was written
            return replace(moment, at=moment.at.astimezone(shown.at.tzinfo))
        elif _same_clock(shown, stamp.moment):
            return replace(shown, origin=stamp.moment.origin)
    if stamp.utc and fetched_at and moment.at > fetched_at + dt.timedelta(minutes=10):
        return _localised(stamp, zone)
    if stamp.moment.precision == "day":
        return replace(stamp.moment, at=stamp.moment.at.replace(tzinfo=ZONES.get(zone) or moment.at.tzinfo))
    return moment


def _midnight(moment: Moment) -> bool:
    at = moment.at
    return at.hour == at.minute == at.second == 0


def _same_clock(one: Moment, other: Moment) -> bool:
    a, b = one.at.replace(tzinfo=None), other.at.replace(tzinfo=None)
    return abs(a - b) < dt.timedelta(minutes=1, seconds=59)


def _home(zone: str) -> dt.tzinfo:
    from zoneinfo import ZoneInfo

    return ZONES.get(zone) or ZoneInfo(zone)


def _localised(stamp: Stamp, zone: str) -> Moment:
    """The clock reading taken as local time, whatever its label says."""
    return replace(stamp.moment, at=stamp.moment.at.replace(tzinfo=_home(zone)))


def _at_home(moment: Moment, zone: str) -> Moment:
    """The same instant on the clock of the source."""
    if moment.precision == "day":
        return moment
    offset = moment.at.utcoffset()
    if offset in (dt.timedelta(hours=8), dt.timedelta(hours=9)):
        return moment  # WITA and WIT are kept: the text was written there
    return replace(moment, at=moment.at.astimezone(_home(zone)))


def _plausible(moment: Moment, fetched_at: dt.datetime | None) -> bool:
    latest = (fetched_at or dt.datetime.now(dt.UTC)) + dt.timedelta(days=2)
    return moment.at.year >= 1995 and moment.at <= latest


def _read(raw: str, origin: str, zone: str) -> Stamp | None:
    raw = raw.strip()[:60]
    if not any(char.isdigit() for char in raw):
        return None
    if re.fullmatch(r"\d{10}|\d{13}", raw):
        try:
            at = dt.datetime.fromtimestamp(int(raw[:10]), dt.UTC)
        except (ValueError, OverflowError, OSError):
            return None
        return Stamp(Moment(at=at, origin=origin), raw, False, True)
    raw = _DASHED_CLOCK.sub(r"\1-\2-\3 \4:\5:\6", raw)
    try:
        moment = read_date(raw, zone=zone, origin=origin)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        return None
    return Stamp(moment, raw, bool(_UTC_LABEL.search(raw)), bool(_OFFSET_LABEL.search(raw)))


def _stamps(values: Iterable[tuple[str, str]], zone: str) -> list[Stamp]:
    return [stamp for origin, raw in values if raw and (stamp := _read(raw, origin, zone))]


def _distance(place: Place, anchor: int | None) -> int:
    """How far from the title a place is; what stands in front of it counts threefold."""
    if anchor is None:
        return 0
    return place.number - anchor if place.number >= anchor else 3 * (anchor - place.number)


def _published_stamps(found: Survey, linked: LinkedData, zone: str, anchor: int | None) -> list[Stamp]:
    metas = [(name, value) for name, value in found.metas if _PUBLISHED.search(name) and not _NEVER.search(name)]
    metas = [(name, value) for name, value in metas if not _MODIFIED.search(name)]
    metas.sort(key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER))
    marked = [
        (f"itemprop:{name}" if "datepublished" in name else "time", value)
        for name, value, place in sorted(found.machine, key=lambda item: _distance(item[2], anchor))
        if ("datepublished" in name or (name == "time" and "updated" not in names(place.element)))
        and (place.element.tag == "meta" or (_distance(place, anchor) < 130 and not _is_elsewhere(place)))
    ]
    marked.sort(key=lambda item: item[0] == "time")
    created = [(f"meta:{name}", value) for name, value in found.metas if re.search(r"date.?created|createdate", name)]
    return _stamps(
        [("json-ld", linked.published), *((f"meta:{name}", value) for name, value in metas), *marked[:3],
         ("json-ld:dateCreated", linked.created), *created],
        zone,
    )  # fmt: skip


def _update_stamps(found: Survey, linked: LinkedData, zone: str) -> list[Stamp]:
    metas = [
        (f"meta:{name}", value) for name, value in found.metas if _MODIFIED.search(name) and not _NEVER.search(name)
    ]
    return _stamps([("json-ld", linked.modified), *metas], zone)


def _is_elsewhere(place: Place) -> bool:
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


def _visible(
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
                points = _points(place, text, moment, anchor) if _plausible(moment, fetched_at) else 0.0
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
        if moment.precision == "day":
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
    return points - 3.5 if points > 0 and _is_elsewhere(place) else points


def _from_address(url: str, zone: str) -> Moment | None:
    for shape in (_IN_ADDRESS, _SHORT_ADDRESS):
        match = shape.search(url)
        if match:
            year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
            try:
                at = dt.datetime(year, int(match[2]), int(match[3]), tzinfo=_home(zone))
            except ValueError:
                continue
            moment = Moment(at=at, precision="day", origin="url")
            return moment if _plausible(moment, None) else None
    return None
