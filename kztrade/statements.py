"""Trade statements: who traded what with whom, how much, when, and how it changed.

Terms are those of UN Comtrade: reporter, partner, flow, period. A text is read sentence by sentence, figure by figure:
each amount, percentage or factor gets its flow, its two sides, its period and its change from its own words, then from
its sentence, then from what the sentences before have set. A figure that nothing ties to a flow is no statement.

>>> text = "Trade between Kazakhstan and the EU in 2023 amounted to $41.4 billion, exports – $31 billion."
>>> for s in find(text):
...     print(s.reporter, s.partner, s.flow, s.value, s.period)
KAZ EU trade USD 41400000000 2023
KAZ EU export USD 31000000000 2023
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import define, evolve, field

from kztrade import _amounts, _changes
from kztrade import countries as _countries
from kztrade import dates as _dates
from kztrade import money as _money
from kztrade import percentages as _percentages
from kztrade._cells import Cells
from kztrade._goods import goods_that_moved
from kztrade._order import assign
from kztrade._prose import Item, Row, Rule, goods_at, goods_text, items_of, may_count, may_tell
from kztrade._reading import Sentence, Told, is_stretch
from kztrade._scan import Scan
from kztrade._sentences import sentences
from kztrade._sides import flow_of, of_deed, of_its_own, of_noun
from kztrade._topics import DEED, LISTED, MARKET, NOWHERE, WORLD, Context, Part, Topic, mirrored
from kztrade.values import Change, Country, Mention, Money, Percentage, Period, Statement

__all__ = ["find", "link"]


def find(
    text: str, *, published: date | None = None, home: str | None = "KAZ", language: str = "en"
) -> Iterator[Statement]:
    """The trade statements of a text, in order.

    Args:
        text: any text; nothing in it raises.
        published: the article's own date, from which relative dates count.
        home: the economy whose trade the text is about, by its ISO 3166-1 alpha-3 code: the reporter of every flow
            that it takes part in, whichever side the text names first. None takes the country first named. A text
            that begins with another country's own trade is read as that country's.
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        TypeError: text is not a str.

    >>> [s.flow for s in find("Uzbekistan's exports to Kazakhstan fell by 5%.")]
    ['import']
    >>> [s.flow for s in find("Uzbekistan's exports to Kazakhstan fell by 5%.", home="UZB")]
    ['export']
    """
    scan = Scan.of(text, language)
    return find_in(
        scan,
        dates=_dates.find_in(scan, published=published),
        money=_money.find_in(scan),
        percentages=_percentages.find_in(scan),
        countries=_countries.find_in(scan),
        home=home,
    )


def link(
    text: str,
    *,
    dates: Iterable[Mention[Period]],
    money: Iterable[Mention[Money]],
    percentages: Iterable[Mention[Percentage]],
    countries: Iterable[Mention[Country]],
    home: str | None = "KAZ",
    language: str = "en",
) -> Iterator[Statement]:
    """The trade statements that link a text's mentions, wherever these come from.

    Args:
        text: the text that the mentions' offsets count in.
        dates: its dates.
        money: its amounts of money.
        percentages: its percentages.
        countries: its countries.
        home: as in :func:`find`.
        language: as in :func:`find`.

    Raises:
        TypeError: text is not a str.

    >>> from kztrade import countries, money, percentages
    >>> text = "Exports to Italy grew by 5% to $15.8 billion."
    >>> found = {"money": money.find(text), "percentages": percentages.find(text), "countries": countries.find(text)}
    >>> [(s.partner, s.value) for s in link(text, dates=(), **found)]
    [('ITA', Money('USD 15800000000'))]
    """
    scan = Scan.of(text, language)
    return find_in(scan, dates=dates, money=money, percentages=percentages, countries=countries, home=home)


def find_in(
    scan: Scan,
    *,
    dates: Iterable[Mention[Period]],
    money: Iterable[Mention[Money]],
    percentages: Iterable[Mention[Percentage]],
    countries: Iterable[Mention[Country]],
    home: str | None = "KAZ",
) -> Iterator[Statement]:
    """The trade statements of a scanned text."""
    items = items_of(scan, date=dates, money=money, percent=percentages, country=countries)
    if home is None:
        home = next((item.value.code for item in items if item.kind == "country"), None)
    read = list(_sentences(scan, items))
    about = _about(scan, read, home) if home is not None else None
    foreign = {item.value.code for item in items if item.kind == "country" and item.value.code != (about or home)}
    reader = _Reader(scan, Context(about or home, foreign.pop() if len(foreign) == 1 else None))
    for sentence in read:
        reader.read(*sentence)
    told = _merged(reader.told, scan.text)
    return (_seen_from(s, home) for s in told) if about else iter(told)


_Read = tuple[Sequence[Item], int, int]
"""A sentence: the mentions in it, and between which pieces it stands."""


def _sentences(scan: Scan, items: Sequence[Item]) -> Iterator[_Read]:
    firsts = [item.first for item in items]
    begin, opened = 0, 1
    for _, stop in sentences(scan):
        end = bisect_left(firsts, stop, begin)
        if end and items[end - 1].last >= stop:
            continue  # the dot of "9 248,6 mln. US dollars" ends no sentence
        yield items[begin:end], opened, stop
        begin, opened = end, stop + 1


_WHOSE = Rule("whose trade a text is about", "! goods? flow=flow", "! colon flow=flow", "! flow=deed")
_BEGINNING = 2
"""Sentences naming a country that tell whose trade a text is about."""


def _about(scan: Scan, read: Sequence[_Read], home: str) -> str | None:
    """The other country whose trade a text is about: it begins with that, and names home later, if at all."""
    naming = [(one, [item.value.code for item in one[0] if item.kind == "country"]) for one in read]
    named = [(one, codes) for one, codes in naming if codes]
    begin = named[:_BEGINNING]
    if len(begin) < _BEGINNING or any(home in codes for _, codes in begin):
        return None
    first = begin[0][1][0]
    homes = sum(codes.count(home) for _, codes in named)
    if homes > sum(codes.count(first) for _, codes in named) or (homes and first not in begin[1][1]):
        return None
    telling = begin if first in begin[1][1] else begin[:1]
    return first if any(_tells_whose(Row.of(scan, *one), first) for one, _ in telling) else None


def _tells_whose(row: Row, code: str) -> bool:
    """Whether a sentence speaks of a country's own trade: ``Azerbaijan's exports``, ``Kyrgyzstan imported``."""
    for k in row.places("country"):
        if row.items[k].value.code != code or row.items[k].value.form == "bloc" or row.kinds[k - 1] in _RELATIONS:
            continue
        found = _WHOSE.match(row, k)
        flow, scope = flow_of(row.items[found["flow"]]) if found else ("", "market")
        near = found is not None and max(row.gap(k, k + 1), row.gap(found["flow"] - 1, found["flow"])) <= _NEAR
        if found and near and scope != "market" and not flow.startswith("investment"):
            return True
    return False


_NEAR = 2
"""Words between a country and its flow, at most: ``Uzbekistan's foreign trade``."""

