"""Typed facts, with offsets, from trade news prose.

Four kinds of mention have a module each, all with the same two functions: ``parse(text)`` reads a text that is
one value, ``find(text)`` yields every mention in prose. ``statements`` links them into who traded what with whom,
``findings`` holds the figures against each other, and :class:`Article` has all that one text says.

>>> from kztrade import Article
>>> article = Article.from_text("Exports to Italy rose by 5% to $31 billion in 2023.")
>>> article.money
(<[31,42) '$31 billion': Money('USD 31000000000')>,)
>>> print(*article.statements)
KAZ export ITA USD 31000000000 (2023) up 5%
"""

from typing import TYPE_CHECKING, Any

from kztrade import countries, dates, findings, money, percentages, statements
from kztrade.article import Article
from kztrade.errors import ParseError
from kztrade.values import Change, Country, Evidence, Finding, Mention, Money, Percentage, Period, Share, Statement

if TYPE_CHECKING:
    from kztrade import highlight, jsonl
    from kztrade.highlight import load_ipython_extension

__all__ = [
    "Article",
    "Change",
    "Country",
    "Evidence",
    "Finding",
    "Mention",
    "Money",
    "ParseError",
    "Percentage",
    "Period",
    "Share",
    "Statement",
    "__version__",
    "countries",
    "dates",
    "findings",
    "highlight",
    "jsonl",
    "load_ipython_extension",
    "money",
    "percentages",
    "statements",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What comes after the reading is loaded when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    from importlib import import_module

    if name == "load_ipython_extension":
        return import_module("kztrade.highlight").load_ipython_extension
    return import_module(f"kztrade.{name}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
