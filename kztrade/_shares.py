"""Shares: what part a flow has in a larger one, and which that is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import evolve

from kztrade._goods import goods_named, with_more, with_those_before
from kztrade._prose import Item, Rule, goods_text
from kztrade._quantities import bound_of
from kztrade._reading import Sentence, Told, span_of
from kztrade._scan import Scan
from kztrade._sides import flow_of, of_noun
from kztrade._topics import NOUN, NOWHERE, WORLD, Part, Topic, mirrored
from kztrade.values import Bound, Direction, Flow, Period, Share

__all__ = ["SIGNS", "share", "sign_of", "tell_share"]

SIGNS: dict[str, Direction] = {"+": "up", "-": "down", "\N{MINUS SIGN}": "down"}
"""The signs of changes; a share has none."""

_ANOTHERS = Rule(
    "share of another", "opener|comma|joint|semicolon of? holder=country movement|leading|sharing|far? to|at? ! "
)
_THAT_OF = Rule("the share of another", "pointer of holder=country leading|sharing? ! ")
_STRUCTURE = Rule(
    "structure of a flow",
    "in of country|its|our? ! country|from|to|with* comma",
    "! of|in|date|country|goods* leading|colon country open|dash|colon? percent",
    # imports came mostly from Italy (4%), China (3%)
    "! example? sharing|from|to|with country open percent close comma|joint country open percent",
    "in of country|its|our? ! far? goods sharing|leading percent",  # in the structure of exports gold was 29.3%
    "between of? country|its|our? ! comma goods|comma|joint* sharing|leading percent",
    "! of|to|from|country|in|date* leading goods|comma|joint* open percent close",
    # exports were worth $11.9 billion and were dominated by machinery (47.5%)
    "! to|from|country|leading|in|date* money open goods dash|colon percent",  # exports of $0.8 bn (oil – 88%)
    "! country with goods|comma|joint* open percent close",  # supplies Kazakhstan with pipes (3.6%)
    "! of|to|from|country|that_side|comma|leading|far* by goods open percent close",
    "! of|to|from|country|in|date|money|leading|joint|comma|open|close* example goods|comma|joint* open percent close",
)
_WITH_UNKNOWN = Rule("share of goods that no vocabulary holds", "money in|date* comma? with sharing ! ")
_WHICH = Rule("goods with a share", "! comma opener sharing")
_ALL = 100
"""Per cent of a whole, at most."""

_NEAR = 60
"""Characters between an amount and the share that it is."""

_BESIDE = 4
"""Words between what has a share and its percentage, at most."""

_IN_ANOTHER = (["in", "country"], ["in", "flow"])
"""What follows a share whose whole is named."""

_LEADING_WITH = 6
"""The same with the word between: ``leads with the largest share of 43%``."""

_AFTER_INCREMENT = Rule("the rate of an increment", "movement by|of? money comma? joint ! ")
_Captures = dict[str, int]


def share(s: Sentence, n: int) -> bool:
    """Read a percentage, or a part in words, as a share; tells whether it is one."""
    if _is_of_unclear(s, n):
        return True
    for rule, read in _RULES:
        found = rule.match(s.row, n)
        if found is not None and read(s, n, found, rule.name):
            return True
    return False


def _is_of_unclear(s: Sentence, n: int) -> bool:
    """Whether a percentage in brackets belongs to an amount of which it is unclear what it is of."""
    return s.row.kinds[n - 1] == "open" and n - 2 in s.unclear and s.row.gap(n - 2, n) <= 0


def tell_share(s: Sentence, n: int, topic: Topic, whole: tuple[str, str | None], rule: str) -> bool:
    """Add a share to the amount just said, or make it a statement of its own.

    Args:
        s: the sentence.
        n: the percentage's place.
        topic: what has the share.
        whole: the flow that it is a share of, and its partner; None for the world.
        rule: by which rule.
    """
    item, last, of = s.row.items[n], s.last, whole[0]
    flow: Flow = "investment_in" if of == "investment" else of  # type: ignore[assignment]
    value, bound = _value(item, s.row.scan)
    if value > _ALL:
        return False  # "105.1% of the level of 2023"
    found = Share(value, flow, whole[1] or WORLD, bound)
    s.context.part = Part(of, found.with_, topic.period)
    if last is not None and topic is last.topic and _awaits_share(last, item):
        if topic.flow == "investment":
            last.period = last.period or s.context.period
        if found.with_ == WORLD and last.partner and _is_part_of_partner(s, last, value):
            found = evolve(found, of=last.flow, with_=last.partner)
        if found.with_ == WORLD and topic.commodity is not None and _is_part(s, last, value, last.flow, WORLD):
            last.share = evolve(found, of=last.flow)  # "wheat exports were $1.4 bn. Uzbekistan bought $632 mln (45%)"
            last.use(rule, item)
            return True
        if found.with_ == s.context.home == topic.other and topic.subject is not None:
            found = evolve(found, of=mirrored(found.of), with_=topic.subject)
        _add(last, found, item, rule)
        return True
    if (topic.flow, topic.other, topic.commodity) == (of, whole[1] or WORLD, None) and of != "investment":
        return False  # a whole is no part of itself
    status = "actual" if s.row.kinds[n - 1] == "from" else s.status_of(n)
    s.tell(n, topic, rule, share=found, period=s.date_after(n) or topic.period, status=status)
    s.last = last
    return True


def _awaits_share(told: Told, item: Item) -> bool:
    """Whether an amount has no share yet, and a percentage stands near."""
    return told.value is not None and told.share is None and item.start - told.item.end < _NEAR


def _add(told: Told, found: Share, item: Item, rule: str) -> None:
    """Add a share to an amount; a share of the subject's own total is the subject's statement."""
    told.share = found
    told.use(rule, item)
    subject = told.topic.subject
    if subject not in (None, told.reporter) and found.with_ == WORLD and found.of == told.topic.flow:
        told.reporter, told.partner, told.flow = subject, told.topic.other, found.of


def _value(item: Item, scan: Scan) -> tuple[Decimal, Bound]:
    """How many per cent a percentage or a part in words is, and how exact."""
    if item.kind == "percent":
        return item.value.value, item.value.bound
    return Decimal(item.value), bound_of(scan, item.first, item.last)


# Of a flow that is named.


def _of_flow(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``accounts for 30% of Kazakhstan's foreign trade``."""
    noun = found["flow"]
    if s.row.gap(n, noun) > 8:
        return False
    if s.row.kinds[n + 1] == "whole" and _within_bloc(s, n, noun, rule):
        return True
    if s.last is not None and s.row.kinds[n - 1] == "open" and s.row.unnamed_goods(n):
        s.consumed.add(noun)
        return True  # "imports were $31 billion, mainly fuels and ores (94% of total imports)": of which is not clear
    of_company = s.row.before(noun, "flow")
    if of_company is not None and s.row.kinds[of_company - 1] == "other_money" and s.row.kinds[noun - 1] != "country":
        s.consumed.add(noun)
        return True  # "the company's exports to China made up 40% of sales"
    s.flush()
    those = s.row.scan.has_role(s.row.items[noun].first - 2, "the")  # "half of the exports": of what was told
    spoken = s.topic if those else s.topic and s.topic.but(commodity=None)
    whole = of_noun(s.row, noun, s.context, spoken, carried=False)
    if s.row.items[n + 1].value == "all" and not whole.stated:
        whole = whole.but(other=WORLD)  # "of the country's total exports"
    s.whole = whole
    s.consumed.add(noun)
    last = s.last
    if last is not None and _awaits_share(last, s.row.items[n]) and not _is_of_others(s, n, last):
        of_partner = last.topic.commodity is not None and whole.other == last.topic.other
        return tell_share(s, n, last.topic, (whole.flow, whole.other if of_partner else WORLD), rule)
    holder = _holder(s, n, noun, whole.other if whole.flow == "investment" else whole.subject)
    if holder is None:
        return _of_unnamed(s, n, whole, rule)
    if s.row.kinds[holder] == "money":
        return False
    if s.row.kinds[holder] in ("country", "region") and whole.other == NOWHERE:
        s.speak_of(whole, n)  # a share of trade with a region: no share that has a code
        return True
    if not _of_whole_flow(s, n, holder, whole, rule):
        return False
    if s.context.part is not None and whole.flow != "investment":
        s.whole = whole.but(other=s.context.part.with_)
    return _of_second_flow(s, n, noun, whole, rule)


