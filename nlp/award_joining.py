"""How drafts that tell of one award to one body are joined, and what counts as the same prize, category or name.
What a draft holds stands in `nlp.award_drafts`."""

from __future__ import annotations

from nlp.award_bodies import same_body
from nlp.award_drafts import Draft
from nlp.award_recipients import Candidate
from nlp.phrases import words_of
from nlp.programmes import programme as programme_of

_LOOK_BACK = 40  # no article tells more of one body


class Kept:
    """The drafts that say different things, in order, with a way to those of one body."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._at: dict[str, list[int]] = {}

    def keep(self, draft: Draft, place: int | None = None) -> None:
        """Add a draft, or file the one at a place under the name it has now."""
        if place is None:
            place = len(self.drafts)
            self.drafts.append(draft)
        for way in _ways(draft.name):
            row = self._at.setdefault(way, [])
            if place not in row[-_LOOK_BACK:]:
                row.append(place)

    def alike(self, draft: Draft) -> list[int]:
        """The places of the drafts whose body may be the same, in order; of a body with very many, the last ones."""
        found = {place for way in _ways(draft.name) for place in self._at.get(way, ())[-_LOOK_BACK:]}
        return sorted(found)


def _ways(name: Candidate) -> set[str]:
    """Words under which a body's drafts are filed: whatever `same_body` or `_same_place` takes for one shares some."""
    key = name.key
    ways: set[str] = set()
    if key.startswith("region:"):
        ways.add("region:" + key.rsplit(":", 1)[-1])
    elif key.startswith("text:"):
        ways.add("text:" + " ".join(key[len("text:") :].split()[:2]))
    else:
        ways.add(key)
    words = [word.low for word in words_of(name.text)]
    if len(words) > 1:
        ways |= {"place:" + " ".join(words[:2]), f"place:{words[0]}…{words[-1]}"}
    return ways


def merge(kept: Kept, draft: Draft) -> None:
    """Join a draft with one that says the same of the same body, or keep it."""
    for place in kept.alike(draft):
        other = kept.drafts[place]
        if other.programme != draft.programme or not (
            same_body(other.name.key, draft.name.key) or _same_place(other.name.text, draft.name.text)
        ):
            continue
        if not _same_award(other, draft):
            continue
        if (other.status == "received") != (draft.status == "received"):
            continue
        if other.year and draft.year and other.year != draft.year:
            continue
        if other.past != draft.past and (other.year or 0) != (draft.year or 0):
            continue
        if (
            other.score
            and draft.score
            and other.score != draft.score
            and not (other.category_kind == "letter" or draft.category_kind == "letter")
        ):
            continue
        guessed = draft.inherits or other.inherits
        if other.category and draft.category and not guessed and not _same_category(other, draft):
            continue
        if other.inherits and draft.category and not draft.inherits:
            other.category, other.category_kind, other.inherits = draft.category, draft.category_kind, False
        if not (draft.inherits and other.category) and (
            _strength(draft) > _strength(other) or _better_name(draft, other)
        ):
            other.category, other.category_kind = draft.category, draft.category_kind
        other.score = other.score or draft.score
        other.rank = other.rank or draft.rank
        other.year = other.year or draft.year
        other.giver, other.giver_id = (other.giver, other.giver_id) if other.giver else (draft.giver, draft.giver_id)
        other.date = other.date or draft.date
        if other.award.lower() in draft.award.lower():
            other.award = draft.award
        other.recipient = other.recipient or draft.recipient
        if (
            (other.name.kind in ("place", "head") and draft.name.kind not in ("place", "head"))
            or (other.name.text[:1].islower() and draft.name.text[:1].isupper())
            or (
                len(draft.name.text) > len(other.name.text)
                and draft.name.kind not in ("place", "head")
                and not only_region(draft.name.text, other.name.text)
            )
        ):
            other.name = draft.name
            kept.keep(other, place)
        if len(other.evidence) < 4:
            other.evidence.extend(draft.evidence)
        return
    kept.keep(draft)


def only_region(one: str, two: str) -> bool:
    """Whether the first name only tells a region whose government the second names: "Kabupaten X", "Pemkab X"."""
    return two.startswith("Pem") and one.startswith(("Kab", "Kota", "Prov"))


def _same_place(one: str, two: str) -> bool:
    """Villages and schools named with and without their district."""
    first, second = [[word.low for word in words_of(text)] for text in (one, two)]
    short, long = sorted((first, second), key=len)
    if len(short) > 1 and short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long):
        return short[0] in ("rsud", "rs", "puskesmas")  # "RSUD Setjonegoro", "RSUD KRT Setjonegoro"
    return (
        len(short) > 1
        and short[0] in ("desa", "kelurahan", "kampung", "sd", "smp", "sma", "smk", "sdn", "smpn", "sman")
        and long[: len(short)] == short
    )


def _same_award(one: Draft, two: Draft) -> bool:
    """Programmes without a code of their own hold many prizes: there the names must share a word."""
    if one.programme != "other" and programme_of(one.programme).code not in ("other", "pelayanan_publik_lain"):
        return True
    if (one.category or "").lower() == (two.category or "").lower() and (one.category or one.programme != "other"):
        return True
    if abs(one.sentence - two.sentence) <= 1 and one.award.lower().startswith("ajang "):
        return True
    first, second = [
        {word.low for word in words_of(draft.award)} - {"penghargaan", "terbaik", "award", "lomba"}
        for draft in (one, two)
    ]
    return not first or not second or len(first & second) >= 0.6 * min(len(first), len(second))


def _strength(draft: Draft) -> int:
    return (
        ("", "best", "class", "topic", "letter", "title", "rank", "category").index(draft.category_kind)
        if draft.category
        else -1
    )


def _better_name(draft: Draft, other: Draft) -> bool:
    """Whether a draft words the same category in the way the programme's data puts first."""
    if draft.programme == "other" or not draft.category or not other.category:
        return False
    one, two = draft.category.lower(), other.category.lower()
    return any(
        one in row and two in row and row.index(one) < row.index(two) for row in programme_of(draft.programme).equal
    )


def _same_category(one: Draft, two: Draft) -> bool:
    first, second = (
        {word.low for word in words_of(one.category or "")},
        {word.low for word in words_of(two.category or "")},
    )
    if ("harapan" in first) != ("harapan" in second):
        return False  # "juara I", "juara harapan I"
    if first <= second or second <= first:
        return True
    if one.programme == two.programme == "zi":
        higher = {"wbbm", "melayani"}
        return bool(first & higher) == bool(second & higher)
    if one.programme != "other":
        for row in programme_of(one.programme).equal:
            if (one.category or "").lower() in row and (two.category or "").lower() in row:
                return True
    if (
        one.rank
        and one.rank == two.rank
        and "category" not in (one.category_kind, two.category_kind)
        and all(len((row.category or "").split()) < 3 for row in (one, two))
    ):
        return True  # "juara I", "urutan teratas"
    kinds = {one.category_kind, two.category_kind}
    return len(kinds) == 2 and kinds != {"rank", "topic"} and "topic" not in kinds and "title" not in kinds
