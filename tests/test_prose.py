"""Rules over rows of items."""

import pytest

from kztrade import countries, money
from kztrade._prose import Row, Rule, items_of
from kztrade._scan import Scan


def row_of(text):
    scan = Scan.of(text)
    return Row.of(
        scan, items_of(scan, country=countries.find_in(scan), money=money.find_in(scan)), 1, len(scan.parts) - 1
    )


class TestRule:
    def test_it_fits_around_an_item(self):
        row = row_of("China – $30 billion, Russia ($26 billion)")
        rule = Rule("country of a list", "country=country dash ! ", "country=country open ! ")
        assert [rule.match(row, n) for n in row.places("money")] == [{"country": 0}, {"country": 4}]
        assert not rule.fits(row, 0)

    def test_it_is_compiled_when_it_is_first_used(self):
        rule = Rule("a country", "country ! ")
        assert rule.name == "a country"
        with pytest.raises(AttributeError, match="nothing"):
            _ = rule.nothing

    def test_a_term_that_is_none_is_told(self):
        with pytest.raises(ValueError, match="no term of a rule"):
            Rule("wrong", "country=( ! ").fits(row_of("Italy"), 0)


class TestRow:
    def test_what_stands_before_after_and_between(self):
        row = row_of("Exports to Italy, China and Japan: $5 billion")
        assert row.kinds[: len(row.items)] == [
            "flow",
            "to",
            "country",
            "comma",
            "country",
            "joint",
            "country",
            "colon",
            "money",
        ]
        assert row.before(8, "country") == 6
        assert row.before(8, "flow", "to") == 1
        assert row.before(0, "country") is None
        assert row.after(-1, "country") == 2
        assert row.after(6, "country", "flow") is None
        assert row.has_between(2, 6, "joint")
        assert not row.has_between(6, 8, "joint", "comma")
        assert row.places("country") == [2, 4, 6]
