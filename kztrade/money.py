"""Amounts of money in prose: ``$160 billion``, ``US$42.5bln``, ``500 million tenge``, ``half a billion dollars``.

Currencies are those of ISO 4217, by code, sign, name and everyday word. A minus, a sign, a code, the number, its
magnitude and the currency's words belong to the mention; words of bound (*over*, *nearly*) do not.

>>> parse("US$42.5bln")
Money('USD 42500000000')
>>> [(m.text, str(m.value)) for m in find("Exports grew from $1.2 to $1.5 billion.")]
[('$1.2', 'USD 1200000000'), ('$1.5 billion', 'USD 1500000000')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kztrade import vocabulary
from kztrade._quantities import Quantity, bound_of, is_negative, join, parse_whole, percent_unit, quantities, with_sign
from kztrade._scan import Scan
from kztrade.values import Mention, Money

__all__ = ["find", "find_in", "parse"]

_NONE = "XXX"
"""ISO 4217's code for no currency: a word of currency that doesn't tell whose it is."""

_COUNTRY_ROLES = ("country_name", "country_demonym", "country_abbreviation")


def parse(text: str, *, language: str = "en") -> Money:
    """The one amount of money that a text is.

    Args:
        text: the text, with nothing but the amount and its bound (``over $5 billion``).
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        ParseError: the text is no amount of money, or more than that.
        TypeError: text is not a str.

    >>> parse("between friends")
    Traceback (most recent call last):
    kztrade.errors.ParseError: not an amount of money
      between friends
      ^^^^^^^^^^^^^^^
    """
    return parse_whole(
        text, "an amount of money", lambda part: find_in(Scan.of(part, language), doubtful=True), language
    )


def find(text: str, *, language: str = "en") -> Iterator[Mention[Money]]:
    """The amounts of money of a text, in order.

    Args:
        text: any text; nothing in it raises.
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        TypeError: text is not a str.

    >>> list(find("Imports were nearly €3bn."))
    [<[20,24) '€3bn': Money('~EUR 3000000000')>]
    """
    return find_in(Scan.of(text, language))


def find_in(scan: Scan, *, doubtful: bool = False) -> Iterator[Mention[Money]]:
    """The amounts of a scanned text.

    Args:
        scan: the text.
        doubtful: read ``TOP 10`` and ``5 pounds`` too, whose words more often mean something else.
    """
    items = [item for item in quantities(scan) if percent_unit(scan, item) is None]
    free = 1  # the first piece that no amount has taken
    for item in items:
        _take_currency(scan, item, free, doubtful=doubtful)
        if item.unit is not None:
            free = item.last + 1
    join(scan, items)
    _carry(scan, items)
    for item in items:
        if item.unit is not None and not item.taken:
            yield _mention(scan, item)


def _mention(scan: Scan, item: Quantity) -> Mention[Money]:
    last = item.upper or item
    start = with_sign(scan.text, scan.starts[item.first])
    end = scan.end(last.last)
    text = scan.text[start:end]
    amount = -item.value if is_negative(text) else item.value
    currency = None if item.unit == _NONE else item.unit
    bound = bound_of(scan, item.first, last.last)
    return Mention(start, end, text, Money(amount, currency, item.upper and item.upper.value, bound))


def _take_currency(scan: Scan, item: Quantity, free: int, *, doubtful: bool) -> None:
    """Give a quantity the currency that stands before or after it."""
    certain = doubtful or bool(item.power) or item.first != item.last or item.number >= _LARGE
    before = _before(scan, item, free, certain=certain)
    after = _after(scan, item, certain=certain)
    if after and (before is None or _same_unit(before[1], after[1])):
        item.last, item.unit, power = after
        item.power += power
    elif before:
        item.unit = before[1]
    if before:
        item.first, item.prefixed = before[0], True


_LARGE = 1000
"""From here on, a whole number beside a doubtful word is taken for money."""


def _before(scan: Scan, item: Quantity, free: int, *, certain: bool) -> tuple[int, str] | None:
    """The currency right before a number: (index of its first piece, code)."""
    index, gap = item.first - 2, item.first - 1
    if index < free:
        return None
    meanings = scan.lexicon.meanings
    word = scan.parts[index].lower()
    touches, near = scan.has_role(gap, "touch"), scan.has_role(gap, "blank")
    if scan.has_role(index, "currency_sign"):
        if not (touches or near or scan.has_role(gap, "tight_dash")):
            return None
        letters = index - 2
        if letters >= free and scan.has_role(index - 1, "touch") and scan.has_role(letters, "sign_letters"):
            return letters, meanings["sign_letters"][scan.parts[letters].lower()]
        return index, meanings["currency_sign"][word]
    if not certain and (scan.has_role(index, "doubtful_currency") or scan.has_role(index, "touching_mark")):
        return None
    if scan.has_role(index, "currency_code") and (touches or near):
        return index, meanings["currency_code"][word]
    if scan.has_role(index, "currency_mark") and (
        touches or ((near or scan.has_role(gap, "stop")) and not scan.has_role(index, "touching_mark"))
    ):
        return index, _in_context(scan, index, meanings["currency_mark"][word])
    return None


def _after(scan: Scan, item: Quantity, *, certain: bool) -> tuple[int, str, int] | None:
    """The currency right after a number: (index of its last piece, code, power of ten of its unit)."""
    index, gap = item.last + 2, item.last + 1
    touches, near = scan.has_role(gap, "touch"), scan.has_role(gap, "blank")
    if index >= len(scan.parts) or not (touches or near or scan.has_role(gap, "tight_dash")):
        return None
    named = _full_name(scan, index)
    if named:
        return *named, 0
    meanings = scan.lexicon.meanings
    word = scan.parts[index].lower()
    if scan.has_role(index, "currency_sign"):
        alone = touches or not scan.has_role(index + 2, "digits")
        return (index, meanings["currency_sign"][word], 0) if alone and not item.like_year else None
    if scan.has_role(index, "currency_cent"):
        return index, meanings["currency_cent"][word], -2
    if not certain and scan.has_role(index, "doubtful_currency"):
        return None
    if scan.has_role(index, "currency_noun"):
        return index, _in_context(scan, index, meanings["currency_noun"][word]), 0
    if scan.has_role(index, "currency_code"):
        return index, meanings["currency_code"][word], 0
    return None


def _full_name(scan: Scan, index: int) -> tuple[int, str] | None:
    """A currency's full name, or a country and a noun: ``Swiss francs``, ``U.S. dollars``."""
    phrases = scan.lexicon.phrases
    if scan.has_role(index, "currency_name"):
        for last, code in phrases["currency_name"].match(scan.parts, index):
            return last, code
    for role in _COUNTRY_ROLES:
        if scan.has_role(index, role):
            for last, country in phrases[role].match(scan.parts, index):
                noun = last + 2 - (last % 2 == 0)
                if scan.has_role(noun, "currency_noun") and scan.has_role(noun - 1, "blank"):
                    meaning = scan.lexicon.meanings["currency_noun"][scan.parts[noun].lower()]
                    code = _issues(_unit(meaning)).get(country)
                    if code is not None:
                        return noun, code
    return None


