import pickle

import pytest

from kztrade import ParseError


def test_it_is_a_value_error_that_knows_the_place():
    error = ParseError("no amount of money", "some 5 apples", 5, 13)
    assert isinstance(error, ValueError)
    assert (error.message, error.text, error.start, error.end) == ("no amount of money", "some 5 apples", 5, 13)


def test_without_a_place_it_is_about_the_whole_text():
    error = ParseError("empty", "abc")
    assert (error.start, error.end) == (0, 3)
    assert str(error) == "empty\n  abc\n  ^^^"


@pytest.mark.parametrize(
    "text, start, end",
    [("x" * 500, 400, 410), ("", 0, 0), ("a\nb\x1b\ud800c", 2, 3), ("abc", 3, 3), ("x" * 500, 0, 500)],
)
def test_it_shows_the_place_on_one_line_of_a_screen(text, start, end):
    message, shown, marks = str(ParseError("wrong", text, start, end)).split("\n")
    assert message == "wrong"
    assert shown.isprintable()
    assert len(shown) < 80
    assert len(marks) <= max(len(shown), 3) + 1
    place = marks.index("^")
    assert shown[place : place + 1].strip() in text[start : start + 1]


def test_it_survives_pickling():
    error = ParseError("wrong", "abc", 1, 2)
    again = pickle.loads(pickle.dumps(error))
    assert (again.args, str(again)) == (error.args, str(error))
