"""The corpus is the specification: values and the phrases that say them, sentences and what is found in them.

A file ``corpus/<language>/<kind>.toml`` holds tables of four sorts:

``[[value]]``
    ``is``, the canonical text of a value, and ``said``, phrases for it. Each is read by ``parse``, and found in a
    sentence. Where the value has a bound or an open end, its word may stay outside the mention.
``[[prose]]``
    ``text`` and ``found``: its mentions in order, as pairs of text and value.
``[[none]]``
    ``text``, one or more, in which nothing is found.
``[[known_failure]]``
    The same as ``[[prose]]``, and ``why`` it fails. It is run, and must fail: what works by accident is noticed.

``published`` is the article's date (for dates alone), in a table or on top of the file for all.
"""

import importlib
import importlib.util
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

CORPUS = Path(__file__).with_name("corpus")
KINDS = ("dates", "money", "percentages")
CARRIER = {"dates": "It was in {}.", "money": "It was {}.", "percentages": "It was {}."}
KEYS = {
    "value": {"is", "said"},
    "prose": {"text", "found"},
    "none": {"text"},
    "known_failure": {"text", "found", "why"},
}


@frozen
class Case:
    """A phrase or a sentence, and what it means."""

    kind: str
    language: str
    text: str
    meaning: Any
    options: dict[str, Any]
    why: str | None = None

    def parameter(self):
        marks = [pytest.mark.xfail(strict=True, reason=self.why)] if self.why else []
        return pytest.param(self, id=f"{self.language}-{self.kind}-{self.text}", marks=marks)

    @property
    def module(self):
        return pytest.importorskip(f"kztrade.{self.kind}")


def load(path):
    """The cases of one file, by their sort; refuses a file with a key that nobody reads, or with no case."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    default = tables.pop("published", None)
    assert tables.keys() <= KEYS.keys(), f"{path}: unknown {tables.keys() - KEYS.keys()}"
    cases = {sort: [] for sort in KEYS}
    for sort, entries in tables.items():
        for entry in entries:
            assert entry.keys() - {"published"} == KEYS[sort], f"{path}: [[{sort}]] {entry}"
            published = entry.get("published", default)
            options = {"language": path.parent.name}
            if path.stem == "dates" and published:
                options["published"] = date.fromisoformat(str(published))
            texts = entry.get("said", entry.get("text"))
            meaning = entry.get("is", entry.get("found", []))
            for text in [texts] if isinstance(texts, str) else texts:
                cases[sort].append(Case(path.stem, path.parent.name, text, meaning, options, entry.get("why")))
    assert any(cases.values()), f"{path} holds no case"
    return cases


FILES = sorted(path for path in CORPUS.glob("*/*.toml") if path.stem in KINDS)
CASES = [load(path) for path in FILES]


def every(*sorts):
    return [case.parameter() for cases in CASES for sort in sorts for case in cases[sort]]


def is_value(case, value, canonical):
    return str(value) == canonical or value == case.module.parse(canonical, language=case.language)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_english_corpus(kind):
    if importlib.util.find_spec(f"kztrade.{kind}") is None:
        pytest.skip(f"no module {kind} yet")
    assert CORPUS / "en" / f"{kind}.toml" in FILES


@pytest.mark.parametrize("case", every("value"))
def test_a_phrase_is_the_value(case):
    assert is_value(case, case.module.parse(case.text, **case.options), case.meaning)


@pytest.mark.parametrize("case", every("value"))
def test_a_phrase_is_found_in_a_sentence(case):
    sentence = CARRIER[case.kind].format(case.text)
    (mention,) = case.module.find(sentence, **case.options)
    assert is_value(case, mention.value, case.meaning)
    bounded = case.meaning.startswith((">=", "<=", "~")) or ".." in case.meaning
    assert mention.text in case.text if bounded else mention.text == case.text


@pytest.mark.parametrize("case", every("prose", "none", "known_failure"))
def test_what_is_found_in_prose(case):
    mentions = list(case.module.find(case.text, **case.options))
    assert [mention.text for mention in mentions] == [text for text, _ in case.meaning]
    for mention, (_, canonical) in zip(mentions, case.meaning, strict=True):
        assert is_value(case, mention.value, canonical), f"{mention} is not {canonical}"
        assert case.text[mention.start : mention.end] == mention.text


class TestLoader:
    """The loader refuses what would silently test nothing."""

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[[valeu]]\nis = '5%'\nsaid = []",
            "[[none]]\ntexts = ['a']",
            "[[prose]]\ntext = 'a'",
            "[[none]]\ntext = []",
        ],
    )
    def test_a_file_at_fault(self, tmp_path, text):
        path = tmp_path / "percentages.toml"
        path.write_text(text)
        with pytest.raises(AssertionError):
            load(path)

    def test_a_file(self, tmp_path):
        path = tmp_path / "en" / "dates.toml"
        path.parent.mkdir()
        path.write_text(
            "published = '2024-09-12'\n"
            "[[none]]\ntext = ['a', 'b']\n"
            "[[known_failure]]\ntext = 'May 5'\nfound = [['May 5', '2024-05-05']]\nwhy = 'later'\n"
            "published = 2023-05-01\n"
        )
        cases = load(path)
        assert [case.text for case in cases["none"]] == ["a", "b"]
        assert cases["none"][0].options == {"language": "en", "published": date(2024, 9, 12)}
        assert cases["known_failure"][0].options["published"] == date(2023, 5, 1)
        assert cases["known_failure"][0].parameter().marks[0].name == "xfail"
