"""Where sentences begin and end, with the lines and lists of news pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kztrade._scan import Scan

__all__ = ["sentences"]

_DASHES = "-\N{EN DASH}\N{EM DASH}"
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*|(?<!\n)[\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}»)\]]*\s+)"
)
"""Where a sentence may end: after a stop and white space, or at a line's end."""


_LONGEST = 1000
"""Pieces and separators of a sentence, at most: some 500 words. It is even, so that a piece begins each stretch."""


def sentences(scan: Scan) -> Iterator[tuple[int, int]]:
    """The sentences of a text in order, as pieces: (index of the first, index after the last).

    >>> scan = Scan.of("Trade grew to $1.2 bln. in 2023. Exports rose.")
    >>> [scan.slice(first, stop) for first, stop in sentences(scan)]
    ['Trade grew to $1.2 bln. in 2023', 'Exports rose']
    """
    text, starts, first = scan.text, scan.starts, 1
    for match in _END.finditer(text):
        start, end = match.span()
        stop = bisect_left(starts, end, first)
        stop += 1 - stop % 2  # the first piece after the end
        if stop <= first:
            continue
        following, last = text[end : end + 1], stop - 2
        if text[start] == "\n":
            if _goes_on(scan, last, start, following, blank=match[0].count("\n") > 1):
                continue
        elif following.islower() or (text[start] == "." and _abbreviates(scan, last, following)):
            continue
        yield from _cut(first, stop - 1)
        first = stop
    if first < len(scan.parts):
        yield from _cut(first, len(scan.parts) - 1)


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


def _goes_on(scan: Scan, index: int, offset: int, following: str, *, blank: bool) -> bool:
    """Whether a sentence goes on over a line's end: one cut by a page's layout does."""
    while offset and scan.text[offset - 1].isspace():
        offset -= 1
    last = scan.text[offset - 1 : offset]
    if last in _DASHES and last:
        return True
    if scan.has_role(index, "function_word") and last.isalpha() and scan.parts[index].islower():
        return True
    return not blank and (following.islower() or (last.isalnum() and scan.has_role(index, "open_figure")))
