"""When an article was published and updated: weighs JSON-LD, meta tags, <time>, the visible date and the address.

Reading one date is `kliping.dates`; here is decided which of several dates is true, and in which zone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from crawler.linked_data import LinkedData
from crawler.markup import names
from crawler.survey import Place, Survey
from crawler.visible_dates import is_elsewhere, is_plausible, read_visible_dates
from kliping.dates import ZONES, read_date
from kliping.model import Moment

_UTC_LABEL = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$")
_OFFSET_LABEL = re.compile(r"(?:[+-](?!00:?00)\d\d:?\d\d|WIB|WITA|WIT)\s*$")
_DASHED_CLOCK = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[T\s]+(\d\d)[-.](\d\d)[-.](\d\d)")
_PUBLISHED = re.compile(
    r"publi(?:sh|c|kasi)|pub[-_]?date|issued|posted|release|^(?:article\.)?date$|^dc(?:terms)?\.date$|tayang|terbit|^time$"
)
_MODIFIED = re.compile(r"modif|updat|revis|perbarui")
_NEVER = re.compile(
    r"expir|copyright|unix|event|start|end|birth|validuntil|valid|archive|server|current|upload|taken|create"
)
_ORDER = ("article:published_time", "og:article:published_time", "datepublished", "publishdate", "pubdate")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_ADDRESS = re.compile(r"/(\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/")


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
    visible, visible_update = read_visible_dates(found, anchor, zone, fetched_at)
    published = [s for s in _published_stamps(found, linked, zone, anchor) if is_plausible(s.moment, fetched_at)]
    updates = [s for s in _update_stamps(found, linked, zone) if is_plausible(s.moment, fetched_at)]
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
        and (place.element.tag == "meta" or (_distance(place, anchor) < 130 and not is_elsewhere(place)))
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
            return moment if is_plausible(moment, None) else None
    return None