_RELATIONS = ("with", "to", "from", "between", "in", "for", "by", "hyphen", "joint")


def _seen_from(s: Statement, home: str | None) -> Statement:
    """A statement of another country's trade as home sees it, where home is the partner; shares stay whose they are."""
    if home is None or s.partner != home or s.flow == "balance" or s.share is not None:
        return s
    return evolve(s, reporter=home, partner=s.reporter, flow=mirrored(s.flow))


_CELL = 12
"""Pieces and separators of a table's cell, at most."""

_HEADING = 3
"""Words of a heading that names a country, at most."""

_EARLY = 6
"""Pieces and separators before a date that begins a sentence, at most."""

_ARTICLE = 2
"""Pieces and separators of an article."""

_WAITING = 2
"""Sentences without a figure that one with a figure leans on, at most."""

_KEPT = 16
"""Sentences without a figure that wait, at most."""

_LIST = 3
"""Goods that are told one after another with their amounts, at least, for none of them to be what is spoken of."""

_FIGURES = frozenset(["money", "percent", "multiple"])
_BULLETS = frozenset("•*–-·)")
_GAP = 6
"""Characters before a sentence that tell how it begins."""


@define(eq=False, repr=False)
class _Reader:
    """Reads a text sentence by sentence.

    Attributes:
        scan: the text.
        context: what the sentences so far have set.
        told: the statements so far.
        cells: the flattened table that is being read.
        hint: the time that the sentence before gave without a figure.
        provisional: whether the lead was taken from a sentence without a figure.
        fresh: what the sentence before has told.
        waiting: the sentences that speak of trade without a figure, until one with a figure leans on them.
    """

    scan: Scan
    context: Context
    told: list[Told] = field(factory=list)
    cells: Cells = field(factory=Cells)
    hint: Period | None = None
    provisional: bool = False
    fresh: list[Told] = field(factory=list)
    waiting: list[tuple[Sequence[Item], _Place]] = field(factory=list)

    def read(self, mentions: Sequence[Item], first: int, stop: int) -> None:
        """Read one sentence."""
        place = _Place.of(self.scan, first, stop)
        if self.context.listed and place.begins_paragraph and not place.is_next_line:
            self.context.listed = None
        short = stop - first <= _CELL and place.stands_alone and not place.opens_list
        figures = not _FIGURES.isdisjoint([item.kind for item in mentions])
        tells = figures or may_tell(self.scan, first, stop)
        if short and (tells or self.cells.columns):
            row = Row.of(self.scan, mentions, first, stop)
            self._read_headings()
            if self.cells.read(row, self.context, self.told):
                return
        if self.cells.columns:
            self.cells.clear()
        if figures or (tells and may_count(self.scan, first, stop)):
            self._read_now(mentions, place)
        else:
            self._pass_over(mentions, place, tells=tells)

    def _read_now(self, mentions: Sequence[Item], place: _Place) -> None:
        """Read a sentence with figures, and before it what those without have spoken of."""
        if self.waiting:
            if place.begins_paragraph:
                self._forget(lambda one: not (one.opens_list or one.is_line or self.context.lead is None))
            waiting, self.waiting = self.waiting[-_WAITING:], self.waiting[:-_WAITING]
            self._forget(lambda _: True)
            for earlier in waiting:
                self._read_row(*earlier)
        self._read_row(mentions, place)

    def _forget(self, is_over: Callable[[_Place], bool]) -> None:
        """Let go of sentences that nothing will lean on; the countries that they name are named all the same."""
        kept: list[tuple[Sequence[Item], _Place]] = []
        for mentions, place in self.waiting:
            if not is_over(place):
                kept.append((mentions, place))
                continue
            for item in mentions:
                if item.kind == "country":
                    self.context.name(item)
        self.waiting = kept

    def _read_headings(self) -> None:
        """Read the lines above a table: ``Main export destinations, 2023``."""
        if self.cells.columns and self.waiting and self.waiting[-1][1].is_line:
            self._read_row(*self.waiting.pop())

    def _read_row(self, mentions: Sequence[Item], place: _Place) -> None:
        row = Row.of(self.scan, mentions, place.first, place.stop)
        sentence = self._begin(row, place)
        assign(sentence)
        for n, item in enumerate(row.items):
            handler = _HANDLERS.get(item.kind)
            if handler is not None:
                handler(sentence, n, item)
        sentence.flush()
        self._end(sentence, mentions, place)

    def _pass_over(self, mentions: Sequence[Item], place: _Place, *, tells: bool) -> None:
        """Take from a sentence without figures what the next one may lean on; what it speaks of can wait."""
        context = self.context
        if place.begins_paragraph and self.waiting:
            self._forget(lambda one: not one.is_line and context.lead is not None)
        if tells:
            self.waiting.append((mentions, place))
            if len(self.waiting) > _KEPT:
                self._forget(lambda one: one is self.waiting[0][1])
            return
        self.hint = None
        if place.begins_paragraph:
            context.open_paragraph()
        context.head = place.head(mentions)
        for item in mentions:
            if item.kind == "country":
                context.name(item)
            elif item.first - place.first <= _EARLY and is_stretch(self.scan, item):
                self.hint = item.value
        context.goods = goods_at(self.scan, place.first) or context.goods
        if len(mentions) == 1 and mentions[0].kind == "country":
            self._open_section(mentions[0], place)

    def _open_section(self, item: Item, place: _Place) -> None:
        """A line that only names a country opens a section about it."""
        context = self.context
        if item.value.code == context.home or not place.is_heading:
            return
        lead = context.lead
        flow = lead.flow if lead and lead.other == WORLD and lead.flow != "balance" else "trade"
        context.lead = context.told = Topic(flow, context.home, item.value.code, rule="heading")

    def _begin(self, row: Row, place: _Place) -> Sentence:
        """A sentence that goes on with what the text has set."""
        context = self.context
        if place.begins_paragraph and not (context.listed and place.is_next_line):
            context.open_paragraph()
        hint, self.hint = self.hint, None
        if self.scan.has_role(place.first, "nowadays"):
            context.period = None  # "Ten years ago it was $500 million. Today it exceeds $3 billion."
        period = (hint if row.kinds[0] != "compared" else None) or context.period
        told = self._whole_told() if "reference" in row.kinds[:3] else None
        topic = told or self._ranked(row) or context.told
        one_flow = len({one.topic.flow for one in self.fresh}) == 1 or (self.fresh and self.fresh[-1].flow == "trade")
        anew = place.begins_paragraph and context.lead is not None
        pointed = ("it" in row.kinds[:_EARLY] and not anew) or row.kinds[:2] == ["reference", "movement"]
        if pointed and not row.has("flow") and one_flow:
            topic = self.fresh[-1].topic  # "Turnover fell to $2.5 billion. A year before it was $3.3 billion"
        if row.kinds[0] in ("it", "that_side"):
            topic = context.market or topic  # "Uzbekistan is the main buyer. It took …"
        topic = topic and topic.but(period=period, stated=False, cues=(), rule="what was spoken of")
        return Sentence(context, row, self.told, topic, len(self.told))

    def _ranked(self, row: Row) -> Topic | None:
        """What a ranking goes on with: what the paragraph began with, or for goods what was told of others."""
        if not self.context.opened:
            return None
        if row.kinds[:2] == ["it", "leading"] and self.scan.has_role(row.items[1].last + 2, "rank"):
            return self.told[-1].topic  # "It was followed by Italy with …"
        if row.kinds[:2] == ["leading", "goods"] and self.scan.has_role(row.first, "rank"):
            return self.told[-1].topic  # "Next were uranium ($4.6 billion) and …"
        if not _is_next(row):
            return None
        return self.told[-1].topic if row.kinds[0] == "goods" else self.context.opened

    def _whole_told(self) -> Topic | None:
        """What ``the figure`` stands for after exports and imports were told: the trade that they make."""
        if {told.flow for told in self.told[-2:]} != {"export", "import"}:
            return None
        pair = self.told[-1].reporter, self.told[-1].partner
        whole = (told for told in reversed(self.told[-5:]) if told.flow == "trade")
        return next((told.topic for told in whole if (told.reporter, told.partner) == pair), None)

    def _end(self, s: Sentence, mentions: Sequence[Item], place: _Place) -> None:
        """Keep what the next sentence may leave out."""
        context = self.context
        self.fresh = s.new
        context.head = place.head(mentions)
        self._keep_period(s, place)
        beside = _is_beside(s)
        stated = s.topic if _names_partner(s) else None if beside else s.stated
        is_market = s.topic is not None and s.topic.rule == MARKET and not s.new
        context.market = s.topic if is_market else None
        partners = {told.partner for told in s.new if stated is not None and told.topic.flow == stated.flow}
        several = len(partners - {WORLD, NOWHERE, None}) > 1
        if stated is not None and several and context.lead is not None and context.lead.other == WORLD:
            stated = stated.but(other=WORLD)  # "exports to China were $5 billion and to Japan $1 billion"
        if context.opened is None and s.new:
            context.opened = s.new[0].topic
        whole = context.told.commodity if context.told is not None else None
        named = {one.topic.commodity for one in s.new}
        shares = all(one.share is not None and one.value is None for one in s.new)
        listed = shares or (len(named) >= _LIST and all(one.topic.rule == LISTED for one in s.new))
        if stated is not None and (whole or listed) and len(named) > 1:
            stated = stated.but(commodity=whole)  # after flour and oil, of all foods again
        if stated is not None:
            stated = _from_home(stated, context.home)
            ranked = (
                not s.new
                and stated.other == WORLD
                and context.home in {m.value.code for m in mentions if m.kind == "country"}
            )
            if ranked and stated.subject != context.home:
                stated = stated.but(other=context.home)  # "Kazakhstan ranks third in Tajikistan's foreign trade"
            context.told = stated
            if context.lead is None or self.provisional:
                context.lead, self.provisional = stated, not s.new
        elif s.flowing and not s.new and not beside:
            context.told = s.topic
        if (
            s.flowing
            and not s.new
            and s.topic is not None
            and (place.opens_list or (place.is_line and s.topic.other == WORLD))
            and s.topic.other not in (None, NOWHERE)
        ):
            context.part = context.listed = Part(s.topic.flow, s.topic.other, s.topic.period)  # of its parts
        for item in mentions:
            if item.kind == "country":
                context.name(item)
        if not s.new and not place.is_line:
            context.goods = goods_at(self.scan, place.first) or context.goods

    def _goes_back(self, s: Sentence, period: Period | None) -> bool:
        """Whether a sentence only tells what had been before: ``In 2023 it was $1.3 billion``, ``Five years ago …``."""
        row, spoken = s.row, self.context.period
        if row.kinds[0] == "compared":
            return True
        again = any(kind in ("it", "reference") for kind in row.kinds[:_EARLY]) and not row.has("flow")
        again = again or (row.kinds[0] == "date" and row.scan.has_role(row.items[0].last, "ago"))
        if not again or spoken is None or period is None or spoken.end is None or period.end is None:
            return False
        return period.end < spoken.end

    def _keep_period(self, s: Sentence, place: _Place) -> None:
        main = [told for told in s.new if not told.based and told.status == "actual" and told.period is not None]
        main = [told for told in main if told.value or told.change] or main
        if main and not s.single and not self._goes_back(s, main[-1].period):
            self.context.period = main[-1].period
        elif s.timed is not None and s.flowing and (place.opens_list or place.is_line):
            self.context.period = s.timed
        elif s.timed is not None and not s.row.has("money") and not _looks_back(s):
            self.hint = s.timed


