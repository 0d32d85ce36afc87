"""What the command reads, where ``test_cli.py`` doesn't show it."""

from datetime import date
from pathlib import Path

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
