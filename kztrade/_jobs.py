"""Texts read by several processes: chunk by chunk, the outcomes in the order of the texts.

Each process is started afresh (*spawn*: the same on every system, and safe beside threads) and has one chunk at a time,
so that a process that dies tells what it died of. A thread of ours waits for each. What the articles of a chunk are
made into comes back ready to write: to send whole articles would cost more than to write them.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Generic, Self, TypeVar

from attrs import evolve, frozen

from kztrade._inputs import Given, Reading
from kztrade.article import Article

__all__ = ["MOST", "Chunk", "Done", "Pool", "StartError", "Work", "chunks"]

T = TypeVar("T")

Chunk = Sequence[Given]
"""Texts that are read in one go."""

MOST = 64
"""Texts of a chunk for another process: its way there and back costs as much as a fraction of a text."""

_CHARACTERS = 500_000
"""Of a chunk that has more than one text: so that what is in memory at once is bounded."""

_AHEAD = 4
"""Chunks for each process that are taken before the first of them is done."""

_PATIENCE = 5
"""Seconds for a process to end by itself."""


@frozen
class Done(Generic[T]):
    """What came of a chunk.

    Attributes:
        made: what its articles were made into.
        articles: how many texts could be read.
        failures: the name of each text that couldn't, and why.
        texts: how many there were.
        size: their length in bytes.
        crash: the texts that a process died of, and how; they have been read again.
    """

    made: T
    articles: int
    failures: tuple[tuple[str, str], ...]
    texts: int
    size: int
    crash: tuple[str, str] | None = None


@frozen
class Work(Generic[T]):
    """What is done with a chunk. It goes to other processes, so it must be one that can be pickled.

    Attributes:
        reading: how texts are read.
        make: makes the articles of a chunk into what is wanted of them.
    """

    reading: Reading
    make: Callable[[Sequence[Article]], T]

    def __call__(self, chunk: Chunk) -> Done[T]:
        articles: list[Article] = []
        failures: list[tuple[str, str]] = []
        for given in chunk:
            article = self.reading.article(given.content)
            if isinstance(article, str):
                failures.append((given.name, article))
            else:
                articles.append(article)
        size = sum(given.size for given in chunk)
        return Done(self.make(articles), len(articles), tuple(failures), len(chunk), size)


def chunks(texts: Iterable[Given], most: int) -> Iterator[Chunk]:
    """Texts in chunks, each larger than the one before, so that few texts keep all processes busy too.

    Args:
        texts: they are taken one by one.
        most: how many a chunk may have.
    """
    chunk: list[Given] = []
    room, characters = 1, 0
    for given in texts:
        if chunk and (len(chunk) >= room or characters + given.length > _CHARACTERS):
            yield chunk
            chunk, characters, room = [], 0, min(room + 1, most)
        chunk.append(given)
        characters += given.length
    if chunk:
        yield chunk


# In a process of its own.


def _serve(ours: Connection, work: Work[Any]) -> None:
    """Read chunks until nobody sends any more: the parent has done with us, or was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group: the parent ends us
    try:
        ours.send(None)
        while True:
            chunk = ours.recv()
            try:
                outcome: Done[Any] | Exception = work(chunk)
            except Exception as error:  # noqa: BLE001 - it is raised again where we were asked
                outcome = error
            ours.send(outcome)
    except (EOFError, OSError):
        return


# In ours.


class StartError(RuntimeError):
    """No process can be started; the message says why."""


class _DiedError(Exception):
    """A process died of what it was to read; the message says how."""


