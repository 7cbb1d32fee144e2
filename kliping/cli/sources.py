"""`kliping sources` and `kliping health`: what is configured, and how it has been doing."""

from __future__ import annotations

import click

from kliping.cli import terminal


@click.group()
def sources() -> None:
    """List, check and test the sources."""


@sources.command("list")
@click.argument("slugs", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Also those that are switched off or not in the settings.")
@terminal.form_options
@click.pass_context
def list_sources(ctx: click.Context, slugs: tuple[str, ...], every: bool, form: str | None) -> None:
    """List the sources: slug, name, domain, kind, how new articles are found, and why one is off.

    Without SLUGS those that a crawl asks.
    """
    from crawler.registry import pick_sources
    from kliping.pipeline import known_sources

    settings = terminal.settings_of(ctx)
    known = known_sources(settings)
    named = slugs or (() if every else settings.sources)
    chosen = pick_sources(known.values(), named)
    if every and not slugs:
        chosen = list(known.values())
    rows: list[dict[str, object]] = [
        {
            "slug": source.slug,
            "name": source.name,
            "domain": source.domain,
            "kind": source.kind,
            "tier": source.tier,
            "region": source.region,
            "discovery": sorted({d.method for d in source.discovery if d.enabled}),
            "enabled": source.enabled,
            "terms": source.terms,
        }
        for source in chosen
    ]
    columns = [(key, key) for key in ("slug", "name", "domain", "kind", "tier", "region", "discovery")]
    if every or slugs:
        columns += [("enabled", "enabled"), ("terms", "terms")]
    terminal.emit(
        rows,
        columns,
        form=form or "table",
        title=f"{len(rows)} source{'' if len(rows) == 1 else 's'}",
        empty="No sources are configured.",
    )


@sources.command("check")
@click.argument("slugs", nargs=-1)
@terminal.form_options
@click.pass_context
def check_sources(ctx: click.Context, slugs: tuple[str, ...], form: str | None) -> None:
    """Ask every list of the sources once: does it still answer with articles? Nothing is kept.

    Exit code 1 when a list is not in order; what to do is printed with it.
    """
    from crawler.check import check
    from crawler.registry import pick_sources
    from kliping.pipeline import known_sources

    settings = terminal.settings_of(ctx)
    chosen = pick_sources(known_sources(settings).values(), slugs or settings.sources)
    with terminal.counter("check") as advance:
        probes = check(chosen, settings=settings, progress=lambda probe: advance(f"{probe.source}: {probe.verdict}"))
    rows: list[dict[str, object]] = [
        {
            "source": probe.source,
            "method": probe.method,
            "verdict": probe.verdict,
            "links": probe.links,
            "newest": probe.newest.isoformat(timespec="minutes") if probe.newest else None,
            "reason": probe.reason,
            "advice": probe.advice,
            "url": probe.url,
        }
        for probe in probes
    ]
    columns = [(key, key) for key in ("source", "method", "verdict", "links", "newest", "reason", "advice")]
    terminal.emit(rows, columns, form=form or "table", title="Lists of the sources", empty="No source has a list.")
    if any(probe.verdict not in {"ok", "not asked"} for probe in probes):
        ctx.exit(1)


@sources.command("test")
@click.argument("slug")
@click.option("--url", default="", help="This page instead of the first article that its lists give.")
@terminal.form_options
@click.pass_context
def test_source(ctx: click.Context, slug: str, url: str, form: str | None) -> None:
    """Fetch one page of a source and show each field as a crawl would read it. Nothing is kept."""
    from crawler.check import try_source
    from crawler.registry import pick_sources
    from kliping.pipeline import known_sources

    settings = terminal.settings_of(ctx)
    (source,) = pick_sources(known_sources(settings).values(), [slug])
    trial, _ = try_source(source, settings=settings, url=url)
    if trial.article is None:
        click.echo(f"{slug}: {trial.url or 'no page'}: {trial.reason}", err=True)
        ctx.exit(1)
    rows: list[dict[str, object]] = [
        {"field": value.field, "value": value.value, "origin": value.origin} for value in trial.values
    ]
    columns = [(key, key) for key in ("field", "value", "origin")]
    terminal.emit(rows, columns, form=form or "table", title=trial.url, empty="")


@sources.command("export")
@click.option("-o", "--output", "target", default="-", help="File to write; default: standard output.")
@click.pass_context
def export_sources(ctx: click.Context, target: str) -> None:
    """Write the feeds of the enabled sources as OPML, for a feed reader."""
    from crawler.opml import to_opml
    from kliping.pipeline import known_sources

    enabled = [source for source in known_sources(terminal.settings_of(ctx)).values() if source.enabled]
    with terminal.output(target) as stream:
        stream.write(to_opml(enabled))


@sources.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--to", "folder", type=click.Path(file_okay=False), help="Folder; default: sources_dir of the settings.")
@click.pass_context
def import_sources(ctx: click.Context, file: str, folder: str | None) -> None:
    """Make a source file for every feed of an OPML file that no source has yet."""
    from pathlib import Path

    from crawler.opml import from_opml
    from crawler.toml_text import to_toml
    from kliping.errors import KlipingError
    from kliping.pipeline import known_sources

    settings = terminal.settings_of(ctx)
    home = Path(folder) if folder else settings.sources_dir
    if home is None:
        raise KlipingError("say where the source files go: --to FOLDER, or sources_dir in kliping.toml")
    found = from_opml(Path(file).read_bytes(), list(known_sources(settings).values()), file=Path(file).name)
    home.mkdir(parents=True, exist_ok=True)
    for source in found.sources:
        (home / f"{source.slug}.toml").write_text(to_toml(source), encoding="utf-8")
        click.echo(f"{home / source.slug}.toml: {source.name}")
    for line in found.left:
        click.echo(f"left out: {line}", err=True)
    click.echo(
        f"{len(found.sources)} sources made, {len(found.left)} left out; docs/add-a-source.md says what to fill in"
    )


@click.command()
@terminal.form_options
@click.pass_context
def health(ctx: click.Context, form: str | None) -> None:
    """Show per source what it gave, how long it takes to answer, and whether it fell silent or its pages changed.

    Exit code 1 when a source is silent, failing or changed.
    """
    import datetime as dt

    from crawler.health import assess
    from kliping.pipeline import known_sources, reading_store
    from store.source_history import History, read_histories

    settings = terminal.settings_of(ctx)
    now = dt.datetime.now(dt.UTC)
    with reading_store(settings) as store:
        histories = read_histories(store, now=now)
    known = known_sources(settings)
    lines = [
        assess(source, found.points, found.fetches, now=now)
        for slug, source in known.items()
        if (found := histories.get(slug, History())).fetches or found.points
    ]
    rows: list[dict[str, object]] = [
        {
            "slug": line.slug,
            "state": line.state,
            "articles": line.articles,
            "this_week": line.this_week,
            "usual_week": round(line.usual_week, 1),
            "expected_week": line.expected_week,
            "last_article": line.last_article.isoformat(timespec="minutes") if line.last_article else None,
            "last_success": line.last_success.isoformat(timespec="minutes") if line.last_success else None,
            "silent_since": line.silent_since.isoformat() if line.silent_since else None,
            "latency": line.latency,
            "failures": ", ".join(f"{count} × {reason}" for reason, count in line.failures.items()),
            "changes": "; ".join(line.shifts),
            "advice": line.advice,
        }
        for line in lines
    ]
    columns = [
        (key, key.replace("_", " "))
        for key in ("slug", "state", "articles", "this_week", "usual_week", "last_article", "failures", "advice")
    ]
    terminal.emit(
        rows,
        columns,
        form=form or "table",
        title="Sources: articles of the last 120 days",
        empty="No source has been gathered yet.",
    )
    if any(line.state in {"silent", "failing", "changed"} for line in lines):
        ctx.exit(1)
