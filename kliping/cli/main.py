"""The entry point: `kliping`. Names and one-line helps stand here so that `--help` loads nothing heavy."""

from __future__ import annotations

import importlib
import os
import sys

import click

#: command → (module that holds it, one line of help), in the order of the day's work.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "Show the whole way on an embedded newsroom, without a network."),
    "run": ("gather", "Crawl, then process: what cron should call."),
    "crawl": ("gather", "Fetch what is new from the configured sources."),
    "process": ("gather", "Read, link and cluster what is pending."),
    "backfill": ("backfill", "Read articles out of web archives (WARC files, Common Crawl's news)."),
    "search": ("ask", "Search articles, quotations and awards."),
    "similar": ("ask", "List the articles most like one."),
    "timeline": ("ask", "Show awards and ministerial statements by date."),
    "awards": ("records", "List who received what from whom."),
    "quotes": ("records", "List who said what."),
    "units": ("names", "Explain how a name is linked, and show what is known of a unit."),
    "people": ("names", "Show a person's offices, quotations and awards."),
    "stories": ("coverage", "List the stories of a period, those with most articles first."),
    "releases": ("coverage", "List press releases and who printed them."),
    "story": ("show", "Show a story: its articles, copies and pickups."),
    "award": ("show", "Show an award: what every article states of it, in which words."),
    "quote": ("show", "Show a quotation in context, with its other wordings."),
    "briefing": ("tell", "Write the weekly briefing."),
    "export": ("keep", "Write awards, quotes, articles, timeline or stories to a file."),
    "cite": ("keep", "Print the citation of an article."),
    "annotate": ("read", "Read articles from JSON lines; no database."),
    "extract": ("read", "Turn saved pages into articles; no network."),
    "sources": ("sources", "List, check and test the sources."),
    "health": ("sources", "Show which sources work and which fell silent."),
    "check": ("keep", "Check the database; mend what can be derived again."),
    "backup": ("keep", "Copy the database to a new file."),
}


class ReaderGoneError(Exception):
    """Whoever read our standard output has closed it."""


class LazyGroup(click.Group):
    """Loads a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in working order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, or None."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"kliping.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that has gone (head, less) is passed on, for click would call it a failure."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kliping", message="%(prog)s %(version)s")
@click.option("--config", type=click.Path(dir_okay=False), help="Settings file instead of ./kliping.toml.")
@click.pass_context
def kliping(ctx: click.Context, config: str | None) -> None:
    """Indonesian press clippings: who received which award from whom, and who said what.

    Exit codes: 0 done; 1 done, but some sources or articles failed; 2 wrong usage or configuration.
    """
    ctx.obj = config


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; known mistakes end in one line, exit code 2. KLIPING_DEBUG=1 shows the traceback."""
    from kliping.errors import KlipingError

    try:
        # without its standalone mode click hands back the code of ctx.exit()
        code = kliping.main(args=arguments, prog_name="kliping", standalone_mode=False)
        if isinstance(code, int) and code:
            sys.exit(code)
    except click.Abort:
        click.echo("kliping: interrupted; start it again to go on", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except KlipingError as error:
        if os.environ.get("KLIPING_DEBUG"):
            raise
        click.echo(f"kliping: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        # a folder that may not be written, a full disk, a file that vanished: named where nothing nearer did
        if os.environ.get("KLIPING_DEBUG"):
            raise
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"kliping: {where}{error.strerror or error}; check the folder, its permissions and space", err=True)
        sys.exit(2)
    except ReaderGoneError:
        # the reader of our output (head, less) has gone: that is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
