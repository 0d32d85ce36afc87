"""The one pass over a text that all finders share.

A text is cut into words, digit runs and signs, and what separates them. Every piece gets a *class*: one
character that stands for the set of roles it can play (a month, a number of two digits, a blank …). The
classes in a row, :attr:`Scan.kinds`, are a string with one character for each piece, so that a grammar is a
regular expression over classes: it reads like the language it describes, runs at the speed of C, and knows
nothing of the words themselves. Those are in the vocabularies.

A rule of grammar is written in a small notation, compiled by :meth:`Lexicon.rule`:

===============  =====================================================================
``<month>``      one piece that can be a month; ``<month:m>`` captures it as ``m``
``<month|unit>`` one piece that can be either
``{day}``        another rule, by name; ``{day:a}`` puts ``a_`` before its captures
``_``            a blank: white space without a blank line
``,``            a comma, with or without white space
``~``            a hyphen or dash, with or without white space
``^``            nothing: the pieces touch
``(x: …)``       captures what it holds as ``x``
``( | ) ? * +``  as in regular expressions; groups don't capture; white space means nothing
===============  =====================================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, count, islice, pairwise, product, repeat
from typing import Any, Generic, TypeVar

from attrs import define, field, frozen

from kztrade import vocabulary
from kztrade._late import late
from kztrade.vocabulary._spelling import Tail, cut, parted, spellings, ways, without_marks

__all__ = [
    "SHORT_SEPARATOR",
    "Known",
    "Lexicon",
    "Longer",
    "Phrases",
    "Scan",
    "Spelled",
    "Tail",
    "characters",
    "continues",
    "known_of",
    "lexicon",
    "pieces",
    "sentence_ends",
    "tails",
    "without_marks",
]

UNKNOWN = "."
"""The class of a word that no vocabulary holds."""

BARRIER = "|"
"""The class of a separator that no rule crosses."""

_MARKS = {
    ",": "comma",
    ".": "stop",
    "-": "dash",
    "\N{HYPHEN}": "dash",
    "\N{NON-BREAKING HYPHEN}": "dash",
    "\N{FIGURE DASH}": "dash",
    "\N{EN DASH}": "dash",
    "\N{EM DASH}": "dash",
    "\N{MINUS SIGN}": "dash",
    "--": "dash",
    ".-": "dash",
    ".\N{EN DASH}": "dash",
    "'": "apostrophe",
    "\N{RIGHT SINGLE QUOTATION MARK}": "apostrophe",
    "\N{LEFT SINGLE QUOTATION MARK}": "apostrophe",
    "\N{MODIFIER LETTER APOSTROPHE}": "apostrophe",
    "/": "slash",
    "(": "open",
    ")": "close",
    ":": "colon",
    ";": "semicolon",
    ".,": "stop_comma",
    "),": "close",
    ");": "close",
    "):": "close",
    ").": "close",
}
"""What can separate two pieces, by its marks without white space."""

_ENDS = {False: (), True: ("ending",)}
"""The role of a separator at which a sentence may end, by whether it is one."""

_SEPARATORS: tuple[tuple[str, ...], ...] = (
    ("touch",),
    *(
        (*roles, *ending)
        for roles in (
            *(("blank", "space"), ("blank",), ("break",)),
            *(roles for mark in dict.fromkeys(_MARKS.values()) for roles in ((mark,), (mark, f"tight_{mark}"))),
        )
        for ending in _ENDS.values()
    ),
    _ENDS[True],
)
"""Every set of roles that a separator can have; ``tight_`` ones have no white space beside the mark."""

sentence_ends = late(
    r"[.!?…\n](?:(?<=\n)\s*|(?<!\n)[\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}»)\]]*\s+)"
)
"""Where in a separator a sentence may end: after a stop and white space, or at a line's end."""

_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")


def _separator_roles(separator: str) -> tuple[str, ...]:
    """What a separator is, by its marks and the white space around them; empty for one that no rule crosses.

    >>> _separator_roles(" "), _separator_roles(" – "), _separator_roles("-"), _separator_roles(" [")
    (('blank', 'space'), ('dash',), ('dash', 'tight_dash'), ())
    >>> _separator_roles(". "), _separator_roles("?\N{RIGHT DOUBLE QUOTATION MARK} ")
    (('stop', 'ending'), ('ending',))
    """
    if not separator:
        return ("touch",)
    return _mark_roles(separator) + _ENDS[any(sentence_ends().finditer(separator))]


