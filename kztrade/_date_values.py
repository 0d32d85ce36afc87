"""What a date expression means: the second pass, in text order.

A :class:`Reader` goes through the expressions of one text and keeps what resolving the next one needs: the article's
own date, the period that the text is about, the last date said. Nothing reads the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from attrs import Factory, define

from kztrade._calendar import (
    Days,
    Unit,
    around,
    build_day,
    build_months,
    build_years,
    is_whole_months,
    move,
    rolling,
    season,
)
from kztrade._date_grammar import Expression
from kztrade._date_guards import looks_ahead, signal_before
from kztrade._scan import Scan

__all__ = ["NoDate", "Reader", "said_day", "said_month_day", "said_part_of_year"]

_PIVOT = 50
"""A year of two digits below this is of the 2000s, from here on of the 1900s."""

_POINTS_BACK = ("same", "ago", "relative_unit", "months_alone")
"""Rules that speak of a period by another one, and so don't change what the text is about."""


class Unknown(Exception):  # noqa: N818 - no error: it tells that the text alone doesn't say
    """The expression depends on a date that the text doesn't tell."""


class NoDate(Exception):  # noqa: N818 - no error: it tells that there is no such day
    """The expression only looks like a date: ``30 February``."""


@define(eq=False, repr=False, slots=False)  # cached properties need a __dict__
class Reader:
    """Resolves the expressions of one text, one after another.

    Attributes:
        scan: the text.
        found: all its expressions, for what the later ones say of the earlier.
        published: the article's own date, if known.
        year: the year last said.
        reference: the period that the text is about: the last one said that is no mere comparison.
        said: all periods of whole months said so far.
        main: those of them that the text is about.
        last: the last date of any length.
    """

    scan: Scan
    found: Sequence[Expression]
    published: date | None
    year: int | None = None
    reference: Days | None = None
    said: list[Days] = Factory(list)
    main: list[Days] = Factory(list)
    last: Days | None = None

    @cached_property
    def narrative(self) -> bool:
        """Whether the text tells of other years than its own, as a history does."""
        return _is_narrative(self.found, self.published)

    @cached_property
    def day_first(self) -> bool:
        """Whether the text's numeric dates put the day before the month: ``25/12/2020``."""
        return _puts_day_first(self.found)

    @cached_property
    def shared(self) -> dict[Expression, int]:
        """The year of an expression that says none but is in a list with one that does: ``Q1 and Q2 2023``."""
        return _shared_years(self.scan, self.found)

    @cached_property
    def years_of_months(self) -> dict[int, int]:
        """The year of ``N months of YEAR`` by N, for ``the seven months`` said without it."""
        found = [x for x in reversed(self.found) if x.rule == "months_of" and x.has("y")]
        return {_count(x): x.number("y") or 0 for x in found}

    def read(self, x: Expression, *, aside: bool = False) -> Days | None:
        """The days of an expression; None where the text doesn't tell.

        Args:
            x: the expression.
            aside: whether the text only compares with it or bounds something by it, and is about something else.

        Raises:
            NoDate: there are no such days.
        """
        try:
            days = _RESOLVE[x.rule](self, x)
        except Unknown:
            return None
        if days is None:
            raise NoDate
        self._remember(days, x, aside=aside)
        return days

    def plain(self, x: Expression) -> Days | None:
        """The days of an expression that says its year; None where there are none such."""
        return _RESOLVE[x.rule](self, x)

    def _remember(self, days: Days, x: Expression, *, aside: bool) -> None:
        if x.has("y", "b_y", "yy") and x.rule not in ("decade", "century") and not (aside and x.rule == "year"):
            self.year = days.last.year
        self.last = days
        if is_whole_months(days):
            self.said.append(days)
            if not aside and x.rule not in _POINTS_BACK and not x.has("ra", "ya"):
                self.reference = days
                self.main.append(days)

    # What a text leaves out

    def today(self) -> date:
        """The article's own date."""
        if self.published is None:
            raise Unknown
        return self.published

    def compared_with(self) -> Days:
        """The period that a comparison is made from."""
        if self.reference is not None:
            return self.reference
        return _known(around(self.today(), "year"))

    def before(self) -> Days:
        """The last date said, from which a story goes on."""
        if self.last is not None:
            return self.last
        return Days(self.today(), self.today())

    def year_of(self, x: Expression, prefix: str = "") -> int | None:
        """The year that an expression says, in whatever words; None where it says none."""
        y, yy, yd, ya, yg, yt = _YEARS[prefix]
        year = x.number(y)
        if year is not None:
            return year
        if not x.has(yy, yd, ya, yg, yt):
            return self.shared.get(x) if x.rule in _LISTED else None
        short = x.number(yy)
        if short is not None:
            return 2000 + short if short < _PIVOT else 1900 + short
        offset = x.meaning("deictic", yd)
        if offset is not None:
            return self.today().year + int(offset)
        offset = x.meaning("anaphoric", ya)
        if offset == 0 and self.year is not None:
            return self.year  # 12 August of the same year
        if offset is not None:
            return self.compared_with().first.year + int(offset)
        return self.today().year - 1 if x.has(yg) else self.this_year()

    def this_year(self) -> int:
        """The year that ``the year`` means."""
        if self.published is not None:
            return self.published.year
        if self.year is None:
            raise Unknown
        return self.year

    def _in_story(self) -> bool:
        """Whether the text now tells of another year than its own."""
        return self.narrative and self.year is not None

    def _story_year(self) -> int:
        if self.year is None:
            raise Unknown
        return self.year

    def begun(self, month: int, *, ahead: bool = False) -> int:
        """The year of a month said without one: the latest begun by the article's date, or the next one ahead."""
        if self.published is None or self._in_story():
            return self._story_year()
        if ahead:
            return self.published.year + (month < self.published.month)
        return self.published.year - (month > self.published.month)

    def nearest(self, month: int, day: int, weekday: int | None = None, *, begun: bool = False) -> Days | None:
        """A day said without its year: the one nearest to the article's date, on the weekday if one is said.

        After *since* (begun), it is none that is still to come.
        """
        if self.published is None or self._in_story():
            return build_day(self._story_year(), month, day)
        own = self.published
        days = [d for offset in (-1, 0, 1) if (d := build_day(own.year + offset, month, day)) is not None]
        days = [d for d in days if d.first.weekday() == weekday] or days
        if begun:
            days = [d for d in days if d.first <= own]
        return min(days, key=lambda d: abs((d.first - own).days), default=None)


