"""A method as a file that projects pass on: written whole, read as strictly as anything from outside."""

from itertools import count
from typing import Final

import msgspec

from board.core.apply import apply
from board.core.errors import BoardError
from board.core.errors_methods import MethodBad, MethodNewer
from board.core.kinds import TITLE_LIMIT
from board.core.ops import SYSTEM, check_name
from board.core.scene import EMPTY
from board.methods.laying_out import instantiate
from board.methods.method import FORMAT, METHOD_VERSION, Method, Words, decode_method

LOCALES: Final = ("it", "en")


class _Head(msgspec.Struct):
    """What a file says of itself before it is read."""

    format: str = ""
    version: int = 0


def to_file(chosen: Method) -> bytes:
    """The method as JSON for people to read as well."""
    return msgspec.json.format(msgspec.json.encode(chosen), indent=2) + b"\n"


def from_file(content: bytes, method_id: str) -> Method:
    """The method in a file, under an id of its own here.

    Raises MethodBad, MethodNewer, and what `check_name` raises.
    """
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MethodBad(why="it is not JSON, or does not say what it is") from error
    if head.format != FORMAT:
        raise MethodBad(why=f'its format is not "{FORMAT}"')
    if head.version > METHOD_VERSION:
        raise MethodNewer(version=head.version)
    try:
        found = decode_method(content)
    except ValueError as error:
        raise MethodBad(why=str(error)) from error
    return checked(found, method_id)


def checked(found: Method, method_id: str) -> Method:
    """The method under this id, named in both languages, once a board could be made of it.

    Raises MethodBad, and what `check_name` raises.
    """
    named = msgspec.structs.replace(
        found, id=method_id, names=in_both(found.names), purposes=_either(found.purposes)
    )
    numbers = count()
    try:
        for locale in LOCALES:
            ops = instantiate(named, locale, lambda: f"item_{next(numbers):06}")
            apply(EMPTY, ops, actor=SYSTEM, at_ms=0)
    except BoardError as error:
        raise MethodBad(why=f"a board of it is refused: {error.code}") from error
    return named


def in_both(names: Words) -> Words:
    """The name in each language: where one is missing, the other. Raises what `check_name` raises."""
    either = _either(names)
    return Words(check_name(either.it, TITLE_LIMIT), check_name(either.en, TITLE_LIMIT))


def _either(words: Words) -> Words:
    return Words(words.it.strip() or words.en, words.en.strip() or words.it)