def _mark_roles(separator: str) -> tuple[str, ...]:
    if separator == "\N{MIDDLE DOT}":
        return ("stop", "tight_stop")  # 7·5 per cent; with blanks it is a bullet
    marks = separator.strip()
    if separator.count("\n") > 1:
        return () if marks else ("break",)
    if not marks:
        return ("blank", "space") if separator in _SPACES else ("blank",)
    role = _MARKS.get(marks)
    if role is None:
        return ()
    return (role, f"tight_{role}") if marks == separator else (role,)


SHORT_SEPARATOR = 8
"""Characters of a separator that may well come again."""

_known_roles = lru_cache(maxsize=2048)(_separator_roles)


def _digit_roles() -> Iterator[tuple[tuple[str, ...], Iterable[str]]]:
    """The digit runs by the roles that they play, the same in every language."""
    for length, name in enumerate(("one_digit", "two_digits", "three_digits", "four_digits"), 1):
        runs, roles = map("".join, product("0123456789", repeat=length)), (name, "digits")
        if length < 3:
            yield roles, [next(runs)]
            yield (*roles, "day_number", "month_number"), islice(runs, 12)
            yield (*roles, "day_number"), islice(runs, 19)
        elif length == 4:
            yield roles, islice(runs, 1000)
            yield (*roles, "year"), islice(runs, 1200)
        yield roles, runs


def pieces(phrase: str) -> list[str]:
    """A phrase in pieces: word, separator, word … word.

    >>> pieces("no more than")
    ['no', ' ', 'more', ' ', 'than']
    """
    return cut(phrase)[1:-1]


_GAP = late(r"\s+|\s*[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]\s*|['\N{RIGHT SINGLE QUOTATION MARK}`]")


def _same_gap(found: str, wanted: str) -> bool:
    """Whether words of a phrase may be parted so: a blank and a hyphen do for each other, dots stand as written."""
    return wanted not in (".", "") and found.count("\n") < 2 and _GAP().fullmatch(found) is not None


Longer = dict[str, dict[str, list[tuple[Tail, Any]]]]
"""Phrases by their second word, if any, and their third, if any, the longest first."""

Known = tuple[list[Any], Longer]
"""What a word means by itself, and the phrases that it begins."""


def tails(longer: Longer, parts: list[str], index: int) -> Iterator[tuple[Tail, Any]]:
    """The phrases that can go on after the first word at index, by the two words that follow it; longest first."""
    words = parts[index + 2 : index + 5 : 2]
    for second in (*words[:1], ""):
        thirds = longer.get(second)
        if thirds is not None:
            for third in (*words[1:], ""):
                yield from thirds.get(third, ())


def continues(tail: Tail, parts: list[str], index: int) -> bool:
    """Whether a phrase goes on from the separator at index; a last dot may be more than a dot (``U.S.,``)."""
    last = len(tail) - 1
    for n, piece in enumerate(tail):
        found = parts[index + n]
        if found != piece and (n % 2 or not (_same_gap(found, piece) or (n == last and found.startswith(piece)))):
            return False
    return True


M = TypeVar("M")
K = TypeVar("K")


class Spelled(dict[str, K], Generic[M, K]):
    """What is known of the first words of phrases, worked out for a word when it first comes.

    To spell out all phrases takes longer than to read an article, and an article has few of their words.

    Args:
        phrases: the phrases with what they mean; the earlier ones come first in what is known.
        known_of: what is known of a word, by what follows it in the phrases and what these mean.

    >>> names = Spelled([("South Korea", "KOR"), ("South", "S")], list)
    >>> names["South"], names["North"]
    ([((' ', 'Korea'), 'KOR'), ((), 'S')], [])
    """

    __slots__ = ("_known_of", "_phrases")

    def __init__(self, phrases: Iterable[tuple[str, M]], known_of: Callable[[Iterable[tuple[Tail, M]]], K]) -> None:
        self._known_of = known_of
        self._phrases: dict[str, list[tuple[str, M]]] = {}
        add = self._phrases.setdefault
        for phrase, meaning in phrases:
            first = phrase.partition(" ")[0].lower()
            if not first.isalpha() or not first.isascii():
                first = _key(parted(phrase)[0])
            add(first, []).append((phrase, meaning))

    def __missing__(self, word: str) -> K:
        said: dict[str, list[tuple[Tail, M]]] = {}
        for phrase, meaning in self._phrases.get(_key(word), ()):
            for first, tail in ways(phrase):
                said.setdefault(first, []).append((tail, meaning))
        for first, alike in said.items():
            self[first] = self._known_of(alike)
        return self.get(word) or self._known_of(())