def _is_of_others(s: Sentence, n: int, last: Told) -> bool:
    """Whether a share is that of other goods: ``gold exports were $7.5 bn; services made 25% of exports``."""
    row, goods = s.row, s.row.before(n, "goods", "money")
    if goods is None or row.kinds[goods] != "goods" or row.items[goods].start < last.item.end:
        return False
    return row.kinds[goods - 1] == "semicolon" and row.kinds[goods + 1] == "sharing"


def _of_unnamed(s: Sentence, n: int, whole: Topic, rule: str) -> bool:
    """``Mechanical and electrical products took up 58% of exports``: goods that only their last word tells."""
    row, scan = s.row, s.row.scan
    sharing = row.before(n, "sharing", "leading")
    last = row.items[sharing].first - 2 if sharing is not None else 0
    if last <= row.first or not scan.has_role(last, "all_goods") or last - row.first > 10:
        return False
    goods = goods_text(scan.slice(row.first, last + 1))
    topic = whole.but(commodity=goods)
    return tell_share(s, n, topic, (whole.flow, whole.other), rule)


def _of_whole_flow(s: Sentence, n: int, holder: int, whole: Topic, rule: str) -> bool:
    """Tell the share that a country, goods or a region has in a flow."""
    item, kind = s.row.items[holder], s.row.kinds[holder]
    reporter, partner = whole.subject or s.context.home, whole.other
    if whole.flow == "investment":
        reporter, partner = whole.other, WORLD
    if reporter is None:
        return False
    period = _own_period(s, n)
    if period is None and (kind == "goods" or _was(s, n)):
        period = whole.period
    if kind == "goods":
        topic = Topic(whole.flow, reporter, partner, with_those_before(s.row, holder), period, cues=(item,))
    elif kind == "region":
        if s.row.kinds[holder + 1] == "comma":
            return False  # "the largest partner in Central Asia, accounting for 80% of the trade": who is not clear
        period = period or (s.topic.period if s.topic else None)
        topic = Topic(whole.flow, reporter, NOWHERE, whole.commodity, period, cues=(item,))
    else:
        if item.value.code == reporter or _is_joined(s, holder):
            return False
        topic = _held_by(whole.flow, reporter, whole.commodity, period, item)
        named = {cue.value.code for cue in whole.cues if cue.kind == "country"}
        partner = partner if partner in named and partner not in (item.value.code, reporter) else WORLD
    s.flowing, s.topic = True, topic
    return tell_share(s, n, topic, (whole.flow, partner), rule)


