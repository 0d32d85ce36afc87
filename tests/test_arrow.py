"""Texts in record batches, facts in record batches."""

import random
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest

from kztrade import Article, arrow, tables

TEXT = "Exports to Italy rose by 5% to $31 billion last year."


def strings(*values):
    """A column of strings that nobody has looked at: bytes that are no UTF-8 may be in it."""
    return pa.array(values, pa.binary()).view(pa.string())


def batch(**columns):
    return pa.record_batch(columns)


def errors(given, name="statements"):
    return [error for error in arrow.read(given, name)["error"].to_pylist() if error]


@pytest.mark.parametrize("name", tables.NAMES)
def test_the_rows_are_those_of_tables(name, root):
    texts = [path.read_text() for path in sorted((root / "seeds").iterdir())]
    found = arrow.read(batch(text=texts, id=["0", "1", "2", "3", "4"]), name)
    articles = [Article.from_text(text, id=str(index)) for index, text in enumerate(texts)]
    wanted = tables.Table(name, tuple(tables.cells_of(articles, name))).to_arrow()
    assert pa.Table.from_batches([found]).drop_columns("error").to_pylist() == wanted.to_pylist()
    assert found.schema == arrow.schema(name)
    assert found["error"].null_count == len(found)


def test_no_texts_give_no_rows():
    found = arrow.read(batch(text=pa.array([], pa.string())))
    assert (len(found), found.schema) == (0, arrow.schema())


def test_a_table_gives_a_table():
    table = pa.concat_tables([pa.table({"text": [TEXT]})] * 2)
    assert arrow.read(table) == pa.Table.from_batches([arrow.read(batch(text=[TEXT, TEXT]))])


def test_what_a_row_tells():
    given = batch(
        text=pa.array([TEXT] * 4, pa.large_string()).dictionary_encode(),
        id=[7, 8, 9, 10],
        source=strings(b"a.txt", b"\xff", None, b""),
        title=["Trade grows"] * 4,
        published=["2024-05-01", "", None, "2023-01-31"],
        language=["en", None, None, None],
        more=[1, 2, 3, 4],
    )
    rows = arrow.read(given, published=date(2020, 1, 1)).to_pylist()
    assert [row["id"] for row in rows] == ["7", "8", "9", "10"]
    assert [row["source"] for row in rows] == ["a.txt", "\ufffd", None, ""]
    assert [row["period"] for row in rows] == ["2023", "2019", "2019", "2022"]
    assert {row["title"] for row in rows} == {"Trade grows"}


@pytest.mark.parametrize(
    "days",
    [
        pa.array([date(2024, 5, 1)]),
        pa.array([datetime(2024, 5, 1, 23, 59)]),  # noqa: DTZ001 - a column may have no zone
        pa.array([datetime(2024, 5, 1, tzinfo=UTC)]),
    ],
)
def test_a_day_of_any_type(days):
    assert arrow.read(batch(text=[TEXT], published=days))["period"].to_pylist() == ["2023"]


def test_arguments_count_where_a_row_tells_nothing():
    text = "Exports reached $5 million."
    assert arrow.read(batch(text=[text]), home="ITA")["reporter"].to_pylist() == ["ITA"]
    assert errors(batch(text=[text])) == []
    assert arrow.read(batch(text=[text]), longest=5)["error"].to_pylist() == [
        "row 1: a text of 27 characters, more than 5"
    ]
    assert arrow.read(batch(text=[text]), language="xx")["error"].to_pylist() == [
        "row 1: no vocabulary for the language 'xx'"
    ]


@pytest.mark.parametrize(
    "columns, told",
    [
        ({"text": pa.array([None], pa.string())}, "text: null"),
        ({"text": [5]}, "text: int, not a string"),
        ({"text": [["a"]]}, "text: list, not a string"),
        ({"text": strings(b"ab\xff")}, "text: not UTF-8 at byte 2"),
        ({"text": pa.array([b"\xff"])}, "text: not UTF-8 at byte 0"),
        ({"text": ["a"], "published": ["12/09/2024"]}, "published: not a day as YYYY-MM-DD: '12/09/2024'"),
        ({"text": ["a"], "published": [5]}, "published: int, not a day"),
        (
            {"text": ["a"], "published": pa.array([2**60], pa.timestamp("s"))},
            "published: TimestampScalar, not a day",
        ),
        ({"text": ["a"], "language": ["kk"]}, "no vocabulary for the language 'kk'"),
    ],
)
def test_what_is_broken_is_told(columns, told):
    assert errors(batch(**columns)) == [f"row 1: {told}"]
    assert arrow.read(batch(**columns, source=["a.txt"])).to_pylist() == [
        dict.fromkeys(arrow.schema().names) | {"source": "a.txt", "error": told}
    ]


