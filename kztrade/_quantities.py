"""How much: numerals, magnitudes, ranges and bounds, as money and percentages share them.

A *quantity* is a numeral with its magnitude, wherever it stands and whatever it counts: ``41.4 billion``,
``half a million``, ``1 250 500``. Its unit (a currency, per cent) is for the kinds to tell, who look at the pieces
beside it; :func:`join` then lets neighbours share unit and magnitude, as in ``from $1.2 to $1.5 billion``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Context, Decimal
from functools import cache
from typing import Any, TypeVar

from attrs import define, frozen

from kztrade import vocabulary
from kztrade._late import late
from kztrade._scan import Lexicon, Scan, pieces
from kztrade.errors import ParseError
from kztrade.values import Bound, Mention, Money, Percentage, Unit

__all__ = [
    "Quantity",
    "bound_of",
    "canonical",
    "join",
    "parse_whole",
    "quantities",
    "read_number",
    "scaled",
    "told",
    "with_point",
    "with_sign",
]

_MOST_DIGITS = 64
"""A longer run of digits is no amount, and price-parser is slow on it."""

_RULES = {
    "short": "<one_digit|two_digits|three_digits>",
    "whole": """
        {short} ( (<tight_comma><three_digits>)+ | (<space><three_digits>)+ | (<tight_apostrophe><three_digits>)+
                | <tight_stop><three_digits>(<tight_stop><three_digits>)+
                | <tight_stop><three_digits>(?=<tight_comma><digits>)
                | (<tight_comma><two_digits>)+<tight_comma><three_digits> )
        | {run}""",
    # five digits and more are several pieces
    "run": "<digits>(^<digits>)*",
    "digits": "{whole}(<tight_stop|tight_comma>{run})?",
    "cardinal": "<cardinal_ten>(_|~)<cardinal_unit>|<cardinal>",
    "words": """
        {cardinal}(_<magnitude>((_<conjunction>)?_|,(?={cardinal}_<magnitude>)){cardinal})*
        ( _<conjunction>_(<article>_)?<half> | <tight_dash><conjunction><tight_dash>(<article><tight_dash>)?<half>
        | _<point>(_<cardinal_unit>)+ )?""",
    "numeral": "(<cardinal>(_|~))?<half>((_|<tight_dash>)<article>)? | {words} | (<half>_)?<article>(?=_<magnitude>)",
    "scale": "(((_|<tight_dash>|^)<magnitude>)+ | ^<magnitude_letter>)",
    # No part of a version, a date in digits, a telephone number or a list.
    "figure": "(?>{digits})(?!<tight_stop|tight_comma|tight_slash><digits>)",
    # 8½ | 8 1/2
    "vulgar": "({run}(_|^))?<vulgar_fraction>",
    "fraction": "(<digits:whole>(_|<tight_dash>))?<digits:part><tight_slash><digits:of>(?!<tight_slash>)",
    # "three quarters of a billion"
    "share": "({cardinal}(_|~)|<article>_)?<fraction:parts>_<partitive>_<article|single>",
    # "1 billion 485 million"
    "rest": "((_|<tight_dash>)<magnitude>)(_{digits}_<magnitude>)+",
}
_IN_DIGITS = "(figure: {figure})((rest: {rest})|{scale})?"
_WITH_FRACTIONS = f"(vulgar: {{vulgar}}){{scale}}?|{{fraction}}{{scale}}?|{_IN_DIGITS}"
_TERM = "{digits}(_|<tight_dash>)<magnitude>"
_IN_WORDS = "(share: {share}){scale}?|(numeral: {numeral}){scale}?"


@define(eq=False, repr=False)
class Quantity:
    """A numeral with its magnitude, where it stands, and what it counts once a kind has told.

    Attributes:
        first: index of its first piece in the scan, a prefix such as ``$`` included.
        last: index of its last piece, a suffix such as ``euros`` included.
        number: the numeral's value without magnitude, always positive.
        power: the magnitude's power of ten; 0 where none is written.
        percent: the unit of per cent right after it, if there is one: (index of its last piece, unit).
        unit: what it counts; None where nothing beside it tells.
        prefixed: whether the unit stands before the number.
        upper: the quantity that is the upper end of a range which begins with this one.
        taken: whether this one is such an upper end.
    """

    first: int
    last: int
    number: Decimal
    power: int
    percent: tuple[int, Unit] | None = None
    unit: Any = None
    prefixed: bool = False
    upper: Quantity | None = None
    taken: bool = False

    @property
    def value_max(self) -> Decimal | None:
        """The value of the upper end, where this begins a range."""
        return None if self.upper is None else self.upper.value

    @property
    def value(self) -> Decimal:
        """The number with its magnitude."""
        return scaled(self.number, self.power)

    @property
    def like_year(self) -> bool:
        """Whether a number without unit and magnitude is as likely a year."""
        return self.unit is None and not self.power and 1000 <= self.number < 2200 and self.first == self.last


def scaled(number: Decimal, power: int) -> Decimal:
    """A number times a power of ten, exactly, whatever the caller's decimal context.

    >>> scaled(Decimal("3.530"), 9), scaled(Decimal(50), -2)
    (Decimal('3530000000'), Decimal('0.50'))
    """
    if not power:
        return number
    moved = _EXACT.scaleb(number, power)
    whole = int(moved)
    return Decimal(whole) if whole == moved else moved


_EXACT = Context(prec=200)
"""Digits enough for any figure with any magnitude."""

_PLAIN = late(r"[0-9]+(\.[0-9]+)?|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_NO_MARKS = late(r"[^0-9.,]+")


def read_number(run: str) -> Decimal | None:
    """The value of a run of digits with its separators; None for one too long to be a figure.

    A comma parts groups of three, a dot decimals; price-parser reads all that is not so plain, told which is which.

    >>> read_number("1,250,500"), read_number("3.530"), read_number("92 432,8"), read_number("1.250.500")
    (Decimal('1250500'), Decimal('3.530'), Decimal('92432.8'), Decimal('1250500'))
    """
    if len(run) > _MOST_DIGITS:
        return None
    run = run.replace("\N{MIDDLE DOT}", ".")
    if run.isdecimal():
        return Decimal(run)
    if _PLAIN().fullmatch(run):
        return Decimal(run.replace(",", ""))
    from price_parser.parser import parse_number  # loaded late: most texts need none of it

    comma = run.count(",") == 1 and run.rfind(",") > run.rfind(".")
    return parse_number(_NO_MARKS().sub("", run), decimal_separator="," if comma or run.count(".") > 1 else ".")


@frozen(eq=False, repr=False)
class _Grammar:
    """Where quantities can begin, and what may stand beside one that counts money or parts.

    Attributes:
        starts: the pieces that can begin one; looking for these first spares the rules most of the text.
        units: what tells that a text counts money, parts or times at all.
        before: the classes before a number that can make it count, or join it to one that does.
        after: the classes after it that can.
        colon: the classes of a colon before it, which can join it to one far before.
        digits: the classes of digits.
        figures: the same, and of fractions of one character.
        percent: the classes that can begin a unit of per cent.
        gaps: the classes of what may part that from the number.
    """

    starts: re.Pattern[str]
    units: re.Pattern[str]
    before: str
    after: str
    colon: str
    digits: str
    figures: str
    percent: str
    gaps: str


_JOINING = ("digits", "cardinal", "magnitude", "range_word", "list_end", "half", "fraction")
_BEFORE = ("currency_sign", "currency_code", "currency_mark", *_JOINING)
_AFTER = (
    *("currency_sign", "currency_code", "currency_name", "currency_noun", "currency_cent", "percent_unit", "times"),
    *("country_name", "country_demonym", "country_abbreviation", *_JOINING),
)


@cache
def _grammar(words: Lexicon) -> _Grammar:
    # "a" begins a number only where "million" or "third" follows
    sure = "digits|cardinal|half|vulgar_fraction"
    inside = "(?<! <digits> <tight_stop|tight_comma> . )"
    starts = words.compile(f"<{sure}|article> {inside} ( (?<= <{sure}> ) | (?= . <magnitude|fraction> ) )")
    return _Grammar(
        starts,
        units=words.compile(f"<{'|'.join(role for role in (*_BEFORE, *_AFTER) if role not in _JOINING)}>"),
        before=words.any_of(_BEFORE),
        after=words.any_of(_AFTER),
        colon=words.roles_of("colon"),
        digits=words.roles_of("digits"),
        figures=words.any_of(("digits", "vulgar_fraction")),
        percent=words.roles_of("percent_unit"),
        gaps=words.any_of(("touch", "blank", "tight_dash")),
    )


@cache
def _numeral(words: Lexicon, rule: str) -> re.Pattern[str]:
    """A rule of quantities, compiled when a text first has a piece that it begins with."""
    return words.compile(rule, _RULES)


_Read = tuple[int, int, Decimal, int, tuple[int, Unit] | None]
"""First and last piece, number, power and percent of a quantity."""


def quantities(scan: Scan) -> list[Quantity]:
    """The quantities of a text that may count something, in order, none with a unit yet; new objects at each call."""
    read: list[_Read] | None = scan.memo.get("quantities")
    if read is None:
        read = scan.memo["quantities"] = list(_read(scan))
    return [Quantity(*one) for one in read]


def _read(scan: Scan) -> Iterator[_Read]:
    """What each quantity is made of."""
    grammar, kinds, parts = _grammar(scan.lexicon), scan.kinds, scan.parts
    has_fractions = "/" in scan.text or any(kind in kinds for kind in scan.members["vulgar_fraction"])
    in_digits = _WITH_FRACTIONS if has_fractions else _IN_DIGITS
    stop = 0
    for start in grammar.starts.finditer(kinds) if grammar.units.search(kinds) else ():
        first = start.start()
        if first < stop:
            continue
        rule = in_digits if kinds[first] in grammar.figures else _IN_WORDS
        match = _numeral(scan.lexicon, rule).match(kinds, first)
        if match is None:
            continue
        stop = match.end()
        if stop == first + 1 and kinds[first] in grammar.digits and parts[first - 1][-1:] != ".":
            beside = kinds[stop + 1] in grammar.after or kinds[first - 2] in grammar.before
            if not beside and kinds[first - 1] not in grammar.colon:
                continue  # most numbers are years and days, and count nothing
            yield first, first, Decimal(parts[first]), 0, _percent_unit(scan, stop + 1, grammar)
            continue
        number, power = _value(scan, match)
        if number is not None:
            yield first, stop - 1, number, power, _percent_unit(scan, stop + 1, grammar)


def _value(scan: Scan, match: re.Match[str]) -> tuple[Decimal | None, int]:
    """The number and the power of ten of a quantity."""
    (first, stop), group = match.span(), match.lastgroup
    if group == "figure":
        after = match.end(group)
        number = read_number(with_point(scan.text, scan.starts[first]) + scan.slice(first, after))
        return number, _power(scan, after, stop)
    if group == "numeral":
        after = match.end(group)
        if any(scan.has_role(piece, "magnitude") for piece in range(first + 2, after, 2)):
            return _spoken(scan, first, stop), 0
        return _spoken(scan, first, after), _power(scan, after, stop)
    if group == "share":
        return _share_of(scan, first, match.start("parts")), _power(scan, match.end(group), stop)
    if group == "vulgar":
        part = match.end(group) - 1
        decimals = scan.lexicon.meanings["vulgar_fraction"][scan.parts[part]]
        whole = Decimal(scan.slice(first, part).strip() or 0)
        return whole + Decimal(decimals) if decimals else None, _power(scan, part + 1, stop)
    if group == "rest":
        return _compound(scan, _numeral(scan.lexicon, _TERM).finditer(scan.kinds, first, stop)), 0
    number = _fraction(*(scan.parts[match.start(n)] if match[n] else "0" for n in ("whole", "part", "of")))
    return number, _power(scan, match.end("of"), stop)


def _percent_unit(scan: Scan, index: int, grammar: _Grammar) -> tuple[int, Unit] | None:
    """The unit of per cent at a piece, right after a quantity, if there is one: (index of its last piece, unit)."""
    if scan.kinds[index] in grammar.percent and scan.kinds[index - 1] in grammar.gaps:
        for last, unit in scan.lexicon.phrases["percent_unit"].match(scan.parts, index):
            return last, unit
    return None


def _power(scan: Scan, start: int, stop: int) -> int:
    """The power of ten of the magnitudes among the pieces: 12 for ``lakh crore``."""
    if start == stop:
        return 0
    words, letters = scan.lexicon.meanings["magnitude"], scan.lexicon.meanings["magnitude_letter"]
    power = 0
    for piece in scan.parts[start + 1 : stop : 2]:
        power += words.get(piece.lower()) or letters.get(piece.lower()) or 0
    return power


def _spoken(scan: Scan, start: int, stop: int) -> Decimal | None:
    """The value of a numeral in words: ``two hundred and fifty thousand``, ``one and a half million``."""
    meanings = scan.lexicon.meanings
    total, current = Decimal(0), Decimal(0)
    joined, place, least = False, 0, _LARGEST
    for piece in map(str.lower, scan.parts[start:stop:2]):
        power = meanings["magnitude"].get(piece)
        if power is None:
            if piece in meanings["point"]:
                place = -1  # two point five
            elif place:
                current += scaled(Decimal(meanings["cardinal"][piece]), place)
                place -= 1
            elif piece in meanings["article"] and stop == start + 1:
                current = Decimal(1)  # "a million"
            elif piece not in meanings["half"]:
                current += meanings["cardinal"].get(piece, 0)
            elif joined or not current:
                current += Decimal("0.5")  # one and a half
            else:
                current /= 2  # one-half
        elif power == _HUNDRED:
            current = scaled(current or Decimal(1), power)
        elif total and power >= least:
            return None  # "two million, three billion": a list
        else:
            least = power
            total, current = total + scaled(current or Decimal(1), power), Decimal(0)
        joined = joined or piece in meanings["conjunction"]
    return total + current


_HUNDRED = 2
_LARGEST = 99
"""Above any power of ten of a magnitude."""


def _share_of(scan: Scan, first: int, fraction: int) -> Decimal | None:
    """``three quarters of a``; None where the fraction has no end in decimals."""
    part = scan.lexicon.meanings["fraction"][scan.parts[fraction].lower()]
    count = scan.lexicon.meanings["cardinal"].get(scan.parts[first].lower(), 1)
    return scaled(Decimal(count * part), -2) if part else None


def _fraction(whole: str, part: str, of: str) -> Decimal | None:
    """``8 1/2``; None where the fraction has no end in decimals or is no proper one."""
    if max(map(len, (whole, part, of))) > len("9999") or not 0 < int(part) < int(of) or int(of) not in _DENOMINATORS:
        return None
    return Decimal(int(whole) * int(of) + int(part)) / int(of)


_DENOMINATORS = (2, 4, 5, 8, 10, 16, 20, 32, 64, 100)


def _compound(scan: Scan, terms: Iterable[re.Match[str]]) -> Decimal | None:
    """The sum of ``1 billion 485 million``; None where a larger magnitude comes after a smaller one."""
    total, last = 0, 99
    for term in terms:
        power = _power(scan, term.end() - 2, term.end())
        number = read_number(scan.slice(term.start(), term.end() - 2))
        if number is None or power >= last:
            return None
        total, last = total + int(scaled(number, power)), power
    return Decimal(total)


def told(scan: Scan, item: Quantity) -> tuple[int, int, str, Decimal, Decimal | None, Bound]:
    """A quantity as a text tells it: start, end and words with its sign, value, upper end of a range, and bound."""
    text, last, start = scan.text, (item.upper or item).last, scan.starts[item.first]
    if start and text[start - 1] in _SIGNS_BEFORE:
        start = with_sign(text, start)
    end = scan.end(last)
    value = -item.value if text[start] in _MINUS else item.value
    return start, end, text[start:end], value, item.value_max, bound_of(scan, item.first, last)


_MINUS = "-\N{MINUS SIGN}"
_SIGNS_BEFORE = _MINUS + "+."


def with_sign(text: str, offset: int) -> int:
    """Where a figure that starts at offset starts with its minus or plus, if it has one.

    A hyphen is a minus only at the start or after a blank, a bracket or a mark: ``10-15%`` holds none.

    >>> with_sign("by -2.3%", 4), with_sign("10-15%", 3), with_sign("by -.5%", 5)
    (3, 3, 3)
    """
    offset -= len(with_point(text, offset))
    if offset and text[offset - 1] in "-+\N{MINUS SIGN}" and (offset == 1 or text[offset - 2] in _BEFORE_SIGN):
        return offset - 1
    return offset


_BEFORE_SIGN = " \t\n\r\xa0(:[,;/\"'\N{LEFT DOUBLE QUOTATION MARK}"


def with_point(text: str, offset: int) -> str:
    """The decimal point right before a figure that starts at offset, where no figure stands before it: ``$.50``."""
    if offset and text[offset - 1] == "." and (offset == 1 or text[offset - 2] in _BEFORE_POINT):
        return "."
    return ""


_BEFORE_POINT = _BEFORE_SIGN + "-+\N{MINUS SIGN}$\N{EURO SIGN}\N{POUND SIGN}~<>"


def join(scan: Scan, items: Sequence[Quantity]) -> None:
    """Let neighbours share unit and magnitude, and make ranges of two ends one.

    ``$3-4 billion`` and ``5 to 7%`` are ranges. After *from* or *between*, and in a list closed by *respectively*, the
    ends are figures of their own that share what is written once.
    """
    own = False  # whether the figures of the list that goes on to the right are figures of their own
    for a, b in zip(items[-2::-1], items[:0:-1], strict=True):
        link = _link(scan, a, b) if b.first - a.last <= _LINKED else None
        if link in ("to", "dash"):
            own = _is_first_of_two(scan, a) or (link == "to" and _is_increment(scan, a, b))
        elif link is not None:
            own = (
                own
                or (scan.has_role(b.first - 2, "alternative") and _like(a, b))
                or _is_first_of_two(scan, a)
                or _closed_by_respectively(scan, b)
            )
        else:
            own = False
        if link is None or (link == "list" and not own) or _ends_years(scan, a) or not _share(a, b):
            continue
        if not own and a.value < b.value:
            a.upper, b.taken = b, True


def _ends_years(scan: Scan, a: Quantity) -> bool:
    """Whether a number is the end of a span of years: ``its forecast for 2023-24 to 7.6 per cent``."""
    return (
        a.unit is None
        and scan.has_any(a.first - 1, ("tight_dash", "tight_slash"))
        and scan.has_role(a.first - 2, "year")
    )


_LINKED = 4
"""Pieces and separators from one figure to the next that it is linked with, at most."""


def _like(a: Quantity, b: Quantity) -> bool:
    """Whether two figures around *or* are guesses at one: ``3 or 4 billion``, but not ``by 500 tonnes, or 6%``."""
    return a.number < b.number <= 2 * a.number and a.power in (0, b.power)


def _share(a: Quantity, b: Quantity) -> bool:
    """Give one of two neighbours the other's unit and magnitude; whether they have the same unit now."""
    if b.unit is None and a.prefixed and (b.power or not a.power):
        b.unit = a.unit  # $3-4 billion; not "$82 million to 60 countries"
    elif a.unit is None and not b.prefixed and not a.like_year:
        a.unit = b.unit  # 5 to 7%
    if a.unit is None or a.unit != b.unit:
        return False
    if not a.power and b.power and a.number < 1000:
        a.power = b.power
    return True


