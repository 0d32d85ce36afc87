"""What holds for every text and every value, tested with Hypothesis."""

import json
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kztrade import (
    Article,
    Change,
    Country,
    Finding,
    Mention,
    Money,
    ParseError,
    Percentage,
    Period,
    Share,
    Statement,
    jsonl,
    values,
)

KINDS = ("dates", "money", "percentages", "countries")


def module_of(kind):
    return pytest.importorskip(f"kztrade.{kind}")


# Values.

numbers = st.decimals(
    min_value=Decimal(0), max_value=Decimal(10) ** 15, places=3, allow_nan=False, allow_infinity=False
)
signed = st.builds(lambda number, sign: number * sign, numbers, st.sampled_from([1, 1, -1]))
ranges = st.tuples(numbers, numbers).filter(lambda ends: ends[0] < ends[1])
bounds = st.sampled_from(get_args(values.Bound))
currencies = st.sampled_from([None, "USD", "EUR", "KZT", "RUB", "CNY", "UZS", "KGS", "GBP", "JPY", "TRY"])
moneys = st.one_of(
    st.builds(Money, signed, currencies, st.none(), bounds),
    st.builds(lambda ends, *rest: Money(ends[0], rest[0], ends[1], rest[1]), ranges, currencies, bounds),
)
units = st.sampled_from(get_args(values.Unit))
percentages = st.one_of(
    st.builds(Percentage, signed, st.none(), units, bounds),
    st.builds(lambda ends, *rest: Percentage(*ends, *rest), ranges, units, bounds),
)
days = st.dates(date(1900, 1, 1), date(2150, 12, 31))
years = st.integers(1900, 2150)


def whole_years(first, length):
    return Period(date(first, 1, 1), date(first + length, 12, 31))


periods = st.one_of(
    st.builds(lambda day: Period(day, day), days),
    st.builds(lambda one, other: Period(min(one, other), max(one, other)), days, days),
    st.builds(whole_years, years, st.integers(0, 30)),
    st.builds(lambda day: Period(day, None), days),
    st.builds(lambda day: Period(None, day), days),
    st.builds(lambda year: Period(date(year, 1, 1), None), years),
    st.builds(lambda year: Period(None, date(year, 12, 31)), years),
    st.just(Period(None, None)),
)
codes = st.sampled_from(["KAZ", "CHN", "RUS", "USA", "KOR", "PRK", "COG", "COD", "XKX", "TUR", "EU", "EAEU", "G7"])
countries = st.builds(Country, codes, st.sampled_from(get_args(values.Form)))
VALUES = {"dates": periods, "money": moneys, "percentages": percentages, "countries": countries}


# Texts: anything at all, and soups of what the grammars look for.

WORDS = """$ € £ C$ US$ % %, 5 50 3.5 3,530 1 250 500 2023 2024 2021/22 -5 20th 1990s Q1 12 30 31 – - — , . ; : ( ) ' ’s
five half dozen hundred thousand million billion bln trillion dollars tenge USD KZT euros per cent percent percentage
points basis January February Sept. September May march Monday Thursday spring quarter first nine months week year
decade century this last next previous same period the past of between from to and by until since before after ago
earlier over more than up about nearly yesterday today compared with respectively as end Kazakhstan Kazakh Kazakh- U.S.
UAE Republic Korea South Guinea EU Bank China Exports grew It was ASTANA ı""".split()
SOUP = [*WORDS, "\n", "\n\n", "\x00", "\ud800", "\u0301", "\xa0"]
soups = st.lists(st.tuples(st.sampled_from(SOUP), st.sampled_from([" ", " ", " ", "", "-", "\n"])), max_size=25).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
texts = st.one_of(soups, any_text, st.builds("".join, st.lists(st.one_of(soups, any_text), max_size=3)))
published = st.one_of(st.none(), days)


def found(kind, text, day=None):
    options = {"published": day} if kind == "dates" else {}
    return list(module_of(kind).find(text, **options))


