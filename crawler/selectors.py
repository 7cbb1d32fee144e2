"""What a source's own selectors find in a page, field by field, on the days for which they are valid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml.cssselect import CSSSelector

from crawler.markup import Element, absolute, inner_text
from kliping.dates import read_date
from kliping.model import Moment

if TYPE_CHECKING:
    from crawler.registry import SourceFile

_MAX_FOUND = 200  # elements that one selector may give


class Selected:
    """The elements and values of one page under one source's selectors; nothing where the source has none."""

    def __init__(self, root: Element, source: SourceFile | None, day: dt.date | None) -> None:
        self._found: dict[str, list[tuple[Element, str, str]]] = {}
        if source is None:
            return
        for selector in source.selectors:
            if selector.valid_on(day or dt.date.today()):
                matches = CSSSelector(selector.css, translator="html")(root)[:_MAX_FOUND]
                self._found.setdefault(selector.field, []).extend(
                    (element, selector.attribute, selector.css) for element in matches
                )

    def elements(self, field: str) -> list[Element]:
        """The elements that the selectors of a field match, in the order of the selectors."""
        return [element for element, _, _ in self._found.get(field, [])]

    def css(self, field: str) -> str:
        """The first selector of a field that meets something; "" for none."""
        return next((css for _, _, css in self._found.get(field, [])), "")

    def values(self, field: str) -> tuple[str, ...]:
        """Their texts or attributes, without empty ones and repetitions."""
        values = [
            (element.get(attribute) or "").strip() if attribute else inner_text(element)
            for element, attribute, _ in self._found.get(field, [])
        ]
        return tuple(dict.fromkeys(value for value in values if value))

    def first(self, field: str, otherwise: str) -> str:
        """The first value of a field, or what the page says without selectors."""
        return next(iter(self.values(field)), otherwise)

    def all(self, field: str, otherwise: Sequence[str]) -> tuple[str, ...]:
        """All values of a field, or what the page says without selectors."""
        return self.values(field) or tuple(otherwise)

    def moment(self, field: str, zone: str, otherwise: Moment | None) -> Moment | None:
        """The first value of a field that is a time; its origin names the selector."""
        for element, attribute, css in self._found.get(field, []):
            text = (element.get(attribute) or "") if attribute else inner_text(element)
            moment = read_date(text[:200], zone=zone, origin=f"selector:{css}")
            if moment:
                return moment
        return otherwise

    def links(self, field: str, base: str) -> tuple[str, ...]:
        """The addresses that the elements of a field lead to."""
        found = [absolute(element.get("href"), base) for element in self.elements(field)]
        return tuple(dict.fromkeys(address for address in found if address and address != base))
