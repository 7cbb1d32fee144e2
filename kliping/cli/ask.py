"""`kliping search`, `similar` and `timeline`: questions to the store, opened read-only; `records` holds the others."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kliping.cli import terminal
from kliping.cli.options import Question, article_argument, asked_article, asking, limited
from kliping.cli.wording import Words, lang_option, words_of
from kliping.excerpts import shorten

if TYPE_CHECKING:
    from rich.text import Text

    from store.database import Store
    from store.ranking import Filters
    from store.search import Facet, Hit, Results
    from store.snippets import Snippet


@click.command()
@click.argument("query", nargs=-1, required=True)
@asking(
    limit=20,
    unit="Only articles that name this unit, in any of its spellings.",
    person="Only articles that quote this person.",
    programme="Only articles with an award of this programme.",
    outlet="Only this outlet (name, slug or domain).",
)
@click.option(
    "--in",
    "part",
    type=click.Choice(["articles", "quotes", "awards"]),
    default="articles",
    show_default=True,
    help="What is searched.",
)
@click.option("--words-only", "meaning", flag_value=False, default=True, help="Do not add articles of like meaning.")
@click.option("--facets", "counted", is_flag=True, help="Show how the matches divide instead of the matches.")
@lang_option
@terminal.form_options
@click.pass_context
def search(
    ctx: click.Context,
    query: tuple[str, ...],
    question: Question,
    part: str,
    meaning: bool,
    counted: bool,
    form: str | None,
) -> None:
    """Search articles, quotations or awards. Words are joined by AND; "a phrase", pref*, OR and -word work, and so do
    the fields unit: tokoh: program: media: sejak: sampai: within the query."""
    from kliping.pipeline import reading_store
    from store.ranking import Filters
    from store.search import facets
    from store.search import search as find

    narrow = Filters(
        since=question.since,
        until=question.until,
        unit=question.unit,
        person=question.person,
        programme=question.programme,
        outlet=question.outlet,
    )
    if not any(letter.isalnum() for letter in "".join(query)) and narrow == Filters():
        raise click.UsageError(f"{' '.join(query)!r} holds no word to search for; `kliping timeline` lists what is new")
    if counted and part != "articles":
        raise click.UsageError(f"--facets counts articles: it does not go with --in {part}")
    line = " ".join(_as_typed(word) for word in query)
    settings = terminal.settings_of(ctx)
    with reading_store(settings) as store:
        question.require_known(store)
        if part != "articles":
            _search_part(store, part, line, narrow, question.limit, form, words_of(ctx))
            return
        if counted:
            _show_facets(facets(store, line, narrow), form, words_of(ctx))
            return
        embedder = None
        if meaning:
            from nlp.embeddings import load_embedder

            embedder = load_embedder(settings.embedder or None)
        ask = functools.partial(
            find,
            store,
            since=narrow.since,
            until=narrow.until,
            unit=narrow.unit,
            person=narrow.person,
            programme=narrow.programme,
            outlet=narrow.outlet,
            limit=question.limit,
            embedder=embedder,
        )
        result = ask(line)
        if form is None and not result.hits and line != " ".join(query):
            # many put a whole question in quotation marks: its words, where nothing holds them as a phrase
            loose = ask(" ".join(query))
            if loose.exact:
                click.echo(words_of(ctx)("no_phrase", query=repr(shorten(" ".join(query), 200))))
            result = loose if loose.hits else result
    if form is None:
        _show_results(result, " ".join(query), words_of(ctx))
        return
    terminal.emit([_hit(hit) for hit in result.hits], (), form=form, title="", empty="")


#: What a page of the timeline ends with: a day and the key of an entry.
_CURSOR = re.compile(r"\d{4}-\d\d-\d\d\|[apq]\S+")
#: Signs of a whole query in one argument: OR, AND or NOT between words, -word, pref*.
_OPERATOR = re.compile(r"(?:^|\s)(?:(?:OR|AND|NOT|\|)\s|-\w)|\w\*(?:\s|$)")


def _as_typed(word: str) -> str:
    """A word of the command line with the quotation marks that the shell took: "a phrase", unit:"RSUD Melati"."""
    from store.query_language import FIELDS, read_period

    if " " not in word or '"' in word or _OPERATOR.search(word):
        return word
    fields = [name for name in re.findall(r"(?:^|\s)-?([A-Za-z]+):", word) if name.lower() in FIELDS]
    if not fields:
        return f'"{word}"'
    name, _, value = word.partition(":")
    if len(fields) > 1 or name.lstrip("-") != fields[0]:
        return word  # a whole query
    day, _, rest = value.partition(" ")
    if rest and FIELDS[fields[0].lower()] in {"since", "until"} and read_period(day) is not None:
        return word  # a day and words behind it
    return f'{name}:"{value}"'


def _search_part(
    store: Store, part: str, line: str, narrow: Filters, limit: int, form: str | None, words: Words
) -> None:
    from kliping.cli.records import emit_awards, emit_quotes
    from store.query_language import parse
    from store.search_parts import search_awards, search_quotes
    from store.suggestions import suggest

    read = parse(line)
    if part == "quotes":
        quotes = search_quotes(store, line, filters=narrow, limit=limit)
        emit_quotes(quotes, form, words)
        found = bool(quotes)
    else:
        facts = search_awards(store, line, filters=narrow, limit=limit)
        emit_awards(facts, form, words)
        found = bool(facts)
    if form is None:
        _show_advice(() if found else suggest(store, read, {}), tuple(read.ignored), words)


def _show_advice(suggestions: Sequence[str], ignored: Sequence[str], words: Words) -> None:
    if suggestions:
        click.echo(words("suggestion", names=", ".join(suggestions)))
    if ignored:
        click.echo(words("ignored", parts=", ".join(ignored)))


def _show_facets(found: dict[str, list[Facet]], form: str | None, words: Words) -> None:
    rows: list[dict[str, object]] = [
        {"by": by, "value": facet.value, "label": facet.label, "count": facet.count}
        for by, facets in found.items()
        for facet in facets
    ]
    if form is None:
        for row in rows:
            if row["by"] == "tone":
                row["label"] = words.among("tone", str(row["label"]))
            row["by"] = words.among("facets", str(row["by"]))
    columns = (
        terminal.Column("by", words("by")),
        terminal.Column("label", words("value")),
        terminal.Column("count", words("articles")),
    )
    terminal.emit(rows, columns, form=form or "table", title="", empty=words("nothing"))


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "date": hit.published.at.isoformat() if hit.published else None,
        "outlet": hit.outlet,
        "title": hit.title.text,
        "url": hit.url,
        "snippet": hit.snippet.text,
        "id": hit.article_id,
    }


def _show_results(result: Results, query: str, words: Words) -> None:
    if not result.hits:
        click.echo(words("nothing_found", query=repr(shorten(query, 200))))
    elif not result.exact:
        click.echo(words("nearest", query=repr(shorten(query, 200))))
    _show_advice(result.suggestions, result.ignored, words)
    _show_hits(result.hits, words)


def _show_hits(hits: Sequence[Hit], words: Words) -> None:
    from rich.text import Text

    console = terminal.console()
    for hit in hits:
        day = words.moment(hit.published) if hit.published else words("undated")
        console.print(_marked(hit.title, "bold"))
        console.print(Text(f"  {day} · {hit.outlet}", style="dim"))
        console.print(Text(f"  {hit.url}", style="dim"), soft_wrap=True)
        console.print(Text("  ") + _marked(hit.snippet, ""))


def _marked(snippet: Snippet, style: str) -> Text:
    """A snippet with its marked words in colour."""
    from rich.text import Text

    text = Text(snippet.text, style=style)
    for start, end in snippet.marks:
        text.stylize("bold yellow", start, end)
    return text


@click.command()
@article_argument
@limited(10)
@lang_option
@terminal.form_options
@click.pass_context
def similar(ctx: click.Context, article: int | str, limit: int, form: str | None) -> None:
    """List the articles most like one, given by its address or by its number in `search --json`."""
    from kliping.pipeline import reading_store
    from store.search import hits
    from store.vectors import similar_articles

    with reading_store(terminal.settings_of(ctx)) as store:
        asked = asked_article(store, article)
        found = hits(store, similar_articles(store, asked.id, limit=limit), ())
    if form is not None:
        rows = [{**_hit(hit), "likeness": round(hit.score, 3)} for hit in found]
        terminal.emit(rows, (), form=form, title="", empty="")
        return
    if not found:
        click.echo(words_of(ctx)("nothing"))
    _show_hits(found, words_of(ctx))


@click.command()
@asking(
    "category",
    "region",
    limit=30,
    unit="Only this unit and the bodies below it.",
    person="Only statements of this person, and awards whose articles quote the person.",
    programme="Only awards of this programme: a code such as pekppp, zi, kip, or its name.",
    outlet="Only what this outlet reports (name, slug or domain).",
    tone="Only what is reported in this tone.",
)
@click.option("--alone", is_flag=True, help="With --unit: without the bodies below it.")
@click.option("--kind", type=click.Choice(["award", "statement", "peak"]), help="Only entries of this kind.")
@click.option("--cursor", help="Go on behind the page that ended with this cursor.")
@lang_option
@terminal.form_options
@click.pass_context
def timeline(
    ctx: click.Context, question: Question, alone: bool, kind: str | None, cursor: str | None, form: str | None
) -> None:
    """Show awards, ministerial statements and coverage peaks, newest first, each with its sources."""
    from kliping.cli.records import emit_timeline
    from kliping.pipeline import reading_store
    from store.timeline import KINDS
    from store.timeline import timeline as entries_of

    if cursor is not None and not _CURSOR.fullmatch(cursor):
        raise click.UsageError(f"{cursor!r} is no cursor: give it as the page before printed it")
    with reading_store(terminal.settings_of(ctx)) as store:
        question.require_known(store)
        page = entries_of(
            store,
            since=question.since,
            until=question.until,
            unit=question.unit,
            within=not alone,
            person=question.person,
            programme=question.programme,
            category=question.category,
            region=question.region,
            outlet=question.outlet,
            tone=question.tone,
            kinds=(kind,) if kind else KINDS,
            limit=question.limit,
            cursor=cursor,
        )
    emit_timeline(page.entries, form, words_of(ctx))
    if page.cursor:
        click.echo(words_of(ctx)("more", cursor=page.cursor), err=form is not None)
