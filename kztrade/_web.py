"""A web page as an article's text, title and date: trafilatura finds them, nothing is fetched."""

from __future__ import annotations

import codecs
import re
from copy import deepcopy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.html import HtmlElement

__all__ = ["Page", "read"]

_DATES: dict[str, Any] = {
    "original_date": True,  # published, not last changed
    "extensive_search": False,  # what the text says is for the text's own reader
    "outputformat": "%Y-%m-%d",
    "min_date": "1990-01-01",
    "max_date": "9999-12-31",  # else it is today: the same page would have another date tomorrow
}
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What an HTML parser replaces or drops and XML has no place for: controls, halves of characters, and none."""

_REFERENCE = re.compile(r"&#(?:(\d+)|[xX]([0-9a-fA-F]+));?")
_LINE_ENDS = re.compile(r"\n+")
"""Each line is a paragraph: with a blank line between, no sentence runs on into the next."""

_DATED = re.compile(r"(?:^|[\s_-])(?:date|time|publi|pub|posted|byline|meta|info)", re.IGNORECASE)
_LINE = 100

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*(?!utf-?(?:7|16|32))([\w.:-]+)""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = 4096
"""Bytes in which a page tells its encoding: browsers look at 1024, and news pages are late."""


@frozen
class Page:
    """What a web page says of itself.

    Attributes:
        text: its article; empty where there is none.
        title: the headline in its metadata, or None.
        published: the day in its metadata, or None.
    """

    text: str
    title: str | None = None
    published: date | None = None


def read(html: str | bytes, url: str | None = None) -> Page:
    """The article of a web page.

    Args:
        html: the page, or its bytes.
        url: where it comes from, which may tell its date.

    Raises:
        TypeError: html is neither str nor bytes.
        ModuleNotFoundError: trafilatura is not installed; the message names the extra.
    """
    if not isinstance(html, str | bytes):
        raise TypeError(f"a page is str or bytes, got {type(html).__name__}")
    try:
        import trafilatura
        from htmldate import find_date
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("HTML needs trafilatura: pip install 'kztrade[html]'", name=error.name) from error
    tree = _tree(html if isinstance(html, str) else _decoded(html))
    if tree is None:
        return Page("")
    published = find_date(_metadata(tree), url=url, **_DATES)
    title = trafilatura.extract_metadata(tree, default_url=url, date_config=_DATES).title
    text = trafilatura.extract(
        tree,
        url=url,
        include_comments=False,
        favor_recall=True,
        date_extraction_params=_DATES,
        config=_config(),
    )
    paragraphs = _LINE_ENDS.sub("\n\n", text or "")
    return Page(paragraphs, title or None, _day(published))


def _decoded(data: bytes) -> str:
    """Bytes as text: by their byte order mark, as UTF-8 if they are it, by what the page declares, as browsers do."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_HEAD])
    try:
        return data.decode(declared[1].decode("ascii") if declared else "cp1252", "replace")
    except (LookupError, UnicodeError):  # none that Python knows, or none of text
        return data.decode("cp1252", "replace")


def _tree(html: str) -> HtmlElement | None:
    """The parsed page, None where it holds nothing. Whatever is wrong with it, the parser makes something of it."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    html = _REFERENCE.sub(_referred, _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", html))
    html = _DECLARATION.sub("", html)
    try:
        return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True))
    except ParserError:
        return None


def _referred(found: re.Match[str]) -> str:
    """A numeric reference, but for those to what is unreadable."""
    digits = (found[1] or found[2]).lstrip("0") or "0"
    code = int(digits, 10 if found[1] else 16) if len(digits) < 8 else 0
    return "\N{REPLACEMENT CHARACTER}" if code > 0x10FFFF or _UNREADABLE.match(chr(code)) else found[0]


def _metadata(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without its prose: a date there is one that the text speaks of, not the page's own.

    What stays is what marks itself as a date, and is no longer than one.
    """
    copy = deepcopy(tree)
    for element in copy.xpath("//body//*[not(ancestor-or-self::script or ancestor-or-self::time)]"):
        marks = " ".join(filter(None, map(element.get, ("class", "id", "itemprop"))))
        if not _DATED.search(marks) or len(element.text_content()) > _LINE:
            element.text = None
            for child in element:
                child.tail = None
    return copy


@cache
def _config() -> ConfigParser:
    """The settings of trafilatura, but a short article is one too."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return config


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
