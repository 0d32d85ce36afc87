"""One sentence as it is read: what it speaks of, what it has told so far, and of what time.

The modules of amounts, changes and shares read the figures of a sentence one after another and keep here what the next
one may lean on. What lasts beyond the sentence is in its :class:`~kztrade._topics.Context`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import define, evolve, field

from kztrade._calendar import years_before
from kztrade._prose import Item, Row, Rule
from kztrade._scan import UNKNOWN, Scan
from kztrade._topics import DEED, MARKET, NOUN, NOWHERE, WORLD, Context, Topic, mirrored
from kztrade.values import Change, Evidence, Flow, Money, Period, Share, Statement, Status

__all__ = ["Sentence", "Told", "earlier", "is_stretch", "span_of", "year"]

_CONVERTED = Rule("figure in another currency", "first=money open ! ")
_DATE_AFTER = Rule("time right after a figure", "! movement|deed|doubtful_deed? in|for|by|of|from|at? date=date")
_SHARED_DATE = Rule(
    "time of two figures",
    "! joint flow at|of|leading? money in|for|by? date=date",
    "! joint with|to|from country leading? money in|for|by? date=date",
)
_DATE_IN_BRACKETS = Rule("time in brackets", "! open in|for? date=date")
_THAT_LEVEL = Rule("the level of another time", "multiple|bare_multiple ! compared")
_ABOVE = Rule("so much above another time", "percent|multiple|part movement ! ")
_OF_A_DAY = ("weekday", "weekday_short", "today")
"""The words of a day whose date nothing tells: ``on Tuesday``, ``yesterday``."""
_TO_BE = Rule("what is to be done", "country to=to movement? flow=flow with|between|joint|country* to|at ! ")
_GROWN_FROM = Rule(
    "time that something grew from",
    "percent|multiple comma? from ! ",  # an increase of 116 percent from 2013, up 1.9 times from 2022
    "percent|multiple movement from ! ",  # a 9.7% decrease from 2022
    "percent movement? open money close from ! ",
    "percent comma? joint money in? other_money? from ! ",  # an increase of 19.6% or £380 million from 2023
)
_AND_TO = Rule("what else is wished for", "! joint|to", "! by|in|for? date? comma? joint to|at")
_GOAL = Rule("goal", "to|for|of our|its? ! aim")
_WAS_AIM = Rule("the plan was", "aim for|of|in|by|our|date|flow|both_sides|far* ! ")

_SHORT = 20
"""Days up to which a date is a day of an event, not the time of a figure."""

_OF_GOODS = ("trade", "export", "import")

_MARGIN = {DEED: 3, NOUN: 10}
"""So many times as large as the whole that it is taken for a part of, a flow is none of it; by its rule."""

_MISPRINT = (200, 2000)
"""A flow that is about a thousand times as large has a printer's error in it, which the findings tell."""

_RECENT = 20
"""Figures that are looked through for that whole, at most."""

_BEFORE_BASE = frozenset(["in", "for", "of", "at", "to", "reference", "from", "hyphen"])
"""What may stand between ``compared with`` and a date."""

_DONE = ("was", "now", "rose", "fell")
"""The meanings of words that say what has happened, or is."""

_DOING = ("rising", "falling", "reaching")
"""The meanings of words that say what is happening, or is wished to."""

_DOERS = ("it", "flow", "comma", "country", "joint", "date", "percent", "reference")
"""What stands before a word that says what is happening."""


