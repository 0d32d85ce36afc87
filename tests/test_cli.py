import contextlib
import csv
import gzip
import io
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve

import kztrade
from kztrade import Article, _jobs, cli, jsonl, schema, tables


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command in an empty folder; gives (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = cli.main(arguments)
        except SystemExit as exit_:
            code = exit_.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def texts(monkeypatch):
    """Makes the command keep what it reads instead of parsing it; gives the list that it is kept in."""
    kept = []

    def from_text(text, **given):
        kept.append((text, given))
        return Article(text=text, source=given["source"], id=given["id"])

    monkeypatch.setattr(Article, "from_text", from_text)
    return kept


def write(folder, **files):
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def group(number):
    """The processes that live in a group; one that nobody waited for is dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            found += [stat.parent.name] if int(its_group) == number and state != "Z" else []
    return found


def wait_until(is_so, seconds=30):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["extract"],
            ["report"],
            ["--format", "xml", "a.txt"],
            ["--only", "cows", "a.txt"],
            ["--language", "xx", "a.txt"],
            ["schema", "cows"],
            ["--format", "csv", "--only", "money", "--only", "dates", "a.txt"],
        ],
    )
    def test_wrong_usage_exits_with_2(self, run, arguments):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert re.match(r"Usage: kztrade (extract|report|schema) \[OPTIONS\] .*\n(.*\n)+Error: ", err)

    @pytest.mark.parametrize("day", ["2024-9-1", "20240901", "2024-02-30", "2024-W01-1", "June"])
    def test_a_date_that_is_none(self, run, day):
        code, _, err = run("--published", day, "a.txt")
        assert code == 2
        assert f"not a day as YYYY-MM-DD: {day!r}" in err

    def test_version(self, run):
        assert run("--version") == (0, f"kztrade {kztrade.__version__}\n", "")

    @pytest.mark.parametrize("asked", ["--help", "-h"])
    def test_help_tells_all_and_has_examples(self, run, asked):
        code, out, _ = run(asked)
        assert code == 0
        assert "Usage: kztrade [extract] [OPTIONS] INPUT...\n" in out
        assert {"--format", "--only", "--output", "--explain", "--home", "--version"} <= set(
            re.findall("--[a-z]+", out)
        )
        assert re.search("report +Write one page", out)
        assert "Examples:\n    kztrade seeds/  " in out

    def test_a_file_that_is_called_like_a_command(self, run, texts, tmp_path):
        write(tmp_path, report="a", schema="b", extract="c")
        for name in ("report", "schema", "extract"):
            assert run(f"./{name}")[0] == 0
            assert run("extract", name)[0] == 0
        assert [text for text, _ in texts] == list("aabbcc")

    @pytest.mark.parametrize(
        "words, told",
        [
            ("kztrade --fo", ["--format"]),
            ("kztrade --format ", ["jsonl", "csv", "parquet", "table", "html"]),
            ("kztrade a.txt --only pe", ["percentages"]),
            ("kztrade report --ti", ["--title"]),
            ("kztrade sch", ["schema", "sch"]),
            ("kztrade schema i", ["input"]),
        ],
    )
    def test_a_shell_completes(self, run, monkeypatch, words, told):
        monkeypatch.setenv("_KZTRADE_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
        _, out, _ = run()
        assert [line.partition(",")[2] for line in out.splitlines()] == told


class TestInputs:
    def test_a_file(self, run, tmp_path):
        write(tmp_path, a_txt="Trade grew.")
        code, out, err = run("a.txt")
        assert (code, err) == (0, "")
        assert jsonl.loads(out).source == "a.txt"
        assert run("extract", "a.txt") == (code, out, err)

    def test_a_file_elsewhere_is_called_by_its_name(self, run, texts, tmp_path):
        write(tmp_path, sub__a_txt="Trade grew.")
        run("sub/a.txt", str(tmp_path / "sub/a.txt"))
        assert [given["source"] for _, given in texts] == ["a.txt", "a.txt"]

    def test_a_folder_in_order_with_the_folders_in_it(self, run, texts, tmp_path):
        write(tmp_path, in__b_txt="b", in__a_txt="a", in__c_md="c", in__d_jsonl="{}")
        write(tmp_path / "in", z__e_TXT="e", _hidden__f_txt="f")
        (tmp_path / "in/.g.txt").write_text("g")
        assert run("in")[0] == 0
        assert [(text, given["source"]) for text, given in texts] == [("a", "a.txt"), ("b", "b.txt"), ("e", "z/e.TXT")]

    def test_the_seeds_are_five_lines(self, run, root):
        code, out, err = run(str(root / "seeds"))
        assert (code, err) == (0, "")
        assert len([jsonl.loads(line) for line in out.splitlines()]) == 5

    def test_options_may_stand_anywhere(self, run, texts, tmp_path):
        write(tmp_path, a_txt="a", b_txt="b")
        code, _, _ = run("a.txt", "--published", "2024-09-12", "b.txt", "--format", "jsonl")
        assert code == 0
        assert [given["published"] for _, given in texts] == [date(2024, 9, 12)] * 2

    def test_line_ends_stay_and_a_byte_order_mark_goes(self, run, texts, tmp_path):
        write(tmp_path, a_txt=b"\xef\xbb\xbfa\r\nb\rc\n")
        run("a.txt")
        assert texts[0][0] == "a\r\nb\rc\n"

    def test_an_empty_file_is_an_article_without_facts(self, run, tmp_path):
        write(tmp_path, a_txt=b"")
        code, out, _ = run("a.txt")
        assert code == 0
        assert jsonl.loads(out) == Article(source="a.txt")

    def test_rows_of_json(self, run, texts, tmp_path):
        rows = [
            '{"text": "a"}',
            "",
            '{"text": "b", "id": "1", "source": "s", "title": "t", "published": "2024-01-02", "language": "en"}',
        ]
        write(tmp_path, rows_jsonl="\ufeff" + "\r\n".join(rows))
        code, out, err = run("rows.jsonl", "--published", "2024-09-12")
        assert (code, err, len(out.splitlines())) == (0, "", 2)
        nothing = {"id": None, "source": None, "title": None}
        assert texts == [
            ("a", nothing | {"published": date(2024, 9, 12), "language": "en", "home": "KAZ"}),
            (
                "b",
                {
                    "id": "1",
                    "source": "s",
                    "title": "t",
                    "published": date(2024, 1, 2),
                    "language": "en",
                    "home": "KAZ",
                },
            ),
        ]

    def test_a_lone_surrogate_in_a_row(self, run, tmp_path):
        write(tmp_path, rows_jsonl=r'{"text": "Trade \ud800 grew.", "id": "\udfff"}')
        code, out, _ = run("rows.jsonl")
        assert code == 0
        assert json.loads(out)["id"] == "\udfff"


class TestStandardInput:
    @pytest.mark.parametrize(
        "data",
        [
            b"Exports grew.\n{}",
            b"",
            b"\n\n",
            b"{not JSON}\n",
            b'{"a": 1}\n',
            b'{\n"text": "a"}',
            b"[" * 100_000,
            b"{\xff",
        ],
    )
    def test_a_text(self, run, texts, data):
        code, out, err = run("-", stdin=data)
        assert code == (1 if b"\xff" in data else 0)
        if code:
            assert (out, err) == ("", "kztrade: standard input: not UTF-8 at byte 1\n")
        else:
            assert [(text, given["source"]) for text, given in texts] == [(data.decode(), None)]

    @pytest.mark.parametrize("before", [b"", b"\n \n", b"\xef\xbb\xbf", b"  "])
    def test_rows_of_json(self, run, texts, before):
        code, _, _ = run("-", stdin=before + b'{"text": "a"}\n{"text": "b"}\n')
        assert code == 0
        assert [text for text, _ in texts] == ["a", "b"]

    def test_a_fault_in_the_first_row_is_told(self, run):
        code, out, err = run("-", stdin=b'{"text": "a", "published": 5}\n{"text": "b"}\n')
        assert (code, len(out.splitlines())) == (1, 1)
        assert err == "kztrade: standard input:1: published: expected a day as YYYY-MM-DD, got 5\n"


class TestErrors:
    def test_each_is_a_line_and_the_rest_goes_on(self, run, texts, tmp_path):
        write(tmp_path, a_txt="a", latin_txt=b"caf\xe9", wide_txt="a".encode("utf-16"), b_txt="b")
        (tmp_path / "empty").mkdir()
        code, out, err = run("a.txt", "latin.txt", "gone.txt", "wide.txt", "empty", "", "b.txt")
        assert code == 1
        assert [jsonl.loads(line).source for line in out.splitlines()] == ["a.txt", "b.txt"]
        assert sorted(err.splitlines()) == [
            "kztrade: : Is a directory",
            "kztrade: empty: no .txt file in this folder",
            "kztrade: gone.txt: No such file or directory",
            "kztrade: latin.txt: not UTF-8 at byte 3",
            "kztrade: wide.txt: not UTF-8 at byte 0 (it looks like UTF-16)",
        ]

    def test_rows_are_named_by_file_and_line(self, run, texts, tmp_path):
        rows = [
            b'{"text": "a"}',
            b"{",
            b"",
            b'{"text": 5}',
            b'{"text": "\xff"}',
            b'{"text": "b", "language": "xx"}',
            b'{"text": "c"}',
        ]
        write(tmp_path, rows_jsonl=b"\n".join(rows))
        code, _, err = run("rows.jsonl")
        assert code == 1
        assert [text for text, _ in texts] == ["a", "c"]
        assert err.splitlines() == [
            "kztrade: rows.jsonl:2: not JSON: Expecting property name enclosed in double quotes",
            "kztrade: rows.jsonl:4: text: expected a string, got 5",
            "kztrade: rows.jsonl:5: not UTF-8 at byte 10",
            "kztrade: rows.jsonl:6: no vocabulary for the language 'xx'",
        ]

    def test_a_folder_that_may_not_be_read(self, run, texts, tmp_path, monkeypatch):
        write(tmp_path, in__a_txt="a")
        (tmp_path / "in/closed").mkdir()
        scandir = os.scandir

        def refuse(path):
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        code, _, err = run("in")
        assert (code, len(texts)) == (1, 1)
        assert err == f"kztrade: {Path('in', 'closed')}: Permission denied\n"

    def test_a_name_cannot_command_the_terminal(self, run):
        _, _, err = run("gone\x1b2J\n.txt")
        assert err == "kztrade: gone?2J?.txt: No such file or directory\n"


class TestOneInAHundredIsBroken:
    """600 texts in JSON lines, packed lines, Parquet and files of their own; of each hundred, one is broken."""

    @pytest.fixture
    def archive(self, tmp_path):
        """The complaints that are due, by place; and the ids of all other texts."""
        noise = "".join(map(chr, random.Random(1).choices(range(32, 0x2FFF), k=5_000_000)))  # noqa: S311 - no secret
        row = '{"text": "Exports to Italy reached $5 million.", "id": "%s"}'
        lines = [(row % n).encode() for n in range(300)]
        lines[50] = lines[50].replace(b"Italy", b"It\xffly")
        lines[150] = b'{"text": null, "id": "150"}'
        lines[250] = json.dumps({"text": noise, "id": "250"}).encode()
        packed = [(row % n).encode() for n in range(300, 400)]
        packed[50] = b'{"text": ["a list"], "id": 5}'
        cells = dict.fromkeys(range(400, 500), b"Exports to Italy reached $5 million.")
        cells |= {450: b"ab\xff"}
        table = pa.table({"text": pa.array(list(cells.values()), pa.binary()), "id": list(cells)})
        folder = tmp_path / "archive"
        (folder / "texts").mkdir(parents=True)
        (folder / "rows.jsonl").write_bytes(b"\n".join(lines))
        (folder / "packed.jsonl.gz").write_bytes(gzip.compress(b"\n".join(packed)))
        pq.write_table(table, folder / "rows.parquet")
        for number in range(500, 600):
            (folder / f"texts/{number}.txt").write_bytes(b"Exports reached $5 million.")
        (folder / "texts/550.txt").write_bytes(noise.encode())
        return {
            "archive/rows.jsonl:51": "not UTF-8 at byte 23",
            "archive/rows.jsonl:151": "text: expected a string, got null",
            "archive/rows.jsonl:251": "a text of 5,000,000 characters, more than 1,000,000",
            "archive/packed.jsonl.gz:51": 'text: expected a string, got ["a list"]',
            "archive/rows.parquet:51": "text: not UTF-8 at byte 2",
            "archive/texts/550.txt": "a text of 5,000,000 characters, more than 1,000,000",
        }, [str(n) for n in range(600) if n % 100 != 50]

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_all_others_are_read_and_each_is_told(self, run, archive, jobs):
        broken, others = archive
        inputs = [f"archive/{name}" for name in ("rows.jsonl", "packed.jsonl.gz", "rows.parquet", "texts")]
        code, out, err = run(*inputs, "--jobs", jobs)
        assert code == 1
        assert dict(line.removeprefix("kztrade: ").split(": ", 1) for line in err.splitlines()) == broken
        assert len(err.splitlines()) == len(broken)
        found = [jsonl.loads(line) for line in out.splitlines()]
        assert [article.id or article.source.removesuffix(".txt") for article in found] == others
        assert {article.money[0].text for article in found} == {"$5 million"}


class TestProgress:
    @pytest.fixture
    def bar(self, run, texts, monkeypatch, tmp_path):
        monkeypatch.setenv("TERM", "xterm")

        def bar(files, *options, size=1):
            for number in range(files):
                write(tmp_path, **{f"in__{number}_txt": "a" * size})
            monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
            return run("in", *options)

        return bar

    def test_a_bar_for_many(self, bar):
        code, out, err = bar(6)
        assert (code, len(out.splitlines())) == (0, 6)
        assert "reading" in err
        assert "100%" in err

    def test_a_bar_for_long_ones(self, bar):
        assert "100%" in bar(1, size=1_000_001)[2]

    def test_none_for_few(self, bar):
        assert bar(5)[2] == ""

    def test_none_where_the_terminal_shows_the_facts(self, bar, monkeypatch):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        assert bar(6)[2] == ""
        assert "100%" in bar(6, "-o", "out.csv")[2]

    def test_a_length_that_nobody_knows(self, run, texts, monkeypatch):
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        code, out, err = run(*["-"] * 6, stdin=b"a")
        assert (code, len(out.splitlines())) == (0, 6)
        assert "reading" in err


class TestForms:
    def test_each_is_what_it_says(self, run, root):
        seeds = str(root / "seeds")
        articles = [Article.from_file(path) for path in sorted((root / "seeds").iterdir())]
        assert run(seeds, "--format", "csv")[1] == tables.statements(articles).to_csv()
        assert run(seeds, "--format", "csv", "--only", "money")[1].count("\n") == 1 + sum(
            len(a.money) for a in articles
        )
        assert "KAZ trade EU USD 41,400,000,000" in run(seeds, "--format", "table")[1]
        assert [jsonl.loads(line).source for line in run(seeds)[1].splitlines()] == [a.source for a in articles]

    @pytest.mark.parametrize("name", ["a.csv", "a.CSV", "a.parquet", "a.jsonl", "a.txt", "a.unknown"])
    def test_a_file_ends_as_its_form(self, run, root, tmp_path, name):
        assert run(str(root / "seeds"), "-o", name) == (0, "", "")
        data = (tmp_path / name).read_bytes()
        start = {"csv": b"id,source", "parquet": b"PAR1", "txt": b"000_cebec"}
        assert data.startswith(start.get(name.lower().partition(".")[2], b'{"id"'))
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_only_some_facts(self, run, root):
        out = run(str(root / "seeds"), "--only", "money", "--only", "dates")[1]
        for article in map(jsonl.loads, out.splitlines()):
            assert {name for name in tables.NAMES if getattr(article, name)} == {"money", "dates"}

    def test_parquet_and_pages_are_for_no_terminal(self, run, texts, monkeypatch, tmp_path):
        write(tmp_path, a_txt="a")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        for arguments in (["--format", "parquet"], ["--format", "html"], ["report"]):
            code, out, err = run(*arguments, "a.txt")
            assert (code, out) == (2, "")
            assert "is not for a terminal: give -o FILE" in err

    def test_a_page(self, run, texts, monkeypatch, tmp_path):
        def pages(articles, *, title="Trade report"):
            yield f"<title>{title}</title>"
            yield from (f"<p>{article.text}\ud800</p>" for article in articles)

        monkeypatch.setattr("kztrade.report.pages", pages)
        write(tmp_path, a_txt="a", b_txt="b")
        assert run("report", "a.txt", "b.txt") == (0, "<title>Trade report</title><p>a?</p><p>b?</p>", "")
        assert run("report", "a.txt", "-o", "a.html", "--title", "Mine") == (0, "", "")
        assert (tmp_path / "a.html").read_text() == "<title>Mine</title><p>a?</p>"
        assert run("b.txt", "-o", "b.html") == (0, "", "")
        assert (tmp_path / "b.html").read_text() == "<title>Trade report</title><p>b?</p>"

    @pytest.mark.parametrize(
        "missing, name, message",
        [
            ("jinja2", "a.html", "kztrade[report]"),
            ("pyarrow", "a.parquet", "this needs pyarrow: pip install 'kztrade[tables]'"),
        ],
    )
    def test_what_is_missing_is_told(self, run, root, monkeypatch, missing, name, message):
        monkeypatch.setitem(sys.modules, missing, None)
        code, out, err = run(str(root / "seeds"), "-o", name)
        assert (code, out) == (2, "")
        assert message in err
        assert list(Path().iterdir()) == []

    @pytest.mark.parametrize("arguments, record", [([], Article), (["article"], Article), (["input"], jsonl.Input)])
    def test_the_schema(self, run, arguments, record):
        code, out, err = run("schema", *arguments)
        assert (code, err) == (0, "")
        assert json.loads(out) == schema.of(record)


class TestJobs:
    @pytest.mark.parametrize("jobs", ["0", "-1", "many"])
    def test_how_many(self, run, jobs):
        assert run("--jobs", jobs, "a.txt")[0] == 2

    def test_the_output_is_that_of_one(self, run, tmp_path):
        rows = [{"text": f"Exports to Italy reached ${n} million.", "id": str(n)} for n in range(12)]
        write(tmp_path, rows_jsonl="\n".join(json.dumps(row) for row in rows), bad_txt=b"\xff")
        for name in ("a.txt", "a.html"):
            told = run("rows.jsonl", "bad.txt", "--jobs", "2", "-o", name)
            data = (tmp_path / name).read_bytes()
            assert (told, data) == (run("rows.jsonl", "bad.txt", "-o", name), (tmp_path / name).read_bytes())
            assert told[0] == 1
            assert len(data) > 1000
        run("rows.jsonl", "-j", "2", "-o", "a.parquet")
        run("rows.jsonl", "-o", "b.parquet")
        assert pq.read_table("a.parquet").equals(pq.read_table("b.parquet"))

    def test_a_process_that_dies_is_told(self, run, texts, monkeypatch, tmp_path):
        results = _jobs.Pool.results
        crash = "rows.jsonl:1 to rows.jsonl:9", "process 7 was killed by SIGKILL; read again, text by text"
        monkeypatch.setattr(_jobs.Pool, "results", lambda *a: (evolve(done, crash=crash) for done in results(*a)))
        write(tmp_path, a_txt="a")
        code, out, err = run("a.txt")
        assert (code, len(out.splitlines())) == (0, 1)
        assert err == f"kztrade: {crash[0]}: {crash[1]}\n"

    def test_a_system_that_allows_no_more(self, run, texts, monkeypatch, tmp_path):
        def start(_self):
            raise OSError(11, "Resource temporarily unavailable")

        monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", start)
        write(tmp_path, a_txt="a", out_csv="old")
        told = "kztrade: --jobs: no process can be started: Resource temporarily unavailable\n"
        assert run("a.txt", "--jobs", "2", "-o", "out.csv") == (1, "", told)
        assert (tmp_path / "out.csv").read_text() == "old"

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no list of processes here")
    def test_an_interrupt_ends_all_processes(self, root, tmp_path):
        file = tmp_path / "rows.jsonl"
        file.write_text('{"text": "Exports to Italy reached $5 million."}\n' * 20_000)
        process = subprocess.Popen(
            [sys.executable, "-m", "kztrade", str(file), "--jobs", "2"],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (130, b"")
        wait_until(lambda: not group(process.pid))


class TestFile:
    def test_it_stays_as_it_was_where_nothing_could_be_read(self, run, tmp_path):
        write(tmp_path, out_csv="old")
        assert run("gone.txt", "-o", "out.csv")[0] == 1
        assert (tmp_path / "out.csv").read_text() == "old"

    def test_what_could_be_read_is_written(self, run, texts, tmp_path):
        write(tmp_path, out_jsonl="old", a_txt="a")
        code, out, err = run("gone.txt", "a.txt", "-o", "out.jsonl")
        assert (code, out, err) == (1, "", "kztrade: gone.txt: No such file or directory\n")
        assert jsonl.loads((tmp_path / "out.jsonl").read_text()).source == "a.txt"

    def test_its_own_input(self, run, texts, tmp_path):
        write(tmp_path, rows_jsonl='{"text": "a", "id": "1"}\n' * 3)
        assert run("rows.jsonl", "-o", "rows.jsonl") == (0, "", "")
        lines = (tmp_path / "rows.jsonl").read_text().splitlines()
        assert [jsonl.loads(line).id for line in lines] == ["1"] * 3

    @pytest.mark.parametrize("path, reason", [("no/out.csv", "No such file or directory"), (".", "Is a directory")])
    def test_a_place_that_is_none(self, run, texts, tmp_path, path, reason):
        write(tmp_path, a_txt="a")
        assert run("a.txt", "-o", path) == (1, "", f"kztrade: {path}: {reason}\n")

    def test_a_hyphen_is_standard_output(self, run, texts, tmp_path):
        write(tmp_path, a_txt="a")
        assert run("a.txt", "-o", "-")[1].startswith("{")


HOSTILE = (
    "<script>alert(1)</script>\" onmouseover='x =cmd()\x1b[31m\u202e\x9b\x00\u2028\ud800"
    " Exports to Italy reached $5 million."
)


class TestHostile:
    """Nothing that an article says is executed, in whatever form it is written."""

    @pytest.fixture
    def rows(self, tmp_path):
        row = {"text": HOSTILE, "id": f"={HOSTILE}", "source": f"@{HOSTILE}", "title": f"-{HOSTILE}"}
        write(tmp_path, rows_jsonl=json.dumps(row))
        return "rows.jsonl"

    def test_a_table(self, run, rows):
        code, out, _ = run(rows, "--format", "table")
        assert code == 0
        assert all(line.isprintable() for line in out.splitlines())
        assert "KAZ export ITA USD 5,000,000" in out

    def test_lines_that_a_terminal_shows(self, run, rows, monkeypatch):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        code, out, _ = run(rows, "--format", "jsonl")
        assert code == 0
        assert out.strip("\n").isprintable()
        assert json.loads(out)["id"] == f"={HOSTILE}"

    def test_lines(self, run, rows):
        (line,) = run(rows)[1].split("\n")[:-1]
        jsonschema.validate(json.loads(line), schema.of(Article))
        assert jsonl.loads(line).title == f"-{HOSTILE}"

    def test_csv_and_parquet(self, run, rows, tmp_path):
        for name in ("out.csv", "out.parquet"):
            assert run(rows, "-o", name) == (0, "", "")
        data = (tmp_path / "out.csv").read_bytes()
        assert b"\x1b" not in data
        assert len(pq.read_table(tmp_path / "out.parquet")) == 1
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            (found,) = csv.DictReader(file)
        assert [found[name][:2] for name in ("id", "source", "title")] == ["'=", "'@", "'-"]


class TestOutput:
    """What only a process of its own shows."""

    @pytest.fixture
    def command(self, root):
        def command(*arguments, **options):
            environment = os.environ | {"PYTHONPATH": str(root), "PYTHONIOENCODING": options.pop("encoding", "utf-8")}
            return subprocess.Popen(
                [sys.executable, "-m", "kztrade", *arguments],
                env=environment,
                stdout=options.pop("stdout", subprocess.PIPE),
                stderr=subprocess.PIPE,
            )

        return command

    @pytest.fixture
    def turkish(self, tmp_path):
        file = tmp_path / "rows.jsonl"
        file.write_text('{"text": "a", "id": "Türkiye \N{FACTORY}"}\n', encoding="utf-8")
        return str(file)

    @pytest.mark.parametrize("encoding", ["ascii", "utf-8", "latin-1"])
    def test_json_loses_nothing(self, command, turkish, encoding):
        out, err = command(turkish, encoding=encoding).communicate()
        assert err == b""
        assert json.loads(out)["id"] == "Türkiye \N{FACTORY}"
        assert out.isascii() == (encoding != "utf-8")

    def test_a_table_shows_what_it_can(self, command, turkish):
        out, err = command("--format", "table", turkish, encoding="ascii").communicate()
        assert (out.split(b"\n")[0], err) == (rb"T\xfcrkiye \U0001f3ed", b"")

    @pytest.mark.parametrize("form", ["jsonl", "csv", "table", "parquet"])
    def test_a_reader_that_leaves(self, command, tmp_path, form):
        file = tmp_path / "rows.jsonl"
        file.write_text('{"text": "Exports to Italy reached $5 million."}\n' * 3000)
        process = command(str(file), "--format", form)
        assert process.stdout.read(4)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
        process.stderr.close()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    @pytest.mark.parametrize("form", ["jsonl", "csv", "table", "parquet"])
    def test_a_full_disk(self, command, turkish, form):
        with Path("/dev/full").open("wb") as full:
            process = command(turkish, "--format", form, stdout=full)
            _, err = process.communicate()
        assert (process.returncode, err) == (1, b"kztrade: standard output: No space left on device\n")


def test_an_interrupt_is_quiet(run, monkeypatch, tmp_path):
    write(tmp_path, a_txt="a")

    def interrupt(text, **_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Article, "from_text", interrupt)
    assert run("a.txt") == (130, "", "")
