"""Articles as JSON lines, and back: one object a line, every key always there.

``loads(dumps(article)) == article``. Numbers are strings of plain digits (``"160000000000"``, ``"0.5"``): a JSON
number would pass through a float in most readers. Dates are ISO 8601. The text itself is not part of the line.

Writing is spelled out here, because the order of keys is part of the form. Reading follows the annotations of the
values themselves, and is strict: a key too many or too few, a number that isn't a string, a day that isn't in
the calendar is a :class:`~kztrade.errors.ParseError` that names the place.

>>> from kztrade.article import Article
>>> line = dumps(Article(source="a.txt", title="Trade grows"))
>>> line
'{"id": null, "source": "a.txt", "title": "Trade grows", "published": null, "dateline": null, "dates": [], \
"money": [], "percentages": [], "countries": [], "statements": [], "findings": []}'
>>> loads(line).title
'Trade grows'
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring as _quoted
from types import UnionType
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

from attrs import fields, frozen

from kztrade.article import Article
from kztrade.errors import ParseError
from kztrade.values import Change, Country, Evidence, Finding, Mention, Money, Percentage, Period, Share, Statement

__all__ = ["Input", "dumps", "escape", "loads", "loads_input"]


# Writing. Format strings, because they show the form and take a third of the time of dictionaries and json.dumps.


def _number(value: Decimal | None) -> str:
    """Plain digits as a JSON string: no exponent, no zeros at the end of a fraction."""
    if value is None:
        return "null"
    digits = format(value, "f")
    return f'"{digits.rstrip("0").rstrip(".")}"' if "." in digits else f'"{digits}"'


def _text(value: str | None) -> str:
    return "null" if value is None else _quoted(value)


def _day(value: date | None) -> str:
    return "null" if value is None else f'"{value.isoformat()}"'


def _period(value: Period) -> str:
    return f'{{"start": {_day(value.start)}, "end": {_day(value.end)}, "edtf": {_text(value.edtf)}}}'


def _money(value: Money) -> str:
    return (
        f'{{"amount": {_number(value.amount)}, "amount_max": {_number(value.amount_max)}, '
        f'"currency": {_text(value.currency)}, "bound": "{value.bound}"}}'
    )


def _percentage(value: Percentage) -> str:
    return (
        f'{{"value": {_number(value.value)}, "value_max": {_number(value.value_max)}, '
        f'"unit": "{value.unit}", "bound": "{value.bound}"}}'
    )


def _country(value: Country) -> str:
    return f'{{"code": {_text(value.code)}, "form": "{value.form}"}}'


def _change(value: Change) -> str:
    return (
        f'{{"value": {_number(value.value)}, "value_max": {_number(value.value_max)}, '
        f'"factor": {_number(value.factor)}, "factor_max": {_number(value.factor_max)}, '
        f'"direction": "{value.direction}", "bound": "{value.bound}", '
        f'"base": {_period(value.base) if value.base else "null"}}}'
    )


def _share(value: Share) -> str:
    return (
        f'{{"value": {_number(value.value)}, "of": "{value.of}", '
        f'"with": {_text(value.with_)}, "bound": "{value.bound}"}}'
    )


def _evidence(used: Evidence) -> str:
    return (
        f'{{"kind": "{used.kind}", "rule": {_text(used.rule)}, '
        f'"start": {used.start}, "end": {used.end}, "text": {_text(used.text)}}}'
    )


def _statement(said: Statement, *, explain: bool) -> str:
    evidence = f', "evidence": [{", ".join(map(_evidence, said.evidence))}]' if explain else ""
    return (
        f'{{"reporter": {_text(said.reporter)}, "partner": {_text(said.partner)}, "flow": "{said.flow}", '
        f'"commodity": {_text(said.commodity)}, "value": {_money(said.value) if said.value else "null"}, '
        f'"period": {_period(said.period) if said.period else "null"}, '
        f'"change": {_change(said.change) if said.change else "null"}, '
        f'"share": {_share(said.share) if said.share else "null"}, '
        f'"status": "{said.status}", "start": {said.start}, "end": {said.end}{evidence}}}'
    )


def _finding(found: Finding) -> str:
    return (
        f'{{"rule": "{found.rule}", "start": {found.start}, "end": {found.end}, "message": {_text(found.message)}, '
        f'"suggestion": {_money(found.suggestion) if found.suggestion else "null"}}}'
    )


def _mentions(mentions: Iterable[Mention[Any]], value: Callable[[Any], str]) -> str:
    return ", ".join(
        f'{{"start": {m.start}, "end": {m.end}, "text": {_quoted(m.text)}, "value": {value(m.value)}}}'
        for m in mentions
    )


_ESCAPED = {"surrogates": re.compile("[\ud800-\udfff]"), "all": re.compile(r"[^\x00-\x7f]")}


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def escape(line: str, which: str = "all") -> str:
    r"""A line of JSON with its letters beyond ASCII, or only lone surrogates, written as ``\uXXXX``.

    Args:
        line: JSON, where such letters can stand in strings alone.
        which: ``all``, or ``surrogates``: the half characters that UTF-8 can't hold.

    >>> escape('{"text": "€5"}')
    '{"text": "\\u20ac5"}'
    """
    return _ESCAPED[which].sub(_escaped, line)


def dumps(article: Article, *, explain: bool = False) -> str:
    r"""An article as one line of JSON, without the line's end; the inverse of :func:`loads`.

    Letters beyond ASCII stand as they are. Only a lone surrogate, which UTF-8 can't hold, is written ``\udXXX``.

    Args:
        article: the article.
        explain: whether each statement tells its evidence.

    >>> half = Mention(0, 4, "0,5%", Percentage(Decimal("0.50")))
    >>> dumps(Article(percentages=(half,)))[171:244]
    '{"value": "0.5", "value_max": null, "unit": "percent", "bound": "exact"}}'
    """
    line = (
        f'{{"id": {_text(article.id)}, "source": {_text(article.source)}, "title": {_text(article.title)}, '
        f'"published": {_day(article.published)}, "dateline": {_text(article.dateline)}, '
        f'"dates": [{_mentions(article.dates, _period)}], '
        f'"money": [{_mentions(article.money, _money)}], '
        f'"percentages": [{_mentions(article.percentages, _percentage)}], '
        f'"countries": [{_mentions(article.countries, _country)}], '
        f'"statements": [{", ".join(_statement(said, explain=explain) for said in article.statements)}], '
        f'"findings": [{", ".join(map(_finding, article.findings))}]}}'
    )
    try:
        line.encode()
    except UnicodeEncodeError:
        return escape(line, "surrogates")
    return line


# Reading. A reader takes a value of parsed JSON and its path in the line; one is made for each annotation.

_Reader = Callable[[Any, str], Any]

_IS_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_IS_NUMBER = re.compile(r"-?[0-9]{1,99}(?:\.[0-9]{1,99})?(?:[Ee][+-]?[0-9]{1,2})?").fullmatch
"""Bounded, so that no line can ask for gigabytes of zeros."""

_MAY_LACK: dict[type, frozenset[str]] = {Article: frozenset({"id"}), Statement: frozenset({"evidence"})}
_MAY_ADD: dict[type, frozenset[str]] = {Mention: frozenset({"optional"}), Statement: frozenset({"optional"})}
"""What files made by hand leave out and add."""


class _FieldError(Exception):
    """A value that isn't what its place asks for."""