_NEXT = Rule("the next of a ranking", "! leading|deed|far? with|dash|open|at|comma|leading|colon far? leading? money")


def _is_next(row: Row) -> bool:
    """Whether a sentence tells of the next country or goods of a ranking: ``Russia came second with $15.2 billion``."""
    if row.kinds[0] not in ("country", "goods") or not _NEXT.fits(row, 0):
        return False
    amount = row.after(0, "money") or 0
    words = range(row.items[0].last + 2, row.items[amount].first, 2)
    return any(row.scan.has_role(k, "rank") for k in words)


def _from_home(topic: Topic, home: str | None) -> Topic:
    """A topic to go on with: after ``Afghanistan bought flour``, exports are those of home."""
    doubtful = topic.rule == DEED and topic.cues[0].kind == "doubtful_deed"
    if not doubtful or topic.flow == "investment" or topic.other != home or home is None:
        return topic
    return topic.but(flow=mirrored(topic.flow), subject=home, other=topic.subject)


def _is_beside(s: Sentence) -> bool:
    """Whether a sentence without a figure only says what another country did, not with whom: ``Iran bought barley.``"""
    topic, home = s.stated, s.context.home
    if s.new or topic is None or topic.rule != DEED or topic.flow not in ("export", "import"):
        return False
    if topic.subject == home or topic.other not in (home, WORLD):
        return False
    return not any(item.kind == "country" and item.value.code == home for item in topic.cues)


