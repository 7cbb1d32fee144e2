"""How far the role of a person runs and where, within the run, the name begins. Whole namings stand in `namings`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from nlp.offices import name_openings
from nlp.person_names import LONGEST_NAME, are_initials, is_capital, name_weight, rank_end
from nlp.reporting_verbs import reporting_verbs
from nlp.seats import region_end, seat_end
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_degree, is_office, is_person_noun, is_title, titles, word_kind

LONGEST_ROLE = 26


_ROMAN = re.compile(r"[IVX]+[A-E]?$|\d+$")


_OF_NO_PLACE = ("kpu", "bawaslu", "dpr")  # bodies of the country, whose regional offices stand with listed regions
_NOT_A_NAME = {
    "karno": frozenset({"bung"}),
    "agung": frozenset("kejaksaan mahkamah jaksa hakim masjid gunung balai dewan keuskupan".split()),
}


def role_end(words: Sequence[Token], at: int, known: AbstractSet[str] = frozenset()) -> int:
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
        if here > at and (low in grammar().calendar or (is_capital(text) and low in grammar().clause_breaks)):
            break
        if here > at and (rank_end(words, here) or (here > at and is_capital(text) and _told(low))):
            break
        if here > at and named_after_somebody(words, here):
            here += 2  # "RSUD dr Soetomo"
            continue
        chief = low == "jenderal" and here > at and bare(words[here - 1].text) in grammar().general_offices
        if (
            here > at
            and is_title(text)
            and not chief
            and (is_capital(text) or low in grammar().small_titles)
            and not is_office(text)
            and low not in grammar().not_ranks
            and not (low == "bung" and bare(words[here - 1].text) == "gelora")
            and (bare(words[here - 1].text), low) not in name_openings()
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
        elif text == "(" and (close := bracket_end(words, here)):
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
                or (
                    low == "untuk"
                    and word_kind(following) != "place"
                    and bare(words[at].text) not in ("duta", "utusan", "wakil", "konsul", "koordinator")
                )
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
            and low not in grammar().auxiliaries
            and lower_run < 5
            and not _is_verb(low)
            and not (low.startswith("ber") and len(low) > 6 and is_office(words[at].text))
            and not (lower_run and is_capital(words[here - 1].text))
        ):
            lower_run += 1
            here += 1
        elif here > at and (is_office(text) or low in grammar().role_tails) and low not in grammar().no_role_words:
            here += 1
        else:
            break
    return here


_HOSPITALS = frozenset("rs rsu rsud rsup rsj rsk rumkit sakit".split())


def named_after_somebody(words: Sequence[Token], at: int) -> bool:
    """Whether a title at word `at` opens the name of a hospital: "RSUD dr Soetomo"."""
    if bare(words[at].text) not in ("dr", "drg", "prof") or at == 0 or at + 1 >= len(words):
        return False
    before = bare(words[at - 1].text)
    spelt = before in ("umum", "daerah", "pusat") and any(w.text == "Sakit" for w in words[max(0, at - 4) : at])
    hospital = (before in _HOSPITALS or spelt) and is_capital(words[at - 1].text)
    return hospital and is_capital(words[at + 1].text) and not is_title(words[at + 1].text)


def _told(word: str) -> bool:
    """Whether the word is a headline's verb of saying: "Gubernur Ahmad Luthfi Sebut Jateng …"."""
    return word in grammar().headline_verbs or word.removesuffix("kan") in reporting_verbs().strong_roots


def _named_already(words: Sequence[Token], at: int, here: int, known: AbstractSet[str]) -> bool:
    """Whether the run up to `here` ends in what is surely a name, so that no role goes on behind it."""
    split = name_start(words, at, here, known)
    if split is None:
        return False
    weights = [name_weight(w.text, known) for w in words[split:here]]
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


def bracket_end(words: Sequence[Token], at: int) -> int:
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
            and (not is_office(words[here + 1].text) or bare(words[here + 1].text) == "humas")
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
                and (not is_office(words[here + 1].text) or bare(words[here + 1].text) == "humas")
                and run > 0
            )
        elif text != ",":
            return False
        here += 1
        run += 1
    return False


