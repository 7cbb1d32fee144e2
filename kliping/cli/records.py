"""`kliping awards` and `quotes`, and the rows in which awards, quotations and timeline entries are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kliping.cli import terminal
from kliping.cli.options import Question, asking
from kliping.cli.terminal import Column
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kliping.model import TimelineEntry
    from store.awards import AwardFact
    from store.quotes import QuoteRow

#: What became of an award that was not, or not for good, received.
_STATUS = {
    "nominated": "dinominasikan", "targeted": "ditargetkan", "assessed": "dinilai", "revoked": "dicabut",
}  # fmt: skip
_KINDS = {"award": "penghargaan", "statement": "pernyataan", "peak": "puncak berita"}


@click.command()
@asking(
    "programme",
    "category",
    "year",
    "region",
    limit=50,
    unit="Only this recipient and the bodies below it.",
    outlet="Only awards that this outlet reports (name, slug or domain).",
)
@click.option("--all", "every", is_flag=True, help="Also nominations, targets, assessments and revocations.")
@terminal.form_options
@click.pass_context
def awards(ctx: click.Context, question: Question, every: bool, form: str | None) -> None:
    """List who received what from whom, every source counted once."""
    from kliping.pipeline import reading_store
    from store.awards import RECEIVED, list_awards

    with reading_store(terminal.settings_of(ctx)) as store:
        question.require_known(store)
        facts = list_awards(
            store,
            unit=question.unit,
            programme=question.programme,
            category=question.category,
            region=question.region,
            year=question.year,
            outlet=question.outlet,
            since=question.since,
            until=question.until,
            status=() if every else RECEIVED,
            limit=question.limit,
        )
    emit_awards(facts, form)


@click.command()
@asking(
    limit=50,
    person="Only this speaker (name or id).",
    unit="Only articles that name this unit or a body below it.",
    outlet="Only this outlet (name, slug or domain).",
)
@click.option("--minister", is_flag=True, help="Only ministerial statements.")
@click.option("--text", help="Only quotations that hold these words.")
@terminal.form_options
@click.pass_context
def quotes(ctx: click.Context, question: Question, minister: bool, text: str | None, form: str | None) -> None:
    """List who said what, newest first."""
    from kliping.pipeline import reading_store
    from store.quotes import list_quotes

    with reading_store(terminal.settings_of(ctx)) as store:
        question.require_known(store)
        found = list_quotes(
            store,
            person=question.person,
            minister=True if minister else None,
            unit=question.unit,
            outlet=question.outlet,
            text=text,
            since=question.since,
            until=question.until,
            limit=question.limit,
        )
    emit_quotes(found, form)


def emit_awards(facts: Sequence[AwardFact], form: str | None) -> None:
    """Print award facts: a table, or everything known as JSON or CSV."""
    rows: list[dict[str, object]] = [_award_line(fact) if form is None else _award(fact) for fact in facts]
    columns = (
        Column("date", "Tanggal", whole=True),
        Column("recipient", "Penerima"),
        Column("what", "Penghargaan"),
        Column("giver", "Pemberi", least=110),
        Column("sources", "Sumber"),
    )
    terminal.emit(rows, columns, form=form or "table", title="Penghargaan", empty="No awards found.")


def _award_line(fact: AwardFact) -> dict[str, object]:
    day = fact.date.isoformat() if fact.date else f"terbit\n{fact.first_day}" if fact.first_day else "–"
    result = " · ".join(value for value in (fact.category, fact.score) if value)
    what = f"{fact.award}{f' {fact.year}' if fact.year and str(fact.year) not in fact.award else ''}"
    status = "" if fact.status == "received" else f" [{_STATUS[fact.status]}]"
    notes = [f"sumber berbeda: {' / '.join(value for value, _ in c.values)}" for c in fact.conflicts]
    return {
        "date": day,
        "recipient": fact.recipient,
        "what": "\n".join([what + (f": {result}" if result else "") + status, *notes]),
        "giver": fact.giver,
        "sources": list(dict.fromkeys(source.outlet for source in fact.sources)),
    }


def _award(fact: AwardFact) -> dict[str, object]:
    return {
        "date": fact.date.isoformat() if fact.date else None,
        "recipient": fact.recipient,
        "unit_id": fact.unit_id,
        "award": fact.award,
        "programme": fact.programme,
        "category": fact.category,
        "score": fact.score,
        "giver": fact.giver,
        "year": fact.year,
        "status": fact.status,
        "confidence": round(fact.confidence, 2),
        "stories": fact.stories,
        "conflicts": [f"{c.field}: {' / '.join(value for value, _ in c.values)}" for c in fact.conflicts],
        "sources": [source.url for source in fact.sources],
    }


def emit_quotes(found: Sequence[QuoteRow], form: str | None) -> None:
    """Print quotations: a table, or everything known as JSON or CSV."""
    rows: list[dict[str, object]] = [
        {
            "date": row.date.isoformat() if row.date else None,
            "speaker": row.quote.speaker,
            "role": row.quote.role,
            "minister": row.quote.minister,
            "content": _spoken(row) if form is None else row.quote.content,
            "type": row.quote.kind,
            "outlet": row.outlet,
            "url": row.url,
            "family": row.family_id,
            "id": row.id,
        }
        for row in found
    ]
    if form is None:
        for line in rows:
            line["speaker"] = "\n".join(str(line[key]) for key in ("speaker", "role") if line[key]) or "–"
    columns = (
        Column("date", "Tanggal", whole=True),
        Column("speaker", "Narasumber"),
        Column("content", "Kutipan"),
        Column("outlet", "Media"),
        Column("id", "No.", whole=True, least=100),
    )
    terminal.emit(rows, columns, form=form or "table", title="Kutipan", empty="No quotations found.")


def _spoken(row: QuoteRow) -> str:
    """A quotation in its marks; an indirect statement behind its verb, without which it may say the contrary."""
    content = shorten(row.quote.content, 240)
    if row.quote.kind == "direct":
        return f"“{content}”"
    return f"({row.quote.cue}) {content}" if row.quote.cue else content


def emit_timeline(entries: Sequence[TimelineEntry], form: str | None) -> None:
    """Print entries of the timeline: a table, or everything known as JSON or CSV."""
    rows = [_entry(entry, short=form is None) for entry in entries]
    columns = (
        Column("date", "Tanggal", whole=True),
        Column("kind", "Jenis", whole=True),
        Column("who", "Siapa"),
        Column("what", "Apa"),
        Column("sources", "Sumber"),
    )
    terminal.emit(rows, columns, form=form or "table", title="Lini masa", empty="The timeline is empty.")


def _entry(entry: TimelineEntry, *, short: bool) -> dict[str, object]:
    outlets = list(dict.fromkeys(outlet for outlet, _ in entry.sources))
    status = f" [{_STATUS[entry.status]}]" if entry.status in _STATUS else ""
    return {
        # Of an award that is looked back on only the year is known: its last day is but a place on the timeline.
        "date": str(entry.date.year) if short and entry.dated_by == "year" else entry.date.isoformat(),
        "kind": _KINDS.get(entry.kind, entry.kind) if short else entry.kind,
        "who": entry.who,
        "what": shorten(entry.what, 200) + status if short else entry.what,
        "where": entry.where,
        "programme": entry.programme,
        "category": entry.category,
        "unit_id": entry.unit_id,
        "person_id": entry.person_id,
        "stories": entry.stories,
        "dated_by": entry.dated_by,
        "status": entry.status,
        "sources": ", ".join(outlets) if short else [url for _, url in entry.sources],
        "key": entry.key,
    }