def check(text, mentions):
    """Mentions lie in the text as they say, in order, and don't overlap."""
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize("kind", KINDS)
class TestKind:
    @given(text=texts, day=published)
    def test_find_never_raises_and_its_mentions_lie_in_the_text(self, kind, text, day):
        check(text, found(kind, text, day))

    @given(text=texts)
    def test_what_is_found_has_a_text_that_parses_to_it(self, kind, text):
        parse = module_of(kind).parse
        for mention in found(kind, text):
            assert parse(str(mention.value)) == mention.value

    @given(text=texts)
    def test_parse_gives_a_value_or_a_parse_error(self, kind, text):
        parse = module_of(kind).parse
        try:
            value = parse(text)
        except ParseError as error:
            assert error.text == text
            assert 0 <= error.start <= error.end <= len(text)
            assert str(error)
        else:
            assert parse(str(value)) == value

    @given(data=st.data())
    def test_parse_reads_the_text_of_a_value(self, kind, data):
        parse = module_of(kind).parse
        value = data.draw(VALUES[kind])
        assert parse(str(value)) == value

    @pytest.mark.parametrize("thing", [None, b"2023", 5, ["2023"]])
    def test_only_a_str_is_a_text(self, kind, thing):
        module = module_of(kind)
        with pytest.raises(TypeError):
            module.parse(thing)
        with pytest.raises(TypeError):
            list(module.find(thing))

    def test_an_unknown_language_is_told(self, kind):
        module = module_of(kind)
        with pytest.raises(ValueError, match="language"):
            module.parse("2023", language="xx")
        with pytest.raises(ValueError, match="language"):
            list(module.find("2023", language="xx"))


# Articles. Two lone surrogates in a row would come back from JSON as the one letter that they spell.

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
lone = st.builds(
    lambda before, half, after: f"{before}{half}{after}", words, st.sampled_from(["\ud800", "\udfff"]), words
)
names = st.one_of(words, lone)
or_none = lambda strategy: st.one_of(st.none(), strategy)  # noqa: E731 - reads as a word below
places = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1E+20"), max_value=Decimal("1E+20"))
flows = st.sampled_from(get_args(values.Flow))
any_period = periods | st.builds(Period, st.none(), st.none(), or_none(names))
any_money = st.builds(Money, decimals, or_none(names), or_none(decimals), bounds)


def mentions(value):
    build = lambda place, text, meant: Mention(*place, text, meant)  # noqa: E731
    return st.lists(st.builds(build, places, names, value), max_size=3).map(tuple)


changes = st.builds(
    Change,
    st.sampled_from(["up", "down"]),
    *[or_none(decimals)] * 4,
    bounds,
    or_none(any_period),
)
statements = st.builds(
    Statement,
    names,
    or_none(names),
    flows,
    or_none(names),
    or_none(any_money),
    or_none(any_period),
    or_none(changes),
    or_none(st.builds(Share, decimals, flows, names, bounds)),
    st.sampled_from(get_args(values.Status)),
    st.integers(0, 99),
    st.integers(0, 99),
)
findings = st.builds(
    Finding,
    st.sampled_from(get_args(values.Rule)),
    st.integers(0, 99),
    st.integers(0, 99),
    names,
    or_none(any_money),
)
articles = st.builds(
    Article,
    text=names,
    id=or_none(names),
    source=or_none(names),
    title=or_none(names),
    published=or_none(st.dates()),
    dateline=or_none(names),
    dates=mentions(any_period),
    money=mentions(any_money),
    percentages=mentions(st.builds(Percentage, decimals, or_none(decimals), units, bounds)),
    countries=mentions(countries),
    statements=st.lists(statements, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "money"]), inner),
    max_leaves=5,
)


class TestArticle:
    @given(article=articles)
    def test_an_article_survives_json(self, article):
        line = jsonl.dumps(article)
        assert "\n" not in line
        assert line.encode()
        assert jsonl.loads(line) == jsonl.loads(jsonl.escape(line)) == article
        assert jsonl.dumps(jsonl.loads(line)) == line

    @given(line=st.one_of(st.text(), json_values.map(json.dumps)))
    def test_any_line_is_read_or_refused_with_one_error(self, line):
        for read in (jsonl.loads, jsonl.loads_input):
            try:
                read(line)
            except ParseError as error:
                assert str(error)

    @given(text=texts, day=published)
    def test_any_text_makes_an_article(self, text, day):
        article = Article.from_text(text, published=day)
        for kind in KINDS:
            check(text, getattr(article, kind))
        assert article.published == day or day is None

    def test_the_kinds_are_those_of_the_article(self):
        assert all(hasattr(Article(), kind) for kind in KINDS)
