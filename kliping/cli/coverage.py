"""`kliping stories` and `releases`: what was written about most, and how far each press release came."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from kliping.cli import terminal
from kliping.cli.options import Question, asking
from kliping.cli.terminal import Column
from kliping.cli.wording import Words, first_of, lang_option, words_of

if TYPE_CHECKING:
    from kliping.model import Story
    from store.story_lists import Release


@click.command()
@asking(limit=20)
@click.option("--minimum", type=click.IntRange(1, 10_000), default=2, show_default=True, help="Articles at least.")
@lang_option
@terminal.form_options
@click.pass_context
def stories(ctx: click.Context, question: Question, minimum: int, form: str | None) -> None:
    """List the stories of a period, those with most articles first; `kliping story NUMBER` shows one."""
    from kliping.pipeline import reading_store
    from store.story_lists import list_stories

    words = words_of(ctx)
    with reading_store(terminal.settings_of(ctx)) as store:
        found = list_stories(store, question.since, question.until, minimum=minimum, limit=question.limit + 1)
    rows = [_story(story) for story in first_of(found, question.limit, words)]
    columns = (
        Column("first", words("day"), whole=True),
        Column("title", words("title")),
        Column("articles", words("articles")),
        Column("copies", words("copies")),
        Column("id", words("number"), whole=True),
    )
    terminal.emit(rows, columns, form=form or "table", title=words("stories"), empty=words("nothing"))


def _story(story: Story) -> dict[str, object]:
    return {
        "first": story.first.at.date().isoformat() if story.first else None,
        "last": story.last.at.date().isoformat() if story.last else None,
        "title": story.title,
        "articles": len(story.article_ids),
        "copies": story.copies,
        "id": story.id,
    }


@click.command()
@asking(limit=50, outlet="Only releases of this site (name, slug or domain).")
@lang_option
@terminal.form_options
@click.pass_context
def releases(ctx: click.Context, question: Question, form: str | None) -> None:
    """List press releases, newest first, with who printed them, how much of them and how soon."""
    from kliping.pipeline import reading_store
    from store.story_lists import list_releases

    words = words_of(ctx)
    with reading_store(terminal.settings_of(ctx)) as store:
        question.require_known(store)
        found = list_releases(
            store, since=question.since, until=question.until, outlet=question.outlet, limit=question.limit + 1
        )
    kept = first_of(found, question.limit, words)
    rows = [_release_line(line, words) if form is None else _release(line) for line in kept]
    columns = (
        Column("day", words("day"), whole=True),
        Column("title", words("release_title")),
        Column("outlet", words("issued_by"), least=110),
        Column("printed", words("printed_by")),
        Column("most", words("word_for_word")),
        Column("story_id", words("story_number"), whole=True),
    )
    terminal.emit(rows, columns, form=form or "table", title=words("releases"), empty=words("no_releases"))


def _release(line: Release) -> dict[str, object]:
    return dataclasses.asdict(line) | {"day": line.day.isoformat() if line.day else None, "outlets": list(line.outlets)}


def _release_line(line: Release, words: Words) -> dict[str, object]:
    return _release(line) | {
        "day": line.day.isoformat() if line.day else words("undated"),
        "printed": f"{line.printed}: {', '.join(line.outlets)}" if line.printed else "–",
        "most": f"{line.most:.0%}" if line.printed else "–",
    }
