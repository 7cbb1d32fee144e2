"""What a page says of its article besides the text: title, teaser, bylines, section, tags, image, paywall, language.

One reading of `Survey` and `LinkedData`; times are weighed by `crawler.moments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.credits import split_names
from crawler.linked_data import LinkedData
from crawler.markup import absolute, inner_text, names, squeeze
from crawler.survey import Place, Survey
from kliping.urls import host

_SEPARATOR = re.compile(r"\s+(?:[-–—|»•·/]|::|:)\s+|\s*\|\s*|\s+::\s*|\s*»\s*")
_SITE_WORDS = re.compile(
    r"(?:\.com|\.co\.id|\.id|\.net|\.go\.id|\bonline\b|\bnews\b|\bberita\b|\bindonesia\b|\bportal\b|\bresmi\b|\bhalaman\b"
    r"|\bpage\b|\ball\b|\bmobile\b|\bkementerian\b|\bpemerintah\b|\bdinas\b|\bkabupaten\b|\bprovinsi\b|\bkota\b|\bwebsite\b"
    r"|\bepaper\b|\bfoto\b|\bvideo\b)",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"^(?:admin\w*|administrator|super\s?(?:admin|user)|redaksi\w*|editor|author|root|webmaster|humas\w*|diskominfo\w*|kominfo\w*|"
    r"tim\b.*|team\b.*|newsroom|penulis|reporter|web|user\d*|operator\w*|ppid\w*|staff?|none|null|anonim\w*|kontributor|"
    r"news|desk|publisher|by|oleh|.*\.(?:com|id|net|co|org)|.*cyber media|.*\b(?:network|media center|online)|.*@.*)$",
    re.IGNORECASE,
)
_EDITOR_WORD = re.compile(r"\b(?:editor|redaktur|penyunting)\b\s*:?\s*", re.IGNORECASE)
_WRITER_WORD = re.compile(
    r"^\W*(?:\b(?:penulis|reporter|pewarta|oleh|by|jurnalis|kontributor|wartawan|author|writer|ditulis oleh|laporan|rep|tim)\b"
    r"\s*[:\-]?\s*)+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z][\w'’.]*|bin|binti|van|de|al|el)(?:[ -](?:[A-Z][\w'’.]*|bin|binti|van|de|al|el)){0,5}(?:, ?[A-Z][\w.]+)*"
)
_DATE_LIKE = re.compile(r"\d{4}|\b\d{1,2}:\d\d|\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\b", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"photo|foto|image|gambar|caption|(?<![a-z])img|picture|thumb|media")
_PAYWALL = re.compile(
    r"(?:artikel|konten|berita)\s+(?:ini\s+)?(?:khusus|hanya|eksklusif)\s+(?:untuk\s+|bagi\s+)?(?:pelanggan|anggota|member|premium)|"
    r"berlangganan\s+(?:untuk|agar)\s+(?:membaca|melanjutkan)|"
    r"(?:login|masuk|daftar)\s+(?:atau\s+\w+\s+)?untuk\s+(?:membaca|melanjutkan)",
    re.IGNORECASE,
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
    title, anchor = _title(found, linked, outlets)
    authors, editors = _people(found, linked, anchor, outlets)
    teaser = squeeze(_first(found.meta("og:description", "description", "twitter:description"), linked.description))
    return Metadata(
        title=title,
        teaser=teaser,
        url=own,
        outlet=site,
        image=absolute(_first(found.meta("og:image", "og:image:url", "twitter:image"), linked.image), url or own),
        section=_section(found, linked, outlets, title),
        language=_language(found, linked),
        authors=authors,
        editors=editors,
        tags=_tags(found, linked, anchor),
        photo_credit=_photo_credit(found, anchor),
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


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")


def _host_names(url: str) -> tuple[str, ...]:
    """ "nasional.kompas.com" → "kompas.com", "kompas"."""
    parts = host(url).split(".")
    if len(parts) < 2:
        return ()
    tail = 3 if len(parts) > 2 and parts[-2] in {"co", "go", "or", "ac", "web", "my", "desa", "sch"} else 2
    return ".".join(parts[-tail:]), parts[-tail], ".".join(parts)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def strip_outlet(title: str, outlets: Iterable[str] = (), heading: str = "") -> str:
    """A title without the names of its site before or behind it: "Judul - Kompas.com" → "Judul".

    A last part that is no known name is taken off only where it looks like one or the page's heading lacks it.
    """
    known = {_bare(name) for name in outlets if name}
    title = squeeze(title)
    plain_heading = _bare(heading)
    for _ in range(4):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        tail, front = title[last.end() :], title[: first.start()]
        in_heading = bool(plain_heading) and _bare(title) in plain_heading
        if in_heading:
            break
        if _is_site(tail, known, plain_heading) and len(title[: last.start()]) > 8:
            title = title[: last.start()].rstrip()
        elif _bare(front) in known and len(title[first.end() :]) > 8:
            title = title[first.end() :].lstrip()
        else:
            break
    # "KapanLagi.com: Judul": a name of the site closed by a colon
    before, colon, after = title.partition(": ")
    if colon and _bare(before) in known and len(after) > 8:
        title = after.strip()
    return title


def _is_site(part: str, known: set[str], heading: str) -> bool:
    bare = _bare(part)
    if not bare or bare in known:
        return True
    words = [_bare(word) for word in part.split()]
    if len(words) > 7:
        return False
    runs = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    if any(len(name) > 3 and name in runs for name in known):
        return True
    if heading:
        return bare not in heading and len(words) <= 6
    return len(words) <= 5 and bool(_SITE_WORDS.search(part))


def _title(found: Survey, linked: LinkedData, outlets: tuple[str, ...]) -> tuple[str, int | None]:
    """The title as the reader sees it, and where it stands. Headings decide what in <title> is the outlet's name."""
    given = [found.meta("og:title"), linked.headline, found.meta("twitter:title"), found.title]
    bare = [text for raw in given if len(text := strip_outlet(raw, outlets)) > 3]
    keys = [_bare(text) for text in bare]
    words = [set(re.findall(r"\w+", text.lower())) for text in bare]
    best: tuple[float, Place, str] | None = None
    for place, text in found.headings:
        score = _title_score(text, place, keys, words)
        if score > 0 and (best is None or score > best[0] + 0.05) and not _in_link(place):
            best = (score, place, text)
    if best is None:
        return next(iter(bare), ""), None
    heading = strip_outlet(best[2], outlets)
    # the page's own spelling of the same words is kept: a heading in capitals is a matter of style
    same = next((text for text in bare if _bare(text) == _bare(heading)), "")
    return same or heading, best[1].number


