"""One thing told in many wordings: lists of those only counted before, fields and ranks said once, givers, editions.

award_wordings.jsonl holds one text a line with its received records: recipient, programme, category, year, giver.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.awards import find_awards
from nlp.mentions import find_mentions

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "award_wordings.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    text = case["text"]
    records = find_awards("", text, None, find_mentions("", text, None))
    found = [[r.recipient, r.programme, r.category, r.year, r.giver] for r in records if r.status == "received"]
    assert found == case["records"]
