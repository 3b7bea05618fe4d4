"""What taking an entry back means now, when others may have gone on since (UNDO2, UNDO3).

An entry holds its own way back (`inverse`). Undoing carries that out on the board as it is today, and
leaves alone what somebody else has set since. Everything that a delete took with it is in its inverse,
so undoing it brings all of that back. `static/src/core/undo.ts` says the same in TypeScript;
`tests/protocol/undo_*.json` holds the cases that both run.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from board.core.kinds import KINDS, TEXT_LIMIT, value_of
from board.core.note_text import merge3
from board.core.ops import Entry, Op
from board.core.relations import HOLDERS, NAMING, Dependents, is_inside, may_hold, members, named, named_by
from board.core.scene import Record, Scene
from board.core.votes import is_served

# Fields whose way back is asked of others first. What the server keeps beside them is not.
_FIELDS: Final = frozenset(name for kind in KINDS.values() for name in kind.fields)
# What an item can do without: it comes back outside the frame, or lies on nothing.
_LETTING_GO: Final = ("frame", "cluster")


@dataclass(frozen=True)
class Left:
    """An item that stays as it is, wholly or in part: somebody else has changed it since, or it is gone."""

    id: str
    why: Literal["changed", "gone"]


@dataclass(frozen=True)
class Undoing:
    """The ops that take an entry back today, for `apply`, and the items that they leave alone."""

    ops: tuple[Op, ...]
    left: tuple[Left, ...]


@dataclass
class Touches:
    """What somebody else has set, and in which entry last. Add their entries oldest first."""

    _items: dict[str, int] = field(default_factory=dict)  # item id -> seq
    _fields: dict[tuple[str, str], int] = field(default_factory=dict)  # (item id, field) -> seq

    def add(self, entry: Entry) -> None:
        """Note what the entry sets. What is typed into a text is no claim to the whole of it: it is
        merged. Undoing a deletion claims only what the item names: its place in a frame, the item that it
        is on. Making an item, and restoring it with a moment of the board, claims all of it."""
        for op in entry.ops:
            if op["do"] == "create":
                if entry.undoes is None:
                    self._items[op["item"]["id"]] = entry.seq
                for name, _target in named(op["item"]):
                    self._fields[op["item"]["id"], name] = entry.seq
            elif op["do"] == "patch":
                for name in op["set"].keys() & _FIELDS:
                    self._items[op["id"]] = entry.seq
                    if name != "text" or entry.undoes is None:
                        self._fields[op["id"], name] = entry.seq
            elif op["do"] == "text":
                self._items[op["id"]] = entry.seq

    def has_item(self, item_id: str, since: int) -> bool:
        """Whether somebody has changed the item after entry `since`."""
        return self._items.get(item_id, 0) > since

    def has_field(self, item_id: str, name: str, since: int) -> bool:
        """Whether somebody has set this field after entry `since`."""
        return self._fields.get((item_id, name), 0) > since


@dataclass
class Takings:
    """Who took back what, so that nothing is taken back twice: texts are merged, and would then have
    it twice. Add entries oldest first."""

    _by: dict[int, int] = field(default_factory=dict)  # seq -> seq of the entry that took it back last

    def add(self, entry: Entry) -> None:
        if entry.undoes is not None:
            self._by[entry.undoes] = entry.seq

    def standing(self, seq: int) -> int | None:
        """The entry by which the change of entry `seq` is on the board: itself, or what did it again;
        None when it is taken back."""
        while (undo := self._by.get(seq)) is not None:
            redo = self._by.get(undo)
            if redo is None:
                return None
            seq = redo
        return seq


def undo_ops(entry: Entry, later: Iterable[Entry], scene: Scene, unseen: Container[str] = ()) -> Undoing:
    """What takes `entry` back on `scene`. `later`: the entries after it, oldest first. Items that are
    `unseen` stay away: they are hidden, and not for this person to put back.

    Nothing does when it has been taken back, also when it was done again: what did that is to be undone.
    """
    others, takings = Touches(), Takings()
    for after in later:
        takings.add(after)
        if after.actor != entry.actor:
            others.add(after)
    is_standing = takings.standing(entry.seq) == entry.seq
    return undo_among(entry, others, scene, unseen) if is_standing else Undoing((), ())


def undo_among(entry: Entry, others: Touches, scene: Scene, unseen: Container[str] = ()) -> Undoing:
    """The same, where it is already known what others have set."""
    work = _Undo(entry.seq, others, dict(scene))
    work.kept = {
        back["id"] for back in entry.inverse if back["do"] == "delete" and work.is_claimed(back["id"])
    }
    for op, back in zip(reversed(entry.ops), entry.inverse, strict=False):
        if _is_for_server(back, work.scene) or is_served(back, work.scene):
            continue
        if back["do"] == "create" and back["item"]["id"] in unseen:
            work.left[back["item"]["id"]] = "gone"
        elif back["do"] == "create":
            work.restore(back["item"])
        elif back["do"] == "delete":
            work.remove(back["id"])
        elif back["do"] == "patch":
            work.patch(back["id"], op.get("set", {}), back["set"])
        else:
            work.patch(back["id"], {"text": back["from"]}, {"text": back["to"]})
    left = tuple(Left(item_id, why) for item_id, why in work.left.items())
    return Undoing(tuple(work.ops), left)


def _is_for_server(back: Op, scene: Scene) -> bool:
    """Which step was on, and who sat where, is not taken back (STEP4)."""
    record = back.get("item") or scene.get(back.get("id", ""))
    return record is not None and KINDS[record["kind"]].is_for_server


class _Undo:
    """The work in hand: it owns its copy of the scene, which follows the ops found so far."""

    def __init__(self, seq: int, others: Touches, scene: dict[str, Record]) -> None:
        self.seq = seq
        self.others = others
        self.scene = scene
        self.kept: set[str] = set()  # ids of items that stay although the entry made them
        self.ops: list[Op] = []
        self.left: dict[str, Literal["changed", "gone"]] = {}  # item id -> why it is left alone
        self._dependents: Dependents | None = None

    def restore(self, record: Record) -> None:
        if record["id"] in self.scene:
            return
        item = dict(record)
        for name, target_id in named(record):
            if may_hold(name, self.scene.get(target_id)):
                continue
            if name not in _LETTING_GO:
                self.left[record["id"]] = "gone"  # what it was on is not there any more
                return
            item.pop(name)
            if name not in KINDS[record["kind"]].defaults:
                item[name] = None
        self.scene[item["id"]] = item
        self._dependents = None
        self.ops.append({"do": "restore", "item": item})

    def is_claimed(self, item_id: str) -> bool:
        """Whether somebody else has worked on the item or on what would go with it, or put something into
        it or on it."""
        if self.others.has_item(item_id, self.seq):
            return True
        if item_id not in self.scene:
            return False
        on_it = self.dependents().of(self.scene, item_id)
        in_it = members(self.scene, self.scene[item_id])
        return any(self._is_put_on(key, item_id) for key in (*in_it, *on_it)) or any(
            self.is_claimed(key) for key in on_it
        )

    def _is_put_on(self, key: str, item_id: str) -> bool:
        """Whether somebody else has put this item into or on the other one."""
        return any(
            target_id == item_id and self.others.has_field(key, name, self.seq)
            for name, target_id in named(self.scene[key])
        )

    def dependents(self) -> Dependents:
        """What goes with what, on the scene as it is now."""
        if self._dependents is None:
            self._dependents = Dependents(self.scene)
        return self._dependents

    def remove(self, item_id: str) -> None:
        if item_id not in self.scene:
            return
        if item_id in self.kept:
            self.left[item_id] = "changed"
            return
        self._take(item_id)
        self.ops.append({"do": "delete", "id": item_id})

    def _take(self, item_id: str) -> None:
        """What `apply` does to the scene when the item goes."""
        holder = self.scene[item_id]
        for key in members(self.scene, holder):
            self.scene[key] = {**self.scene[key], HOLDERS[holder["kind"]]: None}
        for key in self.dependents().of(self.scene, item_id):
            if key in self.scene:
                self._take(key)
        del self.scene[item_id]

    def patch(self, item_id: str, after: dict[str, Any], before: dict[str, Any]) -> None:
        """Set fields back from what the entry set (`after`) to what they were (`before`)."""
        record = self.scene.get(item_id)
        if record is None:
            self.left[item_id] = "gone"
            return
        values: dict[str, Any] = {}
        for name in before:
            if name not in _FIELDS or value_of(record, name) == before[name]:
                continue
            if self.others.has_field(item_id, name, self.seq) or named_by(after.get(name)) in self.kept:
                self.left[item_id] = "changed"
            elif not self._can_name(item_id, name, before[name]):
                self.left.setdefault(item_id, "gone")
            elif name == "text" and KINDS[record["kind"]].is_typed:
                values[name] = _merged(after.get("text"), before["text"], record["text"])
            else:
                values[name] = before[name]
        values = {name: value for name, value in values.items() if value_of(record, name) != value}
        if len(values.get("text", "")) > TEXT_LIMIT:  # with what others have typed since
            self.left[item_id] = "changed"
            del values["text"]
        if values:
            self.scene[item_id] = {**record, **values}
            self._dependents = None
            self.ops.append({"do": "patch", "id": item_id, "set": values})

    def _can_name(self, item_id: str, name: str, value: Any) -> bool:
        """Whether the field can hold this again: what it names is there, and no frame gets into itself."""
        target_id = named_by(value) if name in NAMING else None
        if target_id is None:
            return True
        if not may_hold(name, self.scene.get(target_id)):
            return False
        return name != "frame" or not is_inside(self.scene, target_id, item_id)


def _merged(base: str | None, mine: str, theirs: str) -> str:
    """`mine` for `base`, with what others have made of `base` since."""
    return mine if base is None or base == theirs else merge3(base, mine, theirs)
