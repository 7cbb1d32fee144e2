"""What a dependency parser could add to the speakers of statements: treebank clauses read without one.

    python -m evaluation.parser_headroom [--shared ../shared] [--errors N]

Takes the reporting verbs of UD Indonesian GSD and CSUI that have a clause or object and a subject with a name in it, by
the treebank's own trees, and counts how often `find_quotes` names that subject. What is missed is all that a perfect
parser could win.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from nlp.quotes import find_quotes

FILES = ("GSD/id-ud-train.HIST.conllu", "GSD/id_gsd-ud-test.conllu", "CSUI/id_csui-ud-train.conllu",
         "CSUI/id_csui-ud-test.conllu")  # fmt: skip
VERBS = frozenset(
    "kata ujar tutur ucap jelas terang ungkap papar tegas lanjut imbuh tambah mengatakan menyatakan menjelaskan "
    "menegaskan mengungkapkan menuturkan menambahkan menyebutkan mengaku memaparkan berkata".split()
)
NAME_PARTS = frozenset(["nsubj", "nsubj:pass", "flat", "flat:name", "appos", "nmod", "compound"])
Row = list[str]


def trees(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """(text, rows of ten columns) of a CoNLL-U file's sentences."""
    text, rows = "", []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text ="):
                text = line[8:].strip()
            elif line[:1].isdigit() and line.split("\t", 1)[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                yield text, rows
                text, rows = "", []


def subjects(rows: list[Row]) -> Iterator[set[str]]:
    """The proper nouns of the subject of each reporting verb that has both a subject with a name and something said."""
    under: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        under[row[6]].append(row)
    for verb in rows:
        if verb[1].lower() not in VERBS:
            continue
        subject = next((row for row in under[verb[0]] if row[7].startswith("nsubj")), None)
        says = verb[7] == "parataxis" or any(row[7] in ("ccomp", "parataxis", "obj") for row in under[verb[0]])
        if subject is None or not says:
            continue
        names, stack = set(), [subject]
        while stack:
            row = stack.pop()
            stack += under[row[0]]
            if row[3] == "PROPN" and row[7] in NAME_PARTS:
                names.add(row[1])
        if names:
            yield names


def main() -> None:
    """Print the count, and the clauses that were missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    total, missed = 0, []
    for name in FILES:
        for text, rows in trees(options.shared / "data" / "ud" / name):
            for names in subjects(rows):
                total += 1
                speakers = [quote.speaker or "" for quote in find_quotes("", text)]
                if not any(name in speaker for name in names for speaker in speakers):
                    missed.append((sorted(names), speakers, text))
    print(f"{total} clauses with a named subject, {total - len(missed)} speakers named ({1 - len(missed) / total:.3f})")
    for names, speakers, text in missed[: options.errors]:
        print("  ", names, speakers, text[:160])


if __name__ == "__main__":
    main()
