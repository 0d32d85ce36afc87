"""Patterns that are compiled when a text first needs them, so that importing the package costs less."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

__all__ = ["late"]


def late(pattern: str) -> Callable[[], re.Pattern[str]]:
    r"""A regular expression that is compiled at the first call, and kept.

    >>> digits = late(r"\d+")
    >>> digits().findall("5 of 12")
    ['5', '12']
    """
    return cache(partial(re.compile, pattern))
