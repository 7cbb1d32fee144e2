"""The short name by which a text goes on to call somebody, behind the full one: "Saifullah Yusuf (Gus Ipul)"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from nlp.sentences import Token
from nlp.titles import bare, is_title, word_kind

_CALLED = frozenset("yang akrab biasa kerap sering disapa dipanggil dengan panggilan sapaan".split())


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _called(words: Sequence[Token], at: int) -> int:
    """The index behind the words that lead to a short name: "atau", "alias", "yang akrab disapa"; 0 if none."""
    if words[at].text in ("atau", "alias"):
        return at + 1
    here = at + (words[at].text in (",", "yang"))
    start = here
    while here < len(words) and here - start < 4 and words[here].text in _CALLED:
        here += 1
    return here if here > start and words[here - 1].text in ("disapa", "dipanggil", "panggilan", "sapaan") else 0


def nickname(words: Sequence[Token], first: int, last: int, at: int, known: AbstractSet[str]) -> tuple[str, int]:
    """A short name in brackets behind the name, "Saifullah Yusuf (Gus Ipul)", and the index behind it."""
    if at < len(words) and (start := _called(words, at)):
        # "Saifullah Yusuf atau Gus Ipul", "… yang akrab disapa Nana"
        here = start
        while here < len(words) and here - start < 3 and _capital(words[here].text):
            here += 1
        if here > start and (is_title(words[start].text) or words[at].text != "atau"):
            return words[here - 1].text, here
        return "", at
    if at + 1 < len(words) and words[at].text == "," and words[at + 1].text == "(":
        alias, after = nickname(words, first, last, at + 1, known)
        return (alias, after) if alias else ("", at)
    if at >= len(words) or words[at].text != "(":
        return "", at
    here = at + 1
    while here < len(words) and here - at < 4 and _capital(words[here].text):
        here += 1
    if here == at + 1 or here >= len(words) or words[here].text != ")":
        return "", at
    inner = [w.text for w in words[at + 1 : here]]
    begin = first
    while begin > 0 and is_title(words[begin - 1].text) and _capital(words[begin - 1].text):
        begin -= 1  # "Kang Dedi Mulyadi (KDM)"
    initials = "".join(w.text[0] for w in words[first : last + 1])
    titled = "".join(w.text[0] for w in words[begin : last + 1])
    own = {bare(w.text) for w in words[first : last + 1]}
    called = bare(inner[-1])
    likely = (
        inner[0] in (initials, titled)
        or (len(inner) > 1 and is_title(inner[0]))
        or called in known
        or (word_kind(inner[-1]) == "name" and called not in own)
        or any(w.startswith(called[:4]) for w in own if len(called) >= 4)
    )
    return (inner[-1], here + 1) if likely else ("", at)