def name_start(words: Sequence[Token], at: int, stop: int, known: AbstractSet[str]) -> int | None:
    """Where the name begins inside a role run: the best suffix by word weights, or None."""
    for here in range(at + 1, stop - 2):
        if (words[here].text, words[here + 1].text) == ("Anak", "Agung"):
            return here  # a noble title of Bali
    for here in range(at + 1, stop - 1):
        if (bare(words[here].text), bare(words[here + 1].text)) in name_openings() and (
            not is_capital(words[here - 1].text)
            or word_kind(words[here - 1].text) not in ("name", "unknown", "initial")
        ):
            return here
    low_bound = at + 1
    for here in range(stop - 1, at, -1):
        text = words[here].text
        if not is_capital(text) and bare(text) not in grammar().name_particles:
            low_bound = here + 1
            break
    for here in range(max(at + 1, stop - LONGEST_NAME), stop):
        if named_after_somebody(words, here):
            low_bound = max(low_bound, here + 2)
    if low_bound >= stop:
        return None
    for here in range(max(low_bound, stop - 4), stop):
        # a name by which the article calls somebody: what stands behind it belongs to the name, not to the role
        rest = words[here + 1 : stop]
        if bare(words[here].text) in known and not any(
            is_office(w.text) or bare(w.text) in grammar().body_words for w in rest
        ):
            previous = word_kind(words[here - 1].text) if here > low_bound else ""
            if previous not in ("name", "initial", "unknown", "either"):
                return here - (words[here - 1].text == "Lalu" and here > low_bound)
            break
    if (seat := seat_end(words, at, stop)) and seat >= low_bound:
        return seat
    total, best, choice = 0.0, 0.6, None
    for here in range(stop - 1, max(low_bound, stop - LONGEST_NAME) - 1, -1):
        text = words[here].text
        if bare(text) in grammar().name_particles and not is_capital(text):
            continue
        weight = name_weight(text, known)
        if word_kind(text) == "place" and weight < 0 and here > low_bound and word_kind(words[here - 1].text) == "name":
            weight = -0.8
        between = choice == here + 1 and here - 1 >= low_bound and word_kind(words[here - 1].text) == "name"
        if between and weight < -0.4 and word_kind(text) == "common" and not is_office(text):
            weight = -0.4  # an everyday word between two names: "Muhammad Abdi Suhufan"
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
        if choice == here + 1 and are_initials(text, words[choice].text):
            weight = 0.4
        if _ROMAN.match(text) and text != "I":
            weight = -4.0
        before = bare(words[here - 1].text) if here > 0 else ""
        if before == ")" and here > 1:
            before = bare(words[here - 2].text)  # "Rumah Tahanan (Rutan) Putussibau"
            if here > at + 4 and words[here - 3].text == "(" and word_kind(words[here - 4].text) == "place":
                before = ""  # "Sekretaris Daerah Kabupaten Sukabumi (Sekda) Iyos Somantri"
        takes_place = before in titles().takes_place and before not in _OF_NO_PLACE  # "Ketua KPU Affifudin"
        if takes_place and bare(text) not in known:
            kind = word_kind(text)
            weight = {"name": 0.4, "unknown": -1.4}.get(kind, weight - 1.5)
        if before == "/" and here > 1 and words[here - 2].text.isdigit():
            weight = -4.0  # "Korem 151/Binaiya"
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
    if word_kind(words[head + 1].text) == "acronym" or region_end(words, head + 1, stop) == choice:
        return choice  # "Ketua DPRD KBB | Rismanto"
    if stop - choice == 1 and bare(words[choice].text) not in known and choice - head == 2:
        return None  # "Universitas Sanata Dharma": the whole is the body
    if choice - head > 2 or not given:
        return choice
    first = given[0]
    return first if first > choice and stop - first >= 2 else choice
