"""Keeps the lines of a page that belong to the article and turns the others into fields or lets them go.

The rules are data: `cleaning_rules.toml`. Here stands how they are applied, in one pass from head to tail.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crawler.credits import Dateline, read_closing_code, read_dateline, read_photo_credit, split_names
from crawler.lines import Line
from kliping.errors import KlipingError

RULES = Path(__file__).with_name("cleaning_rules.toml")
_FIELDS = ("authors", "editors", "tags", "photo", "code")
_LABEL = re.compile(
    r"(?:editor|penulis|reporter|pewarta|redaktur|red|rep|sumber|oleh|kontributor|penyunting|jurnalis|wartawan)\s*:?\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""[.!?…:;]["'”’)\]]*$|["”]$""")
_CAPITAL_NAME = re.compile(r"[A-Z][A-Z'. ]{2,28}(?:\s?[|/,]\s?[A-Z][A-Z'. ]{2,28}){0,3}")
_BARE_DATE = re.compile(r"(?:\w{4,8}\s?,\s*)?\d{1,2}[\s/.-]{1,3}\w{2,9}[\s/.,-]{1,3}(?:19|20)\d\d.{0,25}")
_PERSON = re.compile(r"[A-Z][a-z'’]+(?: [A-Z][a-z'’.]*){1,3}")
_NO_WORD = re.compile(r"\W+")
_LONG = 80  # characters from which a line counts as a paragraph of running text


class RulesError(KlipingError, ValueError):
    """A cleaning-rules file that cannot be used; the message names the file and the key."""


class Rule(BaseModel):
    """One kind of line that is not the article; see the head of the rules file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    pattern: str = Field(min_length=1)
    action: Literal["drop", "list", "cut", "inline", "field"] = "drop"
    max_chars: int = Field(default=200, ge=1)
    unlinked: bool = False
    where: Literal["any", "head", "tail", "edge"] = "any"
    needs: tuple[str, ...] = ()  # lower case: the pattern is tried on lines that hold one of these only

    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to match."""
        return _compile(self.pattern)


@functools.lru_cache(maxsize=512)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The paragraphs that remain, and what the others said."""

    paragraphs: tuple[str, ...] = ()
    dateline: str = ""
    agency_code: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    photo_credit: str = ""
    dropped: tuple[tuple[str, str], ...] = ()  # (rule, line): for `kliping sources test` and for the eye


@dataclass(slots=True)
class _Work:
    kept: list[Line] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _FIELDS})
    in_list: bool = False
    in_head: bool = True  # until the first long paragraph


def read_rules(path: Path = RULES) -> tuple[Rule, ...]:
    """The cleaning rules of a file. Raises RulesError naming the file, the rule and the key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"{path}: {error}") from None
    if unknown := set(data) - {"rule"}:
        raise RulesError(f"{path}: unknown key {sorted(unknown)[0]!r}; there is only [[rule]]")
    rules = []
    for number, table in enumerate(data.get("rule", []), 1):
        try:
            rule = Rule.model_validate(table)
            groups = rule.compiled().groupindex
        except ValidationError as error:
            problem = error.errors()[0]
            raise RulesError(f"{path}: rule {number}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}") from None
        except re.error as error:
            raise RulesError(f"{path}: rule {number} ({table.get('name')}): pattern: {error}") from None
        if wrong := set(groups) - set(_FIELDS):
            raise RulesError(f"{path}: rule {number} ({rule.name}): unknown field {sorted(wrong)[0]!r}")
        rules.append(rule)
    return tuple(rules)


@dataclass(frozen=True, slots=True)
class _Step:
    """A rule as it is applied: plain values, since some forty are looked at for every line."""

    name: str
    match: Callable[[str], re.Match[str] | None]
    erase: Callable[[str, str], str] | None  # of an inline rule
    max_chars: int
    unlinked: bool
    place: str  # "" for any
    needs: tuple[str, ...]
    action: str


def _steps(rules: Iterable[Rule]) -> tuple[_Step, ...]:
    return tuple(
        _Step(
            name=rule.name,
            match=rule.compiled().match,
            erase=rule.compiled().sub if rule.action == "inline" else None,
            max_chars=rule.max_chars,
            unlinked=rule.unlinked,
            place="" if rule.where == "any" else rule.where,
            needs=rule.needs,
            action=rule.action,
        )
        for rule in rules
    )


@functools.cache
def _shipped_steps() -> tuple[_Step, ...]:
    return _steps(read_rules())


