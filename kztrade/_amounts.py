"""Amounts of money: which are traded or invested, of what flow, and with whom."""

from __future__ import annotations

from attrs import evolve

from kztrade._goods import chain_of, with_more, with_those_before
from kztrade._prose import Item, Rule, goods_text
from kztrade._reading import Sentence, earlier, span_of, year
from kztrade._sides import flow_of, of_deed, of_its_own, of_noun
from kztrade._topics import DEED, LISTED, MARKET, NOUN, NOWHERE, WORLD, Topic, mirrored
from kztrade.values import Money, Period

__all__ = ["amount"]

_LEAST = 100_000
"""A smaller amount, unless said in thousands, is a price."""

_LEAST_OF_GOODS = 1_000_000
"""A smaller amount beside goods alone is their price."""

_CLOSE = 18
"""Characters between a share and the amount in brackets that it stands for."""

_INCREMENT = Rule(
    "so much more",
    "! movement compared",
    "by ! ",
    "open movement ! ",
    "movement of ! ",
    "movement ! comma? joint percent",
    "movement by|of? percent open ! close",  # up 2.8 percent ($30.2 million) from 2023
    "percent movement open ! close",
    "movement of|by? percent comma? joint ! ",
    "! comma? joint percent comma movement compared",
    "opener|reference leading|reference? ! comma? joint percent movement compared",
    "money comma leading|reference? ! comma? joint percent movement compared",
    "money in? date comma reference? comma? ! comma? joint percent movement compared",
)
_OTHER = Rule(
    "other money",
    "! goods? other_money",
    "! in|for|to|leading other_money",
    "! unit_price",
    "! leading unit_price",
)
_OF_FLOW = Rule(
    "amount of a flow",
    "! of|from|in|for|leading goods? flow=flow",
    "! of|from|in|for|leading country flow=flow",
    "! leading of country? flow=flow",
    "! whole leading country? flow=flow",
    "! sharing country|goods? flow=flow",
    "joint ! flow=flow",
    "dash ! country flow=flow",
    "country|that_side other_money ! flow=flow",  # "the country spent $5 billion on imports"
)
_DONE_TO = Rule(
    "amount of what is done",
    "! close? leading deed=deed|doubtful_deed by|to|from|in country|that_side",
    "! close? leading deed=deed|doubtful_deed world",
    "joint ! leading leading deed=deed",
    "! deed=deed by|in country",  # "with over $50 billion invested by US companies"
)
_ONES = Rule("the same flow of another country", "! in|of country=country")
_WHOLE_FLOW = Rule("amount of the whole", "noun=flow comma|open opener? leading? ! ", "noun=flow of ! ")
_WHOLE = Rule(
    "amount of the whole",
    "percent of that_side|country|its|far? leading of ! ",
    "percent|part whole far|deed|from|in|world|opener|movement|pointer+ open ! ",
)
_INTO_ECONOMY = Rule(
    "into an economy",
    "! in|to date",
    "! in|to of|region? of? country|our|that_side|its",
)
_AGAIN = Rule(
    "amount of what was told",
    "reference colon ! ",
    "reference|that_side|it far? leading|movement|outlook|at|aim|sharing "
    "leading|to|movement|at|by|of|joint|far? to|at? leading? ! ",
)
_LISTED = Rule(
    "country of a list",
    "country=country dash|colon|comma|sharing|leading|far|movement|reference|it? "
    "dash|open|with|for|at|to|by|leading|far? leading|open|dash? ! ",
    "country=country leading far|of|in|that_side|flow|date|comma|region|country* with ! ",
    "country=country far|leading? flow? colon tonnage? leading? ! ",
    "country=country far? tonnage comma|leading|far? leading|open? ! ",
    "country=country open far? tonnage comma|dash|for|at|leading ! ",
    "country=country open movement|by? percent|multiple|part movement|comma? to|leading? ! ",
)
_ALTERNATE = Rule(
    "countries and amounts by turns",
    "country comma ! comma joint? country comma money",
    "money comma joint? country comma ! ",
)
_OF_BASE = Rule("figure compared with", "compared in|for|to|of|with? date open ! ", "percent comma? from ! ")
_REGION_LISTED = Rule(
    "region of a list",
    "region sharing ! ",
    "semicolon|comma region colon|dash ! ",
    "joint|comma to|with|from region dash ! ",
)
_AFTER_SEMICOLON = Rule(
    "country of a list",
    "semicolon country=country comma|leading|to|far|opener|dash|reference* ! ",
    "opener country=country leading|far|movement|in|date* with|at ! ",  # "while China is closing in at $15 billion"
)
_SEVERAL = Rule("several countries", "country joint country leading|movement|far|for|with|dash|colon? ! ")
_GOODS_LISTED = Rule(
    LISTED,
    "goods=goods dash|colon|open|leading|sharing|for|with|to|at? far? tonnage? "
    "whole|of? reference? comma? leading|open? ! ",
    "goods=goods open|dash movement|by* percent|multiple|part movement|comma? to|leading? ! ",  # ore (up 5% to $1.6 bn)
    "goods=goods leading? of|in? flow with|at ! ",  # motor cars topped the list of exports with $5 billion
    "goods=goods leading|far? with flow of ! ",
)
_GOODS_OF_COUNTRY = Rule(
    "country and goods of a list",
    "country=country dash|colon far? tonnage? of? goods=goods for|dash|open|leading|comma ! ",
)
_GOODS_AFTER = Rule(
    "amount of goods",
    "! leading|of? of? country? goods=goods",
    "! whole leading|sharing|for? goods=goods",
)
_CAME_FROM = Rule(
    "where it came from",
    "! whole leading|sharing|deed|doubtful_deed|far? from other=country",
    "whole|joint|example|comma ! from other=country",
)
_BOTH_AIM = Rule("what both want", "both_sides aim for|of|at|to|reference|leading|far? for|of|at|to|leading? ! ")
_RELATIVE = Rule("what another does", "! pointer country")
_PART = Rule("part of what was told", "! whole")
_PART_BEFORE = Rule("part of what was told", "whole ! leading|movement|to|far")
_FROM_TO = Rule(
    "from a country to a country",
    "from subject=country to other=country dash|leading? ! ",
    "! sharing|leading|far? from subject=country to other=country",
)
_INTO = Rule("a country into a country", "subject=country ! in|to other=country")
_OF_ORIGIN = Rule("where goods come from", "! of origin=country")
_OTHER_AFTER = Rule("with whom, after an amount", "! with other=country|world|region")
_WENT_TO = Rule(
    "where it went",
    "whole|joint|example|comma ! sharing|to other=country",
    "! whole leading|sharing|deed|doubtful_deed|far? sharing|to other=country",
    "whole|joint ! movement to other=country",  # "of which $5 billion fell to the Netherlands"
    "joint ! to other=country",
)
_SEVERAL_AFTER = Rule(
    "several countries", "! comma|joint country joint|semicolon|opener|whole", "! comma|joint country comma money|joint"
)
_RANGE = Rule("range", "between ! joint upper=money")
_COMPARED = Rule(
    "compared with",
    "compared ! ",
    "compared open ! ",
    "from ! ",
    "from flow of ! to",
    "percent from of ! ",  # "down 17% from the record of $28 billion"
    "percent movement ! ",
)
_FOR_ANOTHER = Rule("compared with another's", "compared ! for other=country")
_OF_DATE_COMPARED = Rule(
    "at another time",
    "date=date dash|open|colon|comma|opener? ! ",
    "date=date comma? opener=opener reference|that_side|it|flow? leading? ! ",
    "date=date reference|that_side|it? leading ! ",
)
_SAYING = ("leading", "movement", "outlook", "aim", "multiple")
"""What follows ``it`` where a figure is said of it."""

