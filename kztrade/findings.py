r"""Figures in one article that can't all be true: sums, growth rates, shares, and amounts a thousand times off.

Every figure is an interval, as wide as its rounding: it may be off by one unit of its last digit, since many writers
cut digits off. Figures contradict each other where their intervals can't meet. Only like is held against like: the
same pair (seen from either side), commodity, period, status and currency. A false alarm is worse than silence.

>>> from datetime import date
>>> def said(flow, amount, start):
...     year = Period(date(2024, 1, 1), date(2024, 12, 31))
...     return Statement("KAZ", "KEN", flow, None, Money(Decimal(amount), "USD"), year, start=start, end=start + 9)
>>> kenya = [said("trade", "14.6E+6", 0), said("export", "11.5E+6", 10), said("import", "3.1E+9", 20)]
>>> for finding in check(kenya):
...     print(finding.rule, finding.suggestion, finding.message, sep="\n")
magnitude
USD 3100000
exports 11.5 million + imports 3.1 billion do not make 14.6 million; imports of 3.1 million do
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal, localcontext
from functools import cached_property
from itertools import chain, product
from typing import ClassVar, TypeAlias, cast

from attrs import evolve, frozen

from kztrade._calendar import years_before
from kztrade.values import Bound, Change, Finding, Flow, Money, Period, Rule, Share, Statement

__all__ = ["check"]

_WORLD = "W00"
_NEAR = 400
"""Characters within which figures belong together though the text doesn't name their partner, period or currency."""

_RIVALS = 4
"""Figures for one key beyond which nothing can be said, nor tried in all combinations."""
_PERIODS = 8
"""Times for which a text tells the same flow, at most, that are looked through for a figure which fits."""

_THOUSANDS = (3, 6, -3, -6)
"""Powers of ten by which a wrong word (``million`` for ``billion``) puts an amount off."""

_FIGURES = 20
"""Digits before or after the point beyond which a number is no figure of trade."""

_UNBOUNDED = Decimal("1E+300")
_CONTEXT = Context(prec=100)
"""The caller's own context may round to a few digits."""

_MIRROR: dict[Flow, Flow] = {
    "trade": "trade",
    "export": "import",
    "import": "export",
    "balance": "balance",
    "investment_in": "investment_out",
    "investment_out": "investment_in",
}
_BOUND_WORDS: dict[Bound, str] = {"exact": "", "at_least": "over ", "at_most": "up to ", "about": "about "}
_MAGNITUDES = ((12, " trillion"), (9, " billion"), (6, " million"), (3, " thousand"), (0, ""))
_RULES: tuple[Rule, ...] = ("sum", "growth", "share")


def check(statements: Iterable[Statement]) -> Iterator[Finding]:
    """The contradictions between the statements of one article, in the order of the text.

    A wrong figure is reported once, though it may break several rules: as ``magnitude`` where one figure corrected by
    a power of a thousand makes all fit, else by the first rule of ``sum``, ``growth``, ``share``. Where sources
    give rival figures, nothing is found if one of them fits.

    Args:
        statements: the statements of one article, in any order.

    >>> from datetime import date
    >>> year, before = (Period(date(y, 1, 1), date(y, 12, 31)) for y in (2024, 2023))
    >>> now = Statement("KAZ", "BLR", "trade", None, Money(Decimal("802.4E+6"), "USD"), year, end=40,
    ...                 change=Change("up", Decimal("24.3"), base=before))
    >>> then = Statement("KAZ", "BLR", "trade", None, Money(Decimal("702.9E+6"), "USD"), before, start=50, end=70)
    >>> [(finding.rule, finding.message) for finding in check([now, then])]
    [('growth', 'from 702.9 million to 802.4 million is a growth of 14.2%, not 24.3%')]
    >>> list(check([now]))
    []
    """
    with localcontext(_CONTEXT):  # left before the first finding is given out
        found = _findings(sorted(statements, key=lambda said: (said.start, said.end)))
    yield from sorted(found, key=lambda finding: (finding.start, finding.end))


