"""How fast and at what cost many articles are read: one process, several, Dask, Spark.

    python benchmarks/scale.py                  # all of it, with 100,000 articles: an hour or more
    python benchmarks/scale.py --articles 10000 jobs memory

The articles are those of ``make_articles.py``. What is compared runs in turns, slice by slice, so that a machine that
gets slower in between does so for both. Wall-clock time is that of whole processes, from their start; CPU time is that
of all of them together; memory is that of the largest one. This script itself must stay small: a process counts the
memory of the one that started it as its own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import evolve, frozen

sys.path.insert(0, str(Path(__file__).parent))

from make_articles import articles

SLICE = 10_000
DOLLARS = 0.04
"""What an hour of one core costs to rent, about, where nobody haggles (2025)."""

PACK = """
import sys, pyarrow.json, pyarrow.parquet as pq
pq.write_table(pyarrow.json.read_json(sys.argv[1]), sys.argv[2], row_group_size=1000)
"""

BARE = """
import json, sys
from kztrade import Article
for line in open(sys.argv[1], encoding="utf-8"):
    Article.from_text(json.loads(line)["text"])
"""

STREAM = """
import sys, pyarrow.parquet as pq
from kztrade import arrow
with pq.ParquetWriter(sys.argv[2], arrow.schema()) as out:
    for batch in arrow.stream(pq.ParquetFile(sys.argv[1]).iter_batches(256)):
        out.write_batch(batch)
"""

DASK = """
import sys
from dask import config, dataframe
from dask.distributed import Client, LocalCluster
from kztrade import arrow
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        texts = dataframe.read_parquet(sys.argv[1], split_row_groups=True)
        arrow.dask(texts).to_parquet(sys.argv[2])
