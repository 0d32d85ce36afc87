# type: ignore
"""Trade statements: who traded what with whom, how much, when, and how it changed.

Terms are those of UN Comtrade: reporter, partner, flow, period. The text is read sentence by sentence, figure by
figure: each amount, percentage or factor gets its flow, its pair of countries, its period and its change from its
clause, then its sentence, then from what the sentences before have set.

>>> text = "Trade between Kazakhstan and the EU in 2023 amounted to $41.4 billion, exports – $31 billion."
>>> for s in find(text):
...     print(s.reporter, s.partner, s.flow, s.value, s.period)
KAZ EU trade USD 41400000000 2023
KAZ EU export USD 31000000000 2023
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import define, evolve, field

from kztrade import countries as _countries
from kztrade import dates as _dates
from kztrade import money as _money
from kztrade import percentages as _percentages
from kztrade._cues import cues
from kztrade._quantities import bound_of, quantities
from kztrade._scan import Scan
from kztrade._sentences import sentences
from kztrade.values import Change, Country, Flow, Mention, Money, Percentage, Period, Share, Statement, Status

__all__ = ["find", "link"]

WORLD = "W00"
"""UN Comtrade's code for all partners together."""

_MIRROR: dict[str, Flow] = {
    "trade": "trade",
    "export": "import",
    "import": "export",
    "balance": "balance",
    "investment_in": "investment_out",
    "investment_out": "investment_in",
}


def find(text: str, *, published: date | None = None, home: str | None = "KAZ") -> Iterator[Statement]:
    """The trade statements of a text, in order.

    Args:
        text: any text; nothing in it raises.
        published: the article's own date, from which relative dates count.
        home: the economy whose trade the text is about: the reporter, whichever side is named first.
            None takes the country first named.

    Raises:
        TypeError: text is not a str.
    """
    scan = Scan.of(text)
    return link_in(
        scan,
        dates=tuple(_dates.find_in(scan, published=published)),
        money=tuple(_money.find_in(scan)),
        percentages=tuple(_percentages.find_in(scan)),
        countries=tuple(_countries.find_in(scan)),
        home=home,
    )


def link(
    text: str,
    *,
    dates: Sequence[Mention[Period]],
    money: Sequence[Mention[Money]],
    percentages: Sequence[Mention[Percentage]],
    countries: Sequence[Mention[Country]],
    home: str | None = "KAZ",
) -> Iterator[Statement]:
    """The trade statements that link a text's mentions.

    Args:
        text: the text.
        dates: its dates.
        money: its amounts of money.
        percentages: its percentages.
        countries: its countries.
        home: as in :func:`find`.
    """
    return link_in(Scan.of(text), dates=dates, money=money, percentages=percentages, countries=countries, home=home)


@define(eq=False)
class _Item:
    """A mention or a cue at its place: what a sentence is read as.

    Attributes:
        kind: ``money``, ``percent``, ``date``, ``country``, or the cue's role.
        first: index of its first piece.
        last: index of its last piece.
        value: the mention's value, or the cue's meaning.
        start: offset.
        end: offset.
    """

    kind: str
    first: int
    last: int
    value: Any
    start: int
    end: int


@define(eq=False)
class _Frame:
    """What the text is speaking of: whose flow, with whom, of what, when.

    Attributes:
        flow: ``trade``, ``export``, ``import``, ``balance`` or ``investment``.
        subject: whose flow it is; of an investment, who invests.
        other: the other side, ``W00``, or None; of an investment, where.
        commodity: the goods, or None for all.
        period: when, or None.
        status: actual, target or forecast.
        start: offset of the first word that says so.
        stated: whether the other side was named with the flow itself.
    """

    flow: str
    subject: str | None = None
    other: str | None = None
    commodity: str | None = None
    period: Period | None = None
    status: Status = "actual"
    start: int = 0
    stated: bool = False
    sign: int = 1


def link_in(
    scan: Scan,
    *,
    dates: Sequence[Mention[Period]],
    money: Sequence[Mention[Money]],
    percentages: Sequence[Mention[Percentage]],
    countries: Sequence[Mention[Country]],
    home: str | None = "KAZ",
) -> Iterator[Statement]:
    """The trade statements of a scanned text."""
    items = _items(scan, dates=dates, money=money, percentages=percentages, countries=countries)
    if home is None:
        home = countries[0].value.code if countries else None
    reader = _Reader(scan, home or "")
    place = 0
    for first, stop in sentences(scan):
        begin = place
        while place < len(items) and items[place].first < stop:
            place += 1
        reader.read(items[begin:place], first, stop)
    yield from _merged(reader.found)


def _items(
    scan: Scan,
    *,
    dates: Iterable[Mention[Any]],
    money: Iterable[Mention[Any]],
    percentages: Iterable[Mention[Any]],
    countries: Iterable[Mention[Any]],
) -> list[_Item]:
    """All mentions and cues in text order; a cue inside a mention is none."""
    items = []
    for kind, mentions in (("date", dates), ("money", money), ("percent", percentages), ("country", countries)):
        for m in mentions:
            first = bisect_right(scan.starts, m.start) - 1
            first += 1 - first % 2
            last = bisect_left(scan.starts, m.end) - 1
            items.append(_Item(kind, first, last - (1 - last % 2), m.value, m.start, m.end))
    taken = {n for item in items for n in range(item.first, item.last + 1)}
    for cue in cues(scan):
        if cue.first not in taken and cue.last not in taken:
            start, end = scan.starts[cue.first], scan.end(cue.last)
            items.append(_Item(cue.role, cue.first, cue.last, cue.meaning, start, end))
    for q in quantities(scan):
        if scan.has_role(q.last + 2, "times") and q.first not in taken and q.number < _MOST_TIMES:
            start, end = scan.starts[q.first], scan.end(q.last + 2)
            items.append(_Item("factor", q.first, q.last + 2, q.value, start, end))
    items.sort(key=lambda item: item.first)
    return items


_MOST_TIMES = 1000


_FIGURES = ("money", "percent")
_NEAR = 8
"""Pieces between a movement and the figure that it is told by."""


_REGION = ""
"""A partner that is named but has no code."""