# Intervals.


@frozen(eq=False, repr=False)
class _Range:
    """All that a figure may be, rounding and bound considered."""

    low: Decimal
    high: Decimal

    def meets(self, other: _Range) -> bool:
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: _Range) -> _Range:
        return _Range(self.low + other.low, self.high + other.high)

    def minus(self, other: _Range) -> _Range:
        return _Range(self.low - other.high, self.high - other.low)

    def times(self, other: _Range) -> _Range:
        """The product; neither may be below zero."""
        return _Range(self.low * other.low, self.high * other.high)

    def scaled(self, power: int) -> _Range:
        return _Range(self.low.scaleb(power), self.high.scaleb(power))


_NOTHING = _Range(Decimal(0), Decimal(0))
_ONE = _Range(Decimal(1), Decimal(1))


def _is_figure(*numbers: Decimal | None) -> bool:
    """Whether numbers, where given, can be reckoned with."""
    return all(n is None or (n.is_finite() and abs(n.adjusted()) <= _FIGURES) for n in numbers)


def _exponent(number: Decimal) -> int:
    """The power of ten of the last digit; the number must be finite."""
    return cast("int", number.as_tuple().exponent)


def _unit(number: Decimal) -> Decimal:
    """One of the last digit printed."""
    return Decimal(1).scaleb(_exponent(number))


def _amount_unit(amount: Decimal) -> Decimal:
    """One of the last digit printed; of the last that isn't zero where the zeros may come from "million".

    >>> [int(_amount_unit(Decimal(a))) for a in ("1410000000", "1500000000", "1.50E+9")]
    [10000000, 100000000, 10000000]
    """
    return _unit(amount if _exponent(amount) > 0 or not amount else amount.normalize())


def _bounded(low: Decimal, high: Decimal, bound: Bound, slack: tuple[Decimal, Decimal]) -> _Range:
    """The interval of a number or range above zero, with what either end may be off by."""
    below, above = slack
    if bound == "about":
        below, above = max(below, low / 10), max(above, high / 10)
    least = Decimal(0) if bound == "at_most" else max(low - below, Decimal(0))
    return _Range(least, _UNBOUNDED if bound == "at_least" else high + above)


def _money_range(money: Money, part: Decimal) -> _Range:
    """What an amount may be, its sign aside, if it is off by no more than this part of its last digit."""
    low, high = _ends(money.amount, money.amount_max)
    slack = _amount_unit(low) * part
    return _bounded(low, high, money.bound, (slack, slack if high is low else _amount_unit(high) * part))


# What is held against what.

_Key: TypeAlias = tuple[str, str | None, str | None, str, Period | None]
"""Reporter, partner, commodity, status and period: what must be the same for figures to be compared."""


@frozen(eq=False, repr=False)
class _Figure:
    """An amount that a statement tells, for a flow as its key's reporter sees it.

    Attributes:
        said: the statement.
        money: its amount.
        flow: the flow.
        vague: whether something that figures are compared by is unknown of it.
        slack: what part of its last digit it may be off by.
    """

    said: Statement
    money: Money
    flow: Flow
    vague: bool
    slack: Decimal = Decimal(1)

    @cached_property
    def range(self) -> _Range:
        """What the amount may be."""
        return _money_range(self.money, self.slack)


_Index: TypeAlias = dict[_Key, dict[Flow, list[_Figure]]]
"""The figures of an article; rivals stand side by side, and each amount once."""


def _seen(reporter: str, partner: str | None, flow: Flow) -> tuple[str, str | None, Flow]:
    """A pair and a flow from the side that comes first in the alphabet: KAZ's export to UZB is UZB's import.

    >>> _seen("UZB", "KAZ", "export"), _seen("KAZ", "W00", "export")
    (('KAZ', 'UZB', 'import'), ('KAZ', 'W00', 'export'))
    """
    if partner is None or _WORLD in (reporter, partner) or reporter <= partner:
        return reporter, partner, flow
    return partner, reporter, _MIRROR[flow]


