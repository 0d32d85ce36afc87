"""Article: what from_text and from_file take, and what they leave as it is."""

from datetime import UTC, date, datetime

import pytest

from kztrade import Article

TEXT = "Exports of Kazakhstan grow\n\nASTANA, June 5, 2024 (Agency) – Exports rose by 5% to $3 billion last year.\n"


class TestFromText:
    def test_all_that_a_text_holds(self):
        article = Article.from_text(TEXT, id="a-1", source="https://example.org/a")
        assert (article.id, article.source, article.text) == ("a-1", "https://example.org/a", TEXT)
        assert article.title == "Exports of Kazakhstan grow"
        assert (article.published, article.dateline) == (date(2024, 6, 5), "ASTANA")
        assert [(m.text, str(m.value)) for m in article.dates] == [
            ("June 5, 2024", "2024-06-05"),
            ("last year", "2023"),
        ]
        assert [(m.text, str(m.value)) for m in article.money] == [("$3 billion", "USD 3000000000")]
        assert [(m.text, str(m.value)) for m in article.percentages] == [("5%", "5%")]
        assert [(m.text, m.value.code) for m in article.countries] == [("Kazakhstan", "KAZ")]

    def test_a_text_without_anything(self):
        assert Article.from_text("") == Article()

    def test_a_title_given_wins(self):
        assert Article.from_text(TEXT, title="Another").title == "Another"

    def test_a_date_given_wins_and_relative_dates_count_from_it(self):
        article = Article.from_text(TEXT, published=date(2021, 2, 3))
        assert article.published == date(2021, 2, 3)
        assert str(article.dates[-1].value) == "2020"

    def test_a_time_given_counts_as_its_day(self):
        article = Article.from_text(TEXT + "yesterday", published=datetime(2021, 2, 3, 23, 59, tzinfo=UTC))
        assert [str(m.value) for m in article.dates[1:]] == ["2020", "2021-02-02"]

    def test_a_time_given_is_kept_as_its_day(self):
        article = Article.from_text(TEXT, published=datetime(2021, 2, 3, 23, 59, tzinfo=UTC))
        assert article.published == date(2021, 2, 3)

    @pytest.mark.parametrize("thing", [None, b"2023", 5])
    def test_only_a_str_is_a_text(self, thing):
        with pytest.raises(TypeError, match=f"str, got {type(thing).__name__}"):
            Article.from_text(thing)

    def test_an_unknown_language_is_told(self):
        with pytest.raises(ValueError, match="'xx'"):
            Article.from_text("2023", language="xx")

    def test_the_text_does_not_count_in_comparing(self):
        assert Article(text="a") == Article(text="b")
        assert "text" not in repr(Article(text="a"))

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_line_ends_do_not_change_what_is_found(self, newline):
        text = TEXT.replace("\n", newline)
        article = Article.from_text(text)
        assert [m.text for m in article.dates] == ["June 5, 2024", "last year"]
        assert all(text[m.start : m.end] == m.text for m in [*article.dates, *article.money, *article.countries])

    def test_carriage_returns_belong_to_no_line_of_the_head(self):
        article = Article.from_text(TEXT.replace("\n", "\r\n"))
        assert article.title == "Exports of Kazakhstan grow"
        assert (article.published, article.dateline) == (date(2024, 6, 5), "ASTANA")


class TestFromFile:
    def test_the_name_is_the_source(self, tmp_path):
        path = tmp_path / "a-1.txt"
        path.write_text(TEXT, encoding="utf-8")
        article = Article.from_file(path)
        assert article.source == "a-1.txt"
        assert article.id is None
        assert article == Article.from_file(str(path)) == Article.from_text(TEXT, source="a-1.txt")

    def test_line_ends_are_kept_as_they_are(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(b"One\r\n\r\nIn 2023\rand 2024\n")
        article = Article.from_file(path)
        assert article.text == "One\r\n\r\nIn 2023\rand 2024\n"
        assert [(m.start, m.end) for m in article.dates] == [(10, 14), (19, 23)]

    def test_a_byte_order_mark_is_no_part_of_the_text(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(b"\xef\xbb\xbfIn 2023")
        article = Article.from_file(path)
        assert article.text == "In 2023"
        assert article.dates[0].start == 3

    def test_a_date_given_wins(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("date 2024-06-03\nlast year")
        assert Article.from_file(path).published == date(2024, 6, 3)
        assert Article.from_file(path, published=date(2020, 1, 1)).published == date(2020, 1, 1)

    def test_a_file_that_is_not_utf_8_is_refused(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes("Türkiye".encode("latin-1"))
        with pytest.raises(UnicodeDecodeError):
            Article.from_file(path)

    def test_no_such_file(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            Article.from_file(tmp_path / "none.txt")
