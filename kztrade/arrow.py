"""Texts in Arrow record batches in, facts in Arrow record batches out: for archives and for engines.

``read(batch)`` is a pure function: texts in the columns ``text`` and, where known, ``id``, ``source``, ``title``,
``published`` and ``language`` give a batch of :func:`schema`, one row for each fact. ``stream(batches)`` does that
batch by batch, and is what ``mapInArrow`` of Spark takes; ``read`` takes a table too, and is what ``map_batches`` of
Ray takes; :func:`dask` reads a data frame of Dask.

A text that can't be read is a row too: with its ``id`` and ``source``, and in ``error`` what is wrong. The column is
null in all other rows, so nothing stops a run and nothing vanishes from it.

>>> import pyarrow as pa
>>> batch = pa.record_batch({"id": ["1", "2"], "text": ["Exports to Italy reached $31 billion.", None]})
>>> read(batch).select(["id", "partner", "value_amount", "error"]).to_pylist()  # doctest: +NORMALIZE_WHITESPACE
[{'id': '1', 'partner': 'ITA', 'value_amount': Decimal('31000000000.000000000'), 'error': None},
 {'id': '2', 'partner': None, 'value_amount': None, 'error': 'text: null'}]

The columns are those of :mod:`kztrade.tables`. Codes are plain strings here: a stream can't have the dictionaries of
its batches agree, and Spark knows none. pyarrow comes with the extra ``kztrade[tables]``, Dask with ``kztrade[dask]``.
"""

from __future__ import annotations

import datetime  # noqa: ICN001 - the name by which the site finds its days
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kztrade import tables
from kztrade._extras import needed
from kztrade._inputs import COLUMNS, LONGEST, Reading, cells, from_cells, word
from kztrade.tables import Name, Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["dask", "read", "schema", "stream"]

_Batch = TypeVar("_Batch", bound="pa.RecordBatch | pa.Table")


def schema(name: Name = "statements") -> pa.Schema:
    """The schema of what is read, always the same.

    Args:
        name: ``statements``, ``findings``, or the kind of mentions.

    Raises:
        ImportError: pyarrow isn't installed; the message names the extra.

    >>> schema("findings").names[-2:]
    ['text', 'error']
    """
    pyarrow = needed("pyarrow", "tables")
    plain = [
        pyarrow.field(field.name, pyarrow.string() if pyarrow.types.is_dictionary(field.type) else field.type)
        for field in tables.arrow_schema(name)
    ]
    return cast("pa.Schema", pyarrow.schema([*plain, pyarrow.field("error", pyarrow.string())]))


def read(
    batch: _Batch,
    name: Name = "statements",
    *,
    published: datetime.date | None = None,
    language: str = "en",
    home: str | None = "KAZ",
    longest: int = LONGEST,
) -> _Batch:
    """The facts in a batch of texts, or in a table of them: what is given is what comes back.

    Args:
        batch: the texts.
        name: ``statements``, ``findings``, or the kind of mentions.
        published: the texts' date, where ``published`` tells none.
        language: their language, where ``language`` tells none.
        home: as in :meth:`kztrade.article.Article.from_text`.
        longest: characters that a text may have; a longer one is an error.

    Raises:
        ImportError: pyarrow isn't installed; the message names the extra.
        ValueError: no column ``text``, or no such name.
    """
    pyarrow = needed("pyarrow", "tables")
    facts = _batch(cells(batch), name, Reading(published, language, home, longest), 1)
    return cast("_Batch", pyarrow.Table.from_batches([facts]) if isinstance(batch, pyarrow.Table) else facts)


def stream(
    batches: Iterable[pa.RecordBatch],
    name: Name = "statements",
    *,
    published: datetime.date | None = None,
    language: str = "en",
    home: str | None = "KAZ",
    longest: int = LONGEST,
) -> Iterator[pa.RecordBatch]:
    """The facts in batches of texts, a batch for each; what is held in memory is one batch.

    Arguments and errors are those of :func:`read`. An error in a text without ``id`` and ``source`` tells its row,
    which here is counted from the beginning of the stream.

    >>> import pyarrow as pa
    >>> texts = pa.table({"text": ["Exports reached $5 million.", "Imports fell by 3%.", None]})
    >>> [batch["error"].to_pylist() for batch in stream(texts.to_batches(max_chunksize=2))]
    [[None, None], ['row 3: text: null']]
    """
    row = 1
    for batch in batches:
        yield _batch(cells(batch), name, Reading(published, language, home, longest), row)
        row += batch.num_rows


def dask(
    frame: Any,
    name: Name = "statements",
    *,
    published: datetime.date | None = None,
    language: str = "en",
    home: str | None = "KAZ",
    longest: int = LONGEST,
) -> Any:
    """The facts in a Dask data frame of texts, read where its partitions are when Dask computes them.

    Arguments are those of :func:`read`. Columns are Arrow's (``pandas.ArrowDtype``): numbers and days
    stay exact.

    Raises:
        ImportError: Dask isn't installed; the message names the extra.
        ValueError: no column ``text``, or no such name.
    """
    needed("dask.dataframe", "dask")
    reading = Reading(published, language, home, longest)
    if "text" not in frame.columns:
        raise ValueError(f"no column 'text'; there is {', '.join(map(str, frame.columns))}")
    meta = _frame(_batch({"text": ()}, name, reading, 1))
    return frame.map_partitions(_partition, name, reading, meta=meta, enforce_metadata=False)


def _partition(part: pd.DataFrame, name: Name, reading: Reading) -> pd.DataFrame:
    """One partition: cell by cell, for pandas has cells of any type in one column."""
    columns = {key: [None if _is_nothing(cell) else cell for cell in part[key]] for key in COLUMNS if key in part}
    return _frame(_batch(columns, name, reading, 1))


def _is_nothing(cell: Any) -> bool:
    """Whether it is one of pandas's words for nothing: None, NaN, NA, NaT."""
    return cell is None or type(cell).__name__ in ("NAType", "NaTType") or cell != cell  # noqa: PLR0124 - NaN isn't itself


def _frame(batch: pa.RecordBatch) -> pd.DataFrame:
    return cast("pd.DataFrame", batch.to_pandas(types_mapper=needed("pandas", "dask").ArrowDtype))


def _batch(columns: Mapping[str, Sequence[Any]], name: Name, reading: Reading, first: int) -> pa.RecordBatch:
    """The facts in columns of texts, of which the first has this number."""
    if name not in tables.NAMES:
        raise ValueError(f"no such table: {name!r}; there is {', '.join(tables.NAMES)}")
    pyarrow, width = needed("pyarrow", "tables"), len(tables.arrow_schema(name))
    rows: list[tuple[Any, ...]] = []
    errors: list[str | None] = []
    for index, given in enumerate(from_cells(columns)):
        article = reading.article(given)
        if isinstance(article, str):
            head = [None if key not in columns else columns[key][index] for key in ("id", "source")]
            known = [word(cell) for cell in head]
            rows.append((*known, *(None,) * (width - 2)))
            errors.append(article if any(known) else f"row {first + index}: {article}")
        else:
            found = list(tables.cells_of([article], name))
            rows += found
            errors += (None,) * len(found)
    facts = Table(name, tuple(rows)).to_arrow()
    plain = facts.append_column("error", pyarrow.array(errors, pyarrow.string())).cast(schema(name))
    arrays = [column.combine_chunks() for column in plain.columns]
    return cast("pa.RecordBatch", pyarrow.RecordBatch.from_arrays(arrays, schema=schema(name)))
