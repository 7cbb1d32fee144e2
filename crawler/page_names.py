"""What page authors call the parts of a page: the patterns of `page_names.toml`, compiled once."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

NAMES = Path(__file__).with_name("page_names.toml")


class NamesError(ValueError):
    """A file of page names that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class PageNames:
    """One pattern for each kind of name; see the file for what each means."""

    body: re.Pattern[str]
    junk: re.Pattern[str]
    junk_blocks: re.Pattern[str]
    other_texts: re.Pattern[str]
    other_stories: re.Pattern[str]


def read_page_names(path: Path = NAMES) -> PageNames:
    """The patterns of a file. Raises NamesError naming the file and the key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NamesError(f"{path}: {error}") from None
    kinds = [field.name for field in fields(PageNames)]
    if wrong := sorted(set(data) ^ set(kinds)):
        raise NamesError(f"{path}: {wrong[0]}: {'is missing' if wrong[0] in kinds else 'unknown key'}")
    patterns = {}
    for kind in kinds:
        entries = data[kind]
        if not isinstance(entries, list) or not all(isinstance(entry, str) and entry for entry in entries):
            raise NamesError(f"{path}: {kind}: must be a list of regular expressions")
        try:
            patterns[kind] = re.compile("|".join(f"(?:{entry})" for entry in entries))
        except re.error as error:
            raise NamesError(f"{path}: {kind}: {error}") from None
    return PageNames(**patterns)


@functools.lru_cache(maxsize=4096)
def is_junk(label: str) -> bool:
    """Whether these names mark what is never part of the text."""
    return page_names().junk.search(label) is not None


@functools.lru_cache(maxsize=4096)
def is_junk_block(label: str) -> bool:
    """Whether these names mark a block beside the text."""
    return page_names().junk_blocks.search(label) is not None


@functools.cache
def page_names() -> PageNames:
    """The shipped patterns."""
    return read_page_names()
