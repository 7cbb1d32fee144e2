"""The complement of a reporting verb: where the reported clause begins, and whether there is a clause at all."""

from __future__ import annotations

import re

from nlp.reporting_verbs import reporting_verbs
from nlp.speech_grammar import grammar
from nlp.titles import bare

BAHWA = re.compile(r"(?<!\w)bahwa(?:sanya|sannya)?(?!\w)[,\s]*")


_AGAR = re.compile(r"(?:agar|supaya)(?!\w)[,\s]*")


_ADDRESSEE = re.compile(
    r"(?:kepada|di hadapan|di depan|(?:pada|ke)\s+(?=wartawan|awak|media|pers|kumparan|detik|tempo|kompas|"
    r"republika|antara|tribun|merdeka|suara|[A-Z][\w.]+(?:com|id)\b))\s*"
    r"(?:(?!\b(?:bahwa|agar|supaya|untuk)\b)[^,.;]|(?<=\w)\.(?=\w)){2,90}?(?:,\s*(?=bahwa|agar|supaya|"
    r"untuk|\w)|\s+(?=(?:bahwa|agar|supaya|untuk)\b))"
)


def reported_start(text: str, start: int, stop: int, frame: str, verb: str) -> int | None:
    """Where the reported clause begins behind a verb, or None when the verb takes a thing and no clause."""
    here = start
    while here < stop and (text[here].isspace() or text[here] in ",:"):
        here += 1
    comma = "," in text[start:here] or ":" in text[start:here]
    if adverb := _AFTER_VERB.match(text, here, stop):
        comma = comma or "," in adverb.group()
        here = adverb.end()
    if match := BAHWA.match(text, here, stop):
        return match.end()
    verbs = reporting_verbs()
    asks = frame == "request" or verb in ("mengingatkan", "memperingatkan", "mewanti-wanti", "menegaskan", "menekankan")
    addressee = _ADDRESSEE.match(text, here, stop)
    if frame == "request" and (verb_in := _ASKED_VERB.match(text, here, addressee.end() if addressee else stop)):
        return verb_in.end()
    if addressee and not (not asks and text.startswith("untuk", addressee.end())):
        here = addressee.end()
        if match := BAHWA.match(text, here, stop):
            return match.end()
        if _AGAR.match(text, here, stop) or frame == "request" or (asks and text.startswith("untuk", here)):
            return here
        comma = True
    if match := _AGAR.match(text, here, stop):
        return match.end()
    if asks and (match := _REMINDED.match(text, here, stop)) and not has_predicate(text[here : match.start(1)]):
        return here
    first = bare(re.split(r"[\s,]", text[here:stop], maxsplit=1)[0])
    that = BAHWA.search(text, here, min(stop, here + 140))
    if (
        that
        and frame != "deny"
        and (first in verbs.objects or (that.start() - here < 90 and not has_predicate(text[here : that.start()])))
    ):
        return that.end()
    if frame in ("that_only", "carrier"):
        clear = comma or first in grammar().clause_starts
        told = has_predicate(text[here:stop]) or " agar " in text[here:stop]
        return here if clear and frame == "that_only" and told else None
    clause = _QUOTED_FROM.sub("", text[here:stop])
    if frame == "assert" and not comma and (doing := _THING_AND.match(clause)) and not has_predicate(doing.group(1)):
        return None  # "menyampaikan potensi dan mempromosikan taman itu"
    also = _DOES_ALSO.search(clause)
    if also and not comma:
        clause = clause[: also.start()]  # what the subject does next is no part of what is said
    if _POINTED_THING.fullmatch(clause.rstrip(" .,")) or _POINTED_AND.match(clause):
        return None
    if frame == "deny":
        known = first in (
            "kabar",
            "tudingan",
            "tuduhan",
            "anggapan",
            "hal",
            "isu",
            "informasi",
            "rumor",
            "pernyataan",
            "dugaan",
            "dalil",
        )
        pointing = clause.split()[-1:] in (["itu"], ["ini"], ["tersebut"]) and len(clause.split()) < 5
        return None if known or pointing or not clause.strip() else here
    named = clause.find(" sebagai ") if verb in grammar().naming_verbs else -1
    if named > 0 and not has_predicate(clause[:named]) and verb in ("menyebut", "menilai"):
        # "menyebut X sebagai Y" says that X is Y; a bare name for X ("menyebut dirinya sebagai Y") says nothing
        return here if len(clause[named:].split()) > 3 and first not in ("diri", "dirinya", "orang") else None
    if named > 0 and not has_predicate(clause[:named]):
        return None
    if comma or first in grammar().clause_starts:
        return here
    if frame == "assert" and first in _QUANTITIES and not has_predicate(clause.split(",")[0]):
        listed = first in ("para", "seluruh") and has_predicate(clause)  # "para petani, nelayan, dan pedagang harus …"
        return here if listed or (first == "salah" and _IS.search(clause)) else None
    if (
        first in ("sejumlah", "beberapa")
        and (opening := _SUBORDINATE.split(clause, maxsplit=1)[0]) != clause.split()[0]
    ):
        return here if has_predicate(opening) else None
    if first in verbs.objects or first.removesuffix("nya") in verbs.objects:
        giving = verb in ("menyampaikan", "mengungkapkan", "menyatakan", "menegaskan", "menekankan", "mengutarakan")
        pointed = bool(re.match(r"\w+\s+(?:ini|itu|tersebut)\b", clause))
        return (
            here
            if has_predicate(clause)
            and (pointed or not (giving or first in _CIRCUMSTANCES_OF) or _COPULA.search(clause))
            and first not in ("tentang", "soal", "terkait", "mengenai", "perihal", "kepada", "secara")
            else None
        )
    if first.endswith("nya") and clause.split()[1:2] == ["sebagai"]:
        return None  # "menegaskan posisinya sebagai …"
    if first.startswith(("ke", "pe")) and first.endswith("nya") and not has_predicate(clause):
        return None
    if first in ("diri", "dirinya", "sebagai", "oleh", "sesuatu"):
        return here if first == "dirinya" and has_predicate(clause) else None
    if verb == "mengancam":
        return here if first in ("akan", "bakal") or first.startswith("me") else None
    if verb in grammar().bare_predicate_verbs:
        return here
    if verb in ("mengusulkan", "menyarankan") and _NOMINAL.match(first) and " agar " not in clause:
        return None
    if frame == "request" and (first in verbs.objects or first in _ASKED_FOR) and not has_predicate(clause):
        return None
    asked = _NOMINAL.match(first) and first not in grammar().collectives | grammar().body_words
    if frame == "request" and asked and not _DONE.search(clause):
        return None  # "meminta kejelasan mengenai …"
    if frame == "request":
        return here if _requested(clause) or " agar " in clause else None
    if first in grammar().circumstances and frame not in ("assert", "stance"):
        return None
    opening = _CIRCUMSTANCE.match(clause)
    if (
        has_predicate(clause)
        or (opening is not None and frame in ("assert", "stance") and has_predicate(clause[opening.end() :]))
        or (" agar " in clause and frame == "assert")
        or (
            verb in grammar().clause_verbs
            and first not in _QUANTITIES
            and len(clause.split()) >= 4
            and not _COUNTED.match(clause)
        )
    ):
        return here
    return None


