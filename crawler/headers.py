"""Looking up a header of an answer, whatever its capitals. What headers mean is told where they are read."""

from __future__ import annotations

from collections.abc import Mapping


def header_of(headers: Mapping[str, str] | None, name: str) -> str:
    """A header's value by its lower-case name, "" for none."""
    return next((value for key, value in (headers or {}).items() if key.lower() == name), "")
