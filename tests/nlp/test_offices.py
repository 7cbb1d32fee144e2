"""Offices of ministerial level and their holders by date."""

import datetime as dt
import itertools

import pytest

from nlp.offices import (
    LEVELS,
    held_ministerial,
    holder_named,
    holder_of,
    holders,
    is_ministerial,
    ministry_of,
    office_of_role,
    person_slug,
)


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("Menpan dan RB", "menteri:panrb"),
        ("MenPAN-RB", "menteri:panrb"),
        ("Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (Menpan RB)", "menteri:panrb"),
        ("Wamenkomdigi", "wakil-menteri:komdigi"),
        ("Wakil Menteri Dalam Negeri", "wakil-menteri:dagri"),
        ("Menko PMK", "menko:pmk"),
        ("Menkopolhukam", "menko:polhukam"),
        ("Menteri Negara Pemuda dan Olahraga", "menteri:pora"),
        ("Plt Kepala BKN", "kepala:bkn"),
        ("Ketua Ombudsman RI", "kepala:ombudsman"),
        ("Presiden", "presiden"),
        ("Wapres", "wakil-presiden"),
        ("Jaksa Agung", "jaksaagung"),
        ("menteri asal Tapanuli", "menteri"),
        ("mantan Menteri PANRB", None),
        ("Staf Khusus Menteri PANRB", None),
        ("Menteri Luar Negeri Jepang", None),
        ("Perdana Menteri", None),
        ("Presiden Direktur PT Maju", None),
        ("Jaksa Agung Muda Intelijen", None),
        ("Kepala BPK Perwakilan Riau", None),
        ("Kepala BPS Kota Bandung", None),
        ("Kepala Badan Kepegawaian dan Pengembangan SDM Sergai", None),
        ("Kepala Dinas Sosial", None),
        ("Kepala Kepolisian Negara RI", "kapolri"),
        ("Kepala Kepolisian Daerah Jawa Timur", None),
        ("Kepala Kepolisian Resor Bogor", None),
        ("Sekretaris Kabinet", "seskab"),
        ("Wakil Presiden (Wapres)", "wakil-presiden"),
    ],
)
def test_office_of_role(role: str, office: str | None) -> None:
    assert office_of_role(role) == office
    assert is_ministerial(role) == (office is not None)


@pytest.mark.parametrize(
    ("name", "day", "post", "level"),
    [
        ("Tjahjo Kumolo", "2022-03-08", "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi", True),
        ("Tjahjo Kumolo", "2016-05-01", "Menteri Dalam Negeri", True),
        ("Mahfud MD", "2022-08-01", "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi", True),
        ("Jokowi", "2020-01-01", "Presiden Republik Indonesia", True),
        ("Yuddy Chrisnandi", "2018-01-01", None, False),
        ("Ganjar Pranowo", "2020-01-01", "Gubernur Jawa Tengah", False),
        ("Donny Yoesgiantoro", "2024-01-01", "Ketua Komisi Informasi Pusat", True),
        ("Sarah Sadiqa", "2026-01-01", "Kepala Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah", True),
        ("Jumhur Hidayat", "2026-09-01", "Menteri Lingkungan Hidup", True),
        ("Hanif Faisol Nurofiq", "2025-01-01", "Menteri Lingkungan Hidup", True),
        ("Muhammad Syafi’i", "2026-01-01", "Wakil Menteri Agama", True),
    ],
)
def test_holder_by_name_and_day(name: str, day: str, post: str | None, level: bool) -> None:
    date = dt.date.fromisoformat(day)
    holder = holder_named(name, date)
    assert holder is not None
    assert (holder.post if holder.on(date) else None) == post
    assert held_ministerial(holder.person_id, date) == level


def test_a_common_single_name_needs_its_office() -> None:
    assert holder_named("Sugiono") is None
    found = holder_named("Sugiono", dt.date(2025, 1, 1), ["Menteri Luar Negeri"])
    assert found is not None
    assert found.office == "menteri:lu"


def test_holder_of_office() -> None:
    holder = holder_of("kapolri", dt.date(2018, 6, 1))
    assert holder is not None
    assert holder.name == "Tito Karnavian"


def test_affiliation_of_a_ministerial_role() -> None:
    assert ministry_of("Mendagri") == "Kementerian Dalam Negeri"
    assert ministry_of("Kepala Dinas Sosial") is None


def test_the_table_is_sound() -> None:
    rows = holders()
    assert len(rows) > 500
    assert all(row.end is None or row.start <= row.end for row in rows)
    assert {row.confidence for row in rows} <= {"high", "medium", "low"}
    assert all(row.source for row in rows)
    by_office: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for row in rows:
        if not row.office.startswith("wakil-menteri"):
            by_office.setdefault(row.office, []).append((row.start, row.end or dt.date.max))
    for office, spans in by_office.items():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), office
    assert LEVELS


def test_person_slug_is_stable() -> None:
    assert person_slug("Ma’ruf Amin") == person_slug("Ma'ruf Amin") == "person:maruf-amin"
