import json
from datetime import date
from decimal import Decimal

import pytest

from kztrade import (
    Article,
    Change,
    Country,
    Evidence,
    Finding,
    Mention,
    Money,
    ParseError,
    Percentage,
    Period,
    Share,
    Statement,
    jsonl,
)

USD = Money(Decimal("1.3E+9"), "USD", Decimal("1.50E+9"), "about")
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
FULL = Article(
    id="a-01",
    source="a.txt",
    title="Trade “grows”",
    published=date(2024, 9, 12),
    dateline="ASTANA",
    dates=(Mention(0, 4, "2023", YEAR), Mention(5, 14, "last year", Period(None, None))),
    money=(Mention(20, 32, "$1.3 billion", USD), Mention(40, 41, "5", Money(Decimal(5)))),
    percentages=(Mention(50, 53, "10%", Percentage(Decimal("10.50"), None, "basis_point", "at_least")),),
    countries=(Mention(60, 66, "Kazakh", Country("KAZ", "demonym")),),
    statements=(
        Statement(
            "KAZ",
            None,
            "export",
            "wheat",
            USD,
            YEAR,
            Change("up", None, None, Decimal("1.5"), Decimal(2), "at_most", YEAR),
            Share(Decimal(8), "trade", "W00", "about"),
            "target",
            0,
            66,
        ),
        Statement("KAZ", "ROU", "trade"),
    ),
    findings=(Finding("sum", 0, 66, "1 + 1 ≠ 3", USD), Finding("share", 1, 2, "no")),
)
KEYS = "id source title published dateline dates money percentages countries statements findings"


def changed(path, value):
    """The full article's line with the value at a path replaced, or taken away where it is `...`."""
    whole = json.loads(jsonl.dumps(FULL))
    place = whole
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(whole)


class TestDumps:
    def test_is_the_inverse_of_loads(self):
        again = jsonl.loads(jsonl.dumps(FULL))
        assert again == FULL
        assert [m.value.form for m in again.countries] == ["demonym"]
        assert jsonl.dumps(again) == jsonl.dumps(FULL)

    def test_every_key_is_there_in_order(self):
        for article in (FULL, Article()):
            assert " ".join(json.loads(jsonl.dumps(article))) == KEYS

    def test_is_one_line_with_its_letters(self):
        line = jsonl.dumps(Article(title="a\nb “Türkiye” 5 €\x85"))
        assert "\n" not in line
        assert "Türkiye” 5 €" in line

    @pytest.mark.parametrize(
        "key, keys",
        [
            ("dates", ["start", "end", "edtf"]),
            ("money", ["amount", "amount_max", "currency", "bound"]),
            ("percentages", ["value", "value_max", "unit", "bound"]),
            ("countries", ["code", "form"]),
        ],
    )
    def test_a_mention_and_its_value(self, key, keys):
        mention = json.loads(jsonl.dumps(FULL))[key][0]
        assert list(mention) == ["start", "end", "text", "value"]
        assert list(mention["value"]) == keys

    def test_a_statement(self):
        said = json.loads(jsonl.dumps(FULL))["statements"][0]
        assert " ".join(said) == "reporter partner flow commodity value period change share status start end"
        assert " ".join(said["change"]) == "value value_max factor factor_max direction bound base"
        assert said["share"] == {"value": "8", "of": "trade", "with": "W00", "bound": "about"}

    def test_evidence_is_there_on_request(self):
        used = Evidence("flow", "noun of trade", 0, 7, "“Trade”")
        article = Article(statements=(Statement("KAZ", "ROU", "trade", evidence=(used,)),))
        assert "evidence" not in jsonl.dumps(article)
        explained = jsonl.dumps(article, explain=True)
        assert json.loads(explained)["statements"][0]["evidence"] == [
            {"kind": "flow", "rule": "noun of trade", "start": 0, "end": 7, "text": "“Trade”"}
        ]
        assert jsonl.loads(explained) == article

    @pytest.mark.parametrize(
        "number, text",
        [("1.3E+9", "1300000000"), ("0.50", "0.5"), ("100", "100"), ("-2.30", "-2.3"), ("1E-7", "0.0000001")],
    )
    def test_numbers_are_plain_digits(self, number, text):
        article = Article(money=(Mention(0, 1, "5", Money(Decimal(number))),))
        assert json.loads(jsonl.dumps(article))["money"][0]["value"]["amount"] == text

    def test_a_lone_surrogate_is_escaped_and_nothing_else(self):
        article = Article(title="Türkiye \ud800!")
        line = jsonl.dumps(article)
        assert r"Türkiye \ud800!" in line
        assert line.encode()
        assert jsonl.loads(line) == article

    def test_escape_leaves_ascii_alone_that_means_the_same(self):
        line = jsonl.dumps(Article(title="Türkiye \N{FACTORY} ”"))
        assert jsonl.escape(line).isascii()
        assert json.loads(jsonl.escape(line)) == json.loads(line)


