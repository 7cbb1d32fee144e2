"""The date reader on every form the press writes, and its round trips."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kliping.dates import (
    MONTHS,
    WEEKDAYS,
    ZONES,
    find_dates,
    format_date,
    format_moment,
    format_number,
    format_week,
    read_date,
    read_number,
    read_week,
    week_of,
)

REFERENCE = dt.datetime(2022, 3, 11, 12, 0, tzinfo=ZONES["WIB"])

MINUTES = [
    ("Selasa, 8 Maret 2022 10:15 WIB", "2022-03-08T10:15:00+07:00"),
    ("Selasa 8 Maret 2022 | 10.15 WITA", "2022-03-08T10:15:00+08:00"),
    ("Jum'at, 8 Nop 2019 10.15 WIT", "2019-11-08T10:15:00+09:00"),
    ("Jum’at (8/11/2019) pukul 10.15 WIB", "2019-11-08T10:15:00+07:00"),
    ("10:15 WIB, Selasa 8 Maret 2022", "2022-03-08T10:15:00+07:00"),
    ("Media.example - 08/03/2022, 10:15 WIB", "2022-03-08T10:15:00+07:00"),
    ("Minggu, 3 Jan 2021 , 05:08 WIB", "2021-01-03T05:08:00+07:00"),
    ("Rabu, 17 Agt 2022 - 23:59 WIB", "2022-08-17T23:59:00+07:00"),
    ("Senin, 7 Maret 2022 24:00 WIB", "2022-03-08T00:00:00+07:00"),
    ("Mar 8, 2022 3:05 PM", "2022-03-08T15:05:00+07:00"),
    ("2022-03-08T10:15:00+07:00", "2022-03-08T10:15:00+07:00"),
    ("2022-03-08 10:15:00", "2022-03-08T10:15:00+07:00"),
    ("2022-03-08T03:15:00Z", "2022-03-08T03:15:00+00:00"),
    ("2022/03/08 10:15:30 WIB", "2022-03-08T10:15:30+07:00"),
    ("Tue, 08 Mar 2022 10:15:00 +0700", "2022-03-08T10:15:00+07:00"),
    ("Tue, 08 Mar 2022 03:15:00 GMT", "2022-03-08T03:15:00+00:00"),
    ("08 Mar 2022 10:15:00 WITA", "2022-03-08T10:15:00+08:00"),
    ("4 jam lalu", "2022-03-11T08:00:00+07:00"),
    ("30 menit yang lalu", "2022-03-11T11:30:00+07:00"),
    ("sejam lalu", "2022-03-11T11:00:00+07:00"),
    ("2 hours ago", "2022-03-11T10:00:00+07:00"),
    ("baru saja", "2022-03-11T12:00:00+07:00"),
]

DAYS = [
    ("Selasa (8/3)", "2022-03-08"),
    ("Selasa, (8/3/2022)", "2022-03-08"),
    ("Jumat (11/3/22)", "2022-03-11"),
    ("8 Maret 2022", "2022-03-08"),
    ("8 Maret", "2022-03-08"),
    ("08-03-2022", "2022-03-08"),
    ("8.3.2022", "2022-03-08"),
    ("20220308", "2022-03-08"),
    ("7–9 Maret 2022", "2022-03-07"),
    ("Senin-Rabu (7-9/3)", "2022-03-07"),
    ("28 Desember", "2021-12-28"),  # told in March: the December before
    ("29 Februari 2020", "2020-02-29"),
    ("29/2/2021", None),
    ("31 April 2022", None),
    ("99/99/9999", None),
    ("0/0/2022", None),
    ("2022-13-01", None),
    ("3/15/2022", "2022-03-15"),  # days come first, but there is no fifteenth month
    ("kemarin", "2022-03-10"),
    ("2 hari yang lalu", "2022-03-09"),
    ("seminggu lalu", "2022-03-04"),
    ("Selasa pekan lalu", "2022-03-01"),
    ("Selasa", "2022-03-08"),
    ("", None),
    ("tanpa tanggal", None),
    ("skor 3-1", None),
    ("99999 tahun lalu", None),
]


@pytest.mark.parametrize(("text", "wanted"), MINUTES)
def test_reads_to_the_minute(text: str, wanted: str) -> None:
    moment = read_date(text, REFERENCE)
    assert moment is not None
    assert (moment.at, moment.precision) == (dt.datetime.fromisoformat(wanted), "minute")


@pytest.mark.parametrize(("text", "wanted"), DAYS)
def test_reads_the_day(text: str, wanted: str | None) -> None:
    moment = read_date(text, REFERENCE)
    if wanted is None:
        assert moment is None
    else:
        assert moment is not None
        assert (moment.at.date().isoformat(), moment.precision) == (wanted, "day")


def test_weekday_and_the_years_of_the_text_fix_the_year() -> None:
    # 8 March was a Tuesday in 2011, 2016 and 2022; the award is of 2021
    text = "Penghargaan tahun 2021 diserahkan di Jakarta, Selasa (8/3)."
    (found,) = find_dates(text)
    assert found.moment.at.date() == dt.date(2022, 3, 8)
    assert text[found.start : found.end] == "Selasa (8/3)"
    assert not found.complete


def test_weekday_beats_the_nearest_year() -> None:
    # told on 5 January 2023; 27 December was a Tuesday in 2022
    (found,) = find_dates("acara pada Selasa (27/12)", dt.date(2023, 1, 5))
    assert found.moment.at.date() == dt.date(2022, 12, 27)


def test_numbers_that_are_no_dates() -> None:
    assert (
        find_dates("naik 3,4 persen, skor 3-1, harga Rp 8.500, Nomor 12/2020, rute 1/2, pukul 10.15", REFERENCE) == []
    )


def test_several_dates_do_not_overlap() -> None:
    text = "Dari Senin (7/3/2022) hingga 10 Maret 2022 pukul 09.00 WIB, lalu kemarin."
    found = find_dates(text, REFERENCE, relative=True)
    assert [f.moment.at.date().day for f in found] == [7, 10, 10]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_range_keeps_its_last_day() -> None:
    (found,) = find_dates("berlangsung 7-9 Maret 2022 di Bali")
    assert found.until == dt.date(2022, 3, 9)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), st.booleans(), st.booleans())
def test_every_formatted_date_is_read_back(day: dt.date, weekday: bool, short: bool) -> None:
    moment = read_date(format_date(day, weekday=weekday, short=short))
    assert moment is not None
    assert moment.at.date() == day


@given(st.datetimes(dt.datetime(1990, 1, 2), dt.datetime(2090, 1, 1)), st.sampled_from(sorted(ZONES)))
def test_every_formatted_moment_is_read_back(at: dt.datetime, zone: str) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=ZONES[zone])
    moment = read_date(f"{WEEKDAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year} {at:%H.%M} {zone}")
    assert moment is not None
    assert moment.at == at
    assert format_moment(moment).endswith(f"{at:%H.%M} {zone}")


@given(st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31)), st.integers(-150, 180))
def test_weekday_day_and_month_near_a_reference_give_the_year(day: dt.date, off: int) -> None:
    reference = day + dt.timedelta(days=off)
    (found,) = find_dates(f"pada {WEEKDAYS[day.weekday()]} ({day.day}/{day.month})", reference)
    assert found.moment.at.date() == day


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1, 1, 2), dt.date.max])
def test_no_reference_is_too_far_away(day: dt.date) -> None:
    text = "Besok, lusa, kemarin, 4 jam lalu, Selasa pekan lalu dan Jumat (11/3)"
    assert all(not found.complete for found in find_dates(text, day, relative=True))
    assert read_date("9999-12-31", day) is None


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    read_date(text, REFERENCE)
    for found in find_dates(text, REFERENCE, relative=True):
        assert 0 <= found.start < found.end <= len(text)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_every_formatted_number_is_read_back(number: float, decimals: int) -> None:
    text = format_number(number, decimals)
    value = read_number(text)
    assert value is not None
    assert value == pytest.approx(round(number, decimals), abs=10**-decimals)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", 1234.5), ("94,32", 94.32), ("3.41", 3.41), ("3.414", 3414.0), ("x", None), ("", None)],
)
def test_reads_indonesian_numbers(text: str, value: float | None) -> None:
    assert read_number(text) == value


def test_weeks() -> None:
    assert read_week("2022-W10") == (dt.date(2022, 3, 7), dt.date(2022, 3, 13))
    assert week_of(dt.date(2022, 3, 8)) == "2022-W10"
    assert format_week("2022-W10") == "7–13 Maret 2022"
    assert format_week("2022-W13") == "28 Maret – 3 April 2022"
    for wrong in ("2022-10", "2022-W60", "x"):
        with pytest.raises(ValueError, match="2022-W10"):
            read_week(wrong)


def test_the_year_of_a_text_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from kliping import dates

    looked: list[str] = []

    class Years:
        def findall(self, text: str) -> list[str]:
            looked.append(text)
            return ["2021"]

    monkeypatch.setattr(dates, "_YEAR", Years())
    text = "Piagam diserahkan (8/3) dan (9/3) dan (10/3), menurut catatan 2021 itu."
    assert [found.moment.at.year for found in find_dates(text)] == [2021, 2021, 2021]
    assert len(looked) == 1  # a long text with thousands of days costs no more than its length
