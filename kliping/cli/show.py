"""`kliping units`, `people`, `story` and `quote`: everything known of one thing, with its evidence."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kliping.cli import terminal
from kliping.cli.options import limited
from kliping.cli.terminal import Column
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from store.awards import AwardFact
    from store.lookups import PersonView, QuoteView, StoryView, UnitView
    from store.quotes import QuoteRow

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _missing(what: str, name: object, hint: str) -> None:
    from kliping.errors import KlipingError

    raise KlipingError(f"{name}: no such {what}; {hint}")


def _print_json(value: Any) -> None:  # dataclasses of any kind
    click.echo(json.dumps(dataclasses.asdict(value), ensure_ascii=False, indent=1, default=str))


def _head(text: str) -> None:
    click.secho(f"\n{text}", bold=True)


@click.command()
@click.argument("name", nargs=-1)
@limited(50)
@_json
@click.pass_context
def units(ctx: click.Context, name: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Explain how a name is linked, and show what the store knows of that unit; without NAME list the units met most.

    NAME is an id or any written form: "Menpan RB", "Disdukcapil Kota Semarang".
    """
    from kliping.pipeline import reading_store
    from nlp.linking import explain, link
    from store.lookups import find_units, look_up_unit

    form = " ".join(name)
    settings = terminal.settings_of(ctx)
    body = link(form) if form else None
    if form and not as_json:
        click.echo("\n".join(shorten(line, 400) for line in explain(form).splitlines()))
    if form and not settings.database.exists():
        return  # how a name is linked can be told without a store
    with reading_store(settings) as store:
        view = look_up_unit(store, body.id) if body else None
        found = find_units(store, form, limit=limit) if view is None else []
        if len(found) == 1:
            view = look_up_unit(store, found[0].id)
    if view is None:
        rows: list[dict[str, object]] = [dataclasses.asdict(line) for line in found]
        columns = [
            Column("name", "name"),
            Column("kind", "kind", least=100),
            Column("articles", "articles"),
            Column("awards", "awards"),
            Column("id", "id", whole=True),
        ]
        terminal.emit(
            rows, columns, form="json" if as_json else "table", title="Units", empty="Not met in any article yet."
        )
    elif as_json:
        _print_json(view)
    else:
        _show_unit(view)


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"


def _show_unit(view: UnitView) -> None:
    _head(f"{view.name}  [{view.id}]")
    click.echo(f"{view.kind}; {_articles(view.articles)}; written {'; '.join(view.names)}")
    if view.parent:
        click.echo(f"part of {view.parent.name} [{view.parent.id}]")
    for edition in view.history:
        years = ", ".join(map(str, edition.years)) or "no year stated"
        gaps = f", none in {', '.join(map(str, edition.gaps))}" if edition.gaps else ""
        click.echo(f"{edition.programme}: {years}{gaps}; streak {edition.streak}")
    _show_awards(view.awards)
    if view.newest:
        _head("Newest articles")
        for link in view.newest[:10]:
            click.echo(f"{link.day or 'undated'}  {link.outlet}: {link.title}\n            {link.url}")


def _show_awards(facts: Sequence[AwardFact]) -> None:
    if facts:
        _head("Awards")
    for fact in facts:
        year = f" {fact.year}" if fact.date and fact.year and str(fact.year) not in fact.award else ""
        parts = [fact.award + year, fact.category, fact.score, f"from {fact.giver}" if fact.giver else None]
        status = "" if fact.status == "received" else f" [{fact.status}]"
        day = fact.date or fact.year or "undated"
        click.echo(f"{day}  {fact.recipient}: {', '.join(p for p in parts if p)}{status}")
        for conflict in fact.conflicts:
            click.echo(f"            sources differ on {conflict.field}: {' / '.join(v for v, _ in conflict.values)}")
        for source in fact.sources[:5]:
            click.echo(f"            {source.outlet}: {source.url}")