_AFTER_VERB = re.compile(
    r"(?:kembali|lagi|pula|juga|pun|langsung|lebih lanjut|secara \w+|dengan (?:tegas|nada \w+|jelas|lugas))[,\s]+"
)


# "mengingatkan Pemprov Jawa Timur agar …": whom, then what he should do
_REMINDED = re.compile(
    r"(?:(?!\b(?:soal|tentang|terkait|pentingnya|perlunya|akan)\b)[^,.;:]){3,80}?\s(agar|supaya|untuk(?=\s(?:tidak|tetap|terus|selalu|segera|me)))(?!\w)"
)
_QUANTITIES = frozenset("sejumlah beberapa berbagai salah adanya seluruh para".split())
_ASKED_FOR = frozenset(
    "izin waktu bantuan klarifikasi uang data tambahan restu doa pendapat tanggapan jatah nomor foto".split()
)
_QUOTED_FROM = re.compile(
    r",?\s+(?:seperti|sebagaimana)\s+(?:yang\s+)?di[a-z]{3,}.*\Z|,?\s+dikutip\s+.*\Z|,?\s+dilansir\s+.*\Z", re.DOTALL
)
_SUBORDINATE = re.compile(r"\s(?:yang|untuk|guna|dalam|dengan|terkait|tentang|mengenai|agar|soal|demi|atas|kepada)\s|,")
_POINTED_THING = re.compile(r"(?:\w+\s+){1,2}(?:tersebut|itu|ini)")


