"""How the words of a vocabulary stand in texts."""

from __future__ import annotations

import unicodedata

from kztrade._late import late

__all__ = ["Tail", "cut", "parted", "spellings", "ways", "without_marks"]

_LETTERS = "A-Za-zÀ-ÖØ-öø-ʯ\u0300-\u036fͰ-ӿḀ-ỿ"
"""Latin, Greek and Cyrillic with their marks: the scripts that a vocabulary may use."""

_SIGNS = "$¢£¤¥֏؋฿៛₠-⃀＄￠￡￥￦%‰％¼-¾⅐-⅞"
"""Signs of currency and per cent, and fractions of one character: pieces of their own wherever they stand."""

_pieces = late(f"([{_LETTERS}0-9{_SIGNS}](?:(?<=[{_LETTERS}])[{_LETTERS}]*|(?<=[0-9])[0-9]{{0,3}}|))")
"""Cuts a text into separators and pieces; more than four digits are several pieces that touch.

It begins with one set of characters, by which the next piece is found fastest.
"""


def cut(text: str) -> list[str]:
    """A text in separators and pieces.

    >>> cut("May 2024")
    ['', 'May', ' ', '2024', '']
    """
    return _pieces().split(text)


Tail = tuple[str, ...]
"""The separators and words of a phrase after its first word."""


def without_marks(word: str) -> str:
    """A word without its diacritics.

    >>> without_marks("Türkiye"), without_marks("São Tomé")
    ('Turkiye', 'Sao Tome')
    """
    if word.isascii():
        return word
    bare = unicodedata.normalize("NFD", word)
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_NO_MARKS)


_NO_MARKS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


def spellings(phrase: str) -> set[str]:
    """The ways a phrase of a vocabulary can stand in a text.

    >>> sorted(spellings("year")), len(spellings("São"))  # SAO, Sao, SÃO, São, and two whose tilde stands apart
    (['YEAR', 'Year', 'year'], 6)
    """
    # a mark may be a character of its own
    forms = (phrase,) if phrase.isascii() else (phrase, unicodedata.normalize("NFD", phrase), without_marks(phrase))
    in_capitals = {form.title() for form in forms if "-" in form}  # Non-Oil
    return in_capitals | {spelling for form in forms for spelling in (form, form.upper(), form[0].upper() + form[1:])}


def ways(phrase: str) -> set[tuple[str, Tail]]:
    """The spellings of a phrase, each parted.

    >>> sorted(ways("no more"))
    [('NO', (' ', 'MORE')), ('No', (' ', 'more')), ('no', (' ', 'more'))]
    """
    first, tail = parted(phrase)
    if "-" in phrase or not phrase.isascii() or not phrase.startswith(first):
        return set(map(parted, spellings(phrase)))
    capitals = first.upper(), tuple(map(str.upper, tail))
    return {(first, tail), capitals, (first[0].upper() + first[1:], tail)}


def parted(phrase: str) -> tuple[str, Tail]:
    """The first word of a phrase, and the separators and words that follow.

    >>> parted("no more"), parted("U.S.")
    (('no', (' ', 'more')), ('U', ('.', 'S', '.')))
    """
    if phrase.isalpha():
        return phrase, ()
    _, first, *rest = cut(phrase)
    return first, tuple(rest if rest[-1] else rest[:-1])