"""

SPARK = """
import os, sys
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from kztrade import arrow
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 256)
texts = spark.read.parquet(sys.argv[1]).repartition(8)
texts.mapInArrow(arrow.stream, from_arrow_schema(arrow.schema())).write.parquet(sys.argv[2])
spark.stop()
"""


@frozen
class Cost:
    """What a process took, with those that it started.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of cores.
        memory: megabytes of the largest process at its peak.
    """

    wall: float
    cpu: float
    memory: float


def run(*command: str) -> Cost:
    """Run a command to its end."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = status
        if status:
            told.seek(0)
            raise SystemExit(f"{command}: {told.read().decode()}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


class Texts:
    """Articles in files, made when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lines(self, start: int, count: int) -> str:
        """The path of a file of JSON lines."""
        path = self.folder / f"{start}-{count}.jsonl"
        if not path.exists():
            with path.open("w", encoding="utf-8") as file:
                for row in itertools.islice(articles(start + count), start, None):
                    file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
        return str(path)

    def parquet(self, start: int, count: int) -> str:
        """The path of a Parquet file."""
        path = self.folder / f"{start}-{count}.parquet"
        if not path.exists():
            run("-c", PACK, self.lines(start, count), str(path))
        return str(path)

    def out(self, name: str) -> str:
        """Where something new is written."""
        return tempfile.mkdtemp(dir=self.folder) + f"/{name}"


def row(name: str, count: int, costs: list[Cost]) -> str:
    """A line of the table of speeds."""
    wall, cpu = (sum(getattr(cost, what) for cost in costs) for what in ("wall", "cpu"))
    memory, dollars = max(cost.memory for cost in costs), cpu / count * 1e6 / 3600 * DOLLARS
    return (
        f"| {name} | {count:,} | {count / wall:.0f} | {cpu / count * 1000:.2f} | {cpu / wall:.2f} "
        f"| {memory:.0f} | {dollars:.3f} |"
    )


HEAD = (
    "| what | articles | articles/s | CPU ms an article | cores | peak MB | dollars a million |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def in_turns(count: int, slices: int, ways: dict[str, Callable[[int, int], Cost]]) -> Iterator[str]:
    """Each way with each slice, and the ratio of each to the first."""
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    size = count // slices
    for number in range(slices):
        for name, way in ways.items():
            costs[name].append(way(number * size, size))
            print(f"{number + 1}/{slices} {name}: {costs[name][-1]}", file=sys.stderr, flush=True)
    yield HEAD
    for name, found in costs.items():
        yield row(name, size * slices, found)
    first, *others = costs
    for name in others:
        pairs = list(zip(costs[first], costs[name], strict=True))
        for what in ("wall", "cpu"):
            ratios = [getattr(a, what) / getattr(b, what) for a, b in pairs]
            spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
            told = f"{what}; {spread} in {slices} slices"
            yield f"{name}: {statistics.median(ratios):.2f} × the speed of {first} ({told})"


def serial(texts: Texts, count: int) -> Iterator[str]:
    """One process, beside a bare loop of ``Article.from_text``."""
    count = min(count, SLICE)
    ways = {
        "a bare loop": lambda start, size: run("-c", BARE, texts.lines(start, size)),
        "kztrade, JSON lines": lambda start, size: run(
            "-m", "kztrade", texts.lines(start, size), "-o", texts.out("a.jsonl")
        ),
        "kztrade, Parquet": lambda start, size: run(
            "-m", "kztrade", texts.lines(start, size), "-o", texts.out("a.parquet")
        ),
        "arrow.stream": lambda start, size: run("-c", STREAM, texts.parquet(start, size), texts.out("a.parquet")),
    }
    yield from in_turns(count, 2, ways)  # long slices: a start costs as much as a hundred articles


def jobs(texts: Texts, count: int) -> Iterator[str]:
    """Two processes beside one."""

    def command(*options: str) -> Callable[[int, int], Cost]:
        return lambda start, size: run(
            "-m", "kztrade", texts.lines(start, size), "-o", texts.out("a.parquet"), *options
        )

    yield from in_turns(count, max(count // SLICE, 1), {"kztrade": command(), "kztrade -j 2": command("-j2")})


def memory(texts: Texts, count: int) -> Iterator[str]:
    """The peak of one process that reads a tenth of the articles, and all."""
    peaks = [
        run("-m", "kztrade", texts.lines(0, size), "-o", texts.out("a.parquet")).memory for size in (count // 10, count)
    ]
    yield f"{count // 10:,} articles: {peaks[0]:.1f} MB; {count:,}: {peaks[1]:.1f} MB; {peaks[1] / peaks[0] - 1:+.1%}"


def engines(texts: Texts, count: int) -> Iterator[str]:
    """Dask and Spark with two workers, beside two processes of ours."""
    ways = {
        "kztrade -j 2": lambda start, size: run(
            "-m", "kztrade", texts.parquet(start, size), "-o", texts.out("a.parquet"), "-j2"
        ),
        "Dask, 2 workers": lambda start, size: script(texts, DASK, texts.parquet(start, size)),
        "Spark, local[2]": lambda start, size: evolve(  # nobody waits for its Java, and so nobody knows what it took
            script(texts, SPARK, texts.parquet(start, size)), cpu=math.nan, memory=math.nan
        ),
    }
    yield from in_turns(count, max(count // SLICE, 1), ways)


def script(texts: Texts, code: str, given: str) -> Cost:
    """Run code that must be a file, for other processes load it."""
    path = Path(texts.out("script.py"))
    path.write_text(code, encoding="utf-8")
    return run(str(path), given, str(path.parent / "out"))


MEASURED = {measure.__name__: measure for measure in (serial, jobs, memory, engines)}


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description="Measure many articles.")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("what", nargs="*", default=list(MEASURED), metavar=" | ".join(MEASURED))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for what in given.what:
            print(f"\n{MEASURED[what].__doc__}\n", flush=True)
            for line in MEASURED[what](Texts(Path(folder)), given.articles):
                print(line, flush=True)


if __name__ == "__main__":
    main()
