"""What the charts of a report show, and where: figures of trade that may stand side by side, as bars and lines.

Nothing is added up. Articles tell the same figure again, and figures of different currencies, periods or goods are
no parts of one sum. So a chart holds figures of one reporter and one currency alone, for all goods, each as an
article tells it; where articles differ, the one published last counts and the others are shown beside it.

Places are per cent of the width and pixels of the height, so that a chart fits a phone with letters of full size.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeVar

from attrs import evolve, frozen

from kztrade._markup import country_name, said
from kztrade.values import Finding, Flow, Money, Period, Statement

__all__ = ["Bar", "BarChart", "Figure", "Mark", "Timeline", "by_partner", "figure", "mirrored", "timelines"]

_CHARTS = 4
"""Charts of one sort on a page: those with most to show."""

_ROWS = 15
"""Partners in one chart."""

_FLOWS: tuple[Flow, ...] = ("trade", "export", "import", "investment_in", "investment_out")
"""Flows that are amounts; a balance is a difference, which only a line over time can show."""

_BAR, _LABEL, _GAP = 18, 18, 8
_TOP, _PLOT, _FOOT = 20, 220, 24

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@frozen
class Figure:
    """A figure that a chart can show: an amount of all goods, in a known currency, for a period with both ends."""

    reporter: str
    partner: str
    flow: Flow
    money: Money
    currency: str
    start: date
    end: date
    period: str
    status: str
    published: date
    source: str
    doubted: bool

    def told(self) -> str:
        """The figure in words."""
        status = "" if self.status == "actual" else f" ({self.status})"
        doubt = ", doubted by a finding" if self.doubted else ""
        return f"{self.flow.replace('_', ' ')}, {self.period}: {said(self.money)}{status}{doubt} – {self.source}"

    def label(self) -> str:
        """The amount alone, where the currency is told elsewhere."""
        return f"{said(evolve(self.money, currency=None))}{' ⚠' if self.doubted else ''}"


def figure(statement: Statement, findings: Iterable[Finding], published: date | None, source: str) -> Figure | None:
    """A statement as a figure of a chart, None where it can't be in one.

    Args:
        statement: what an article says.
        findings: those of the same article.
        published: its date.
        source: its name.
    """
    money, period = statement.value, statement.period
    if money is None or money.currency is None or not money.amount.is_finite() or statement.commodity is not None:
        return None
    if period is None or period.start is None or period.end is None or statement.partner is None:
        return None
    return Figure(
        statement.reporter,
        statement.partner,
        statement.flow,
        money,
        money.currency,
        period.start,
        period.end,
        str(Period(period.start, period.end)),
        statement.status,
        published or date.min,
        source,
        any(found.start < statement.end and statement.start < found.end for found in findings),
    )


def _groups(things: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return groups


def _fullest(groups: dict[K, list[T]], size: Callable[[list[T]], int]) -> list[tuple[K, list[T]]]:
    """The groups with most to show, the fullest first; those with nothing are left out."""
    sized = [(size(group), key, group) for key, group in groups.items()]
    return [(key, group) for count, key, group in sorted(sized, key=lambda one: -one[0])[:_CHARTS] if count]


def _share(amount: Decimal, whole: Decimal) -> float:
    return float(amount / whole) if whole else 0.0


# Bars.


@frozen
class Bar:
    """A bar, and what is written beside it.

    Attributes:
        flow: whose colour it has.
        x: where it begins, per cent of the width.
        y: its top, in pixels.
        width: per cent of the width.
        left: whether it grows to the left.
        label: what is written at its end.
        told: all that is to be told of it.
        others: where other articles put its end, per cent of the width.
    """

    flow: Flow
    x: float
    y: int
    width: float
    left: bool
    label: str
    told: str
    others: tuple[float, ...]


@frozen
class BarChart:
    """Bars in rows, one row a partner.

    Attributes:
        title: what they are of.
        rows: the name of each partner, with the place of its line in pixels.
        bars: the bars.
        height: in pixels.
        more: partners that there was no room for.
    """

    title: str
    rows: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]
    height: int
    more: int

    @property
    def flows(self) -> list[Flow]:
        """The flows that it has, for its legend."""
        return list(dict.fromkeys(bar.flow for bar in self.bars))


_Cells = dict[str, dict[Flow, list[Figure]]]
"""The figures of each partner, by flow."""


def _latest(figures: Sequence[Figure]) -> Figure:
    """The one published last; of several, the first."""
    return max(figures, key=lambda one: one.published)


def _size(figures: list[Figure]) -> Decimal:
    return max(abs(one.money.amount) for one in figures)


def _cells(figures: Iterable[Figure]) -> _Cells:
    """Partners by size, each with its figures."""
    partners = _groups(figures, lambda one: one.partner)
    ranked = sorted(partners.items(), key=lambda one: -_size(one[1]))
    return {partner: _groups(sorted(group, key=_order), lambda one: one.flow) for partner, group in ranked}


def _order(one: Figure) -> int:
    return _FLOWS.index(one.flow)


def _comparable(figures: Iterable[Figure]) -> dict[tuple[str, str, date, date], list[Figure]]:
    actual = (one for one in figures if one.status == "actual" and one.flow in _FLOWS and one.money.amount >= 0)
    return _groups(actual, lambda one: (one.reporter, one.currency, one.start, one.end))


def by_partner(figures: Iterable[Figure]) -> list[BarChart]:
    """Value by partner and flow: for one reporter, currency and period a chart, those with most bars, two at least."""

    def bars(group: list[Figure]) -> int:
        count = len({(one.partner, one.flow) for one in group})
        return count if count > 1 else 0

    return [
        _bar_chart(f"{country_name(reporter)}, {group[0].period}, {currency}", _cells(group))
        for (reporter, currency, *_), group in _fullest(_comparable(figures), bars)
    ]


def _bar_chart(title: str, cells: _Cells) -> BarChart:
    """Bars from the left edge, the longest of 70 per cent: beside it its label has room."""
    shown = dict(list(cells.items())[:_ROWS])
    whole = max(_size(group) for flows in shown.values() for group in flows.values())
    rows, bars, y = [], [], 0
    for partner, flows in shown.items():
        rows.append((country_name(partner), y + _LABEL - 5))
        y += _LABEL
        for group in flows.values():
            bars.append(_bar(group, y, 70, 0, whole))
            y += _BAR
        y += _GAP
    return BarChart(title, tuple(rows), tuple(bars), y, len(cells) - len(shown))


def _bar(group: list[Figure], y: int, full: float, zero: float, whole: Decimal) -> Bar:
    """A bar for the figures that articles give for one thing; ``full`` is negative where it grows to the left."""
    one = _latest(group)
    width = _share(one.money.amount, whole) * full
    others = sorted({other.money.amount for other in group} - {one.money.amount})
    told = "; ".join(dict.fromkeys(figure.told() for figure in [one, *group]))
    ends = tuple(zero + _share(other, whole) * full for other in others)
    return Bar(one.flow, min(zero, zero + width), y, abs(width), full < 0, one.label(), told, ends)


def mirrored(figures: Iterable[Figure]) -> list[BarChart]:
    """Exports against imports: for one reporter, currency and period a chart of the partners that have both."""

    def pairs(group: list[Figure]) -> int:
        return len(_paired(group))

    return [
        _mirror(f"{country_name(reporter)}, {group[0].period}, {currency}", _paired(group))
        for (reporter, currency, *_), group in _fullest(_comparable(figures), pairs)
    ]


def _paired(group: list[Figure]) -> _Cells:
    cells = _cells(one for one in group if one.flow in ("export", "import"))
    return {partner: flows for partner, flows in cells.items() if len(flows) == 2}


def _mirror(title: str, cells: _Cells) -> BarChart:
    """Imports to the left of the middle, exports to the right, and the balance beside the partner's name."""
    shown = dict(list(cells.items())[:_ROWS])
    whole = max(_size(group) for flows in shown.values() for group in flows.values())
    rows, bars, y = [], [], 0
    for partner, flows in shown.items():
        rows.append((f"{country_name(partner)}{_balance(flows)}", y + _LABEL - 5))
        y += _LABEL
        bars += [_bar(flows["import"], y, -28, 50, whole), _bar(flows["export"], y, 28, 50, whole)]
        y += _BAR + _GAP
    return BarChart(title, tuple(rows), tuple(bars), y, len(cells) - len(shown))