def _key(word: str) -> str:
    """What all spellings of a word share."""
    return word.lower() if word.isascii() else without_marks(word).casefold()


class Phrases:
    """Phrases of one or more words and what they mean, by their first word.

    Args:
        table: of a vocabulary: what its phrases mean, with the phrases.

    >>> names = Phrases({"KOR": ["South Korea"]})
    >>> list(names.match(["", "South", " ", "Korea", ""], 1))
    [(3, 'KOR')]
    """

    __slots__ = ("_known", "table")

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self.table = table
        self._known: Spelled[Any, Known] | None = None

    def all(self) -> Iterator[tuple[str, Any]]:
        """All phrases as the vocabulary has them, with what they mean."""
        return ((phrase, meaning) for meaning, phrases in self.table.items() for phrase in phrases)

    def match(self, parts: list[str], index: int) -> Iterator[tuple[int, Any]]:
        """The phrases that begin with the piece at index, longest first: (index of their last piece, meaning).

        A phrase that ends with a dot (``U.S.``) ends with the separator that begins with it.
        """
        if self._known is None:
            self._known = Spelled(self.all(), known_of)
        alone, longer = self._known[parts[index]]
        if longer:
            most = len(parts) - index
            for tail, meaning in tails(longer, parts, index):
                if len(tail) < most and continues(tail, parts, index + 1):
                    yield index + len(tail), meaning
        for meaning in alone:
            yield index, meaning


def known_of(said: Iterable[tuple[Tail, Any]]) -> Known:
    """What is known of a word, by what follows it in phrases and what these mean."""
    alone: list[Any] = []
    longer: Longer = {}
    for tail, meaning in said:
        second, third = (*tail[1:4:2], "", "")[:2]
        alike = longer.setdefault(second, {}).setdefault(third, []) if tail else alone
        told = (tail, meaning) if tail else meaning
        if told not in alike:
            alike.append(told)
    for thirds in longer.values():
        for found in thirds.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
    return alone, longer


_TERM = late(r"<([\w|]+)(?::(\w+))?>|\{(\w+)(?::(\w+))?\}|([_,~^])|(\((?!\?)(?:(\w+):)?)|\s+")
AGAIN = "__"
"""What parts a capture's name from its number: in alternatives one name may stand several times."""

_SHORT = {"_": "blank", ",": "comma", "~": "dash", "^": "touch"}


class _Members(dict[str, str]):
    """The classes of each role; none for a role that the language has no word for."""

    def __missing__(self, role: str) -> str:
        return ""


class _Meanings(dict[str, dict[str, Any]]):
    """What the words of each role stand for, in lower case; worked out for a role when it is first asked for."""

    def __init__(self, tables: Mapping[str, dict[str, Any]]) -> None:
        self._tables = tables

    def __missing__(self, role: str) -> dict[str, Any]:
        words = self._tables[role].items()
        self[role] = found = {s.lower(): meaning for word, meaning in words for s in spellings(word)}
        return found


@cache
def _groups(pattern: re.Pattern[str]) -> tuple[tuple[str, int], ...]:
    """The names of a rule's captures with the numbers of their groups."""
    return tuple((name.partition(AGAIN)[0], group) for name, group in pattern.groupindex.items())