def _link(scan: Scan, a: Quantity, b: Quantity) -> str | None:
    """How two quantities that stand side by side are linked: ``to``, ``dash``, ``list``, or not at all."""
    distance = b.first - a.last
    if distance == 2:
        if scan.has_role(a.last + 1, "tight_dash"):
            return "dash"
        if scan.has_role(a.last + 1, "dash"):
            return None if a.like_year else "dash"
        return "list" if scan.has_role(a.last + 1, "comma") else None
    if distance == _LINKED and (scan.has_role(b.first - 1, "blank") or scan.has_role(b.first - 1, "tight_dash")):
        word = b.first - 2
        if scan.has_role(word, "range_word"):
            return "to"
        return "list" if scan.has_role(word, "list_end") else None
    return None


def _word(scan: Scan, index: int) -> str:
    return scan.parts[index].lower() if index > 0 else ""


@cache
def _two_ended(words: Lexicon) -> frozenset[str]:
    return frozenset(words.meanings["two_ended"])


_BETWEEN = 3
"""Words at most between *from* and its figure: ``from the present $3.2 billion to $5 billion``."""


def _is_first_of_two(scan: Scan, a: Quantity) -> bool:
    """Whether *from* or *between* stands before a figure, so that the next one is another."""
    index, two_ended = a.first - 2, _two_ended(scan.lexicon)
    for _ in range(_BETWEEN):
        if not scan.has_role(index, "beside_figure"):
            break
        index -= 2
    return _word(scan, index) in two_ended