def _balance(flows: dict[Flow, list[Figure]]) -> str:
    """Exports less imports, where both are exact."""
    exports, imports = (_latest(flows[flow]).money for flow in ("export", "import"))
    if any(money.bound != "exact" or money.amount_max is not None for money in (exports, imports)):
        return ""
    difference = exports.amount - imports.amount
    return f": balance {'+' if difference > 0 else ''}{said(Money(difference))}"


# Lines.


@frozen
class Mark:
    """A figure in time: a line as long as its period, or the thread from one year's to the next year's.

    Attributes:
        flow: whose colour it has.
        kind: ``actual``, ``target``, ``forecast``; or ``thread``.
        x1: where it begins, per cent of the width.
        x2: where it ends.
        y1: its height there, in pixels.
        y2: its height at its end.
        told: all that is to be told of it.
    """

    flow: Flow
    kind: str
    x1: float
    x2: float
    y1: float
    y2: float
    told: str = ""


@frozen
class Timeline:
    """Figures of one pair over time.

    Attributes:
        title: what they are of.
        marks: the figures, and threads between whole years of one flow.
        years: the first days of years, where they are, per cent of the width.
        levels: amounts on the scale, where they are, in pixels.
        height: in pixels.
    """

    title: str
    marks: tuple[Mark, ...]
    years: tuple[tuple[int, float], ...]
    levels: tuple[tuple[str, float], ...]
    height: int = _TOP + _PLOT + _FOOT

    @property
    def flows(self) -> list[Flow]:
        """The flows that it has, for its legend."""
        return list(dict.fromkeys(mark.flow for mark in self.marks))


