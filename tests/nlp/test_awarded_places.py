"""Bare regions that received an award are units; places of persons' prizes and plain places are not."""

from __future__ import annotations

from kliping.model import Article
from nlp.annotate import Annotator
from nlp.unit_entries import unique_units


def _units(text: str) -> dict[str, str]:
    annotation = Annotator().annotate_one(Article(id=1, url="https://media.example/1", title="", text=text))
    return {unit.text: unit.id for unit in unique_units(annotation.units)}


def test_winners_under_bare_names_are_units() -> None:
    text = (
        "Presiden menyerahkan TPID Award 2018. TPID terbaik tingkat provinsi diraih Sumatera Barat, Jawa Tengah, "
        "dan Kalimantan Barat."
    )
    units = _units(text)
    assert {"Sumatera Barat", "Jawa Tengah", "Kalimantan Barat"} <= set(units)
    assert units["Jawa Tengah"] == "prov-jawa-tengah"


def test_every_mention_stands_where_it_says() -> None:
    text = "Opini WTP diraih Sleman, Bantul, dan Kulon Progo. Kantor BPK berada di Yogyakarta."
    annotation = Annotator().annotate_one(Article(id=1, url="https://media.example/1", title="", text=text))
    assert all(text[m.span.start : m.span.end] == m.text for m in annotation.units)
    starts = [m.span.start for m in annotation.units]
    assert starts == sorted(starts)
    assert len(starts) == len(set(starts))


def test_a_mere_place_is_no_unit() -> None:
    assert "Semarang" not in _units("RSUD Tugurejo menerima penghargaan pelayanan prima di Semarang, Senin (4/3/2024).")
