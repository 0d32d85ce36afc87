"""Writes ``python.inv``, the names of Python's library that our pages refer to."""

import zlib
from pathlib import Path

ROLES = {
    "class": ["bool", "bytes", "dict", "float", "frozenset", "int", "list", "object", "set", "str", "tuple"],
    "exception": ["ImportError", "ModuleNotFoundError", "OSError", "TypeError", "UnicodeDecodeError", "ValueError"],
}
ELSEWHERE = {
    "collections.abc.Callable": "class",
    "collections.abc.Iterable": "class",
    "collections.abc.Iterator": "class",
    "collections.abc.Mapping": "class",
    "collections.abc.Sequence": "class",
    "datetime.date": "class",
    "datetime.datetime": "class",
    "decimal.Decimal": "class",
    "os.PathLike": "class",
    "pathlib.Path": "class",
    "typing.Any": "data",
    "typing.Generic": "class",
    "typing.IO": "class",
    "typing.Literal": "data",
    "typing.NamedTuple": "class",
    "typing.TextIO": "class",
    "typing.Protocol": "class",
}
PAGES = {"exception": "exceptions"}
STDTYPES = ["bytes", "dict", "frozenset", "list", "set", "str", "tuple"]


def lines() -> list[str]:
    """The inventory's lines."""
    found = [
        f"{name} py:{role} 1 library/{PAGES.get(role) or ('stdtypes' if name in STDTYPES else 'functions')}.html#$ -"
        for role, names in ROLES.items()
        for name in names
    ]
    found.append("None py:data 1 library/constants.html#$ -")
    for name, role in ELSEWHERE.items():
        found.append(f"{name} py:{role} 1 library/{name.rpartition('.')[0]}.html#$ -")
    return found


HEAD = "# Sphinx inventory version 2\n# Project: Python\n# Version: 3\n"
HEAD += "# The remainder of this file is compressed using zlib.\n"
body = zlib.compress("".join(f"{line}\n" for line in lines()).encode())
Path(__file__).with_name("python.inv").write_bytes(HEAD.encode() + body)
