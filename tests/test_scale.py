"""Engines for many machines give the rows that one process gives: the scripts of the how-tos, run as they stand.

pip install --group scale && pytest -m scale
"""

import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from operator import itemgetter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kztrade import arrow

pytestmark = pytest.mark.scale

BROKEN = {7: None, 57: "x" * 1_000_001, 107: b"\xff\xfe", 157: ""}
"""Texts that can't be read, and one that says nothing, among 200."""


@pytest.fixture(scope="module")
def make_articles(root):
    path = root / "benchmarks/make_articles.py"
    if not path.exists():
        pytest.skip("the benchmarks are not here")
    spec = importlib.util.spec_from_file_location("make_articles", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(make_articles):
    rows = list(make_articles.articles(200))
    for number, text in BROKEN.items():
        rows[number]["text"] = text
    cells = [row["text"].encode() if isinstance(row["text"], str) else row["text"] for row in rows]
    plain = pa.Table.from_pylist([row | {"text": ""} for row in rows])
    text = pa.array(cells, pa.binary())
    return plain.set_column(plain.schema.get_field_index("text"), "text", text)


@pytest.fixture(scope="module")
def serial(texts):
    return pa.Table.from_batches(arrow.stream(texts.to_batches(max_chunksize=64)))


@pytest.fixture
def run(root, texts, tmp_path):
    """Run the script of a how-to in a folder with the texts; gives the rows that it writes."""

    def run(page):
        pq.write_table(texts, tmp_path / "articles.parquet", row_group_size=50)
        text = (root / "docs/how-to" / page).read_text("utf-8")
        (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        (tmp_path / "script.py").write_text(code)
        environment = os.environ | {"PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "script.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return pq.read_table(tmp_path / "statements")

    return run


def by_article(table):
    """The rows of each article, in their order."""
    rows = table.to_pylist()
    groups = [(name, list(group)) for name, group in itertools.groupby(rows, itemgetter("id"))]
    assert len(groups) == len(dict(groups))  # the rows of an article are together
    return dict(groups)


def test_the_articles_are_always_the_same_ones(make_articles):
    again = list(make_articles.articles(300))
    assert again == list(make_articles.articles(300))
    assert again[150] == make_articles.article(150, make_articles.templates())
    assert len({row["text"] for row in again}) > 290


def test_the_serial_rows(serial):
    told = {row["id"]: row["error"] for row in serial.to_pylist() if row["error"]}
    assert told == {
        "7": "text: null",
        "57": "a text of 1,000,001 characters, more than 1,000,000",
        "107": "text: not UTF-8 at byte 0",
    }
    assert len(serial) > 1000


def test_dask(run, serial):
    pytest.importorskip("distributed")
    found = run("dask.md")
    assert found.schema.equals(serial.schema)
    assert found.to_pylist() == serial.to_pylist()


def test_spark(run, serial):
    pytest.importorskip("pyspark")
    if not shutil.which("java"):
        pytest.skip("no Java here")
    found = run("spark.md")
    assert found.schema.equals(serial.schema)
    assert by_article(found) == by_article(serial)


def test_ray(run, serial):
    pytest.importorskip("ray")
    found = run("ray.md")
    assert found.schema.equals(serial.schema)
    assert by_article(found) == by_article(serial)


def test_a_dask_bag(texts, serial):
    pytest.importorskip("distributed")
    from dask import bag

    rows = [row | {"text": row["text"] or b""} for row in texts.slice(8, 40).to_pylist()]
    frame = bag.from_sequence(rows, npartitions=4).to_dataframe(meta=dict.fromkeys(rows[0], "object"))
    found = arrow.dask(frame).compute(scheduler="sync")
    wanted = [row for row in serial.to_pylist() if row["id"] in {row["id"] for row in rows}]
    assert found["id"].tolist() == [row["id"] for row in wanted]
    assert found["value_amount"].dropna().tolist() == [
        r["value_amount"] for r in wanted if r["value_amount"] is not None
    ]


def test_partial_streams_give_mentions(texts):
    batches = texts.slice(0, 5).to_batches()
    stream = partial(arrow.stream, name="money")
    assert pa.Table.from_batches(stream(batches)).schema.equals(arrow.schema("money"))
