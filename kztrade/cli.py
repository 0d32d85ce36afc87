"""The command: texts in, facts out.

``kztrade INPUT…`` reads files, folders, JSON lines or standard input, and writes one article a line as JSON, or a
table when a terminal reads it. Data goes to standard output, everything else to standard error. It exits with 0,
with 1 when an input could not be read (the others are done), with 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
import codecs
import itertools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

import kztrade
from kztrade import jsonl, vocabulary
from kztrade.article import Article
from kztrade.errors import ParseError

__all__ = ["main"]

_EXAMPLES = """\
examples:
  kztrade seeds/                       every .txt file in the folder
  kztrade a.txt b.txt > facts.jsonl    one article a line
  kztrade --format table a.txt         for reading
  kztrade rows.jsonl                   objects with "text" and, if known, id, source, title, published, language
  cat a.txt | kztrade --published 2024-09-12 -
"""

_MANY = 5
"""More inputs than this are worth a progress bar."""

_WIDTH = 60
"""Characters of a text that a row of the table shows."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["extract"]:  # the one thing it does so far, and so the default
        del arguments[0]
    options = _parser().parse_intermixed_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # the reader has what it wanted: `kztrade … | head -1`
        _drop_output()
        return 141  # what a shell calls death by SIGPIPE
    except OSError as error:  # no input's: _inputs has caught those
        _drop_output()
        _complain("standard output", error.strerror or str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kztrade",
        usage="%(prog)s [extract] [options] INPUT [INPUT ...]",
        description="Read trade news and write its facts: mentions with offsets, trade statements, contradictions.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help="a text file, a folder of .txt files, a .jsonl file of objects with text, or - for standard input",
    )
    parser.add_argument(
        "--format", choices=["jsonl", "table"], help="how to write (default: table to a terminal, else jsonl)"
    )
    parser.add_argument(
        "--published", metavar="DATE", type=_day, help="the articles' date, YYYY-MM-DD, where the input gives none"
    )
    parser.add_argument("--language", default="en", choices=sorted(vocabulary.languages()), help="default: %(default)s")
    parser.add_argument(
        "--home",
        default="KAZ",
        metavar="CODE",
        help="whose trade it is about, ISO 3166-1 alpha-3 (default: %(default)s)",
    )
    parser.add_argument("--explain", action="store_true", help="tell the words and rules that each statement rests on")
    parser.add_argument("--version", action="version", version=f"%(prog)s {kztrade.__version__}")
    return parser


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # fromisoformat reads weeks and dates without hyphens too
        raise argparse.ArgumentTypeError(f"not a day as YYYY-MM-DD: {text!r}")
    return day


def _run(options: argparse.Namespace) -> int:
    files, failures = _files(options.inputs)
    write = _writer(options.format or ("table" if sys.stdout.isatty() else "jsonl"), explain=options.explain)
    progress = _progress(len(files))
    for done, file in enumerate(files):
        progress(done)
        for name, given in _inputs(file):
            article = given if isinstance(given, str) else _article(given, options)
            if isinstance(article, str):
                failures.append(name)
                _complain(name, article)
            else:
                write(article)
    progress(len(files))
    return 1 if failures else 0


def _article(given: jsonl.Input, options: argparse.Namespace) -> Article | str:
    """What is found in an input, or why it can't be read."""
    language = given.language or options.language
    if language not in vocabulary.languages():
        return f"no vocabulary for the language {language!r}"
    return Article.from_text(
        given.text,
        id=given.id,
        source=given.source,
        title=given.title,
        published=given.published or options.published,
        language=language,
        home=options.home,
    )


# Inputs. What can't be read comes as a message in the place of its text, so that the rest goes on.

_Named = tuple[str, jsonl.Input | str]
"""The name to complain of, and an input or what is wrong with it."""


@frozen
class _File:
    """A file to read: where it is, and what to call it as a source."""

    path: str
    source: str


def _files(names: Iterable[str]) -> tuple[list[_File], list[str]]:
    """The files that the arguments name, folders opened; and the names of those that aren't there."""
    files: list[_File] = []
    failures: list[str] = []

    def fail(name: str, reason: str) -> None:
        failures.append(name)
        _complain(name, reason)

    for name in names:
        if name not in ("", "-") and Path(name).is_dir():
            found = [_File(str(path), path.relative_to(name).as_posix()) for path in _texts_in(name, fail)]
            if not found:
                fail(name, "no .txt file in this folder")
            files += found
        else:
            files.append(_File(name, Path(name).name))
    return files, failures


