"""Libraries that not everybody has: they come with extras, and are loaded where they are needed."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["needed"]


def needed(module: str, extra: str) -> Any:
    """A module of a library that not everybody has.

    Raises:
        ImportError: it isn't installed; the message names the extra that it comes with.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise ImportError(f"this needs {library}: pip install 'kztrade[{extra}]'", name=library) from error
