"""The head of an article: headline, own date, place of the dateline."""

from datetime import date

import pytest

from kztrade import Article
from kztrade._header import Header

BODY = "Exports of the country rose by five percent, the ministry said in a statement that was published on its site."


def head(text):
    article = Article.from_text(text)
    return Header(article.title, article.published, article.dateline)


class TestTitle:
    @pytest.mark.parametrize(
        "title",
        [
            "Kazakhstan and the EU sign a deal",
            "Trade up 20%: what comes next?",
            "“We export more,” minister says",
            "Exports grow in January-July 2024",
            "Georgia, Armenia discuss trade turnover",
            "From Astana to Baku: a new road",
            "By rail to China: exports of grain grow faster than ever",
            "News of the grain market surprise exporters once again",
            "News.az: trade is up",
        ],
    )
    def test_a_line_of_its_own_without_a_full_stop(self, title):
        assert head(f"{title}\n\n{BODY}").title == title
        assert head(f"\n  {title} \t\n{BODY}").title == title

    @pytest.mark.parametrize(
        "line",
        [
            "By Anna Smith",
            "Written by Anna Smith",
            "Author: A. Smith",
            "Photo: Ministry of Trade",
            "Photo by the press service",
            "18 October 2022",
            "18 October 2022, 11:30",
            "Updated: 9 September 2024 16:05",
            "2024-06-03",
            "ECONOMY",
            "Economy",
            "News | Economy",
            "Home / News / Economy",
            "Press release",
            "Share",
            "Print",
            "Read more",
            "***",
            "5",
            "Monday, June 3, 2024",
            "Brussels",
            "3 min read",
            "Contact: Office of Public Affairs",
            "Release Number: CB 24-16",
            "Subscribe to our newsletter",
            "Category: Economy",
            "Editing by Anna Smith",
            "Home » World » Economy » Exports of grain grow again this year",
        ],
    )
    def test_what_is_no_headline_is_passed_over(self, line):
        assert head(f"{line}\nExports of grain grow\n{BODY}").title == "Exports of grain grow"
        assert head(f"{line}\n{BODY}").title is None

    def test_none_where_the_text_begins_with_its_body(self):
        assert head(BODY).title is None
        assert head(f"{BODY}\nExports of grain grow\n").title is None
        assert head("").title is None
        assert head("\n\n \n").title is None

    def test_a_long_line_is_body_even_without_a_full_stop(self):
        assert head("Exports of grain grow and " * 12).title is None

    def test_one_word_is_no_headline(self):
        assert head(f"Grain\n{BODY}").title is None

    def test_said_twice_it_is_one(self):
        assert head(f"Exports of grain grow\nExports of grain grow\n{BODY}").title == "Exports of grain grow"

    def test_a_headline_in_capitals_is_one_unless_another_follows(self):
        assert head(f"EXPORTS OF GRAIN GROW\n{BODY}").title == "EXPORTS OF GRAIN GROW"
        assert head(f"GRAIN WEEKLY\nExports of grain grow\n{BODY}").title == "Exports of grain grow"
        assert head(f"GRAIN\n{BODY}").title is None

    @pytest.mark.parametrize(
        "title", ["U.S. TRADE IN GOODS, DECEMBER", "ASTANA - A CITY OF TRADE", "MONTHLY U.S. TRADE IN GOODS"]
    )
    def test_a_headline_in_capitals_is_no_dateline(self, title):
        assert head(f"{title}\n\n{BODY}") == Header(title, None, None)

    @pytest.mark.parametrize(
        "line",
        [
            "Foreign trade",
            "Anna Smith",
            "2 hours ago",
            "Embassy of Kazakhstan in the Kingdom of Spain",
            "Ministry of Trade",
        ],
    )
    def test_a_word_or_two_or_an_institution_is_one_unless_another_follows(self, line):
        assert head(f"{line}\nExports of grain grow\n{BODY}").title == "Exports of grain grow"
        assert head(f"{line}\n{BODY}").title == line

    def test_what_an_institution_does_is_one(self):
        line = "Ministry of Trade raises duties"
        assert head(f"{line}\nExports of grain grow\n{BODY}").title == line

    def test_the_first_of_two_headlines(self):
        assert head(f"Exports of grain grow\nMore of it goes to China\n{BODY}").title == "Exports of grain grow"

    def test_lines_far_below_do_not_count(self):
        assert head("Share\n" * 20 + f"Exports of grain grow\n{BODY}").title is None


