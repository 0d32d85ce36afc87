"""Where sentences begin and end, with the lines and lists of news pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kztrade._scan import SHORT_SEPARATOR, Lexicon, Scan, sentence_ends

__all__ = ["sentences"]

_DASHES = "-\N{EN DASH}\N{EM DASH}"

_LONGEST = 1000
"""Pieces and separators of a sentence, at most: some 500 words. It is even, so that a piece begins each stretch."""


def sentences(scan: Scan) -> Iterator[tuple[int, int]]:
    """The sentences of a text in order, as pieces: (index of the first, index after the last).

    >>> scan = Scan.of("Trade grew to $1.2 bln. in 2023. Exports rose.")
    >>> [scan.slice(first, stop) for first, stop in sentences(scan)]
    ['Trade grew to $1.2 bln. in 2023', 'Exports rose']
    """
    parts, first = scan.parts, 1
    for match in _endings(scan.lexicon).finditer(scan.kinds, 1):
        index = match.start()
        separator = parts[index]
        for stop in _stops(separator) if len(separator) <= SHORT_SEPARATOR else _stops.__wrapped__(separator):
            if _ends_at(scan, index, stop):
                if index - first > _LONGEST:
                    yield from _cut(first, index)
                else:
                    yield first, index
                first = index + 1
                break
    if first < len(parts):
        yield from _cut(first, len(parts) - 1)


@cache
def _endings(words: Lexicon) -> re.Pattern[str]:
    return words.compile("<ending>")


class _Stop(NamedTuple):
    """Where a sentence may end in a separator.

    Attributes:
        mark: the stop or line's end.
        before: the last character before it in the separator, if any.
        after: the first character after it there, if any.
        blank: whether it is a blank line.
    """

    mark: str
    before: str
    after: str
    blank: bool


@lru_cache(maxsize=1024)
def _stops(separator: str) -> tuple[_Stop, ...]:
    return tuple(
        _Stop(
            match[0][0],
            separator[: match.start()].rstrip()[-1:],
            separator[match.end() : match.end() + 1],
            match[0].count("\n") > 1,
        )
        for match in sentence_ends().finditer(separator)
    )


def _ends_at(scan: Scan, index: int, stop: _Stop) -> bool:
    """Whether a sentence ends at one of the stops of a separator."""
    parts = scan.parts
    following = stop.after or parts[index + 1][:1] if index + 1 < len(parts) else stop.after
    if stop.mark == "\n":
        return not _goes_on(scan, index - 1, stop.before or parts[index - 1][-1], following, blank=stop.blank)
    return not following.islower() and not (stop.mark == "." and _abbreviates(scan, index - 1, following))


def _cut(first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence, or what is too long for one in stretches, so that the time to read it grows with its length only."""
    while stop - first > _LONGEST:
        yield first, first + _LONGEST - 1
        first += _LONGEST
    yield first, stop


def _abbreviates(scan: Scan, index: int, following: str) -> bool:
    """Whether a full stop belongs to the word before it."""
    word = scan.parts[index]
    if len(word) == 1 and word.isupper():
        return not scan.has_role(index - 1, "touch")  # an initial, not the B of "$82.8B"
    if scan.has_role(index, "title_abbreviation"):
        return True
    if not following.isdigit():
        return False
    return scan.has_role(index, "number_abbreviation") or (scan.has_role(index, "month") and len(word) < 5)


def _goes_on(scan: Scan, index: int, last: str, following: str, *, blank: bool) -> bool:
    """Whether a sentence goes on over a line's end, after its last character: one cut by a page's layout does."""
    if last in _DASHES:
        return True
    if last.isalpha() and scan.has_role(index, "function_word") and scan.parts[index].islower():
        return True
    return not blank and (following.islower() or (last.isalnum() and scan.has_role(index, "open_figure")))
