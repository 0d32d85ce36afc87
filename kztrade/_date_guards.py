"""What looks like a date and is none, and what the words around a date do to it.

A wrong date is worse than a missed one: where a word can be something else (``May``, ``2024 tonnes``,
``Agenda 2030``), it needs a word of time beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from kztrade._date_grammar import Expression
from kztrade._late import late
from kztrade._scan import BARRIER, UNKNOWN, Lexicon, Scan

__all__ = ["accept", "is_compared", "looks_ahead", "signal_before"]


def accept(x: Expression) -> bool:
    """Whether an expression, which nothing touches from before, is a date where it stands."""
    scan = x.scan
    if scan.kinds[x.last + 1] in scan.lexicon.any_of(_JOINTS) and _goes_on(x):
        return False
    guard = _GUARDS.get(x.rule)
    return guard is None or guard(x)


_JOINTS = ("touch", "tight_stop", "tight_comma", "tight_dash", "tight_slash")


def _goes_on(x: Expression) -> bool:
    """Whether a letter, or a number's next digits, follow an expression after a joint."""
    scan, after = x.scan, x.last + 2
    if scan.has_role(after, "digits"):
        return True
    is_moment = x.rule == "iso_day" and scan.parts[after : after + 1] == ["T"]
    return scan.has_role(after - 1, "touch") and after < len(scan.parts) and not is_moment


def _counts(x: Expression) -> bool:
    """Whether the number at the end counts what follows: money, per cent, a magnitude or a measure."""
    scan, after = x.scan, x.last + 2
    return scan.has_any(after, _COUNTED) and scan.has_any(x.last + 1, ("blank", "tight_dash", "touch"))


_COUNTED = ("measure", "magnitude", "currency_noun", "currency_code", "percent_unit")


def _plural_follows(x: Expression) -> bool:
    """Whether a plural that no vocabulary knows follows: ``2000 soldiers``."""
    if x.scan.kinds[x.last + 2] != UNKNOWN or x.word_after() < 0:
        return False
    word = x.scan.parts[x.last + 2]
    return word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _said_before(x: Expression, role: str, *, over: str = "signal_gap") -> bool:
    """Whether a word of a role stands before, perhaps with ``the`` or ``early`` between."""
    scan, index = x.scan, x.word_before()
    for _ in range(3):
        if index < 0:
            return False
        if scan.has_role(index, role):
            return True
        if not scan.has_role(index, over) or (
            not scan.has_role(index - 1, "blank") and not scan.has_role(index - 1, "dash")
        ):
            return False
        index -= 2
    return False


# Years


def _year(x: Expression) -> bool:
    scan, year = x.scan, x.number("y") or 0
    if scan.has_any(x.first - 2, ("currency_sign", "no_year_before", "digits")) and (
        scan.has_role(x.first - 2, "currency_sign") or _numbered(x) or scan.has_role(x.word_before(), "digits")
    ):
        return False
    if _counts(x) or (scan.has_role(x.last + 2, "before_christ") and x.word_after() > 0):
        return False
    sure = _said_before(x, "sure_preposition")
    if not 1900 <= year <= 2100:
        return sure and not (_plural_follows(x) and year % 100 == 0)
    if scan.has_role(x.first - 1, "dash") and not scan.has_role(x.first - 1, "blank"):
        if scan.has_role(x.first - 1, "tight_dash"):
            return scan.has_role(x.first - 2, "time_preposition") or scan.has_role(x.first - 2, "signal_gap")
        return True
    if _plural_follows(x):
        return sure or _after_determiner(x)
    return sure or not _in_name(x)


def _numbered(x: Expression) -> bool:
    """Whether the word before makes it a number: ``No. 2024``, ``Order 1990``; ``since about 2005`` does not."""
    return x.scan.has_role(x.first - 2, "no_year_before") and not x.scan.has_role(x.first - 4, "sure_preposition")


def _after_determiner(x: Expression) -> bool:
    return x.first == 1 or x.scan.has_role(x.first - 2, "determiner")


def _in_name(x: Expression) -> bool:
    """Whether the word before is a name: ``Agenda 2030``, ``Strategy 2050``."""
    index = x.word_before()
    if index < 0:
        return False
    word = x.scan.parts[index]
    if word.islower() or not word[0].isalpha():
        return False
    return not x.scan.has_any(index, _NO_NAMES)


_NO_NAMES = ("time_preposition", "signal", "determiner", "season", "month", "function_word", "comparison")


