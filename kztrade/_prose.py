"""Trade prose as a row of items: mentions, cue words and marks, in the order in which a sentence says them.

What the scan is to words, a row is to mentions: every item has a *kind*, the kinds in a row are a string with one
character for each, its :attr:`Row.shape`, and a rule is a pattern over it. A rule is written around one item, the
``!``, and reads like the sentence it describes::

    country dash|colon ! open percent close        China – $30.4bn (21.5%)

Its words are kinds; ``a|b`` is one of several, ``?`` says that an item may be missing, ``*`` that it may come several
times, ``name=`` captures. Words that no vocabulary holds are no items; more than three of them in a row are one item
of the kind ``far``, so that a rule says what stands close together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from attrs import define, frozen

from kztrade._late import late
from kztrade._quantities import quantities
from kztrade._scan import Lexicon, Scan, Spelled, Tail, characters
from kztrade.values import Mention

__all__ = ["Item", "Row", "Rule", "goods_at", "goods_text", "items_of", "may_count", "may_tell"]

_TABLES = (
    "no_cue",
    "flow",
    "deed",
    "earning",
    "doubtful_deed",
    "movement",
    "multiple",
    "bare_multiple",
    "likeness",
    "tonnage",
    "halved",
    "part",
    "share",
    "sharing",
    "whole",
    "aim",
    "outlook",
    "other_money",
    "unit_price",
    "world",
    "both_sides",
    "that_side",
    "it",
    "possessor",
    "region",
    "province",
    "many",
    "sum",
    "reference",
    "pointer",
    "leading",
    "compared",
    "relation",
    "favour",
    "joint",
    "opener",
    "example",
    "in_order",
    "goods",
)
"""The tables that hold cues; of phrases that begin alike the longest wins, then the earlier table."""

_TELLING = ("flow", "deed", "earning", "doubtful_deed")
"""The tables without whose words a sentence without figures tells nothing of trade."""

_COUNTING = ("multiple", "halved", "bare_multiple")
"""The tables of factors in words."""

_KIND_OF_MEANING = ("relation", "possessor")
"""Tables whose meanings are kinds of their own: ``with``, ``from``, ``our``."""

_MARKS = {
    ",": "comma",
    ";": "semicolon",
    ":": "colon",
    "(": "open",
    ")": "close",
    "\N{EN DASH}": "dash",
    "\N{EM DASH}": "dash",
    "-": "dash",
    "\N{HORIZONTAL ELLIPSIS}": "dash",
}

_KINDS = (
    *(table for table in _TABLES if table not in _KIND_OF_MEANING),
    *("with", "to", "from", "between", "of", "in", "for", "by", "at", "our", "its"),
    *("money", "percent", "date", "country"),
    *("comma", "semicolon", "colon", "open", "close", "dash", "hyphen", "far"),
)
_LETTER = dict(zip(_KINDS, characters(), strict=False))
"""A character for each kind; sets of small ones compile fast."""

_EDGE = "|"
"""What stands for the end of a row."""

_NO_KINDS = [""] * 16

_OPENING = ("colon", "comma", "joint", "semicolon", "dash", "close", "in", "with", "whole")
"""What may stand before goods that begin a part of a list."""

_FRONTED = ["in", "date"]
"""What may begin a sentence before its subject."""

_AFTER_EXAMPLES = ("open", "for", "dash")
"""What stands after an example with its figure."""

_LIST_MARKS = ("colon", "comma", "joint", "semicolon")
_LONGEST_GOODS = 40
"""Characters of a name of goods, at most."""

_FAR = 4
"""Words without a meaning that part what stands before them from what stands after."""

_BEFORE_LAST = ("close", "money", "percent")
"""What stands before the word that joins the last part of a list."""

_OF_PARTS = frozenset(["goods", "comma", "joint", "of", "far"])
"""What the name of a part of a list may hold."""

_MOST_TIMES = 1000
"""No flow grows by a larger factor."""


@define(eq=False, repr=False)
class Item:
    """A mention, a cue word or a mark, where it stands.

    Attributes:
        kind: what it is: ``money``, ``country``, ``flow``, ``with``, ``comma`` …
        value: a mention's value, or a cue's meaning.
        first: index of its first piece.
        last: index of its last piece.
        start: offset of its first character.
        end: offset after its last.
    """

    kind: str
    value: Any
    first: int
    last: int
    start: int
    end: int


_Meant = tuple[str, Any]
"""A kind and a meaning."""

_Known = tuple[_Meant | None, dict[str, list[tuple[Tail, str, Any]]]]
"""What a word means by itself, and the phrases that it begins, by their second word, the longest first."""


@frozen(eq=False, repr=False)
class _Cues:
    """The cue words of a language.

    Attributes:
        phrases: what each word means that can begin a cue.
        starts: a pattern over classes: what may begin a cue, or be a mark.
        telling: a pattern over classes: what may begin a noun or verb of trade.
        counting: the same of a factor in words.
        fraction: the same of a part.
        gaps: the classes of separators that do for a blank.
    """

    phrases: Spelled[_Meant, _Known]
    starts: re.Pattern[str]
    telling: re.Pattern[str]
    counting: re.Pattern[str]
    fraction: re.Pattern[str]
    gaps: str


def _known_of(said: Iterable[tuple[Tail, _Meant]]) -> _Known:
    alone: _Meant | None = None
    longer: dict[str, list[tuple[Tail, str, Any]]] = {}
    for tail, meant in said:
        if len(tail) > 1:
            longer.setdefault(tail[1], []).append((tail, *meant))
        else:
            alone = alone or meant
    for known in longer.values():
        known.sort(key=lambda phrase: -len(phrase[0]))
    return alone, longer


@cache
def _cues(words: Lexicon) -> _Cues:
    tables = {table: words.phrases[table] for table in _TABLES if table in words.phrases}
    phrases = Spelled(
        (
            (phrase, (meaning if table in _KIND_OF_MEANING else table, meaning))
            for table, of_table in tables.items()
            for phrase, meaning in of_table.all()
        ),
        _known_of,
    )

    marks = ("comma", "stop_comma", "semicolon", "colon", "open", "close", "dash", "ending", "barrier")
    return _Cues(
        phrases,
        words.compile(f"<{'|'.join((*_TABLES, *marks))}>"),
        words.compile(f"<{'|'.join(_TELLING)}>"),
        words.compile(f"<{'|'.join(_COUNTING)}>"),
        words.compile("<fraction>"),
        words.any_of(("blank", "tight_dash", "tight_apostrophe")),
    )


def may_tell(scan: Scan, first: int, stop: int) -> bool:
    """Whether a sentence has a noun or verb of trade; a quick look."""
    return _has_cue(scan, first, stop, _cues(scan.lexicon).telling, _TELLING)


def may_count(scan: Scan, first: int, stop: int) -> bool:
    """Whether a sentence has a word that may be a factor or a part: ``doubled``, ``a fifth``."""
    cues = _cues(scan.lexicon)
    is_part = cues.fraction.search(scan.kinds, first, stop) is not None
    return is_part or _has_cue(scan, first, stop, cues.counting, _COUNTING)


def _has_cue(scan: Scan, first: int, stop: int, starts: re.Pattern[str], tables: Sequence[str]) -> bool:
    """Whether a sentence has a cue of one of some tables, which begin with some classes."""
    cues, parts, kinds = _cues(scan.lexicon), scan.parts, scan.kinds
    for start in starts.finditer(kinds, first, stop):
        index = start.start()
        alone, longer = cues.phrases[parts[index]]
        if alone is not None and alone[0] in tables:
            return True
        for tail, kind, _ in longer.get(parts[index + 2], ()) if longer and index + 2 < stop else ():
            if kind in tables and index + len(tail) < stop and _continues(tail, parts, kinds, index + 1, cues.gaps):
                return True
    return False


def goods_text(words: str) -> str:
    """The goods that words name: in lower case, and parted by single blanks.

    >>> goods_text("Crude\N{NO-BREAK SPACE}oil")
    'crude oil'
    """
    return " ".join(words.lower().split())


def goods_at(scan: Scan, index: int) -> str | None:
    """The goods that stand at a piece, if any do."""
    if not scan.has_role(index, "goods"):
        return None
    for last, _ in scan.lexicon.phrases["goods"].match(scan.parts, index):
        return goods_text(scan.slice(index, last + 1))
    return None


def items_of(scan: Scan, **mentions: Iterable[Mention[Any]]) -> list[Item]:
    """All mentions of a text as items, in order, by the name of their kind.

    >>> from kztrade import countries
    >>> scan = Scan.of("Exports to Italy grew.")
    >>> [(item.kind, str(item.value)) for item in items_of(scan, country=countries.find_in(scan))]
    [('country', 'ITA')]
    """
    items: list[Item] = []
    starts, kinds = scan.starts, scan.kinds
    tied, outside = scan.members["tight_dash"], scan.members["outside"]
    for name, found in mentions.items():
        for m in found:
            first = bisect_right(starts, m.start) - 1 | 1  # the piece, also where a sign before it is in the mention
            last = bisect_left(starts, m.end, first) - 2 | 1
            kind = name
            if name == "country" and kinds[first - 1] in tied and kinds[first - 2] in outside:
                kind = "region"  # all others are meant: "non-CIS countries"
            items.append(Item(kind, m.value, first, last, m.start, m.end))
    items += _multiples(scan, items)
    items.sort(key=_place)
    return items


_place = attrgetter("first")


def _multiples(scan: Scan, mentions: Iterable[Item]) -> Iterator[Item]:
    """The factors in digits: ``2.3 times``."""
    times = scan.members["times"]
    if not any(kind in scan.kinds for kind in times):
        return
    taken = {item.first for item in mentions}
    for q in quantities(scan):
        last = q.last + 2
        if scan.kinds[last] in times and q.number < _MOST_TIMES and q.first not in taken:
            yield Item("multiple", q.value, q.first, last, scan.starts[q.first], scan.end(last))


@cache
def _any_of(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """An item of one of the kinds, as a pattern over shapes."""
    return re.compile(f"[{''.join([_LETTER[kind] for kind in kinds])}]")


@define(eq=False, repr=False)
class Row:
    """A sentence as a row of items.

    Attributes:
        scan: the text.
        items: what the sentence says, in order.
        kinds: the kind of each, and empty ones after the last, so that a look just outside the row finds none.
        shape: their kinds, one character each.
        mirror: the same from the end.
        edged: the shape between two marks of its edges.
        first: index of the sentence's first piece.
        stop: index after its last.
    """

    scan: Scan
    items: list[Item]
    kinds: list[str]
    shape: str
    mirror: str
    edged: str
    first: int
    stop: int

    @classmethod
    def of(cls, scan: Scan, mentions: Sequence[Item], first: int, stop: int) -> Row:
        """The row of the sentence between two pieces, with the mentions in it."""
        items = _merged(scan, mentions, first, stop)
        kinds = [item.kind for item in items]
        if "goods" in kinds:
            _name_in_full(scan, items, first)
        if "compared" in kinds:
            items = _without_bounds(items)
        items = _with_gaps(items)
        kinds = [item.kind for item in items]
        shape = "".join([_LETTER[kind] for kind in kinds])
        return cls(scan, items, kinds + _NO_KINDS, shape, shape[::-1], f"{_EDGE}{shape}{_EDGE}", first, stop)

    def gap(self, a: int, b: int) -> int:
        """How many words stand between two items, whatever they mean."""
        return (self.items[b].first - self.items[a].last) // 2 - 1

    def before(self, n: int, *kinds: str) -> int | None:
        """The nearest item of one of the kinds before an item."""
        size = len(self.shape)
        found = _any_of(kinds).search(self.mirror, size - n)
        return size - 1 - found.start() if found else None

    def after(self, n: int, *kinds: str) -> int | None:
        """The nearest item of one of the kinds after an item."""
        found = _any_of(kinds).search(self.shape, n + 1)
        return found.start() if found else None

    def has_between(self, a: int, b: int, *kinds: str) -> bool:
        """Whether an item of one of the kinds stands between two others."""
        return _any_of(kinds).search(self.shape, a + 1, b) is not None

    def begins_clause(self, k: int) -> bool:
        """Whether goods begin a sentence or a part of a list, and are no examples of what stands before."""
        if self.items[k].first == self.first or (k == len(_FRONTED) and self.kinds[:k] == _FRONTED):
            return True
        marks = _AFTER_EXAMPLES if self.kinds[k - 1] == "example" else ("dash", "colon", "open")
        last = k
        listed = self.kinds[k + 1] in marks and self.gap(k, k + 1) <= 0
        if not listed and (self.kinds[k - 1] not in _OPENING or self.gap(k - 1, k) > 1):
            return False
        while k > 0 and self.kinds[k - 1] in ("goods", "comma", "joint"):
            k -= 1
        if self.kinds[k - 1] == "example":
            return self.kinds[last + 1] in _AFTER_EXAMPLES  # "dominated by cars ($3 bn)", "including coal – $28 mln"
        return listed or self.kinds[k - 1] != "by"

    def unnamed_goods(self, n: int) -> str | None:
        """The goods of a list that no vocabulary holds: the words before ``(£61 million)`` or ``– 24%``."""
        mark, k = self.kinds[n - 1], n - 2
        while self.kinds[k] in ("goods", "of", "hyphen") or (
            self.kinds[k] == "joint" and self.kinds[k - 1] not in _BEFORE_LAST
        ):
            k -= 1  # "metals and articles thereof", "products of animal origin"
        joined = mark == "dash" and k == n - 2 and self.kinds[k] == "joint"
        listed = self.kinds[k] in (*_LIST_MARKS, "example", "whole") and not joined
        if k < 0 or mark not in ("open", "dash") or not listed:
            return None
        text = self.scan.text[self.items[k].end : self.items[n - 1].start].strip()
        index = self.items[k].last + 1 + self.items[k].last % 2
        if not 2 < len(text) < _LONGEST_GOODS or not "".join(text.replace("-", " ").split()).isalpha():
            return None
        inner = {item.first for item in self.items[k + 1 : n - 1]}
        words = (at for at in range(index, self.items[n - 1].first, 2) if at not in inner)
        if any(self.scan.has_role(at, "no_goods") or self.scan.has_role(at, "function_word") for at in words):
            return None
        return goods_text(text) if text[0].islower() or self._capitalises_goods() else None

    def part_named(self, n: int) -> str | None:
        """The goods that fill a part of a list between semicolons: ``Mineral fuels, oils, waxes – $2 billion; …``."""
        k = self.before(n, "semicolon", "colon")
        mark = n - 1
        if k is None or self.kinds[mark] not in ("open", "dash") or "comma" not in self.kinds[k:mark]:
            return None
        after = self.after(n, "semicolon", "comma", "joint")
        in_list = self.kinds[k] == "semicolon" or (after is not None and self.kinds[after] == "semicolon")
        if not in_list or not _OF_PARTS.issuperset(self.kinds[k + 1 : mark]):
            return None
        return goods_text(self.scan.text[self.items[k].end : self.items[mark].start])

    def _capitalises_goods(self) -> bool:
        """Whether goods have a capital that no sentence gave them: ``Cars ($1.9B), …``."""
        goods = (item for item in self.items if item.kind == "goods" and item.first != self.first)
        return any(self.scan.text[item.start].isupper() for item in goods)

    def places(self, kind: str) -> list[int]:
        """The items of a kind."""
        letter, shape = _LETTER[kind], self.shape
        places: list[int] = []
        place = shape.find(letter)
        while place >= 0:
            places.append(place)
            place = shape.find(letter, place + 1)
        return places

    def has(self, kind: str) -> bool:
        """Whether the row has an item of a kind."""
        return _LETTER[kind] in self.shape

    def text(self, n: int) -> str:
        """The words of an item, as goods are told."""
        item = self.items[n]
        return goods_text(self.scan.text[item.start : item.end])


def _merged(scan: Scan, mentions: Sequence[Item], first: int, stop: int) -> list[Item]:
    """The mentions of a sentence with the cue words and marks between them."""
    cues, parts, kinds, starts = _cues(scan.lexicon), scan.parts, scan.kinds, scan.starts
    phrases = cues.phrases
    items: list[Item] = []
    free, following = first, iter(mentions)
    mention = next(following, None)
    limit = stop if mention is None else mention.first
    for match in cues.starts.finditer(kinds, first, stop):
        index = match.start()
        while index >= limit and mention is not None:
            items.append(mention)
            free, mention = mention.last + 1, next(following, None)
            limit = stop if mention is None else mention.first
        if index < free:
            continue
        word = parts[index]
        if index % 2 == 0:
            if word != ",":  # else inside a number
                _add_marks(items, word, index, starts[index], starts[stop] if mention is None else mention.start)
            continue
        meant, longer = phrases[word]
        last = index
        if longer and index + 2 < limit:
            for tail, kind, meaning in longer.get(parts[index + 2], ()):
                if index + len(tail) < limit and _continues(tail, parts, kinds, index + 1, cues.gaps):
                    last, meant = index + len(tail), (kind, meaning)
                    break
        if meant is not None:
            free = last + 1
            kind = meant[0]
            if kind in _BY_CONTEXT:
                kind = _kind_here(kind, parts[index - 2] if index > first else "", items)
            if kind == "goods" and items and items[-1].kind == "goods" and items[-1].last == index - 2:
                items[-1].last, items[-1].end = last, starts[free]  # wheat flour
            elif kind != "no_cue" and not (kind == "flow" and _is_compound(scan, last, phrases)):
                items.append(Item(kind, meant[1], index, last, starts[index], starts[free]))
    if mention is not None:
        items += (mention, *following)
    return items


_BY_CONTEXT = ("province", "many", "earning")
"""Tables whose words are of another kind, by what stands before them."""


def _kind_here(kind: str, before: str, items: list[Item]) -> str:
    """The kind of a word after another: a region in ``Omsk region``, the world in ``60 countries``, else none."""
    if kind == "earning":
        return "leading" if _is_earned(items) else "deed"
    if kind == "province":
        return "region" if before[:1].isupper() else "no_cue"
    return "world" if before.isdigit() else "no_cue"


def _is_compound(scan: Scan, last: int, phrases: Spelled[_Meant, _Known]) -> bool:
    """Whether a word of trade only begins another word: ``export-ready``; not ``import-export``."""
    word = scan.parts[last + 2] if scan.has_role(last + 1, "tight_dash") else ""
    return word.islower() and phrases[word][0] is None


def _name_in_full(scan: Scan, items: list[Item], first: int) -> None:
    """Give goods the words beside them that belong to their name: ``exports of mechanical toys``, ``rubber goods``."""
    for n, item in enumerate(items):
        if item.kind != "goods":
            continue
        follower = items[n + 1] if n + 1 < len(items) else None
        index = item.last + 2
        more = scan.has_role(index, "all_goods") and scan.has_role(index - 1, "blank")
        if more and (follower is None or follower.first > index):
            item.last, item.end = index, scan.end(index)
        elif follower is not None and follower.kind == "open" and follower.first == index + 1 and _is_name(scan, index):
            item.last, item.end = index, scan.end(index)  # fish fillets ($4 million)
        opening = _opens_name(items, n, first)
        if opening is not None and opening < item.first and _are_names(scan, opening, item, first):
            item.first, item.start = opening, scan.starts[opening]


def _is_name(scan: Scan, index: int) -> bool:
    """Whether a word can be the last of a name of goods."""
    word = scan.parts[index]
    titles = scan.parts[index - 2].istitle() and word.istitle()  # Copper Ore
    plain = word.isalpha() and (word.islower() or titles) and scan.has_role(index - 1, "blank")
    return plain and not scan.has_role(index, "function_word") and not scan.has_role(index, "no_goods")


def _opens_name(items: list[Item], n: int, first: int) -> int | None:
    """The piece from which words can belong to the name of goods: after ``exports of``, in a list, at the beginning."""
    after = items[n + 1] if n + 1 < len(items) else None
    listed = after is not None and after.kind in ("open", "dash")
    if n == 0:
        valued = after is not None and (after.kind == "colon" or after.value == "is")  # education services worth …
        return first if listed or valued else None
    before = items[n - 1]
    of_flow = before.kind == "of" and n > 1 and items[n - 2].kind == "flow"
    named = of_flow or (listed and before.kind in (*_LIST_MARKS, "leading", "with"))
    return before.last + 1 + before.last % 2 if named else None


_MOST_NAMES = 4
"""Pieces and separators before goods that belong to their name, at most."""


def _are_names(scan: Scan, index: int, item: Item, first: int) -> bool:
    """Whether the words from a piece to goods are in lower case, and none is a preposition or the like."""
    if item.first - index > _MOST_NAMES or scan.has_role(index, "no_goods"):
        return False
    words = range(index, item.first, 2)
    if any(scan.has_role(k, "function_word") or not scan.has_role(k + 1, "blank") for k in words):
        return False
    titles = scan.parts[item.first].istitle()  # Radioactive Chemicals
    lower = all(scan.parts[k].islower() or ((titles or k == first) and scan.parts[k].istitle()) for k in words)
    return lower and all(scan.parts[k].isalpha() for k in words)


def _continues(tail: Tail, parts: list[str], kinds: str, index: int, gaps: str) -> bool:
    """Whether a phrase goes on from a separator: a blank and a hyphen do for each other."""
    for n, piece in enumerate(tail):
        if parts[index + n] != piece and (n % 2 or piece not in _BLANKS or kinds[index + n] not in gaps):
            return False
    return True


def _is_earned(items: list[Item]) -> bool:
    """Whether a flow, goods or what stands for them is before ``brought $5 billion``, not who invests."""
    before = next((item.kind for item in reversed(items) if item.kind not in _INSIDE), "")
    return before in ("flow", "goods", "reference")


_INSIDE = ("joint", "its", "comma", "close")
"""What may stand between goods and what they earned: ``uranium and its compounds brought``."""

_BLANKS = (" ", "-")


def _add_marks(items: list[Item], text: str, index: int, start: int, end: int) -> None:
    """Add the marks of one separator."""
    for n, character in enumerate(text):
        kind = "hyphen" if text == "-" else _MARKS.get(character)
        if kind and start + n < end:
            items.append(Item(kind, character, index, index, start + n, start + n + 1))


_BOUNDED = (["money"], ["percent"], ["part"], ["multiple"])


def _without_bounds(items: list[Item]) -> list[Item]:
    """The items without ``more than`` where that says how exact a figure is, not how it grew."""
    kept: list[Item] = []
    skip = -1
    for n, item in enumerate(items):
        if n <= skip:
            continue
        after = [other.kind for other in items[n + 1 : n + 3]]
        if item.kind == "movement" and after[:1] == ["compared"] and after[1:] in _BOUNDED:
            figure = items[n + 2]
            told = (
                kept and kept[-1].kind in ("percent", "multiple", "part", "money") and item.first - kept[-1].last <= 2
            )
            if not told and figure.first - item.last <= 4:
                skip = n + 1
                continue
        kept.append(item)
    return kept


def _with_gaps(items: list[Item]) -> list[Item]:
    """The items with one of the kind ``far`` where many words without a meaning stand between two."""
    row: list[Item] = []
    free = None
    for item in items:
        if free is not None and item.first - free > 2 * _FAR:
            row.append(Item("far", None, free + 1, item.first - 1, row[-1].end, item.start))
        row.append(item)
        free = item.last
    return row


_TERM = late(r"(?:(\w+)=)?([\w|]+)([?*+]?)")


class Rule:
    """A pattern over the shape of a row, around one item; of several texts any may fit.

    >>> Rule("country of a list", "country=country dash|colon ! ", "country=country open ! ").name
    'country of a list'
    """

    __slots__ = ("_follow", "_patterns", "_precede", "name", "texts")
    _patterns: list[_Pattern]
    _precede: str
    _follow: str

    def __init__(self, name: str, *texts: str) -> None:
        self.name, self.texts = name, texts

    def __getattr__(self, name: str) -> Any:
        """What is missing at first: most rules are never asked, and most of the others never come to their patterns."""
        if name not in self.__slots__:
            raise AttributeError(name)
        sides = [text.partition("!")[::2] for text in self.texts]
        if name == "_patterns":
            self._patterns = _compiled(sides)
        else:
            self._precede = _nearest(before.split()[::-1] for before, _ in sides)
            self._follow = _nearest(after.split() for _, after in sides)
        return object.__getattribute__(self, name)

    def match(self, row: Row, n: int) -> dict[str, int] | None:
        """Which items the captures are where the rule fits around an item; None where it doesn't."""
        edged = row.edged
        if edged[n] not in self._precede or edged[n + 2] not in self._follow:
            return None  # most rules don't fit, and the items next to this one tell
        shape, size = row.shape, len(row.shape)
        for before, after in self._patterns:
            behind = after.match(shape, n + 1) if after is not None else None
            if after is not None and behind is None:
                continue
            ahead = before.match(row.mirror, size - n) if before is not None else None
            if before is not None and ahead is None:
                continue
            return _captured(ahead, behind, size)
        return None

    def fits(self, row: Row, n: int) -> bool:
        """Whether the rule fits around an item."""
        return self.match(row, n) is not None


