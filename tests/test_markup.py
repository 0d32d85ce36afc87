"""Markup: what is escaped, how values are said, and how marks that overlap are woven."""

import re
from datetime import date
from decimal import Decimal, localcontext
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kztrade import Change, Country, Money, Percentage, Period, Share, Statement
from kztrade._markup import Span, country_name, element, escape, said, shown, signed, weave


class Reader(HTMLParser):
    """The text of a page, and which elements each character is in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.text, self.inside = [], "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(dict(attrs).get("n"))

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.text += data
        self.inside += [sorted(self.open)] * len(data)


class TestEscape:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("a\tb\nc\rd", "a\tb\nc\rd"),
            ("\0\x1b\x7f", "␀␛␡"),
            ("\x85\x9b", "��"),
            ("\u202e\u2069\u200f", "��\u200f"),
            ("\ud800\udfff", "��"),
            ("\ufffe\U0010ffff\ufdd0", "���"),
        ],
    )
    def test_what_would_not_show_is_shown(self, text, told):
        assert shown(text) == told
        assert len(shown(text)) == len(text)

    def test_what_html_would_obey_is_text(self):
        assert escape("<&>\"'") == "&lt;&amp;&gt;&quot;&#x27;"

    @given(st.text(st.characters()))
    def test_any_text_can_be_written_and_holds_no_markup(self, text):
        told = escape(text)
        told.encode()
        assert not set("<>\"'\0\x1b") & set(told)

    def test_an_element_escapes_its_attributes_and_leaves_out_those_without_value(self):
        assert element("td", "x", title='"<', data_key=5, class_=None) == '<td title="&quot;&lt;" data-key="5">x</td>'


class TestSaid:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            (Money(Decimal("1.6E+10"), "USD"), "16 billion USD"),
            (Money(Decimal(-100), None), "-100"),
            (Money(Decimal(3), "EUR", Decimal(4), "about"), "about 3 to 4 EUR"),
            (Country("UZB", "demonym"), "Uzbekistan"),
            (Period(date(2023, 1, 1), date(2023, 12, 31)), "2023"),
            (Period(None, None), "unresolved"),
            (Percentage(Decimal(5), bound="at_most"), "up to 5%"),
            (Change("up", Decimal(20), bound="at_least"), "up over 20%"),
            (Change("down", factor=Decimal("1.5"), bound="about"), "down about 1.5 times"),
            (Share(Decimal(8), "investment_in", "W00", "at_least"), "over 8% of investment in with World"),
            (None, "–"),
            (5, "5"),
        ],
    )
    def test_values_in_words(self, value, told):
        assert said(value) == told

    def test_the_callers_context_rounds_nothing(self):
        with localcontext() as context:
            context.prec = 2
            assert said(Money(Decimal(123456), "USD")) == "123.456 thousand USD"

    @pytest.mark.parametrize(
        "code, name", [("ITA", "Italy"), ("EU", "EU"), ("W00", "World"), ("ZZZ", "ZZZ"), (None, "–")]
    )
    def test_countries_by_name(self, code, name):
        assert country_name(code) == name

    @pytest.mark.parametrize(
        ("change", "percent"),
        [
            (None, None),
            (Change("up", Decimal(5)), 5),
            (Change("down", Decimal(5)), -5),
            (Change("down", Decimal(-5)), -5),
            (Change("up", factor=Decimal("1.5")), 50),
            (Change("down", factor=Decimal(4)), -75),
            (Change("down", factor=Decimal(0)), None),
            (Change("up"), None),
        ],
    )
    def test_changes_by_what_they_sort_by(self, change, percent):
        assert signed(Statement("KAZ", "ITA", "export", change=change)) == percent


class TestWeave:
    def test_no_span(self):
        assert "".join(weave("a<b", [])) == "a&lt;b"

    def test_the_longer_of_two_that_begin_together_is_around_the_other(self):
        assert "".join(weave("abc", [Span(0, 1, "i"), Span(0, 3, "b")])) == "<b><i>a</i>bc</b>"

    def test_spans_that_end_together(self):
        assert "".join(weave("abc", [Span(0, 3, "b"), Span(1, 3, "i")])) == "<b>a<i>bc</i></b>"

    def test_crossing_spans_are_cut_and_named_once(self):
        html = "".join(weave("abcd", [Span(0, 3, "b"), Span(1, 4, "i", ' class="x"', ' id="y"')]))
        assert html == '<b>a<i id="y" class="x">bc</i></b><i class="x">d</i>'

    def test_an_empty_span_is_a_place(self):
        assert "".join(weave("ab", [Span(1, 1, "a", once=' id="x"')])) == 'a<a id="x"></a>b'

    @given(st.data())
    def test_every_character_is_in_exactly_its_spans(self, data):
        text = data.draw(st.text("ab<&\n", max_size=12))
        places = st.integers(0, len(text))
        pairs = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=6))
        spans = [Span(start, end, f"t{n}", f' n="{n}"', f' id="i{n}"') for n, (start, end) in enumerate(pairs)]
        html = "".join(weave(text, spans))
        read = Reader(html)
        assert read.text == text
        for place in range(len(text)):
            assert read.inside[place] == sorted(str(n) for n, (start, end) in enumerate(pairs) if start <= place < end)
        assert sorted(re.findall(r'id="i(\d+)"', html), key=int) == [str(n) for n in range(len(pairs))]
