"""The grammar of dates: what an English (or other) text can say, over the classes of the scan.

Each rule is a sentence of the notation that :mod:`kztrade._scan` explains. Rules are grouped by the kind of piece
they begin with and tried in order, so a longer one stands before its own beginning. Several texts of one rule are
alternatives. A text that ends with ``& year`` goes on with that part, ``& year?`` does where the part follows; such a
part is compiled once for all rules, and only when one of them comes to it. What a rule captures is resolved by the
function of the rule's name in :mod:`kztrade._date_values`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from attrs import define, field

from kztrade._scan import AGAIN, Lexicon, Scan

__all__ = ["Expression", "expressions"]

PARTS = {
    # a day of the month: 3, 3rd
    "day": "<day_number:d>(^<ordinal_suffix>)?(?!<tight_stop|tight_comma><digits>)",
    "dot": "_|<stop>|^",
    # … 2024 | … last year | … of the year | … a year ago
    "year": """
        (_|,|<stop_comma>|<stop>|<tight_dash>)(<of>_)?(<the>_)?(<year_unit>_)?<year:y>
        | (_|,)(<of>_)?(<the>_)?(<deictic:yd>|<anaphoric:ya>)_<year_unit>
        | _<of>_<the:yt>_<year_unit>
        | _<article>_<year_unit>_<ago:yg>
        | (<tight_dash>|_?<tight_apostrophe>)<two_digits:yy>""",
    # of 2024 | last year, where nothing but "of" will do
    "of_year": """
        (_<genitive>)?_(<the>_)?(<year:y>|(<deictic:yd>|<anaphoric:ya>)_<year_unit>)
        | _<genitive>_<the:yt>_<year_unit>""",
    # quarter of 2023 | three months of last year
    "part_of_year": """
        ({count}_<units:u>|<unit:u>)_<genitive>_(<the>_)?(<year:y>|(<deictic:yd>|<anaphoric:ya>)_<year_unit>)""",
    # 2024 Q3 | 2024Q3 | 2024-Q3
    "before_letter": "(_|^|<tight_dash>)",
    "short_year": "(^|<tight_apostrophe>)<two_digits:yy>|^<year:y>",
    "possessive": "<tight_apostrophe><plural_s>_",
    "weekday": "(<weekday:w>|<weekday_short:w>(<stop>)?)",
    # June 3 | 3 June | 3rd of June
    "month_day": "<month:m>{dot}(<the>_)?{day}",
    "day_month": "{day}(_|~)(<of>_)?<month:m>",
    # march 3, 2024 | 3 march 2024
    "small_month_day": "<small_month:m>{dot}{day}(,|_|~)<year:y>",
    "small_day_month": "{day}(_|~)(<of>_)?<small_month:m>(,|_|~)<year:y>",
    # 3.6.2024 | 6/3/24
    "numeric": """
        <day_number:a>( <tight_stop><day_number:b><tight_stop> | <tight_slash:slash><day_number:b><tight_slash>
                      | <tight_dash><day_number:b><tight_dash> )(<year:y>|<two_digits:yy>)""",
    "to": "~|_<through>_(<through>_)?|<tight_dash><through><tight_dash>",
    "and": "_<conjunction:and>_",
    # the first and | the first, second and: the third quarter
    "others": "(,<ordinal>)*(,|_)(<conjunction>_)?(<the>_)?<ordinal>",
    "count": "<day_number:n>|<two_digits:n>|<three_digits:n>|<cardinal:nc>((_|~)<cardinal:nc2>)?",
    # a year | two years
    "units": "<units:u>|<unit:u>",
    "ago": "_(<ago:ago>|<earlier:earlier>|<later:later>|<from_word>_<now:hence>)",
    # the end of: 2024 | June | last month | the year
    "whole": """
        <year:y> | (<the>_)?(<deictic:ud>|<anaphoric:ua>)_<unit:u>
        | ( <month:m> | (<the>_)?(<ordinal:q>(_|~)<quarter_unit>|<quarter_letter>^<one_digit:qn>)
          | (<the>_)?<ordinal:h>(_|~)<half_unit> )({year})?
        | <the:ut>_<unit:u>""",
    # to June 2024 | ended March 31 | to the end of Q3 2024
    "closing": """
        _<through|year_closing>_(<of>_|<on>_)?((<the>_)?<edge:ce>_<genitive>_)?
        ( ({month_day}|{day_month}|<month:m>)({year})?
        | (<the>_)?(<ordinal:q>(_|~)<quarter_unit>|<quarter_letter>^<one_digit:qn>){year} )""",
    # the same period: of 2024 | last year | a year ago
    "then": """
        (_<of|in_the>)?(_<the>)?(_<year_unit>)?_<year:y>
        | (_<of>|,)?(_<the>)?_(<deictic:yd>|<anaphoric:ya>)_<year_unit|season_unit>
        | _<article>_<year_unit>_(<ago:yg>|<earlier:ye>)
        | _<year_unit>_<earlier:ye>""",
}

RULES: dict[str, dict[str, str | tuple[str, ...]]] = {
    "weekday": {
        "day": (
            "{weekday}(,|_|<stop_comma>)(<the>_)?({month_day}|{day_month}) & year?",
            "{weekday}(,|_|<stop_comma>)({small_month_day}|{small_day_month})",
        ),
        "numeric_day": "{weekday}(,|_|<stop_comma>){numeric}",
        "weekday_of_week": "{weekday}_(<of>_)?(<the>_)?(<deictic:r>|<anaphoric:ra>)_<week_unit>",
        "weekday_the_day": "<weekday:w>(,|_)<the>_{day}",
        "weekday_range": "<weekday:w>{to}<weekday:wb>",
        "weekday": "<weekday:w>",
    },
    "weekday_short": {
        "day": (
            "{weekday}(,|_|<stop_comma>)(<the>_)?({month_day}|{day_month}) & year?",
            "{weekday}(,|_|<stop_comma>)({small_month_day}|{small_day_month})",
        ),
    },
    "month": {
        "days_of_month": "<month:m>{dot}{day:a}({to}|{and}){day:b} & year?",
        "day_range": "{month_day:a}({year:a})?({to}|{and})({weekday}(,|_))?{month_day:b} & year:b?",
        "day": "{month_day} & year?",
        "fiscal_months": """
            <month:a_m>{to}<month:b_m>(_|,)(<of>_)?<year:y><tight_dash|tight_slash>(<two_digits:z>|<year:z>)""",
        "month_range": (
            """<month:a_m>(<stop>)?({year:a})?
            ( ({to}|{and}|<tight_slash>)<month:b_m> | ({to}|{and})<part_of_month>(_|~)<month:b_m> ) & year:b?""",
            "<month:a_m>{to}<small_month:b_m>(_|,)<year:b_y>",
        ),
        "month": "<month:m> & year?",
    },
    "small_month": {
        "month_range": "<small_month:a_m>{to}<month|small_month:b_m>(_|,)<year:b_y>",
        "day": "{small_month_day}",
        "month": "<small_month:m>(_|~)<year:y>",
    },
    "day_number": {
        "numeric_day": "{numeric}",
        "days_of_month": "{day:a}({to}|{and}|<tight_slash>)(<the>_)?{day:b}(_|~)(<of>_)?<month:m> & year?",
        "day_range": "{day_month:a}({year:a})?({to}|{and})({weekday}(,|_))?{day_month:b} & year:b?",
        "day": ("{day_month} & year?", "{small_day_month}"),
        "day_of_month": "{day}_<genitive>_(<the>_)?(<deictic:r>|<anaphoric:ra>)_<month_unit>",
        "quarter": "<month_number:qn>(^<quarter_letter>|^<ordinal_suffix>(_|~)<quarter_unit>)({year}|{short_year})?",
        "half": "<month_number:hn>(^<half_letter>|^<ordinal_suffix>(_|~)<half_unit>)({year}|{short_year})",
        "ago": "{count}_{units}{ago}",
        "months_of": """
            <month_number:n>^<months_letter>((_|<tight_dash>)<year:y>|{short_year}) | {count}_<month_units>{of_year}""",
        "months_to": "{count}_(<month_units>|<quarter_unit:quarters>) & closing",
        "months_alone": "{count}_<month_units>",
        "century": "<day_number:c>^<ordinal_suffix>(_|~)<century_unit>",
        "nth_day": "<day_number:d>^<ordinal_suffix>",
    },
    "year": {
        "iso_day": """
            <year:y>( <tight_dash><month_number:m><tight_dash><day_number:d>
                    | <tight_slash><month_number:m><tight_slash><day_number:d>
                    | <tight_stop><month_number:m><tight_stop><day_number:d> )""",
        "decade": "<year:y>(^|<tight_apostrophe>|<tight_dash>)<plural_s>",
        "quarter": """
            <year:y>{before_letter}<quarter_letter>^<one_digit:qn>
            | <year:y>{possessive}<ordinal:q>(_|~)<quarter_unit>""",
        "half": "<year:y>{before_letter}<half_letter>^<one_digit:hn>",
        "era": "<year:e>_<anno_domini>",
        "year_range": "<year:a>({to}|{and}|<slash>)(<year:b>|<two_digits:bb>)",
        "year_to": "<year:a>_<through>_((<the>_)?<edge:e>_<genitive>_)? & whole",
        "year": "<year:y>",
    },
    "anno_domini": {"era": "<anno_domini>_<digits:e>"},
    "three_digits": {"era": "<three_digits:e>_<anno_domini>"},
    "two_digits": {
        "era": "<two_digits:e>_<anno_domini>",
        "decade": "<two_digits:yy>^<plural_s>",
        "ago": "{count}_{units}{ago}",
    },
    "cardinal": {
        "ago": "{count}_{units}{ago}",
        "months_of": "{count}_<month_units>{of_year}",
        "months_to": "{count}_(<month_units>|<quarter_unit:quarters>) & closing",
        "months_alone": "{count}_<month_units>",
    },
    "article": {
        "ago": "<article:one>_<unit:u>{ago}",
    },
    "ordinal": {
        "nth_weekday": "<ordinal:nth>_<weekday:w>_<of>_<month:m> & year?",
        "first_units": (
            "<ordinal:f>_{count}_<units:u>_(<of>_)?(<the>_)?(<deictic:xd>|<anaphoric:xa>)_<unit:x>",
            "<ordinal:f>_{count}_<units:u> & year?",
        ),
        "quarter": ("<ordinal:q>(_|~)<quarter_unit> & year?", "<ordinal:q>(?={others}(_|~)<quarter_unit>)"),
        "half": (
            "<ordinal:h>(_|~)<half_unit>_<genitive>_<month:m> & year?",
            "<ordinal:h>(_|~)<half_unit> & year?",
            "<ordinal:h>(?={others}(_|~)<half_unit>)",
        ),
        "century": "<ordinal:c>(_|~)<century_unit>",
        "day": "<ordinal:od>_<genitive>_<month:m> & year?",
    },
    "tens": {
        "century": "<tens:t>(_|~)<ordinal:c>(_|~)<century_unit>",
        "day": "<tens:t>(_|~)<ordinal:od>_<genitive>_<month:m> & year?",
    },
    "roman": {"quarter": "<roman:q>_<quarter_unit> & year?", "century": "<roman:c>(_|~)<century_unit>"},
    "quarter_letter": {
        "quarter_range": "<quarter_letter>^<one_digit:a>({to}|{and})(<quarter_letter>^)?<one_digit:b> & year?",
        "quarter": (
            "<quarter_letter>^<one_digit:qn>(<tight_apostrophe><two_digits:yy>|<tight_slash><year:y>)",
            "<quarter_letter>^<one_digit:qn> & year?",
        ),
    },
    "half_letter": {
        "half": (
            "<half_letter>^<one_digit:hn>(<tight_apostrophe><two_digits:yy>|<tight_slash><year:y>)",
            "<half_letter>^<one_digit:hn> & year?",
        ),
    },
    "fiscal_letters": {
        "fiscal_years": """
            <fiscal_letters>(^|_|<tight_dash>)(<year:a>|<two_digits:aa>)<tight_dash|tight_slash>
            (<year:b>|<two_digits:bb>)""",
        "fiscal_year": "<fiscal_letters>(^|_|<tight_dash>|<tight_apostrophe>)(<year:y>|<two_digits:yy>)",
    },
    "season": {
        "season": """
            <season:s>{of_year}(~|<tight_slash>)(<two_digits:zz>|<year:z>)
            | <season:s>({of_year}|,<year:y>)?""",
    },
    "deictic": {
        "day": "<deictic>_{weekday}(,|_|<stop_comma>)(<the>_)?({month_day}|{day_month}) & year?",
        "last_of_year": "<deictic:r>_{part_of_year}",
        "some_units": "<deictic:r>_{count}_<units:u>",
        "unit": "<deictic:r>_<unit:u>",
        "last_weekday": "<deictic:r>_<weekday:w>_<of>_<month:m> & year?",
        "this_weekday": "<deictic:r>_<weekday:w>",
        "this_month": "<deictic:r>_<month:m> & year?",
        "this_season": "<deictic:r>_<season:s>",
        "this_part": "<deictic:r>_<day_part>",
    },
    "same": {"same": "<same:same>_({count}_)?<span_word:p> & then?"},
    "final": {
        "last_of_year": "<final:final>_{part_of_year}",
    },
    "anaphoric": {
        "some_units": "<anaphoric:ra>_{count}_<units:u>",
        "unit": "<anaphoric:ra>_<unit:u>",
        "this_month": "<anaphoric:ra>_<month:m> & year?",
        "this_season": "<anaphoric:ra>_<season:s>",
        "this_weekday": "<anaphoric:ra>_<weekday:w>",
    },
    "unit": {
        "beside_today": "<day_unit>_(<earlier:before>|<later:after>)_<today:t>",
        "weekend": "<weekend:weekend>",
        "year_ago_period": "<unit:u>(_|~)(<ago:ago>|<earlier:earlier>)(_|~)<span_word:p>",
        "named_year": "<year_unit>_<year:y>",
        "relative_unit": "<unit:u>_(<ago:ago>|<earlier:earlier>)",
        "year_end": "<year_unit>(_|~)<edge:e>(_<year:y>)?",
        "months_to": "(<year_unit:year>|<quarter_unit:quarter>) & closing",
    },
    "edge": {
        "edge": (
            "<edge:e>(_|<tight_dash>)<year:y>",
            "<edge:e>(_|<tight_dash>)<month:m> & year?",
            "<edge:e>_<genitive>_ & whole",
        ),
    },
    "today": {"today": "<today:t>(_<day_part>)?"},
    "decade_word": {"decade_word": "<decade_word:t>"},
}


_AFTER_NUMBER = (
    *(
        "month",
        "small_month",
        "month_units",
        "units",
        "unit",
        "ordinal_suffix",
        "quarter_letter",
        "half_letter",
        "months_letter",
    ),
    *("day_number", "two_digits", "year", "of", "through", "conjunction", "plural_s", "anno_domini"),
)
_AFTER_RELATION = ("unit", "units", "month", "season", "weekday", "day_part", "span_word", "digits", "cardinal")

SECOND: dict[str, tuple[str, ...]] = {
    "day_number": _AFTER_NUMBER,
    "two_digits": _AFTER_NUMBER,
    "three_digits": _AFTER_NUMBER,
    "cardinal": ("unit", "units", "cardinal"),
    "article": ("unit",),
    "deictic": _AFTER_RELATION,
    "anaphoric": _AFTER_RELATION,
    "same": _AFTER_RELATION,
    "ordinal": ("quarter_unit", "half_unit", "century_unit", "weekday", "digits", "cardinal", "of", "conjunction"),
    "roman": ("quarter_unit", "century_unit"),
}
"""What can come second in a date that begins so: most numbers and articles begin none, and cost no more than a look."""


@define(eq=False, repr=False)
class Expression:
    """A date as a text says it, before anything is known of when the text was written.

    Attributes:
        rule: the rule it follows.
        first: index of its first piece in the scan.
        last: index of its last.
        captures: the index of each piece that the rule captured.
        scan: the text.
    """

    rule: str
    first: int
    last: int
    captures: dict[str, int]
    scan: Scan

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.scan.starts[self.first]

    @property
    def end(self) -> int:
        """Offset after its last."""
        return self.scan.end(self.last)

    def has(self, *names: str) -> bool:
        """Whether any of the names was captured."""
        return not self.captures.keys().isdisjoint(names)

    def number(self, name: str) -> int | None:
        """The digits captured under a name; None where none were, or a word was."""
        index = self.captures.get(name)
        piece = "" if index is None else self.scan.parts[index]
        return int(piece) if piece.isdecimal() else None

    def meaning(self, role: str, *names: str) -> Any:
        """What the word captured under one of the names means in a role; None where it has no such role."""
        for name in names:
            index = self.captures.get(name)
            if index is not None:
                return self.scan.lexicon.meanings[role].get(self.scan.parts[index].lower())
        return None

    def word_before(self) -> int:
        """The index of the word before the expression, parted from it by a blank only; -1 where there is none."""
        scan, index = self.scan, self.first - 2
        return index if index > 0 and scan.kinds[index + 1] in scan.members["blank"] else -1

    def word_after(self) -> int:
        """The index of the word after the expression, parted from it by a blank only; -1 where there is none."""
        scan, index = self.scan, self.last + 2
        return index if scan.kinds[index - 1] in scan.members["blank"] and index < len(scan.parts) - 1 else -1


@cache
def _part(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    return lexicon.compile(f"{{{name}}}", PARTS)


@define(eq=False, repr=False)
class _Rules:
    """Rules to try at one place, in order, as the alternatives of one pattern.

    Attributes:
        lexicon: the language's words.
        rules: the rules by name, in the notation.
        pattern: the rules without the parts that they go on with, an empty group after each of them.
        told: by the number of that group, the last one that a match closes: the rule's name, its captures with the
            numbers of their groups, the part that it goes on with, and how many rules come no later.
    """

    lexicon: Lexicon
    rules: list[tuple[str, str]]
    pattern: re.Pattern[str] = field(init=False)
    told: dict[int, tuple[str, list[tuple[str, int]], _Follows | None, int]] = field(init=False, factory=dict)
    _alone: dict[int, _Rules] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        parted = [rule.partition("&") for _, rule in self.rules]
        self.pattern = self.lexicon.compile(" | ".join(f"( {rule} ) ({_ENDED}: )" for rule, _, _ in parted), PARTS)
        captures: list[tuple[str, int]] = []
        for group, number in self.pattern.groupindex.items():
            name = group.partition(AGAIN)[0]
            if name == _ENDED:
                count = len(self.told)
                self.told[number] = self.rules[count][0], captures, _follows(parted[count][2]), count + 1
                captures = []
            else:
                captures.append((name, number))

    def read(self, scan: Scan, place: int, accept: Callable[[Expression], bool]) -> Expression | None:
        """The accepted expression of the first rule that has one at a place."""
        match = self.pattern.match(scan.kinds, place)
        if match is None:
            return None
        name, captures, follows, count = self.told[match.lastindex or 0]
        at, stop, fits = match.start, match.end(), True
        caught = {capture: index for capture, group in captures if (index := at(group)) >= 0}
        if follows:
            part, prefix, is_needed = follows
            more = _part(self.lexicon, part).match(scan.kinds, stop)
            fits = more is not None or not is_needed
            if more is not None:
                stop = more.end()
                caught |= {prefix + name: index for name, index in Lexicon.captures(more).items()}
        if fits:
            found = Expression(name, place, stop - 1, caught, scan)
            if accept(found):
                return found
        later = (self.alone(n).read(scan, place, accept) for n in range(count, len(self.rules)))
        return next(filter(None, later), None)

    def alone(self, n: int) -> _Rules:
        """One of the rules, compiled when one before it is not accepted."""
        if n not in self._alone:
            self._alone[n] = _Rules(self.lexicon, self.rules[n : n + 1])
        return self._alone[n]


_ENDED = "ended"

_Follows = tuple[str, str, bool]
"""What a rule goes on with: the name of a part, what stands before its captures, and whether it has to follow."""


def _follows(told: str) -> _Follows | None:
    """What a rule goes on with, by what it says of it: ``year:b?``."""
    part, _, inner = told.strip().rstrip("?").partition(":")
    return (part, f"{inner}_" if inner else "", not told.endswith("?")) if part else None


@define(eq=False, repr=False)
class _Grammar:
    """The rules, compiled when a text first has a piece that they begin with.

    Attributes:
        lexicon: the language's words.
        starts: the pieces that can begin a date, where they stand.
        roles: those that the class of a first piece can play.
        rules: those to try, by the class of the first piece.
    """

    lexicon: Lexicon
    starts: re.Pattern[str]
    roles: dict[str, tuple[str, ...]]
    rules: dict[str, list[_Rules]] = field(factory=dict)

    def rules_of(self, kind: str) -> list[_Rules]:
        """The rules to try where a piece of a class stands, compiled when it first does."""
        rules = self.rules[kind] = [_rules(self.lexicon, role) for role in self.roles[kind]]
        return rules


@cache
def _rules(lexicon: Lexicon, role: str) -> _Rules:
    """The rules that begin with a role."""
    rules = ((name, (rule,) if isinstance(rule, str) else rule) for name, rule in RULES[role].items())
    return _Rules(lexicon, [(name, text) for name, texts in rules for text in texts])


@cache
def _grammar(lexicon: Lexicon) -> _Grammar:
    roles: dict[str, tuple[str, ...]] = {}
    for role in RULES:
        for kind in lexicon.roles_of(role):
            roles[kind] = (*roles.get(kind, ()), role)
    free = "|".join(role for role in RULES if role not in SECOND)
    begins = [f"(?<= <{free}> ) (?<! <doubtful_month> )", _DOTTED, _DOUBTFUL]
    for role, beside in SECOND.items():
        begins.append(f"(?<= <{role}> ) (?= <{_GAPS}> <{'|'.join(beside)}> )")
    starts = f"<{'|'.join(RULES)}> {_STANDS_FREE} ( {' | '.join(begins)} )"
    return _Grammar(lexicon, lexicon.compile(starts), roles)


_GAPS = "touch|blank|dash|tight_slash"
"""What can stand between the first piece of a date and the second, but in dates such as 3.6.2024."""

_DOTTED = "(?<= <day_number> ) (?= <tight_stop> <day_number> <tight_stop> )"

_DOUBTFUL = """
    (?<= <doubtful_month> )
    (?= . <digits|the|of|year_unit|deictic|anaphoric|article|through|conjunction> )
    | (?<= <doubtful_month> ) (?= <dash|slash> <month|small_month> )
    | (?<= <time_preposition|signal|signal_gap|through|conjunction> . <doubtful_month> )
    | (?<= <month> <comma> <doubtful_month> ) | (?<= <doubtful_month> ) (?= _ <month_noun|month_ahead> )"""
"""A name such as ``May`` can be a month only beside a number or a word of time."""

_STANDS_FREE = """
    (?<! . ^ . ) (?<! <digits> <tight_stop|tight_comma|tight_dash|tight_slash> . )
    (?! (?<= <digits> <blank> <year> ) <blank> <digits> )
    (?! (?<= <month> ) <blank> <month> <blank> <month> ) (?! (?<= <month> <blank> <month> ) <blank> <month> )
    (?<! <month> <blank> <month> <blank> <month> )"""
"""No letter, digit or decimal touches a piece from before; and it is no year or month in a row, as a table has."""


def expressions(scan: Scan, accept: Callable[[Expression], bool]) -> Iterator[Expression]:
    """The dates of a text, in order, none overlapping.

    Args:
        scan: the text.
        accept: whether what follows a rule is a date there; if not, the next rule is tried.
    """
    grammar = _grammar(scan.lexicon)
    kinds, rules, free = scan.kinds, grammar.rules, 0
    for start in grammar.starts.finditer(kinds):
        place = start.start()
        if place < free:
            continue
        kind = kinds[place]
        for tried in rules.get(kind) or grammar.rules_of(kind):
            found = tried.read(scan, place, accept)
            if found is not None:
                free = found.last + 1
                yield found
                break
