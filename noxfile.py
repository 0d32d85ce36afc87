#!/usr/bin/env -S uv run --script
# /// script
# dependencies = ["nox>=2025.2.9"]
# ///
"""The sessions that the workflows run: ``nox -l`` lists them, ``nox -s tests`` runs one, ``nox`` the marked ones."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
PYTHONS = ("3.11", "3.12", "3.13")


@nox.session
def tests(session: nox.Session) -> None:
    """Tests and coverage, on the Python that runs nox."""
    session.install("--editable", ".", "--group", "test")
    session.run("pytest", "--cov", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, dead code, docstrings, dependencies, workflows."""
    session.install("--editable", ".", "--group", "test", "--group", "release")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check", "kztrade", "tests", "benchmarks", "docs", "noxfile.py")
    session.run("vulture")
    session.run("interrogate", "kztrade")
    session.run("deptry", ".")
    session.run("codespell")
    session.run("zizmor", "--offline", ".github")


@nox.session
def types(session: nox.Session) -> None:
    """Two type checkers."""
    session.install("--editable", ".", "--group", "test")
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, its notebook executed, its examples run, also those that the tests skip without these libraries."""
    session.install("--editable", ".", "--group", "docs", "--group", "test")
    for builder in ("html", "doctest"):
        session.run("sphinx-build", "-n", "-W", "-b", builder, "docs", f"docs/_build/{builder}")
    session.run("pytest", "tests/test_docs.py")


@nox.session
def release(session: nox.Session) -> None:
    """What is published: built once, and looked at."""
    session.install("--group", "release")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("validate-pyproject", "pyproject.toml")
    session.run("sp-repo-review", ".")
    session.run("python", "-m", "build")
    session.run("twine", "check", "--strict", *built("*"))
    session.run("check-wheel-contents", *built("*.whl"))
    session.run("pyroma", "--min", "8", ".")  # of 10: it asks for an address, and the authors are reached by issues


@nox.session(python=PYTHONS)
def wheel(session: nox.Session) -> None:
    """The wheel that `release` built, with nothing around it: README's examples, the command, what it holds."""
    session.install(*built("*.whl"))
    session.run("python", "-I", str(Path("benchmarks/installed.py").resolve()), str(Path("README.md").resolve()))


@nox.session(default=False)
def sdist(session: nox.Session) -> None:
    """The tests from the sdist that `release` built, as whoever packs the library again runs them."""
    (file,) = built("*.tar.gz")
    folder = Path(session.create_tmp())
    shutil.unpack_archive(file, folder, filter="data")
    session.chdir(next(folder.glob("kztrade-*")))
    session.install("--editable", ".", "--group", "test")
    session.run("pytest", *session.posargs)


@nox.session(default=False)
def breaks(session: nox.Session) -> None:
    """What breaks the interface since a tag: ``nox -s breaks -- v0.1.0``."""
    session.install("--group", "release")
    for tag in session.posargs:
        session.run("griffe", "check", "kztrade", "--against", tag)


def built(pattern: str) -> list[str]:
    """The files that were built."""
    return sorted(str(path.resolve()) for path in Path("dist").glob(pattern))


if __name__ == "__main__":
    nox.main()
