"""Changes: by how much a figure rose or fell, and which figure that is."""

from __future__ import annotations

from decimal import Decimal

from kztrade._goods import with_those_before
from kztrade._prose import Item, Rule
from kztrade._quantities import bound_of
from kztrade._reading import Sentence, Told, span_of
from kztrade._shares import SIGNS, share, sign_of, tell_share
from kztrade._sides import of_noun
from kztrade._topics import WORLD
from kztrade.values import Change, Direction

__all__ = ["factor", "part", "percentage"]

_DIRECTIONS: dict[str, Direction] = {
    "rose": "up",
    "rising": "up",
    "up": "up",
    "fell": "down",
    "falling": "down",
    "down": "down",
    **SIGNS,
}

_OF_WEIGHT = Rule(
    "change of a weight",
    "! in|for? date? comma? to|joint? leading|to? far? tonnage",
    "! movement compared in|for? date open far? tonnage",
)
_IN_VOLUME = Rule("measure of a change", "! in=in", "! movement compared in|for? date in=in")
_OF_ANOTHER = Rule("multiple of another flow", "! far|movement? compared flow", "! country flow")
_OF_LEVEL = Rule("multiple of the level before", "comma|joint ! date? compared")
_SIGNED = Rule("signed change of a flow", "! dash|colon|far|in|of|movement* country|its? flow=flow")
_HIGHER = Rule("so much higher", "! comma? movement=movement")
_GROWN = Rule(
    "grown by so much",
    "movement=movement by|of|to|at|in|from|far|movement|its|leading? at? ! ",
    "movement=movement compared date? by ! ",
    "movement=movement goods? flow to|from|with|country* by? ! ",
    "movement=movement flow of country? goods by ! ",
    "movement=movement leading far|to ! ",
    "movement=movement in|of flow with|to|from|of|country|in|date* leading ! ",
    "movement=movement by|of? money comma? joint by|of? ! ",
    "movement=movement by|of? money open ! ",  # decreased by $1.1 million (24.4 percent)
    "movement=movement in|for|of? date|country? comma? by|at? ! ",
)
_ALSO = Rule(
    "it grew, too",
    "example|comma|joint|colon to|with|from country dash? by ! ",
    "comma|joint|semicolon flow by ! ",
    "comma|joint goods open by ! ",
    "comma|joint|semicolon|colon goods|hyphen* dash by ! ",
    "comma|joint|semicolon flow of goods by ! ",
    "comma|joint|semicolon country by ! ",
    "example|comma|joint goods by ! ",
)
_AT_ITS_TIME = Rule("time of a change", "date=date comma? it|reference leading? movement by? ! ")
_MINUS = Rule("a dash for a minus", "open dash ! ")
_GOES_ON = Rule(
    "it grew by so much", "reference|it far|leading? movement by|to? ! ", "reference|it leading? ! movement"
)
_THIS_IS = Rule("this is so much more", "reference|it leading ! ")
_PART_MOVED = Rule(
    "higher by a part",
    "! movement=movement",
    "movement=movement by? ! ",
    "movement=movement in|for|of? date by ! ",
)
_NEXT = Rule("the next of a list", "close|money comma|joint+ hyphen? ! ")
_HUNDRED = 100


def percentage(s: Sentence, n: int, item: Item) -> None:
    """Read a percentage: a share, a change, or neither."""
    if item.value.unit != "percent" or n in s.unclear or (s.topic is None and not s.row.has("flow")):
        return
    level = _is_level(s, n)
    if n not in s.assigned and not level and share(s, n):
        return
    amount = s.row.before(n, "money", "flow")
    if amount is not None and (amount == s.refused or amount in s.unclear):
        return  # a change of what is no flow
    if n in s.assigned:
        s.topic, s.last = s.assigned[n], None
        if s.row.before(n, "movement") is None:
            tell_share(s, n, s.topic, (s.topic.flow, WORLD), "shares in their order")
            return
    value = item.value
    if level:
        difference = value.value - _HUNDRED
        direction: Direction | None = "up" if difference >= 0 else "down"
        _attach(
            s,
            n,
            Change("up" if difference >= 0 else "down", abs(difference), None, None, None, value.bound, s.base_of(n)),
        )
        return
    if s.row.kinds[n - 1] == "other_money" and s.row.gap(n - 1, n) == 0:
        return  # "cost 11% more"
    _signed(s, n)
    direction = _direction(s, n) if _takes_goods(s, n) else None
    if direction is not None and not _is_of_weight(s, n):
        _attach(s, n, Change(direction, abs(value.value), value.value_max, None, None, value.bound, s.base_of(n)))


