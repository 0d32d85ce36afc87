"""What the command writes: JSON lines, CSV, Parquet, tables for the eye, the page.

Articles are made into pieces, which may be done in other processes; the pieces are written here, one by one. No more of
them are held than a batch.
"""

from __future__ import annotations

import codecs
import io
import itertools
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, get_args

from attrs import evolve, field, frozen

from kztrade import jsonl, tables
from kztrade._extras import needed
from kztrade.article import Article
from kztrade.values import Money

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["BESIDE", "FORMS", "Form", "Wanted", "encoding_of", "form_of", "is_terminal", "only", "opened", "write"]

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

_TEXTS: dict[Form, int] = {"csv": 32, "parquet": 256}
"""Texts that make a piece, where they aren't sent to other processes: few, for somebody may wait for what they say. A
piece of Parquet costs as much as some articles, and nobody can read it before the end."""

_ROWS = 10_000
"""Rows of a group in Parquet, at least."""


# Where to.

BESIDE = ".kztrade-*.part"
"""What a file is called until it is whole."""


def is_terminal(path: str | None) -> bool:
    """Whether a terminal shows what is written there."""
    return path is None and sys.stdout.isatty()


def encoding_of(path: str | None) -> str:
    """The encoding of what is written there."""
    return "utf-8" if path is not None else getattr(sys.stdout, "encoding", None) or "utf-8"


@contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole in the end or as it was before.

    Args:
        path: the file; standard output where it is None.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))  # a link stays a link
    if target.exists() and not target.is_file():  # a device or a pipe can't be replaced; a folder can't be opened
        with target.open("wb") as file:
            yield file
        return
    beside = target.with_name(BESIDE.replace("*", secrets.token_hex(4)))
    try:
        with beside.open("xb") as file:
            if target.exists():
                shutil.copymode(target, beside)
            yield file
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


@frozen
class Wanted:
    """What is written of articles. It goes to other processes, as a part of their work.

    Attributes:
        form: one of :data:`FORMS`.
        name: the table that CSV and Parquet hold.
        only: the kinds of fact; all of them where none is named.
        explain: whether JSON lines and tables for the eye tell what statements rest on.
        encoding: the letters that the output can hold.
        is_terminal: whether a terminal shows it.
        width: characters of a line of tables where none does; None is what ``COLUMNS`` tells.
    """

    form: Form
    name: tables.Name = "statements"
    only: tuple[str, ...] = ()
    explain: bool = False
    encoding: str = "utf-8"
    is_terminal: bool = False
    width: int | None = field(factory=lambda: None if "COLUMNS" in os.environ else _PAPER)

    @property
    def texts(self) -> int:
        """How many texts make a piece."""
        return _TEXTS.get(self.form, 1)

    def piece(self, articles: Sequence[Article]) -> Any:
        """What :func:`write` takes of some articles: bytes, an Arrow table, or the articles.

        Raises:
            ImportError: the form needs a library that isn't installed; the message tells which.
        """
        articles = [only(article, self.only) for article in articles]
        if self.form == "jsonl":
            return b"".join(self._line(article) for article in articles)
        if self.form == "csv":
            return _csv(tables.Table(self.name, tuple(tables.cells_of(articles, self.name))))
        if self.form == "parquet":
            return tables.Table(self.name, tuple(tables.cells_of(articles, self.name))).to_arrow()
        return _shown(articles, self) if self.form == "table" else articles

    def _line(self, article: Article) -> bytes:
        line = jsonl.dumps(article, explain=self.explain)
        if self.is_terminal:
            line = _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        is_utf8 = codecs.lookup(self.encoding).name == "utf-8"
        return f"{line if is_utf8 else jsonl.escape(line)}\n".encode()


def write(pieces: Iterable[Any], wanted: Wanted, sink: BinaryIO, *, title: str | None = None) -> None:
    """Write what articles were made into.

    Args:
        pieces: what :meth:`Wanted.piece` made; they are taken one by one.
        wanted: what is written.
        sink: takes the bytes.
        title: of the page.

    Raises:
        ImportError: the form needs a library that isn't installed; the message tells which.
        OSError: it can't be written.
    """
    if wanted.form == "parquet":
        _write_parquet(pieces, wanted.name, sink)
    elif wanted.form == "html":
        chunks = _pages(itertools.chain.from_iterable(pieces), title)
        sink.writelines(chunk.encode("utf-8", "replace") for chunk in chunks)
    else:
        if wanted.form == "csv":
            sink.write(_csv(tables.Table(wanted.name, ()), header=True))
        for piece in pieces:
            sink.write(piece)
            sink.flush()


def _csv(table: tables.Table, *, header: bool = False) -> bytes:
    file = io.StringIO(newline="")
    tables.write_csv([table], file, header=header)
    return file.getvalue().encode()


def _write_parquet(pieces: Iterable[Any], name: tables.Name, sink: BinaryIO) -> None:
    """Write Arrow tables as a Parquet file with groups of enough rows."""
    arrow, parquet = needed("pyarrow", "tables"), needed("pyarrow.parquet", "tables")
    with parquet.ParquetWriter(sink, tables.arrow_schema(name)) as writer:
        group: list[Any] = []
        for piece in pieces:
            group.append(piece)
            if sum(map(len, group)) >= _ROWS:
                writer.write_table(arrow.concat_tables(group).unify_dictionaries())
                group = []
        if group:
            writer.write_table(arrow.concat_tables(group).unify_dictionaries())


def _pages(articles: Iterable[Article], title: str | None) -> Iterator[str]:
    from kztrade import report  # loaded late: it needs a library of an extra

    return report.pages(articles) if title is None else report.pages(articles, title=title)


_UNSHOWN = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, or turns the direction of the text; JSON itself escapes the older control characters."""


# For the eye.

_STYLES = {
    "dates": "cyan",
    "money": "green",
    "percentages": "magenta",
    "countries": "blue",
    "statements": "bold",
    "findings": "bold red",
}


def _shown(articles: Iterable[Article], wanted: Wanted) -> bytes:
    """Articles as tables. The letters that the output can't hold are escapes."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = io.BytesIO()
    console = Console(
        file=io.TextIOWrapper(shown, wanted.encoding, errors="backslashreplace", newline="", write_through=True),
        force_terminal=wanted.is_terminal or None,
        width=None if wanted.is_terminal else wanted.width,
        highlight=False,
    )
    for article in articles:
        table = Table("fact", "value", "text", box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("at", justify="right", no_wrap=True)
        table.columns[0].no_wrap = True
        for column in table.columns[1:3]:
            column.overflow = "fold"
        for row in _rows(article, explain=wanted.explain):
            table.add_row(*row)
        console.print(_title(article), style="bold")
        console.print(table if table.row_count else "nothing found")
        console.print()
    return shown.getvalue()


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
