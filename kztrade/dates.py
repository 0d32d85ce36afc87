"""Dates in prose: days, months, quarters, years, ranges and everything said relative to them.

Dates are found first, by a grammar over the words, and resolved in a second pass in text order, from the article's own
date (``last year``, ``on Thursday``), from the period that the text is about (``the same period last year``, ``a year
earlier``) or from the last date said (``the following day``). Values are periods of days, written as ISO 8601-2 (EDTF).

>>> from datetime import date
>>> parse("first nine months of 2023")
Period('2023-01/2023-09')
>>> text = "In January-July 2024, turnover rose 41% compared to the same period last year."
>>> for mention in find(text, published=date(2024, 9, 12)):
...     print(mention.text, "=", mention.value)
January-July 2024 = 2024-01/2024-07
same period last year = 2023-01/2023-07
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from kztrade import vocabulary
from kztrade._calendar import Days, build_day, build_months, build_years
from kztrade._date_grammar import Expression, expressions
from kztrade._date_guards import accept, is_compared, signal_before
from kztrade._date_values import NoDate, Reader
from kztrade._late import late
from kztrade._scan import Scan
from kztrade.errors import ParseError
from kztrade.values import UNKNOWN_PERIOD, Mention, Period, edtf

__all__ = ["find", "find_in", "parse", "resolve"]


def parse(text: str, *, published: date | None = None, language: str = "en") -> Period:
    """The one date that a text is.

    Args:
        text: the text, with nothing but the date and its signal (``since 2005``); or EDTF as ``str()`` writes it.
        published: what relative dates count from; without it ``last year`` is a period of unknown days.
        language: ISO 639 code. In a language without a vocabulary, dateparser reads a single day or month.

    Raises:
        ParseError: the text is no date, or more than that.
        TypeError: text is not a str.

    >>> parse("since 2005"), parse("2005/..") == parse("since 2005")
    (Period('2005/..'), True)
    >>> parse("3 juin 2024", language="fr")
    Period('2024-06-03')
    """
    if not isinstance(text, str):
        msg = f"expected the text as a str, got {type(text).__name__}"
        raise TypeError(msg)
    if language not in vocabulary.languages():
        return _parse_foreign(text, language)
    period = _read_edtf(text.strip())
    if period is not None:
        return period
    found = list(find(text, published=published, language=language))
    if not found:
        raise ParseError("not a date", text)
    first = found[0]
    if len(found) > 1 or not _is_signal(text[: first.start], language) or text[first.end :].strip():
        raise ParseError("more than a date", text, first.start, first.end)
    return first.value


def find(text: str, *, published: date | None = None, language: str = "en") -> Iterator[Mention[Period]]:
    """The dates of a text, in order.

    Args:
        text: any text; nothing in it raises.
        published: the article's own date; without it, what counts from it has a period of unknown days.
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        TypeError: text is not a str.

    >>> list(find("They met on June 11–12, 2024."))
    [<[12,28) 'June 11–12, 2024': Period('2024-06-11/2024-06-12')>]
    """
    return find_in(Scan.of(text, language), published=published)


def find_in(scan: Scan, *, published: date | None = None) -> Iterator[Mention[Period]]:
    """The dates of a scanned text."""
    return resolve(scan, list(expressions(scan, accept)), published)


def resolve(scan: Scan, found: Sequence[Expression], published: date | None) -> Iterator[Mention[Period]]:
    """The second pass: what the expressions of a text mean, told when it was written."""
    if isinstance(published, datetime):
        published = published.date()
    reader, text, starts = Reader(scan, found, published), scan.text, scan.starts
    for x in found:
        signal = signal_before(x)
        try:
            days = reader.read(x, aside=signal is not None or is_compared(x))
        except NoDate:
            continue
        start, end = starts[x.first], starts[x.last + 1]
        yield Mention(start, end, text[start:end], _bounded(days, signal, x.rule))


def _bounded(days: Days | None, signal: str | None, rule: str) -> Period:
    """The period of an expression, opened by the signal before it."""
    if days is None:
        return Period(None, None)
    if signal is None:
        return _period(days)
    if signal == "since":
        return Period(days.first, None, f"{days.first.isoformat()}/.." if rule == "edge" else edtf(days.first, None))
    if signal == "until":
        return Period(None, days.last)
    one = timedelta(days=1)
    if signal == "before":
        return Period(None, days.first - one, f"../{days.first - one}") if days.first > date.min else Period(None, None)
    return Period(days.last + one, None) if days.last < date.max else Period(None, None)


@lru_cache(maxsize=1024)
def _period(days: Days) -> Period:
    """One value for all mentions of the same days."""
    first, last = days
    return Period(first, last, first.isoformat() if first is last else edtf(first, last))


def _is_signal(text: str, language: str) -> bool:
    """Whether a text is nothing but words that may stand before a date."""
    table = vocabulary.load(language, "dates")
    return all(
        word in table["signal"] or word in table["signal_gap"] or word in table["time_preposition"]
        for word in text.lower().split()
    )


_EDGE = late(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _read_edtf(text: str) -> Period | None:
    """A period in the EDTF that :class:`Period` prints; None for any other text."""
    if text == UNKNOWN_PERIOD:
        return Period(None, None)
    first, slash, last = text.partition("/")
    if not slash:
        days = _edtf_days(first)
        return days and Period(days.first, days.last, text)
    start, end = _edtf_days(first), _edtf_days(last)
    if (start is None and first != "..") or (end is None and last != "..") or (start is None and end is None):
        return None
    if start and end and end.last < start.first:
        return None
    return Period(start and start.first, end and end.last, text)


def _edtf_days(text: str) -> Days | None:
    match = _EDGE().fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year == 0:
        return None
    if month is None:
        return build_years(year)
    if not 1 <= month <= 12:
        return None
    return build_months(year, month) if day is None else build_day(year, month, day)


def _month_around(day: date) -> Period:
    """The month of a day."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _parse_foreign(text: str, language: str) -> Period:
    """A day or a month in a language that has no vocabulary, by dateparser, which is kept from inventing the rest."""
    from dateparser.date import DateDataParser  # loaded late: it takes longer than all the rest

    for parts in (["day", "month", "year"], ["month", "year"]):
        settings = {
            "REQUIRE_PARTS": parts,
            "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 - a fixed day, so that no clock is read
            "TIMEZONE": "UTC",
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
        read = DateDataParser(languages=[language], settings=settings).get_date_data(text.strip())
        if read is not None and read.date_obj is not None:
            day = read.date_obj.date()
            return Period(day, day) if "day" in parts else _month_around(day)
    period = _read_edtf(text.strip())
    if period is not None:
        return period
    raise ParseError(f"not a day or month in the language {language!r}", text)
