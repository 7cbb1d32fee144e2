"""From the mentions of an article to its list of units: one entry for each written form. Finding them is `mentions`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kliping.model import Mention, Span
from nlp.linking import link, region
from nlp.unit_names import CLASS_WORDS

_BRACKETED = re.compile(r".*\((?!RI\))([A-Z][^()]*)\)(?: ([^()]+?))?(?: ?\(RI\))?$", re.DOTALL)
_COMPANY = ("Persero", "Perseroda")
_REGIONS = ("province", "regency", "city")


def unique_units(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The first mention of each written form, the text before the title: the `units` list of `kliping annotate`.

    Forms that differ in case and marks only are one. The abbreviation that a bracket gives a body is a form of its own
    ("Badan Narkotika Nasional (BNN)" and "BNN"), but not that of a ministry, whose gold entries hold it inside the name
    three times in four. A place that stands for a unit of an earlier name is no form of its own.
    """
    first: dict[tuple[str, ...], Mention] = {}
    ordered = sorted(mentions, key=lambda m: (m.span.field == "title", m.span.start))
    for mention in (*ordered, *_bracketed(ordered)):
        if _elliptical(mention):
            continue
        first.setdefault(tuple(re.findall(r"\w+", mention.text.lower())), mention)
    return tuple(sorted(first.values(), key=lambda m: (m.span.field == "title", m.span.start)))


def _elliptical(mention: Mention) -> bool:
    """Whether a unit is told by its place alone: "Polres Mempawah, Singkawang dan Sambas"."""
    if mention.kind in _REGIONS or mention.text.split()[0].lower() in CLASS_WORDS:
        return False
    return region(mention.text) is not None


def _bracketed(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        found = _BRACKETED.match(mention.text)
        if found is None or found[1] in _COMPANY or mention.kind in _REGIONS or region(found[1]) is not None:
            continue
        above = link(found[2]) if found[2] else None  # "Direktorat Jenderal … (DJBC) Kemenkeu", but no place
        if found[2] and (above is None or above.kind != "ministry"):
            continue
        known = link(found[1])
        if (known.kind if known else mention.kind) == "ministry":
            continue
        start = mention.span.start + found.start(1)
        span = Span(field=mention.span.field, start=start, end=start + len(found[1]))
        inner = replace(mention, span=span, text=found[1])
        if known is not None and known.id == mention.parent:  # the bracket names the body above: "Sestama … (BPKP)"
            inner = replace(
                inner, id=known.id, name=known.name, kind=known.kind, parent=known.parent, region=known.region
            )
        yield inner
