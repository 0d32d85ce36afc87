"""What a text can say: frozen values, and the place where it says them.

Every value is immutable, hashable and compares by meaning: ``1.50 USD`` equals ``1.5 USD``, a demonym
equals its country. ``str()`` of a value is canonical and the kind's own ``parse`` reads it back.

Standards: ISO 8601-2 (EDTF) for periods, ISO 4217 for currencies, ISO 3166-1 alpha-3 for countries,
UN Comtrade's terms (reporter, partner, flow, period) for statements.

>>> Money(Decimal("1.50"), "USD") == Money(Decimal("1.5"), "USD")
True
>>> print(Period(date(2024, 1, 1), date(2024, 7, 31)))
2024-01/2024-07
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from attrs import Factory, field, frozen

from kztrade._calendar import days_in

__all__ = [
    "Bound",
    "Change",
    "Country",
    "Direction",
    "Evidence",
    "Finding",
    "Flow",
    "Form",
    "Mention",
    "Money",
    "Percentage",
    "Period",
    "Share",
    "Statement",
    "Status",
    "Unit",
]

Bound = Literal["exact", "at_least", "at_most", "about"]
Unit = Literal["percent", "percentage_point", "basis_point"]
Form = Literal["name", "demonym", "abbreviation", "bloc", "capital"]
Flow = Literal["trade", "export", "import", "balance", "investment_in", "investment_out"]
Direction = Literal["up", "down"]
Status = Literal["actual", "target", "forecast"]
Rule = Literal["sum", "growth", "share", "magnitude"]

T_co = TypeVar("T_co", covariant=True)

BOUND_SIGNS: dict[str, Bound] = {"": "exact", ">=": "at_least", "<=": "at_most", "~": "about"}
"""What stands before a bounded figure in its canonical text."""

_SIGN_OF: dict[Bound, str] = {bound: sign for sign, bound in BOUND_SIGNS.items()}
UNKNOWN_PERIOD = "XXXX-XX-XX"
"""How EDTF writes a day of which nothing is known: the canonical text of an unresolved period."""


def _grain(start: date | None, end: date | None) -> int:
    """Characters of an ISO 8601 day that tell the edges of an interval: 4 (years), 7 (months), 10."""
    if start is not None and start.day != 1:
        return 10
    if end is not None and end.day != days_in(end.year, end.month):
        return 10
    if (start is None or start.month == 1) and (end is None or end.month == 12):
        return 4
    return 7


def edtf(start: date | None, end: date | None) -> str | None:
    """The shortest ISO 8601-2 (EDTF) text of the days from start to end, both inclusive; None if both are open.

    >>> edtf(date(2024, 4, 1), date(2024, 6, 30)), edtf(date(2005, 1, 1), None)
    ('2024-04/2024-06', '2005/..')
    """
    if start is None and end is None:
        return None
    grain = _grain(start, end)
    first = ".." if start is None else start.isoformat()[:grain]
    last = ".." if end is None else end.isoformat()[:grain]
    return first if first == last else f"{first}/{last}"


@frozen(order=False, repr=False)
class Period:
    """A span of days, as UN Comtrade uses the word: a day, a month, a year, or any stretch of time.

    Attributes:
        start: its first day, inclusive; None where it is open or unknown.
        end: its last day, inclusive; None where it is open or unknown.
        edtf: the same in ISO 8601-2 (EDTF), made from the days unless given; None where both are
            unknown. It keeps the grain that the text used, so it doesn't count in comparing.

    >>> Period(date(2005, 1, 1), None)
    Period('2005/..')
    >>> Period(date(2023, 1, 1), date(2023, 12, 31)) == Period(date(2023, 1, 1), date(2023, 12, 31), "2023-01/2023-12")
    True
    """

    start: date | None
    end: date | None
    edtf: str | None = field(default=Factory(lambda period: edtf(period.start, period.end), takes_self=True), eq=False)

    def __attrs_post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            msg = f"a period can't end ({self.end}) before it starts ({self.start})"
            raise ValueError(msg)

    def __str__(self) -> str:
        return self.edtf or UNKNOWN_PERIOD

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"


def _number(value: Decimal) -> str:
    """Plain digits, without exponent or trailing zeros.

    >>> _number(Decimal("1.50E+3")), _number(Decimal("0.50"))
    ('1500', '0.5')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _span(low: Decimal, high: Decimal | None) -> str:
    return _number(low) if high is None else f"{_number(low)} to {_number(high)}"