def _looks_back(s: Sentence) -> bool:
    """Whether a sentence only compares with an earlier time: ``A year ago the bill was 22% smaller``."""
    row = s.row
    return row.has("percent") and any(row.scan.has_role(row.items[k].last, "ago") for k in row.places("date"))


def _names_partner(s: Sentence) -> bool:
    """``Brazil is the largest trading partner of Kazakhstan.``: the next sentence speaks of trade with it."""
    topic = s.topic
    if s.new or topic is None or topic.rule != MARKET or topic.flow != "trade":
        return False
    return s.context.home in (topic.subject, topic.other)


@define(eq=False, repr=False)
class _Place:
    """How a sentence stands in its text.

    Attributes:
        scan: the text.
        first: index of the sentence's first piece.
        stop: index after its last.
        gap: the characters before it.
        begins_paragraph: whether it begins a paragraph; the lines of a list don't.
    """

    scan: Scan
    first: int
    stop: int
    gap: str
    begins_paragraph: bool

    @classmethod
    def of(cls, scan: Scan, first: int, stop: int) -> _Place:
        """The place of the sentence between two pieces."""
        start = scan.starts[first]
        gap = scan.text[max(0, start - _GAP) : start]
        if "\r" in gap:
            gap = _unix(scan.text[max(0, start - 2 * _GAP) : start])[-_GAP:]
        begins = "\n" in gap and _BULLETS.isdisjoint(gap) and not scan.parts[first].isdigit()
        return cls(scan, first, stop, gap, begins)

    @property
    def after(self) -> str:
        """The characters after it."""
        end = self.scan.starts[self.stop]
        after = self.scan.text[end : end + 3]
        return _unix(self.scan.text[end : end + 6])[:3] if "\r" in after else after

    def head(self, mentions: Sequence[Item]) -> str | None:
        """The country that the sentence begins with, for what ``it`` can stand for."""
        item = mentions[0] if mentions else None
        if item is None or item.kind != "country" or item.first - self.first > _ARTICLE or item.value.form != "name":
            return None
        return None if self.scan.has_role(item.last + 1, "apostrophe") else item.value.code

    @property
    def is_next_line(self) -> bool:
        """Whether it begins on the next line, without a blank one between."""
        return "\n" in self.gap and "\n\n" not in self.gap

    @property
    def stands_alone(self) -> bool:
        """Whether it is a line by itself."""
        return (not self.gap or "\n" in self.gap[-3:]) and "\n" in self.after

    @property
    def is_heading(self) -> bool:
        """Whether it is a short line with a blank one below."""
        return (self.stop - self.first + 1) // 2 <= _HEADING and "\n\n" in self.after

    @property
    def is_line(self) -> bool:
        """Whether it is a line without a full stop, or a question."""
        return "\n" in self.after and not self.after.lstrip().startswith((".", "!"))

    @property
    def opens_list(self) -> bool:
        """Whether it ends in a colon."""
        return self.after.lstrip().startswith(":")


