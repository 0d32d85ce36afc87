"""The JSON Schema says of the lines what the reader of lines says."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kztrade import Article, jsonl, schema

HERE = Path(__file__).parent
ARTICLE, INPUT = (
    jsonschema.Draft202012Validator(schema.of(record), format_checker=jsonschema.FormatChecker())
    for record in (Article, jsonl.Input)
)
TEXTS = sorted([*(HERE.parent / "seeds").iterdir(), *(HERE / "data" / "dev").iterdir()])


@pytest.mark.parametrize("validator", [ARTICLE, INPUT])
def test_it_is_a_schema(validator):
    jsonschema.Draft202012Validator.check_schema(validator.schema)
    assert json.loads(json.dumps(validator.schema)) == validator.schema


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_written_is_valid(path):
    article = Article.from_file(path)
    for explain in (False, True):
        line = json.loads(jsonl.dumps(article, explain=explain))
        ARTICLE.validate(line)
        assert list(line) == list(ARTICLE.schema["properties"])


def test_all_is_described():
    records = [ARTICLE.schema, INPUT.schema, *ARTICLE.schema["$defs"].values()]
    assert len(records) == 15
    for record in records:
        assert record["description"]
        assert [key for key, value in record["properties"].items() if "description" not in value] == []
    assert "None" not in json.dumps(records)


def test_without_docstrings_it_says_the_same_in_fewer_words():
    code = "import json; from kztrade import Article, schema; print(json.dumps(schema.of(Article)))"
    run = subprocess.run([sys.executable, "-OO", "-c", code], capture_output=True, check=True)
    assert json.loads(run.stdout) == without_descriptions(ARTICLE.schema)


def without_descriptions(value):
    if not isinstance(value, dict):
        return value
    return {
        key: without_descriptions(inner)
        for key, inner in value.items()
        if key != "description" or not isinstance(inner, str)
    }


def places(value, path=()):
    """The paths to every value in JSON."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def changed(line, path, value):
    """The line with the value at a path replaced, or taken away where it is `...`."""
    whole = json.loads(json.dumps(line))
    place = whole
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return whole


TEXT = (
    "ASTANA, 5 March 2024 (Agency) – Exports to Italy rose by 5%, on 2022, to $31 billion in 2023, or 8% of trade with "
    "Italy, and imports to $2 billion; trade was $40 billion in 2023."
)
LINE = json.loads(jsonl.dumps(Article.from_text(TEXT), explain=True))
PLACES = [path for path in places(LINE) if path and not isinstance(path[-1], int)]


@given(
    path=st.sampled_from(PLACES), value=st.sampled_from([..., None, 5, -1, "", "5", "up", "2023-01-01", [], {}, True])
)
def test_it_refuses_what_the_reader_refuses(path, value):
    line = changed(LINE, path, value)
    # The reader lets files made by hand leave these out.
    if path[-1] in ("id", "evidence") and value is ...:
        return
    try:
        jsonl.loads(json.dumps(line))
    except jsonl.ParseError as error:
        # What spans fields is beyond a schema.
        assert not ARTICLE.is_valid(line) or "can't end" in error.message
    else:
        assert ARTICLE.is_valid(line)


@pytest.mark.parametrize(
    "line",
    [
        {"text": "a"},
        {"text": "a", "id": None, "source": "s", "title": "t", "published": "2024-09-12", "language": "en"},
        {},
        {"text": None},
        {"text": "a", "url": "b"},
        {"text": "a", "published": "June"},
        {"text": "a", "published": "2023-02-29"},
        [],
    ],
)
def test_it_says_of_inputs_what_their_reader_says(line):
    try:
        jsonl.loads_input(json.dumps(line))
    except jsonl.ParseError:
        assert not INPUT.is_valid(line)
    else:
        INPUT.validate(line)
