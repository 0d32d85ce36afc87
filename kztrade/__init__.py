"""Typed facts, with offsets, from trade news prose.

Four kinds of mention have a module each, all with the same two functions: ``parse(text)`` reads a text that is
one value, ``find(text)`` yields every mention in prose. :class:`Article` holds all that one text says.

>>> from kztrade import Article
>>> Article.from_text("Exports rose to $31 billion.").money
(<[16,27) '$31 billion': Money('USD 31000000000')>,)
"""

from kztrade import countries, dates, jsonl, money, percentages
from kztrade.article import Article
from kztrade.errors import ParseError
from kztrade.values import Change, Country, Finding, Mention, Money, Percentage, Period, Share, Statement

__all__ = [
    "Article",
    "Change",
    "Country",
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
    "jsonl",
    "money",
    "percentages",
]

__version__ = "0.1.0.dev0"
