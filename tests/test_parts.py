"""A run in parts, killed and started again."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from attrs import evolve

from kztrade import Article, _jobs, _parts, cli, tables


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command in parts of three texts, in an empty folder; gives (exit code, standard error)."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, most=3):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        try:
            code = cli.main([*arguments, "--parts", "facts", "--part-texts", str(most)])
        except SystemExit as exit_:
            code = exit_.code
        out, err = capsys.readouterr()
        assert out == ""
        return code, err

    return run


def texts(*numbers, path="rows.jsonl"):
    rows = ({"text": f"Exports to Italy reached ${number} million.", "id": f"{number}"} for number in numbers)
    Path(path).write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def parts():
    """The names of the parts, and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in sorted(Path("facts").glob("part-*"))}


def ids():
    """What all parts hold, in their order."""
    lines = "".join(Path("facts", name).read_text() for name in parts()).splitlines()
    return [json.loads(line)["id"] for line in lines]


def manifest():
    return [json.loads(line) for line in Path("facts/_manifest.jsonl").read_text().splitlines()]


NUMBERS = [str(number) for number in range(1, 9)]


def test_parts_and_what_is_told_of_them(run):
    texts(*NUMBERS)
    Path("bad.txt").write_bytes(b"\xff")
    assert run("rows.jsonl", "bad.txt", "--home", "ITA") == (1, "kztrade: bad.txt: not UTF-8 at byte 0\n")
    settings, *lines = manifest()
    assert settings["inputs"] == ["rows.jsonl", "bad.txt"]
    assert (settings["home"], settings["texts"], settings["published"]) == ("ITA", 3, None)
    assert [(line["part"], line["texts"], line["rows"]) for line in lines] == [
        ("part-000000.jsonl", 3, 3),
        ("part-000001.jsonl", 3, 3),
        ("part-000002.jsonl", 3, 2),
    ]
    assert lines[2]["errors"] == [["bad.txt", "not UTF-8 at byte 0"]]
    assert ids() == NUMBERS


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_forms(run, form):
    texts(*NUMBERS)
    assert run("rows.jsonl", "--format", form, "--only", "money") == (0, "")
    whole = tables.read("rows.jsonl", "money")
    if form == "parquet":
        assert pq.read_table("facts").to_pylist() == whole.to_dicts()
    else:
        header, *rows = whole.to_csv().splitlines(keepends=True)
        pieces = [Path("facts", name).read_bytes().decode().partition("\r\n") for name in parts()]
        assert {piece[0] for piece in pieces} == {header.strip()}
        assert "".join(piece[2] for piece in pieces) == "".join(rows)
    assert sum(line["rows"] for line in manifest()[1:]) == len(whole)


class TestAgain:
    def test_what_is_there_is_kept_and_its_errors_are_told(self, run):
        texts(*NUMBERS)
        Path("bad.txt").write_bytes(b"\xff")
        told = run("bad.txt", "rows.jsonl")
        before, lines = parts(), manifest()
        assert run("bad.txt", "rows.jsonl", "--jobs", "2") == told == (1, "kztrade: bad.txt: not UTF-8 at byte 0\n")
        assert (parts(), manifest()) == (before, lines)

    def test_what_is_missing_is_written(self, run):
        texts(*NUMBERS)
        run("rows.jsonl")
        before = parts()
        Path("facts/part-000001.jsonl").unlink()
        assert run("rows.jsonl") == (0, "")
        assert ids() == NUMBERS
        assert {name for name, when in parts().items() if before[name] != when} == {"part-000001.jsonl"}

    def test_a_part_without_its_line_is_written_anew(self, run):
        texts(*NUMBERS)
        run("rows.jsonl")
        before, path = parts(), Path("facts/_manifest.jsonl")
        lines = path.read_bytes().splitlines(keepends=True)
        for torn in (lines[-1][:20], lines[-1][:-1], b""):
            path.write_bytes(b"".join(lines[:-1]) + torn)
            Path("facts/.kztrade-0123.part").write_bytes(b"half")
            assert run("rows.jsonl") == (0, "")
            assert path.read_bytes() == b"".join(lines)
            assert ids() == NUMBERS
            assert [before[name] == when for name, when in parts().items()] == [True, True, False]
        assert {file.name for file in Path("facts").iterdir()} == {*before, "_manifest.jsonl"}

    def test_a_first_line_that_is_torn(self, run):
        texts(*NUMBERS)
        Path("facts").mkdir()
        Path("facts/_manifest.jsonl").write_text('{"kztr')
        assert run("rows.jsonl") == (0, "")
        assert ids() == NUMBERS

    def test_texts_that_have_changed_are_read_anew(self, run):
        texts(*NUMBERS)
        run("rows.jsonl")
        before = parts()
        changed = [*NUMBERS[:3], "40", *NUMBERS[4:], "9", "10"]
        texts(*changed)
        assert run("rows.jsonl") == (0, "")
        assert ids() == changed
        assert [before.get(name) == when for name, when in parts().items()] == [True, False, False, False]

    def test_parts_without_texts_go(self, run):
        texts(*NUMBERS)
        run("rows.jsonl")
        texts("1", "2")
        assert run("rows.jsonl") == run("rows.jsonl") == (0, "")
        assert (list(parts()), ids()) == (["part-000000.jsonl"], ["1", "2"])
        texts(*NUMBERS)
        assert run("rows.jsonl") == (0, "")
        assert ids() == NUMBERS

    def test_long_texts_make_short_parts(self, run, monkeypatch):
        monkeypatch.setattr(_parts, "_CHARACTERS", 100)
        texts(*NUMBERS)
        assert run("rows.jsonl", most=100) == (0, "")
        assert [line["texts"] for line in manifest()[1:]] == [2, 2, 2, 2]


