"""The library of methods: each is one JSON file in `library/`, read and checked once.

A new method is one new file; nothing else has to change.
"""

from functools import cache
from pathlib import Path
from typing import Final

from board.core.errors_methods import MethodMissing
from board.methods.method import Method, decode_method

FOLDER: Final = Path(__file__).parent / "library"


def library() -> list[Method]:
    """All methods, the blank board first, then by id."""
    return sorted(_methods().values(), key=lambda method: (method.id != "blank", method.id))


def method(method_id: str) -> Method:
    """Raises MethodMissing."""
    found = _methods().get(method_id)
    if found is None:
        raise MethodMissing
    return found


@cache
def _methods() -> dict[str, Method]:
    """Methods by id. Raises ValueError that names the file when one is not well made."""
    return {read.id: read for read in map(_read, sorted(FOLDER.glob("*.json")))}


def _read(path: Path) -> Method:
    try:
        found = decode_method(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    if found.id != path.stem:
        raise ValueError(f"{path.name}: the id is {found.id}")
    return found