def _read(said: Statement) -> tuple[_Key, _Figure] | None:
    """What a statement's figure is compared by, and the figure; None where it can't be compared."""
    if said.value is None or not _takes_part(said, said.value):
        return None
    vague = None in (said.partner, said.period, said.value.currency)
    return _key(said), _Figure(said, said.value, _seen(said.reporter, said.partner, said.flow)[2], vague)


def _key(said: Statement) -> _Key:
    reporter, partner, _ = _seen(said.reporter, said.partner, said.flow)
    return reporter, partner, said.commodity, said.status, said.period


def _takes_part(said: Statement, money: Money) -> bool:
    """Whether a statement's amount is one to reckon with: a number, a known time, above zero unless it is a balance."""
    if not _is_figure(money.amount, money.amount_max):
        return False
    if said.period is not None and said.period.start is None and said.period.end is None:
        return False  # a time that couldn't be resolved: nobody knows which
    return said.flow == "balance" or money.amount > 0


def _told(index: _Index, key: _Key, flow: Flow) -> list[_Figure]:
    """The figures for a key and flow; none where there are too many to tell which is meant."""
    rivals = index.get(key, {}).get(flow, [])
    return rivals if len(rivals) <= _RIVALS else []


def _rivals(index: _Index, key: _Key, figure: _Figure) -> list[_Figure]:
    """A figure and those told in its place; none where there are too many."""
    told = _told(index, key, figure.flow)
    return told and [figure, *(rival for rival in told if rival.money != figure.money)]


def _comparable(*figures: _Figure) -> bool:
    """Whether figures of one key share a currency, and stand close together where something about them is unknown."""
    if any(figure.money.currency != figures[0].money.currency for figure in figures):
        return False
    return not any(figure.vague for figure in figures) or _near(figures)


def _near(figures: Iterable[_Figure]) -> bool:
    said = [figure.said for figure in figures]
    return max(s.end for s in said) - min(s.start for s in said) <= _NEAR


# Claims: what figures say about each other.


@frozen(eq=False, repr=False)
class _Claim(ABC):
    """That some figures, each in its role, fit together."""

    rule: ClassVar[Rule]
    carried: ClassVar[tuple[str, ...]]
    """The roles whose figures may be said far away, for a time that has to be understood."""
    figures: Mapping[str, _Figure]

    @abstractmethod
    def holds(self, ranges: Mapping[str, _Range]) -> bool:
        """Whether the figures fit if they are in these intervals."""

    @abstractmethod
    def message(self) -> str:
        """What doesn't fit."""

    @abstractmethod
    def correction(self, role: str, money: Money) -> str:
        """What doesn't fit, and that it does with this amount in this role."""

    @property
    def said(self) -> list[Statement]:
        return [figure.said for figure in self.figures.values()]

    def fits(self, role: str | None = None, instead: _Range = _NOTHING) -> bool:
        """Whether the figures fit as told, or with another interval in one role."""
        ranges = {name: figure.range for name, figure in self.figures.items()}
        if role is not None:
            ranges[role] = instead
        return self.holds(ranges)

    def powers(self, role: str) -> list[int]:
        """The powers of a thousand, as powers of ten, by which the figure in a role could be off and all would fit."""
        figure = self.figures[role]
        # A figure that could as well be nothing isn't told by the others, and "over …" is none to correct.
        if figure.money.bound in ("at_least", "at_most") or self.fits(role, _NOTHING):
            return []
        return [power for power in _THOUSANDS if self.fits(role, figure.range.scaled(power))]

    def confirmed(self) -> set[Statement]:
        """The statements whose figures this claim, if it fits, rules out to be off by a power of a thousand."""
        return {
            figure.said
            for role, figure in self.figures.items()
            if not any(self.fits(role, figure.range.scaled(power)) for power in _THOUSANDS)
        }

    def differs(self, other: _Claim) -> bool:
        """Whether another claim has a rival of one of these figures."""
        shared = self.figures.keys() & other.figures.keys()
        return any(self.figures[role].said != other.figures[role].said for role in shared)