_LIST_MARKS = ("comma", "joint", "colon", "semicolon")
"""What stands before each part of a list."""

_IN_NAMES = ("hyphen", "of", "far")
"""What may stand in the name of goods."""

_DOING = ("deed", "doubtful_deed", "other_money", "goods")
"""What an amount is of, rather than of what was told."""

_HEAD = ("", "semicolon", "comma", "joint", "opener")
"""What stands before a date that opens a clause."""


def amount(s: Sentence, n: int, item: Item) -> None:
    """Read an amount of money."""
    if s.is_converted(n) or n in s.joined or n in s.unclear:
        return
    whole = _whole(s, n)
    if whole is not None:
        if _is_told_otherwise(s, whole, item):
            s.refused = n
            return
        s.tell(n, whole, "amount of the whole", value=item.value, period=s.period_of(n, whole, "actual"), keep=False)
        return
    if _adds_to_share(s, item):
        return
    topic = s.assigned.get(n) or _governing(s, n)
    if topic is None:
        if not _INCREMENT.fits(s.row, n):
            s.refused = n
        return
    if topic.flow != "balance" and _is_negative(s, n):
        s.refused = n
        return  # "net investment was minus $2.6 billion"
    if _RELATIVE.fits(s.row, n) and s.row.gap(n, n + 1) == 0:
        s.refused = n
        return  # "next to the $118 billion that India trades with China"
    if n not in s.assigned:
        listed = _listed(s, n, topic)
        named = _other_after(s, n, listed)
        goods = _goods_meant(s, n, topic)
        if named is topic and (_is_of_unknown_goods(s, n) or _is_unnamed_part(s, n) or _is_of_sector(s, n, topic)):
            s.unclear.add(n)
            return
        if (named is topic and _is_of_another(s, n, topic)) or goods == "":
            s.refused = n
            return
        topic = named if goods == topic.commodity else named.but(commodity=goods)
    base = _compared(s, n)
    if base is not None:
        s.compared.add(n)
        topic = s.last.topic if s.last is not None and s.last.topic.flow == topic.flow else topic
        another = _FOR_ANOTHER.match(s.row, n)
        if another and s.row.items[another["other"]].value.code != s.context.home:
            topic = topic.but(other=s.row.items[another["other"]].value.code)  # "compared with $27bn for Russia"
        value = _signed(item.value, topic)
        s.tell(n, topic, "figure compared with", value=value, period=base[0], based=True, keep=False)
        return
    _tell(s, n, topic)


