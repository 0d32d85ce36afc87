"""HTML in: text, title and date of a web page, whatever is wrong with it, and without a network."""

import socket
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kztrade import Article
from kztrade._web import read

PROSE = "Exports of Kazakhstan rose by 5% to $3 billion last year."
PAGE = f"""<!doctype html><html><head><title>Exports grow | The Agency</title>
<meta property="og:title" content="Exports grow">
<meta property="article:published_time" content="2024-06-05T23:30:00+06:00">
<meta property="article:modified_time" content="2024-07-01T10:00:00+06:00"></head>
<body><nav><a href="/">Home</a> <a href="/trade">Trade</a></nav>
<article><h1>Exports grow</h1><p>{PROSE}</p><p>Imports&nbsp;fell &amp; trade made &euro;4 billion.</p></article>
<div class="comments"><p>Posted 2020-01-01 by a reader</p></div><footer>© 2019 The Agency</footer></body></html>"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a page is read, not fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def dated(head="", body="", url=None):
    return read(f"<html><head>{head}</head><body><article><p>{PROSE}</p>{body}</article></body></html>", url).published


class TestFromHtml:
    def test_text_title_and_date(self):
        article = Article.from_html(PAGE, "https://example.org/exports")
        assert article.source == "https://example.org/exports"
        assert (article.title, article.published) == ("Exports grow", date(2024, 6, 5))
        assert PROSE in article.text
        assert "\n\nImports fell & trade made €4 billion." in article.text
        assert "Home" not in article.text
        assert "reader" not in article.text
        assert [str(m.value) for m in article.dates] == ["2023"]
        assert [str(m.value) for m in article.money] == ["USD 3000000000", "EUR 4000000000"]
        assert all(article.text[m.start : m.end] == m.text for m in (*article.money, *article.dates))

    def test_what_is_given_wins(self):
        article = Article.from_html(
            PAGE, "https://example.org/", source="s", id="i", title="T", published=date(2020, 1, 1), home="ITA"
        )
        assert (article.source, article.id, article.title) == ("s", "i", "T")
        assert str(article.dates[0].value) == "2019"

    def test_the_text_tells_what_the_metadata_do_not(self):
        article = Article.from_html(f"<p>ASTANA, June 5, 2024 (Agency) – {PROSE}")
        assert (article.dateline, article.published) == ("ASTANA", date(2024, 6, 5))

    @pytest.mark.parametrize("page", ["", " ", "<script>alert(1)</script>", b"", "<!-- x -->", "<html>"])
    def test_a_page_without_an_article(self, page):
        assert Article.from_html(page) == Article()

    @pytest.mark.parametrize("thing", [None, 5, bytearray(b"x")])
    def test_only_str_and_bytes_are_pages(self, thing):
        with pytest.raises(TypeError, match=f"str or bytes, got {type(thing).__name__}"):
            Article.from_html(thing)

    def test_without_trafilatura_the_error_names_the_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'kztrade\[html\]'"):
            Article.from_html("x")


class TestPublished:
    @pytest.mark.parametrize(
        ("head", "body"),
        [
            ('<meta name="date" content="2024-06-05">', ""),
            (
                '<script type="application/ld+json">{"@type":"Article","datePublished":"2024-06-05T23:59"}</script>',
                "",
            ),
            ("", '<time datetime="2024-06-05T10:00">yesterday</time>'),
            ("", '<span class="date">5 June 2024</span>'),
            ("", '<div class="article-meta">5 June 2024, 11:30</div>'),
        ],
    )
    def test_metadata_tell_it(self, head, body):
        assert dated(head, body) == date(2024, 6, 5)

    def test_an_address_tells_it(self):
        assert dated(url="https://example.org/2024/06/05/exports") == date(2024, 6, 5)

    @pytest.mark.parametrize(
        "body",
        [
            "<p>On 2021-02-03 the ministry said so.</p>",
            "<div>By 2030-01-01 or 2030/01/01</div>",
            f'<div class="article-meta-and-all"><p>{PROSE * 3} On 2021-02-03.</p></div>',
            '<a href="/2018/03/04/other">x</a>',
        ],
    )
    def test_dates_that_the_text_speaks_of_do_not(self, body):
        assert dated(body=body) is None

    def test_nothing_reads_the_clock(self):
        assert dated('<meta name="date" content="2999-06-05">') == date(2999, 6, 5)


class TestBytes:
    @pytest.mark.parametrize(
        ("encoding", "declared"),
        [
            ("utf-8", ""),
            ("utf-8-sig", "windows-1251"),
            ("utf-16", ""),
            ("windows-1251", "windows-1251"),
            ("koi8-r", "koi8-r"),
        ],
    )
    def test_encodings(self, encoding, declared):
        meta = f'<meta charset="{declared}">' if declared else ""
        page = f"<html><head>{meta}</head><body><p>Экспорт вырос на 5% в 2023 году.</p></body></html>"
        assert read(page.encode(encoding)).text == "Экспорт вырос на 5% в 2023 году."

    @pytest.mark.parametrize("declared", [b"", b"none-such", b"hex", b"idna", b"utf-16", b"utf-7", b"undefined"])
    def test_what_nobody_can_tell_is_windows_1252(self, declared):
        assert read(b"<meta charset=" + declared + b"><p>\x80 5 million in T\xfcrkiye").text == "€ 5 million in Türkiye"


BITS = (
    """< > <p> </p> <table> <tr> <td> <script> </script> <!-- --> <![CDATA[ &#0; &#12; &#xD800; &#xFFFE; &amp text 2023
    &#99999999999; <h1> <time_datetime= <span_class=date> <meta_name=date_content=" " ' 9999-99-99 <svg> <math> <title>
    <body <html <?xml_version="1.0"_encoding="utf-16"?> <!doctype_html> <ul><li> <iframe> <template> null 1e999
    <article> <script_type="application/ld+json"> {"@type":"NewsArticle","datePublished": { } [ ]
    <link_rel="canonical"_href=" :// http://["""
).split()
BITS = [bit.replace("_", " ") for bit in BITS]


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(BITS) | st.text(st.characters(), max_size=3), max_size=25).map("".join),
    st.none() | st.sampled_from(["", "::", "http://[", "https://example.org/2024/13/45", "\ud800"]),
)
def test_no_page_raises(page, url):
    text = read(page, url).text
    assert isinstance(text, str)


@settings(max_examples=100)
@given(st.binary(max_size=100))
def test_no_bytes_raise(data):
    assert isinstance(read(data).text, str)


@pytest.mark.parametrize("page", ["<div>" * 20_000 + PROSE, "<p>" * 20_000, "<b><i>" * 3_000])
def test_deep_pages(page):
    assert isinstance(read(page).text, str)


def test_hostile_articles_are_text(hostile):
    for article in hostile:
        found = Article.from_html(f"<title>{article.title}</title><article>{article.text}</article>", article.source)
        assert "<script" not in found.text
        found._repr_html_().encode()
