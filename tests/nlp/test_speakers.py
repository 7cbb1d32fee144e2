"""Who speaks: short names, offices, bodies, nicknames, lists and headlines, one line of the table for each wording."""

import json
from pathlib import Path

import pytest

from nlp.quotes import find_quotes

CASES = [json.loads(line) for line in Path(__file__).with_name("speaker_cases.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[-60:])
def test_who_speaks(case: dict[str, str]) -> None:
    quotes = find_quotes(case.get("title", ""), case["text"])
    if "quotes" in case:
        # nothing is reported but what is quoted besides
        assert len(quotes) == case["quotes"], quotes
    else:
        found = [(q.content, q.speaker) for q in quotes]
        assert any(case["content"] in content and who == case["speaker"] for content, who in found), found
