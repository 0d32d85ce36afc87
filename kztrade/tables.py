"""Articles as tables: for pandas, polars, DuckDB, anything that reads Arrow, for CSV and Parquet.

``statements(articles)``, ``mentions(articles, kind)`` and ``findings(articles)`` give a :class:`Table`: one row for
each fact, beside the head of the article that says it. A column of ours is called as the path to its value in the
JSON form, with ``_`` between the steps: ``value_amount``, ``period_start``, ``change_base_edtf``. Statements have also
columns of UN Comtrade, under its own names and with its own codes (:data:`COMTRADE`), so that official figures can be
joined.

Numbers are exact: ``decimal128(38, 9)`` in Arrow, all their digits in CSV. Days are ``date32``; codes, and what
repeats from row to row, are dictionary-encoded.

>>> from kztrade import Article, tables
>>> article = Article.from_text("Exports to Italy rose by 5% to $31 billion in 2023.", source="a.txt")
>>> tables.statements(article)
statements: 1 row, 39 columns
source  reporter  partner  flow    value_amount  value_currency  value_bound  period_start  …
a.txt   KAZ       ITA      export  31000000000   USD             exact        2023-01-01
>>> print(tables.mentions(article, "percentages").to_csv().splitlines()[1])
,a.txt,,,25,27,5%,5,,percent,exact

Standards: UN Comtrade's names of columns, ISO 3166-1 and ISO 4217 codes, RFC 4180 for CSV, the Arrow PyCapsule
interface. pyarrow comes with the extra ``kztrade[tables]``, and with ``kztrade[pandas]`` and ``kztrade[polars]``; only
CSV needs none of them.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_DOWN, Context, Decimal
from functools import cache, partial
from html import escape as html_escape
from os import PathLike, fspath
from pathlib import Path
from types import UnionType
from typing import IO, TYPE_CHECKING, Any, Literal, cast, get_args, get_origin, get_type_hints, overload

from attrs import fields, frozen, has

from kztrade import _inputs, _jobs, vocabulary
from kztrade._calendar import days_in
from kztrade._extras import needed
from kztrade._inputs import LONGEST
from kztrade.article import Article
from kztrade.values import Country, Finding, Money, Percentage, Period, Statement

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "COMTRADE",
    "NAMES",
    "Column",
    "Kind",
    "Name",
    "Table",
    "arrow_schema",
    "batches",
    "findings",
    "mentions",
    "read",
    "read_batches",
    "statements",
    "write_csv",
    "write_parquet",
]

Kind = Literal["dates", "money", "percentages", "countries"]
Holds = Literal["text", "code", "number", "day", "offset"]
Name = Literal["statements", "dates", "money", "percentages", "countries", "findings"]
NAMES: tuple[Name, ...] = get_args(Name)
"""The tables that there are, each called as the field of :class:`~kztrade.article.Article` that its rows come from."""

COMTRADE = {
    "reporterISO": "`reporter`, in Comtrade's codes: `EUR` for the EU, `S19` for Taiwan; empty for any other bloc",
    "partnerISO": "`partner`, likewise; `W00` is the world",
    "flowCode": "`X` for an export, `M` for an import; empty for any other `flow`",
    "cmdCode": "`TOTAL` where the text names no goods; empty where it does: see `commodity`",
    "freqCode": "`A` where the period is a calendar year, `M` where it is a calendar month; else empty",
    "period": "that year as `2023`, or that month as `202303`; else empty: see `period_start` and `period_end`",
    "primaryValue": "`value_amount` where it is one amount in US dollars; empty for a range or another currency",
}
"""What UN Comtrade calls a column of the statements, and what of ours stands in it.