def year(number: int) -> Period:
    """A whole year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def earlier(start: date, end: date, years: int) -> Period:
    """The same days of an earlier year; the last day of February is that of either year."""
    return Period(years_before(start, years), years_before(end, years))


def span_of(period: Period) -> Period:
    """A date as a time of trade: ``at the end of 2022`` is of 2022."""
    if period.end is not None and period.start == period.end:
        return year(period.end.year)
    return period


def is_stretch(scan: Scan, item: Item) -> bool:
    """Whether an item is a date that can be the time of what follows: long, closed, and compared with nothing."""
    if item.kind != "date" or item.value.start is None or item.value.end is None:
        return False
    if (item.value.end - item.value.start).days <= _SHORT:
        return False
    compared = scan.has_role(item.first, "same") or scan.has_role(item.first, "anaphoric")
    return not compared and not scan.has_role(item.last, "earlier")


@define(eq=False, repr=False)
class Told:
    """A statement in the making.

    Attributes:
        topic: what it is about, as the text says it.
        reporter: whose flow it is.
        partner: the other side; empty where it has no code.
        flow: the flow as the reporter sees it.
        item: its figure.
        value: the amount.
        period: what time it is for.
        change: how it changed.
        share: what part of a larger flow it is.
        status: actual, target or forecast.
        based: whether another figure is only compared with it.
        start: offset of the first word used.
        end: offset after the last.
        evidence: the items used, each with the rule that used it.
    """

    topic: Topic
    reporter: str
    partner: str | None
    flow: Flow
    item: Item
    value: Money | None = None
    period: Period | None = None
    change: Change | None = None
    share: Share | None = None
    status: Status = "actual"
    based: bool = False
    start: int = 0
    end: int = 0
    evidence: list[tuple[str, Item]] = field(factory=list)

    def use(self, rule: str, item: Item) -> None:
        """Note an item that tells of it."""
        self.evidence.append((rule, item))
        self.end = max(self.end, item.end)

    def statement(self, text: str) -> Statement:
        """The statement."""
        evidence = dict.fromkeys((rule, item.kind, item.start, item.end) for rule, item in self.evidence)
        return Statement(
            self.reporter,
            self.partner or None,
            self.flow,
            self.topic.commodity,
            self.value,
            self.period,
            self.change,
            self.share,
            self.status,
            self.start,
            self.end,
            tuple(Evidence(kind, rule, start, end, text[start:end]) for rule, kind, start, end in evidence),
        )


@define(eq=False, repr=False)
class Sentence:
    """A sentence while it is read.

    Attributes:
        context: what the text has set.
        row: the sentence as items.
        told: the statements of the text so far.
        topic: what the sentence speaks of now.
        first: how many statements were told before it.
        flowing: whether a noun or verb of trade was in it.
        stated: the topic that the sentences after it go on with.
        last: the figure last told, which changes and shares may be added to.
        pending: changes told before their figures, with their places and topics.
        brackets: topic and last figure from before each open bracket.
        consumed: nouns and verbs that a rule has read already.
        assigned: topics of figures that *respectively* gives one to one.
        unclear: figures of which it is unclear what they are of.
        compared: dates and amounts that others are only compared with.
        joined: amounts that are the upper end of another.
        refused: the amount last found to be none of trade.
        resumed: where the topic was last set.
        timed: the time last told.
        single: whether it is of that time only: ``in March alone``.
        whole: the whole of the share last told.
    """

    context: Context
    row: Row
    told: list[Told]
    topic: Topic | None
    first: int
    flowing: bool = False
    stated: Topic | None = None
    last: Told | None = None
    pending: list[tuple[int, Change, Topic]] = field(factory=list)
    brackets: list[tuple[Topic | None, Told | None]] = field(factory=list)
    consumed: set[int] = field(factory=set)
    assigned: dict[int, Topic] = field(factory=dict)
    unclear: set[int] = field(factory=set)
    compared: set[int] = field(factory=set)
    joined: set[int] = field(factory=set)
    refused: int = -1
    resumed: int = -1
    timed: Period | None = None
    single: bool = False
    whole: Topic | None = None

    @property
    def new(self) -> list[Told]:
        """What the sentence itself has told."""
        return self.told[self.first :]

    @property
    def before(self) -> Told | None:
        """What was told last before the sentence, but for what was only compared with."""
        last = self.first - 1
        if last > 0 and self.told[last].based:
            last -= 1
        return self.told[last] if last >= 0 else None

    # What is spoken of

    def speak_of(self, topic: Topic, n: int) -> None:
        """Speak of something else from an item on."""
        self.flush()
        self.topic, self.flowing, self.context.part = topic, True, None
        self.last = self.last if self.brackets else None
        self.resumed = n
        told = self.context.told
        another = told is None or (told.flow == "investment") != (topic.flow == "investment")
        if (self.stated is None or not self.new) and (topic.stated or topic.rule == MARKET or another):
            self.stated = topic.but(other=WORLD, cues=()) if topic.rule == MARKET else topic

    def tell(
        self,
        n: int,
        topic: Topic,
        rule: str,
        *,
        keep: bool = True,
        also: Iterable[tuple[str, Item]] = (),
        **figures: Any,
    ) -> None:
        """Tell a figure.

        Args:
            n: its place.
            topic: what it is a figure of.
            rule: by which rule.
            keep: whether changes and shares that follow may be its own.
            also: other items that it rests on, each with the rule that used it.
            figures: value, period, change, share, status, based.
        """
        home = self.context.home
        value = figures.get("value")
        if value is not None and figures.get("status", "actual") == "actual" and self._is_too_much(topic, value):
            topic = topic.but(other=WORLD)
        seen = topic.seen_from(home)
        share: Share | None = figures.get("share")
        if share is not None and figures.get("value") is None and topic.flow != "investment" and topic.subject:
            if share.with_ == home and topic.other == home and topic.subject != home:
                figures["share"] = evolve(share, of=mirrored(share.of), with_=topic.subject)
            else:  # a share of the subject's own flow
                seen = topic.subject, topic.other, topic.flow  # type: ignore[assignment]
        if seen is None or not seen[0] or (seen[0] == seen[1] and seen[0] not in self.context.blocs):
            return
        reporter, partner, flow = seen
        if partner and partner != WORLD:
            self.context.partners.add(partner)
        item, begin = self.row.items[n], self.row.items[0].start
        cues = [cue for cue in topic.cues if cue.start >= begin]
        told = Told(topic, reporter, partner, flow, item, **figures)  # pyright: ignore[reportArgumentType]
        told.evidence = [*((topic.rule, cue) for cue in topic.cues), *also]
        told.use(rule, item)
        told.start = min([item.start, *(cue.start for cue in cues)])
        self.told.append(told)
        if keep:
            self.last = told

    def _is_too_much(self, topic: Topic, value: Money) -> bool:
        """Whether what another country trades is more than all that home has with it, or with all: with the world.

        ``China imported goods worth $2.6 trillion``, where trade with Kazakhstan was $44 billion.
        """
        home, subject = self.context.home, topic.subject
        if topic.rule not in (DEED, NOUN) or topic.flow not in _OF_GOODS or topic.other != home or subject == NOWHERE:
            return False
        if any(item.kind == "country" and item.value.code == home for item in (*self.row.items, *topic.cues)):
            return False
        flows = ("trade", mirrored(topic.flow))
        known = [
            one.value.amount
            for one in self.told[-_RECENT:]
            if one.value is not None and one.value.currency == value.currency
            if one.reporter == home and one.partner in (subject, WORLD) and one.flow in flows
        ]
        if not known or value.amount <= _MARGIN[topic.rule] * max(known):
            return False
        return not _MISPRINT[0] <= value.amount / max(known) <= _MISPRINT[1]

    def flush(self) -> None:
        """A change whose figure did not follow is a statement by itself."""
        pending, self.pending = self.pending, []
        for n, change, topic in pending:
            last, status = self.last, self.status_of(n)
            self.tell(
                n, topic, "change by itself", change=change, period=self.period_of(n, topic, status), status=status
            )
            self.last = last

    def is_converted(self, n: int) -> bool:
        """Whether an amount in brackets only says the one before in another currency."""
        found = _CONVERTED.match(self.row, n) if self.row.kinds[n] == "money" else None
        if not found or self.row.gap(found["first"], n) > 2:
            return False
        return bool(self.row.items[found["first"]].value.currency != self.row.items[n].value.currency)

    # When

    def take_date(self, n: int) -> None:
        """A date sets the time of what follows, unless it is a day or only compared with."""
        if not self.tells(n) or self._is_of_a_wish(n):
            return
        span = span_of(self.row.items[n].value)
        if self.topic:
            self.topic = self.topic.but(period=span)
        self.single = self.single or self.row.scan.has_role(self.row.items[n].last + 2, "alone")
        closed = span.start is not None and span.end is not None
        alone = self.row.kinds[n - 1] == "open" and self.row.kinds[n + 1] in ("close", "")
        if closed and (alone or not self.brackets) and self.row.before(n, "aim", "outlook") is None:
            self.timed = span

    def tells(self, n: int) -> bool:
        """Whether a date can be the time of a figure."""
        return self.is_long(n) and not self.is_base(n)

    def is_long(self, n: int) -> bool:
        """Whether a date is no single day; the end of a year stands for the year."""
        item = self.row.items[n]
        p, scan = item.value, self.row.scan
        if p.start is None and p.end is None:
            return not any(scan.has_any(k, _OF_A_DAY) for k in range(item.first, item.last + 1, 2))
        if p.start is None or p.end is None or (p.end - p.start).days > _SHORT:
            return True
        return scan.has_role(item.first, "edge") or scan.has_role(item.last, "edge")

    def is_base(self, n: int) -> bool:
        """Whether a date is one that figures are compared with: ``than in 2022``, ``a year earlier``."""
        row, scan, item = self.row, self.row.scan, self.row.items[n]
        if n in self.compared:
            return True
        if scan.has_role(item.first, "same") or scan.has_role(item.first, "anaphoric"):
            spoken = self.topic.period if self.topic and self.topic.period else self.context.period
            return bool(item.value != spoken)
        if scan.has_role(item.last, "earlier") or _THAT_LEVEL.fits(row, n):
            return True
        for k in range(n - 1, max(n - 4, -1), -1):
            if row.kinds[k] == "compared":
                return True
            if row.kinds[k] not in _BEFORE_BASE:
                break
        if row.kinds[n - 1] == "with" and row.gap(n - 1, n) == 0:
            return True  # "in May 2025 vis-à-vis May 2024"
        if row.kinds[n - 1] == "from" and _GROWN_FROM.fits(row, n):
            return True
        beside = row.gap(n - 1, n) <= 1
        if _ABOVE.fits(row, n) and beside and scan.has_role(row.items[n - 1].first, "comparison"):
            return True
        if row.kinds[n - 1] == "of" and row.kinds[n - 2] == "pointer" and row.gap(n - 2, n - 1) == 0:
            return True  # "more than double that of 2021"
        by = (row.kinds[n - 1] == "percent" or _ABOVE.fits(row, n)) and row.gap(n - 1, n) == 1
        return by and scan.has_role(item.first - 2, "near_comparison")  # "up 27% on 2023", "a 27% decrease over 2023"

    def dates(self) -> Iterator[int]:
        """The dates that can be the time of a figure."""
        return (n for n in range(len(self.row.items)) if self.row.kinds[n] == "date" and self.tells(n))

    def date_in_brackets(self, n: int) -> Period | None:
        """The time alone in brackets after a figure: ``$317 million (2023)``."""
        found = _DATE_IN_BRACKETS.match(self.row, n)
        if found and self.row.kinds[found["date"] + 1] in ("close", "") and self.is_long(found["date"]):
            return span_of(self.row.items[found["date"]].value)
        return None

    def date_after(self, n: int) -> Period | None:
        """The time right after a figure."""
        period = self.date_in_brackets(n)
        if period is not None:
            return period
        found = _DATE_AFTER.match(self.row, n)
        if found and self.tells(found["date"]) and self.row.gap(n, found["date"]) <= 3:
            return span_of(self.row.items[found["date"]].value)
        return None

    def period_of(self, n: int, topic: Topic, status: Status) -> Period | None:
        """The time that a figure is for: right after it, before it, after it, or what was spoken of."""
        period = self.date_after(n)
        if period is None and topic.flow == "investment" and self._is_of_all_years(n):
            return None
        period = period or self._date_before(n, topic, status) or self._date_behind(n)
        if period is not None or self._is_yearly(n):
            return period
        told, home = self.context.told, self.context.home
        # what is invested abroad is of no time that inward investment was told of
        going_on = told is not None and told.flow == topic.flow and (told.other == home) == (topic.other == home)
        if status != "actual" or (topic.flow == "investment" and not going_on) or self._is_new_today(n, topic):
            return None
        return topic.period

    def _is_of_all_years(self, n: int) -> bool:
        """``invested $7.5 billion in our economy over the past years``."""
        row = self.row
        after = row.after(n, "money", "semicolon", "flow")
        end = row.stop if after is None else row.items[after].first
        return any(self._says("all_years", k) for k in range(row.items[n].last + 2, end, 2))

    def _says(self, table: str, index: int) -> bool:
        """Whether a phrase of a table begins at a piece."""
        scan = self.row.scan
        phrases = scan.lexicon.phrases[table]
        return scan.has_role(index, table) and any(True for _ in phrases.match(scan.parts, index))

    def _is_yearly(self, n: int) -> bool:
        """Whether an amount is that of any year: ``$100 million a year``; not ``$100 million a year earlier``."""
        row = self.row
        earlier_one = row.kinds[n + 1] == "date" and row.gap(n, n + 1) == 0
        return not earlier_one and self._says("yearly", row.items[n].last + 2)

    def _date_before(self, n: int, topic: Topic, status: Status) -> Period | None:
        row = self.row
        aim = row.before(n, "aim") if status == "target" else None
        noun = row.before(n, "flow", "deed") if topic.flow == "investment" else None
        closed = -1  # where the bracket opens that stands between
        for k in range(n - 1, -1, -1):
            if row.kinds[k] == "close":
                opened = row.before(k, "open")
                closed = opened if opened is not None and row.has_between(opened, k, "money") else closed
            if k > closed >= 0:
                continue  # "$87 million (2023: $115 million); Jordan: $22 million"
            closed = -1
            if row.kinds[k] == "date" and noun is not None and k < noun and row.before(k, "money") is not None:
                return None  # what is invested is of no other flow's time
            if row.kinds[k] == "date" and status == "actual" and self._is_of_a_wish(k):
                return None
            if row.kinds[k] == "date" and self.tells(k) and (aim is None or k > aim or self._is_deadline(k)):
                return span_of(row.items[k].value)
        return None

    def _is_of_a_wish(self, n: int) -> bool:
        """Whether a date is that of an amount before it that is only wished for."""
        wished = self.row.before(n, "money", "semicolon")
        if wished is not None and any(self.is_done(k) for k in range(wished + 1, n) if self.row.kinds[k] == "movement"):
            return False  # "target $3 billion, adding that trade rose by 20 percent in 2024"
        return wished is not None and self.row.kinds[wished] == "money" and self.status_of(wished) != "actual"

    def _date_behind(self, n: int) -> Period | None:
        row, depth = self.row, 0
        shared = _SHARED_DATE.match(row, n)
        if shared and self.tells(shared["date"]):
            return span_of(row.items[shared["date"]].value)
        for k in range(n + 1, len(row.items)):
            kind = row.kinds[k]
            depth += (kind == "open") - (kind == "close")
            if kind in ("opener", "semicolon", "aim", "outlook") and depth <= 0:
                break
            listed = (n in self.assigned and k in self.assigned) or k in self.joined
            if kind in ("money", "flow") and k not in self.consumed and not listed and not self.is_converted(k):
                break
            if kind == "date" and depth <= 0 and self.tells(k):
                return span_of(row.items[k].value)
        return None

    def _is_deadline(self, n: int) -> bool:
        return self.row.scan.has_role(self.row.items[n].first - 2, "deadline")

    def _is_new_today(self, n: int, topic: Topic) -> bool:
        """Whether a sentence speaks of another pair than before, as of now: ``trade with Iran is $630 million``."""
        leading, told = self.row.before(n, "leading"), self.context.told
        if leading is None or self.row.gap(leading, n) > 3 or self.row.items[leading].value != "now" or told is None:
            return False
        return n - leading == 1 and {topic.subject, topic.other} != {told.subject, told.other}

    def base_of(self, n: int) -> Period | None:
        """The time that a change is told against."""
        row = self.row
        for k in range(n + 1, len(row.items)):
            kind = row.kinds[k]
            if kind == "date" and self.is_base(k):
                return span_of(row.items[k].value)
            if kind == "date" and self._is_since(k):
                self.compared.add(k)
                return year(row.items[k].value.start.year)
            if kind == "money" and row.kinds[k - 1] in ("from", "compared", "movement"):
                later = row.after(k, "date")
                if later is not None and later - k <= 2:
                    return span_of(row.items[later].value)
            if kind in ("flow", "percent", "deed", "semicolon"):
                break
        for k in range(n - 1, -1, -1):
            kind = row.kinds[k]
            if kind == "date" and self.is_base(k):
                return span_of(row.items[k].value)
            if kind in ("money", "semicolon") or (kind in ("flow", "deed") and row.kinds[0] != "compared"):
                break
        return None

    def _is_since(self, n: int) -> bool:
        """Whether a date says since when something grew that has a time of its own."""
        value = self.row.items[n].value
        return value.end is None and value.start is not None and self.timed is not None and self.timed != value

    # Whether it is so, or only wished

    def status_of(self, n: int) -> Status:
        """Whether the words before a figure wish for it or foresee it, and don't say it as done."""
        row = self.row
        if self.is_goal(n):
            return "target"
        if row.kinds[n + 1] == "outlook" and row.kinds[n + 2] in ("deed", "doubtful_deed"):
            return "forecast"  # "goods worth $300 million could be supplied"
        for k in range(n - 1, -1, -1):
            kind = row.kinds[k]
            if kind == "aim" and not (k == n - 1 and row.items[k].value == "bring"):  # "exports bring $3 billion"
                return self._status_of_aim(k)
            if kind == "outlook":
                return "forecast"
            if kind == "sharing" and row.kinds[k - 1] not in ("aim", "outlook", "to"):
                break  # "may grow, adding that uranium makes up 80% of imports"
            if kind == "semicolon" or (kind == "money" and k not in self.compared and not _AND_TO.fits(row, k)):
                break
            if kind in ("leading", "movement") and self.is_done(k):
                return "target" if _WAS_AIM.match(row, k) is not None else "actual"
        # "Italy and Kazakhstan to double trade"
        doubled = row.kinds[n] == "bare_multiple" and row.kinds[n - 1] == "to"
        return "target" if doubled or self._is_to_be(n) else "actual"

    def is_goal(self, n: int) -> bool:
        """Whether an amount is called a goal: ``toward our $10 billion target``; not ``reached its target``."""
        return _GOAL.fits(self.row, n) and self.row.items[n + 1].value == "goal" and self.row.gap(n, n + 1) == 0

    def _is_to_be(self, n: int) -> bool:
        """Whether a headline says what is to be done: ``Kazakhstan, Kyrgyzstan to boost trade to $5 billion``."""
        row, found = self.row, _TO_BE.match(self.row, n)
        if not found or row.kinds[found["to"] + 1] == "movement":
            return found is not None
        verb = row.items[found["to"]].last + 2
        return row.gap(found["to"], found["flow"]) == 1 and row.scan.kinds[verb] == UNKNOWN

    def _status_of_aim(self, k: int) -> Status:
        """``is expected to reach``, ``aims to reach``, ``has grown to reach``: what stands before tells."""
        row = self.row
        if row.items[k].value == "purpose":
            for j in range(k - 1, -1, -1):
                kind = row.kinds[j]
                if kind in ("money", "semicolon", "opener", "comma", "aim"):
                    break
                if kind == "outlook":
                    return "forecast"
                if kind == "movement" and self.is_done(j):
                    return "actual"
        return "target"

    def is_done(self, k: int) -> bool:
        """Whether a word says what has happened: ``reached``, ``trade exceeding``; not ``the goal of exceeding``."""
        value, before, earlier = self.row.items[k].value, self.row.kinds[k - 1], self.row.kinds[k - 2]
        if before in ("aim", "outlook") or (before == "to" and earlier in ("aim", "outlook")):
            return False
        return value in _DONE or (value in _DOING and before in _DOERS)
