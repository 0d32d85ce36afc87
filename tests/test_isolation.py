"""Reading depends on the text alone: on no network, process, clock, locale or thread, and no file of others."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kztrade import Article, jsonl

ROOT = Path(__file__).parents[1]
TEXTS = [
    path.read_text(encoding="utf-8") for path in sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/data/dev/*.txt")])
]

AUDIT = """
import os, sys
seen = []
where = [os.path.realpath(path) for path in (*sys.path, sys.prefix, sys.base_prefix) if path]
def hook(event, arguments):
    if event.split(".")[0] in ("socket", "subprocess", "ctypes", "urllib", "http") or event in (
        "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "shutil.rmtree"
    ):
        seen.append((event, repr(arguments)))
    if event == "open":
        path, mode, flags = arguments
        writes = (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        inside = isinstance(path, str) and os.path.realpath(path).startswith(tuple(where))
        if writes or not inside:
            seen.append((event, repr(arguments)))
sys.dont_write_bytecode = True
text = sys.stdin.buffer.read().decode()
sys.addaudithook(hook)
from kztrade import Article
article = Article.from_text(text)
assert article.statements and article.dates and article.countries
assert not seen, seen
"""


def test_nothing_outside_the_package_is_touched(root):
    text = "\n\n".join(TEXTS).encode()
    run = subprocess.run([sys.executable, "-P", "-c", AUDIT], input=text, cwd=root, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


@pytest.mark.parametrize(
    "statement", ["import socket; socket.socket()", "open('/dev/null', 'w')", "import os; os.system('true')"]
)
def test_the_watch_sees(root, statement):
    code = AUDIT.replace("from kztrade import Article\n", f"from kztrade import Article\n{statement}\n")
    run = subprocess.run(
        [sys.executable, "-c", code], input=TEXTS[0].encode(), cwd=root, capture_output=True, check=False
    )
    assert b"AssertionError: [(" in run.stderr


@pytest.fixture(scope="module")
def lines():
    """What the command prints here and now."""
    return command()


def command(**environment):
    run = subprocess.run(
        [sys.executable, "-m", "kztrade", "seeds", "tests/data/dev"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    return run.stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Almaty"},
        {"TZ": "Bad/Zone"},
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "C"},
        {"LC_ALL": "kk_KZ.UTF-8"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4294967295"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=str,
)
def test_the_surroundings_change_no_byte(lines, environment):
    assert command(**environment) == lines


def test_threads_read_as_one(lines):
    expected = [jsonl.dumps(Article.from_text(text)) for text in TEXTS]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            assert list(pool.map(lambda text: jsonl.dumps(Article.from_text(text)), TEXTS * 4)) == expected * 4


@pytest.mark.parametrize("thing", [None, b"2023", 5, ["2023"]])
def test_only_a_str_is_a_text(thing):
    with pytest.raises(TypeError, match=f"expected the text as a str, got {type(thing).__name__}"):
        Article.from_text(thing)


@pytest.mark.parametrize(
    "text",
    [
        "in 99999",
        "since 0000",
        "10^400",
        f"${'9' * 5000} billion",
        f"{'9' * 5000}%",
        f"$1.{'0' * 5000}1 trillion",
        f"in {'2' * 5000}",
        f"{'9' * 63} trillion trillion trillion dollars",
        "99999 years ago, 99999999 days before",
        "the next 9999 years",
        "9999-12-31, the following day, the next century",
        "1 January 0001, the day before",
        f"trade grew {'9' * 400} times",
    ],
    ids=lambda text: text[:24],
)
@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31"])
def test_enormous_numbers_are_read_or_skipped(text, published):
    from datetime import date

    article = Article.from_text(f"Exports to Italy, {text}.", published=published and date.fromisoformat(published))
    assert jsonl.loads(jsonl.dumps(article)) == article