_Pattern = tuple[re.Pattern[str] | None, re.Pattern[str] | None]
_AGAIN = "__"
"""What parts a capture's name from its number: in alternatives one name may stand several times."""


def _captured(ahead: re.Match[str] | None, behind: re.Match[str] | None, size: int) -> dict[str, int]:
    found = {}
    for match in (ahead, behind):
        if match is not None and match.lastindex:
            for name, group in match.re.groupindex.items():
                place = match.regs[group][0]
                if place >= 0:
                    found[name.partition(_AGAIN)[0]] = size - 1 - place if match is ahead else place
    return found


def _nearest(sides: Iterable[list[str]]) -> str:
    """The letters of what can stand next to the item, on one side of it, by the terms on that side."""
    letters = ""
    for terms in sides:
        for term in terms:
            _, kinds, often = _term(term)
            letters += "".join(_LETTER[kind] for kind in kinds.split("|"))
            if often not in ("?", "*"):
                break
        else:
            return f"{_EDGE}{''.join(_LETTER.values())}"
    return letters


def _compiled(sides: Sequence[tuple[str, ...]]) -> list[_Pattern]:
    """The patterns of a rule: those that only look ahead are one, those that only look behind another."""
    patterns: list[_Pattern] = []
    only_after = [after for before, after in sides if not before.strip()]
    only_before = [before for before, after in sides if not after.strip() and before.strip()]
    if only_after:
        patterns.append((None, re.compile(_alternatives(only_after, backwards=False))))
    if only_before:
        patterns.append((re.compile(_alternatives(only_before, backwards=True)), None))
    for before, after in sides:
        if before.strip() and after.strip():
            pair = _alternatives([before], backwards=True), _alternatives([after], backwards=False)
            patterns.append((re.compile(pair[0]), re.compile(pair[1])))
    return patterns


def _alternatives(texts: list[str], *, backwards: bool) -> str:
    seen: Counter[str] = Counter()
    return "|".join(
        "".join(reversed(terms) if backwards else terms) for terms in (_terms(text, seen) for text in texts)
    )


def _term(term: str) -> tuple[str | None, str, str]:
    """The name, the kinds and the quantifier of a term."""
    found = _TERM().fullmatch(term)
    if found is None:
        raise ValueError(f"no term of a rule: {term!r}")
    name, kinds, often = found.groups()
    return name, kinds, often


def _terms(text: str, seen: Counter[str]) -> list[str]:
    """The terms of a rule as patterns."""
    terms = []
    for term in text.split():
        name, kinds, often = _term(term)
        found = "".join(_LETTER[kind] for kind in kinds.split("|"))
        letters = f"[{found}]" if len(found) > 1 else re.escape(found)
        if name:
            seen[name] += 1
            label = name if seen[name] == 1 else f"{name}{_AGAIN}{seen[name]}"
            letters = f"(?P<{label}>{letters})"
        terms.append(letters + often)
    return terms