def _year_range(x: Expression) -> bool:
    first, last, short = x.number("a") or 0, x.number("b"), x.number("bb")
    scan = x.scan
    if _counts(x) or _numbered(x) or scan.has_role(x.first - 2, "currency_sign"):
        return False
    if x.has("and"):
        return scan.has_role(x.word_before(), "between_word") and 1500 <= first < (last or 0) <= 2100
    slash = scan.has_role(x.first + 1, "slash")
    if last is None:
        follows = first // 100 * 100 + (short or 0)
        if follows <= first:
            follows += 100
        ambiguous = (short or 0) <= 12 and follows != first + 1  # 2005-10 may be October
        return 1900 <= first <= 2100 and follows - first < 60 and not ambiguous and (not slash or follows == first + 1)
    return 1500 <= first < last <= 2200 and (not slash or last == first + 1)


def _year_to(x: Expression) -> bool:
    """``from 2005 to`` what is no year alone."""
    return x.scan.has_role(x.word_before(), "from_word") and not (x.has("y") and x.captures["y"] == x.first + 4)


def _decade(x: Expression) -> bool:
    if x.has("yy"):
        return (x.number("yy") or 0) % 10 == 0 and x.scan.has_role(x.first - 1, "apostrophe")
    possessive = x.scan.has_role(x.first + 1, "apostrophe") and x.word_after() > 0  # over 2020's $46 million
    return (x.number("y") or 1) % 10 == 0 and (not possessive or x.scan.has_role(x.first - 2, "signal_gap"))


def _decade_word(x: Expression) -> bool:
    return _said_before(x, "the")


def _century(x: Expression) -> bool:
    number = x.number("c") or (x.meaning("tens", "t") or 0) + (x.meaning("ordinal", "c") or 0)
    in_our_era = not x.scan.has_role(x.word_after(), "before_christ")
    return in_our_era and 1 <= (number or x.meaning("roman", "c") or 0) <= 21


def _named_year(x: Expression) -> bool:
    index = x.word_before()
    return index < 0 or x.scan.has_role(index, "the") or x.scan.has_role(index, "sure_preposition")


# Months and days


def _month(x: Expression) -> bool:
    scan = x.scan
    if x.has("y", "yd", "ya", "yt", "yg"):
        return True
    if scan.has_role(x.first - 2, "honorific"):
        return False
    before = x.word_before()
    if before > 0 and scan.has_any(before, ("time_preposition", "signal", "through")):
        return True
    if before > 0 and scan.has_role(before, "conjunction") and scan.has_role(before - 2, "month"):
        return True
    if scan.has_role(x.first - 1, "comma") and scan.has_role(x.first - 2, "month"):
        return True
    if scan.has_role(x.first, "doubtful_month"):
        after = x.word_after()
        if scan.has_any(after, ("month_noun", "month_ahead")) and scan.parts[after].islower():
            return True  # not the verb of a headline, "Exporters May Report Losses"
        return _said_before(x, "time_preposition") or (
            scan.has_role(before, "signal_gap") and not scan.has_role(before, "the")
        )
    after = x.word_after()
    return after < 0 or (
        not (scan.kinds[after] == UNKNOWN and scan.parts[after][0].isupper()) and not _given_name(scan, before)
    )


def _given_name(scan: Scan, index: int) -> bool:
    return index > 1 and scan.kinds[index] == UNKNOWN and scan.parts[index][0].isupper()


def _day(x: Expression) -> bool:
    if x.has("y", "yd", "ya", "yt", "w"):
        return True
    if _counts(x):
        return False
    starts_with_month = x.has("m") and x.captures["m"] == x.first
    # "In June 20 companies": one says "on June 20"
    return not (starts_with_month and x.scan.has_role(x.word_before(), "containing") and _plural_follows(x))


def _days_of_month(x: Expression) -> bool:
    first, last = x.number("a_d") or 0, x.number("b_d") or 0
    return first < last and not (_counts(x) and not x.has("y"))


def _linked(x: Expression) -> bool:
    """A range that ``and`` links needs ``between``."""
    return not x.has("and") or x.scan.has_role(x.word_before(), "between_word")


def _month_range(x: Expression) -> bool:
    return _linked(x)


def _weekday(x: Expression) -> bool:
    scan, before, after = x.scan, x.word_before(), x.word_after()
    if before > 0 and (scan.has_role(before, "every") or scan.has_role(before, "weekday_name")):
        return False
    named = after > 0 and scan.parts[after][0].isupper()
    return not (named and before > 0 and scan.has_role(before, "the"))


