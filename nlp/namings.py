"""Namings of people: role and name taken together, in either order. Whose name it is stands in `people`."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from nlp.person_names import (
    LONGEST_NAME,
    Naming,
    is_capital,
    name_weight,
    rank_end,
    read_name,
    starts_name,
    unlikely_name,
)
from nlp.person_roles import bracket_end, name_start, role_end
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_degree, is_office, is_person_noun, is_title, word_kind


def read_naming(
    words: Sequence[Token], at: int, known: AbstractSet[str], *, subject: bool = False
) -> tuple[Naming | None, int]:
    """The naming that begins at word `at`, and the index behind it; (None, at) if none does.

    `known` holds short names that the article itself uses for people. With `subject`, a lone unknown word is a name,
    since it stands where a person must.
    """
    word = words[at].text
    low = bare(word)
    if (
        is_office(word)
        and not rank_end(words, at)
        and not (is_title(word) and at + 1 < len(words) and starts_name(words, at + 1, known))
    ):
        return _with_role(words, at, known)
    if (rank := rank_end(words, at)) and rank > at + 1:
        name, after = read_name(words, rank, known, lone=True)
        if name and name.name:
            ranks = tuple(w.text for w in words[at:rank] if w.text not in "()")
            whole = replace(name, start=words[at].start, titles=(*ranks, *name.titles))
            return _appositions(words, whole, after, known)
    if is_title(word) and (is_capital(word) or low in grammar().small_titles) and at + 1 < len(words):
        name, after = read_name(words, at, known, lone=True)
        if name:
            return _appositions(words, name, after, known)
        if not (is_person_noun(word) or is_office(word)):
            return None, at
    if is_person_noun(word) or (low in grammar().determiners and subject):
        return _with_role(words, at, known)
    if (
        is_capital(word)
        and low not in grammar().calendar
        and (low in known or word_kind(word) in ("name", "unknown", "initial", "place", "either"))
    ):
        if (
            subject
            and low not in known
            and word_kind(word) == "unknown"
            and (found := _unknown_office(words, at, known))
        ):
            return found
        name, after = read_name(words, at, known, lone=subject)
        if subject and name and after == at + 1 and low not in known and _goes_on(words, after):
            return None, at  # "kata Amnesty International": a body
        if name:
            return _appositions(words, name, after, known)
    return None, at


def _goes_on(words: Sequence[Token], at: int) -> bool:
    """Whether a body's name goes on at word `at`, behind what looked like somebody's name."""
    if at >= len(words) or not is_capital(words[at].text) or is_title(words[at].text) or is_degree(words[at].text):
        return False
    return word_kind(words[at].text) in ("common", "acronym", "place")


def _unknown_office(words: Sequence[Token], at: int, known: AbstractSet[str]) -> tuple[Naming, int] | None:
    """An office that no list holds, told by the body behind it: "Paur Humas Polres Sukabumi | Ipda Aah", "Pokmasi Desa
    Mandrajaya, | Opick Ariosantos"."""
    if at + 2 >= len(words) or not is_capital(words[at + 1].text):
        return None
    if word_kind(words[at + 1].text) not in ("common", "acronym", "place") or is_title(words[at + 1].text):
        return None
    return named_after(words, at, known)


def named_after(words: Sequence[Token], at: int, known: AbstractSet[str]) -> tuple[Naming, int] | None:
    """The name at the end of a phrase that begins at word `at` and is no known office: "petinggi laskar FPI Maman"."""
    total = len(words)
    here = at + 1
    while here < total and here - at < 5 and words[here].text.islower() and words[at].text.islower():
        low = words[here].text
        if low in grammar().no_role_words or low in grammar().prepositions or not low.isalpha():
            return None
        here += 1
    begin = here
    while here < total and here - at < 14:
        text = words[here].text
        if is_title(text) or rank_end(words, here):
            break
        if text == "(" and (close := bracket_end(words, here)):
            here = close
        elif is_capital(text) or (
            bare(text) in grammar().connectors and is_capital(words[min(here + 1, total - 1)].text)
        ):
            here += 1
        else:
            break
    name, after = _name_behind(words, here, known)
    split = None if name is not None else name_start(words, at, here, known)
    if split is not None:
        name, after = read_name(words, split, known, lone=True)
    if name is None or name.name is None or here == begin == at:
        return None
    last = split if split is not None else here
    return replace(name, start=words[at].start, role=(words[at].start, words[last - 1].end)), after


