"""The scene: all records of a board at one moment."""

from collections.abc import Iterable, Mapping
from typing import Any

# The stored JSON form of an item; never mutated.
Record = Mapping[str, Any]
# Item id -> record. Never mutated: a change makes a new mapping.
Scene = Mapping[str, Record]

EMPTY: Scene = {}


def scene_of(records: Iterable[Record]) -> Scene:
    """The scene that holds exactly these records."""
    return {record["id"]: record for record in records}


def in_order(scene: Scene) -> list[Record]:
    """Records in paint and reading order: by z key, ties by id."""
    return sorted(scene.values(), key=lambda record: (record["z"], record["id"]))
