"""Who trades what with whom: the sides that the nouns and verbs of trade name.

The words beside a noun (``exports of wheat to China``) or a verb (``Italy bought crude``) say the most; what they leave
out comes from the sentence, then the paragraph, then the text.
"""

from __future__ import annotations

from attrs import define, field

from kztrade._goods import free_word_before, goods_named, is_of_a_kind, names_any_goods, object_goods
from kztrade._prose import Item, Row, Rule
from kztrade._scan import UNKNOWN
from kztrade._topics import DEED, MARKET, NOUN, NOWHERE, WORLD, Context, Topic

__all__ = ["flow_of", "is_of_company", "of_deed", "of_its_own", "of_noun"]

_SCOPE = {
    "mutual_trade": ("trade", "pair"),
    "whole_trade": ("trade", "sum"),
    "total_trade": ("trade", "world"),
    "total_export": ("export", "world"),
    "total_import": ("import", "world"),
    "purchase": ("import", "buyer"),
    "sale": ("export", "doubtful"),
    "market": ("export", "market"),
    "source": ("import", "market"),
    "partner": ("trade", "market"),
    "partners": ("trade", "world"),
    "deficit": ("balance", ""),
    "foreign_investment": ("investment", "foreign"),
    "inflow": ("investment", "world"),
    "inflow_so_far": ("investment", "world"),
    "outflow": ("investment", "outward"),
}
"""Which flow a meaning of the vocabulary is, and of whom: a pair named before, all of a pair or of all, the world."""

_MANY = 3
"""A text that has told of so many partners is about none of them."""

_DIRECTED = ("export", "import")

_STRONG = ("with", "to", "from", "between")
"""Relations that last over an ``of``: ``with the countries of the EAEU``."""

_MINUS = (" \N{EN DASH}", "(\N{EN DASH}")
"""How a dash for a minus stands before the figure of a balance."""

_NOBODY = (None, NOWHERE, WORLD)

_ENDS = frozenset(
    [
        *("money", "percent", "leading", "movement", "deed", "doubtful_deed", "flow", "sharing", "semicolon", "open"),
        *("multiple", "part", "aim", "outlook", "share", "compared"),
    ]
)
"""What the words that belong to a noun of trade end at."""

_PAIR = Rule("pair", "first=country hyphen|dash second=country colon? goods? !")
_OWNER = Rule("owner", "owner=country goods? !")
_BOTH_OWN = Rule("whose trade is spoken of", "first=country joint second=country ! ")
_INCREASES = Rule("who buys and sells more", "owner=country movement goods? ! ")
_THAT_OWNER = Rule("owner", "owner=that_side goods? !")
_POSSESSOR = Rule("possessor", "owner=our|its goods? !")
_OF_REGION = Rule("of a region", "region !")
_IMPORTED = Rule("whose goods were imported", "origin=country|its goods leading !")
_NEW_CLAUSE = Rule("another clause", "! with country deed|doubtful_deed|sharing")
_APPOSITION = Rule("what a country is", "country comma far? ! of|for|country|goods* comma")
_OBJECT = Rule("whose goods", "money leading? of ! ")
_RECEIVER = Rule("to whom it is sold", "! country|that_side|it money|reference|goods|with|for")
_NEEDS = Rule("whose needs", "percent|part of ! ")
_GROWS_ITS = Rule("who buys and sells more", "owner=country movement|multiple|halved ! ")
_WITH_REGION = Rule("with a region first", "with region comma? country? ! ")
_WITH_SEVERAL = Rule("with several first", "with country comma? country? comma? joint country comma? !")
_EXPORTS_TO_US = Rule("theirs to us", "country goods? flow to|from ! ")
_OURS = Rule("ours", "! flow from|to owner=country")
_FRONTED = Rule("with a country first", "with other=country comma country|its|our? !")
_TRADE_WITH_WHICH = Rule("trade with which", "other=country comma ! with opener")
_MOSTLY_WITH = Rule("with whom most of all", "! from|to other=country joint|comma? more=country?")
_WITH_WHICH = Rule("with which a country trades", "other=country comma? with opener subject=country !")
_ANOTHER_OBJECT = Rule("another object", "! comma|joint country comma? joint|leading|far|in|at|semicolon")
_MARKET_OF = Rule("market of a country", "owner=country ! in|date* leading other=country")
_AMONG = Rule("one of the partners", "other=country far|leading* between owner=country far? with goods? !")
_RANKS = Rule(
    "its place in the trade of another",
    "other=country sharing|leading|far|open|opener|country|joint|close|comma* in ! of owner=country with|comma|at|dash",
)
_IN_WHOLE_TRADE = Rule("balance of all trade", "! in|of country|that_side|its|our? whole=flow")
_RECEIVED = Rule("who receives investment", "other=country sharing money of|in goods? ! ")
_INTERNAL = Rule("trade in a country or of firms", "! in country money|movement|leading|multiple", "! of tonnage")
_FIRST = Rule("first in a flow", "other=country leading? in ! of? goods? with|at money")
_PARTNER_WITH = Rule(
    "a partner with a turnover", "leading that_side|country|far|in|for|region|of|date|comma|flow|between* with goods? !"
)


def flow_of(item: Item) -> tuple[str, str]:
    """The flow of a noun, and of whom it is: see the scopes."""
    return _SCOPE.get(item.value, (item.value, ""))


_MADE_OF = Rule("what trade is made of", "! open flow joint? flow close=close")
_COSTS = Rule("what a project costs", "other_money with|at|for ! of? money")  # "to build a plant with an investment of"
_IN_SECTOR = Rule("investment in a sector", "in comma opener ! ")  # "in manufacturing, where FDI reached …"