def _in_link(place: Place) -> bool:
    """A line inside a link leads to another page; only an h1 may be one."""
    above = [place.element, *list(place.element.iterancestors())[:3]]
    return place.element.tag != "h1" and any(element.tag == "a" for element in above)


def _title_score(text: str, place: Place, keys: list[str], words: list[set[str]]) -> float:
    """How well a line of the page serves as its title: 3 the very words, 2 a part of them or more, 1 alike."""
    tag = place.element.tag
    bonus = {"h1": 0.5, "h2": 0.2, "h3": 0.1}.get(tag, 0.0)
    if not keys:
        return 1.0 if tag == "h1" and len(text) > 12 else 0.0
    own = _bare(text)
    if len(own) < 6:
        return 0.0
    if own in keys:
        return 3.0 + bonus
    for key in keys:
        if len(key) > 15 and (key in own or own in key):
            share = min(len(own), len(key)) / max(len(own), len(key))
            if share >= 0.6:
                return 2.0 + share * 0.5 + bonus
    if tag not in ("h1", "h2"):
        return 0.0
    mine = set(re.findall(r"\w+", text.lower()))
    alike = max((len(mine & other) / max(len(mine | other), 1) for other in words), default=0.0)
    return 1.0 + alike + bonus if alike >= 0.6 else 0.0


