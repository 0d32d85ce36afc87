"""The pages: their examples are true, their commands run, what they show of the code isn't behind it."""

import ast
import doctest
import gzip
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import date, datetime
from pathlib import Path

import dateparser
import pytest
from dateparser.search import search_dates
from price_parser import Price

import kztrade
from kztrade import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TUTORIAL = DOCS / "tutorial" / "from-text-to-table.md"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "benchmarks/README.md")),
    *sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts),
]
BLOCK = re.compile(r"^( *)(?:```|:::)([^\n]*)\n(.*?)^\1(?:```|:::) *$", re.DOTALL | re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


ENGINES = Path(__file__).with_name("test_scale.py")
SCRIPTS = re.findall(r"[\w-]+\.md", ENGINES.read_text(encoding="utf-8")) if ENGINES.exists() else []
"""Pages with one script for an engine on many machines: that file runs it."""


def named(page):
    return page.relative_to(ROOT).as_posix()


def blocks(kind, pages=PAGES):
    """The code blocks of one kind, each with its page."""
    return [
        pytest.param(re.sub(f"^{indent}", "", body, flags=re.MULTILINE), id=f"{named(page)}-{i}")
        for page in pages
        for i, (indent, found, body) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
        if found == kind
    ]


def script(path):
    """A file that is no module of the package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_is_of_a_kind_that_is_tested(page):
    for _, kind, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        assert kind in {"python", "{code-cell} python", "sh", "console", "toml", "ipython"} or re.fullmatch(
            r"\{[\w-]+\}.*", kind
        )
        if kind == "python":
            assert ">>> " in body or page.name in SCRIPTS


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_examples_are_true(page, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # they write files
    failures, examples = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failures == 0
    assert examples == len(re.findall(r"^ *>>> ", page.read_text(encoding="utf-8"), re.MULTILINE))


# Shell. What installs is held against the extras that there are; what calls the command is run; the rest are the
# project's own tools, and the files that they are given are there.


def commands():
    lines = [(block.id, line) for block in blocks("sh") for line in block.values[0].splitlines() if line]
    help_page = (DOCS / "reference/command.txt").read_text(encoding="utf-8")
    examples = re.findall(r"^    (\S.*)$", help_page, re.MULTILINE)
    lines += [
        ("command.txt", re.sub(r"  +\S.*", "", line))
        for line in examples
        if "kztrade " in line and "COMPLETE" not in line
    ]
    return [(place, re.sub(r"  +#.*", "", line)) for place, line in lines]


OURS = [pytest.param(line, id=f"{place}: {line}") for place, line in commands() if re.search(r"(^|\| )kztrade", line)]
INSTALLS = [line for _, line in commands() if line.startswith("pip install 'kztrade")]
OTHERS = {line for _, line in commands()} - {line.values[0] for line in OURS} - {*INSTALLS}


@pytest.fixture
def desk(tmp_path):
    """A folder with what the pages' commands speak of."""
    text = "Exports to Italy rose by 5% to $15 billion in 2023."
    names = "news/a.txt news/2024/b.txt seeds/c.txt archive/e.txt a.txt b.txt yours.txt report/d.txt"
    for name in names.split():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(f'{{"text": "{text}"}}\n', encoding="utf-8")
    for name in ("archive.jsonl.gz", "news.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress((tmp_path / "rows.jsonl").read_bytes()))
    return tmp_path


@pytest.mark.parametrize("line", OURS)
def test_the_command_is_called_rightly(line, desk, monkeypatch, capfd):
    monkeypatch.chdir(desk)
    if re.search(r"[|>]", line):
        out = in_a_shell(line, desk)
    else:
        assert cli.main(shlex.split(line)[1:]) == 0
        out, err = capfd.readouterr()
        assert err == ""
    written = re.search(r"(?:-o|>|--parts) (\S+)", line)
    assert (desk / written[1]).stat().st_size if written else out


def in_a_shell(line, folder):
    """What a line prints, errors too."""
    shell = shutil.which("sh")
    if not shell or sys.platform == "win32":
        pytest.skip("no POSIX shell")
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    environment |= {"PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}
    run = [shell, "-c", line]
    return subprocess.run(
        run, check=True, cwd=folder, stdout=-1, stderr=subprocess.STDOUT, encoding="utf-8", env=environment
    ).stdout


@pytest.mark.parametrize("page", [page for page in PAGES if "```console" in page.read_text("utf-8")], ids=named)
def test_what_the_shell_shows_is_true(page, tmp_path):
    for block in blocks("console", [page]):
        for call, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.values[0], re.MULTILINE):
            shown = in_a_shell(call, tmp_path)
            assert [line.rstrip() for line in shown.strip().splitlines()] == wanted.strip().splitlines()


def test_extras_are_there():
    assert INSTALLS
    for line in INSTALLS:
        assert {*re.search(r"kztrade\[(.*?)\]", line)[1].split(",")} <= {*PROJECT["optional-dependencies"]}


TOOLS = {
    "pytest",
    "ruff",
    "mypy",
    "pyright",
    "sphinx-build",
    "nox",
    "apt-get",
    "pip",
    "python",
    "python3",
    "duckdb",
    ".",
}


@pytest.mark.parametrize("line", sorted(OTHERS))
def test_other_commands_are_the_projects_tools(line):
    for call in line.split(" && "):
        words = [word for word in call.split() if not re.fullmatch(r"[A-Z_]+=\S+", word)]
        assert words[0] in TOOLS or words[0].startswith(".venv/bin/")
        assert [word for word in words if re.fullmatch(r"[\w/]+\.py", word) and not (ROOT / word).exists()] == []
        for group in re.findall(r"--group (\S+)", call):
            assert f"\n{group} = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", blocks("toml"))
def test_cases_that_are_shown_are_true(block):
    for case in tomllib.loads(block)["prose"]:
        assert [[m.text, str(m.value)] for m in kztrade.dates.find(case["text"])] == case["found"]


@pytest.mark.parametrize("block", blocks("ipython"))
def test_lines_for_notebooks_run(block):
    interactive = pytest.importorskip("IPython.core.interactiveshell", reason="IPython comes with the group `docs`")
    shell = interactive.InteractiveShell()
    assert shell.run_cell(block).success
    article = kztrade.Article.from_text("Exports rose by 5%.")
    assert "<table" in shell.display_formatter.format(article.statements)[0]["text/html"]


def test_the_readme_compares_truly():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Beside other libraries")[2]
    rows = re.findall(r"^\| `(.*)` \| (.*) \| (.*) \|$", readme, re.MULTILINE)
    assert len(rows) == 7
    day = date(2023, 9, 20)
    told = {"RELATIVE_BASE": datetime(2023, 9, 20), "TIMEZONE": "UTC"}  # noqa: DTZ001 - dateparser's own form
    for text, theirs, ours in rows:
        found = [*kztrade.money.find(text), *kztrade.dates.find(text, published=day)]
        assert [str(mention.value) for mention in found] == re.findall("`(.*?)`", ours)
        price = Price.fromstring(text)
        amount = f"`{price.amount} {price.currency or ''}".strip() + "`"
        days = [str(moment.date()) for _, moment in search_dates(text, languages=["en"], settings=told) or ()]
        alone = dateparser.parse(text, languages=["en"], settings=told)
        assert theirs == amount or re.findall(r"\d{4}-\d\d-\d\d", theirs) in (
            [*dict.fromkeys(days)],
            [str(alone.date())] if alone else [],
        )


# The tutorial. The site's build runs it too, and shows what comes out; here it must come out at all.


def cells():
    return [block.values[0] for block in blocks("{code-cell} python", [TUTORIAL])]


def result(cell, names):
    """The value of a cell's last line, as a notebook shows it."""
    *before, last = ast.parse(cell).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)  # noqa: S102 - that's what a tutorial is for
    kind, code = (
        ("eval", ast.Expression(last.value)) if isinstance(last, ast.Expr) else ("exec", ast.Module([last], []))
    )
    return eval(compile(code, "cell", kind), names)  # noqa: S307


