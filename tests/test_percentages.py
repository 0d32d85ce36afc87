"""Percentages: errors with their place, and what the corpus can't show."""

from decimal import Decimal

import pytest

from kztrade import ParseError, Percentage, percentages


def found(text):
    return [(mention.text, str(mention.value)) for mention in percentages.find(text)]


class TestParse:
    @pytest.mark.parametrize("text", ["", "nothing", "5", "%", "$5", "percent", "a percentage", "1.5 times"])
    def test_what_is_no_percentage_is_refused(self, text):
        with pytest.raises(ParseError, match="not a percentage") as caught:
            percentages.parse(text)
        assert (caught.value.text, caught.value.start, caught.value.end) == (text, 0, len(text))

    @pytest.mark.parametrize(
        "text, start, end",
        [("5% of it", 0, 2), ("by 5%", 3, 5), ("5% 6%", 0, 2), ("quite over 5%", 11, 13), ("5% or so of it", 0, 2)],
    )
    def test_what_is_more_than_a_percentage_is_refused_with_its_place(self, text, start, end):
        with pytest.raises(ParseError, match="more than a percentage") as caught:
            percentages.parse(text)
        assert (caught.value.start, caught.value.end) == (start, end)

    def test_an_error_shows_the_place(self):
        with pytest.raises(ParseError) as caught:
            percentages.parse("fell by 5%")
        assert str(caught.value).splitlines() == ["more than a percentage", "  fell by 5%", "          ^^"]

    @pytest.mark.parametrize(
        "text, value",
        [
            ("5%", Percentage(Decimal(5))),
            (">=5.5%", Percentage(Decimal("5.5"), bound="at_least")),
            ("<=1 to 2%", Percentage(Decimal(1), Decimal(2), bound="at_most")),
            ("~-3 pp", Percentage(Decimal(-3), unit="percentage_point", bound="about")),
            ("25 bp", Percentage(Decimal(25), unit="basis_point")),
            ("-3 to -1 bp", Percentage(Decimal(-3), Decimal(-1), unit="basis_point")),
        ],
    )
    def test_canonical_text_is_read(self, text, value):
        assert percentages.parse(text) == value
        assert str(value) == text

    def test_white_space_around_is_no_matter(self):
        assert percentages.parse(" over  5 % \n") == Percentage(Decimal(5), bound="at_least")

    @pytest.mark.parametrize("thing", [None, 5.0, b"5%"])
    def test_anything_but_a_str_is_refused_by_its_type(self, thing):
        with pytest.raises(TypeError, match=f"str, got {type(thing).__name__}"):
            percentages.parse(thing)


class TestFind:
    def test_a_mention_has_its_place(self):
        text = "🇰🇿 It fell\nby 5 percent, −2.3% a month."
        (one, other) = percentages.find(text)
        assert (one.start, one.end, one.text) == (14, 23, "5 percent")
        assert (other.start, other.end, other.text) == (25, 30, "−2.3%")
        assert text[one.start : one.end] == one.text
        assert text[other.start : other.end] == other.text

    def test_a_code_of_an_address_is_none(self):
        assert found("https://example.org/a%20b%20c, 5%20") == []

    def test_an_amount_of_money_is_none(self):
        assert found("$5 % and $20%") == []

    def test_the_words_at_the_very_edges_of_a_text_count(self):
        assert found("over 5% or so") == [("5%", ">=5%")]
        assert found("5% or so") == [("5%", "~5%")]
        assert found("5%") == [("5%", "5%")]

    def test_a_range_of_two_signs_is_negative_at_both_ends(self):
        assert found("It was -5 to 7%.") == [("-5 to 7%", "-5 to 7%")]
