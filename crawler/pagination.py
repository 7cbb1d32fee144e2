"""The other pages of an article: where they are, and how their texts become one. Paging of listings is in discovery."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.markup import Element, absolute, inner_text, names
from kliping.model import Article

_PAGE_KEY = re.compile(r"page|hal|halaman|p|pg|paged|start_page|pagenum", re.IGNORECASE)
_ALL_VALUE = re.compile(r"all|semua|full|0", re.IGNORECASE)
_PATH_PAGE = re.compile(r"(?<!/\d)(?<!/\d\d)(?<!/\d{4})/(?:page/|halaman/|hal-)?([1-9]\d?)/?$")  # no part of a date
_MAY_PAGE = re.compile(
    r"[?&](?:page|hal|halaman|p|pg|paged|start_page|pagenum|single|showpage)=|/\d{1,2}/?(?:[?#]|$)", re.I
)
_NEXT_WORD = re.compile(
    r"(?:halaman|hal\.?|page|laman)?\s*(?:selanjutnya|berikutnya|berikut|next|lanjut(?:kan)?(?:\s+membaca)?)\s*(?:halaman|page|laman)?\s*[»>→]*|[»›→]|>{1,2}",
    re.IGNORECASE,
)
_PAGER_NAME = re.compile(
    r"pag(?:ing|er|ination|e-numbers|e-link|enav)|halaman|multi-?page|page-links|post-page|read__paging|nextpage|wp-pagenavi|long-page"
)
_MAX_PAGES = 20
_MAX_LOOKED_AT = 3000


def next_pages(tree: Element, url: str) -> tuple[str, ...]:
    """The addresses that complete the article of this page, in reading order; empty when it is whole.

    A view of all pages at once ("?page=all") is preferred and then stands alone. Only addresses inside the article's
    own path count, so a link to the next story is never taken. On page n of a pager, the pages after n are returned.
    """
    base = _article_path(url)
    if base is None:
        return ()
    here = page_number(url) or 1
    numbered: dict[int, str] = {}
    whole, looked_at = "", 0
    for element in tree.iter("link", "a", "option"):
        if element.tag == "link":
            relation = (element.get("rel") or "").lower()
            if relation == "next":
                _note(numbered, base, absolute(element.get("href"), url), here, trusted=True)
            continue
        address = element.get("href") or (element.get("value") if element.tag == "option" else None)
        if not address or not _MAY_PAGE.search(address) or _elsewhere(address, base[1]):
            continue  # nearly every link of a page: not worth resolving
        looked_at += 1
        if looked_at > _MAX_LOOKED_AT:
            break
        target = absolute(address, url)
        if not target or not _same_article(base, target):
            continue
        if _is_whole(target):
            if not _is_whole(url):
                whole = whole or target
            continue
        number = page_number(target)
        if number is None:
            continue
        label = inner_text(element)
        trusted = (
            element.get("rel") == "next"
            or _NEXT_WORD.fullmatch(label) is not None
            or label.strip(" .") in {str(number), f"Halaman {number}", f"Page {number}"}
            or _in_pager(element)
        )
        _note(numbered, base, target, here, trusted=trusted)
    if _is_whole(url):
        return ()
    if whole:
        return (whole,)
    if not numbered:
        return ()
    last = max(numbered)
    # "1 2 3 … 7": the numbers in the gap follow the same shape
    pages = [numbered.get(n) or _with_number(numbered[last], last, n) for n in range(here + 1, last + 1)]
    return tuple(dict.fromkeys(pages))[:_MAX_PAGES]


def _elsewhere(address: str, path: str) -> bool:
    """Whether an address plainly leads to another path: one that is absolute, holds no steps up, and lacks `path`."""
    return (
        address.startswith(("/", "http://", "https://"))
        and path not in address
        and "/." not in address
        and address.isprintable()  # urljoin drops tabs and line ends
    )


def page_number(url: str) -> int | None:
    """The page that an address asks for: 2 for "?page=2", "/2" or "?hal=2"; None for a first page or a full view."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if _PAGE_KEY.fullmatch(key) and value.isdigit() and 0 < int(value) < 100:
            return int(value)
    match = _PATH_PAGE.search(parts.path)
    if match and 1 < int(match[1]) <= _MAX_PAGES + 1 and parts.path.count("/") > 2:
        return int(match[1])
    return None


