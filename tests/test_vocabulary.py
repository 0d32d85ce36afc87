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
        vocabulary.load.cache_clear()

    clear()
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
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