def _is_negative(s: Sentence, n: int) -> bool:
    """Whether an amount is one below nothing: ``minus $2.6 billion``, ``turned negative at $2.6 billion``."""
    at = s.row.items[n].first
    before = range(max(s.row.first, at - 4), at, 2) if s.row.kinds[n - 1] == "at" else (at - 2,)
    return any(s.row.scan.has_role(k, "negative") for k in before)


def _tell(s: Sentence, n: int, topic: Topic) -> None:
    """Tell an amount with its time, its goods, and the change that was told before it."""
    row, status = s.row, s.status_of(n)
    value = row.items[n].value
    found = _RANGE.match(row, n)
    if found:
        s.joined.add(found["upper"])
        value = evolve(value, amount_max=row.items[found["upper"]].value.amount)
    value = _signed(value, topic)
    if s.pending and row.has_between(s.pending[-1][0], n, "aim", "outlook") and status != s.status_of(s.pending[-1][0]):
        s.flush()  # what has grown is not what is wished for
    awaited, s.pending = s.pending[:1], s.pending[1:]  # the change that was told before its figure
    change = awaited[0][1] if awaited else None
    own = topic
    goods = (_GOODS_AFTER.match(row, n) or {}).get("goods")
    if goods is not None and row.gap(n, goods) <= 3 and topic.flow in ("export", "import"):
        own = topic.but(commodity=with_more(row, goods), cues=(*topic.cues, row.items[goods]))
    kept = s.last is None or not _PART.fits(row, n)
    period = s.period_of(n, topic, status)
    also = [("change before its figure", row.items[k]) for k, _, _ in awaited]
    s.tell(n, own, "amount", keep=kept, also=also, value=value, change=change, period=period, status=status)
    s.topic = topic.but(commodity=(s.topic or topic).commodity)


def _signed(value: Money, topic: Topic) -> Money:
    """An amount with the sign of a deficit."""
    return evolve(value, amount=-value.amount) if topic.sign < 0 < value.amount else value


def _whole(s: Sentence, n: int) -> Topic | None:
    """What an amount is of that is the whole of a share just told: ``52.6% of all exports ($81.6 bn)``."""
    row = s.row
    found = _WHOLE_FLOW.match(row, n)
    if (
        found
        and row.kinds[(row.before(found["noun"], "percent", "part") or 0) + 1] != "share"
        and s.whole is not None
        and found["noun"] in s.consumed
        and row.before(found["noun"], "percent", "part") is not None
    ):
        if not s.brackets:
            s.topic = s.stated = s.whole
        return s.whole
    told = s.last or (s.told[-1] if s.told else None)
    if told is None or told.share is None or not _WHOLE.fits(row, n):
        return None
    side = "subject" if told.topic.flow == "investment" else "other"
    return told.topic.but(**{side: WORLD}, commodity=None)


def _is_told_otherwise(s: Sentence, whole: Topic, item: Item) -> bool:
    """Whether the text has told another amount of a whole: then ``53% of exports ($22.9 billion)`` tells the part."""
    seen = whole.seen_from(s.context.home)
    return any(
        told.value is not None
        and (told.reporter, told.partner, told.flow) == seen
        and told.topic.commodity is None
        and told.value.currency == item.value.currency
        and told.period == whole.period
        and told.value.amount > item.value.amount
        for told in s.told[-_RECENT:]
    )


_RECENT = 50
"""Figures among which one told before is looked for, at most."""


def _adds_to_share(s: Sentence, item: Item) -> bool:
    """``53% of it ($850 mln)``: the amount of the share just told."""
    told = s.new[-1] if s.new else None
    if not s.brackets or told is None or told.value is not None or told.share is None:
        return False
    if item.start - told.end >= _CLOSE:
        return False
    told.value = item.value
    told.use("amount of a share", item)
    return True


# What an amount is of.