@frozen(eq=False, repr=False)
class _Sum(_Claim):
    """``export`` and ``import`` make the ``trade``, or their difference the ``balance``."""

    rule: ClassVar[Rule] = "sum"
    carried: ClassVar[tuple[str, ...]] = ("trade", "balance")

    def holds(self, ranges: Mapping[str, _Range]) -> bool:
        exports, imports = ranges["export"], ranges["import"]
        if "trade" in ranges:
            return exports.plus(imports).meets(ranges["trade"])
        # "The balance amounted to …": texts leave out the sign, and whose balance it is.
        balance = ranges["balance"]
        return exports.minus(imports).meets(balance) or imports.minus(exports).meets(balance)

    def _sides(self) -> tuple[_Figure, _Figure, _Figure]:
        """Exports, imports and what they make, as the reporter of the latter sees them."""
        whole = self.figures["trade" if "trade" in self.figures else "balance"]
        pair = (self.figures["export"], self.figures["import"])
        first, second = pair if _seen_by(whole.said, pair[0].said) == "export" else pair[::-1]
        return first, second, whole

    def _made(self) -> str:
        whole = self._sides()[-1]
        return f"{'a balance of ' if whole.flow == 'balance' else ''}{spelled(whole.money)}"

    def _parts(self) -> str:
        exports, imports, whole = self._sides()
        sign = "+" if whole.flow == "trade" else "-"
        return f"exports {spelled(exports.money)} {sign} imports {spelled(imports.money)}"

    def message(self) -> str:
        exports, imports, whole = (figure.money for figure in self._sides())
        made = exports.amount + (imports.amount if "trade" in self.figures else -imports.amount)
        return f"{self._parts()} make {_rounded(made, whole.amount)}, not {self._made()}"

    def correction(self, role: str, money: Money) -> str:
        exports, _, whole = self._sides()
        wrong = self.figures[role]
        told = f"{self._parts()} do not make {self._made()}"
        if wrong is whole:
            return f"{told}, but {spelled(money)}"
        return f"{told}; {'exports' if wrong is exports else 'imports'} of {spelled(money)} do"


def _seen_by(whole: Statement, part: Statement) -> Flow:
    """The flow of a part as the reporter of the whole sees it."""
    return part.flow if part.reporter == whole.reporter else _MIRROR[part.flow]


@frozen(eq=False, repr=False)
class _Growth(_Claim):
    """The change leads from the ``earlier`` figure to the ``later``."""

    rule: ClassVar[Rule] = "growth"
    carried: ClassVar[tuple[str, ...]] = ("earlier",)
    change: Change
    factor: _Range

    def holds(self, ranges: Mapping[str, _Range]) -> bool:
        earlier, later = ranges["earlier"], ranges["later"]
        if self.change.value is None and self.change.direction == "down":
            return later.times(self.factor).meets(earlier)
        return earlier.times(self.factor).meets(later)

    def _amounts(self) -> str:
        return f"from {spelled(self.figures['earlier'].money)} to {spelled(self.figures['later'].money)}"

    def message(self) -> str:
        ratio = self.figures["later"].money.amount / self.figures["earlier"].money.amount
        direction, rate = "up" if ratio >= 1 else "down", self.change.value
        by = _plain(max(ratio, 1 / ratio), 2) if rate is None else _percent(abs(ratio - 1) * 100, rate)
        told = self._rate() if direction == self.change.direction else f"a {self._told()}"
        return f"{self._amounts()} is a {self._noun(direction)} {by}, not {told}"

    def correction(self, role: str, money: Money) -> str:
        return f"{self._amounts()} is no {self._told()}; {'to' if role == 'later' else 'from'} {spelled(money)} is"

    def _noun(self, direction: str) -> str:
        noun = "growth" if direction == "up" else "fall"
        return f"{noun} by a factor of" if self.change.value is None else f"{noun} of"

    def _rate(self) -> str:
        change, sign = self.change, "" if self.change.value is None else "%"
        low, high = (change.factor, change.factor_max) if change.value is None else (change.value, change.value_max)
        return f"{_BOUND_WORDS[change.bound]}{' to '.join(_plain(n) for n in (low, high) if n is not None)}{sign}"

    def _told(self) -> str:
        return f"{self._noun(self.change.direction)} {self._rate()}"


