"""What the command writes: JSON lines, CSV, Parquet, tables for the eye, the page.

Every writer takes articles one by one, and holds no more of them than a batch.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Literal, get_args

from attrs import evolve, frozen

from kztrade import jsonl, tables
from kztrade.article import Article
from kztrade.values import Money

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["FORMS", "Form", "Sink", "form_of", "is_terminal", "only", "opened", "write"]

Form = Literal["jsonl", "csv", "parquet", "table", "html"]
FORMS: tuple[Form, ...] = get_args(Form)

_ENDINGS: dict[str, Form] = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".txt": "table",
    ".html": "html",
    ".htm": "html",
}

_CELL = 240
"""Characters of a text that a cell shows."""

_PAPER = 120
"""Characters of a line where no terminal tells its width."""

_CSV_ROWS = 200
"""Rows of CSV that are kept back before they are written: few, for somebody may wait for them."""


# Where to.


@frozen
class Sink:
    """Where output goes.

    Attributes:
        file: takes the bytes.
        encoding: the letters that it can hold.
        is_terminal: whether a terminal shows it.
    """

    file: BinaryIO
    encoding: str = "utf-8"
    is_terminal: bool = False


def is_terminal(path: str | None) -> bool:
    """Whether a terminal shows what is written there."""
    return path is None and sys.stdout.isatty()


@contextmanager
def opened(path: str | None) -> Iterator[Sink]:
    """Standard output, or a file that is there whole in the end or as it was before.

    Args:
        path: the file; standard output where it is None.
    """
    if path is None:
        sink = Sink(sys.stdout.buffer, getattr(sys.stdout, "encoding", None) or "utf-8", sys.stdout.isatty())
        yield sink
        sink.file.flush()
        return
    target = Path(os.path.realpath(path))  # a link stays a link
    if target.exists() and not target.is_file():  # a device or a pipe can't be replaced; a folder can't be opened
        with target.open("wb") as file:
            yield Sink(file)
        return
    beside = target.with_name(f".kztrade-{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            if target.exists():
                shutil.copymode(target, beside)
            yield Sink(file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def form_of(path: str | None) -> Form:
    """The form that a file's ending asks for; a terminal reads tables, and whatever else JSON lines."""
    if path is None:
        return "table" if is_terminal(path) else "jsonl"
    return _ENDINGS.get(Path(path).suffix.lower(), "jsonl")


# What.


def only(article: Article, names: Iterable[str]) -> Article:
    """The article with these kinds of fact alone; all of them where none is named."""
    kept = frozenset(names)
    dropped: dict[str, Any] = {name: () for name in tables.NAMES if name not in kept}
    return evolve(article, **dropped) if kept else article


def write(
    articles: Iterable[Article],
    form: Form,
    sink: Sink,
    *,
    name: tables.Name = "statements",
    explain: bool = False,
    title: str | None = None,
) -> None:
    """Write articles in a form.

    Args:
        articles: they are taken one by one.
        form: one of :data:`FORMS`.
        sink: where to.
        name: the table that CSV and Parquet hold.
        explain: whether JSON lines and tables for the eye tell what statements rest on.
        title: of the page.

    Raises:
        ImportError: the form needs a library that isn't installed; the message tells which.
        OSError: it can't be written.
    """
    if form == "jsonl":
        _write_lines(articles, sink, explain=explain)
    elif form == "csv":
        with _text(sink, "utf-8") as file:
            tables.write_csv(tables.batches(articles, name, rows=_CSV_ROWS), file)
    elif form == "parquet":
        tables.write_parquet(tables.batches(articles, name), sink.file)
    elif form == "table":
        _write_tables(articles, sink, explain=explain)
    else:
        for chunk in _pages(articles, title):
            sink.file.write(chunk.encode("utf-8", "replace"))


