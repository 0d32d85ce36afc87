"""Texts read by several processes."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kztrade import _jobs
from kztrade._inputs import Given, Reading
from kztrade._jobs import Done, Pool, Work, chunks
from kztrade.jsonl import Input


def texts(*sources):
    return [Given(f"{source}.txt", Input("Exports grew.", source=source), 13) for source in sources]


def sources(articles):
    """What these tests make of articles; a process may die of it."""
    for article in articles:
        if article.source == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.source == "leaving":
            os._exit(3)
        if article.source == "wrong":
            raise ImportError("this needs something")
        if article.source == "slow":
            time.sleep(60)
    return [article.source for article in articles]


WORK = Work(Reading(published=date(2024, 5, 1)), sources)


def made(done):
    return [source for one in done for source in one.made]


class TestChunks:
    def test_they_grow(self):
        given = texts(*"abcdefghijk")
        assert [len(chunk) for chunk in chunks(given, 3)] == [1, 2, 3, 3, 2]
        assert [text for chunk in chunks(given, 3) for text in chunk] == given
        assert [len(chunk) for chunk in chunks(given, 1)] == [1] * 11
        assert list(chunks([], 3)) == []

    def test_long_texts_make_short_chunks(self):
        given = [Given("a", Input("a" * 200_000))] * 7 + [Given("b", "a" * 600_000)] * 2 + [Given("c", "")]
        assert [len(chunk) for chunk in chunks(given, 9)] == [1, 2, 2, 2, 1, 1, 1]

    def test_they_are_taken_when_they_are_needed(self):
        taken = []
        given = chunks((taken.append(1) or text for text in texts(*"abcdefghijk")), 3)
        next(given)
        assert len(taken) == 2


class TestWork:
    def test_what_comes_of_a_chunk(self):
        given = [*texts("a"), Given("b.txt:1", "text: null", 5), *texts("c")]
        assert WORK(given) == Done(["a", "c"], 2, (("b.txt:1", "text: null"),), 3, 31)

    def test_one_process_is_this_one(self):
        with Pool(WORK) as pool:
            (done,) = pool.results([texts("a")])
            assert multiprocessing.active_children() == []
        assert done.made == ["a"]


class TestProcesses:
    def test_all_comes_once_in_order(self):
        names = [str(number) for number in range(60)]
        with Pool(WORK, 2) as pool:
            assert made(pool.results(chunks(texts(*names), 4))) == names
            assert made(pool.results([texts("again")])) == ["again"]
            assert 1 <= len(multiprocessing.active_children()) <= 2
        assert multiprocessing.active_children() == []

    def test_one_that_dies_loses_one_text(self):
        given = [texts("a", "deadly", "b"), texts("c"), texts("d"), texts("e", "leaving")]
        with Pool(WORK, 2) as pool:
            done = list(pool.results(given))
        assert made(done) == list("abcde")
        (died, told), (left, how) = [one.crash for one in done if one.crash]
        assert (died, left) == ("a.txt to b.txt", "e.txt to leaving.txt")
        pid = told.split()[1]
        assert told == f"process {pid} was killed by SIGKILL; read again, text by text"
        assert "ended with code 3" in how
        (deadly, leaving) = [failure for one in done for failure in one.failures]
        assert deadly[0] == "deadly.txt"
        assert deadly[1].endswith("was killed by SIGKILL, and so did one before it")
        assert pid not in deadly[1]
        assert leaving[0] == "leaving.txt"
        assert sum(one.texts for one in done) == 7

    def test_an_error_is_raised_here(self):
        with Pool(WORK, 2) as pool, pytest.raises(ImportError, match="this needs something"):
            list(pool.results([texts("a"), texts("wrong")]))

    def test_who_leaves_does_not_wait(self):
        started = time.monotonic()
        with Pool(WORK, 2) as pool:
            assert next(pool.results([texts("a"), texts("slow"), texts("slow"), texts("slow")])).made == ["a"]
            time.sleep(0.1)
        assert time.monotonic() - started < 20
        assert multiprocessing.active_children() == []

    def test_one_that_never_begins(self, monkeypatch):
        monkeypatch.setattr(_jobs, "_serve", sys.exit)  # the other process looks it up by its name, and finds sys.exit
        with (
            Pool(WORK, 2) as pool,
            pytest.raises(_jobs.StartError, match=r"process \d+ ended with code 1 before it began to read; a script"),
        ):
            list(pool.results([texts("a")]))

    def test_a_system_that_allows_no_more(self, monkeypatch):
        def start(_self):
            raise BlockingIOError(11, "Resource temporarily unavailable")

        monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", start)
        with Pool(WORK, 2) as pool, pytest.raises(_jobs.StartError, match="no process can be started: Resource temp"):
            list(pool.results([texts("a")]))

    def test_no_process_is_started_after_the_end(self):
        worker = _jobs._Worker(WORK)
        worker.close()
        with pytest.raises(_jobs.StartError, match="closed"):
            worker.ask(texts("a"))
        worker.stop()


class TestServing:
    """What runs in the other process, here."""

    @pytest.fixture
    def pipe(self):
        before = signal.getsignal(signal.SIGINT)
        ours, theirs = multiprocessing.Pipe()
        yield ours, theirs
        signal.signal(signal.SIGINT, before)

    def test_chunks_until_nobody_sends_any(self, pipe):
        ours, theirs = pipe
        ours.send(texts("a"))
        ours.send(texts("wrong"))
        ours.send(texts("b"))
        ours.send_bytes(b"")  # no pickle: EOFError, as when the other end is closed
        _jobs._serve(theirs, WORK)
        assert ours.recv() is None
        assert ours.recv().made == ["a"]
        assert isinstance(ours.recv(), ImportError)
        assert ours.recv().made == ["b"]
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN

    def test_a_system_without_masks_of_signals(self, monkeypatch):
        monkeypatch.delattr(signal, "pthread_sigmask")
        _jobs._hold_interrupts()


def test_processes_end_where_the_parent_is_killed(root):
    code = (
        "import multiprocessing, sys, time\n"
        "from kztrade import _jobs; from kztrade._inputs import Given, Reading; from kztrade.jsonl import Input\n"
        "pool = _jobs.Pool(_jobs.Work(Reading(), len), 2)\n"
        "next(pool.results([[Given('a', Input('a'))]] * 9))\n"
        "print(*(process.pid for process in multiprocessing.active_children()), flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=root, text=True)
    children = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.communicate()
    assert children
    for _ in range(100):
        if not any(is_there(pid) for pid in children):
            break
        time.sleep(0.1)
    assert [pid for pid in children if is_there(pid)] == []


def is_there(pid):
    """Whether a process lives: one that nobody waited for is a zombie, and dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