def _was(s: Sentence, n: int) -> bool:
    """Whether a share is told of a time that has gone: ``took 36%``, not ``takes 36%``."""
    at = s.row.before(n, "sharing", "leading")
    at = s.row.after(n, "sharing") if at is None else at
    return at is not None and s.row.items[at].value in ("accounted", "took", "was")


def _of_second_flow(s: Sentence, n: int, noun: int, whole: Topic, rule: str) -> bool:
    """``30% of foreign trade and foreign investment``: the same share of a second flow."""
    if s.row.kinds[noun + 1] == "joint" and s.row.kinds[noun + 2] == "flow" and s.new:
        second = of_noun(s.row, noun + 2, s.context, whole)
        s.consumed.add(noun + 2)
        topic = s.new[-1].topic.but(flow=second.flow)
        if second.flow == "investment":
            topic = topic.but(subject=topic.other, other=topic.subject)
        tell_share(s, n, topic, (second.flow, WORLD), rule)
    return True


def _held_by(flow: str, reporter: str, commodity: str | None, period: Period | None, item: Item) -> Topic:
    code = item.value.code
    subject, other = (code, reporter) if flow == "investment" else (reporter, code)
    return Topic(flow, subject, other, commodity, period, cues=(item,))


def _holder(s: Sentence, n: int, noun: int, owner: str | None) -> int | None:
    """Who has a share: what was named before, no owner of the whole; or after ``falls on``."""
    row = s.row
    for k in range(n - 1, -1, -1):
        kind = row.kinds[k]
        if kind in ("region", "money") or (kind == "country" and row.items[k].value.code != owner):
            return k
        if kind == "goods" and (row.begins_clause(k) or (k == n - 4 and _WHICH.fits(row, k))):
            return k
    sharing = row.after(noun, "sharing", "leading")
    named = ("country", "goods") if sharing is not None and row.items[sharing].value == "now" else ("country",)
    return sharing + 1 if sharing is not None and row.kinds[sharing + 1] in named else None


def _is_joined(s: Sentence, holder: int) -> bool:
    """Whether a country is one of several that something is said of together."""
    kinds = [s.row.kinds[holder - k] for k in (1, 2, 3)]
    return kinds[:2] == ["joint", "country"] and kinds[2] != "between"


def _own_period(s: Sentence, n: int) -> Period | None:
    """The time that the sentence itself gives."""
    dates = list(s.dates())
    if not dates:
        return None
    before = [k for k in dates if k < n]
    nearest = before[-1] if before else dates[0]
    semicolon = s.row.after(n, "semicolon")
    if semicolon is not None and n < semicolon < nearest:
        return None
    return span_of(s.row.items[nearest].value)


