"""Citations of articles as BibTeX and CSL-JSON, for reference managers."""

from __future__ import annotations

import json
import re

from kliping.model import Article
from store.search_index import words

STYLES = ("bibtex", "csl")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    **{c: f"\\{c}" for c in "&%$#_"},
    # BibTeX counts braces even behind a backslash: written as commands they stay balanced.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def cite(article: Article, style: str = "bibtex") -> str:
    """One article as a BibTeX entry or a CSL-JSON item.

    :raises ValueError: an unknown style.
    """
    if style == "bibtex":
        return _bibtex(article)
    if style == "csl":
        return json.dumps(_csl(article), ensure_ascii=False, indent=1)
    raise ValueError(f"cannot cite as {style!r}; choose one of {', '.join(STYLES)}")


def citation_key(article: Article) -> str:
    """A key for the article: outlet, year, first long word of the title and the end of its number."""
    outlet = "".join(words(article.outlet or article.source)) or "kliping"
    year = str(article.published.day.year) if article.published else "nd"
    word = next((word for word in words(article.title) if len(word) > 3 and word.isascii()), "")
    return re.sub(r"[^a-z0-9]", "", f"{outlet}{year}{word}") + f"-{article.id % 10_000:04}"


def _bibtex(article: Article) -> str:
    fields = [
        ("author", " and ".join(f"{{{_escape(name)}}}" for name in article.authors)),
        ("title", f"{{{_escape(article.title)}}}"),
        ("journal", _escape(article.outlet or article.source)),
        ("date", article.published.day.isoformat() if article.published else ""),
        ("year", str(article.published.day.year) if article.published else ""),
        ("url", re.sub(r"[{}\\\s]", "", article.url)),
        ("langid", "indonesian" if article.language == "id" else ""),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@article{{{citation_key(article)},", *lines, "}"])


def _csl(article: Article) -> dict[str, object]:
    item: dict[str, object] = {
        "id": citation_key(article),
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.outlet or article.source,
        "URL": article.url,
        "language": article.language,
    }
    if article.authors:
        item["author"] = [{"literal": name} for name in article.authors]
    if article.published:
        day = article.published.day
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item


def _escape(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in " ".join(text.split()))
