"""One change to a scene: what it does, and what would take it back.

`static/src/core/apply.ts` says the same in TypeScript; `tests/protocol/apply_*.json` holds the
cases that both run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from board.core.errors import ItemExists, ItemMissing, UnknownField
from board.core.kinds import KINDS
from board.core.ops import Op
from board.core.scene import Record, Scene


@dataclass(frozen=True)
class Applied:
    """The new scene, the effective ops (APPLY2) and the ops that undo them, in order."""

    scene: Scene
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]


def apply(scene: Scene, ops: Sequence[Op], *, actor: str, at_ms: int) -> Applied:
    """`scene` after `ops`, all of them or none; never mutates its input (APPLY1).

    Creates get `author` and `created_at_ms`; patches keep only what really changes; deleting a
    frame first releases its items. Raises ItemMissing, ItemExists, UnknownField.

    `restore`, an op that clients cannot send, brings a record back as it was.
    """
    change = _Change(dict(scene), actor, at_ms)
    for op in ops:
        if op["do"] == "create":
            change.create(op["item"])
        elif op["do"] == "restore":
            change.restore(op["item"])
        elif op["do"] == "patch":
            change.patch(op["id"], op["set"])
        else:
            change.delete(op["id"])
    return Applied(change.scene, tuple(change.ops), tuple(reversed(change.inverse)))


def replay(scene: Scene, ops: Sequence[Op]) -> Scene:
    """`scene` after the effective ops of an entry, which are trusted as they are."""
    after = dict(scene)
    for op in ops:
        if op["do"] == "create":
            after[op["item"]["id"]] = op["item"]
        elif op["do"] == "patch":
            after[op["id"]] = {**after[op["id"]], **op["set"]}
        else:
            del after[op["id"]]
    return after


class _Change:
    """The work in hand of one `apply`: it owns its copy of the scene."""

    def __init__(self, scene: dict[str, Record], actor: str, at_ms: int) -> None:
        self.scene = scene
        self.actor = actor
        self.at_ms = at_ms
        self.ops: list[Op] = []
        self.inverse: list[Op] = []  # in the order of `ops`; reversed at the end

    def create(self, item: dict[str, Any]) -> None:
        if item["id"] in self.scene:
            raise ItemExists(id=item["id"])
        self._check_frame(item)
        self._add({**item, "author": self.actor, "created_at_ms": self.at_ms})

    def restore(self, record: dict[str, Any]) -> None:
        """Bring a deleted item back with its author and time. Only the server makes this op."""
        if record["id"] in self.scene:
            raise ItemExists(id=record["id"])
        self._check_frame(record)
        self._add(record)

    def _add(self, record: dict[str, Any]) -> None:
        self.scene[record["id"]] = record
        self.ops.append({"do": "create", "item": record})
        self.inverse.append({"do": "delete", "id": record["id"]})

    def patch(self, item_id: str, values: dict[str, Any]) -> None:
        record = self._record(item_id)
        for name in values:
            if name not in KINDS[record["kind"]].fields:
                raise UnknownField(field=name)
        self._check_frame(values)
        changed = {name: value for name, value in values.items() if record[name] != value}
        if not changed:
            return
        self.scene[item_id] = {**record, **changed}
        self.ops.append({"do": "patch", "id": item_id, "set": changed})
        self.inverse.append({"do": "patch", "id": item_id, "set": {name: record[name] for name in changed}})

    def delete(self, item_id: str) -> None:
        record = self._record(item_id)
        if record["kind"] == "frame":
            for member_id in sorted(key for key, item in self.scene.items() if item.get("frame") == item_id):
                self.patch(member_id, {"frame": None})
        del self.scene[item_id]
        self.ops.append({"do": "delete", "id": item_id})
        self.inverse.append({"do": "create", "item": record})

    def _record(self, item_id: str) -> Record:
        record = self.scene.get(item_id)
        if record is None:
            raise ItemMissing(id=item_id)
        return record

    def _check_frame(self, values: dict[str, Any]) -> None:
        frame_id = values.get("frame")
        if frame_id is not None and self.scene.get(frame_id, {}).get("kind") != "frame":
            raise ItemMissing(id=frame_id)