def _governing(s: Sentence, n: int) -> Topic | None:
    """What an amount is an amount of; None for money that is neither traded nor invested."""
    row = s.row
    if _is_small(s, n) or _INCREMENT.fits(row, n):
        return None
    topic = _of_both(s, n) or _of_flow(s, n) or _done_to(s, n)
    if topic is not None:
        return topic
    if s.topic is None or (_OTHER.fits(row, n) and row.gap(n, n + 1) <= 2):
        return None
    if row.kinds[n - 1] == "compared" and s.last is not None:
        return s.topic  # "$13.3 billion, according to the National Bank, against $14.7 billion"
    if _BOTH_AIM.fits(row, n):
        return s.topic.but(flow="trade", commodity=None, rule=_BOTH_AIM.name)
    for k in range(n - 1, -1, -1):
        kind = row.kinds[k]
        if kind in ("flow", "deed", "doubtful_deed") and s.flowing:
            return s.topic if _is_between_economies(s, n) else None
        if (kind == "other_money" and not _modifies(s, k, n)) or (kind == "money" and k == s.refused):
            return None
        if kind == "money" and (s.last is not None or s.flowing):
            return s.topic
    return _carried(s, n)


def _modifies(s: Sentence, k: int, n: int) -> bool:
    """Whether a word of other money only modifies a noun of trade: ``deliveries via the pipeline rose to $5 bn``."""
    row, noun = s.row, s.row.before(k, "flow")
    if (
        noun is None
        or s.topic is None
        or s.topic.flow == "investment"
        or row.has_between(noun, k, "comma", "opener", "semicolon", "joint", "money")
    ):
        return False
    return row.has_between(k, n, "movement", "leading", "multiple") and row.kinds[k + 1] != "leading" and n - k > 1


def _is_small(s: Sentence, n: int) -> bool:
    """Whether an amount is too small for what a country trades: a price, a fare, a salary."""
    item, scan = s.row.items[n], s.row.scan
    if abs(item.value.amount) >= _LEAST:
        return False
    return not any(scan.has_role(k, "magnitude") for k in range(item.first, item.last + 1))


def _of_flow(s: Sentence, n: int) -> Topic | None:
    """``$1.1 billion of Kazakh exports``."""
    row, end = s.row, _after_conversion(s, n)
    if s.flowing and row.kinds[n - 1] == "leading" and row.before(n, "flow") is not None and s.last is None:
        return None  # "imports made up $136.5 million of the turnover"
    ones = _ONES.match(row, n) if s.last is not None else None
    if ones and s.last is not None and row.scan.has_role(row.items[ones["country"]].last + 2, "ones"):
        return of_its_own(s.last.topic, row.items[ones["country"]])
    found = _OF_FLOW.match(row, end)
    if not found or row.gap(n, found["flow"]) > 5 + 2 * (end - n):
        return None
    s.consumed.add(found["flow"])
    parts = s.flowing and s.last is None and s.topic is not None and s.topic.flow in ("export", "import")
    if parts and row.kinds[n - 1] in ("sharing", "for") and flow_of(row.items[found["flow"]])[0] == "trade":
        return None  # "imports from Kazakhstan accounted for $45.1 million of the turnover"
    s.speak_of(of_noun(row, found["flow"], s.context, s.topic), n)
    return s.topic


def _of_both(s: Sentence, n: int) -> Topic | None:
    """The trade that exports and imports just told make: ``overall $3.1 billion``."""
    told = s.new[-2:]
    together = s.row.scan.has_role(s.row.items[n].first - 2, "altogether")
    if not together or {one.flow for one in told} != {"export", "import"}:
        return None
    return told[-1].topic.but(flow="trade", commodity=None, rule="both flows together")


def _after_conversion(s: Sentence, n: int) -> int:
    """The bracket that closes after an amount said again in another currency; else the amount itself."""
    kinds = [s.row.kinds[k] for k in range(n + 1, n + 4)]
    return n + 3 if kinds == ["open", "money", "close"] and s.is_converted(n + 2) else n


def _other_after(s: Sentence, n: int, topic: Topic) -> Topic:
    """``trade operations worth $15.5 billion with foreign countries``: the other side after the amount."""
    outward = topic.flow == "investment" and topic.subject == s.context.home
    inward = topic.flow == "investment" and topic.other == s.context.home and topic.subject != s.context.home
    where = (
        _WENT_TO if outward else _CAME_FROM if inward else {"export": _WENT_TO, "import": _CAME_FROM}.get(topic.flow)
    )
    found = where.match(s.row, n) if where else None
    if found:  # "of which $371 million went to Russia"
        item = s.row.items[found["other"]]
        several = _SEVERAL_AFTER.fits(s.row, found["other"]) or _are_two(s, found["other"])
        code = NOWHERE if several else item.value.code
        return topic.but(**{"subject" if inward else "other": code}, cues=(*topic.cues, item))
    found = _OF_ORIGIN.match(s.row, n)
    if found and topic.flow in ("export", "import") and _is_from_other(s, found["origin"], topic):
        return topic.but(flow=mirrored(topic.flow))
    found = _OTHER_AFTER.match(s.row, n)
    if not found or topic.flow != "trade" or topic.rule != NOUN or s.row.gap(n, found["other"]) > 2:
        return topic
    item = s.row.items[found["other"]]
    if item.kind == "country" and item.value.code in (topic.subject, topic.other):
        return topic
    other = item.value.code if item.kind == "country" else WORLD if item.kind == "world" else NOWHERE
    return topic.but(other=other, cues=(*topic.cues, item))


