"""The knowledge of bodies: complete, consistent, and strict about what its files may say."""

import datetime as dt
from collections import Counter

import pytest

from nlp.knowledge.data_files import KnowledgeError
from nlp.knowledge.government import (
    KINDS,
    bodies,
    body_by_id,
    parse_bodies,
    parse_institutions,
    parse_regions,
    parse_unit_types,
    region_by_id,
    regions,
    slug,
    unit_types,
)
from nlp.knowledge.unit_words import contexts, districts, field_words


def test_all_regions_of_the_country_are_there():
    kinds = Counter(region.kind for region in regions())
    assert kinds == {"province": 38, "regency": 416, "city": 98}
    assert len({region.id for region in regions()}) == len({region.code for region in regions()}) == 552


def test_every_regency_and_city_has_its_province():
    for region in regions():
        if region.kind != "province":
            assert region_by_id()[region.province].kind == "province"
            assert region.code.startswith(region.province)


def test_former_names_carry_the_day_they_ended():
    toba = region_by_id()["kab-toba"]
    assert toba.former == (("Toba Samosir", dt.date(2020, 2, 18)),)


def test_there_are_at_least_sixty_unit_types_of_every_kind_of_office():
    assert len(unit_types()) >= 60
    assert len({unit.id for unit in unit_types()}) == len(unit_types())
    assert {unit.kind for unit in unit_types()} <= KINDS
    assert [unit.id for unit in unit_types() if not (unit.long or unit.short)] == ["opd"]  # known by its shape


def test_types_belong_to_known_bodies():
    assert [unit.id for unit in unit_types() if unit.of and unit.of not in body_by_id()] == []


def test_ids_of_bodies_are_slugs_and_stand_once():
    ids = [body.id for body in bodies()]
    assert len(ids) == len(set(ids))
    assert all(slug(body_id) == body_id for body_id in ids)


def test_bodies_of_the_government_name_their_legal_basis():
    for body in bodies():
        if body.kind in ("ministry", "agency", "court", "police"):
            assert body.source, body.id


@pytest.mark.parametrize(
    ("body", "day", "held"),
    [
        ("kemenkumham", dt.date(2024, 10, 20), True),
        ("kemenkumham", dt.date(2024, 10, 21), False),
        ("kemenkum", dt.date(2024, 10, 20), False),
        ("kemenkum", dt.date(2024, 10, 21), True),
        ("kemenpanrb", dt.date(2008, 1, 1), False),
        ("kemenpan", dt.date(2008, 1, 1), True),
        ("kemenpanrb", None, True),
    ],
)
def test_a_body_is_held_between_its_days(body, day, held):
    assert body_by_id()[body].held_on(day) is held


def test_succession_leads_from_one_cabinet_to_the_next():
    assert "kemenpan" in body_by_id()["kemenpanrb"].after
    successors = {body.id for body in bodies() if "kemenkumham" in body.after}
    assert successors == {"kemenkum", "kemenham", "kemenimipas"}


def test_word_lists_are_lower_case():
    assert all(word == word.lower() for words in contexts().values() for word in words)
    assert {"kesehatan", "persandian"} <= field_words()
    assert "selomerto" in districts()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[body]]\nid = "a"\nname = "A"\nkind = "agency"\nnick = "x"', r"bodies\.toml: a: unknown key 'nick'"),
        ('[[body]]\nid = "a"\nname = "A"\nkind = "club"', r"bodies\.toml: a: unknown kind 'club'"),
        ('[[body]]\nid = "a"\nkind = "agency"', r"bodies\.toml: a: 'name' is missing"),
        ('[[body]]\nid = "a"\nname = "A"\nkind = "agency"\nafter = ["b"]', r"a: no body has the id 'b'"),
        ('[[body]]\nid = "a"\nname = "A"\nkind = "agency"\nfrom = "2014"', r"a: 'from' must be a date"),
        ('[[body]]\nid = "a"\nname = "A"\nkind = "agency"\nforms = "A"', r"a: 'forms' must be a list"),
        ("[[club]]\n", r"bodies\.toml: top level: unknown key 'club'"),
        ("[[body]", r"bodies\.toml: "),
    ],
)
def test_mistakes_in_bodies_are_named(text, message):
    with pytest.raises(KnowledgeError, match=message):
        parse_bodies(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[type]]\nid = "a"\nkind = "agency"\nlenght = 3', r"unit_types\.toml: a: unknown key 'lenght'"),
        ('[[type]]\nid = "a"\nkind = "agency"\nname = "anything"', r"a: unknown completion name = 'anything'"),
        ('[[type]]\nid = "a"\nkind = "agency"\nregion = 1', r"a: 'region' must be true or false"),
        ('[[type]]\nid = "a"\nkind = "agency"\nlevel = "village"', r"a: unknown level 'village'"),
    ],
)
def test_mistakes_in_unit_types_are_named(text, message):
    with pytest.raises(KnowledgeError, match=message):
        parse_unit_types(text)


def test_mistakes_in_tables_are_named_with_their_line():
    head = "code,kind,name,province,forms,former,since\n"
    with pytest.raises(KnowledgeError, match=r"regions\.csv: line 2: unknown kind 'island'"):
        parse_regions(head + "1,island,X,,,,\n")
    with pytest.raises(KnowledgeError, match=r"regions\.csv: line 2: former 'Y<soon'"):
        parse_regions(head + "1,city,X,,,Y<soon,\n")
    with pytest.raises(KnowledgeError, match=r"regions\.csv: header: unknown key 'area'"):
        parse_regions("code,area\n1,2\n")
    with pytest.raises(KnowledgeError, match=r"institutions\.csv: line 2: unknown kind"):
        parse_institutions("id,name,kind,forms,until\na,A,club,,\n")
