"""Numerals, magnitudes and bounds: what money and percentages share, by itself."""

from decimal import Decimal, localcontext

import pytest

from kztrade._quantities import bound_of, join, quantities, read_number, scaled, with_sign
from kztrade._scan import Scan


def scanned(text):
    """A text that is about money; in any other, quantities count nothing."""
    return Scan.of(f"It tells of euros.\n\n{text}")


def read(text):
    """The quantities of a text: the words and the value of each."""
    scan = scanned(text)
    return [(scan.slice(item.first, item.last + 1), item.value) for item in quantities(scan)]


def one(text):
    ((_, value),) = read(text)
    return value


class TestReadNumber:
    @pytest.mark.parametrize(
        "run, value",
        [
            ("5", "5"),
            ("007", "7"),
            ("5.0", "5.0"),
            ("1,250", "1250"),
            ("1,250,500.75", "1250500.75"),
            ("1 250 500", "1250500"),
            ("1.250.500", "1250500"),
            ("1'250'500", "1250500"),
            ("30,4", "30.4"),
            ("1.250,75", "1250.75"),
            ("92 432,8", "92432.8"),
            ("12,34,567", "1234567"),
        ],
    )
    def test_marks_part_groups_or_decimals(self, run, value):
        assert read_number(run) == Decimal(value)

    def test_a_run_too_long_is_none(self):
        assert read_number("9" * 64) == Decimal("9" * 64)
        assert read_number("9" * 65) is None


class TestNumerals:
    @pytest.mark.parametrize(
        "text, value",
        [
            ("five", 5),
            ("twenty-five", 25),
            ("twenty five", 25),
            ("one hundred", 100),
            ("a hundred", 100),
            ("two hundred and fifty", 250),
            ("two hundred and fifty thousand", 250_000),
            ("two hundred fifty thousand", 250_000),
            ("five million", 5_000_000),
            ("a million", 1_000_000),
            ("half a million", 500_000),
            ("half million", 500_000),
            ("one and a half million", 1_500_000),
            ("two and a half billion", 2_500_000_000),
            ("one thousand two hundred", 1200),
            ("one million two hundred thousand", 1_200_000),
            ("two lakh crore", 2_000_000_000_000),
        ],
    )
    def test_words(self, text, value):
        assert one(text) == value

    @pytest.mark.parametrize(
        "text, value",
        [
            ("8 1/2", "8.5"),
            ("8-1/2", "8.5"),
            ("3/4", "0.75"),
            ("2 1/2 million", "2500000"),
            ("1/5", "0.2"),
        ],
    )
    def test_fractions(self, text, value):
        assert one(text) == Decimal(value)

    @pytest.mark.parametrize("text", ["8 1/3", "3/2", "0/5", "1/7", "12345/20000"])
    def test_what_is_no_fraction_of_tenths_is_none(self, text):
        assert Decimal("0.5") not in [value for _, value in read(text)]
        assert all(value == int(value) for _, value in read(text))

    @pytest.mark.parametrize(
        "text, value",
        [
            ("5k", 5000),
            ("5 thousand", 5000),
            ("5m", 5_000_000),
            ("5-million", 5_000_000),
            ("5 hundred million", 500_000_000),
        ],
    )
    def test_magnitudes(self, text, value):
        assert one(text) == value

    def test_a_letter_is_a_magnitude_only_where_it_touches(self):
        assert read("5 m, then 5m") == [("5m", 5_000_000)]

    def test_terms_add_up(self):
        assert one("1 billion 485 million") == 1_485_000_000
        assert one("2 billion 30 million 5 thousand") == 2_030_005_000

    def test_terms_that_grow_do_not_add_up(self):
        assert 1_000_000 + 5_000_000_000 not in [value for _, value in read("1 million 5 billion")]

    @pytest.mark.parametrize("text", ["1.2.3", "192.168.0.1", "11/12/2024", "2.10.2024.1"])
    def test_no_part_of_a_version_or_date_is_a_quantity(self, text):
        assert text not in [words for words, _ in read(text)]

    def test_quantities_are_new_at_each_call(self):
        scan = scanned("5 million")
        (first,), (second,) = quantities(scan), quantities(scan)
        assert first is not second
        assert first.value == second.value == 5_000_000