def _with_role(words: Sequence[Token], at: int, known: AbstractSet[str]) -> tuple[Naming | None, int]:
    """A role and the name behind it, if one stands there."""
    stop = role_end(words, at, known)
    total = len(words)
    split: int | None = None
    if stop + 2 < total and bare(words[stop].text) in ("yang", "sekaligus", "merangkap"):
        second = stop + 1 + (bare(words[stop + 1].text) == "juga")
        if second < total and is_office(words[second].text) and name_start(words, at, stop, known) is None:
            stop = role_end(words, second, known)  # "Ketua Panitia yang juga Kepala Dinas X, Urai Nur Iskandar"
    behind, behind_after = _name_behind(words, stop, known)
    if behind is not None and words[stop].text == "," and _accompanies(words, at, behind_after):
        behind = None
    titled = stop < total and (is_title(words[stop].text) or bool(rank_end(words, stop)))
    if behind is None or not titled:
        split = name_start(words, at, stop, known)
        if (
            split is not None
            and behind is not None
            and not any(name_weight(w.text, known) >= 2 for w in words[split:stop])
        ):
            split = None  # "Kepala Puskesmas Cilincing, Edison Sahputra,"
    if split is not None and behind is None and _completes(words, at, split):
        return Naming(words[at].start, words[stop - 1].end, None, (words[at].start, words[stop - 1].end)), stop
    role_stop = split if split is not None else stop
    while role_stop > at + 1 and (
        bare(words[role_stop - 1].text) in grammar().connectors
        or (words[role_stop - 1].text == "ST" and split is not None)  # "Jaksa Agung ST Burhanuddin"
        or bare(words[role_stop - 1].text) in ("yang", "asal", "dari", "pada")
    ):
        role_stop -= 1
    role = (words[at].start, words[role_stop - 1].end) if role_stop > at else None
    if split is not None:
        name, after = read_name(words, split, known, lone=True)
    else:
        name, after = behind, behind_after
    if name is not None and split == stop - 1 and stop < total and bare(words[stop].text) in grammar().pointers:
        lone = words[split].text
        if word_kind(lone) == "unknown" and bare(lone) not in known:
            # "Kepala PKM Kaliwungu tersebut": the place of the office
            return Naming(words[at].start, words[split].end, None, (words[at].start, words[split].end)), stop
    if role is None or not words[at].text[:1].isalpha():
        return None, at
    if name is None or name.name is None:
        return Naming(role[0], role[1], None, role), max(role_stop, at + 1)
    whole = replace(name, start=role[0], role=role)
    if after < total and words[after].text == "," and after + 2 < total and bare(words[after + 1].text) in _ALSO:
        # "Kepala Dinas X Budi, yang juga juru bicara Y, mengatakan": one person with two offices
        more, behind_both = _appositions(words, whole, after, known)
        return replace(more, role=role), behind_both
    return whole, after


_ALSO = frozenset("yang sekaligus selaku juga".split())


def _accompanies(words: Sequence[Token], at: int, after: int) -> bool:
    """Whether the role is a companion's and the name the subject: "Didampingi istrinya, Gus Syaf memaparkan …"."""
    return (
        at > 0
        and words[at - 1].text in ("Didampingi", "Ditemani", "Bersama", "Dibantu", "Disaksikan", "Dikawal", "Menemui")
        and after < len(words)
        and words[after].text[:1].islower()
    )


def _completes(words: Sequence[Token], at: int, split: int) -> bool:
    """Whether the name only says whose relative or lawyer is meant: "istri Mario", "mantan pengacara Rina"."""
    heads = [bare(w.text) for w in words[at:split]]
    while heads and heads[0] in ("mantan", "eks", "bekas"):
        heads.pop(0)
    small = words[at].text[:1].islower() or (split > at + 1 and words[at + 1].text[:1].islower())
    return bool(heads) and heads[0] in grammar().relational and small