@frozen(eq=False, repr=False)
class _Part(_Claim):
    """The ``part`` has the share in the ``whole``."""

    rule: ClassVar[Rule] = "share"
    carried: ClassVar[tuple[str, ...]] = ("whole",)
    share: Share
    factor: _Range

    def holds(self, ranges: Mapping[str, _Range]) -> bool:
        return ranges["whole"].times(self.factor).meets(ranges["part"])

    def message(self) -> str:
        part, whole = self.figures["part"].money, self.figures["whole"].money
        rate = _percent(part.amount / whole.amount * 100, self.share.value)
        return f"{spelled(part)} is {rate} of {spelled(whole)}, not {self._rate()}"

    def _rate(self) -> str:
        return f"{_BOUND_WORDS[self.share.bound]}{_plain(self.share.value)}%"

    def correction(self, role: str, money: Money) -> str:
        part, whole = spelled(self.figures["part"].money), spelled(self.figures["whole"].money)
        right = f"{spelled(money)} is" if role == "part" else f"of {spelled(money)} it is"
        return f"{part} is not {self._rate()} of {whole}; {right}"


# How numbers are said.


def _plain(number: Decimal, places: int | None = None) -> str:
    """Plain digits, rounded to so many after the point, without zeros at their end."""
    if places is not None:
        number = round(number, places)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(number: Decimal, told: Decimal) -> str:
    """A percentage with as many digits after the point as the one that it is held against, at least one."""
    return f"{_plain(number, min(max(1, -_exponent(told)), _FIGURES))}%"


def _worded(amount: Decimal) -> str:
    """An amount with its magnitude in a word.

    >>> _worded(Decimal("1296900000")), _worded(Decimal(950)), _worded(Decimal("-2.5E+12"))
    ('1.2969 billion', '950', '-2.5 trillion')
    """
    power, word = next(((p, word) for p, word in _MAGNITUDES if abs(amount) >= Decimal(1).scaleb(p)), (0, ""))
    return f"{_plain(amount.scaleb(-power))}{word}"


def spelled(money: Money) -> str:
    """An amount as told, with its bound."""
    amounts = [money.amount] if money.amount_max is None else [money.amount, money.amount_max]
    return _BOUND_WORDS[money.bound] + " to ".join(map(_worded, amounts))


def _rounded(amount: Decimal, told: Decimal) -> str:
    """A reckoned amount with four digits, or as many as it takes to differ from the one told."""
    rounded = (Context(prec=digits).plus(amount) for digits in range(4, 2 * _FIGURES))
    return _worded(next((number for number in rounded if number != told), amount))


# Finding the claims. A group of claims answers one question with rival figures.


def _findings(statements: list[Statement]) -> list[Finding]:
    """One finding for each wrong figure, those that name it first."""
    figures = [found for found in map(_read, statements) if found]
    if not _can_disagree([figure for _, figure in figures]):
        return []
    index = _indexed(figures)
    broken: list[tuple[int, _Claim]] = []
    sound: list[_Claim] = []
    for group, claims in enumerate(_groups(figures, index)):
        fitting = [claim for claim in claims if claim.fits()]
        sound += fitting
        failing = (claim for claim in claims if claim not in fitting)
        broken += ((group, claim) for claim in failing if not any(map(claim.differs, fitting)))
    if not broken:
        return []
    periods: dict[tuple[str | None, ...], list[_Key]] = {}
    for key in index:
        periods.setdefault(key[:-1], []).append(key)
    broken = [(group, claim) for group, claim in broken if not _is_out_of_time(claim, index, periods)]
    return _reported(broken, set().union(*(claim.confirmed() for claim in sound)))


