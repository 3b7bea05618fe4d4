"""Who may do what. One table, read at every op and every request (PERM1)."""

from collections.abc import Iterable, Set
from typing import Final, Literal

from board.core.errors import BoardMissing, Denied, ReadOnly
from board.core.errors_items import ItemLocked, NotYours
from board.core.kinds import KINDS
from board.core.ops import Op
from board.core.relations import named
from board.core.scene import Scene

Role = Literal["facilitator", "participant", "viewer"]
ROLES: Final = ("facilitator", "participant", "viewer")

# Action -> the roles that may do it.
_ALLOWED: Final[dict[str, frozenset[str]]] = {
    "board.view": frozenset(ROLES),
    "board.rename": frozenset({"facilitator"}),
    "board.delete": frozenset({"facilitator"}),
    "board.invite": frozenset({"facilitator"}),
    "board.people": frozenset({"facilitator"}),
    "board.export": frozenset({"facilitator"}),
    "board.snapshot": frozenset({"facilitator"}),
    "board.history": frozenset({"facilitator"}),
    "board.restore": frozenset({"facilitator"}),
    "board.repair": frozenset({"facilitator"}),
    "item.write": frozenset({"facilitator", "participant"}),
    "frame.write": frozenset({"facilitator"}),
}
ACTIONS: Final = tuple(_ALLOWED)

_SPOKEN: Final = frozenset({"comment", "reply"})
_ON: Final = frozenset({"from", "to", "on", "thread"})
_OF_THE_AUTHOR: Final = frozenset({"text", "mentions"})


def can(role: Role, action: str) -> bool:
    """Whether a member with this role may do `action`. An unknown action is a mistake: KeyError."""
    return role in _ALLOWED[action]


def authorize(role: Role | None, action: str) -> None:
    """Return if allowed. `role` None is not a member, who is told that there is no such board (VIS2).

    Raises BoardMissing, Denied, or ReadOnly when a viewer tries to write.
    """
    if role is None:
        raise BoardMissing
    if can(role, action):
        return
    if role == "viewer" and action.endswith(".write"):
        raise ReadOnly
    raise Denied


def authorize_ops(role: Role | None, ops: Iterable[Op], scene: Scene, person_id: str) -> None:
    """Return if every one of `ops` of this person is allowed on `scene`.

    Raises what `authorize` raises, ItemLocked (LOCK1), or NotYours for a comment of somebody else.
    """
    ops = tuple(ops)
    for op in ops:
        authorize(role, _action_of(op, scene))
    if role == "participant":
        going = {op["id"] for op in ops if op["do"] == "delete"}
        for op in ops:
            _check_participant(op, scene, person_id, going)


def _action_of(op: Op, scene: Scene) -> str:
    kind = op["item"]["kind"] if "item" in op else scene.get(op["id"], {}).get("kind", "note")
    return "frame.write" if KINDS[kind].is_for_facilitators else "item.write"


def _check_participant(op: Op, scene: Scene, person_id: str, going: Set[str]) -> None:
    """What depends on the item itself: locks, and whose comment it is. `going`: what the ops delete."""
    if op["do"] == "create" and op["item"].get("locked", False):
        raise Denied
    record = scene.get(op["id"]) if "id" in op else None
    if record is None:
        return
    is_going = op["do"] == "delete"
    if is_going and any(target in going for name, target in named(record) if name in _ON):
        return  # it goes with what it is on, asked or not
    values = op.get("set", {})
    if values.get("locked", False) != record.get("locked", False) and "locked" in values:
        raise Denied
    if record.get("locked", False):
        raise ItemLocked(id=record["id"])
    is_writing = is_going or not values.keys().isdisjoint(_OF_THE_AUTHOR)
    if record["kind"] in _SPOKEN and is_writing and record["author"] != person_id:
        raise NotYours
