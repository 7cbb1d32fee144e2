"""How close an annotation comes to a careful reader's: the measures of the annotation guide, standard library only.

Quotes, award records and units are paired one to one by token overlap (best pairs first) and counted as precision,
recall and F1 over all articles; attributes of paired awards as accuracy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]  # one gold or predicted item, as it stands in the JSON

_HONORIFICS = set(
    "bapak ibu pak bu drs dr ir h hj hc prof kh k s se sh mh mm msi si sos sip st mt mkes kes spd pd m a ap mpd phd "
    "sik ssos mmsi jenderal komjen irjen brigjen kombes akbp kompol akp pol purn letjen mayjen".split()
)
ATTRIBUTES = ("program", "category", "score", "giver", "year", "date")


@dataclass(slots=True)
class Tally:
    """Hits among what was wanted and what was found."""

    hits: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, hits: int, wanted: int, found: int) -> None:
        """Count one article."""
        self.hits += hits
        self.wanted += wanted
        self.found += found

    @property
    def precision(self) -> float:
        """Hits per found item, 0 when nothing was found."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Hits per wanted item."""
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Figures:
    """All tallies of one set of articles, and the errors in words."""

    articles: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    attributes: dict[str, Tally] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """The tally of that name, made on first use."""
        return self.tallies.setdefault(name, Tally())

    def values(self) -> dict[str, float]:
        """F1 per measure, recall under "<measure>:recall", accuracy of award attributes under "awards.<attribute>"."""
        values = {name: tally.f1 for name, tally in self.tallies.items()}
        values |= {f"{name}:recall": tally.recall for name, tally in self.tallies.items()}
        values |= {f"awards.{name}": tally.recall for name, tally in self.attributes.items()}
        return values


def tokens(text: str | None) -> list[str]:
    """Lower-case words."""
    return re.findall(r"\w+", (text or "").lower())


def overlap(a: str | None, b: str | None) -> float:
    """F1 of two token multisets, 0 … 1."""
    x, y = Counter(tokens(a)), Counter(tokens(b))
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else 0.0


def same_person(wanted: str, found: str | None) -> bool:
    """Whether one name holds the other, honorifics aside: a longer found name is right, a shorter needs two words."""
    a = {t for t in tokens(wanted) if t not in _HONORIFICS} or set(tokens(wanted))
    b = {t for t in tokens(found) if t not in _HONORIFICS} or set(tokens(found))
    return bool(a and b) and (a <= b or (b <= a and len(b) >= min(2, len(a))))


