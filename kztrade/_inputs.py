"""What is read: files, folders, patterns, JSON lines, Parquet, standard input; also compressed.

Texts come one by one, so that there may be more of them than memory holds. What can't be read comes as a message in
the place of its text, so that the rest goes on.
"""

from __future__ import annotations

import codecs
import glob
import gzip
import io
import itertools
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from attrs import frozen

from kztrade import jsonl, vocabulary
from kztrade._extras import needed
from kztrade.article import Article
from kztrade.errors import ParseError

__all__ = ["COLUMNS", "LONGEST", "STDIN", "File", "Given", "Reading", "cells", "files", "from_cells", "read", "word"]

STDIN = "-"
"""What stands for standard input among the names."""

LONGEST = 1_000_000
"""Characters of a text, where nothing else is said: several books. What is longer is no article, and would take
seconds and gigabytes to find that out."""

_Fail = Callable[[str, str], None]
"""Told the name of what can't be read, and why."""


@frozen
class File:
    """A file to read.

    Attributes:
        path: where it is.
        source: what to call it as a source.
    """

    path: str
    source: str

    def size(self) -> int:
        """Its length in bytes; 0 where nobody knows."""
        try:
            return Path(self.path).stat().st_size if self.path != STDIN else 0
        except OSError:
            return 0


@frozen
class Given:
    """One text of a file, or what is wrong with it.

    Attributes:
        name: what to call it in a complaint: the file, and the line in it.
        content: the text with what is known of it, or a message.
        size: its length in bytes, as the file has it; its part of them where the file is compressed.
    """

    name: str
    content: jsonl.Input | str
    size: int = 0

    @property
    def length(self) -> int:
        """Its characters, or those of the message."""
        return len(self.content if isinstance(self.content, str) else self.content.text)


@frozen
class Reading:
    """How texts are read where they don't tell themselves.

    Attributes:
        published: the articles' date.
        language: ISO 639 code of their language.
        home: whose trade they are about; None is the country that a text names first.
        longest: characters that a text may have.
    """

    published: date | None = None
    language: str = "en"
    home: str | None = "KAZ"
    longest: int = LONGEST

    def article(self, given: jsonl.Input | str) -> Article | str:
        """What is found in a text, or why it can't be read; a complaint stays one."""
        if isinstance(given, str):
            return given
        language = given.language or self.language
        if language not in vocabulary.languages():
            return f"no vocabulary for the language {language!r}"
        if len(given.text) > self.longest:
            return f"a text of {len(given.text):,} characters, more than {self.longest:,}"
        try:
            return Article.from_text(
                given.text,
                id=given.id,
                source=given.source,
                title=given.title,
                published=given.published or self.published,
                language=language,
                home=self.home,
            )
        except Exception as error:  # noqa: BLE001 - of a million texts one may show a fault of ours: the rest goes on
            return f"{type(error).__name__}: {error}"


def files(names: Iterable[str], fail: _Fail) -> list[File]:
    """The files that the arguments name: patterns matched, folders opened.

    Args:
        names: files, folders, patterns with ``*``, ``**``, ``?`` or ``[…]``, or ``-``.
        fail: told of what isn't there.
    """
    return [file for name in names for file in _files(name, fail)]


def _files(name: str, fail: _Fail) -> Iterable[File]:
    if name in ("", STDIN):
        return [File(name, name)]
    path = Path(name)
    if path.is_dir():
        return _texts_in(name, Path(name), fail)
    if glob.has_magic(name) and not path.exists():
        return _matching(name, fail)
    return [File(name, path.name)]


def _matching(pattern: str, fail: _Fail) -> list[File]:
    """The files that match a pattern, and those in folders that do; called by their place under its fixed part."""
    fixed = Path(*itertools.takewhile(lambda part: not glob.has_magic(part), PurePath(pattern).parts))
    found: list[File] = []
    # `**` matches a folder and what is in it: only what it names itself counts then.
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - pathlib's finds hidden files too
        if not Path(match).is_dir():
            found.append(File(match, Path(match).relative_to(fixed).as_posix()))
        elif "**" not in PurePath(pattern).name:
            found += _texts_in(match, fixed, fail)
    if not found:
        fail(pattern, "no file matches")
    return found


def _texts_in(folder: str, base: Path, fail: _Fail) -> list[File]:
    """The .txt files in a folder and the folders in it, by name; hidden ones are left alone.

    Where there is none, the Parquet files: a data set of the engines is a folder of them.
    """
    texts, parts = [], []
    for root, folders, names in os.walk(
        folder, onerror=lambda error: fail(str(error.filename), error.strerror or str(error))
    ):
        folders[:] = [name for name in folders if not name.startswith(".")]
        seen = [Path(root, name) for name in names if not name.startswith(".")]
        texts += [path for path in seen if path.name.lower().endswith((".txt", ".txt.gz", ".txt.zst"))]
        parts += [path for path in seen if path.name.lower().endswith(".parquet")]
    if not texts and not parts:
        fail(folder, "no .txt file in this folder")
    return [File(str(path), path.relative_to(base).as_posix()) for path in sorted(texts or parts)]


_BROKEN = (OSError, EOFError, zlib.error, ImportError, ValueError)
"""What a file raises that isn't there, is cut or spoilt, or needs a library that isn't there (pyarrow's own errors are
ValueErrors)."""


