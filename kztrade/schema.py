"""JSON Schema (draft 2020-12) of the JSON lines, made from the classes themselves.

``of(Article)`` is the schema of what :func:`kztrade.jsonl.dumps` writes, ``of(Input)`` that of what
:func:`kztrade.jsonl.loads_input` reads. ``kztrade schema`` prints them. The descriptions are those of the classes.

>>> from kztrade import Article, schema
>>> schema.of(Article)["properties"]["money"]["items"]
{'$ref': '#/$defs/Mention-Money'}
>>> schema.of(Article)["$defs"]["Money"]["properties"]["bound"]["enum"]
['exact', 'at_least', 'at_most', 'about']
"""

from __future__ import annotations

import inspect
import re
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields

from kztrade.article import Article
from kztrade.jsonl import Input
from kztrade.values import Statement

__all__ = ["of"]

_LEAVES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}

_UNWRITTEN: dict[type, frozenset[str]] = {Article: frozenset({"text"})}
"""Fields that the JSON form leaves out."""

_OPTIONAL: dict[type, frozenset[str]] = {Statement: frozenset({"evidence"})}
"""Keys that not every line has: evidence is told on request."""


def of(record: type[Article | Input]) -> dict[str, Any]:
    """The JSON Schema of a class, as a dictionary that ``json.dumps`` takes.

    Args:
        record: ``Article``, or ``Input`` for the lines that are read.
    """
    definitions: dict[str, Any] = {}
    body = _record(record, (), definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record.__name__,
        **body,
        **({"$defs": dict(sorted(definitions.items()))} if definitions else {}),
    }


def _record(record: Any, given: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    """An object with a key for each attribute; records in it go to the definitions."""
    hints, told = get_type_hints(record), _descriptions(record)
    properties, required = {}, []
    for attribute in fields(record):
        if attribute.name in _UNWRITTEN.get(record, ()):
            continue
        key = attribute.name.removesuffix("_")  # `with` is no name in Python: the attribute is `with_`
        hint = given[0] if isinstance(hints[attribute.name], TypeVar) else hints[attribute.name]
        properties[key] = told.get(attribute.name, {}) | _value(hint, definitions)
        if key not in _OPTIONAL.get(record, ()) and not (record is Input and attribute.default is not NOTHING):
            required.append(key)
    summary = " ".join(inspect.cleandoc(record.__doc__ or "").partition("\n\n")[0].split())
    return {
        **({"description": summary} if summary else {}),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind in _LEAVES:
        return _LEAVES[kind]
    origin, given = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(given)}
    if origin is UnionType:  # X | None: there is no other
        inner = _value(given[0], definitions)
        if "type" in inner:
            return inner | {"type": [inner["type"], "null"]}
        return {"anyOf": [inner, {"type": "null"}]}
    if origin is tuple:  # tuple[X, ...]
        return {"type": "array", "items": _value(given[0], definitions)}
    record = origin or kind
    name = "-".join(part.__name__ for part in (record, *given))
    if name not in definitions:
        definitions[name] = _record(record, given, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _descriptions(record: Any) -> dict[str, dict[str, str]]:
    """What the class's docstring says of each attribute; nothing where Python runs without docstrings."""
    _, _, section = inspect.cleandoc(record.__doc__ or "").partition("Attributes:\n")
    section = section.split("\n\n")[0].replace("None", "null").replace("``", "`")  # as JSON has it
    return {
        name: {"description": " ".join(told.split())}
        for name, told in re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", section, re.MULTILINE)
    }