def clean(
    lines: Sequence[Line], *, title: str = "", outlets: Iterable[str] = (), rules: Sequence[Rule] | None = None
) -> Cleaned:
    """Separate the article from what stands between its paragraphs.

    `outlets` are names of the site ("Kompas.com"), which a dateline may carry. Linear in the length of the lines.
    """
    steps = _shipped_steps() if rules is None else _steps(rules)
    outlets = tuple(outlets)
    lines = _join_labels(lines)
    last_long = max((n for n, line in enumerate(lines) if len(line.text) >= _LONG), default=len(lines))
    half = sum(len(line.text) for line in lines) / 2
    work = _Work()
    passed, last_kept = 0, -1
    seen: set[str] = set()
    title_key = _key(title)
    for number, line in enumerate(lines):
        passed += len(line.text)
        in_head = work.in_head
        text, verdict = _judge(line, steps, in_head, number >= last_long, passed > half, work)
        if verdict == "cut":
            work.dropped.extend(("after the end", rest.text) for rest in lines[number + 1 :])
            break
        if verdict:
            continue
        key = _key(text)
        if in_head and key and len(text) < 200 and (key == title_key or (len(key) > 20 and key in title_key)):
            work.dropped.append(("title repeated", text))
        elif len(key) > 30 and key in seen:
            work.dropped.append(("repeated", text))
        elif key or text in ('"', "“"):
            seen.add(key)
            work.kept.append(replace(line, text=text, glued=line.glued and bool(work.kept) and number == last_kept + 1))
            last_kept = number
            work.in_head = in_head and len(text) < _LONG
    return _finish(work, outlets)


def _judge(
    line: Line, steps: Sequence[_Step], in_head: bool, in_tail: bool, late: bool, work: _Work
) -> tuple[str, Literal["", "gone", "cut"]]:
    """The line without inline marks, and whether it is gone or ends the article."""
    text = line.text
    ended = _SENTENCE_END.search(text) is not None
    linked_title = (line.linked > 0.8 and len(text) < 220) or (line.linked > 0.95 and not ended)
    linked_title = linked_title and (not ended or line.linked > 0.95)
    low = text.lower()
    for rule in steps:
        if len(text) > rule.max_chars or (rule.unlinked and line.linked > 0.5):
            continue
        if rule.place and not ((in_head and rule.place != "tail") or (in_tail and rule.place != "head")):
            continue
        if rule.needs and not any(need in low for need in rule.needs):
            continue
        if rule.erase is not None:
            text = rule.erase("", text).strip()
            if not text:
                work.dropped.append((rule.name, line.text))
                return "", "gone"
            continue
        match = rule.match(text)
        if not match:
            continue
        if rule.place == "head" and len(text) > _LONG and read_dateline(text):
            continue  # a report opens here: its first sentence may well name an agency
        work.dropped.append((rule.name, text))
        work.in_list = rule.action == "list"
        for name, value in match.groupdict().items():
            if value:
                work.fields[name].append(value)
        return "", "cut" if rule.action == "cut" and late else "gone"
    listed = work.in_list and line.tag == "li" and (line.linked > 0.5 or (len(text) < 120 and not ended))
    if linked_title or listed:
        work.dropped.append(("link to another page", text))
        return "", "gone"
    work.in_list = False
    return text, ""


