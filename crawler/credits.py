"""Reads the formulas that open and close an Indonesian news text: datelines, agency codes, lists of names."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).with_name("credit_words.toml")
PLACES = Path(__file__).with_name("places.txt")
_DATELINE = re.compile(
    r"(?P<head>[^\n–—―]{2,75}?)(?P<dash>\s*[–—―]{1,2}\s*|\s+-{1,3}\s*|(?<=\))\s*\.?-{1,3}\s*|-{2,3}\s*|(?<=[A-Za-z])-\s+|(?<=\d)-\s+"
    r"|\s*\|\|\s*|(?:(?<=\.com)|(?<=\.net)|(?<=\.id)|(?<=\.co)|(?<=[A-Z]{4}))-(?=[A-Z][a-z]))"
    r"(?=$|[\"'“‘(\[#@]|[A-Z0-9])"
)
_DATED_DATELINE = re.compile(
    r"(?P<head>[A-Z][\w' ]{2,30}(?:, [A-Z][\w' ]{2,30})?, (?:[A-Z][a-z'’]+, )?\d{1,2} [A-Z][a-z]{2,9} (?:19|20)\d\d)"
    r"(?P<dash>\s*[.:]\s+)"
    r"(?=[\"'“A-Z0-9])"
)
_COLON_DATELINE = re.compile(
    r"(?P<head>KBRN,\s*[A-Z][\w .]{2,40}?|[A-Z][\w' ]{2,30}\s?\(\s?[A-Z][\w. ]{1,20}\))"
    r"(?P<dash>\s*:\s*)(?=[\"'“A-Z0-9])"
)
_PLACE_BEHIND = re.compile(r"([A-Z][A-Z'-]{2,}(?: [A-Z][A-Z'-]{2,}){0,2})(?:[.,:]|\s*[-–—]{1,2})\s+(?=[\"“‘'A-Z])")
_ADDRESS = r"\b\w[\w-]{2,}\.[a-z]{2,7}\b(?:\.id)?"
#: "TEMPO.CO, Jakarta: "; only where one part is an outlet
_OUTLET_COLON = re.compile(
    r"(?P<head>[A-Z][\w.]{2,30}(?: [A-Z]\w+)?\s?,\s?[A-Z][\w .']{2,30}?)(?P<dash>\s*:\s*)(?=[\"'“A-Z])"
)
#: "MANADO. Pekan itu": only a place in capitals
_CAPITALS_DATELINE = re.compile(r"(?P<head>[A-Z][A-Z'-]{4,}(?: [A-Z][A-Z'-]{2,}){0,2})(?P<dash>\.\s+)(?=[A-Z][a-z])")
#: "JAKARTA | Ombudsman", "SAMARINDA: Wali Kota", "JAKARTA, (8/3). Menteri", "JAKARTA, AKURAT.CO Kementerian"; only with
#: a place that is known
_KNOWN_DATELINE = re.compile(
    r"(?P<head>[A-Z][\w' ]{2,30}(?:, [A-Z][\w. ]{2,25})?(?:,? ?\([^()\n]{3,20}\))?)"
    r"(?P<dash>\s*(?:\||:|(?<=\))\.)\s+)(?=[\"'“A-Z0-9])"
    r"|\[(?P<bracketed>[A-Z][^\[\]\n]{3,40})\](?P<gap>\s+)(?=[\"'“A-Z0-9])"
)
_ADDRESS_DATELINE = re.compile(
    r"(?P<head>[A-Z][A-Z' ]{2,30}, [\w-]{3,25}(?i:\.(?:com|co|id|net))\b)(?P<dash>,?\s+)(?=[\"'“A-Z])"
)
#: behind a place in capitals: "SUMUT24 | Gubernur", "KONTAN.CO.ID. Menteri"
_OUTLET_BEHIND = re.compile(
    r"(?:[A-Z]\w*\d\w*|[a-z]*[A-Z]\w*[a-z][A-Z]\w*|\w[\w-]{2,}\.(?:com|co|id|net|co\.id))(?:\s*[|–—:]{1,2}\s*|\s+-{1,2}\s+|\.\s+)(?=[\"“‘'A-Z])"
)
_WEEKDAY = re.compile(r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)", re.IGNORECASE)
#: "AMPERA24", "BaliWarta": no place is spelled so
_OWN_SPELLING = re.compile(r"[A-Za-z]\d|[a-z][A-Z]")
_OFFICE = re.compile(
    r"(?:menteri|wali ?kota|bupati|gubernur|presiden|wakil|ketua|kepala|direktur|sekretaris|dinas|badan|kementerian)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]")
_DAY = re.compile(
    r"[,(/\s]*(?:(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b[,\s(]*)?\(?\d{1,2}"
    r"(?:[/. -]\d{1,2}(?:[/. -]\d{2,4})?"
    r"|\s+(?:jan|feb|peb|mar|apr|mei|jun|jul|ag|sep|okt|no[vp]|des)\w*\.?(?:\s+\d{4})?)\)?",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(r"(?:[A-Z][\w'.’]*|di|dan|&|/|barat|timur|utara|selatan|tengah)$")
_CODE = re.compile(
    r"[(\[]\s*(?P<code>"
    r"(?:[A-Za-z][\w.*&@]{0,20}(?:\s[A-Za-z][\w.]{1,20}){0,2})"
    r"(?:\s?[/|-]\s?[A-Za-z*][\w.*]{0,20}(?:\s[A-Za-z][\w.]{1,20}){0,2}){1,4}"  # fajar/jpnn, fik/HUMAS MENPANRB
    r"|humas\w*|\*{1,3}(?:\s?/\s?[\w.]{1,20})?|[A-Z]{1,4}-\d{1,3}"  # *, */AM, GW-3
    r"|[a-z]{1,12}\d?|[A-Z]{2,4}|[A-Z][a-z]{2,14}|[A-Za-z]+\.(?:com|co|id)"  # darman, ANT, Antara
    r"|(?<=\[)[A-Z][\w.]+(?: [A-Z][\w.]+){1,2}"  # [Kantor Berita]
    r"|[A-Za-z.]{3,20}, [A-Z][a-z]+(?: [A-Z][a-z]+){0,3}"  # Tribunnews.com, Nama
    r")\s*[)\]]\s*[.*]*\s*$"
)
#: a signature even where the sentence in front of it lacks its end: "(Tribunnews.com/Endra)", "(abm/yul)"
_SURE_CODE = re.compile(r"\w+\.(?:com|co|id|co\.id)\s?/.+|[a-z]{2,4}(?:\s?/\s?[a-z]{2,4}){1,2}")
_CAPTION_END = re.compile(r"(?<!Dok)(?<!dok)(?<!Doc)(?<!DOK)[.!?”\"]\s+|\s[|–—-]\s")
_CREDIT_LABEL = re.compile(
    r"^(?:sumber\s+foto|foto(?:grafer)?|photo|sumber|ilustrasi)\s*(?:[:/]|oleh|by)?\s*", re.IGNORECASE
)
_NAME_SPLIT = re.compile(r"\s*(?:[,;|&•·]|\s/\s|/(?=[A-Z])|\bdan\b|\band\b|\bbersama\b)\s*")
_ROLE_TAIL = re.compile(
    r"\s*(?:\(.*\)|[-–—|]\s*\S.*|\bcredits?\b.*|,?\s*(?:wartawan|reporter|jurnalis|kontributor|koresponden|editor|tim\b).*)$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:S|M|A|Dr|Ph|SE|SH|MM|MSi|SIP|ST|SS|SPd|SKom|SSos|SIKom)\.?(?:[A-Za-z]{1,4}\.?)?(?:\s?[A-Z]{1,2}\.?)?$"
)


class CreditWordsError(ValueError):
    """A file of credit words that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class CreditWords:
    """The words of `credit_words.toml`, ready to search."""

    outlet: re.Pattern[str]
    lender: re.Pattern[str]
    place_abbreviations: frozenset[str]


