"""Finds every government body and public-service unit in a title and a text and links it.

The parts: `nlp.unit_grammar` reads a body, `nlp.mention_choice` decides whether it counts, `nlp.linking` names it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from kliping.model import Mention, Span
from nlp.gazetteer import tokenise
from nlp.linking import Body, identify, region
from nlp.mention_choice import Choice, tells_of_awards
from nlp.sentences import read as read_text
from nlp.unit_grammar import Found, UnitGrammar
from nlp.unit_names import CLASS_WORDS

_NOT_PROSE = ("related", "teaser", "byline", "credit")
_NAMED = re.compile(
    r"\b(?:Kabupaten|Kab\.|Pemkab|Bupati|Kota|Pemkot|Pemko|Wali ?[Kk]ota) ([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)
_HEADLINE_SHARE = 0.7  # of the words of a line with a capital


class _Reader:
    """One field (title or text) of an article."""

    def __init__(self, name: Literal["title", "text"], text: str, prefer: frozenset[str], ranking: bool) -> None:
        self.name, self.text = name, text
        self.tokens = tokenise(text)
        headline = name == "title" and _in_title_case(self.tokens.words)
        self.grammar = UnitGrammar(self.tokens, prefer, headline)
        self.choice = Choice(self.grammar, name, ranking)
        self.found: list[tuple[Found, Body]] = []
        self.aliases: dict[tuple[str, ...], Body] = {}

    def read(self, day: dt.date | None) -> None:
        """Walk over the tokens once."""
        root, lower = self.grammar.trie.root.next, self.tokens.lower
        skipped = self._not_prose()
        index, size = 0, len(self.tokens)
        while index < size:
            if lower[index] not in root and lower[index] not in CLASS_WORDS:
                index += 1
                continue
            found = self.grammar.read(index) or self._region(index)
            if found is None:
                index += 1
                continue
            index = max(found.end, index + 1)
            if any(start <= self.tokens.starts[found.start] < end for start, end in skipped):
                continue
            if self.choice.counts(found):
                self.found.append((found, self._link(found, day)))
            elif found.parent is not None:
                self.found.append((found.parent, self._link(found.parent, day)))

    def _not_prose(self) -> list[tuple[int, int]]:
        if self.name == "title":
            return []
        return [(p.start, p.end) for p in read_text(self.text).paragraphs if p.kind in _NOT_PROSE]

    def _link(self, found: Found, day: dt.date | None) -> Body:
        head = self.grammar.span(found.start, max(found.head_end, found.start + 1))
        body = identify(found, head, day)
        if found.alias:
            self.aliases.setdefault(found.alias, body)
        return body

    def _region(self, index: int) -> Found | None:
        where = self.grammar.region_at(index)
        if where is None:
            return None
        found = Found(index, where.end, head_end=where.end)
        found.place(where)
        if where.written:
            alias = self.grammar.alias_at(where.end)
            if alias:
                found.end, found.alias = alias
        return found


def _in_title_case(words: Sequence[str]) -> bool:
    letters = [word for word in words if word[0].isalpha()]
    return bool(letters) and sum(word[0].isupper() for word in letters) >= _HEADLINE_SHARE * len(letters)


def _alias_mentions(reader: _Reader, aliases: dict[tuple[str, ...], Body]) -> Iterator[tuple[int, int, Body]]:
    """Later uses of abbreviations that the article itself defined in brackets."""
    words = reader.tokens.words
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for alias in aliases:
        by_first.setdefault(alias[0], []).append(alias)
    for index, word in enumerate(words):
        for alias in sorted(by_first.get(word, ()), key=len, reverse=True):
            if tuple(words[index : index + len(alias)]) == alias:
                yield index, index + len(alias), aliases[alias]
                break


def find_mentions(title: str, text: str, published: dt.date | None = None) -> tuple[Mention, ...]:
    """Every mention of a body in title and text, in reading order, title first; spans count characters of their field.

    All forms of one body carry one id. Never raises on odd input; linear in the length of the text.
    """
    prefer = _regions_named(f"{title}\n{text}")
    ranking = tells_of_awards(title, text)
    readers = [_Reader("title", title, prefer, ranking), _Reader("text", text, prefer, ranking)]
    aliases: dict[tuple[str, ...], Body] = {}
    for reader in readers:
        reader.read(published)
        for alias, body in reader.aliases.items():
            aliases.setdefault(alias, body)
    mentions: list[Mention] = []
    for reader in readers:
        rows = [(found.start, found.end, body) for found, body in reader.found]
        covered = [False] * (len(reader.tokens) + 1)
        for start, end, _ in rows:
            covered[start:end] = [True] * (end - start)
        rows.extend(row for row in _alias_mentions(reader, aliases) if not any(covered[row[0] : row[1]]))
        rows.sort(key=lambda row: row[:2])
        mentions.extend(_mention(reader, *row) for row in rows)
    return tuple(_resolve_bare(mentions))


def _mention(reader: _Reader, start: int, end: int, body: Body) -> Mention:
    first, last = reader.tokens.starts[start], reader.tokens.ends[end - 1]
    return Mention(
        span=Span(field=reader.name, start=first, end=last),
        text=reader.text[first:last],
        id=body.id,
        name=body.name,
        kind=body.kind,
        parent=body.parent,
        region=body.region,
    )


def _regions_named(text: str) -> frozenset[str]:
    """Ids of regions that stand with their class in the article: they settle bare names."""
    ids: Counter[str] = Counter()
    for name, kind in {
        (m[1], "city" if m[0].startswith(("Kota", "Pemko", "Wali")) else "regency") for m in _NAMED.finditer(text)
    }:
        words = name.split()
        for length in (3, 2, 1):
            place = region(" ".join(words[:length]), kind) if len(words) >= length else None
            if place is not None:
                if place.kind == kind:
                    ids[place.id] += 1
                break
    return frozenset(ids)


def _resolve_bare(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A bare "Disdukcapil" is the one fuller Disdukcapil of the same article, where there is exactly one."""
    known = {mention.id: mention for mention in mentions}
    fuller: dict[str, list[str]] = {}
    for other in known:
        parts = other.split("-")
        for length in range(1, len(parts)):
            bare = "-".join(parts[:length])
            if bare in known:
                fuller.setdefault(bare, []).append(other)
    for mention in mentions:
        targets = fuller.get(mention.id, [])
        target = known[targets[0]] if len(targets) == 1 else None
        plain = mention.region is None and mention.kind in ("agency", "service_unit", "other")
        if target is None or not plain or target.parent == mention.id:  # a branch office is not its head office
            yield mention
            continue
        yield Mention(
            span=mention.span, text=mention.text, id=target.id, name=target.name, kind=target.kind,
            parent=target.parent, region=target.region,
        )  # fmt: skip


def unique_units(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The first mention of each written form, in reading order: the `units` list of `kliping annotate`."""
    first: dict[tuple[str, ...], Mention] = {}
    for mention in mentions:
        first.setdefault(tuple(re.findall(r"\w+", mention.text.lower())), mention)
    return tuple(first.values())
