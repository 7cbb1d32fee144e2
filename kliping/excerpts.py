"""Cutting a text short for a table or a report. Search snippets are made in `store.search`."""

from __future__ import annotations


def shorten(text: str, limit: int = 220) -> str:
    """At most about `limit` characters on one line, cut between words, with an ellipsis: reports quote briefly."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + " …"