@define(eq=False, repr=False)  # nobody prints forty thousand words
class Lexicon:
    """The words of one language with their roles, as classes.

    Attributes:
        language: ISO 639 code.
        classes: a piece, word or separator, to its class.
        phrases: the phrases of each role that has any.
        meanings: for each role, what its words stand for, by the word in lower case.
        members: for each role, the classes that can play it, in a string.
    """

    language: str
    classes: dict[str, str]
    phrases: dict[str, Phrases]
    meanings: Mapping[str, dict[str, Any]]
    members: Mapping[str, str]
    _by_roles: dict[tuple[str, ...], str]
    _unions: dict[tuple[str, ...], str] = field(factory=dict)

    def any_of(self, roles: tuple[str, ...]) -> str:
        """The classes that can play one of several roles, as a string."""
        union = self._unions.get(roles)
        if union is None:
            union = self._unions[roles] = "".join(map(self.roles_of, roles))
        return union

    def roles_of(self, role: str) -> str:
        """The classes that can play a role, as a string; empty for a role that this language has no word for."""
        return self.members[role]

    def one_of(self, *roles: str) -> str:
        """A piece that can play one of several roles, as the source of a regular expression."""
        return _one_of(self.any_of(roles))

    def class_of(self, separator: str) -> str:
        """The class of a separator that the lexicon doesn't hold."""
        roles = _separator_roles(separator) if len(separator) > SHORT_SEPARATOR else _known_roles(separator)
        return self._by_roles.get(roles, BARRIER)

    def rule(self, text: str, rules: Mapping[str, str] | None = None) -> str:
        """A rule of grammar as the source of a regular expression over classes.

        Args:
            text: the rule, in the notation of this module.
            rules: the rules it may refer to, by name.
        """
        seen: Counter[str] = Counter()
        known = rules or {}

        def named(name: str) -> str:
            seen[name] += 1
            return f"?P<{name}>" if seen[name] == 1 else f"?P<{name}{AGAIN}{seen[name]}>"

        def term(match: re.Match[str], prefix: str) -> str:
            role, capture, name, inner, short, group, label = match.groups()
            if name:
                found = expand(known[name], f"{prefix}{inner}_" if inner else prefix)
                is_one = match.string[match.end() : match.end() + 1] not in _OFTEN and not _offers_choice(known[name])
                return found if is_one else f"(?:{found})"
            if group:
                return f"({named(prefix + label)}" if label else "(?:"
            role = role or _SHORT.get(short)
            if not role:
                return ""
            classes = self.one_of(*role.split("|"))
            return f"({named(prefix + capture)}{classes})" if capture else classes

        def expand(source: str, prefix: str) -> str:
            return _TERM().sub(lambda match: term(match, prefix), source)

        return expand(text, "")

    @staticmethod
    def captures(match: re.Match[str]) -> dict[str, int]:
        """Where each capture of a rule stands, by its name: the index of its first piece."""
        places = match.regs
        return {name: places[group][0] for name, group in _groups(match.re) if places[group][0] >= 0}

    def compile(self, text: str, rules: Mapping[str, str] | None = None) -> re.Pattern[str]:
        """A rule of grammar as a compiled pattern over classes."""
        return re.compile(self.rule(text, rules))


_OFTEN = ("?", "*", "+", "{")
"""What says how often a term comes."""


@cache
def _offers_choice(rule: str) -> bool:
    """Whether a rule is several alternatives: a ``|`` outside all brackets."""
    outer = _INNERMOST().sub("", rule)
    return "|" in outer if outer == rule else _offers_choice(outer)


_INNERMOST = late(r"\([^()]*\)")


@cache
def _one_of(classes: str) -> str:
    """A set of classes as the source of a regular expression; the shorter a set, the sooner it is compiled."""
    if len(classes) < 2:
        return re.escape(classes) or "(?!)"
    codes = sorted(set(map(ord, classes)))
    runs = [(chr(first), chr(last)) for first, last in _runs(codes)]
    return f"[{''.join(first if first == last else f'{first}-{last}' for first, last in runs)}]"