def _people(
    found: Survey, linked: LinkedData, anchor: int | None, outlets: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    outlet_keys = {_bare(name) for name in outlets}

    def persons(values: Iterable[str]) -> tuple[str, ...]:
        names_ = [name for value in values for name in split_names(_WRITER_WORD.sub("", squeeze(value)))]
        keep = [
            n
            for n in names_
            if not _NOT_A_PERSON.match(n) and not any(k and k in _bare(n) for k in outlet_keys if len(k) > 3)
        ]
        return tuple(dict.fromkeys(name.title() if name.isupper() and " " in name else name for name in keep))[:8]

    authors = persons(linked.authors)
    editors = persons(linked.editors)
    if not authors:
        metas = [
            v
            for n, v in found.metas
            if n
            in {
                "author",
                "article:author",
                "dtk:author",
                "content_author",
                "dc.creator",
                "dable:author",
                "cxenseparse:author",
                "parsely-author",
                "twitter:data1",
            }
        ]
        authors = persons(v for v in metas if not re.match(r"https?:|@|/|\d+ (?:menit|min)", v))
    if not editors:
        editors = persons(
            v for n, v in found.metas if n in {"editor", "content_editor", "article:editor", "dtk:editor"}
        )
    if authors and editors:
        return authors, editors
    shown_authors: list[str] = []
    shown_editors: list[str] = []
    for place in found.bylines:
        text = inner_text(place.element)
        if _is_picture(place):
            continue
        if not 4 <= len(text) <= 160 or (anchor is not None and place.number < anchor - 25):
            continue
        label = names(place.element)
        parts = _EDITOR_WORD.split(text, maxsplit=1)
        if len(parts) == 2:
            shown_authors += _shown_names(parts[0])
            shown_editors += _shown_names(parts[1])
        elif re.search(r"editor|redaktur", label) and not re.search(r"author|penulis", label):
            shown_editors += _shown_names(text)
        elif _WRITER_WORD.match(text) or re.search(r"author|penulis|byline|reporter|pewarta|jurnalis", label):
            shown_authors += _shown_names(text)
        if len(shown_authors) > 6:
            break
    if not shown_authors and anchor is not None:
        for place, line in found.headings:
            if anchor - 10 <= place.number <= anchor + 60 and len(line) < 120 and _WRITER_WORD.match(line):
                shown_authors += _shown_names(line)
    return authors or persons(shown_authors[:3]), editors or persons(shown_editors[:2])


def _is_picture(place: Place) -> bool:
    """Whether a byline stands under a picture: then it names the photographer."""
    above = [place.element, *list(place.element.iterancestors())[:3]]
    return any(e.tag in ("figure", "figcaption") or _PICTURE_NAME.search(names(e)) for e in above)


def _photo_credit(found: Survey, anchor: int | None) -> str:
    for place in found.bylines:
        if _is_picture(place) and (anchor is None or place.number > anchor - 30):
            text = inner_text(place.element)
            if 2 < len(text) <= 80:
                return text
    return ""


def _shown_names(text: str) -> list[str]:
    """Names of a visible byline; a line that is a sentence, a date or a title holds none."""
    text = _WRITER_WORD.sub("", text).strip(" :|,-–")
    text = re.split(r"\s+[-|–•]\s+", text)[0]
    date = _DATE_LIKE.search(text)
    text = text[: date.start()].strip(" ,|-") if date else text
    return [name for name in split_names(text) if _NAME.fullmatch(name) and 1 <= len(name.split()) <= 6]


def _section(found: Survey, linked: LinkedData, outlets: tuple[str, ...], title: str) -> str:
    known = {_bare(name) for name in outlets} | _GENERIC_SECTIONS | {_bare(title)}
    shown = [inner_text(a) for place in found.crumbs[:3] for a in place.element.iter("a")][:12]
    candidates = [found.meta("article:section", "content_category", "dtk:kanalid", "category"), linked.section]
    candidates += list(linked.crumbs[::-1]) + shown[::-1]
    for value in candidates:
        value = squeeze(value)
        if (
            2 < len(value) <= 40
            and _bare(value) not in known
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
    if (
        len(tags) > 4
        and len(words) == len(tags)
        and any(w in {"di", "dan", "yang", "ke", "dari", "ini", "dengan"} for w in words)
    ):
        tags = []  # a title cut into words is no list of tags
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


def _language(found: Survey, linked: LinkedData) -> str:
    """Two letters; "in" is the old code of Indonesian. Sites that declare English for Indonesian text are corrected by
    the caller, who knows the text."""
    value = _first(linked.language, found.language, found.meta("og:locale", "language", "content-language")).lower()
    code = re.split(r"[-_ ;,]", value)[0][:2]
    return "id" if code in {"", "in", "id", "ms"} or not code.isalpha() else code