A target or a forecast has them too, and so has a rough figure: choose by ``status`` and ``value_bound`` before joining.
"""


# Columns.


@frozen
class Column:
    """A column of a table.

    Attributes:
        name: what it is called.
        holds: what is in it: ``text``, ``code`` (text that repeats), ``number``, ``day`` or ``offset``.
    """

    name: str
    holds: Holds


_HEAD = (Column("id", "text"), Column("source", "code"), Column("title", "code"), Column("published", "day"))
"""What each row tells of its article."""

_FREE_TEXT = frozenset({"id", "text", "edtf", "commodity", "message"})
"""Fields that hold words, or what differs from row to row. All others that hold a string are codes."""

_VALUE_OF: dict[Kind, type] = {"dates": Period, "money": Money, "percentages": Percentage, "countries": Country}

_Cells = Callable[[Any], tuple[Any, ...]]
"""Takes a record, or None, and gives its cells."""


def _flat(record: type, before: str = "") -> tuple[tuple[Column, ...], _Cells]:
    """The columns of one of our classes, records in it laid open, and what makes their cells."""
    hints = get_type_hints(record)
    columns: list[Column] = []
    parts: list[tuple[str, _Cells | None]] = []
    for name in (attribute.name for attribute in fields(record) if attribute.name != "evidence"):
        kind = get_args(hints[name])[0] if get_origin(hints[name]) is UnionType else hints[name]
        key = before + name.removesuffix("_")  # `with` is no name in Python: the attribute is `with_`
        inner, cells = _flat(kind, f"{key}_") if has(kind) else ((_column(key, name, kind),), None)
        columns += inner
        parts.append((name, cells))
    nothing = (None,) * len(columns)

    def cells_of(value: Any) -> tuple[Any, ...]:
        if value is None:
            return nothing
        row: list[Any] = []
        for name, cells in parts:
            part = getattr(value, name)
            row += (part,) if cells is None else cells(part)
        return tuple(row)

    return tuple(columns), cells_of


def _column(key: str, name: str, kind: Any) -> Column:
    holds: dict[Any, Holds] = {int: "offset", Decimal: "number", date: "day"}
    return Column(key, "text" if name in _FREE_TEXT else holds.get(kind, "code"))  # the others are str and Literal


@frozen
class _Form:
    """How the rows of one table are made: its columns, and the cells that a fact of an article has in them."""

    columns: tuple[Column, ...]
    cells: Callable[[Article, Any], tuple[Any, ...]]


@cache
def _form(name: Name) -> _Form:
    text = Column("text", "text")
    if name == "statements":
        columns, cells = _flat(Statement)
        theirs = (Column(key, "number" if key == "primaryValue" else "code") for key in COMTRADE)
        return _Form((*_HEAD, *columns, text, *theirs), lambda a, s: (*cells(s), _words(a, s), *_comtrade(s)))
    if name == "findings":
        columns, cells = _flat(Finding)
        return _Form((*_HEAD, *columns, text), lambda a, f: (*cells(f), _words(a, f)))
    columns, cells = _flat(_VALUE_OF[name], "value_")
    place = (Column("start", "offset"), Column("end", "offset"))
    return _Form((*_HEAD, *place, text, *columns), lambda _, m: (m.start, m.end, m.text, *cells(m.value)))


def _words(article: Article, fact: Statement | Finding) -> str | None:
    """The words of a fact; None where the article came without its text."""
    return article.text[fact.start : fact.end] or None


# UN Comtrade.

_FLOW_CODES = {"export": "X", "import": "M"}
_OWN_CODES = {"W00": "W00", "EU": "EUR", "TWN": "S19"}
"""Economies that Comtrade has by other codes than ISO's: the world, the European Union, "Other Asia, nes"."""


def _comtrade(said: Statement) -> tuple[Any, ...]:
    """The cells of a statement in the order of :data:`COMTRADE`."""
    value = said.value
    in_dollars = value is not None and value.currency == "USD" and value.amount_max is None
    return (
        _economy(said.reporter),
        _economy(said.partner),
        _FLOW_CODES.get(said.flow),
        "TOTAL" if said.commodity is None else None,
        *_calendar_period(said.period),
        value.amount if value is not None and in_dollars else None,
    )


def _economy(code: str | None) -> str | None:
    if code in _OWN_CODES:
        return _OWN_CODES[code]
    return code if code in vocabulary.load("codes", "countries")["country"] else None


def _calendar_period(period: Period | None) -> tuple[str | None, str | None]:
    """Comtrade's frequency and period of what is a calendar year or month."""
    if period is None or period.start is None or period.end is None:
        return None, None
    start, end = period.start, period.end
    if (start.year, start.month, start.day, end.month, end.day) == (end.year, 1, 1, 12, 31):
        return "A", f"{start.year:04}"
    if (start.year, start.month, start.day, end.day) == (end.year, end.month, 1, days_in(end.year, end.month)):
        return "M", f"{start.year:04}{start.month:02}"
    return None, None


# Making tables.