def _unix(text: str) -> str:
    """A text whose lines end in line feeds alone."""
    return text.replace("\r\n", "\n")


# What is spoken of.

_BALANCES = ("balance", "deficit")
_ARE = Rule("partners that are named", "! of|in|for|country|date|that_side|comma* leading|colon|dash country")
_COME_AFTER = Rule("partners that come first", "country ! comma? opener|far? country open money")
_SECTOR = Rule("trade as a sector", "comma|joint ! money", "joint|comma in ! open|dash money")
_ACCOUNT = Rule("balance of an account", "other_money far|leading|sharing* !")
_IN_TRADE = Rule("trade that a balance is of", "balance=flow in|of country|that_side|its|our? ! ")
_IT_TRADES = Rule("what it trades", "goods it ! ")  # sells the bloc 11.5% of the oil it imports
_SHARES_BELOW = Rule("shares of a list", "! of|in|country|date|comma* colon country|goods percent|dash|open")
_MADE_OF = Rule("what trade is made of", "open ! joint? flow close", "open flow joint? ! close")


def _noun(s: Sentence, n: int, item: Item) -> None:
    """A noun of trade opens a topic, unless the rules of a share read it."""
    row = s.row
    if flow_of(row.items[n])[0] == "investment" and row.kinds[n - 1] == "other_money" and row.gap(n - 1, n) == 0:
        s.flush()
        s.topic = s.last = None  # "hotel investment"
        return
    if n in s.consumed or _is_told_aside(s, n, item):
        return
    word = row.before(n, "share")
    held = word is not None and n - word < 9 and not row.has_between(word, n, "money", "percent", "semicolon")
    falls = held and (row.has_between(n, row.after(n, "percent") or n, "sharing") or _SHARES_BELOW.fits(row, n))
    if held and not falls:
        if row.kinds[n - 1] == "by":  # "the share of the top ten partners by exports": they are listed next
            s.stated = of_noun(row, n, s.context, s.topic)
        return
    s.flush()
    topic = of_noun(row, n, s.context, _spoken_of(s, n))
    s.speak_of(topic, n)
    goods = goods_that_moved(row, n) if topic.flow in ("export", "import") else None
    s.topic = topic.but(commodity=goods) if goods else topic  # for this sentence only
    if falls and topic.flow != "investment":  # "the largest share of trade falls on Russia"
        s.context.part = Part(topic.flow, topic.other or WORLD, topic.period)


