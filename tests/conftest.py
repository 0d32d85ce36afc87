"""What all tests share: the profiles of Hypothesis, and where things are."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings

from kztrade import Article, Change, Country, Finding, Mention, Money, Period, Share, Statement

# "ci" gives the same examples every time: a red build is always somebody's change. "nightly" looks for new ones.
settings.register_profile("ci", max_examples=300, derandomize=True, deadline=None, database=None)
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

collect_ignore = ["typing_api.py"]  # type checkers read it


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return Path(__file__).parents[1]


HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus tabindex=0",
    "</style></script></title></textarea><img src=x onerror=alert(1)>",
    "--><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "=cmd()|'/C calc'!A0",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b31m",
    "\u202eesrever\u2066deifier",
    "a\0b\x0b\x0c\ufffe\U0001ffff",
    "\ud800lone\udfff",
    "&lt;b&gt;&#0;",
)
"""What a field may hold that a page, a terminal or a spreadsheet would obey, or choke on."""


def _hostile_article(bad: str) -> Article:
    """An article each of whose fields holds a hostile text, also those that only a caller can fill so."""
    year, next_year = (Period(date(y, 1, 1), date(y, 12, 31)) for y in (2023, 2024))
    found = Article.from_text(f"{bad} Exports to Italy rose by 5% to $15 billion in 2023. {bad}", home="KAZ")
    statements = [
        Statement(bad, partner, flow, None, Money(Decimal(amount), bad), year)
        for partner in ("ITA", bad)
        for flow, amount in (("trade", 9), ("export", 7), ("import", 2))
    ]
    goods = Statement(bad, bad, "export", bad, Money(Decimal(5), bad), next_year, Change("up", Decimal(5), base=year))
    later = evolve(statements[0], period=next_year, share=Share(Decimal(5), "trade", bad))
    return evolve(
        found,
        id=bad,
        source=bad,
        title=bad,
        dateline=bad,
        countries=(*found.countries, Mention(0, len(bad), bad, Country(bad)), Mention(0, 1, bad[0], Country(bad))),
        money=(*found.money, Mention(0, len(bad), bad, Money(Decimal(1), bad))),
        dates=(*found.dates, Mention(0, len(bad), bad, Period(None, None, bad))),
        statements=(*found.statements, *statements, goods, later),
        findings=(Finding("sum", 0, 5, bad, Money(Decimal(5), bad)),),
    )


@pytest.fixture(scope="session")
def hostile() -> list[Article]:
    """Articles whose every field holds what a page, a terminal or a spreadsheet would obey, or choke on."""
    return [*map(_hostile_article, HOSTILE), evolve(_hostile_article("<b>"), text="")]
