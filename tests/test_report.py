"""The report: what is on the page, and that nothing in it runs or loads."""

import base64
import hashlib
import re
import sys
import tracemalloc
from decimal import Decimal, Inexact, localcontext

import html5lib
import pytest
from attrs import evolve

from kztrade import Article, Change, Money, Statement, jsonl, report

TEXT = """Kazakhstan trades more with Italy

ASTANA, 5 March 2024. Trade with Italy amounted to $16.1 billion last year, exports – $15.1 billion, imports – $1.6
billion. Exports grew by 7.4 percent. Trade had been $14 billion in 2022."""


@pytest.fixture(scope="module")
def article():
    return Article.from_text(TEXT, source="italy.txt")


def page_of(*articles, **options):
    return "".join(report.pages(articles, **options))


def checked(page):
    """The document of a page in which a strict parser finds no fault."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def words(element):
    return " ".join("".join(element.itertext()).split())


def rows(tree):
    return [[words(cell) for cell in row] for row in tree.find(".//tbody")]


class TestPage:
    def test_all_parts(self, article):
        tree = checked(page_of(article, title="Italy & more"))
        assert words(tree.find(".//title")) == words(tree.find(".//h1")) == "Italy & more"
        assert words(tree.find(".//header/p")) == "Articles: 1 · Statements: 5 · Findings: 1"
        assert [words(head) for head in tree.findall(".//h2")] == ["Charts", "Statements", "Findings", "Articles"]
        assert [words(head) for head in tree.findall(".//section[@id='charts']/h3")] == [
            "Value by partner and flow",
            "Exports against imports",
            "Over time",
        ]
        assert [words(mark) for mark in tree.findall(".//article//mark")][:3] == ["Kazakhstan", "Italy", "5 March 2024"]

    def test_a_row_for_each_statement_with_a_link_to_its_place(self, article):
        tree = checked(page_of(article))
        told = rows(tree)
        assert told[0] == [
            *("Kazakhstan KAZ", "Italy ITA", "trade", "16.1 billion USD", "2023", "", "", "", "actual"),
            "Kazakhstan trades more with Italy",
        ]
        assert len(told) == len(article.statements)
        places = [link.get("href")[1:] for link in tree.findall(".//tbody//a")]
        found = {element.get("id"): words(element) for element in tree.findall(".//article//span[@id]")}
        assert places == ["a1-s1", "a1-s2", "a1-s3", "a1-s4", "a1-s5"]
        assert set(places) <= set(found)
        assert "$15.1 billion" in found["a1-s2"]

    def test_a_finding_is_under_findings_and_at_its_article(self, article):
        tree = checked(page_of(article))
        told = (
            "Can’t all be true (sum): exports 15.1 billion + imports 1.6 billion make 16.7 billion, not 16.1 billion."
        )
        assert words(tree.find(".//ul[@class='findings']/li")) == f"{told} Kazakhstan trades more with Italy"
        assert words(tree.find(".//p[@class='warning']")) == told

    def test_what_the_table_sorts_by(self):
        statement = Statement(
            "KAZ",
            None,
            "export",
            value=Money(Decimal("1.5E+9"), "KZT"),
            change=Change("down", factor=Decimal(2)),
        )
        tree = checked(page_of(Article(statements=(statement,))))
        keys = [cell.get("data-key") for cell in tree.find(".//tbody/tr")]
        assert keys == [None, None, None, "KZT 1.500000000000E+9", "", None, "-5.000000000000E+1", "", None, None]

    def test_filters_offer_what_is_there(self, article):
        tree = checked(page_of(article))
        offered = {select.get("name"): [words(option) for option in select] for select in tree.findall(".//select")}
        assert offered == {
            "reporter": ["all", "Kazakhstan"],
            "partner": ["all", "Italy"],
            "flow": ["all", "export", "import", "trade"],
            "status": ["all", "actual"],
            "year": ["all", "2022", "2023"],
        }

    def test_articles_without_names(self):
        tree = checked(page_of(Article(), Article(id="b"), Article(source="c.txt")))
        assert [words(head) for head in tree.findall(".//article/h3")] == ["Article 1", "b", "c.txt"]

    def test_an_article_without_its_text_has_a_table_and_all_places(self, article):
        tree = checked(page_of(jsonl.loads(jsonl.dumps(article))))
        assert len(tree.findall(".//article//tr")) > 5
        assert {f"a1-s{n}" for n in range(1, 6)} <= {span.get("id") for span in tree.findall(".//article//span")}

    @pytest.mark.parametrize("start, end", [(-5, 3), (1, 500), (600, 700), (3, 1)])
    def test_a_statement_that_is_elsewhere_has_a_place_in_its_text(self, start, end):
        article = Article("The text.", statements=(Statement("KAZ", "ITA", "export", start=start, end=end),))
        tree = checked(page_of(article))
        assert words(tree.find(".//div[@class='kztrade-text']")) == "The text."
        assert tree.find(".//span[@id='a1-s1']") is not None

    def test_of_no_article(self):
        page = page_of()
        tree = checked(page)
        assert "No figure that a chart could show." in page
        assert rows(tree) == []

    def test_more_partners_than_a_chart_holds(self):
        figures = [
            Statement("KAZ", f"A{n:02}", "export", None, Money(Decimal(n + 1), "USD"), period)
            for period in Article.from_text("in 2023").dates
            for period in [period.value]
            for n in range(17)
        ]
        assert "2 more in the table." in page_of(Article(statements=tuple(figures)))

    def test_the_same_articles_make_the_same_page(self, article):
        assert page_of(article, article) == page_of(article, article)


class TestSafety:
    def test_nothing_of_a_hostile_article_runs_or_loads(self, hostile):
        page = page_of(*hostile, title=hostile[0].title)
        page.encode()
        tree = checked(page)
        elements = list(tree.iter())
        assert [element.tag for element in elements].count("script") == 1
        assert {"img", "iframe", "object", "embed", "link", "base"}.isdisjoint(element.tag for element in elements)
        for element in elements:
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name != "style"
                assert not (name in {"href", "src", "action"} and not value.startswith("#")), (name, value)
        assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
        assert "{{ 7 * 7 }}" in page

    def test_the_policy_allows_the_pages_own_script_and_style_alone(self, article):
        page = page_of(article)
        tree = checked(page)
        policy = tree.find(".//meta[@http-equiv]").get("content")

        def hashed(name):
            digest = hashlib.sha256(tree.find(f".//{name}").text.encode()).digest()
            return f"'sha256-{base64.b64encode(digest).decode()}'"

        assert policy == (
            f"default-src 'none'; style-src {hashed('style')}; script-src {hashed('script')}; "
            "base-uri 'none'; form-action 'none'"
        )

    def test_ids_are_unique(self, article):
        tree = checked(page_of(article, article, evolve(article, text="")))
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


class TestChunks:
    def test_they_are_large_and_few(self, article):
        chunks = list(report.pages([article] * 100))
        assert len(chunks) < 12
        assert max(map(len, chunks)) < 400_000

    def test_memory_does_not_grow_with_the_texts(self, article, monkeypatch):
        monkeypatch.setattr(report, "_SPOOL", 1 << 16)
        long = evolve(article, text=article.text + " word" * 20_000)

        def peak(count):
            tracemalloc.start()
            for _ in report.pages(long for _ in range(count)):
                pass
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return most

        peak(2)
        assert peak(60) < 1.5 * peak(15)


class TestExtra:
    def test_without_jinja2_the_error_names_the_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "jinja2", None)
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'kztrade\[report\]'"):
            page_of()

    def test_the_callers_context_changes_nothing(self, article):
        told = page_of(article)
        with localcontext() as context:
            context.prec = 2
            context.traps[Inexact] = True
            assert page_of(article) == told
