"""The head of an article: its headline, its own date and the place in its dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice

from attrs import define, frozen

from kztrade import vocabulary
from kztrade._calendar import build_day
from kztrade._date_grammar import Expression
from kztrade._date_values import said_day, said_month_day, said_part_of_year
from kztrade._late import late

__all__ = ["Header", "read"]

_HEAD_LINES = 9
"""Lines with words that may belong to the head."""

_LONGEST_TITLE = 220

_DASHES = "-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"


_BLANKS = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "))
"""Blanks that read like a space."""


@frozen(repr=False)
class Header:
    """What the head of an article says.

    Attributes:
        title: the headline, or None.
        published: the article's own date, or None.
        dateline: the place in the dateline, or None.
    """

    title: str | None = None
    published: date | None = None
    dateline: str | None = None


@define(eq=False, repr=False)
class _Line:
    """A line of the head, without the white space around it.

    Attributes:
        start: offset of its first character in the text.
        end: offset after its last.
        text: the line, all its blanks as spaces.
    """

    start: int
    end: int
    text: str


def read(text: str, dates: Sequence[Expression], language: str = "en") -> Header:
    """The head of a text.

    Args:
        text: the text.
        dates: the dates found in it.
        language: ISO 639 code of a language that has a vocabulary.
    """
    days = [x for x in dates if x.rule in _OF_DAYS]
    title = published = dateline = None
    slight = None  # a headline in capitals or of few words, unless a better one follows
    for number, line in enumerate(_lines(text), 1):
        inside = [x for x in days if line.start <= x.start < line.end] if days else days
        if _is_label(line, inside, language):
            published = published or next(filter(None, (said_day(x, dates) for x in inside)), None)
            dateline = dateline or _place_and_date(line, inside, language)
            continue
        scraped = _scraped_date(line, inside, dates, language)
        place = _place(line, scraped[0].end if scraped else line.start, language)
        if place is not None:
            dateline = place.name
            published = published or _dateline_day(place, dates)
        if scraped is not None and published is None:
            published = scraped[1]
        if place is not None or scraped is not None:
            break
        if title is not None:
            continue
        if _is_body(line):
            break
        if " " not in line.text:
            continue  # a place or a section of its own
        if _is_slight(line, language) and number < _HEAD_LINES and text[line.end :].strip():
            slight = slight or text[line.start : line.end]
        else:
            title = text[line.start : line.end]
    return Header(title or slight, published, dateline)


_OF_DAYS = ("day", "day_range", "days_of_month", "iso_day", "numeric_day")

_WORDED = late(r"\S[^\n]*")
"""The lines that have words, each from its first sign on."""


def _lines(text: str) -> Iterator[_Line]:
    """The first lines that have words."""
    for match in islice(_WORDED().finditer(text), _HEAD_LINES):
        line = match[0].rstrip()
        start = match.start()
        yield _Line(start, start + len(line), line if line.isascii() else line.translate(_BLANKS))


@cache
def _openings(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = vocabulary.load(language, "header")["not_headline"]
    return tuple((kind, tuple(sorted(words, key=len, reverse=True))) for kind, words in table.items())


def _opening(line: str, language: str) -> str | None:
    """What kind of label a line begins with: ``byline``, ``credit``, ``date``, ``section``, ``notice`` …"""
    lowered = line.lower().lstrip("[(*#>| 0123456789")
    for kind, words in _openings(language):
        for word in words:
            after = lowered[len(word) : len(word) + 2]
            # "News.az" is a site, which a headline may begin with
            if lowered.startswith(word) and not after[:1].isalnum() and not (after[:1] == "." and after[1:].isalpha()):
                return kind
    return None


_LONGEST_LABEL = 160

_MANY = 15
"""Words of a line that is no label, whatever it begins with."""

_FEW = 6
"""Words at most that a label has besides its date."""


_SECTION_MARKS = "|:/>»›" + _DASHES
"""What parts a section from what stands beside it: ``Home / News / Economy``."""

_PATH_MARKS = " > ", " » ", " › ", " / "
"""What parts the sections of a path that ends with the headline: ``Home » Economy » Exports grow``."""

_WORD = late(r"[^\W\d_]{2,}")


def _is_label(line: _Line, dates: Sequence[Expression], language: str) -> bool:
    """Whether a line of the head is a date, a byline, a section, a photo credit or page junk."""
    if len(line.text) > _LONGEST_LABEL:
        return False
    rest = line.text
    for x in reversed(dates):
        rest = rest[: x.start - line.start] + " " + rest[x.end - line.start :]
    words = _WORD().findall(rest)
    if not words:
        return True
    if dates and len(words) <= _FEW and not rest.rstrip().endswith("."):
        return True
    if len(words) > _MANY:
        return False
    kind = _opening(line.text, language)
    if kind in ("byline", "date"):
        return len(words) <= (_MANY if dates else _FEW)  # "By Assel Satubaldina in Central Asia on 16 November 2025"
    if kind == "credit":
        return not _is_sentence(line.text) or ":" in line.text[:20]
    if kind == "section":
        is_path = sum(map(line.text.count, _PATH_MARKS)) > 1
        return is_path or (
            len(words) <= _FEW
            and (line.text.isupper() or len(words) < 3 or any(mark in line.text for mark in _SECTION_MARKS))
        )
    return (kind == "junk" and len(words) < 4) or (kind == "notice" and len(words) <= _FEW)


_SHORT = 3
"""Letters of a word that has no capital in a name."""


def _is_slight(line: _Line, language: str) -> bool:
    """Whether a line is a headline only where no better one follows: capitals, a word or two, an institution's name."""
    if line.text.isupper() or len(_WORD().findall(line.text)) < 3:
        return True
    named = not any(word.islower() and len(word) > _SHORT for word in line.text.split())
    return named and _opening(line.text, language) == "institution"