class TestPublished:
    @pytest.mark.parametrize(
        "line, day",
        [
            ("18 October 2022, 11:30", date(2022, 10, 18)),
            ("Updated: 9 September 2024 16:05", date(2024, 9, 9)),
            ("Published: June 3, 2024", date(2024, 6, 3)),
            ("June 3, 2024", date(2024, 6, 3)),
            ("03.06.2024", date(2024, 6, 3)),
            ("2024-06-03T10:30:00", date(2024, 6, 3)),
            ("date 2024-06-03", date(2024, 6, 3)),
            ("Monday, 3 June 2024 | Astana", date(2024, 6, 3)),
            ("By Anna Smith, June 3, 2024", date(2024, 6, 3)),
            ("By Anna Maria Smith in Central Asia on 3 June 2024", date(2024, 6, 3)),
        ],
    )
    def test_a_line_of_the_head_says_it(self, line, day):
        assert head(f"Exports of grain grow\n{line}\n{BODY}").published == day
        assert head(f"{line}\nExports of grain grow\n{BODY}").published == day

    @pytest.mark.parametrize("label", ["date 2024-06-03", "Date: 2024-06-03", "date: 3 June 2024"])
    def test_a_scraped_word_before_the_body(self, label):
        found = head(f"{label} {BODY}")
        assert (found.published, found.title) == (date(2024, 6, 3), None)

    def test_a_scraped_date_may_stand_before_a_dateline(self):
        found = head(f"date 2024-06-03 ASTANA – {BODY}")
        assert found == Header(None, date(2024, 6, 3), "ASTANA")

    @pytest.mark.parametrize(
        "text",
        [
            f"Exports of grain grow\n{BODY} It was on June 3, 2024.",
            f"On June 3, 2024, the ministry spoke. {BODY}",
            f"Exports of grain grow in June 2024\n{BODY}",
            f"Results of June 11-12, 2024\n{BODY}",
        ],
    )
    def test_a_date_elsewhere_is_not_the_articles(self, text):
        assert head(text).published is None

    def test_slashes_may_put_the_day_first(self):
        def published(day, begin="", end=""):
            return head(f"Exports of grain grow\n{day}\n{begin}{BODY}{end}").published

        assert published("05/06/2024 | 21/05/2024") == date(2024, 6, 5)
        assert published("05/06/2024", "ASTANA, June 5 (Agency) – ") == date(2024, 6, 5)
        assert published("05/06/2024", "ASTANA, May 6 (Agency) – ") == date(2024, 5, 6)
        assert published("05/06/2024", end=" Since June 2024.") == date(2024, 5, 6)

    def test_the_first_of_two_lines_says_it(self):
        assert head(f"June 3, 2024\nUpdated: June 5, 2024\n{BODY}").published == date(2024, 6, 3)

    def test_a_line_wins_over_the_dateline(self):
        text = f"June 5, 2024\nASTANA, June 4, 2024 (Agency) – {BODY}"
        assert head(text) == Header(None, date(2024, 6, 5), "ASTANA")


