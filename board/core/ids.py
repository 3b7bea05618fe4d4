"""Ids and codes: their shape, and how to make one from given random bits."""

import re
from collections.abc import Callable

ID_CHARS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH = 20  # log2(62 ** 20) = 119 random bits
_ID = re.compile(r"[0-9A-Za-z_-]{8,40}\Z")

# No 0 O, 1 I L, 5 S, 8 B, 2 Z, U V: read aloud and from the back of a room without a mistake.
CODE_CHARS = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 6

RandomBelow = Callable[[int], int]


def is_id(value: object) -> bool:
    """Whether `value` has the shape of an id: 8 to 40 of the characters 0-9 A-Z a-z _ -."""
    return isinstance(value, str) and _ID.match(value) is not None


def make_id(random_below: RandomBelow) -> str:
    """A new id of 20 characters; pass `secrets.randbelow`, or a seeded source in tests."""
    return "".join(ID_CHARS[random_below(len(ID_CHARS))] for _ in range(ID_LENGTH))


def make_code(random_below: RandomBelow) -> str:
    """A new join code: six characters of an alphabet without look-alikes."""
    return "".join(CODE_CHARS[random_below(len(CODE_CHARS))] for _ in range(CODE_LENGTH))


def clean_code(typed: str) -> str:
    """What a person typed, as a code: upper case, without spaces and hyphens."""
    return re.sub(r"[\s\-–—.]", "", typed).upper()