def read_credit_words(path: Path = WORDS) -> CreditWords:
    """The words of a file. Raises CreditWordsError naming the file and the key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CreditWordsError(f"{path}: {error}") from None
    keys = {"outlets", "lenders", "place_abbreviations"}
    if wrong := sorted(set(data) ^ keys):
        raise CreditWordsError(f"{path}: {wrong[0]}: {'is missing' if wrong[0] in keys else 'unknown key'}")
    try:
        return CreditWords(
            re.compile(rf"{_ADDRESS}|\b(?:{'|'.join(data['outlets'])})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{'|'.join(data['lenders'])})\b\s?[:./]?(?=\s?\S|$)|©|\b[A-Za-z.]{{3,20}}/[A-Z]"),
            frozenset(data["place_abbreviations"]),
        )
    except (re.error, TypeError) as error:
        raise CreditWordsError(f"{path}: {error}") from None


@functools.cache
def credit_words() -> CreditWords:
    """The shipped words."""
    return read_credit_words()


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report: `end` is where its first sentence begins; `outlet` whether it names one."""

    place: str
    outlet: bool
    end: int


@dataclass(frozen=True, slots=True)
class ClosingCode:
    """The initials or agency in brackets at the end of a report, and where the bracket opens."""

    code: str
    start: int