def of_noun(row: Row, n: int, context: Context, topic: Topic | None, *, carried: bool = True) -> Topic:
    """The topic that a noun of trade opens.

    Args:
        row: the sentence.
        n: the noun's place in it.
        context: what the text has set.
        topic: what the sentence spoke of so far.
        carried: whether goods named before go on.
    """
    item = row.items[n]
    flow, scope = flow_of(item)
    if flow == "investment" and (_IN_SECTOR.fits(row, n) or _is_attracted_by_sector(row, n) or _COSTS.fits(row, n)):
        return Topic(flow, NOWHERE, NOWHERE)
    if flow == "trade" and _is_intra(row, n):
        bloc = _bloc_meant(row, n, context)
        return Topic(flow, bloc, bloc, period=topic.period if topic else None, stated=True, cues=(item,), rule=NOUN)
    ours = scope == "sum" and row.kinds[n - 1] == "our"  # "our total trade"
    scope = "pair" if ours or (flow == "trade" and _is_mutual(row, n)) else scope
    whole = _IN_WHOLE_TRADE.match(row, n) if flow == "balance" else None
    if whole and flow_of(row.items[whole["whole"]])[1] == "world":
        scope = "world"  # "the surplus of the country's foreign trade"
    sides = _Sides(row, n, flow, context, topic, scope)
    if flow in _DIRECTED and row.scan.has_role(item.first - 2, "mutual"):
        sides.other = sides.bloc()  # "Kazakhstan's mutual exports", inside a union
    commodity = goods_named(row, n) if flow != "investment" else None
    at_home = (scope == "doubtful" and not (topic is not None and topic.flow in _DIRECTED)) or (
        scope == "buyer" and topic is None
    )
    by_a_fund = scope in ("doubtful", "buyer") and row.kinds[n - 1] == "other_money" and row.gap(n - 1, n) == 0
    if (at_home or by_a_fund) and not _has_side(row, n):
        return Topic(flow, NOWHERE, NOWHERE)
    if item.value == "trade" and _INTERNAL.fits(row, n) and row.gap(n, n + 2) == 1:
        return Topic(flow, NOWHERE, NOWHERE)
    lead = context.lead
    if commodity is not None and lead is not None and lead.other == WORLD:
        sides.topic = lead if topic is None else topic.but(subject=lead.subject, other=WORLD)
    stated = sides.read() or commodity is not None or (scope == "sum" and sides.other == WORLD)
    if commodity is None and flow in _DIRECTED and scope != "world":
        going_on = topic is not None and not stated and (bool(topic.cues) or topic.flow in (flow, "trade"))
        same = topic is not None and (going_on or _flow_seen(topic, context) == sides.flow_seen())
        commodity = (context.goods if carried else None) or (topic.commodity if topic and same else None)
        commodity = None if is_of_a_kind(row, n) or names_any_goods(row, n) else commodity
    elif commodity is None and topic and not stated and row.before(n, "flow") is not None and not _is_of_all(row, n):
        commodity = topic.commodity
    if commodity is None and topic and row.kinds[n - 1] == "whole":
        commodity = topic.commodity  # "of which shipments to Kazakhstan"
    period = topic.period if topic else context.period
    period = None if item.value == "inflow_so_far" else period
    rule = MARKET if sides.scope == "market" else NOUN
    return Topic(flow, sides.subject, sides.other, commodity, period, sides.sign, stated, (item, *sides.cues), rule)


def _is_intra(row: Row, n: int) -> bool:
    """Whether trade is that of a bloc's members with each other: ``intra-EAEU trade``, ``intra-union turnover``."""
    first = row.items[n].first
    return any(row.scan.has_role(k, "intra") for k in (first - 2, first - 4))


def _bloc_meant(row: Row, n: int, context: Context) -> str:
    """The bloc named right before a noun, or last in the text; none has a code where that is no bloc."""
    before = row.items[n - 1].value if row.kinds[n - 1] == "country" else None
    if before is not None and before.form == "bloc":
        context.blocs.add(before.code)
    code = context.last if before is None else before.code
    return code if code in context.blocs else NOWHERE


def _is_attracted_by_sector(row: Row, n: int) -> bool:
    """Whether a part of an economy attracts investment: ``mining attracted $2 billion``."""
    scan, index = row.scan, free_word_before(row, n)
    if index is None or not scan.has_role(row.items[n].last, "attracting"):
        return False
    return scan.kinds[index] == UNKNOWN and (scan.parts[index].islower() or index == row.first)


def _is_of_unknown(row: Row, n: int) -> bool:
    """Whether a noun is that of a company or a place which no vocabulary knows: ``Tatarstan's trade``."""
    scan, k = row.scan, n - 1 if row.kinds[n - 1] in ("goods", "country") else n
    if row.kinds[n - 1] == "other_money" and row.gap(n - 1, n) <= 1:
        beside = row.items[n - 1].last
        return scan.has_role(beside - 1, "apostrophe") or scan.has_role(beside + 1, "apostrophe")
    index = row.items[k].first - 4  # before the "s"
    if index < row.first or scan.parts[index + 2] != "s" or not scan.has_role(index + 1, "apostrophe"):
        return False
    free = k == 0 or row.items[k - 1].last < index  # else "Saudi Arabia's"
    return free and scan.kinds[index] == UNKNOWN and scan.parts[index][0].isupper()


_PROVINCE = Rule("part of a country", "! far? region=region")
_PROVINCE_OF = Rule("part of a country", "region of ! ")


def _has_province(row: Row, k: int) -> bool:
    """Whether a country is only told to say where a part of it is: ``Russia's Omsk region``."""
    if _PROVINCE_OF.fits(row, k):
        return bool(row.items[k - 2].value == "province")
    found = _PROVINCE.match(row, k)
    if not found or row.items[found["region"]].value != "province":
        return False
    words = row.scan.parts[row.items[k].last + 2 : row.items[found["region"]].first : 2]
    return all(word == "s" or word[0].isupper() for word in words)


def _named_before(row: Row, end: int) -> list[str]:
    """The countries named before an item, but for those that are overtaken.

    ``China overtook Russia as the largest partner, with trade of $31.5 bn``, ``third, behind China and Russia, with …``
    """
    named: list[str] = []
    over = False
    for k in range(end):
        if row.kinds[k] == "country":
            over = row.scan.has_role(row.items[k].first - 2, "overtaken") or (
                over and row.kinds[k - 1] in ("joint", "comma") and row.kinds[k - 2] == "country"
            )
            if not over:
                named.append(NOWHERE if _has_province(row, k) else row.items[k].value.code)
    return named


def _is_of_all(row: Row, n: int) -> bool:
    """Whether a balance is that of trade, not of the goods just told: ``the trade deficit``, not ``a deficit``."""
    return flow_of(row.items[n])[0] == "balance" and row.items[n].last > row.items[n].first


def _is_mutual(row: Row, n: int) -> bool:
    """``bilateral services trade``: that of a pair, with goods between."""
    if row.kinds[n - 1] != "goods" or row.gap(n - 1, n) > 0:
        return False
    return row.scan.has_role(row.items[n - 1].first - 2, "mutual")


def _has_side(row: Row, n: int) -> bool:
    """Whether a country, a region or the world stands near a noun, and not only as where goods are from."""
    if row.kinds[n + 1] == "from":
        return True  # "purchases from the Anatolian republic"
    for k in range(n - 2, n + 6):
        if k > n and (row.kinds[k] == "in" or row.kinds[k] in _ENDS):
            break  # what is sold in a country
        if row.kinds[k] in ("region", "world", "that_side"):
            return True
        origin = row.kinds[k - 1] == "of" or row.kinds[k + 1] == "hyphen"  # "sales of Swiss cars", "Swiss-made cars"
        if row.kinds[k] == "country" and not (origin and row.items[k].value.form == "demonym"):
            return True
    return False


def _flow_seen(topic: Topic, context: Context) -> str | None:
    seen = topic.seen_from(context.home)
    return seen and seen[2]