def _refuse(path: str, message: str) -> NoReturn:
    raise _FieldError(f"{path}: {message}" if path else message)


def _shown(value: Any) -> str:
    """A value of a line, short enough for a message."""
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _expected(what: str, value: Any, path: str) -> NoReturn:
    _refuse(path, f"expected {what}, got {_shown(value)}")


def _read_text(value: Any, path: str) -> str:
    return value if isinstance(value, str) else _expected("a string", value, path)


def _read_offset(value: Any, path: str) -> int:
    # True is an int to Python, not to JSON.
    return value if type(value) is int and value >= 0 else _expected("an offset", value, path)


def _read_number(value: Any, path: str) -> Decimal:
    if not isinstance(value, str) or not _IS_NUMBER(value):
        _expected("a number as a string", value, path)
    return Decimal(value)


def _read_day(value: Any, path: str) -> date:
    if not isinstance(value, str) or not _IS_DAY(value):
        _expected("a day as YYYY-MM-DD", value, path)
    try:
        return date.fromisoformat(value)
    except ValueError:
        _refuse(path, f"no such day: {value}")


_LEAVES: dict[Any, _Reader] = {str: _read_text, int: _read_offset, Decimal: _read_number, date: _read_day}


@cache
def _reader(kind: Any) -> _Reader:
    """The reader of an annotation."""
    if kind in _LEAVES:
        return _LEAVES[kind]
    origin, given = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _choice_reader(given)
    if origin is UnionType:  # X | None: there is no other
        return _nullable_reader(_reader(given[0]))
    if origin is tuple:  # tuple[X, ...]
        return _list_reader(_reader(given[0]))
    return _record_reader(origin or kind, given)