def _is_sentence(line: str) -> bool:
    return line.rstrip("\N{RIGHT DOUBLE QUOTATION MARK}\"')»").endswith((".", ":", ";", ","))


def _is_body(line: _Line) -> bool:
    """Whether a line is running text: a headline has no full stop and is not long."""
    return _is_sentence(line.text) or len(line.text) > _LONGEST_TITLE


def _scraped_date(
    line: _Line, dates: Sequence[Expression], found: Sequence[Expression], language: str
) -> tuple[Expression, date] | None:
    """The day after the scraped word ``date`` at the start of a body line."""
    day = said_day(dates[0], found) if dates and dates[0].start - line.start <= len("date: ") else None
    if day is not None and len(line.text) > _LONGEST_TITLE // 2:
        before = line.text[: dates[0].start - line.start].strip(" :").lower()
        if before in vocabulary.load(language, "header")["not_headline"]["date"]:
            return dates[0], day
    return None


@frozen(eq=False, repr=False)
class _Place:
    """The place of a dateline.

    Attributes:
        name: as written.
        end: offset in the text after which its date may stand.
        limit: offset of the end of the dateline.
    """

    name: str
    end: int
    limit: int


_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’]*(?![\w])(?!\.\w)"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.]*"
_TOUCHING = "(?:\N{EM DASH}|--)(?=[(A-ZÀ-ÖØ-Þ\N{LEFT DOUBLE QUOTATION MARK}])"
# ASTANA, Kazakhstan, June 5, 2024 (Agency) –   |   ASTANA. KAZINFORM   |   Almaty. Feb 5, 2025. Agency. –   |   ASTANA—
_CAPITALS = late(
    rf"(?P<place>(?:[A-Z]{{2}}\. )?{_UPPER}(?:[ /-]{_UPPER}){{0,3}})(?P<tail>(?:, {_NAME}(?: {_NAME}){{0,3}})?)"
    rf"(?P<rest>[^\n]{{0,60}}?)(?P<close>\s*[{_DASHES}]{{1,2}}\s|{_TOUCHING}|\.\s|(?<=\)):?\s)"
)
_MIXED = late(
    rf"(?P<place>(?P<city>{_NAME}(?:[ -]{_NAME}){{0,3}})(?:/{_NAME})?)"
    rf"(?P<rest>(?:[,.] [^\n]{{0,60}}?|\s*(?P<agency>\([^)\n]{{0,40}}\)|/[^/\n]{{0,40}}/))?)"
    rf"(?P<close>(?:\s|(?<=\))\.?)[{_DASHES}]{{1,2}}\s|{_TOUCHING}|\.\s|(?<=\)):?\s)"
)
_COLON = late(rf"(?P<place>{_NAME}(?:[ -]{_NAME}){{0,2}})(?:, [^:\n]{{0,40}})?:\s")
_BRACKETED = late(rf"\((?P<agency>[^,()\n]{{2,40}}), (?P<place>{_NAME}(?: {_NAME}){{0,2}})\)\s+[{_DASHES}]{{1,2}}\s")


