"""Whether an article reports an award to a public body, a minister's statement, or a watched term, with the reasons.

Two stages: `may_matter` on title and teaser, before anything is read; `judge` on the readers' results.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from kliping.model import AwardRecord, Field, Mention, Quote, Reason, Relevance, Span
from nlp.headline import named_in
from nlp.search_text import query_terms, search_text
from nlp.sentences import read

TEASER_CHARACTERS = 4000
LEAD_SENTENCES = 4  # where an award that no reader could structure must stand to count


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists of knowledge/relevance_terms.toml as patterns over lower-case text."""

    award: re.Pattern[str]
    hinted: re.Pattern[str]
    programme: re.Pattern[str]
    receiving: re.Pattern[str]
    winning: re.Pattern[str]
    public: re.Pattern[str]
    elsewhere: re.Pattern[str]
    hoped: re.Pattern[str]
    minister: re.Pattern[str]
    ministry: re.Pattern[str]
    not_minister: re.Pattern[str]


@cache
def terms() -> Terms:
    """The patterns; a key too many or too few in the file is an error."""
    name = "relevance_terms.toml"
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8"))
    if wrong := set(data) ^ set(Terms.__dataclass_fields__):
        raise ValueError(f"{name}: unknown or missing key {sorted(wrong)[0]!r}")
    return Terms(**{key: _pattern(forms) for key, forms in data.items()})


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """One alternation, a trailing * standing for any word ending."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    inner = "|".join(
        re.escape(f.rstrip("*")).replace(r"\ ", r"[\s-]+") + (r"\w*" if f.endswith("*") else "") for f in ordered
    )
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)")


def _minister(low: str) -> re.Match[str] | None:
    """The first minister's office that is not the part of another office."""
    lists = terms()
    barred = [m.span() for m in lists.not_minister.finditer(low)]
    for found in lists.minister.finditer(low):
        if not any(start <= found.start() < end or start < found.end() <= end for start, end in barred):
            return found
    return None


def may_matter(title: str, teaser: str = "") -> bool:
    """The cheap stage on a feed item: whether the article is worth reading. Errs on the safe side."""
    lists = terms()
    title, teaser = title[:TEASER_CHARACTERS], teaser[:TEASER_CHARACTERS]
    head = title.lower()
    low = f"{head}\n{teaser.lower()}"
    if _minister(low) or lists.programme.search(low) or lists.ministry.search(head):
        return True
    named = named_in(f"{title}\n{teaser}")
    if named.programme or named.person:
        return True
    if lists.elsewhere.search(low):
        # "Pemkot" beside "film" may be both; a prize word and a public body must stand in the headline then
        return bool(lists.award.search(head) and lists.public.search(head))
    if lists.award.search(low) or lists.hinted.search(low):
        if lists.public.search(low) or named.weak_programme or named.place:
            return True
        if lists.award.search(head) and lists.receiving.search(head):
            return True
    return bool(lists.winning.search(head) and lists.public.search(head))


def judge(
    title: str,
    text: str,
    awards: Sequence[AwardRecord],
    quotes: Sequence[Quote],
    mentions: Sequence[Mention],
    watch: Sequence[str] = (),
) -> Relevance:
    """The full stage. A received award or a minister's quote decides; a plain lead may too."""
    reasons = [*_award_reasons(title, text, awards, mentions), *_minister_reasons(title, quotes)]
    watched: list[str] = []
    for term in watch:
        reason = _watch_reason(term, title, text)
        if reason:
            watched.append(term)
            reasons.append(reason)
    return Relevance(
        award=any(r.label == "award" for r in reasons),
        ministerial=any(r.label == "ministerial" for r in reasons),
        watch=tuple(watched),
        reasons=tuple(reasons),
    )


def _award_reasons(
    title: str, text: str, awards: Sequence[AwardRecord], mentions: Sequence[Mention]
) -> Iterator[Reason]:
    received = [award for award in awards if award.status == "received"]
    for award in received:
        yield Reason(label="award", term=award.award, span=award.evidence[0] if award.evidence else None)
    if received or awards:
        return
    lists = terms()
    for field, start, passage in _lead(title, text):
        low = passage.lower()
        won = lists.award.search(low)
        if not won or not lists.receiving.search(low) or lists.hoped.search(low) or lists.elsewhere.search(low):
            continue
        end = start + len(passage)
        if any(m.span.field == field and start <= m.span.start < end for m in mentions) and _is_prize(won.group()):
            yield Reason(label="award", term=won.group(), span=Span(field=field, start=start, end=end))
            return


def _is_prize(word: str) -> bool:
    """Only the plainest prize words count where no reader found a record."""
    return word.startswith(("penghargaan", "predikat", "anugerah", "opini wtp", "adipura", "wbk", "wbbm", "award"))


def _lead(title: str, text: str) -> Iterator[tuple[Field, int, str]]:
    if title:
        yield "title", 0, title
    for number, sentence in enumerate(read(text).prose()):
        if number >= LEAD_SENTENCES:
            return
        yield "text", sentence.start, text[sentence.start : sentence.end]


_NAMED_SPEAKER = re.compile(r"[^:]{3,60}:\s+\S")


def _minister_reasons(title: str, quotes: Sequence[Quote]) -> Iterator[Reason]:
    spoken = [quote for quote in quotes if quote.minister]
    for quote in spoken:
        yield Reason(label="ministerial", term=quote.role or quote.speaker or "", span=quote.span)
    if spoken:
        return
    title = title[:TEASER_CHARACTERS]
    head = _NAMED_SPEAKER.match(title)
    found = _minister(title[: title.index(":")].lower()) if head else None
    if found and found.start() == 0:
        yield Reason(label="ministerial", term=found.group(), span=Span(field="title", start=0, end=len(title)))


@lru_cache(maxsize=256)
def _watch_pattern(term: str) -> re.Pattern[str]:
    words = [re.escape(w) for w in re.findall(r"\w+", term.lower())]
    joined = r"[\W_]*".join(words)
    return re.compile(rf"(?<!\w){joined}(?!\w)" if words else r"(?!)")


def _watch_reason(term: str, title: str, text: str) -> Reason | None:
    """Where a watched term stands, in any spelling that search knows; a variant's place is not sought."""
    fields: tuple[tuple[Field, str], ...] = (("title", title), ("text", text))
    for field, content in fields:
        found = _watch_pattern(term).search(content.lower())
        if found and len(content.lower()) == len(content):
            return Reason(label="watch", term=term, span=Span(field=field, start=found.start(), end=found.end()))
    groups = query_terms(term)
    # only spelling variants are looked up by token: two words of a term that stand apart are no match
    if len(groups) == 1 and f" {groups[0][0]} " in f" {search_text(title)} {_indexed(text)} ":
        return Reason(label="watch", term=term)
    return None


@lru_cache(maxsize=4)
def _indexed(text: str) -> str:
    return search_text(text)