def _unit(meaning: str) -> str:
    """The unit that several currencies share: ``dollar`` for USD."""
    currency = vocabulary.load("codes", "currencies").get(meaning)
    return currency.get("unit", meaning) if currency else meaning


@cache
def _issues(unit: str) -> dict[str, str]:
    """The currency of each country that has this unit."""
    currencies = vocabulary.load("codes", "currencies")
    return {
        country: code
        for code, currency in currencies.items()
        if unit in (currency.get("unit"), code)
        for country in currency["of"]
    }


def _same_unit(before: str, after: str) -> bool:
    """Whether a sign and a word tell the same currency, the word perhaps more of it: ``$5 million Canadian dollars``."""
    return before == after or _unit(before) == _unit(after)


_FAR = 1000
"""Pieces before an amount within which a country tells whose pounds or rupees it is."""


def _in_context(scan: Scan, index: int, meaning: str) -> str:
    """The currency that a noun means here: that of the country last named which has such a unit, if it is a shared one."""
    unit = _unit(meaning)
    default = meaning if meaning.isupper() else _NONE
    if unit not in scan.lexicon.meanings["contextual_unit"]:
        return default
    issues, lexicon = _issues(unit), scan.lexicon
    named = "".join(map(lexicon.roles_of, _COUNTRY_ROLES))
    for place in range(index - 2, max(0, index - _FAR), -2):
        if scan.kinds[place] in named:
            for role in _COUNTRY_ROLES:
                if scan.has_role(place, role):
                    for _, country in lexicon.phrases[role].match(scan.parts, place):
                        if country in issues:
                            return issues[country]
    return default


def _carry(scan: Scan, items: list[Quantity]) -> None:
    """Give the amounts of a list the currency that is said once: ``Italy – $16.1 billion, Switzerland – 2.8 billion``.

    An amount takes the unit of the last quantity before it, so that ``31 million tonnes, then 55 million`` is no money.
    """
    last: Quantity | None = None
    for n, item in enumerate(items):
        if item.unit is not None:
            last = item
        elif item.power:
            if last is not None and _ends(scan, item) and _in_list(scan, last, item) and not _converted(items, n):
                item.unit = last.unit
            else:
                last = None
        elif last is not None and _compared(scan, last, item):
            item.unit = last.unit


def _ends(scan: Scan, item: Quantity) -> bool:
    """Whether what follows a figure is no noun that it could count."""
    gap = item.last + 1
    return not scan.has_role(gap, "blank") or scan.has_role(gap + 1, "function_word") or gap + 1 >= len(scan.parts)


_SENTENCE_END = re.compile(r"(?<!\w\.\w)[.!?]['\")\]\N{RIGHT DOUBLE QUOTATION MARK}]*\s+(?=[^\sa-z])|(?<![\s\N{EN DASH}\N{EM DASH}:;-])\s*\n\s*\n")


def _compared(scan: Scan, last: Quantity, item: Quantity) -> bool:
    """Whether a plain number is an earlier amount in brackets: ``95,000 tenge a tonne (a week earlier: 94,000)``."""
    return (
        scan.has_role(item.first - 1, "colon")
        and scan.parts[item.last + 1].startswith(")")
        and not last.power
        and last.number < 10 * item.number < 100 * last.number
        and _in_list(scan, last, item)
    )


def _in_list(scan: Scan, last: Quantity, item: Quantity) -> bool:
    """Whether two figures are in one sentence or list."""
    return _SENTENCE_END.search(scan.slice(last.last + 1, item.first)) is None


def _converted(items: list[Quantity], n: int) -> bool:
    """Whether an amount in brackets follows, so that the figure counts something else: ``1.1 million ($265 million)``."""
    return n + 1 < len(items) and items[n + 1].unit is not None and items[n + 1].first - items[n].last == 2
