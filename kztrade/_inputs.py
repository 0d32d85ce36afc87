"""What the command reads: files, folders, patterns, JSON lines, standard input.

Texts come one by one, so that there may be more of them than memory holds. What can't be read comes as a message in
the place of its text, so that the rest goes on.
"""

from __future__ import annotations

import codecs
import glob
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path, PurePath
from typing import BinaryIO

from attrs import frozen

from kztrade import jsonl, vocabulary
from kztrade.article import Article
from kztrade.errors import ParseError

__all__ = ["STDIN", "File", "Given", "Reading", "files", "read"]

STDIN = "-"
"""What stands for standard input among the names."""

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
        size: its length in bytes, as the file has it.
    """

    name: str
    content: jsonl.Input | str
    size: int = 0


@frozen
class Reading:
    """How texts are read where they don't tell themselves.

    Attributes:
        published: the articles' date.
        language: ISO 639 code of their language.
        home: whose trade they are about.
    """

    published: date | None = None
    language: str = "en"
    home: str = "KAZ"

    def article(self, given: jsonl.Input) -> Article | str:
        """What is found in a text, or why it can't be read."""
        language = given.language or self.language
        if language not in vocabulary.languages():
            return f"no vocabulary for the language {language!r}"
        return Article.from_text(
            given.text,
            id=given.id,
            source=given.source,
            title=given.title,
            published=given.published or self.published,
            language=language,
            home=self.home,
        )


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
    """The .txt files in a folder and the folders in it, by name; hidden ones are left alone."""
    found: list[Path] = []
    for root, folders, names in os.walk(
        folder, onerror=lambda error: fail(str(error.filename), error.strerror or str(error))
    ):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if name.lower().endswith(".txt") and not name.startswith(".")]
    if not found:
        fail(folder, "no .txt file in this folder")
    return [File(str(path), path.relative_to(base).as_posix()) for path in sorted(found)]


def read(file: File) -> Iterator[Given]:
    """The texts in one file: the whole of it, or one for each line of JSON."""
    try:
        if file.path == STDIN:
            yield from _from_stdin(sys.stdin.buffer)
        elif file.path.lower().endswith(".jsonl"):
            with Path(file.path).open("rb") as lines:
                yield from _from_lines(lines, file.path)
        else:
            data = Path(file.path).read_bytes()
            yield Given(file.path, _from_bytes(data, file.source), len(data))
    except OSError as error:
        yield Given(file.path, error.strerror or str(error))


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


def _from_lines(lines: Iterable[bytes], name: str) -> Iterator[Given]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Given(f"{name}:{number}", _from_line(line), len(line))


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
