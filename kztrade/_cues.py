"""The words that trade prose is made of: what flows, who, which way it changed, what it is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from kztrade._scan import Lexicon, Scan

__all__ = ["Cue", "cues"]

_ROLES = (
    "flow_noun",
    "flow_verb",
    "movement",
    "factor_word",
    "share_word",
    "whole_word",
    "aim",
    "outlook",
    "other_money",
    "per_unit",
    "region",
    "both",
    "back_reference",
    "link_verb",
    "commodity",
)
"""The tables of the vocabulary that hold cues; where phrases begin alike, the longest wins, then the earlier table."""


@frozen(eq=False)
class Cue:
    """A word or phrase of trade prose.

    Attributes:
        role: the table of the vocabulary that holds it.
        meaning: what it stands for there.
        first: index of its first piece.
        last: index of its last piece.
    """

    role: str
    meaning: str
    first: int
    last: int


@cache
def _starts(words: Lexicon) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(words.roles_of, _ROLES))}]")


def cues(scan: Scan) -> Iterator[Cue]:
    """All cues of a text, in order, none overlapping."""
    phrases, free = scan.lexicon.phrases, 0
    for match in _starts(scan.lexicon).finditer(scan.kinds):
        index = match.start()
        if index < free:
            continue
        best: Cue | None = None
        for role in _ROLES:
            if scan.has_role(index, role):
                for last, meaning in phrases[role].match(scan.parts, index):
                    if best is None or last > best.last:
                        best = Cue(role, meaning, index, last)
                    break
        if best is not None:
            free = best.last + 1
            yield best
