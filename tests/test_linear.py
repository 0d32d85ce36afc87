"""Time grows with a text's length, and no faster: what hostile texts are made of, told by doubling them."""

import time

import pytest

from kztrade import Article

FAMILIES = {
    "digits": "1",
    "digits and commas": "1,",
    "dollars": "$ ",
    "dollars and digits": "$5",
    "January": "January ",
    "May": "May ",
    "years": "2023 ",
    "brackets": "(",
    "question marks": "?",
    "blanks": " ",
    "NUL": "\0",
    "no-break blanks": "\N{NO-BREAK SPACE}",
    "combining marks": "e\N{COMBINING ACUTE ACCENT}",
    "lone surrogates": "\ud800",
    "Arabic letters and digits": "\N{ARABIC LETTER MEEM}\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO} ",
    "capitals without blanks": "ABCDEFGHIJ",
    "of": "of ",
    "line feeds": "\n",
    "short lines": "a\n",
    "stops": ". ",
    "quotation marks": '"',
    "the same period": "the same period ",
    "last year": "last year ",
    "per cent": "5% ",
    "hyphens": "5-",
    "abbreviations": "U.S. ",
    "magnitudes": "1 billion 2 million ",
    "names of people": "Georgia, ",
    "languages": "Russian, ",
    "amounts in one sentence": "$5 billion, ",
    "countries in one list": "Kazakhstan, Italy and China; ",
    "flows in one sentence": "exports to Italy $5 billion, up 5% ",
    "flows that lead nowhere": "trade with Italy grew to ",
    "a figure said again and again": "Exports to Italy were $5 billion. ",
    "lines without a figure": "Trade with Italy grew.\n",
    "sentences without a figure": "Trade with Italy grew. ",
    "goods in one list": "wheat – $5 million, ",
    "shares": "5% of exports to Italy, ",
    "aims": "plan to bring trade with China to $5 billion by 2030 and ",
    "brackets that stay open": "exports ( $5 billion ",
    "changes in words": "doubled ",
    "figures in pairs": "exports and imports of $5 billion and $6 billion and ",
    "tables": "Exports\n$5 billion\n",
}
"""What is repeated, by what it is."""

LENGTH = 12_000
ROUNDS = 6


def seconds(text):
    started = time.process_time()
    Article.from_text(text)
    return time.process_time() - started


@pytest.mark.parametrize("family", FAMILIES)
def test_twice_the_text_takes_twice_the_time(family):
    unit = FAMILIES[family]
    text = unit * (LENGTH // len(unit))
    seconds(text)  # what is loaded when first used is no part of it
    # Quadratic time is four times; the least of some rounds is what a busy machine doesn't change.
    for _ in range(ROUNDS):
        once, twice = min(seconds(text) for _ in range(2)), min(seconds(text + text) for _ in range(2))
        if twice < 2.8 * once or twice < 0.01:
            return
    pytest.fail(f"{len(text)} characters took {once:.3f} s, twice as many {twice:.3f} s")


@pytest.mark.parametrize("family", ["digits", "flows in one sentence", "amounts in one sentence"])
def test_a_long_text_is_read_to_its_end(family):
    unit = FAMILIES[family]
    article = Article.from_text(unit * (100_000 // len(unit)) + " Kazakhstan")
    assert article.countries[-1].value.code == "KAZ"
