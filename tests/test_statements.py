"""Statements and findings: of the golden articles, of the corpus, and of single sentences."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from kztrade import Article, countries, dates, jsonl, money, percentages, statements
from kztrade._prose import Row, Rule
from kztrade._scan import Scan

HERE = Path(__file__).parent
FOLDERS = {
    "seeds": HERE.parent / "seeds",
    "dev-a": HERE / "data" / "dev",
    "dev-b": HERE / "data" / "dev",
    "made": HERE / "data" / "made",
}

UNKNOWN = "what a text leaves out is guessed, or not, where the golden file has it otherwise"
KNOWN_FAILURES = {
    *"a-11 a-17".split(),
    *"b-01 b-02 b-04 b-08 b-19 b-21 b-22 b-23 b-24".split(),
    *"m-01 m-03 m-09 m-10 m-16".split(),
    *"n-06 n-08 n-14 n-15".split(),
    *"h-01 h-04 h-07 h-10".split(),
    *"p-05 p-06 p-07 p-11 p-12 p-16".split(),
}


def golden(file, known=KNOWN_FAILURES):
    for line in (HERE / "golden" / f"{file}.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        name = record["source"].removesuffix(".txt")
        marks = [pytest.mark.xfail(strict=True, reason=UNKNOWN)] if name in known else []
        yield pytest.param(FOLDERS[file] / record["source"], record, id=name, marks=marks)


STATEMENTS = pytest.mark.parametrize("path, record", [case for file in FOLDERS for case in golden(file)])
FINDINGS = pytest.mark.parametrize("path, record", [case for file in FOLDERS for case in golden(file, ())])


def plain(said):
    """What a statement in the form of JSON says, but for its place, the name of its goods and how exact it is."""
    change, share, value = said["change"], said["share"], said["value"]
    period = said["period"]
    return (
        (said["reporter"], said["partner"], said["flow"], said["commodity"] is None, said["status"]),
        value and (float(value["amount"]), value["amount_max"] and float(value["amount_max"]), value["currency"]),
        (period["start"], period["end"]) if period and period["edtf"] else None,
        change and tuple(change[key] and float(change[key]) for key in ("value", "value_max", "factor")),
        change and change["direction"],
        share and (float(share["value"]), share["of"], share["with"]),
    )


def told(record):
    return {plain(said) for said in record["statements"]}


@STATEMENTS
def test_the_statements(path, record):
    found = json.loads(jsonl.dumps(Article.from_file(path)))
    optional = {plain(said) for said in record["statements"] if said.get("optional")}
    assert told(found) - optional == told(record) - optional


@FINDINGS
def test_the_findings(path, record):
    found = Article.from_file(path).findings
    assert sorted(one.rule for one in found) == sorted(one["rule"] for one in record["findings"])
    for wanted in record["findings"]:
        assert any(
            one.rule == wanted["rule"] and one.start < wanted["end"] and wanted["start"] < one.end for one in found
        )


CORPUS = tomllib.loads((HERE / "corpus" / "en" / "statements.toml").read_text("utf-8"))


def prose(sort):
    for entry in CORPUS[sort]:
        marks = [pytest.mark.xfail(strict=True, reason=entry["why"])] if "why" in entry else []
        yield pytest.param(entry, id=entry["text"][:60], marks=marks)


class TestCorpus:
    def test_it_holds_only_what_is_read(self):
        assert CORPUS.keys() == {"prose", "none", "known_failure"}
        assert all(entry.keys() <= {"text", "says", "home", "finds"} for entry in CORPUS["prose"])

    @pytest.mark.parametrize("entry", [*prose("prose"), *prose("known_failure")])
    def test_prose(self, entry):
        article = Article.from_text(entry["text"], home=entry.get("home", "KAZ"))
        assert [str(said) for said in article.statements] == entry["says"]
        assert [f"{found.rule}: {found.message}" for found in article.findings] == entry.get("finds", [])

    @pytest.mark.parametrize("entry", [*prose("none")])
    def test_none(self, entry):
        assert Article.from_text(entry["text"]).statements == ()


TEXT = "Trade between Kazakhstan and Italy reached $5.2 billion in 2023, up 4.6 percent."


class TestEvidence:
    def test_each_statement_tells_its_words_and_rules(self):
        (said,) = statements.find(TEXT)
        assert [(used.kind, used.text, used.rule) for used in said.evidence] == [
            ("flow", "Trade", "noun of trade"),
            ("country", "Kazakhstan", "noun of trade"),
            ("country", "Italy", "noun of trade"),
            ("money", "$5.2 billion", "amount"),
            ("percent", "4.6 percent", "change of the figure before"),
        ]
        assert all(TEXT[used.start : used.end] == used.text for used in said.evidence)

    def test_a_change_before_its_figure_is_one_of_them(self):
        (said,) = statements.find("Exports to Italy rose by 5% to $15.8 billion.")
        assert ("change before its figure", "5%") in [(used.rule, used.text) for used in said.evidence]

    def test_it_does_not_count_in_comparing(self):
        (said,) = statements.find(TEXT)
        assert said == evolve(said, evidence=())

    def test_a_figure_said_twice_has_that_of_both(self):
        (said,) = statements.find(TEXT + " The turnover of $5.2 billion is a record.")
        assert [used.text for used in said.evidence if used.kind == "money"] == ["$5.2 billion", "$5.2 billion"]


class TestRules:
    def test_a_word_that_is_no_kind_is_told(self):
        with pytest.raises(ValueError, match="no term of a rule: '!'"):
            Rule("broken", "country !!").fits(Row.of(Scan.of("Italy"), [], 1, 2), 0)


class TestFind:
    def test_link_links_the_mentions_it_is_given(self):
        kinds = {"dates": dates, "money": money, "percentages": percentages, "countries": countries}
        found = {name: tuple(kind.find(TEXT)) for name, kind in kinds.items()}
        assert list(statements.link(TEXT, **found)) == list(statements.find(TEXT))
        assert list(statements.link(TEXT, **{**found, "money": (), "percentages": ()})) == []

    def test_relative_dates_count_from_the_articles_own(self):
        (said,) = statements.find("Exports to Italy reached $5 billion last year.", published=date(2024, 2, 1))
        assert str(said) == "KAZ export ITA USD 5000000000 (2023)"

    def test_without_a_home_a_flow_of_nobody_is_none(self):
        assert not list(statements.find("Exports rose by 5%. Oil accounts for 60% of exports.", home=None))

    def test_home_is_the_first_country_where_none_is_given(self):
        assert [s.reporter for s in statements.find("Italy's exports to Libya fell by 5%.", home=None)] == ["ITA"]

    @pytest.mark.parametrize("text", ["", "No trade here.", "Exports grew.", "$5 billion", "Trade: 5%"])
    def test_texts_without_a_statement(self, text):
        assert list(statements.find(text, home=None)) == []

    @pytest.mark.parametrize("text", [None, b"Exports", 5])
    def test_anything_but_a_str_is_a_type_error(self, text):
        with pytest.raises(TypeError, match="expected the text as a str"):
            list(statements.find(text))

    def test_an_unknown_language_is_told(self):
        with pytest.raises(ValueError, match="no vocabulary"):
            list(statements.find("Exports", language="xx"))
