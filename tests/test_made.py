"""Sentences made by a grammar that knows the right answer: a value, one of its phrasings, and the value found again."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kztrade import Article, Change, Money, Percentage, countries, dates, money, percentages, statements, vocabulary


@dataclass
class Said:
    """A value and a way to say it."""

    value: Any
    text: str
    before: str = field(default="", kw_only=True)  # words that belong to the meaning but not to the mention


# Numbers.

digits = st.integers(1, 99_999).map(lambda n: Decimal(n).scaleb(-2).normalize())
MAGNITUDES = {
    9: ("billion", "bn", "bln", "bln."),
    6: ("million", "mln", "mn"),
    12: ("trillion", "trln"),
    3: ("thousand",),
}
BEFORE = {"$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT", "US$": "USD", "USD ": "USD", "EUR ": "EUR", "C$": "CAD"}
AFTER = {
    "dollars": "USD",
    "U.S. dollars": "USD",
    "euros": "EUR",
    "tenge": "KZT",
    "rubles": "RUB",
    "USD": "USD",
    "yuan": "CNY",
}
BOUNDS = {
    "exact": ("",),
    "at_least": ("over ", "more than ", "at least "),
    "at_most": ("up to ", "less than "),
    "about": ("about ", "nearly ", "almost ", "approximately "),
}


@st.composite
def amounts(draw: st.DrawFn) -> Said:
    number, power = draw(digits), draw(st.sampled_from(list(MAGNITUDES)))
    bound = draw(st.sampled_from(list(BOUNDS)))
    figure = f"{number:f} {draw(st.sampled_from(MAGNITUDES[power]))}"
    if draw(st.booleans()):
        sign, code = draw(st.sampled_from(list(BEFORE.items())))
        text = f"{sign}{figure}".rstrip(".")
    else:
        word, code = draw(st.sampled_from(list(AFTER.items())))
        text = f"{figure} {word}"
    before = draw(st.sampled_from(BOUNDS[bound]))
    return Said(Money(number.scaleb(power), code, None, bound), text, before=before)


@st.composite
def rates(draw: st.DrawFn) -> Said:
    value = Decimal(draw(st.integers(1, 999))).scaleb(-1).normalize()
    return Said(Percentage(value), f"{value:f}{draw(st.sampled_from(['%', ' percent', ' per cent']))}")


# Times.

MONTHS = ("January", "February", "March", "April", "May", "June")
MONTHS += ("July", "August", "September", "October", "November", "December")
COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
years = st.integers(1995, 2030)


def _span(year: int, first: int, last: int) -> str:
    if (first, last) == (1, 12):
        return f"{year}"
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


@st.composite
def stretches(draw: st.DrawFn) -> Said:
    """A year or a part of one, as its EDTF."""
    year, kind = draw(years), draw(st.sampled_from(["year", "month", "months", "first", "quarter", "half"]))
    if kind == "year":
        return Said(f"{year}", f"{year}")
    if kind == "month":
        number = draw(st.integers(1, 12))
        return Said(_span(year, number, number), f"{MONTHS[number - 1]} {year}")
    if kind == "months":
        first, last = sorted(draw(st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True)))
        link = draw(st.sampled_from(["-", "–", " to ", " through "]))
        return Said(_span(year, first, last), f"{MONTHS[first - 1]}{link}{MONTHS[last - 1]} {year}")
    if kind == "first":
        count = draw(st.integers(2, 11))
        number = draw(st.sampled_from([COUNTED[count - 2], str(count)]))
        return Said(_span(year, 1, count), f"first {number} months of {year}", before="the ")
    number = draw(st.integers(1, 4 if kind == "quarter" else 2))
    length = 3 if kind == "quarter" else 6
    name = ("first", "second", "third", "fourth")[number - 1]
    return Said(_span(year, number * length - length + 1, number * length), f"{name} {kind} of {year}", before="the ")


@st.composite
def single_days(draw: st.DrawFn) -> Said:
    day = draw(st.dates(date(1995, 1, 1), date(2030, 12, 31)))
    month = MONTHS[day.month - 1]
    text = draw(
        st.sampled_from(
            [f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}"]
        )
    )
    return Said(f"{day:%Y-%m-%d}", text)


# Countries.

NAMES = {code: names[0] for code, names in vocabulary.tables("en")["country_name"].items() if code != "KAZ"}
partners = st.sampled_from(sorted(NAMES)).map(lambda code: Said(code, NAMES[code]))


def _the(partner: Said) -> str:
    plural = partner.text.endswith("s") or partner.text.startswith(("United", "Czech Rep", "Dominican", "Central"))
    return f"the {partner.text}" if plural else partner.text


@given(amounts())
def test_amounts(said):
    (found,) = money.find(f"The sum was {said.before}{said.text}.")
    assert (found.text, found.value) == (said.text, said.value)


@given(rates())
def test_rates(said):
    (found,) = percentages.find(f"It was {said.text} then.")
    assert (found.text, found.value) == (said.text, said.value)


@given(st.one_of(stretches(), single_days()))
def test_dates(said):
    (found,) = dates.find(f"It was so in {said.before}{said.text}.")
    assert (found.text, str(found.value)) == (said.text, said.value)


@given(partners)
def test_countries(said):
    (found,) = countries.find(f"Ties with {_the(said)} are good.")
    assert (found.text, found.value.code) == (said.text, said.value)


# Statements.

UP, DOWN = ("rose", "grew", "increased", "climbed"), ("fell", "decreased", "declined", "dropped")
REACHED = ("amounted to", "totaled", "reached", "stood at", "was")
FLOWS = {
    "trade": (
        "Trade between Kazakhstan and {p}",
        "Kazakhstan's trade with {p}",
        "trade turnover between {p} and Kazakhstan",
    ),
    "export": (
        "Kazakhstan's exports to {p}",
        "Kazakh exports to {p}",
        "exports from Kazakhstan to {p}",
        "imports of {p} from Kazakhstan",
    ),
    "import": ("Kazakhstan's imports from {p}", "Kazakh imports from {p}", "exports of {p} to Kazakhstan"),
}


@st.composite
def trade(draw: st.DrawFn) -> Said:
    """A sentence, and what it says."""
    partner, amount, period, rate = draw(partners), draw(amounts()), draw(stretches()), draw(rates())
    flow = draw(st.sampled_from(list(FLOWS)))
    subject = draw(st.sampled_from(FLOWS[flow])).format(p=_the(partner))
    direction = draw(st.sampled_from([None, "up", "down"]))
    value, when = f"{amount.before}{amount.text}", f"in {period.before}{period.text}"
    if direction is None:
        verb = draw(st.sampled_from(REACHED))
        text = draw(
            st.sampled_from([f"{subject} {verb} {value} {when}.", f"{_capital(when)}, {subject} {verb} {value}."])
        )
    else:
        verb = draw(st.sampled_from(UP if direction == "up" else DOWN))
        text = draw(
            st.sampled_from(
                [
                    f"{subject} {verb} by {rate.text} to {value} {when}.",
                    f"{_capital(when)}, {subject} {verb} by {rate.text} and amounted to {value}.",
                    f"{subject} totaled {value} {when}, {direction} {rate.text}.",
                ]
            )
        )
    change = Change(direction, rate.value.value) if direction else None
    return Said(("KAZ", partner.value, flow, amount.value, period.value, change), _capital(text))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _told(s):
    return s.reporter, s.partner, s.flow, s.value, s.period and str(s.period), s.change


@given(trade())
def test_a_sentence_of_trade(said):
    assert [_told(s) for s in statements.find(said.text)] == [said.value]


@given(st.lists(trade(), min_size=2, max_size=4, unique_by=lambda said: said.value[1]))
def test_sentences_in_a_row(said):
    """Each sentence names all that it means, so that none takes anything from another."""
    article = Article.from_text("\n\n".join(one.text for one in said))
    assert [_told(s) for s in article.statements] == [one.value for one in said]
