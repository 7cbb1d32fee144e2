"""`kliping units`, `people`, `story`, `award` and `quote`: everything known of one thing, with its evidence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kliping.cli import terminal
from kliping.cli.options import limited
from kliping.cli.terminal import Column
from kliping.cli.wording import Words, first_of, lang_option, spoken, words_of
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from store.awards import AwardFact
    from store.lookups import AwardView, PersonView, QuoteView, StoryView, UnitView
    from store.quotes import QuoteRow

#: Letters of a name at most.
_LONGEST = 500
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _missing(what: str, name: object, hint: str) -> None:
    from kliping.errors import KlipingError

    raise KlipingError(f"{name}: no such {what}; {hint}")


def _print_json(value: Any) -> None:  # dataclasses of any kind
    click.echo(json.dumps(dataclasses.asdict(value), ensure_ascii=False, indent=1, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _head(text: str) -> None:
    click.secho(f"\n{text}", bold=True)


@click.command()
@click.argument("name", nargs=-1)
@limited(50)
@_json
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
        _print_json(view)
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
    _head(f"{view.name}  [{view.id}]")
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
    _show_awards(view.awards, words)
    if view.newest:
        _head(words("newest_articles"))
        for link in view.newest[:10]:
            click.echo(f"{link.day or words('undated')}  {link.outlet}: {link.title}\n            {link.url}")


def _show_awards(facts: Sequence[AwardFact], words: Words) -> None:
    if facts:
        _head(words("awards"))
    for fact in facts:
        year = f" {fact.year}" if fact.date and fact.year and str(fact.year) not in fact.award else ""
        giver = words("from_giver", giver=fact.giver) if fact.giver else None
        parts = [fact.award + year, fact.category, fact.score, giver]
        status = "" if fact.status == "received" else f" [{words.among('status', fact.status)}]"
        day = fact.date or fact.year or words("undated")
        said = ", ".join(part for part in parts if part)
        click.echo(f"{day}  {fact.recipient}: {said}{status}  [{words('award_number', number=fact.id)}]")
        for conflict in fact.conflicts:
            values = " / ".join(value for value, _ in conflict.values)
            click.echo(
                f"            {words('differing_on', field=words.among('fields', conflict.field), values=values)}"
            )
        for source in fact.sources[:5]:
            click.echo(f"            {source.outlet}: {source.url}")


@click.command()
@click.argument("name", nargs=-1)
@limited(50)
@_json
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
        _print_json(view)
    else:
        _show_person(view, words)


def _show_person(view: PersonView, words: Words) -> None:
    _head(f"{view.name}  [{view.id}]")
    for office in view.offices:
        role = f"{office.role}{words('minister_level') if office.minister else ''}"
        click.echo(
            words("office", role=role, first=office.first or "…", last=office.last or "…", count=office.articles)
        )
    _show_awards(view.awards, words)
    _head(words("quotations"))
    for row in view.quotes:
        _show_quote_line(row, words)


def _show_quote_line(row: QuoteRow, words: Words) -> None:
    quote = row.quote
    said = spoken(quote.content, direct=quote.kind == "direct", cue=quote.cue, limit=200)
    click.echo(f"{row.date or words('undated')}  {said}")
    click.echo(f"            [{words('quotation_number', number=row.id)}] {row.outlet}: {row.url}")


@click.command()
@click.argument("number", type=terminal.NUMBER)
@_json
@lang_option
@click.pass_context
def story(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show a story: its articles, who copied whom, and what became of a press release."""
    from kliping.pipeline import reading_store
    from store.lookups import look_up_story

    with reading_store(terminal.settings_of(ctx)) as store:
        view = look_up_story(store, number)
    if view is None:
        _missing("story", number, "`kliping stories` shows their numbers")
    elif as_json:
        _print_json(view)
    else:
        _show_story(view, words_of(ctx))


def _show_story(view: StoryView, words: Words) -> None:
    _head(f"{view.story.title}  [{words('story')} {view.story.id}]")
    if view.merged:
        click.echo(words("merged", numbers=", ".join(map(str, view.merged))))
    width = max((len(words.among("roles", member.role)) for member in view.members), default=0)
    for member in view.members:
        share = words("verbatim", share=f"{member.verbatim:.0%}") if member.repeats else ""
        late = f", {_late(member.hours_late, words)}" if member.hours_late is not None else ""
        role = words.among("roles", member.role)
        click.echo(f"{member.day or words('undated')}  {role:{width}} {member.outlet}: {member.title}{share}{late}")
        click.echo(f"            {member.url}")
    for pickup in view.pickups:
        _head(words("prints_release", outlet=pickup.outlet, share=f"{pickup.verbatim:.0%}"))
        for label, parts in ((words("cut"), pickup.cut), (words("added"), pickup.added)):
            for part in parts:
                click.echo(f"  {label}: {shorten(part, 160)}")
        for before, after in pickup.altered_quotes:
            click.echo(f"  {words('altered_from', before=before)}\n  {words('altered_to', after=after)}")
    _show_awards(view.awards, words)