@click.command()
@click.argument("name", nargs=-1)
@limited(50)
@_json
@click.pass_context
def people(ctx: click.Context, name: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Show a person's offices, quotations and awards; without NAME list those quoted most."""
    from kliping.pipeline import reading_store
    from store.lookups import find_people, look_up_person

    form = " ".join(name)
    with reading_store(terminal.settings_of(ctx)) as store:
        found = find_people(store, form, limit=limit)
        view = look_up_person(store, found[0].id) if form and len(found) == 1 else None
    if view is None:
        rows: list[dict[str, object]] = [dataclasses.asdict(line) for line in found]
        columns = [
            Column("name", "name"),
            Column("articles", "articles"),
            Column("quotes", "quotes"),
            Column("id", "id", whole=True),
        ]
        terminal.emit(rows, columns, form="json" if as_json else "table", title="People", empty=f"{form}: nobody met.")
    elif as_json:
        _print_json(view)
    else:
        _show_person(view)


def _show_person(view: PersonView) -> None:
    _head(f"{view.name}  [{view.id}]")
    for office in view.offices:
        span = f"{office.first or '…'} – {office.last or '…'}"
        click.echo(
            f"{office.role}{' (minister level)' if office.minister else ''}: {span}, {_articles(office.articles)}"
        )
    _show_awards(view.awards)
    _head("Quotations")
    for row in view.quotes:
        _show_quote_line(row)


def _show_quote_line(row: QuoteRow) -> None:
    content = shorten(row.quote.content, 200)
    click.echo(f"{row.date or 'undated'}  {'“' + content + '”' if row.quote.kind == 'direct' else content}")
    click.echo(f"            [quote {row.id}] {row.outlet}: {row.url}")


@click.command()
@click.argument("number", type=terminal.NUMBER)
@_json
@click.pass_context
def story(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show a story: its articles, who copied whom, and what became of a press release."""
    from kliping.pipeline import reading_store
    from store.lookups import look_up_story

    with reading_store(terminal.settings_of(ctx)) as store:
        view = look_up_story(store, number)
    if view is None:
        _missing("story", number, "`kliping export stories` lists them")
    elif as_json:
        _print_json(view)
    else:
        _show_story(view)


def _show_story(view: StoryView) -> None:
    _head(f"{view.story.title}  [story {view.story.id}]")
    for member in view.members:
        share = f", {member.verbatim:.0%} word for word" if member.repeats else ""
        late = f", {_late(member.hours_late)}" if member.hours_late is not None else ""
        click.echo(f"{member.day or 'undated'}  {member.role:8} {member.outlet}: {member.title}{share}{late}")
        click.echo(f"            {member.url}")
    for pickup in view.pickups:
        _head(f"{pickup.outlet} prints {pickup.verbatim:.0%} of the release")
        for label, parts in (("cut", pickup.cut), ("added", pickup.added)):
            for part in parts:
                click.echo(f"  {label}: {shorten(part, 160)}")
        for before, after in pickup.altered_quotes:
            click.echo(f"  quote altered: “{before}”\n             to: “{after}”")
    _show_awards(view.awards)


def _late(hours: float) -> str:
    """How much later: 0 is the same day, for where only the day is known no hours are counted."""
    days, rest = divmod(round(hours), 24)
    parts = [f"{days} day{'s' if days > 1 else ''}" if days else "", f"{rest} h" if rest else ""]
    return f"{' '.join(part for part in parts if part)} later" if days or rest else "the same day"


@click.command()
@click.argument("number", type=terminal.NUMBER)
@_json
@click.pass_context
def quote(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show a quotation in its context, and the same statement in other outlets with the words that differ."""
    from kliping.pipeline import reading_store
    from store.lookups import look_up_quote

    with reading_store(terminal.settings_of(ctx)) as store:
        view = look_up_quote(store, number)
    if view is None:
        _missing("quotation", number, "`kliping people NAME` shows their numbers")
    elif as_json:
        _print_json(view)
    else:
        _show_quote(view)


def _show_quote(view: QuoteView) -> None:
    row = view.row
    _head(f"{row.quote.speaker or 'unknown speaker'}{f', {row.quote.role}' if row.quote.role else ''}")
    click.echo(f"…{view.before}", nl=False)
    click.secho(row.quote.content, fg="yellow", nl=False)
    click.echo(f"{view.after}…\n{row.date or 'undated'}  {row.outlet}: {row.title}\n            {row.url}")
    for outlet, changes in view.differences:
        if all(change.operation == "same" for change in changes):
            _head(f"In {outlet}: the same words")
            continue
        _head(f"In {outlet}")
        for change in changes:
            if change.operation == "same":
                click.echo(change.before, nl=False)
            else:
                click.secho(f"[-{change.before}-]" if change.before else "", fg="red", nl=False)
                click.secho(f"{{+{change.after}+}}" if change.after else "", fg="green", nl=False)
            click.echo(" ", nl=False)
        click.echo()
