"""What a user's type checker sees: read by mypy and pyright, not run.

The four kinds have one interface. It is described here, not in the library, which has no use for a base class.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeVar, assert_type

from kztrade import (
    Article,
    Country,
    Finding,
    Mention,
    Money,
    Percentage,
    Period,
    Statement,
    countries,
    dates,
    highlight,
    jsonl,
    money,
    percentages,
    report,
    tables,
)

T_co = TypeVar("T_co", covariant=True)


class Kind(Protocol[T_co]):
    """A module that reads one kind of value."""

    def parse(self, text: str, /, *, language: str = "en") -> T_co: ...
    def find(self, text: str, /, *, language: str = "en") -> Iterator[Mention[T_co]]: ...


class DatedKind(Kind[T_co], Protocol[T_co]):
    """A kind whose values may depend on the article's date."""

    def parse(self, text: str, /, *, published: date | None = None, language: str = "en") -> T_co: ...
    def find(self, text: str, /, *, published: date | None = None, language: str = "en") -> Iterator[Mention[T_co]]: ...


a_dated_kind: DatedKind[Period] = dates
a_kind_of_dates: Kind[Period] = dates
a_kind_of_money: Kind[Money] = money
a_kind_of_percentages: Kind[Percentage] = percentages
a_kind_of_countries: Kind[Country] = countries
any_kind: tuple[Kind[object], ...] = (dates, money, percentages, countries)

article = Article.from_text("", published=date(2024, 9, 12))
assert_type(article, Article)
assert_type(article.published, date | None)
assert_type(article.dates, tuple[Mention[Period], ...])
assert_type(article.money, tuple[Mention[Money], ...])
assert_type(article.percentages, tuple[Mention[Percentage], ...])
assert_type(article.countries, tuple[Mention[Country], ...])
assert_type(article.statements, tuple[Statement, ...])
assert_type(article.findings, tuple[Finding, ...])
assert_type(jsonl.loads(jsonl.dumps(article)), Article)

said = tables.statements([article])
assert_type(said, tables.Table)
assert_type(tables.mentions(article, "money"), tables.Table)
assert_type(said.to_csv(), str)
assert_type(said.to_csv("a.csv"), None)
assert_type(len(said), int)
assert_type(Article.from_html(b"", "https://example.org"), Article)
assert_type(highlight.html("", article.money), str)
assert_type(highlight.table(article.statements), str)
assert_type(highlight.table(article.dates), str)
assert_type(highlight.table(article.findings), str)
assert_type(report.pages([article], title="Trade"), Iterator[str])

for mention in article.money:
    assert_type(mention.value.currency, str | None)
for period in dates.find("in May", published=article.published):
    assert_type(period.value.start, date | None)

# A mention of a thing is a mention of any wider thing.
anything: list[Mention[object]] = [*article.dates, *article.countries]