def _is_increment(scan: Scan, a: Quantity, b: Quantity) -> bool:
    """Whether an amount is by how much it grew, and the next to what: ``by $300 million to $2.1 billion``.

    Where neither has a magnitude, the next is far more: ``fell $4.60 to $20.43``, but ``rose $3 to $4``.
    """
    if a.percent is not None or not (a.unit and b.unit and scan.has_role(a.first - 2, "increment_word")):
        return False
    return bool(b.power) if a.power else not b.power and b.number > 2 * a.number


_REACH = 16
"""Pieces after a list's last figure within which *respectively* closes it: ``$4.3bn of gas, respectively``."""


def _closed_by_respectively(scan: Scan, last: Quantity) -> bool:
    near = scan.kinds[last.last + 2 : last.last + 2 + _REACH : 2]
    return any(kind in near for kind in scan.members["respectively"])


_Said = tuple[tuple[str, ...], Bound]
_Bounds = dict[str, dict[str, list[_Said]]]


@cache
def _bounds(language: str, role: str, edge: int) -> _Bounds:
    """The words of a table of bounds, by their first (edge 0) or last (edge -1) word and the next, longest first."""
    table: dict[Bound, list[str]] = vocabulary.load(language, "quantities")[role]
    by_edge: _Bounds = {}
    for bound, phrases in table.items():
        for phrase in phrases:
            words = tuple(pieces(phrase)[::2])
            beside = (words if edge == 0 else words[::-1])[1:2]
            by_edge.setdefault(words[edge], {}).setdefault("".join(beside), []).append((words, bound))
    for alike in by_edge.values():
        for found in alike.values():
            found.sort(key=lambda entry: -len(entry[0]))
    return by_edge