_YEARS = {p: (f"{p}y", f"{p}yy", f"{p}yd", f"{p}ya", f"{p}yg", f"{p}yt") for p in ("", "a_", "b_")}
"""The captures of a year, in the words that say it."""

_MANY = 6
"""Years said that a text needs to be a history."""


def _is_narrative(found: Sequence[Expression], published: date | None) -> bool:
    """Whether most years that a text says with a month or day are long before its own."""
    if published is None or len(found) < _MANY:
        return False
    years = [
        x.number("y") or 0
        for x in found
        if x.has("y") and x.rule in ("day", "month", "year", "days_of_month", "day_range")
    ]
    far = sum(abs(year - published.year) > 2 for year in years)
    return far >= _MANY and far > 4 * (len(years) - far)


_LISTED = ("day", "month", "quarter", "half", "days_of_month", "season")


def _shared_years(scan: Scan, found: Sequence[Expression]) -> dict[Expression, int]:
    """The years that a list says once, after its last date: ``January and February 2023``."""
    years: dict[Expression, int] = {}
    for a, b in zip(found[-2::-1], found[:0:-1], strict=True):
        if a.rule not in _LISTED or a.rule != b.rule or a.has("y", "yd", "ya", "yt", "yy", "yg", "w"):
            continue
        gap = b.first - a.last
        linked = scan.has_role(a.last + 2, "conjunction") and (
            gap == 4 or (gap == 6 and scan.has_role(b.first - 2, "of"))
        )
        listed = linked or (gap == 2 and scan.has_role(a.last + 1, "comma"))
        year = b.number("y") or years.get(b)
        if listed and year is not None:
            years[a] = year
    return years


def _known(days: Days | None) -> Days:
    if days is None:
        raise Unknown
    return days


def _between(a: Days | None, b: Days | None) -> Days | None:
    if a is None or b is None or b.last < a.first:
        return None
    return Days(a.first, b.last)