def _weekday_range(x: Expression) -> bool:
    """``from Monday to Friday``; not the hours of a shop, ``Monday-Friday``."""
    return x.scan.has_role(x.word_before(), "from_word")


# Parts of years


def _no_whole_follows(x: Expression) -> bool:
    """Whether no other whole follows: ``the first half of the match`` is none of ours."""
    return not x.scan.has_role(x.word_after(), "genitive")


def _part(x: Expression) -> bool:
    return x.has("y", "yd", "ya", "yt", "yy", "yg", "m") or _no_whole_follows(x)


_PARTS_OF_YEAR = 6
"""How many parts of some months a year has at most: ``the sixth two months``."""


def _first_units(x: Expression) -> bool:
    number, months = x.meaning("ordinal", "f"), x.meaning("units", "u") == "month"
    if number != 1 and not (months and x.has("y", "yd", "ya", "yt") and number <= _PARTS_OF_YEAR):
        return False
    if x.has("y", "yd", "ya", "yt", "yg", "xd", "xa"):
        return True
    return x.meaning("units", "u") == "month" and _no_whole_follows(x)


def _months_of(x: Expression) -> bool:
    return not x.scan.has_role(x.word_before(), "ordinal")


def _months_alone(x: Expression) -> bool:
    return not x.scan.has_role(x.word_after(), "genitive") and not x.scan.has_role(x.word_before(), "every")


def _season(x: Expression) -> bool:
    if x.has("z", "zz"):  # the winter of 2015-16
        year, last = x.number("y") or 0, x.number("zz") or x.number("z") or 0
        return x.meaning("season", "s") == "winter" and last in (year + 1, (year + 1) % 100)
    if x.has("y", "yd", "ya", "yt"):
        return True
    return _no_whole_follows(x) and (_said_before(x, "sure_preposition") or _said_before(x, "signal"))


# Relative expressions


def _unit(x: Expression) -> bool:
    unit, scan, before = x.meaning("unit", "u"), x.scan, x.word_before()
    if scan.has_role(x.first, "of_late") and unit not in ("week", "month", "quarter"):
        return False
    if (before > 0 and scan.has_role(before, "every")) or scan.parts[x.last + 1] == "-":  # day-to-day
        return False
    if unit == "half" or (x.has("r") and unit == "day" and (x.meaning("deictic", "r") or 0) <= 0):
        return False
    if scan.has_role(x.first, "demonstrative"):
        return before < 0 or scan.has_role(before, "time_preposition") or scan.has_role(before, "signal")
    return not scan.has_role(x.word_after(), "genitive") or unit in ("year", "quarter", "century", "decade")


def _some_units(x: Expression) -> bool:
    """``the last ten days``; not those of a month, ``the last ten days of February``."""
    after = x.word_after()
    if x.scan.has_role(after, "genitive") and x.scan.has_any(after + 2, ("month", "year", "deictic", "anaphoric")):
        return False
    return bool(x.meaning("deictic", "r") or x.meaning("anaphoric", "ra"))


def _last_of_year(x: Expression) -> bool:
    return x.has("final") or bool(x.meaning("deictic", "r") == -1)


def _this_part(x: Expression) -> bool:
    offset = x.meaning("deictic", "r")
    return bool(offset == 0 or (offset == -1 and x.scan.has_role(x.last, "night")))


def _ago(x: Expression) -> bool:
    """``two years before`` stands alone; ``two years before the war`` needs the war's date."""
    before = x.word_before()
    if x.scan.has_role(before, "half") or x.scan.has_role(before, "genitive") or x.meaning("unit", "u") == "half":
        return False  # half a century ago
    if not x.has("earlier", "later"):
        return True
    if x.scan.has_role(x.last, "adverb_of_order"):
        return True
    return x.word_after() < 0


def _relative_unit(x: Expression) -> bool:
    before = x.word_before()
    return before > 0 and (x.scan.has_role(before, "the") or x.scan.has_role(before, "comparison")) and _ago(x)


def _same(x: Expression) -> bool:
    """``at the same time`` is no date; ``the same time last year`` is."""
    span = x.captures["p"]
    then = x.has("y", "yd", "ya", "yg", "ye")
    if x.scan.has_role(x.last + 1, "tight_dash"):  # the same day-to-day work
        return False
    plain = x.scan.has_role(x.first, "very_same")
    if x.scan.has_role(span, "vague_span"):
        return then
    if x.scan.has_role(span, "short_span") and not x.has("n", "nc"):
        of_months = then and x.meaning("span_word", "p") in ("month", "months")
        return of_months or (plain and x.scan.has_role(span, "single_span"))
    return plain or then or x.scan.has_role(span, "bare_span")


