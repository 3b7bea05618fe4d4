"""A board file as text: complete, and the one format that can be brought back."""

import json
from typing import Any


def to_json(file: dict[str, Any]) -> bytes:
    """The board file as UTF-8 JSON, one line for each value, ready to be imported again."""
    return (json.dumps(file, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
