"""The fingerprints that let `verify` find a changed byte: each entry is chained to the one before.

What is hashed is what is stored, so these few lines are part of the format of the database: change
them only with a migration that writes every hash again.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from board.store import json_text

_SIZE = 20  # bytes, forty hexadecimal characters
_ENTRY_PARTS = ("seq", "at_ms", "actor", "client_id", "n", "v", "undoes", "restores", "payload_hash")
_SNAPSHOT_PARTS = ("id", "board_id", "seq", "name", "created_by", "created_at_ms", "scene")


def first_hash(board_id: str) -> str:
    """What the first entry of this board is chained to."""
    return _hash(["board", board_id])


def payload_hash(ops: str, inverse: str) -> str:
    """The fingerprint of what an entry changes, as JSON text. It outlives the payload itself."""
    return _hash(["payload", ops, inverse])


def entry_hash(previous: str, row: Mapping[str, Any]) -> str:
    """The fingerprint of an entry's row, `previous` being that of the entry before."""
    return _hash(["entry", previous, *[row[part] for part in _ENTRY_PARTS]])


def snapshot_hash(row: Mapping[str, Any]) -> str:
    """The fingerprint of a snapshot's row."""
    return _hash(["snapshot", *[row[part] for part in _SNAPSHOT_PARTS]])


def _hash(parts: list[Any]) -> str:
    return hashlib.blake2b(json_text.encode(parts).encode(), digest_size=_SIZE).hexdigest()
