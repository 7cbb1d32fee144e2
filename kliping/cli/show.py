"""`kliping story`, `award` and `quote`: everything known of what has a number, with its evidence.

Units and people are shown in `kliping.cli.names`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kliping.cli import terminal
from kliping.cli.wording import Words, lang_option, words_of
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from store.awards import AwardFact
    from store.database import Store
    from store.lookups import AwardView, QuoteView, StoryView

View = TypeVar("View")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _answer(
    ctx: click.Context,
    what: str,
    number: int,
    as_json: bool,
    look_up: Callable[[Store, int], View | None],
    show: Callable[[View, Words], None],
    hint: str,
) -> None:
    """Show what has a number, as JSON or in words; an unknown number is refused with where numbers are found."""
    from kliping.errors import KlipingError
    from kliping.pipeline import reading_store

    with reading_store(terminal.settings_of(ctx)) as store:
        view = look_up(store, number)
    if view is None:
        raise KlipingError(f"{number}: no such {what}; {hint}")
    if as_json:
        print_json(view)
    else:
        show(view, words_of(ctx))


def print_json(value: Any) -> None:  # dataclasses of any kind
    """Print a dataclass as JSON; dates are ISO texts."""
    click.echo(json.dumps(dataclasses.asdict(value), ensure_ascii=False, indent=1, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def show_head(text: str) -> None:
    """Print a heading below an empty line."""
    click.secho(f"\n{text}", bold=True)


def show_awards(facts: Sequence[AwardFact], words: Words) -> None:
    """Print awards one below the other, each with where articles differ and with its first five sources."""
    if facts:
        show_head(words("awards"))
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
@click.argument("number", type=terminal.NUMBER)
@json_option
@lang_option
@click.pass_context
def story(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show a story: its articles, who copied whom, and what became of a press release."""
    from store.lookups import look_up_story

    _answer(ctx, "story", number, as_json, look_up_story, _show_story, "`kliping stories` shows their numbers")


def _show_story(view: StoryView, words: Words) -> None:
    show_head(f"{view.story.title}  [{words('story')} {view.story.id}]")
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
        show_head(words("prints_release", outlet=pickup.outlet, share=f"{pickup.verbatim:.0%}"))
        for label, parts in ((words("cut"), pickup.cut), (words("added"), pickup.added)):
            for part in parts:
                click.echo(f"  {label}: {shorten(part, 160)}")
        for before, after in pickup.altered_quotes:
            click.echo(f"  {words('altered_from', before=before)}\n  {words('altered_to', after=after)}")
    show_awards(view.awards, words)


def _late(hours: float, words: Words) -> str:
    """How much later: 0 is the same day, for where only the day is known no hours are counted."""
    days, rest = divmod(round(hours), 24)
    key = "days_hours_later" if days and rest else "days_later" if days else "hours_later" if rest else "same_day"
    return words(key, days=days, hours=rest)


@click.command()
@click.argument("number", type=terminal.NUMBER)
@json_option
@lang_option
@click.pass_context
def award(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show an award: what every article states of it, in which words, and where they differ."""
    from store.lookups import look_up_award

    _answer(ctx, "award", number, as_json, look_up_award, _show_award, "`kliping awards` shows their numbers")


def _show_award(view: AwardView, words: Words) -> None:
    show_awards([view.fact], words)
    click.echo(
        words(
            "support", articles=view.fact.articles, stories=view.fact.stories, confidence=f"{view.fact.confidence:.2f}"
        )
    )
    for stated in view.statements:
        record = stated.record
        parts = (record.recipient, record.award, record.category, record.score, record.giver, record.year, record.date)
        show_head(f"{stated.source.outlet}: {stated.source.title}")
        status = "" if record.status == "received" else f" [{words.among('status', record.status)}]"
        click.echo(f"{stated.source.day or words('undated')}  {', '.join(str(p) for p in parts if p)}{status}")
        for evidence in stated.evidence:
            click.echo(f"            “{shorten(evidence, 400)}”")
        click.echo(f"            {stated.source.url}")


@click.command()
@click.argument("number", type=terminal.NUMBER)
@json_option
@lang_option
@click.pass_context
def quote(ctx: click.Context, number: int, as_json: bool) -> None:
    """Show a quotation in its context, and the same statement in other outlets with the words that differ."""
    from store.lookups import look_up_quote

    _answer(
        ctx,
        "quotation",
        number,
        as_json,
        look_up_quote,
        _show_quote,
        "`kliping quotes` and `kliping people NAME` show their numbers",
    )


def _show_quote(view: QuoteView, words: Words) -> None:
    row, family = view.row, view.family
    show_head(f"{row.quote.speaker or words('unknown_speaker')}{f', {row.quote.role}' if row.quote.role else ''}")
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
            show_head(words("same_words", outlet=outlet))
            continue
        show_head(words("in_outlet", outlet=outlet))
        for number, change in enumerate(changes):
            click.echo(" " if number else "", nl=False)
            if change.operation == "same":
                click.echo(change.before, nl=False)
            else:
                click.secho(f"[-{change.before}-]" if change.before else "", fg="red", nl=False)
                click.secho(f"{{+{change.after}+}}" if change.after else "", fg="green", nl=False)
        click.echo()