def _name_behind(words: Sequence[Token], stop: int, known: AbstractSet[str]) -> tuple[Naming | None, int]:
    """The name behind the end of a role: "…, Rita Agustina," or a title that ended the role."""
    total = len(words)
    here = stop
    if here < total and words[here].text in (",", "–", "-", "—", ":"):
        if words[here].text != "," and not (here + 1 < total and is_title(words[here + 1].text)):
            return None, stop
        here += 1
    elif not (
        here < total and (is_title(words[here].text) or bare(words[here].text) in known or rank_end(words, here))
    ):
        return None, stop
    rank = rank_end(words, here) if here < total else 0
    here = _past_place(words, here)
    forced = words[stop].text == "," and unlikely_name(words, here)
    if here >= total or not (rank or forced or starts_name(words, here, known)):
        return None, stop
    name, after = read_name(words, rank or here, known, lone=True, forced=forced)
    if name is None or name.name is None:
        return None, stop
    following = words[after].text if after < total else "."
    if words[stop].text == "," and not (following in '.,(;–—-:”"“' or following[:1].islower()):
        return None, stop
    return name, after


def _past_place(words: Sequence[Token], at: int) -> int:
    """The index behind a place that stands between role and name: "Kepala Puskesmas X, Jakarta Utara, Edison
    Sahputra"."""
    here = at
    while (
        here < len(words)
        and here - at < 3
        and is_capital(words[here].text)
        and word_kind(words[here].text) in ("place", "common")
    ):
        here += 1
    if here > at and here + 1 < len(words) and words[here].text == "," and word_kind(words[at].text) == "place":
        return here + 1
    return at


def _juxtaposed(words: Sequence[Token], name: Naming, at: int) -> bool:
    """Whether an office follows a name without a comma: "Agus Cahyono Kepala Dinas Pemberdayaan Desa mengatakan".

    A name of one word may be part of what stands before it."""
    if name.name is None or not is_capital(words[at].text) or not is_office(words[at].text) or is_title(words[at].text):
        return False
    parts = [word.text for word in words[max(0, at - LONGEST_NAME) : at] if word.start >= name.name[0]]
    return len(parts) > 1 and all(word_kind(part) in ("name", "unknown", "initial") for part in parts)


_LONGEST_APPOSITION = 24  # words of a name and the office behind it


def _ends_role(words: Sequence[Token], split: int, stop: int, name: Naming, known: AbstractSet[str]) -> bool:
    """Whether the lone strange word at the end of an office behind a full name belongs to the office: "Suwarno
    Ariyanto, Kepala UPT Lokawisata | Baturraden"."""
    near = words[max(0, split - _LONGEST_APPOSITION) : split]
    full = name.name is not None and sum(name.name[0] <= w.start < name.name[1] for w in near) > 1
    lone = split == stop - 1 and word_kind(words[split].text) == "unknown" and bare(words[split].text) not in known
    return full and lone and word_kind(words[split - 1].text) in ("common", "unknown", "acronym")


def _appositions(words: Sequence[Token], name: Naming, after: int, known: AbstractSet[str]) -> tuple[Naming, int]:
    """A role behind the name: "Lie Tjin Hok, advokat senior, …", "Rina selaku Kepala Dinas …"."""
    total = len(words)
    here = after
    if here < total and words[here].text == ",":
        here += 1
    elif here < total and (bare(words[here].text) in ("selaku", "yang", "sebagai") or _juxtaposed(words, name, here)):
        pass
    else:
        return name, after
    skipped = 0
    while (
        here < total
        and bare(words[here].text)
        in ("selaku", "sebagai", "yang", "juga", "merupakan", "menjabat", "seorang", "adalah")
        and skipped < 4
    ):
        here += 1
        skipped += 1
    if here >= total or not (is_office(words[here].text) or is_person_noun(words[here].text)):
        return name, after
    stop = role_end(words, here, known)
    lower_head = words[here].text[:1].islower() and words[after].text == ","
    split = name_start(words, here, stop, known)
    if split is not None and _ends_role(words, split, stop, name, known):
        split = None
    if split is not None and not (lower_head and stop < total and words[stop].text == ","):
        return name, after
    inner, _ = _name_behind(words, stop, known)
    if inner is not None and words[stop].text != ",":
        return name, after
    if (
        bare(words[here].text) in ("anak", "putra", "putri", "istri", "suami", "wakil")
        and words[here].text[:1].islower()
        and skipped == 0
        and stop - here < 2
    ):
        return name, after
    role = (words[here].start, words[stop - 1].end)
    return replace(name, end=words[stop - 1].end, role=role), stop