class TestScaled:
    def test_a_power_is_exact_in_any_context(self):
        with localcontext() as context:
            context.prec = 1
            assert str(scaled(Decimal("3.530"), 9)) == "3530000000"
            assert str(scaled(Decimal("1.23456"), 3)) == "1234.56"

    def test_no_power_leaves_the_number_as_it_is(self):
        assert str(scaled(Decimal("3.530"), 0)) == "3.530"


class TestSigns:
    @pytest.mark.parametrize(
        "text, offset, start",
        [("-5", 1, 0), ("by -5", 4, 3), ("(−5)", 2, 1), ("a-5", 2, 2), ("10-15", 3, 3), ("5", 0, 0), ("+5", 1, 0)],
    )
    def test_a_sign_is_one_only_where_nothing_goes_before(self, text, offset, start):
        assert with_sign(text, offset) == start


class TestUnits:
    @pytest.mark.parametrize("text", ["5%", "5 percent", "5 per cent", "5-percent"])
    def test_per_cent_after_a_quantity(self, text):
        scan = scanned(text)
        (item,) = quantities(scan)
        assert item.percent == (len(scan.parts) - 2, "percent")

    @pytest.mark.parametrize("text", ["5 million", "5. Percent", "5 (percent)", "5 million apples"])
    def test_no_unit(self, text):
        scan = scanned(text)
        (item,) = quantities(scan)
        assert item.percent is None

    @pytest.mark.parametrize("text", ["5", "5 apples", "in 2024, exports", "on May 5."])
    def test_a_number_that_counts_nothing_is_passed_over(self, text):
        assert read(text) == []

    @pytest.mark.parametrize("text", ["$5", "5 to 7", "5 times", "USD 5", "5 tenge", "(before: 5)"])
    def test_a_number_that_may_count_is_read(self, text):
        assert read(text)[0] == ("5", 5)


class TestBounds:
    @pytest.mark.parametrize(
        "text, bound",
        [
            ("over 5 million", "at_least"),
            ("OVER 5 million", "at_least"),
            ("no more than 5 million", "at_most"),
            ("more than 5 million", "at_least"),
            ("than 5 million", "exact"),
            ("5 or more", "at_least"),
            ("5 or so", "about"),
            ("5 or six", "exact"),
            ("didn't exceed 5 million", "at_most"),
            ("~5 million", "about"),
            ("added up to 5 million", "exact"),
        ],
    )
    def test_the_longest_words_beside_a_figure_tell(self, text, bound):
        scan = scanned(text)
        item = quantities(scan)[0]
        assert bound_of(scan, item.first, item.last) == bound


class TestJoin:
    def joined(self, text, unit="%"):
        scan = Scan.of(text)
        items = quantities(scan)
        for item in items:
            if text[scan.end(item.last) :].lstrip().startswith(unit):
                item.unit = unit
        join(scan, items)
        return items

    def test_a_range_has_an_upper_end(self):
        first, last = self.joined("5 to 7%")
        assert first.upper is last
        assert (first.value, first.value_max, last.taken) == (5, 7, True)

    def test_the_ends_of_a_fall_are_two(self):
        first, last = self.joined("7 to 5%")
        assert first.value_max is None
        assert (first.unit, last.taken) == ("%", False)

    def test_a_list_shares_only_where_respectively_closes_it(self):
        assert [item.unit for item in self.joined("5, 6 and 7%, respectively")] == ["%", "%", "%"]
        assert [item.unit for item in self.joined("5, 6 and 7% of them")] == [None, None, "%"]

    def test_a_year_is_no_end_of_a_range(self):
        first, last = self.joined("2024 – 5%")
        assert (first.unit, last.unit) == (None, "%")

    def test_no_quantities_are_no_matter(self):
        assert self.joined("nothing") == []


def test_a_text_without_units_has_no_quantities():
    assert quantities(Scan.of("The team of 12 took 5 million hearts.")) == []
    assert len(quantities(Scan.of("The team of 12 took 5 million hearts and $2."))) == 2
