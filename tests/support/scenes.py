"""Ops and entries to fill boards with; what matters is passed, the rest is plain."""

from collections.abc import Sequence
from typing import Any

from board.core.apply import apply
from board.core.log import Commit
from board.core.ops import Entry
from board.core.scene import EMPTY, Scene


def note(key: int | str, **changes: Any) -> dict[str, Any]:
    """A create op of a note; `key` makes its id."""
    box = {"x": 0, "y": 0, "w": 200, "h": 200, "z": "a0"}
    item = {"kind": "note", "id": f"note_{key:0>4}", **box, "frame": None, "type": "I", "text": "A note"}
    return {"do": "create", "item": {**item, **changes}}


def label(key: int | str, text: str, **changes: Any) -> dict[str, Any]:
    """A create op of a text."""
    box = {"x": 0, "y": 0, "w": 300, "h": 50, "z": "a0"}
    item = {"kind": "text", "id": f"text_{key:0>4}", **box, "frame": None, "text": text}
    return {"do": "create", "item": {**item, **changes}}


def frame(key: int | str, title: str, **changes: Any) -> dict[str, Any]:
    """A create op of a frame."""
    box = {"x": 0, "y": 0, "w": 800, "h": 600, "z": "a0"}
    item = {"kind": "frame", "id": f"frame_{key:0>4}", **box, "title": title, "prompt": ""}
    return {"do": "create", "item": {**item, **changes}}


def patch(item_id: str, **values: Any) -> dict[str, Any]:
    return {"do": "patch", "id": item_id, "set": values}


def gone(item_id: str) -> dict[str, Any]:
    return {"do": "delete", "id": item_id}


def scene_after(*ops: dict[str, Any], actor: str = "person_ada", at_ms: int = 0) -> Scene:
    """The scene that `ops` make of an empty board."""
    return apply(EMPTY, ops, actor=actor, at_ms=at_ms).scene


def overlap(one: Any, other: Any) -> bool:
    """Whether two records cover a common area."""
    beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
    above = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
    return not (beside or above)


class LogWriter:
    """Makes the entries that a room would make of one board, one after the other."""

    def __init__(self, scene: Scene = EMPTY, head: int = 0) -> None:
        self.scene = scene
        self.head = head

    def entry(
        self, *ops: dict[str, Any], actor: str = "person_ada", op_id: tuple[str, int] | None = None
    ) -> Entry:
        """The next entry; its time is its number."""
        self.head += 1
        applied = apply(self.scene, ops, actor=actor, at_ms=self.head)
        self.scene = applied.scene
        return Entry(self.head, self.head, actor, op_id, applied.ops, applied.inverse)


def commit_of(board_id: str, entries: Sequence[Entry], **changes: Any) -> Commit:
    """A commit of these entries and nothing else."""
    base = entries[0].seq - 1 if entries else 0
    parts: dict[str, Any] = {"base": base, "refusals": (), "cursors": {}, **changes}
    return Commit(board_id=board_id, entries=tuple(entries), **parts)
