"""Finds every government body and public-service unit in a title and a text and links it.

The parts: `nlp.unit_grammar` reads a body, `nlp.mention_choice` decides whether it counts, `nlp.linking` names it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from kliping.model import Mention, Span
from nlp.body_identity import Body, identify
from nlp.gazetteer import in_capitals, in_title_case, tokenise
from nlp.knowledge.government import Region, body_by_id, region_by_id, unit_types
from nlp.linking import region
from nlp.local_choice import LIST_GAP, LIST_MARKS
from nlp.mention_choice import Choice, tells_of_awards
from nlp.redefinitions import redefined
from nlp.sentences import read as read_text
from nlp.unit_found import Found
from nlp.unit_grammar import UnitGrammar
from nlp.unit_lists import following
from nlp.unit_names import CLASS_WORDS, agency_shape
from nlp.unknown_regions import Unlisted, unlisted_regions

_NOT_PROSE = ("related", "teaser", "byline", "credit")
_NAMED = re.compile(
    r"\b(?:Kabupaten|Kab\.|Pemkab|Bupati|Kota|Pemkot|Pemko|Wali ?[Kk]ota) ([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)
_HOME_TIMES, _HOME_SHARE = 2, 0.6
_WINNERS = frozenset("diberikan penerima peraih pemenang juara terbaik".split())
_WON_REACH = 30  # tokens before a list in which it is told that its members won
_SHORTEST_RUN = 3  # types of agencies in a list that names none of them
_SHORTEST_HEADLINES = 40  # tokens of a text that counts as one of headlines
_SAMPLE = 400  # tokens that tell whether a text is one of headlines
_SHORTEST_CASELESS = 40  # characters of a text without a change of case that is read all the same
_SAMPLE_LETTERS = (200, 4000)  # characters that tell whether a text is written in capitals
_CAPITAL = re.compile(r"[A-Z]")
_AGENCY_LETTERS = frozenset("DBU")  # with which abbreviations of agencies begin
_WORD = re.compile(r"[^\W\d_]+")


class _Reader:
    """One field (title or text) of an article."""

    def __init__(
        self,
        name: Literal["title", "text"],
        text: str,
        prefer: frozenset[str],
        ranking: bool,
        redefined: frozenset[str] = frozenset(),
        unlisted: Mapping[str, tuple[Unlisted, ...]] | None = None,
    ) -> None:
        self.name, self.text, self.redefined = name, text, redefined
        caseless = _caseless(text)
        self.tokens = tokenise(_with_capitals(text) if caseless else text)
        headline = in_title_case(self.tokens.words[:_SAMPLE]) and (
            name == "title" or len(self.tokens) > _SHORTEST_HEADLINES
        )
        self.grammar = UnitGrammar(self.tokens, prefer, headline, caseless=caseless, unlisted=unlisted)
        self.choice = Choice(self.grammar, name, ranking)
        self.found: list[tuple[Found, Body]] = []
        self.aliases: dict[tuple[str, ...], tuple[Found, Body]] = {}
        self.aliases_by_word: dict[str, list[tuple[str, ...]]] = {}

    def read(self, day: dt.date | None) -> None:
        """Walk over the tokens once."""
        root, lower, unlisted = self.grammar.trie.root.next, self.tokens.lower, self.grammar.unlisted
        words = self.tokens.words
        skipped = self._not_prose()
        index, size = 0, len(self.tokens)
        while index < size:
            known = self._known_alias(index) if self.aliases else None
            found = None
            word = lower[index]
            known_form = word in root or word in CLASS_WORDS or word in unlisted
            if known_form or (words[index][0] in _AGENCY_LETTERS and agency_shape(words[index])):
                found = self.grammar.read(index) or self._region(index)
            if known and (found is None or known[0].end > found.end) and self.choice.counts(known[0]):
                self.found.append(known)
                index = known[0].end
                continue
            if found is None or self.tokens.words[found.start] in self.redefined:
                index += 1
                continue
            index = max(found.end, index + 1)
            at = bisect_right(skipped, (self.tokens.starts[found.start], len(self.text))) - 1
            if at >= 0 and self.tokens.starts[found.start] < skipped[at][1]:
                continue
            if self.choice.counts(found):
                self._company_word(found)
                self.found.append((found, self._link(found, day)))
                if found.unit is not None and found.unit.name != "region" and found.region is not None:
                    for item in following(self.grammar, found):
                        self.found.append((item, identify(item, on=day)))
                        index = item.end
            elif found.parent is not None and found.unit is not None and found.unit.title:
                self.found.append((found.parent, self._link(found.parent, day)))

    def without_lists_of_types(self) -> None:
        """Leave out agencies that are told by their types alone, three or more in a row: "Dinsos, Dinkes, dan BPBD".

        Such a list tells what kinds of agencies there are, not which one acted.
        """
        kept: list[tuple[Found, Body]] = []
        run: list[tuple[Found, Body]] = []
        for item in self.found:
            if run and not self._beside(run[-1][0], item[0]):
                kept += run if len(run) < _SHORTEST_RUN or self._won(run[0][0]) else []
                run = []
            if _bare_type(item[0]):
                run.append(item)
            else:
                kept += [*run, item]  # "Dinsos, Dinkes, dan RSUD Kota X" are all of that city
                run = []
        self.found = kept + (run if len(run) < _SHORTEST_RUN or (run and self._won(run[0][0])) else [])

    def _won(self, found: Found) -> bool:
        """Whether those that won something are listed from a token on."""
        words = self.choice.words["receives"] | self.choice.words["received_by"] | _WINNERS
        return any(word in words for word in self.tokens.lower[max(0, found.start - _WON_REACH) : found.start])

    def _beside(self, first: Found, second: Found) -> bool:
        between = self.tokens.lower[first.end : second.start]
        others = [word for word in between if word not in LIST_MARKS]
        return LIST_GAP >= len(between) > 2 * len(others) and len(others) < 2  # "BPBD, Damkar, Dishub"

    def _company_word(self, found: Found) -> None:
        """Take the "PT" or "Perum" before a state company's short name into its span."""
        if found.body is None or found.body.kind != "state_company" or found.start == 0:
            return
        if self.tokens.lower[found.start - 1] in ("pt", "perum") and not self.grammar.line_ends(found.start):
            found.start -= 1

    def adopt(self, other: _Reader) -> None:
        """Take over the abbreviations that another field defined."""
        self.aliases.update(other.aliases)
        self.aliases_by_word.update({word: list(found) for word, found in other.aliases_by_word.items()})

    def _known_alias(self, index: int) -> tuple[Found, Body] | None:
        """A later use of an abbreviation that the article defined in brackets, with the region that may follow."""
        for alias in self.aliases_by_word.get(self.tokens.words[index], ()):
            if tuple(self.tokens.words[index : index + len(alias)]) != alias:
                continue
            origin, body = self.aliases[alias]
            end = index + len(alias)
            found = replace(origin, start=index, end=end, head_end=end, alias=(), complete=False)
            where = None if self.grammar.line_ends(end) else self.grammar.region_at(end)
            if (
                where
                and not self.grammar.person_begins(where, index)
                and origin.unit is not None
                and origin.unit.region
                and where.region == (origin.region or where.region)
            ):
                found.end, found.complete = where.end, True
            return found, body
        return None

    def _define(self, found: Found, body: Body) -> None:
        """Remember the abbreviation that a bracket gave a body, unless it is only the tail of a ministry's name."""
        alias = found.alias
        spelt = " ".join(alias)
        if found.body is not None and found.body.kind == "ministry" and f"Kementerian {spelt}" in found.body.forms:
            return
        if alias not in self.aliases:
            self.aliases[alias] = (found, body)
            self.aliases_by_word.setdefault(alias[0], []).append(alias)
            self.aliases_by_word[alias[0]].sort(key=len, reverse=True)

    def _not_prose(self) -> list[tuple[int, int]]:
        if self.name == "title":
            return []
        return [(p.start, p.end) for p in read_text(self.text).paragraphs if p.kind in _NOT_PROSE]

    def _link(self, found: Found, day: dt.date | None) -> Body:
        head = self.grammar.span(found.start, max(found.head_end, found.start + 1))
        body = identify(found, head, day)
        if found.alias:
            self._define(found, body)
        return body

    def _region(self, index: int) -> Found | None:
        small = not self.grammar.capital(index)
        unlisted_here = self.grammar.lower(index + 1) in self.grammar.unlisted
        if small and not (self.choice.list_goes_on(index) or self.choice.list_opens(index)):
            return None
        where = self.grammar.region_at(index, alone=True, small=small)
        if where is None and unlisted_here:
            where = self.grammar.region_at(index)  # a town: "Kota Muntilan"
            if where is not None and not self.choice.receives(where.end):
                return None
        if where is None:
            return None
        found = Found(index, where.end, head_end=where.end)
        found.place(where)
        if where.written:
            alias = self.grammar.alias_at(where.end)
            if alias:
                found.end, found.alias = alias
        return found