def _is_out_of_time(claim: _Claim, index: _Index, periods: Mapping[tuple[str | None, ...], list[_Key]]) -> bool:
    """Whether a claim fits with the figure of another time: then it is the time that isn't the one meant."""
    return any(
        claim.fits(role, other.range)
        for role in claim.carried
        if role in claim.figures
        for figure in [claim.figures[role]]
        for key in periods[_key(figure.said)[:-1]][:_PERIODS]
        for other in index[key].get(figure.flow, [])
        if other.said not in claim.said and _comparable(other, figure)
    )


def _indexed(figures: list[tuple[_Key, _Figure]]) -> _Index:
    """The figures by what they are compared by; of too many rivals only so many that they are too many."""
    index: _Index = {}
    for key, figure in figures:
        told = index.setdefault(key, {}).setdefault(figure.flow, [])
        if len(told) <= _RIVALS and all(rival.money != figure.money for rival in told):
            told.append(figure)
    return index


def _can_disagree(figures: list[_Figure]) -> bool:
    """Whether any figure says something of another: a change, a share, or the parts of a whole; mostly none does."""
    if any(figure.said.change or figure.said.share for figure in figures):
        return True
    flows = [figure.flow for figure in figures]
    return "export" in flows and "import" in flows and ("trade" in flows or "balance" in flows)


def _reported(broken: list[tuple[int, _Claim]], sound: set[Statement]) -> list[Finding]:
    """The findings of broken claims, each with its group; one for each wrong figure, and one among rivals."""
    tried = [(group, claim, _repair(claim, sound)) for group, claim in broken]
    blamed: set[Statement] = set()
    reported: dict[int, list[_Claim]] = {}
    findings: dict[Finding, None] = {}
    for group, claim, repair in sorted(tried, key=lambda one: (one[2] is None, _RULES.index(one[1].rule))):
        if blamed.isdisjoint(claim.said) and not any(map(claim.differs, reported.get(group, []))):
            blamed.update([repair[1]] if repair else (said for said in claim.said if said not in sound))
            reported.setdefault(group, []).append(claim)
            findings[repair[0] if repair else _finding(claim)] = None
    return list(findings)


def _finding(claim: _Claim) -> Finding:
    said = claim.said
    return Finding(claim.rule, min(s.start for s in said), max(s.end for s in said), claim.message())


def _repair(claim: _Claim, sound: set[Statement]) -> tuple[Finding, Statement] | None:
    """The one figure that, corrected by a power of a thousand, makes a claim fit; None where there isn't just one."""
    found = [
        (role, figure, power)
        for role, figure in claim.figures.items()
        if figure.said not in sound
        for power in claim.powers(role)
    ]
    if len(found) != 1:
        return None
    role, figure, power = found[0]
    top = figure.money.amount_max
    right = evolve(
        figure.money,
        amount=figure.money.amount.scaleb(power),
        amount_max=None if top is None else top.scaleb(power),
    )
    said = figure.said
    return Finding("magnitude", said.start, said.end, claim.correction(role, right), right), said


def _groups(figures: list[tuple[_Key, _Figure]], index: _Index) -> Iterator[list[_Claim]]:
    for key, told in index.items():
        # inside a bloc, one's export is another's import
        if "export" in told and "import" in told and key[0] != key[1]:
            yield _sums(key, index)
    for key, figure in figures:
        if figure.said.change is not None:
            yield _growths(key, figure, figure.said.change, index)
        if figure.said.share is not None:
            yield _shares(key, figure, figure.said.share, index)


