"""Where on a page each field of its article stands, for a person who looks at one page: `kliping sources test`.

The readers decide by weighing; here their result is looked up again in what the page offers. Nothing is decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from crawler.encoding import decode_page
from crawler.extraction import extract_explained
from crawler.linked_data import LinkedData, read_linked_data
from crawler.markup import Element, absolute, bare, inner_text, parse_markup
from crawler.registry import SourceFile
from crawler.selectors import Selected
from crawler.survey import Place, Survey, survey
from kliping.model import Article

_WAYS = {
    "body": "the element that holds the text",
    "trafilatura": "trafilatura",
    "json-ld": "json-ld:articleBody",
    "captions": "captions",
}


def read_with_origins(
    body: bytes, url: str, source: SourceFile | None, at: dt.datetime, headers: Mapping[str, str]
) -> tuple[Article, dict[str, str]]:
    """The article, and for each field that has a value where it stands. Raises ExtractionError."""
    article, way = extract_explained(body, url, source=source, fetched_at=at, headers=headers)
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    root = parse_markup(decode_page(body, content_type=kind))
    if root is None:
        return article, {}
    found = survey(root)
    look = _Look(root, found, read_linked_data(found.linked_data), source, article)
    origins = {
        "title": look.first("title", [article.title], "headline"),
        "text": look.selector("body") or _WAYS.get(way, way),
        "teaser": look.first("teaser", [article.teaser], "description"),
        "published": article.published.origin if article.published else "",
        "updated": article.updated.origin if article.updated else "",
        "authors": look.first("authors", article.authors, "authors"),
        "editors": look.first("editors", article.editors, "editors"),
        "tags": look.first("tags", article.tags, "keywords"),
        "section": look.first("section", [article.section], "section"),
        "image": look.first("image", [article.image], "image"),
        "photo_credit": look.first("photo_credit", [article.photo_credit], ""),
        "next_pages": look.selector("next") or ("links of the pager" if article.next_pages else ""),
        "dateline": "opening of the text" if article.dateline else "",
        "agency_code": "end of the text" if article.agency_code else "",
        "language": "words of the text" if article.language else "",
        "url": look.address(url),
        "paywalled": look.paywall() if article.paywalled else "",
    }
    return article, {field: origin for field, origin in origins.items() if origin}


class _Look:
    """One page's offers, asked for values."""

    def __init__(
        self, root: Element, found: Survey, linked: LinkedData, source: SourceFile | None, article: Article
    ) -> None:
        self.found, self.linked, self.article = found, linked, article
        self.chosen = Selected(root, source, article.published.day if article.published else None)

    def selector(self, field: str) -> str:
        """The source's own selector for a field, where it meets something."""
        return f"selector:{self.chosen.css(field)}" if self.chosen.css(field) else ""

    def first(self, field: str, values: Iterable[str], linked_name: str) -> str:
        """The first place that shows one of the values: selector, JSON-LD, meta, then the visible page."""
        keys = [key for value in values if (key := bare(value))]
        if not keys:
            return ""
        if self.selector(field):
            return self.selector(field)
        offered = getattr(self.linked, linked_name, "") if linked_name else ""
        if self._holds([offered] if isinstance(offered, str) else offered, keys):
            return f"json-ld:{linked_name}"
        if field == "title" and (heading := self._heading(keys)):
            return heading
        for name, value in self.found.metas:
            if self._holds([value, *value.split(",")], keys):
                return f"meta:{name}"
        places = [*self.found.bylines, *self.found.tagged, *self.found.tag_lists, *self.found.crumbs]
        places += [*self.found.sections, *self.found.captions]
        for place in places:
            text = bare(place.text or inner_text(place.element))
            if any(key in text for key in keys):
                return f"visible:{_name(place)}"
        return self._heading(keys) or ("title element" if self._holds([self.found.title], keys) else "the text")

    def address(self, asked: str) -> str:
        """Which address the page gave itself."""
        for relation, href in self.found.links:
            if relation == "canonical" and bare(absolute(href, asked)) == bare(self.article.url):
                return "link:canonical"
        return self.first("url", [self.article.url], "url") if bare(asked) != bare(self.article.url) else "asked for"

    def paywall(self) -> str:
        """What marks the page as paid."""
        return "json-ld:isAccessibleForFree" if self.linked.paywalled else "meta or a notice on the page"

    def _heading(self, keys: list[str]) -> str:
        return next((_name(place) for place, text in self.found.headings if bare(text) in keys), "")

    @staticmethod
    def _holds(values: Iterable[str], keys: list[str]) -> bool:
        return any(key == bare(value) or (len(key) > 15 and key in bare(value)) for value in values for key in keys)


def _name(place: Place) -> str:
    label = (place.element.get("class") or "").split()
    return str(place.element.tag) + (f".{label[0]}" if label else "")