@define(eq=False)
class _Reader:
    """Reads sentences one after another and keeps what the next one may leave out.

    Attributes:
        scan: the text.
        home: the economy that the text is about.
        base_frame: what the text or its section is about: the first pair told in it.
        main: what the paragraph is about: the last pair told in it, its flow and goods.
        now: the period last told of a figure.
        frame: what the sentence speaks of now.
        topic: the foreign country last named.
        found: the statements so far.
        items: the mentions and cues of the sentence.
        first: index of its first piece.
        stop: index after its last.
        pending: a change told before its figure, with its frame and place.
        last: index in ``found`` of the figure last told in the sentence.
        held: frame and last figure from before an open bracket.
        whole: the flow and partner that the bare percentages of a list are shares of.
        flowing: whether a flow was named in the sentence.
    """

    scan: Scan
    home: str
    base_frame: _Frame | None = None
    main: _Frame | None = None
    now: Period | None = None
    frame: _Frame | None = None
    topic: str | None = None
    found: list[Statement] = field(factory=list)
    items: list[_Item] = field(factory=list)
    first: int = 0
    stop: int = 0
    pending: tuple[Change, _Frame, int] | None = None
    last: int | None = None
    held: list[tuple[_Frame | None, int | None]] = field(factory=list)
    whole: tuple[str, str | None] | None = None
    flowing: bool = False
    stated: _Frame | None = None
    resumed: int = 0
    based: set[int] = field(factory=set)
    paragraph: list[str] = field(factory=list)
    before: Statement | None = None
    inflow: bool = False
    assigned: dict[int, _Frame] = field(factory=dict)
    blocs: set[str] = field(factory=set)
    provisional: bool = False
    consumed: int = -1
    goods_now: str | None = None
    named: dict[str, int] = field(factory=dict)
    bloc: str | None = None
    timed: Period | None = None

    def read(self, items: list[_Item], first: int, stop: int) -> None:
        """Read one sentence."""
        self.items, self.first, self.stop = items, first, stop
        self.pending = self.last = self.stated = None
        self.held, self.flowing, self.resumed, self.based, self.consumed = [], False, 0, set(), -1
        self.before = self.found[-1] if self.found else None
        if self.opens_paragraph():
            self.main = self.base_frame
            self.paragraph = []
            self.whole = None
            self.goods_now = None
        elif "\n" not in self.scan.text[max(0, self.scan.starts[first] - 6) : self.scan.starts[first]]:
            self.whole = None
        self.frame = self.main and evolve(self.main, status="actual", start=-1, stated=False, period=self.now)
        place = self.scan.starts[first]
        self.assigned, self.timed = {}, None
        self.respective()
        for n, item in enumerate(items):
            self.brackets(place, item.start)
            place = item.start
            handler = _HANDLERS.get(item.kind)
            if handler:
                handler(self, n, item)
        self.flush()
        told = self.flowing or (bool(self.found) and self.found[-1] is not self.before)
        if self.timed is not None and (told or not any(i.kind == "money" for i in items)):
            self.now = self.timed
        self.heading(items)
        self.goods_topic(items)
        if self.stated:
            self.main = self.stated
            told = bool(self.found) and self.found[-1] is not self.before
            if self.base_frame is None or (self.provisional and told):
                self.base_frame, self.provisional = self.stated, not told
        elif self.flowing and self.frame and self.last is None:
            self.main = self.frame  # a line that opens a list
        for item in items:
            if item.kind == "country" and item.value.code != self.home:
                self.topic = item.value.code
                self.paragraph.append(item.value.code)
                self.named[item.value.code] = self.named.get(item.value.code, 0) + 1

    def opens_paragraph(self) -> bool:
        """Whether a sentence begins a paragraph; the lines of a list don't."""
        start = self.scan.starts[self.first]
        gap = self.scan.text[max(0, start - 6) : start]
        return "\n" in gap and not any(mark in gap for mark in "•*)–-") and not self.scan.parts[self.first].isdigit()

    def goods_topic(self, items: list[_Item]) -> None:
        """A sentence without figures that begins with goods makes them the topic: ``Uranium is having a splendid year.``"""
        if items and items[0].kind == "commodity" and items[0].first == self.first:
            if not any(i.kind in ("money", "percent", "flow_noun") for i in items):
                self.goods_now = self.scan.text[items[0].start : items[0].end].lower()

    def respective(self) -> None:
        """Give the figures of a list that *respectively* closes to its flows or its countries, one to one."""
        if not any(self.scan.has_role(k, "respectively") for k in range(self.first, self.stop, 2)):
            return
        money = [n for n, i in enumerate(self.items) if i.kind == "money" and not self.converted(n, i)]
        if len(money) < 2:
            return
        before = self.items[: money[0]]
        nouns = [n for n, i in enumerate(before) if i.kind == "flow_noun"]
        lands = [i.value.code for i in before if i.kind == "country" and i.value.code != self.home][-len(money) :]
        if len(nouns) == len(money):
            for n, noun in zip(money, nouns, strict=True):
                self.frame = self.frame_of(noun, self.items[noun])
                self.assigned[n] = self.frame
        elif len(lands) == len(money):
            verbs = [n for n, i in enumerate(before) if i.kind in ("flow_noun", "flow_verb")]
            if not verbs:
                return
            item = self.items[verbs[0]]
            if item.kind == "flow_noun":
                frame: _Frame | None = self.frame_of(verbs[0], item)
            else:
                self.verb(verbs[0], item)
                frame = self.frame
            for n, code in zip(money, lands, strict=True):
                if frame is not None:
                    own = {frame.subject: "other", frame.other: "subject"}.get(self.home, "other")
                    self.assigned[n] = evolve(frame, **{own: code})

    def country(self, n: int, item: _Item) -> None:
        """``those to Romania``: the flow spoken of, with another partner."""
        if item.value.form == "bloc":
            self.blocs.add(item.value.code)
            self.bloc = item.value.code
        words = self.words(item.first - 6, item.first)
        if self.frame and len(words) > 1 and item.value.code != self.home:
            for k in range(len(words) - 1):
                if words[k] in ("those", "that") and words[k + 1] in ("to", "with", "from"):
                    self.flush()
                    self.last = None
                    self.frame = evolve(self.frame, other=item.value.code, start=item.start)

    def heading(self, items: list[_Item]) -> None:
        """A line that only names a country opens a section about it."""
        foreign = [i for i in items if i.kind == "country" and i.value.code != self.home]
        others = [i for i in items if i.kind != "country"]
        words = (self.stop - self.first + 1) // 2
        end = self.scan.end(self.stop - 1) if self.stop % 2 == 0 else self.scan.starts[self.stop]
        if len(foreign) == 1 and not others and words <= 3 and self.scan.text[end : end + 2] == "\n\n":
            self.base_frame = self.main = _Frame("trade", self.home, foreign[0].value.code, start=-1)

    def brackets(self, start: int, end: int) -> None:
        """What is said in brackets does not change what is spoken of after them."""
        for mark in self.scan.text[start:end]:
            if mark == "(":
                self.held.append((self.frame, self.last))
            elif mark == ")" and self.held:
                self.flush()
                self.resumed = end
                frame, last = self.held.pop()
                self.frame, self.last = frame, last if last is not None else self.last

    # Words around

    def word(self, index: int) -> str:
        return self.scan.parts[index].lower() if self.first <= index < self.stop else ""

    def words(self, first: int, stop: int) -> list[str]:
        """The words from a piece up to another, in lower case."""
        first = max(first, self.first)
        return [part.lower() for part in self.scan.parts[first + 1 - first % 2 : stop : 2]]

    def between(self, a: _Item, b: _Item) -> str:
        return self.scan.text[a.end : b.start]

    def relation(self, item: _Item) -> str:
        """The preposition that a country stands after, over a few words between: ``with the neighbouring``."""
        meanings = self.scan.lexicon.meanings["relation"]
        for index in range(item.first - 2, max(self.first - 1, item.first - 12), -2):
            word = self.word(index)
            if word in meanings:
                return str(meanings[word])
            gap = self.scan.parts[index + 1]
            if not gap.isspace() or word in ("and", "or", "that", "which"):
                return ""
        return ""

    # What flows, between whom

    def noun(self, n: int, item: _Item) -> None:
        """A flow as a noun: take its pair from its own words, else from what was said before."""
        if n == self.consumed:
            return
        if self.word(item.first - 2) in ("free", "world", "electronic", "international", "special"):
            return
        following = self.word(item.last + 2)
        if (
            following
            in (
                "agreement",
                "mission",
                "house",
                "desk",
                "representative",
                "corridor",
                "center",
                "fair",
                "union",
                "partner",
                "partners",
                "forum",
                "barriers",
                "council",
                "routes",
                "restrictions",
                "organization",
                "ministry",
                "and",
            )
            and item.value == "trade"
            and item.first == item.last
            and following != "and"
        ):
            return
        if any(i.kind == "share_word" and i.value == "share" and item.first - i.last <= 16 for i in self.items[:n]):
            return
        self.flush()
        self.frame = self.frame_of(n, item)
        self.flowing = True
        self.whole = None
        if self.frame.stated or (self.main is None and self.stated is None):
            self.stated = self.stated or self.frame

    def default_other(self) -> str | None:
        """The partner where none was named: the one other country of the sentence, else the one that the text is about."""
        here = {i.value.code for i in self.items if i.kind == "country"} - {self.home}
        if len(here) == 1:
            return str(next(iter(here)))
        return self.most_named() or WORLD

    def most_named(self) -> str | None:
        """The foreign country or bloc that the text has named most often."""
        return max(self.named, key=lambda code: self.named[code], default=None)

    def frame_of(self, n: int, item: _Item) -> _Frame:
        flow = item.value.removeprefix("world_")
        world = item.value.startswith("world_")
        subject, other = self.pair_of(n, item, flow)
        old = self.frame
        stated = other is not None or (subject is not None and subject != self.home)
        if subject is None and other is None and not world:
            partner = self.topic_pair(n, item)
            within = partner in self.blocs and not any(
                i.kind == "country" and i.value.code == self.home for i in self.items
            )
            if partner:
                subject, other, stated = (partner if within else self.home), partner, True
        if flow == "investment":
            self.inflow = "inflow" in self.words(item.first, item.last + 1) or "foreign" in self.words(
                item.first, item.last + 1
            )
            subject, other = self.investor(subject, other, old)
        elif subject is None and other is None:
            if world:
                subject, other, stated = self.home, WORLD, True
            elif old and old.flow != "investment":
                subject, other = old.subject, old.other
            elif old:
                subject, other = self.home, old.subject if old.other == self.home else old.other
            else:
                subject, other = self.home, self.default_other()
        elif other is None:
            if world:
                other, stated = WORLD, True
            elif old and old.flow == "investment" and subject == self.home:
                other = old.subject if old.other == self.home else old.other
            elif old and subject in (old.subject, old.other) and old.other is not None:
                other = old.other if old.subject == subject else old.subject
            elif subject == self.home:
                other = WORLD
            else:
                other = self.home
        elif subject is None:
            if other != self.home:
                foreign = old is not None and old.other == WORLD and old.subject not in (None, self.home)
                here = any(i.kind == "country" and i.value.code == self.home for i in self.items[:n])
                subject = old.subject if foreign and old and not here else self.home
            else:
                known = (
                    [c for c in (old.subject, old.other) if c not in (None, WORLD, self.home, _REGION)] if old else []
                )
                subject = known[0] if known else self.topic
        commodity = self.goods(n, item, flow)
        if commodity is None and flow in ("export", "import") and not world:
            commodity = self.goods_now or (old.commodity if old else None)
        sign = -1 if flow == "balance" and self.is_deficit(item) else 1
        within = any(i.kind == "flow_noun" for i in self.items[:n])
        if commodity is None and old and within and old.commodity and not stated:
            commodity = old.commodity
        period = old.period if old else self.now
        status = self.mood(n)
        return _Frame(flow, subject, other, commodity, period, status, item.start, stated, sign)

    def mood(self, n: int) -> Status:
        """Whether the words before a piece wish or foresee what follows."""
        for earlier in reversed(self.items[:n]):
            if earlier.kind == "aim":
                return "target"
            if earlier.kind == "outlook":
                return "forecast"
            if earlier.kind == "money":
                break
        return "actual"

    def is_plain(self, item: _Item) -> bool:
        """Whether a flow's word means all goods again, whatever goods were spoken of before."""
        return self.scan.parts[item.first].lower() in ("exports", "export", "imports", "import")

    def is_deficit(self, item: _Item) -> bool:
        own, near = self.words(item.first, item.last + 1), self.words(item.first - 8, item.last + 14)
        return "deficit" in own or "negative" in own or ("negative" in near and "surplus" not in own)

    def topic_pair(self, n: int, item: _Item) -> str | None:
        """The country named before in the sentence, or last in the text, for ``bilateral trade``."""
        phrase = self.scan.text[item.start : item.end].lower()
        if not any(word in phrase for word in ("bilateral", "mutual", "two-way")):
            return None
        for earlier in reversed(self.items[:n]):
            if earlier.kind == "country" and earlier.value.code != self.home:
                return str(earlier.value.code)
        if self.paragraph:
            return self.paragraph[0]
        if self.base_frame and self.base_frame.other not in (None, WORLD, _REGION, self.home):
            return self.base_frame.other
        return self.most_named()

    def pair_of(self, n: int, item: _Item, flow: str) -> tuple[str | None, str | None]:
        """Whose flow it is and with whom, by the words beside a noun."""
        subject, other = self.owner(n, item)
        if other is not None:
            return subject, other
        following = self.words(item.last + 2, item.last + 6)
        if following == ["with", "which"]:
            named = [i.value.code for i in self.items[:n] if i.kind == "country"]
            return (None, named[-1]) if named else (None, None)
        pair: list[str] = []
        relation = ""
        for later in self.items[n + 1 :]:
            if later.kind in _ARGUMENT_ENDS or later.first > item.last + 50:
                break
            if later.kind == "region" and other is None and self.relation(later) in ("with", "to", "from", "between"):
                other = _REGION
            if later.kind == "both" and other is None:
                continue
            if later.kind != "country":
                continue
            code, form = later.value.code, later.value.form
            relation = self.relation(later) or relation
            if relation in ("in", "of") and "with" in self.words(item.last + 2, later.first):
                relation = "with"
            joined = len(pair) == 1 and "and" in self.words(item.last + 2, later.first)
            if relation == "between" or joined:
                pair.append(code)
                continue
            if flow == "trade" and relation == "of" and subject and self.word(later.first - 2) == "and":
                subject, other = self.ordered(subject, code)
                continue
            subject, other = self.related(flow, relation, code, form, later, subject, other)
        if len(pair) == 1 and other == _REGION:
            return pair[0], _REGION
        if len(pair) == 1 and pair[0] in self.blocs:
            return pair[0], pair[0]
        if pair:
            return self.ordered(pair[0], pair[1] if len(pair) > 1 else other)
        after = self.word(item.last + 2)
        blocs = [i.value.code for i in self.items[n + 1 : n + 3] if i.kind == "country" and i.value.form == "bloc"]
        if after in ("among", "within", "inside", "between") and blocs:
            return blocs[0], blocs[0]
        if other is None and self.bloc:
            tail = self.words(item.last + 2, item.last + 18)
            if "with" in tail and any(
                self.scan.has_role(k, "bloc_word") for k in range(item.last + 2, item.last + 18, 2)
            ):
                other = self.bloc
        if other is None:
            for earlier in self.items[:n]:
                if (
                    earlier.kind == "country"
                    and self.relation(earlier) == "with"
                    and "," in self.scan.text[earlier.end : earlier.end + 2]
                ):
                    other = earlier.value.code
        return subject, other

    def related(
        self, flow: str, relation: str, code: str, form: str, item: _Item, subject: str | None, other: str | None
    ) -> tuple[str | None, str | None]:
        """A noun's sides with one more country, by its preposition."""
        if relation == "with":
            return subject, other or code
        if relation in ("to", "into"):
            return (subject or code, other) if flow == "import" else (subject, other or code)
        if relation == "from":
            return (subject, other or code) if flow == "import" else (subject or code, other)
        if relation == "of":
            if flow == "investment":
                inside = "economy" in self.words(item.first - 8, item.first)
                return (subject, other or code) if inside else (subject or code, other)
            if flow == "import" and form == "demonym":
                return subject, other or code
            return subject or code, other
        if relation == "in" and flow == "investment":
            return subject, other or code
        return subject, other

    def ordered(self, a: str, b: str | None) -> tuple[str | None, str | None]:
        """A pair with home first."""
        return (b, a) if b == self.home else (a, b)

    def owner(self, n: int, item: _Item) -> tuple[str | None, str | None]:
        """The country right before a flow's noun: ``Kazakhstan's exports``, ``Kazakh-Belgian trade``."""
        if self.word(item.first - 2) == "our" or self.word(item.first - 4) == "our":
            return (self.base_frame.subject if self.base_frame and self.base_frame.subject != self.home else None), None
        if self.words(item.first - 4, item.first) in (["union", "s"], ["bloc", "s"]) and self.bloc:
            return self.bloc, None
        if self.word(item.first - 2) in ("its", "their"):
            named = [i.value.code for i in self.items[:n] if i.kind == "country"]
            if self.flowing and self.frame and self.frame.subject in named:
                return self.frame.subject, None
            return (named[-1], None) if named else (None, None)
        before = next((i for i in reversed(self.items[:n]) if i.kind != "commodity"), None)
        if before is None or before.kind != "country":
            return None, None
        between = self.words(before.last + 2, item.first)
        meanings = self.scan.lexicon.meanings["relation"]
        if len(between) > 5 or any(
            word in meanings or word in ("and", "that", "is", "are", "which") for word in between
        ):
            return None, None
        if any(mark in self.between(before, item) for mark in ",;:(.–—"):
            return None, None
        place = self.items.index(before)
        if place and self.items[place - 1].kind == "country" and before.first - self.items[place - 1].last == 2:
            if "-" in self.between(self.items[place - 1], before) or "–" in self.between(self.items[place - 1], before):
                return self.ordered(self.items[place - 1].value.code, before.value.code)
        if (
            self.relation(before) in ("with", "to", "from", "between", "into")
            and before.value.form != "demonym"
            and "’" not in self.between(before, item)
            and "'" not in self.between(before, item)
        ):
            return None, None
        return before.value.code, None

    def investor(self, subject: str | None, other: str | None, old: _Frame | None) -> tuple[str | None, str | None]:
        """Who invests, and where."""
        known = [c for c in (old.subject, old.other) if c not in (None, WORLD, self.home, _REGION)] if old else []
        partner = known[0] if known else self.topic
        if subject is None and other is None:
            if old and old.flow == "investment":
                return old.subject, old.other
            return partner or WORLD, self.home
        if other is None:
            return (subject, partner) if subject == self.home and partner else (subject, self.home)
        if subject is None:
            if other != self.home:
                return self.home, other
            mains = (
                [c for c in (self.main.subject, self.main.other) if c not in (None, WORLD, self.home, _REGION)]
                if self.main
                else []
            )
            return (mains[0] if mains and not self.inflow else WORLD), other
        return subject, other

    def verb(self, n: int, item: _Item) -> None:
        """A flow as a verb: who stands before it, and who after."""
        flow = item.value
        if self.word(item.first) == "brought" and not (self.frame and self.frame.flow == "investment"):
            return
        if {"share", "stake", "shares"} & set(self.words(item.last + 2, item.last + 10)):
            return
        subject = other = None
        for earlier in reversed(self.items[:n]):
            if earlier.kind in ("flow_noun", "flow_verb", "money"):
                break
            unbound = (
                not self.relation(earlier) or earlier.value.form in ("demonym", "bloc")
                if earlier.kind == "country"
                else False
            )
            if unbound:
                subject = earlier.value.code
                break
        for later in self.items[n + 1 :]:
            if later.kind in ("flow_noun", "flow_verb"):
                break
            if later.kind == "country":
                relation = self.relation(later)
                if relation in ("to", "from", "with", "into") or (flow == "investment" and relation in ("in", "of")):
                    other = later.value.code
                    break
        old = self.frame
        if flow == "investment":
            subject, other = self.investor(subject, other, old)
        elif subject is None and other is None:
            if not old or self.word(item.first) in (
                "sold",
                "selling",
                "sells",
                "bought",
                "buys",
                "supplied",
                "delivered",
            ):
                return
            subject, other = old.subject, old.other
        elif other is None:
            own = self.base_frame.subject if self.base_frame else None
            other = self.home if subject != self.home else own if own not in (None, self.home) else WORLD
        elif subject is None:
            subject = self.home if other != self.home else self.topic
        if flow == "trade":
            named = [i.value.code for i in self.items[:n] if i.kind == "country"][-2:]
            if len(named) == 2:
                subject, other = self.ordered(*named)
                subject, other = (subject or named[0]), (other or named[1])
        if subject == other:
            return
        self.flush()
        stated = self.frame is None
        commodity = self.object(n) if flow in ("export", "import") else None
        if commodity is None and old and flow in ("export", "import"):
            commodity = old.commodity
        period = (old.period if old else self.now) if flow != "investment" else None
        self.frame = _Frame(flow, subject, other, commodity, period, "actual", item.start, True)
        self.flowing = True
        self.whole = None
        if stated or (flow != "investment" and self.base_frame is None):
            self.stated = self.stated or self.frame

    def object(self, n: int) -> str | None:
        """The goods that a verb's object names: ``bought wheat``."""
        item = self.items[n]
        for later in self.items[n + 1 : n + 4]:
            if later.kind == "commodity" and later.first - item.last <= 16:
                return str(self.scan.text[later.start : later.end]).lower()
            if later.kind in ("money", "flow_noun", "flow_verb"):
                break
        return None

    def goods(self, n: int, item: _Item, flow: str) -> str | None:
        """The goods that a flow's words name: ``exports of uranium``, ``oil exports``."""
        if flow not in ("export", "import", "trade"):
            return None
        if n and self.items[n - 1].kind == "commodity" and item.first - self.items[n - 1].last <= 4:
            return str(self.scan.text[self.items[n - 1].start : self.items[n - 1].end]).lower()
        for later in self.items[n + 1 : n + 4]:
            if later.kind == "commodity" and {"mainly", "chiefly", "above", "led", "especially"} & set(
                self.words(item.last, later.first)
            ):
                break
            if (
                later.kind == "commodity"
                and later.first - item.last <= 10
                and {"of", "in"} & set(self.words(item.last + 2, later.first))
            ):
                return str(self.scan.text[later.start : later.end]).lower()
            if later.kind in ("money", "percent", "flow_noun", "flow_verb"):
                break
        return None

    # When

    def date(self, n: int, item: _Item) -> None:
        """A date sets the period of what follows, unless it is a day or only compared with."""
        if not self.is_period(item) or self.is_base(n, item):
            return
        if self.frame:
            self.frame = evolve(self.frame, period=self.span(item))
        closed = item.value.start is not None and item.value.end is not None
        if closed and not self.held and not any(i.kind in ("aim", "outlook") for i in self.items[:n]):
            self.timed = self.span(item)

    def is_period(self, item: _Item) -> bool:
        """Whether a date is long enough to be what a figure is for; the end of a year stands for the year."""
        p = item.value
        if p.start is None or p.end is None:
            return True
        return (
            (p.end - p.start).days > _SHORT
            or self.scan.has_role(item.first, "edge")
            or self.scan.has_role(item.last, "edge")
        )

    def span(self, item: _Item) -> Period:
        """A date as a period of trade: the end of 2022 is 2022."""
        p: Period = item.value
        if p.end is not None and p.start == p.end:
            return Period(date(p.end.year, 1, 1), date(p.end.year, 12, 31))
        return p

    def is_base(self, n: int, item: _Item) -> bool:
        """Whether a date is one that figures are compared with."""
        scan = self.scan
        if n in self.based:
            return True
        if scan.has_role(item.first, "same") or scan.has_role(item.first, "anaphoric"):
            return bool(item.value != self.now)
        if scan.has_role(item.last, "earlier") or (
            scan.has_role(item.last, "ago") and "than" in self.words(item.first - 6, item.first)
        ):
            return True
        before = self.words(item.first - 8, item.first)
        if any(word in _COMPARING for word in before):
            return True
        return bool(before) and before[-1] in ("over", "on") and n > 0 and self.items[n - 1].kind == "percent"

    def period(self, n: int, item: _Item, frame: _Frame) -> Period | None:
        """The period that a figure is for."""
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        if after and after.kind == "date" and after.first - item.last <= 12 and self.is_period(after):
            if not any(mark in self.between(item, after) for mark in ",;:(") and not self.is_base(n + 1, after):
                return self.span(after)
        before = self.items[n - 1] if n else None
        if before and before.kind == "date" and item.first - before.last == 2 and not self.is_base(n - 1, before):
            return self.span(before)
        aims = [i.first for i in self.items[:n] if i.kind == "aim"] if frame.status == "target" else []
        for k in range(n - 1, -1, -1):
            i = self.items[k]
            if aims and i.first < aims[0]:
                break
            if i.kind == "date" and self.is_period(i) and not self.is_base(k, i):
                return self.span(i)
        for k in range(n + 1, len(self.items)):
            later = self.items[k]
            if later.kind == "money" and self.converted(k, later):
                continue
            if k == self.consumed:
                continue
            if later.kind in ("money", "flow_noun"):
                break
            between = self.between(item, later).rpartition(")")[2]
            if later.kind == "date" and self.is_period(later) and not self.is_base(k, later) and "(" not in between:
                return self.span(later)
        if frame.status != "actual" or (frame.flow == "investment" and not self.main_is(frame)):
            return None
        if self.words(item.first - 6, item.first)[-1:] and {"is", "are"} & set(self.words(item.first - 6, item.first)):
            return None
        return frame.period

    def main_is(self, frame: _Frame) -> bool:
        return self.main is not None and self.main.flow == frame.flow

    def base(self, n: int) -> Period | None:
        """The period that a change is told against: the next date that is compared with."""
        for k in range(n + 1, len(self.items)):
            later = self.items[k]
            if later.kind == "date" and self.is_base(k, later):
                return later.value
            if later.kind == "money" and self.word(later.first - 2) == "from" and k + 1 < len(self.items):
                if self.items[k + 1].kind == "date" and self.items[k + 1].first - later.last <= 8:
                    return self.items[k + 1].value
            if later.kind in ("flow_noun", "percent", "flow_verb"):
                break
        for k in range(n - 1, -1, -1):
            earlier = self.items[k]
            if earlier.kind == "date" and self.is_base(k, earlier):
                return earlier.value
            if earlier.kind in ("flow_noun", "money", "flow_verb"):
                break
        return None

    def status(self, _: int, item: _Item) -> None:
        if self.frame:
            self.frame = evolve(self.frame, status="target" if item.kind == "aim" else "forecast")

    # Figures

    def amount(self, n: int, item: _Item) -> None:
        """An amount of money."""
        if self.held and self.found and self.found[-1] is not self.before and self.found[-1].value is None:
            told = self.found[-1]
            if told.share is not None and item.start - told.end < len(" of the total (US$"):
                self.found[-1] = evolve(told, value=item.value, end=item.end)
                return
        frame = self.assigned.get(n) or self.governing(n, item)
        if frame is None or self.converted(n, item) or self.is_price(item):
            return
        if n not in self.assigned:
            frame = self.listed(n, item, frame)
        if self.words(item.first - 4, item.first) == ["total", "of"] and self.last is not None:
            self.emit(evolve(frame, other=WORLD, commodity=None), item, value=item.value, keep=False)
            return
        base = self.base_value(n)
        if base is not None:
            if n + 1 < len(self.items) and self.items[n + 1].kind == "date":
                self.based.add(n + 1)
            self.emit(evolve(frame, period=base[0], status="actual"), item, value=item.value, keep=False)
            return
        period = self.period(n, item, frame)
        value = item.value
        if frame.sign < 0 and value.amount > 0:
            value = evolve(value, amount=-value.amount)
        change = None
        if self.pending:
            change = self.pending[0]
            self.pending = None
        kept = self.frame.commodity if self.frame else frame.commodity
        frame = evolve(frame, period=period, commodity=self.goods_after(n, item) or frame.commodity)
        self.emit(frame, item, value=value, change=change)
        self.frame = evolve(frame, start=-1, commodity=kept)

    def goods_after(self, n: int, item: _Item) -> str | None:
        """The goods that an amount is of, right after it: ``$0.83 billion was crude oil``."""
        for later in self.items[n + 1 : n + 3]:
            if later.kind == "commodity" and later.first - item.last <= 6:
                words = self.words(item.last + 2, later.first)
                if not words or words[0] in ("was", "is", "were", "of", "worth"):
                    return self.scan.text[later.start : later.end].lower()
            if later.kind not in ("link_verb", "commodity"):
                break
        return None

    def is_price(self, item: _Item) -> bool:
        """Whether an amount is too small for what a country trades: a price, a fare, a salary."""
        text = self.scan.text[item.start : item.end]
        return bool(abs(item.value.amount) < _SMALL) and not any(
            c.isalpha() and word in text for c, word in (("k", "thousand"), ("k", "thsd"))
        )

    def governing(self, n: int, item: _Item) -> _Frame | None:
        """What an amount is an amount of; None for money that is neither traded nor invested."""
        if (
            n + 1 < len(self.items)
            and self.items[n + 1].kind == "movement"
            and self.items[n + 1].first - item.last <= 2
        ):
            if self.word(self.items[n + 1].last + 2) == "than":
                return None  # so much more
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        if after and after.kind == "link_verb" and n + 2 < len(self.items) and after.first - item.last <= 2:
            after = self.items[n + 2]
        if after and after.kind == "per_unit" and after.first - item.last <= 4:
            return None
        if (
            after
            and after.kind == "other_money"
            and after.first - item.last <= 6
            and "," not in self.between(item, after)
        ):
            return None
        if after and after.kind in ("flow_noun", "country") and after.first - item.last <= 8:
            noun = self.items.index(after) + (after.kind != "flow_noun")
            between = self.words(item.last + 2, after.first)
            if (
                noun < len(self.items)
                and self.items[noun].kind == "flow_noun"
                and between
                and between[0] in ("of", "is", "was", "worth", "from", "for", "in")
                and "and" not in between
                and "which" not in between
            ):
                self.flush()
                self.frame = self.frame_of(noun, self.items[noun])
                self.flowing = True
                self.consumed = noun
                return self.frame
        if self.word(item.first - 2) == "worth" and n and self.items[n - 1].kind == "commodity" and not self.flowing:
            later_flow = next((k for k in range(n + 1, len(self.items)) if self.items[k].kind == "flow_noun"), None)
            if later_flow is not None:
                goods = self.items[n - 1]
                self.consumed = later_flow
                self.flowing = True
                self.frame = evolve(
                    self.frame_of(later_flow, self.items[later_flow]),
                    commodity=self.scan.text[goods.start : goods.end].lower(),
                    start=goods.start,
                )
                return self.frame
        if self.frame is None:
            return None
        into = self.words(item.last + 2, item.last + 4)
        if self.frame.flow == "investment" and into and into[0] in ("in", "into"):
            target = next(
                (i for i in self.items[n + 1 :] if i.first - item.last <= 16 and i.kind in ("country", "date")), None
            )
            if target is None:
                return None
        for earlier in reversed(self.items[:n]):
            if earlier.kind in ("flow_noun", "flow_verb"):
                return self.frame
            if earlier.kind == "other_money":
                return None
            if earlier.kind == "money" and self.last is not None:
                return self.frame
        head = self.items[:n]
        referring = any(i.kind == "back_reference" for i in head)
        if referring and (
            any(i.kind in ("link_verb", "outlook") for i in head)
            or {"at", "estimate"} & set(self.words(item.first - 4, item.first))
        ):
            return self.frame
        dates = [i for i in head if i.kind == "date"]
        if dates and item.first - dates[-1].last <= 2 and not any(i.kind == "country" for i in head):
            return self.frame
        if self.line_item(n) or self.enumerated(n):
            return self.frame
        aims = [i for i in head if i.kind == "aim"]
        if aims and item.first - aims[-1].last <= 24:
            world = self.base_frame is not None and self.base_frame.other == WORLD
            return evolve(self.frame, flow=self.base_frame.flow if world and self.base_frame else "trade")
        return None

    def enumerated(self, n: int) -> bool:
        """Whether an amount belongs to a list of countries with their figures: ``China ($30 billion), Russia ($26 billion)``."""
        if not n or self.items[n - 1].kind != "country" or self.found == []:
            return False
        pairs = [
            k
            for k in range(1, len(self.items))
            if self.items[k].kind == "money" and self.items[k - 1].kind == "country"
            if self.items[k].first - self.items[k - 1].last <= 12
        ]
        if len(pairs) > 1 and not any(i.kind == "other_money" for i in self.items):
            return True
        if self.items[n].first - self.items[n - 1].last > 4:
            return False
        return self.found != [] and any(mark in self.between(self.items[n - 1], self.items[n]) for mark in "(–—-")

    def line_item(self, n: int) -> bool:
        """Whether an amount stands in a line of a list that a sentence before has opened."""
        if not n or self.items[n - 1].kind != "country" or not self.main or self.found == []:
            return False
        opener = self.scan.text[self.scan.starts[self.first] - 3 : self.scan.starts[self.first]]
        return any(mark in opener for mark in "–•*-\n)") and self.items[n].first - self.items[n - 1].last <= 4

    def base_value(self, n: int) -> tuple[Period | None] | None:
        """The period of an amount that is only compared with; None for any other amount."""
        item = self.items[n]
        before = self.words(item.first - 8, item.first)
        date_before = self.items[n - 1] if n and self.items[n - 1].kind == "date" else None
        if date_before and item.first - date_before.last == 2 and self.is_base(n - 1, date_before):
            return (date_before.value,)
        dates = [k for k in range(n) if self.items[k].kind == "date"]
        if dates and "when" in self.words(self.items[dates[-1]].last + 2, item.first):
            return (self.items[dates[-1]].value,)
        after = self.items[n + 1] if n + 1 < len(self.items) and self.items[n + 1].kind == "date" else None
        near = after is not None and after.first - item.last <= 10 and "," not in self.between(item, after)
        compared = bool(before) and (
            before[-1] in ("from", "against", "than")
            or before[-2:] in (["compared", "with"], ["compared", "to"], ["below", "the"])
        )
        if compared:
            return (after.value,) if near and after else (None,)
        if near and after and self.is_base(n + 1, after) and self.held:
            return (after.value,)
        if (
            near
            and after
            and self.held
            and self.last is not None
            and self.found[self.last].period not in (None, after.value)
            and self.is_period(after)
        ):
            return (after.value,)
        if (
            date_before
            and item.first - date_before.last == 2
            and self.held
            and self.last is not None
            and self.is_period(date_before)
        ):
            return (self.span(date_before),)
        return None

    def converted(self, n: int, item: _Item) -> bool:
        """Whether an amount in brackets only says the one before in another currency."""
        if not n or self.items[n - 1].kind != "money" or "(" not in self.between(self.items[n - 1], item):
            return False
        if item.first - self.items[n - 1].last > 6:
            return False
        before = self.items[n - 1].value
        return bool(before.currency != item.value.currency)

    def listed(self, n: int, item: _Item, frame: _Frame) -> _Frame:
        """The frame with the country that a list names right before an amount: ``China ($30 billion), Russia – 26``."""
        goods = self.items[n - 1] if n and self.items[n - 1].kind == "commodity" else None
        if goods and frame.flow in ("export", "import") and item.first - goods.last <= 8:
            return evolve(frame, commodity=self.scan.text[goods.start : goods.end].lower())
        if frame.flow == "investment" and n and self.items[n - 1].kind == "country" and n + 1 < len(self.items):
            after = self.items[n + 1]
            if after.kind == "country" and self.relation(after) == "in" and item.first - self.items[n - 1].last == 2:
                return evolve(frame, subject=self.items[n - 1].value.code, other=after.value.code)
        if not n or self.items[n - 1].kind != "country" or self.items[n - 1].value.code == self.home:
            return frame
        before = self.items[n - 1]
        between = self.words(before.last + 2, item.first)
        if (
            n > 1
            and self.items[n - 2].kind == "country"
            and self.relation(before) == "to"
            and self.relation(self.items[n - 2]) == "from"
        ):
            return evolve(frame, subject=self.items[n - 2].value.code, other=before.value.code)
        if self.word(before.last + 2) == "ones":
            return evolve(frame, subject=frame.other, other=frame.subject, start=before.start)
        if len(between) > (5 if self.enumerated(n) else 3):
            return frame
        if before.value.form == "demonym" and item.first - before.last != 2:  # the Americans $46 billion
            return frame
        flow_before = any(
            i.kind == "flow_noun" and i.last + 6 > before.first for i in self.items[:n] if i.first < before.first
        )
        code = before.value.code
        if flow_before and code in (frame.subject, frame.other):
            return frame
        if frame.flow == "investment":
            return evolve(frame, subject=code) if frame.other == self.home else evolve(frame, other=code)
        if frame.subject not in (self.home, None) and frame.other == self.home:
            return evolve(frame, subject=self.home, other=code, flow=_MIRROR[frame.flow], start=before.start)
        return evolve(frame, other=code, start=before.start)

    def percent(self, n: int, item: _Item) -> None:
        """A percentage: a change, a share, or neither."""
        if self.frame is None or item.value.unit != "percent":
            return
        share = self.share(n, item)
        if share:
            return
        direction = self.direction(n, item)
        if direction is not None:
            value = item.value
            self.attach(n, Change(direction, abs(value.value), value.value_max, None, None, value.bound, self.base(n)))

    def direction(self, n: int, item: _Item) -> Any:
        """Which way a change went: by a movement before or after it, or by its sign."""
        sign = self.scan.text[item.start]
        if sign == "+":
            return "up"
        if sign in "-\N{MINUS SIGN}":
            return "down"
        for later in self.items[n + 1 : n + 2]:
            if later.kind == "movement" and later.first - item.last <= 4:
                return later.value
        for earlier in reversed(self.items[:n]):
            if item.first - earlier.last > 14 or earlier.kind in ("money", "percent", "share_word"):
                return None
            if earlier.kind == "movement":
                return earlier.value
        return None

    def attach(self, n: int, change: Change) -> None:
        """Give a change to the figure it is told of: the one just said, or the one that follows."""
        if self.last is not None and self.found[self.last].change is None and not self.flow_since_last(n):
            self.found[self.last] = evolve(self.found[self.last], change=change)
            return
        if self.flowing and self.frame:
            self.flush()
            self.pending = change, self.frame, n

    def flow_since_last(self, n: int) -> bool:
        end = max(self.found[self.last].end if self.last is not None else 0, self.resumed)
        return any(
            i.kind in ("flow_noun", "flow_verb") and i.start >= end and k != self.consumed
            for k, i in enumerate(self.items[:n])
        )

    def flush(self) -> None:
        """A change whose figure did not follow is a statement by itself."""
        if self.pending:
            change, frame, n = self.pending
            self.pending = None
            item = self.items[n]
            last = self.last
            self.emit(evolve(frame, period=self.period(n, item, frame)), item, change=change)
            self.last = last

    def share(self, n: int, item: _Item) -> bool:
        """A part of a larger flow: tells whether the percentage is one."""
        before = [i for i in self.items[:n] if i.kind == "share_word"]
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        of_after = "of" in self.words(item.last + 2, item.last + 4)
        between = self.words(item.last + 2, (after.first if after else item.last + 2))
        if after and after.kind == "flow_noun" and of_after and len(between) <= 8:
            return self.share_of_flow(n, item, n + 1)
        owner = (
            after
            and after.kind == "country"
            and of_after
            and n + 2 < len(self.items)
            and self.items[n + 2].kind == "flow_noun"
        )
        if owner and len(between) <= 4:
            return self.share_of_flow(n, item, n + 2)
        tail = self.words(item.last + 2, item.last + 12)
        if (after and after.kind == "whole_word" and after.first - item.last <= 2) or (
            tail[:1] == ["of"] and "total" in tail
        ):
            return self.share_of_total(n, item)
        listed = n and self.items[n - 1].kind in ("country", "commodity") and item.first - self.items[n - 1].last <= 8
        if self.whole and listed:
            return self.share_bare(n, item)
        near = [i for i in before if item.first - i.last <= 40]
        if (
            near
            and near[-1].value == "share"
            and not any(i.kind in ("money", "movement") and i.first > near[-1].first for i in self.items[:n])
        ):
            return self.share_named(n, item, near[-1])
        if self.whole and self.held:
            return self.share_bare(n, item)
        previous = self.items[n - 1] if n else None
        if (
            self.held
            and previous
            and previous.kind == "money"
            and self.last is not None
            and "," in self.between(previous, item)
        ):
            if self.frame and item.first - previous.last <= 2 and self.scan.text[item.start] not in "+-":
                self.whole = self.found[self.last].flow, WORLD
                return self.share_bare(n, item)
        return False

    def give(self, item: _Item, share: Share, frame: _Frame, *, timed: bool = True) -> bool:
        """Add a share to the figure just said, or make it a statement of its own."""
        self.whole = share.of, share.with_
        if (
            self.last is not None
            and self.found[self.last].share is None
            and item.start - self.found[self.last].end < 40
            and self.found[self.last].value
        ):
            self.found[self.last] = evolve(self.found[self.last], share=share)
            return True
        last = self.last
        self.emit(frame if timed else evolve(frame, period=None), item, share=share)
        self.last = last
        return True

    def sharer(self, n: int) -> _Item | None:
        """The country whose share it is: the one named before the percentage."""
        for earlier in reversed(self.items[:n]):
            if earlier.kind == "country":
                return earlier
            if earlier.kind == "money":
                return None
        return None

    def share_of_flow(self, n: int, item: _Item, at: int) -> bool:
        """``accounts for 30% of Kazakhstan's foreign trade``."""
        noun = self.items[at]
        frame = self.frame_of(at, noun)
        subject, other = self.pair_of(at, noun, frame.flow)
        if subject is not None and other is None:
            frame = evolve(frame, other=self.home if frame.flow == "investment" else WORLD)
        sharer = self.sharer(n)
        value = item.value
        seen = self.seen(frame)
        if seen is None:
            return False
        reporter, partner, flow = seen
        if frame.flow == "investment":
            partner = WORLD
        if self.last is not None and item.start - self.found[self.last].end < 40 and self.found[self.last].value:
            return self.give(item, Share(value.value, flow, WORLD, value.bound), frame)
        with_ = partner or WORLD
        if sharer is None:
            goods = [i for i in self.items[:n] if i.kind == "commodity"]
            if not goods:
                return False
            name = self.scan.text[goods[-1].start : goods[-1].end].lower()
            own = _Frame(flow, reporter, partner, name, frame.period, "actual", goods[-1].start)
            return self.give(item, Share(value.value, flow, with_, value.bound), own)
        code = sharer.value.code
        if code == reporter:
            return False
        own = _Frame(flow, reporter, code, frame.commodity, self.explicit_period(n), "actual", sharer.start)
        self.flowing = True
        self.give(item, Share(value.value, flow, with_, value.bound), own)
        after = self.items[at + 1] if at + 1 < len(self.items) else None
        if after and after.kind == "flow_noun" and self.words(noun.last + 2, after.first) == ["and"]:
            second: Flow = "investment_in" if after.value == "investment" else after.value.removeprefix("world_")
            self.emit(evolve(own, flow=second), after, share=Share(value.value, second, WORLD, value.bound))
        return True

    def explicit_period(self, n: int) -> Period | None:
        dates = [
            i for k, i in enumerate(self.items) if i.kind == "date" and self.is_period(i) and not self.is_base(k, i)
        ]
        return self.span(dates[-1]) if dates else None

    def share_of_total(self, n: int, item: _Item) -> bool:
        """``or 21.5% of the total``."""
        value = item.value
        holder = next((i for i in reversed(self.items[:n]) if i.kind in ("country", "commodity", "money")), None)
        if self.last is None or item.start - self.found[self.last].end > 60 or (holder and holder.kind != "money"):
            told = self.found[self.last] if self.last is not None else self.before
            if holder is None or holder.kind == "money" or told is None or item.first - holder.last > 14:
                return False
            own = _Frame(told.flow, told.reporter, told.partner, told.commodity, told.period, "actual", holder.start)
            if holder.kind == "country":
                own = evolve(own, other=holder.value.code)
            else:
                own = evolve(own, commodity=self.scan.text[holder.start : holder.end].lower())
            self.frame, self.last = own, None
            return self.give(item, Share(value.value, told.flow, told.partner or WORLD, value.bound), own)
        s = self.found[self.last]
        return self.give(item, Share(value.value, s.flow, WORLD, value.bound), self.frame or _Frame(s.flow))

    def share_named(self, n: int, item: _Item, word: _Item) -> bool:
        """``China's share in the turnover of Kazakhstan is 22%``."""
        nouns = [k for k, i in enumerate(self.items[:n]) if i.kind == "flow_noun" and i.first > word.first]
        if not nouns:
            return self.share_within(n, item, word)
        if (
            len(nouns) == 2
            and self.frame
            and self.words(self.items[nouns[0]].last + 2, self.items[nouns[1]].first)[:1] == ["in"]
        ):
            own = evolve(self.frame, flow=self.items[nouns[0]].value)
            return self.give(
                item, Share(item.value.value, self.items[nouns[1]].value, own.other or WORLD, item.value.bound), own
            )
        noun = self.items[nouns[-1]]
        sharer = None
        for k, i in enumerate(self.items[:n]):
            if i.kind == "country" and i.first < word.first and word.first - i.last <= 6:
                sharer = i
            if (
                i.kind == "country"
                and word.last < i.first <= word.last + 10
                and self.relation(i) == "of"
                and sharer is None
                and i.first < noun.first
            ):
                sharer = i
        if sharer is None:
            return False
        flow = noun.value.removeprefix("world_")
        owner = next((i.value.code for i in self.items[:n] if i.kind == "country" and i is not sharer), self.home)
        if owner == sharer.value.code:
            return False
        own = _Frame(
            flow,
            owner,
            sharer.value.code,
            self.goods(nouns[-1], noun, flow),
            self.explicit_period(n),
            "actual",
            sharer.start,
        )
        self.flowing = True
        return self.give(item, Share(item.value.value, flow, WORLD, item.value.bound), own)

    def share_within(self, n: int, item: _Item, word: _Item) -> bool:
        """``Of these, the share of Russia is 91.8%``: of the figure told before."""
        sharer = next((i for i in self.items[:n] if i.kind == "country" and i.first > word.last), None)
        if sharer is None or self.before is None or self.before.partner in (None, sharer.value.code):
            return False
        s = self.before
        own = _Frame(s.flow, s.reporter, sharer.value.code, s.commodity, s.period, "actual", sharer.start)
        self.frame = own
        return self.give(item, Share(item.value.value, s.flow, s.partner or WORLD, item.value.bound), own)

    def share_bare(self, n: int, item: _Item) -> bool:
        """A percentage of a list whose first one told what it is a share of."""
        if self.whole is None or self.frame is None:
            return False
        of, with_ = self.whole
        previous = self.items[n - 1] if n else None
        if previous and previous.kind == "country":
            self.last = None
            self.frame = evolve(self.frame, other=previous.value.code, flow=of, start=previous.start)
        elif previous and previous.kind == "commodity":
            self.last = None
            self.frame = evolve(self.frame, commodity=self.scan.text[previous.start : previous.end].lower())
        return self.give(item, Share(item.value.value, of, with_ or WORLD, item.value.bound), self.frame)  # type: ignore[arg-type]

    def factor(self, n: int, item: _Item) -> None:
        """A change told by a factor in words: ``doubled``, ``three times more than in 2020``."""
        if self.frame is None:
            return
        if self.word(item.last + 2) == "as":
            return
        near = [
            i for i in self.items[max(0, n - 2) : n + 2] if i.kind == "movement" and abs(i.first - item.first) <= 14
        ]
        direction = near[0].value if near else "up"
        bound = bound_of(self.scan, item.first, item.last)
        factor: Decimal | None = None
        value: Decimal | None = None
        if self.word(item.last + 4) in ("imports", "exports", "import", "export") or self.word(item.last + 6) in (
            "imports",
            "exports",
        ):
            return
        if item.value == "1/2":
            factor, direction = (Decimal("1.5"), "up") if near and near[0].value == "up" else (Decimal(2), "down")
        elif item.value in _PARTS:
            if direction == "up":
                factor = _PARTS[item.value][0]
            else:
                value = _PARTS[item.value][1]
            if factor is None and value is None:
                return
        else:
            factor = Decimal(item.value)
        self.attach(n, Change(direction, value, None, factor, None, bound, self.base(n)))

    def emit(
        self,
        frame: _Frame,
        item: _Item,
        *,
        value: Money | None = None,
        change: Change | None = None,
        share: Share | None = None,
        keep: bool = True,
    ) -> None:
        raw = share is not None and value is None and frame.subject is not None
        seen = (frame.subject, frame.other, frame.flow) if raw else self.seen(frame)
        if seen is None:
            return
        reporter, partner, flow = seen
        if flow == "investment":
            flow = "investment_in"
        if reporter == partner and len(reporter) == 3 and reporter == self.home:
            return
        start = min(frame.start if frame.start >= 0 else item.start, item.start)
        made = Statement(
            reporter,
            partner or None,
            flow,
            frame.commodity,
            value,
            frame.period,
            change,
            share,
            frame.status,
            start,
            item.end,
        )
        self.found.append(made)
        if keep:
            self.last = len(self.found) - 1

    def seen(self, frame: _Frame) -> tuple[str, str | None, Flow] | None:
        """A flow as the reporter sees it."""
        subject, other, flow = frame.subject or self.home, frame.other, frame.flow
        if flow == "investment":
            if other == self.home:
                return self.home, subject, "investment_in"
            if subject == self.home:
                return self.home, other, "investment_out"
            return other or self.home, subject, "investment_in"
        if subject == self.home or flow == "balance":
            return subject, other, flow  # type: ignore[return-value]
        if other == self.home:
            return self.home, subject, _MIRROR[flow]
        return subject, other, flow  # type: ignore[return-value]


