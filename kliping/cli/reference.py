"""Writes the reference pages that follow from the code: docs/cli.md and the settings table of the README."""

from __future__ import annotations

from pathlib import Path

import click

from kliping.cli.main import COMMANDS, kliping
from kliping.config import Settings

_ROOT = Path(__file__).resolve().parents[2]
_MARKS = ("<!-- settings -->", "<!-- /settings -->")


def command_pages() -> str:
    """docs/cli.md: the help of every command and subcommand."""
    lines = ["# Commands", "", "Made by `python -m kliping.cli.reference` from the commands themselves.", ""]
    # with the names of the help option as main() has them: click keeps the option that was made first
    names: list[str] = kliping.context_settings["help_option_names"]
    context = click.Context(
        kliping, info_name="kliping", max_content_width=100, terminal_width=100, help_option_names=names
    )
    for name in COMMANDS:
        command = kliping.get_command(context, name)
        assert command is not None
        lines += _page(command, context, name)
    return "\n".join(lines)


def _page(command: click.Command, parent: click.Context, name: str) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    lines = [f"## {context.command_path}", "", "```", command.get_help(context), "```", ""]
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None
            lines += _page(found, context, sub)
    return lines


def settings_table() -> str:
    """The settings as a Markdown table: key, default, meaning."""
    lines = ["| key | default | meaning |", "|---|---|---|"]
    for key, field in Settings.model_fields.items():
        default = field.default
        shown = "; ".join(map(str, default)) if isinstance(default, tuple) else default
        lines.append(f"| `{key}` | {f'`{shown}`' if shown not in (None, '') else ''} | {field.description} |")
    return "\n".join(lines)


def with_settings(readme: str) -> str:
    """A README with its settings table renewed between the marks."""
    head, _, rest = readme.partition(_MARKS[0])
    _, _, tail = rest.partition(_MARKS[1])
    return f"{head}{_MARKS[0]}\n\n{settings_table()}\n\n{_MARKS[1]}{tail}"


def main() -> None:
    """Write both pages."""
    (_ROOT / "docs" / "cli.md").write_text(command_pages(), encoding="utf-8")
    readme = _ROOT / "README.md"
    readme.write_text(with_settings(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
