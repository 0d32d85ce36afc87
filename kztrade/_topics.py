"""What a figure can be a figure of, and what a text has set before it.

A *topic* is a flow, seen from its subject, with its other side, its goods, its period: what the words of a sentence
speak of. What they leave out comes from the *context*: the paragraph, then the text.
"""

from __future__ import annotations

from typing import Any

from attrs import define, field, frozen

from kztrade._prose import Item
from kztrade.values import Flow, Period

__all__ = ["DEED", "LISTED", "MARKET", "NOUN", "NOWHERE", "WORLD", "Context", "Part", "Topic", "mirrored"]

WORLD = "W00"
"""UN Comtrade's code for all partners together."""

NOWHERE = ""
"""A partner that is named but has no code: a region, a group."""

MARKET = "market of a country"
"""The rule of a partner that a sentence names for one figure: the list that follows goes on without it."""

NOUN = "noun of trade"
"""The rule of a noun: it says whose flow it is."""

LISTED = "goods of a list"
"""The rule of goods that a list names with their figures."""

DEED = "verb of trade"
"""The rule of a verb: it is seen from who does it."""

_MANY = 3
"""Countries that are named as often as each other, and so none is what a text is about."""

_MIRROR: dict[str, Flow] = {
    "export": "import",
    "import": "export",
    "investment_in": "investment_out",
    "investment_out": "investment_in",
}


@define(eq=False, repr=False)
class Topic:
    """What a figure can be a figure of.

    Attributes:
        flow: ``trade``, ``export``, ``import``, ``balance`` or ``investment``.
        subject: whose flow it is; of an investment, who invests.
        other: the other side; of an investment, where. :data:`NOWHERE` where it has no code, None if not told.
        commodity: the goods; None for all.
        period: the time spoken of; None if none was told.
        sign: -1 for a deficit, else 1.
        stated: whether the words themselves named a side.
        cues: the items that say so.
        rule: the rule that took them.
    """

    flow: str
    subject: str | None = None
    other: str | None = None
    commodity: str | None = None
    period: Period | None = None
    sign: int = 1
    stated: bool = False
    cues: tuple[Item, ...] = ()
    rule: str = ""

    def but(self, **changes: Any) -> Topic:
        """The same topic with some of it said anew."""
        topic = Topic(
            self.flow,
            self.subject,
            self.other,
            self.commodity,
            self.period,
            self.sign,
            self.stated,
            self.cues,
            self.rule,
        )
        for name, value in changes.items():
            setattr(topic, name, value)
        return topic

    def partner_of(self, code: str | None) -> str | None:
        """The side that is not this one."""
        return self.other if self.subject == code else self.subject

    def seen_from(self, home: str | None) -> tuple[str, str | None, Flow] | None:
        """Reporter, partner and flow: those of home where it takes part, else of the subject; None without one."""
        subject, other = home if self.subject is None else self.subject, self.other
        if self.flow == "investment":
            if other == home and home is not None:
                return home, subject, "investment_in"
            if subject == home and home is not None:
                return home, other, "investment_out"
            if subject and (other == WORLD or (self.rule == DEED and other)):
                return subject, other, "investment_out"
            if other == NOWHERE:
                return None  # in a region: nobody's inflow
            return (other or home or subject or "", subject, "investment_in") if other or subject else None
        if subject is None:
            return None
        if subject != home and other == home and home is not None and self.flow != "balance":
            return home, subject, mirrored(self.flow)
        return subject, other, self.flow  # type: ignore[return-value]


@frozen(eq=False, repr=False)
class Part:
    """What a share that was told last is a share of: the next ones of a list are too.

    Attributes:
        of: the flow.
        with_: its partner.
        period: the time.
    """

    of: str
    with_: str
    period: Period | None


def mirrored(flow: str) -> Flow:
    """A flow as the other side sees it."""
    return _MIRROR.get(flow, flow)  # type: ignore[arg-type]


@define(eq=False, repr=False)
class Context:
    """What a text has set so far, for sentences that leave it out.

    Attributes:
        home: the economy that the text is about.
        lead: the first topic that was told with its sides.
        told: the topic of the paragraph so far; the lead at its beginning.
        opened: the first topic that the paragraph has told.
        period: the time last told of a figure.
        named: how often each foreign country was named.
        paragraph: the foreign countries that the paragraph has named.
        here: whether the paragraph has named home.
        last: the foreign country last named.
        head: the country that the sentence before began with.
        blocs: the blocs that were named.
        goods: the goods that the paragraph is about.
        only: the one foreign country that the whole text names, if it names no other.
        partners: whom statements were told about so far.
        part: what the share told last is a share of.
        listed: what the list is of whose lines are read.
        market: the buyer or supplier that the sentence before named without a figure.
    """

    home: str | None
    only: str | None = None
    lead: Topic | None = None
    told: Topic | None = None
    opened: Topic | None = None
    period: Period | None = None
    named: dict[str, int] = field(factory=dict)
    paragraph: list[str] = field(factory=list)
    here: bool = False
    last: str | None = None
    head: str | None = None
    blocs: set[str] = field(factory=set)
    goods: str | None = None
    partners: set[str] = field(factory=set)
    part: Part | None = None
    listed: Part | None = None
    market: Topic | None = None

    def open_paragraph(self) -> None:
        """Go back to what the text is about."""
        self.told, self.paragraph, self.goods, self.part, self.listed = self.lead, [], None, None, None
        self.opened, self.here, self.head = None, False, None

    def name(self, item: Item) -> None:
        """Note a country that was named."""
        country = item.value
        code = country.code
        if country.form == "bloc":
            self.blocs.add(code)
        if code != self.home:
            self.named[code] = self.named.get(code, 0) + 1
            self.paragraph.append(code)
            self.last = code
        self.here = self.here or code == self.home

    def foreign_side(self, topic: Topic | None) -> str | None:
        """The side of a topic that is a country other than home."""
        sides = (topic.subject, topic.other) if topic else ()
        return next((side for side in sides if side not in (None, WORLD, NOWHERE, self.home)), None)

    def partner(self) -> str | None:
        """The country that ``bilateral trade`` is with."""
        if self.paragraph:
            return self.paragraph[0]
        most = self.most_named()
        told = next((code for code in self.partners if self.named.get(code) == self.named.get(most or "")), None)
        return self.foreign_side(self.lead) or (told if len(self.partners) == 1 else None) or most or self.only

    def most_named(self) -> str | None:
        """The foreign country or bloc that the text has named most often."""
        return max(self.named, key=self.named.__getitem__, default=None)

    def main_partner(self) -> str | None:
        """The same, unless of many countries none stands out."""
        most = self.most_named()
        alike = sum(often == self.named[most] for often in self.named.values()) if most is not None else 0
        return most if alike < _MANY else None