def _sums(key: _Key, index: _Index) -> list[_Claim]:
    roles: tuple[tuple[Flow, ...], ...] = (("export", "import", "trade"), ("export", "import", "balance"))
    return [
        _Sum(dict(zip(flows, figures, strict=True)))
        for flows in roles
        for figures in product(*(_told(index, key, flow) for flow in flows))
        if _comparable(*figures)
    ]


def _growths(key: _Key, figure: _Figure, change: Change, index: _Index) -> list[_Claim]:
    period = figure.said.period
    if period is None or figure.flow == "balance":
        return []
    factor, base = _change_factor(change), change.base or _year_before(period)
    if factor is None or base is None or base == period:
        return []
    earlier = _told(index, (*key[:4], base), figure.flow)
    later = _rivals(index, key, figure) if earlier else []
    return [
        _Growth({"earlier": _beside(first, second), "later": _beside(second, first)}, change, factor)
        for first, second in product(earlier, later)
        if _comparable(first, second) and second.money.currency == figure.money.currency  # a rate in rubles is one
    ]


def _beside(figure: _Figure, other: _Figure) -> _Figure:
    """A figure that is held against one said close by.

    A writer who cuts 1.58 to 1.5 doesn't write 1.41 beside it. So an amount with one digit less than the other is
    rounded, or has lost its last zero ("1.50 billion"): it is off by no more than half a unit.
    """
    same = figure.money.amount.adjusted() // 3 == other.money.amount.adjusted() // 3  # both are millions, or billions
    finer = _amount_unit(figure.money.amount) == 10 * _amount_unit(other.money.amount)
    if same and finer and _near((figure, other)):
        return evolve(figure, slack=Decimal("0.5"))
    return figure


def _change_factor(change: Change) -> _Range | None:
    """By what the earlier figure is multiplied, or, where it has fallen by a factor, the later; None if not told."""
    if not _is_figure(change.value, change.value_max, change.factor, change.factor_max):
        return None
    if change.value is None:
        if not change.factor:
            return None
        low, high = _ends(change.factor, change.factor_max)
        return _bounded(low, high, change.bound, (low / 5, high / 5))  # "threefold" may be 2.4
    low, high = _ends(change.value, change.value_max)
    rate = _bounded(low, high, change.bound, (_unit(change.value), _unit(change.value_max or change.value))).scaled(-2)
    if change.direction == "up":
        return _ONE.plus(rate)
    return _Range(max(1 - rate.high, Decimal(0)), max(1 - rate.low, Decimal(0)))


def _ends(low: Decimal, high: Decimal | None) -> tuple[Decimal, Decimal]:
    """The ends of a range; a minus before a rate only says its direction again."""
    first = abs(low)
    second = first if high is None else abs(high)
    return min(first, second), max(first, second)


def _year_before(period: Period) -> Period | None:
    """The same stretch one year earlier, which a change is understood to start from where the text names no base."""
    if period.start is None or period.end is None or (period.end - period.start).days > 366 or period.start.year == 1:
        return None  # a change over years is one from their start
    return Period(years_before(period.start, 1), years_before(period.end, 1))


def _shares(key: _Key, figure: _Figure, share: Share, index: _Index) -> list[_Claim]:
    said = figure.said
    if said.period is None or "balance" in (figure.flow, share.of) or not _is_figure(share.value):
        return []
    reporter, partner, flow = _seen(said.reporter, share.with_, share.of)
    # Wheat's share in all exports to one partner, or this partner's in the exports of wheat.
    goods = [None] if share.with_ == said.partner or said.commodity is None else [said.commodity, None]
    wholes = [_told(index, (reporter, partner, name, *key[3:]), flow) for name in goods]
    if not wholes[0]:
        return []
    unit = _unit(share.value)
    factor = _bounded(*_ends(share.value, None), share.bound, (unit, unit)).scaled(-2)
    return [
        _Part({"whole": whole, "part": part}, share, factor)
        for whole, part in product(chain(*wholes), _rivals(index, key, figure))
        if _comparable(whole, part) and whole.said != part.said
    ]
