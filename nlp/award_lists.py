"""Several prizes of one recipient in one clause ("penghargaan A dari B serta piala C dari D"): each gets a clause of
its own, with the giver and the grades that stand beside it. Lists of recipients are read in `nlp.award_roles`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nlp.award_clause import Clause
from nlp.award_names import HEADS, english_awards
from nlp.award_spans import starting
from nlp.grades import Grade
from nlp.programmes import is_award_name, programme

_HEAD_NAME = re.compile(
    rf"\b(?:{HEADS})\s+(?:sebagai\s+|atas\s+|untuk\s+)?[\"“‘']?(?:[A-Z][\w/&-]*|terbaik|WTP)", re.IGNORECASE
)
_JOINT = re.compile(
    r"(?:[,;•]|\bdan\b|\bserta\b|\bsekaligus\b|\bmaupun\b|&|\n\s*[-–•*]|\bhingga\b|\bselain itu\b|\blalu\b)\s*"
    r"(?:(?:juga|terakhir|kembali|meraih|menerima|mendapat|ketiga|kedua|pertama|sebagai|[-–•*])\s+)*[\"“‘']?$"
)
_BULLET = re.compile(r"\s*(?:[-–—•*▪●]|\d{1,2}[.)]|[a-z][.)])\s*")
_HOLDER = re.compile(
    r"[:–—=]|\s-\s|\b(?:diraih|kepada|oleh|untuk|disabet|jatuh|diberikan|diterima|milik|diperoleh)\b|"
    r"(?:[Pp]eringkat|[Jj]uara|[Tt]erbaik|[Hh]arapan)\s+(?!dari\b)\S+\s*$"
)  # what follows holds the prize
_BARE_RANK = re.compile(r"(?:juara|terbaik|peringkat|harapan) \S+ (?:dan|serta|sekaligus) ", re.IGNORECASE)
_RANK_WORD = re.compile(r"juara|terbaik|peringkat|harapan", re.IGNORECASE)
_THESE = re.compile(
    r"\s*(?:(?:[A-Z][a-z]+|\d+)\s+)?(?:[Pp]enghargaan|[Pp]redikat|[Kk]ategori|[Pp]iala|[Pp]restasi|[Pp]iagam|[Aa]nugerah)"
    r"(?:[- ]penghargaan)?(?:\s+(?:tersebut|itu|ini|yang\s[^,.;:]{3,60}?))?\s+"
    r"(?:adalah|ialah|yakni|yaitu|antara lain|di antaranya|meliputi|terdiri (?:dari|atas)|masing-masing)\s*:?\s+|"
    r"\s*Ke\w{2,8}nya\s+(?:adalah|ialah|yakni|yaitu)\s+",
)
_COMMA = re.compile(r"(?:[,;]\s+|\s+•\s+)(?:(?:dan|serta|juga|lalu|kemudian|terakhir)\s+)?(?=[A-Z\"“‘'\d])")
_AND_NAME = re.compile(r"\s+(?:dan|serta)\s+(?=[A-Z\"“‘'])")
_JOINT_END = re.compile(r"[\s,;]+(?:dan|serta|juga|lalu|kemudian)?$")
_NAME_ITEM = re.compile(r"[\"“‘']?[A-Z\d]")
_TOLD_NUMBER = re.compile(r"(?:ke)?(dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)")
_NUMBERS = {
    word: place for place, word in enumerate("dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(), start=2)
}
_OTHER_VERBS = ("given", "handed", "gained", "give")


def prize_clauses(text: str, clause: Clause) -> list[Clause]:
    """The clause cut at the prizes that it lists; empty where it tells of one prize or of the same programme only."""
    main = next((verb for verb in clause.verbs if verb[0] in ("receive", "gained", "given", "handed", "give")), None)
    if main is None or main[0] != "receive" or len([g for g in clause.groups if g.role == "recipient"]) > 1:
        return []
    behind = main[2]
    limit = next((verb[1] for verb in clause.verbs if verb[1] > behind and verb[0] in _OTHER_VERBS), clause.end)
    starts: list[tuple[int, int, str]] = []
    for hit in clause.programmes:
        if (
            behind <= hit.start < limit
            and not hit.labels[0].startswith("~")
            and is_award_name(text[hit.start : hit.end])
        ):
            starts.append((hit.start, hit.end, hit.labels[0]))
    starts += [(first, last, "") for first, last in english_awards(text, behind, limit)]
    for match in _HEAD_NAME.finditer(text, behind, limit):
        named = match.group().split()[-1]
        if named.lower() == "terbaik" or any(sign.isupper() for sign in named):
            starts.append((match.start(), match.end(), ""))
    for grade in clause.grades:
        if grade.kind == "rank" and behind <= grade.start < limit and _RANK_WORD.match(text, grade.start):
            starts.append((grade.start, grade.end, ""))
    starts.sort()
    items: list[tuple[int, str]] = []
    last = behind
    for first, end, label in starts:
        if items and (first < last or not _JOINT.search(text[max(last, first - 80) : first])):
            if label and not items[-1][1]:
                items[-1] = (items[-1][0], label)
            last = max(last, end)
            continue
        items.append((first, label))
        last = end
    if len(items) < 2:
        return []
    if len(items) == 2 and _BARE_RANK.fullmatch(text, items[0][0], items[1][0]):
        return []  # "juara I dan juara favorit lomba X"
    labels = [label for _, label in items]
    if len(set(labels)) == 1 and labels[0]:
        return []
    bounds = [first for first, _ in items] + [clause.end]
    return [_part(clause, bounds[at], bounds[at + 1]) for at in range(len(items))]


def these_prizes(text: str, clause: Clause) -> list[Clause]:
    """The clause cut at the grades of a sentence that lists prizes told of before: "Ketiga penghargaan itu adalah
    peringkat II kategori …, peringkat III kategori … dan …". Empty where it lists nobody's prizes."""
    head = _THESE.match(text, clause.start, clause.end)
    if head is None or any(group.start < head.end() for group in clause.groups):
        return []
    starts: list[int] = []
    for grade in clause.grades:
        if grade.start < head.end() or grade.kind in ("number", "letter"):
            continue
        before = text[max(starts[-1] if starts else head.end(), grade.start - 120) : grade.start]
        if not before.strip() or _JOINT.search(before) or (not starts and len(before.split()) < 4):
            starts.append(grade.start)
    named = _named_items(text, clause, head)
    if len(named) > len(starts):
        return [_item(_part(clause, *span), *span) for span in named]
    if len(starts) < 2:
        return []
    bounds = [*starts, clause.end]
    return [_part(clause, *span) for span in pairwise(bounds)]


