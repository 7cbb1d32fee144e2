"""Award records of texts that are longer or odder than a newspaper prints: every recipient read, nothing invented.

A reader that looks at the whole clause for each name would take minutes on the longest of these.
"""

import csv
import itertools
from importlib import resources

import pytest

from nlp.awards import find_awards
from nlp.mentions import find_mentions


def bodies(count):
    """Names of regions, and of villages when those do not suffice."""
    with resources.files("nlp.knowledge").joinpath("regions.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    words = {"city": "Kota", "regency": "Kabupaten"}
    names = [f"{words[row['kind']]} {row['name']}" for row in rows if row["kind"] in words]
    villages = (
        "Desa " + "".join(letters).capitalize()
        for letters in itertools.product("bdgklmnprst", "aiou", "rlnm", "aeiou", "h")
    )
    return list(itertools.islice(itertools.chain(names, villages), count)) if count > len(names) else names[:count]


def read(text):
    records = find_awards("", text, None, find_mentions("", text))
    for record in records:
        for value in (record.recipient, record.award, record.category, record.score, record.giver, record.place):
            assert value is None or value in text
    return [record for record in records if record.status == "received"]


FORMS = {
    "row": lambda names: "Kementerian PANRB memberikan penghargaan pelayanan publik kepada " + ", ".join(names) + ".",
    "ranks": lambda names: (
        "Penghargaan kabupaten terbaik diberikan, yaitu "
        + ", ".join(f"peringkat {place % 90 + 1} {name}" for place, name in enumerate(names))
        + "."
    ),
    "values": lambda names: "Penghargaan Adipura kepada " + ", ".join(f"{name} (82,5)" for name in names) + ".",
    "lines": lambda names: (
        "Berikut penerima Anugerah Keterbukaan Informasi Publik 2023:\n"
        + "\n".join(f"{place}. {name} - Informatif" for place, name in enumerate(names, start=1))
    ),
    "table in one line": lambda names: (
        "SAKIP Award 2023 No Daerah Nilai Predikat "
        + " ".join(f"{place} {name} 80,5 A" for place, name in enumerate(names, start=1))
    ),
    "sentences": lambda names: " ".join(f"{name} meraih opini WTP dari BPK." for name in names),
    "capitals": lambda names: (
        "KEMENTERIAN PANRB MEMBERIKAN PENGHARGAAN PELAYANAN PUBLIK KEPADA " + ", ".join(names).upper() + "."
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_five_hundred_recipients_are_read_whole(form):
    names = bodies(500)
    found = {record.recipient.lower() for record in read(FORMS[form](names))}
    assert len(found & {name.lower() for name in names}) >= 495


def test_five_thousand_recipients_are_read_whole():
    names = bodies(5000)
    assert len({record.recipient for record in read(FORMS["row"](names))} & set(names)) >= 0.98 * len(set(names))


@pytest.mark.parametrize(
    "text",
    [
        "Penghargaan diberikan kepada (Dinas Kesehatan Kota Malang, Ombudsman RI) dan Kementerian PANRB (KemenPANRB; BPK).",
        " ".join(f"{number},5 ({number}) peringkat {number} A{number}" for number in range(3000)),
        "meraih penghargaan, " * 3000,
        "Kota Bandung meraih " + ", ".join(f"penghargaan Karya Bakti {number}" for number in range(500)) + ".",
        "Kota Bandung meraih Adipura pada " + ", ".join(f"{1 + day % 28} Mei 2023" for day in range(1000)) + ".",
        "Kota Bandung " + "akan tidak " * 3000 + "meraih Adipura.",
        "peringkat " * 3000 + "Kota Bandung",
    ],
    ids=["two bodies in a bracket", "numbers", "verbs", "prizes of one body", "dates", "negations", "ranks"],
)
def test_odd_texts_invent_nothing(text):
    assert {record.recipient for record in read(text)} <= {"Kota Bandung"}
    assert len(read(text)) <= (1 if "Kota Bandung meraih" in text else 0)