def _bare_type(found: Found) -> bool:
    """Whether a parse is an agency of the regions by its type alone."""
    unit = found.unit
    return unit is not None and unit.bare and unit.region and found.region is None and found.parent is None


def _caseless(text: str) -> bool:
    """Whether capitals tell nothing in a text: it has none, or nearly nothing else."""
    if len(text) < _SHORTEST_CASELESS:
        return False
    if _CAPITAL.search(text) is None:
        return True
    return all(in_capitals(_WORD.findall(text[:letters])) for letters in _SAMPLE_LETTERS)


def _with_capitals(text: str) -> str:
    """A text whose capitals tell nothing with one on every word, character for character."""
    return re.sub(r"\b[A-Za-z][A-Za-z]*", lambda match: match[0][0].upper() + match[0][1:].lower(), text)


def find_mentions(title: str, text: str, published: dt.date | None = None) -> tuple[Mention, ...]:
    """Every mention of a body in title and text, in reading order, title first; spans count characters of their field.

    All forms of one body carry one id. Never raises on odd input; linear in the length of the text.
    """
    named = _regions_named(f"{title}\n{text}")
    prefer = frozenset(named)
    ranking = tells_of_awards(title, text)
    taken, unlisted = redefined(text), unlisted_regions(text) or unlisted_regions(title)
    readers = [
        _Reader("title", title, prefer, ranking, taken, unlisted),
        _Reader("text", text, prefer, ranking, taken, unlisted),
    ]
    title_reader, text_reader = readers
    text_reader.read(published)
    title_reader.adopt(text_reader)  # a headline uses abbreviations that the text explains
    title_reader.read(published)
    for reader in readers:
        reader.without_lists_of_types()
    mentions = [_mention(reader, found, body) for reader in readers for found, body in reader.found]
    return tuple(_resolve_bare(mentions, _home(named)))


