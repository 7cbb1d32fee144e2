"""`kliping units` and `people`: everything known of a name. What has a number is shown in `kliping.cli.show`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kliping.cli import terminal
from kliping.cli.options import limited
from kliping.cli.show import json_option, print_json, show_awards, show_head
from kliping.cli.terminal import Column
from kliping.cli.wording import Words, first_of, lang_option, spoken, words_of
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from store.lookups import PersonView, UnitView
    from store.quotes import QuoteRow

#: Letters of a name at most.
_LONGEST = 500


@click.command()
@click.argument("name", nargs=-1)
@limited(50)
@json_option
@lang_option
@click.pass_context
def units(ctx: click.Context, name: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Explain how a name is linked, and show what the store knows of that unit; without NAME list the units met most.

    NAME is an id or any written form: "Menpan RB", "Disdukcapil Kota Semarang".
    """
    from kliping.pipeline import reading_store
    from nlp.linking import explain, link
    from store.lookups import find_units, look_up_unit
    from store.suggestions import suggest_names

    form = " ".join(" ".join(name).split())
    if len(form) > _LONGEST:
        raise click.UsageError(f"no name has {len(form):,} characters")
    settings, words = terminal.settings_of(ctx), words_of(ctx)
    body = link(form) if form else None
    if form and not as_json:
        click.echo("\n".join(shorten(line, 400) for line in explained(explain(form), words)))
    if form and not settings.database.exists():
        return  # how a name is linked can be told without a store
    with reading_store(settings) as store:
        view = look_up_unit(store, body.id) if body else None
        found = find_units(store, form, limit=limit + 1) if view is None else []
        if len(found) == 1:
            view = look_up_unit(store, found[0].id)
        likely = suggest_names(store, form, ("unit",)) if form and not found and view is None else ()
    if view is None:
        rows: list[dict[str, object]] = [dataclasses.asdict(line) for line in first_of(found, limit, words)]
        if not as_json:
            for row in rows:
                row["kind"] = words.among("unit_kinds", str(row["kind"]))
        columns = [
            Column("name", words("name")),
            Column("kind", words("kind"), least=100),
            Column("articles", words("articles")),
            Column("awards", words("awards")),
            Column("id", words("id"), whole=True),
        ]
        terminal.emit(rows, columns, form="json" if as_json else "table", title=words("units"), empty=words("no_units"))
        _show_likely(likely, as_json, words)
    elif as_json:
        print_json(view)
    else:
        _show_unit(view, words)


def _show_likely(names: Sequence[str], as_json: bool, words: Words) -> None:
    if names and not as_json:
        click.echo(words("suggestion", names=", ".join(names)))


def explained(text: str, words: Words) -> list[str]:
    """The lines of `nlp.linking.explain` in the language of the answer."""
    terms = words.tables["explained"]
    lines = []
    for line in text.splitlines():
        head, colon, rest = line.partition(": ")
        head = terms.get(head, head)
        rest = terms.get(rest, words.among("unit_kinds", rest) if line.startswith("kind: ") else rest)
        for known in ("source", "forms", "in no list of regions"):
            rest = rest.replace(f"; {known}:", f"; {terms[known]}:").replace(f"({known})", f"({terms[known]})")
        if line.startswith("formerly: "):
            rest = rest.replace(" until ", f" {terms['until']} ")
        lines.append(f"{head}{colon}{rest}")
    return lines


def _show_unit(view: UnitView, words: Words) -> None:
    show_head(f"{view.name}  [{view.id}]")
    kind = words.among("unit_kinds", view.kind)
    click.echo(words("written_as", kind=kind, count=view.articles, names="; ".join(view.names)))
    if view.parent:
        click.echo(words("part_of", name=view.parent.name, id=view.parent.id))
    for child in view.children[:10]:
        click.echo(words("above", name=child.name, id=child.id, count=child.articles))
    if len(view.children) > 10:
        click.echo(words("and_more", count=len(view.children) - 10))
    for edition in view.history:
        years = ", ".join(map(str, edition.years)) or words("no_year")
        gaps = words("gaps", years=", ".join(map(str, edition.gaps))) if edition.gaps else ""
        streak = words("streak", count=edition.streak) if edition.streak > 1 else ""
        # A body below it has a history of its own.
        whose = edition.name if edition.unit_id == view.id else f"{edition.name} – {edition.recipient}"
        click.echo(words("edition", programme=whose, years=years, gaps=gaps, streak=streak))
    show_awards(view.awards, words)
    if view.newest:
        show_head(words("newest_articles"))
        for link in view.newest[:10]:
            click.echo(f"{link.day or words('undated')}  {link.outlet}: {link.title}\n            {link.url}")


@click.command()
@click.argument("name", nargs=-1)
@limited(50)
@json_option
@lang_option
@click.pass_context
def people(ctx: click.Context, name: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Show a person's offices, quotations and awards; without NAME list those quoted most.

    NAME is a name or a part of one, an id, or an office: "Menteri PANRB".
    """
    from kliping.pipeline import reading_store
    from store.lookups import find_people, look_up_person
    from store.suggestions import suggest_names

    form, words = " ".join(" ".join(name).split()), words_of(ctx)
    with reading_store(terminal.settings_of(ctx)) as store:
        found = find_people(store, form, limit=limit + 1)
        view = look_up_person(store, found[0].id) if form and len(found) == 1 else None
        likely = suggest_names(store, form, ("person",)) if form and not found else ()
    if view is None:
        rows: list[dict[str, object]] = [dataclasses.asdict(line) for line in first_of(found, limit, words)]
        columns = [
            Column("name", words("name")),
            Column("articles", words("articles")),
            Column("quotes", words("quotations")),
            Column("id", words("id"), whole=True),
        ]
        empty = words("no_people", name=form) if form else words("nothing")
        terminal.emit(rows, columns, form="json" if as_json else "table", title=words("people"), empty=empty)
        _show_likely(likely, as_json, words)
    elif as_json:
        print_json(view)
    else:
        _show_person(view, words)


def _show_person(view: PersonView, words: Words) -> None:
    show_head(f"{view.name}  [{view.id}]")
    for office in view.offices:
        role = f"{office.role}{words('minister_level') if office.minister else ''}"
        click.echo(
            words("office", role=role, first=office.first or "…", last=office.last or "…", count=office.articles)
        )
    show_awards(view.awards, words)
    show_head(words("quotations"))
    for row in view.quotes:
        _show_quote_line(row, words)


def _show_quote_line(row: QuoteRow, words: Words) -> None:
    quote = row.quote
    said = spoken(quote.content, direct=quote.kind == "direct", cue=quote.cue, limit=200)
    click.echo(f"{row.date or words('undated')}  {said}")
    click.echo(f"            [{words('quotation_number', number=row.id)}] {row.outlet}: {row.url}")
