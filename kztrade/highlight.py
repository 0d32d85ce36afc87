"""Facts as HTML to look at: marked text and tables, for notebooks, pages and mails.

Each function is pure: it gives a string and displays nothing. The HTML needs neither JavaScript nor a style sheet nor a
network, every field in it is escaped, and it takes the colours of text and background from where it stands, so that it
reads in light and dark themes alike. Kinds differ by hue (near the palette of Okabe and Ito, told apart by colour-blind
readers) and by the line under them.

A notebook shows an :class:`~kztrade.article.Article` by itself. After ``%load_ext kztrade`` it shows tuples and lists
of statements, mentions and findings as tables too.

>>> from kztrade import money
>>> text = "It rose to $31 billion."
>>> print(html(text, money.find(text), inline=False))
<div class="kztrade-text">It rose to <mark class="kztrade-money" title="money: 31 billion USD">$31 billion</mark>.</div>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from kztrade._markup import Span, country_name, element, escape, said, weave
from kztrade.values import Country, Finding, Mention, Money, Percentage, Period, Statement

__all__ = ["css", "html", "legend", "load_ipython_extension", "table"]


@frozen
class _Look:
    """How a kind looks."""

    name: str
    colour: tuple[int, int, int]
    line: str

    def style(self) -> str:
        """A tint that lets any background and any text colour through, and a line seen on white and on black."""
        hue = " ".join(map(str, self.colour))
        return (
            f"background-color:rgb({hue} / 22%);border-bottom:{self.line} rgb({hue});"
            "color:inherit;border-radius:2px;padding:0 1px"
        )


_LOOKS: Mapping[type, _Look] = {
    Period: _Look("dates", (0, 114, 178), "2px solid"),
    Money: _Look("money", (0, 158, 115), "3px double"),
    Percentage: _Look("percentages", (213, 94, 0), "2px dashed"),
    Country: _Look("countries", (194, 108, 156), "2px dotted"),
}
_TEXT_STYLE = "margin:0.5em 0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.7;max-width:50em"
_CELL_STYLE = "text-align:left;vertical-align:top;padding:2px 8px"


def _look(value: object) -> _Look:
    """How a value looks: a kind of one's own is grey, under the name of its type."""
    return _LOOKS.get(type(value)) or _Look(type(value).__name__, (128, 128, 128), "2px solid")


def html(text: str, mentions: Iterable[Mention[object]], *, inline: bool = True) -> str:
    """A text with its mentions marked by kind; what each means is told on hover.

    Args:
        text: the text that the mentions are of.
        mentions: any mentions in it, of any kinds, in any order; they may overlap. The value of a mention may be of a
            type of one's own: it is marked under the name of the type, and told by its ``str()``.
        inline: give each mark its colours, which is what notebooks and mails need. A page of one's own leaves them out
            and has :func:`css` in its style sheet.

    Raises:
        ValueError: a mention is not of this text.

    >>> from kztrade.values import Mention, Percentage
    >>> from decimal import Decimal
    >>> html("up 5%", [Mention(3, 5, "5%", Percentage(Decimal(5)))], inline=False)
    '<div class="kztrade-text">up <mark class="kztrade-percentages" title="percentages: 5%">5%</mark></div>'
    """
    style = _TEXT_STYLE if inline else None
    return element(
        "div", "".join(weave(text, marks(text, mentions, inline=inline))), class_="kztrade-text", style=style
    )


def marks(text: str, mentions: Iterable[Mention[object]], *, inline: bool = True) -> Iterator[Span]:
    """The mentions of a text as marks to be woven into it, see :func:`html`."""
    for mention in mentions:
        if not 0 <= mention.start < mention.end or text[mention.start : mention.end] != mention.text:
            raise ValueError(f"the mention {mention!r} is not of this text")
        look = _look(mention.value)
        title = escape(f"{look.name}: {said(mention.value)}")
        style = f' style="{look.style()}"' if inline else ""
        yield Span(mention.start, mention.end, "mark", f' class="kztrade-{escape(look.name)}" title="{title}"{style}')


def legend(mentions: Iterable[Mention[object]], *, inline: bool = True) -> str:
    """The kinds that are among the mentions, each marked as :func:`html` marks it, with how many there are.

    >>> from kztrade import countries
    >>> legend(countries.find("Italy and China"), inline=False)
    '<p class="kztrade-legend"><span class="kztrade-countries">countries</span> 2</p>'
    """
    counts = dict.fromkeys(_LOOKS.values(), 0)
    for mention in mentions:
        look = _look(mention.value)
        counts[look] = counts.get(look, 0) + 1
    keys = []
    for look, count in counts.items():
        style = look.style() if inline else None
        if count:
            keys.append(f"{element('span', escape(look.name), class_=f'kztrade-{look.name}', style=style)} {count}")
    return element("p", " &#160; ".join(keys), class_="kztrade-legend") if keys else ""


def css() -> str:
    """The style sheet for what :func:`html` and :func:`legend` give with ``inline=False``.

    >>> "mark.kztrade-money, .kztrade-legend .kztrade-money {" in css()
    True
    """
    rules = [f".kztrade-text {{ {_TEXT_STYLE} }}"]
    for look in (*_LOOKS.values(), _look(object())):
        name = f".kztrade-{look.name}" if look in _LOOKS.values() else ""
        rules.append(f"mark{name}, .kztrade-legend {name or 'span'} {{ {look.style()} }}")
    return "\n".join([rules[0], rules[-1], *rules[1:-1]])  # what is said of every mark, before what is said of some


