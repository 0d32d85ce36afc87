"""Figures in order: ``exports and imports amounted to $80 billion and $60 billion``.

Figures that follow one another are given, one to one, to as many flows or partners before them. Where their number
doesn't fit, no one can tell what they are of, and nothing is told.
"""

from __future__ import annotations

from itertools import pairwise

from kztrade._prose import Row, Rule
from kztrade._reading import Sentence
from kztrade._sides import is_of_company, of_deed, of_noun
from kztrade._topics import WORLD, Part, Topic

__all__ = ["assign"]

_TOGETHER = Rule("two flows together", "! joint second=flow")
_NO_MEMBER = Rule("figure of another kind", "! comma? movement|whole|compared", "! joint? percent movement")
_BEYOND = Rule("one flow beyond another", "leading|movement ! by money")
_JOINED = 3
"""Words from a flow to another that is joined to it, at most."""

_SHARES_OF = Rule("shares of a flow", "! in|of country|its|that_side? flow=flow")
_PREVAILED = Rule("what prevails in a flow", "! far? in country|its|that_side? flow=flow")
_WERE = Rule("what a list was of", "close leading ! ")
_RANGE = Rule("range", "between ! ")
_INCREMENT = Rule("so much more", "by ! ")


def assign(s: Sentence) -> None:
    """Give the figures that stand in order to their topics, and note those of which it is unclear what they are of.

    *Respectively* may stand far from the figures; without it, they must be joined.
    """
    _speak_of_shares(s)
    _speak_of_buyers(s)
    if s.row.has("in_order"):
        _assign_respectively(s)
        return
    before: list[int] = []
    for run in sorted(_joined_figures(s, "money") + _joined_figures(s, "percent")):
        begin = (s.row.before(run[0], "money", "percent", "semicolon") or -1) + 1
        if s.row.kinds[run[0]] == "money" and _INCREMENT.fits(s.row, run[0]):
            s.unclear.update(run)
        elif _match(s, begin, run):
            s.assigned.update(zip(run, _topics(s, run, begin), strict=False))
        elif len(before) == len(run) and not s.row.has_between(before[-1], run[0], "flow", "country"):
            s.assigned.update((n, s.assigned[k]) for n, k in zip(run, before, strict=True) if k in s.assigned)
        else:
            s.unclear.update(run)
            continue
        before = run
    s.unclear.update(_of_two(s.row) - s.assigned.keys())
    nouns = s.row.places("flow")
    if len(nouns) > 1 and any(_BEYOND.fits(s.row, n) for n in nouns[1:]):
        s.unclear.update(s.row.places("money"))  # "imports exceeded exports by $1.5 billion: $2.6 billion against …"


def _speak_of_shares(s: Sentence) -> None:
    """Speak of the flow that stands behind its shares: ``China (18%) and Italy (6%) have large shares in trade``."""
    row = s.row
    found = next((found for n in row.places("share") if (found := _SHARES_OF.match(row, n))), None)
    if row.kinds[1] == "open" and row.kinds[0] in ("goods", "country"):
        found = found or next((found for n in row.places("close") if (found := _PREVAILED.match(row, n))), None)
    if found is None or row.has_between(-1, found["flow"], "flow", "deed", "doubtful_deed", "money"):
        return
    many = 0 if row.kinds[1] == "open" else 1  # one share in brackets does, too
    if sum(n < found["flow"] for n in row.places("percent")) > many:
        s.consumed.add(found["flow"])
        s.topic, s.flowing = of_noun(row, found["flow"], s.context, s.topic), True
        s.context.part = Part(s.topic.flow, s.topic.other or WORLD, s.topic.period)


def _speak_of_buyers(s: Sentence) -> None:
    """Speak of what stands behind a list: ``Russia ($340 million) and China ($62 million) were the main buyers``."""
    row = s.row
    noun = row.after(-1, "flow", "deed", "doubtful_deed")
    if row.kinds[:3] != ["country", "open", "money"] or noun is None or not _WERE.fits(row, noun):
        return
    s.consumed.add(noun)
    s.topic, s.flowing = of_noun(row, noun, s.context, s.topic).but(other=WORLD), True


def _assign_respectively(s: Sentence) -> None:
    for kind in ("money", "percent"):
        figures = _figures(s, kind)
        end = s.row.after(figures[0], "semicolon") if figures else None
        figures = [n for n in figures if end is None or n < end]
        if len(figures) > 1:
            topics = _topics(s, figures, 0)
            if not topics and not s.row.has("flow"):
                topics = _told_before(s, len(figures))
                s.unclear.update(figures[len(topics) :])
            s.assigned.update(zip(figures, topics, strict=False))


