"""A run in parts, which may be killed at any time and started again: a folder of files, and a manifest of them.

A part is there whole or not at all: written under another name, brought to the disk, renamed. Then a line of
``_manifest.jsonl`` tells what it was read from and what is in it; the first line tells the settings. Who starts again
with the same settings gets the same parts: one whose texts are what they were is kept, any other is written anew under
its name, so no row comes twice. A part without a line was not finished; a last line without its end was not, either.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from attrs import asdict, astuple, frozen

from kztrade import _jobs, _outputs
from kztrade._inputs import Given, Reading
from kztrade.article import Article

__all__ = ["FORMS", "MANIFEST", "TEXTS", "PartsError", "Teller", "write"]

FORMS: tuple[_outputs.Form, ...] = ("jsonl", "csv", "parquet")
"""What a part may be."""

MANIFEST = "_manifest.jsonl"
"""Whoever reads a folder of Parquet files leaves names with ``_`` alone."""

TEXTS = 10_000
"""Texts of a part, where nothing else is said: so many are read again, at most, after a run was killed."""

_CHARACTERS = 64_000_000
"""Of a part: before one is kept, all its texts are in memory, to see that they are the same."""


class PartsError(ValueError):
    """The folder is no place for this run; the message says why."""


@frozen
class Teller:
    """Whom to tell how it goes.

    Attributes:
        fail: told the place of a text that can't be read, and why.
        crash: told which texts a process died of, and how.
        advance: told how many bytes of input are done.
    """

    fail: Callable[[str, str], object]
    crash: Callable[[str, str], object]
    advance: Callable[[int], object]


@frozen
class _Part:
    """A line of the manifest.

    Attributes:
        part: the name of the file.
        texts: how many texts it is of.
        rows: how many rows, or lines, are in it.
        digest: of the texts; empty where the part is no more.
        errors: the place of each text that couldn't be read, and why.
    """

    part: str
    texts: int = 0
    rows: int = 0
    digest: str = ""
    errors: Sequence[Sequence[str]] = ()


def write(
    folder: Path,
    settings: Mapping[str, Any],
    texts: Iterable[Given],
    reading: Reading,
    wanted: _outputs.Wanted,
    *,
    jobs: int,
    most: int,
    teller: Teller,
) -> None:
    """Write what texts say in parts, or those that are missing.

    Args:
        folder: it is made, or was by a run before.
        settings: all that the rows depend on besides the texts, as JSON has it.
        texts: they are taken one by one.
        reading: how they are read.
        wanted: what is written, in one of :data:`FORMS`.
        jobs: how many processes read.
        most: texts of a part.
        teller: told how it goes, also of the texts of parts that are kept.

    Raises:
        PartsError: the folder isn't empty and no earlier run's, or that had other settings, or is still running.
        ImportError: the form needs a library that isn't installed.
        OSError: it can't be written.
    """
    work = _jobs.Work(reading, partial(_made, wanted))
    with _opened(folder, settings) as manifest, _jobs.Pool(work, jobs) as pool:
        names = set()
        for number, group in itertools.groupby(_numbered(texts, most), itemgetter(0)):
            name = f"part-{number:06}.{wanted.form}"
            names.add(name)
            given: Iterable[Given] = (text for _, text in group)
            if name in manifest.parts:
                given = list(given)
                if manifest.has(name, given):
                    _tell(manifest.parts[name], given, teller)
                    continue
            manifest.add(_written(folder / name, given, pool, wanted, teller))
        manifest.drop_all_but(names)


def _made(wanted: _outputs.Wanted, articles: Sequence[Article]) -> tuple[Any, int]:
    """A piece, and how many rows or lines are in it."""
    is_line = wanted.form == "jsonl"
    return wanted.piece(articles), sum(1 if is_line else len(getattr(article, wanted.name)) for article in articles)


def _numbered(texts: Iterable[Given], most: int) -> Iterator[tuple[int, Given]]:
    """The number of its part beside each text."""
    number = count = characters = 0
    for given in texts:
        if count and (count == most or characters + given.length > _CHARACTERS):
            number, count, characters = number + 1, 0, 0
        yield number, given
        count, characters = count + 1, characters + given.length


def _tell(part: _Part, texts: Iterable[Given], teller: Teller) -> None:
    """Tell of a part that is kept what was told when it was written."""
    teller.advance(sum(given.size for given in texts))
    for place, reason in part.errors:
        teller.fail(place, reason)


def _written(
    path: Path, texts: Iterable[Given], pool: _jobs.Pool[tuple[Any, int]], wanted: _outputs.Wanted, teller: Teller
) -> _Part:
    """Write a part; gives its line for the manifest."""
    digest = _Digest()
    errors: list[tuple[str, str]] = []
    counts = [(0, 0)]

    def pieces() -> Iterator[Any]:
        for done in pool.results(_jobs.chunks(map(digest.seen, texts), _jobs.MOST)):
            if done.crash:
                teller.crash(*done.crash)
            for failure in done.failures:
                errors.append(failure)
                teller.fail(*failure)
            piece, rows = done.made
            counts.append((done.texts, rows))
            yield piece
            teller.advance(done.size)

    with _outputs.opened(str(path)) as sink:
        _outputs.write(pieces(), wanted, sink)
    number, rows = map(sum, zip(*counts, strict=True))
    return _Part(path.name, number, rows, str(digest), errors)


class _Digest:
    """Tells whether texts, and what is known of them, are the same."""

    def __init__(self, texts: Iterable[Given] = ()) -> None:
        self._hash = blake2b(digest_size=16)
        for given in texts:
            self.seen(given)

    def seen(self, given: Given) -> Given:
        """The text itself, which counts from now on."""
        content = given.content
        known = (content,) if isinstance(content, str) else astuple(content)
        self._hash.update("\0".join(map(repr, (given.name, *known))).encode())
        return given

    def __str__(self) -> str:
        return self._hash.hexdigest()


# The manifest.


@frozen
class _Manifest:
    """The file, and what its lines say."""

    folder: Path
    file: BinaryIO
    parts: dict[str, _Part]

    def has(self, name: str, texts: Iterable[Given]) -> bool:
        """Whether a part is there, and of these texts."""
        return (self.folder / name).is_file() and self.parts[name].digest == str(_Digest(texts))

    def add(self, part: _Part) -> None:
        """Tell that a part is finished."""
        _sync(self.folder)  # its name first
        self.line(asdict(part))
        self.parts[part.part] = part

    def line(self, record: Mapping[str, Any]) -> None:
        """Add a line."""
        self.file.write(f"{json.dumps(record)}\n".encode())
        self.file.flush()
        os.fsync(self.file.fileno())

    def drop_all_but(self, names: set[str]) -> None:
        """Remove parts that an earlier run wrote and this one has no texts for."""
        for name, part in sorted(self.parts.items()):
            if part.digest and name not in names:
                (self.folder / name).unlink(missing_ok=True)
                self.add(_Part(name))


@contextmanager
def _opened(folder: Path, settings: Mapping[str, Any]) -> Iterator[_Manifest]:
    """The manifest in a folder: a new one, or that of a run with the same settings."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MANIFEST).exists() and any(folder.iterdir()):
        raise PartsError(f"it is not empty, and has no {MANIFEST} of a run before")
    with (folder / MANIFEST).open("a+b") as file:
        _lock(file)
        for left in folder.glob(_outputs.BESIDE):  # by a run that was killed
            left.unlink()
        manifest = _Manifest(folder, file, _parts(_lines(file), settings))
        if not file.tell():
            manifest.line(settings)
            _sync(folder)
        yield manifest


def _lock(file: BinaryIO) -> None:
    """Keep other runs out, until this process ends, in whatever way."""
    with suppress(ImportError):  # Windows: two runs there do the work twice, and write the same
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PartsError("another run writes there") from None


def _lines(file: BinaryIO) -> list[bytes]:
    """The lines of a file, which is at their end then; the last one is cut off if it has no end."""
    file.seek(0)
    lines = file.read().splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        lines.pop()
    file.truncate(file.seek(sum(map(len, lines))))
    return lines


def _parts(lines: Iterable[bytes], settings: Mapping[str, Any]) -> dict[str, _Part]:
    """The parts of a run with these settings, by name; the last line on one counts."""
    try:
        begun, *records = [json.loads(line) for line in lines] or [settings]
        parts = {part.part: part for part in (_Part(**record) for record in records)}
        other = [name for name in sorted(begun.keys() | settings.keys()) if begun.get(name) != settings.get(name)]
    except (ValueError, TypeError, AttributeError):
        raise PartsError(f"its {MANIFEST} is not of this kind") from None
    if other:
        differences = (f"{name} {begun.get(name)!r}, not {settings.get(name)!r}" for name in other)
        raise PartsError(f"it was begun with {'; '.join(differences)}")
    return parts


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where a system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
