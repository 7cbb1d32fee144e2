"""Annotations with their mentions, quotes, award records and regulations: saved whole, replaced whole, read back.

save_annotation(store, annotation) -> None              one transaction; an older reading is replaced
load_annotation(store, article_id) -> Annotation | None
pending(store, version) -> Iterator[Article]   articles that this version has not read
count_pending(store, version) -> int
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import count

from kliping.model import (
    Annotation,
    Article,
    AwardRecord,
    Figure,
    Mention,
    Quote,
    Reason,
    Regulation,
    Relevance,
    Span,
    SummarySentence,
    Tone,
)
from store.articles import lacking, load_articles
from store.award_merging import group_key
from store.database import Store, now
from store.programmes import named_programme
from store.rows import (
    clean,
    clean_or_none,
    dump_day,
    dump_json,
    dump_span,
    dump_strings,
    load_day,
    load_span,
    load_strings,
)
from store.search_index import remark_article, stems
from store.units import ensure_unit, save_name, save_unit


def pending(store: Store, version: str) -> Iterator[Article]:
    """Articles that this version of the reading code has not read in their present state, oldest first.

    Annotations may be saved while iterating; each article comes once.
    """
    yield from load_articles(store, ids=_waiting(store, version))


def count_pending(store: Store, version: str) -> int:
    """The number of articles that `pending` would give."""
    return len(_waiting(store, version))


def _waiting(store: Store, version: str) -> list[int]:
    # Two ranges of the index: "<>" would look at every row.
    older = (
        row[0]
        for row in store.rows(
            "SELECT article_id FROM annotations WHERE version < :version OR version > :version", {"version": version}
        )
    )
    return sorted({*lacking(store, "annotations"), *older})


def save_annotation(store: Store, annotation: Annotation) -> None:
    """Store an annotation with all its parts, in place of any older one of the same article, in one transaction.

    Quote families and award facts that lose a part are marked stale: `assign_families` and `assign_facts` renew them.

    :raises KeyError: the article is not in the store.
    """
    article_id = annotation.article_id
    with store.writing():
        version = store.value("SELECT version FROM articles WHERE id = ?", (article_id,))
        if version is None:
            raise KeyError(f"article {article_id} is not in the store")
        numbers = _quote_numbers(store, article_id, annotation.quotes)
        _forget(store, article_id)
        tone, relevance = annotation.tone, annotation.relevance
        store.execute(
            "INSERT INTO annotations (article_id, version, article_version, made_at, award, ministerial, watch,"
            " reasons, figures, summary, tone, tone_score, tone_span) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article_id,
                annotation.version,
                version,
                now(),
                int(relevance.award),
                int(relevance.ministerial),
                dump_strings(relevance.watch),
                dump_json([[r.label, clean(r.term), dump_span(r.span) if r.span else None] for r in relevance.reasons]),
                dump_json([[dump_span(f.span), f.value, clean(f.unit)] for f in annotation.figures]),
                dump_json([[dump_span(s.span), clean(s.text)] for s in annotation.summary]),
                tone.label,
                tone.score,
                dump_json(dump_span(tone.span)) if tone.span else None,
            ),
        )
        for position, mention in enumerate(annotation.units):
            _save_mention(store, article_id, position, mention)
        for position, quote in enumerate(annotation.quotes):
            _save_quote(store, article_id, position, quote, numbers[position])
        for position, record in enumerate(annotation.awards):
            _save_award(store, article_id, position, record)
        for position, regulation in enumerate(annotation.regulations):
            _save_regulation(store, article_id, position, regulation)
        remark_article(store, article_id)


def load_annotation(store: Store, article_id: int) -> Annotation | None:
    """The annotation of an article as it was saved; names of units as they are known now."""
    row = store.row("SELECT * FROM annotations WHERE article_id = ?", (article_id,))
    if row is None:
        return None
    return Annotation(
        article_id=article_id,
        version=row["version"],
        relevance=Relevance(
            award=bool(row["award"]),
            ministerial=bool(row["ministerial"]),
            watch=load_strings(row["watch"]),
            reasons=tuple(
                Reason(label=label, term=term, span=load_span(span) if span else None)
                for label, term, span in json.loads(row["reasons"])
            ),
        ),
        awards=tuple(read_award(r) for r in _parts(store, "award_records", article_id)),
        quotes=tuple(read_quote(r) for r in _parts(store, "quotes", article_id)),
        units=tuple(
            _read_mention(r)
            for r in store.rows(
                "SELECT mentions.*, units.name, units.kind, units.parent, units.region FROM mentions"
                " JOIN units ON units.id = mentions.unit_id WHERE article_id = ? ORDER BY position",
                (article_id,),
            )
        ),
        regulations=tuple(_read_regulation(r) for r in _parts(store, "regulations", article_id)),
        figures=tuple(
            Figure(span=load_span(span), value=value, unit=unit) for span, value, unit in json.loads(row["figures"])
        ),
        summary=tuple(SummarySentence(span=load_span(span), text=text) for span, text in json.loads(row["summary"])),
        tone=Tone(
            label=row["tone"],
            score=row["tone_score"],
            span=load_span(json.loads(row["tone_span"])) if row["tone_span"] else None,
        ),
    )


def read_quote(row: sqlite3.Row) -> Quote:
    """The quote of a row of the table quotes."""
    return Quote(
        span=Span(field=row["span_field"], start=row["span_start"], end=row["span_end"]),
        content=row["content"],
        kind=row["kind"],
        cue=row["cue"],
        speaker=row["speaker"],
        speaker_id=row["speaker_id"],
        role=row["role"],
        affiliation=row["affiliation"],
        minister=bool(row["minister"]),
        topic=row["topic"],
        occasion=row["occasion"],
        date=load_day(row["day"]),
    )


def read_award(row: sqlite3.Row) -> AwardRecord:
    """The award record of a row of the table award_records."""
    return AwardRecord(
        recipient=row["recipient"],
        award=row["award"],
        programme=row["programme"],
        evidence=tuple(load_span(span) for span in json.loads(row["evidence"])),
        status=row["status"],
        recipient_id=row["recipient_id"],
        recipient_name=row["recipient_name"],
        recipient_kind=row["recipient_kind"],
        person=row["person"],
        office=row["office"],
        category=row["category"],
        score=row["score"],
        rank=row["rank"],
        giver=row["giver"],
        giver_id=row["giver_id"],
        year=row["year"],
        date=load_day(row["day"]),
        place=row["place"],
    )


def _read_mention(row: sqlite3.Row) -> Mention:
    return Mention(
        span=Span(field=row["span_field"], start=row["span_start"], end=row["span_end"]),
        text=row["text"],
        id=row["unit_id"],
        name=row["name"],
        kind=row["kind"],
        parent=row["parent"],
        region=row["region"],
    )


def _read_regulation(row: sqlite3.Row) -> Regulation:
    return Regulation(
        span=Span(field=row["span_field"], start=row["span_start"], end=row["span_end"]),
        kind=row["kind"],
        number=row["number"],
        year=row["year"],
        subject=row["subject"],
    )


def _parts(store: Store, table: str, article_id: int) -> Iterator[sqlite3.Row]:
    return store.rows(f"SELECT * FROM {table} WHERE article_id = ? ORDER BY position", (article_id,))


def _forget(store: Store, article_id: int) -> None:
    # Facts and families stay readable until they are renewed: triggers mark them as their parts go.
    store.execute("DELETE FROM annotations WHERE article_id = ?", (article_id,))


def _save_mention(store: Store, article_id: int, position: int, mention: Mention) -> None:
    save_unit(store, mention)
    store.execute(
        "INSERT INTO mentions (article_id, position, span_field, span_start, span_end, text, unit_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, position, *_span(mention.span), clean(mention.text), mention.id),
    )


def _quote_numbers(store: Store, article_id: int, quotes: Sequence[Quote]) -> list[int]:
    """The numbers of an article's quotes: one that was read before in the same words keeps its number."""
    earlier: dict[str, list[int]] = {}
    for row in store.rows("SELECT id, content FROM quotes WHERE article_id = ? ORDER BY id DESC", (article_id,)):
        earlier.setdefault(row["content"], []).append(row["id"])
    free = count(store.count("SELECT max(id) FROM quotes") + 1)
    return [left.pop() if (left := earlier.get(clean(quote.content))) else next(free) for quote in quotes]


