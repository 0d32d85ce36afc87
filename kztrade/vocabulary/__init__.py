"""Words as data: one folder of TOML files for each language, and ``codes`` for what no language owns.

A language is a folder. In its files, a table is a *role* that words play in the grammars:

- ``word = meaning``: a single word and what it stands for (``January = 1``);
- ``meaning = ["phrase", …]``: phrases of one or more words that share a meaning (``KAZ = ["Kazakhstan", …]``).

A capitalised word is read capitalised or in capitals, a lower-case one in any of the three ways.

Beside its files a folder has a copy of them all in JSON, which is read in a tenth of the time. The copy tells what it
was made of: where the files hold something else by now, they are read themselves, and ``python -m kztrade.vocabulary``
copies them anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

__all__ = ["copied", "languages", "load", "tables", "write_copies"]

_PLACE = os.path.dirname(__file__)  # paths are str here: to import pathlib takes longer than to read the words
_COPY = "copy.json"


def _entries(*folder: str) -> Iterator[tuple[str, bytes | None]]:
    """What is in a folder, by name: what a file holds, None for a folder."""
    place = os.path.join(_PLACE, *folder)
    if os.path.isdir(place):
        for name in sorted(os.listdir(place)):
            path = os.path.join(place, name)
            if os.path.isdir(path):
                yield name, None
            else:
                with open(path, "rb") as file:
                    yield name, file.read()
    else:  # an archive that Python imports from
        from importlib.resources import files

        for entry in sorted(files(__name__).joinpath(*folder).iterdir(), key=lambda entry: entry.name):
            yield entry.name, entry.read_bytes() if entry.is_file() else None


@cache
def languages() -> frozenset[str]:
    """The languages that have a vocabulary, by ISO 639 code.

    >>> sorted(languages())
    ['en']
    """
    return frozenset(name for name, content in _entries() if content is None and len(name) == 2)


@cache
def _files(folder: str) -> dict[str, dict[str, Any]]:
    """What the files of a folder say, by their names without ending."""
    entries = dict(_entries(folder))
    copy = entries.pop(_COPY, None)
    if copy is not None and copy.startswith(_head(entries)):
        import json

        found: dict[str, dict[str, Any]] = json.loads(copy)["files"]
        return found
    return _read(entries)


def _sources(entries: dict[str, bytes | None]) -> Iterator[tuple[str, bytes]]:
    """The TOML files among what is in a folder, by their names without ending."""
    for name, content in entries.items():
        stem, _, ending = name.partition(".")
        if ending == "toml" and content is not None:
            yield stem, content


def _read(entries: dict[str, bytes | None]) -> dict[str, dict[str, Any]]:
    import tomllib

    return {name: tomllib.loads(content.decode()) for name, content in _sources(entries)}


def _head(entries: dict[str, bytes | None]) -> bytes:
    """How a copy of files begins: with a checksum of them, which guards against mistakes, not against malice."""
    import zlib  # hashlib is slow to import

    total = 0
    for name, content in _sources(entries):
        total = zlib.crc32(content, zlib.crc32(f"{name} {len(content)} ".encode(), total))
    return f'{{"of": "{total:08x}",\n'.encode()


def copied(folder: str) -> bytes:
    """The copy of a folder's files as it should be: a line for each table."""
    import json

    entries = {name: content for name, content in _entries(folder) if name != _COPY}
    files = []
    for name, tables_of_file in _read(entries).items():
        lines = [f'"{role}": {json.dumps(table, ensure_ascii=False)}' for role, table in tables_of_file.items()]
        files.append(f'"{name}": {{\n' + ",\n".join(lines) + "}")
    return _head(entries) + ('"files": {' + ",\n".join(files) + "}}\n").encode()


def write_copies() -> None:
    """Copy the files of each folder anew."""
    for folder in ("codes", *languages()):
        content = copied(folder)
        with open(os.path.join(_PLACE, folder, _COPY), "wb") as file:
            file.write(content)


def load(folder: str, name: str) -> dict[str, Any]:
    """One file of a folder, read once; callers don't change it.

    >>> load("en", "dates")["month"]["january"]
    1
    """
    return _files(folder)[name]


def tables(language: str) -> dict[str, dict[str, Any]]:
    """All tables of a language, by role.

    Raises:
        ValueError: no such language, or a role is in two files.
    """
    if language not in languages():
        msg = f"no vocabulary for the language {language!r}; there is {', '.join(sorted(languages()))}"
        raise ValueError(msg)
    found: dict[str, dict[str, Any]] = {}
    for name, tables_of_file in _files(language).items():
        for role, table in tables_of_file.items():
            if role in found:
                msg = f"{language}/{name}.toml: the role {role!r} is in another file too"
                raise ValueError(msg)
            found[role] = table
    return found
