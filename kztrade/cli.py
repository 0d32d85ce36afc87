"""The command: texts in, facts out.

``kztrade INPUT…`` reads files, folders, patterns, JSON lines or standard input, and writes JSON lines, CSV, Parquet, a
page, or tables when a terminal reads it. ``kztrade report INPUT…`` writes the page, ``kztrade schema`` the JSON Schema
of the lines. Data goes to standard output or ``-o FILE``, everything else to standard error. It exits with 0, with 1
when an input could not be read (the others are done) or the output not be written, with 2 when it was called wrongly.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import click
from attrs import asdict, define, field
from click.shell_completion import CompletionItem

import kztrade
from kztrade import _inputs, _jobs, _outputs, _parts, tables, vocabulary
from kztrade.article import Article
from kztrade.jsonl import Input

__all__ = ["main"]

_MANY, _LONG = 5, 1_000_000
"""More files than this, or more bytes, are worth a progress bar."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit code."""
    try:
        code = _command.main(None if argv is None else list(argv), "kztrade", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return code if isinstance(code, int) else 0


# The command line.


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """A day as YYYY-MM-DD, and nothing else: ``date.fromisoformat`` reads weeks and dates without hyphens too."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise click.BadParameter(f"not a day as YYYY-MM-DD: {text!r}")
    return day


class _Group(click.Group):
    """Commands, of which the first needs no name: ``kztrade a.txt`` is ``kztrade extract a.txt``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, *(name for parameter in self.get_params(ctx) for name in parameter.opts)}
        if not (args and args[0] in own) and not (ctx.resilient_parsing and not args):
            args = ["extract", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the command without a name takes, too."""
        extract = self.commands["extract"]
        inner = click.Context(extract, ctx, "extract", resilient_parsing=True)
        inputs = [CompletionItem(incomplete, type="file")] if incomplete[:1] != "-" else []
        return [*super().shell_complete(ctx, incomplete), *extract.shell_complete(inner, incomplete), *inputs]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        formatter.write_usage("kztrade", "[extract] [OPTIONS] INPUT...")
        formatter.write_usage("kztrade", "report [OPTIONS] INPUT...", " " * len("Usage: "))
        formatter.write_usage("kztrade", "schema [article|input]", " " * len("Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the command without a name, and the commands."""
        extract = self.commands["extract"]
        options = [option for option in (*extract.params, *self.get_params(ctx)) if isinstance(option, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([row for row in (option.get_help_record(ctx) for option in options) if row])
        self.format_commands(ctx, formatter)


_EXAMPLES = """\b
Examples:
  kztrade seeds/                           every .txt file in the folder
  kztrade a.txt b.txt > facts.jsonl        one article a line
  kztrade --format table a.txt             for reading
  kztrade 'news/**/*.txt' -o trade.csv     trade statements for a spreadsheet
  kztrade news/ --only money -o m.parquet  amounts of money for pandas, polars, DuckDB
  kztrade news.jsonl.gz -j 8 -o t.parquet  eight processes
  kztrade archive/ -j 8 --parts facts/     an archive, in parts: can be killed and started again
  kztrade rows.jsonl                       objects with "text" and, if known, id, source, title, published, language
  cat a.txt | kztrade --published 2024-09-12 -
  kztrade report news/ -o report.html      one page to look at
  kztrade ./report                         a file that is called like a command

\b
Completion of the command in a shell, for its start-up file (bash; zsh and fish likewise):
  eval "$(_KZTRADE_COMPLETE=bash_source kztrade)"
"""

_INPUTS = click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(readable=False, allow_dash=True)
)
_OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(readable=False, allow_dash=True),
    callback=lambda _, __, path: None if path == "-" else path,
    help="Write to a file, whole or not at all, in the form that its ending tells.  [default: standard output]",
)


def _reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options on how texts are read."""
    options = (
        click.option(
            "--published",
            metavar="DATE",
            callback=_day,
            help="The articles' date, YYYY-MM-DD, where the input gives none.",
        ),
        click.option(
            "--language",
            type=click.Choice(sorted(vocabulary.languages())),
            default="en",
            show_default=True,
            help="Of the articles, where the input gives none.",
        ),
        click.option(
            "--home",
            metavar="CODE",
            default="KAZ",
            show_default=True,
            help="Whose trade it is about, ISO 3166-1 alpha-3.",
        ),
        click.option(
            "-j",
            "--jobs",
            metavar="N",
            type=click.IntRange(1),
            default=1,
            show_default=True,
            help="How many processes read, for thousands of texts. What they write stays in order.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(cls=_Group, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kztrade.__version__, message="%(prog)s %(version)s")
def _command() -> None:
    """Read trade news and write its facts: mentions with offsets, trade statements, contradictions.

    INPUT is a text file, a folder of .txt files (and the folders in it), a pattern such as 'news/**/*.txt', a .jsonl
    file of objects with text, a Parquet file with a column text, any of these packed (.gz, .zst), or - for standard
    input.
    """


@_command.command("extract")
@_INPUTS
@click.option(
    "--format",
    "form",
    type=click.Choice(_outputs.FORMS),
    help="How to write.  [default: as FILE ends; table to a terminal, else jsonl]",
)
@click.option(
    "--only",
    type=click.Choice(tables.NAMES),
    multiple=True,
    help="Only this kind of fact; may be given again. CSV and Parquet hold one kind.  [default there: statements]",
)
@_OUTPUT
@click.option(
    "--parts",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write files of some texts each to a folder, jsonl, csv or parquet. Killed and started again, it goes on.",
)
@click.option(
    "--part-texts",
    metavar="N",
    type=click.IntRange(1),
    default=_parts.TEXTS,
    show_default=True,
    help="How many texts a part is of.",
)
@_reading_options
@click.option("--explain", is_flag=True, help="Tell the words and rules that each statement rests on (jsonl, table).")
def _extract(
    *,
    inputs: tuple[str, ...],
    form: _outputs.Form | None,
    only: tuple[tables.Name, ...],
    output: str | None,
    parts: Path | None,
    part_texts: int,
    explain: bool,
    jobs: int,
    **given: Any,
) -> int:
    """Write the facts of texts; the default command."""
    form = form or ("jsonl" if parts else _outputs.form_of(output))
    if form in ("csv", "parquet") and len(only) > 1:
        raise click.UsageError(f"{form} holds one table: give --only once")
    name = only[0] if only else "statements"
    reading = _inputs.Reading(**given)
    if parts:
        if output is not None or form not in _parts.FORMS:
            raise click.UsageError(f"--parts is for {', '.join(_parts.FORMS)}, and without -o")
        job = _Job(inputs, reading, _outputs.Wanted(form, name, only, explain), str(parts), jobs)
        return _run_in_parts(job, parts, part_texts)
    encoding, is_terminal = _outputs.encoding_of(output), _outputs.is_terminal(output)
    wanted = _outputs.Wanted(form, name, only, explain, encoding, is_terminal)
    return _run(_Job(inputs, reading, wanted, output, jobs))


@_command.command("report")
@_INPUTS
@_OUTPUT
@click.option("--title", help="Of the page.")
@_reading_options
def _report(inputs: tuple[str, ...], output: str | None, title: str | None, jobs: int, **reading: Any) -> int:
    """Write one page of HTML to look at: the texts with their facts marked, tables, charts."""
    return _run(_Job(inputs, _inputs.Reading(**reading), _outputs.Wanted("html"), output, jobs, title))


@_command.command("schema")
@click.argument("record", type=click.Choice(["article", "input"]), default="article")
@_OUTPUT
def _schema(record: str, output: str | None) -> int:
    """Print the JSON Schema of the JSON lines that are written (article) or read (input)."""
    from kztrade import schema

    text = json.dumps(schema.of(Article if record == "article" else Input), indent=2)
    return _written(output, lambda sink: sink.write(f"{text}\n".encode()))


# Running it.


@define
class _Job:
    """One run of the command."""

    inputs: tuple[str, ...]
    reading: _inputs.Reading
    wanted: _outputs.Wanted
    output: str | None
    jobs: int
    title: str | None = None
    failures: int = field(default=0, init=False)

    def fail(self, name: str, reason: str) -> None:
        """Tell what couldn't be read, and why; the rest goes on."""
        self.failures += 1
        _complain(name, reason)

    def pieces(self, pool: _jobs.Pool[Any], files: list[_inputs.File], advance: Callable[[int], None]) -> Iterator[Any]:
        """What is to be written of the texts that can be read."""
        texts = itertools.chain.from_iterable(map(_inputs.read, files))
        most = self.wanted.texts if self.jobs == 1 else _jobs.MOST
        for done in pool.results(_jobs.chunks(texts, most)):
            if done.crash:
                _complain(*done.crash)
            for name, reason in done.failures:
                self.fail(name, reason)
            if done.articles:
                yield done.made
            advance(done.size)


def _run(job: _Job) -> int:
    if job.wanted.form in ("parquet", "html") and _outputs.is_terminal(job.output):
        raise click.UsageError(f"{job.wanted.form} is not for a terminal: give -o FILE")
    work = _jobs.Work(job.reading, job.wanted.piece)

    def run(files: list[_inputs.File], advance: Callable[[int], None]) -> int:
        with _jobs.Pool(work, job.jobs) as pool:
            pieces = job.pieces(pool, files, advance)
            first = list(itertools.islice(pieces, 1))
            if job.failures and not first:  # a file that is there stays as it is
                return 1
            return _written(job.output, lambda sink: _write(job, itertools.chain(first, pieces), sink))

    return _watched(job, run)


def _run_in_parts(job: _Job, folder: Path, most: int) -> int:
    settings = {
        "kztrade": kztrade.__version__,
        "inputs": list(job.inputs),
        "texts": most,
        "form": job.wanted.form,
        "name": job.wanted.name,
        "only": list(job.wanted.only),
        "explain": job.wanted.explain,
        **{key: None if value is None else str(value) for key, value in asdict(job.reading).items()},
    }

    def run(files: list[_inputs.File], advance: Callable[[int], None]) -> int:
        texts = itertools.chain.from_iterable(map(_inputs.read, files))
        teller = _parts.Teller(job.fail, _complain, advance)
        try:
            _parts.write(folder, settings, texts, job.reading, job.wanted, jobs=job.jobs, most=most, teller=teller)
        except _parts.PartsError as error:
            raise click.UsageError(f"--parts {folder}: {error}") from None
        except OSError as error:
            _complain(str(error.filename or folder), error.strerror or str(error))
            return 1
        return 0

    return _watched(job, run)


def _watched(job: _Job, run: Callable[[list[_inputs.File], Callable[[int], None]], int]) -> int:
    """Run with a progress bar; gives the exit code, whatever goes wrong."""
    try:
        files = _inputs.files(job.inputs, job.fail)
        with _progress(files, job.output) as advance:
            code = run(files, advance)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except ImportError as error:
        raise click.UsageError(str(error)) from None
    except _jobs.StartError as error:
        _complain("--jobs", str(error))
        return 1
    return code or (1 if job.failures else 0)


def _write(job: _Job, pieces: Iterator[Any], sink: BinaryIO) -> None:
    _outputs.write(pieces, job.wanted, sink, title=job.title)


def _written(output: str | None, write: Callable[[BinaryIO], object]) -> int:
    """Write to where the output goes; gives the exit code."""
    try:
        with _outputs.opened(output) as sink:
            write(sink)
    except BrokenPipeError:  # the reader has what it wanted: `kztrade … | head -1`
        _drop_output()
        return 141  # what a shell calls death by SIGPIPE
    except OSError as error:  # no input's: _inputs has caught those
        if output is None:
            _drop_output()
        _complain(output or "standard output", error.strerror or str(error))
        return 1
    return 0


def _complain(name: str, reason: str) -> None:
    message = "".join(c if c.isprintable() else "?" for c in f"kztrade: {name}: {reason}")
    print(message, file=sys.stderr, flush=True)


@contextmanager
def _progress(files: list[_inputs.File], output: str | None) -> Iterator[Callable[[int], None]]:
    """What draws a bar on standard error, where somebody looks at it and it is in nobody's way."""
    size = sum(file.size() for file in files)
    if (len(files) <= _MANY and size <= _LONG) or not sys.stderr.isatty() or _outputs.is_terminal(output):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=size or None)
        yield lambda size: bar.advance(task, size)


def _drop_output() -> None:
    """Send what is still unwritten to nowhere, or Python would complain of it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
