import csv
import io
import json
import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kztrade import (
    Article,
    Change,
    Country,
    Finding,
    Mention,
    Money,
    Percentage,
    Period,
    Share,
    Statement,
    _jobs,
    jsonl,
    tables,
)

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
FULL = Statement(
    "KAZ",
    "ITA",
    "export",
    "wheat",
    Money(Decimal("1.50"), "USD", bound="about"),
    YEAR,
    Change("up", Decimal(10), Decimal(15), base=Period(date(2022, 1, 1), None)),
    Share(Decimal(8), "trade", "W00", "at_least"),
    "target",
    0,
    5,
)
EVIL = "=cmd()\x1b[31m\x00\x9b<script>\" onmouseover='x\u202e\ud800"


def article(*said, **given):
    return Article(text="words and words", statements=said, **given)


def row(said):
    (found,) = tables.statements(article(said)).to_dicts()
    return found


def paths(value, before=""):
    """The paths to the leaves of JSON objects in objects."""
    for key, inner in value.items():
        yield from paths(inner, f"{before}{key}_") if isinstance(inner, dict) else [before + key]


def values(table, name):
    return [found[name] for found in table.to_dicts()]


@pytest.fixture(scope="module")
def seeds(root):
    return [Article.from_file(path) for path in sorted((root / "seeds").iterdir())]


@pytest.fixture(scope="module")
def hostile():
    """An article all of whose words come from an enemy."""
    money = Money(Decimal(-5), EVIL)
    return Article(
        text=EVIL,
        id=EVIL,
        source=EVIL,
        title=EVIL,
        dates=(Mention(0, 4, EVIL, Period(None, None, EVIL)),),
        money=(Mention(0, 4, EVIL, money),),
        percentages=(Mention(0, 4, EVIL, Percentage(Decimal(-5))),),
        countries=(Mention(0, 4, EVIL, Country(EVIL)),),
        statements=(Statement(EVIL, EVIL, "balance", EVIL, money, end=len(EVIL)),),
        findings=(Finding("sum", 0, len(EVIL), EVIL, money),),
    )


def table(name, articles):
    if name in ("statements", "findings"):
        return getattr(tables, name)(articles)
    return tables.mentions(articles, name)


