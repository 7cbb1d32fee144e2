"""Reads schema.org JSON-LD of a page: what it says of the article. Broken JSON yields its plain strings."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ARTICLE = re.compile(r"article|posting|report|review|liveblog", re.IGNORECASE)
_SECOND = re.compile(r"webpage|videoobject|imagegallery|photograph|mediagallery|creativework", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STRING = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|articleSection|description)"\s*:\s*"((?:[^"\\]|\\.){1,2000})"'
)
_MAX_NODES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The article as its JSON-LD describes it; empty strings and tuples where it says nothing."""

    headline: str = ""
    description: str = ""
    published: str = ""
    modified: str = ""
    created: str = ""
    body: str = ""
    section: str = ""
    url: str = ""
    image: str = ""
    publisher: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    paywalled: bool = False


def read_linked_data(scripts: Iterable[str]) -> LinkedData:
    """Read the texts of a page's JSON-LD scripts. Never raises; an article node is preferred to a page node."""
    nodes: list[dict[str, object]] = []
    rescued: list[dict[str, object]] = []
    for script in scripts:
        try:
            nodes.extend(_nodes(_load(script)))
        except (ValueError, RecursionError):
            found = {key: _unescape(value) for key, value in reversed(_STRING.findall(script))}
            if found:
                rescued.append({"@type": "Article", **found})
    nodes += rescued
    named = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    articles = [node for node in nodes if _ARTICLE.search(_type(node))]
    pages = [node for node in nodes if _SECOND.search(_type(node))]
    ranked = sorted(articles, key=lambda n: "datePublished" not in n) + sorted(
        pages, key=lambda n: "datePublished" not in n
    )
    if not ranked:
        return LinkedData(crumbs=_crumbs(nodes))

    def first(key: str) -> str:
        return next((text for node in ranked if (text := _text(node.get(key)))), "")

    return LinkedData(
        headline=first("headline") or (_text(articles[0].get("name")) if articles else ""),
        description=first("description"),
        published=first("datePublished") or first("uploadDate"),
        modified=first("dateModified"),
        created=first("dateCreated"),
        body=next((text for node in ranked if (text := _plain(node.get("articleBody")))), ""),
        section=first("articleSection"),
        url=_text(ranked[0].get("url")) or _text(ranked[0].get("mainEntityOfPage")),
        image=next((text for node in ranked if (text := _image(node.get("image")))), ""),
        publisher=next((n[0] for node in ranked if (n := _people(node.get("publisher"), named))), ""),
        language=first("inLanguage"),
        authors=next((p for node in ranked if (p := _people(node.get("author"), named))), ()),
        editors=next((p for node in ranked if (p := _people(node.get("editor"), named))), ()),
        keywords=next((k for node in ranked if (k := _words(node.get("keywords")))), ()),
        crumbs=_crumbs(nodes),
        paywalled=any(str(node.get("isAccessibleForFree")).lower() == "false" for node in ranked),
    )


def _load(script: str) -> object:
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _nodes(data: object) -> Iterator[dict[str, object]]:
    """The objects at the top, in lists, in @graph and in mainEntity, in order."""
    waiting, seen = [data], 0
    while waiting and seen < _MAX_NODES:
        seen += 1
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:_MAX_NODES]
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if isinstance(item.get(key), (list, dict)))


def _type(node: dict[str, object]) -> str:
    kind = node.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def _text(value: object) -> str:
    """A value as one plain string: of a list its first, of an object its address or name."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@id") or value.get("url") or value.get("name") or value.get("@value") or ""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _plain(value: object) -> str:
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _image(value: object) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return _text(value.get("url") or value.get("contentUrl") if isinstance(value, dict) else value)


def _people(value: object, named: dict[str, dict[str, object]]) -> tuple[str, ...]:
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name: object = item
        if isinstance(item, dict):
            name = item.get("name") or named.get(str(item.get("@id")), {}).get("name")
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and one.strip():
                found.append(" ".join(html.unescape(one).split()))
    return tuple(dict.fromkeys(found))


def _words(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else str(value).split(",") if isinstance(value, str) else []
    return tuple(dict.fromkeys(word for item in items if isinstance(item, str) and (word := _text(item))))


def _crumbs(nodes: list[dict[str, object]]) -> tuple[str, ...]:
    for node in nodes:
        items = node.get("itemListElement")
        if "breadcrumb" in _type(node).lower() and isinstance(items, list):
            found = []
            for item in items[:20]:
                if isinstance(item, dict):
                    inner = item.get("item")
                    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else "")
                    found.append(_text(name))
            return tuple(name for name in found if name)
    return ()