_CIRCUMSTANCES_OF = frozenset("alasan kronologi penyebab tujuan proses cara rencana perkembangan tantangan".split())
_DOES_ALSO = re.compile(r",?\s+(?:kemudian|lalu|sekaligus|sambil|seraya)\s+(?:juga\s+)?me[mnl][a-z]{3,}")
_COPULA = re.compile(r"^[^,]*?\s(?:adalah|ialah|yakni|yaitu|karena|lantaran)\s")
_CIRCUMSTANCE = re.compile(
    r"(?:dalam|pada|di|untuk|dengan|melalui)\s+\w+\s+(?=harus|akan|tidak|tetap|perlu|sudah|masih)"
)
_COUNTED = re.compile(r"(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|\d+)\s[^,]*\syang\s")  # a mere thing
_THING_AND = re.compile(r"((?:[\w/-]+\s+){1,3})dan\s+(?:juga\s+)?me[mnl]\w{4,}\s")
_IS = re.compile(r"\s(?:adalah|ialah|yakni|yaitu|merupakan)\s")
_POINTED_AND = re.compile(r"(?:\w+\s+){1,2}(?:tersebut|itu|ini)\s+(?:dan|serta|lalu|kemudian|sambil|seraya)\s+me")


_NOMINAL = re.compile(r"(?:pe|ke)\w{4,}an(?:nya)?$")


# "meminta kepada seluruh petugas mencintai jemaah": what is asked for begins with its verb
_ASKED_VERB = re.compile(
    r"(?:kepada|pada)\s(?:(?!me[mnl]|ber|di|agar|supaya|untuk)[\w()/-]+\s){1,20}?"
    r"(?=(?:me[mn]\w{4,}|ber(?!sama)\w{4,}|tidak|segera|tetap|terus|bisa|dapat|harus|jangan|lebih)\s)"
)
_DONE = re.compile(r"\s(?:agar|supaya|untuk|segera|tetap|tidak|jangan|di[a-z]{4,})\s")
_REQUEST = re.compile(
    r"(?<!\w)(?:untuk|agar|supaya|jangan|segera|tetap|terus|lebih|dapat|bisa|harus|mulai|berhenti|ikut|"
    r"turut|selalu|di[a-z]{4,}|me[a-z]{4,}|ber[a-z]{3,}|ter[a-z]{4,})(?!\w)"
)


def _requested(clause: str) -> bool:
    """Whether a request has both somebody who is asked and what to do."""
    return len(clause.split()) >= 3 and bool(_REQUEST.search(clause))


def has_predicate(clause: str) -> bool:
    """Whether a stretch holds a finite predicate outside relative clauses, purposes and consequences."""
    held = 0
    for word in re.findall(r"[\w'’-]+", clause)[:60]:
        low = word.lower()
        if low == "bersangkutan":
            held = 0
            continue
        if low in grammar().subordinators:
            held = 3 if low in ("yang", "untuk", "guna", "demi") else 2
            continue
        if low in ("sehingga", "karena", "sebab"):
            return False
        finite = low in grammar().finite or (low.endswith("lah") and low[:-3] in grammar().finite)
        verbal = (
            word[:1].islower()
            and len(low) > 5
            and low not in grammar().verb_like_nouns
            and not low.endswith("nya")
            and low.startswith(("mem", "men", "meng", "meny", "mel", "mer", "di", "ber", "ter"))
        )
        if held > 0:
            # "kekurangan yang harus diperbaiki": the auxiliary does not close the relative clause yet
            held = 2 if low in grammar().auxiliaries else 0 if finite or verbal else held - 1
            continue
        if finite or verbal:
            return True
    return False
