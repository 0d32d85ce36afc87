"""Stretches of days and how to move among them: months, quarters, weeks, seasons, as ISO 8601 counts them.

Every function gives None where the calendar ends (before the year 1, after 9999), so that no text can make it fail.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

__all__ = [
    "Days",
    "Unit",
    "around",
    "build_day",
    "build_months",
    "build_years",
    "days_in",
    "is_whole_months",
    "move",
    "rolling",
    "season",
    "years_before",
]

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]

_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


class Days(NamedTuple):
    """The days from the first to the last, both inclusive."""

    first: date
    last: date


def build_day(year: int, month: int, day: int) -> Days | None:
    """One day; None where there is no such day.

    >>> build_day(2024, 2, 30) is None
    True
    """
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return Days(only, only)


def days_in(year: int, month: int) -> int:
    """How many days a month has, by the Gregorian calendar.

    >>> days_in(2024, 2), days_in(1900, 2)
    (29, 28)
    """
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _LENGTHS[month]  # to import calendar takes longer


_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the last of February is that of either year.

    >>> print(years_before(date(2024, 2, 29), 1))
    2023-02-28
    """
    number = day.year - years
    last, is_last = days_in(number, day.month), day.day == days_in(day.year, day.month)
    return day.replace(year=number, day=last if is_last else min(day.day, last))


@lru_cache(maxsize=4096)
def build_months(year: int, month: int, count: int = 1) -> Days | None:
    """Whole months from the first day of a month on; the month may be outside 1 to 12.

    >>> print(*build_months(2024, 11, 3))
    2024-11-01 2025-01-31
    """
    first = year * 12 + month - 1
    last = first + count - 1
    if not (first >= 12 and last < 120000 and count > 0):
        return None
    end_year, end_month = last // 12, last % 12 + 1
    return Days(date(first // 12, first % 12 + 1, 1), date(end_year, end_month, days_in(end_year, end_month)))


def build_years(year: int, count: int = 1) -> Days | None:
    """Whole calendar years."""
    return build_months(year, 1, 12 * count)


def season(year: int, name: str) -> Days | None:
    """Three months of a season; winter is called after the year in which it begins.

    >>> print(*season(2024, "winter"))
    2024-12-01 2025-02-28
    """
    return build_months(year, _SEASONS[name], 3)


def around(day: date, unit: Unit, offset: int = 0) -> Days | None:
    """The calendar unit that holds a day, or the one so many units after it.

    Weeks run from Monday to Sunday; decades begin in years that end in 0, centuries in years that end in 01.

    >>> print(*around(date(2024, 9, 12), "quarter", -1))
    2024-04-01 2024-06-30
    >>> print(*around(date(2024, 9, 12), "week"))
    2024-09-09 2024-09-15
    """
    if unit in ("day", "week", "weekend"):
        start = day.toordinal() + offset * (1 if unit == "day" else 7)
        if unit != "day":
            start -= (start - 1) % 7
        length = {"day": 1, "week": 7, "weekend": 2}[unit]
        return _from_ordinals(start + 5 if unit == "weekend" else start, length)
    length = _MONTHS[unit]
    index = day.year * 12 + day.month - 1
    base = 12 if unit == "century" else 0
    first = (index - base) // length * length + base + offset * length
    return build_months(first // 12, first % 12 + 1, length)


def _from_ordinals(start: int, length: int) -> Days | None:
    try:
        return Days(date.fromordinal(start), date.fromordinal(start + length - 1))
    except (ValueError, OverflowError):
        return None


def move(days: Days, unit: Unit, count: int) -> Days | None:
    """The same stretch so many units later; whole months stay whole months.

    >>> print(*move(Days(date(2024, 1, 1), date(2024, 2, 29)), "year", -1))
    2023-01-01 2023-02-28
    """
    if unit in ("day", "week", "weekend"):
        step = count * (1 if unit == "day" else 7)
        return _from_ordinals(days.first.toordinal() + step, days.last.toordinal() - days.first.toordinal() + 1)
    months = count * _MONTHS[unit]
    first, last = _add_months(days.first, months), _add_months(days.last, months)
    if first is None or last is None:
        return None
    if is_whole_months(days):
        last = last.replace(day=days_in(last.year, last.month))
    return Days(first, last)


def is_whole_months(days: Days) -> bool:
    """Whether a stretch begins with the first day of a month and ends with the last of one."""
    first, last = days
    return first.day == 1 and last.day == days_in(last.year, last.month)


def _add_months(day: date, months: int) -> date | None:
    index = day.year * 12 + day.month - 1 + months
    if not 12 <= index < 120000:
        return None
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, days_in(year, month)))


def rolling(day: date, unit: Unit, count: int) -> Days | None:
    """The stretch of so many units that ends on a day, or that begins on it where count is positive.

    >>> print(*rolling(date(2024, 6, 3), "year", -3))
    2021-06-03 2024-06-03
    """
    other = move(Days(day, day), unit, count)
    if other is None:
        return None
    return Days(min(day, other.first), max(day, other.first))