def read(file: File) -> Iterator[Given]:
    """The texts in one file: the whole of it, or one for each line of JSON, or each row of Parquet.

    A file that breaks off gives what was before that, and a complaint.
    """
    name = file.path.lower()
    plain = name.removesuffix(".gz").removesuffix(".zst")
    try:
        if file.path == STDIN:
            yield from _from_stdin(sys.stdin.buffer)
        elif name.endswith(".parquet"):
            yield from _from_parquet(file)
        elif plain.endswith(".jsonl"):
            with _opened(file.path) as (lines, raw):
                yield from _from_lines(lines, file.path, raw if plain != name else None)
        else:
            with _opened(file.path) as (whole, _):
                data = whole.read()
            yield Given(file.path, _from_bytes(data, file.source), file.size())
    except _BROKEN as error:
        yield Given(file.path, getattr(error, "strerror", None) or str(error))


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """What is in a file, unpacked, and the file itself, which tells how far it has been read."""
    with ExitStack() as stack:
        raw = stack.enter_context(Path(path).open("rb"))
        if path.lower().endswith(".gz"):
            yield stack.enter_context(cast("BinaryIO", gzip.GzipFile(fileobj=raw))), raw
        elif path.lower().endswith(".zst"):
            unpacked = needed("pyarrow", "tables").CompressedInputStream(raw, "zstd")
            yield cast("BinaryIO", stack.enter_context(io.BufferedReader(unpacked, 1 << 16))), raw
        else:
            yield raw, raw


_ROWS = 256
"""Rows of Parquet that are in memory at once."""


def _from_parquet(file: File) -> Iterator[Given]:
    with needed("pyarrow.parquet", "tables").ParquetFile(file.path) as rows:
        names = [name for name in COLUMNS if name in rows.schema_arrow.names]
        if "text" not in names:
            raise ValueError(f"no column 'text'; there is {', '.join(rows.schema_arrow.names)}")
        share = file.size() // max(rows.metadata.num_rows, 1)
        number = 0
        for batch in rows.iter_batches(batch_size=_ROWS, columns=names):
            for content in from_cells(cells(batch)):
                number += 1
                yield Given(f"{file.path}:{number}", content, share)


def _from_stdin(stream: BinaryIO) -> Iterator[Given]:
    """JSON lines if the first line that isn't blank is one, else one text."""
    head = []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    lines = itertools.chain(head, stream)
    if head and _is_input(head[-1]):
        yield from _from_lines(lines, "standard input")
    else:
        data = b"".join(lines)
        yield Given("standard input", _from_bytes(data, None), len(data))


def _is_input(line: bytes) -> bool:
    """Whether a line is a JSON object with ``text``; faults elsewhere in it are told later."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value


def _from_lines(lines: Iterable[bytes], name: str, packed: BinaryIO | None = None) -> Iterator[Given]:
    """The texts in lines; where they are unpacked from a file, its own bytes are counted."""
    before = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            now = packed.tell() if packed else before + len(line)
            yield Given(f"{name}:{number}", _from_line(line), now - before)
            before = now


def _from_line(line: bytes) -> jsonl.Input | str:
    try:
        return jsonl.loads_input(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start}"
    except ParseError as error:
        return error.message


def _from_bytes(data: bytes, source: str | None) -> jsonl.Input | str:
    """A text with its line ends as they are: offsets count in it. A byte order mark is no part of it."""
    try:
        return jsonl.Input(data.decode("utf-8-sig"), source=source)
    except UnicodeDecodeError as error:
        looks_like = " (it looks like UTF-16)" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
        return f"not UTF-8 at byte {error.start}{looks_like}"


# Rows.

COLUMNS = ("text", "id", "source", "title", "published", "language")
"""What a row may tell of a text."""


def cells(batch: Any) -> dict[str, list[Any]]:
    """The columns of an Arrow record batch that tell of texts. Text that is not UTF-8 comes as bytes."""
    found = {}
    for name in (name for name in COLUMNS if name in batch.schema.names):
        column = batch.column(name)
        column = column.dictionary_decode() if hasattr(column, "dictionary_decode") else column
        try:
            found[name] = column.to_pylist()
        except (ValueError, OverflowError):  # one cell spoils it for all
            found[name] = [_cell(cell) for cell in column]
    return found


def _cell(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes()
    except (ValueError, OverflowError):  # a time beyond the calendar
        return cell


def from_cells(columns: Mapping[str, Sequence[Any]]) -> Iterator[jsonl.Input | str]:
    """The text of each row, or what is wrong with it.

    Args:
        columns: cells by the name of their column: ``text``, and any of ``id``, ``source``, ``title``, ``published``
            and ``language``.

    Raises:
        ValueError: there is no column ``text``.
    """
    if "text" not in columns:
        raise ValueError(f"no column 'text'; there is {', '.join(columns) or 'none'}")
    for row in zip(*columns.values(), strict=True):
        yield _from_row(dict(zip(columns, row, strict=True)))


def _from_row(row: Mapping[str, Any]) -> jsonl.Input | str:
    text: Any = row["text"]
    published: Any = row.get("published") or None
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            return f"text: not UTF-8 at byte {error.start}"
    if not isinstance(text, str):
        return "text: null" if text is None else f"text: {type(text).__name__}, not a string"
    if isinstance(published, str):
        try:
            published = date.fromisoformat(published)
        except ValueError:
            return f"published: not a day as YYYY-MM-DD: {published[:40]!r}"
    if not isinstance(published, date | None):
        return f"published: {type(published).__name__}, not a day"
    published = published.date() if isinstance(published, datetime) else published
    words = {name: word(row.get(name)) for name in ("id", "source", "title", "language")}
    return jsonl.Input(text, published=published, **words)


def word(cell: Any) -> str | None:
    """A cell that names something; a number may."""
    if isinstance(cell, bytes):
        return cell.decode(errors="replace")
    return None if cell is None else str(cell)
