import copy
import pickle
from datetime import date
from decimal import Decimal

import attrs
import pytest

from kztrade import Article, Change, Country, Finding, Mention, Money, Percentage, Period, Share, Statement
from kztrade.values import edtf

DAY = date(2024, 9, 12)
MONEY = Money(Decimal("3E+9"), "USD")
PERIOD = Period(date(2023, 1, 1), date(2023, 12, 31))
CHANGE = Change("up", Decimal("19.2"), base=PERIOD)
SHARE = Share(Decimal(8), "trade", "W00")
VALUES = [
    MONEY,
    PERIOD,
    Percentage(Decimal("19.2")),
    Country("KAZ", "demonym"),
    Mention(3, 13, "$3 billion", MONEY),
    CHANGE,
    SHARE,
    Statement("KAZ", "CHN", "trade", None, MONEY, PERIOD, CHANGE, SHARE),
    Finding("sum", 3, 20, "1 + 1 is not 3", MONEY),
    Article(id="a-01", money=(Mention(3, 13, "$3 billion", MONEY),)),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
class TestEveryValue:
    def test_survives_pickling_and_copying(self, value):
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.copy(value) == copy.deepcopy(value) == value

    def test_is_frozen(self, value):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, attrs.fields(type(value))[0].name, None)

    def test_has_slots(self, value):
        assert not hasattr(value, "__dict__")

    def test_equals_its_copy_and_hashes_alike(self, value):
        again = copy.deepcopy(value)
        assert {value, again} == {value}

    def test_is_no_other_thing(self, value):
        assert value != str(value)
        assert value != "$3 billion"

    def test_can_be_evolved(self, value):
        assert attrs.evolve(value) == value


@pytest.mark.parametrize(
    "one, other",
    [
        (Money(Decimal("1.50"), "USD"), Money(Decimal("1.5"), "USD")),
        (Money(Decimal("1.3E+9"), "KZT"), Money(Decimal(1_300_000_000), "KZT")),
        (Percentage(Decimal("5.0")), Percentage(Decimal(5))),
        (Country("KAZ", "demonym"), Country("KAZ", "name")),
        (Period(date(2023, 1, 1), date(2023, 12, 31), "2023-01/2023-12"), PERIOD),
    ],
)
def test_values_are_equal_by_meaning(one, other):
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    "one, other",
    [
        (Money(Decimal(1), "USD"), Money(Decimal(1), "EUR")),
        (Money(Decimal(1), "USD"), Money(Decimal(1), "USD", bound="about")),
        (Money(Decimal(1), "USD"), Money(Decimal(1), "USD", Decimal(2))),
        (Percentage(Decimal(1)), Percentage(Decimal(1), unit="percentage_point")),
        (Period(None, DAY), Period(DAY, None)),
        (Country("COG"), Country("COD")),
        (Country("KAZ"), "KAZ"),
    ],
)
def test_values_of_another_meaning_differ(one, other):
    assert one != other


def test_values_have_no_order():
    with pytest.raises(TypeError):
        sorted([MONEY, Money(Decimal(1), "EUR")])


def test_mentions_sort_by_place():
    first, inner, later = Mention(0, 9, "z", MONEY), Mention(0, 4, "y", PERIOD), Mention(2, 3, "x", "?")
    assert sorted([later, first, inner]) == [inner, first, later]


@pytest.mark.parametrize(
    "value, text",
    [
        (Money(Decimal("3.50E+9"), "USD"), "USD 3500000000"),
        (Money(Decimal("0.50"), "USD"), "USD 0.5"),
        (Money(Decimal(-5), "KZT"), "KZT -5"),
        (Money(Decimal(100)), "XXX 100"),
        (Money(Decimal(3), "EUR", Decimal(4), "about"), "~EUR 3 to 4"),
        (Money(Decimal(3), "EUR", bound="at_most"), "<=EUR 3"),
        (Percentage(Decimal("10.0")), "10%"),
        (Percentage(Decimal("-2.3"), bound="at_least"), ">=-2.3%"),
        (Percentage(Decimal("2.5"), unit="percentage_point"), "2.5 pp"),
        (Percentage(Decimal(10), Decimal(15), "basis_point"), "10 to 15 bp"),
        (Country("EU", "bloc"), "EU"),
        (Period(DAY, DAY), "2024-09-12"),
        (Period(None, None), "XXXX-XX-XX"),
        (Period(DAY, DAY, "2024-09"), "2024-09"),
    ],
)
def test_the_text_of_a_value_is_canonical(value, text):
    assert str(value) == text
    assert repr(value) == f"{type(value).__name__}({text!r})"


def test_a_mention_shows_its_place():
    assert repr(Mention(3, 13, "$3 billion", MONEY)) == "<[3,13) '$3 billion': Money('USD 3000000000')>"


@pytest.mark.parametrize(
    "start, end, text",
    [
        ((2023, 1, 1), (2023, 12, 31), "2023"),
        ((2005, 1, 1), (2021, 12, 31), "2005/2021"),
        ((2024, 2, 1), (2024, 2, 29), "2024-02"),
        ((2023, 2, 1), (2023, 2, 28), "2023-02"),
        ((2024, 2, 1), (2024, 2, 28), "2024-02-01/2024-02-28"),
        ((2024, 1, 1), (2024, 9, 30), "2024-01/2024-09"),
        ((2024, 1, 1), (2024, 1, 1), "2024-01-01"),
        ((2005, 1, 1), None, "2005/.."),
        (None, (2029, 12, 31), "../2029"),
        ((2024, 3, 1), None, "2024-03/.."),
        (None, (2024, 3, 5), "../2024-03-05"),
        ((476, 1, 1), (476, 12, 31), "0476"),
    ],
)
def test_edtf_is_the_shortest(start, end, text):
    assert edtf(date(*start) if start else None, date(*end) if end else None) == text


def test_edtf_of_nothing_is_none():
    assert edtf(None, None) is None
    assert Period(None, None).edtf is None


def test_a_period_ends_after_it_starts():
    with pytest.raises(ValueError, match="can't end"):
        Period(DAY, date(2024, 9, 11))


def test_the_text_of_an_article_does_not_count():
    assert Article(text="a", title="t") == Article(text="b", title="t")
    assert "text" not in repr(Article(text="a"))