def _texts_in(folder: str, fail: Callable[[str, str], None]) -> list[Path]:
    """The .txt files in a folder and the folders in it, by name; hidden ones are left alone."""
    found = []
    for root, folders, names in os.walk(
        folder, onerror=lambda error: fail(str(error.filename), error.strerror or str(error))
    ):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if name.lower().endswith(".txt") and not name.startswith(".")]
    return sorted(found)


def _inputs(file: _File) -> Iterator[_Named]:
    """The inputs in one file: one text, or one for each line of JSON."""
    try:
        if file.path == "-":
            yield from _from_stdin(sys.stdin.buffer)
        elif file.path.lower().endswith(".jsonl"):
            with Path(file.path).open("rb") as lines:
                yield from _from_lines(lines, file.path)
        else:
            yield file.path, _from_bytes(Path(file.path).read_bytes(), file.source)
    except OSError as error:
        yield file.path, error.strerror or str(error)


def _from_stdin(stream: BinaryIO) -> Iterator[_Named]:
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
        yield "standard input", _from_bytes(b"".join(lines), None)


def _is_input(line: bytes) -> bool:
    """Whether a line is a JSON object with ``text``; faults elsewhere in it are told later."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value


def _from_lines(lines: Iterable[bytes], name: str) -> Iterator[_Named]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{name}:{number}", _from_line(line)


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


# Outputs.


def _writer(form: str, *, explain: bool = False) -> Callable[[Article], None]:
    """What writes an article to standard output, in letters that it can hold."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_utf8 = codecs.lookup(encoding).name == "utf-8"

    def write_json(article: Article) -> None:
        line = jsonl.dumps(article, explain=explain)
        print(line if is_utf8 else jsonl.escape(line), flush=True)

    def write_table(article: Article) -> None:
        table = "\n".join(_table(article, explain=explain))
        print(table.encode(encoding, "backslashreplace").decode(encoding), flush=True)

    return write_json if form == "jsonl" else write_table


def _table(article: Article, *, explain: bool) -> Iterator[str]:
    """The lines of the table for one article."""
    head = (article.source or article.id, article.title, article.published, article.dateline)
    yield "  ".join(_plain(str(part)) for part in head if part is not None) or "(no name)"
    rows = list(_rows(article, explain=explain))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""


def _rows(article: Article, *, explain: bool) -> Iterator[tuple[str, str, str, str]]:
    """Kind, value, text and offset of each fact."""
    for kind in ("dates", "money", "percentages", "countries"):
        for mention in getattr(article, kind):
            yield kind, str(mention.value), _plain(mention.text), str(mention.start)
    for said in article.statements:
        yield "statements", _plain(str(said)), _plain(article.text[said.start : said.end]), str(said.start)
        for used in said.evidence if explain else ():
            yield "", f"  {used.kind}: {used.rule}", _plain(used.text), str(used.start)
    for found in article.findings:
        yield (
            "findings",
            _plain(f"{found.rule}: {found.message}"),
            _plain(article.text[found.start : found.end]),
            str(found.start),
        )


def _plain(text: str) -> str:
    """A text on one line, cut to size, without what a terminal would obey."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= _WIDTH else f"{shown[: _WIDTH - 1]}…"


def _complain(name: str, reason: str) -> None:
    message = "".join(c if c.isprintable() else "?" for c in f"kztrade: {name}: {reason}")
    print(message, file=sys.stderr, flush=True)


def _progress(total: int) -> Callable[[int], None]:
    """What draws a bar on standard error, where somebody looks at it and it is in nobody's way."""
    if total <= _MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        return lambda _: None

    def draw(done: int) -> None:
        full = 30 * done // total
        print(f"\r[{'#' * full}{'.' * (30 - full)}] {done}/{total}", end="", file=sys.stderr, flush=True)
        if done == total:
            print(file=sys.stderr)

    return draw


def _drop_output() -> None:
    """Send what is still unwritten to nowhere, or Python would complain of it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
