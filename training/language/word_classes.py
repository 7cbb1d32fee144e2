"""Freeze the words of the knowledge files into the classes that the pipeline reads: nlp/knowledge/word_classes.tsv.

    python -m training.language.word_classes

A word carries one letter for each way it occurs: T title, R rank, O office, U head of a body's name, B short name of a
body, P part of a region's name, D part of a district's, N part of an office-holder's name. Frozen, so that a model and
its features belong together.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

KNOWLEDGE = Path("nlp/knowledge")


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV knowledge file."""
    with (KNOWLEDGE / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def main() -> None:
    """Write the file."""
    classes: dict[str, set[str]] = defaultdict(set)

    def add(letter: str, forms: Iterable[str], *, only_single: bool = False) -> None:
        for form in forms:
            words = re.findall(r"[^\W\d_]+(?:[-.][^\W\d_]+)*", form)
            if only_single and len(words) != 1:
                continue
            for word in words:
                if len(word) > 1:
                    classes[word.lower()].add(letter)

    titles = tomllib.loads((KNOWLEDGE / "titles.toml").read_text(encoding="utf-8"))
    add("T", [*titles["honorific"], *titles["academic"], *titles["degree"]], only_single=True)
    add("R", titles["rank"], only_single=True)
    add("O", titles["office"], only_single=True)
    units = tomllib.loads((KNOWLEDGE / "unit_types.toml").read_text(encoding="utf-8"))
    for entry in units["type"]:
        add("U", (form.split()[0] for form in entry.get("long", [])))
        add("B", entry.get("short", []), only_single=True)
    for entry in tomllib.loads((KNOWLEDGE / "bodies.toml").read_text(encoding="utf-8"))["body"]:
        add("U", [entry["name"].split()[0]])
        add("B", entry.get("forms", []), only_single=True)
    for row in table("institutions.csv"):
        add("B", row["forms"].split(";"), only_single=True)
    for row in table("regions.csv"):
        add("P", [row["name"], *row["forms"].split(";")])
    districts = (KNOWLEDGE / "districts.txt").read_text(encoding="utf-8").splitlines()
    add("D", (w for line in districts if not line.startswith("#") for w in line.split() if len(w) > 4))
    for row in table("office_holders.csv"):
        add("N", [row["name"]])
    heads = "partai fraksi universitas institut komite asosiasi persatuan yayasan klub perusahaan bank pt"
    add("U", heads.split())
    rows = sorted((word, "".join(sorted(letters))) for word, letters in classes.items())
    text = "# word and class letters (training/language/word_classes.py)\n" + "".join(f"{w}\t{c}\n" for w, c in rows)
    (KNOWLEDGE / "word_classes.tsv").write_text(text, encoding="utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main()
