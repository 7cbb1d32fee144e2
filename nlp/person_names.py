"""Namings of people in running text: office, titles, name and degrees taken apart. Whose name it is stands in `people`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_degree, is_office, is_person_noun, is_title, titles, word_kind

LONGEST_NAME = 6
LONGEST_ROLE = 26
_WEIGHT = {"name": 2.0, "unknown": 0.8, "initial": 0.3, "place": -1.6, "either": -0.4, "common": -2.5, "acronym": -3.0}
_ROMAN = re.compile(r"[IVX]+[A-E]?$|\d+$")
_NOT_A_NAME = {"agung": frozenset("kejaksaan mahkamah jaksa hakim masjid gunung balai dewan".split())}


@dataclass(frozen=True, slots=True)
class Naming:
    """A phrase that names somebody. Character offsets; `name` is empty for a role alone, `role` is empty for a bare name."""

    start: int
    end: int
    name: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    titles: tuple[str, ...] = ()
    age: bool = False
    alias: str = ""


def is_capital(word: str) -> bool:
    return word[:1].isupper()


def read_naming(
    words: Sequence[Token], at: int, known: AbstractSet[str], *, subject: bool = False
) -> tuple[Naming | None, int]:
    """The naming that begins at word `at`, and the index behind it; (None, at) if none does.

    `known` holds short names that the article itself uses for people. With `subject`, a lone unknown word passes as a name,
    since it stands where a person must.
    """
    word = words[at].text
    low = bare(word)
    if (
        is_office(word)
        and not _rank(words, at)
        and not (is_title(word) and at + 1 < len(words) and _starts_name(words, at + 1, known))
    ):
        return _with_role(words, at, known)
    if (rank := _rank(words, at)) and rank > at + 1:
        name, after = _name(words, rank, known, lone=True)
        if name and name.name:
            ranks = tuple(w.text for w in words[at:rank] if w.text not in "()")
            whole = replace(name, start=words[at].start, titles=(*ranks, *name.titles))
            return _appositions(words, whole, after, known)
    if is_title(word) and (is_capital(word) or low in grammar().small_titles) and at + 1 < len(words):
        name, after = _name(words, at, known, lone=True)
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
        name, after = _name(words, at, known, lone=subject)
        if name:
            return _appositions(words, name, after, known)
    return None, at


def _rank(words: Sequence[Token], at: int) -> int:
    """The index behind a rank of several words ("Komisaris Besar (Pol)") that a name follows; 0 if there is none."""
    total = len(words)
    if bare(words[at].text) not in grammar().rank_heads or not (
        at + 2 < total and bare(words[at + 1].text) in grammar().rank_tails
    ):
        return 0
    here = at + 1
    while here < total and (bare(words[here].text) in grammar().rank_tails or words[here].text in "()"):
        here += 1
    if (
        here < total
        and is_capital(words[here].text)
        and (word_kind(words[here].text) in ("name", "unknown", "initial") or is_title(words[here].text))
    ):
        return here
    return 0


def _starts_name(words: Sequence[Token], at: int, known: AbstractSet[str]) -> bool:
    word = words[at].text
    if bare(word) in grammar().small_titles:
        return at + 1 < len(words) and is_capital(words[at + 1].text)
    if word == "Lalu" and at + 1 < len(words):
        return is_capital(words[at + 1].text) and word_kind(words[at + 1].text) in ("name", "unknown")
    return is_capital(word) and (
        is_title(word) or bare(word) in known or word_kind(word) in ("name", "unknown", "initial")
    )


def _weight(word: str, known: AbstractSet[str]) -> float:
    if bare(word) in known:
        return 2.4
    if bare(word) in grammar().calendar:
        return -9.0
    return _WEIGHT[word_kind(word)]


def _unlikely_name(words: Sequence[Token], at: int) -> bool:
    """Whether a name of common words stands between commas behind a role: ", One Andang Wardoyo,"."""
    here = at
    while here < len(words) and here - at < 5 and is_capital(words[here].text) and words[here].text not in ",.":
        here += 1
    return (
        2 <= here - at <= 4
        and here < len(words)
        and words[here].text in ",."
        and not is_office(words[at].text)
        and bare(words[at].text) not in grammar().role_bodies
        and bare(words[at].text) not in grammar().calendar
        and word_kind(words[at].text) in ("common", "place", "either")
        and word_kind(words[here - 1].text) in ("name", "unknown")
    )


def _name(
    words: Sequence[Token], at: int, known: AbstractSet[str], *, lone: bool = False, forced: bool = False
) -> tuple[Naming | None, int]:
    """Titles, name and degrees from word `at` on. `lone` lets a single unknown word pass."""
    here, total = at, len(words)
    found: list[str] = []
    while here < total and (is_title(words[here].text) or (words[here].text in ".()" and found)):
        text = words[here].text
        if text in ".()":
            # "(Purn)", "(Pol)" between rank and name
            if text == "(" and not (
                here + 2 < total and is_title(words[here + 1].text) and words[here + 2].text == ")"
            ):
                break
        elif is_capital(text):
            found.append(text)
        elif found:
            break
        else:
            if bare(text) not in grammar().small_titles:
                return None, at
            found.append(text)
        here += 1
    first = here
    score, last = 0.0, -1
    while here < total and here - first < LONGEST_NAME:
        word = words[here].text
        if not is_capital(word):
            if not (
                bare(word) in grammar().name_particles
                and here > first
                and here + 1 < total
                and is_capital(words[here + 1].text)
            ):
                break
            here += 1
            continue
        kind = word_kind(word)
        if bare(word) in grammar().calendar or (here > first and (is_office(word) and kind != "name")):
            break
        if (
            kind == "acronym"
            and not (here > first and len(word) <= 3 and bare(word) not in grammar().abbreviated_bodies)
            and bare(word) not in known
        ):
            break
        if is_degree(word) and "." in word and kind != "initial":
            break
        if (
            word == "Lalu"
            and here == first
            and here + 1 < total
            and word_kind(words[here + 1].text) in ("name", "unknown")
        ):
            pass  # a noble title of Lombok, not the conjunction
        elif kind == "common" and bare(word) not in known:
            # "Dewi Cahaya Utama": allowed inside a name that began well, not as its first word unless a title stood before
            if (
                (here == first and not found and not forced)
                or (score < 0.7 and here > first)
                or bare(word) in grammar().no_role_words
            ):
                break
            score += 0.3 if here == first else -0.5
        else:
            score += max(0.3, _weight(word, known))
        last = here
        here += 1
        if word.endswith(".") and kind != "initial" and len(word) > 3:
            break
    if last < first:
        return None, at
    aged = (
        last + 3 < total
        and words[last + 1].text == "("
        and words[last + 2].text.isdigit()
        and len(words[last + 2].text) <= 2
    )
    aged = aged or (
        last + 2 < total
        and words[last + 1].text == ","
        and words[last + 2].text.islower()
        and is_person_noun(words[last + 2].text)
    )
    alone = (
        last == first
        and word_kind(words[first].text) in ("unknown", "place", "initial")
        and bare(words[first].text) not in known
    )
    if alone and not (lone or found or aged):
        return None, at
    if last == first and word_kind(words[first].text) == "initial":
        return None, at
    end_index = last + 1
    name = (words[first].start, words[last].end)
    if words[last].text.endswith(".") and word_kind(words[last].text) != "initial":
        name = (name[0], name[1] - 1)
    behind, end_index, age = _degrees(words, end_index)
    alias, end_index = _nickname(words, first, last, end_index, known)
    whole = Naming(words[at].start, words[end_index - 1].end, name, None, (*found, *behind), age, alias)
    return whole, end_index


def _nickname(words: Sequence[Token], first: int, last: int, at: int, known: AbstractSet[str]) -> tuple[str, int]:
    """A short name in brackets behind the name, "Saifullah Yusuf (Gus Ipul)", and the index behind it."""
    if at >= len(words) or words[at].text != "(":
        return "", at
    here = at + 1
    while here < len(words) and here - at < 4 and is_capital(words[here].text):
        here += 1
    if here == at + 1 or here >= len(words) or words[here].text != ")":
        return "", at
    inner = [w.text for w in words[at + 1 : here]]
    initials = "".join(w.text[0] for w in words[first : last + 1])
    own = {bare(w.text) for w in words[first : last + 1]}
    called = bare(inner[-1])
    likely = (
        inner[0] == initials
        or (len(inner) > 1 and is_title(inner[0]))
        or called in known
        or (word_kind(inner[-1]) == "name" and called not in own)
        or any(w.startswith(called[:4]) for w in own if len(called) >= 4)
    )
    return (inner[-1], here + 1) if likely else ("", at)


def _degrees(words: Sequence[Token], at: int) -> tuple[list[str], int, bool]:
    """Degrees and an age in brackets behind a name."""
    found: list[str] = []
    here, total, age = at, len(words), False
    while here < total:
        text = words[here].text
        if text == "," and here + 1 < total and is_degree(words[here + 1].text) and is_capital(words[here + 1].text):
            found.append(words[here + 1].text)
            here += 2
            if here < total and words[here].text == "." and here + 1 < total and words[here + 1].text == ",":
                here += 1
        elif is_degree(text) and is_capital(text) and (found or "." in text or text.isupper()):
            found.append(text)
            here += 1
        elif (
            text == "("
            and here + 2 < total
            and words[here + 2].text in (")", "tahun")
            and words[here + 1].text.isdigit()
            and len(words[here + 1].text) <= 2
        ):
            here += 3 if words[here + 2].text == ")" else 4
            age = True
        else:
            break
        while (
            found
            and here < total
            and words[here].start == words[here - 1].end
            and words[here].text not in ",();:"
            and (words[here].text == "." or is_capital(words[here].text))
        ):
            if words[here].text == "." and not (
                (here + 1 < total and words[here + 1].text == ",")
                or (
                    words[here - 1].text[-1:].isupper()
                    and here + 1 < total
                    and words[here + 1].start == words[here].end
                )
            ):
                break
            here += 1
    return found, min(here, total), age


def _with_role(words: Sequence[Token], at: int, known: AbstractSet[str]) -> tuple[Naming | None, int]:
    """A role and the name behind it, if one stands there."""
    stop = _role_end(words, at, known)
    total = len(words)
    split: int | None = None
    behind, behind_after = _name_behind(words, stop, known)
    titled = stop < total and (is_title(words[stop].text) or bool(_rank(words, stop)))
    if behind is None or not titled:
        split = _split(words, at, stop, known)
        if split is not None and behind is not None and not any(_weight(w.text, known) >= 2 for w in words[split:stop]):
            split = None  # "Kepala Puskesmas Cilincing, Edison Sahputra,"
    role_stop = split if split is not None else stop
    while role_stop > at + 1 and (
        bare(words[role_stop - 1].text) in grammar().connectors
        or bare(words[role_stop - 1].text) in ("yang", "asal", "dari", "pada")
    ):
        role_stop -= 1
    role = (words[at].start, words[role_stop - 1].end) if role_stop > at else None
    if split is not None:
        name, after = _name(words, split, known, lone=True)
    else:
        name, after = behind, behind_after
    if role is None or not words[at].text[:1].isalpha():
        return None, at
    if name is None or name.name is None:
        return Naming(role[0], role[1], None, role), max(role_stop, at + 1)
    return replace(name, start=role[0], role=role), after


def _name_behind(words: Sequence[Token], stop: int, known: AbstractSet[str]) -> tuple[Naming | None, int]:
    """The name behind the end of a role: "…, Rita Agustina," or a title that ended the role."""
    total = len(words)
    here = stop
    if here < total and words[here].text in (",", "–", "-", "—", ":"):
        if words[here].text != "," and not (here + 1 < total and is_title(words[here + 1].text)):
            return None, stop
        here += 1
    elif not (here < total and (is_title(words[here].text) or bare(words[here].text) in known or _rank(words, here))):
        return None, stop
    rank = _rank(words, here) if here < total else 0
    here = _past_place(words, here)
    forced = words[stop].text == "," and _unlikely_name(words, here)
    if here >= total or not (rank or forced or _starts_name(words, here, known)):
        return None, stop
    name, after = _name(words, rank or here, known, lone=True, forced=forced)
    if name is None or name.name is None:
        return None, stop
    following = words[after].text if after < total else "."
    if words[stop].text == "," and not (following in '.,(;–—-:”"“' or following[:1].islower()):
        return None, stop
    return name, after


def _past_place(words: Sequence[Token], at: int) -> int:
    """The index behind a place that stands between role and name: "Kepala Puskesmas X, Jakarta Utara, Edison Sahputra"."""
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


def _role_end(words: Sequence[Token], at: int, known: AbstractSet[str] = frozenset()) -> int:
    """The index behind the longest run that may be a role, perhaps with the name in it."""
    total = len(words)
    here = at
    after_head = words[at + 1].text if at + 1 < total else "."
    sentence_case = (
        after_head[:1].islower() and bare(after_head) not in grammar().no_role_words and not _is_verb(bare(after_head))
    )
    lower_head = (
        sentence_case
        or words[at].text[:1].islower()
        or is_person_noun(words[at].text)
        or bare(words[at].text) in grammar().determiners
    )
    lower_run = 0
    while here < total and here - at < LONGEST_ROLE:
        text = words[here].text
        low = bare(text)
        if here > at and low in grammar().calendar:
            break
        if here > at and _rank(words, here):
            break
        chief = low == "jenderal" and here > at and bare(words[here - 1].text) in grammar().general_offices
        if (
            here > at
            and is_title(text)
            and not chief
            and (is_capital(text) or low in grammar().small_titles)
            and not is_office(text)
            and low not in grammar().not_ranks
        ):
            break
        if is_capital(text) or _ROMAN.match(text):
            if here > at and text.endswith(".") and len(text) > 3 and not is_degree(text):
                here += 1
                break
            here += 1
            continue
        following = words[here + 1].text if here + 1 < total else "."
        if (
            here == at
            or low in grammar().role_words
            or (
                here == at + 1
                and low.endswith("nya")
                and low not in ("tentunya", "sebelumnya", "biasanya", "sebenarnya")
            )
        ):
            here += 1
        elif (
            low == "yang"
            and bare(following) in ("juga", "merangkap")
            and here + 2 < total
            and is_office(words[here + 2].text)
        ):
            here += 2
        elif (
            lower_head
            and low == "dan"
            and following[:1].islower()
            and bare(following) not in grammar().no_role_words
            and not is_person_noun(following)
            and _reaches_capital(words, here)
        ):
            here += 1
        elif here > at + 1 and is_capital(words[here - 1].text) and _named_already(words, at, here, known):
            break
        elif low in grammar().connectors and (is_capital(following) or (is_office(following) and text != "-")):
            here += 1
        elif text == "(" and (close := _bracket(words, here)):
            here = close
        elif (
            text == ","
            and here > at
            and (_listed(words, here) or (bare(following) in grammar().role_bodies and is_capital(following)))
        ) or (low == "kota" and words[here - 1].text.lower() == "wali"):
            here += 1
        elif low in ("untuk", "pada", "dari", "asal", "se", "antar", "atas", "di") and here > at:
            if (
                low == "di"
                or not is_capital(following)
                or (low == "untuk" and bare(words[at].text) not in ("duta", "utusan", "wakil", "konsul", "koordinator"))
            ):
                break
            if not (lower_head or low in ("pada", "untuk")) or (
                word_kind(following) in ("name", "unknown") and low == "pada"
            ):
                break
            here += 1
        elif (
            lower_head
            and text[:1].islower()
            and low not in grammar().no_role_words
            and lower_run < 5
            and not _is_verb(low)
            and not (lower_run and is_capital(words[here - 1].text))
        ):
            lower_run += 1
            here += 1
        elif here > at and (is_office(text) or low in grammar().role_tails) and low not in grammar().no_role_words:
            here += 1
        else:
            break
    return here


def _named_already(words: Sequence[Token], at: int, here: int, known: AbstractSet[str]) -> bool:
    """Whether the run up to `here` ends in what is surely a name, so that no role goes on behind it."""
    split = _split(words, at, here, known)
    if split is None:
        return False
    weights = [_weight(w.text, known) for w in words[split:here]]
    return sum(weights) >= 2.0 or (len(weights) >= 2 and min(weights) > 0)


def _reaches_capital(words: Sequence[Token], at: int) -> bool:
    """Whether lower-case words lead to a capital within four words: "dan politik nasional Nasky"."""
    return any(is_capital(w.text) for w in words[at + 1 : at + 5]) and not any(
        w.text in ".,;:" or bare(w.text) in grammar().no_role_words for w in words[at + 1 : at + 3]
    )


def _is_verb(word: str) -> bool:
    verbs = reporting_verbs()
    return word in verbs.active or (
        word.startswith(("mem", "men", "meng", "meny")) and len(word) > 6 and word not in ("menteri", "mentor")
    )


def _bracket(words: Sequence[Token], at: int) -> int:
    """The index behind a short bracket that explains a role: "(DLH)"; 0 when it holds an age or no letters."""
    for here in range(at + 1, min(at + 10, len(words))):
        if words[here].text == ")":
            inner = words[at + 1 : here]
            if (
                inner
                and any(w.text[:1].isalpha() for w in inner)
                and not any(is_title(w.text) and bare(w.text) in ("pol", "purn", "p") for w in inner)
            ):
                return here + 1
            return 0
    return 0


def _listed(words: Sequence[Token], at: int) -> bool:
    """Whether the comma belongs to a name such as "Pendidikan, Kebudayaan, Riset, dan Teknologi"."""
    total = len(words)
    here = at + 1
    if here < total and bare(words[here].text) in ("dan", "serta", "&"):
        return (
            here + 1 < total
            and is_capital(words[here + 1].text)
            and word_kind(words[here + 1].text) == "common"
            and not is_office(words[here + 1].text)
        )
    run = 0
    while here < total and run < 14:
        text = words[here].text
        if is_capital(text):
            if word_kind(text) not in ("common", "place", "acronym") or is_office(text) or is_title(text):
                return False
        elif bare(text) in ("dan", "serta", "&"):
            return (
                here + 1 < total
                and is_capital(words[here + 1].text)
                and not is_office(words[here + 1].text)
                and run > 0
            )
        elif text != ",":
            return False
        here += 1
        run += 1
    return False


def _split(words: Sequence[Token], at: int, stop: int, known: AbstractSet[str]) -> int | None:
    """Where the name begins inside a role run: the best suffix by word weights, or None."""
    low_bound = at + 1
    for here in range(stop - 1, at, -1):
        text = words[here].text
        if not is_capital(text) and bare(text) not in grammar().name_particles:
            low_bound = here + 1
            break
    total, best, choice = 0.0, 0.6, None
    for here in range(stop - 1, max(low_bound, stop - LONGEST_NAME) - 1, -1):
        text = words[here].text
        if bare(text) in grammar().name_particles and not is_capital(text):
            continue
        weight = _weight(text, known)
        if word_kind(text) == "place" and weight < 0 and here > low_bound and word_kind(words[here - 1].text) == "name":
            weight = -0.8
        if text == "Lalu" and choice == here + 1:
            weight = 0.4
        if (
            word_kind(text) == "acronym"
            and here > low_bound
            and len(text) <= 3
            and bare(text) not in grammar().abbreviated_bodies
            and word_kind(words[here - 1].text) in ("name", "unknown")
        ):
            weight = -0.1
        if _ROMAN.match(text) and text != "I":
            weight = -4.0
        before = bare(words[here - 1].text) if here > 0 else ""
        if before in titles().takes_place and bare(text) not in known:
            kind = word_kind(text)
            weight = {"name": 0.4, "unknown": -1.4}.get(kind, weight - 1.5)
        if (is_office(text) and word_kind(text) != "name") or before in _NOT_A_NAME.get(bare(text), ()):
            weight = -4.0
        total += weight
        if total > best:
            best, choice = total, here
    return _past_body(words, low_bound, choice, stop, known)


def _past_body(
    words: Sequence[Token], low_bound: int, choice: int | None, stop: int, known: AbstractSet[str]
) -> int | None:
    """Moves the start of a name behind the rest of a body's name: "Universitas Lambung Mangkurat | Handry Imansyah"."""
    if choice is None:
        return None
    heads = [n for n in range(max(low_bound, choice - 3), choice) if bare(words[n].text) in titles().takes_place]
    if not heads:
        return choice
    head = heads[-1]
    given = [n for n in range(choice, stop) if word_kind(words[n].text) == "name" or bare(words[n].text) in known]
    if choice - head > 2 or not given:
        return choice
    if stop - choice == 1 and bare(words[choice].text) not in known and choice - head == 2:
        return None  # "Universitas Sanata Dharma": the whole is the body
    first = given[0]
    return first if first > choice and stop - first >= 2 else choice


def _appositions(words: Sequence[Token], name: Naming, after: int, known: AbstractSet[str]) -> tuple[Naming, int]:
    """A role behind the name: "Lie Tjin Hok, advokat senior, …", "Rina selaku Kepala Dinas …"."""
    total = len(words)
    here = after
    if here < total and words[here].text == ",":
        here += 1
    elif here < total and bare(words[here].text) in ("selaku", "yang", "sebagai"):
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
    stop = _role_end(words, here, known)
    if _split(words, here, stop, known) is not None:
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
