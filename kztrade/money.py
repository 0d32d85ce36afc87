"""Amounts of money in prose: ``$160 billion``, ``US$42.5bln``, ``500 million tenge``, ``half a billion dollars``.

Currencies are those of ISO 4217, by code, sign, name and everyday word. A minus, a sign, a code, the number, its
magnitude and the currency's words belong to the mention; words of bound (*over*, *nearly*) do not.

>>> parse("US$42.5bln")
Money('USD 42500000000')
>>> [(m.text, str(m.value)) for m in find("Exports grew from $1.2 to $1.5 billion.")]
[('$1.2', 'USD 1200000000'), ('$1.5 billion', 'USD 1500000000')]
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from kztrade import vocabulary
from kztrade._late import late
from kztrade._quantities import (
    Quantity,
    canonical,
    join,
    parse_whole,
    quantities,
    told,
    with_point,
)
from kztrade._scan import Lexicon, Scan
from kztrade.values import BOUND_SIGNS, Mention, Money

__all__ = ["find", "find_in", "parse"]

_NONE = "XXX"
"""ISO 4217's code for no currency: a word of currency that doesn't tell whose it is."""

_COUNTRY_ROLES = ("country_name", "country_demonym", "country_abbreviation")


_CANONICAL = late(canonical("(?P<code>[A-Z]{3}) ", ""))


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
    scan = Scan.of(text, language)
    printed = _CANONICAL().fullmatch(text)
    if printed and (printed["code"] == _NONE or printed["code"].lower() in scan.lexicon.meanings["currency_code"]):
        low, high = Decimal(printed["low"]), printed["high"] and Decimal(printed["high"])
        currency = None if printed["code"] == _NONE else printed["code"]
        return Money(low, currency, high or None, BOUND_SIGNS[printed["bound"]])
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
    items = [item for item in quantities(scan) if item.percent is None]
    before, after = _neighbours(scan.lexicon)
    kinds = scan.kinds
    free = 1  # the first piece that no amount has taken
    for item in items:
        if kinds[item.first - 2] in before or kinds[item.last + 2] in after:
            _take_currency(scan, item, free, doubtful=doubtful)
            if item.unit is not None:
                free = item.last + 1
    join(scan, items)
    _add_cents(scan, items)
    _carry(scan, items)
    for item in items:
        if item.unit is not None and not item.taken:
            yield _mention(scan, item)


@cache
def _neighbours(words: Lexicon) -> tuple[str, str]:
    """The classes of the words that can tell a currency before a number, and after one."""
    before = ("currency_sign", "currency_code", "currency_mark", "sign_letters")
    names = ("currency_name", "currency_noun", "currency_cent", "currency_code")
    after = (*names, "currency_sign", "currency_mark", "sign_letters", *_COUNTRY_ROLES)
    return words.any_of(before), words.any_of(after)


def _mention(scan: Scan, item: Quantity) -> Mention[Money]:
    start, end, text, amount, amount_max, bound = told(scan, item)
    return Mention(start, end, text, Money(amount, None if item.unit == _NONE else item.unit, amount_max, bound))


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
        if not item.power and scan.has_role(item.last + 2, "magnitude_letter"):
            _take_letter(scan, item)
    if item.unit is not None and not item.power and item.unit.lower() in scan.lexicon.meanings["without_hundredths"]:
        item.number = _in_thousands(item.number)
    if before:
        if scan.has_role(item.first - 1, "tight_dash"):  # $-5
            item.number = -item.number
        item.first, item.prefixed = before[0], True


def _take_letter(scan: Scan, item: Quantity) -> None:
    """Give an amount the magnitude of the letter after it, from which a blank parts it: ``$3.4 m``."""
    index = item.last + 2
    goes_on = index + 2 < len(scan.parts) and scan.has_any(index + 1, _INSIDE_WORDS)
    if scan.has_role(index - 1, "space") and not goes_on and not scan.has_role(index, "unit_letter"):
        item.last, item.power = index, scan.lexicon.meanings["magnitude_letter"][scan.parts[index].lower()]


_INSIDE_WORDS = ("touch", "tight_dash", "tight_apostrophe", "tight_slash")


def _in_thousands(number: Decimal) -> Decimal:
    """The number whose point parts thousands: ``Rp 31.500``."""
    return number.scaleb(3) if number.as_tuple().exponent == -3 else number


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
    if with_point(scan.text, scan.starts[item.first]):  # $.50
        touches, near = scan.parts[gap] == ".", scan.parts[gap] == " ."
    if scan.has_role(index, "currency_sign"):
        if not (touches or near or scan.has_role(gap, "tight_dash")):
            return None
        return _with_letters(scan, index, free) or (index, meanings["currency_sign"][word])
    if scan.has_role(index, "sign_letters") and (touches or near):  # $US5 million
        sign = index - 2
        if sign >= free and scan.has_role(sign, "currency_sign") and scan.has_role(sign + 1, "touch"):
            return sign, meanings["sign_letters"][word]
    if not certain and (scan.has_role(index, "doubtful_currency") or scan.has_role(index, "touching_mark")):
        return None
    if scan.has_role(index, "currency_code") and (touches or near):
        return index, meanings["currency_code"][word]
    if scan.has_role(index, "currency_mark") and (
        touches or ((near or scan.has_role(gap, "stop")) and not scan.has_role(index, "touching_mark"))
    ):
        meaning = meanings["currency_mark"][word]
        return index, _in_context(scan, index, meaning) if scan.has_role(index, "shared_mark") else meaning
    return None


def _with_letters(scan: Scan, sign: int, free: int) -> tuple[int, str] | None:
    """The currency of a sign with letters before it: ``HK$``, and ``HK $`` where they tell more than the sign."""
    letters = sign - 2
    if letters < free or not scan.has_role(letters, "sign_letters"):
        return None
    meanings, word = scan.lexicon.meanings, scan.parts[letters].lower()
    code = meanings["sign_letters"][word]
    if scan.has_role(sign - 1, "touch"):
        return letters, code
    tells = len(word) > 1 and code != meanings["currency_sign"][scan.parts[sign]]
    return (letters, code) if tells and scan.has_role(sign - 1, "blank") else None


def _after(scan: Scan, item: Quantity, *, certain: bool) -> tuple[int, str, int] | None:
    """The currency right after a number: (index of its last piece, code, power of ten of its unit)."""
    index, gap = item.last + 2, item.last + 1
    touches, near = scan.has_role(gap, "touch"), scan.has_role(gap, "blank")
    shortened = scan.has_role(gap, "stop") and item.power > 0  # 5 mln. rubles
    if index >= len(scan.parts) or not (touches or near or shortened or scan.has_role(gap, "tight_dash")):
        return None
    named = _full_name(scan, index)
    if named:
        return _with_cents(scan, *named)
    meanings = scan.lexicon.meanings
    word = scan.parts[index].lower()
    if scan.has_role(index, "currency_sign") and not scan.has_role(index, "currency_cent"):
        alone = not (scan.has_role(index + 2, "digits") and scan.parts[index + 1].strip() == "")
        return (index, meanings["currency_sign"][word], 0) if alone or (touches and not item.like_year) else None
    if scan.has_role(index, "currency_cent"):
        return index, meanings["currency_cent"][word], _CENTS
    if scan.has_role(index, "doubtful_currency") and not (certain and _is_money(scan, item, index)):
        return None
    if scan.has_role(index, "currency_noun"):
        return _with_cents(scan, index, _in_context(scan, index, meanings["currency_noun"][word]))
    if scan.has_role(index, "currency_code") and not _before_number(scan, index):
        code, scale = meanings["currency_code"][word], index + 2
        if not item.power and scan.has_role(index + 1, "blank") and scan.has_role(scale, "magnitude"):
            return scale, code, meanings["magnitude"][scan.parts[scale].lower()]  # 10.3 USD bn
        return index, code, 0
    return _mark_after(scan, item, index) if certain and not item.like_year else None


def _mark_after(scan: Scan, item: Quantity, index: int) -> tuple[int, str, int] | None:
    """The currency of a mark after a number: ``5 billion RMB``, ``5 million US$``."""
    if _before_number(scan, index) or scan.has_role(item.last + 1, "tight_dash"):
        return None
    meanings, sign = scan.lexicon.meanings, index + 2
    word = scan.parts[index].lower()
    if scan.has_role(index, "sign_letters") and scan.has_role(sign, "currency_sign"):
        alone = scan.has_role(index + 1, "touch") and not scan.has_role(sign + 2, "digits")
        return (sign, meanings["sign_letters"][word], 0) if alone else None
    if scan.has_role(index, "currency_mark") and not scan.has_role(index, "touching_mark"):
        code = meanings["currency_mark"][word]
        return index, _in_context(scan, index, code) if scan.has_role(index, "shared_mark") else code, 0
    return None


def _before_number(scan: Scan, index: int) -> bool:
    """Whether a code belongs to the number after it: ``in 2024 USD 5 million``."""
    return scan.has_role(index + 1, "blank") and scan.has_role(index + 2, "digits")


def _is_money(scan: Scan, item: Quantity, index: int) -> bool:
    """Whether a unit that is also a weight is money here: ``5 million pounds``, but not ``2,000 pounds of cement``."""
    return not scan.has_role(index, "weight") or (item.power > 0 and not scan.has_role(index + 2, "genitive"))


def _with_cents(scan: Scan, last: int, code: str) -> tuple[int, str, int]:
    """A currency with the word for its hundredths after it: ``euro cents``."""
    cents = last + 2
    if scan.has_role(cents, "currency_cent") and not scan.parts[last + 1].strip(_GAP):
        return cents, code, _CENTS
    return last, code, 0


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
                word = scan.parts[noun].lower() if noun < len(scan.parts) else ""
                meanings = scan.lexicon.meanings
                meaning = meanings["currency_noun"].get(word) or meanings["currency_cent"].get(word)
                code = meaning and not scan.parts[noun - 1].strip(_GAP) and _issues(_unit(meaning)).get(country)
                if code:
                    return (noun, code) if word in meanings["currency_noun"] else (noun - 2, code)
    return None


_GAP = ". \N{NO-BREAK SPACE}\n"
"""What may part a country from its currency: ``U.S. dollars``."""


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
    """Whether a sign and a word tell one currency, the word perhaps more of it: ``$5 million Canadian dollars``."""
    return before == after or _unit(before) == _unit(after)


_FAR = 1000
"""Pieces before an amount within which a country tells whose pounds or rupees it is."""


def _in_context(scan: Scan, index: int, meaning: str) -> str:
    """The currency that a noun means: where many share it, that of the country last named which has one."""
    unit = _unit(meaning)
    default = meaning if meaning.isupper() else _NONE
    if unit not in scan.lexicon.meanings["contextual_unit"]:
        return default
    issues, lexicon = _issues(unit), scan.lexicon
    named = lexicon.any_of(_COUNTRY_ROLES)
    for place in range(index - 2, max(0, index - _FAR), -2):
        if scan.kinds[place] in named:
            for role in _COUNTRY_ROLES:
                if scan.has_role(place, role):
                    for _, country in lexicon.phrases[role].match(scan.parts, place):
                        if country in issues:
                            return issues[country]
    return default


_CENTS = -2
"""The power of ten of a hundredth."""


def _add_cents(scan: Scan, items: list[Quantity]) -> None:
    """Make ``5 dollars and 25 cents`` one amount."""
    for a, b in pairwise(items):
        if b.power != _CENTS:
            continue
        joined = b.first - a.last == 2 or (b.first - a.last == 4 and scan.has_role(a.last + 2, "conjunction"))
        whole = a.unit is not None and not a.power and not a.prefixed and a.number == int(a.number)
        hundredths = a.unit == b.unit and b.number < 100
        if joined and whole and hundredths and scan.has_role(b.first - 1, "blank"):
            a.number = Decimal(f"{int(a.number)}.{int(b.number):02}")
            a.last, b.taken = b.last, True


def _carry(scan: Scan, items: list[Quantity]) -> None:
    """Give the amounts of a list the currency that is said once: ``Italy – $16.1 billion, Switzerland – 2.8 billion``.

    An amount takes the unit of the last quantity before it, so that ``31 million tonnes, then 55 million`` is no money.
    """
    last: Quantity | None = None
    for n, item in enumerate(items):
        if item.unit is not None:
            if last is None or not _is_conversion(scan, last, item):
                last = item
        elif item.power:
            if last is not None and _ends(scan, item) and _in_list(scan, last, item) and not _converted(scan, items, n):
                item.unit = last.unit
            else:
                last = None
        elif last is not None and _compared(scan, last, item):
            item.unit = last.unit


def _is_conversion(scan: Scan, last: Quantity, item: Quantity) -> bool:
    """Whether an amount is the one before it in another currency: ``50 billion euros (or $54 billion)``."""
    if item.unit == last.unit or item.first - last.last > _CONVERSION:
        return False
    gap = last.last + 1
    return scan.parts[gap].strip() == "(" or (scan.has_role(gap, "comma") and scan.has_role(gap + 1, "alternative"))


_CONVERSION = 6
"""Pieces and separators from an amount to what it is in another currency, at most."""


def _ends(scan: Scan, item: Quantity) -> bool:
    """Whether what follows a figure is no noun that it could count."""
    gap = item.last + 1
    if scan.has_role(gap, "tight_dash") or (scan.has_role(gap, "touch") and gap + 1 < len(scan.parts)):
        return False  # "a four-hundred-fold rise", "2M24"
    return not scan.has_role(gap, "blank") or scan.has_role(gap + 1, "function_word") or gap + 1 >= len(scan.parts)


_SENTENCE_END = late(
    r"""(?x)(?<!\w\.\w)[.!?]['")\]\N{RIGHT DOUBLE QUOTATION MARK}]*\s+(?=[^\sa-z])
    | (?<![\s\N{EN DASH}\N{EM DASH}:;-])\s*\n\s*\n"""
)

_LIST = 300
"""Pieces within which a list goes on from one amount to the next."""


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
    near = item.first - last.last < _LIST
    return near and _SENTENCE_END().search(scan.slice(last.last + 1, item.first)) is None


_BESIDE = 10
"""Pieces between what counts goods and its amount in brackets, at most."""


def _converted(scan: Scan, items: list[Quantity], n: int) -> bool:
    """Whether an amount in brackets follows, so that a figure counts goods: ``1.1 million to Iran ($265 million)``."""
    if n + 1 == len(items) or items[n + 1].unit is None:
        return False
    gap = items[n + 1].first - items[n].last
    return gap == 2 or (gap <= _BESIDE and scan.parts[items[n + 1].first - 1].endswith("("))
