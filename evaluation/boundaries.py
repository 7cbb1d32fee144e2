"""Scores the sentence splitter on evaluation/sentence_boundaries.txt."""

from __future__ import annotations

from pathlib import Path

from nlp.sentences import read

FILE = Path(__file__).with_name("sentence_boundaries.txt")


def labelled_paragraphs(path: Path = FILE) -> list[tuple[str, set[int]]]:
    """(text, offsets at which a sentence ends) of each paragraph."""
    found: list[tuple[str, set[int]]] = []
    text, ends = "", set[int]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        sentence = line.strip()
        if sentence.startswith("#"):
            continue
        if not sentence:
            if text:
                found.append((text, ends))
            text, ends = "", set()
            continue
        glued = sentence.startswith("+")
        text += ("" if glued or not text else " ") + sentence.lstrip("+")
        ends = ends | {len(text)}
    return found


def score(paragraphs: list[tuple[str, set[int]]]) -> tuple[int, int, int, list[str]]:
    """(found and right, found, labelled, errors in words). Paragraph ends count: a splitter can miss them too."""
    right = found = labelled = 0
    errors: list[str] = []
    for text, ends in paragraphs:
        guessed = {sentence.end for sentence in read(text).sentences}
        right, found, labelled = right + len(guessed & ends), found + len(guessed), labelled + len(ends)
        errors += [f"extra: …{text[max(0, at - 40) : at]}¦{text[at : at + 20]}…" for at in sorted(guessed - ends)]
        errors += [f"missed: …{text[max(0, at - 40) : at]}¦{text[at : at + 20]}…" for at in sorted(ends - guessed)]
    return right, found, labelled, errors