def _item(part: Clause, first: int, last: int) -> Clause:
    """A listed prize whose whole name is its category, unless it is a programme of its own or tells a predicate."""
    if any(programme(hit.labels[0]).code not in ("other", "pelayanan_publik_lain") for hit in part.strong()):
        return part
    if any(grade.kind == "category" and grade.start < grade.value[0] for grade in part.grades):
        return part
    rank = next((grade for grade in part.grades if grade.kind == "rank" and grade.start == first), None)
    whole = Grade("item", first, last, (first, last), rank.rank if rank else None)
    return replace(part, grades=[whole], programmes=[], nouns=[], memo={})


def _named_items(text: str, clause: Clause, head: re.Match[str]) -> list[tuple[int, int]]:
    """The prizes that a sentence lists by their names, each behind a comma or the last "dan"; empty where an item is no
    name or their number is another than the one told ("Tiga penghargaan itu adalah …")."""
    if any(verb[1] >= head.end() for verb in clause.verbs):
        return []
    bounds = [head.end()]
    for comma in _COMMA.finditer(text, head.end(), clause.end):
        bounds.append(comma.end())
    ands = list(_AND_NAME.finditer(text, bounds[-1], clause.end))
    if ands and not text[bounds[-1] - 5 : bounds[-1]].strip(" ,;").startswith(("dan", "serta")):
        bounds.append(ands[-1].end())
    items = []
    for first, after in pairwise([*bounds, clause.end]):
        end = first + len(text[first:after].rstrip(" ,;.\n"))
        while (joint := _JOINT_END.search(text, first, end)) is not None:
            end = joint.start()
        if not _NAME_ITEM.match(text, first, end) or len(text[first:end].split()) > 16 or end - first < 4:
            return []
        items.append((first, end))
    told = _TOLD_NUMBER.match(head.group().strip().lower())
    number = _NUMBERS.get(told.group(1)) if told else None
    return items if len(items) > 1 and number in (None, len(items)) else []


def is_prize_line(text: str, start: int, end: int, clauses: list[Clause]) -> bool:
    """Whether a list item names a prize at its head: "- Juara I Lomba X", "2. Penghargaan Y dari Z"."""
    at = _BULLET.match(text, start, end)
    first = at.end() if at else start
    heads = [hit.start for clause in clauses for hit in clause.strong() if is_award_name(text[hit.start : hit.end])]
    heads += [span[0] for span in english_awards(text, first, end)]
    heads += [grade.start for clause in clauses for grade in clause.grades if grade.kind == "rank"]
    heads += [match.start() for match in _HEAD_NAME.finditer(text, first, end)]
    heads = [head for head in heads if head - first < 30]
    groups = [group for clause in clauses for group in clause.groups]
    if not heads or not groups:
        return bool(heads)
    between = text[min(heads) : groups[0].start]
    return min(heads) < groups[0].start and len(between.split()) > 1 and not _HOLDER.search(between)


def _part(clause: Clause, start: int, end: int) -> Clause:
    """What of a clause lies between two offsets; its verbs and hopes stay with every part."""
    starts = clause.once(
        "starts",
        lambda: (
            [word.start for word in clause.words],
            [noun[1] for noun in clause.nouns],
            [hit.start for hit in clause.programmes],
            [group.start for group in clause.groups],
        ),
    )
    words, nouns, programmes, groups = (starting(row, start, end) for row in starts)
    return replace(
        clause,
        start=start,
        end=end,
        words=clause.words[words.start : words.stop],
        nouns=clause.nouns[nouns.start : nouns.stop],
        programmes=clause.programmes[programmes.start : programmes.stop],
        grades=clause.grades_in(start, end),
        groups=clause.groups[groups.start : groups.stop],
        memo={},
    )