def _is_told_aside(s: Sentence, n: int, item: Item) -> bool:
    """Whether a noun of trade only says what another thing is of, or is no trade between economies at all."""
    row, balance = s.row, _IN_TRADE.match(s.row, n)
    if balance and row.items[balance["balance"]].value in _BALANCES:
        return True  # "the surplus in foreign trade"
    if item.value in _BALANCES:
        return row.has_between(-1, n, "other_money") and _ACCOUNT.fits(row, n)  # "the current account posted a deficit"
    if item.value == "partners":
        return not (_ARE.fits(row, n) or _COME_AFTER.fits(row, n))
    if item.value == "trade" and item.first == item.last and _SECTOR.fits(row, n) and row.gap(n, n + 1) <= 0:
        # "manufacturing attracted $1.5 billion and trade $1.3 billion"
        refused = s.refused >= 0 and row.before(n, "money") == s.refused
        return refused or (s.topic is not None and s.topic.flow == "investment")
    return (_IT_TRADES.fits(row, n) and row.gap(n - 1, n) == 0) or _MADE_OF.fits(row, n)


def _spoken_of(s: Sentence, n: int) -> Topic | None:
    """What is spoken of where a noun begins: after the parts of a whole and a semicolon, the whole again."""
    before = s.row.before(n, "flow")
    if before is None or s.stated is None or s.row.kinds[n - 1] != "semicolon":
        return s.topic
    return s.stated if s.row.has_between(before, n, "whole", "example") else s.topic


def _verb(s: Sentence, n: int, item: Item) -> None:
    """A verb of trade opens a topic; not ``sold its share``."""
    if n in s.consumed or (item.kind == "doubtful_deed" and "share" in (s.row.kinds[n + 1], s.row.kinds[n + 2])):
        return
    topic = of_deed(s.row, n, s.context, s.topic)
    if topic is not None:
        s.speak_of(topic, n)


_ANOTHER = "the same with another partner"
_AND_TO = Rule(
    _ANOTHER,
    "close joint|comma to|with|from ! open|dash|colon|by percent",
    "colon|comma|joint to|with|from ! by percent|multiple",
    "with|to|from ! it|reference movement|leading",
    "example with|to|from ! dash|by|movement",
)
_ANOTHERS = Rule(_ANOTHER, "comma|joint|opener|semicolon ! movement|leading|at|by", "comma|joint|semicolon ! comma")
_ANOTHER_GREW = Rule(_ANOTHER, "opener|semicolon ! movement it|reference|far? by? percent|multiple|part")
_THOSE = Rule(_ANOTHER, "pointer of !")
_THOSE_OF = Rule("those of goods to a country", "pointer of goods=goods to|from !")


