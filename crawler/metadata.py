"""What a page says of its article besides the text: title, teaser, bylines, section, tags, image, paywall, language.

One reading of `Survey` and `LinkedData`; times are weighed by `crawler.moments`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.bylines import read_people, read_picture_byline
from crawler.credits import read_dateline, read_photo_credit
from crawler.linked_data import LinkedData
from crawler.markup import absolute, bare, inner_text, names, squeeze
from crawler.survey import Place, Survey
from crawler.titles import named_in_title, read_title
from kliping.urls import host

_PAYWALL = re.compile(
    r"(?:artikel|konten|berita)\s+(?:ini\s+)?(?:khusus|hanya|eksklusif)\s+(?:untuk\s+|bagi\s+)?(?:pelanggan|anggota|member|premium)|"
    r"berlangganan\s+(?:untuk|agar)\s+(?:membaca|melanjutkan)|"
    r"(?:login|masuk|daftar)\s+(?:atau\s+\w+\s+)?untuk\s+(?:membaca|melanjutkan)",
    re.IGNORECASE,
)
_SECTION_LABEL = re.compile(r"^\s*(?:kategori|kanal|rubrik)\s*:?\s*", re.IGNORECASE)
_STATED_SECTION = re.compile(
    r"\b(?:[Kk]ategori|[Rr]ubrik|[Kk]anal)\s*:\s*([A-Z][\w& ]{2,30}?)(?=\s{2,}|\s+[A-Z]\w*\s*:|$|[|,;])"
)
_LITTLE_WORDS = frozenset(
    "di dan yang ke dari ini dengan sebuah tapi lain ya untuk pada tidak jangan aja sih itu".split()
)
_GENERIC_SECTIONS = frozenset(
    "home beranda berita news index indeks detail read artikel article posts post uncategorized".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The facts of a page's head and byline."""

    title: str = ""
    teaser: str = ""
    url: str = ""  # the address that the page gives itself
    outlet: str = ""
    image: str = ""
    section: str = ""
    language: str = "id"
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    photo_credit: str = ""
    paywalled: bool = False
    anchor: int | None = None  # where in reading order the title stands
    outlets: tuple[str, ...] = ()  # all names of the site, for titles and datelines


def read_metadata(found: Survey, linked: LinkedData, url: str) -> Metadata:
    """Put the facts of a page together. Never raises; an unknown fact is empty."""
    stated = [href for relation, href in found.links if relation == "canonical"]
    stated += [found.meta("og:url"), linked.url, found.meta("url", "twitter:url", "al:web:url"), found.shared]
    own = next((address for value in stated if (address := _own_address(value, url or found.base))), "")
    site = _first(found.meta("og:site_name", "application-name"), linked.publisher)
    outlets = tuple(dict.fromkeys(name for name in (site, linked.publisher, *_host_names(own or url)) if name))
    title, anchor = read_title(found, linked, outlets, own or url)
    outlets = tuple(dict.fromkeys((*outlets, *named_in_title(found.title, title))))
    site = site or next(iter(named_in_title(found.title, title)), "")
    authors, editors = read_people(found, linked, anchor, outlets)
    described = _first(found.meta("og:description", "description", "twitter:description"), linked.description)
    teaser = _without_dateline(described, outlets)
    return Metadata(
        title=title,
        teaser=teaser,
        url=own,
        outlet=site,
        image=absolute(_first(found.meta("og:image", "og:image:url", "twitter:image"), linked.image), url or own),
        section=_section(found, linked, outlets, title, anchor),
        language=_language(found, linked),
        authors=authors,
        editors=editors,
        tags=_tags(found, linked, anchor),
        photo_credit=read_picture_byline(found, anchor) or _caption_credit(found, anchor),
        paywalled=linked.paywalled or found.meta("article:content_tier").lower() in {"locked", "metered"},
        anchor=anchor,
        outlets=outlets,
    )


def is_paywall_notice(text: str) -> bool:
    """Whether a text asks the reader to subscribe or sign in to read on."""
    return bool(_PAYWALL.search(text))


def _own_address(value: str, base: str) -> str:
    """An address that names an article; a bare front page, which careless templates state, is none."""
    address = absolute(value, base)
    return address if address.count("/") > 2 and len(address.split("/", 3)[-1].strip("/")) > 3 else ""


