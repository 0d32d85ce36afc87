"""Where sentences begin and end, with the lines and lists of news pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kztrade._scan import Scan

__all__ = ["sentences"]

_DASHES = "-\N{EN DASH}\N{EM DASH}"
_STOPS = ".!?…"
_END = re.compile(r"[.!?…][\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}»)\]]*\s+|\s*\n\s*")
"""Where a sentence may end: after a stop and white space, or at a line's end."""


def sentences(scan: Scan) -> Iterator[tuple[int, int]]:
    """The sentences of a text in order, as pieces: (index of the first, index after the last).

    >>> scan = Scan.of("Trade grew to $1.2 bln. in 2023. Exports rose.")
    >>> [scan.slice(first, stop) for first, stop in sentences(scan)]
    ['Trade grew to $1.2 bln. in 2023', 'Exports rose']
    """
    first = 1
    for match in _END.finditer(scan.text):
        if not _ends(scan, match):
            continue
        stop = bisect_left(scan.starts, match.end())
        stop += 1 - stop % 2  # the first piece after the end
        if stop > first:
            yield first, stop - 1
            first = stop
    if first < len(scan.parts):
        yield first, len(scan.parts) - 1


def _ends(scan: Scan, match: re.Match[str]) -> bool:
    """Whether a sentence ends at a place where it may."""
    text, start, end = scan.text, match.start(), match.end()
    following = text[end : end + 1]
    if "\n" in match[0] and text[start] not in _STOPS:
        return not _goes_on(scan, start, following, blank=match[0].count("\n") > 1)
    if following.islower():
        return False
    return text[start] != "." or not _abbreviates(scan, start, following)


def _word_before(scan: Scan, offset: int) -> int:
    """The index of the last piece that begins before an offset."""
    index = bisect_left(scan.starts, offset) - 1
    return index if index % 2 else index - 1


def _abbreviates(scan: Scan, offset: int, following: str) -> bool:
    """Whether a full stop belongs to the word before it."""
    index = _word_before(scan, offset)
    word = scan.parts[index] if index > 0 else ""
    if len(word) == 1 and word.isupper():
        return not scan.has_role(index - 1, "touch")  # an initial, not the B of "$82.8B"
    if scan.has_role(index, "title_abbreviation"):
        return True
    if scan.has_role(index, "month") and len(word) < 5 and following.isdigit():
        return True
    return scan.has_role(index, "number_abbreviation") and following.isdigit()


def _goes_on(scan: Scan, offset: int, following: str, *, blank: bool) -> bool:
    """Whether a sentence goes on over a line's end: one cut by a page's layout does."""
    last = scan.text[offset - 1 : offset]
    if last in _DASHES and last:
        return True
    index = _word_before(scan, offset)
    if scan.has_role(index, "function_word") and last.isalpha() and scan.parts[index].islower():
        return True
    return not blank and (following.islower() or (last.isalnum() and scan.has_role(index, "open_figure")))
