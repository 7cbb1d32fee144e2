"""Makes large stores out of the project's own texts: newsroom sentences, region names, word frequencies.

    python -m evaluation.benchmarks.store_generator big.db --articles 100000

Sentences of the newsroom are shuffled into articles of 12 to 24 sentences, every third sentence made of words drawn by
their frequency in news feeds, and bodies, places and persons put in by a Zipf law: so the index has common and
rare words as a real one has. Rows are written in bulk: `store_search` measures the ordinary functions on top of them.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from crawler.newsroom.desk import stories
from kliping.model import Annotation, Article, AwardRecord, Mention, Moment, Quote, Relevance, Source, Span
from kliping.urls import article_id, url_key
from store.articles import _COLUMNS, _values, save_sources
from store.database import Store, now, open_store
from store.search_index import mark, words
from store.vector_codes import sign_codes

FIRST = dt.datetime(2016, 1, 1, 6, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
PROGRAMMES = ("pekppp", "zi", "kipp", "ombudsman", "kip", "sakip", "wtp", "kla", "adipura", "uhc", "spbe", "mpp")
OUTLETS, BODIES, PEOPLE = 60, 700, 400
#: Articles a day: the span of time grows with the store.
PER_DAY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A generated article with its reading and its stems."""

    article: Article
    annotation: Annotation
    stems: str


