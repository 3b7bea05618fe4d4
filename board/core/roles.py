"""Who may do what. One table, read at every op and every request (PERM1)."""

from collections.abc import Iterable
from typing import Final, Literal

from board.core.errors import BoardMissing, Denied, ReadOnly
from board.core.kinds import KINDS
from board.core.ops import Op
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


def authorize_ops(role: Role | None, ops: Iterable[Op], scene: Scene) -> None:
    """Return if every one of `ops` is allowed on `scene`; see `authorize` for what it raises."""
    for op in ops:
        authorize(role, _action_of(op, scene))


def _action_of(op: Op, scene: Scene) -> str:
    kind = op["item"]["kind"] if "item" in op else scene.get(op["id"], {}).get("kind", "note")
    return "frame.write" if KINDS[kind].is_for_facilitators else "item.write"
