r"""How fast the library reads, as a ratio to a tokenising pass over the same text, which a busy machine hardly moves.

    python benchmarks/yardstick.py

The tokenising pass is ``re.findall(r"\w+|[^\w\s]", text)``: what any reader of text does at least. Both are timed in
turn, article by article, in CPU seconds of this process; each figure is the median of some rounds. The exponent is the
slope of time over length, both logarithmic: 1 is linear, 2 quadratic. Imports are timed in fresh processes, beside
``import attrs, regex``, which the library's dependencies cost anyway.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kztrade import Article, countries, dates, money, percentages

ROOT = Path(__file__).parents[1]
tokenise = re.compile(r"\w+|[^\w\s]").findall
cpu = time.process_time


def texts() -> list[str]:
    """The project's own articles."""
    paths = sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/data/*/*.txt")])
    return [path.read_text(encoding="utf-8") for path in paths]


def four_kinds(text: str) -> list[Any]:
    """Dates, money, percentages and countries of a text, each by its own finder."""
    return [list(kind.find(text)) for kind in (dates, money, percentages, countries)]


def ratio(read: Callable[[str], Any], corpus: Iterable[str], rounds: int) -> tuple[float, float]:
    """The tokenising pass's time by a reader's, and the reader's kilobytes a second."""
    corpus = list(corpus)
    size = sum(len(text.encode()) for text in corpus) / 1000
    read(corpus[0])
    ratios, speeds = [], []
    for _ in range(rounds):
        token = mine = 0.0
        for text in corpus:
            started = cpu()
            tokenise(text)
            between = cpu()
            read(text)
            token, mine = token + between - started, mine + cpu() - between
        ratios.append(token / mine)
        speeds.append(size / mine)
    return statistics.median(ratios), statistics.median(speeds)


def exponent(read: Callable[[str], Any], corpus: list[str]) -> float:
    """The slope of log time over log length."""
    whole = "\n\n".join(corpus * 2)
    points = []
    for size in (10_000, 20_000, 40_000, 80_000, 160_000):
        spent = []
        for start in (0, 5_000, 10_000):
            started = cpu()
            read(whole[start : start + size])
            spent.append(cpu() - started)
        points.append((math.log(size), math.log(min(spent))))
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def fresh(code: str, tries: int = 7) -> float:
    """The least CPU milliseconds that a fresh process needs for some code."""
    timed = f"import time; started = time.process_time(); {code}; print((time.process_time() - started) * 1000)"
    runs = (
        subprocess.run([sys.executable, "-c", timed], capture_output=True, check=True, cwd=ROOT) for _ in range(tries)
    )
    return min(float(run.stdout) for run in runs)


def memory() -> float:
    """The peak memory in megabytes of a fresh process that reads all articles one by one."""
    code = (
        "import resource, sys; from pathlib import Path; from kztrade import Article\n"
        "for path in sys.argv[1:]: Article.from_file(path)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    paths = [str(path) for path in sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/data/*/*.txt")])]
    run = subprocess.run([sys.executable, "-c", code, *paths], capture_output=True, check=True, cwd=ROOT)
    return int(run.stdout) / (1e6 if sys.platform == "darwin" else 1e3)


def rows(rounds: int) -> Iterable[tuple[str, str]]:
    """What is measured, and the figure."""
    corpus = texts()
    token = ratio(tokenise, corpus, rounds)[1]
    yield "tokenising pass", f"{token / 1000:.1f} MB/s"
    whole, speed = ratio(Article.from_text, corpus, rounds)
    yield "a whole article: ratio to the tokenising pass", f"{whole:.3f}"
    yield (
        "a whole article: speed",
        f"{speed / 1000:.2f} MB/s, {speed * len(corpus) / (sum(map(len, corpus)) / 1000):.0f} articles/s",
    )
    yield "the four kinds alone: ratio", f"{ratio(four_kinds, corpus, rounds)[0]:.3f}"
    yield "linearity exponent", f"{exponent(Article.from_text, corpus):.2f}"
    floor = fresh("import attrs, regex")
    loaded = fresh("import kztrade")
    first = fresh("from kztrade import Article; Article.from_file('seeds/003_ccf68f11069e7629.txt')")
    yield "import attrs, regex", f"{floor:.0f} ms"
    yield "import kztrade", f"{loaded:.0f} ms, {loaded / floor:.1f} ×"
    yield "import and first article", f"{first:.0f} ms, {first / floor:.1f} ×"
    yield "peak memory, articles one by one", f"{memory():.0f} MB"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how fast the library reads.")
    parser.add_argument("--rounds", type=int, default=7)
    print("| what | measured |\n| --- | --- |")
    for what, figure in rows(parser.parse_args().rounds):
        print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
