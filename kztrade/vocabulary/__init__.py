"""Words as data: one folder of TOML files for each language, and ``codes`` for what no language owns.

A language is a folder. In its files, a table is a *role* that words play in the grammars:

- ``word = meaning``: a single word and what it stands for (``January = 1``);
- ``meaning = ["phrase", …]``: phrases of one or more words that share a meaning (``KAZ = ["Kazakhstan", …]``).

A capitalised word is read capitalised or in capitals, a lower-case one in any of the three ways.

Beside its files a folder has a copy of them all in JSON, with the spellings of their words, which is read in a tenth of
the time. The copy tells what it was made of: where the files hold something else by now, they are read themselves, and
``python -m kztrade.vocabulary`` copies them anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from kztrade.vocabulary._spelling import parted, spellings

__all__ = ["alike", "copied", "has_phrases", "languages", "load", "tables", "write_copies"]

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
def _folder(folder: str) -> dict[str, dict[str, Any]]:
    """What the files of a folder say, by their names without ending; of a copy, the words too."""
    entries = dict(_entries(folder))
    copy = entries.pop(_COPY, None)
    if copy is not None and copy.startswith(_head(entries)):
        import json

        copied_folder: dict[str, dict[str, Any]] = json.loads(copy)
        return copied_folder
    return {"files": _read(entries)}


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
    """The copy of a folder's files as it should be: a line for each table, and for each set of roles."""
    import json

    def lines(table: dict[str, Any]) -> str:
        rows = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
        return "{\n" + ",\n".join(rows) + "}"

    entries = {name: content for name, content in _entries(folder) if name != _COPY}
    files = _read(entries)
    told = [f'"{name}": {lines(tables_of_file)}' for name, tables_of_file in files.items()]
    spelled = _spelled(_merged(folder, files)) if folder in languages() else {}
    return _head(entries) + ('"files": {' + ",\n".join(told) + '},\n"words": ' + lines(spelled) + "}\n").encode()


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
    found: dict[str, Any] = _folder(folder)["files"][name]
    return found


def tables(language: str) -> dict[str, dict[str, Any]]:
    """All tables of a language, by role.

    Raises:
        ValueError: no such language, or a role is in two files.
    """
    if language not in languages():
        msg = f"no vocabulary for the language {language!r}; there is {', '.join(sorted(languages()))}"
        raise ValueError(msg)
    return _merged(language, _folder(language)["files"])


def _merged(language: str, files: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, tables_of_file in files.items():
        for role, table in tables_of_file.items():
            if role in found:
                msg = f"{language}/{name}.toml: the role {role!r} is in another file too"
                raise ValueError(msg)
            found[role] = table
    return found


def has_phrases(table: dict[str, Any]) -> bool:
    """Whether a table holds phrases by their meaning, not words with theirs."""
    return any(isinstance(value, list) for value in table.values())


def alike(language: str) -> dict[tuple[str, ...], list[str]]:
    """The words of a language, and the first ones of its phrases, in all spellings, by the roles that they play.

    Raises:
        ValueError: as :func:`tables` does.

    >>> "MARCH" in alike("en")["month", "doubtful_month", "small_month"]
    True
    """
    roles_of = tables(language)
    spelled = _folder(language).get("words") or _spelled(roles_of)
    return {tuple(roles.split()): words.split() for roles, words in spelled.items()}


def _spelled(roles: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The words of all tables in all spellings, by the roles that they play; both parted by blanks."""
    roles_of: dict[str, str] = {}
    for role, table in roles.items():
        firsts = {parted(name)[0] for alike in table.values() for name in alike} if has_phrases(table) else set(table)
        for spelling in {spelling for word in firsts for spelling in spellings(word)}:
            roles_of[spelling] = f"{roles_of[spelling]} {role}" if spelling in roles_of else role
    alike: dict[str, list[str]] = {}
    for word, key in sorted(roles_of.items()):
        alike.setdefault(key, []).append(word)
    return {key: " ".join(found) for key, found in alike.items()}