def _edge(x: Expression) -> bool:
    """``the end of June``; not that of a stretch: ``at the end of January–September`` tells of all its months."""
    stretch = x.scan.has_role(x.last + 1, "tight_dash") and x.scan.has_role(x.last + 2, "month")
    return not stretch and x.meaning("unit", "u") not in ("day", "weekend")


_QUARTERS = 4


def _months_to(x: Expression) -> bool:
    """``the four quarters to the end of Q3``; not ``six months to the start of May``, nor to a ninth quarter."""
    quarter = x.number("qn") or x.meaning("ordinal", "q")
    if (x.has("ce") and x.meaning("edge", "ce") != "end") or not 1 <= (quarter or 1) <= _QUARTERS:
        return False
    before = x.word_before()
    if x.has("year", "quarter"):
        return before < 0 or x.scan.has_any(before, ("the", "sure_preposition", "kind_of_year"))
    return True


def _nth_day(x: Expression) -> bool:
    """``on the 27th``, and no 27th of anything."""
    scan, before, after = x.scan, x.word_before(), x.word_after()
    on_the = scan.has_role(before, "the") and scan.has_role(before - 2, "on") and scan.has_role(before - 1, "blank")
    return on_the and (after < 0 or (scan.has_role(after, "function_word") and not scan.has_role(after, "genitive")))


def _this_month(x: Expression) -> bool:
    return not x.scan.has_role(x.first, "demonstrative")


def _linked_quarters(x: Expression) -> bool:
    return not x.has("and") and 1 <= (x.number("a") or 0) < (x.number("b") or 0) <= _QUARTERS


def _weekend(x: Expression) -> bool:
    return x.scan.has_role(x.word_before(), "the") and _no_whole_follows(x)


def _era(x: Expression) -> bool:
    return 1 <= (x.number("e") or 0) <= 2100


def _today(x: Expression) -> bool:
    """``today`` as "these days" is no date: in speech, and where a sentence begins with it."""
    if not x.scan.has_role(x.first, "nowadays"):
        return True
    before = x.word_before()
    inside = before > 0 or x.scan.has_role(x.last + 1, "apostrophe")
    return inside and not x.scan.has_role(before, "no_today_before") and not _in_quotes(x)


_SPEECH = 2000
"""Characters before an expression in which the direct speech that it stands in must have begun."""


def _in_quotes(x: Expression) -> bool:
    """Whether an expression stands in direct speech, by the quotation marks of its paragraph."""
    text, offset = x.scan.text, x.scan.starts[x.first]
    start = max(0, offset - _SPEECH)
    paragraph = text[max(start, text.rfind("\n", start, offset) + 1) : offset]
    curly = paragraph.count("\N{LEFT DOUBLE QUOTATION MARK}") - paragraph.count("\N{RIGHT DOUBLE QUOTATION MARK}")
    angled = paragraph.count("«") - paragraph.count("»")
    return curly > 0 or angled > 0 or paragraph.count('"') % 2 == 1


_GUARDS: dict[str, Callable[[Expression], bool]] = {
    "ago": _ago,
    "century": _century,
    "day": _day,
    "day_range": _linked,
    "days_of_month": _days_of_month,
    "decade": _decade,
    "decade_word": _decade_word,
    "edge": _edge,
    "first_units": _first_units,
    "half": _part,
    "last_of_year": _last_of_year,
    "last_weekday": _last_of_year,
    "month": _month,
    "month_range": _month_range,
    "months_alone": _months_alone,
    "named_year": _named_year,
    "quarter": _part,
    "relative_unit": _relative_unit,
    "same": _same,
    "season": _season,
    "some_units": _some_units,
    "this_part": _this_part,
    "today": _today,
    "unit": _unit,
    "weekday": _weekday,
    "weekday_range": _weekday_range,
    "weekend": _weekend,
    "year": _year,
    "year_range": _year_range,
    "year_to": _year_to,
    "months_of": _months_of,
    "months_to": _months_to,
    "nth_day": _nth_day,
    "this_month": _this_month,
    "quarter_range": _linked_quarters,
    "era": _era,
}


# What the words around do

_WINDOW = 60
"""Pieces on either side of a date that are looked at for a word of the future."""