@define(eq=False, repr=False)
class _Sides:
    """The sides of a flow, as words name them one after another.

    Attributes:
        row: the sentence.
        n: place of the noun or verb.
        flow: what flows.
        context: what the text has set.
        topic: what the sentence spoke of so far.
        scope: of whom a noun is.
        subject: whose flow it is; of an investment, who invests.
        other: the other side; of an investment, where.
        owner: who owns the noun: ``Kazakhstan's exports``.
        pair: the countries ``between`` which it is.
        owners: the countries that stand after ``of``.
        others: how many other sides were named.
        sign: -1 for a deficit.
        passing: whether the side is named for this one figure only.
        cues: the items that name the sides.
    """

    row: Row
    n: int
    flow: str
    context: Context
    topic: Topic | None
    scope: str = ""
    subject: str | None = None
    other: str | None = None
    owner: str | None = None
    pair: list[str] = field(factory=list)
    owners: list[str] = field(factory=list)
    others: int = 0
    sign: int = 1
    passing: bool = False
    cues: list[Item] = field(factory=list)

    def flow_seen(self) -> str | None:
        """The flow as home sees it."""
        return _flow_seen(Topic(self.flow, self.subject, self.other), self.context)

    # What the words beside a noun say

    def read(self) -> bool:
        """Read the words beside a noun, and complete what they leave out; tells whether they name a side."""
        home = self.context.home
        self.sign = -1 if self.flow == "balance" and self._is_negative() else 1
        if _WITH_REGION.fits(self.row, self.n) or _WITH_SEVERAL.fits(self.row, self.n):
            self.other = NOWHERE
        self.owner = self._whose() or self._owner()
        if self.row.scan.has_role(self.row.items[self.n].last, "attracting"):
            self.owner, self.other = None, self.owner  # "Kazakhstan attracted $17 billion"
        received = _RECEIVED.match(self.row, self.n) if self.flow == "investment" else None
        if received:  # "Serbia received $5 billion of foreign direct investment"
            self.owner, self.other, self.scope = None, self.row.items[received["other"]].value.code, "foreign"
            self.cues.append(self.row.items[received["other"]])
        self._arguments()
        self._pair_up()
        named = (self.subject is not None or self.other is not None) and not self.passing
        if self.owner is not None and self.subject is None and self.other != self.owner:
            self.subject = self.owner
        stated = named or (self.owner is not None and self.owner != home) or self.scope in ("pair", "world")
        if self.flow == "investment":
            self._complete_investment()
        else:
            self._complete()
        return stated

    def _is_negative(self) -> bool:
        row, item = self.row, self.row.items[self.n]
        amount = row.after(self.n, "money", "semicolon")
        far = item.last + 12 if amount is None else min(row.items[amount].first, item.last + 40)
        near = range(max(row.first, item.first - 8), min(row.stop, far), 2)
        if item.value == "deficit" or any(row.scan.has_role(k, "negative") for k in near):
            return True
        return amount is not None and row.scan.parts[row.items[amount].first - 1].endswith(_MINUS)

    def _whose(self) -> str | None:
        """``South Korea, whose purchases doubled``; ``firms in Korea, whose investment`` is that of the firms."""
        row, n = self.row, self.n
        index = row.items[n - 1 if row.kinds[n - 1] == "goods" else n].first - 2
        before = row.before(n, "country") if row.scan.has_role(index, "whose") else None
        if before is None or self.flow == "investment":
            return None
        self.cues.append(row.items[before])
        return str(row.items[before].value.code)

    def _owner(self) -> str | None:
        """Whose flow it is by what stands before the noun."""
        row, n = self.row, self.n
        if row.kinds[n - 1] == "both_sides":
            self.scope = "pair"  # "the two countries' overall trade"
        if self.scope == "market":
            self._market()
            return None
        found = _PAIR.match(row, n) or _BOTH_OWN.match(row, n)
        if found and self._are_pair(found["first"], found["second"]):
            for name in ("first", "second"):
                self.add("between", row.items[found[name]])
            return None
        for rule in (_FRONTED, _TRADE_WITH_WHICH):
            found = rule.match(row, n)
            if found:
                self.add("with", row.items[found["other"]])
        if self.other is not None and row.kinds[n - 1] in ("comma", "region"):
            return None
        if _is_of_unknown(row, n) or (_OF_REGION.fits(row, n) and row.kinds[n - 2] not in _STRONG):
            self.subject = NOWHERE  # "the region's foreign trade"
            return None
        found = _POSSESSOR.match(row, n)
        if found:
            return self._possessor(found["owner"])
        found = _OWNER.match(row, n)
        if found and self._owns(found["owner"]):
            item = row.items[found["owner"]]
            self.cues.append(item)
            if item.value.form == "bloc":
                self.context.blocs.add(item.value.code)
            return str(item.value.code)
        found = _INCREASES.match(row, n)
        if found and row.gap(found["owner"], n) <= 2 and row.kinds[found["owner"] - 1] not in (*_STRONG, "joint", "of"):
            self.cues.append(row.items[found["owner"]])
            return str(row.items[found["owner"]].value.code)
        found = _THAT_OWNER.match(row, n)
        if found and row.kinds[found["owner"] - 1] not in _STRONG:
            before = row.before(found["owner"], "country")
            spoken = self.topic.subject if self.topic else self.context.last
            named = {item.value.code for item in row.items[: found["owner"]] if item.kind == "country"}
            if len(named) == 1 and row.has_between(before or 0, found["owner"], "percent", "part"):
                return self._partner_of(named.pop())  # "the EU accounts for 40% of the country's trade"
            return row.items[before].value.code if before is not None else spoken
        return self._partner_with()

    def _partner_of(self, code: str) -> str | None:
        """Whose trade a country has a part of: that of who is spoken of with it, else of home."""
        topic = self.topic
        if topic is not None and code in (topic.subject, topic.other) and topic.partner_of(code) not in _NOBODY:
            return topic.partner_of(code)
        return self.context.home if code != self.context.home else None

    def _are_pair(self, a: int, b: int) -> bool:
        """Whether two countries stand together: ``China–Kazakhstan trade``, ``Russia and Kazakhstan discuss trade``.

        Not ``Interfax-Kazakhstan – Kazakhstan's``, nor ``Kazakhstan and Uzbekistan's trade``.
        """
        first, second = self.row.items[a], self.row.items[b]
        if first.value.code == second.value.code:
            return False
        if self.row.kinds[a + 1] != "joint":
            return first.last + 2 == second.first
        owned = self.row.scan.has_role(second.last + 1, "apostrophe")
        return self.flow == "trade" and self._heads(a) and not owned

    def _market(self) -> None:
        """``Italy was the main destination of Kazakh goods``: with whom, for this one figure."""
        row = self.row
        found = _MARKET_OF.match(row, self.n)
        if found:  # "Kazakhstan's largest market is Italy"
            self.subject = row.items[found["owner"]].value.code
            self._set_other(row.items[found["other"]].value.code)
            self.cues += [row.items[found["owner"]], row.items[found["other"]]]
            self.passing = True
            return
        clause = row.before(self.n, "semicolon")
        subject = row.after(-1 if clause is None else clause, "country")
        if subject is None or not self._heads(subject):
            return
        near = self.n - 1 - (row.kinds[self.n - 1] == "hyphen")  # "Russia's third-largest partner"
        owner = near if row.kinds[near] == "country" and subject < near else None
        if row.has_between(subject, self.n if owner is None else owner, "country", "money", "flow"):
            return
        if row.kinds[near] == "region" and row.kinds[self.n + 1] not in ("of", "for"):
            self.subject = NOWHERE  # "the region's largest partner"
        if owner is not None:  # "Kazakhstan's largest partner"
            self.subject = row.items[owner].value.code
            self.cues.append(row.items[owner])
        self._set_other(row.items[subject].value.code)
        self.cues.append(row.items[subject])
        self.passing = True

    def _heads(self, k: int) -> bool:
        """Whether a clause begins with a country, but for a time: ``In 2024 Italy was …``."""
        begin = (self.row.before(k, "semicolon") or -1) + 1
        return k <= begin + 1 or all(kind in ("in", "for", "date", "comma") for kind in self.row.kinds[begin:k])

    def _partner_with(self) -> str | None:
        """``China was the largest partner with a turnover of $14 bn``: the buyer of purchases, else the other side."""
        row = self.row
        among = _AMONG.match(row, self.n) or _RANKS.match(row, self.n)
        first = _FIRST.match(row, self.n) if self.flow in _DIRECTED else None
        if (
            first
            and row.items[first["other"]].value.code != self.context.home
            and row.gap(first["other"], self.n - 1) > 0
        ):
            self._set_other(row.items[first["other"]].value.code)  # "China ranked first in imports with $4 bn"
            self.cues.append(row.items[first["other"]])
            self.scope, self.passing = "market", True
            return self.context.home
        if among:  # "Kazakhstan ranked second among Uzbekistan's partners with a turnover of $4 bn"
            self._set_other(row.items[among["other"]].value.code)
            self.cues += [row.items[among["other"]], row.items[among["owner"]]]
            self.scope, self.passing = "market", True
            return str(row.items[among["owner"]].value.code)
        subject = row.after(-1, "country")
        if subject is None or not self._heads(subject) or not _PARTNER_WITH.fits(row, self.n):
            return self._partner_told()
        item = row.items[subject]
        self.cues.append(item)
        if self.flow == "investment":  # "Singapore is the 16th largest investor with an investment of $1.7 billion"
            self.subject = item.value.code
            return None
        if item.value.code == self.context.home:  # whose partner it is, the text has said
            self._set_other(self.context.foreign_side(self.topic) or self.context.last or NOWHERE)
            return None
        if self.scope == "buyer":
            return str(item.value.code)
        self._set_other(item.value.code)
        self.passing = True
        return None

    def _partner_told(self) -> str | None:
        """``China became the largest partner, with turnover of $31 bn``: the partner just named; tells whose it is."""
        topic = self.topic
        if topic is None or topic.rule != MARKET or not topic.other or self.row.kinds[self.n - 1] != "with":
            return None
        named = next((cue for cue in topic.cues if cue.kind == "country" and cue.value.code == topic.other), None)
        if named is None:
            return None
        self._set_other(topic.other)
        self.cues.append(named)
        self.passing = True
        return topic.subject

    def _owns(self, k: int) -> bool:
        """Whether a country right before a noun is its owner, not the other side of what stands before."""
        item, scan = self.row.items[k], self.row.scan
        before = self.row.kinds[k - 1]
        if before not in _STRONG or item.value.form == "demonym" or (before == "with" and self.row.gap(k, self.n) == 0):
            return True
        return scan.has_role(item.last + 1, "apostrophe") or scan.has_role(item.last, "apostrophe")

    def _possessor(self, k: int) -> str | None:
        """Whom ``our`` and ``its`` stand for."""
        topic, home = self.topic, self.context.home
        subject = topic.subject if topic else None
        if self.row.kinds[k] == "our":
            if any(_EXPORTS_TO_US.fits(self.row, n) for n in range(k) if self.row.kinds[n] == "our"):
                return home  # "Hungarian exports to us are $140 million, our exports $27 million"
            for n in range(len(self.row.items)):
                found = _OURS.match(self.row, n) if self.row.kinds[n] == "our" else None
                if found and self.row.items[found["owner"]].value.code == home:
                    return self.context.foreign_side(topic)  # "our imports from Kazakhstan": not Kazakhstan's own
            return subject if subject not in (None, home) else None
        if self.flow == "investment" and self.row.scan.has_role(self.row.items[k].last, "theirs"):
            return self.context.foreign_side(topic)  # of the companies just named
        grown = _GROWS_ITS.match(self.row, k)
        if grown and self.row.kinds[grown["owner"] - 1] not in (*_STRONG, "of", "in"):
            return str(self.row.items[grown["owner"]].value.code)  # "…, and China tripled its purchases"
        named = _named_before(self.row, k)
        before = self.row.before(k, "country")
        if len(set(named)) > 1 and any(_NEEDS.fits(self.row, at) for at in (k, before) if at is not None):
            sharer = self.row.before(k, "sharing") or 0
            if self.row.kinds[sharer - 1] == "country" and self.row.items[sharer - 1].value.code == named[-1]:
                return str(next(code for code in reversed(named) if code != named[-1]))  # who says what it covers
            return str(named[-1])  # "Kazakhstan covers 40% of France's needs and 13% of its imports"
        return str(named[-1]) if named and subject not in named else subject

    def _arguments(self) -> None:
        """The sides that the words after a noun name."""
        row, relation, last = self.row, "", "flow"
        begin = self.n + 1
        if row.kinds[begin] == "money" and row.kinds[self.n - 1] == "country" and row.gap(self.n, begin) == 0:
            # "Kazakhstan exports $2 billion worth of oil to Italy"
            begin += 2 if row.kinds[begin + 1] == "leading" else 1
        made = _MADE_OF.match(row, self.n)
        begin = made["close"] + 1 if made else begin  # "trade (exports plus imports) between the UK and Kazakhstan"
        for k in range(begin, len(row.items)):
            item = row.items[k]
            kind = item.kind
            if kind in _ENDS or row.scan.has_role(item.first - 2, "overtaken"):
                break  # "the biggest buyer, ahead of Tajikistan"
            if kind in ("with", "to", "from", "between", "of", "in", "favour"):
                relation = self._relation(relation, kind)
            elif kind == "by" and self.flow == "investment":
                relation = "from"  # "investment by Kazakh companies"
            elif kind == "for" and self.flow in _DIRECTED and row.kinds[k + 1] == "country":
                relation = "of" if self.scope == "market" else "to"
            elif kind == "country" and _has_province(row, k):
                self.cues.append(item)
            elif kind == "country":
                self.add(relation, item)
                last = "country"
                relation = relation if row.kinds[k + 1] in ("joint", "comma", "country", "hyphen") else ""
            elif not self.stand_in(k, relation):
                if kind == "opener":
                    break
                if kind == "comma" and relation == "between" and row.kinds[k - 2] == "joint":
                    relation = ""  # "between Kazakhstan and the UAE, according to Emirati data"
                elif kind == "comma" and relation != "between" and (last != "country" or self._lists(k)):
                    relation = ""
        unknown = row.kinds[self.n + 1] == "with" and row.kinds[self.n + 2] != "opener"
        if self.other is None and not self.pair and unknown and self.flow == "trade":
            self.other = NOWHERE  # with somebody that no vocabulary knows

    def _lists(self, k: int) -> bool:
        """Whether a comma parts the elements of a list with figures: ``with the EAEU, China for 28 percent``."""
        return self.row.kinds[k + 1] == "country" and self.row.kinds[k + 2] not in ("comma", "joint", "country", "of")

    def _relation(self, old: str, new: str) -> str:
        """The relation that holds after a preposition: ``with the countries of``, ``in the economy of`` stay."""
        if new in ("of", "in") and (old in _STRONG or (old == "in" and self.flow == "investment")):
            return old
        return new

    def add(self, relation: str, item: Item) -> None:
        """Take a country that stands after a relation."""
        code = item.value.code
        self.cues.append(item)
        if item.value.form == "bloc":
            self.context.blocs.add(code)
        if relation == "between":
            self.pair.append(code)
        elif relation == "with" or (relation == "in" and self.flow == "investment"):
            self._set_other(code)
        elif relation == "to":
            self._set(code, subject=self.flow == "import")
        elif relation == "from":
            self._set(code, subject=self.flow != "import")
        elif relation == "favour":
            self.subject, self.sign = code, 1
        elif relation == "of" and (self.flow, self.scope, item.value.form) == ("investment", "world", "name"):
            self._set_other(code)  # "the inward FDI stock of Kazakhstan"
        elif relation == "of" and self.flow in ("trade", "balance"):
            self.owners.append(code)
        elif relation == "of":
            self._set(code, subject=self.flow != "import" or item.value.form != "demonym")
        else:
            self.cues.pop()

    def _set(self, code: str, *, subject: bool) -> None:
        if subject:
            self.subject = self.subject or code
        else:
            self._set_other(code)

    def _set_other(self, code: str) -> None:
        """Several others are none in particular."""
        self.others += 1
        self.other = code if self.others == 1 else NOWHERE

    def stand_in(self, k: int, relation: str) -> bool:
        """Take what stands for a country: a region, the world, ``it``, ``the two countries``; tells if it is one."""
        kind = self.row.kinds[k]
        if kind == "region":
            if relation == "of" or (relation == "from" and self.flow in ("export", "investment")):
                self.subject = NOWHERE
            elif (relation in _STRONG or (relation, self.flow) == ("in", "investment")) and self.other is None:
                self.other = NOWHERE
        elif kind == "world":
            if self.other is None:
                rest = self.row.items[k].value == "rest" and not {self.owner, self.context.home} & self.context.blocs
                self.other = NOWHERE if rest else WORLD  # what is left after the partners that were named
        elif kind == "that_side" and relation == "between" and self.scope != "market":
            bloc, unnamed = self.bloc(), self.row.items[k].value == "bloc"  # "within the Union"
            self.pair += [bloc] if bloc is not None else []
            self.subject = NOWHERE if bloc is None and unnamed else self.subject
        elif kind in ("that_side", "it"):
            code = self._that_country(k) if relation in _STRONG else None
            inward = (relation == "to" and self.flow == "import") or (relation == "from" and self.flow == "export")
            if inward and self.row.kinds[self.n] != "flow":
                code = self.context.home  # "were imported into the country"
            if code is not None and self.other is None:
                subject = (relation == "to" and self.flow == "import") or (relation == "from" and self.flow != "import")
                self.subject, self.other = (self.subject or code, self.other) if subject else (self.subject, code)
        elif kind == "both_sides":
            self.scope = "pair"
        else:
            return False
        return True

    def bloc(self) -> str | None:
        """The bloc that was spoken of: ``mutual trade within the Union``."""
        spoken = (self.topic, self.context.lead)
        sides = (side for topic in spoken if topic for side in (topic.subject, topic.other))
        named = next((side for side in sides if side in self.context.blocs), None)
        return named or (min(self.context.blocs) if len(self.context.blocs) == 1 else None)

    def _that_country(self, k: int) -> str | None:
        """Whom ``it``, ``the country`` stand for: the other side of what is spoken of, else the country last named."""
        topic, context, word = self.topic, self.context, self.row.items[k]
        last = context.paragraph[-1] if context.paragraph and word.value == "partner" else None
        if topic is not None and not topic.cues and last not in (None, topic.subject, topic.other, *context.blocs):
            return last  # "China is catching up. Sales to the neighbour tripled"
        if topic is not None and topic.other not in _NOBODY:
            return topic.partner_of(self.owner) if topic.other == self.owner else topic.other
        before = self.row.before(k, "country")
        code = self.row.items[before].value.code if before is not None else self.context.last
        return self.context.home if code == self.owner is not None else code  # "Russian exports to the republic"

    def _pair_up(self) -> None:
        """The two sides of ``between A and B``: home first, a bloc by itself on both."""
        owner = self.owner if self.owner is not None and not self.owners else None
        if self.scope == "pair" and self.other is None and owner in self.context.blocs:
            self.owners = [str(owner)]
        if len(self.owners) == 1:
            self.subject = self.subject or self.owners[0]
            if self.scope == "pair" and self.other is None and self.subject in self.context.blocs:
                self.other = self.subject  # "mutual trade of the EAEU"
        elif self.owners:
            self.pair = self.owners
        if not self.pair or (len(self.pair) == 1 and self.subject is not None):
            return
        first, *rest = self.pair
        home = self.context.home
        second = self.other
        if rest:
            second = rest[0] if len(rest) == 1 else NOWHERE
        elif second is None and first in self.context.blocs:
            second = first
        self.subject, self.other = (second, first) if second == home and home is not None else (first, second)

    # What they leave out

    def _complete(self) -> None:
        """Give a flow of goods the sides that its words leave out."""
        home, topic = self.context.home, self.topic
        if self.subject is None and self.other is None:
            self._complete_both()
        elif self.other is None:
            self._complete_other()
        elif self.subject is None and self.other == home:
            spoken = self.context.foreign_side(topic)
            near = self._nearest_foreign()
            self.subject = (spoken if topic and topic.cues else None) or near or spoken or self.context.last
        elif self.subject is None:
            here = any(item.kind == "country" and item.value.code == home for item in self.row.items[: self.n])
            self.subject = home if here else self._spoken_of()

    def _complete_both(self) -> None:
        home, topic, context = self.context.home, self.topic, self.context
        if topic is not None and self.scope == "world" and self._is_of_pair(topic):
            self.subject, self.other = topic.subject, topic.other
        elif self.scope == "world" or (self.scope == "sum" and (topic is None or len(context.partners) >= _MANY)):
            self.subject, self.other = self._who(), WORLD
        elif self.scope == "pair" and (pair := self._pair_abroad()):
            self.subject, self.other = pair
        elif self.scope == "pair" and topic and self._is_abroad(topic):
            self.subject, self.other = topic.subject, topic.other
        elif self.scope == "pair":
            partner = self._nearest_foreign() or context.partner()
            self.subject, self.other = (partner if self._is_within(partner) else home), partner
            if partner is None and home in context.blocs:
                self.other = home  # "mutual trade" of a bloc that the text is about
            elif partner is None and "both_sides" in self.row.kinds[max(self.n - 1, 0) : self.n + 3]:
                self.subject = NOWHERE  # nobody knows which two countries
        elif topic and topic.flow != "investment":
            self.subject, self.other = topic.subject, WORLD if self._is_of_all(topic) else topic.other
        elif topic:
            self.subject, self.other = home, topic.subject if topic.other == home else topic.other
        else:
            alone = None if self.scope or self.flow != "trade" or self.row.has("country") else context.only
            most = context.main_partner() if self.flow in _DIRECTED else context.most_named()
            self.subject, self.other = home, self._only_foreign() or most or alone or WORLD

    def _is_of_pair(self, topic: Topic) -> bool:
        """Whether ``total exports`` are those to the partner that a paragraph has told the trade with."""
        context, of_total = self.context, bool(topic.cues) and flow_of(topic.cues[0])[1] == "world"
        spoken = of_total if topic.cues else topic.flow == "trade" and bool(context.paragraph)
        about_all = context.lead is not None and context.lead.other == WORLD
        return spoken and self.flow in _DIRECTED and not about_all and topic.other not in _NOBODY

    def _is_of_all(self, topic: Topic) -> bool:
        """Whether a paragraph that names nobody goes back to a text that is about no partner in particular."""
        context = self.context
        if topic.cues or context.paragraph or len(context.partners) < _MANY:
            return False
        return context.foreign_side(topic) != context.most_named()

    def _pair_abroad(self) -> tuple[str, str] | None:
        """Two other countries that a sentence begins with: ``Türkiye and Uzbekistan are to raise bilateral trade``."""
        row, home = self.row, self.context.home
        if any(item.kind == "country" and item.value.code == home for item in row.items):
            return None
        for k in range(self.n - 2):
            kinds = row.kinds[k], row.kinds[k + 1], row.kinds[k + 2]
            if row.scan.has_role(row.items[k].first - 2, "overtaken"):
                continue
            if kinds[0] == kinds[2] == "country" and kinds[1] in ("joint", "comma", "hyphen"):
                first, second = row.items[k].value, row.items[k + 2].value
                return (first.code, second.code) if first.code != second.code and first.form == "name" else None
        return None

    def _is_abroad(self, topic: Topic) -> bool:
        """Whether a topic is between two other countries, and none is named since."""
        outside = (None, NOWHERE, WORLD, self.context.home)
        return topic.subject not in outside and topic.other not in outside and self._nearest_foreign() is None

    def _spoken_of(self) -> str | None:
        """Whose flow it is with a side that was spoken of; else whose trade the text is about."""
        topic = self.topic
        if topic is not None and self.other in (topic.subject, topic.other):
            return topic.partner_of(self.other)
        return self._who()

    def _who(self) -> str | None:
        """Whose trade the text is about: that of another country where it began with that, else of home."""
        home, topic, lead = self.context.home, self.topic, self.context.lead
        for spoken in (topic if topic and topic.other == WORLD else None, lead):
            if spoken is not None and spoken.subject not in (None, home, NOWHERE) and spoken.other != home:
                return spoken.subject
        return home

    def _is_within(self, partner: str | None) -> bool:
        """Whether mutual trade is one inside a bloc."""
        context, lead = self.context, self.context.lead
        if partner not in context.blocs:
            return False
        if any(item.kind == "country" and item.value.code == context.home for item in self.row.items):
            return False
        between = self.row.kinds[self.n + 1] == "between" and self.row.kinds[self.n + 2] != "both_sides"
        return lead is None or (lead.subject == partner and lead.other != context.home) or between

    def _complete_other(self) -> None:
        context, topic = self.context, self.topic
        home = context.home
        carried = topic is not None and not topic.cues and not context.paragraph
        verb = self.row.kinds[self.n + 1] == "reference"  # "Kazakhstan imports goods worth $60 billion"
        if self.subject == NOWHERE:
            self.other = NOWHERE
        elif (
            self.scope == "world"
            or self._sums_up()
            or (self.subject == home and (verb or (carried and len(context.partners) >= _MANY)))
        ):
            self.other = WORLD
        elif topic and topic.other is not None and self.subject in (topic.subject, topic.other):
            self.other = topic.partner_of(self.subject)
            if self.other == self.subject and self.flow in _DIRECTED:
                self.other = WORLD  # a bloc has no exports to itself
        elif topic and topic.cues and topic.flow == self.flow and topic.other in context.blocs:
            self.other = topic.other  # "Kazakh exports to the Union fell, whereas Kyrgyz ones rose"
        elif self.subject == home:
            self.other = (context.partner() if self.scope == "pair" else None) or WORLD
        elif self.flow == "trade" and home is not None and self._is_bloc(self.subject):
            self.subject, self.other = home, self.subject  # "EAEU trade is up": with the bloc, as home sees it
        else:
            self.other = home or WORLD

    def _is_bloc(self, code: str | None) -> bool:
        """Whether the noun's owner is a bloc."""
        return any(
            item.kind == "country" and item.value.code == code and item.value.form == "bloc" for item in self.cues
        )

    def _complete_investment(self) -> None:
        """Who invests, and where: the side that is not told is home, or the country spoken of."""
        context, topic = self.context, self.topic
        home, partner = context.home, context.foreign_side(topic)
        if self.scope == "outward" and self.other is None:
            self.subject, self.other = self.subject or home, WORLD
        elif self.subject is None and self.other is None:
            if self.scope == "world" and len(context.partners) >= _MANY:
                self.subject, self.other = WORLD, home  # "gross inflow", after several investors
            elif topic and topic.flow == "investment":
                inward = self.scope == "world" and topic.subject == home  # "while inflows were $5 billion"
                self.subject, self.other = (topic.other, home) if inward else (topic.subject, topic.other)
                if self.scope == "world" and self.other == home:
                    self.subject = self.subject or WORLD
            else:
                self.subject, self.other = partner or (WORLD if self.scope == "world" else None), home
        elif self.other is None and self.scope == "world" and self._is_named(self.subject):
            self.subject, self.other = WORLD, self.subject  # "Oman's foreign investment": what it attracts
        elif self.other is None:
            many = len(context.partners) >= _MANY
            self.other = (
                home if self.subject != home else WORLD if many else partner or self._nearest_foreign() or context.last
            )
        elif self.subject is None:
            named = None if self.scope == "world" else self._investor() or self._investor_spoken_of()
            abroad = self.other != home and self.scope not in ("world", "foreign")
            self.subject = home if abroad else WORLD if named in (None, self.other) else named

    def _is_named(self, code: str | None) -> bool:
        """Whether a country owns a noun by its name, not by an adjective."""
        named = any(
            item.kind == "country" and item.value.code == code and item.value.form == "name" for item in self.cues
        )
        return named and code == self.owner

    def _investor(self) -> str | None:
        """``The Netherlands holds first place in investment``: who is named first, not for a share of it."""
        invested = self.row.kinds[self.n - 1] == "money" and self.row.kinds[self.n - 2] == "with"
        part = self.row.has_between(-1, self.n - invested, "percent", "part", "sharing", "share", "money")
        return None if part else self._nearest_foreign()

    def _investor_spoken_of(self) -> str | None:
        """The other side of what was told; ``foreign direct investment`` after trade, in another paragraph, is all."""
        context = self.context
        of_all = (
            self.scope == "foreign" and not context.paragraph and context.told and context.told.flow != "investment"
        )
        return None if of_all else context.foreign_side(context.told)

    def _nearest_foreign(self) -> str | None:
        named = reversed(_named_before(self.row, self.n))
        return next((code for code in named if code != self.context.home), None)

    def _only_foreign(self) -> str | None:
        """The one other country of the sentence, but for those of a part: ``$2 billion of which came from China``."""
        row, end = self.row, self.row.after(self.n, "whole", "semicolon")
        later = range(row.after(self.n, "money") or len(row.items), len(row.items))
        clause = next((k for k in later if _NEW_CLAUSE.fits(row, k)), end)
        items = row.items[: clause if end is None else min(clause or end, end)]
        codes = {item.value.code for item in items if item.kind == "country"} - {self.context.home}
        return str(codes.pop()) if len(codes) == 1 else None

    # What the words beside a verb say

    def read_deed(self, *, doubtful: bool) -> bool:
        """Read who does it to whom; tells whether that is between economies."""
        row, context = self.row, self.context
        passive = self._is_passive_import()
        if not passive:
            self.subject = self._doer(doubtful=doubtful)
        by_company = doubtful and self.subject == NOWHERE and row.kinds[self.n - 1] != "region"
        if by_company or self._is_done_by_another() or (doubtful and self._is_of_one_thing()):
            return False
        if self.subject is None and not passive:
            self.subject = self._doer_of_both()
        self._objects()
        if row.kinds[self.n - 1] == "our" and self.subject is None and self.other == context.home:
            self.subject = context.foreign_side(self.topic)
        joined = self.topic is not None and bool(self.topic.cues) and row.kinds[self.n - 1] == "joint"
        if self.subject is None and self.other is None and (self.topic is None or (doubtful and not joined)):
            return False
        if doubtful and self.flow == "investment" and not self._puts_money():
            return False  # "put it lower"
        self._complete_deed()
        return self.subject != self.other

    def _puts_money(self) -> bool:
        """``put $2 billion into Kazakhstan``; where investment is spoken of, ``the UK put in $14 billion``."""
        row, n = self.row, self.n
        if self.other is not None and row.kinds[n + 1] == "money":
            return True
        spoken = self.topic is not None and self.topic.flow == "investment" and row.kinds[n - 1] == "country"
        return spoken and row.kinds[n + 1] == "in" and row.kinds[n + 2] == "money" and row.gap(n, n + 2) <= 1

    def _doer(self, *, doubtful: bool) -> str | None:
        """Who does it: the country before the verb that no relation ties to something else."""
        row = self.row
        if row.kinds[self.n - 1] == "that_side" and self.topic is None and self.context.last is None:
            return self.context.home  # no other country was named: "Last year the country exported …"
        spoken = self.context.head if row.kinds[self.n - 1] == "it" and self._heads(self.n - 1) else None
        if spoken is not None and (not doubtful or spoken != self.context.home):
            return spoken  # "Türkiye is a large market. It imported …"
        head = row.after(-1, "country") if row.kinds[self.n - 1] == "it" else None
        if head is not None and head < self.n and self._heads(head):
            return str(row.items[head].value.code)  # "China is the main buyer of Kazakhstan's copper: it purchased …"
        for k in range(self.n - 1, -1, -1):
            kind, before = row.kinds[k], row.kinds[k - 1]
            if kind == "that_side" and row.items[k].value != "partner":
                return self.context.home if row.items[k].value == "home" else self.bloc()
            if kind == "region" and k == self.n - 1:
                return NOWHERE
            if kind == "other_money" and (doubtful or k == self.n - 1):
                return None  # "Kazakhstan's central bank sold $1 billion"
            if kind == "flow" and _APPOSITION.fits(row, k):
                continue  # "China, the largest buyer, imported"
            if kind in ("flow", "deed", "money", "semicolon") or (before == "hyphen" and row.kinds[k - 2] == "country"):
                return None
            if kind != "country" or _OBJECT.fits(row, k):
                continue
            if doubtful and is_of_company(row, k):
                return NOWHERE
            item = row.items[k]
            adjacent = before == "with" and row.gap(k, self.n) == 0  # "with South Korea importing"
            near = before in (*_STRONG, "in", "of") and row.gap(k - 1, k) <= 1
            tied = near and not adjacent and item.value.form == "name"
            if not tied or (before == "from" and self.flow == "investment" and k >= 2):  # "companies from Korea"
                self.cues.append(item)
                return str(item.value.code)
        return None

    def _is_passive_import(self) -> bool:
        """Whether what stands before a verb is whose goods were imported: ``its cars were imported``."""
        row, found = self.row, _IMPORTED.match(self.row, self.n) if self.flow == "import" else None
        if not found or row.gap(self.n - 1, self.n) > 0:
            return False
        k = found["origin"]
        item = row.items[k] if row.kinds[k] == "country" else None
        if item is None:
            before = row.before(k, "country")
            item = row.items[before] if before is not None else None
        if item is not None:
            self.cues.append(item)
            self._set_other(item.value.code)
        return True

    def _doer_of_both(self) -> str | None:
        """Who does a second thing: ``China bought goods worth $5 billion and sold …``."""
        topic = self.topic
        both = topic is not None and topic.rule == DEED and topic.cues and self.row.kinds[self.n - 1] == "joint"
        return topic.subject if both and topic is not None and topic.flow in _DIRECTED else None

    def _is_of_one_thing(self) -> bool:
        """Whether a single thing is sold, and no goods: ``bought a club``; not ``bought a third of it``."""
        row, index = self.row, self.row.items[self.n].last + 2
        if not row.scan.has_role(index, "article") or self.n + 1 == len(row.items):
            return False
        return row.items[self.n + 1].first > index and row.kinds[self.n + 1] != "goods"

    def _is_done_by_another(self) -> bool:
        """Whether a company does it: ``Microsoft sold licences``, ``the company exported its know-how``."""
        row, scan, before = self.row, self.row.scan, free_word_before(self.row, self.n)
        if row.kinds[self.n - 1] == "other_money" and row.gap(self.n - 1, self.n) == 0:
            return True
        if row.kinds[self.n - 1] == "close" and row.gap(self.n - 1, self.n) <= 0:
            opened = row.before(self.n, "open") or 0
            index = row.items[opened].first - 1  # "the Bank for Reconstruction and Development (EBRD) invested"
            return row.items[opened - 1].last != index and scan.parts[index][:1].isupper()
        return before is not None and scan.kinds[before] == UNKNOWN and scan.parts[before][0].isupper()

    def _objects(self) -> None:
        """To whom, from whom, by whom."""
        row, home = self.row, self.context.home
        relation = "to" if self._is_receiver() else ""
        for k in range(self.n + 1, len(row.items)):
            item = row.items[k]
            kind = item.kind
            if self._ends_objects(k):
                break
            if kind in ("with", "to", "from", "in", "of", "by"):
                relation = relation if relation == "in" and kind == "of" else kind
            elif kind == "country":
                if relation == "by":
                    self.subject = item.value.code
                    self.cues.append(item)
                elif relation in ("to", "from", "with") or (self.flow == "investment" and relation == "in"):
                    self.add(relation, item)
                if _ANOTHER_OBJECT.fits(row, k):
                    continue  # "exported to Uzbekistan, Tajikistan and Afghanistan"
                if self.other is not None:
                    break
                relation = ""
            elif kind in ("comma", "joint") and row.kinds[k - 1] == row.kinds[k + 1] == "country" and relation:
                continue
            elif kind == "money":
                relation = ""  # "bought the most, followed by Tajikistan with $213 million and Afghanistan"
            elif kind == "our" and relation in ("from", "to", "in"):
                ours = self.context.foreign_side(self.context.lead) if self.subject == home else home
                self.other = self.other or ours
            else:
                self.stand_in(k, relation)

    def _ends_objects(self, k: int) -> bool:
        """Whether an item names no side of a verb any more, nor does what follows."""
        row, kind = self.row, self.row.kinds[k]
        if kind == "country":  # "was sold to Qatar's Power Holding"
            return row.kinds[self.n] == "doubtful_deed" and is_of_company(row, k)
        if kind == "from":
            return row.kinds[k - 1] == "to"  # "to tourists from Germany"
        if kind in ("flow", "deed", "doubtful_deed", "semicolon"):
            return True
        # the parts of what was told: "…, including $2 bn to China", "…, with Russia ($1.3 bn) as the main buyer"
        which = kind == "whole" and row.items[k].value == "which"
        beside = kind == "with" and row.kinds[k - 1] == "comma"
        return (which or beside or kind in ("example", "colon")) and row.has_between(self.n, k, "money")

    def _is_receiver(self) -> bool:
        """Whether what stands right after a verb is to whom, not of whom: ``sold Kazakhstan``, not ``sold Kazakh``."""
        row, n = self.row, self.n
        if self.flow != "export" or not self.subject or not _RECEIVER.fits(row, n) or row.gap(n, n + 1) > 0:
            return False
        item = row.items[n + 1]
        return item.kind != "country" or item.value.form != "demonym"

    def _complete_deed(self) -> None:
        row, home, topic = self.row, self.context.home, self.topic
        found = _WITH_WHICH.match(row, self.n)
        if found:
            self.other = row.items[found["other"]].value.code
            return
        if self.flow == "trade" and self.other is None:
            named = [item.value.code for item in row.items[: self.n] if item.kind == "country"][-2:]
            if len(named) == 2:
                self.pair = named
                self._pair_up()
                return
        if self.flow == "investment":
            self._complete_investment()
        elif topic and self.subject is None and self.other is None:
            self.subject, self.other = topic.subject, topic.other
        elif self.subject == NOWHERE and self.other is None:
            self.other = NOWHERE
        elif self.other is None:
            self.other = self._partner_spoken_of() if self.subject == home else self._home_or_world()
        elif self.subject is None:
            self.subject = self._who() if self.other != home else self.context.foreign_side(topic) or self.context.last

    def _home_or_world(self) -> str | None:
        """With whom another country trades where a verb doesn't say it: home, unless nothing has spoken of it yet.

        ``India imported pulses worth $3.8 billion`` is of all; who ``bought`` did so from whom the text is about.
        """
        context = self.context
        topic = self.topic
        of_all = topic is not None and topic.other == WORLD and topic.subject == self.subject
        if of_all or self._sums_up():
            return WORLD
        example = self.row.after(self.n, "example")
        mostly = _MOSTLY_WITH.match(self.row, example) if example is not None else None
        if mostly and (mostly.get("more") or self.row.items[mostly["other"]].value.code != context.home):
            return WORLD  # "France imported oil worth $20 billion, mostly from Norway and Kazakhstan"
        spoken = topic is not None or context.here or self._names_home()
        return context.home if spoken or self.row.kinds[self.n] == "doubtful_deed" else WORLD

    def _sums_up(self) -> bool:
        """Whether a sentence adds up what another country trades: ``In total, Azerbaijan's exports …``."""
        row = self.row
        if not any(row.scan.has_role(k, "altogether") for k in (row.first, row.first + 2)):
            return False
        return self.subject != self.context.home and not self._names_home()

    def _names_home(self) -> bool:
        """Whether the sentence names home."""
        return any(item.kind == "country" and item.value.code == self.context.home for item in self.row.items)

    def _partner_spoken_of(self) -> str:
        """With whom home trades where a verb doesn't say it: whom figures were told of, else all."""
        of_trade = any(item.kind == "flow" and flow_of(item)[0] == "trade" for item in self.row.items[: self.n])
        spoken = self.context.foreign_side(self.topic) if of_trade else None
        if spoken is not None:
            return spoken  # "trade was $175 million, with Kazakhstan importing $92 million"
        if self.row.has_between(self.n, len(self.row.items), "example", "whole"):
            return WORLD  # "sold copper for $3 bn, including $2 bn to China"
        told, partners, lead = self.context.told, self.context.partners, self.context.lead
        if lead is not None and lead.other == WORLD and told is lead:
            return WORLD  # the text is about trade with all
        partner = self.context.foreign_side(told)
        return partner if partner is not None and partners == {partner} else WORLD