# Tables.

_Column = tuple[str, Callable[[Any], str | None]]
"""The head of a column, and what its cells hold as HTML; None where there is nothing to tell."""


def _value(name: str) -> Callable[[Any], str | None]:
    """A field, said to a person, with its canonical text on hover where that is another."""

    def cell(thing: Any) -> str | None:
        value = getattr(thing, name)
        if value is None:
            return None
        told, canonical = said(value), str(value)
        return escape(told) if told == canonical else element("span", escape(told), title=canonical)

    return cell


def _country(name: str) -> Callable[[Any], str | None]:
    def cell(thing: Any) -> str | None:
        code = getattr(thing, name)
        return None if code is None else element("span", escape(country_name(code)), title=code)

    return cell


_COLUMNS: Mapping[type, Sequence[_Column]] = {
    Statement: (
        ("reporter", _country("reporter")),
        ("flow", _value("flow")),
        ("partner", _country("partner")),
        ("commodity", _value("commodity")),
        ("value", _value("value")),
        ("period", _value("period")),
        ("change", _value("change")),
        ("share", _value("share")),
        ("status", _value("status")),
    ),
    Mention: (
        ("kind", lambda mention: escape(_look(mention.value).name)),
        ("text", _value("text")),
        ("value", _value("value")),
        ("start", _value("start")),
        ("end", _value("end")),
    ),
    Finding: (
        ("rule", _value("rule")),
        ("message", _value("message")),
        ("suggestion", _value("suggestion")),
        ("start", _value("start")),
        ("end", _value("end")),
    ),
}


def table(things: Iterable[Statement] | Iterable[Mention[object]] | Iterable[Finding], *, inline: bool = True) -> str:
    """Statements, mentions or findings as a table: a row for each, without the columns in which none has anything.

    Args:
        things: all of one type.
        inline: space the cells, as in :func:`html`.

    Raises:
        TypeError: they are not, or of another.

    >>> from kztrade import statements
    >>> "<td" in table(statements.find("Exports to Italy grew by 5%."))
    True
    """
    rows = list(things)
    if not rows:
        return "<p>None.</p>"
    if _columns(rows) is None:
        kinds = sorted({type(row).__name__ for row in rows})
        raise TypeError(f"a table is of statements, of mentions or of findings, not of {', '.join(kinds)}")
    cells = [(head, [cell(row) for row in rows]) for head, cell in _columns(rows) or ()]
    cells = [(head, column) for head, column in cells if any(column)]
    style = _CELL_STYLE if inline else None
    heads = "".join(element("th", head, scope="col", style=style) for head, _ in cells)
    body = "".join(
        element("tr", "".join(element("td", cell or "–", style=style) for cell in row))
        for row in zip(*(column for _, column in cells), strict=True)
    )
    grid = f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
    grid = element("table", grid, style="table-layout:auto;margin:0.5em 0" if inline else None)
    return element("div", grid, class_="kztrade-table", style="overflow-x:auto" if inline else None)


def _columns(rows: Sequence[object]) -> Sequence[_Column] | None:
    """The columns for rows of one type, None where there are none."""
    kinds = {type(row) for row in rows}
    return _COLUMNS.get(kinds.pop()) if len(kinds) == 1 else None


# Notebooks.


def overview(
    text: str,
    head: Sequence[str | date | None],
    mentions: Sequence[Mention[object]],
    statements: Sequence[Statement],
    findings: Sequence[Finding],
) -> str:
    """All that one text says: the marked text with a legend, its statements as a table, its findings as warnings.

    An article read back from JSON has no text: its mentions are then a table.
    """
    told = " · ".join(element("bdi", escape(str(part))) for part in head if part is not None)
    parts = [element("p", element("strong", told))] if told else []
    parts.append(legend(mentions))
    parts.append(html(text, mentions) if text else table(mentions) if mentions else "")
    if statements:
        parts += [element("p", element("strong", "Statements")), table(statements)]
    parts += [_warning(finding) for finding in findings]
    return element("div", "".join(parts), class_="kztrade")


def _warning(finding: Finding) -> str:
    advice = f" Meant is perhaps {escape(said(finding.suggestion))}." if finding.suggestion else ""
    style = "border-left:4px solid rgb(213 94 0);background-color:rgb(213 94 0 / 12%);padding:4px 8px;margin:4px 0"
    told = f"{element('strong', f'⚠ Can’t all be true ({finding.rule}):')} {escape(finding.message)}.{advice}"
    return element("p", told, style=style)


def load_ipython_extension(ipython: Any) -> None:
    """Let a notebook show tuples and lists of statements, mentions or findings as tables: ``%load_ext kztrade``.

    Args:
        ipython: the running shell, which IPython gives.
    """
    formatter = ipython.display_formatter.formatters["text/html"]
    for kind in (tuple, list):
        formatter.for_type(kind, _row_table)


def _row_table(things: Sequence[Any]) -> str | None:
    """A table of what can be one; None lets IPython print the rest as ever."""
    return table(things) if things and _columns(things) else None
