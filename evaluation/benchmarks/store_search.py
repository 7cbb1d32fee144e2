"""Searching a large store: p50 and p95 of thirteen kinds of queries beside plain FTS5, and what one more article costs.

    python -m evaluation.benchmarks.store_search [--articles 100000] [--store big.db] [--as-found | --hard]

Without --store a store is generated first (evaluation.benchmarks.store_generator). Times are CPU milliseconds of one
core: on an idle machine that is the time one waits, on a busy one it does not count others. The file is read once
before each kind of query, so that it lies in the page cache; with --as-found it is not, and what the system has dropped
of it meanwhile is read again within the times.
Plain FTS5 is `SELECT rowid … MATCH ? ORDER BY rank LIMIT 20` on the same index, with filters as joins.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evaluation.benchmarks.store_generator import PER_DAY, Made, fill, generate, pool
from nlp.embeddings import Embedder
from store.annotations import count_pending, save_annotation
from store.articles import save_article
from store.award_facts import assign_facts
from store.database import Store, open_store
from store.quotes import assign_families
from store.search import facets, search
from store.search_index import words
from store.search_parts import search_awards, search_quotes
from store.stories import assign_stories
from store.timeline import find_peaks, timeline
from store.vectors import encode_missing

ROUNDS = 40


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--added", type=int, default=300, help="articles added one by one at the end")
    parser.add_argument("--as-found", action="store_true", help="do not read the file before each kind of query")
    parser.add_argument("--hard", action="store_true", help="only the lines whose time still grows with the store")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "big.db"
        with open_store(path) as store:
            if not store.count("SELECT count(*) FROM articles"):
                seconds = fill(store, options.articles)
                print(f"generated {options.articles} articles in {seconds:.0f} s", flush=True)
                _link_bulk(store)
        if options.hard:
            _measure_hard(path)
            return
        result = measure(path, options.added, cached=not options.as_found)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def measure(path: Path, added: int, *, cached: bool = True) -> dict[str, object]:
    """Query times, size and the cost of one more article."""
    with open_store(path, read_only=True) as store:
        total = store.count("SELECT count(*) FROM articles")
        size = path.stat().st_size
        print(f"{total} articles, {size / 1e6:.0f} MB, {size / total:.0f} bytes an article")
        queries = _queries(store)
        table = {}
        print(f"{'query':<34}{'p50':>8}{'p95':>8}   {'plain p50':>10}{'plain p95':>10}  CPU ms")
        for name, (ours, plain) in queries.items():
            _read_file(path, cached)
            mine = _times(ours)
            _read_file(path, cached and plain is not None)
            theirs = _times(plain) if plain else None
            table[name] = {"ours": mine, "plain": theirs}
            beside = f"{theirs[0]:>10.1f}{theirs[1]:>10.1f}" if theirs else f"{'–':>10}{'–':>10}"
            print(f"{name:<34}{mine[0]:>8.1f}{mine[1]:>8.1f}   {beside}")
    costs = _added(path, total, added) if added else {}
    for name, value in costs.items():
        print(f"{name}: {value:.2f} ms an article")
    return {"articles": total, "bytes": size, "queries": table, "added": costs}


Run = Callable[[int], object]


def _queries(store: Store) -> dict[str, tuple[Run, Run | None]]:
    """The kinds of queries: ours and, where there is one, the plain FTS5 query beside it."""
    dice = random.Random(5)
    sentences, _, _, frequent, _ = pool()
    days = store.count("SELECT count(*) FROM articles") // PER_DAY
    start = dt.date(2016, 1, 1)
    spans = []
    for _ in range(ROUNDS):
        since = start + dt.timedelta(days=dice.randrange(max(1, days - 30)))
        spans.append((since, since + dt.timedelta(days=30)))
    common = ["layanan", "pelayanan", "warga", "penghargaan", "menteri", "kota", "kepala", "dinas"]
    middling = [dice.choice(frequent[300:2000]) for _ in range(ROUNDS)]
    rare = [dice.choice(frequent[-3000:]) for _ in range(ROUNDS)]
    phrases: list[str] = []
    while len(phrases) < ROUNDS:
        parts = words(dice.choice(sentences))
        if len(parts) > 8:
            at = dice.randrange(len(parts) - 3)
            phrases.append(" ".join(parts[at : at + 3]))
    units = [
        row[0] for row in store.rows("SELECT id FROM units WHERE kind = 'service_unit' ORDER BY random() LIMIT 40")
    ]
    people = [row[0] for row in store.rows("SELECT name FROM people ORDER BY random() LIMIT 40")]

    def pick(items: list[str], n: int) -> str:
        return items[n % len(items)]

    def plain(n: int, match: str, join: str = "", where: str = "", *values: object) -> object:
        return list(
            store.rows(
                f"SELECT article_search.rowid FROM article_search {join} WHERE article_search MATCH ? {where}"
                " ORDER BY rank LIMIT 20",
                (match, *values),
            )
        )

    by_day = "JOIN articles ON articles.id = article_search.rowid"
    by_unit = "JOIN mentions ON mentions.article_id = article_search.rowid"
    from nlp.embeddings import load_embedder

    embedder = load_embedder()
    return {
        "common word": (
            lambda n: search(store, pick(common, n)),
            lambda n: plain(n, f'"{pick(common, n)}"'),
        ),
        "two words": (
            lambda n: search(store, f"{pick(common, n)} {pick(middling, n)}"),
            lambda n: plain(n, f'"{pick(common, n)}" AND "{pick(middling, n)}"'),
        ),
        "rare word": (lambda n: search(store, pick(rare, n)), lambda n: plain(n, f'"{pick(rare, n)}"')),
        "phrase of three words": (
            lambda n: search(store, f'"{pick(phrases, n)}"'),
            lambda n: plain(n, f'"{pick(phrases, n)}"'),
        ),
        "prefix, OR and exclusion": (
            lambda n: search(store, f"{pick(middling, n)[:5]}* OR {pick(rare, n)} -{pick(common, n)}"),
            lambda n: plain(n, f'("{pick(middling, n)[:5]}" * OR "{pick(rare, n)}") NOT "{pick(common, n)}"'),
        ),
        "common word in a month": (
            lambda n: search(store, pick(common, n), since=spans[n][0], until=spans[n][1]),
            lambda n: plain(
                n,
                f'"{pick(common, n)}"',
                by_day,
                "AND articles.day BETWEEN ? AND ?",
                spans[n][0].isoformat(),
                spans[n][1].isoformat(),
            ),
        ),
        "common word and unit": (
            lambda n: search(store, pick(common, n), unit=pick(units, n)),
            lambda n: plain(n, f'"{pick(common, n)}"', by_unit, "AND mentions.unit_id = ?", pick(units, n)),
        ),
        "person and year, newest": (
            lambda n: search(
                store, "", person=pick(people, n), since=spans[n][0], until=spans[n][0] + dt.timedelta(days=365)
            ),
            None,
        ),
        "words and meaning (hybrid)": (
            lambda n: search(store, f"{pick(common, n)} {pick(middling, n)}", embedder=embedder),
            None,
        ),
        "words, meaning and unit": (
            lambda n: search(store, f"{pick(common, n)} {pick(middling, n)}", embedder=embedder, unit=pick(units, n)),
            None,
        ),
        "meaning in a year": (
            lambda n: search(
                store,
                f"{pick(middling, n)} {pick(rare, n)}",
                embedder=embedder,
                since=spans[n][0],
                until=spans[n][0] + dt.timedelta(days=365),
            ),
            None,
        ),
        "timeline of a unit": (lambda n: timeline(store, unit=pick(units, n)), None),
        "timeline, newest": (lambda n: timeline(store, until=spans[n][1]), None),
    }


def _times(run: Run) -> tuple[float, float]:
    """(p50, p95) in milliseconds over `ROUNDS` calls, after two that warm up."""
    run(0)
    run(1)
    found = []
    for n in range(ROUNDS):
        begin = time.process_time()
        run(n)
        found.append(1000 * (time.process_time() - begin))
    return statistics.median(found), sorted(found)[int(0.95 * (ROUNDS - 1))]


def _measure_hard(path: Path) -> None:
    """Print the times of lines that no short cut helps, and of looking at what is new when nothing is."""
    from nlp.embeddings import load_embedder

    embedder = load_embedder()
    with open_store(path, read_only=True) as store:
        lines: dict[str, Callable[[], object]] = {
            "phrase that is nowhere, of frequent words": lambda: search(store, '"pelayanan warga menteri"'),
            "beginning of two letters": lambda: search(store, "pe*"),
            "beginning of seven letters": lambda: search(store, "pelayan*"),
            "ten words": lambda: search(
                store, "layanan publik kota warga menteri penghargaan kepala dinas daerah pemerintah"
            ),
            "misspelt word": lambda: search(store, "pelayannan"),
            "first question of a reader by meaning": lambda: _first_question(path, embedder),
            "exclusion alone": lambda: search(store, "-layanan"),
            "facets": lambda: facets(store, "layanan"),
            "quotes, frequent word": lambda: search_quotes(store, "layanan"),
            "award facts, frequent word": lambda: search_awards(store, "pelayanan"),
        }
        for name, run in lines.items():
            _read_file(path, True)
            _print_once(name, run)
    with open_store(path) as store:
        steps: dict[str, Callable[[], object]] = {
            "nothing new to read": lambda: count_pending(store, "generated"),
            "nothing new to encode": lambda: encode_missing(store, embedder),
            "nothing new for families": lambda: assign_families(store),
            "nothing new for stories": lambda: assign_stories(store, embedder=embedder),
            "nothing new for award facts": lambda: assign_facts(store),
            "nothing new for peaks": lambda: find_peaks(store),
        }
        for name, run in steps.items():
            _print_once(name, run)


def _first_question(path: Path, embedder: Embedder) -> None:
    with open_store(path, read_only=True) as store:
        search(store, "layanan publik", embedder=embedder)


def _print_once(name: str, run: Callable[[], object]) -> None:
    run()
    begin = time.process_time()
    run()
    print(f"{name:<44}{1000 * (time.process_time() - begin):>10.1f} CPU ms", flush=True)


def _read_file(path: Path, wanted: bool) -> None:
    if wanted:
        with path.open("rb", buffering=0) as file:
            while file.read(1 << 24):
                pass


def _link_bulk(store: Store) -> None:
    with store.writing():
        # What was generated in bulk is taken as linked already: every statement and every article its own.
        store.execute(
            "INSERT OR IGNORE INTO quote_families (id, content, speaker, speaker_id, first_article, first_day,"
            " minister) SELECT quotes.id, content, speaker, speaker_id, article_id, articles.day, minister FROM quotes"
            " JOIN articles ON articles.id = article_id"
        )
        store.execute("UPDATE quotes SET family_id = id WHERE family_id IS NULL")
        store.execute("INSERT OR IGNORE INTO stories (id, title, first_article) SELECT rowid, title, id FROM articles")
        store.execute(
            "INSERT OR IGNORE INTO story_articles (article_id, story_id, article_version, role)"
            " SELECT id, id, version, 'report' FROM articles"
        )
    assign_facts(store)
    store.connection.execute("ANALYZE")


def _added(path: Path, total: int, count: int) -> dict[str, float]:
    """What each of `count` articles more costs by the ordinary functions, in milliseconds."""
    from nlp.embeddings import load_embedder

    embedder = load_embedder()
    costs: dict[str, float] = {}
    with open_store(path) as store:
        fresh = list(generate(count, seed=77, start=total))
        costs["save the article"] = _cost(count, lambda: [save_article(store, m.article) for m in fresh])
        costs["save the annotation"] = _cost(count, lambda: _save_all(store, fresh))
        costs["vector"] = _cost(count, lambda: encode_missing(store, embedder))
        costs["quote family"] = _cost(count, lambda: assign_families(store))
        costs["story"] = _cost(count, lambda: assign_stories(store, embedder=embedder))
        costs["award facts"] = _cost(count, lambda: assign_facts(store))
    return costs


def _save_all(store: Store, fresh: list[Made]) -> None:
    for made in fresh:
        save_annotation(store, made.annotation)


def _cost(count: int, work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return 1000 * (time.process_time() - begin) / count


if __name__ == "__main__":
    main()
