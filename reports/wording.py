"""How a report words what articles wrote: names of programmes, categories as they spell them, statements worth a line.

No store and no template is known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz.fuzz import token_set_ratio

from nlp.programmes import load_programmes, programme
from nlp.sentences import read

#: Words that a direct and an indirect statement need to stand alone.
_ALONE = {True: 5, False: 7}
#: Letters of a statement that says something and fits a line or two.
_SHORT, _LONG = 45, 230
#: An indirect statement that begins so has left its subject in front: "berasal dari wawancara acak".
_SUBJECT_LOST = re.compile(
    r"(?:(?:me|di|ber|ter)[a-z]{3,}|untuk|agar|supaya|karena|sebab|dengan|dari|dalam|pada|di|ke|oleh|sebagai|bahwa|"
    r"dan|atau|tetapi|serta|yang|sudah|telah|akan|sedang|masih|juga|hanya|lebih|paling)\b"
)
_MERE_OBJECT = re.compile(r"[\w-]+ (?:itu|ini|tersebut)\b|(?:itu|ini|hal (?:itu|ini|tersebut))\b", re.IGNORECASE)


def programme_title(code: str, written: Sequence[str] = ()) -> str:
    """The full name of a programme, of several successive ones that most like what was written; "" for no known one."""
    try:
        names = programme(code).name.split("; ")
    except KeyError:
        return ""
    return max(names, key=lambda name: sum(token_set_ratio(name.lower(), award.lower()) for award in written))


def category_name(code: str, written: str) -> str:
    """A category as the programme itself spells it ("Pelayanan Prima"), else with its first letter in upper case."""
    return _spellings().get((code, " ".join(written.lower().split()))) or written[:1].upper() + written[1:]


@cache
def _spellings() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for entry in load_programmes():
        for name in (*entry.categories, *entry.loose):
            found.setdefault((entry.code, name.lower()), name if name != name.lower() else name.title())
    return found


def stands_alone(content: str, *, direct: bool) -> bool:
    """Whether a statement can be understood without the sentence that it stands in."""
    parts = content.split()
    if len(parts) < _ALONE[direct]:
        return False
    return direct or not _SUBJECT_LOST.match(content)


def in_its_sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text that holds the span, "" when the span runs over several or none."""
    for sentence in read(text).sentences:
        if sentence.start <= start and end <= sentence.end + 1:
            return " ".join(text[sentence.start : sentence.end].split())
    return ""


def weight(content: str, *, direct: bool, sources: int) -> float:
    """How much a statement deserves a line of a report: said in person, printed widely, whole and of a usual length."""
    size = len(content)
    return (
        2.0 * direct
        + min(sources, 3)
        + (1.5 if _SHORT <= size <= _LONG else 0.0)
        - 2.5 * (not stands_alone(content, direct=direct))
        - 1.0 * bool(_MERE_OBJECT.match(content))
    )


def whole_sentences(sentences: Sequence[str], limit: int) -> tuple[str, ...]:
    """The first sentences that fit into `limit` characters together, at least one."""
    size, count = 0, 0
    for sentence in sentences:
        size += len(sentence) + 1
        if size > limit and count:
            break
        count += 1
    return tuple(sentences[:count])