def _runs(codes: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers that follow each other."""
    breaks = [n for n in range(1, len(codes)) if codes[n] != codes[n - 1] + 1]
    for first, stop in pairwise([0, *breaks, len(codes)]):
        yield codes[first], codes[stop - 1]


def characters() -> Iterator[str]:
    """Characters for classes: none that a regular expression reads as something else, in a set or for a dot."""
    yield from (chr(code) for code in (*range(33, 256), *range(33)) if chr(code) not in "[]\\^-&~|.\n")
    yield from map(chr, count(0x4E00))


_SHORT_RUNS = 8
"""The sets of runs of one or two digits: of these some are words too, as the ``2`` of ``2-fold`` is."""


def _build(language: str) -> Lexicon:
    """The lexicon of a language, from its vocabularies."""
    alike: list[tuple[tuple[str, ...], list[str]]] = [(roles, list(runs)) for roles, runs in _digit_roles()]
    roles_of_run = {run: roles for roles, runs in alike[:_SHORT_RUNS] for run in runs}
    for roles, words in vocabulary.alike(language).items():
        alike.append((roles, words))
        alike += (((*roles_of_run[run], *roles), [run]) for run in roles_of_run.keys() & words)

    tables = vocabulary.tables(language)
    phrases = {role: Phrases(table) for role, table in tables.items() if vocabulary.has_phrases(table)}
    by_roles = _numbered({*_SEPARATORS, *(roles for roles, _ in alike)}, language)
    members = _Members(barrier=BARRIER)
    for roles, kind in by_roles.items():
        for role in roles:
            members[role] += kind
    classes: dict[str, str] = {}
    for roles, words in alike:
        classes.update(zip(words, repeat(by_roles[roles])))
    for separator in _common_separators():
        classes[separator] = by_roles.get(_separator_roles(separator), BARRIER)
    return Lexicon(language, classes, phrases, _Meanings(tables), members, by_roles)


def _numbered(sets: set[tuple[str, ...]], language: str) -> dict[tuple[str, ...], str]:
    """A class for each set of roles.

    A rule compiles several times faster where all its classes are small characters, and faster still where those of a
    role are neighbours. Separators and runs of digits stand in nearly all rules. Of words, rules mostly read dates and
    quantities, and in a rule mostly stand roles that few sets have.
    """
    ruled = {*vocabulary.load(language, "dates"), *vocabulary.load(language, "quantities"), "digits"}
    spread = Counter(role for roles in sets for role in roles if role in ruled)
    rarity = {role: n for n, role in enumerate(sorted(spread, key=lambda role: (spread[role], role)))}
    rank = {roles: n for n, roles in enumerate(_SEPARATORS)}

    def late(roles: tuple[str, ...]) -> tuple[int, bool, int, tuple[str, ...]]:
        rarest = min([rarity[role] for role in roles if role in rarity], default=len(rarity))
        return rank.get(roles, len(rank)), "digits" not in roles, rarest, roles

    return dict(zip(sorted(sets, key=late), characters(), strict=False))


def _common_separators() -> set[str]:
    """What mostly separates the pieces of a text; any other separator is classed when it comes."""
    quotes = {'"', "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}"}
    closing = product(("", ")", *quotes), ("", ",", ".", ":", ";"))
    ends = {end for close, mark in closing for end in (close + mark, mark + close)}
    dashes = (f"{close} {dash} " for close, dash in product(("", ")"), ("-", "\N{EN DASH}", "\N{EM DASH}")))
    opening = product((" ", ", ", ". ", ": ", "\n\n", ".\n\n"), ("(", *quotes))
    return {"\N{NO-BREAK SPACE}", *_MARKS, *dashes, *map("".join, (*product(ends, ("", " ", "\n", "\n\n")), *opening))}


lexicon = cache(_build)


_PADDING = UNKNOWN * 8
"""Classes after the last one, so that a look just beyond the text, or before it by a negative index, finds no role."""


def _patched(words: Lexicon, parts: list[str], kinds: str) -> str:
    """The classes of the pieces with those of rare separators, which no table holds."""
    patched, separators = list(kinds), kinds[::2]
    index = separators.find(UNKNOWN)
    while index >= 0:
        patched[2 * index] = words.class_of(parts[2 * index])
        index = separators.find(UNKNOWN, index + 1)
    return "".join(patched)


@frozen(eq=False, repr=False)
class Scan:
    """A text in pieces: what every finder reads.

    Attributes:
        text: the text as given.
        lexicon: the language's words.
        parts: separator, piece, separator, piece … separator; joined they are the text.
        kinds: the class of each of them, one character each, and a few of no role after the last.
        starts: the offset of each, and last the length of the text.
        members: for each role, the classes that can play it, in a string.
        memo: what one finder has worked out and another can use.
    """

    text: str
    lexicon: Lexicon
    parts: list[str]
    kinds: str
    starts: list[int]
    members: Mapping[str, str]
    memo: dict[str, Any] = field(factory=dict)

    @classmethod
    def of(cls, text: str, language: str = "en") -> Scan:
        """Cut a text into pieces and class them.

        >>> Scan.of("In May 2024.").parts
        ['', 'In', ' ', 'May', ' ', '2024', '.']
        """
        if not isinstance(text, str):
            msg = f"expected the text as a str, got {type(text).__name__}"
            raise TypeError(msg)
        words = lexicon(language)
        parts = cut(text)
        kinds = "".join(map(words.classes.get, parts, repeat(UNKNOWN)))
        if UNKNOWN in kinds[::2]:
            kinds = _patched(words, parts, kinds)
        return cls(text, words, parts, kinds + _PADDING, list(accumulate(map(len, parts), initial=0)), words.members)

    def slice(self, first: int, stop: int) -> str:
        """The text of the pieces from first up to, but not including, stop."""
        return self.text[self.starts[first] : self.starts[stop]]

    def has_role(self, index: int, role: str) -> bool:
        """Whether a piece or separator can play a role; none can just outside the text."""
        return self.kinds[index] in self.members[role]

    def has_any(self, index: int, roles: tuple[str, ...]) -> bool:
        """Whether a piece or separator can play one of several roles."""
        return self.kinds[index] in self.lexicon.any_of(roles)

    def end(self, last: int) -> int:
        """Where a mention ends whose last piece this is, with the dot where that is a separator (``U.S.``)."""
        return self.starts[last] + 1 if last % 2 == 0 else self.starts[last + 1]