# Days


def _day(r: Reader, x: Expression) -> Days | None:
    return _month_day(r, x, "")


def _month_day(r: Reader, x: Expression, prefix: str) -> Days | None:
    month = x.meaning("month", f"{prefix}m")
    day = x.number(f"{prefix}d")
    if day is None:
        day = (x.meaning("tens", "t") or 0) + x.meaning("ordinal", "od")
    year = r.year_of(x, prefix)
    if year is not None:
        return build_day(year, month, day)
    weekday = x.meaning("weekday", "w")
    weekday = x.meaning("weekday_short", "w") if weekday is None else weekday
    return r.nearest(month, day, weekday, begun=signal_before(x) == "since")


def _days_of_month(r: Reader, x: Expression) -> Days | None:
    month, first, last = x.meaning("month", "m"), x.number("a_d") or 0, x.number("b_d") or 0
    year = r.year_of(x)
    if year is None:
        end = _known(r.nearest(month, last))
        return _between(build_day(end.first.year, month, first), end)
    return _between(build_day(year, month, first), build_day(year, month, last))


def _day_range(r: Reader, x: Expression) -> Days | None:
    first, last = r.year_of(x, "a_"), r.year_of(x, "b_")
    end = _month_day(r, x, "b_") if last or not first else None
    month, day = x.meaning("month", "a_m"), x.number("a_d")
    if first and not last:
        b_month = x.meaning("month", "b_m")
        end = build_day(first + (b_month < month), b_month, x.number("b_d") or 0)
    if end is None or day is None:
        return None
    start = build_day(first or end.first.year, month, day)
    if start and start.first > end.first and not first:  # from December 30 to January 2, 2024
        start = build_day(end.first.year - 1, month, day)
    return _between(start, end)


def _iso_day(_: Reader, x: Expression) -> Days | None:
    return build_day(x.number("y") or 0, x.number("m") or 0, x.number("d") or 0)


def _puts_day_first(found: Sequence[Expression]) -> bool:
    """Whether slashes part the day from the month after it wherever a text leaves no doubt, or says it in words too."""
    pairs = {(x.number("a") or 0, x.number("b") or 0) for x in found if x.has("slash")}
    if not pairs or any(b > 12 for _, b in pairs):
        return False
    if any(a > 12 for a, _ in pairs):
        return True
    worded = set(filter(None, map(_month_and_day, found)))
    return any((b, a) in worded for a, b in pairs) and pairs.isdisjoint(worded)


def _month_and_day(x: Expression) -> tuple[int, int] | None:
    """The month and day that an expression says with a month's name."""
    return (x.meaning("month", "m"), x.number("d") or 0) if x.rule == "day" and x.has("m") else None


def _numeric_day(r: Reader, x: Expression) -> Days | None:
    a, b, year = x.number("a") or 0, x.number("b") or 0, r.year_of(x) or 0
    if (x.has("slash") and a <= 12 and not r.day_first) or b > 12:
        return build_day(year, a, b)
    return build_day(year, b, a)


def _weekday(r: Reader, x: Expression) -> Days | None:
    day, number = r.today(), x.meaning("weekday", "w")
    if looks_ahead(x):
        return around(day, "day", (number - day.weekday() - 1) % 7 + 1)
    return around(day, "day", -((day.weekday() - number) % 7))


def _weekday_range(r: Reader, x: Expression) -> Days | None:
    """``from Monday to Friday``: the last day is the next such one after the first."""
    first = _known(_weekday(r, x))
    return _between(first, around(first.first, "day", (x.meaning("weekday", "wb") - first.first.weekday()) % 7))


def _weekday_of_week(r: Reader, x: Expression) -> Days | None:
    return _in_week(r, x, x.meaning("weekday", "w") if x.has("w") else 0)


def _in_week(r: Reader, x: Expression, number: int) -> Days | None:
    offset = x.meaning("deictic", "r")
    day = r.today() if offset is not None else r.before().first
    if offset is None:
        offset = x.meaning("anaphoric", "ra")
    week = _known(around(day, "week", int(offset)))
    return around(week.first, "day", number)


