"""Reads the tables of the data files beside this module and the fields of their rows, and refuses what it does not
understand. What the rows mean is known to the modules that load them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources

from kliping.errors import KlipingError


class KnowledgeError(KlipingError, ValueError):
    """A data file under nlp/knowledge holds something that the program does not understand."""


def read_text(name: str) -> str:
    """The text of a data file beside this module."""
    return resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8")


def check_keys(file: str, entry: str, found: Iterable[str], known: Iterable[str]) -> None:
    """Raise KnowledgeError for a key that a file may not hold."""
    for key in found:
        if key not in set(known):
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: unknown key {key!r}")


def strings_field(file: str, entry: str, row: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A list of strings, empty without the key."""
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: {key!r} must be a list of strings")
    return tuple(value)


def text_field(file: str, entry: str, row: Mapping[str, object], key: str) -> str:
    """A string, empty without the key."""
    value = row.get(key, "")
    if not isinstance(value, str):
        raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: {key!r} must be a string")
    return value


def pairs_field(file: str, entry: str, rows: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs written as "form = form", the first in lower case."""
    pairs = []
    for row in rows:
        form, mark, standing = row.partition(" = ")
        if not mark:
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: 'same' holds {row!r}, not \"form = form\"")
        pairs.append((form.lower(), standing))
    return tuple(pairs)


def day_field(file: str, entry: str, row: Mapping[str, object], key: str) -> dt.date | None:
    """A date, None without the key."""
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, dt.date):
        raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: {key!r} must be a date such as 2014-10-27")
    return value


def toml_tables(file: str, text: str, key: str) -> list[dict[str, object]]:
    """The [[key]] tables of a TOML text, which may hold nothing else."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"nlp/knowledge/{file}: {error}") from error
    check_keys(file, "top level", data, (key,))
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(f"nlp/knowledge/{file}: {key!r} must be tables")
    return rows


def csv_rows(file: str, text: str, known: tuple[str, ...]) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows of a CSV text with the number of their line, counted from 1; only the known columns may stand in it."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    check_keys(file, "header", reader.fieldnames or (), known)
    for row in reader:
        if None in row or None in row.values():
            raise KnowledgeError(f"nlp/knowledge/{file}: line {reader.line_num}: wrong number of columns")
        yield reader.line_num, row
