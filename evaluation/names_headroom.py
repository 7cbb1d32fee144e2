"""What the spaCy pipeline could add to the speakers of the default reading, on the gold articles.

    python -m evaluation.names_headroom [--shared ../shared] [--every N]

Counts gold speakers that the default reading gives to no quote of the article, and how many of those the pipeline marks
as a person there (what it could add at most); and speakers that the reading gives, right or unknown to the gold, with
those that the pipeline marks as no person or body (what it could veto, and at which cost).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from kliping.model import Article
from nlp.annotate import Annotator
from nlp.language import load_language


def alike(one: str, other: str) -> bool:
    """Whether two names share their last word, or one holds the other."""
    one, other = one.lower(), other.lower()
    return one in other or other in one or one.split()[-1:] == other.split()[-1:]


def main() -> None:
    """Print the counts for each gold folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--every", type=int, default=4, help="take every n-th PFSA-ID article")
    options = parser.parse_args()
    language, annotator = load_language(), Annotator()
    for folder in ("seeds", "written", "real", "pfsa"):
        paths = sorted((options.shared / "gold" / folder).glob("*.json"))
        count: Counter[str] = Counter()
        seconds = {"reading": 0.0, "pipeline": 0.0}
        for path in paths[:: options.every if folder == "pfsa" else 1]:
            row = json.loads(path.read_text(encoding="utf-8"))
            text = row["text"]
            begun = time.process_time()
            reading = annotator.annotate_one(Article(id=1, url="https://contoh.id/a", title=row["title"], text=text))
            seconds["reading"] += time.process_time() - begun
            begun = time.process_time()
            names = {entity.text for entity in language(text).ents if entity.label_ in ("PER", "ORG")}
            seconds["pipeline"] += time.process_time() - begun
            gold = {quote["speaker"] for quote in row["quotes"] if quote.get("speaker")}
            found = {quote.speaker for quote in reading.quotes if quote.speaker}
            for speaker in gold:
                missed = not any(alike(speaker, other) for other in found)
                count["gold"] += 1
                count["missed"] += missed
                count["missed, marked"] += missed and any(alike(speaker, name) for name in names)
            for speaker in found:
                kind = "right" if any(alike(speaker, other) for other in gold) else "unknown"
                count[kind] += 1
                count[f"{kind}, not marked"] += not any(alike(speaker, name) for name in names)
        if count["gold"]:
            print(folder, dict(sorted(count.items())), {k: round(v, 2) for k, v in seconds.items()})


if __name__ == "__main__":
    main()
