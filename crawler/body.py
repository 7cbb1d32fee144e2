"""Finds the element that holds an article's running text and reads it as lines. Which lines belong to the article is
decided by `crawler.cleaning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.markup import BLOCKS, UNSEEN, Element, names
from crawler.page_names import is_junk, is_junk_block, page_names

_PAGE_NAME = re.compile(r"page|halaman|part|section")
JUNK_TAGS = UNSEEN | {
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
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENOUGH = 250  # characters of unlinked text from which a named element counts as a body


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
    chosen = _outermost([element for element in selected if volumes.get(element, Volume()).plain > 80])
    if chosen:
        # a wide selector such as "article" meets the cards of other stories too
        most = max(volumes[element].plain for element in chosen)
        return [element for element in chosen if volumes[element].plain > 0.25 * most]
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
        if node.tag in JUNK_TAGS and node.tag != "figure":
            walk.skip_subtree()
            continue
        if node.tag in ("p", "pre", "blockquote"):
            length = volumes[node].plain
            if length >= 25 and volumes[node].linked < length:
                _add(points, node.getparent(), length)
        else:
            length = sum(len(part) for part in _direct_text(node) if len(part) >= 25)
            if length and node.tag not in _HEADINGS and node.tag not in ("a", "span", "b", "strong", "em", "i", "font"):
                # a block that holds nothing but its own lines may be one paragraph among its like
                alone = not any(child.tag in BLOCKS for child in node)
                _add(points, node, length, 0.9 if alone else 0.6)
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


def _add(points: dict[Element, float], element: Element | None, length: int, to_parent: float = 0.6) -> None:
    share = 1.0
    for passed_on in (to_parent, 0.6, 0.6):
        if element is None or element.tag == "html":
            return
        points[element] = points.get(element, 0.0) + length * share
        share *= passed_on
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
    if not named and (is_junk(label) or is_junk_block(label)):
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
