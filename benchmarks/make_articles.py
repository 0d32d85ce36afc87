"""Articles by the hundred thousand, to measure with: those of the tests, with other figures, years and countries.

    python benchmarks/make_articles.py 100000 > articles.jsonl

The same number gives the same article on every machine: nothing but the number and the texts under ``tests/data`` goes
into it. Figures keep their form (``$4.41 billion`` may become ``$7.03 billion``), all years of an article move by as
many, and a country stands for the same other one throughout, also as an adjective. So they are read at the price of
real articles, and hardly two say the same.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).parents[1] / "tests" / "data"

COUNTRIES = {
    "Azerbaijan": "Azerbaijani",
    "China": "Chinese",
    "France": "French",
    "Georgia": "Georgian",
    "Germany": "German",
    "India": "Indian",
    "Italy": "Italian",
    "Japan": "Japanese",
    "Kyrgyzstan": "Kyrgyz",
    "Russia": "Russian",
    "South Korea": "South Korean",
    "Tajikistan": "Tajik",
    "Turkmenistan": "Turkmen",
    "Uzbekistan": "Uzbek",
}
"""Countries that stand for one another, and their adjectives."""

_WORD = re.compile(
    r"\b(?:(?P<country>{})|(?P<adjective>{})|(?P<year>(?:19|20)\d\d)|(?P<figure>\d+(?:[.,]\d+)*))\b".format(
        "|".join(COUNTRIES), "|".join(COUNTRIES.values())
    )
)
_DAY = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? $|-$|/$")
"""Before the number of a day, which stays: any other might be no day."""


def templates() -> list[str]:
    """The texts of the tests."""
    return [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*/*.txt"))]


def article(number: int, texts: list[str]) -> dict[str, str]:
    """The article of this number, as the command takes it."""
    chance = random.Random(number)  # noqa: S311 - no secret
    names = list(COUNTRIES)
    others = dict(zip(names, chance.sample(names, len(names)), strict=True))
    adjectives = {COUNTRIES[name]: COUNTRIES[other] for name, other in others.items()}
    years = chance.randint(-3, 3)

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if match["country"]:
            return others[word]
        if match["adjective"]:
            return adjectives[word]
        if match["year"]:
            return str(int(word) + years)
        if len(word) <= 2 and _DAY.search(match.string, max(0, match.start() - 12), match.start()):
            return word
        return re.sub("[1-9]", lambda _: str(chance.randint(1, 9)), word)

    day = date(2020, 1, 1) + timedelta(chance.randrange(2000))
    text = _WORD.sub(other, texts[number % len(texts)])
    return {"id": str(number), "source": f"news/{number:09}.txt", "published": day.isoformat(), "text": text}


def articles(count: int) -> Iterator[dict[str, str]]:
    """So many articles, one by one."""
    texts = templates()
    return (article(number, texts) for number in range(count))


def main() -> None:
    """Print them, one a line."""
    parser = argparse.ArgumentParser(description="Make articles to measure with.")
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    for row in articles(parser.parse_args().count):
        sys.stdout.write(f"{json.dumps(row, ensure_ascii=False)}\n")


if __name__ == "__main__":
    main()