def _join_labels(lines: Sequence[Line]) -> list[Line]:
    """Put "Redaktur", ":", "A. Nama" on three lines back on one."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        open_label = before is not None and _LABEL.match(before.text) and len(line.text) < 60
        if before is not None and (open_label or (line.text.startswith(":") and len(before.text) < 30)):
            mark = "" if line.text.startswith(":") or before.text.endswith(":") else ":"
            joined[-1] = replace(before, text=f"{before.text}{mark} {line.text}", linked=0.0)
        else:
            joined.append(line)
    return joined


def _key(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip().lower()


def _finish(work: _Work, outlets: tuple[str, ...]) -> Cleaned:
    kept = work.kept
    dateline = _take_dateline(kept, outlets, work)
    authors = [name for value in work.fields["authors"] for name in split_names(value)]
    code = _take_code(kept, work)
    if not authors and kept and _is_capital_name(kept[-1].text):
        authors = list(split_names(kept.pop().text.title()))
    while kept and kept[-1].bold and kept[-1].tag == "h" and len(kept[-1].text) < _LONG:
        work.dropped.append(("heading of nothing", kept.pop().text))
    _drop_loose_end(kept, work)
    editors = [name for value in work.fields["editors"] for name in split_names(value)]
    tags = [tag for value in work.fields["tags"] for tag in _split_tags(value)]
    return Cleaned(
        paragraphs=tuple(_paragraphs(kept)),
        dateline=dateline.place if dateline else "",
        agency_code=code or next(iter(work.fields["code"]), ""),
        authors=tuple(dict.fromkeys(authors)),
        editors=tuple(dict.fromkeys(editors)),
        tags=tuple(dict.fromkeys(tags)),
        photo_credit=next(
            (read_photo_credit(v) or v for v in work.fields["photo"] if len(read_photo_credit(v) or v) < 90), ""
        ),
        dropped=tuple(work.dropped),
    )


def _paragraphs(kept: Sequence[Line]) -> list[str]:
    """Lines that are no more than a line break apart stay one paragraph of several lines."""
    found: list[str] = []
    for line in kept:
        if line.glued and found:
            found[-1] = f"{found[-1]}\n{line.text}"
        else:
            found.append(line.text)
    return found


def _take_dateline(kept: list[Line], outlets: tuple[str, ...], work: _Work) -> Dateline | None:
    """Cut the dateline off the first paragraph; short lines above a dateline that names an outlet are captions."""
    for line in kept[:3]:
        # "KABAR.COM - Selasa, 8/3/2022, 10:15 WIB": the line under a title, not the opening of the report
        head = read_dateline(line.text, outlets) if len(line.text) < 90 else None
        if head and _BARE_DATE.fullmatch(line.text[head.end :].strip()):
            work.dropped.append(("date line", line.text))
            kept.remove(line)
    for number, line in enumerate(kept[:5]):
        found = read_dateline(line.text, outlets) or _bold_dateline(line, outlets)
        if not found:
            continue
        if any(len(above.text) > (260 if found.outlet else _LONG) for above in kept[:number]):
            return None
        for above in kept[:number]:
            work.dropped.append(("above the dateline", above.text))
            name = above.text.split(" - ")[0].strip()
            if len(above.text) < 60 and _PERSON.fullmatch(name) and not above.bold:
                work.fields["authors"].append(name)
        rest = line.text[found.end :].lstrip()
        kept[: number + 1] = [replace(line, text=rest, glued=False)] if rest else []
        return found
    return None


def _bold_dateline(line: Line, outlets: tuple[str, ...]) -> Dateline | None:
    """ "Liputan6.com, Jakarta" in bold with no dash behind it; an outlet must be in it."""
    if not 0 < line.lead <= 60:
        return None
    found = read_dateline(
        f"{line.text[: line.lead].rstrip(' -–—:')} - {line.text[line.lead :].lstrip(' -–—:')}", outlets
    )
    return replace(found, end=line.lead) if found and found.outlet else None


def _take_code(kept: list[Line], work: _Work) -> str:
    """Cut "(fajar/jpnn)" off the end; short unfinished lines behind it go with it."""
    for number in range(len(kept) - 1, max(len(kept) - 5, -1), -1):
        found = read_closing_code(kept[number].text)
        if not found:
            continue
        if any(len(below.text) >= _LONG for below in kept[number + 1 :]):
            return ""
        work.dropped.extend(("below the signature", below.text) for below in kept[number + 1 :])
        rest = kept[number].text[: found.start].rstrip()
        kept[number:] = [replace(kept[number], text=rest)] if rest else []
        return found.code
    return ""


def _drop_loose_end(kept: list[Line], work: _Work) -> None:
    """One or two short lines without an end behind a finished paragraph: buttons and headings of what follows."""
    loose = 0
    for line in reversed(kept):
        unfinished = len(line.text) < 40 and line.tag != "li" and not _SENTENCE_END.search(line.text)
        if not unfinished or re.match(r"\W|\d", line.text) or ":" in line.text:
            break
        loose += 1
    if 0 < loose <= 2 and len(kept) > loose and len(kept[-loose - 1].text) >= _LONG:
        work.dropped.extend(("loose end", line.text) for line in kept[-loose:])
        del kept[-loose:]


def _is_capital_name(text: str) -> bool:
    return len(text) < 70 and bool(_CAPITAL_NAME.fullmatch(text)) and 2 <= len(text.split()) <= 8


def _split_tags(value: str) -> list[str]:
    parts = re.split(r"[,;|#•\n]+", value)
    return [tag for part in parts if 1 < len(tag := part.strip(" .:-")) < 60]