def _is_whole(url: str) -> bool:
    return any(
        (_PAGE_KEY.fullmatch(key) and _ALL_VALUE.fullmatch(value))
        or (key.lower() in {"single", "showpage"} and value in {"1", "all"})
        for key, value in parse_qsl(urlsplit(url).query)
    )


def _article_path(url: str) -> tuple[str, str] | None:
    """Host and path of an article without its page number; None for a front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    match = _PATH_PAGE.search(path)
    if match and page_number(url) is not None and not parts.query:
        path = path[: match.start()]
    if path.count("/") < 1 or len(path) < 6:
        return None
    return re.sub(r"^(?:www|m|amp)\.", "", parts.netloc.lower()), path


def _same_article(base: tuple[str, str], target: str) -> bool:
    parts = urlsplit(target)
    if re.sub(r"^(?:www|m|amp)\.", "", parts.netloc.lower()) != base[0]:
        return False
    path = parts.path.rstrip("/")
    if path == base[1]:
        return True
    rest = path[len(base[1]) :] if path.startswith(base[1]) else ""
    return bool(rest) and re.fullmatch(r"/(?:page/|halaman/|hal-)?\d{1,2}", rest) is not None


def _note(numbered: dict[int, str], base: tuple[str, str], target: str, here: int, *, trusted: bool) -> None:
    if not target or not _same_article(base, target):
        return
    number = page_number(target)
    if trusted and number is not None and here < number <= _MAX_PAGES + 1:
        numbered.setdefault(number, target)


def _in_pager(element: Element) -> bool:
    above = element
    for _ in range(4):
        if _PAGER_NAME.search(names(above)):
            return True
        parent = above.getparent()
        if parent is None:
            return False
        above = parent
    return False


def _with_number(url: str, old: int, new: int) -> str:
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    changed = [(k, str(new) if _PAGE_KEY.fullmatch(k) and v == str(old) else v) for k, v in pairs]
    if changed != pairs:
        return urlunsplit(parts._replace(query=urlencode(changed)))
    return urlunsplit(parts._replace(path=re.sub(rf"{old}(/?)$", rf"{new}\1", parts.path)))


def _address(page: Article) -> str:
    return page.pages[0] if page.pages else page.url


def join_pages(pages: Sequence[Article]) -> Article:
    """One article from its pages, in whatever order they come.

    A view of all pages at once stands for the text alone. Else paragraphs that an earlier page already holds (a
    repeated lead, a standing notice) are left out; the first page's facts win, later pages fill what it lacks;
    `next_pages` keeps only what was not joined. Raises ValueError for none.
    """
    if not pages:
        raise ValueError("there is no page to join")
    pages = sorted(pages, key=lambda page: page_number(_address(page)) or 1)
    first, seen, paragraphs = pages[0], set[str](), list[str]()
    whole = [page for page in pages if _is_whole(_address(page)) and len(page.text) >= 0.9 * len(first.text)]
    for page in whole[:1] or pages:
        for paragraph in page.text.split("\n\n"):
            key = re.sub(r"\W+", " ", paragraph).strip().lower()
            if key and (key not in seen or len(key) < 25):
                seen.add(key)
                paragraphs.append(paragraph)
    addresses = tuple(dict.fromkeys(address for page in pages for address in (page.pages or (page.url,))))
    waiting = tuple(dict.fromkeys(a for page in pages for a in page.next_pages if a not in addresses))
    if any(page_number(address) for address in addresses) or len(pages) > 1:
        joined = {page_number(address) or 1 for address in addresses}
        waiting = tuple(a for a in waiting if (page_number(a) or 1) not in joined and not _is_whole(a))

    def last_of(name: str) -> str:
        return next((value for page in reversed(pages) if (value := str(getattr(page, name)))), "")

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for page in pages for value in getattr(page, name)))

    return replace(
        first,
        text="\n\n".join(paragraphs),
        authors=all_of("authors"),
        editors=all_of("editors"),
        tags=all_of("tags"),
        agency_code=last_of("agency_code"),
        photo_credit=first.photo_credit or last_of("photo_credit"),
        image=first.image or last_of("image"),
        published=next((page.published for page in pages if page.published), None),
        updated=next((page.updated for page in pages if page.updated), None),
        paywalled=any(page.paywalled for page in pages),
        pages=addresses,
        next_pages=waiting,
    )
