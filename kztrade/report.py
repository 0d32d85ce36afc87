"""A report: one HTML page with the marked articles, a table of their statements, the findings and charts.

The page is one file that needs nothing else: no network, no server, no library. It forbids itself the network
(Content-Security-Policy), runs no script but its own, and reads without one; with it, the table sorts and filters. It
is for screens of any width, for paper, for light and dark, for keyboard and screen reader.

The page has no time of its own: the same articles make the same page.

Needs the extra ``kztrade[report]`` (Jinja2).

>>> from kztrade import Article
>>> page = "".join(pages([Article.from_text("Exports to Italy rose by 5% to $15 billion in 2023.")], title="Italy"))
>>> page[:15], "<title>Italy</title>" in page
('<!doctype html>', True)
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from decimal import localcontext
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Self

from attrs import define, field

from kztrade import highlight
from kztrade._charts import Figure, by_partner, figure, mirrored, timelines
from kztrade._markup import CONTEXT, Span, country_name, said, shown, signed, weave
from kztrade.article import Article
from kztrade.values import Mention, Period, Statement

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["pages"]

_SPOOL = 8 << 20
"""Bytes of a part of the page that are kept in memory until it can be written."""

_CHUNK = 1 << 16


def pages(articles: Iterable[Article], *, title: str = "Trade report") -> Iterator[str]:
    """One self-contained page for all articles, in chunks to be written one after the other as UTF-8.

    Articles are read one at a time and none is kept: what comes late on the page waits in a temporary file. The first
    chunk comes when all are read, because the charts and filters are at the top.

    Args:
        articles: any articles; one without its text (read back from JSON) has its mentions as a table.
        title: the heading and title of the page.

    Raises:
        ValueError: a mention is not of its article's text.
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.
    """
    environment = _environment()
    parts: Any = environment.get_template("parts.html.jinja").module
    with ExitStack() as stack:
        rows, findings, texts = (stack.enter_context(_Part()) for _ in range(3))
        summary = _Summary()
        for number, article in enumerate(articles, 1):
            name = _name(article, number)
            summary.add(article, name)
            texts.add(parts.article(number, name, article, _text(article, number)))
            for place, statement in enumerate(article.statements, 1):
                rows.add(parts.row(f"a{number}-s{place}", name, statement, _keys(statement)))
            for finding in article.findings:
                findings.add(parts.finding(finding, number, name))
        page = environment.get_template("report.html.jinja").generate(
            title=title,
            css=_resource("report.css") + highlight.css(),
            script=_resource("report.js"),
            hash=_hash,
            summary=summary,
            charts=summary.charts(),
            rows=rows,
            findings=findings,
            articles=texts,
        )
        yield from _chunks(page)


def _environment() -> Environment:
    """Templates in which every expression is escaped, and all that it says can be seen."""
    try:
        import jinja2
        from markupsafe import Markup
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("a report needs Jinja2: pip install 'kztrade[report]'", name=error.name) from error

    def finalize(value: object) -> object:
        return value if isinstance(value, Markup) else shown(str(value))

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kztrade"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(said=said, country=country_name)
    environment.globals["legend"] = lambda mentions: Markup(highlight.legend(mentions, inline=False))  # noqa: S704 - escaped there
    return environment


def _resource(name: str) -> str:
    return files("kztrade").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a Content-Security-Policy calls a script or a style sheet by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _chunks(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces in fewer, larger ones."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


class _Part:
    """A part of the page that is written while articles come, and read back once when all are there."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_SPOOL, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - see __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, html: str) -> None:
        self._file.write(html)

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk


@define
class _Summary:
    """What the top of the page tells of all articles: how many, what the filters can choose, the figures for charts."""

    articles: int = 0
    statements: int = 0
    findings: int = 0
    reporters: set[str] = field(factory=set)
    partners: set[str] = field(factory=set)
    flows: set[str] = field(factory=set)
    statuses: set[str] = field(factory=set)
    years: set[int] = field(factory=set)
    figures: list[Figure] = field(factory=list)

    def add(self, article: Article, name: str) -> None:
        self.articles += 1
        self.findings += len(article.findings)
        for statement in article.statements:
            self.statements += 1
            self.reporters.add(statement.reporter)
            self.partners.add(statement.partner or "")
            self.flows.add(statement.flow)
            self.statuses.add(statement.status)
            self.years.update(_years(statement.period))
            drawn = figure(statement, article.findings, article.published, name)
            self.figures += [drawn] if drawn else []

    def countries(self, codes: set[str]) -> list[tuple[str, str]]:
        """What a filter can choose, by name."""
        return sorted(((code, country_name(code or None)) for code in codes), key=lambda choice: choice[1])

    def words(self, found: set[Any]) -> list[tuple[Any, str]]:
        """What a filter can choose, in order."""
        return [(word, str(word).replace("_", " ")) for word in sorted(found)]

    def charts(self) -> dict[str, Any]:
        with localcontext(CONTEXT):
            figures = self.figures
            return {"bars": by_partner(figures), "mirrored": mirrored(figures), "timelines": timelines(figures)}


def _years(period: Period | None) -> list[int]:
    """The first and the last year of a period, as far as they are known."""
    return [] if period is None else [day.year for day in (period.start, period.end) if day]


def _keys(statement: Statement) -> dict[str, Any]:
    """What the table sorts and filters a statement by."""
    money, period = statement.value, statement.period
    years = _years(period)
    return {
        "first": min(years, default=""),
        "last": max(years, default=""),
        "value": f"{money.currency or 'XXX'} {money.amount:.12E}" if money else "",
        "period": f"{period.start or ''} {period.end or ''}".strip() if period else "",
        "change": "" if (change := signed(statement)) is None else f"{change:.12E}",
        "share": f"{statement.share.value:.12E}" if statement.share else "",
    }


def _name(article: Article, number: int) -> str:
    return article.title or article.source or article.id or f"Article {number}"


def _text(article: Article, number: int) -> Any:
    """The marked text, in which every statement has a place to be linked to; a table where the text is not kept."""
    from markupsafe import Markup

    mentions: list[Mention[Any]] = [*article.dates, *article.money, *article.percentages, *article.countries]
    if not article.text:
        return Markup(highlight.table(mentions, inline=False) if mentions else "")  # noqa: S704 - escaped there
    spans = [
        Span(*_within(statement, article.text), "span", ' class="said"', f' id="a{number}-s{place}"')
        for place, statement in enumerate(article.statements, 1)
    ]
    woven = weave(article.text, [*spans, *highlight.marks(article.text, mentions, inline=False)])
    return Markup(f'<div class="kztrade-text">{"".join(woven)}</div>')  # noqa: S704 - escaped there


def _within(statement: Statement, text: str) -> tuple[int, int]:
    """Where a statement is in a text, which it may not be of: a place to link to it has to have."""
    start = min(max(statement.start, 0), len(text))
    return start, min(max(statement.end, start), len(text))