@cache
def pool() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """Sentences, headlines, region names, frequent words and their counts."""
    sentences: list[str] = []
    titles: list[str] = []
    for story in stories():
        titles.append(story.title(1))
        for paragraph in story.paragraphs:
            sentences += [s for s in re.split(r"(?<=[.!?”])\s+", paragraph) if 30 < len(s) < 400]
    folder = resources.files("nlp.knowledge")
    with folder.joinpath("regions.csv").open(encoding="utf-8") as lines:
        regions = [f"{'Kota' if r['kind'] == 'city' else 'Kabupaten'} {r['name']}" for r in csv.DictReader(lines)]
    counted: list[tuple[str, int]] = []
    with folder.joinpath("word_counts.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, count = line.rstrip("\n").partition("\t")
            if word.isalpha() and len(word) > 2:
                counted.append((word, int(count)))
    return tuple(sentences), tuple(titles), tuple(regions), tuple(w for w, _ in counted), tuple(c for _, c in counted)


@cache
def _stems_of(sentence: str) -> frozenset[str]:
    from nlp.search_text import search_text

    return frozenset(search_text(sentence).split()) - set(words(sentence))


def _zipf(dice: random.Random, items: Sequence[str]) -> str:
    return items[min(len(items) - 1, int(len(items) ** dice.random()) - 1)]


def generate(count: int, *, seed: int = 1, start: int = 0) -> Iterator[Made]:
    """`count` articles, numbered from `start`, in the order of publication; the same for the same seed."""
    sentences, titles, regions, frequent, counts = pool()
    dice = random.Random(seed)
    bodies = [f"Disdukcapil {r}" for r in regions] + [f"RSUD {r}" for r in regions]
    bodies = bodies[:BODIES]
    people = [f"{a} {b}" for a in frequent[500:540] for b in frequent[540:550]][:PEOPLE]
    cumulative: list[int] = []
    total = 0
    for value in counts:
        total += value
        cumulative.append(total)
    for number in range(start, start + count):
        at = FIRST + dt.timedelta(days=number // PER_DAY, minutes=(number % PER_DAY) * 4)
        outlet = int(OUTLETS ** dice.random())
        body, person = _zipf(dice, bodies), _zipf(dice, people).title()
        parts: list[str] = []
        stems: set[str] = set()
        for index in range(dice.randrange(12, 25)):
            if index % 3 == 2:
                drawn = dice.choices(frequent, cum_weights=cumulative, k=14)
                parts.append(" ".join(drawn).capitalize() + ".")
                continue
            sentence = dice.choice(sentences)
            stems |= _stems_of(sentence)
            parts.append(sentence)
        said = dice.choice(sentences).strip("“”")
        parts.insert(1, f"“{said}” kata {person} di {body}.")
        text = "\n\n".join(parts)
        title = f"{dice.choice(titles)} di {body}"
        url = f"https://warta{outlet}.example/{at:%Y/%m/%d}/{number}"
        article = Article(
            id=article_id(url, at),
            url=url,
            title=title,
            text=text,
            source=f"warta{outlet}",
            outlet=f"Warta {outlet}",
            published=Moment(at=at, origin="json-ld"),
        )
        yield Made(
            article=article,
            annotation=_annotate(dice, article, body, person, said),
            stems=" ".join(sorted(stems - set(words(text)) - set(words(title)))),
        )


def _annotate(dice: random.Random, article: Article, body: str, person: str, said: str) -> Annotation:
    slug = "-".join(words(body))
    region = "-".join(words(body)[1:])
    award = dice.random() < 0.1
    minister = dice.random() < 0.1
    year = article.published.day.year if article.published else 2020
    at = article.text.find(said)
    return Annotation(
        article_id=article.id,
        version="generated",
        relevance=Relevance(award=award, ministerial=minister),
        units=(
            Mention(span=Span(start=0, end=4), text=body, id=slug, name=body, kind="service_unit", parent=region),
            Mention(span=Span(start=0, end=4), text=region, id=region, name=region.title(), kind="regency"),
        ),
        quotes=(
            Quote(
                span=Span(start=at, end=at + len(said)),
                content=said,
                kind="direct",
                cue="kata",
                speaker=person,
                speaker_id="-".join(words(person)),
                minister=minister,
            ),
        ),
        awards=(
            (
                AwardRecord(
                    recipient=body,
                    recipient_id=slug,
                    recipient_name=body,
                    award="Penghargaan Pelayanan Publik",
                    programme=dice.choice(PROGRAMMES),
                    year=year - 1,
                    evidence=(Span(start=0, end=4),),
                ),
            )
            if award
            else ()
        ),
    )


def fill(store: Store, count: int, *, vectors: bool = True, batch: int = 5_000) -> float:
    """Write `count` generated articles in bulk; the seconds that it took."""
    begin = time.process_time()
    save_sources(
        store, [Source(slug=f"warta{n}", name=f"Warta {n}", domain=f"warta{n}.example") for n in range(OUTLETS + 1)]
    )
    # A larger write buffer: fewer merges of the index while it is made.
    store.connection.execute("INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 67108864)")
    group: list[Made] = []
    for made in generate(count):
        group.append(made)
        if len(group) == batch:
            _write(store, group, vectors)
            group = []
    _write(store, group, vectors)
    store.connection.execute("INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 1048576)")
    store.connection.execute("ANALYZE")
    return time.process_time() - begin


def _write(store: Store, group: list[Made], vectors: bool) -> None:
    if not group:
        return
    names = ["id", "url_key", "first_seen", *_COLUMNS]
    at = now()
    with store.writing():
        store.execute_many(
            f"INSERT INTO articles ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [(m.article.id, url_key(m.article.url), at, *_values(m.article)) for m in group],
        )
        store.execute_many(
            "INSERT INTO annotations (article_id, version, article_version, made_at, award, ministerial)"
            " VALUES (?, 'generated', 1, ?, ?, ?)",
            [(m.article.id, at, m.annotation.relevance.award, m.annotation.relevance.ministerial) for m in group],
        )
        units = {unit.id: unit for m in group for unit in reversed(m.annotation.units)}
        for unit in sorted(units.values(), key=lambda u: u.parent is not None):
            store.execute(
                "INSERT OR IGNORE INTO units (id, name, kind, parent) VALUES (?, ?, ?, ?)",
                (unit.id, unit.name, unit.kind, unit.parent),
            )
            store.execute("INSERT OR IGNORE INTO unit_names (unit_id, name) VALUES (?, ?)", (unit.id, unit.text))
        store.execute_many(
            "INSERT OR IGNORE INTO people (id, name) VALUES (?, ?)",
            {(q.speaker_id, q.speaker) for m in group for q in m.annotation.quotes},
        )
        store.execute_many(
            "INSERT INTO mentions (article_id, position, span_field, span_start, span_end, text, unit_id)"
            " VALUES (?, ?, 'text', 0, 4, ?, ?)",
            [(m.article.id, n, u.text, u.id) for m in group for n, u in enumerate(m.annotation.units)],
        )
        store.execute_many(
            "INSERT INTO quotes (article_id, position, span_field, span_start, span_end, content, kind, cue, speaker,"
            " speaker_id, minister) VALUES (?, 0, 'text', ?, ?, ?, 'direct', 'kata', ?, ?, ?)",
            [
                (m.article.id, q.span.start, q.span.end, q.content, q.speaker, q.speaker_id, q.minister)
                for m in group
                for q in m.annotation.quotes
            ],
        )
        store.execute_many(
            "INSERT INTO award_records (article_id, position, recipient, recipient_id, recipient_name, award,"
            " programme, status, year, evidence, group_key, article_day)"
            " VALUES (?, 0, ?, ?, ?, ?, ?, 'received', ?, '[]', ?, ?)",
            [
                (
                    m.article.id,
                    a.recipient,
                    a.recipient_id,
                    a.recipient_name,
                    a.award,
                    a.programme,
                    a.year,
                    f"{a.recipient_id}|{a.programme}",
                    m.article.published.day.isoformat() if m.article.published else None,
                )
                for m in group
                for a in m.annotation.awards
            ],
        )
        rows = [(m.article.id, m.article.title, m.article.text, m.stems, _marks(m)) for m in group]
        store.execute_many(
            "INSERT INTO search_terms (article_id, stems, marks) VALUES (?, ?, ?)", [(r[0], r[3], r[4]) for r in rows]
        )
        store.execute_many("INSERT INTO article_search (rowid, title, text, stems, marks) VALUES (?, ?, ?, ?, ?)", rows)
        if vectors:
            _write_vectors(store, group)


def _write_vectors(store: Store, group: list[Made]) -> None:
    import numpy as np

    from nlp.embeddings import load_embedder

    embedder = load_embedder()
    matrix = embedder.encode([f"{m.article.title}\n{m.article.text[:600]}" for m in group])
    ids = np.array([m.article.id for m in group], dtype="<i8")
    for begin in range(0, len(group), 1024):
        part = slice(begin, begin + 1024)
        block = store.insert(
            "INSERT INTO vector_blocks (first_id, last_id, ids, codes) VALUES (?, ?, ?, ?)",
            (
                int(ids[part][0]),
                int(ids[part][-1]),
                ids[part].tobytes(),
                sign_codes(matrix[part].astype("<f2")).tobytes(),
            ),
        )
        store.execute_many(
            "INSERT INTO vectors (article_id, article_version, embedder, vector, block) VALUES (?, 1, ?, ?, ?)",
            [
                (int(number), embedder.name, vector.astype("<f2").tobytes(), block)
                for number, vector in zip(ids[part], matrix[part], strict=True)
            ],
        )


def _marks(made: Made) -> str:
    annotation = made.annotation
    codes = {mark("media", made.article.source), mark("media", made.article.outlet), mark("tone", "neutral")}
    for unit in annotation.units:
        codes |= {mark("unit", unit.id), mark("within", unit.id)}
    for quote in annotation.quotes:
        codes |= {mark("person", name) for name in (quote.speaker, quote.speaker_id) if name}
    for award in annotation.awards:
        codes.add(mark("programme", award.programme))
    for label in ("award", "ministerial"):
        if getattr(annotation.relevance, label):
            codes.add(mark("label", label))
    return " ".join(sorted(codes))


def main() -> None:
    """Make a store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    with open_store(options.path) as store:
        seconds = fill(store, options.articles)
    print(json.dumps({"articles": options.articles, "seconds": round(seconds, 1)}))


if __name__ == "__main__":
    main()