def _this_weekday(r: Reader, x: Expression) -> Days | None:
    number, offset = x.meaning("weekday", "w"), x.meaning("deictic", "r")
    if offset is None:
        offset = x.meaning("anaphoric", "ra")
        day = r.before().first
    else:
        day = r.today()
    if offset < 0:
        return around(day, "day", -((day.weekday() - number - 1) % 7 + 1))
    if offset > 0:
        return around(day, "day", (number - day.weekday() - 1) % 7 + 1)
    return around(_known(around(day, "week")).first, "day", number)


def _today(r: Reader, x: Expression) -> Days | None:
    return around(r.today(), "day", x.meaning("today", "t"))


def _this_part(r: Reader, x: Expression) -> Days | None:
    return around(r.today(), "day", x.meaning("deictic", "r"))


# Months and longer


def _month(r: Reader, x: Expression) -> Days | None:
    month, year = x.meaning("month", "m"), r.year_of(x)
    return build_months(r.begun(month, ahead=looks_ahead(x)) if year is None else year, month)


def _month_range(r: Reader, x: Expression) -> Days | None:
    a, b = x.meaning("month", "a_m"), x.meaning("month", "b_m")
    first, last = r.year_of(x, "a_"), r.year_of(x, "b_")
    if first is None and last is None:
        ahead = looks_ahead(x)
        # what is told of months is told once the last of them has begun
        first = r.begun(a, ahead=True) if ahead else r.begun(b) - (a > b)
    if first is None:
        first = (last or 0) - (a > b)
    if last is None:
        last = first + (a > b)
    return _between(build_months(first, a), build_months(last, b))


def _fiscal_months(_: Reader, x: Expression) -> Days | None:
    """``April-March 2023-24``: months from April on are of the first year, as fiscal years mostly begin then."""
    a, b, year = x.meaning("month", "a_m"), x.meaning("month", "b_m"), x.number("y") or 0
    if (x.number("z") or 0) % 100 != (year + 1) % 100:
        return None
    first = year + (a < _FISCAL_START and a <= b)
    return _between(build_months(first, a), build_months(first + (a > b), b))


_FISCAL_START = 4


def _year_beside(days: Days, month: int, offset: int) -> int:
    """The year of the next month of a name after a stretch of days, of the last one before it, or of the same year."""
    if offset > 0:
        return days.last.year + (month <= days.last.month) + offset - 1
    if offset < 0:
        return days.first.year - (month >= days.first.month) + offset + 1
    return days.first.year


def _this_month(r: Reader, x: Expression) -> Days | None:
    month, offset = x.meaning("month", "m"), x.meaning("deictic", "r")
    if offset is None:
        return build_months(_year_beside(r.before(), month, x.meaning("anaphoric", "ra")), month)
    return build_months(_year_beside(Days(r.today(), r.today()), month, offset), month)


def _quarter(r: Reader, x: Expression) -> Days | None:
    number = x.number("qn") or x.meaning("ordinal", "q") if not x.has("q") else _quarter_number(x)
    return _part_of_year(r, x, (number - 1) * 3 + 1, 3) if number in (1, 2, 3, 4) else None


def _quarter_number(x: Expression) -> int:
    word = x.scan.parts[x.captures["q"]].lower()
    meanings = x.scan.lexicon.meanings
    return int(meanings["ordinal"].get(word) or meanings["roman"].get(word) or 0)


def _half(r: Reader, x: Expression) -> Days | None:
    number = x.number("hn") or x.meaning("ordinal", "h")
    if number not in (1, 2):
        return None
    if x.has("m"):
        month = _month(r, x)
        if month is None:
            return None
        middle = month.first.replace(day=15)
        return Days(month.first, middle) if number == 1 else Days(middle.replace(day=16), month.last)
    return _part_of_year(r, x, number * 6 - 5, 6)


def _part_of_year(r: Reader, x: Expression, month: int, count: int) -> Days | None:
    year = r.year_of(x)
    if year is None:
        year = r.begun(month)
        days = build_months(year, month, count)
        if days and r.published and days.last < r.published and looks_ahead(x):
            year += 1
    return build_months(year, month, count)


def _count(x: Expression) -> int:
    number = x.number("n")
    if number is not None:
        return number
    number = x.meaning("cardinal", "nc")
    if number is not None:
        return int(number) + int(x.meaning("cardinal", "nc2") or 0)
    return 1


