"""What the command writes, where ``test_cli.py`` doesn't show it."""

import io
import os
import re
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kztrade import (
    Article,
    Change,
    Country,
    Evidence,
    Finding,
    Mention,
    Money,
    Percentage,
    Period,
    Share,
    Statement,
    _outputs,
    tables,
)

RICH = Article(
    text="Kazakhstan’s exports\x1b[31m grew\nto $5.",
    source="a\x1b.txt",
    title="Trade [red]grows[/red] :smile:",
    published=date(2024, 9, 12),
    dateline="ASTANA",
    dates=(Mention(0, 5, "2023", Period(date(2023, 1, 1), date(2023, 12, 31))),),
    money=(Mention(33, 35, "$\x1b5", Money(Decimal("5.0"), "USD")),),
    percentages=(Mention(30, 32, "5\u202e%", Percentage(Decimal(5))),),
    countries=(Mention(0, 10, "Kazakhstan", Country("KAZ")),),
    statements=(
        Statement(
            "KAZ",
            "CHN",
            "export",
            "[red]wheat",
            Money(Decimal(5), "USD"),
            change=Change("up", Decimal(10), Decimal(15)),
            share=Share(Decimal(8), "trade", "W00"),
            end=35,
            evidence=(
                Evidence("flow", "noun of trade", 11, 18, "exp\x1brts"),
                Evidence("money", "amount", 33, 35, "$5"),
            ),
        ),
        Statement("KAZ", None, "trade", change=Change("down", factor=Decimal("1.5"))),
    ),
    findings=(Finding("sum", 0, 5, "doesn’t fit"),),
)


def written(*articles, form="table", encoding="utf-8", terminal=False, **options):
    """What is written of articles, as text."""
    file = io.BytesIO()
    wanted = _outputs.Wanted(form, encoding=encoding, is_terminal=terminal, **options)
    _outputs.write((wanted.piece([article]) for article in articles), wanted, file)
    return file.getvalue().decode(encoding)


class TestTables:
    @pytest.fixture(autouse=True)
    def wide(self, monkeypatch):
        monkeypatch.setenv("COLUMNS", "200")
        for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")

    def test_a_row_for_each_fact(self):
        head, names, line, *rows = written(RICH).splitlines()
        assert head == "a .txt  Trade [red]grows[/red] :smile:  2024-09-12  ASTANA"
        assert names.split() == ["fact", "value", "text", "at"]
        assert set(line) == {"─"}
        assert [re.split(" {2,}", row.strip()) for row in rows] == [
            [
                "statement",
                "KAZ export CHN [red]wheat USD 5 up 10 to 15% 8% of trade with W00",
                "Kazakhstan’s exports [31m grew to $",
                "0",
            ],
            ["statement", "KAZ trade down 1.5 times", "0"],
            ["finding", "sum: doesn’t fit", "Kazak", "0"],
            ["dates", "2023", "2023", "0"],
            ["money", "USD 5", "$ 5", "33"],
            ["percentages", "5%", "5 %", "30"],
            ["countries", "KAZ", "Kazakhstan", "0"],
            [""],
        ]

    @pytest.mark.parametrize(
        "money, shown",
        [
            (Money(Decimal("-12345678.25"), "USD"), "USD -12,345,678.25"),
            (Money(Decimal(10000), None, Decimal(20000), "about"), "~XXX 10,000 to 20,000"),
            (Money(Decimal(2023), "USD"), "USD 2023"),
        ],
    )
    def test_amounts_are_easy_to_read(self, money, shown):
        assert f"  {shown}  " in written(Article(money=(Mention(0, 2, "12345", money),)))
        assert "export ITA 12345 cars" in written(
            Article(statements=(Statement("KAZ", "ITA", "export", "12345 cars"),))
        )

    def test_what_is_long_is_cut(self, monkeypatch):
        monkeypatch.setenv("COLUMNS", "1000")
        shown = written(Article(findings=(Finding("sum", 0, 5, "x" * 300),)))
        assert f"sum: {'x' * 234}…" in shown

    def test_what_a_statement_rests_on(self):
        rows = [re.split(" {2,}", row.strip()) for row in written(RICH, explain=True).splitlines()]
        assert rows[4:6] == [["flow", "noun of trade", "exp rts", "11"], ["money", "amount", "$5", "33"]]
        assert "noun of trade" not in written(RICH)

    def test_an_article_of_which_nothing_is_known(self):
        assert written(Article()) == "(no name)\nnothing found\n\n"

    @pytest.mark.parametrize("width", [20, 40, 79, 200])
    @pytest.mark.parametrize("terminal", [True, False])
    def test_it_fits_the_terminal(self, monkeypatch, width, terminal):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = re.sub("\x1b\\[[0-9;]*m", "", written(RICH, terminal=terminal)).splitlines()
        assert max(map(len, lines)) <= width

    def test_a_file_has_a_width_of_its_own(self, monkeypatch):
        monkeypatch.delenv("COLUMNS")
        assert max(map(len, written(RICH).splitlines())) == 120

    def test_colours_are_for_terminals(self, monkeypatch):
        coloured = re.compile("\x1b\\[[0-9;]*3[0-9]")
        assert "\x1b" not in written(RICH)
        assert coloured.search(written(RICH, terminal=True))
        monkeypatch.setenv("NO_COLOR", "1")
        assert not coloured.search(written(RICH, terminal=True))

    def test_letters_that_the_output_has_not(self):
        shown = written(RICH, encoding="ascii")
        assert r"Kazakhstan\u2019s exports" in shown
        assert "----" in shown or r"\u2500" in shown


