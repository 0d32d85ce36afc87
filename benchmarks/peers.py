"""Side by side with what people glue together today: dateparser.search, price-parser, quantulum3 and flashgeotext.

    python benchmarks/peers.py

Makes an environment of its own for them (``build/peers``, from PyPI), runs both over the same articles in turn, several
times, and prints articles a second of CPU time and the ratio.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from yardstick import ROOT, texts

PACKAGES = ["dateparser", "price-parser", "quantulum3", "flashgeotext", "setuptools<81"]
STACK = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from dateparser.search import search_dates
from price_parser import Price
from quantulum3 import parser
from flashgeotext.geotext import GeoText
geotext = GeoText()
def read(text):
    search_dates(text, languages=["en"])
    for quantity in parser.parse(text):
        Price.fromstring(quantity.surface)
    geotext.extract(text)
"""
OURS = """
import json, sys, time
from kztrade import Article
read = Article.from_text
"""
TIMED = """
corpus = json.load(open(sys.argv[1]))
read(corpus[0])
started = time.process_time()
for text in corpus:
    read(text)
print(len(corpus) / (time.process_time() - started))
"""


def environment() -> Path:
    """The interpreter of an environment that has the peers."""
    home = ROOT / "build" / "peers"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def speed(python: str | Path, code: str, corpus: str) -> float:
    """Articles that code reads in a second of CPU time."""
    run = subprocess.run([python, "-c", code + TIMED, corpus], capture_output=True, check=True, text=True, cwd=ROOT)
    return float(run.stdout.split()[-1])


def main() -> None:
    """Print the table."""
    peers = environment()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(texts()[:30], file)
        file.flush()
        print("| run | the stack, articles/s | kztrade, articles/s | ratio |\n| --- | --- | --- | --- |")
        for run in range(1, 4):
            theirs, ours = speed(peers, STACK, file.name), speed(sys.executable, OURS, file.name)
            print(f"| {run} | {theirs:.1f} | {ours:.0f} | {ours / theirs:.0f} × |", flush=True)


if __name__ == "__main__":
    main()