def _country(s: Sentence, n: int, item: Item) -> None:
    """``those to Romania``: the flow spoken of, with another partner."""
    row = s.row
    pointed = (
        row.kinds[n - 1] in ("to", "with", "from") and row.kinds[n - 2] == "pointer" and row.gap(n - 2, n - 1) == 0
    )
    if _THOSE.fits(row, n) and s.topic and s.topic.flow in ("export", "import") and s.topic.other in s.context.blocs:
        s.flush()
        s.last, s.flowing = None, True
        s.topic = s.topic.but(subject=item.value.code, cues=(item,), rule=_ANOTHER)  # "those of Armenia"
    if _THOSE.fits(row, n) and s.topic and (s.topic.flow, s.topic.subject) == ("investment", WORLD):
        s.flush()
        s.last, s.flowing = None, True
        s.topic = s.topic.but(other=item.value.code, cues=(item,), rule=_ANOTHER)  # "inflows …, that of Uzbekistan"
    pointed = pointed or _AND_TO.fits(row, n)  # "exports to Italy (down 3.5%) and to China (up 2%)"
    if pointed and s.topic and item.value.code != s.topic.subject:
        s.flush()
        s.last, s.flowing = None, True
        investor = s.topic.flow == "investment" and row.kinds[n - 1] == "from"  # "those from the United States"
        side = "subject" if investor else "other"
        s.topic = s.topic.but(**{side: item.value.code}, cues=(item,), rule=_ANOTHER)
    if s.last is not None and _ANOTHER_GREW.fits(row, n):
        s.flush()
        s.topic, s.last = _of_another(s, item), None
    if _ANOTHERS.fits(row, n) and s.last is not None and _is_possessive(row, n):
        s.flush()
        s.topic, s.last, s.flowing = of_its_own(s.last.topic, item), None, True
    found = _THOSE_OF.match(row, n) if s.topic else None
    if found and s.topic:
        s.flush()
        goods = row.items[found["goods"]]
        s.last, s.flowing = None, True
        s.topic = s.topic.but(
            other=item.value.code, commodity=row.text(found["goods"]), cues=(goods, item), rule=_ANOTHER
        )


def _is_possessive(row: Row, n: int) -> bool:
    """Whether nothing follows a country's apostrophe that it could own: ``Uzbekistan's fell to …``."""
    return row.scan.has_role(row.items[n].last + 1, "apostrophe") and row.gap(n, n + 1) <= 1


def _of_another(s: Sentence, item: Item) -> Topic | None:
    """The topic with another country for the foreign side, which what grew was of; None where that isn't one."""
    topic, home = s.topic, s.context.home
    if topic is None or home not in (topic.subject, topic.other) or topic.flow == "investment":
        return None
    return topic.but(**{"other" if topic.subject == home else "subject": item.value.code}, cues=(item,), rule=_ANOTHER)


_NEXT_GOODS = Rule(
    "goods that moved, too",
    "money in|date|open|percent|close* comma|joint|semicolon+ ! movement",
    "semicolon ! comma",
    "close comma|joint+ ! open by|movement",
    "example|comma|joint ! by percent|multiple",
    "comma|joint|semicolon|colon ! dash movement|by percent|multiple",
)
_GROWN_GOODS = Rule("goods that have grown", "colon|semicolon ! dash movement|by percent|multiple")


_THOSE_GOODS = Rule(
    "those of other goods", "pointer of ! joint|comma|goods* verb=movement|multiple|halved|leading|compared"
)


def _goods(s: Sentence, n: int, item: Item) -> None:
    """``Coal exports fell to $8.7 bn, copper rose to $3.4 bn``: the flow spoken of, of other goods."""
    if s.topic is None or s.topic.flow not in ("export", "import"):
        return
    s.flowing = s.flowing or _GROWN_GOODS.fits(s.row, n)
    if not s.flowing:
        return
    those = _THOSE_GOODS.match(s.row, n)
    if those is None and not _NEXT_GOODS.fits(s.row, n):
        return
    s.flush()
    s.last, s.resumed = None, n
    last = s.row.items[those["verb"] - 1] if those else item
    goods = goods_text(s.row.scan.text[item.start : last.end])
    s.topic = s.topic.but(commodity=goods, cues=(*s.topic.cues, item))


def _date(s: Sentence, n: int, _: Item) -> None:
    s.take_date(n)


def _open(s: Sentence, _n: int, _item: Item) -> None:
    """What is said in brackets doesn't change what is spoken of after them."""
    s.brackets.append((s.topic, s.last))


def _close(s: Sentence, n: int, _: Item) -> None:
    if s.brackets:
        opened = s.row.before(n, "open") or 0
        follows = s.row.kinds[n + 1 : n + 3] == ["to", "money"]  # "fell by $1.1 million (24.4 percent) to $3.4 million"
        if not follows and any(place > opened for place, *_ in s.pending):
            s.flush()  # but "exports grew 7.5% (furs, most of all) to $790 million"
        inside = s.last
        s.topic, s.last = s.brackets.pop()
        if s.last is None and inside is not None and inside.topic is s.topic:
            s.last = inside  # "exports ($17.6 bn) were down by 9.3%"
        s.resumed = n


_HANDLERS: dict[str, Callable[[Sentence, int, Item], None]] = {
    "flow": _noun,
    "deed": _verb,
    "doubtful_deed": _verb,
    "country": _country,
    "date": _date,
    "goods": _goods,
    "open": _open,
    "close": _close,
    "money": _amounts.amount,
    "percent": _changes.percentage,
    "multiple": _changes.factor,
    "bare_multiple": _changes.factor,
    "halved": _changes.factor,
    "part": _changes.part,
}