def statements(articles: Article | Iterable[Article]) -> Table:
    """The trade statements of articles, one a row, with UN Comtrade's columns beside ours.

    >>> article = Article.from_text("Exports to Italy rose by 5% to $31 billion in 2023.")
    >>> row = statements([article]).to_dicts()[0]
    >>> [row[name] for name in ("reporterISO", "flowCode", "partnerISO", "period", "primaryValue")]
    ['KAZ', 'X', 'ITA', '2023', Decimal('31000000000')]
    """
    return _table("statements", articles)


def mentions(articles: Article | Iterable[Article], kind: Kind) -> Table:
    """The mentions of one kind, one a row.

    Args:
        articles: one article or many.
        kind: ``dates``, ``money``, ``percentages`` or ``countries``.

    Raises:
        ValueError: no such kind.

    >>> article = Article.from_text("Italian wine, French cheese")
    >>> [row["value_code"] for row in mentions(article, "countries").to_dicts()]
    ['ITA', 'FRA']
    """
    if kind not in _VALUE_OF:
        raise ValueError(f"no such kind: {kind!r}; there is {', '.join(_VALUE_OF)}")
    return _table(kind, articles)


def findings(articles: Article | Iterable[Article]) -> Table:
    """The findings of articles, one a row: figures that can't all be true."""
    return _table("findings", articles)


def batches(articles: Iterable[Article], name: Name, *, rows: int = 10_000) -> Iterator[Table]:
    """A table in pieces, for more articles than memory holds; at least one piece, which may be empty.

    Args:
        articles: they are taken one by one, as rows are asked for.
        name: ``statements``, ``findings``, or the kind of mentions.
        rows: how many a piece may have.

    >>> articles = (Article.from_text(f"Exports to Italy reached ${n} million.") for n in range(1, 6))
    >>> [len(table) for table in batches(articles, "statements", rows=2)]
    [2, 2, 1]
    """
    return pieces(cells_of(articles, name), name, rows)


def pieces(cells: Iterable[tuple[Any, ...]], name: Name, rows: int) -> Iterator[Table]:
    """Rows as tables of so many; at least one table, which may be empty."""
    stream = iter(cells)
    piece = tuple(itertools.islice(stream, rows))
    yield Table(name, piece)
    while len(piece) == rows and (piece := tuple(itertools.islice(stream, rows))):
        yield Table(name, piece)


def _table(name: Name, articles: Article | Iterable[Article]) -> Table:
    return Table(name, tuple(cells_of([articles] if isinstance(articles, Article) else articles, name)))


