"""The title of an article as the reader sees it, without the name of its site, and where on the page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.linked_data import LinkedData
from crawler.markup import bare, names, squeeze
from crawler.survey import Place, Survey

_SEPARATOR = re.compile(r"\s+(?:[-–—|»•·/]|::|:)\s+|\s*\|\s*|\s+::\s*|\s*»\s*")
_SITE_WORDS = re.compile(
    r"\.(?:com|co\.id|id|net|go\.id|org)\b|\b(?:online|news|resmi|epaper)$"
    r"|^(?:pemerintah|kementerian|dinas|kabupaten|provinsi|kota|portal|website|situs|berita|halaman|page|laman|radio|harian)\b",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(r"title|judul|headline")

_HEADINGS = frozenset(("h1", "h2"))


def named_in_title(whole: str, title: str) -> tuple[str, ...]:
    """The site's name as <title> adds it to the article's: "Judul - Kabar Sagara" → ("Kabar Sagara",)."""
    parts = [part.strip(" :|»)") for part in _SEPARATOR.split(squeeze(whole))]
    if not title or not any(bare(part) == bare(title) for part in parts):
        return ()
    return tuple(part for part in parts[::-1] if 2 < len(part) <= 40 and bare(part) != bare(title))


def strip_outlet(title: str, outlets: Iterable[str] = (), *, guess: bool = True) -> str:
    """A title without the names of its site before or behind it: "Judul - Kompas.com" → "Judul".

    With `guess`, a last part that only looks like a site's name goes too: "Judul - Portal Resmi Kota".
    """
    known = {bare(name) for name in outlets if name}
    title = squeeze(title)
    for _ in range(4):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        if bare(title[: first.start()]) in known and len(title[first.end() :]) > 8:
            title = title[first.end() :].lstrip()
        elif _is_site(title[last.end() :], known, guess=guess) and len(title[: last.start()]) > 8:
            title = title[: last.start()].rstrip()
        else:
            break
    # "KapanLagi.com: Judul": a name of the site closed by a colon
    before, colon, after = title.partition(": ")
    if colon and bare(before) in known and len(after) > 8:
        title = after.strip()
    return title


def _is_site(part: str, known: set[str], *, guess: bool) -> bool:
    plain = bare(part)
    if not plain or plain in known:
        return True
    words = [bare(word) for word in part.split()]
    if not guess or len(words) > 7:
        return False
    runs = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    if len(words) <= 4 and any(len(name) > 3 and name in runs for name in known):
        return True
    return bool(_SITE_WORDS.search(part))


def read_title(found: Survey, linked: LinkedData, outlets: tuple[str, ...], url: str) -> tuple[str, int | None]:
    """The title as the reader sees it, and where it stands. Headings decide what in <title> is the outlet's name."""
    given = [found.meta("og:title"), linked.headline, found.meta("twitter:title"), found.title]
    plain = [text for raw in given if len(text := strip_outlet(raw, outlets)) > 3]
    keys = [bare(text) for text in plain]
    words = [set(re.findall(r"\w+", text.lower())) for text in plain]
    longest = 60 + 3 * max(map(len, keys), default=0)
    best: tuple[float, Place, str] | None = None
    for place, text in found.headings:
        score = _title_score(text, place, keys, words, longest)
        if score > 0 and (best is None or score > best[0] + 0.05) and not _in_link(place):
            best = (score, place, text)
    if best is None:
        return _title_by_heading(found, plain, url)
    heading = strip_outlet(best[2], outlets, guess=False)
    # the page's own spelling of the same words is kept: a heading in capitals is a matter of style
    same = next((text for text in plain if bare(text) == bare(heading)), "")
    return same or heading, best[1].number


def _title_by_heading(found: Survey, given: list[str], url: str) -> tuple[str, int | None]:
    """Where <title> names only the site: the heading that the address spells, or that the page calls its title."""
    path = url.lower().partition("?")[0].partition("//")[2].partition("/")[2]
    slug = {word for word in re.split(r"[^a-z0-9]+", path) if len(word) > 3 and word.isalpha()}
    best: tuple[float, str, int] | None = None
    for place, text in found.headings:
        tag, words = place.element.tag, text.split()
        if tag not in ("h1", "h2", "h3") and not (slug and len(words) > 3):
            continue
        spelled = sum(word in slug for word in {bare(word) for word in words}) / max(len(slug), 1)
        score = 2.0 * spelled if spelled >= 0.6 and len(slug) >= 3 else 0.0
        if tag in ("h1", "h2", "h3") and len(words) >= 4:
            score += {"h1": 0.9, "h2": 0.5, "h3": 0.4}[tag] + 0.5 * bool(_TITLE_NAME.search(names(place.element)))
        if score > 0.8 and (best is None or score > best[0]) and not _in_link(place):
            best = (score, text, place.number)
    stated = next(iter(given), "")
    if best is None or (best[0] < 1.5 and stated and not _is_site(stated, set(), guess=True)):
        return stated, None
    return best[1], best[2]


def _in_link(place: Place) -> bool:
    """A line inside a link leads to another page; only an h1 may be one."""
    above = [place.element, *list(place.element.iterancestors())[:3]]
    return place.element.tag != "h1" and any(element.tag == "a" for element in above)


def _title_score(text: str, place: Place, keys: list[str], words: list[set[str]], longest: int) -> float:
    """How well a line of the page serves as its title: 3 the very words, 2 a part of them or more, 1 alike.

    `longest`: characters beyond which no line but a heading is compared, since it is a paragraph.
    """
    tag = place.element.tag
    bonus = {"h1": 0.5, "h2": 0.2, "h3": 0.1}.get(tag, 0.0)
    if not keys:
        return 1.0 if tag == "h1" and len(text) > 12 else 0.0
    if tag not in _HEADINGS and len(text) > longest:
        return 0.0
    own = bare(text)
    if len(own) < 6:
        return 0.0
    if own in keys:
        return 3.0 + bonus
    for key in keys:
        if len(key) > 15 and (key in own or own in key):
            share = min(len(own), len(key)) / max(len(own), len(key))
            if share >= 0.6:
                return 2.0 + share * 0.5 + bonus
    if tag not in _HEADINGS:
        return 0.0
    mine = set(re.findall(r"\w+", text.lower()))
    alike = max((len(mine & other) / max(len(mine | other), 1) for other in words), default=0.0)
    return 1.0 + alike + bonus if alike >= 0.6 else 0.0
