"""Percentages in prose: ``19.2%``, ``7.4 per cent``, ``10-15%``, ``2.5 percentage points``, ``25 basis points``.

>>> parse("7.4 per cent")
Percentage('7.4%')
>>> [m.text for m in find("It slowed from 4.8 to 4.7 percent, by 0.1 p.p.")]
['4.8', '4.7 percent', '0.1 p.p.']
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kztrade._late import late
from kztrade._quantities import (
    Quantity,
    canonical,
    join,
    parse_whole,
    quantities,
    told,
)
from kztrade._scan import Scan
from kztrade.values import BOUND_SIGNS, Mention, Percentage, Unit

__all__ = ["find", "find_in", "parse"]


_CANONICAL = late(canonical("", "(?P<unit>%| pp| bp)"))
_UNITS: dict[str, Unit] = {"%": "percent", " pp": "percentage_point", " bp": "basis_point"}


def parse(text: str, *, language: str = "en") -> Percentage:
    """The one percentage that a text is.

    Args:
        text: the text, with nothing but the percentage and its bound (``over 5%``).
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        ParseError: the text is no percentage, or more than that.
        TypeError: text is not a str.

    >>> parse("more than 30%").bound
    'at_least'
    >>> parse(str(parse("10-15%")))
    Percentage('10 to 15%')
    """
    scan = Scan.of(text, language)
    printed = _CANONICAL().fullmatch(text)
    if printed:
        high = printed["high"] and Decimal(printed["high"])
        unit, bound = _UNITS[printed["unit"]], BOUND_SIGNS[printed["bound"]]
        return Percentage(Decimal(printed["low"]), high or None, unit, bound)
    return parse_whole(scan.text, "a percentage", lambda part: find(part, language=language), language)


def find(text: str, *, language: str = "en") -> Iterator[Mention[Percentage]]:
    """The percentages of a text, in order.

    Args:
        text: any text; nothing in it raises.
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        TypeError: text is not a str.

    >>> list(find("Exports fell by over 5%."))
    [<[21,23) '5%': Percentage('>=5%')>]
    """
    return find_in(Scan.of(text, language))


def find_in(scan: Scan) -> Iterator[Mention[Percentage]]:
    """The percentages of a scanned text."""
    items = [item for item in quantities(scan) if not scan.has_role(item.first - 2, "currency_sign")]
    for item in items:
        unit = item.percent
        # no part of a code such as %20b%
        if unit and not _glued(scan, item.first - 1) and not _glued(scan, unit[0] + 1):
            item.last, item.unit = unit
    join(scan, items)
    for item in items:
        if item.unit is not None and not item.taken:
            yield _mention(scan, item)


def _glued(scan: Scan, index: int) -> bool:
    """Whether a separator inside the text is none."""
    return 0 < index < len(scan.parts) - 1 and scan.has_role(index, "touch")


def _mention(scan: Scan, item: Quantity) -> Mention[Percentage]:
    start, end, text, value, value_max, bound = told(scan, item)
    return Mention(start, end, text, Percentage(value, value_max, item.unit, bound))
