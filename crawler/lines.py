"""Reads the text of an element as lines: one a paragraph, list item or line break; what stands beside is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.body import JUNK_TAGS, Volume
from crawler.markup import BLOCKS, UNSEEN, Element, inner_text, names, squeeze
from crawler.page_names import is_junk, is_junk_block, page_names

#: Elements that may be a block of their own beside the text; a paragraph needs a clearer name to be left out.
_BLOCK_TAGS = frozenset("div section ul ol table header span strong center dl form h2 h3 h4 h5 h6 details".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as the page shows it: where it stood, and the share of its characters that are links."""

    text: str
    tag: str = "p"
    linked: float = 0.0
    bold: bool = False
    lead: int = 0  # characters of bold text at its beginning, where plain text follows
    glued: bool = False  # parted from the line before by no more than a line break, or the next item of its list


def read_lines(bodies: Sequence[Element], volumes: dict[Element, Volume]) -> tuple[list[Line], list[str]]:
    """The lines of the bodies in reading order, and the picture captions found between them."""
    lines: list[Line] = []
    captions: list[str] = []
    for body in bodies:
        lines.extend(_read_one(body, volumes, captions))
    return lines, [caption for caption in captions if caption]


def read_captions(root: Element) -> list[str]:
    """The captions of a page's pictures in reading order: the text of photo pages."""
    found: list[str] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, node in walk:
        label = names(node)
        if (
            node.tag in UNSEEN
            or node.tag in ("nav", "footer", "aside")
            or re.search(r"relate|terkait|sidebar|popul", label)
        ):
            walk.skip_subtree()
        elif node.tag == "figcaption" or "caption" in label or "photo-desc" in label:
            text = inner_text(node)
            if len(text) > 40:
                found.append(text)
            walk.skip_subtree()
    return found[:60]


class _LineReader:
    """Collects the text of a walk into lines. A single line break leaves the next line glued to the one before."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._linked = self._bold = self._lead = 0
        self._opening = True  # only bold text so far
        self.tag = "p"
        self._breaks = 0  # since the last text: line breaks only, or 9 for the end of a block
        self.links = self.emphasis = 0

    def add(self, text: str | None) -> None:
        """Text of the running line."""
        if not text:
            return
        self._parts.append(text)
        if self.links:
            self._linked += len(text.strip())
        if self.emphasis:
            self._bold += len("".join(text.split()))
            if self._opening:
                self._lead = len(squeeze("".join(self._parts)))
        elif text.strip():
            self._opening = False

    def end(self, tag: str, breaks: int) -> None:
        """End the running line; `tag` is where the next one stands, `breaks` how strongly it is parted."""
        text = squeeze("".join(self._parts))
        if text:
            glued = bool(self.lines) and (
                self._breaks == 1 or (self.tag == "li" and self.lines[-1].tag == "li" and self._breaks < 20)
            )
            linked, bold = min(1.0, self._linked / len(text)), self._bold >= 0.9 * len(text.replace(" ", ""))
            lead = 0 if self._opening else self._lead
            self.lines.append(Line(text, self.tag, linked, bold, lead, glued))
            self._breaks = 0
        self._parts.clear()
        self._linked = self._bold = self._lead = 0
        self._opening = True  # only bold text so far
        self.tag = tag
        self._breaks += breaks


def _read_one(body: Element, volumes: dict[Element, Volume], captions: list[str]) -> list[Line]:
    total = max(volumes[body].plain, 1)
    reader = _LineReader()
    skipped: Element | None = None
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if node is not body and _is_junk(node, volumes.get(node, Volume()), total):
                if tag in ("figure", "figcaption") or "caption" in names(node):
                    captions.append(squeeze(" ".join(node.itertext())))
                walk.skip_subtree()
                skipped = node
                continue
            if tag == "br":
                reader.end(reader.tag, 1)
            elif tag in BLOCKS:
                reader.end("li" if tag == "li" else "h" if tag in _HEADINGS else "p", _strength(tag))
            reader.links += tag == "a"
            reader.emphasis += tag in ("b", "strong") or tag in _HEADINGS
            reader.add(node.text)
            continue
        if node is skipped:
            skipped = None
        else:
            reader.links -= tag == "a"
            reader.emphasis -= tag in ("b", "strong") or tag in _HEADINGS
        if tag in BLOCKS:
            reader.end("p", _strength(tag))
        if node is not body:
            reader.add(node.tail)
    reader.end("p", 9)
    return reader.lines


def _strength(tag: str) -> int:
    """How strongly the edge of an element parts two lines: the items of one list hang together."""
    return 20 if tag in ("ul", "ol") else 9


def _is_junk(node: Element, volume: Volume, total: int) -> bool:
    tag = node.tag
    if tag in JUNK_TAGS:
        return tag in UNSEEN or volume.plain < 0.5 * total
    label = names(node)
    if (
        label
        and tag != "a"
        and volume.plain < 0.4 * total
        and (is_junk(label) or (tag in _BLOCK_TAGS and is_junk_block(label)))
    ):
        return not (page_names().body.search(label) and volume.plain > 0.2 * total)
    # a block of nothing but several links: related stories, pagers, tags
    if tag in ("ul", "ol", "div", "table", "section", "dl") and volume.chars:
        return volume.linked > 0.7 * volume.chars and volume.plain < 0.1 * total and volume.chars > 10
    style = node.get("style")
    return bool(style and re.search(r"display\s*:\s*none", style) and volume.plain < 0.2 * total)