def _of_deed(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``Kazakhstan delivered 11.7 per cent of the crude oil imported by Germany``."""
    row, owner = s.row, s.row.items[found["owner"]].value.code
    holder = _holder(s, n, found["owner"], owner)
    if holder is None or row.kinds[holder] != "country":
        return False
    s.flush()
    s.consumed.add(found["deed"])
    s.last = None
    period = _own_period(s, n) or (s.topic.period if s.topic else None)
    flow, item = row.items[found["deed"]].value, row.items[holder]
    topic = Topic(flow, owner, item.value.code, row.text(found["goods"]), period, cues=(item,))
    return tell_share(s, n, topic, (flow, WORLD), rule)


# Of a figure told before.


def _of_whole(s: Sentence, n: int, _: _Captures, rule: str) -> bool:
    """``or 21.5% of the total``; ``Vietnam accounted for 53% of it``."""
    if s.row.kinds[n + 2] in ("leading", "goods"):
        return False  # "two-thirds of that being rice"
    if s.last is None and s.row.before(n, "tonnage") is not None:
        return False  # "Of 14,600 enterprises, Chinese ones make up 28 percent of these"
    last, holder = s.last, s.row.before(n, "country", "goods", "money")
    if _WITH_UNKNOWN.fits(s.row, n) and s.row.gap(n - 2, n - 1) > 0:
        return True  # "with ready meals making up 41% of the total"
    own = holder is None or s.row.kinds[holder] == "money" or (last is not None and _is_side(s, holder, last))
    if last is not None and last.value is not None and own:
        flow = "investment" if last.flow == "investment_in" else last.flow
        listed, value = s.context.listed, s.row.items[n].value
        if s.row.kinds[n] == "percent" and _is_part_of_told(s, last, value.value):
            return tell_share(s, n, last.topic, ("trade", last.partner), rule)
        return tell_share(s, n, last.topic, (flow, listed.with_ if listed and listed.of == flow else WORLD), rule)
    told = last or s.before
    if holder is None or s.row.kinds[holder] == "money" or s.row.gap(holder, n) > 7 or _is_joined(s, holder):
        return False
    if last is None and s.flowing and s.topic is not None and s.topic.flow != "investment":
        item = s.row.items[holder]  # "turnover was recorded with China (19% of the total)"
        side = {"commodity": s.row.text(holder)} if item.kind == "goods" else {"other": item.value.code}
        with_ = s.topic.other if item.kind == "goods" else WORLD  # "gas (95% of the total) prevailed in imports"
        s.topic = s.topic.but(**side, cues=(item,))
        return tell_share(s, n, s.topic, (s.topic.flow, with_), rule)
    if told is None or not told.partner:
        return False  # a share of trade with a region: no share that has a code
    if s.row.kinds[holder] == "goods" and told.topic.commodity is not None and told.value is not None:
        return True  # "exports of farm products …, with processed products making up 41% of the total"
    topic = _held(s, holder, told)
    s.flush()
    s.topic, s.last, s.flowing = topic, None, True
    return tell_share(s, n, topic, (topic.flow, told.partner), rule)


def _is_part_of_told(s: Sentence, last: Told, percent: Decimal) -> bool:
    """Whether the trade told before is what exports or imports are so many per cent of."""
    return last.flow in ("export", "import") and _is_part(s, last, percent, "trade")


def _is_part_of_partner(s: Sentence, last: Told, percent: Decimal) -> bool:
    """Whether goods are so many per cent of what was told of the same partner: ``of which cars – $318 mln (77%)``."""
    return last.topic.commodity is not None and _is_part(s, last, percent, last.flow)


def _is_part(s: Sentence, last: Told, percent: Decimal, flow: str, partner: str | None = None) -> bool:
    """Whether a flow with the same partner, or all of those goods, was told that an amount is so many per cent of."""
    part = last.value.amount * _ALL if last.value is not None and last.partner else None
    of = partner or last.partner, last.topic.commodity if partner else None
    wholes = (
        one.value.amount
        for one in s.told[-_RECENT:]
        if one.flow == flow and (one.partner, one.topic.commodity) == of and one.value is not None
    )
    return part is not None and any(abs(whole * percent - part) <= part / 50 for whole in wholes)


def _within_bloc(s: Sentence, n: int, noun: int, rule: str) -> bool:
    """``Russia provided 62% of these deliveries``: of a bloc's own trade, what one of its members sells."""
    told, holder = s.last or s.before, s.row.before(n, "country")
    flow = s.row.items[noun].value
    if told is None or told.reporter != told.partner or holder is None or flow not in ("export", "import"):
        return False
    s.flush()
    s.consumed.add(noun)
    item = s.row.items[holder]
    s.topic, s.last, s.flowing = (
        Topic(flow, item.value.code, told.partner, None, told.period, cues=(item,)),
        None,
        True,
    )
    return tell_share(s, n, s.topic, (told.flow, told.partner), rule)


def _of_which(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``imports of $715 million, of which crude petroleum made up 55 per cent``."""
    told = s.last or s.before
    if told is None or not told.partner or (s.last is None and told.status != "actual"):
        return False
    s.topic = topic = _held(s, found["holder"], told)
    s.last = None
    return tell_share(s, n, topic, (topic.flow, told.partner), rule)


def _went_to(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``exports were $160 million, two thirds of them to Russia``; of textiles alone, it is no share of all exports."""
    told = s.last
    if told is None or not told.partner or told.flow not in ("export", "import"):
        return False
    return told.topic.commodity is not None or _of_which(s, n, found, rule)


def _are_goods(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``exports of $2.3 billion, 92% of which are oil``; of grain, two thirds of which are wheat, it is no share."""
    told = s.last
    if told is None or told.flow not in ("export", "import") or told.topic.commodity is not None:
        return False
    if s.row.kinds[found["holder"] - 1] == "whole" and s.row.items[n + 1].value != "it":
        return False  # "90% of all oil"
    if with_more(s.row, found["holder"]) != s.row.text(found["holder"]):
        return False  # "two thirds of that being tangerines, rice and medicines": together
    return _of_which(s, n, found, rule)


def _supplied(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``imports of $389 million, with Russia supplying 92% of them``: of the figure told before."""
    told = s.new[-1] if s.new else s.before if found["holder"] == 0 else None
    if told is None or told.value is None or s.row.items[n - 1].value not in _GIVEN_BY.get(told.flow, ()):
        return False
    if told.partner == s.row.items[found["holder"]].value.code:
        return False
    s.last = None
    s.topic = topic = _held(s, found["holder"], told)
    return tell_share(s, n, topic, (topic.flow, told.partner), rule)


_GIVEN_BY = {"import": ("export",), "export": ("import", "takes")}
"""What the other side of a flow does."""


def _is_side(s: Sentence, holder: int, told: Told) -> bool:
    item = s.row.items[holder]
    return item.kind == "country" and item.value.code in (told.reporter, told.partner)


def _held(s: Sentence, holder: int, told: Told) -> Topic:
    """The topic of a figure told before, for one of its parts, as its reporter sees it."""
    item = s.row.items[holder]
    investment = told.flow.startswith("investment")
    subject, other = (told.partner, told.reporter) if investment else (told.reporter, told.partner)
    flow = "investment" if investment else told.flow
    topic = told.topic.but(flow=flow, subject=subject, other=other, period=told.period, cues=(item,))
    if item.kind == "goods":
        return topic.but(commodity=s.row.text(holder))
    return topic.but(subject=item.value.code) if investment else topic.but(other=item.value.code)


def _that_is(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``Of this, 85 per cent is Kazakhstan's export``: of the figure told before."""
    told = s.last or s.before
    if told is None:
        return False
    part = of_noun(s.row, found["flow"], s.context, told.topic)
    s.consumed.add(found["flow"])
    seen = part.seen_from(s.context.home)
    if seen is not None and (seen[2] == told.flow or seen[0] != told.reporter):
        return True  # "exports of €1 billion, half of which were re-exports": a part that has no name of its own
    return tell_share(s, n, part.but(period=told.period), (told.flow, told.partner), rule)


# With the word "share".


def _of_partner(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """``Kazakhstan ranks third among Tajikistan's trading partners with a share of 14.8 percent``."""
    holder, owner = s.row.items[found["holder"]], s.row.items[found["owner"]].value.code
    period = _own_period(s, n) or s.context.period
    s.topic, s.last, s.flowing = _held_by("trade", owner, None, period, holder), None, True
    return tell_share(s, n, s.topic, ("trade", WORLD), rule)


def _named(s: Sentence, n: int, _: _Captures, rule: str) -> bool:
    """``China's share in the turnover of Kazakhstan is 22%``."""
    row = s.row
    word = row.before(n, "share")
    if word is None or row.has_between(word, n, "money", "semicolon"):
        return False
    if row.has_between(word, n, "movement") and row.kinds[n - 1] not in ("from", "to"):
        return False  # so much more of a share
    nouns = [k for k in range(word, n) if row.kinds[k] == "flow"]
    owner = nouns[0] if nouns else n
    if len(nouns) > 1 and row.has_between(nouns[0], nouns[-1], "percent"):
        nouns = nouns[-1:]  # "Kazakhstan's share in the exports was 14.5%, in imports 10.9%"
    if not nouns:
        return _within(s, n, word, rule)
    if len(nouns) == 2 and s.topic and row.kinds[nouns[1] - 1] == "in":
        whole = of_noun(row, nouns[1], s.context, s.topic)
        return tell_share(
            s, n, s.topic.but(flow=flow_of(row.items[nouns[0]])[0], cues=()), (whole.flow, s.topic.other), rule
        )
    whole = of_noun(row, nouns[-1], s.context, None)
    if owner < nouns[0] and not whole.stated:  # "Russia's share in Latvia's trade was 9%, in exports 14%"
        whole = of_noun(row, owner, s.context, None).but(flow=whole.flow)
    holder = _next_sharer(s, word, n) or _sharer(s, word, nouns[-1])
    if holder is None:
        return False
    s.flowing = True
    item, period = row.items[holder], _base_period(s, n) or _own_period(s, n) or (whole.period if _was(s, n) else None)
    if item.kind == "goods":
        named = {cue.value.code for cue in whole.cues if cue.kind == "country"} - {whole.subject}
        spoken = s.topic if not whole.stated and s.context.opened is not None else None
        if spoken is not None and (spoken.flow, spoken.subject) == (whole.flow, whole.subject) and spoken.other:
            named.add(spoken.other)
            whole = whole.but(other=spoken.other)  # "exports to Türkiye were $3 billion. The share of oil in exports …"
        other = whole.other if whole.other in named else WORLD
        topic = Topic(whole.flow, whole.subject, other, row.text(holder), period, cues=(item,))
        return tell_share(s, n, topic, (whole.flow, other), rule)
    that = _THAT_OF.match(row, n)
    item = row.items[that["holder"]] if that else item  # "that of Russia 15.7%"
    reporter = whole.other if whole.flow == "investment" else whole.subject
    if item.value.code == reporter:
        return False
    topic = _held_by(whole.flow, reporter or "", goods_named(row, nouns[-1]), period, item)
    told, mutual = s.before, flow_of(row.items[nouns[-1]])[1] == "pair"
    if mutual and told is not None and told.partner in s.context.blocs and told.partner != item.value.code:
        # "the share of Russia in mutual trade" with the EAEU
        return tell_share(s, n, topic.but(period=period or told.period), (whole.flow, told.partner), rule)
    s.topic = topic
    return tell_share(s, n, topic, (whole.flow, _bloc_of(whole, item) or WORLD), rule)


def _bloc_of(whole: Topic, holder: Item) -> str | None:
    """The bloc with which a flow is, of which a member has a share: ``Russia's share in trade with the EAEU``."""
    named = (cue.value for cue in whole.cues if cue.kind == "country" and cue is not holder)
    return next((country.code for country in named if country.form == "bloc" and country.code == whole.other), None)


def _next_sharer(s: Sentence, word: int, n: int) -> int | None:
    """Who has the share in the rest of a sentence: ``China's share rose to 28%, whereas Russia's slid to 27%``."""
    found = _ANOTHERS.match(s.row, n)
    return found["holder"] if found and s.row.has_between(word, found["holder"], "percent") else None


def _base_period(s: Sentence, n: int) -> Period | None:
    """The time of a share that another has grown from: ``to 28% from 27% a year earlier``."""
    later = n + 1 if s.row.kinds[n + 1] == "date" else n + 2
    if s.row.kinds[n - 1] != "from" or s.row.kinds[later] != "date" or not s.is_base(later):
        return None
    return span_of(s.row.items[later].value)


def _sharer(s: Sentence, word: int, noun: int) -> int | None:
    """Who has the share: ``China's share``, ``the share of China``."""
    row = s.row
    if row.kinds[word - 1] in ("country", "goods") and row.gap(word - 1, word) <= 3:
        return word - 1
    if row.kinds[word + 1] == "of" and row.kinds[word + 2] in ("country", "goods") and word + 2 < noun:
        return word + 2
    return None


def _within(s: Sentence, n: int, word: int, rule: str) -> bool:
    """``Of these, the share of Russia is 91.8%``: of the figure told before."""
    row = s.row
    shared = next((one for one in reversed(s.told[-3:]) if one.share is not None and one.value is None), None)
    told = s.last or shared or (s.told[-1] if s.told else None)
    holder = row.after(word, "country")
    if holder is None or holder > n:
        holder = word - 1 if row.kinds[word - 1] == "country" and row.gap(word - 1, word) <= 2 else None
    if told is None or (holder is not None and not s.new and row.has_between(word, holder, "percent")):
        return False
    by_itself = told.share if told.value is None else None
    if holder is None:  # "three years ago the share had been 9.8 per cent"
        if by_itself is None or row.kinds[word + 1] in ("in", "of"):
            return False  # "its share in the joint ventures is 54%"
        at = row.before(n, "date")
        period = _own_period(s, n) or (span_of(row.items[at].value) if at is not None else None)
        return tell_share(s, n, told.topic.but(period=period), (by_itself.of, by_itself.with_), rule)
    if told.partner == row.items[holder].value.code or told.flow == "balance":
        return False
    with_ = by_itself.with_ if by_itself else told.partner
    if with_ != WORLD and with_ not in s.context.blocs:
        with_ = WORLD  # China's figure has no Russian share
        told = next((one for one in reversed(s.told[-_RECENT:]) if _is_whole_of(one, told)), told)
    s.topic = _held(s, holder, told)
    return tell_share(s, n, s.topic, (s.topic.flow, with_), rule)


_RECENT = 9
"""Statements told last among which the whole of a share is looked for."""


def _is_whole_of(whole: Told, told: Told) -> bool:
    """Whether a statement is of all trade of the country that another is told with, by home."""
    return (whole.partner, whole.flow, whole.reporter) == (WORLD, told.flow, told.partner)


# In lists.


def _listed(s: Sentence, n: int, found: _Captures, rule: str) -> bool:
    """A percentage of a list whose first one told what it is a share of."""
    row, part, topic = s.row, s.context.part, s.topic
    word = row.before(n, "share")
    if (
        part is None and topic is not None and s.flowing and word is not None
    ):  # "in exports the main share falls on metals – 27%"
        part = Part(topic.flow, (None if topic.flow == "investment" else topic.other) or WORLD, topic.period)
    if part is None and topic is not None and _STRUCTURE.fits(row, row.before(n, "flow") or 0):
        named = found.get("holder") is not None and row.items[found["holder"]] in topic.cues
        # in the structure of imports, foodstuffs – 19%
        part = Part(topic.flow, (None if named else topic.other) or WORLD, topic.period)
    told = s.new[-1] if s.new else None
    if told is not None and told.share is not None and part is not None and part.of in ("export", "import"):
        topic = told.topic if topic is None or topic.flow == "trade" else topic  # "China (20% of exports), Italy (18%)"
    if part is None or topic is None or _is_change(s, n):
        return False
    if not s.flowing and {part.of, topic.flow} == {"export", "import"}:
        topic = topic.but(flow=part.of)  # "In imports, cars lead with 43%. Next come tyres – 16%"
    holder = found.get("holder")
    if holder is None:  # beside an amount, which was told
        return s.last is not None and tell_share(s, n, s.last.topic, (part.of, part.with_), rule)
    named = word is not None and holder < word
    if named and (row.kinds[holder - 1] == "in" or row.kinds[n + 1 : n + 3] in _IN_ANOTHER):
        return False  # "in the EU, with a share of 40% in Kazakhstan's trade"
    near = _LEADING_WITH if named else _BESIDE
    if row.gap(min(holder, n), max(holder, n)) > near or (row.kinds[holder - 1] == "of" and word is not None):
        return False
    if not s.flowing and not s.new and row.before(holder, "percent") is not None:
        return False  # after a share that has told nothing
    item = row.items[holder]
    s.last = None
    if item.kind == "country" and part.with_ not in (WORLD, NOWHERE, *s.context.blocs):
        part = Part(part.of, WORLD, part.period)  # China has no part in what is traded with Russia
    if item.kind == "goods":
        topic = topic.but(commodity=with_those_before(row, holder), cues=(item,))
    elif topic.flow == "investment" or (part.of == "trade" != topic.flow and topic.other == part.with_):
        topic = topic.but(subject=item.value.code, cues=(item,))
    else:
        topic = topic.but(other=item.value.code, cues=(item,))
    if s.told and s.told[-1].share is not None and s.told[-1].value is None:
        topic = topic.but(period=part.period)
    s.topic = topic
    return tell_share(s, n, topic, (part.of, part.with_), rule)


def _unnamed(s: Sentence, n: int, _: _Captures, rule: str) -> bool:
    """``cars (4.8%), telephone sets (2.7%)``: the share of goods that no vocabulary holds."""
    part, told, topic = s.context.part, s.new[-1] if s.new else None, s.topic
    if part is None or topic is None or told is None or told.share is None or told.topic.commodity is None:
        return False
    goods = None if _is_change(s, n) else s.row.unnamed_goods(n)
    if goods is None:
        return False
    s.last, s.topic = None, topic.but(commodity=goods)
    return tell_share(s, n, s.topic, (part.of, part.with_), rule)


def sign_of(s: Sentence, n: int) -> str:
    """The character that begins a figure, or the plus that a blank parts from it: ``(+ 12.9%)``."""
    item, scan = s.row.items[n], s.row.scan
    before = scan.parts[item.first - 1].rstrip()
    return "+" if before.endswith("+") else scan.text[item.start]


def _is_change(s: Sentence, n: int) -> bool:
    moved = "movement" in (s.row.kinds[n + 1], s.row.kinds[n + 2])
    return moved or sign_of(s, n) in SIGNS or _AFTER_INCREMENT.fits(s.row, n)


def _again(s: Sentence, n: int, _: _Captures, rule: str) -> bool:
    """``70 percent of exports in 1999, 73 percent in 2019``."""
    told = s.new[-1] if s.new else None
    if told is None or told.share is None or told.value is not None or s.context.part is None:
        return False
    s.last = None
    return tell_share(s, n, told.topic, (s.context.part.of, told.share.with_), rule)


def _is_part_of_trade(s: Sentence, last: Told) -> bool:
    """``Turnover was $19.6 bn, of which exports accounted for $12.6 bn (64.3%)``: a share of the turnover."""
    told = (one for one in s.new if one.flow == "trade" and one.value is not None and one.partner == last.partner)
    return last.flow in ("export", "import") and s.row.has("whole") and any(told)


def _beside(s: Sentence, n: int, _: _Captures, rule: str) -> bool:
    """``Italy ($15 bn, 24.2% of exports)``, ``$15 bn, or 24.2%``: beside an amount."""
    last, row = s.last, s.row
    if last is None or last.value is None or last.share is not None or row.gap(n - 1, n) > 1:
        return False
    if (not s.brackets and row.kinds[n - 1] != "joint") or _is_change(s, n):
        return False
    of_it = row.kinds[0] in ("of", "whole") and row.kinds[1] in ("flow", "country") and last.topic.rule == NOUN
    if _is_part_of_trade(s, last):
        return tell_share(s, n, last.topic, ("trade", last.partner), rule)
    whole = last.topic.other if of_it else WORLD  # "of all UK exports to Kazakhstan, £429 million (25.3%) …"
    return tell_share(s, n, last.topic, (last.topic.flow, whole), rule)


_RULES: tuple[tuple[Rule, Callable[[Sentence, int, _Captures, str], bool]], ...] = tuple(
    (Rule(name, text), read)
    for name, text, read in (
        ("part that is a flow", "whole comma ! leading country|its|our? flow=flow", _that_is),
        ("part that is a flow", "! whole leading country|its|our? flow=flow", _that_is),
        ("share of a flow", "! of|whole country|its|that_side|far? goods? flow=flow", _of_flow),
        ("share of a flow", "! share of|in country|its|that_side? goods? flow=flow", _of_flow),
        ("share of what is traded", "! of goods=goods deed=deed by owner=country", _of_deed),
        ("share of what was told", "with holder=country deed|doubtful_deed|sharing ! whole", _supplied),
        ("share of what was told", "holder=country deed|doubtful_deed ! whole", _supplied),
        ("share of what was told", "! whole to|from holder=country", _went_to),
        ("share of what was told", "! whole leading holder=goods", _are_goods),
        ("share of what was told", "comma ! whole holder=goods comma|semicolon|opener", _are_goods),
        ("share of the total", "! of that_side|country|its|far leading", _of_whole),
        ("share of the total", "! whole", _of_whole),
        (
            "share of a list",
            "holder=country|goods joint? dash|colon|open|for|with|at|leading|sharing|comma? ! ",
            _listed,
        ),
        ("share of a list", "holder=country|goods comma far|opener? comma dash|for|with|at ! ", _listed),
        ("share of a list", "holder=country|goods comma? with share of? ! ", _listed),
        ("share of a list", "example|comma|joint ! for|by holder=country|goods", _listed),
        ("share of what was told", "whole comma? holder=country|goods goods? leading|sharing|for ! ", _of_which),
        (
            "share of a partner",
            "holder=country far|leading* between owner=country far? with share|far? of? ! ",
            _of_partner,
        ),
        ("share by its name", "! ", _named),
        ("share of a list", "money whole? comma? joint|open? ! ", _listed),
        ("share of a list", "goods|comma|joint|example open|dash ! ", _unnamed),
        ("share beside an amount", "money comma|semicolon|open ! ", _beside),
        ("share beside an amount", "money whole? comma? joint ! ", _beside),
        ("share at another time", "joint|comma far? ! in|for? date", _again),
    )
)