def read_dateline(line: str, outlets: Iterable[str] = ()) -> Dateline | None:
    """The dateline at the start of a paragraph: "JAKARTA, KOMPAS.com – ", "Mataram, NTB (ANTARA) - ".

    Accepts places in capitals or title case, outlets by their form or from `outlets`, and a date; None for a line
    that merely holds a dash.
    """
    head = line[:110]
    match = next((found for shape in _SHAPES if (found := shape.match(head))), None)
    if match:
        read = _opening(line, match, match["head"], match["dash"], match.end(), outlets)
        if read is not None:
            return read
    match = _KNOWN_DATELINE.match(head)
    if not match:
        return None
    opening = match["head"] or match["bracketed"]
    read = _opening(line, match, opening, " ", match.end(), outlets)
    whole = opening.isupper() or "|" in match[0] or "[" in match[0] or _DAY.search(opening)
    first = _BRACKET.sub("", _DAY.sub("", opening)).split(",")[0]
    return read if read and whole and _is_known(first) else None


def _opening(
    line: str, match: re.Match[str], opening: str, dash: str, end: int, outlets: Iterable[str]
) -> Dateline | None:
    """What the words in front of a dash say: place, outlet, day; None where they are the beginning of a sentence."""
    opening = opening.strip(" *")
    words = credit_words()
    own = {re.sub(r"\W+", "", name).lower() for name in outlets if name}
    named = False
    for bracket in _BRACKET.findall(opening):
        if not _DAY.fullmatch(bracket.strip()):
            named = True
    opening = _BRACKET.sub("", opening)
    dated = _DAY.search(opening)
    opening = _DAY.sub("", opening).strip(" ,/")
    places: list[str] = []
    for part in re.split(r"\s*[,|/]\s*|:\s*", opening):
        if not part or _WEEKDAY.fullmatch(part):
            continue
        if (
            (words.outlet.search(part) and _is_name(part))
            or (places and _OWN_SPELLING.search(part))
            or re.sub(r"\W+", "", part).lower() in own
        ):
            named = True
        elif places and _is_known(places[-1]) and not _is_known(part) and _is_paper(part, opening):
            # "MALANG, NGALAMKINI": behind a regency or city stands its province, or a paper
            named = True
        elif len(part.split()) <= 4 and all(_PLACE_WORD.match(word) for word in part.split()):
            places.append(_as_place(part))
        else:
            return None
    if not named and (not places or match.re is _OUTLET_COLON):
        return None
    if not named and not dated:
        # only a place: in capitals, or one or two words in title case in front of a spaced dash
        if len(places) > 2 or not places or any(char.isdigit() for char in opening):
            return None
        if dash == "-" and not _is_known(places[0]):
            return None
        long = len(opening.split()) > (6 if len(places) == 2 and _is_known(places[1]) else 3)
        if not opening.isupper() and (not _may_be_place(opening) or long or not re.match(r"\s", dash)):
            return None
    if named and not places:
        behind = _PLACE_BEHIND.match(line, end)  # "KONTAN.CO.ID - JAKARTA. "
        if behind:
            places, end = [_as_place(behind[1])], behind.end()
    elif not named and opening.isupper() and (behind := _OUTLET_BEHIND.match(line, end)):
        named, end = True, behind.end()
    return Dateline(", ".join(places), named, end)


_SHAPES = (_DATELINE, _COLON_DATELINE, _DATED_DATELINE, _CAPITALS_DATELINE, _OUTLET_COLON, _ADDRESS_DATELINE)


