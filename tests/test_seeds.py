"""The sample articles give what the golden files say, kind by kind.

``golden/seeds.jsonl`` is about the articles in ``seeds``, the other files about those in ``data/dev``. What was set
right in them is told in ``golden/README.md``. Statements and findings are compared in ``test_statements.py``.
"""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import frozen

from kztrade import Article, jsonl

HERE = Path(__file__).parent
FOLDERS = {"seeds": HERE.parent / "seeds", "dev-a": HERE / "data" / "dev", "dev-b": HERE / "data" / "dev"}
KINDS = ("dates", "money", "percentages", "countries")
HEAD = ("title", "published", "dateline")


@frozen
class Golden:
    """A golden line, and the text that it is about."""

    path: Path
    gold: Article
    optional: dict[str, list[tuple[int, int]]]

    @classmethod
    def of(cls, folder, line):
        record = json.loads(line)
        optional = {kind: [(m["start"], m["end"]) for m in record[kind] if m.get("optional")] for kind in KINDS}
        gold = jsonl.loads(json.dumps({**record, "statements": [], "findings": []}))
        return cls(folder / record["source"], gold, optional)

    def certain(self, article, kind):
        """The mentions of a kind in the form of JSON, without those on which tastes differ and what overlaps them.

        In that form bounds of a period and forms of a country count too.
        """
        mentions = json.loads(jsonl.dumps(article))[kind]
        return [
            mention
            for mention in mentions
            if not any(mention["start"] < end and start < mention["end"] for start, end in self.optional[kind])
        ]


GOLDEN = {
    file: [Golden.of(folder, line) for line in (HERE / "golden" / f"{file}.jsonl").read_text("utf-8").splitlines()]
    for file, folder in FOLDERS.items()
}
EVERY = pytest.mark.parametrize(
    "golden", [pytest.param(golden, id=golden.path.stem) for lines in GOLDEN.values() for golden in lines]
)

GRAIN = "the EDTF of days and months said is not made of days and months, where they are whole months or years"
KNOWN_FAILURES = {("b-03", "dates"): GRAIN, ("b-06", "dates"): GRAIN, ("b-20", "dates"): GRAIN}


def of_kind(golden, kind):
    why = KNOWN_FAILURES.get((golden.path.stem, kind))
    marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
    return pytest.param(golden, kind, id=f"{golden.path.stem}-{kind}", marks=marks)


@pytest.fixture(scope="module")
def read():
    """The article of a golden line; each is read once."""
    articles = {}

    def read(golden):
        if golden.path not in articles:
            articles[golden.path] = Article.from_file(golden.path)
        return articles[golden.path]

    return read


@pytest.mark.parametrize("folder", set(FOLDERS.values()), ids=lambda folder: folder.name)
def test_every_article_is_golden(folder):
    paths = [golden.path for file, lines in GOLDEN.items() for golden in lines if FOLDERS[file] == folder]
    assert paths == sorted(folder.iterdir())


def test_every_golden_file_is_read():
    assert {path.stem for path in (HERE / "golden").glob("*.jsonl")} == GOLDEN.keys() | {"made"}


@EVERY
def test_a_golden_line_is_about_its_text(golden):
    text = golden.path.read_bytes().decode()
    for kind in KINDS:
        mentions = getattr(golden.gold, kind)
        assert [text[mention.start : mention.end] for mention in mentions] == [mention.text for mention in mentions]
        assert all(one.end <= other.start for one, other in pairwise(mentions))


@pytest.mark.parametrize("kind", HEAD)
@EVERY
def test_the_head(golden, kind, read):
    assert getattr(golden.gold, kind) == getattr(read(golden), kind)


@pytest.mark.parametrize(
    "golden, kind", [of_kind(golden, kind) for lines in GOLDEN.values() for golden in lines for kind in KINDS]
)
def test_the_mentions(golden, kind, read):
    assert golden.certain(golden.gold, kind) == golden.certain(read(golden), kind)