# What was said twice.


def _merged(told: Sequence[Told], text: str) -> list[Statement]:
    """The statements with each figure once, where it is first said, with what every place adds."""
    kept: dict[Any, int] = {}
    merged: list[Statement] = []
    for s in (one.statement(text) for one in told):
        figure = s.value and (s.value.amount, s.value.currency)
        key = (s.reporter, s.partner, s.flow, figure, None if figure else (s.change, s.share, s.period))
        place = kept.setdefault(key, len(merged))
        if place == len(merged):
            merged.append(s)
            continue
        merged[place] = _joined(merged[place], s)
    others: dict[tuple[Any, ...], list[Statement]] = {}
    for s in merged:
        others.setdefault((s.reporter, s.partner, s.flow), []).append(s)
    named = {(s.reporter, s.flow, s.value) for s in merged if s.partner is not None}
    merged = [s for s in merged if s.partner or s.value is None or (s.reporter, s.flow, s.value) not in named]
    return _with_shares([s for s in merged if _is_exact(s) or not _is_repeated(s, others)])


_ALIKE = 100
"""Statements of one pair and flow among which a rough one is looked for, at most."""


_MOST_EVIDENCE = 100
"""Words that a statement rests on, at most, before another place that says it again adds nothing."""


def _joined(old: Statement, s: Statement) -> Statement:
    """A statement with what another place adds to it."""
    if len(old.evidence) > _MOST_EVIDENCE:
        return old
    return evolve(
        old,
        period=old.period or s.period,
        change=old.change or s.change,
        share=old.share or s.share,
        evidence=tuple(dict.fromkeys(old.evidence + s.evidence)),
    )


def _is_repeated(s: Statement, others: dict[tuple[Any, ...], list[Statement]]) -> bool:
    return any(_repeats(s, other) for other in others[s.reporter, s.partner, s.flow][:_ALIKE])


def _is_exact(s: Statement) -> bool:
    """Whether a statement tells an amount exactly, so that no other is it again with more digits."""
    return s.value is not None and s.value.bound == "exact"


def _with_shares(told: list[Statement]) -> list[Statement]:
    """The statements with shares told by themselves given to the amounts that are told later."""
    waiting: dict[tuple[Any, ...], int] = {}
    kept: list[Statement | None] = []
    for s in told:
        if s.value is None and s.change is None:
            waiting.setdefault(_what(s), len(kept))
        elif s.value is not None and s.share is None and _what(s) in waiting:
            place = waiting.pop(_what(s))
            share, kept[place] = kept[place], None
            kept.append(evolve(s, share=share.share, evidence=share.evidence + s.evidence) if share else s)
            continue
        kept.append(s)
    return [s for s in kept if s is not None]


def _what(s: Statement) -> tuple[Any, ...]:
    return s.reporter, s.partner, s.flow, s.commodity, s.period, s.status


def _is_rough_figure(s: Statement, other: Statement) -> bool:
    """Whether a figure is another one in round numbers: ``close to $100 billion`` and ``$97.3 billion in 2024``."""
    if s.value is None or other.value is None or s.value.bound == "exact" or other.value.bound != "exact":
        return False
    if s.period is not None or s.change or s.share or s.value.amount_max is not None:
        return False
    same = _what(s) == _what(evolve(other, period=None)) and s.value.currency == other.value.currency
    return same and abs(other.value.amount - s.value.amount) <= s.value.amount / 10


def _is_rough(rough: Change, exact: Change) -> bool:
    """Whether one change is the other in round figures: ``more than 10 percent`` and ``10.8%``."""
    if rough.value is None or exact.value is None or rough.bound == "exact":
        return False
    return abs(exact.value - rough.value) <= rough.value / 5


def _is_less(s: Statement, other: Statement) -> bool:
    """Whether a change by itself says less than another: ``Exports up 11%``, above ``Non-oil exports rose 11%``."""
    if s.share or other.share or s.change is None or other.change is None:
        return False
    mine, its = (s.period, s.commodity), (other.period, other.commodity)
    fits = mine != its and all(a in (None, b) for a, b in zip(mine, its, strict=True))
    return fits and other.change == evolve(s.change, base=other.change.base)


def _repeats(s: Statement, other: Statement) -> bool:
    """Whether a change without a figure is told again with one."""
    if s.value is not None:
        return _is_rough_figure(s, other)
    if other.value is None:
        return _is_less(s, other)
    if other.change is None or s.change is None:
        return False
    mine, its = s.change, other.change
    same = (mine.value, mine.factor) == (its.value, its.factor) or _is_rough(mine, its)
    return (
        same
        and mine.direction == its.direction
        and (s.reporter, s.partner, s.flow) == (other.reporter, other.partner, other.flow)
    )