def _late(hours: float, words: Words) -> str:
    """How much later: 0 is the same day, for where only the day is known no hours are counted."""
    days, rest = divmod(round(hours), 24)
    key = "days_hours_later" if days and rest else "days_later" if days else "hours_later" if rest else "same_day"
    return words(key, days=days, hours=rest)


@click.command()
@click.argument("number", type=terminal.NUMBER)
@_json
@lang_option
@click.pass_context
def award(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show an award: what every article states of it, in which words, and where they differ."""
    from kliping.pipeline import reading_store
    from store.lookups import look_up_award

    with reading_store(terminal.settings_of(ctx)) as store:
        view = look_up_award(store, number)
    if view is None:
        _missing("award", number, "`kliping awards` shows their numbers")
    elif as_json:
        _print_json(view)
    else:
        _show_award(view, words_of(ctx))


def _show_award(view: AwardView, words: Words) -> None:
    _show_awards([view.fact], words)
    click.echo(
        words(
            "support", articles=view.fact.articles, stories=view.fact.stories, confidence=f"{view.fact.confidence:.2f}"
        )
    )
    for stated in view.statements:
        record = stated.record
        parts = (record.recipient, record.award, record.category, record.score, record.giver, record.year, record.date)
        _head(f"{stated.source.outlet}: {stated.source.title}")
        status = "" if record.status == "received" else f" [{words.among('status', record.status)}]"
        click.echo(f"{stated.source.day or words('undated')}  {', '.join(str(p) for p in parts if p)}{status}")
        for evidence in stated.evidence:
            click.echo(f"            “{shorten(evidence, 400)}”")
        click.echo(f"            {stated.source.url}")


@click.command()
@click.argument("number", type=terminal.NUMBER)
@_json
@lang_option
@click.pass_context
def quote(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show a quotation in its context, and the same statement in other outlets with the words that differ."""
    from kliping.pipeline import reading_store
    from store.lookups import look_up_quote

    with reading_store(terminal.settings_of(ctx)) as store:
        view = look_up_quote(store, number)
    if view is None:
        _missing("quotation", number, "`kliping quotes` and `kliping people NAME` show their numbers")
    elif as_json:
        _print_json(view)
    else:
        _show_quote(view, words_of(ctx))


def _show_quote(view: QuoteView, words: Words) -> None:
    row, family = view.row, view.family
    _head(f"{row.quote.speaker or words('unknown_speaker')}{f', {row.quote.role}' if row.quote.role else ''}")
    click.echo(f"…{view.before}", nl=False)
    click.secho(row.quote.content, fg="yellow", nl=False)
    click.echo(f"{view.after}…\n{row.date or words('undated')}  {row.outlet}: {row.title}\n            {row.url}")
    if family is not None and len(family.variants) > 1:
        days = {variant.published.at.date() for variant in family.variants if variant.published}
        span = " – ".join(dict.fromkeys((str(min(days)), str(max(days))))) if days else words("undated")
        click.echo(
            words(
                "printed_first",
                outlet=family.variants[0].outlet,
                span=span,
                count=len({variant.article_id for variant in family.variants}),
            )
        )
    if family is not None and family.speaker_conflict:
        names = dict.fromkeys(variant.speaker for variant in family.variants if variant.speaker)
        click.secho(words("speakers_differ", names=" / ".join(names)), fg="red")
    if family is not None and family.altered:
        click.secho(words("wordings_differ"), fg="red")
    for outlet, changes in view.differences:
        if all(change.operation == "same" for change in changes):
            _head(words("same_words", outlet=outlet))
            continue
        _head(words("in_outlet", outlet=outlet))
        for number, change in enumerate(changes):
            click.echo(" " if number else "", nl=False)
            if change.operation == "same":
                click.echo(change.before, nl=False)
            else:
                click.secho(f"[-{change.before}-]" if change.before else "", fg="red", nl=False)
                click.secho(f"{{+{change.after}+}}" if change.after else "", fg="green", nl=False)
        click.echo()
