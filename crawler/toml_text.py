"""Writes a source as the text of its file (reading it back is `crawler.registry`)."""

from __future__ import annotations

import datetime as dt
import json

from pydantic import BaseModel

from crawler.registry import SourceFile


def to_toml(source: SourceFile) -> str:
    """A source as the text of its file; `parse_source` reads it back to an equal value."""
    lines = _rows(source, skip={"slug", "discovery", "selectors"})
    for name, tables in (("discovery", source.discovery), ("selectors", source.selectors)):
        for table in tables:
            lines += ["", f"[[{name}]]", *_rows(table)]
    return "\n".join(lines) + "\n"


def _rows(model: BaseModel, skip: frozenset[str] | set[str] = frozenset()) -> list[str]:
    return [f"{key} = {_value(getattr(model, key))}" for key in type(model).model_fields if _written(model, key, skip)]


def _written(model: BaseModel, key: str, skip: frozenset[str] | set[str]) -> bool:
    return key not in skip and getattr(model, key) != type(model).model_fields[key].default


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        whole = "[" + ", ".join(_value(item) for item in value) + "]"
        if len(whole) <= 100:
            return whole
        return "[\n" + "".join(f"    {_value(item)},\n" for item in value) + "]"
    if isinstance(value, str):
        if "\\" in value and "'" not in value and value.isprintable():
            return f"'{value}'"  # a regular expression reads better as a literal string
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