class TestRows:
    def test_a_statement_with_all_it_can_tell(self):
        given = {"id": "1", "source": "a.txt", "title": "Trade grows", "published": date(2024, 9, 12)}
        (found,) = tables.statements([article(FULL, **given)]).to_dicts()
        assert found == given | {
            "reporter": "KAZ",
            "partner": "ITA",
            "flow": "export",
            "commodity": "wheat",
            "value_amount": Decimal("1.5"),
            "value_currency": "USD",
            "value_amount_max": None,
            "value_bound": "about",
            "period_start": date(2023, 1, 1),
            "period_end": date(2023, 12, 31),
            "period_edtf": "2023",
            "change_direction": "up",
            "change_value": Decimal(10),
            "change_value_max": Decimal(15),
            "change_factor": None,
            "change_factor_max": None,
            "change_bound": "exact",
            "change_base_start": date(2022, 1, 1),
            "change_base_end": None,
            "change_base_edtf": "2022/..",
            "share_value": Decimal(8),
            "share_of": "trade",
            "share_with": "W00",
            "share_bound": "at_least",
            "status": "target",
            "start": 0,
            "end": 5,
            "text": "words",
            "reporterISO": "KAZ",
            "partnerISO": "ITA",
            "flowCode": "X",
            "cmdCode": None,
            "freqCode": "A",
            "period": "2023",
            "primaryValue": Decimal("1.5"),
        }

    def test_a_statement_that_tells_nothing(self):
        found = row(Statement("KAZ", None, "trade"))
        told = {"reporter", "flow", "status", "start", "end", "reporterISO", "cmdCode"}
        assert {name for name, cell in found.items() if cell is not None} == told

    def test_the_columns_are_the_paths_of_the_json(self):
        (line,) = json.loads(jsonl.dumps(article(FULL)))["statements"]
        names = [column.name for column in tables.statements([]).columns]
        assert names[:4] == ["id", "source", "title", "published"]
        assert sorted(names[4 : -len(tables.COMTRADE) - 1]) == sorted(paths(line))
        assert names[-len(tables.COMTRADE) - 1 :] == ["text", *tables.COMTRADE]

    def test_mentions(self):
        given = Article(
            dates=(Mention(0, 4, "2023", YEAR),),
            money=(Mention(0, 2, "$5", Money(Decimal(5), "USD")),),
            percentages=(Mention(0, 2, "5%", Percentage(Decimal(5))),),
            countries=(Mention(0, 6, "Kazakh", Country("KAZ", "demonym")),),
        )
        cells = {kind: tables.mentions(given, kind).rows[0][4:] for kind in ("dates", "percentages", "countries")}
        assert cells == {
            "dates": (0, 4, "2023", date(2023, 1, 1), date(2023, 12, 31), "2023"),
            "percentages": (0, 2, "5%", Decimal(5), None, "percent", "exact"),
            "countries": (0, 6, "Kazakh", "KAZ", "demonym"),
        }
        assert values(tables.mentions(given, "money"), "value_currency") == ["USD"]

    @pytest.mark.parametrize("kind", ["statements", "", "Money"])
    def test_a_kind_that_is_none(self, kind):
        with pytest.raises(ValueError, match=f"no such kind: '{kind}'; there is dates, money"):
            tables.mentions([], kind)

    def test_findings(self):
        found = Finding("sum", 0, 5, "doesn't fit", Money(Decimal(5), "USD"))
        (got,) = tables.findings(Article(text="words", findings=(found,))).to_dicts()
        assert (got["rule"], got["message"], got["suggestion_amount"], got["text"]) == (
            "sum",
            "doesn't fit",
            5,
            "words",
        )

    def test_all_facts_of_the_seeds_are_there(self, seeds):
        for name in tables.NAMES:
            assert len(table(name, seeds)) == sum(len(getattr(given, name)) for given in seeds) > 0


class TestComtrade:
    @pytest.mark.parametrize(
        "code, theirs",
        [("KAZ", "KAZ"), ("W00", "W00"), ("EU", "EUR"), ("TWN", "S19"), ("GCC", None), ("G20", None), (None, None)],
    )
    def test_economies(self, code, theirs):
        found = row(Statement(code or "KAZ", code, "trade"))
        assert (found["partner"], found["partnerISO"]) == (code, theirs)
        assert found["reporterISO"] == (theirs if code else "KAZ")

    @pytest.mark.parametrize(
        "flow, code",
        [("export", "X"), ("import", "M"), ("trade", None), ("balance", None), ("investment_in", None)],
    )
    def test_flows(self, flow, code):
        assert row(Statement("KAZ", "ITA", flow))["flowCode"] == code

    @pytest.mark.parametrize(
        "start, end, frequency, period",
        [
            (date(2023, 1, 1), date(2023, 12, 31), "A", "2023"),
            (date(2024, 2, 1), date(2024, 2, 29), "M", "202402"),
            (date(2024, 2, 1), date(2024, 2, 28), None, None),
            (date(2024, 12, 1), date(2024, 12, 31), "M", "202412"),
            (date(2024, 1, 1), date(2024, 7, 31), None, None),
            (date(2022, 1, 1), date(2023, 12, 31), None, None),
            (date(2023, 2, 1), date(2024, 2, 29), None, None),
            (date(2023, 1, 1), None, None, None),
            (None, date(2023, 12, 31), None, None),
        ],
    )
    def test_periods(self, start, end, frequency, period):
        found = row(Statement("KAZ", "ITA", "export", period=Period(start, end)))
        assert (found["freqCode"], found["period"]) == (frequency, period)

    @pytest.mark.parametrize(
        "money, value",
        [
            (Money(Decimal(5), "USD"), 5),
            (Money(Decimal(5), "EUR"), None),
            (Money(Decimal(5)), None),
            (Money(Decimal(5), "USD", Decimal(6)), None),
            (None, None),
        ],
    )
    def test_values(self, money, value):
        assert row(Statement("KAZ", "ITA", "export", value=money))["primaryValue"] == value