def _told_before(s: Sentence, count: int) -> list[Topic]:
    """The flows told last, of which figures go on: ``exports and imports were …; in May they were …, respectively``."""
    told = s.told[-count:]
    alike = len(told) == count == len({one.flow for one in told}) and len({one.partner for one in told}) == 1
    return [one.topic.but(period=None) for one in told] if alike else []


def _figures(s: Sentence, kind: str) -> list[int]:
    """The figures of a kind, but for those that only say another one in another currency."""
    return [n for n in s.row.places(kind) if kind != "money" or not s.is_converted(n)]


def _joined_figures(s: Sentence, kind: str) -> list[list[int]]:
    """The runs of figures that *and* closes, and nothing but commas parts."""
    row = s.row
    if not row.has("joint") or len(row.places(kind)) == 1:
        return []
    runs = (run for run in _runs(row, _figures(s, kind)) if row.has_between(run[-2], run[-1], "joint"))
    return [run for run in runs if not _RANGE.fits(row, run[0]) and not any(_NO_MEMBER.fits(row, n) for n in run)]


def _runs(row: Row, places: list[int]) -> list[list[int]]:
    """The runs of items that nothing but ``and`` and commas part, of two or more."""
    runs: list[list[int]] = []
    for n in places:
        last = runs[-1][-1] if runs else n
        if last < n and all(row.kinds[k] in ("comma", "joint") for k in range(last + 1, n)) and row.gap(last, n) <= 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [run for run in runs if len(run) > 1]


def _match(s: Sentence, begin: int, figures: list[int]) -> bool:
    """Whether as many flows are joined before figures, or else as many partners of one flow."""
    row = s.row
    nouns, lands = _nouns(s, begin, figures[0]), _lands(s, begin, figures[0])
    if len(nouns) > 1:
        joined = all(row.has_between(a, b, "joint", "comma") for a, b in pairwise(nouns))
        return joined and len(nouns) == len(figures)
    return bool(nouns) and len(lands) == len(figures) and _runs(row, lands) == [lands]


def _nouns(s: Sentence, begin: int, end: int) -> list[int]:
    return [n for n in s.row.places("flow") if begin <= n < end]


def _lands(s: Sentence, begin: int, end: int) -> list[int]:
    row = s.row
    lands = [n for n in row.places("country") if begin <= n < end and row.items[n].value.code != s.context.home]
    return [n for n in lands if not is_of_company(row, n)]


def _topics(s: Sentence, figures: list[int], begin: int) -> list[Topic]:
    """What each figure is of; empty where nothing before them is of trade."""
    row, home, topic = s.row, s.context.home, s.topic
    nouns, lands = _nouns(s, begin, figures[0]), _lands(s, begin, figures[0])
    deeds = [n for n in range(begin, figures[0]) if row.kinds[n] in ("flow", "deed", "doubtful_deed", "sharing")]
    if len(nouns) == len(figures):
        topics = []
        for n in nouns:
            topic = of_noun(row, n, s.context, topic)
            topics.append(topic)
        return topics
    if len(lands) < len(figures) or not (deeds or s.told):
        return []
    if not deeds:
        s.flowing = True  # "Japan and South Korea came next with $236 million and $148 million, respectively"
    elif row.kinds[deeds[0]] == "flow":
        topic = of_noun(row, deeds[0], s.context, topic)
    elif row.kinds[deeds[0]] != "sharing":
        topic = of_deed(row, deeds[0], s.context, topic)
    if topic is None:
        return []
    side = "subject" if topic.other == home else "other"
    partners = [row.items[n] for n in lands[-len(figures) :]]
    return [topic.but(**{side: p.value.code}, cues=(*topic.cues, p), rule="in their order") for p in partners]


def _of_two(row: Row) -> set[int]:
    """The figures that are of two flows together: ``Exports and imports amounted to $5 billion``."""
    both = (
        found["second"]
        for n in row.places("flow")
        if (found := _TOGETHER.match(row, n))
        and row.gap(n, found["second"]) <= _JOINED
        and row.kinds[found["second"] + 1] != "close"  # what trade is made of: "total trade (exports and imports)"
    )
    figures = ((n, row.after(n, "money", "percent")) for n in both)
    parting = ("flow", "deed", "country", "semicolon", "colon")
    return {k for n, k in figures if k is not None and not row.has_between(n, k, *parting)}