@functools.cache
def _known_places() -> frozenset[str]:
    lines = PLACES.read_text(encoding="utf-8").splitlines()
    return frozenset(re.sub(r"\W", "", line).lower() for line in lines if not line.startswith("#"))


def _is_known(place: str) -> bool:
    """Whether a place stands in places.txt, with or without "Kota" and "Kabupaten", however its parts are joined."""
    bare = re.sub(r"^(?:kota|kabupaten|kab\.?|provinsi|prov\.?)\s+", "", place.strip(), flags=re.IGNORECASE)
    return re.sub(r"\W", "", bare).lower() in _known_places()


def _may_be_place(opening: str) -> bool:
    """Whether words in title case may be a place: no office, no abbreviation of a body."""
    words = opening.replace(",", " ").split()
    kept = credit_words().place_abbreviations
    return not _OFFICE.match(opening) and not any(w.isupper() and 1 < len(w) < 5 and w not in kept for w in words)


def _is_paper(part: str, opening: str) -> bool:
    """Whether the unknown part behind a known place may be a paper's name: one word, or words in capitals."""
    return _is_name(part) and (" " not in part or (opening.isupper() and part.count(" ") < 3))


def _is_name(part: str) -> bool:
    """Whether a part of a dateline is one word or words in capitals: "antara jam 2" is no agency."""
    words = part.split()
    return len(words) == 1 or (len(words) <= 5 and all("." in word or not word[0].islower() for word in words))


def _as_place(part: str) -> str:
    words = part.strip(" .").split()
    return " ".join(
        word.title() if word.isupper() and (len(word) > 4 or word not in credit_words().place_abbreviations) else word
        for word in words
    )


def read_closing_code(line: str) -> ClosingCode | None:
    """The signature that ends a paragraph: "(fajar/jpnn)", "(lav/lav)", "(Antara)", "(*)"."""
    if len(line) > 3 and line.rstrip(" .*")[-1:] not in ")]":
        return None
    start = max(line.rfind("("), line.rfind("["))
    if start < 0 or len(line) - start > 70:
        return None
    match = _CODE.match(line, start)
    before = line[:start].rstrip()
    if not match or (before and before[-1] not in ".!?\"”'’…)" and not _SURE_CODE.fullmatch(match["code"])):
        return None
    return ClosingCode(re.sub(r"\s*/\s*", "/", match["code"]), start)


def read_photo_credit(caption: str) -> str:
    """Who made or lent a picture, from the end of its caption: "… (ANTARA FOTO/Rina)" → "ANTARA FOTO/Rina"."""
    lender = credit_words().lender
    tail = caption.rstrip(" .")[-110:]
    bracket = re.search(r"[(\[]([^()\[\]]{2,90})[)\]]$", tail)
    if bracket and re.search(r"[A-Za-z]{3}", bracket[1]) and (lender.search(bracket[1]) or "/" in bracket[1]):
        return _CREDIT_LABEL.sub("", bracket[1]).strip()
    marked = list(lender.finditer(tail))
    if marked:
        ends = [end.end() for end in _CAPTION_END.finditer(tail)]
        first = next((mark for mark in marked if not ends or mark.start() >= ends[-1]), marked[-1])
        return _CREDIT_LABEL.sub("", tail[first.start() :]).strip(" -–—|:([])")
    return ""


def split_names(value: str) -> tuple[str, ...]:
    """The person names of a byline: "Budi Santoso, S.Sos dan Ani | Editor" → ("Budi Santoso, S.Sos", "Ani")."""
    names: list[str] = []
    for part in _NAME_SPLIT.split(" ".join(value.split())):
        name = _ROLE_TAIL.sub("", part).strip(" .:*-–—|\"'“”")
        if re.search(r"\s[A-Z]$", name) and f"{name}." in part:
            name += "."
        if names and name and _DEGREE.match(name):
            names[-1] = f"{names[-1]}, {name}"
        elif (
            2 < len(name) <= 60
            and not name[0].islower()
            and not re.search(r"https?:|@|\d{3}|www\.|©|copyright|hak cipta", name, re.IGNORECASE)
        ):
            names.append(name)
    return tuple(dict.fromkeys(names))