class TestArrow:
    @pytest.fixture
    def facts(self, seeds):
        return tables.statements(seeds)

    @pytest.mark.parametrize("name", tables.NAMES)
    def test_the_schema_is_always_the_same(self, seeds, name):
        schema = tables.arrow_schema(name)
        for articles in ([], seeds):
            assert pa.table(table(name, articles)).schema == schema
            assert pa.schema(table(name, articles)) == schema

    def test_types(self):
        schema = tables.arrow_schema("statements")
        types = {field.name: str(field.type) for field in schema}
        assert types["value_amount"] == types["primaryValue"] == "decimal128(38, 9)"
        assert types["published"] == types["period_start"] == "date32[day]"
        assert types["commodity"] == types["text"] == "string"
        code = "dictionary<values=string, indices=int32, ordered=0>"
        assert {types[name] for name in ("reporter", "flow", "value_currency", "share_with", "period", "source")} == {
            code
        }

    def test_pyarrow(self, facts):
        assert pa.table(facts).to_pylist() == facts.to_dicts()

    def test_pandas(self, facts):
        for frame in (pd.DataFrame.from_arrow(facts), facts.to_pandas()):
            found = frame.astype(object).where(frame.notna(), None).to_dict("records")
            assert found == facts.to_dicts()
            assert isinstance(frame["value_amount"].dropna().iloc[0], Decimal)
            assert isinstance(frame["published"].dropna().iloc[0], date)
            assert frame["reporter"].dtype == "category"

    def test_polars(self, facts):
        for frame in (pl.DataFrame(facts), facts.to_polars()):
            assert frame.to_dicts() == facts.to_dicts()
            assert frame.schema["value_amount"] == pl.Decimal(38, 9)
            assert frame.schema["published"] == pl.Date
            assert frame.schema["reporter"] == pl.Categorical

    def test_duckdb(self, facts):
        query = "select partner, sum(value_amount), min(period_start) from facts where flow = 'export' group by partner"
        totals = {}
        for found in facts.to_dicts():
            if found["flow"] == "export":
                total, start = totals.get(found["partner"], (None, None))
                amounts = [amount for amount in (total, found["value_amount"]) if amount is not None]
                starts = [day for day in (start, found["period_start"]) if day is not None]
                totals[found["partner"]] = (sum(amounts) if amounts else None, min(starts, default=None))
        assert len(totals) > 2
        assert {partner: (total, start) for partner, total, start in duckdb.sql(query).fetchall()} == totals

    def test_parquet(self, facts, tmp_path):
        facts.to_parquet(tmp_path / "facts.parquet")
        read = pq.read_table(tmp_path / "facts.parquet")
        assert read.schema.equals(tables.arrow_schema("statements"))
        assert read.to_pylist() == facts.to_dicts()
        assert pl.read_parquet(tmp_path / "facts.parquet").to_dicts() == facts.to_dicts()

    @pytest.mark.parametrize(
        "amount, held",
        [
            ("1E+28", True),
            ("99999999999999999999999999999.999999999", True),
            ("1E+29", False),
            ("1E+90", False),
            ("0.000000001", True),
            ("1.5000000000000000", True),
            ("0.0000000001", False),
            ("-5", True),
        ],
    )
    def test_a_number_is_exact_or_null(self, amount, held):
        said = article(Statement("KAZ", "ITA", "export", value=Money(Decimal(amount), "USD")))
        (found,) = pa.table(tables.statements(said))["value_amount"].to_pylist()
        assert found == (Decimal(amount) if held else None)

    @given(st.decimals(allow_nan=False, allow_infinity=False))
    def test_no_number_is_another(self, amount):
        found = tables.mentions(Article(money=(Mention(0, 1, "5", Money(amount)),)), "money")
        assert found.to_arrow()["value_amount"].to_pylist()[0] in (amount, None)

    def test_half_a_character(self):
        assert pa.table(tables.statements(article(FULL, source="a\ud800")))["source"].to_pylist() == ["a\ufffd"]

    @pytest.mark.parametrize(
        "missing, method, extra",
        [
            ("pyarrow", "to_arrow", "tables"),
            ("pandas", "to_pandas", "pandas"),
            ("polars", "to_polars", "polars"),
        ],
    )
    def test_a_library_that_is_missing_is_named(self, monkeypatch, missing, method, extra):
        monkeypatch.setitem(sys.modules, missing, None)
        with pytest.raises(ImportError, match=rf"needs {missing}: pip install 'kztrade\[{extra}\]'"):
            getattr(tables.statements([]), method)()