def cells_of(articles: Iterable[Article], name: Name) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, one by one: cells in the order of its columns."""
    cells = _form(name).cells
    for article in articles:
        head = (article.id, article.source, article.title, article.published)
        for fact in getattr(article, name):
            yield head + cells(article, fact)


# Files.

_Rows = list[tuple[Any, ...]]


def read(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    name: Name = "statements",
    *,
    jobs: int = 1,
    published: date | None = None,
    language: str = "en",
    home: str | None = "KAZ",
    longest: int = LONGEST,
) -> Table:
    """A table of what texts in files say; :func:`read_batches` reads more of them than memory holds.

    Args:
        paths: text files, folders of them, patterns as ``news/**/*.txt``, JSON lines of objects with ``text``, Parquet
            with a column ``text``; also packed (``.gz``, ``.zst``).
        name: ``statements``, ``findings``, or the kind of mentions.
        jobs: how many processes read. A script that asks for more than one does so under
            ``if __name__ == "__main__":``, because they load it. Rows come in the order of the texts all the same.
        published: the texts' date, where the input tells none.
        language: their language, where the input tells none.
        home: as in :meth:`kztrade.article.Article.from_text`.
        longest: characters that a text may have; a longer one is an error.

    Raises:
        ImportError: an input needs pyarrow, which isn't installed; no error of the table.
        ValueError: no such name, or no job.

    What can't be read stops nothing: ``errors`` of the table tells its place and why. If a process dies, there is a
    ``RuntimeWarning``, and the texts that it had are read again, one by one.

    >>> table = read(["seeds/", "gone.txt"])
    >>> len(table), table.errors
    (30, (('gone.txt', 'No such file or directory'),))
    """
    options: Any = {"published": published, "language": language, "home": home, "longest": longest}
    pieces = list(read_batches(paths, name, jobs=jobs, **options))
    chained = itertools.chain.from_iterable
    return Table(name, tuple(chained(p.rows for p in pieces)), tuple(chained(p.errors for p in pieces)))


def read_batches(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    name: Name = "statements",
    *,
    rows: int = 10_000,
    jobs: int = 1,
    published: date | None = None,
    language: str = "en",
    home: str | None = "KAZ",
    longest: int = LONGEST,
) -> Iterator[Table]:
    """A table of what texts in files say, in pieces; at least one piece, which may be empty.

    A piece has as many rows as ``rows`` tells, and the ``errors`` since the one before it. All other arguments and
    errors are those of :func:`read`.

    >>> [len(table) for table in read_batches("seeds/", rows=20)]
    [20, 10]
    """
    if name not in NAMES:
        raise ValueError(f"no such table: {name!r}; there is {', '.join(NAMES)}")
    if jobs < 1:
        raise ValueError(f"at least one job, not {jobs}")
    names = [paths] if isinstance(paths, (str, PathLike)) else paths
    work = _jobs.Work(_inputs.Reading(published, language, home, longest), partial(_rows_of, name))
    return _read([fspath(path) for path in names], name, rows, jobs, work)


def _rows_of(name: Name, articles: Iterable[Article]) -> list[tuple[Any, ...]]:
    return list(cells_of(articles, name))


def _read(names: list[str], name: Name, rows: int, jobs: int, work: _jobs.Work[_Rows]) -> Iterator[Table]:
    kept: _Rows = []
    errors: list[tuple[str, str]] = []
    is_first = True
    files = _inputs.files(names, lambda place, reason: errors.append((place, reason)))
    texts = itertools.chain.from_iterable(map(_inputs.read, files))
    with _jobs.Pool(work, jobs) as pool:
        for done in pool.results(_jobs.chunks(texts, 1 if jobs == 1 else _jobs.MOST)):
            if done.crash:
                warnings.warn(": ".join(done.crash), RuntimeWarning, stacklevel=2)
            kept += done.made
            errors += done.failures
            while len(kept) >= rows:
                yield Table(name, tuple(kept[:rows]), tuple(errors))
                kept, errors, is_first = kept[rows:], [], False
    if kept or errors or is_first:
        yield Table(name, tuple(kept), tuple(errors))


# The table itself.


@frozen(repr=False)
class Table:
    """Facts of articles as rows.

    Whatever reads Arrow takes it as it is: ``pandas.DataFrame.from_arrow(t)``, ``polars.DataFrame(t)``,
    ``pyarrow.table(t)``, and ``select … from t`` in DuckDB. A notebook shows it as a table.

    Attributes:
        name: what its rows are: ``statements``, ``findings``, or the kind of mentions.
        rows: the cells of each row, in the order of ``columns``.
        errors: the place of each text that couldn't be read, and why; :func:`read` fills them in.
    """

    name: Name
    rows: tuple[tuple[Any, ...], ...]
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, always the same ones for the same name."""
        return _form(self.name).columns

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return "\n".join(_preview(self))

    def _repr_html_(self) -> str:
        return "".join(_html(self))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Its rows as dictionaries, with Decimals and days."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def __arrow_c_schema__(self) -> object:
        return arrow_schema(self.name).__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """A ``pyarrow.Table``.

        A number that ``decimal128(38, 9)`` can't hold exactly is null there; its words stand in ``text``. Half a
        character (a lone surrogate), which UTF-8 can't hold, is U+FFFD.

        Raises:
            ImportError: pyarrow isn't installed; the message names the extra.
        """
        pyarrow = needed("pyarrow", "tables")
        schema = arrow_schema(self.name)
        cells = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        arrays = [_array(pyarrow, column, values) for column, values in zip(self.columns, cells, strict=True)]
        return cast("pa.Table", pyarrow.Table.from_arrays(arrays, schema=schema))

    def to_pandas(self) -> pd.DataFrame:
        """A pandas ``DataFrame``: Decimals and days as objects, codes as categories.

        Raises:
            ImportError: pandas or pyarrow isn't installed; the message names the extra.
        """
        needed("pandas", "pandas")
        return cast("pd.DataFrame", self.to_arrow().to_pandas())

    def to_polars(self) -> pl.DataFrame:
        """A polars ``DataFrame``.

        Raises:
            ImportError: polars or pyarrow isn't installed; the message names the extra.
        """
        return cast("pl.DataFrame", needed("polars", "polars").DataFrame(self))

    def to_parquet(self, path: str | PathLike[str] | IO[bytes]) -> None:
        """Write a Parquet file; :func:`write_parquet` writes one in pieces.

        Args:
            path: where, or a file open for writing bytes.

        Raises:
            ImportError: pyarrow isn't installed; the message names the extra.
            OSError: it can't be written.
        """
        write_parquet([self], path)

    @overload
    def to_csv(self, path: None = None, *, escape: bool = True) -> str: ...

    @overload
    def to_csv(self, path: str | PathLike[str] | IO[str], *, escape: bool = True) -> None: ...

    def to_csv(self, path: str | PathLike[str] | IO[str] | None = None, *, escape: bool = True) -> str | None:
        r"""Write CSV, or give it as a str where no path is told; :func:`write_csv` writes it in pieces.

        Args:
            path: where, or a file open for writing text with ``newline=""``.
            escape: whether a text that a spreadsheet would run as a formula gets an apostrophe before it, and control
                characters, which a terminal would obey, become U+FFFD. Numbers and days are never touched.

        Raises:
            OSError: it can't be written.

        >>> table = statements(Article.from_text("Exports to Italy reached $5 million.", source="=cmd()"))
        >>> [table.to_csv(escape=escape).splitlines()[1][:18] for escape in (True, False)]
        [",'=cmd(),,,KAZ,ITA", ',=cmd(),,,KAZ,ITA,']
        """
        if path is not None:
            write_csv([self], path, escape=escape)
            return None
        file = io.StringIO()
        write_csv([self], file, escape=escape)
        return file.getvalue()


