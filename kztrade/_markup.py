"""Text as HTML: what is escaped, how a value is said to a person, and how marks that overlap are woven into a text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal, localcontext
from functools import cache
from typing import Any

from attrs import frozen

from kztrade import vocabulary
from kztrade.findings import spelled
from kztrade.values import Change, Country, Money, Percentage, Period, Share, Statement

__all__ = ["CONTEXT", "Span", "country_name", "element", "escape", "said", "shown", "signed", "weave"]

_NONCHARACTERS = "".join(rf"\U{plane << 16 | 0xFFFE:08x}-\U{plane << 16 | 0xFFFF:08x}" for plane in range(17))
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab and line ends: no part of an HTML document
    r"\u202a-\u202e\u2066-\u2069"  # they show what follows in another order than it is in
    rf"\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"  # halves of characters, and none: in no UTF-8, in no HTML
)
CONTEXT = Context(prec=100)
"""The caller's own context may round to a few digits."""


def shown(text: str) -> str:
    r"""A text of which all can be seen: controls as their pictures, what can't stand in a page as a sign for it.

    >>> shown("a\0b\u202ec")
    'a␀b�c'
    """
    return _UNSEEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def escape(text: str) -> str:
    """A text as part of a page, in an element or in a quoted attribute.

    >>> escape('<b title="5">')
    '&lt;b title=&quot;5&quot;&gt;'
    """
    return html.escape(shown(text))


# How values are said.


@cache
def _names() -> dict[str, str]:
    english = vocabulary.tables("en")["country_name"]
    blocs = (code for code in vocabulary.load("codes", "countries")["bloc"])
    return {**{code: names[0] for code, names in english.items()}, **{code: code for code in blocs}, "W00": "World"}


def country_name(code: str | None) -> str:
    """The English name of a country, the short name of a bloc; a code that has none stands for itself.

    >>> country_name("ITA"), country_name("EAEU"), country_name("W00"), country_name(None)
    ('Italy', 'EAEU', 'World', '–')
    """
    return "–" if code is None else _names().get(code, code)


def said(value: object) -> str:
    """A value as one says it to a person: exact, but with a magnitude in words and countries by name.

    >>> said(Money(Decimal("15.1E+9"), "USD", bound="at_least")), said(Country("ITA")), said(None)
    ('over 15.1 billion USD', 'Italy', '–')
    """
    match value:
        case None:
            return "–"
        case Money():
            with localcontext(CONTEXT):
                return f"{spelled(value)} {value.currency or ''}".rstrip()
        case Country():
            return country_name(value.code)
        case Period():
            return value.edtf or "unresolved"
        case Share():
            return _worded(f"{str(value).removesuffix(value.with_)}{country_name(value.with_)}".replace("_", " "))
        case Change() | Percentage():
            return _worded(str(value))
        case _:
            return str(value)


def _worded(canonical: str) -> str:
    """A canonical text with its bound in words."""
    return canonical.replace(">=", "over ").replace("<=", "up to ").replace("~", "about ")


def signed(statement: Statement) -> Decimal | None:
    """By how many per cent a figure changed, to sort by; None where no figure tells.

    >>> halved = Change("down", factor=Decimal(2))
    >>> print(signed(Statement("KAZ", "ITA", "export", change=halved)))
    -50.0
    """
    change = statement.change
    if change is None:
        return None
    with localcontext(CONTEXT):
        if change.value is not None:
            return abs(change.value) * (1 if change.direction == "up" else -1)
        if not change.factor:
            return None
        return (change.factor if change.direction == "up" else 1 / change.factor) * 100 - 100


# Marks.


@frozen(order=False)
class Span:
    """A stretch of a text that gets an element of its own.

    Attributes:
        start: offset of its first character.
        end: offset after the last.
        tag: the name of the element.
        attributes: its attributes, escaped, with a space before each.
        once: attributes that only its first piece may have (``id``), where others cut it in pieces.
    """

    start: int
    end: int
    tag: str
    attributes: str = ""
    once: str = ""


def weave(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Pieces of the text as HTML, each span in its element: nested where it can be, else cut where others end.

    >>> "".join(weave("abcd", [Span(0, 3, "b"), Span(1, 2, "i"), Span(2, 4, "u")]))
    '<b>a<i>b</i><u>c</u></b><u>d</u>'
    """
    waiting = sorted(spans, key=lambda span: (span.start, -span.end), reverse=True)
    ends: list[Span] = []  # the open elements, outermost first
    place = 0
    while waiting or ends:
        cut = min([span.end for span in ends] + [span.start for span in waiting[-1:]])
        yield escape(text[place:cut])
        place = cut
        first = next((depth for depth, span in enumerate(ends) if span.end == cut), len(ends))
        closed, ends = ends[first:], ends[:first]
        yield "".join(f"</{span.tag}>" for span in reversed(closed))
        opening = [(span, "") for span in closed if span.end > cut]
        while waiting and waiting[-1].start == cut:
            span = waiting.pop()
            opening.append((span, span.once))
        for span, once in sorted(opening, key=lambda one: -one[0].end):
            yield f"<{span.tag}{once}{span.attributes}>"
            ends.append(span)
    yield escape(text[place:])


def element(tag: str, content: str, **attributes: Any) -> str:
    """An element around what is HTML already; the values of its attributes are escaped, None leaves one out.

    >>> element("td", "5&lt;6", class_="figure", title='"')
    '<td class="figure" title="&quot;">5&lt;6</td>'
    """
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{content}</{tag}>"
