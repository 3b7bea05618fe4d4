"""One change to a scene: what it does, and what would take it back.

`static/src/core/apply.ts` says the same in TypeScript; `tests/protocol/apply_*.json` holds the
cases that both run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from board.core.behalf import signature, unsigned
from board.core.errors import ItemExists, ItemMissing, TextEpoch, UnknownField
from board.core.errors_items import FrameInside
from board.core.kinds import FIXED, KINDS
from board.core.note_text import RETRY_MS, NoteTexts
from board.core.ops import Op
from board.core.relations import DEPENDENT_KINDS, HOLDERS, Dependents, is_inside, may_hold, members, named
from board.core.scene import Record, Scene


@dataclass(frozen=True)
class Applied:
    """The new scene, the effective ops (APPLY2) and the ops that undo them, in order."""

    scene: Scene
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]


def apply(
    scene: Scene, ops: Sequence[Op], *, actor: str, at_ms: int, texts: NoteTexts | None = None
) -> Applied:
    """`scene` after `ops`, all of them or none; never mutates its input (APPLY1).

    Creates get `author` and `created_at_ms`; patches keep only what really changes; deleting a frame or
    a cluster first releases its items, deleting anything first deletes what is on it; what is typed is
    merged, with `texts` faster than without. Raises ItemMissing, ItemExists, FrameInside, UnknownField,
    and what `NoteTexts.merge` raises.

    Ops that clients cannot send: `restore` brings a record back as it was, `rebuild` begins the text of
    a note anew (TXT4).
    """
    change = _Change(dict(scene), actor, at_ms)
    for op in ops:
        if op["do"] == "create":
            change.create(op["item"])
        elif op["do"] == "restore":
            change.restore(op["item"])
        elif op["do"] == "patch":
            change.patch(op["id"], op["set"])
        elif op["do"] == "text":
            change.text(op, texts or NoteTexts())
        elif op["do"] == "rebuild":
            change.rebuild(op["id"])
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
            after[op["id"]] = _patched(after[op["id"]], op["set"])
        elif op["do"] == "text":
            after[op["id"]] = _typed(after[op["id"]], op)
        else:
            del after[op["id"]]
    return after


def _patched(record: Record, values: dict[str, Any]) -> Record:
    """The record with these values: without those that are defaults (KIND1); `edits` None takes that
    field away."""
    after = {**record, **values}
    defaults = KINDS[record["kind"]].defaults
    for name in values:
        if name in defaults and values[name] == defaults[name]:
            del after[name]
    if values.get("edits", ...) is None:
        after.pop("edits", None)
    return after


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """The same without the fields that hold their defaults (KIND1)."""
    defaults = KINDS[item["kind"]].defaults
    if defaults.keys().isdisjoint(item):
        return item
    return {key: value for key, value in item.items() if key not in defaults or value != defaults[key]}


def _typed(record: Record, op: Op) -> Record:
    """The record after an effective `text` op, by plain data (TXT3)."""
    edits = record.get("edits") or {"base": record["text"], "updates": []}
    after = {"base": edits["base"], "updates": [*edits["updates"], op["update"]]}
    return {**record, "text": op["text"], "edits": after}


class _Change:
    """The work in hand of one `apply`: it owns its copy of the scene."""

    def __init__(self, scene: dict[str, Record], actor: str, at_ms: int) -> None:
        self.scene = scene
        self.actor = actor
        self.at_ms = at_ms
        self.ops: list[Op] = []
        self.inverse: list[Op] = []  # in the order of `ops`; reversed at the end
        self._dependents: Dependents | None = None  # made when the first item goes

    def create(self, item: dict[str, Any]) -> None:
        if item["id"] in self.scene:
            raise ItemExists(id=item["id"])
        self._check_named(item)
        self._add({**unsigned(_plain(item)), **signature(item, self.actor), "created_at_ms": self.at_ms})

    def restore(self, record: dict[str, Any]) -> None:
        """Bring a deleted item back with its author and time. Only the server makes this op."""
        if record["id"] in self.scene:
            raise ItemExists(id=record["id"])
        self._check_named(record)
        self._add(record)

    def _add(self, record: dict[str, Any]) -> None:
        self._put(record)
        self.ops.append({"do": "create", "item": record})
        self.inverse.append({"do": "delete", "id": record["id"]})

    def patch(self, item_id: str, values: dict[str, Any]) -> None:
        record = self._record(item_id)
        kind = KINDS[record["kind"]]
        before: dict[str, Any] = {}
        for name, value in values.items():
            if name not in kind.fields or name in FIXED:
                raise UnknownField(field=name)
            was = record[name] if name in record else kind.defaults[name]
            if was != value:
                before[name] = was
        self._check_named(values, item_id)
        if not before:
            return
        changed = {name: values[name] for name in before}
        self._set(record, {**changed, **(_anew(record) if "text" in changed and kind.is_typed else {})})
        self.inverse.append({"do": "patch", "id": item_id, "set": before})

    def text(self, op: Op, texts: NoteTexts) -> None:
        record = self._record(op["id"])
        if not KINDS[record["kind"]].is_typed:
            raise UnknownField(field="text")
        if op["epoch"] != record.get("epoch", 0):
            raise TextEpoch(id=op["id"], retry_ms=RETRY_MS)
        typed = texts.merge(record, op["update"])
        if not typed.is_new:
            return
        self.scene[op["id"]] = {**record, "text": typed.text, "edits": typed.edits}
        self.ops.append({**op, "text": typed.text})
        self.inverse.append({"do": "text", "id": op["id"], "from": typed.text, "to": record["text"]})

    def rebuild(self, item_id: str) -> None:
        """Begin the text anew with what it says now. There is nothing to take back."""
        record = self._record(item_id)
        if "edits" in record:
            self._set(record, _anew(record))

    def delete(self, item_id: str) -> None:
        record = self._record(item_id)
        for member_id in members(self.scene, record):
            self.patch(member_id, {HOLDERS[record["kind"]]: None})
        if self._dependents is None:
            self._dependents = Dependents(self.scene)
        for dependent_id in self._dependents.of(self.scene, item_id):
            if dependent_id in self.scene:  # it may have gone with the one before
                self.delete(dependent_id)
        del self.scene[item_id]
        self.ops.append({"do": "delete", "id": item_id})
        self.inverse.append({"do": "create", "item": record})

    def _set(self, record: Record, values: dict[str, Any]) -> None:
        self._put(_patched(record, values))
        self.ops.append({"do": "patch", "id": record["id"], "set": values})

    def _record(self, item_id: str) -> Record:
        record = self.scene.get(item_id)
        if record is None:
            raise ItemMissing(id=item_id)
        return record

    def _put(self, record: Record) -> None:
        self.scene[record["id"]] = record
        if self._dependents is not None and record["kind"] in DEPENDENT_KINDS:
            self._dependents.add(record)

    def _check_named(self, values: dict[str, Any], item_id: str | None = None) -> None:
        """Whether the items are there that `values`, set on the item, name. No item: it is being made."""
        for name, target_id in named(values):
            if not may_hold(name, self.scene.get(target_id)):
                raise ItemMissing(id=target_id)
            # A frame that does not exist yet holds nothing.
            if name == "frame" and item_id is not None and is_inside(self.scene, target_id, item_id):
                raise FrameInside(id=item_id)


def _anew(record: Record) -> dict[str, Any]:
    """What makes everything typed before belong to an epoch that is over."""
    gone = {"edits": None} if "edits" in record else {}
    return {"epoch": record.get("epoch", 0) + 1, **gone}