def _bounds_at(known: dict[str, list[_Said]], beside: str) -> Iterator[_Said]:
    """The bounds of which an edge and the word beside it were said, longest first."""
    yield from known.get(beside, ())
    yield from known.get("", ())


_BOUND_MARKS: dict[str, Bound] = {
    "~": "about",
    "\N{ALMOST EQUAL TO}": "about",
    ">": "at_least",
    "\N{GREATER-THAN OR EQUAL TO}": "at_least",
    "<": "at_most",
    "\N{LESS-THAN OR EQUAL TO}": "at_most",
    ">=": "at_least",
    "<=": "at_most",
    "~ ": "about",
    "\N{ALMOST EQUAL TO} ": "about",
    "\N{GREATER-THAN OR EQUAL TO} ": "at_least",
    "\N{LESS-THAN OR EQUAL TO} ": "at_most",
}
"""Marks of bound; a single ``>`` or ``<`` that stands apart may be one of a quotation or a path."""


def bound_of(scan: Scan, first: int, last: int) -> Bound:
    """How exact a figure is by the words right before and after its pieces: ``over``, ``or so``."""
    language, parts = scan.lexicon.language, scan.parts
    gap = parts[first - 1]
    if gap != " " and (mark := _BOUND_MARKS.get(gap[-1:]) or _BOUND_MARKS.get(gap[-2:])):
        return mark
    before = _bounds(language, "bound_before", -1).get(_word(scan, first - 2))
    if before is not None:
        gap = gap.strip(_BEFORE_SIGN + "-+\N{MINUS SIGN}")
        if not gap or (gap == "." and scan.has_role(first - 2, "shortened_bound")):
            for words, bound in _bounds_at(before, _word(scan, first - 4)):
                if _said(scan, start := first - 2 * len(words), words):
                    return "exact" if _is_measured(scan, start) else bound
    after = _bounds(language, "bound_after", 0).get(_word(scan, min(last + 2, len(parts) - 1)))
    for words, bound in _bounds_at(after, _word(scan, min(last + 4, len(parts) - 1))) if after else ():
        if _said(scan, last + 2, words) and not scan.has_any(last + 2 + 2 * len(words), _NEXT_FIGURE):
            return bound
    return "exact"


