"""Article: the record of all that was found in one text."""

from __future__ import annotations

from datetime import date
from os import PathLike
from pathlib import Path

from attrs import field, frozen

from kztrade.values import Country, Finding, Mention, Money, Percentage, Period, Statement

__all__ = ["Article"]


@frozen(order=False)
class Article:
    """A text, its head, and every fact found in it.

    Attributes:
        text: the text as given; every offset counts in it. It doesn't count in comparing: the JSON form leaves it out.
        id: what the input called it, or None.
        source: where it came from (a file's name, a URL), or None.
        title: the headline as written, or None.
        published: the article's own date, or None.
        dateline: the place in its dateline, or None.
        dates: mentions of dates, in text order.
        money: mentions of amounts of money.
        percentages: mentions of percentages.
        countries: mentions of countries.
        statements: trade statements.
        findings: figures that can't all be true.
    """

    text: str = field(default="", eq=False, repr=False)
    id: str | None = None
    source: str | None = None
    title: str | None = None
    published: date | None = None
    dateline: str | None = None
    dates: tuple[Mention[Period], ...] = ()
    money: tuple[Mention[Money], ...] = ()
    percentages: tuple[Mention[Percentage], ...] = ()
    countries: tuple[Mention[Country], ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        source: str | None = None,
        id: str | None = None,  # noqa: A002 - the JSON form's own word
        title: str | None = None,
        published: date | None = None,
        language: str = "en",
    ) -> Article:
        """Read a text."""
        return cls(text=text, id=id, source=source, title=title, published=published)

    @classmethod
    def from_file(cls, path: str | PathLike[str], *, published: date | None = None, language: str = "en") -> Article:
        """Read a UTF-8 text file; its name becomes the source."""
        file = Path(path)
        return cls.from_text(file.read_text(encoding="utf-8-sig"), source=file.name, published=published, language=language)