_SMALL = 1_000_000
"""An amount below this, and not said in thousands, is a price."""

_SHORT = 20
"""Days up to which a date is a day of an event, not the period of a figure."""

_COMPARING = ("than", "against", "compared", "versus", "level", "exceeding", "result", "below", "above")

_ARGUMENT_ENDS = ("money", "percent", "flow_noun", "flow_verb", "link_verb", "movement")
"""What the words that belong to a flow's noun end at."""

_PARTS: dict[str, tuple[Decimal, Decimal | None]] = {
    "quarter": (Decimal("1.25"), Decimal(25)),
    "fifth": (Decimal("1.2"), Decimal(20)),
    "third": (Decimal("1.333"), None),
    "tenth": (Decimal("1.1"), Decimal(10)),
}

_HANDLERS = {
    "flow_noun": _Reader.noun,
    "flow_verb": _Reader.verb,
    "money": _Reader.amount,
    "percent": _Reader.percent,
    "factor_word": _Reader.factor,
    "factor": _Reader.factor,
    "date": _Reader.date,
    "country": _Reader.country,
    "aim": _Reader.status,
    "outlook": _Reader.status,
}


def _merged(found: list[Statement]) -> list[Statement]:
    """The statements with each figure once, where it is first said, with what every place adds."""
    kept: dict[Any, int] = {}
    merged: list[Statement] = []
    for s in found:
        figure = s.value and (s.value.amount, s.value.currency)
        key = (s.reporter, s.partner, s.flow, figure, None if figure else s.change, None if figure else s.share)
        place = kept.get(key)
        if place is not None:
            old = merged[place]
            merged[place] = evolve(
                old, period=old.period or s.period, change=old.change or s.change, share=old.share or s.share
            )
            continue
        kept[key] = len(merged)
        merged.append(s)
    return [s for s in merged if s.value or not s.change or not any(_repeats(s, other) for other in merged)]


def _repeats(s: Statement, other: Statement) -> bool:
    """Whether a change without a figure is told again with one."""
    if other.value is None or other.change is None or s.change is None:
        return False
    same = (s.change.value, s.change.factor, s.change.direction) == (
        other.change.value,
        other.change.factor,
        other.change.direction,
    )
    return same and (s.reporter, s.partner, s.flow) == (other.reporter, other.partner, other.flow)
