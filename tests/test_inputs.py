"""What the command reads, where ``test_cli.py`` doesn't show it."""

import gzip
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kztrade import _inputs
from kztrade.jsonl import Input


@pytest.fixture
def news(tmp_path, monkeypatch):
    """A folder ``news`` with files and folders, some of them hidden."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.md", ".hidden.txt", "x/d.txt", "x/e.jsonl", "x/y/f.TXT", ".z/g.txt", "w[1].txt"):
        path = Path("news", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return "news"


def sources(*names):
    """The sources of the files that the names stand for, and what was told to be wrong."""
    told = []
    files = _inputs.files(names, lambda name, reason: told.append(f"{name}: {reason}"))
    return [file.source for file in files], told


@pytest.mark.parametrize(
    "name, found",
    [
        ("news", ["a.txt", "b.txt", "w[1].txt", "x/d.txt", "x/y/f.TXT"]),
        ("news/*.txt", ["a.txt", "b.txt", "w[1].txt"]),
        ("news/?.md", ["c.md"]),
        ("news/[ab].txt", ["a.txt", "b.txt"]),
        ("news/w[1].txt", ["w[1].txt"]),
        ("news/**/*.txt", ["a.txt", "b.txt", "w[1].txt", "x/d.txt"]),
        ("news/**", ["a.txt", "b.txt", "c.md", "w[1].txt", "x/d.txt", "x/e.jsonl", "x/y/f.TXT"]),
        ("n*/x", ["news/x/d.txt", "news/x/y/f.TXT"]),
        ("news/*/*.jsonl", ["x/e.jsonl"]),
        ("-", ["-"]),
        ("news/a.txt", ["a.txt"]),
        ("gone.txt", ["gone.txt"]),
    ],
)
def test_names(news, name, found):
    assert sources(name) == (found, [])


def test_a_pattern_with_the_whole_path(news):
    assert sources(str(Path(news).absolute() / "*.md"))[0] == ["c.md"]


def test_what_is_not_there(news):
    Path("empty").mkdir()
    assert sources("news/*.csv", "empty", "news/a.txt") == (
        ["a.txt"],
        ["news/*.csv: no file matches", "empty: no .txt file in this folder"],
    )


def test_how_long_a_file_is(news):
    sizes = [_inputs.File(path, "").size() for path in ("news/a.txt", "-", "gone.txt")]
    assert sizes == [5, 0, 0]


def test_a_text_knows_its_length(news):
    Path("rows.jsonl").write_text('{"text": "é"}\n\n{\n', "utf-8")
    rows = list(_inputs.read(_inputs.File("rows.jsonl", "rows.jsonl")))
    assert [(row.name, row.size) for row in rows] == [("rows.jsonl:1", 15), ("rows.jsonl:3", 2)]
    (whole,) = _inputs.read(_inputs.File("news/a.txt", "a.txt"))
    assert whole == _inputs.Given("news/a.txt", Input("a.txt", source="a.txt"), 5)


def test_what_a_text_tells_itself_goes_first():
    reading = _inputs.Reading(published=date(2024, 9, 12), home="ITA")
    assert reading.article(Input("a")).published == date(2024, 9, 12)
    assert reading.article(Input("a", published=date(2023, 1, 1))).published == date(2023, 1, 1)
    assert reading.article(Input("a", language="xx")) == "no vocabulary for the language 'xx'"
    assert reading.article(Input("Exports reached $5 million.")).statements[0].reporter == "ITA"


LINES = b'{"text": "a", "id": "1"}\n\n{\n{"text": "b"}\n'


def read(path):
    """What is in a file: names, and texts or complaints."""
    rows = list(_inputs.read(_inputs.File(str(path), path.name)))
    return [(row.name.removeprefix(f"{path}"), getattr(row.content, "text", row.content)) for row in rows]


def zstd(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        packed.write(data)
    return sink.getvalue().to_pybytes()


class TestPacked:
    @pytest.mark.parametrize("ending, pack", [("gz", gzip.compress), ("zst", zstd), ("GZ", gzip.compress)])
    def test_lines(self, tmp_path, ending, pack):
        path = tmp_path / f"rows.jsonl.{ending}"
        path.write_bytes(pack(LINES) + pack(LINES[:25]))  # two members are one file
        found = read(path)
        assert [found[0], *found[2:]] == [(":1", "a"), (":4", "b"), (":5", "a")]
        assert found[1][0] == ":3"
        sizes = [row.size for row in _inputs.read(_inputs.File(str(path), ""))]
        assert sum(sizes) == path.stat().st_size

    def test_a_text(self, tmp_path):
        path = tmp_path / "a.txt.zst"
        path.write_bytes(zstd(b"words"))
        assert read(path) == [("", "words")]
        assert [file.source for file in _inputs.files([str(tmp_path)], print)] == ["a.txt.zst"]

    @pytest.mark.parametrize(
        "name, data, told",
        [
            ("a.txt.gz", b"words", "Not a gzipped file (b'wo')"),
            (
                "a.txt.gz",
                gzip.compress(b"words")[:-9],
                "Compressed file ended before the end-of-stream marker was reached",
            ),
            ("a.jsonl.zst", b"words", "ZSTD decompress failed: Unknown frame descriptor"),
            ("a.parquet", b"words", "Parquet file size is 5 bytes"),
        ],
    )
    def test_what_is_spoilt_is_told(self, tmp_path, name, data, told):
        path = tmp_path / name
        path.write_bytes(data)
        ((_, complaint),) = read(path)
        assert told in complaint

    def test_lines_before_a_file_breaks_off_are_read(self, tmp_path):
        path = tmp_path / "a.jsonl.gz"
        line = b'{"text": "%d"}\n'
        path.write_bytes(gzip.compress(b"".join(line % n for n in range(20_000)))[:-2_000])
        found = read(path)
        assert len(found) > 1_000
        assert "end-of-stream" in found[-1][1]

    def test_a_library_that_is_not_there(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        for name in ("a.jsonl.zst", "a.parquet"):
            (tmp_path / name).write_bytes(b"")
            assert read(tmp_path / name) == [("", "this needs pyarrow: pip install 'kztrade[tables]'")]


class TestParquet:
    def test_rows(self, tmp_path):
        path = tmp_path / "rows.parquet"
        pq.write_table(pa.table({"more": [1, 2], "text": ["a", None], "published": [date(2024, 1, 31), None]}), path)
        assert read(path) == [(":1", "a"), (":2", "text: null")]
        first = next(_inputs.read(_inputs.File(str(path), "")))
        assert first.content == Input("a", published=date(2024, 1, 31))
        assert first.size == path.stat().st_size // 2

    def test_no_texts(self, tmp_path):
        path = tmp_path / "rows.parquet"
        pq.write_table(pa.table({"words": ["a"]}), path)
        assert read(path) == [("", "no column 'text'; there is words")]
        pq.write_table(pa.table({"text": pa.array([], pa.string())}), path)
        assert read(path) == []

    def test_a_data_set_is_a_folder(self, tmp_path):
        for name in ("part-1.parquet", "part-0.parquet", "_SUCCESS", ".part.parquet"):
            (tmp_path / name).write_bytes(b"")
        assert [file.source for file in _inputs.files([str(tmp_path)], print)] == ["part-0.parquet", "part-1.parquet"]
