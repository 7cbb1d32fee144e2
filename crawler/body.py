"""Finds the element that holds an article's running text and reads it as lines. Which lines belong to the article is
decided by `crawler.cleaning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.markup import BLOCKS, UNSEEN, Element, inner_text, names, squeeze
from crawler.page_names import page_names

_PAGE_NAME = re.compile(r"page|halaman|part|section")
_JUNK_TAGS = UNSEEN | {
    "nav",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "amp-img",
    "amp-carousel",
    "amp-video",
    "amp-youtube",
}
#: Elements that may be a block of their own beside the text; a paragraph needs a clearer name to be left out.
_BLOCK_TAGS = frozenset("div section ul ol table header span strong center dl form h2 h3 h4 h5 h6 details".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENOUGH = 250  # characters of unlinked text from which a named element counts as a body


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as the page shows it: where it stood, and the share of its characters that are links."""

    text: str
    tag: str = "p"
    linked: float = 0.0
    bold: bool = False


@dataclass(slots=True)
class Volume:
    """Characters of text below an element, and how many of them are links."""

    chars: int = 0
    linked: int = 0

    @property
    def plain(self) -> int:
        return self.chars - self.linked


def measure_text(root: Element) -> dict[Element, Volume]:
    """How much text, and how much of it linked, stands below each element; one bottom-up walk."""
    volumes: dict[Element, Volume] = {}
    stack: list[Volume] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            stack.append(Volume())
            if node.tag in UNSEEN and node is not root:
                walk.skip_subtree()
            elif node.text:
                stack[-1].chars = len(node.text.strip())
            continue
        volume = stack.pop()
        volumes[node] = volume
        if node.tag == "a":
            volume.linked = volume.chars
        if stack:
            stack[-1].chars += volume.chars + (len(node.tail.strip()) if node.tail else 0)
            stack[-1].linked += volume.linked
    return volumes


def find_bodies(root: Element, volumes: dict[Element, Volume], selected: Iterable[Element] = ()) -> list[Element]:
    """The elements of the running text in reading order: those selected by the source, else the best by name and
    density. Empty when the page has no text at all.
    """
    chosen = [element for element in selected if volumes.get(element, Volume()).plain > 80]
    if chosen:
        return _outermost(chosen)
    scores = _scores(root, volumes)
    if not scores:
        return []
    best = max(scores, key=lambda element: scores[element])
    return _with_twins(best, volumes)


def _with_twins(best: Element, volumes: dict[Element, Volume]) -> list[Element]:
    """The body and its like: pages of one article may stand side by side (multi-page-0, multi-page-1)."""
    element = best
    for level in range(3):
        parent = element.getparent()
        label = names(element)
        if parent is None or element.tag in ("body", "article", "main"):
            break
        if label and (level == 0 or _PAGE_NAME.search(label)):
            twins = [
                sibling
                for sibling in parent
                if sibling.tag == element.tag
                and (sibling is element or volumes.get(sibling, Volume()).plain > 80)
                and _alike(sibling, element)
                and (sibling is element or next(sibling.iter("h1", "time"), None) is None)
            ]
            if len(twins) > 1:
                return twins
        element = parent
    return [best]


def is_marked(bodies: Sequence[Element]) -> bool:
    """Whether the page itself calls the element, or one around it, its article."""
    return any(
        element.tag == "article" or page_names().body.search(names(element))
        for body in bodies[:1]
        for element in [body, *list(body.iterancestors())[:2]]
    )


def _alike(one: Element, other: Element) -> bool:
    return re.sub(r"\d+", "", names(one)) == re.sub(r"\d+", "", names(other))


def _outermost(found: Sequence[Element]) -> list[Element]:
    inside = set(found)
    return [element for element in found if not any(above in inside for above in element.iterancestors())]


def _scores(root: Element, volumes: dict[Element, Volume]) -> dict[Element, float]:
    """Points for each element that directly holds paragraphs (the counting that Readability made known)."""
    points: dict[Element, float] = {}
    walk = etree.iterwalk(root, events=("start",))
    for _, node in walk:
        if node.tag in _JUNK_TAGS and node.tag != "figure":
            walk.skip_subtree()
            continue
        if node.tag in ("p", "pre", "blockquote"):
            length = volumes[node].plain
            if length >= 25 and volumes[node].linked < length:
                _add(points, node.getparent(), length)
        else:
            length = sum(len(part) for part in _direct_text(node) if len(part) >= 25)
            if length and node.tag not in _HEADINGS and node.tag not in ("a", "span", "b", "strong", "em", "i", "font"):
                _add(points, node, length)
            elif length and node.tag in ("span", "font", "em", "i", "b", "strong") and length > 80:
                _add(points, node.getparent(), length)
    whole = volumes[root]
    scores = {element: value * _weight(element, volumes[element]) for element, value in points.items()}
    # the look around an element is dear, and only the leaders need it
    for element in sorted(scores, key=lambda e: -scores[e])[:12]:
        if _is_beside(element, volumes, whole.plain):
            scores[element] *= 0.2
    return scores