class TestErrors:
    @pytest.mark.parametrize(
        "arguments, told",
        [
            (["--home", "CHN"], "it was begun with home 'KAZ', not 'CHN'"),
            (["--published", "2024-05-01"], "it was begun with published None, not '2024-05-01'"),
            (["--format", "csv", "--only", "money"], "form 'jsonl', not 'csv'; name 'statements', not 'money'; only"),
            (["gone.txt"], "it was begun with inputs ['rows.jsonl'], not ['rows.jsonl', 'gone.txt']"),
        ],
    )
    def test_other_settings(self, run, arguments, told):
        texts(*NUMBERS[:1])
        run("rows.jsonl")
        before = parts()
        code, err = run("rows.jsonl", *arguments)
        assert code == 2
        assert "Error: --parts facts: " in err
        assert told in err
        assert parts() == before

    def test_another_version(self, run, monkeypatch):
        texts(*NUMBERS[:1])
        run("rows.jsonl")
        monkeypatch.setattr("kztrade.__version__", "99")
        assert run("rows.jsonl")[1].endswith(", not '99'\n")

    def test_a_folder_of_something_else(self, run):
        texts(*NUMBERS[:1])
        Path("facts").mkdir()
        Path("facts/mine.txt").write_text("mine")
        assert run("rows.jsonl")[1].endswith("it is not empty, and has no _manifest.jsonl of a run before\n")
        for line in ("what is this?\n", "[1]\n", '{"a": 1}\n{"b": 2}\n'):
            Path("facts/_manifest.jsonl").write_text(line)
            assert run("rows.jsonl")[1].endswith("its _manifest.jsonl is not of this kind\n")
            assert Path("facts/_manifest.jsonl").read_text() == line

    def test_another_run(self, run):
        fcntl = pytest.importorskip("fcntl")
        texts(*NUMBERS[:1])
        run("rows.jsonl")
        with Path("facts/_manifest.jsonl").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            assert run("rows.jsonl")[1].endswith("--parts facts: another run writes there\n")
        assert run("rows.jsonl") == (0, "")

    def test_a_system_without_locks(self, run, monkeypatch):
        monkeypatch.setitem(sys.modules, "fcntl", None)
        monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError()))  # of a folder, as there
        texts(*NUMBERS)
        assert run("rows.jsonl") == (0, "")
        assert ids() == NUMBERS

    @pytest.mark.parametrize(
        "arguments", [["--format", "table"], ["--format", "html"], ["-o", "a.jsonl"], ["-o", "a.csv"]]
    )
    def test_a_wrong_call(self, run, arguments):
        code, err = run("rows.jsonl", *arguments)
        assert code == 2
        assert "--parts is for jsonl, csv, parquet, and without -o" in err
        assert not Path("facts").exists()

    def test_a_place_that_is_none(self, run, monkeypatch):
        texts(*NUMBERS)
        Path("facts").symlink_to("/proc/nowhere/facts")
        code, err = run("rows.jsonl")
        assert code == 1
        assert err.startswith("kztrade: ")

    def test_a_full_disk(self, run, monkeypatch):
        texts(*NUMBERS)

        def write(*_):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(_parts._outputs, "write", write)
            assert run("rows.jsonl") == (1, "kztrade: facts: No space left on device\n")
        assert run("rows.jsonl") == (0, "")
        assert ids() == NUMBERS

    def test_a_process_that_dies_is_told(self, run, monkeypatch):
        results = _jobs.Pool.results
        crash = ("a to b", "process 7 was killed")
        monkeypatch.setattr(_jobs.Pool, "results", lambda *a: (evolve(done, crash=crash) for done in results(*a)))
        texts("1")
        assert run("rows.jsonl") == (0, "kztrade: a to b: process 7 was killed\n")

    def test_an_interrupt(self, run, monkeypatch):
        def interrupt(text, **_):
            raise KeyboardInterrupt

        texts(*NUMBERS)
        with monkeypatch.context() as patch:
            patch.setattr(Article, "from_text", interrupt)
            assert run("rows.jsonl") == (130, "")
        assert [path.name for path in Path("facts").iterdir()] == ["_manifest.jsonl"]
        assert run("rows.jsonl") == (0, "")


@pytest.mark.parametrize("jobs, times", [(1, 3), (2, 1)])
def test_killed_and_started_again(run, root, jobs, times):
    """kill -9 in the middle, at different places; then the rows are those of a run that was let alone."""
    numbers = [str(number) for number in range(300)]
    texts(*numbers)
    arguments = ["rows.jsonl", "--format", "csv", "--parts", "facts", "--part-texts", "20", "--jobs", str(jobs)]
    environment = os.environ | {"PYTHONPATH": str(root)}
    written = 0
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-m", "kztrade", *arguments], env=environment)
        while len(parts()) < written + 2 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        written = len(parts())
    before = parts()
    assert len(before) < 15
    assert run("rows.jsonl", "--format", "csv", "--jobs", str(jobs), most=20) == (0, "")
    header, *rows = tables.read("rows.jsonl").to_csv().splitlines()
    found = [Path("facts", name).read_text().splitlines() for name in parts()]
    assert len(found) == 15
    assert [row for part in found for row in part if row != header] == rows
    assert len(rows) == len(set(rows)) == 300
    kept = [name for name, when in parts().items() if before.get(name) == when]
    assert len(kept) >= len(before) - 1
    assert {path.name for path in Path("facts").iterdir()} == {*parts(), "_manifest.jsonl"}
    assert len({line["part"] for line in manifest()[1:]}) == 15