@frozen(order=False, repr=False)
class Money:
    """An amount of money.

    Attributes:
        amount: the amount in whole units of the currency (``160000000000``), or the lower end of a range.
        currency: ISO 4217 code; None where the text doesn't tell.
        amount_max: the upper end of a range, else None.
        bound: ``exact``, ``at_least`` (over …), ``at_most`` (up to …) or ``about``.

    >>> Money(Decimal("6E+9"), "USD", bound="at_least")
    Money('>=USD 6000000000')
    """

    amount: Decimal
    currency: str | None = None
    amount_max: Decimal | None = None
    bound: Bound = "exact"

    def __str__(self) -> str:
        return f"{_SIGN_OF[self.bound]}{self.currency or 'XXX'} {_span(self.amount, self.amount_max)}"

    def __repr__(self) -> str:
        return f"Money({str(self)!r})"


@frozen(order=False, repr=False)
class Percentage:
    """A percentage, or a difference in percentage or basis points.

    Attributes:
        value: the number as written (``19.2``), negative only where a minus is written; the lower end of a range.
        value_max: the upper end of a range, else None.
        unit: ``percent``, ``percentage_point`` or ``basis_point``.
        bound: ``exact``, ``at_least``, ``at_most`` or ``about``.

    >>> Percentage(Decimal(10), Decimal(15)), Percentage(Decimal(25), unit="basis_point")
    (Percentage('10 to 15%'), Percentage('25 bp'))
    """

    value: Decimal
    value_max: Decimal | None = None
    unit: Unit = "percent"
    bound: Bound = "exact"

    def __str__(self) -> str:
        unit = {"percent": "%", "percentage_point": " pp", "basis_point": " bp"}[self.unit]
        return f"{_SIGN_OF[self.bound]}{_span(self.value, self.value_max)}{unit}"

    def __repr__(self) -> str:
        return f"Percentage({str(self)!r})"


@frozen(order=False, repr=False)
class Country:
    """A country or territory, or a bloc of them.

    Attributes:
        code: ISO 3166-1 alpha-3 (``XKX`` for Kosovo), or a bloc's usual short name (``EU``).
        form: how the text says it: ``name``, ``demonym``, ``abbreviation``, ``bloc`` or ``capital``.
            It doesn't count in comparing.

    >>> Country("KAZ", "demonym") == Country("KAZ")
    True
    """

    code: str
    form: Form = field(default="name", eq=False)

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"Country({self.code!r})"


@frozen(order=True, repr=False)
class Mention(Generic[T_co]):
    """A value and the place where a text says it; mentions sort by place.

    Attributes:
        start: offset of its first character (Unicode code points).
        end: offset after its last: ``article_text[start:end] == text``.
        text: the words themselves.
        value: what they mean.

    >>> Mention(0, 2, "5%", Percentage(Decimal(5)))
    <[0,2) '5%': Percentage('5%')>
    """

    start: int
    end: int
    text: str = field(order=False)
    value: T_co = field(order=False)

    def __repr__(self) -> str:
        return f"<[{self.start},{self.end}) {self.text!r}: {self.value!r}>"