class TestCsv:
    def test_the_seeds_come_back(self, seeds):
        facts = tables.statements(seeds)
        read = list(csv.DictReader(io.StringIO(facts.to_csv(escape=False), newline="")))
        assert [list(found.values()) for found in read] == [
            ["" if cell is None else plain(cell) for cell in found] for found in facts.rows
        ]

    def test_to_a_path_and_to_a_file(self, seeds, tmp_path):
        facts = tables.statements(seeds)
        facts.to_csv(tmp_path / "facts.csv")
        file = io.StringIO()
        facts.to_csv(file)
        text = (tmp_path / "facts.csv").read_bytes().decode()
        assert text == file.getvalue() == facts.to_csv()
        assert text.count("\r\n") >= len(facts) + 1

    def test_rows_without_a_header(self, seeds):
        file = io.StringIO()
        tables.write_csv([tables.statements(seeds)], file, header=False)
        assert tables.statements(seeds).to_csv().partition("\r\n")[2] == file.getvalue()

    def test_nothing_is_the_names_of_the_columns(self):
        assert tables.findings([]).to_csv().split(",")[:2] == ["id", "source"]
        assert tables.findings([]).to_csv().count("\n") == 1

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx", "＝1", " =1", "\u200e=1", "\u202e-1"]
    )
    def test_what_a_spreadsheet_would_run(self, text):
        assert source(text) == f"'{text}"
        assert source(text, escape=False) == text

    @pytest.mark.parametrize("text", ["a=1", "", "'=1", "“=1”", "5%", "a\tb", "a\nb", "ü"])
    def test_what_it_would_not(self, text):
        assert source(text) == text

    def test_what_it_would_run_where_semicolons_part_cells(self):
        assert source("\t=1 a;=1\n +1;b\t-1, -2") == "'\t'=1 a;'=1\n' +1;b\t'-1, -2"

    def test_many_blank_lines_take_no_time(self):
        text = "\n" * 100_000
        assert source(text) == f"'{text}"

    def test_numbers_are_no_formulas(self):
        said = Statement("KAZ", "ITA", "balance", value=Money(Decimal("-1.50E+3"), "USD"))
        assert ",-1500," in tables.statements(article(said)).to_csv()

    def test_control_characters(self):
        assert source("a\x1b[31m\x00\x7f\x9b\ud800") == "a\ufffd[31m" + "\ufffd" * 4
        assert source("a\x1b\ud800", escape=False) == "a\x1b\ufffd"


def source(text, *, escape=True):
    """The cell of CSV in which a source stands."""
    written = tables.statements(article(FULL, source=text)).to_csv(escape=escape)
    (found,) = csv.DictReader(io.StringIO(written, newline=""))
    return found["source"]


def plain(cell):
    return format(cell.normalize(), "f") if isinstance(cell, Decimal) else str(cell)