_NEXT_FIGURE = ("digits", "currency_sign", "currency_code")
"""What words of bound belong to that stand between two figures: ``$1.5 billion, or over 500 million``."""


def _is_measured(scan: Scan, start: int) -> bool:
    """Whether it is told how much more: ``20 percent more than $5 billion`` is no ``more than $5 billion``."""
    mark = scan.parts[start - 1]
    if mark.strip():
        return mark.endswith(("% ", "%\N{NO-BREAK SPACE}"))
    units = scan.lexicon.phrases["percent_unit"]
    return scan.has_role(start - 2, "times") or any(
        scan.has_role(k, "percent_unit") and any(last == start - 2 for last, _ in units.match(scan.parts, k))
        for k in (start - 2, start - 4)
    )


def _said(scan: Scan, start: int, words: tuple[str, ...]) -> bool:
    """Whether words stand one after another from a piece on, parted by blanks or apostrophes."""
    stop = start + 2 * len(words) - 1
    return (
        start > 0
        and tuple(map(str.lower, scan.parts[start:stop:2])) == words
        and all(scan.has_role(n, "blank") or scan.has_role(n, "apostrophe") for n in range(start + 1, stop, 2))
    )


V = TypeVar("V", Money, Percentage)

_FIGURE = r"-?[0-9]+(?:\.[0-9]+)?"


