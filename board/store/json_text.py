"""JSON as the database keeps it: plain characters, no NaN, no spaces."""

import json
from typing import Any

import msgspec


def encode(value: Any) -> str:
    """`value` as JSON text. Raises ValueError for a number that JSON does not have."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def decode(text: str) -> Any:
    """The value that `encode` was given, tuples as lists."""
    return msgspec.json.decode(text)