def _save_quote(store: Store, article_id: int, position: int, quote: Quote, number: int) -> None:
    if quote.speaker_id:
        store.execute(
            "INSERT INTO people (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name"
            " WHERE length(excluded.name) > length(name) OR name = id",
            (quote.speaker_id, clean(quote.speaker or quote.speaker_id)),
        )
    store.execute(
        "INSERT INTO quotes (id, article_id, position, span_field, span_start, span_end, content, kind, cue, speaker,"
        " speaker_id, role, affiliation, minister, topic, occasion, day, stems)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            article_id,
            position,
            *_span(quote.span),
            clean(quote.content),
            quote.kind,
            clean_or_none(quote.cue),
            clean_or_none(quote.speaker),
            quote.speaker_id,
            clean_or_none(quote.role),
            clean_or_none(quote.affiliation),
            int(quote.minister),
            clean_or_none(quote.topic),
            clean_or_none(quote.occasion),
            dump_day(quote.date),
            stems(f"{quote.speaker or ''} {quote.role or ''}", quote.content),
        ),
    )


def _save_award(store: Store, article_id: int, position: int, record: AwardRecord) -> None:
    if record.recipient_id:
        ensure_unit(store, record.recipient_id, record.recipient_name, record.recipient_kind)
        save_name(store, record.recipient_id, record.recipient)
    if record.giver_id:
        ensure_unit(store, record.giver_id, written=record.giver)
    store.execute(
        "INSERT INTO award_records (article_id, position, recipient, recipient_id, recipient_name, recipient_kind,"
        " award, programme, status, person, office, category, score, rank, giver, giver_id, year, day, place, evidence,"
        " group_key, programme_id, stems, article_day)"
        f" VALUES ({', '.join('?' * 23)}, (SELECT day FROM articles WHERE id = ?))",
        (
            article_id,
            position,
            clean(record.recipient),
            record.recipient_id,
            clean_or_none(record.recipient_name),
            record.recipient_kind,
            clean(record.award),
            record.programme,
            record.status,
            clean_or_none(record.person),
            clean_or_none(record.office),
            clean_or_none(record.category),
            clean_or_none(record.score),
            record.rank,
            clean_or_none(record.giver),
            record.giver_id,
            record.year,
            dump_day(record.date),
            clean_or_none(record.place),
            dump_json([dump_span(span) for span in record.evidence]),
            group_key(record.recipient_id, record.recipient, record.programme),
            named_programme(record.award, record.programme),
            stems(
                f"{record.recipient} {record.recipient_name or ''} {record.giver or ''}",
                f"{record.award} {record.category or ''}",
            ),
            article_id,
        ),
    )


def _save_regulation(store: Store, article_id: int, position: int, regulation: Regulation) -> None:
    store.execute(
        "INSERT INTO regulations (article_id, position, span_field, span_start, span_end, kind, number, year, subject)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            position,
            *_span(regulation.span),
            clean(regulation.kind),
            clean(regulation.number),
            regulation.year,
            clean_or_none(regulation.subject),
        ),
    )


def _span(span: Span) -> tuple[str, int, int]:
    return span.field, span.start, span.end