def looks_ahead(x: Expression) -> bool:
    """Whether the sentence puts an expression into the future: by the nearest word of tense before it, else after."""
    scan = x.scan
    if scan.has_role(x.word_before(), "deadline") or (
        x.rule == "month" and scan.has_role(x.word_after(), "month_ahead")
    ):
        return True
    tense, kinds = _tense(scan.lexicon), scan.kinds
    before = [match.start() for match in tense.finditer(kinds, max(1, x.first - _WINDOW + 2), x.first)]
    after = tense.finditer(kinds, x.last + 1, max(x.last + 1, min(len(scan.parts) - 1, x.last + _WINDOW)))
    ahead = _is_future(scan, reversed(before))
    return (_is_future(scan, (match.start() for match in after)) if ahead is None else ahead) is True


def _is_future(scan: Scan, places: Iterable[int]) -> bool | None:
    """The tense of the first word of it, if one comes before the sentence ends."""
    for index in places:
        if index % 2:
            return scan.has_role(index, "future")
        if _ends_sentence(scan.parts[index]):
            return None
    return None


@cache
def _tense(lexicon: Lexicon) -> re.Pattern[str]:
    """A word of the future or the past, or a separator that may end a sentence."""
    return re.compile(f"[{lexicon.any_of(('future', 'past'))}{_ends(lexicon)}]")


def _ends_sentence(gap: str) -> bool:
    return ("." in gap and len(gap) > 1) or "\n\n" in gap or "!" in gap or "?" in gap


def signal_before(x: Expression) -> str | None:
    """The signal that opens a stretch of time before an expression: ``since``, ``until``, ``before``, ``after``."""
    scan = x.scan
    if scan.kinds[x.first - 2] not in scan.lexicon.any_of(("signal", "signal_gap", "from_word")):
        return None  # mostly there is nothing to ask
    index = x.first - 2 if scan.has_role(x.first - 1, "tight_dash") else x.word_before()
    for _ in range(4):
        if index < 0:
            return None
        if scan.has_role(index, "signal"):
            return str(scan.lexicon.meanings["signal"][scan.parts[index].lower()])
        if x.rule == "edge" and scan.has_role(index, "from_word"):
            return "since"
        if not scan.has_role(index, "signal_gap") or not (
            scan.has_role(index - 1, "blank") or scan.has_role(index - 1, "comma")
        ):
            return None
        index -= 2
    return None


_CLAUSE = 20
"""Pieces before an expression in which a word of comparison makes it what is compared with."""


def is_compared(x: Expression) -> bool:
    """Whether the text only compares with an expression: ``less than in 2022``, or says it in brackets."""
    scan, index, begin = x.scan, x.first, max(1, x.first - _CLAUSE + 2)
    telling = _telling(scan.lexicon)
    while (match := telling.match(scan.kinds, begin, index)) is not None:
        index = match.end() - 1
        if index % 2:
            if not scan.has_role(index, "near_comparison") or _compares(scan, index, x.first):
                return True
        else:
            gap = scan.parts[index]
            if "(" in gap:
                return True
            if gap not in (".", ",") and not _NO_END().fullmatch(gap):
                return False
    return False


_NO_END = late(r"[^,;.)\n]*")
"""Whether a separator ends no clause."""


@cache
def _telling(lexicon: Lexicon) -> re.Pattern[str]:
    """All up to the last word that compares, or the last separator that may end or open something."""
    return re.compile(f".*[{lexicon.roles_of('comparison')}{_ends(lexicon)}]")


def _ends(lexicon: Lexicon) -> str:
    """The separators that may end or open something, as the inside of a set."""
    inside = lexicon.any_of(("space", "touch", "tight_stop", "tight_comma", "tight_apostrophe", "tight_slash"))
    ends = "".join(kind for kind in lexicon.any_of(_SEPARATORS) if kind not in inside)
    return ends + re.escape(BARRIER)


_SEPARATORS = (
    *("blank", "break", "comma", "stop", "stop_comma", "dash", "apostrophe", "slash"),
    *("open", "close", "colon", "semicolon", "ending"),
)


def _compares(scan: Scan, index: int, first: int) -> bool:
    """Whether a word such as *on* or *from* compares: ``up 27% on 2023``, ``from $5 billion in 2022``."""
    if scan.has_any(index + 2, ("currency_sign", "currency_code", "digits")):
        return index + 2 != first or scan.has_role(index - 2, "percent_unit")
    return scan.has_role(index - 2, "percent_unit") and index >= first - 4