class TestLoads:
    def test_what_files_made_by_hand_may_do(self):
        line = json.loads(jsonl.dumps(FULL))
        del line["id"]
        line["money"][0]["optional"] = True
        line["statements"][1]["optional"] = True
        assert jsonl.loads(json.dumps(line)) == Article(
            source=FULL.source,
            title=FULL.title,
            published=FULL.published,
            dateline=FULL.dateline,
            dates=FULL.dates,
            money=FULL.money,
            percentages=FULL.percentages,
            countries=FULL.countries,
            statements=FULL.statements,
            findings=FULL.findings,
        )

    def test_the_exponent_form_is_the_same_number(self):
        path = ("money", 1, "value", "amount")
        assert jsonl.loads(changed(path, "1.3E+9")) == jsonl.loads(changed(path, "1300000000"))

    @pytest.mark.parametrize(
        "path, value, message",
        [
            (["money", 1, "value", "amount"], 5, "money[1].value.amount: expected a number as a string, got 5"),
            (["money", 1, "value", "amount"], "NaN", 'money[1].value.amount: expected a number as a string, got "NaN"'),
            (
                ["money", 1, "value", "amount"],
                "٥",
                r'money[1].value.amount: expected a number as a string, got "\u0665"',
            ),
            (["money", 1, "value", "amount"], "1E+999999", "money[1].value.amount: expected a number as a string"),
            (["money", 1, "value", "amount"], None, "money[1].value.amount: expected a number as a string, got null"),
            (
                ["money", 1, "value", "bound"],
                "over",
                "money[1].value.bound: expected exact or at_least or at_most or about",
            ),
            (["money", 1, "value", "bound"], ["about"], "money[1].value.bound: expected exact or"),
            (["money", 1, "value", "currency"], 5, "money[1].value.currency: expected a string, got 5"),
            (["money", 1, "value", "currency"], ..., 'money[1].value: no key "currency"'),
            (["money", 1, "value", "note"], "", 'money[1].value: unknown key "note"'),
            (["money", 1, "value"], None, "money[1].value: expected an object, got null"),
            (["money", 1, "start"], "5", 'money[1].start: expected an offset, got "5"'),
            (["money", 1, "start"], True, "money[1].start: expected an offset, got true"),
            (["money", 1, "start"], 5.0, "money[1].start: expected an offset, got 5.0"),
            (["money", 1, "start"], -1, "money[1].start: expected an offset, got -1"),
            (["money", 1, "optional"], False, "money[1].optional: expected true, got false"),
            (["money"], {}, "money: expected a list, got {}"),
            (["money", 0], [], "money[0]: expected an object, got []"),
            (["published"], "2023-02-29", "published: no such day: 2023-02-29"),
            (["published"], "20230228", 'published: expected a day as YYYY-MM-DD, got "20230228"'),
            (["dates", 0, "value", "end"], "2022-01-01", "dates[0].value: a period can't end"),
            (["statements", 0, "change", "base", "start"], 5, "statements[0].change.base.start: expected a day"),
            (["statements", 0, "share", "with"], ..., 'statements[0].share: no key "with"'),
            (["statements", 0, "flow"], "exports", "statements[0].flow: expected trade or export"),
            (["findings", 0, "optional"], True, 'findings[0]: unknown key "optional"'),
            (["source"], ["x" * 100], "source: expected a string, got [" + '"xxx'),
            (["text"], "All of it.", 'unknown key "text"'),
            (["findings"], ..., 'no key "findings"'),
        ],
    )
    def test_a_fault_is_told_with_its_place(self, path, value, message):
        line = changed(path, value)
        with pytest.raises(ParseError) as caught:
            jsonl.loads(line)
        assert caught.value.message.startswith(message)
        assert len(caught.value.message) < 150
        assert caught.value.text == line

    @pytest.mark.parametrize(
        "line, message",
        [
            ("", "not JSON: Expecting value"),
            ("{'a': 1}", "not JSON: "),
            ("[]", "expected an object, got []"),
            ("[" * 100_000, "not JSON that can be read: "),
            ("9" * 5000, "not JSON that can be read: "),
        ],
    )
    def test_what_is_no_article(self, line, message):
        with pytest.raises(ParseError) as caught:
            jsonl.loads(line)
        assert caught.value.message.startswith(message)

    def test_the_place_of_a_fault_in_the_json_is_marked(self):
        with pytest.raises(ParseError) as caught:
            jsonl.loads('{"id": nul}')
        assert (caught.value.start, caught.value.end) == (7, 8)

    def test_only_a_str_is_a_line(self):
        with pytest.raises(TypeError, match="bytes"):
            jsonl.loads(b"{}")


class TestInput:
    def test_text_is_enough(self):
        assert jsonl.loads_input('{"text": "a"}') == jsonl.Input("a")

    def test_all_keys(self):
        line = '{"text": "a", "id": "1", "source": "s", "title": "t", "published": "2024-09-12", "language": "en"}'
        assert jsonl.loads_input(line) == jsonl.Input("a", "1", "s", "t", date(2024, 9, 12), "en")

    @pytest.mark.parametrize(
        "line, message",
        [
            ("{}", 'no key "text"'),
            ('{"text": null}', "text: expected a string, got null"),
            ('{"text": "a", "url": "b"}', 'unknown key "url"'),
            ('{"text": "a", "published": "June"}', "published: expected a day as YYYY-MM-DD"),
            ('"text"', "expected an object"),
        ],
    )
    def test_faults(self, line, message):
        with pytest.raises(ParseError) as caught:
            jsonl.loads_input(line)
        assert caught.value.message.startswith(message)