class TestPieces:
    @pytest.mark.parametrize("rows, lengths", [(1, [1] * 6), (4, [4, 2]), (3, [3, 3]), (6, [6]), (100, [6])])
    def test_all_rows_come_once(self, rows, lengths):
        articles = [article(FULL, FULL, FULL, source="a"), article(source="b"), article(FULL, FULL, FULL, source="c")]
        pieces = list(tables.batches(articles, "statements", rows=rows))
        assert [len(piece) for piece in pieces] == lengths
        assert sum((piece.rows for piece in pieces), ()) == tables.statements(articles).rows

    def test_nothing_is_one_piece(self):
        assert [len(piece) for piece in tables.batches([], "money")] == [0]

    def test_articles_are_taken_when_they_are_needed(self):
        taken = []
        articles = (taken.append(number) or article(FULL) for number in range(100))
        pieces = tables.batches(articles, "statements", rows=10)
        next(pieces)
        assert len(taken) == 10
        next(pieces)
        assert len(taken) == 20

    def test_csv_and_parquet_are_the_same_as_in_one(self, seeds, tmp_path):
        facts = tables.statements(seeds)
        tables.write_csv(tables.batches(seeds, "statements", rows=7), tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_bytes().decode() == facts.to_csv()
        tables.write_parquet(tables.batches(seeds, "statements", rows=7), tmp_path / "a.parquet")
        assert pq.read_table(tmp_path / "a.parquet").to_pylist() == facts.to_dicts()
        assert pq.ParquetFile(tmp_path / "a.parquet").num_row_groups == -(-len(facts) // 7)

    def test_no_piece_at_all(self, tmp_path):
        with pytest.raises(ValueError, match="one piece at least"):
            tables.write_parquet([], tmp_path / "a.parquet")
        tables.write_csv([], tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_bytes() == b""


class TestFiles:
    @pytest.fixture
    def rows(self, tmp_path):
        """A file of 20 texts with two rows each; the third can't be read."""
        lines = [
            f'{{"text": "Exports to Italy rose by 5% to ${n} million. Imports fell.", "id": "{n}"}}' for n in range(20)
        ]
        lines[2] = '{"text": 5}'
        path = tmp_path / "rows.jsonl"
        path.write_text("\n".join(lines))
        return path

    def test_what_files_say(self, root, seeds):
        assert tables.read(root / "seeds") == tables.statements(seeds)
        paths = [str(root / "seeds"), root / "seeds"]
        assert tables.read(paths, "money").rows == tables.mentions(seeds, "money").rows * 2

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_what_cannot_be_read_is_told(self, rows, jobs):
        found = tables.read([rows, "gone.txt"], jobs=jobs)
        assert list(dict.fromkeys(values(found, "id"))) == [str(n) for n in range(20) if n != 2]
        assert found.errors == (
            (f"{rows}:3", "text: expected a string, got 5"),
            ("gone.txt", "No such file or directory"),
        )

    def test_pieces(self, rows):
        whole = tables.read(rows)
        pieces = list(tables.read_batches(rows, rows=7))
        assert [len(piece) for piece in pieces] == [7] * (len(whole) // 7) + [len(whole) % 7]
        assert sum((piece.rows for piece in pieces), ()) == whole.rows
        assert [len(piece.errors) for piece in pieces] == [1] + [0] * (len(pieces) - 1)

    def test_pieces_without_rows(self, tmp_path):
        (nothing,) = tables.read_batches([])
        assert (nothing.rows, nothing.errors) == ((), ())
        (failed,) = tables.read_batches(str(tmp_path / "*"), "money")
        assert failed == tables.Table("money", (), ((str(tmp_path / "*"), "no file matches"),))
        (tmp_path / "a.txt").write_text("Exports reached $5 million.")
        whole, rest = tables.read_batches([tmp_path / "a.txt", tmp_path / "gone"], "money", rows=1)
        assert (len(whole), whole.errors) == (1, ())
        assert (len(rest), len(rest.errors)) == (0, 1)
        assert len(list(tables.read_batches(tmp_path / "a.txt", "money", rows=1))) == 1

    def test_how_texts_are_read(self, rows):
        found = tables.read(rows, published=date(2024, 5, 1), home="CHN")
        assert {*values(found, "reporter")} == {"CHN"}
        assert {*values(found, "published")} == {date(2024, 5, 1)}
        assert len(tables.read(rows, longest=5).errors) == len(tables.read(rows, language="xx").errors) == 20

    def test_a_wrong_call(self):
        with pytest.raises(ValueError, match="no such table: 'cows'; there is statements, dates"):
            tables.read([], "cows")
        with pytest.raises(ValueError, match="at least one job, not 0"):
            tables.read([], jobs=0)

    def test_a_process_that_dies_is_told(self, rows, monkeypatch):
        results = _jobs.Pool.results
        crash = ("a to b", "process 7 was killed")
        monkeypatch.setattr(_jobs.Pool, "results", lambda *a: (evolve(done, crash=crash) for done in results(*a)))
        with pytest.warns(RuntimeWarning, match="a to b: process 7 was killed"):
            tables.read(rows)


class TestShown:
    def test_few_rows(self):
        facts = tables.mentions(Article(source="a\x1b.txt", money=(Mention(0, 2, "$5", Money(Decimal(5))),)), "money")
        assert repr(facts).splitlines() == [
            "money: 1 row, 11 columns",
            "source  start  end  text  value_amount  value_bound",
            "a .txt  0      2    $5    5             exact",
        ]

    def test_many_rows_and_columns(self, seeds):
        head, names, *rows, more = repr(tables.statements(seeds)).splitlines()
        assert head.startswith("statements: ")
        assert (len(rows), more) == (10, "…")
        assert names.endswith("…")
        assert max(map(len, (names, *rows))) <= 101

    def test_none(self):
        assert repr(tables.findings([])) == "findings: 0 rows, 13 columns"

    def test_html(self, seeds):
        html = tables.statements(seeds)._repr_html_()
        cells = Cells(html)
        assert cells.text.startswith("statements: 30")
        assert cells.tags.count("tr") == 31
        assert "id" not in cells.headings  # nobody gave one
        assert "reporterISO" in cells.headings

    def test_html_of_many(self):
        html = tables.statements([article(FULL)] * 101)._repr_html_()
        assert "statements: 101, the first 100 shown" in html
        assert Cells(html).tags.count("tr") == 101


class Cells(HTMLParser):
    """The tags, their attributes, and the text of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text, self.headings = [], set(), "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data
        if self.tags[-1] == "th":
            self.headings.append(data)


@pytest.mark.parametrize("name", tables.NAMES)
class TestHostile:
    """Nothing that an article says is executed, whatever reads the table."""

    def test_csv(self, hostile, name):
        written = table(name, hostile).to_csv()
        written.encode()
        for found in csv.reader(io.StringIO(written, newline="")):
            assert not any(cell[:1] in tuple("=+@\t\r") for cell in found)
            assert [cell for cell in found if cell[:1] == "-"] in ([], ["-5"])
        assert not set(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160)))) & set(written)

    def test_html(self, hostile, name):
        cells = Cells(table(name, hostile)._repr_html_())
        assert set(cells.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "bdi"}
        assert cells.attributes == {"class", "scope"}
        assert "<script>" in cells.text
        assert not {"\x1b", "\x00", "\x9b", "\ud800"} & set(cells.text)

    def test_repr(self, hostile, name):
        assert all(line.isprintable() for line in repr(table(name, hostile)).splitlines())

    def test_arrow_and_parquet(self, hostile, name, tmp_path):
        whole = EVIL.replace("\ud800", "\ufffd")
        table(name, hostile).to_parquet(tmp_path / "a.parquet")
        for read in (pq.read_table(tmp_path / "a.parquet"), pa.table(table(name, hostile))):
            assert read["source"].to_pylist() == [whole]
        assert pl.DataFrame(table(name, hostile))["source"].to_list() == [whole]
        facts = table(name, hostile)  # noqa: F841 - DuckDB finds it by its name
        assert duckdb.sql("select source from facts").fetchall() == [(whole,)]
