"""Commands that answer speak one language at a time, and statements are read with the verb that reports them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kliping.cli
from kliping.cli.names import explained
from kliping.cli.wording import reporting_verb, spoken, words
from nlp.linking import explain

_SOURCES = list(Path(kliping.cli.__file__).parent.glob("*.py"))


def test_both_languages_hold_the_same_words() -> None:
    indonesian, english = words("id"), words("en")
    assert indonesian.single.keys() == english.single.keys()
    assert {key: set(table) for key, table in indonesian.tables.items()} == {
        key: set(table) for key, table in english.tables.items()
    }
    for key, text in indonesian.single.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english.single[key])), key


def test_every_word_that_a_command_asks_for_is_there_and_none_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in _SOURCES)
    asked = set(re.findall(r"words(?:_of\(ctx\))?\(\s*[\"'](\w+)[\"']", code)) | {
        "days_hours_later", "days_later", "hours_later", "same_day",
    }  # fmt: skip
    assert asked - {"en"} == set(words("id").single)


@pytest.mark.parametrize(
    ("cue", "verb"),
    [
        ("menyebut", "menyebut"),
        ("Menurut", "berpendapat"),
        ("menurutnya", "berpendapat"),
        ("ujarnya", "mengatakan"),
        ("Katanya", "mengatakan"),
        ("tidak  menampik", "tidak menampik"),
        ("dikatakannya", "mengatakan"),
        ("menanyakannya", "menanyakannya"),
        (None, ""),
        ("", ""),
    ],
)
def test_verbs_that_report(cue: str | None, verb: str) -> None:
    assert reporting_verb(cue) == verb


def test_an_indirect_statement_stands_behind_its_verb() -> None:
    assert spoken("dana itu hilang", direct=False, cue="membantah") == "membantah: dana itu hilang"
    assert spoken("dana itu hilang", direct=False, cue=None) == "dana itu hilang"
    assert spoken("Dana itu ada", direct=True, cue="kata") == "“Dana itu ada”"


def test_how_a_name_links_is_told_in_indonesian() -> None:
    told = "\n".join(explained(explain("Parepare"), words("id")))
    assert "jenis: kota" in told
    assert "induk: prov-sulawesi-selatan" in told
    assert "bentuk: Parepare" in told
    assert explained(explain("Xyzzy"), words("id"))[0].startswith("Xyzzy: bukan instansi")
    assert explained(explain("Parepare"), words("en")) == explain("Parepare").splitlines()
