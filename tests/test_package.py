"""The package as it is published: its names, and what it loads."""

import importlib
import re
import subprocess
import sys

import pytest

import kztrade
from kztrade import tables


def test_every_public_name_is_there():
    assert sorted(kztrade.__all__) == kztrade.__all__
    for name in kztrade.__all__:
        assert hasattr(kztrade, name)


def test_what_is_loaded_late_is_there_from_the_start():
    code = "import kztrade; print(*set(kztrade.__all__) - set(dir(kztrade)), kztrade.highlight, kztrade.jsonl.dumps)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("<module 'kztrade.highlight'")
    assert kztrade.load_ipython_extension is kztrade.highlight.load_ipython_extension


def test_what_is_not_there():
    with pytest.raises(AttributeError, match="module 'kztrade' has no attribute 'nothing'"):
        _ = kztrade.nothing


@pytest.mark.parametrize(
    "module",
    ["arrow", "article", "cli", "errors", "highlight", "jsonl", "report", "schema", "tables", "values", "vocabulary"],
)
def test_every_module_has_its_public_names(module):
    loaded = importlib.import_module(f"kztrade.{module}")
    assert [name for name in loaded.__all__ if not hasattr(loaded, name)] == []


def test_ci_runs_the_second_command_of_the_readme(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^```sh\n(.*?)\n```$", readme, re.DOTALL | re.MULTILINE)
    script = (root / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert len(commands) == 2
    assert script[-1] == commands[1]


def test_importing_the_package_imports_no_slow_library():
    code = "import sys; before = set(sys.modules); import kztrade; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    slow = {
        *("dateparser", "price_parser", "pandas", "polars", "pyarrow", "click", "rich", "hypothesis"),
        *("kztrade.tables", "kztrade.arrow", "kztrade.highlight", "kztrade.jsonl", "kztrade._web"),
        *("html", "importlib.resources", "json", "pathlib", "tomllib"),
        *("jinja2", "trafilatura", "lxml", "spacy"),
    }
    assert slow.isdisjoint(loaded)


def test_the_command_imports_no_slow_library_for_lines_of_json(root):
    code = "import sys; from kztrade import cli; cli.main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code, root / "seeds"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("{")
    assert {"dateparser", "price_parser", "pandas", "polars", "pyarrow", "rich"}.isdisjoint(run.stderr.split())


def test_the_how_to_tells_the_columns_of_comtrade(root):
    page = (root / "docs/how-to/tables.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE))
    assert told == tables.COMTRADE


def test_the_main_names_are_there_without_being_asked_for():
    assert {"Article", "ParseError", "Money", "dates", "findings", "statements"} <= vars(kztrade).keys()