@contextmanager
def _text(sink: Sink, encoding: str) -> Iterator[IO[str]]:
    """The sink as a file of text, which shows the letters that it can't hold as escapes."""
    file = io.TextIOWrapper(sink.file, encoding, errors="backslashreplace", newline="", write_through=True)
    try:
        yield file
    finally:
        file.detach()


def _pages(articles: Iterable[Article], title: str | None) -> Iterator[str]:
    from kztrade import report  # loaded late: it needs a library of an extra

    return report.pages(articles) if title is None else report.pages(articles, title=title)


_UNSHOWN = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, or turns the direction of the text; JSON itself escapes the older control characters."""


def _write_lines(articles: Iterable[Article], sink: Sink, *, explain: bool) -> None:
    is_utf8 = codecs.lookup(sink.encoding).name == "utf-8"
    for article in articles:
        line = jsonl.dumps(article, explain=explain)
        if sink.is_terminal:
            line = _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        sink.file.write(f"{line if is_utf8 else jsonl.escape(line)}\n".encode())
        sink.file.flush()


# For the eye.

_STYLES = {
    "dates": "cyan",
    "money": "green",
    "percentages": "magenta",
    "countries": "blue",
    "statements": "bold",
    "findings": "bold red",
}


def _write_tables(articles: Iterable[Article], sink: Sink, *, explain: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    with _text(sink, sink.encoding) as file:
        console = Console(
            file=file,
            force_terminal=sink.is_terminal or None,
            width=None if sink.is_terminal or "COLUMNS" in os.environ else _PAPER,
            highlight=False,
        )
        for article in articles:
            table = Table("fact", "value", "text", box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
            table.add_column("at", justify="right", no_wrap=True)
            table.columns[0].no_wrap = True
            for column in table.columns[1:3]:
                column.overflow = "fold"
            for row in _rows(article, explain=explain):
                table.add_row(*row)
            with console.capture() as shown:  # rich ends the process where a pipe is closed
                console.print(_title(article), style="bold")
                console.print(table if table.row_count else "nothing found")
                console.print()
            file.write(shown.get())
            sink.file.flush()


_LARGE = re.compile(r"(?<![.0-9])[0-9]{5,}")


def _value(fact: Any) -> str:
    """A statement or a value in its canonical text, with the amount of money in it in groups of three digits."""
    text, money = str(fact), fact if isinstance(fact, Money) else getattr(fact, "value", None)
    if not isinstance(money, Money):
        return text
    return text.replace(str(money), _LARGE.sub(lambda match: f"{int(match[0]):,}", str(money)), 1)


def _title(article: Article) -> Text:
    from rich.text import Text

    head = (article.source or article.id, article.title, article.published, article.dateline)
    return Text("  ".join(_plain(str(part)) for part in head if part is not None) or "(no name)")


def _rows(article: Article, *, explain: bool) -> Iterator[list[Text]]:
    """Kind, value, text and offset of each fact. Text objects, for a str may hold rich's own marks."""
    from rich.text import Text

    def row(kind: str, value: str, text: str, start: int, style: str = "") -> list[Text]:
        return [Text(kind, style), Text(_plain(value), style), Text(_plain(text)), Text(str(start), "dim")]

    for said in article.statements:
        yield row("statement", _value(said), article.text[said.start : said.end], said.start, _STYLES["statements"])
        for used in said.evidence if explain else ():
            yield row(f"  {used.kind}", used.rule, used.text, used.start, "dim")
    for found in article.findings:
        told = f"{found.rule}: {found.message}"
        yield row("finding", told, article.text[found.start : found.end], found.start, _STYLES["findings"])
    for kind in ("dates", "money", "percentages", "countries"):
        for mention in getattr(article, kind):
            yield row(kind, _value(mention.value), mention.text, mention.start, _STYLES[kind])


def _plain(text: str) -> str:
    """A text on one line, cut to size, without what a terminal would obey."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= _CELL else f"{shown[: _CELL - 1]}…"
