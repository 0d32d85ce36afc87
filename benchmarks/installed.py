"""Looks at an installed kztrade, away from its sources: ``python -I benchmarks/installed.py README.md``.

README's examples, the command, the vocabularies, ``py.typed`` and the templates of the report.
"""

import doctest
import subprocess
import sys
import sysconfig
from importlib import metadata, resources
from pathlib import Path

import kztrade
from kztrade import vocabulary

TEXT = "Exports to Italy rose by 5% to $15 billion in 2023."
WANTED = (
    "py.typed",
    "vocabulary/en/dates.toml",
    "vocabulary/en/copy.json",
    "vocabulary/codes/countries.toml",
    "templates/report.html.jinja",
)


def main(readme: str) -> None:
    """Fail where something is missing; else tell what was looked at."""
    package = Path(kztrade.__file__).parent
    assert package.is_relative_to(sysconfig.get_path("purelib")), f"not what was installed: {package}"
    assert metadata.version("kztrade") == kztrade.__version__
    missing = [name for name in WANTED if not resources.files("kztrade").joinpath(name).is_file()]
    assert not missing, missing
    assert len(vocabulary.load("en", "countries")["country_name"]) > 100
    failed, examples = doctest.testfile(str(Path(readme).resolve()), module_relative=False, encoding="utf-8")
    assert examples > 3
    assert not failed
    command = Path(sysconfig.get_path("scripts"), "kztrade")
    for call, stdin in (([command, "--version"], ""), ([command, "--published", "2024-06-05", "-"], TEXT)):
        run = subprocess.run(call, input=stdin, capture_output=True, encoding="utf-8", check=True)
        assert run.stdout.strip()
    assert '"flow": "export"' in run.stdout
    python = sys.version.split()[0]
    print(f"Python {python}: kztrade {kztrade.__version__}, {examples} examples, the command, {len(WANTED)} files")


if __name__ == "__main__":
    main(sys.argv[1])