def _takes_goods(s: Sentence, n: int) -> bool:
    """Speak of goods that no vocabulary holds: ``copper (up 5%), motor vehicle bodies (up 3.2%)``.

    Tells whether it is clear what a change is of; it isn't in ``copper (up 5%), the rest (up 1%)``.
    """
    row, mark = s.row, n - 1 if s.row.kinds[n - 1] in ("open", "dash") else n - 2
    if row.kinds[mark] not in ("open", "dash") or s.topic is None or s.topic.flow not in ("export", "import"):
        return True
    known = row.kinds[mark - 1] == "goods" and row.gap(mark - 1, mark) <= 0 and row.begins_clause(mark - 1)
    goods = with_those_before(row, mark - 1) if known else row.unnamed_goods(mark + 1)
    if goods is not None and goods != s.topic.commodity:
        s.topic, s.last = s.topic.but(commodity=goods), None
        return True
    return not (_NEXT.fits(row, mark) and row.gap(mark - 1, mark) > 0)


def _is_of_weight(s: Sentence, n: int) -> bool:
    """Whether a change is one of tonnes, not of value."""
    if _is_physical(s, n):
        return True
    at = s.row.before(n, "tonnage", "money", "flow", "deed", "doubtful_deed", "semicolon", "open")
    segment = s.row.before(n, "comma", "semicolon")
    begin = -1 if segment is None else segment
    fronted = "tonnage" in s.row.kinds[:2]  # "In tonnes, exports grew by 7%"
    heads = (fronted or s.row.has_between(begin, n, "tonnage")) and not s.row.has_between(-1, n, "money")
    return heads or (at is not None and s.row.kinds[at] == "tonnage") or _OF_WEIGHT.fits(s.row, n)


def _is_physical(s: Sentence, n: int) -> bool:
    """``up 2.4 times in volume``; not ``in volume of trade``."""
    found = _IN_VOLUME.match(s.row, n)
    if not found:
        return False
    scan, noun = s.row.scan, s.row.items[found["in"]].last + 2
    return scan.has_role(noun, "physical") and not scan.has_role(noun + 2, "genitive")


def _is_level(s: Sentence, n: int) -> bool:
    """``105.8% to the level of 2011``: what is left of the base, or more."""
    row = s.row
    to = "compared" in (row.kinds[n + 1], row.kinds[n + 2] if row.kinds[n + 1] == "of" else "")
    return to and 50 < row.items[n].value.value < 1000 and row.before(n, "movement") is None


def _signed(s: Sentence, n: int) -> None:
    """``−4.1% – the change in Kazakhstan's exports``: speak of the flow that follows."""
    found = _SIGNED.match(s.row, n) if s.row.scan.text[s.row.items[n].start] in SIGNS else None
    if found:
        s.consumed.add(found["flow"])
        s.speak_of(of_noun(s.row, found["flow"], s.context, s.topic), n)


def _direction(s: Sentence, n: int) -> Direction | None:
    """Which way a change went: by its sign, or by a movement beside it."""
    row = s.row
    sign = sign_of(s, n)
    if sign in SIGNS:
        return _DIRECTIONS[sign]
    found = _HIGHER.match(row, n)
    if not found or row.gap(n, found["movement"]) > 2:
        found = _GROWN.match(row, n)
    if found:
        return _DIRECTIONS[row.items[found["movement"]].value]
    if _MINUS.fits(row, n):
        return "down"
    moved = row.before(n, "movement") if _ALSO.fits(row, n) else None
    if moved is not None:
        return _DIRECTIONS.get(row.items[moved].value)
    if n in s.assigned and s.pending:
        return s.pending[-1][1].direction
    return None


def factor(s: Sentence, n: int, item: Item) -> None:
    """Read a factor: ``doubled``, ``three times more than in 2020``."""
    if (
        (s.topic is None and "flow" not in (s.row.kinds[n + 1], s.row.kinds[n + 2]))
        or not _is_factor(s, n)
        or _is_of_weight(s, n)
    ):
        return
    flow = n + 1 + (s.row.kinds[n + 1] in ("its", "goods"))
    if s.row.kinds[flow] == "flow":  # "to double bilateral trade"
        s.consumed.add(flow)
        s.speak_of(of_noun(s.row, flow, s.context, s.topic), n)
    direction: Direction = "down" if item.kind == "halved" else _factor_direction(s, n)
    bound = bound_of(s.row.scan, item.first, item.last)
    _attach(s, n, Change(direction, None, None, Decimal(item.value), None, bound, s.base_of(n)))


def _is_factor(s: Sentence, n: int) -> bool:
    """Whether a factor tells growth: not ``thirty times as large``, ``ten times larger than imports``."""
    row = s.row
    if row.kinds[n + 1] == "likeness" or _OF_ANOTHER.match(row, n) is not None:
        return False
    if row.kinds[n] != "bare_multiple" or _OF_LEVEL.fits(row, n):
        return True
    return row.kinds[n - 1] in ("aim", "outlook", "to") and row.gap(n - 1, n) == 0


def _factor_direction(s: Sentence, n: int) -> Direction:
    row = s.row
    for k in (n - 1, n - 2, n - 3):
        if row.kinds[k] == "movement" and row.gap(k, n) <= 3:
            return _DIRECTIONS[row.items[k].value]
        if row.kinds[k] in ("comma", "money", "semicolon"):
            break
    return _DIRECTIONS[row.items[n + 1].value] if row.kinds[n + 1] == "movement" else "up"


