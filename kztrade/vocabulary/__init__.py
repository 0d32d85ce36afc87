"""Words as data: one folder of TOML files for each language, and ``codes`` for what no language owns.

A language is a folder. In its files, a table is a *role* that words play in the grammars:

- ``word = meaning``: a single word and what it stands for (``January = 1``);
- ``meaning = ["phrase", …]``: phrases of one or more words that share a meaning (``KAZ = ["Kazakhstan", …]``).

A capitalised word is read capitalised or in capitals, a lower-case one in any of the three ways.
"""

from __future__ import annotations

from functools import cache
from typing import Any

__all__ = ["languages", "load", "tables"]


@cache
def languages() -> frozenset[str]:
    """The languages that have a vocabulary, by ISO 639 code.

    >>> sorted(languages())
    ['en']
    """
    from importlib.resources import files  # loaded late, like tomllib: importing kztrade reads no file

    folders = (entry for entry in files(__name__).iterdir() if entry.is_dir())
    return frozenset(entry.name for entry in folders if len(entry.name) == 2)


@cache
def load(folder: str, name: str) -> dict[str, Any]:
    """One file of a folder, read once; callers don't change it.

    >>> load("en", "dates")["month"]["january"]
    1
    """
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files(__name__).joinpath(folder, f"{name}.toml").read_text(encoding="utf-8"))


def tables(language: str) -> dict[str, dict[str, Any]]:
    """All tables of a language, by role.

    Raises:
        ValueError: no such language, or a role is in two files.
    """
    if language not in languages():
        msg = f"no vocabulary for the language {language!r}; there is {', '.join(sorted(languages()))}"
        raise ValueError(msg)
    from importlib.resources import files

    found: dict[str, dict[str, Any]] = {}
    for entry in sorted(files(__name__).joinpath(language).iterdir(), key=lambda entry: entry.name):
        name, _, ending = entry.name.partition(".")
        if ending == "toml":
            for role, table in load(language, name).items():
                if role in found:
                    msg = f"{language}/{entry.name}: the role {role!r} is in another file too"
                    raise ValueError(msg)
                found[role] = table
    return found