class TestLines:
    def test_a_terminal_is_not_told_what_to_do(self):
        article = Article(source="a\x9b31m\u202eb\u2028\x1b")
        plain, shown = written(article, form="jsonl"), written(article, form="jsonl", terminal=True)
        assert "\x9b" in plain
        assert shown.strip().isprintable()
        assert r"a\u009b31m\u202eb\u2028\u001b" in shown

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
    def test_letters_that_the_output_has_not(self, encoding):
        assert r'"\u00fc"' in written(Article(source="ü"), form="jsonl", encoding=encoding)


class TestParquet:
    def parquet(self, *pieces):
        wanted, file = _outputs.Wanted("parquet"), io.BytesIO()
        _outputs.write(map(wanted.piece, pieces), wanted, file)
        return pq.ParquetFile(file)

    def test_pieces_become_groups(self, monkeypatch):
        monkeypatch.setattr(_outputs, "_ROWS", 4)
        file = self.parquet([RICH], [RICH], [], [RICH], [RICH, RICH])
        assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 6]
        assert file.read().to_pylist() == tables.statements([RICH] * 5).to_dicts()

    def test_what_is_over(self, monkeypatch):
        monkeypatch.setattr(_outputs, "_ROWS", 4)
        other = Article(statements=(Statement("ITA", "KAZ", "trade"),))
        file = self.parquet([RICH, RICH], [RICH], [other])
        assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 3]
        assert file.read()["reporter"].to_pylist() == ["KAZ"] * 6 + ["ITA"]

    def test_nothing(self):
        for file in (self.parquet(), self.parquet([])):
            assert file.schema_arrow == tables.arrow_schema("statements")
            assert file.metadata.num_rows == 0


class TestOnly:
    def test_some(self):
        kept = _outputs.only(RICH, ["money", "findings"])
        assert (kept.money, kept.findings, kept.text) == (RICH.money, RICH.findings, RICH.text)
        assert (kept.dates, kept.percentages, kept.countries, kept.statements) == ((), (), (), ())

    def test_all(self):
        assert _outputs.only(RICH, []) is RICH


class TestOpened:
    def write(self, path, data=b"new"):
        with _outputs.opened(str(path)) as sink:
            sink.write(data)

    def test_a_new_file(self, tmp_path):
        mask = os.umask(0o027)
        try:
            self.write(tmp_path / "a")
        finally:
            os.umask(mask)
        assert (tmp_path / "a").read_bytes() == b"new"
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
        assert len(list(tmp_path.iterdir())) == 1

    def test_a_file_keeps_its_rights(self, tmp_path):
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "a").chmod(0o604)
        self.write(tmp_path / "a")
        assert (tmp_path / "a").read_bytes() == b"new"
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o604

    def test_a_link_stays_one(self, tmp_path):
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "link").symlink_to("a")
        self.write(tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "a").read_bytes() == b"new"

    @pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, MemoryError])
    def test_whole_or_not_at_all(self, tmp_path, error):
        (tmp_path / "a").write_bytes(b"old")
        with pytest.raises(error), _outputs.opened(str(tmp_path / "a")) as sink:  # noqa: PT012 - writing is the test
            sink.write(b"half")
            assert (tmp_path / "a").read_bytes() == b"old"
            raise error
        assert (tmp_path / "a").read_bytes() == b"old"
        assert len(list(tmp_path.iterdir())) == 1

    @pytest.mark.skipif(not Path("/dev/null").exists(), reason="no null device here")
    def test_a_device(self):
        self.write("/dev/null")
        assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    "path, form",
    [
        ("a.csv", "csv"),
        ("a.HTML", "html"),
        ("a.htm", "html"),
        ("a.parquet", "parquet"),
        ("a.jsonl", "jsonl"),
        ("a", "jsonl"),
    ],
)
def test_the_form_of_a_file(path, form):
    assert _outputs.form_of(path) == form