def _months_of(r: Reader, x: Expression) -> Days | None:
    return build_months(r.year_of(x) or 0, 1, _count(x))


def _months_alone(r: Reader, x: Expression) -> Days | None:
    """``the seven months``: those of the year that the text speaks of elsewhere."""
    count = _count(x)
    for days in r.main[: -_RECENT - 1 : -1]:
        if days == build_months(days.first.year, 1, count):
            return days
    year = r.years_of_months.get(count)
    return None if year is None else build_months(year, 1, count)


_RECENT = 50
"""Periods said before that an expression can point back to."""


def _first_units(r: Reader, x: Expression) -> Days | None:
    unit: Unit = x.meaning("units", "u")
    count = _count(x)
    if x.has("xd", "xa"):
        offset = x.meaning("deictic", "xd")
        whole = _known(around(r.today(), x.meaning("unit", "x"), offset)) if offset is not None else None
        start = whole.first if whole else _known(around(r.before().first, x.meaning("unit", "x"))).first
    else:
        year = r.year_of(x)
        start = date(r.begun(1) if year is None else year, 1, 1)
    if unit == "month":
        return build_months(start.year, start.month + (x.meaning("ordinal", "f") - 1) * count, count)
    end = move(Days(start, start), unit, count)
    return end and Days(start, date.fromordinal(end.first.toordinal() - 1))


def _year(_: Reader, x: Expression) -> Days | None:
    return build_years(x.number("y") or 0)


def _year_range(_: Reader, x: Expression) -> Days | None:
    first, last, short = x.number("a") or 0, x.number("b"), x.number("bb")
    if last is None:
        last = first // 100 * 100 + (short or 0)
        if last <= first:
            last += 100
    return _between(build_years(first), build_years(last))


def _fiscal_year(r: Reader, x: Expression) -> Days | None:
    return build_years(r.year_of(x) or 0)


def _fiscal_years(_: Reader, x: Expression) -> Days | None:
    """``FY2024-25``: two years, the second right after the first."""
    first = x.number("a") or 2000 + (x.number("aa") or 0)
    if (x.number("b") or x.number("bb") or 0) % 100 != (first + 1) % 100:
        return None
    return _between(build_years(first), build_years(first + 1))


def _decade(r: Reader, x: Expression) -> Days | None:
    year = r.year_of(x) or 0
    return build_years(year, 100 if year % 100 == 0 and year < 1900 else 10)  # "the 1600s" are a century


def _decade_word(_: Reader, x: Expression) -> Days | None:
    return build_years(1900 + x.meaning("decade_word", "t"), 10)


def _century(_: Reader, x: Expression) -> Days | None:
    number = x.number("c") or x.meaning("roman", "c") or (x.meaning("tens", "t") or 0) + x.meaning("ordinal", "c")
    return build_years((number - 1) * 100 + 1, 100)


def _season(r: Reader, x: Expression) -> Days | None:
    name, year = x.meaning("season", "s"), r.year_of(x)
    if year is not None:
        return season(year, name)
    month = _known(season(2000, name)).first.month
    return season(r.begun(month, ahead=looks_ahead(x)), name)


def _this_season(r: Reader, x: Expression) -> Days | None:
    name, offset = x.meaning("season", "s"), x.meaning("deictic", "r")
    day = r.today() if offset is not None else r.before().first
    if offset is None:
        offset = x.meaning("anaphoric", "ra")
    now = _known(season(day.year, name))
    if offset < 0:
        return now if now.last < day else season(day.year - 1, name)
    if offset > 0:
        return now if now.first > day else season(day.year + 1, name)
    return now


# Relative to the article's date


def _unit(r: Reader, x: Expression) -> Days | None:
    """``last year``, ``the past year``, ``that month``, ``the following day``."""
    unit: Unit = x.meaning("unit", "u")
    offset = x.meaning("deictic", "r")
    if offset is None:
        return _anaphoric_unit(r, unit, x.meaning("anaphoric", "ra"))
    if unit == "day":  # the next day of a story
        return around(r.before().last, "day", offset)
    if r.narrative and unit == "year" and offset > 0 and r.last is not None:  # the next year of a story
        return around(r.last.last, unit, offset)
    word = x.captures["r"]
    if x.scan.has_role(word, "rolling") or (offset and unit == "decade"):
        return rolling(r.today(), unit, offset)
    return around(r.today(), unit, offset)


