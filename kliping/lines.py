"""The JSON lines of `kliping annotate`: input lines to articles, annotations to the output contract of the README."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kliping.dates import read_date
from kliping.model import Annotation, Article, AwardRecord, Mention, Quote, Span
from kliping.urls import article_id
from nlp.unit_entries import unique_units

_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_UTF8 = re.compile("[\udc80-\udcff]")
_KNOWN = {"id", "text", "title", "url", "outlet", "published"}


@dataclass(frozen=True, slots=True, kw_only=True)
class InputLine:
    """One readable line: its number (from 1), the user's own id, the article made from it, what is odd about it."""

    number: int
    id: str
    article: Article
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLine:
    """A line that cannot be read: its number (from 1) and why."""

    number: int
    reason: str


def read_lines(lines: Iterable[str]) -> Iterator[InputLine | BrokenLine]:
    """Read JSON lines {"id", "text"} with optional title, url, outlet, published; blank lines are passed over.

    Bytes that were no UTF-8 are expected as `errors="surrogateescape"` leaves them; they become U+FFFD and are noticed.
    """
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except RecursionError:
            yield BrokenLine(number=number, reason="is not JSON that can be read: brackets in brackets without end")
            continue
        except json.JSONDecodeError as error:
            yield BrokenLine(number=number, reason=f"is not JSON: {error}")
            continue
        except ValueError:  # Python refuses to read a number of thousands of digits
            yield BrokenLine(number=number, reason="holds a number of thousands of digits; write it in quotation marks")
            continue
        if not isinstance(row, dict):
            yield BrokenLine(number=number, reason="is not a JSON object with the keys id and text")
            continue
        wrong = _complaint(row)
        if wrong:
            yield BrokenLine(number=number, reason=wrong)
            continue
        name = _SURROGATE.sub("\ufffd", str(row["id"]))
        notices = []
        if _NO_UTF8.search(line):
            notices.append("has bytes that are no UTF-8; each is read as U+FFFD: save the file as UTF-8")
        if first.setdefault(name, number) != number:
            notices.append(f"has the id {name!r} of line {first[name]}; both are read")
        yield InputLine(number=number, id=name, article=_article(row), notice="; ".join(notices))


def _complaint(row: dict[str, object]) -> str:
    for key in ("id", "text"):
        if key not in row:
            return f"lacks the key {key!r}"
    if isinstance(row["id"], bool) or not isinstance(row["id"], str | int):
        return "has an id that is neither text nor a whole number"
    if row["text"] is None:
        return "has a 'text' that is null; write \"\" for an article without text"
    for key in ("text", *sorted(_KNOWN - {"id", "text"})):
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            return f"has a {key!r} that is no text"
    published = row.get("published")
    if isinstance(published, str) and published.strip() and read_date(published) is None:
        return f"has a 'published' that is no date: {published!r} (write 2022-03-08 or 2022-03-08T10:15:00+07:00)"
    return ""


def _article(row: dict[str, object]) -> Article:
    def value(key: str) -> str:
        # half a surrogate pair is no character: it becomes a replacement character, offsets stay
        return _SURROGATE.sub("\ufffd", str(row.get(key) or ""))

    published = read_date(value("published"), origin="input") if value("published").strip() else None
    url = value("url") or f"urn:kliping:{row['id']}"
    return Article(
        id=article_id(url, published.at if published else None),
        url=url,
        title=value("title"),
        text=value("text"),
        outlet=value("outlet"),
        published=published,
    )


def output_line(name: str, annotation: Annotation) -> str:
    """One line of the output contract; awards not received stand apart under "award_prospects" with their status."""
    received = [a for a in annotation.awards if a.status == "received"]
    prospects = [a for a in annotation.awards if a.status != "received"]
    row: dict[str, object] = {
        "id": name,
        "labels": {"award": annotation.relevance.award, "ministerial": annotation.relevance.ministerial},
        "awards": [award_fields(a) for a in received],
        "award_prospects": [award_fields(a) for a in prospects],
        "quotes": [quote_fields(q) for q in annotation.quotes],
        "units": [_unit(m) for m in unique_units(annotation.units)],
        "regulations": [
            {"kind": r.kind, "number": r.number, "year": r.year, "subject": r.subject, **_place(r.span)}
            for r in annotation.regulations
        ],
        "figures": [{"value": f.value, "unit": f.unit, **_place(f.span)} for f in annotation.figures],
        "summary": [s.text for s in annotation.summary],
        "tone": annotation.tone.label,
        "watch": list(annotation.relevance.watch),
        "version": annotation.version,
    }
    return json.dumps(row, ensure_ascii=False)


def _place(span: Span) -> dict[str, str | int]:
    return {"field": span.field, "start": span.start, "end": span.end}


def award_fields(award: AwardRecord) -> dict[str, object]:
    """An award record under the names of the output contract ("program" is the contract's spelling)."""
    return {
        "recipient": award.recipient,
        "recipient_id": award.recipient_id,
        "recipient_name": award.recipient_name,
        "award": award.award,
        "program": award.programme,
        "category": award.category,
        "score": award.score,
        "rank": award.rank,
        "giver": award.giver,
        "giver_id": award.giver_id,
        "year": award.year,
        "date": award.date.isoformat() if award.date else None,
        "place": award.place,
        "person": award.person,
        "office": award.office,
        "status": award.status,
        "evidence": [_place(s) for s in award.evidence],
    }


def quote_fields(quote: Quote) -> dict[str, object]:
    """A quotation under the names of the output contract."""
    return {
        "content": quote.content,
        "type": quote.kind,
        "cue": quote.cue,
        "speaker": quote.speaker,
        "speaker_id": quote.speaker_id,
        "role": quote.role,
        "affiliation": quote.affiliation,
        "minister": quote.minister,
        "topic": quote.topic,
        "occasion": quote.occasion,
        "date": quote.date.isoformat() if quote.date else None,
        **_place(quote.span),
    }


def _unit(mention: Mention) -> dict[str, object]:
    return {
        "mention": mention.text,
        "id": mention.id,
        "name": mention.name,
        "kind": mention.kind,
        "parent": mention.parent,
        "region": mention.region,
        **_place(mention.span),
    }
