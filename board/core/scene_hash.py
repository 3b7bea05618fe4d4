"""One number for a whole scene, so that two copies of it can be compared in a few bytes (SEQ4).

`static/src/core/scene_hash.ts` says the same; `tests/protocol/scene_hash.json` holds the cases that
both run. The sum over records can be kept up to date: take the old record off, add the new one.
"""

import json
from collections.abc import Iterable
from typing import Final
from zlib import crc32

from board.core.scene import Record

_MASK: Final = 0xFFFFFFFF
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def scene_hash(records: Iterable[Record]) -> int:
    """A number from 0 to 2^32 - 1: the sum of the hashes of all records, in any order."""
    return sum(map(record_hash, records)) & _MASK


def record_hash(record: Record) -> int:
    """A number from 0 to 2^32 - 1: the CRC-32 of the record's canonical JSON, mixed.

    Canonical is: keys sorted, no spaces, characters as they are, in UTF-8. CRC alone is linear, so equal
    changes to two records could cancel out in a sum; the mixing (of MurmurHash3) prevents that.
    """
    value = crc32(_encode(record).encode())
    value = (value ^ value >> 16) * 0x85EBCA6B & _MASK
    value = (value ^ value >> 13) * 0xC2B2AE35 & _MASK
    return value ^ value >> 16


def moved_hash(known: int, before: Record | None, after: Record | None) -> int:
    """The hash of a scene with hash `known` in which one record changed; None is "not there"."""
    taken = 0 if before is None else record_hash(before)
    added = 0 if after is None else record_hash(after)
    return (known - taken + added) & _MASK