def _without_dateline(teaser: str, outlets: tuple[str, ...]) -> str:
    teaser = squeeze(teaser)
    found = read_dateline(teaser, outlets)
    return teaser[found.end :] if found and found.outlet else teaser


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")


def _host_names(url: str) -> tuple[str, ...]:
    """ "nasional.kompas.com" → "kompas.com", "kompas"."""
    parts = host(url).split(".")
    if len(parts) < 2:
        return ()
    tail = 3 if len(parts) > 2 and parts[-2] in {"co", "go", "or", "ac", "web", "my", "desa", "sch"} else 2
    return ".".join(parts[-tail:]), parts[-tail], ".".join(parts)


def _section(found: Survey, linked: LinkedData, outlets: tuple[str, ...], title: str, anchor: int | None) -> str:
    known = {bare(name) for name in outlets} | _GENERIC_SECTIONS | {bare(title)}
    shown = [inner_text(a) for place in found.crumbs[:3] for a in place.element.iter("a")][:12]
    candidates = [found.meta("article:section", "content_category", "dtk:kanalid", "category"), linked.section]
    candidates += list(linked.crumbs[::-1]) + shown[::-1]
    near = [place for place in found.sections if anchor is not None and -30 <= place.number - anchor <= 15]
    for place in near[:4]:
        links = list(place.element.iter("a"))[:12]
        candidates.append(_SECTION_LABEL.sub("", inner_text(links[-1] if len(links) > 1 else place.element)))
    for place, line in found.headings:
        if anchor is not None and anchor <= place.number <= anchor + 15 and (stated := _STATED_SECTION.search(line)):
            candidates.append(stated[1])
    for value in candidates:
        value = squeeze(value)
        if (
            2 < len(value) <= 40
            and bare(value) not in known
            and not re.fullmatch(r"[\d-]+|.*\.(?:com|id|net).*", value)
        ):
            return value
    return ""


def _tags(found: Survey, linked: LinkedData, anchor: int | None) -> tuple[str, ...]:
    metas = [value for name, value in found.metas if name in {"article:tag", "content_tag"}]
    values = metas or list(linked.keywords)
    if not values:
        value = found.meta("news_keywords", "keywords", "dtk:keywords")
        values = value.split(",")
    if len(values) == 1:
        values = values[0].split(",")
    tags = [squeeze(value) for value in values]
    words = [tag for tag in tags if " " not in tag]
    if len(tags) > 4 and len(words) == len(tags) and _LITTLE_WORDS.intersection(words):
        tags = []  # a title cut into words is no list of tags
    if not tags or not any(tags):
        lists = [p for p in found.tag_lists if anchor is not None and p.number > anchor and _is_tag_list(p)]
        tags = [inner_text(link).lstrip("# ") for place in lists[:2] for link in list(place.element.iter("a"))[:20]]
    if not tags or not any(tags):
        near = [p for p in found.tagged if anchor is not None and p.number > anchor and _is_tag_list(p)]
        tags = [inner_text(place.element).lstrip("# ") for place in near[:20]]
    return tuple(dict.fromkeys(tag for tag in tags if 1 < len(tag) <= 60 and not re.search(r"\w:\S", tag)))[:20]


def _is_tag_list(place: Place) -> bool:
    """A list of tags belongs to the article where it is called so and nothing around it is called trending."""
    around = [names(above) for above in [place.element, *list(place.element.iterancestors())[:4]]]
    return any(re.search(r"(?<![a-z])tags?(?![a-z])|topik|tagar", label) for label in around) and not any(
        re.search(r"trend|popul|sidebar|header|navbar|footer|hot", label) for label in around
    )


def _caption_credit(found: Survey, anchor: int | None) -> str:
    """The credit in the caption of the picture at the title."""
    for place in found.captions:
        if anchor is None or -40 <= place.number - anchor <= 80:
            caption = inner_text(place.element)
            credit = read_photo_credit(caption) if len(caption) < 500 else ""
            if credit:
                return credit
    return ""


def _language(found: Survey, linked: LinkedData) -> str:
    """Two letters; "in" is the old code of Indonesian. Sites that declare English for Indonesian text are corrected by
    the caller, who knows the text."""
    value = _first(linked.language, found.language, found.meta("og:locale", "language", "content-language")).lower()
    code = re.split(r"[-_ ;,]", value)[0][:2]
    return "id" if code in {"", "in", "id", "ms"} or not code.isalpha() else code
