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

if TYPE_CHECKING:
    from kztrade import countries, dates, findings, highlight, jsonl, money, percentages, statements
    from kztrade.article import Article
    from kztrade.errors import ParseError
    from kztrade.highlight import load_ipython_extension
    from kztrade.values import Change, Country, Evidence, Finding, Mention, Money, Percentage, Period, Share, Statement

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


_MODULES = {"Article": "article", "ParseError": "errors", "load_ipython_extension": "highlight"}
"""Where a name is at home that is no module's and no value's."""


def __getattr__(name: str) -> Any:
    """Each name is loaded when it is asked for: who reads dates alone doesn't wait for the reader of statements."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    from importlib import import_module

    if name.islower() and name not in _MODULES:
        return import_module(f"kztrade.{name}")
    found = globals()[name] = getattr(import_module(f"kztrade.{_MODULES.get(name, 'values')}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