def timelines(figures: Iterable[Figure]) -> list[Timeline]:
    """The figures of one reporter, partner and currency over time: those pairs that have most periods, two at least."""

    def periods(group: list[Figure]) -> int:
        count = len({(one.start, one.end) for one in group})
        return count if count > 1 else 0

    pairs = _groups(figures, lambda one: (one.reporter, one.partner, one.currency))
    return [
        _timeline(f"{country_name(reporter)} and {country_name(partner)}, {currency}", group)
        for (reporter, partner, currency), group in _fullest(pairs, periods)
    ]


def _timeline(title: str, figures: list[Figure]) -> Timeline:
    first = min(one.start for one in figures).year
    last = max(one.end for one in figures).year
    amounts = [one.money.amount for one in figures]
    step = _step(max(*amounts, Decimal(0)) - min(*amounts, Decimal(0)))
    low = (min(*amounts, Decimal(0)) / step).to_integral_value(ROUND_FLOOR) * step
    high = (max(*amounts, Decimal(0)) / step).to_integral_value(ROUND_CEILING) * step
    high += step if high == low else 0

    def y(amount: Decimal) -> float:
        return round(_TOP + _PLOT * (1 - _share(amount - low, high - low)), 1)

    def x(day: date, after: int = 0) -> float:
        year = date(day.year, 1, 1)
        within = (day.toordinal() + after - year.toordinal()) / 366
        return round(1 + 98 * (day.year + within - first) / (last + 1 - first), 2)

    marks = [
        Mark(one.flow, one.status, x(one.start), x(one.end, 1), y(one.money.amount), y(one.money.amount), one.told())
        for one in dict.fromkeys(figures)
    ]
    levels = []
    level = low
    while level <= high:
        levels.append((said(Money(level)), y(level)))
        level += step
    every = -(-(last + 1 - first) // 6)
    years = tuple((year, x(date(year, 1, 1))) for year in range(first, last + 1, every))
    return Timeline(title, (*_threads(figures, x, y), *marks), years, tuple(levels))


def _step(size: Decimal) -> Decimal:
    """A round number that goes into the size two to five times."""
    if not size:
        return Decimal(1)
    power = Decimal(1).scaleb(size.adjusted())
    return next(power * part for part in map(Decimal, ("0.2", "0.5", "1", "2")) if size <= power * part * 5)


def _threads(figures: list[Figure], x: Callable[[date], float], y: Callable[[Decimal], float]) -> Iterator[Mark]:
    """Thin lines between the middles of calendar years that follow each other, for each flow."""
    whole = [one for one in figures if one.status == "actual" and len(one.period) == 4]
    for group in _groups(whole, lambda one: one.flow).values():
        years = {year: _latest(ones) for year, ones in _groups(group, lambda one: one.start.year).items()}
        for year in sorted(years):
            if year + 1 in years:
                one, other = years[year], years[year + 1]
                middles = (x(date(year, 7, 2)), x(date(year + 1, 7, 2)))
                yield Mark(one.flow, "thread", *middles, y(one.money.amount), y(other.money.amount))
