"""What each make of outlet answers to a path: articles, feeds, sitemaps, REST, index and search pages, robots.txt.

A `Site` maps a path to a `Reply` and knows no sockets; `server` puts replies on the wire.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from crawler.newsroom.desk import FICTION, NOW, Outlet, Story
from crawler.newsroom.pages import fill, lay_out, shown

PER_PAGE = 10
HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer before it is encoded: bytes are sent as they are, text in the outlet's charset."""

    body: str | bytes
    kind: str = HTML
    status: int = 200
    modified: dt.datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    endless: bool = False  # the body is repeated until the reader goes away or the server's limit is reached


class Site:
    """One outlet at one stage of the newsroom, standing at one base address."""

    def __init__(self, outlet: Outlet, stories: Iterable[Story], base: str) -> None:
        """`stories`: all of the outlet's articles of every stage."""
        self.outlet = outlet
        self.base = base
        self.stage = 1
        self._all = tuple(stories)
        self._asked: Counter[str] = Counter()

    @property
    def stories(self) -> tuple[Story, ...]:
        """The articles the outlet has published so far, newest first."""
        return tuple(story for story in self._all if story.file.stage <= self.stage)

    @property
    def listed(self) -> tuple[Story, ...]:
        """What its lists show: all of them, also what cannot be read (gone, disallowed, endless)."""
        return self.stories

    def reply(self, target: str) -> Reply:
        """The answer to a request target (path and query)."""
        parts = urlsplit(target)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        self._asked[parts.path] += 1
        if parts.path == "/robots.txt":
            return Reply(body=self._robots(), kind="text/plain")
        article = self._article(parts.path, query)
        if article is not None:
            return article
        return self._list(parts.path, query) or self._missing()

    def _robots(self) -> str:
        lines = [f"# {FICTION}", "User-agent: *"]
        lines += [f"Disallow: {path}" for path in self.outlet.disallow] or ["Disallow:"]
        if self.outlet.crawl_delay:
            lines.append(f"Crawl-delay: {self.outlet.crawl_delay:g}")
        if self.outlet.make == "sitemap":
            lines.append(f"Sitemap: {self.base}/sitemap.xml")
        return "\n".join(lines) + "\n"

    def _missing(self) -> Reply:
        return Reply(body=fill("missing.html.j2", outlet=self.outlet), status=404)

    # Articles

    def _article(self, path: str, query: Mapping[str, str]) -> Reply | None:
        amp = self.outlet.make == "amp" and path.startswith("/amp/")
        path, number = _page_number(path.removeprefix("/amp") if amp else path, query, self.outlet.paging)
        story = next((story for story in self.stories if story.path == path), None)
        if story is None:
            return None
        trouble = story.file.trouble
        if trouble == "gone" or number > story.file.pages or (number == 0 and self.outlet.paging != "page=all"):
            return self._missing()
        if trouble == "fails-once" and self._asked[path] == 1:
            return Reply(body=fill("broken.html.j2", outlet=self.outlet), status=500)
        sheet = lay_out(story, self.base, number, self.stage, self._elsewhere(story))
        body = fill("amp.amp.html.j2" if amp else f"{self.outlet.make}.html.j2", sheet=sheet, outlet=self.outlet)
        changed = story.updated(self.stage) or story.at
        return Reply(body=body, modified=changed, endless=trouble == "endless")

    def _elsewhere(self, story: Story) -> tuple[Story, ...]:
        # Neighbours that are always readable, so that no "read also" line leads to a page that is not to be read.
        sound = [other for other in self._all if not other.file.trouble and other.file.stage == 1]
        if story not in sound:
            return tuple(sound[:3])
        place = sound.index(story)
        return tuple(other for other in (sound[place - 1], *sound[place + 1 : place + 4]) if other != story)

    # Lists

    def _list(self, path: str, query: Mapping[str, str]) -> Reply | None:
        if path == "/":
            return self._listing("Beranda", self.listed[:PER_PAGE])
        match self.outlet.make:
            case "rss" if path.startswith("/rss/"):
                return self._rss(path.removeprefix("/rss/").removesuffix(".xml"))
            case "sitemap" if path.startswith("/sitemap"):
                return self._sitemap(path)
            case "wordpress" if path == "/wp-json/wp/v2/posts":
                return self._wordpress(query)
            case "index" if path == "/indeks":
                return self._dated(query)
            case "search" if path == "/search":
                return self._search(query)
            case "release" if path == "/siaran-pers":
                return self._paged("Siaran Pers", self.listed, query, "/siaran-pers?page={page}")
            case "copier" if path == "/feed/atom.xml":
                return self._feed("atom.xml.j2", self.listed, "application/atom+xml")
            case "amp" if path == "/terbaru":
                return self._paged("Terbaru", self.listed, query, "/terbaru?page={page}")
            case _:
                return None

    def _newest(self, stories: Iterable[Story]) -> dt.datetime | None:
        return max((story.updated(self.stage) or story.at for story in stories), default=None)

    def _listing(self, heading: str, stories: Iterable[Story], next_url: str = "") -> Reply:
        stories = tuple(stories)
        body = fill(
            "list.html.j2",
            outlet=self.outlet,
            base=self.base,
            heading=heading,
            next_url=next_url,
            rows=[lay_out(story, self.base, 1, self.stage, ()) for story in stories],
        )
        return Reply(body=body, modified=self._newest(stories))

    def _paged(self, heading: str, stories: Iterable[Story], query: Mapping[str, str], pattern: str) -> Reply:
        stories, number = tuple(stories), _number(query.get("page", "1"))
        rows = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        more = number * PER_PAGE < len(stories)
        return self._listing(heading, rows, self.base + pattern.format(page=number + 1) if more else "")

    def _feed(self, template: str, stories: Iterable[Story], kind: str) -> Reply:
        stories = tuple(stories)
        newest = self._newest(stories) or NOW
        rows = [lay_out(story, self.base, 1, self.stage, ()) for story in stories]
        dates = [email.utils.format_datetime(story.at) for story in stories]
        body = fill(
            template,
            outlet=self.outlet,
            base=self.base,
            rows=list(zip(rows, dates, strict=True)),
            newest=newest,
            newest_mail=email.utils.format_datetime(newest),
        )
        return Reply(body=body, kind=kind, modified=newest)

    def _rss(self, name: str) -> Reply | None:
        wanted = [story for story in self.listed if name in ("terkini", story.file.section.lower())]
        return self._feed("rss.xml.j2", wanted, "application/rss+xml") if wanted else None

    def _sitemap(self, path: str) -> Reply | None:
        month = f"{NOW:%Y-%m}"
        names = sorted({f"{story.at:%Y-%m}" for story in self.listed if story.at.year == NOW.year}, reverse=True)
        if path == "/sitemap.xml":
            entries = [("/sitemap/berita.xml", self._newest(self.listed))]
            for name in names:
                entries.append((f"/sitemap/{name}.xml", self._newest(s for s in self.listed if _in(s, name))))
            old = [story for story in self.listed if story.at.year < NOW.year]
            entries.append(("/sitemap/arsip.xml.gz", self._newest(old)))
            body = fill("sitemap-index.xml.j2", base=self.base, entries=entries)
            return Reply(body=body, kind="application/xml", modified=self._newest(self.listed))
        name = path.removeprefix("/sitemap/").removesuffix(".gz").removesuffix(".xml")
        news = name == "berita"
        rows = [
            lay_out(story, self.base, 1, self.stage, ())
            for story in self.listed
            if (news and story.at > NOW - dt.timedelta(days=2) and _in(story, month))
            or (name == "arsip" and story.at.year < NOW.year)
            or _in(story, name)
        ]
        if not rows:
            return None
        body = fill("sitemap.xml.j2", rows=rows, news=news, outlet=self.outlet)
        modified = self._newest(row.story for row in rows)
        if path.endswith(".gz"):
            return Reply(body=gzip.compress(body.encode(), mtime=0), kind="application/gzip", modified=modified)
        return Reply(body=body, kind="application/xml", modified=modified)

    def _wordpress(self, query: Mapping[str, str]) -> Reply:
        size, number = min(_number(query.get("per_page", "10")), 100), _number(query.get("page", "1"))
        stories = [
            story
            for story in self.listed
            if _after(story, query.get("after", "")) and not _after(story, query.get("before", "9999"))
        ]
        pages = max(1, math.ceil(len(stories) / size))
        if number > pages:
            error = {"code": "rest_post_invalid_page_number", "message": FICTION, "data": {"status": 400}}
            return Reply(body=json.dumps(error), kind="application/json", status=400)
        rows = stories[(number - 1) * size : number * size]
        body = json.dumps([self._post(story) for story in rows], ensure_ascii=False)
        headers = {"X-WP-Total": str(len(stories)), "X-WP-TotalPages": str(pages)}
        return Reply(body=body, kind="application/json", headers=headers, modified=self._newest(rows))

    def _post(self, story: Story) -> dict[str, object]:
        sheet = lay_out(story, self.base, 1, self.stage, ())
        changed = story.updated(self.stage) or story.at
        content = "".join(f"<p>{text}</p>\n" for text in shown(story, self.stage)[:1])
        return {
            "id": story.number,
            "date": f"{story.at:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{story.at.astimezone(dt.timezone.utc):%Y-%m-%dT%H:%M:%S}",  # noqa: UP017
            "modified": f"{changed:%Y-%m-%dT%H:%M:%S}",
            "modified_gmt": f"{changed.astimezone(dt.timezone.utc):%Y-%m-%dT%H:%M:%S}",  # noqa: UP017
            "slug": story.slug,
            "status": "publish",
            "type": "post",
            "link": sheet.canonical,
            "title": {"rendered": sheet.title.replace("&", "&#038;").replace("–", "&#8211;")},
            "excerpt": {"rendered": f"<p>{story.file.teaser or story.paragraphs[0]} [&hellip;]</p>\n"},
            "content": {"rendered": content, "protected": False},
            "fiksi": FICTION,
        }

    def _dated(self, query: Mapping[str, str]) -> Reply | None:
        day = query.get("date", f"{self.outlet.local(NOW):%Y-%m-%d}")
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            return None
        rows = [story for story in self.listed if f"{story.at:%Y-%m-%d}" == day]
        return self._paged(f"Indeks {day}", rows, query, f"/indeks?date={day}&page={{page}}")

    def _search(self, query: Mapping[str, str]) -> Reply:
        words = re.findall(r"\w+", query.get("q", "").lower())
        found = [story for story in self.listed if words and all(word in _searched(story) for word in words)]
        return self._paged("Hasil pencarian", found, query, f"/search?q={'+'.join(words)}&page={{page}}")


def _page_number(path: str, query: Mapping[str, str], paging: str) -> tuple[str, int]:
    """The path of the article's first page, and which page is asked for (0: all at once)."""
    if paging == "/":
        tail = re.fullmatch(r"(/.+/)(\d)/", path)
        return (tail[1], int(tail[2])) if tail else (path, 1)
    if query.get("page") == "all":
        return path, 0
    return path, _number(query.get("page", "1"))


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _searched(story: Story) -> str:
    return " ".join((story.file.title, *story.file.tags, *story.paragraphs)).lower()


def _in(story: Story, month: str) -> bool:
    return f"{story.at:%Y-%m}" == month


def _after(story: Story, moment: str) -> bool:
    return f"{story.at:%Y-%m-%dT%H:%M:%S}" > moment
