"""`kliping awards` and `quotes`, and the rows in which awards, quotations and timeline entries are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kliping.cli import terminal
from kliping.cli.options import Question, asking
from kliping.cli.terminal import Column
from kliping.cli.wording import Words, first_of, lang_option, spoken, words_of
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kliping.model import TimelineEntry
    from store.awards import AwardFact, Edition
    from store.quotes import QuoteRow


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
@click.option("--editions", is_flag=True, help="Per recipient and programme: the years, the gaps between, the streak.")
@lang_option
@terminal.form_options
@click.pass_context
def awards(ctx: click.Context, question: Question, every: bool, editions: bool, form: str | None) -> None:
    """List who received what from whom, every source counted once."""
    from kliping.pipeline import reading_store
    from store.awards import RECEIVED, award_history, list_awards

    apart = (question.category, question.year, question.outlet, question.since, question.until)
    if editions and (every or any(value is not None for value in apart)):
        raise click.UsageError("--editions goes with --unit, --programme, --region and --limit only")
    with reading_store(terminal.settings_of(ctx)) as store:
        question.require_known(store)
        if editions:
            found = award_history(store, unit=question.unit, programme=question.programme, region=question.region)
            emit_editions(first_of(found, question.limit, words_of(ctx)), form, words_of(ctx))
            return
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
            limit=question.limit + 1,
        )
    emit_awards(first_of(facts, question.limit, words_of(ctx)), form, words_of(ctx))


@click.command()
@asking(
    limit=50,
    person="Only this speaker (name or id).",
    unit="Only articles that name this unit or a body below it.",
    outlet="Only this outlet (name, slug or domain).",
)
@click.option("--minister", is_flag=True, help="Only ministerial statements.")
@click.option("--text", help="Only quotations that hold these words.")
@lang_option
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
            limit=question.limit + 1,
        )
    emit_quotes(first_of(found, question.limit, words_of(ctx)), form, words_of(ctx))


def emit_awards(facts: Sequence[AwardFact], form: str | None, words: Words) -> None:
    """Print award facts: a table, or everything known as JSON or CSV."""
    rows: list[dict[str, object]] = [_award_line(fact, words) if form is None else _award(fact) for fact in facts]
    columns = (
        Column("date", words("day"), whole=True),
        Column("recipient", words("recipient")),
        Column("what", words("award")),
        Column("giver", words("giver"), least=110),
        Column("sources", words("sources")),
        Column("id", words("number"), whole=True, least=100),
    )
    terminal.emit(rows, columns, form=form or "table", title=words("awards"), empty=words("no_awards"))


def _award_line(fact: AwardFact, words: Words) -> dict[str, object]:
    day = fact.date.isoformat() if fact.date else f"{words('printed')}\n{fact.first_day}" if fact.first_day else "–"
    result = " · ".join(value for value in (fact.category, fact.score) if value)
    what = f"{fact.award}{f' {fact.year}' if fact.year and str(fact.year) not in fact.award else ''}"
    status = "" if fact.status == "received" else f" [{words.among('status', fact.status)}]"
    notes = [words("differing", values=" / ".join(value for value, _ in c.values)) for c in fact.conflicts]
    return {
        "date": day,
        "recipient": fact.recipient,
        "what": "\n".join([what + (f": {result}" if result else "") + status, *notes]),
        "giver": fact.giver,
        "sources": list(dict.fromkeys(source.outlet for source in fact.sources)),
        "id": fact.id,
    }


def _award(fact: AwardFact) -> dict[str, object]:
    return {
        "date": fact.date.isoformat() if fact.date else None,
        "recipient": fact.recipient,
        "unit_id": fact.unit_id,
        "region": fact.region,
        "award": fact.award,
        "programme": fact.programme,
        "programme_id": fact.programme_id,
        "category": fact.category,
        "score": fact.score,
        "rank": fact.rank,
        "giver": fact.giver,
        "year": fact.year,
        "status": fact.status,
        "confidence": round(fact.confidence, 2),
        "articles": fact.articles,
        "stories": fact.stories,
        "conflicts": [f"{c.field}: {' / '.join(value for value, _ in c.values)}" for c in fact.conflicts],
        "sources": [source.url for source in fact.sources],
        "id": fact.id,
    }


def emit_editions(found: Sequence[Edition], form: str | None, words: Words) -> None:
    """Print the years of each recipient and programme: a table, or everything known as JSON or CSV."""
    rows: list[dict[str, object]] = [
        {
            "recipient": edition.recipient,
            "unit_id": edition.unit_id,
            "programme": edition.programme,
            "name": edition.name,
            "years": list(edition.years),
            "gaps": list(edition.gaps),
            "streak": edition.streak,
            "awards": list(edition.facts),
        }
        for edition in found
    ]
    columns = (
        Column("recipient", words("recipient")),
        Column("name", words("programme")),
        Column("years", words("years")),
        Column("gaps", words("missing_years")),
        Column("streak", words("in_a_row")),
    )
    terminal.emit(rows, columns, form=form or "table", title=words("awards"), empty=words("no_awards"))


def emit_quotes(found: Sequence[QuoteRow], form: str | None, words: Words) -> None:
    """Print quotations: a table, or everything known as JSON or CSV."""
    rows = [_quote_line(row) if form is None else _quote(row) for row in found]
    columns = (
        Column("date", words("day"), whole=True),
        Column("speaker", words("speaker")),
        Column("content", words("quotation")),
        Column("outlet", words("outlet")),
        Column("id", words("number"), whole=True, least=100),
    )
    terminal.emit(rows, columns, form=form or "table", title=words("quotations"), empty=words("no_quotations"))


def _quote_line(row: QuoteRow) -> dict[str, object]:
    quote = row.quote
    return {
        "date": row.date.isoformat() if row.date else "–",
        "speaker": "\n".join(part for part in (quote.speaker, quote.role) if part) or "–",
        "content": spoken(quote.content, direct=quote.kind == "direct", cue=quote.cue),
        "outlet": row.outlet,
        "id": row.id,
    }


def _quote(row: QuoteRow) -> dict[str, object]:
    quote = row.quote
    return {
        "date": row.date.isoformat() if row.date else None,
        "speaker": quote.speaker,
        "speaker_id": quote.speaker_id,
        "role": quote.role,
        "minister": quote.minister,
        "content": quote.content,
        "type": quote.kind,
        "cue": quote.cue,
        "outlet": row.outlet,
        "url": row.url,
        "family": row.family_id,
        "id": row.id,
    }


def emit_timeline(entries: Sequence[TimelineEntry], form: str | None, words: Words) -> None:
    """Print entries of the timeline: a table, or everything known as JSON or CSV."""
    rows = [_entry_line(entry, words) if form is None else _entry(entry) for entry in entries]
    columns = (
        Column("date", words("day"), whole=True),
        Column("kind", words("kind"), whole=True),
        Column("who", words("who")),
        Column("what", words("what")),
        Column("sources", words("sources")),
    )
    terminal.emit(rows, columns, form=form or "table", title=words("timeline"), empty=words("empty_timeline"))


def _entry_line(entry: TimelineEntry, words: Words) -> dict[str, object]:
    what = shorten(entry.what, 200)
    if entry.kind == "statement":
        what = spoken(entry.what, direct=entry.speech == "direct", cue=entry.cue, limit=200)
    elif entry.status in words.tables["status"]:
        what += f" [{words.among('status', entry.status)}]"
    return {
        # Of an award that is looked back on only the year is known: its last day is but a place on the timeline.
        "date": str(entry.date.year) if entry.dated_by == "year" else entry.date.isoformat(),
        "kind": words.among("kinds", entry.kind),
        "who": entry.who,
        "what": what,
        "sources": ", ".join(dict.fromkeys(outlet for outlet, _ in entry.sources)),
    }


def _entry(entry: TimelineEntry) -> dict[str, object]:
    return {
        "date": entry.date.isoformat(),
        "kind": entry.kind,
        "who": entry.who,
        "what": entry.what,
        "speech": entry.speech,
        "cue": entry.cue,
        "where": entry.where,
        "programme": entry.programme,
        "category": entry.category,
        "unit_id": entry.unit_id,
        "person_id": entry.person_id,
        "stories": entry.stories,
        "dated_by": entry.dated_by,
        "status": entry.status,
        "sources": [url for _, url in entry.sources],
        "key": entry.key,
    }
