"""What may be done to an article without changing what it says."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kztrade import Article

ROOT = Path(__file__).parents[1]
PATHS = sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/data/*/*.txt")])
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in PATHS}
KINDS = ("dates", "money", "percentages", "countries")
CURLY = {
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
}


def facts(text):
    """What a text says, wherever it says it."""
    article = Article.from_text(text)
    said = {kind: [str(mention.value) for mention in getattr(article, kind)] for kind in KINDS}
    said["statements"] = [str(statement) for statement in article.statements]
    said["findings"] = [finding.message for finding in article.findings]
    said["head"] = [str(article.published), article.dateline]
    return said


FEW = settings(max_examples=settings.default.max_examples // 5)
"""A whole article is read for each example."""

CHANGES = {
    "lines that end in CR and LF": lambda text: text.replace("\n", "\r\n"),
    "no-break blanks after digits": lambda text: re.sub(r"(?<=\d) ", "\N{NO-BREAK SPACE}", text),
    "letters and marks apart": lambda text: unicodedata.normalize("NFD", text),
    "letters with their marks": lambda text: unicodedata.normalize("NFC", text),
    "straight quotation marks": lambda text: text.translate(str.maketrans(CURLY)),
    "curly apostrophes": lambda text: re.sub(r"(?<=\w)'(?=\w)", "\N{RIGHT SINGLE QUOTATION MARK}", text),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "blanks at the end": lambda text: f"{text}  \n\n",
    "an unrelated paragraph": lambda text: f"{text}\n\nThe weather was fine, and musicians played on the square.",
}


def test_there_are_texts():
    assert len(TEXTS) > 100


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_changes_nothing(change):
    differing = []
    for name, text in TEXTS.items():
        before, after = facts(text), facts(CHANGES[change](text))
        if unicodedata.normalize("NFC", repr(after)) != repr(before):
            differing.append(name)
    assert differing == []


WORDS = st.sampled_from(
    "the weather was fine and musicians played on a square while children sang songs they liked".split()
)
UNRELATED = st.lists(WORDS, min_size=2, max_size=12).map(lambda words: f"{' '.join(words).capitalize()}.")


@FEW
@given(st.sampled_from(sorted(TEXTS)), UNRELATED)
def test_an_unrelated_sentence_changes_nothing(name, sentence):
    text = TEXTS[name]
    assert facts(f"{text.rstrip()}\n\n{sentence}") == facts(text.rstrip())


PIECES = st.sampled_from(
    [
        "\n",
        ".",
        ",",
        " ",
        "(",
        ")",
        "-",
        "$",
        "%",
        "5",
        "\xa0",
        "–",
        "'",
        ";",
        " and ",
        " doubled ",
        " exports ",
        "\ud800",
    ]
)


@FEW
@given(st.data())
def test_a_mutated_article_is_read(data):
    text = list(TEXTS[data.draw(st.sampled_from(sorted(TEXTS)))])
    for place, piece in data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), PIECES), max_size=30)):
        text[place] = piece
    mutated = "".join(text)
    article = Article.from_text(mutated)
    for kind in KINDS:
        assert all(mutated[mention.start : mention.end] == mention.text for mention in getattr(article, kind))


SENTENCES = [s for text in TEXTS.values() for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()]


@FEW
@given(st.lists(st.sampled_from(SENTENCES), max_size=12), st.sampled_from([" ", "\n", "\n\n"]))
def test_sentences_of_all_articles_together_are_read(sentences, gap):
    text = gap.join(sentences)
    assert Article.from_text(text) == Article.from_text(text)