def is_of_company(row: Row, k: int) -> bool:
    """Whether a company of a country is named, not the country: ``Georgia's TBC Group``, ``Turkish Airlines``."""
    scan, item = row.scan, row.items[k]
    of = item.first - 4 if row.kinds[k - 1] == "of" and row.gap(k - 1, k) == 0 else 0
    if of >= row.first and scan.kinds[of] == UNKNOWN and scan.parts[of][0].isupper():
        return True  # "Wildberries of Russia"
    index = item.last + (4 if scan.has_role(item.last + 1, "apostrophe") else 2)
    if index >= row.stop or (index == item.last + 2 and item.value.form != "demonym"):
        return False
    return scan.parts[index][0].isupper() and (row.kinds[k + 1] in ("", "far") or row.items[k + 1].first > index)


def of_deed(row: Row, n: int, context: Context, topic: Topic | None) -> Topic | None:
    """The topic that a verb of trade opens; None where nothing shows that it is between economies."""
    item = row.items[n]
    if row.kinds[n - 1] == "example" and row.kinds[n - 2] not in ("country", "that_side", "it"):
        return None  # "mainly re-exported cars"; not "Kazakhstan mostly imported goods from China"
    if item.first == row.first and row.kinds[n + 1] == "goods" and row.gap(n, n + 1) == 0:
        return None  # "Imported tiles cost 11% more"
    flow, _, so_far = item.value.partition("_")
    sides = _Sides(row, n, flow, context, topic)
    if not sides.read_deed(doubtful=item.kind == "doubtful_deed"):
        return None
    commodity = object_goods(row, n) if flow in _DIRECTED else None
    anything = row.scan.has_role(item.last, "all_goods") or row.kinds[n + 1] == "reference" or names_any_goods(row, n)
    if commodity is None and topic and flow in _DIRECTED and topic.flow in _DIRECTED and not anything:
        commodity = topic.commodity
    period = topic.period if topic else context.period
    if flow == "investment" and (so_far or topic is None or topic.flow != "investment"):
        period = None
    cues = (item, *sides.cues)
    return Topic(flow, sides.subject, sides.other, commodity, period, stated=True, cues=cues, rule=DEED)


def of_its_own(topic: Topic, item: Item) -> Topic:
    """The same flow of another country: after ``Kazakhstan's deliveries``, ``Pakistan's`` are those to Kazakhstan."""
    code = item.value.code
    other = topic.subject if code == topic.other else topic.other
    return topic.but(subject=code, other=other, commodity=None, cues=(item,), rule=NOUN)