def _are_two(s: Sentence, k: int) -> bool:
    """Whether a country after an amount is one of two, and none of them has an amount of its own."""
    kinds = s.row.kinds[k + 1 : k + 4]
    return kinds[:2] == ["joint", "country"] and kinds[2] not in ("money", "with", "for", "dash", "colon", "open", "at")


def _is_from_other(s: Sentence, k: int, topic: Topic) -> bool:
    """Whether goods come from the side that was not said to sell: ``received $280 million of Kazakh goods``."""
    item, scan = s.row.items[k], s.row.scan
    seller = topic.other if topic.flow == "export" else topic.subject
    return item.value.form == "demonym" and item.value.code == seller and scan.has_role(item.last + 2, "all_goods")


def _done_to(s: Sentence, n: int) -> Topic | None:
    """``flour worth $268 million was sold abroad``."""
    row = s.row
    found = _DONE_TO.match(row, n)
    if found is None:
        return None
    deed = found["deed"]
    topic = of_deed(row, deed, s.context, s.topic)
    if topic is None:
        return None
    goods = _GOODS_LISTED.match(row, n)
    if goods:
        topic = topic.but(commodity=row.text(goods["goods"]))
    s.consumed.add(deed)
    s.speak_of(topic, n)
    return topic


def _is_between_economies(s: Sentence, n: int) -> bool:
    """Whether an investment is one between economies, not one into a thing."""
    into = s.row.kinds[n + 1] in ("in", "to") and s.row.gap(n, n + 1) == 0
    return s.topic is None or s.topic.flow != "investment" or not into or _INTO_ECONOMY.fits(s.row, n)


def _carried(s: Sentence, n: int) -> Topic | None:
    """What an amount is of in a sentence without a flow of its own."""
    row = s.row
    told = row.before(n, "reference", "it")
    led = told is not None and _leads(s, told, n) and not _is_done_between(s, told, n)
    if led or _AGAIN.fits(row, n) or (row.kinds[n - 1] == "reference" and n <= 2):
        return s.topic
    at = row.before(n, "date")
    said = row.kinds[n + 1] in ("leading", "sharing", "deed", "doubtful_deed", "outlook", "aim")
    if at is not None and row.before(n, "country") is None and row.gap(at, n) <= 1 and not said:
        return s.topic
    if _is_enumerated(s, n) or _is_of_goods(s, n):
        return s.topic
    if _OF_BASE.fits(row, n) and told is not None and row.has_between(told, n, "percent", "multiple"):
        return s.topic  # "this figure fell by 7% compared to the same period of 2023 ($467 million)"
    if s.is_goal(n) and s.topic is not None:
        return s.topic.but(flow="trade", commodity=None)
    aim = row.before(n, "aim")
    if aim is None or row.items[n].first - row.items[aim].last > 24 or s.topic is None:
        return None
    promised = row.items[aim].value == "promise" and aim == n - 1  # "pledged $12 billion for Central Asia"
    stands_apart = aim < n - 2 or row.gap(aim, n - 1) > 0
    if promised or (row.kinds[n - 1] == "for" and stands_apart):  # "agreed to buy aircraft for $7 billion"
        return None
    lead = s.context.lead
    if row.has_between(aim, n, "reference", "that_side", "it") or (lead is not None and lead.other == WORLD):
        return s.topic
    return s.topic.but(flow="trade", commodity=None)  # "Ankara and Astana aim for $15 billion"


def _leads(s: Sentence, told: int, n: int) -> bool:
    """Whether what was told is what an amount is said of: ``it grew by 32% and reached $3.8 billion``."""
    row = s.row
    after = row.kinds[told + 1] if row.kinds[told + 1] != "far" else row.kinds[told + 2]
    if row.has_between(told, n, "pointer", "our"):
        return False
    begins = after in _SAYING and not row.has_between(told, n, "semicolon")
    return row.kinds[n - 1] in ("at", "leading") or (begins and row.kinds[n - 1] in ("to", "leading", "at", "dash"))


def _is_done_between(s: Sentence, a: int, b: int) -> bool:
    """Whether an amount is of something that is done or named, rather than of what was told."""
    return any(item.kind in _DOING and item.value != "investment" for item in s.row.items[a + 1 : b])


def _is_enumerated(s: Sentence, n: int) -> bool:
    """Whether an amount is one of a list of countries with their figures: ``China ($30 bn), Russia ($26 bn)``."""
    row = s.row
    if s.topic is None or row.has("other_money") or _LISTED.match(row, n) is None:
        return False
    if _ALTERNATE.fits(row, n) and s.told and s.topic.flow != "balance":
        return True
    weighed = row.kinds[n - 1] == "comma" and row.kinds[n - 2] == "tonnage"  # Iran (1.2 million tonnes, $270 million)
    line = row.kinds[n - 1] == "colon" and s.context.listed is not None  # of a list: "Italy: $6.8 billion"
    told = row.kinds[n - 1] in ("sharing", "with") and bool(s.told)
    return weighed or line or told or row.kinds[n - 1] in ("open", "dash")