@frozen(order=False)
class Change:
    """How a figure changed: by a percentage or by a factor.

    Attributes:
        direction: ``up`` or ``down``.
        value: per cent (``19.2``), the lower end of a range; None where a factor is given.
        value_max: the upper end of a range, else None.
        factor: how many times (``1.5``; ``2`` for doubled, and for halved with ``down``); else None.
        factor_max: the upper end of a range, else None.
        bound: ``exact``, ``at_least``, ``at_most`` or ``about``.
        base: the period compared with, where the text names one.
    """

    direction: Direction
    value: Decimal | None = None
    value_max: Decimal | None = None
    factor: Decimal | None = None
    factor_max: Decimal | None = None
    bound: Bound = "exact"
    base: Period | None = None

    def __str__(self) -> str:
        told = f"{_span(self.value, self.value_max)}%" if self.value is not None else ""
        if self.factor is not None:
            told = f"{_span(self.factor, self.factor_max)} times"
        return f"{self.direction} {_SIGN_OF[self.bound]}{told}{f' on {self.base}' if self.base else ''}"


@frozen(order=False)
class Share:
    """What part a flow has in a larger one.

    Attributes:
        value: per cent.
        of: the reporter's larger flow.
        with_: the partner of that larger flow; ``W00`` for the world.
        bound: ``exact``, ``at_least``, ``at_most`` or ``about``.
    """

    value: Decimal
    of: Flow
    with_: str
    bound: Bound = "exact"

    def __str__(self) -> str:
        return f"{_SIGN_OF[self.bound]}{_number(self.value)}% of {self.of} with {self.with_}"


@frozen(order=False)
class Evidence:
    """Words that a statement rests on.

    Attributes:
        kind: what they are: ``flow``, ``country``, ``money``, ``date`` …
        rule: the rule of grammar that used them.
        start: offset of the first character.
        end: offset after the last.
        text: the words themselves.
    """

    kind: str
    rule: str
    start: int
    end: int
    text: str


@frozen(order=False)
class Statement:
    """One figure of trade or investment: who, with whom, what, how much, when, how changed.

    Attributes:
        reporter: whose trade it is: ISO 3166-1 alpha-3 or a bloc.
        partner: the other side; ``W00`` for the world, None where the text doesn't say.
        flow: ``trade`` (both ways), ``export``, ``import``, ``balance``, ``investment_in``, ``investment_out``.
        commodity: the goods as the text names them, in lower case; None for all goods.
        value: the amount; None where only a change or a share is told.
        period: what time the value is for; None where the text doesn't say.
        change: how it changed.
        share: what part of a larger flow it is.
        status: ``actual``, ``target`` or ``forecast``.
        start: offset of the first word used.
        end: offset after the last.
        evidence: the words that it rests on, with the rules that used them. It doesn't count in comparing.

    >>> print(Statement("KAZ", "CHN", "export", "wheat", period=Period(date(2023, 1, 1), date(2023, 12, 31))))
    KAZ export CHN wheat (2023)
    """

    reporter: str
    partner: str | None
    flow: Flow
    commodity: str | None = None
    value: Money | None = None
    period: Period | None = None
    change: Change | None = None
    share: Share | None = None
    status: Status = "actual"
    start: int = 0
    end: int = 0
    evidence: tuple[Evidence, ...] = field(default=(), eq=False, repr=False)

    def __str__(self) -> str:
        period = f"({self.period})" if self.period else None
        status = None if self.status == "actual" else self.status
        parts = (
            self.reporter,
            self.flow,
            self.partner,
            self.commodity,
            self.value,
            period,
            self.change,
            self.share,
            status,
        )
        return " ".join(str(part) for part in parts if part is not None)


@frozen(order=False)
class Finding:
    """Figures in one article that can't all be true.

    Attributes:
        rule: ``sum``, ``growth``, ``share`` or ``magnitude``.
        start: offset of the first figure involved.
        end: offset after the last.
        message: what doesn't fit, with the figures in it.
        suggestion: the one reading that makes all fit, where there is one.
    """

    rule: Rule
    start: int
    end: int
    message: str
    suggestion: Money | None = None