def test_bytes_are_text_where_they_are_utf_8():
    assert arrow.read(batch(text=[TEXT.encode()]))["partner"].to_pylist() == ["ITA"]


def test_a_fault_of_ours_costs_one_text(monkeypatch):
    def from_text(text, **_):
        raise RecursionError("too deep")

    monkeypatch.setattr(Article, "from_text", from_text)
    assert errors(batch(text=["a", "b"], id=["1", "2"])) == ["RecursionError: too deep"] * 2


def test_one_in_a_hundred_is_broken():
    noise = "".join(map(chr, random.Random(1).choices(range(32, 0x2FFF), k=5_000_000)))  # noqa: S311 - no secret
    given = {n: TEXT.encode() for n in range(400)} | {
        50: b"\xff\xfe",
        150: None,
        250: noise.encode(),
        350: TEXT.encode(),
    }
    days = [None if n != 350 else "yesterday" for n in given]
    names = [f"news/{n}.txt" for n in given]
    texts = batch(text=strings(*given.values()), source=names, published=days)
    rows = pa.Table.from_batches(arrow.stream(pa.Table.from_batches([texts]).to_batches(max_chunksize=64))).to_pylist()
    broken = {row["source"]: row["error"] for row in rows if row["error"]}
    assert broken == {
        "news/50.txt": "text: not UTF-8 at byte 0",
        "news/150.txt": "text: null",
        "news/250.txt": "a text of 5,000,000 characters, more than 1,000,000",
        "news/350.txt": "published: not a day as YYYY-MM-DD: 'yesterday'",
    }
    assert [row["source"] for row in rows if not row["error"]] == [name for name in names if name not in broken]


@pytest.mark.parametrize(
    "given, name, told",
    [
        (batch(words=["a"]), "statements", "no column 'text'; there is none"),
        (batch(words=["a"], id=["1"]), "statements", "no column 'text'; there is id"),
        (batch(text=["a"]), "cows", "no such table: 'cows'; there is statements, dates, money"),
    ],
)
def test_a_wrong_call(given, name, told):
    with pytest.raises(ValueError, match=told):
        arrow.read(given, name)


class TestDask:
    @pytest.fixture(autouse=True)
    def dask(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "dask", SimpleNamespace())
        monkeypatch.setitem(sys.modules, "dask.dataframe", SimpleNamespace())

    def frame(self, **columns):
        """A frame of one partition, which computes at once."""
        part = pd.DataFrame(columns)
        kept = {}

        def map_partitions(function, *arguments, **options):
            kept.update(options)
            return function(part, *arguments)

        return SimpleNamespace(columns=part.columns, map_partitions=map_partitions, kept=kept)

    def test_the_rows_are_those_of_a_batch(self):
        frame = self.frame(id=["1", "2"], text=[TEXT, "Imports fell."], published=[date(2024, 5, 1), None])
        found = arrow.dask(frame)
        assert found["value_amount"].tolist() == [Decimal(31_000_000_000), *found["value_amount"].tolist()[1:]]
        assert frame.kept["meta"].dtypes.tolist() == found.dtypes.tolist()
        assert len(frame.kept["meta"]) == 0

    def test_cells_of_any_type(self):
        frame = self.frame(text=[TEXT, None, float("nan"), pd.NA, pd.NaT, 5, b"\xff"])
        told = [error for error in arrow.dask(frame)["error"].tolist() if isinstance(error, str)]
        assert told == [
            *(f"row {row}: text: null" for row in (2, 3, 4, 5)),
            "row 6: text: int, not a string",
            "row 7: text: not UTF-8 at byte 0",
        ]

    def test_no_texts(self):
        with pytest.raises(ValueError, match="no column 'text'; there is words"):
            arrow.dask(self.frame(words=["a"]))
