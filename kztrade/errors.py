"""The one error of the library: a text that is not the single value it was taken for."""

from __future__ import annotations

__all__ = ["ParseError"]

_SHOWN = 60
"""Characters of the text that a message shows around the place at fault."""


class ParseError(ValueError):
    """A text, or a line of JSON, that can't be read as what was asked for.

    Attributes:
        message: what is wrong, in lower case, without the text.
        text: the whole text that was given.
        start: offset of the first character at fault.
        end: offset after the last one.

    >>> print(ParseError("no amount of money", "some 5 apples", 5, 13))
    no amount of money
      some 5 apples
           ^^^^^^^^
    """

    def __init__(self, message: str, text: str, start: int = 0, end: int | None = None) -> None:
        end = len(text) if end is None else end
        super().__init__(message, text, start, end)
        self.message = message
        self.text = text
        self.start = start
        self.end = end

    def __str__(self) -> str:
        first = max(0, min(self.start, len(self.text)) - _SHOWN // 2)
        shown = "".join(c if c.isprintable() else " " for c in self.text[first : first + _SHOWN])
        marks = max(1, min(self.end, first + len(shown)) - self.start)
        return f"{self.message}\n  {shown}\n  {' ' * (self.start - first)}{'^' * marks}"
