"""Stretches of days: whole units, moving among them, and the edges of the calendar."""

from datetime import date

import pytest

from kztrade._calendar import (
    Days,
    around,
    build_day,
    build_months,
    build_years,
    is_whole_months,
    move,
    rolling,
    season,
)

DAY = date(2024, 9, 12)  # a Thursday
UNITS = ["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]


def days(first, last):
    return Days(date.fromisoformat(first), date.fromisoformat(last))


class TestBuild:
    @pytest.mark.parametrize(
        "year, month, day", [(2024, 2, 30), (2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (0, 1, 1), (10000, 1, 1)]
    )
    def test_no_such_day(self, year, month, day):
        assert build_day(year, month, day) is None

    def test_a_day(self):
        assert build_day(2024, 2, 29) == days("2024-02-29", "2024-02-29")

    @pytest.mark.parametrize(
        "month, count, first, last",
        [
            (1, 12, "2024-01-01", "2024-12-31"),
            (2, 1, "2024-02-01", "2024-02-29"),
            (11, 3, "2024-11-01", "2025-01-31"),
            (13, 1, "2025-01-01", "2025-01-31"),
            (0, 1, "2023-12-01", "2023-12-31"),
            (-11, 1, "2023-01-01", "2023-01-31"),
        ],
    )
    def test_months_go_over_the_year(self, month, count, first, last):
        assert build_months(2024, month, count) == days(first, last)

    def test_the_calendar_ends_on_both_sides(self):
        assert build_months(1, 1) == days("0001-01-01", "0001-01-31")
        assert build_months(9999, 12) == days("9999-12-01", "9999-12-31")
        assert build_months(1, 0) is None
        assert build_months(9999, 12, 2) is None
        assert build_months(2024, 1, 0) is None

    def test_years(self):
        assert build_years(2024) == days("2024-01-01", "2024-12-31")
        assert build_years(1990, 10) == days("1990-01-01", "1999-12-31")
        assert build_years(9999) == days("9999-01-01", "9999-12-31")
        assert build_years(9999, 2) is None
        assert build_years(0) is None

    @pytest.mark.parametrize(
        "name, first, last",
        [
            ("spring", "2023-03-01", "2023-05-31"),
            ("summer", "2023-06-01", "2023-08-31"),
            ("autumn", "2023-09-01", "2023-11-30"),
            ("winter", "2023-12-01", "2024-02-29"),
        ],
    )
    def test_a_season_is_three_months(self, name, first, last):
        assert season(2023, name) == days(first, last)

    def test_the_last_winter_goes_beyond_the_calendar(self):
        assert season(9999, "winter") is None


class TestAround:
    @pytest.mark.parametrize(
        "unit, offset, first, last",
        [
            ("day", 0, "2024-09-12", "2024-09-12"),
            ("day", -1, "2024-09-11", "2024-09-11"),
            ("week", 0, "2024-09-09", "2024-09-15"),
            ("week", 1, "2024-09-16", "2024-09-22"),
            ("weekend", 0, "2024-09-14", "2024-09-15"),
            ("weekend", -1, "2024-09-07", "2024-09-08"),
            ("month", 0, "2024-09-01", "2024-09-30"),
            ("month", -9, "2023-12-01", "2023-12-31"),
            ("quarter", 0, "2024-07-01", "2024-09-30"),
            ("quarter", 2, "2025-01-01", "2025-03-31"),
            ("half", 0, "2024-07-01", "2024-12-31"),
            ("half", -1, "2024-01-01", "2024-06-30"),
            ("year", -1, "2023-01-01", "2023-12-31"),
            ("decade", 0, "2020-01-01", "2029-12-31"),
            ("decade", -1, "2010-01-01", "2019-12-31"),
            ("century", 0, "2001-01-01", "2100-12-31"),
            ("century", -1, "1901-01-01", "2000-12-31"),
        ],
    )
    def test_a_unit(self, unit, offset, first, last):
        assert around(DAY, unit, offset) == days(first, last)

    @pytest.mark.parametrize("unit", UNITS)
    def test_a_unit_holds_its_day(self, unit):
        day = date(2024, 9, 14)
        unit_of_day = around(day, unit)
        assert unit_of_day.first <= day <= unit_of_day.last

    @pytest.mark.parametrize("day", [date(2000, 12, 31), date(2100, 12, 31), date(1901, 1, 1)])
    def test_a_century_begins_with_the_year_that_ends_in_01(self, day):
        assert around(day, "century").first.year % 100 == 1
        assert around(day, "century").last.year % 100 == 0

    @pytest.mark.parametrize("unit", UNITS)
    @pytest.mark.parametrize("day, offset", [(date.min, -1), (date.max, 1), (DAY, 10**12), (DAY, -(10**12))])
    def test_none_beyond_the_calendar(self, unit, day, offset):
        assert around(day, unit, offset) is None


class TestMove:
    @pytest.mark.parametrize(
        "stretch, unit, count, moved",
        [
            (("2024-09-12", "2024-09-12"), "day", 3, ("2024-09-15", "2024-09-15")),
            (("2024-09-12", "2024-09-13"), "week", -1, ("2024-09-05", "2024-09-06")),
            (("2024-01-01", "2024-02-29"), "year", -1, ("2023-01-01", "2023-02-28")),
            (("2023-01-01", "2023-02-28"), "year", 1, ("2024-01-01", "2024-02-29")),
            (("2024-01-31", "2024-01-31"), "month", 1, ("2024-02-29", "2024-02-29")),
            (("2024-02-29", "2024-02-29"), "year", -1, ("2023-02-28", "2023-02-28")),
            (("2024-04-01", "2024-06-30"), "quarter", -1, ("2024-01-01", "2024-03-31")),
            (("2024-01-15", "2024-06-30"), "month", -1, ("2023-12-15", "2024-05-30")),
            (("2024-01-01", "2024-12-31"), "decade", 1, ("2034-01-01", "2034-12-31")),
        ],
    )
    def test_a_stretch(self, stretch, unit, count, moved):
        assert move(days(*stretch), unit, count) == days(*moved)

    @pytest.mark.parametrize("unit", UNITS)
    def test_none_beyond_the_calendar(self, unit):
        assert move(Days(date.min, date.min), unit, -1) is None
        assert move(Days(date.max, date.max), unit, 1) is None
        assert move(Days(date.min, date.max), unit, 1) is None

    def test_whole_months(self):
        assert is_whole_months(days("2024-02-01", "2024-02-29"))
        assert is_whole_months(days("2024-01-01", "2025-12-31"))
        assert not is_whole_months(days("2024-02-02", "2024-02-29"))
        assert not is_whole_months(days("2024-02-01", "2024-02-28"))


class TestRolling:
    def test_back_and_ahead(self):
        assert rolling(DAY, "year", -3) == days("2021-09-12", "2024-09-12")
        assert rolling(DAY, "month", 2) == days("2024-09-12", "2024-11-12")
        assert rolling(DAY, "week", -2) == days("2024-08-29", "2024-09-12")
        assert rolling(DAY, "day", 0) == days("2024-09-12", "2024-09-12")

    def test_none_beyond_the_calendar(self):
        assert rolling(DAY, "century", -21) is None
        assert rolling(DAY, "century", 80) is None