def _place(line: _Line, start: int, language: str) -> _Place | None:
    """The place of the dateline that begins at an offset of a line, if one does."""
    text, begin = line.text, start - line.start
    while text[begin : begin + 1] in (" ", "\t"):
        begin += 1
    bracketed = _BRACKETED().match(text, begin) if text.startswith("(", begin) else None
    if bracketed and bracketed["place"] in _cities(language):
        end = line.start + bracketed.end()
        return _Place(bracketed["place"], end, end)
    if text.isupper() and not _is_sentence(text):
        return None  # a headline in capitals
    match = None if text[begin + 1 : begin + 2].islower() else _CAPITALS().match(text, begin)
    if match and _is_place(match["place"]):
        return _Place(match["place"], line.start + match.end("place"), line.start + match.end())
    match = _MIXED().match(text, begin)
    if match and match["city"] in _cities(language):
        after = match["rest"] + text[match.end() : match.end() + _SOON]
        dated = text[match.end("place")] in ".," and bool(match["rest"].strip(" .,")) and any(map(str.isdigit, after))
        if dated or match["agency"] or match["close"].strip() != ".":
            return _Place(match["place"], line.start + match.end("place"), line.start + match.end() + dated)
    match = _COLON().match(text, begin)
    if match and _is_body(line) and not _cities(language).isdisjoint((match["place"], match["place"].title())):
        return _Place(match["place"], line.start + match.end("place"), line.start + match.end())
    return None


_SOON = len("September 5")
"""Characters after ``Tashkent, Uzbekistan.`` in which its date must have begun."""


def _is_place(name: str) -> bool:
    """Whether capitals can be a place: letters enough, a vowel among them, and no single initial."""
    return len(name) > 2 and not name.endswith(".") and sum(map(str.isalpha, name)) > 2 and bool(_VOWEL().search(name))


_VOWEL = late("[AEIOUYÀ-ÖØ-Ý]")

_ALONE = late(rf"(?P<place>{_UPPER}(?:[ -]{_UPPER}){{0,2}}), {_NAME}(?: {_NAME})?, ")


def _place_and_date(line: _Line, dates: Sequence[Expression], language: str) -> str | None:
    """The place of a dateline that is a line of its own: ``BAKU, Azerbaijan, May 20``."""
    match = _ALONE().match(line.text) if dates else None
    stands = match is not None and match["place"].title() in _cities(language)
    return match["place"] if match and stands and line.start + match.end() == dates[0].start else None


@cache
def _cities(language: str) -> frozenset[str]:
    """The places that a dateline without capitals may name: capitals of countries and other cities."""
    cities = vocabulary.load(language, "header")["dateline_city"]["places"]
    capitals = vocabulary.load(language, "countries").get("country_capital", {}).values()
    return frozenset(cities) | {name for names in capitals for name in names}


def _dateline_day(place: _Place, dates: Sequence[Expression]) -> date | None:
    """The day of a dateline; without its year only where the text makes the year plain."""
    for x in dates:
        if place.end <= x.start < max(place.limit, place.end + len(". D")):
            day, month_day = said_day(x, dates), said_month_day(x)
            if day is not None:
                return day
            if month_day is not None:
                parts = [part.last for part in map(said_part_of_year, dates) if part is not None]
                return _plain_year(parts, *month_day)
    return None


def _plain_year(ends: Sequence[date], month: int, day: int) -> date | None:
    """The first such day after the latest part of a year said: ``Oct. 11`` beside ``first nine months of 2024``."""
    for end in sorted(ends, reverse=True):
        for year in (end.year, end.year + 1):
            found = build_day(year, month, day)
            if found and 0 <= (found.first - end).days < _HALF_YEAR:
                return found.first
    return None


_HALF_YEAR = 183
