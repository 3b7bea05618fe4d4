"""Which items hold others, and which go when others go.

A frame holds items and frames, a cluster holds notes: both let go of them when they are deleted. A
connector sticks to items, a comment lies on an item, a reply belongs to a comment: these go with what
they are on (CONN2).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from board.core.kinds import KINDS
from board.core.scene import Record, Scene

# Kind -> the field of what it may hold that says so.
HOLDERS: Final[Mapping[str, str]] = {"frame": "frame", "cluster": "cluster"}
DEPENDENT_KINDS: Final = frozenset({"connector", "comment", "reply"})
# The fields that name another item.
NAMING: Final = ("frame", "cluster", "from", "to", "on", "thread")


def named(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, item id) for every other item that a record, or the values of a patch, names."""
    if values.keys().isdisjoint(NAMING):
        return
    for name in NAMING:
        target = named_by(values.get(name))
        if target is not None:
            yield name, target


def named_by(value: Any) -> str | None:
    """The item that a value of such a field names; None for a point of the board, or none."""
    if isinstance(value, Mapping):
        value = value.get("item")
    return value if isinstance(value, str) else None


def may_hold(name: str, target: Record | None) -> bool:
    """Whether an item may name `target` in this field; None is not there."""
    if target is None:
        return False
    kind = target["kind"]
    if name in ("frame", "cluster"):
        return bool(kind == name)
    if name == "thread":
        return bool(kind == "comment")
    if not KINDS[kind].is_on_board:
        return False
    return kind not in (DEPENDENT_KINDS if name in ("from", "to") else ("comment", "reply"))


def top_of(record: Record, scene: Scene) -> Record | None:
    """The note under which a note lies (STACK1); None for what stands by itself.

    A stack is as deep as one note on top of others: what says that it lies under a note that is itself said
    to be under another, or is gone, stands by itself. So no circle can come of two changes at once.
    """
    top = scene.get(record.get("under") or "")
    if top is None or top["kind"] != "note" or "under" in top or top["id"] == record["id"]:
        return None
    return top


def is_inside(scene: Scene, frame_id: str, outer_id: str) -> bool:
    """Whether the frame is the other one, or lies in it, however deep."""
    seen: set[str] = set()
    inner: str | None = frame_id
    while inner is not None and inner not in seen:
        if inner == outer_id:
            return True
        seen.add(inner)
        inner = scene.get(inner, {}).get("frame")
    return False


def members(scene: Scene, holder: Record) -> list[str]:
    """Ids of what a frame or a cluster holds, sorted; none for any other item."""
    name = HOLDERS.get(holder["kind"])
    if name is None:
        return []
    return sorted(key for key, item in scene.items() if item.get(name) == holder["id"])


class Dependents:
    """Which connectors, comments and replies go with an item. Made once for a change of many ops: to look
    at every item of a board takes time."""

    def __init__(self, scene: Scene) -> None:
        self._by_target: dict[str, set[str]] = {}
        for record in scene.values():
            if record["kind"] in DEPENDENT_KINDS:
                self.add(record)

    def add(self, record: Record) -> None:
        """Note what a record of one of these kinds names; what it named before is asked of the scene."""
        for _name, target in named(record):
            self._by_target.setdefault(target, set()).add(record["id"])

    def of(self, scene: Scene, item_id: str) -> list[str]:
        """Ids of what goes first when the item goes, sorted; what goes with those is theirs."""
        candidates: Iterable[str] = self._by_target.get(item_id, ())
        return sorted(key for key in candidates if key in scene and _names(scene[key], item_id))


def _names(record: Record, item_id: str) -> bool:
    return any(target == item_id for _name, target in named(record))