def _choice_reader(choices: tuple[str, ...]) -> _Reader:
    def read(value: Any, path: str) -> Any:
        return value if isinstance(value, str) and value in choices else _expected(" or ".join(choices), value, path)

    return read


def _nullable_reader(inner: _Reader) -> _Reader:
    return lambda value, path: None if value is None else inner(value, path)


def _list_reader(inner: _Reader) -> _Reader:
    def read(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            _expected("a list", value, path)
        return tuple(inner(item, f"{path}[{index}]") for index, item in enumerate(value))

    return read


def _record_reader(record: Any, given: tuple[Any, ...]) -> _Reader:
    """The reader of one of our classes: an object with a key for each attribute."""
    hints = get_type_hints(record)
    names = [attribute.name for attribute in fields(record) if not (record is Article and attribute.name == "text")]
    kinds = [given[0] if isinstance(hints[name], TypeVar) else hints[name] for name in names]
    # `with` is no name in Python: the attribute is `with_`.
    keys = [name.removesuffix("_") for name in names]
    readers = list(zip(names, keys, map(_reader, kinds), strict=True))
    required = frozenset(keys) - _MAY_LACK.get(record, frozenset())
    allowed = _MAY_ADD.get(record, frozenset()).union(keys)

    def read(value: Any, path: str) -> Any:
        _check_keys(value, path, required, allowed)
        under = f"{path}." if path else ""
        arguments = {name: reader(value.get(key), f"{under}{key}") for name, key, reader in readers if key in value}
        try:
            return record(**arguments)
        except ValueError as error:  # a period that ends before it starts
            _refuse(path, str(error))

    return read


def _check_keys(value: Any, path: str, required: frozenset[str], allowed: frozenset[str]) -> None:
    if not isinstance(value, dict):
        _expected("an object", value, path)
    if missing := required - value.keys():
        _refuse(path, f"no key {_shown(min(missing))}")
    if unknown := value.keys() - allowed:
        _refuse(path, f"unknown key {_shown(min(unknown))}")
    if value.get("optional", True) is not True:
        _expected("true", value["optional"], f"{path}.optional")


def _parsed(line: str, kind: Any) -> Any:
    """A line as the class asked for; every fault is a ParseError."""
    if not isinstance(line, str):
        msg = f"a line of JSON is a str, not {type(line).__name__}"
        raise TypeError(msg)
    try:
        return _reader(kind)(json.loads(line), "")
    except json.JSONDecodeError as error:
        raise ParseError(f"not JSON: {error.msg}", line, error.pos, error.pos + 1) from None
    except _FieldError as error:
        raise ParseError(str(error), line) from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in brackets in …
        raise ParseError(f"not JSON that can be read: {error}", line) from None


def loads(line: str) -> Article:
    """An article from one line of JSON; the inverse of :func:`dumps`.

    ``id`` may be left out and a mention or statement may have ``"optional": true``, which is dropped, as in files
    made by hand. The article has no ``text``.

    Raises:
        ParseError: the line isn't an article; the message names the place.

    >>> loads('{"source": 5}')
    Traceback (most recent call last):
    ...
    kztrade.errors.ParseError: no key "countries"
      {"source": 5}
      ^^^^^^^^^^^^^
    """
    article: Article = _parsed(line, Article)
    return article


@frozen
class Input:
    """A text to read, with what is known of it.

    Attributes:
        text: the text.
        id: what its owner calls it.
        source: where it comes from.
        title: its headline, where that isn't part of the text.
        published: its date.
        language: ISO 639 code.
    """

    text: str
    id: str | None = None
    source: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None


_MAY_LACK[Input] = frozenset({"id", "source", "title", "published", "language"})


def loads_input(line: str) -> Input:
    """A text to read from one line of JSON: an object with ``text`` and what else is known.

    Raises:
        ParseError: the line isn't such an object; the message names the place.

    >>> loads_input('{"text": "Exports grew.", "published": "2024-09-12"}').published
    datetime.date(2024, 9, 12)
    """
    given: Input = _parsed(line, Input)
    return given
