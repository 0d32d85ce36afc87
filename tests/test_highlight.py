"""Highlight: marked text and tables, and what a notebook shows."""

from decimal import Decimal

import html5lib
import pytest

import kztrade
from kztrade import Article, Finding, Mention, Money, Percentage, Statement, countries, highlight, money

TEXT = """Kazakhstan trades more with Italy

ASTANA, 5 March 2024. Trade with Italy amounted to $16.1 billion last year, exports – $15.1 billion, imports – $1.6
billion. Exports grew by 7.4 percent."""


def checked(html):
    """The document of a fragment in which a strict parser finds no fault."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(html)


def is_safe(tree):
    """Whether nothing in a document runs or loads."""
    names = {str(element.tag) for element in tree.iter()}
    attributes = {name for element in tree.iter() for name in element.attrib}
    allowed = {"class", "style", "title", "scope"}
    return names.isdisjoint({"script", "img", "svg", "iframe", "b"}) and attributes <= allowed


class TestHtml:
    def test_each_kind_has_its_mark_and_its_value_on_hover(self):
        article = Article.from_text("Exports to Italy rose by 5% to $15 billion in 2023.")
        html = highlight.html(
            article.text,
            [*article.dates, *article.money, *article.percentages, *article.countries],
            inline=False,
        )
        assert html == (
            '<div class="kztrade-text">Exports to '
            '<mark class="kztrade-countries" title="countries: Italy">Italy</mark> '
            'rose by <mark class="kztrade-percentages" title="percentages: 5%">5%</mark> to '
            '<mark class="kztrade-money" title="money: 15 billion USD">$15 billion</mark> in '
            '<mark class="kztrade-dates" title="dates: 2023">2023</mark>.</div>'
        )

    def test_a_country_inside_an_amount_is_a_mark_in_a_mark(self):
        text = "5 Canadian dollars"
        marks = [*money.find(text), Mention(2, 10, "Canadian", kztrade.Country("CAN"))]
        assert '>5 <mark class="kztrade-countries" title="countries: Canada">Canadian</mark> dollars</mark>' in (
            highlight.html(text, marks, inline=False)
        )

    def test_a_type_of_ones_own(self):
        class Port(str):
            __slots__ = ()

        mentions = [Mention(0, 5, "Aktau", Port('"A"'))]
        assert '<mark class="kztrade-Port" title="Port: &quot;A&quot;">' in highlight.html(
            "Aktau", mentions, inline=False
        )
        assert "Port</span> 1" in highlight.legend(mentions)

    @pytest.mark.parametrize("start, end, words", [(0, 2, "5%"), (-2, 5, "5%"), (3, 3, ""), (50, 52, "5%")])
    def test_a_mention_of_another_text_is_refused(self, start, end, words):
        with pytest.raises(ValueError, match="not of this text"):
            highlight.html("up 5%", [Mention(start, end, words, Percentage(Decimal(5)))])

    def test_what_it_gives_is_valid(self):
        checked(highlight.html(TEXT, countries.find(TEXT)))

    def test_the_style_sheet_has_the_colours_that_marks_have_by_themselves(self):
        text = "Italy, $5, 2023, 5%"
        article = Article.from_text(text)
        for name in ("dates", "money", "percentages", "countries"):
            html = highlight.html(text, getattr(article, name))
            style = html.partition("<mark")[2].partition('style="')[2].partition('"')[0]
            assert f"mark.kztrade-{name}, .kztrade-legend .kztrade-{name} {{ {style} }}" in highlight.css()


def luminance(colour):
    """The relative luminance of WCAG 2.2."""
    channels = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class TestColours:
    looks = tuple(highlight._LOOKS.values())
    papers = ((255, 255, 255), (17, 17, 17))

    @pytest.mark.parametrize("look", looks, ids=lambda look: look.name)
    @pytest.mark.parametrize("paper", papers, ids=["light", "dark"])
    def test_text_on_a_tint_and_lines_on_a_page_are_seen(self, look, paper):
        tint = [0.22 * c + 0.78 * p for c, p in zip(look.colour, paper, strict=True)]
        ink = (0, 0, 0) if paper[0] == 255 else (224, 224, 224)
        assert contrast(ink, tint) > 7  # WCAG AAA
        assert contrast(look.colour, paper) > 3  # WCAG AA, of what is no text

    def test_kinds_differ_by_their_lines_too(self):
        assert len({look.line for look in self.looks}) == len(self.looks)


class TestTable:
    def test_columns_without_anything_are_left_out(self):
        html = highlight.table(Article.from_text("Exports to Italy rose by 5%.").statements, inline=False)
        assert html == (
            '<div class="kztrade-table"><table><thead><tr><th scope="col">reporter</th><th scope="col">flow</th>'
            '<th scope="col">partner</th><th scope="col">change</th><th scope="col">status</th></tr></thead><tbody><tr>'
            '<td><span title="KAZ">Kazakhstan</span></td><td>export</td><td><span title="ITA">Italy</span></td>'
            "<td>up 5%</td><td>actual</td></tr></tbody></table></div>"
        )

    def test_a_cell_without_anything_has_a_dash(self):
        rows = [Statement("KAZ", None, "export"), Statement("KAZ", "ITA", "export")]
        assert "<td>–</td>" in highlight.table(rows, inline=False)

    def test_mentions_tell_their_kind_and_place(self):
        html = highlight.table(money.find("up $5 million"), inline=False)
        assert "<td>money</td><td>$5 million</td>" in html
        assert '<td><span title="USD 5000000">5 million USD</span></td><td>3</td><td>13</td>' in html

    def test_findings(self):
        assert "<td>too much</td>" in highlight.table([Finding("sum", 0, 1, "too much")], inline=False)

    def test_of_nothing(self):
        assert highlight.table([]) == "<p>None.</p>"

    @pytest.mark.parametrize("things", [[1], [Statement("KAZ", None, "export"), Finding("sum", 0, 1, "x")]])
    def test_only_of_one_type_that_it_knows(self, things):
        with pytest.raises(TypeError, match="a table is of statements"):
            highlight.table(things)


class TestArticle:
    def test_text_statements_and_findings(self):
        html = Article.from_text(TEXT, source="a.txt")._repr_html_()
        tree = checked(html)
        assert is_safe(tree)
        assert html.index("<mark") < html.index("<table") < html.index("Can’t all be true")
        assert (
            "Kazakhstan trades more with Italy</bdi> · <bdi>2024-03-05</bdi> · <bdi>ASTANA</bdi> · <bdi>a.txt" in html
        )
        assert "exports 15.1 billion + imports 1.6 billion make 16.7 billion, not 16.1 billion." in html

    def test_a_suggestion(self):
        finding = Finding("magnitude", 0, 1, "no", Money(Decimal(3000000), "USD"))
        assert "Meant is perhaps 3 million USD." in Article(findings=(finding,))._repr_html_()

    def test_without_its_text_the_mentions_are_a_table(self):
        article = kztrade.jsonl.loads(kztrade.jsonl.dumps(Article.from_text(TEXT)))
        html = article._repr_html_()
        checked(html)
        assert "<mark" not in html
        assert "<td" in html.partition("Statements")[0]

    def test_an_empty_one(self):
        assert Article()._repr_html_() == '<div class="kztrade"></div>'

    def test_hostile_ones(self, hostile):
        for article in hostile:
            html = article._repr_html_()
            html.encode()
            assert is_safe(checked(html))


class TestNotebook:
    class Shell:
        """As much of IPython as the extension sees."""

        def __init__(self):
            self.display_formatter = self
            self.formatters = {"text/html": self}
            self.types = {}

        def for_type(self, kind, function):
            self.types[kind] = function

    def test_tuples_and_lists_of_facts_show_as_tables(self):
        shell = self.Shell()
        kztrade.load_ipython_extension(shell)
        article = Article.from_text(TEXT)
        assert set(shell.types) == {tuple, list}
        for kind, show in shell.types.items():
            assert show(kind(article.statements)) == highlight.table(article.statements)
            assert show(kind(article.money)) == highlight.table(article.money)

    @pytest.mark.parametrize("things", [(), (1, 2), (Statement("KAZ", None, "export"), 1)])
    def test_others_are_left_to_ipython(self, things):
        shell = self.Shell()
        kztrade.load_ipython_extension(shell)
        assert shell.types[tuple](things) is None