def part(s: Sentence, n: int, item: Item) -> None:
    """Read a part in words: a share (``a fifth of exports``), a change (``by a fifth``), or neither."""
    row = s.row
    if s.topic is None or (row.kinds[n + 1] in ("of", "whole") and share(s, n)):
        return
    found = _PART_MOVED.match(row, n)
    if found is None or _is_of_weight(s, n):
        return
    movement = row.items[found["movement"]]
    if found["movement"] == n - 1 and not s.is_done(n - 1):
        return  # "below half of it"
    direction, value, base = _DIRECTIONS[movement.value], Decimal(item.value), s.base_of(n)
    bound = bound_of(row.scan, item.first, item.last)
    if direction == "up":  # a quarter more is 1.25 times
        _attach(s, n, Change("up", factor=1 + value / _HUNDRED, bound=bound, base=base))
    elif value * 2 == _HUNDRED:
        _attach(s, n, Change("down", factor=Decimal(2), bound=bound, base=base))
    else:
        _attach(s, n, Change("down", value, bound=bound, base=base))


# Whose change it is.


def _attach(s: Sentence, n: int, change: Change) -> None:
    """Give a change to the figure it is told of: the one just said, or the one that follows."""
    last = s.last
    if last is None and not s.flowing:
        last = _referred(s, n)
        s.topic = last.topic if last is not None else s.topic
    if last is not None and last.change is None and last.value is not None and not _is_another(s, last, n):
        last.change = change
        last.use("change of the figure before", s.row.items[n])
        return
    if s.topic and (s.flowing or (_GOES_ON.fits(s.row, n) and (s.told or not _THIS_IS.fits(s.row, n)))):
        if n not in s.assigned:
            s.flush()
        s.pending.append((n, change, s.topic))


def _is_another(s: Sentence, last: Told, n: int) -> bool:
    """Whether a change is of something else than the figure last told."""
    return (
        _flow_between(s, last, n)
        or _wished_between(s, last, n)
        or _dated_otherwise(s, last, n)
        or _goes_on_later(s, last, n)
    )


def _flow_between(s: Sentence, last: Told, n: int) -> bool:
    """Whether another flow was named since."""
    if s.topic is last.topic:
        return False
    return any(
        item.start >= last.item.end
        and item.kind in ("flow", "deed", "doubtful_deed")
        and k >= s.resumed
        and k not in s.consumed
        for k, item in enumerate(s.row.items[:n])
    )


def _wished_between(s: Sentence, last: Told, n: int) -> bool:
    """``$508 million in 2024, is to double by 2028``."""
    return any(item.start >= last.item.end and item.kind in ("aim", "outlook") for item in s.row.items[:n])


def _dated_otherwise(s: Sentence, last: Told, n: int) -> bool:
    """Whether a change has a time of its own: ``exports of $2 billion this year and a 10-percent increase in 2025``."""
    row, later = s.row, s.row.after(n, "date")
    if (
        later is None
        or row.gap(n, later) > 4
        or row.has_between(n, later, "comma", "semicolon", "money")
        or not s.tells(later)
    ):
        return False
    return last.period not in (None, span_of(row.items[later].value))


def _goes_on_later(s: Sentence, last: Told, n: int) -> bool:
    """Whether a change has its time before it: ``$28 billion in 2022, and in the first half of 2023 it grew by 5%``."""
    found = _AT_ITS_TIME.match(s.row, n)
    if not found or not s.tells(found["date"]):
        return False
    return last.period not in (None, span_of(s.row.items[found["date"]].value))


def _leads_on(s: Sentence, n: int) -> bool:
    """Whether a figure of its own follows a change: ``it grew by 32% and reached $3.8 billion``."""
    row, later = s.row, s.row.after(n, "money")
    if later is None or row.kinds[later - 1] not in ("leading", "to", "at"):
        return False
    return not row.has_between(n, later, "opener", "semicolon", "flow", "open")


def _referred(s: Sentence, n: int) -> Told | None:
    """The figure told before that a sentence goes on about: ``This is a 1.3-fold rise``, ``the total is down``."""
    row = s.row
    at = row.before(n, "reference", "it", "pointer", "sum")
    if at is None or row.has_between(-1, at, "money") or row.has_between(at, n, "other_money"):
        return None  # "this will cool demand, as the fee went up by half"
    goes_on = row.kinds[at] in ("reference", "it") and row.kinds[at + 1] in ("leading", "sharing", "movement")
    if at > 1 and row.kinds[at] != "sum" and not goes_on:
        return None
    recent = [
        told
        for told in s.told[-4:]
        if told.value is not None and told.value.amount_max is None and not told.based and told.status == "actual"
    ]
    recent = [
        told for told in recent if told.value and recent[-1].value and told.value.currency == recent[-1].value.currency
    ]
    if not recent or _leads_on(s, n) or (s.timed is not None and recent[-1].period not in (None, s.timed)):
        return None
    if row.kinds[at] == "sum":
        return max(recent, key=lambda told: told.value.amount if told.value else Decimal(0))
    seen = s.topic.seen_from(s.context.home) if s.topic is not None else None
    return recent[-1] if seen is not None and recent[-1].flow == seen[2] else None