def _is_of_goods(s: Sentence, n: int) -> bool:
    """Whether an amount is one of goods: ``Wheat made up 5.6 million tonnes, worth $1.3 billion``."""
    row = s.row
    if s.topic is None or s.topic.flow not in ("export", "import"):
        return False
    if _GOODS_OF_COUNTRY.match(row, n) is not None:
        return True
    found = _GOODS_LISTED.match(row, n)
    if not found or not s.told or not row.begins_clause(found["goods"]):
        return False
    return bool(row.items[n].value.amount >= _LEAST_OF_GOODS)


# Lists.


def _listed(s: Sentence, n: int, topic: Topic) -> Topic:
    """The topic with the country or the goods that a list names right before an amount."""
    row = s.row
    for rule in (_FROM_TO, _INTO):
        found = rule.match(row, n) if rule is _FROM_TO or topic.flow == "investment" else None
        if found:
            subject, other = row.items[found["subject"]], row.items[found["other"]]
            if subject in topic.cues and other in topic.cues:
                return topic  # the noun has read them
            sides = {"subject": subject.value.code, "other": other.value.code}
            return topic.but(**sides, cues=(*topic.cues, subject, other), rule=rule.name)
    directed = topic.flow in ("export", "import")
    found = _GOODS_OF_COUNTRY.match(row, n) if directed else None
    if found:
        return _of_country(s, n, found["country"], topic.but(commodity=row.text(found["goods"])))
    whole = row.part_named(n) if directed else None
    if whole is not None:
        return topic.but(commodity=whole, rule=LISTED)
    found = _GOODS_LISTED.match(row, n) if directed else None
    if (
        found
        and row.gap(found["goods"], n) <= 10
        and row.begins_clause(found["goods"])
        and not _closes_goods(s, found["goods"])
    ):
        goods = found["goods"]
        commodity = _with_unknown(s, goods) or with_those_before(row, goods)
        return topic.but(commodity=commodity, cues=(*topic.cues, row.items[goods]), rule=LISTED)
    unnamed = row.unnamed_goods(n) if directed else None
    if unnamed is not None:
        return topic.but(commodity=unnamed, rule=LISTED)
    return _of_listed_country(s, n, topic)


def _with_unknown(s: Sentence, goods: int) -> str | None:
    """Goods with one before them that no vocabulary holds: ``cloth and knitwear ($121 million)``."""
    row, scan = s.row, s.row.scan
    if row.kinds[goods - 1] != "joint" or row.gap(goods - 1, goods) > 0:
        return None
    index, begin = row.items[goods - 1].first - 2, row.first
    if goods > 1:
        last = row.items[goods - 2].last
        begin = last + 1 + last % 2 if row.kinds[goods - 2] in _LIST_MARKS else 0
    return goods_text(scan.slice(index, row.items[goods].last + 1)) if index == begin else None


def _closes_goods(s: Sentence, goods: int) -> bool:
    """Whether goods only close a list of goods that another word has named: ``exports of iron, tin and zinc``."""
    row, kinds = s.row, s.row.kinds
    if kinds[goods - 1] not in ("comma", "joint") or kinds[goods - 2] != "goods" or kinds[goods + 1] == "open":
        return False
    first = chain_of(row, goods)
    return first == goods or kinds[first - 1] == "dash" or not row.begins_clause(first)


def _is_of_unknown_goods(s: Sentence, n: int) -> bool:
    """Whether an amount is given to what no one knows: ``and X-1 ($2 bn)``, ``valves for …``, ``with eggs at …``."""
    row = s.row
    listed = row.kinds[n - 1] == "for" and row.kinds[n - 2] in _LIST_MARKS
    if listed or (row.kinds[n - 1] == "at" and row.kinds[n - 2] in ("with", *_LIST_MARKS)):
        return row.items[n - 1].first > row.items[n - 2].last + 2
    if row.kinds[n - 1] in _LIST_MARKS and s.last is not None and s.last.topic.rule == LISTED:
        return row.items[n].first > row.items[n - 1].last + 2  # "transport $5.8 billion, travel $2.3 billion"
    mark = row.before(n, *_LIST_MARKS, "close") if row.kinds[n - 1] in ("open", "dash") else None
    if mark is None or any(row.kinds[k] not in _IN_NAMES for k in range(mark + 1, n - 1)):
        return False
    return row.gap(mark, n - 1) > 0


