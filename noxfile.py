#!/usr/bin/env -S uv run --script
# /// script
# dependencies = ["nox>=2025.2.9"]
# ///
"""The sessions that the workflows run: ``nox -s tests lint types docs release``."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"


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
    session.run("zizmor", "--offline", ".github")


@nox.session
def types(session: nox.Session) -> None:
    """Two type checkers."""
    session.install("--editable", ".", "--group", "test")
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, its notebook executed, its examples run."""
    session.install(".", "--group", "docs")
    for builder in ("html", "doctest"):
        session.run("sphinx-build", "-n", "-W", "-b", builder, "docs", f"docs/_build/{builder}")


@nox.session
def release(session: nox.Session) -> None:
    """What is published: built once, and looked at."""
    session.install("--group", "release")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("validate-pyproject", "pyproject.toml")
    session.run("python", "-m", "build")
    built = sorted(map(str, Path("dist").iterdir()))
    session.run("twine", "check", "--strict", *built)
    session.run("check-wheel-contents", *(name for name in built if name.endswith(".whl")))
    session.run("pyroma", "--min", "8", ".")


if __name__ == "__main__":
    nox.main()
