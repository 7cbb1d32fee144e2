"""`kliping search`, `timeline`, `awards` and `quotes`: questions to the store, opened read-only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kliping.cli import terminal
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from rich.text import Text

    from kliping.model import TimelineEntry
    from store.database import Store
    from store.search import Hit, Results
    from store.snippets import Snippet

_Decorator = Callable[[Any], Any]


def period(command: click.decorators.FC) -> click.decorators.FC:
    """--since and --until."""
    days = (("--until", "Up to and including this day."), ("--since", "On or after this day."))
    for flag, text in days:
        command = click.option(flag, type=terminal.Day(), callback=_in_order, help=text)(command)
    return command


def _in_order(ctx: click.Context, param: click.Parameter, day: dt.date | None) -> dt.date | None:
    """Called for both days; the second one finds the first among those that were read."""
    since, until = (day if param.name == name else ctx.params.get(name) for name in ("since", "until"))
    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--since {since} lies after --until {until}: no day is both", ctx)
    return day


def limited(default: int) -> _Decorator:
    """--limit."""
    return click.option("--limit", default=default, show_default=True, type=click.IntRange(1, 100_000), help="At most.")


@click.command()
@click.argument("query", nargs=-1, required=True)
@period
@click.option("--unit", help="Only articles that name this unit, in any of its spellings.")
@click.option("--person", help="Only articles that quote this person.")
@click.option("--programme", "--program", help="Only articles with an award of this programme.")
@click.option("--outlet", help="Only this outlet (name or slug).")
@click.option("--words-only", "meaning", flag_value=False, default=True, help="Do not add articles of like meaning.")
@limited(20)
@terminal.form_options
@click.pass_context
def search(
    ctx: click.Context,
    query: tuple[str, ...],
    since: dt.date | None,
    until: dt.date | None,
    unit: str | None,
    person: str | None,
    programme: str | None,
    outlet: str | None,
    meaning: bool,
    limit: int,
    form: str | None,
) -> None:
    """Search articles. Words are joined by AND; "a phrase", pref*, OR and -word work, and so do the fields
    unit: tokoh: program: media: sejak: sampai: within the query."""
    from kliping.pipeline import reading_store
    from nlp.embeddings import load_embedder
    from store.search import search as find

    if not any(letter.isalnum() for letter in "".join(query)) and not (since or until or unit or person or programme):
        raise click.UsageError(f"{' '.join(query)!r} holds no word to search for; `kliping timeline` lists what is new")
    settings = terminal.settings_of(ctx)
    with reading_store(settings) as store:
        result = find(
            store,
            " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in query),
            since=since,
            until=until,
            unit=unit,
            person=person,
            programme=programme,
            outlet=outlet,
            limit=limit,
            embedder=load_embedder(settings.embedder or None) if meaning else None,
        )
    if form is None:
        _show_results(result, " ".join(query))
        return
    terminal.emit([_hit(hit) for hit in result.hits], (), form=form, title="", empty="")


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "date": hit.published.at.isoformat() if hit.published else None,
        "outlet": hit.outlet,
        "title": hit.title.text,
        "url": hit.url,
        "snippet": hit.snippet.text,
        "id": hit.article_id,
    }


def _show_results(result: Results, query: str) -> None:
    from rich.text import Text

    from kliping.dates import format_moment

    console = terminal.console()
    if not result.hits:
        click.echo(f"Nothing found for {query!r}.")
    if result.suggestions:
        click.echo(f"Did you mean: {', '.join(result.suggestions)}?")
    if result.ignored:
        click.echo(f"Not understood, and left out: {', '.join(result.ignored)}")
    for hit in result.hits:
        day = format_moment(hit.published, short=True) if hit.published else "undated"
        console.print(_marked(hit.title, "bold"))
        console.print(Text(f"  {day} · {hit.outlet} · {hit.url}", style="dim"))
        console.print(Text("  ") + _marked(hit.snippet, ""))


def _marked(snippet: Snippet, style: str) -> Text:
    """A snippet with its marked words in colour."""
    from rich.text import Text

    text = Text(snippet.text, style=style)
    for start, end in snippet.marks:
        text.stylize("bold yellow", start, end)
    return text


@click.command()
@period
@click.option("--unit", help="Only this unit and the bodies below it.")
@click.option("--person", help="Only statements of this person.")
@click.option("--programme", "--program", help="Only awards of this programme, such as pekppp, zi, kip.")
@click.option("--kind", type=click.Choice(["award", "statement", "peak"]), help="Only entries of this kind.")
@limited(30)
@terminal.form_options
@click.pass_context
def timeline(
    ctx: click.Context,
    since: dt.date | None,
    until: dt.date | None,
    unit: str | None,
    person: str | None,
    programme: str | None,
    kind: str | None,
    limit: int,
    form: str | None,
) -> None:
    """Show awards, ministerial statements and coverage peaks, newest first, each with its sources."""
    from kliping.pipeline import reading_store

    with reading_store(terminal.settings_of(ctx)) as store:
        show_timeline(
            store,
            since=since,
            until=until,
            unit=unit,
            person=person,
            programme=programme,
            kind=kind,
            limit=limit,
            form=form,
        )


def show_timeline(
    store: Store,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    unit: str | None = None,
    person: str | None = None,
    programme: str | None = None,
    kind: str | None = None,
    limit: int = 30,
    form: str | None = None,
) -> None:
    """Print entries of the timeline; the filters are those of `store.timeline.timeline`."""
    from store.timeline import KINDS
    from store.timeline import timeline as entries_of

    page = entries_of(
        store,
        since=since,
        until=until,
        unit=unit,
        person=person,
        programme=programme,
        kinds=(kind,) if kind else KINDS,
        limit=limit,
    )
    rows = [_entry(entry, short=form is None) for entry in page.entries]
    columns = (("date", "Tanggal"), ("kind", "Jenis"), ("who", "Siapa"), ("what", "Apa"), ("sources", "Sumber"))
    terminal.emit(rows, columns, form=form or "table", title="Timeline", empty="The timeline is empty.")


_KINDS = {"award": "penghargaan", "statement": "pernyataan", "peak": "puncak berita"}


def _entry(entry: TimelineEntry, *, short: bool) -> dict[str, object]:
    outlets = list(dict.fromkeys(outlet for outlet, _ in entry.sources))
    return {
        "date": entry.date.isoformat(),
        "kind": _KINDS.get(entry.kind, entry.kind) if short else entry.kind,
        "who": entry.who,
        "what": shorten(entry.what, 200) if short else entry.what,
        "where": entry.where,
        "programme": entry.programme,
        "category": entry.category,
        "unit_id": entry.unit_id,
        "person_id": entry.person_id,
        "stories": entry.stories,
        "sources": ", ".join(outlets) if short else [url for _, url in entry.sources],
        "key": entry.key,
    }


@click.command()
@period
@click.option("--unit", help="Only this recipient and the bodies below it.")
@click.option("--programme", "--program", help="Only this programme, such as pekppp, zi, kip.")
@click.option("--category", help="Only categories that hold these words.")
@click.option("--year", type=click.IntRange(1900, 2200), help="Only this edition.")
@click.option("--outlet", help="Only awards that this outlet reports.")
@click.option("--all", "every", is_flag=True, help="Also nominations, targets, assessments and revocations.")
@limited(50)
@terminal.form_options
@click.pass_context
def awards(
    ctx: click.Context,
    since: dt.date | None,
    until: dt.date | None,
    unit: str | None,
    programme: str | None,
    category: str | None,
    year: int | None,
    outlet: str | None,
    every: bool,
    limit: int,
    form: str | None,
) -> None:
    """List who received what from whom, every source counted once."""
    from kliping.pipeline import reading_store
    from store.awards import RECEIVED, list_awards

    with reading_store(terminal.settings_of(ctx)) as store:
        facts = list_awards(
            store,
            unit=unit,
            programme=programme,
            category=category,
            year=year,
            outlet=outlet,
            since=since,
            until=until,
            status=() if every else RECEIVED,
            limit=limit,
        )
    rows: list[dict[str, object]] = [
        {
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
            "sources": list(dict.fromkeys(s.outlet for s in fact.sources))
            if form is None
            else [s.url for s in fact.sources],
        }
        for fact in facts
    ]
    columns = (
        ("date", "Tanggal"),
        ("recipient", "Penerima"),
        ("award", "Penghargaan"),
        ("programme", "Program"),
        ("category", "Kategori"),
        ("score", "Nilai"),
        ("giver", "Pemberi"),
        ("year", "Tahun"),
        ("sources", "Sumber"),
    )
    terminal.emit(rows, columns, form=form or "table", title="Penghargaan", empty="No awards found.")


@click.command()
@period
@click.option("--person", help="Only this speaker (name or id).")
@click.option("--minister", is_flag=True, help="Only ministerial statements.")
@click.option("--unit", help="Only articles that name this unit.")
@click.option("--outlet", help="Only this outlet.")
@click.option("--text", help="Only quotations that hold these words.")
@limited(50)
@terminal.form_options
@click.pass_context
def quotes(
    ctx: click.Context,
    since: dt.date | None,
    until: dt.date | None,
    person: str | None,
    minister: bool,
    unit: str | None,
    outlet: str | None,
    text: str | None,
    limit: int,
    form: str | None,
) -> None:
    """List who said what, newest first."""
    from kliping.pipeline import reading_store
    from store.quotes import list_quotes

    with reading_store(terminal.settings_of(ctx)) as store:
        found = list_quotes(
            store,
            person=person,
            minister=True if minister else None,
            unit=unit,
            outlet=outlet,
            text=text,
            since=since,
            until=until,
            limit=limit,
        )
    rows: list[dict[str, object]] = [
        {
            "date": row.date.isoformat() if row.date else None,
            "speaker": row.quote.speaker,
            "role": row.quote.role,
            "minister": row.quote.minister,
            "content": shorten(row.quote.content, 240) if form is None else row.quote.content,
            "type": row.quote.kind,
            "outlet": row.outlet,
            "url": row.url,
            "family": row.family_id,
        }
        for row in found
    ]
    columns = (
        ("date", "Tanggal"),
        ("speaker", "Narasumber"),
        ("role", "Jabatan"),
        ("content", "Kutipan"),
        ("outlet", "Media"),
    )
    terminal.emit(rows, columns, form=form or "table", title="Kutipan", empty="No quotations found.")
