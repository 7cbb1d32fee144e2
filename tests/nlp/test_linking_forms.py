"""Linking of the forms that the knowledge itself gives: every region and every ministry in the spellings of the press."""

import datetime as dt
import itertools

import pytest

from nlp.knowledge.government import bodies, regions, unit_types
from nlp.linking import link

WORDS = {
    "province": ("Provinsi", "Pemprov", "Prov.", "Pemerintah Provinsi", "Gubernur", "Wakil Gubernur"),
    "regency": ("Kabupaten", "Pemkab", "Kab.", "Pemerintah Kabupaten", "Bupati", "Wabup"),
    "city": ("Kota", "Pemkot", "Kotamadya", "Pemerintah Kota", "Wali Kota", "Walikota"),
}
MINISTRIES = [body for body in bodies() if body.kind == "ministry"]


def region_forms():
    for place in regions():
        words = WORDS[place.kind]
        names = {place.name, *place.forms, *(name for name, _ in place.former)}
        names |= {place.name.replace(" ", ""), place.name.replace("-", " ")}
        for word, name in itertools.product(words[:2], sorted(names)):
            yield f"{word} {name}", place.id
        for word in words[2:]:
            yield f"{word} {place.name}", place.id
        yield f"{words[0]} {place.name}".upper(), place.id
        yield f"{words[0]} {place.name}".lower(), place.id


def day_of(body):
    month = dt.timedelta(40)
    return body.since + month if body.since else body.until - month if body.until else dt.date(2016, 1, 1)


def ministry_forms(body):
    for form in body.forms:
        spellings = {form, form.replace("-", " "), form.replace(",", ""), form.replace(" dan ", " & "), form.upper()}
        spellings |= {
            form.lower(),
            f"{form} RI",
            f"{form} Republik Indonesia",
            form.replace("Kementerian", "Kementrian"),
        }
        yield from sorted(spellings)


def test_every_region_in_all_forms():
    forms = list(region_forms())
    wrong = [(form, wanted) for form, wanted in forms if (body := link(form)) is None or body.id != wanted]
    assert wrong == []
    assert len(forms) > 3 * 552


def test_every_ministry_in_all_spellings_on_its_days():
    wrong = []
    for ministry in MINISTRIES:
        for form in ministry_forms(ministry):
            body = link(form, day_of(ministry))
            if body is None or body.id != ministry.id:
                wrong.append((form, ministry.id, body and body.id))
    assert wrong == []


@pytest.mark.parametrize(
    ("form", "before", "day", "after"),
    [
        ("Kementerian PAN", "kemenpan", dt.date(2009, 10, 22), "kemenpanrb"),
        ("Kemendes", "kemendes-pdtt", dt.date(2024, 10, 21), "kemendes-pdt"),
        ("Kemenkop", "kemenkop-ukm", dt.date(2024, 10, 21), "kemenkop"),
    ],
)
def test_a_name_handed_on_is_its_holders_of_the_day(form, before, day, after):
    assert link(form, day - dt.timedelta(30)).id == before
    assert link(form, day + dt.timedelta(30)).id == after


def test_a_regency_and_a_city_of_one_name_are_never_one():
    names = {place.name for place in regions() if place.kind == "city"}
    twins = [place.name for place in regions() if place.kind == "regency" and place.name in names]
    assert len(twins) > 25
    for name in twins:
        for unit in ("", "Disdukcapil ", "DPRD ", "Kantor Pertanahan ", "RSUD "):
            assert link(f"{unit}Kabupaten {name}").id != link(f"{unit}Kota {name}").id, name


def test_types_of_one_place_are_never_one():
    seen = {}
    for unit in unit_types():
        if unit.name in ("none", "place") and unit.region and not unit.by_form:
            for form in (*unit.long, *unit.short):
                body = link(f"{form} Kabupaten Sleman")
                if body is not None:
                    seen.setdefault(body.id, set()).add(unit.id)
    shared = {key: ids for key, ids in seen.items() if len(ids) > 1}
    assert shared == {}


@pytest.mark.parametrize(
    ("form", "wanted", "name"),
    [
        ("Disdukcapil Kab. Purwokarta", "disdukcapil-kab-purwakarta", None),
        ("Kabupaten Djombang", "kab-jombang", "Pemerintah Kabupaten Jombang"),
        ("Kota Soerabaja", "kota-surabaya", "Pemerintah Kota Surabaya"),
        ("Pemerintah Kota Pekan Baru", "kota-pekanbaru", "Pemerintah Kota Pekanbaru"),
        ("Pemprov Sumatra Utara", "prov-sumatera-utara", "Pemerintah Provinsi Sumatera Utara"),
        ("Pemkot Cilacap", "kab-cilacap", "Pemerintah Kabupaten Cilacap"),
        ("Kabupaten Tirtakencana", "kab-tirtakencana", "Pemerintah Kabupaten Tirtakencana"),
        ("Pemkab Tirtakencana", "kab-tirtakencana", "Pemerintah Kabupaten Tirtakencana"),
        ("Dinas Kesehatan Kabupaten Tirtakencana", "dinkes-kab-tirtakencana", "Dinas Kesehatan Kabupaten Tirtakencana"),
        ("DinkopUKM Wonosobo", "dinkopukm-kab-wonosobo", "DinkopUKM Kabupaten Wonosobo"),
        ("UPT Samsat Palopo", "samsat-kota-palopo", "Samsat Palopo"),
        ("Samsat Maros", "samsat-kab-maros", "Samsat Maros"),
        ("RSUD Prof. W.Z. Johannes", "rsud-w-z-johannes", None),
        ("RSUD R.A. Kartini Jepara", "rsud-kartini-kab-jepara", None),
        ("Lapas Narkotika Kelas IIA Yogyakarta", "lapas-narkotika-kota-yogyakarta", "Lapas Narkotika Yogyakarta"),
        ("BBPOM di Denpasar", "bbpom-kota-denpasar", None),
        ("BPOM Denpasar", "bbpom-kota-denpasar", None),
        ("Imigrasi Ngurah Rai", "kanim-ngurah-rai", "Kantor Imigrasi Ngurah Rai"),
        ("Kantor Kementerian Agama Kudus", "kemenag-kab-kudus", "Kantor Kementerian Agama Kabupaten Kudus"),
        ("MTs Negeri 1 Kudus", "mtsn-1-kab-kudus", "MTsN 1 Kudus"),
        ("Gugus Tugas Covid-19 Jawa Barat", "satgas-covid-19-prov-jawa-barat", None),
        ("BBWS Serayu Opak", "balai-besar-wilayah-sungai-serayu-opak", "Balai Besar Wilayah Sungai Serayu Opak"),
        ("Bank Kalteng", "bank-kalteng", None),
        ("Kelurahan Wonosobo Timur", "kelurahan-wonosobo-timur", "Kelurahan Wonosobo Timur"),
    ],
)
def test_forms_that_no_list_holds(form, wanted, name):
    body = link(form)
    assert body is not None
    assert body.id == wanted
    assert name is None or body.name == name
