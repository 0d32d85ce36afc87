"""Dates: EDTF, errors with their place, other languages, no published date, and the edges of the calendar."""

from datetime import UTC, date, datetime

import pytest

from kztrade import ParseError, Period, dates

DAY = date(2024, 9, 12)  # a Thursday
UNKNOWN = Period(None, None)


def found(text, published=DAY):
    return [(mention.text, str(mention.value)) for mention in dates.find(text, published=published)]


class TestEdtf:
    @pytest.mark.parametrize(
        "text, start, end",
        [
            ("2024", date(2024, 1, 1), date(2024, 12, 31)),
            ("0751", date(751, 1, 1), date(751, 12, 31)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
            ("2005/2021", date(2005, 1, 1), date(2021, 12, 31)),
            ("2024-01/2024-07", date(2024, 1, 1), date(2024, 7, 31)),
            ("2024-06-11/2024-06-12", date(2024, 6, 11), date(2024, 6, 12)),
            ("2005/2021-03", date(2005, 1, 1), date(2021, 3, 31)),
            ("2005/..", date(2005, 1, 1), None),
            ("2024-06-03/..", date(2024, 6, 3), None),
            ("../2030", None, date(2030, 12, 31)),
            ("../2024-06", None, date(2024, 6, 30)),
            (" 2024-06-03\n", date(2024, 6, 3), date(2024, 6, 3)),
            ("9999", date(9999, 1, 1), date(9999, 12, 31)),
            ("0001-01-01", date(1, 1, 1), date(1, 1, 1)),
        ],
    )
    def test_what_a_period_prints_is_read(self, text, start, end):
        period = dates.parse(text)
        assert (period.start, period.end, period.edtf) == (start, end, text.strip())

    def test_a_period_of_unknown_days(self):
        assert dates.parse("XXXX-XX-XX") == UNKNOWN
        assert dates.parse(str(UNKNOWN)).edtf is None

    @pytest.mark.parametrize(
        "text",
        [
            "0000",
            "2024-13",
            "2024-00",
            "2024-02-30",
            "2024-6-3/2024-6-4",
            "2024/2023",
            "2024-06/2024-05",
            "2024-06-12/2024-06-11",
            "../",
            "/..",
            "/",
            "..",
            "2024/..//",
            "20240603",
            "2024-1",
            "XXXX",
            "2024-02-30/..",
            "../2024-13",
            "24-06-03/24-06-04",
        ],
    )
    def test_bad_edtf_is_refused(self, text):
        with pytest.raises(ParseError):
            dates.parse(text)

    def test_a_period_open_at_both_ends_is_none(self):
        with pytest.raises(ParseError):
            dates.parse("../..")

    def test_edtf_is_read_in_every_language(self):
        assert dates.parse("2024-06", language="fr") == dates.parse("2024-06")


class TestParse:
    @pytest.mark.parametrize(
        "text", ["", " ", "nothing", "may", "5", "$2024", "78th session", "year-on-year", "recently"]
    )
    def test_what_is_no_date_is_refused(self, text):
        with pytest.raises(ParseError, match="not a date") as caught:
            dates.parse(text)
        assert (caught.value.text, caught.value.start, caught.value.end) == (text, 0, len(text))

    @pytest.mark.parametrize(
        "text, start, end",
        [
            ("In 2024 exports grew", 3, 7),
            ("exports of May 2024", 11, 19),
            ("2023, 2024", 0, 4),
            ("June 3, 2024!", 0, 12),
            ("(2024)", 1, 5),
        ],
    )
    def test_what_is_more_than_a_date_is_refused_with_its_place(self, text, start, end):
        with pytest.raises(ParseError, match="more than a date") as caught:
            dates.parse(text)
        assert (caught.value.start, caught.value.end) == (start, end)

    def test_an_error_shows_the_place(self):
        with pytest.raises(ParseError) as caught:
            dates.parse("on June 3, 2024 they met")
        assert str(caught.value).splitlines() == [
            "more than a date",
            "  on June 3, 2024 they met",
            "     ^^^^^^^^^^^^",
        ]

    @pytest.mark.parametrize(
        "text, period",
        [
            ("in 2024", "2024"),
            ("since 2005", "2005/.."),
            ("on June 3, 2024", "2024-06-03"),
            ("the 1990s", "1990/1999"),
            ("from the 1990s", "1990/1999"),
            ("By the end of 2025", "2025-12-31"),
        ],
    )
    def test_prepositions_and_signals_may_stand_before(self, text, period):
        assert str(dates.parse(text)) == period

    @pytest.mark.parametrize("thing", [None, 2024, b"2024", DAY])
    def test_anything_but_a_str_is_refused_by_its_type(self, thing):
        with pytest.raises(TypeError, match=f"str, got {type(thing).__name__}"):
            dates.parse(thing)

    @pytest.mark.parametrize("text", ["last year", "yesterday", "three years ago", "June 3", "July", "Thursday", "Q1"])
    def test_what_counts_from_an_unknown_day_is_of_unknown_days(self, text):
        assert dates.parse(text) == UNKNOWN
        assert dates.parse(text).edtf is None
        assert dates.parse(text, published=DAY) != UNKNOWN

    def test_a_time_counts_as_its_day(self):
        assert dates.parse("yesterday", published=datetime(2024, 9, 12, 23, 59, tzinfo=UTC)) == dates.parse(
            "2024-09-11"
        )


class TestOtherLanguages:
    @pytest.mark.parametrize(
        "text, language, period",
        [
            ("3 juin 2024", "fr", "2024-06-03"),
            ("1er juin 2024", "fr", "2024-06-01"),
            ("juin 2024", "fr", "2024-06"),
            (" février 2024 ", "fr", "2024-02"),
            ("3 июня 2024", "ru", "2024-06-03"),
            ("3. Juni 2024", "de", "2024-06-03"),
            ("Dezember 2023", "de", "2023-12"),
            ("03/06/2024", "fr", "2024-06-03"),
            ("2024", "fr", "2024"),
            ("2024-06-03", "fr", "2024-06-03"),
        ],
    )
    def test_a_day_or_a_month_is_read(self, text, language, period):
        assert str(dates.parse(text, language=language)) == period

    @pytest.mark.parametrize(
        "text", ["", "rien", "3 juin", "juin", "lundi", "hier", "l'année dernière", "il y a deux ans", "10:30"]
    )
    def test_what_leaves_anything_out_is_refused(self, text):
        with pytest.raises(ParseError, match="not a day or month in the language 'fr'"):
            dates.parse(text, language="fr")

    def test_a_language_that_is_none_is_told(self):
        with pytest.raises(ValueError, match="language"):
            dates.parse("3 juin 2024", language="xx")

    def test_finding_needs_a_vocabulary(self):
        with pytest.raises(ValueError, match="no vocabulary for the language 'fr'; there is en"):
            list(dates.find("3 juin 2024", language="fr"))


class TestWithoutPublished:
    @pytest.mark.parametrize(
        "text, mentions",
        [
            ("It grew last year.", [("last year", "XXXX-XX-XX")]),
            ("On Thursday and on June 3 they met.", [("Thursday", "XXXX-XX-XX"), ("June 3", "XXXX-XX-XX")]),
            ("Since last year it grew.", [("last year", "XXXX-XX-XX")]),
            ("In 2023 it was 5, in July less.", [("2023", "2023"), ("July", "2023-07")]),
            (
                "In January-July 2024 it rose against the same period last year.",
                [("January-July 2024", "2024-01/2024-07"), ("same period last year", "2023-01/2023-07")],
            ),
            ("In 2022 it was more than in the previous year.", [("2022", "2022"), ("previous year", "2021")]),
            ("In 2021 it began. Two years later it ended.", [("2021", "2021"), ("Two years later", "2023")]),
            (
                "On June 3, 2024 it began, the next day it ended.",
                [("June 3, 2024", "2024-06-03"), ("next day", "2024-06-04")],
            ),
            ("It will open by the end of the year.", [("end of the year", "XXXX-XX-XX")]),
            ("In 2022 it grew by the end of the year.", [("2022", "2022"), ("end of the year", "2022-12-31")]),
        ],
    )
    def test_the_text_alone_tells_or_nothing_does(self, text, mentions):
        assert found(text, published=None) == mentions


class TestYearTurns:
    @pytest.mark.parametrize(
        "text, published, value",
        [
            ("on Dec. 30", date(2024, 1, 3), "2023-12-30"),
            ("on Jan. 3", date(2023, 12, 30), "2024-01-03"),
            ("on Sept. 19", date(2023, 9, 20), "2023-09-19"),
            ("on July 3", date(2024, 12, 3), "2024-07-03"),
            ("on Feb. 29", date(2024, 9, 12), "2024-02-29"),
            ("in December", date(2024, 1, 3), "2023-12"),
            ("in January", date(2024, 1, 3), "2024-01"),
            ("It will open in January", date(2024, 12, 3), "2025-01"),
            ("It will open in December", date(2024, 12, 3), "2024-12"),
            ("last December", date(2024, 12, 3), "2023-12"),
            ("next January", date(2024, 12, 3), "2025-01"),
            ("in winter", date(2024, 1, 3), "2023-12/2024-02"),
            ("last month", date(2024, 1, 3), "2023-12"),
            ("next quarter", date(2024, 12, 3), "2025-01/2025-03"),
            ("in the fourth quarter", date(2024, 1, 3), "2023-10/2023-12"),
        ],
    )
    def test_what_leaves_out_its_year(self, text, published, value):
        assert [value for _, value in found(text, published)] == [value]

    @pytest.mark.parametrize(
        "published, last, this, coming",
        [
            (date(2024, 9, 9), "2024-09-02", "2024-09-09", "2024-09-16"),
            (date(2024, 9, 12), "2024-09-09", "2024-09-09", "2024-09-16"),
            (date(2024, 9, 15), "2024-09-09", "2024-09-09", "2024-09-16"),
        ],
    )
    def test_a_weekday_on_every_kind_of_day(self, published, last, this, coming):
        values = [value for _, value in found("Of last Monday, on Monday, and next Monday.", published)]
        assert values == [last, this, coming]


class TestHistory:
    text = (
        "".join(f"In {year} trade was bad. " for year in range(1991, 1999))
        + "In 1998 it fell; in May it stopped, on June 3 it ended."
    )

    def test_months_and_days_are_of_the_year_that_is_told_of(self):
        assert found(self.text)[-2:] == [("May", "1998-05"), ("June 3", "1998-06-03")]

    def test_the_next_year_is_that_after_the_last_one_said(self):
        assert found(f"{self.text} The next year it rose.")[-1] == ("next year", "1999")

    def test_else_they_are_of_the_articles_own_time(self):
        assert found("In 1998 it fell; in May it stopped, on June 3 it ended.")[-1] == ("June 3", "2024-06-03")


class TestCalendarEnds:
    @pytest.mark.parametrize(
        "text",
        [
            "last year, last century, 30 years ago, yesterday, last week, past year, previous decade, last Monday",
            "two days ago and day before yesterday, last spring, last May, the end of last month, past 5000 years",
        ],
    )
    def test_nothing_is_before_the_first_year(self, text):
        for mention in dates.find(text, published=date.min):
            assert mention.value.start is None or mention.value.start >= date.min

    @pytest.mark.parametrize(
        "text",
        [
            "next year, next century, in the next 5000 years, tomorrow, next week, next decade, next Monday",
            "It will be on Friday or in May; next winter, next May, the end of next month, day after tomorrow",
        ],
    )
    def test_nothing_is_after_the_last_year(self, text):
        for mention in dates.find(text, published=date.max):
            assert mention.value.end is None or mention.value.end <= date.max

    def test_what_has_no_days_is_no_mention(self):
        assert found("They met on 30 February 2024 and on February 29, 2023.") == []
        assert found("last year", date.min) == []
        assert found("next year", date.max) == []
        assert found("yesterday", date.min) == []
        assert found("It will open in the first half of May.", date.max) == []
        assert found("It will open on the first Friday of May.", date.max) == []
        assert found("It will open on the last Friday of May.", date.max) == []

    def test_beyond_the_calendar_nothing_is_known(self):
        assert found("It was before AD 1.") == [("AD 1", "XXXX-XX-XX")]
        assert found("after next year", date(9998, 1, 1)) == [("next year", "XXXX-XX-XX")]
        assert found("until next year", date(9998, 1, 1)) == [("next year", "../9999")]


class TestFind:
    def test_a_mention_has_its_place(self):
        text = "🇰🇿 In\nMay 2024, on 3\nJune 2024."
        (one, other) = dates.find(text)
        assert (one.start, one.end, one.text) == (6, 14, "May 2024")
        assert text[other.start : other.end] == other.text == "3\nJune 2024"

    def test_a_blank_line_parts_a_date(self):
        assert found("June\n\n2024 was a good year.") == [("June", "2024-06"), ("2024", "2024")]

    def test_mentions_are_in_order_and_lazy(self):
        mentions = dates.find("In 2022, 2021 and 2023.")
        assert next(mentions).text == "2022"
        assert [mention.text for mention in mentions] == ["2021", "2023"]