def _anaphoric_unit(r: Reader, unit: Unit, offset: int) -> Days | None:
    if unit in ("year", "quarter", "half", "month") and offset:
        base = r.compared_with() if offset < 0 and r.reference is not None else r.before()
        if unit == "year" and offset < 0 and r.reference is not None:
            return _earlier_year(base, 1)
        return around(base.first if offset < 0 else base.last, unit, offset)
    base = r.before()
    return around(base.first if offset <= 0 else base.last, unit, offset)


def _earlier_year(base: Days, count: int) -> Days | None:
    """The same part of a year some years before."""
    return move(base, "year", -count)


def _some_units(r: Reader, x: Expression) -> Days | None:
    """``the past three years``, ``the next five years``, ``the previous two months``."""
    unit: Unit = x.meaning("units", "u")
    offset = x.meaning("deictic", "r")
    if offset is not None:
        return rolling(r.today(), unit, _count(x) * int(offset))
    base = r.before()
    offset = x.meaning("anaphoric", "ra")
    first = around(base.first, unit, -_count(x)) if offset < 0 else around(base.last, unit, 1)
    last = around(base.first, unit, -1) if offset < 0 else around(base.last, unit, _count(x))
    return _between(first, last)


def _last_of_year(r: Reader, x: Expression) -> Days | None:
    """``the last quarter of 2023``, ``the last three months of the previous year``."""
    whole = _known(build_years(r.year_of(x) or 0))
    unit: Unit = x.meaning("unit", "u") or x.meaning("units", "u")
    return _between(around(whole.last, unit, 1 - _count(x)), whole)


def _ago(r: Reader, x: Expression) -> Days | None:
    """``two years ago``, ``a year earlier``, ``ten days later``."""
    unit: Unit = x.meaning("units", "u") or x.meaning("unit", "u")
    return _away(r, x, unit, _count(x))


def _relative_unit(r: Reader, x: Expression) -> Days | None:
    return _away(r, x, x.meaning("unit", "u"), 1)


def _away(r: Reader, x: Expression, unit: Unit, count: int) -> Days | None:
    grain: Unit = "year" if unit in ("decade", "century") else unit
    count *= {"decade": 10, "century": 100}.get(unit, 1)
    if x.has("ago"):
        if grain == "year" and count == 1 and r.reference and _is_part(r.reference) and _follows_comparison(x):
            return _earlier_year(r.reference, 1)
        return around(r.today(), grain, -count)
    if x.has("earlier"):
        if grain == "year" and (r.reference is not None or r.published is not None):
            return _earlier_year(r.compared_with(), count)
        return around(r.before().first, grain, -count)
    return around(r.before().last, grain, count)


def _is_part(days: Days) -> bool:
    return (days.last - days.first).days < 360


def _follows_comparison(x: Expression) -> bool:
    return x.scan.has_role(x.first - 2, "comparison")


def _same(r: Reader, x: Expression) -> Days | None:
    """``the same period last year``: the period that the sentence compares with, in the year said."""
    word = x.scan.lexicon.meanings["span_word"][x.scan.parts[x.captures["p"]].lower()]
    count = _count(x) if x.has("n", "nc") else 0
    base = _same_length(r, word, count)
    if x.has("y"):
        return move(base, "year", (x.number("y") or 0) - base.first.year)
    if x.has("yd", "ya"):
        offset = x.meaning("deictic", "yd")
        return move(base, "year", x.meaning("anaphoric", "ya") if offset is None else offset)
    return _earlier_year(base, 1) if x.has("yg", "ye") else base


def _same_length(r: Reader, word: str, count: int) -> Days:
    """The last period said of the length that is named: ``the same six months``."""
    if word in ("day", "week", "weekend"):
        return _known(around(r.before().first, word))  # type: ignore[arg-type]
    if count and word == "months":
        for days in [*r.said[-_RECENT:], *r.main[-_RECENT:]][::-1]:
            if days == build_months(days.first.year, days.first.month, count):
                return days
    if word in ("month", "quarter", "half", "year", "decade") and not count:
        for days in [*r.said[-_RECENT:], *r.main[-_RECENT:]][::-1]:
            if days == around(days.first, word):  # type: ignore[arg-type]
                return days
        if word == "month":
            return _known(around(r.before().first, "month"))
    if r.reference is not None:
        return r.reference
    if word in ("period", "months") and r.last is not None:
        return r.last
    raise Unknown