class _Worker:
    """A process that reads, started when it is first asked, and again after it has died."""

    _lock = threading.Lock()  # multiprocessing looks after all its processes from whatever thread starts or ends one

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.running: tuple[BaseProcess, Connection] | None = None
        self.is_closed = False

    def ask(self, chunk: Chunk) -> Done[Any]:
        """Have a chunk read.

        Raises:
            _DiedError: the process died of it.
            StartError: no process can be started, or no more of them.
        """
        process, connection = self.running or self._start()
        try:
            connection.send(chunk)
            outcome = connection.recv()
        except (EOFError, OSError):
            raise _DiedError(self._end(process)) from None
        if isinstance(outcome, Exception):
            raise outcome
        done: Done[Any] = outcome
        return done

    def _start(self) -> tuple[BaseProcess, Connection]:
        spawn = multiprocessing.get_context("spawn")
        try:
            connection, theirs = spawn.Pipe()
            process = spawn.Process(target=_serve, args=(theirs, self.work), daemon=True)
            with self._lock:
                if self.is_closed:
                    raise StartError("closed")
                process.start()
                self.running = process, connection
            theirs.close()
        except OSError as error:
            raise StartError(f"no process can be started: {error.strerror}") from error
        try:
            connection.recv()  # it has begun
        except (EOFError, OSError):
            raise StartError(
                f"{self._end(process)} before it began to read; a script that asks for several must do so under "
                "`if __name__ == '__main__':`"
            ) from None
        return process, connection

    def _end(self, process: BaseProcess) -> str:
        """How the process ended, which has closed its end of the pipe: it is dead, or about to be."""
        with self._lock:
            process.join(_PATIENCE)
        self.stop()
        return f"process {process.pid} {_told(process.exitcode)}"

    def close(self) -> None:
        """End the process, whatever it does, and start no other; who waits for it is told so."""
        with self._lock:
            self.is_closed = True
            if self.running:
                self.running[0].terminate()

    def stop(self) -> None:
        """End the process, and have done with it."""
        if self.running:
            process, connection = self.running
            with self._lock:
                process.terminate()
                process.join()
            connection.close()
            self.running = None


def _told(code: int | None) -> str:
    """How a process ended, in words."""
    try:
        return f"was killed by {signal.Signals(-(code or 0)).name}"
    except ValueError:
        return f"ended with code {code}"


def _hold_interrupts() -> None:
    """Leave Ctrl-C to the main thread, and keep it from the processes that this one starts: they inherit that."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class Pool(Generic[T]):
    """Processes that read, or none where one job is enough: then this one does.

    Args:
        work: what is done with a chunk.
        jobs: how many processes.
    """

    def __init__(self, work: Work[T], jobs: int = 1) -> None:
        self._work = work
        self._workers = [_Worker(work) for _ in range(jobs)] if jobs > 1 else []
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(jobs, "kztrade", _hold_interrupts)
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes, whatever they do."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.stop()

    def results(self, texts: Iterable[Chunk]) -> Iterator[Done[T]]:
        """What comes of chunks, in their order.

        Where a process dies, the texts of its chunk are read again, each by itself; the one that a process dies of
        again is a failure.

        Args:
            texts: the chunks; a few are taken ahead.

        Raises:
            StartError: no process can be started.
        """
        if not self._workers:
            yield from map(self._work, texts)
            return
        rest, ahead = iter(texts), len(self._workers) * _AHEAD
        waiting: deque[Future[list[Done[T]]]] = deque()
        while True:
            taken = itertools.islice(rest, ahead - len(waiting))
            waiting.extend(self._threads.submit(self._read, chunk) for chunk in taken)
            if not waiting:
                return
            yield from waiting.popleft().result()

    def _read(self, chunk: Chunk) -> list[Done[T]]:
        """What comes of a chunk, or of each of its texts where it is one to die of."""
        worker = self._idle.get()
        try:
            return [worker.ask(chunk)]
        except _DiedError as died:
            first, last = chunk[0].name, chunk[-1].name
            place = first if first == last else f"{first} to {last}"
            one, *more = [self._alone(worker, given) for given in chunk]
            return [evolve(one, crash=(place, f"{died}; read again, text by text")), *more]
        finally:
            self._idle.put(worker)

    def _alone(self, worker: _Worker, given: Given) -> Done[T]:
        """What comes of one text, be it that a process dies of it."""
        try:
            return worker.ask([given])
        except _DiedError as died:
            return self._work([evolve(given, content=f"{died}, and so did one before it")])
