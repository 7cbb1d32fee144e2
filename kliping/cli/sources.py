"""`kliping sources` and `kliping health`: what is configured, and how it has been doing."""

from __future__ import annotations

import click

from kliping.cli import terminal


@click.group()
def sources() -> None:
    """List the configured sources."""


@sources.command("list")
@click.option("--all", "every", is_flag=True, help="Also those that are switched off.")
@terminal.form_options
@click.pass_context
def list_sources(ctx: click.Context, every: bool, form: str | None) -> None:
    """List the sources: slug, name, domain, kind, how new articles are found, and why one is off."""
    from kliping.pipeline import known_sources

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
        for source in known_sources(terminal.settings_of(ctx)).values()
        if every or source.enabled
    ]
    columns = [(key, key) for key in ("slug", "name", "domain", "kind", "tier", "region", "discovery")]
    if every:
        columns += [("enabled", "enabled"), ("terms", "terms")]
    terminal.emit(rows, columns, form=form or "table", title=f"{len(rows)} sources", empty="No sources are configured.")


@click.command()
@terminal.form_options
@click.pass_context
def health(ctx: click.Context, form: str | None) -> None:
    """Show per source what it published, when it last answered, and whether it fell silent.

    Exit code 1 when a source is silent or failing.
    """
    from kliping.pipeline import reading_store
    from store.counts import health as health_of

    with reading_store(terminal.settings_of(ctx)) as store:
        lines = health_of(store)
    rows: list[dict[str, object]] = [
        {
            "slug": line.slug,
            "articles": line.articles,
            "this_week": line.articles_week,
            "usual_week": round(line.usual_week, 1),
            "last_article": line.last_article.isoformat() if line.last_article else None,
            "last_success": line.last_success.isoformat(timespec="minutes") if line.last_success else None,
            "addresses": line.addresses,
            "failing": line.failing,
            "state": "silent" if line.silent else "never answered" if line.last_success is None else "ok",
            "last_failure": line.last_failure,
        }
        for line in lines
    ]
    columns = [
        (key, key.replace("_", " "))
        for key in (
            "slug", "articles", "this_week", "usual_week", "last_article", "last_success", "failing", "state",
            "last_failure",
        )
    ]  # fmt: skip
    terminal.emit(rows, columns, form=form or "table", title="Sources", empty="No source has been gathered yet.")
    if any(row["state"] != "ok" for row in rows):
        ctx.exit(1)