def _edge(r: Reader, x: Expression) -> Days | None:
    """``the end of 2011``: a day."""
    whole = _whole(r, x)
    if whole is None:
        return None
    day = whole.last if x.meaning("edge", "e") == "end" else whole.first
    return Days(day, day)


def _year_to(r: Reader, x: Expression) -> Days | None:
    """``from 2005 to the first quarter of 2024``."""
    return _between(build_months(x.number("a") or 0, 1, 12), _edge(r, x) if x.has("e") else _whole(r, x))


def _whole(r: Reader, x: Expression) -> Days | None:
    if x.has("q", "qn"):
        return _quarter(r, x)
    if x.has("h"):
        return _half(r, x)
    if x.has("m"):
        return _month(r, x)
    if x.has("y"):
        return _year(r, x)
    unit: Unit = x.meaning("unit", "u")
    if x.has("ud"):
        return around(r.today(), unit, x.meaning("deictic", "ud"))
    if x.has("ua"):
        return around(r.before().first, unit, x.meaning("anaphoric", "ua"))
    if r.published is None and unit == "year":
        return build_years(r.this_year())
    return around(r.today(), unit)


def _year_end(r: Reader, x: Expression) -> Days | None:
    day = build_years(x.number("y") or r.this_year())
    return day and Days(day.last, day.last)


def _months_to(r: Reader, x: Expression) -> Days | None:
    """``the year to June``, ``six months ended June 30``: the months that end then."""
    count = 12 if x.has("year") else 3 if x.has("quarter") else _count(x) * (3 if x.has("quarters") else 1)
    quarter = x.number("qn") or x.meaning("ordinal", "q")
    if quarter is not None:
        return build_months(r.year_of(x) or 0, 3 * quarter + 1 - count, count)
    if x.has("d"):
        end = _month_day(r, x, "")
        start = end and move(Days(end.first, end.first), "day", 1)
        start = start and move(start, "month", -count)
        return end and start and Days(start.first, end.last)
    month = _month(r, x)
    return month and build_months(month.first.year, month.first.month + 1 - count, count)


def _day_of_month(r: Reader, x: Expression) -> Days | None:
    """``the 5th of next month``."""
    offset = x.meaning("deictic", "r")
    base = r.today() if offset is not None else r.before().first
    month = around(base, "month", x.meaning("anaphoric", "ra") if offset is None else offset)
    return month and build_day(month.first.year, month.first.month, x.number("d") or 0)


def _nth_day(r: Reader, x: Expression) -> Days | None:
    """``on the 27th``: of the month last spoken of, or nearest to the article's date."""
    number = x.number("d") or 0
    if r.last is not None and r.last.first.replace(day=1) == r.last.last.replace(day=1):
        return build_day(r.last.first.year, r.last.first.month, number)
    return _nearest_number(r.today(), number)


def _nearest_number(day: date, number: int) -> Days | None:
    months = [around(day, "month", offset) for offset in (-1, 0, 1)]
    days = [build_day(m.first.year, m.first.month, number) for m in months if m is not None]
    return min((d for d in days if d is not None), key=lambda d: abs((d.first - day).days), default=None)


def _weekday_the_day(r: Reader, x: Expression) -> Days | None:
    """``Sunday the 3rd``: the nearest 3rd that is a Sunday."""
    own, number = r.today(), x.number("d") or 0
    months = [around(own, "month", offset) for offset in (0, -1, 1, -2, 2, -3, 3)]
    days = [build_day(m.first.year, m.first.month, number) for m in months if m is not None]
    return next((d for d in days if d is not None and d.first.weekday() == x.meaning("weekday", "w")), None)


def _nth_weekday(r: Reader, x: Expression) -> Days | None:
    """``the first Friday of July``."""
    month = _month(r, x)
    if month is None:
        return None
    offset = (x.meaning("weekday", "w") - month.first.weekday()) % 7 + 7 * (x.meaning("ordinal", "nth") - 1)
    return build_day(month.first.year, month.first.month, offset + 1)