def pair(wanted: Sequence[Row], found: Sequence[Row], score: Callable[[Row, Row], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, highest score first; a score of 0 pairs nothing."""
    cells = sorted(((score(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)), key=_best_first)
    used_i: set[int] = set()
    used_j: set[int] = set()
    pairs = []
    for value, i, j in cells:
        if value > 0 and i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((i, j))
    return pairs


def _best_first(cell: tuple[float, int, int]) -> tuple[float, int, int]:
    return -cell[0], cell[1], cell[2]


def add_article(figures: Figures, gold: Row, found: Row) -> None:
    """Score one article's prediction (the output contract) against its gold annotation."""
    figures.articles += 1
    _add_quotes(figures, gold, found)
    _add_awards(figures, gold, found)
    _add_units(figures, gold, found)
    for name in ("award", "ministerial"):
        wanted, got = bool(gold["labels"][name]), bool(found.get("labels", {}).get(name))
        figures.tally(f"label.{name}").add(int(wanted and got), int(wanted), int(got))
        if wanted != got:
            figures.errors.append({"id": gold["id"], "what": f"label {name} should be {wanted}"})


def _above(floor: float, key: str) -> Callable[[Row, Row], float]:
    def score(wanted: Row, found: Row) -> float:
        value = overlap(wanted[key], found.get(key))
        return value if value >= floor else 0.0

    return score


def _add_quotes(figures: Figures, gold: Row, found: Row) -> None:
    for kind, floor in (("direct", 0.8), ("indirect", 0.5)):
        g = [q for q in gold["quotes"] if q["type"] == kind]
        p = [q for q in found.get("quotes", []) if q.get("type") == kind]
        pairs = pair(g, p, _above(floor, "content"))
        right = [(i, j) for i, j in pairs if same_person(g[i]["speaker"], p[j].get("speaker"))]
        figures.tally(f"quotes.{kind}").add(len(pairs), len(g), len(p))
        figures.tally(f"quotes.{kind}+speaker").add(len(right), len(g), len(p))
        _note(figures, gold, f"{kind} quote", g, p, pairs)
        for i, j in sorted(set(pairs) - set(right)):
            figures.errors.append({"id": gold["id"], "what": f"wrong {kind} speaker", "gold": g[i], "found": p[j]})
    g = [q for q in gold["quotes"] if q["minister"]]
    p = [q for q in found.get("quotes", []) if q.get("minister")]
    hits = sum(same_person(g[i]["speaker"], p[j].get("speaker")) for i, j in pair(g, p, _above(0.5, "content")))
    figures.tally("quotes.minister+speaker").add(hits, len(g), len(p))


def _add_awards(figures: Figures, gold: Row, found: Row) -> None:
    g, p = gold["awards"], found.get("awards", [])
    pairs = pair(g, p, _award_score)
    with_category = full = 0
    for i, j in pairs:
        held = {name: _attribute_holds(name, g[i], p[j]) for name in ATTRIBUTES}
        for name, ok in held.items():
            figures.attributes.setdefault(name, Tally()).add(ok, 1, 1)
        with_category += held["program"] and held["category"]
        full += held["program"] and held["category"] and held["year"]
        if not all(held.values()):
            wrong = ", ".join(name for name, ok in held.items() if not ok)
            figures.errors.append({"id": gold["id"], "what": f"award {wrong}", "gold": g[i], "found": p[j]})
    figures.tally("awards.record").add(len(pairs), len(g), len(p))
    figures.tally("awards.record+category").add(with_category, len(g), len(p))
    figures.tally("awards.full").add(full, len(g), len(p))
    _note(figures, gold, "award", g, p, pairs)


def _award_score(wanted: Row, found: Row) -> float:
    who = max(overlap(wanted["recipient"], found.get(key)) for key in ("recipient", "recipient_name"))
    same_programme = wanted["program"] == found.get("program")
    if who < 0.6 or not (same_programme or overlap(wanted["award"], found.get("award")) >= 0.5):
        return 0.0
    grade = overlap(wanted.get("category"), found.get("category"))
    return who + same_programme + 0.5 * grade + 0.1 * (wanted.get("year") == found.get("year"))


def _attribute_holds(name: str, wanted: Row, found: Row) -> bool:
    a, b = wanted.get(name), found.get(name)
    if name in {"program", "year", "date"}:
        return bool(a == b)
    if name == "category":
        # a letter predicate may stand in either field
        both = [" ".join(filter(None, (row.get("category"), row.get("score")))) for row in (wanted, found)]
        return _same_text(a, b, 0.6) or _same_text(*both, 0.6)
    return _same_text(a, b, 0.99 if name == "score" else 0.5)


def _same_text(a: str | None, b: str | None, floor: float) -> bool:
    return overlap(a, b) >= floor if a and b else not a and not b


def _add_units(figures: Figures, gold: Row, found: Row) -> None:
    g = list({tuple(tokens(u["mention"])): u for u in gold["units"]}.values())
    p = list({tuple(tokens(u.get("mention"))): u for u in found.get("units", [])}.values())
    pairs = pair(g, p, _above(0.8, "mention"))
    figures.tally("units").add(len(pairs), len(g), len(p))
    _note(figures, gold, "unit", g, p, pairs)


def _note(
    figures: Figures, gold: Row, what: str, g: Sequence[Row], p: Sequence[Row], pairs: Sequence[tuple[int, int]]
) -> None:
    for i in sorted(set(range(len(g))) - {i for i, _ in pairs}):
        figures.errors.append({"id": gold["id"], "what": f"missed {what}", "gold": g[i]})
    for j in sorted(set(range(len(p))) - {j for _, j in pairs}):
        figures.errors.append({"id": gold["id"], "what": f"spurious {what}", "found": p[j]})
