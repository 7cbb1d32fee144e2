"""What somebody may have meant who mistyped a name."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

#: Likeness from which a name is offered (rapidfuzz ratio, 0 to 100).
_RATIO = 74.0
#: Nobody mistypes a longer name.
_LONGEST = 200


def did_you_mean(name: str, known: Iterable[str], *, limit: int = 3) -> str:
    """The known names spelled almost like one, as the end of a message: "; did you mean a, b?", or "".

    A name counts as alike also by a part of it with as many words: "Paepare" finds "Pemerintah Kota Parepare".
    """
    wanted = name.casefold().split() if len(name) <= _LONGEST else []
    found: dict[str, float] = {}
    for form in known:
        words = form.casefold().split()
        size = min(len(wanted), len(words))
        parts = (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
        # Of two forms with the same part the one that says less beside it is meant.
        score = max((fuzz.ratio(" ".join(wanted), part) for part in parts), default=0.0) - 0.1 * (len(words) - size)
        if wanted and score >= _RATIO:
            found[form] = score
    nearest = sorted(found, key=lambda form: (-found[form], form))[:limit]
    return f"; did you mean {', '.join(nearest)}?" if nearest else ""
