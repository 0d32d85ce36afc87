import json
import runpy
import tomllib
from importlib import resources

import pytest

from kztrade import vocabulary

FOLDER = resources.files("kztrade.vocabulary")
FILES = sorted(
    f"{folder.name}/{file.name}" for folder in FOLDER.iterdir() if folder.is_dir() for file in folder.iterdir()
)
FILES = [name for name in FILES if name.endswith(".toml")]


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """A folder of vocabularies of one's own."""

    def clear():
        vocabulary.languages.cache_clear()
        vocabulary._folder.cache_clear()

    clear()
    monkeypatch.setattr(vocabulary, "_PLACE", str(tmp_path))
    yield tmp_path
    clear()


def test_there_are_files():
    assert len(FILES) > 2


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_is_and_holds_tables(name):
    text = FOLDER.joinpath(*name.split("/")).read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert tomllib.loads(text)


@pytest.mark.parametrize("language", sorted(vocabulary.languages()))
def test_a_role_holds_words_or_phrases_not_both(language):
    for role, table in vocabulary.tables(language).items():
        assert table, role
        assert len({isinstance(meaning, list) for meaning in table.values()}) == 1, role


def test_an_unknown_language():
    with pytest.raises(ValueError, match="no vocabulary for the language 'xx'; there is en"):
        vocabulary.tables("xx")


def test_a_language_is_a_folder_with_a_code(folder):
    for name in ("kk", "ru", "codes", "__pycache__"):
        (folder / name).mkdir()
    (folder / "tr").write_text("")
    assert vocabulary.languages() == {"kk", "ru"}


def test_the_tables_of_all_files(folder):
    (folder / "kk").mkdir()
    (folder / "kk/a.toml").write_text("[month]\n'қаңтар' = 1", encoding="utf-8")
    (folder / "kk/b.toml").write_text("[unit]\n'жыл' = 'year'", encoding="utf-8")
    (folder / "kk/notes.md").write_text("no TOML")
    assert vocabulary.tables("kk") == {"month": {"қаңтар": 1}, "unit": {"жыл": "year"}}


def test_a_role_in_two_files(folder):
    (folder / "kk").mkdir()
    (folder / "kk/a.toml").write_text("[month]\na = 1")
    (folder / "kk/b.toml").write_text("[month]\nb = 1")
    with pytest.raises(ValueError, match=r"kk/b.toml: the role 'month' is in another file too"):
        vocabulary.tables("kk")


def test_words_are_found_in_an_archive(folder, monkeypatch):
    (folder / "kk").mkdir()
    (folder / "kk/a.toml").write_text("[month]\na = 1")
    monkeypatch.setattr(vocabulary, "_PLACE", str(folder / "package.zip/kztrade/vocabulary"))
    monkeypatch.setattr(resources, "files", lambda _: folder)
    assert vocabulary.languages() == {"kk"}
    assert vocabulary.tables("kk") == {"month": {"a": 1}}


@pytest.mark.parametrize("name", sorted({file.partition("/")[0] for file in FILES}))
def test_the_copy_of_a_folder_is_what_its_files_say(name):
    assert FOLDER.joinpath(name, "copy.json").read_bytes() == vocabulary.copied(name), (
        "run python -m kztrade.vocabulary"
    )
    copy = json.loads(vocabulary.copied(name))["files"]
    assert copy == {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in FOLDER.joinpath(name).glob("*.toml")
    }
    assert list(copy) == sorted(copy)


def test_words_have_their_roles_in_all_spellings(folder):
    (folder / "kk").mkdir()
    (folder / "kk/a.toml").write_text("[month]\nmay = 5\n[can]\nx = ['may be', 'Ab']")
    both = ("month", "can")
    assert {roles: set(words) for roles, words in vocabulary.alike("kk").items()} == {
        both: {"may", "May", "MAY"},
        ("can",): {"Ab", "AB"},
    }


class TestCopy:
    """Of a folder that has been copied."""

    @pytest.fixture
    def copy(self, folder):
        for name in ("kk", "codes"):
            (folder / name).mkdir()
            (folder / name / "a.toml").write_text("[month]\na = 1\n[day]\nb = 2")
        runpy.run_module("kztrade.vocabulary", run_name="__main__")
        return folder / "kk/copy.json"

    def test_it_is_read_for_the_files(self, copy):
        copy.write_text(copy.read_text().replace("1}", "5}"))
        assert vocabulary.tables("kk") == {"month": {"a": 5}, "day": {"b": 2}}

    def test_it_has_a_line_for_each_table(self, copy):
        files = ['"files": {"a": {', '"month": {"a": 1},', '"day": {"b": 2}}},']
        words = ['"words": {', '"month": "A a",', '"day": "B b"}}']
        assert copy.read_text().splitlines()[1:] == files + words
        assert {roles: set(words) for roles, words in vocabulary.alike("kk").items()} == {
            ("month",): {"A", "a"},
            ("day",): {"B", "b"},
        }

    @pytest.mark.parametrize("name, text", [("a", "[month]\na = 2"), ("b", "[unit]\nc = 3")])
    def test_an_edited_or_a_new_file_is_read_itself(self, copy, name, text):
        copy.with_name(f"{name}.toml").write_text(text)
        assert vocabulary.load("kk", name) == tomllib.loads(text)

    def test_a_file_by_another_name_is_read_itself(self, copy):
        copy.with_name("a.toml").rename(copy.with_name("b.toml"))
        assert vocabulary.load("kk", "b")["month"] == {"a": 1}

    def test_a_copy_in_conflict_is_not_read(self, copy):
        copy.write_text(f"<<<<<<< HEAD\n{copy.read_text()}")
        assert vocabulary.load("kk", "a")["month"] == {"a": 1}
