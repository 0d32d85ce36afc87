"""Sentences: where they end, and where they don't."""

import pytest

from kztrade._scan import Scan
from kztrade._sentences import sentences


def split(text):
    scan = Scan.of(text)
    return [scan.slice(first, stop) for first, stop in sentences(scan)]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Trade grew. Exports fell.", ["Trade grew", "Exports fell"]),
        ("Did it grow? “It did.” He left.", ["Did it grow", "It did", "He left"]),
        ("It was $1.2 bln. in 2023.", ["It was $1.2 bln. in 2023"]),
        ("On Feb. 5 J. Smith met Mr. Lee.", ["On Feb. 5 J. Smith met Mr. Lee"]),
        ("Trade of the\n\nEU grew\nby 5%", ["Trade of the\n\nEU grew\nby 5%"]),
        ("Trade turnover\n\nIt grew", ["Trade turnover", "It grew"]),
        ("Exports –\n\n$5 billion", ["Exports –\n\n$5 billion"]),
        ("One.\r\n\r\nTwo", ["One", "Two"]),
        ("", []),
        (" . ", []),
    ],
)
def test_a_text_in_sentences(text, parts):
    assert split(text) == parts


def test_what_is_too_long_is_cut_in_stretches():
    long = "word " * 1200
    parts = split(f"{long}ends here. Short one.")
    assert [len(part.split()) for part in parts] == [500, 500, 202, 2]
