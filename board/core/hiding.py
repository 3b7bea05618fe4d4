"""What who leads takes off the board, and why (HIDE1).

Hiding is a deletion like any other: everybody sees that something is gone, and no more. The reason lies
beside the log, with what brings the item back, for who leads and for who wrote it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from board.core.apply import apply
from board.core.errors import BadShape, ItemMissing
from board.core.errors_moderation import NoPlace, NoReason
from board.core.kinds import KINDS, value_of
from board.core.ops import SYSTEM, Entry, Op
from board.core.scene import Record, Scene
from board.core.undo import Touches, undo_among
from board.core.values import check_text

REASON_LIMIT: Final = 300  # code points
_WORDS: Final = ("text", "title", "label", "alt", "url", "emoji")


@dataclass(frozen=True)
class Hidden:
    """One item that was taken off the board by `by`. `ops` is what that did, `inverse` the way back.

    `back_by` and `back_at_ms` say who put it back. `is_read`: who wrote it need not be told any more.
    """

    id: str
    item_id: str
    author: str
    why: str
    by: str
    at_ms: int
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]
    back_by: str | None = None
    back_at_ms: int | None = None
    is_read: bool = False

    @property
    def item(self) -> Record:
        """As it was when it was hidden."""
        found: Record = next(
            op["item"] for op in self.inverse if op["do"] == "create" and op["item"]["id"] == self.item_id
        )
        return found


def check_reason(value: object) -> str:
    """A reason for people to read. Raises NoReason, BadShape, BadText, TextTooLong."""
    why = check_text("why", value, REASON_LIMIT).strip()
    if not why:
        raise NoReason
    return why


def may_be_hidden(record: Record) -> bool:
    """Whether this is something that people contribute: not an area, a step or a vote."""
    kind = KINDS[record["kind"]]
    return kind.is_on_board and not kind.is_for_facilitators


def hide(scene: Scene, item_id: str, why: str, *, hidden_id: str, by: str, at_ms: int) -> Hidden:
    """What takes this item off `scene`. Raises ItemMissing, BadShape for what nobody contributed."""
    record = scene.get(item_id)
    if record is None:
        raise ItemMissing(id=item_id)
    if not may_be_hidden(record):
        raise BadShape
    done = apply(scene, [{"do": "delete", "id": item_id}], actor=by, at_ms=at_ms)
    author = record["author"]
    # Nobody needs to be told what they did themselves; who wrote anonymously cannot be told.
    is_read = author in (by, "")
    return Hidden(hidden_id, item_id, author, why, by, at_ms, done.ops, done.inverse, is_read=is_read)


def put_back(hidden: Hidden, scene: Scene) -> Sequence[Op]:
    """What brings the item back today, with what was on it; nothing when it is there.

    What others have done since stays: what was in or on it comes back to it only if it is free. Raises
    NoPlace when what the item was on is gone.
    """
    if hidden.item_id in scene:
        return ()
    pairs = [
        (op, back)
        for op, back in zip(reversed(hidden.ops), hidden.inverse, strict=True)
        if back["do"] != "patch" or _is_as_left(scene, op)
    ]
    entry = Entry(
        seq=1,
        at_ms=hidden.at_ms,
        actor=hidden.by,
        op_id=None,
        ops=tuple(op for op, _ in reversed(pairs)),
        inverse=tuple(back for _, back in pairs),
    )
    ops = undo_among(entry, Touches(), scene).ops
    if not any(op["do"] == "restore" and op["item"]["id"] == hidden.item_id for op in ops):
        raise NoPlace
    return ops


def _is_as_left(scene: Scene, op: Op) -> bool:
    """Whether the fields that hiding has set still say that."""
    record = scene.get(op["id"])
    return record is not None and all(value_of(record, name) == value for name, value in op["set"].items())


def given_back(hidden: Hidden, *, by: str, at_ms: int) -> Hidden:
    """The same, once it was put back."""
    return replace(hidden, back_by=by, back_at_ms=at_ms, is_read=True)


def taken_off(hidden: Hidden) -> frozenset[str]:
    """The items that hiding took off the board: the one, and what was on it."""
    return frozenset(op["id"] for op in hidden.ops if op["do"] == "delete")


def without(scene: Scene, item_ids: Iterable[str]) -> Scene:
    """`scene` as if these had been deleted, with what is on them."""
    for item_id in sorted(item_ids):
        if item_id in scene:
            scene = apply(scene, [{"do": "delete", "id": item_id}], actor=SYSTEM, at_ms=0).scene
    return scene


def told_to_author(found: Iterable[Hidden], person_id: str, scene: Scene) -> list[dict[str, Any]]:
    """As JSON what this person wrote that was hidden and is not back, in whatever way, until they have read
    why."""
    return [
        {**_named(one), "why": one.why, "at_ms": one.at_ms}
        for one in found
        if one.author == person_id and not one.is_read and one.item_id not in scene
    ]


def told_to_leader(one: Hidden, scene: Scene) -> dict[str, Any]:
    """As JSON all there is to know. It is back, too, where it came back some other way."""
    return {
        **_named(one),
        "item": one.item_id,
        "author": one.author,
        "why": one.why,
        "by": one.by,
        "at_ms": one.at_ms,
        "back_by": one.back_by,
        "back_at_ms": one.back_at_ms,
        "is_back": one.back_by is not None or one.item_id in scene,
    }


def _named(one: Hidden) -> dict[str, Any]:
    item = one.item
    words = next((item[name] for name in _WORDS if item.get(name)), "")
    return {"id": one.id, "kind": item["kind"], "words": words}
