"""The pages that follow from the code are current, and the links between pages lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kliping.cli.reference import command_pages, with_settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_command_reference_is_current() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    # words, not line ends: releases of click break lines differently
    assert written.split() == command_pages().split(), "run: python -m kliping.cli.reference"


def test_the_settings_table_is_current() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == with_settings(readme), "run: python -m kliping.cli.reference"


def test_the_first_two_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("```")[1].split()
    assert block[:2] == ["make", "demo"]
    assert "make test" in readme.split("```")[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), target