def test_the_tutorial_runs(monkeypatch):
    monkeypatch.chdir(TUTORIAL.parent)
    names = {}
    shown = [result(cell, names) for cell in cells() if ".plot." not in cell]
    assert len([value for value in shown if hasattr(value, "_repr_html_")]) == 4
    assert len(names["frame"]) == len(names["article"].statements) > 20
    poland = names["wide"].loc["POL"]
    assert poland["export"] + poland["import"] > poland["trade"]  # what the text under the chart speaks of


def test_the_tutorials_chart_is_drawn(monkeypatch):
    pytest.importorskip("matplotlib", reason="matplotlib comes with the group `docs`").use("agg")
    monkeypatch.chdir(TUTORIAL.parent)
    names = {}
    for cell in cells():
        result(cell, names)
    assert len(names["axes"].patches) == 2 * len(names["wide"])


# What pages show of the code.


def test_what_is_generated_is_not_behind():
    for name, content in script(DOCS / "generate.py").files().items():
        there = (DOCS / name).read_text(encoding="utf-8")
        assert there.split() == content.split(), f"{name} is behind: python docs/generate.py"


def test_the_measured_accuracy_is_not_behind():
    accuracy = script(ROOT / "benchmarks" / "accuracy.py")
    page = accuracy.PAGE.read_text(encoding="utf-8")
    assert accuracy.filled(page) == page, "the page is behind: python benchmarks/accuracy.py --write"


def test_every_public_module_has_a_page():
    modules = {path.stem for path in Path(kztrade.__file__).parent.glob("[a-z]*.py")} | {"vocabulary"}
    pages = {page.stem: page.read_text(encoding="utf-8") for page in (DOCS / "reference").glob("*.md")}
    assert {name for name, text in pages.items() if "automodule" in text} == modules - {
        "cli"
    }  # its page is the command's


@pytest.mark.parametrize("module", ["dates", "money", "percentages", "countries"])
def test_what_is_not_public_is_on_no_page(module):
    page = (DOCS / "reference" / f"{module}.md").read_text(encoding="utf-8")
    hidden = re.search(r":exclude-members: (.*)", page)[1].split(", ")
    assert {*getattr(kztrade, module).__all__} - {*hidden} == {"find", "parse"}


def test_the_pictures_and_pages_that_are_linked_are_there():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for path in re.findall(r"kztrade/kztrade/(?:blob/)?main/([^)#\s]+)", text):
            assert (ROOT / path).exists()
        for path in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
            assert (page.parent / path).exists()


def test_versions_agree():
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version, day = re.search(r"^## \[(\d[^]]*)\] - (\d{4}-\d\d-\d\d)$", log, re.MULTILINE).groups()
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", citation, re.MULTILINE)[1] == version == kztrade.__version__
    assert re.search(r"^date-released: (.*)$", citation, re.MULTILINE)[1] == day
    assert log.index("## [Unreleased]") < log.index(f"## [{version}]")


def test_pythons_that_are_named_are_tested():
    named_ones = re.findall(r"Python :: (3\.\d+)'", str(PROJECT["classifiers"]))
    workflow = (ROOT / ".github/workflows/checks.yml").read_text(encoding="utf-8")
    matrix = re.findall(r"3\.\d+", re.search(r"python: \[(.*)\]", workflow)[1])
    assert PROJECT["requires-python"] == f">={named_ones[0]}"
    assert named_ones == matrix[: len(named_ones)]
