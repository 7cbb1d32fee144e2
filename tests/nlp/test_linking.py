"""Linking: every written form to one body, namesakes apart, names by the day."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.knowledge.government import regions
from nlp.linking import body_in, explain, lineage, link, office_seat, region

FOLDER = Path(__file__).parent


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


FORMS = rows("linking_forms.csv")
PAIRS = rows("linking_pairs.csv")


def test_the_tables_are_as_long_as_asked():
    assert len(FORMS) >= 400
    assert len(PAIRS) >= 100


def test_every_form_links_to_its_body():
    wrong = []
    for form, wanted, day in FORMS:
        body = link(form, dt.date.fromisoformat(day) if day else None)
        if body is None or body.id != wanted:
            wrong.append((form, wanted, body and body.id))
    assert wrong == []


def test_one_id_is_one_body_whatever_the_form():
    bodies = {}
    for form, _, day in FORMS:
        body = link(form, dt.date.fromisoformat(day) if day else None)
        bodies.setdefault(body.id, set()).add(body)
    assert {key: found for key, found in bodies.items() if len(found) > 1} == {}


def test_every_region_links_in_three_forms():
    wrong = []
    short = {"province": ("Pemprov", "Provinsi"), "regency": ("Pemkab", "Kabupaten"), "city": ("Pemkot", "Kota")}
    for place in regions():
        government, word = short[place.kind]
        for form in (f"{government} {place.name}", f"{word} {place.name}", f"Pemerintah {word} {place.name}"):
            body = link(form)
            if body is None or body.id != place.id:
                wrong.append((form, body and body.id))
    assert wrong == []


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_pairs_that_must_differ(first, second):
    one, other = link(first), link(second)
    assert one is not None
    assert other is not None
    assert one.id != other.id


def test_parts_of_a_body():
    body = link("DPMPTSP DKI Jakarta")
    assert body.name == "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Provinsi DKI Jakarta"
    assert (body.kind, body.parent, body.region) == ("service_unit", "prov-dki-jakarta", "prov-dki-jakarta")
    body = link("Itjen Kemenkumham")
    assert (body.id, body.parent) == ("itjen-kemenkumham", "kemenkumham")
    body = link("Ombudsman RI Perwakilan Jawa Timur")
    assert (body.parent, body.region) == ("ombudsman", "prov-jawa-timur")


def test_the_article_settles_city_or_regency():
    assert link("Dinas Sosial Bandung").id == "dinsos-kota-bandung"
    assert link("Dinas Sosial Bandung", near=["kab-bandung"]).id == "dinsos-kab-bandung"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Kab. Bandung", "32.04"),
        ("Kota Bandung", "32.73"),
        ("Jateng", "33"),
        ("Pemkot Batam", "21.71"),
        ("sleman", "34.04"),
        ("Yogyakarta", "34"),
        ("Kota Yogyakarta", "34.71"),
    ],
)
def test_regions(form, code):
    assert region(form).code == code


@pytest.mark.parametrize("form", ["", " ", "warga", "Bandung Bondowoso Sentosa", "Kabupaten", "???", "dinas sosial"])
def test_what_names_no_region(form):
    assert region(form) is None


@pytest.mark.parametrize("form", ["", "warga", "Budi Santoso", "PT Maju Mundur", "instansi tersebut", "(", "12"])
def test_what_names_no_body(form):
    assert link(form) is None


@pytest.mark.parametrize(
    ("office", "seat"),
    [
        ("Menpan RB", "Kemenpan RB"),
        ("Wakil Bupati Sleman", "Kabupaten Sleman"),
        ("Kapolres Sleman", "Polres Sleman"),
        ("Kepala Dinas Sosial Kota Bandung", "Dinas Sosial Kota Bandung"),
        ("Kementerian Agama", "Kementerian Agama"),
    ],
)
def test_the_seat_of_an_office(office, seat):
    assert office_seat(office) == seat


@pytest.mark.parametrize(
    ("phrase", "body"),
    [
        ("Wakil Menteri PANRB Yunus Tandipayung", "kemenpanrb"),
        ("Menteri ATR/Kepala BPN Syahrial Amanullah", "kemen-atr-bpn"),
        ("Wakil Bupati Wonosobo, Agus Subagiyo", "kab-wonosobo"),
        ("Gubernur Bank Indonesia Agus Martowardojo", "bi"),
        ("dr. Ilham dari RSUD Simeulue", "rsud-kab-simeulue"),
        ("Pemkab Sleman", "kab-sleman"),
        ("Budi Santoso", None),
    ],
)
def test_the_body_in_a_phrase(phrase, body):
    found = body_in(phrase)
    assert (found and found.id) == body


def test_lineage_runs_through_the_cabinets():
    assert [body.id for body in lineage("kemenpanrb")] == ["kemenpan", "kemenpanrb"]
    assert {"kemenkumham", "kemenham"} <= {body.id for body in lineage("kemenkum")}
    assert lineage("no-such-body") == ()


def test_explain_tells_id_names_and_succession():
    lines = explain("Kemkomdigi")
    assert "→ kemkomdigi" in lines
    assert "Kementerian Komunikasi dan Digital" in lines
    assert "kemenkominfo" in lines
    assert "formerly: Mamuju Utara until 2018-04-28" in explain("Pemkab Pasangkayu")
    assert "no known body" in explain("Warung Bu Tini")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_link_never_raises(text):
    link(text)
    region(text)
    explain(text)
    body_in(text)