def _is_of_sector(s: Sentence, n: int, topic: Topic) -> bool:
    """Whether investment went into a part of the economy: ``was highest in mining ($12 billion)``."""
    row, word = s.row, s.row.items[n - 1].first - 1
    if topic.flow != "investment" or row.kinds[n - 1] not in ("open", "dash"):
        return False
    if row.kinds[n - 2] == "flow":
        return row.kinds[n - 3] in _BEFORE_SECTOR and row.items[n - 2] not in topic.cues  # "and in trade ($5 billion)"
    return row.kinds[n - 2] in _BEFORE_SECTOR and word > row.items[n - 2].last and row.scan.parts[word].islower()


_BEFORE_SECTOR = ("in", "to", "sharing", "comma", "joint")


def _goods_meant(s: Sentence, n: int, topic: Topic) -> str | None:
    """The goods of an amount: those that ``$2 billion of it`` means were named right before; empty if none were."""
    row = s.row
    if not _PART.fits(row, n) or row.items[n + 1].value != "it" or s.last is not None or topic.rule != DEED:
        return topic.commodity
    named = row.before(n, "goods", "money")
    if named is not None and row.kinds[named] == "goods":
        return row.text(named)
    return topic.commodity or s.context.goods or ""


def _is_unnamed_part(s: Sentence, n: int) -> bool:
    """Whether an amount is some part of the one before: ``$31 billion, $10 billion of it by sea``."""
    part = s.last is not None and s.last.value is not None and (_PART.fits(s.row, n) or _PART_BEFORE.fits(s.row, n))
    return part and not _GOODS_AFTER.fits(s.row, n)


_ANOTHER = Rule("clause about another country", "opener|semicolon|comma|joint country=country ! ")


def _is_of_another(s: Sentence, n: int, topic: Topic) -> bool:
    """Whether the clause of an amount is about a country that the figure before was not of."""
    row = s.row
    k = row.before(n, "country", "money", "flow", "deed", "doubtful_deed", "percent")
    if k is None or row.kinds[k] != "country" or row.kinds[k - 1] not in _CLAUSE or s.last is None:
        return False
    return row.items[k].value.code not in (topic.subject, topic.other, s.context.home)


_CLAUSE = ("opener", "semicolon", "comma", "joint")


def _of_listed_country(s: Sentence, n: int, topic: Topic) -> Topic:
    row = s.row
    start = row.before(n, "semicolon", "money", "flow", "deed")
    if start is not None and row.kinds[start] in ("semicolon", "money") and _SEVERAL.match(row, n) is not None:
        return topic.but(other=NOWHERE)
    if _REGION_LISTED.fits(row, n) and topic.flow != "investment":
        return topic.but(other=NOWHERE)
    found = _AFTER_SEMICOLON.match(row, n) or _LISTED.match(row, n)
    if found and row.kinds[n - 1] == "for" and row.gap(found["country"], n - 1) > 0:
        return topic  # "Poland wants a depot for $40 million"
    return _of_country(s, n, found["country"], topic) if found else topic


def _of_country(s: Sentence, n: int, k: int, topic: Topic) -> Topic:
    """The topic with a country of a list as its other side."""
    row, item, home = s.row, s.row.items[k], s.context.home
    code, form = item.value.code, item.value.form
    rule = _LISTED.name
    if form == "demonym" and row.scan.has_role(item.last + 2, "ones"):  # "Tajik ones": the same flow the other way
        return (
            topic.but(subject=topic.other, other=topic.subject, cues=(item,), rule=rule)
            if code == topic.other
            else topic
        )
    if code in (topic.subject, topic.other) or (code == home and topic.subject in (home, None)):
        return topic
    if (form == "demonym" and row.gap(k, n) > 0) or _is_argument(s, n, k):
        return topic
    cues = (*topic.cues, item)
    if topic.flow == "investment":
        return topic.but(**{"subject" if topic.other == home else "other": code}, cues=cues, rule=rule)
    listed = topic.rule == rule  # the side before was one of the list, too
    mirrors = topic.subject != home and topic.other == home and home is not None and topic.rule != MARKET
    if mirrors and topic.rule == NOUN and code != home and not listed and _stands_alone(s, k):
        # "Georgia's exports to Kazakhstan …, after Armenia ($5 million)": of either
        return topic.but(subject=NOWHERE, other=NOWHERE)
    if mirrors and code != home and not listed:
        return topic.but(subject=home, other=code, flow=mirrored(topic.flow), cues=cues, rule=rule)
    return topic.but(other=code, cues=cues, rule=rule)


def _stands_alone(s: Sentence, k: int) -> bool:
    """Whether a country is named as it is, with no word that says whether it is who sells or who buys."""
    row, item = s.row, s.row.items[k]
    owns = row.scan.has_role(item.last + 1, "apostrophe") or row.scan.has_role(item.last, "apostrophe")
    return row.kinds[k + 1] == "open" and item.value.form != "demonym" and not owns


