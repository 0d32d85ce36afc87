"""Article: the record of all that was found in one text."""

from __future__ import annotations

from datetime import date, datetime
from os import PathLike
from typing import TypedDict

from attrs import field, frozen

from kztrade import _header, countries, dates, findings, money, percentages, statements
from kztrade._date_grammar import expressions
from kztrade._date_guards import accept
from kztrade._scan import Scan
from kztrade.values import Country, Finding, Mention, Money, Percentage, Period, Statement

__all__ = ["Article"]


class _Kinds(TypedDict):
    """The mentions of each kind."""

    dates: tuple[Mention[Period], ...]
    money: tuple[Mention[Money], ...]
    percentages: tuple[Mention[Percentage], ...]
    countries: tuple[Mention[Country], ...]


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
        statements: trade statements: who traded what with whom, when, how much, how changed.
        findings: figures among them that can't all be true.
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
        home: str | None = "KAZ",
    ) -> Article:
        """Read a text.

        Args:
            text: the text; every offset counts in it.
            source: where it came from, kept as given.
            id: what to call it, kept as given.
            title: its headline, where known; else the text's own.
            published: its date, where known; else the one that its head says.
            language: ISO 639 code of a language that has a vocabulary.
            home: the economy whose trade the text is about, by its ISO 3166-1 alpha-3 code: the reporter of its
                statements. None takes the country that the text names first. A text that begins with another
                country's own trade is read as that country's.

        Raises:
            TypeError: text is not a str.

        >>> article = Article.from_text("ASTANA, June 5, 2024 (Agency) – Exports grew by 5% last year.")
        >>> article.dateline, article.published, [str(m.value) for m in article.dates]
        ('ASTANA', datetime.date(2024, 6, 5), ['2024-06-05', '2023'])
        """
        scan = Scan.of(text, language)
        found = list(expressions(scan, accept))
        header = _header.read(text, found, language)
        published = published or header.published
        if isinstance(published, datetime):
            published = published.date()
        kinds: _Kinds = {
            "dates": tuple(dates.resolve(scan, found, published)),
            "money": tuple(money.find_in(scan)),
            "percentages": tuple(percentages.find_in(scan)),
            "countries": tuple(countries.find_in(scan)),
        }
        said = tuple(statements.find_in(scan, home=home, **kinds))
        return cls(
            text=text,
            id=id,
            source=source,
            title=title or header.title,
            published=published,
            dateline=header.dateline,
            **kinds,
            statements=said,
            findings=tuple(findings.check(said)),
        )

    @classmethod
    def from_file(
        cls,
        path: str | PathLike[str],
        *,
        published: date | None = None,
        language: str = "en",
        home: str | None = "KAZ",
    ) -> Article:
        """Read a UTF-8 text file, its line ends as they are; its name becomes the source.

        Raises:
            OSError: the file can't be read.
            UnicodeDecodeError: it is not UTF-8.
        """
        from pathlib import Path  # loaded late, as what pages and notebooks need: most articles come as a text

        file = Path(path)
        text = file.read_bytes().decode("utf-8-sig")
        return cls.from_text(text, source=file.name, published=published, language=language, home=home)

    @classmethod
    def from_html(
        cls,
        html: str | bytes,
        url: str | None = None,
        *,
        source: str | None = None,
        id: str | None = None,  # noqa: A002 - the JSON form's own word
        title: str | None = None,
        published: date | None = None,
        language: str = "en",
        home: str | None = "KAZ",
    ) -> Article:
        """Read the article of a web page; nothing is fetched. Needs the extra ``kztrade[html]`` (trafilatura).

        Its text is the article's prose, a blank line between paragraphs, without menus, comments and scripts: offsets
        count in that. Whatever is wrong with the page, it raises nothing; one without an article has an empty text.

        Args:
            html: the page. Bytes are decoded by their byte order mark, as UTF-8 if they are it, else by the encoding
                that the page declares, else as windows-1252, which is what browsers do.
            url: where it comes from: the source, where no other is given. A date in it counts as metadata.
            source: as in :meth:`from_text`.
            id: as in :meth:`from_text`.
            title: its headline, where known; else that of the page's metadata; else the text's own.
            published: its date, where known; else that of the page's metadata; else the one that the text's head says.
                A time is the day that it is written as, whatever its zone.
            language: as in :meth:`from_text`.
            home: as in :meth:`from_text`.

        Raises:
            TypeError: html is neither str nor bytes.
            ModuleNotFoundError: trafilatura is not installed.

        >>> page = "<title>Trade</title><meta name=date content=2024-06-05><p>Exports grew by 5% last year."
        >>> article = Article.from_html(page, "https://example.org/trade")
        >>> article.source, article.title, article.published, article.text, str(article.dates[0].value)
        ('https://example.org/trade', 'Trade', datetime.date(2024, 6, 5), 'Exports grew by 5% last year.', '2023')
        """
        from kztrade import _web

        page = _web.read(html, url)
        return cls.from_text(
            page.text,
            source=source or url,
            id=id,
            title=title or page.title,
            published=published or page.published,
            language=language,
            home=home,
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its mentions marked, the statements, the findings."""
        from kztrade import highlight

        return highlight.overview(
            self.text,
            (self.title, self.published, self.dateline, self.source or self.id),
            [*self.dates, *self.money, *self.percentages, *self.countries],
            self.statements,
            self.findings,
        )
