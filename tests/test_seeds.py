"""The sample articles give what the golden files say, kind by kind."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from kztrade import Article, jsonl

HERE = Path(__file__).parent
KINDS = ("dates", "money", "percentages", "countries")
HEAD = ("title", "published", "dateline")
GOLDEN = [
    (path.stem, line)
    for path in sorted((HERE / "golden").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def optional_places(line, kind):
    """The places of the mentions on which tastes differ."""
    return {(item["start"], item["end"]) for item in json.loads(line)[kind] if item.get("optional")}


def certain(article, kind, places):
    """The mentions of a kind in the form of JSON, where bounds of a period and forms of a country count too."""
    mentions = json.loads(jsonl.dumps(article))[kind]
    return [mention for mention in mentions if (mention["start"], mention["end"]) not in places]


def name(golden):
    return json.loads(golden[1])["source"].partition("_")[0] if isinstance(golden, tuple) else golden


@pytest.fixture(scope="module")
def article():
    """A parsed seed, by its name; each is read once."""
    parsed = {}

    def article(source):
        if source not in parsed:
            parsed[source] = Article.from_file(HERE.parent / "seeds" / source)
        return parsed[source]

    return article


def test_every_seed_is_golden():
    sources = [json.loads(line)["source"] for file, line in GOLDEN if file == "seeds"]
    assert sources == sorted(path.name for path in (HERE.parent / "seeds").iterdir())


@pytest.mark.parametrize("golden", GOLDEN, ids=name)
def test_a_golden_line_is_about_its_text(golden):
    gold = jsonl.loads(golden[1])
    text = (HERE.parent / "seeds" / gold.source).read_bytes().decode()
    for kind in KINDS:
        mentions = getattr(gold, kind)
        assert [text[mention.start : mention.end] for mention in mentions] == [mention.text for mention in mentions]
        assert all(one.end <= other.start for one, other in pairwise(mentions))


@pytest.mark.parametrize("kind", HEAD)
@pytest.mark.parametrize("golden", GOLDEN, ids=name)
def test_the_head(golden, kind, article):
    pytest.importorskip("kztrade._header")
    gold = jsonl.loads(golden[1])
    assert getattr(article(gold.source), kind) == getattr(gold, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("golden", GOLDEN, ids=name)
def test_the_mentions(golden, kind, article):
    pytest.importorskip(f"kztrade.{kind}")
    gold = jsonl.loads(golden[1])
    places = optional_places(golden[1], kind)
    assert certain(article(gold.source), kind, places) == certain(gold, kind, places)