def _mention(reader: _Reader, found: Found, body: Body) -> Mention:
    first, last = reader.tokens.starts[found.start], reader.tokens.ends[found.end - 1]
    return Mention(
        span=Span(field=reader.name, start=first, end=last),
        text=reader.text[first:last],
        id=body.id,
        name=body.name,
        kind=body.kind,
        parent=body.parent,
        region=body.region,
    )


def _regions_named(text: str) -> Counter[str]:
    """How often regions stand with their class in the article, by id: they settle bare names."""
    ids: Counter[str] = Counter()
    forms = Counter((m[1], m[0].startswith(("Kota", "Pemko", "Wali"))) for m in _NAMED.finditer(text))
    for (name, city), times in forms.items():
        words, kind = name.split(), "city" if city else "regency"
        for length in (3, 2, 1):
            place = region(" ".join(words[:length]), kind) if len(words) >= length else None
            if place is not None:
                if place.kind == kind and place.id in region_by_id():
                    ids[place.id] += times
                break
    return ids


def _home(named: Counter[str]) -> Region | None:
    """The regency or city that an article is about, if most of those it names are one."""
    if not named:
        return None
    first, times = named.most_common(1)[0]
    if times < _HOME_TIMES or times < _HOME_SHARE * sum(named.values()):
        return None
    return region_by_id()[first]


def _resolve_bare(mentions: Sequence[Mention], home: Region | None) -> Iterator[Mention]:
    """A bare "Disdukcapil" is the one fuller Disdukcapil of the same article, or that of the article's own region."""
    known = {mention.id: mention for mention in mentions}
    fuller: dict[str, list[str]] = {}
    for other in known:
        parts = other.split("-")
        for length in range(1, len(parts)):
            bare = "-".join(parts[:length])
            if bare in known:
                fuller.setdefault(bare, []).append(other)
    for mention in mentions:
        settled = mention.region is not None or mention.id in body_by_id()
        if settled or mention.kind not in ("agency", "service_unit", "other"):
            yield mention
            continue
        targets = fuller.get(mention.id, [])
        if len(targets) == 1 and known[targets[0]].parent != mention.id:  # a branch is not its head office
            target = known[targets[0]]
            yield replace(
                mention, id=target.id, name=target.name, kind=target.kind, parent=target.parent, region=target.region
            )
        elif home is not None and not targets and {mention.id, mention.parent} & _regional_types():
            parent = f"{mention.parent}-{home.id}" if mention.parent else home.id
            name = f"{mention.name} {home.official}"
            yield replace(mention, id=f"{mention.id}-{home.id}", name=name, parent=parent, region=home.id)
        else:
            yield mention


@cache
def _regional_types() -> frozenset[str]:
    """Types of which every region has one: a bare "Dinas Kesehatan" is that of the article's region."""
    return frozenset(unit.id for unit in unit_types() if unit.bare and unit.region and unit.name == "none")