def _direct_text(node: Element) -> list[str]:
    return [part for part in [(node.text or "").strip(), *((child.tail or "").strip() for child in node)] if part]


def _add(points: dict[Element, float], element: Element | None, length: int) -> None:
    share = 1.0
    for _ in range(3):
        if element is None or element.tag == "html":
            return
        points[element] = points.get(element, 0.0) + length * share
        share *= 0.6
        element = element.getparent()


def _weight(element: Element, volume: Volume) -> float:
    known = page_names()
    label = names(element)
    weight = 1.0 - (volume.linked / volume.chars if volume.chars else 0.0)
    if element.tag == "body":
        return weight * 0.5  # everything stands in it; only a page without any structure has its text right there
    named = known.body.search(label) is not None
    if named and volume.plain >= _ENOUGH:
        weight *= 2.5 if "articlebody" in label else 1.8
    elif element.tag == "article":
        weight *= 1.2
    if not named and (known.junk.search(label) or known.junk_blocks.search(label)):
        weight *= 0.3
    return weight


def _is_beside(element: Element, volumes: dict[Element, Volume], whole: int) -> bool:
    """Whether an element stands in the comments, a sidebar or the like: a part of the page, not its frame."""
    pattern = page_names().other_texts
    for number, above in enumerate(element.iterancestors()):
        if number == 7 or above.tag == "body" or volumes[above].plain > 0.6 * whole:
            return False
        if above.tag in ("aside", "footer", "nav") or pattern.search(names(above)):
            return True
    return False


def read_lines(bodies: Sequence[Element], volumes: dict[Element, Volume]) -> tuple[list[Line], list[str]]:
    """The lines of the bodies in reading order, and the picture captions found between them."""
    lines: list[Line] = []
    captions: list[str] = []
    for body in bodies:
        _read_one(body, volumes, lines, captions)
    return lines, captions


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


def _read_one(body: Element, volumes: dict[Element, Volume], lines: list[Line], captions: list[str]) -> None:
    total = max(volumes[body].plain, 1)
    parts: list[str] = []
    state = {"linked": 0, "bold": 0, "tag": "p"}
    links = emphasis = 0

    def end_line(tag: str = "p") -> None:
        text = squeeze("".join(parts))
        if text:
            length = max(len(text), 1)
            lines.append(
                Line(
                    text,
                    str(state["tag"]),
                    min(1.0, int(state["linked"]) / length),
                    int(state["bold"]) >= 0.9 * len(text.replace(" ", "")),
                )
            )
        parts.clear()
        state.update(linked=0, bold=0, tag=tag)

    def add(text: str | None) -> None:
        if text:
            parts.append(text)
            solid = len("".join(text.split()))
            state["linked"] = int(state["linked"]) + (len(text.strip()) if links else 0)
            state["bold"] = int(state["bold"]) + (solid if emphasis else 0)

    walk = etree.iterwalk(body, events=("start", "end"))
    skipped: Element | None = None
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if node is not body and _is_junk(node, volumes.get(node, Volume()), total):
                if tag == "figure" or tag == "figcaption" or "caption" in names(node):
                    caption = squeeze(" ".join(node.itertext()))
                    if caption:
                        captions.append(caption)
                walk.skip_subtree()
                skipped = node
                continue
            if tag in BLOCKS or tag == "br":
                end_line("li" if tag == "li" else "h" if tag in _HEADINGS else "p")
            links += tag == "a"
            emphasis += tag in ("b", "strong") or tag in _HEADINGS
            add(node.text)
            continue
        if node is skipped:
            skipped = None
        else:
            links -= tag == "a"
            emphasis -= tag in ("b", "strong") or tag in _HEADINGS
        if tag in BLOCKS:
            end_line()
        if node is not body:
            add(node.tail)
    end_line()


def _is_junk(node: Element, volume: Volume, total: int) -> bool:
    tag = node.tag
    if tag in _JUNK_TAGS:
        return tag in UNSEEN or volume.plain < 0.5 * total
    label = names(node)
    if label and tag != "a" and volume.plain < 0.4 * total:
        known = page_names()
        if known.junk.search(label) or (tag in _BLOCK_TAGS and known.junk_blocks.search(label)):
            return not (known.body.search(label) and volume.plain > 0.2 * total)
    # a block of nothing but several links: related stories, pagers, tags
    if tag in ("ul", "ol", "div", "table", "section", "dl") and volume.chars:
        return volume.linked > 0.7 * volume.chars and volume.plain < 0.1 * total and volume.chars > 10
    style = node.get("style")
    return bool(style and re.search(r"display\s*:\s*none", style) and volume.plain < 0.2 * total)
