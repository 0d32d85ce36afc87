"""Each module by itself, for pytest-benchmark: ``pytest benchmarks --benchmark-only``."""

import pytest
from yardstick import texts

from kztrade import Article, countries, dates, findings, money, percentages, statements
from kztrade._scan import Scan

CORPUS = texts()
ARTICLES = [Article.from_text(text) for text in CORPUS[:40]]
READERS = {
    "scan": Scan.of,
    "dates": lambda text: list(dates.find(text)),
    "money": lambda text: list(money.find(text)),
    "percentages": lambda text: list(percentages.find(text)),
    "countries": lambda text: list(countries.find(text)),
    "statements": lambda text: list(statements.find(text)),
    "article": Article.from_text,
}


@pytest.mark.parametrize("name", READERS)
def test_reading(benchmark, name):
    benchmark(lambda: [READERS[name](text) for text in CORPUS[:40]])


def test_findings(benchmark):
    benchmark(lambda: [list(findings.check(article.statements)) for article in ARTICLES])