# Writing in pieces.


def write_csv(
    pieces: Iterable[Table],
    path: str | PathLike[str] | IO[str],
    *,
    escape: bool = True,
    header: bool = True,
) -> None:
    """Write a table that comes in pieces as CSV (RFC 4180, UTF-8).

    Args:
        pieces: what :func:`batches` gives; they are taken one by one.
        path: where, or a file open for writing text with ``newline=""``.
        escape: see :meth:`Table.to_csv`.
        header: whether the names of the columns come first.

    Raises:
        OSError: it can't be written.
    """
    if isinstance(path, (str, PathLike)):
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            return write_csv(pieces, file, escape=escape, header=header)
    writer = csv.writer(path)
    show = _safe if escape else _whole
    for number, piece in enumerate(pieces):
        if number == 0 and header:
            writer.writerow(column.name for column in piece.columns)
        writer.writerows([show(cell) if isinstance(cell, str) else _plain(cell) for cell in row] for row in piece.rows)
    return None


def write_parquet(pieces: Iterable[Table], path: str | PathLike[str] | IO[bytes]) -> None:
    """Write a table that comes in pieces as a Parquet file, each piece as a row group.

    Args:
        pieces: what :func:`batches` gives, one at least; they are taken one by one.
        path: where, or a file open for writing bytes.

    Raises:
        ImportError: pyarrow isn't installed; the message names the extra.
        OSError: it can't be written.
        ValueError: there is no piece, and so no column.

    >>> from io import BytesIO
    >>> articles = (Article.from_text(f"Exports to Italy reached ${n} million.") for n in range(1, 6))
    >>> write_parquet(batches(articles, "statements", rows=2), BytesIO())
    """
    parquet = needed("pyarrow.parquet", "tables")
    rest = iter(pieces)
    first = next(rest, None)
    if first is None:
        raise ValueError("a Parquet file needs one piece at least, be it without rows")
    with parquet.ParquetWriter(path, arrow_schema(first.name)) as writer:
        for piece in itertools.chain([first], rest):
            writer.write_table(piece.to_arrow())


# Cells.

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANK = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?={_BLANK}{{0,20}}[-=+@＝＋－＠])|^(?=[\t\r\n])")
"""Where a spreadsheet may see the beginning of a formula (OWASP, "CSV injection"): at that of a cell, and after what
parts cells where commas don't."""


def _whole(text: str) -> str:
    """A text that UTF-8 can hold."""
    return _SURROGATES.sub("\ufffd", text)


