"""Floors on the gold articles beside the project; skipped where they are not there."""

import datetime as dt
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from nlp.quotes import find_quotes

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="the gold articles are not beside the project")

FLOORS = {
    "quotes.direct": 0.985,
    "quotes.direct+speaker": 0.96,
    "quotes.indirect": 0.95,
    "quotes.indirect+speaker": 0.93,
    "quotes.minister+speaker": 0.94,
}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(folders: tuple[str, ...]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for folder in folders:
        for path in sorted((GOLD / folder).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            day = dt.date.fromisoformat(gold["published"]) if gold.get("published") else None
            quotes = [
                {"content": q.content, "type": q.kind, "speaker": q.speaker, "minister": q.minister}
                for q in find_quotes(gold.get("title") or "", gold["text"], day)
            ]
            found[gold["id"]] = {"quotes": quotes}
    return found


def test_floors_on_news_articles(tmp_path: Path) -> None:
    folders = ("seeds", "written", "real")
    for folder in folders:
        for path in (GOLD / folder).glob("*.json"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    figures, _ = scorer().evaluate(tmp_path, predictions(folders))
    low = {name: figures[name]["f1"] for name, floor in FLOORS.items() if figures[name]["f1"] < floor}
    assert low == {}
