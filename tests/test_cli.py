import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kztrade
from kztrade import Article, Change, Country, Evidence, Finding, Mention, Money, Period, Share, Statement, cli, jsonl


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


class TestUsage:
    @pytest.mark.parametrize(
        "arguments", [[], ["extract"], ["--format", "xml", "a.txt"], ["--language", "xx", "a.txt"]]
    )
    def test_wrong_usage_exits_with_2(self, run, arguments):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "usage: kztrade [extract] [options] INPUT" in err

    @pytest.mark.parametrize("day", ["2024-9-1", "20240901", "2024-02-30", "2024-W01-1", "June"])
    def test_a_date_that_is_none(self, run, day):
        code, _, err = run("--published", day, "a.txt")
        assert code == 2
        assert f"not a day as YYYY-MM-DD: {day!r}" in err

    def test_version(self, run):
        assert run("--version") == (0, f"kztrade {kztrade.__version__}\n", "")

    def test_help_has_examples(self, run):
        code, out, _ = run("--help")
        assert code == 0
        assert "examples:\n  kztrade seeds/" in out


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
        _, _, err = run("gone\x1b[2J\n.txt")
        assert err == "kztrade: gone?[2J?.txt: No such file or directory\n"


RICH = Article(
    text="Kazakhstan’s exports\x1b[31m grew\nto $5.",
    source="a\x1b.txt",
    title="Trade grows",
    published=date(2024, 9, 12),
    dateline="ASTANA",
    money=(Mention(33, 35, "$\x1b5", Money(Decimal("5.0"), "USD")),),
    countries=(Mention(0, 10, "Kazakhstan", Country("KAZ")),),
    statements=(
        Statement(
            "KAZ",
            "CHN",
            "export",
            "wheat",
            Money(Decimal(5), "USD"),
            Period(date(2023, 1, 1), date(2023, 12, 31)),
            Change("up", Decimal(10), Decimal(15)),
            Share(Decimal(8), "trade", "W00"),
            "target",
            0,
            35,
        ),
        Statement("KAZ", None, "trade", change=Change("down", factor=Decimal("1.5"))),
    ),
    findings=(Finding("sum", 0, 5, "x" * 100),),
)


class TestTable:
    @pytest.fixture
    def table(self, run, monkeypatch, tmp_path):
        write(tmp_path, a_txt="a")

        def table(article, *options):
            monkeypatch.setattr(Article, "from_text", lambda text, **_: article)
            return run("--format", "table", *options, "a.txt")[1]

        return table

    def test_a_row_for_each_fact(self, table):
        head, *rows, last = table(RICH).splitlines()
        assert (head, last) == ("a .txt  Trade grows  2024-09-12  ASTANA", "")
        assert [re.split(" {2,}", row) for row in rows] == [
            ["", "money", "USD 5", "$ 5", "33"],
            ["", "countries", "KAZ", "Kazakhstan", "0"],
            [
                "",
                "statements",
                "KAZ export CHN wheat USD 5 (2023) up 10 to 15% 8% of trade …",
                "Kazakhstan’s exports [31m grew to $",
                "0",
            ],
            ["", "statements", "KAZ trade down 1.5 times", "0"],
            ["", "findings", f"sum: {'x' * 54}…", "Kazak", "0"],
        ]
        assert len({re.search("[0-9]+$", row).start() for row in rows}) == 1

    def test_what_a_statement_rests_on(self, table):
        evidence = (Evidence("flow", "noun of trade", 11, 18, "exp\x1brts"), Evidence("money", "amount", 33, 35, "$5"))
        said = Article(
            text="Kazakhstan’s exports grew to $5.", statements=(Statement("KAZ", "W00", "export", evidence=evidence),)
        )
        assert [re.split(" {2,}", row) for row in table(said, "--explain").splitlines()[2:4]] == [
            ["", "flow: noun of trade", "exp rts", "11"],
            ["", "money: amount", "$5", "33"],
        ]
        assert "noun of trade" not in table(said)

    def test_an_article_of_which_nothing_is_known(self, table):
        assert table(Article()) == "(no name)\n\n"

    def test_is_what_a_terminal_gets(self, run, monkeypatch, tmp_path):
        write(tmp_path, a_txt="a")
        monkeypatch.setattr(Article, "from_text", lambda text, **_: Article(source="a.txt"))
        assert run("a.txt")[1].startswith("{")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        assert run("a.txt")[1] == "a.txt\n\n"


class TestProgress:
    @pytest.fixture
    def bar(self, run, texts, monkeypatch, tmp_path):
        def bar(files):
            for number in range(files):
                write(tmp_path, **{f"in__{number}_txt": "a"})
            monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
            return run("in")[2]

        return bar

    def test_a_bar_for_many(self, bar):
        err = bar(6)
        assert err.startswith(f"\r[{'.' * 30}] 0/6\r[{'#' * 5}{'.' * 25}] 1/6")
        assert err.endswith(f"\r[{'#' * 30}] 6/6\n")

    def test_none_for_few(self, bar):
        assert bar(5) == ""


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

    def test_a_reader_that_leaves(self, command, tmp_path):
        file = tmp_path / "rows.jsonl"
        file.write_text('{"text": "Trade grew."}\n' * 5000)
        process = command(str(file))
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
        process.stderr.close()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    def test_a_full_disk(self, command, turkish):
        with Path("/dev/full").open("wb") as full:
            process = command(turkish, stdout=full)
            _, err = process.communicate()
        assert (process.returncode, err) == (1, b"kztrade: standard output: No space left on device\n")


def test_an_interrupt_is_quiet(run, monkeypatch, tmp_path):
    write(tmp_path, a_txt="a")

    def interrupt(text, **_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Article, "from_text", interrupt)
    assert run("a.txt") == (130, "", "")