def _safe(text: str) -> str:
    """A text that no spreadsheet runs and no terminal obeys."""
    return _FORMULA.sub(r"\1'", _CONTROLS.sub("\ufffd", text))


def _plain(cell: Any) -> str:
    """A cell that is no text: plain digits, an ISO 8601 day, or nothing."""
    if cell is None:
        return ""
    if not isinstance(cell, Decimal):
        return str(cell)
    digits = format(cell, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


# Arrow.

_SCALE = 9
_GRAIN = Decimal(1).scaleb(-_SCALE)
_DECIMAL128 = Context(prec=38, rounding=ROUND_DOWN, traps=[])


def arrow_schema(name: Name) -> pa.Schema:
    """The Arrow schema of a table, always the same.

    Args:
        name: ``statements``, ``findings``, or the kind of mentions.

    Raises:
        ImportError: pyarrow isn't installed; the message names the extra.

    >>> arrow_schema("findings").field("suggestion_amount").type
    Decimal128Type(decimal128(38, 9))
    """
    pyarrow = needed("pyarrow", "tables")
    return cast("pa.Schema", pyarrow.schema([(c.name, _arrow_type(pyarrow, c)) for c in _form(name).columns]))


def _arrow_type(pyarrow: Any, column: Column) -> Any:
    match column.holds:
        case "text":
            return pyarrow.string()
        case "code":
            return pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
        case "number":
            return pyarrow.decimal128(38, _SCALE)
        case "day":
            return pyarrow.date32()
    return pyarrow.int64()


def _array(pyarrow: Any, column: Column, values: Sequence[Any]) -> Any:
    kind = _arrow_type(pyarrow, column)
    if column.holds == "number":
        return pyarrow.array([None if value is None else _exact(value) for value in values], kind)
    if column.holds not in ("text", "code"):
        return pyarrow.array(values, kind)
    texts = pyarrow.array([None if value is None else _whole(value) for value in values], pyarrow.string())
    return texts.dictionary_encode() if column.holds == "code" else texts


def _exact(number: Decimal) -> Decimal | None:
    """The number as ``decimal128(38, 9)`` has it; None where that is another number, or none."""
    fitted = number.quantize(_GRAIN, context=_DECIMAL128)
    return fitted if fitted == number else None


# For the eye.

_SHOWN = 100
"""Rows that a notebook shows."""

_FEW, _WIDTH = 10, 100
"""Rows that are shown elsewhere, and characters of a line."""


def _filled(table: Table, rows: int) -> tuple[list[str], list[list[str]]]:
    """The first rows as text, without the columns that are empty in all of them."""
    shown = [[_plain(cell) if cell is not None else "" for cell in row] for row in table.rows[:rows]]
    kept = [index for index in range(len(table.columns)) if any(row[index] for row in shown)]
    return [table.columns[index].name for index in kept], [[row[index] for index in kept] for row in shown]


def _preview(table: Table) -> Iterator[str]:
    """The first rows, and of their columns those that a line holds."""
    yield f"{table.name}: {len(table)} row{'' if len(table) == 1 else 's'}, {len(table.columns)} columns"
    names, rows = _filled(table, _FEW)
    lines = [""] * (len(rows) + 1)
    for column in zip(names, *rows, strict=True):
        cells = [_short(cell) for cell in column]
        width = max(map(len, cells))
        if len(lines[0]) + width > _WIDTH:
            lines[0] += "…"
            break
        lines = [f"{line}{cell.ljust(width)}  " for line, cell in zip(lines, cells, strict=True)]
    yield from (line.rstrip() for line in lines if rows)
    if len(table) > _FEW:
        yield "…"


def _short(text: str) -> str:
    """A text on one line, cut to size, without what a terminal would obey."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= 24 else f"{shown[:23]}…"


def _html(table: Table) -> Iterator[str]:
    """A table in HTML; what a cell holds can't leave it, nor turn the direction of what follows."""
    names, rows = _filled(table, _SHOWN)
    yield f"<table class='kztrade'><caption>{table.name}: {len(table)}"
    yield f", the first {_SHOWN} shown" if len(table) > _SHOWN else ""
    yield "</caption>\n<thead><tr>"
    yield from (f"<th scope='col'>{html_escape(name)}</th>" for name in names)
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        cells = (f"<td><bdi>{html_escape(_CONTROLS.sub(chr(0xFFFD), cell))}</bdi></td>" for cell in row)
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table>"