def _is_argument(s: Sentence, n: int, k: int) -> bool:
    """Whether a country belongs to the noun or verb of trade before it."""
    row, deed = s.row, s.row.before(k, "flow", "deed", "doubtful_deed")
    if deed is None or s.topic is None or row.items[k] not in s.topic.cues:
        return False
    figure = row.before(n, "money", "percent")
    return figure is None or figure < deed


# Amounts that others are compared with.


def _compared(s: Sentence, n: int) -> tuple[Period | None] | None:
    """The time of an amount that another is only compared with, in a tuple; None for any other amount."""
    row = s.row
    before = _date_compared(s, n)
    if before is not None:
        return (_time_compared(s, before),)
    if row.kinds[n - 1] == "compared" and row.kinds[n - 2] == "date" and s.is_base(n - 2):
        return (span_of(row.items[n - 2].value),)  # "triple the 2020 level of $3.7 billion"
    if _COMPARED.fits(row, n) and (own := s.date_in_brackets(n)) is not None:
        return (own,)  # "from $528 million (2022)"
    after = row.after(n, "date")
    if after is not None and (row.gap(n, after) > 4 or row.kinds[n + 1] in ("comma", "open", "close")):
        after = None
    period = _time_compared(s, after) if after is not None else None
    if (_COMPARED.fits(row, n) or _succeeded(s, n, after)) and not _is_level(s, n):
        if after is not None:
            s.compared.add(after)
        return (period if after is not None else _first_year(s, n),)
    if after is None or not _is_of_another_time(s, after, period):
        return None
    s.compared.add(after)
    return (period,)


def _succeeded(s: Sentence, n: int, at: int | None) -> bool:
    """``$5 billion, after $4 billion in 2022``."""
    return at is not None and s.last is not None and s.row.scan.has_role(s.row.items[n].first - 2, "succeeded")


def _is_level(s: Sentence, n: int) -> bool:
    """``was at the level of $1 billion``, ``aim to reach the level of``: that is no figure compared with."""
    row = s.row
    level = row.kinds[n - 1] == "compared" and row.items[n - 1].value == "level"
    return level and (row.kinds[n - 2] == "at" or s.status_of(n) != "actual")


def _is_of_another_time(s: Sentence, at: int, period: Period | None) -> bool:
    """Whether the date after an amount in brackets is another one than that of the figure before them."""
    if not s.brackets or s.last is None:
        return False
    return s.is_base(at) or (s.is_long(at) and s.last.period not in (None, period))


def _date_compared(s: Sentence, n: int) -> int | None:
    """The date before an amount that makes it one that others are compared with: ``(2023 – $503 million)``."""
    row, found = s.row, _OF_DATE_COMPARED.match(s.row, n)
    if found and "opener" in found and row.items[found["opener"]].value == "contrast":
        found = None  # "more than in 2022, whereas imports amounted to $171 million"
    at = found["date"] if found and row.gap(found["date"], n) <= 6 else None
    if at is not None and (s.is_base(at) or (s.brackets and s.last and _opens_bracket(s, at))):
        return at
    head = row.before(n, "date")
    if head is None or row.kinds[head - 1] not in _HEAD or not s.is_base(head):
        return None
    return None if row.has_between(head, n, "money", "percent", "flow") else head


def _time_compared(s: Sentence, n: int) -> Period:
    """The time that a date compares with: ``a year ago`` is the same months of the year before."""
    item, spoken = s.row.items[n], s.topic.period if s.topic else None
    value = span_of(item.value)
    if spoken is None or spoken.start is None or spoken.end is None or value.start is None:
        return value
    if s.row.scan.has_role(item.last, "ago") and value.start.year < spoken.start.year == spoken.end.year:
        return earlier(spoken.start, spoken.end, spoken.start.year - value.start.year)
    return value


def _first_year(s: Sentence, n: int) -> Period | None:
    """``Between 2000 and 2008 exports grew from A to B``: A is of 2000, and B of 2008."""
    row = s.row
    at = row.before(n, "date")
    if at is None or row.kinds[n - 1] != "from" or not s.tells(at):
        return None
    span: Period = row.items[at].value
    first, scan = row.items[at].first, row.scan
    if scan.has_role(first, "fiscal_letters") or scan.has_role(first + 1, "slash"):
        return None  # FY2023-24 is one year, as 2023/24 is
    if span.start is None or span.end is None or span.start.year == span.end.year or "-" in str(span):
        return None
    begin = year(span.start.year)
    row.items[at] = evolve(row.items[at], value=year(span.end.year))
    s.pending = [(k, evolve(change, base=change.base or begin), topic) for k, change, topic in s.pending]
    return begin


def _opens_bracket(s: Sentence, n: int) -> bool:
    """Whether an item is the first of a bracket, but for a preposition."""
    row = s.row
    return row.kinds[n - 1] == "open" or (row.kinds[n - 1] in ("in", "for", "at") and row.kinds[n - 2] == "open")