def _last_weekday(r: Reader, x: Expression) -> Days | None:
    """``the last Friday of July``."""
    month = _month(r, x)
    if month is None:
        return None
    back = (month.last.weekday() - x.meaning("weekday", "w")) % 7
    return build_day(month.last.year, month.last.month, month.last.day - back)


def _beside_today(r: Reader, x: Expression) -> Days | None:
    """``the day before yesterday``, ``the day after tomorrow``."""
    return around(r.today(), "day", x.meaning("today", "t") + (-1 if x.has("before") else 1))


def _weekend(r: Reader, x: Expression) -> Days | None:
    """``the weekend``: the latest begun, or the next one ahead."""
    day = r.today()
    this = _known(around(day, "weekend"))
    return around(day, "weekend", (this.first <= day) - 1 if not looks_ahead(x) else 0)


def _year_ago_period(r: Reader, x: Expression) -> Days | None:
    """``the year-earlier quarter``: the same part of the year before."""
    if x.meaning("unit", "u") != "year":
        return None
    return _earlier_year(r.compared_with(), 1)


def _quarter_range(r: Reader, x: Expression) -> Days | None:
    first, last = x.number("a") or 0, x.number("b") or 0
    return _part_of_year(r, x, first * 3 - 2, (last - first + 1) * 3)


def _era(_: Reader, x: Expression) -> Days | None:
    return build_years(x.number("e") or 0)


_RESOLVE: dict[str, Callable[[Reader, Expression], Days | None]] = {
    "ago": _ago,
    "beside_today": _beside_today,
    "century": _century,
    "day": _day,
    "day_of_month": _day_of_month,
    "day_range": _day_range,
    "days_of_month": _days_of_month,
    "decade": _decade,
    "decade_word": _decade_word,
    "edge": _edge,
    "era": _era,
    "first_units": _first_units,
    "fiscal_year": _fiscal_year,
    "fiscal_years": _fiscal_years,
    "half": _half,
    "iso_day": _iso_day,
    "last_of_year": _last_of_year,
    "month": _month,
    "month_range": _month_range,
    "fiscal_months": _fiscal_months,
    "months_alone": _months_alone,
    "months_of": _months_of,
    "months_to": _months_to,
    "named_year": _year,
    "nth_day": _nth_day,
    "last_weekday": _last_weekday,
    "nth_weekday": _nth_weekday,
    "numeric_day": _numeric_day,
    "quarter": _quarter,
    "quarter_range": _quarter_range,
    "relative_unit": _relative_unit,
    "same": _same,
    "season": _season,
    "some_units": _some_units,
    "this_month": _this_month,
    "this_part": _this_part,
    "this_season": _this_season,
    "this_weekday": _this_weekday,
    "today": _today,
    "unit": _unit,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "weekday_range": _weekday_range,
    "weekday_the_day": _weekday_the_day,
    "weekend": _weekend,
    "year": _year,
    "year_ago_period": _year_ago_period,
    "year_end": _year_end,
    "year_range": _year_range,
    "year_to": _year_to,
}


def said_day(x: Expression, found: Sequence[Expression] = ()) -> date | None:
    """The single day that an expression says with its year; None for any other.

    Args:
        x: the expression.
        found: all those of the text, which tell whether numbers put the day first.
    """
    if x.rule not in ("day", "iso_day", "numeric_day") or not x.has("y", "yy"):
        return None
    days = Reader(x.scan, found, None).plain(x)
    return days and days.first


def said_month_day(x: Expression) -> tuple[int, int] | None:
    """The month and day that an expression says without a year; None for any other."""
    if x.rule != "day" or x.has("y", "yd", "ya", "yt", "od"):
        return None
    return _month_and_day(x)


def said_part_of_year(x: Expression) -> Days | None:
    """The months that an expression says with their year, less than a year of them; None for any other."""
    if x.rule not in ("month", "month_range", "months_of", "first_units", "quarter", "half", "season") or not x.has(
        "y", "b_y", "yy"
    ):
        return None
    return Reader(x.scan, (), None).plain(x)
