"""One lxml tree a page and the small questions that every reader of it asks; their meaning is decided elsewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import etree

Element: TypeAlias = (
    etree._Element
)  # plain elements: the look-up of lxml.html's classes costs more than reading most pages

#: Elements that end the running line.
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "amp-img amp-carousel amp-ad amp-iframe amp-youtube amp-video iframe video".split()
)
#: Elements whose text no reader sees.
UNSEEN = frozenset(
    "script style noscript template iframe object embed svg canvas select option button textarea input form map audio "
    "video dialog head amp-ad amp-analytics amp-iframe amp-sidebar amp-state".split()
)
_NO_WORD = re.compile(r"\W+")


def parse_markup(text: str) -> Element | None:
    """The tree of a page; None when it holds no element. Broken and very deep markup is read as far as it goes."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def squeeze(text: str) -> str:
    """Every run of white space as one space."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """The letters and digits of a text in lower case: what two spellings of one title share."""
    # One page asks for its title and the names of its site again and again; long texts are not worth keeping.
    return _bare(text) if len(text) < 300 else _NO_WORD.sub("", text).lower()


@functools.lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    return _NO_WORD.sub("", text).lower()


def inner_text(element: Element) -> str:
    """The text that an element shows, on one line; scripts and forms are left out."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in UNSEEN and node is not element:
                walk.skip_subtree()
            elif node.text:
                parts.append(node.text)
        elif node is not element:
            if node.tag in BLOCKS or node.tag == "br":
                parts.append(" ")
            if node.tail:
                parts.append(node.tail)
    return squeeze("".join(parts))


def names(element: Element) -> str:
    """Class, id and itemprop of an element in lower case: what its author calls it."""
    get = element.get
    label, own, role = get("class"), get("id"), get("itemprop")
    if label is None and own is None and role is None:
        return ""
    return f"{label or ''} {own or ''} {role or ''}"[:500].lower().strip()


def drop(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays, parted by a space."""
    parent = element.getparent()
    if parent is None:
        return
    tail = " " + (element.tail or "")
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def elements(root: Element) -> Iterator[Element]:
    """The elements below and with `root` in reading order, without comments and entities."""
    yield from root.iter(etree.Element)


def absolute(address: str | None, base: str) -> str:
    """A link as an absolute http(s) address without fragment; "" when it is none."""
    if not address:
        return ""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    return joined.partition("#")[0]