def canonical(before: str, after: str) -> str:
    """The pattern of the texts that ``str()`` gives, in no language: bound, figure, and upper end of a range.

    Args:
        before: pattern of what stands before the figure.
        after: pattern of what stands after it.
    """
    return f"(?P<bound>>=|<=|~|){before}(?P<low>{_FIGURE})(?: to (?P<high>{_FIGURE}))?{after}"


def parse_whole(text: str, what: str, find: Callable[[str], Iterable[Mention[V]]], language: str) -> V:
    """The one value that a text is, with its words of bound.

    Args:
        text: the text.
        what: what it should be, for the message: ``an amount of money``.
        find: finds such values in a text.
        language: whose words of bound may stand beside the value.

    Raises:
        ParseError: the text is no such value, or holds more than that.
    """
    found = list(find(text))
    if not found:
        raise ParseError(f"not {what}", text)
    first = found[0]
    before, after = text[: first.start].strip(), text[first.end :].strip()
    bounded = before in _BOUND_MARKS or _is_bound(before, language, "bound_before")
    if len(found) > 1 or not bounded or not _is_bound(after, language, "bound_after"):
        raise ParseError(f"more than {what}", text, first.start, first.end)
    return first.value


def _is_bound(text: str, language: str, role: str) -> bool:
    """Whether a text is nothing, or the words of a bound."""
    words = tuple(pieces(text.lower())[::2])
    if not words:
        return not text.strip()
    edge = 0 if role == "bound_after" else -1
    known = _bounds(language, role, edge).get(words[edge], {})
    return any(words == said for alike in known.values() for said, _ in alike)