class TestDateline:
    @pytest.mark.parametrize(
        "start, place",
        [
            ("ASTANA –", "ASTANA"),
            ("ASTANA -", "ASTANA"),
            ("ASTANA —", "ASTANA"),
            ("ASTANA --", "ASTANA"),
            ("ASTANA. KAZINFORM", "ASTANA"),
            ("ASTANA. KAZINFORM –", "ASTANA"),
            ("ASTANA, June 5, 2024 (Agency) –", "ASTANA"),
            ("ASTANA, Kazakhstan, June 5, 2024 (Agency) –", "ASTANA"),
            ("ABU DHABI, May 12, 2025 (Agency) --", "ABU DHABI"),
            ("ABU DHABI, 12th May, 2025 (AGENCY) --", "ABU DHABI"),
            ("BAKU, Azerbaijan, May 20.", "BAKU"),
            ("NUR-SULTAN (Agency) –", "NUR-SULTAN"),
            ("XI'AN, China –", "XI'AN"),
            ("ST. PETERSBURG –", "ST. PETERSBURG"),
            ("NEW YORK/GENEVA, 5 June –", "NEW YORK/GENEVA"),
            ("Astana –", "Astana"),
            ("Astana, June 5, 2024 –", "Astana"),
            ("Astana. 5 June 2024.", "Astana"),
            ("Almaty. Feb 5, 2025. Agency. –", "Almaty"),
            ("Tashkent (Agency) –", "Tashkent"),
            ("(Agency, Berlin) –", "Berlin"),
            ("NEW DELHI:", "NEW DELHI"),
            ("Washington, DC:", "Washington"),
            ("HOUSTON--(AGENCY)--", "HOUSTON"),
            ("Astana/Brussels, 3 May 2024 –", "Astana/Brussels"),
            ("Tashkent, Uzbekistan. June 5, 2024.", "Tashkent"),
            ("Madrid, June 5 (Agency).-", "Madrid"),
            ("Yerevan /Agency/.", "Yerevan"),
            ("Ho Chi Minh City –", "Ho Chi Minh City"),
            ("Tokyo, July 18 (Agency)--", "Tokyo"),
        ],
    )
    def test_a_place_before_a_dash_or_an_agency(self, start, place):
        assert head(f"{start} {BODY}").dateline == place
        assert head(f"Exports of grain grow\n\n{start} {BODY}").dateline == place
        assert head(f"Exports of grain grow\n\n{start} {BODY}").title == "Exports of grain grow"

    @pytest.mark.parametrize(
        "start",
        [
            "EU – US:",
            "U.S. –",
            "Exports –",
            "The Ministry –",
            "Astana hosted a forum –",
            "Astana.",
            "“ASTANA –",
            "(Agency, Nowhere) –",
            "Kazakhstan –",
            "AGENCY.COM -",
            "Tashkent, Uzbekistan.",
            "VGP -",
            "Exports:",
        ],
    )
    def test_other_words_are_no_place(self, start):
        assert head(f"{start} {BODY}").dateline is None

    @pytest.mark.parametrize("start", ["ASTANA", "ASTANA, June 5, 2024", "Astana"])
    def test_a_long_dash_may_touch_the_words(self, start):
        assert head(f"{start}\N{EM DASH}{BODY}").dateline == start.split(",")[0]

    @pytest.mark.parametrize(
        "line, place",
        [
            ("BAKU, Azerbaijan, May 20", "BAKU"),
            ("BAKU, Azerbaijan, in spring, May 20", None),
            ("GRAIN, Azerbaijan, May 20", None),
            ("Baku, May 20", None),
        ],
    )
    def test_a_dateline_may_be_a_line_of_its_own(self, line, place):
        assert head(f"Exports of grain grow\n{line}\nBy Anna Smith\n{BODY}").dateline == place

    def test_a_headline_may_begin_with_a_place_and_a_colon(self):
        found = head(f"Moscow: exports of grain grow\n{BODY}")
        assert found == Header("Moscow: exports of grain grow", None, None)

    def test_none_far_below(self):
        text = f"Exports of grain grow\n{BODY}\n" + "The fair is open.\n" * 9 + f"ASTANA – {BODY}"
        assert head(text).dateline is None


class TestDatelineDay:
    @pytest.mark.parametrize(
        "start",
        [
            "ASTANA, June 5, 2024 (Agency) –",
            "ASTANA, Kazakhstan, 5 June 2024 –",
            "Astana. 5 June 2024. Agency. –",
            "Astana, Kazakhstan. June 5, 2024.",
            "ASTANA, Wednesday (June 5, 2024) –",
        ],
    )
    def test_a_day_with_its_year(self, start):
        assert head(f"{start} {BODY}").published == date(2024, 6, 5)

    def test_a_day_after_a_full_stop(self):
        assert head(f"ASTANA. 5 June 2024. AGENCY – {BODY}").published == date(2024, 6, 5)

    def test_a_day_without_a_year_counts_not(self):
        found = head(f"BAKU, Azerbaijan, May 20. {BODY}")
        assert found == Header(None, None, "BAKU")

    @pytest.mark.parametrize(
        "said, day",
        [
            ("in the first nine months of 2024", date(2024, 10, 11)),
            ("in January-August 2024", date(2024, 10, 11)),
            ("in the first half of 2024", date(2024, 10, 11)),
            ("in Q3 2024", date(2024, 10, 11)),
            ("in August 2024", date(2024, 10, 11)),
            ("in December 2023 and January 2024", None),
            ("in 2024", None),
            ("in the first quarter of 2024", None),
        ],
    )
    def test_a_part_of_a_year_makes_the_year_plain(self, said, day):
        assert head(f"BAKU, Azerbaijan, Oct. 11. Exports grew by 5 percent {said}, it is said.").published == day

    def test_the_year_turns(self):
        text = "BAKU, Azerbaijan, January 20. Exports grew by 5 percent in October-December 2023, it is said."
        assert head(text).published == date(2024, 1, 20)

    def test_no_such_day_in_the_plain_year(self):
        text = "BAKU, Azerbaijan, February 29. Exports grew by 5 percent in October-December 2022, it is said."
        assert head(text).published is None
