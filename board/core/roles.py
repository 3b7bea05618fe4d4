"""Who may do what. One table, read at every op and every request (PERM1)."""

from collections.abc import Iterable, Set
from typing import Final, Literal

from board.core.behalf import check_may_enter
from board.core.errors import BoardMissing, Denied, ReadOnly
from board.core.errors_items import ItemLocked, NotYours
from board.core.errors_people import NotYourItem
from board.core.errors_workshop import NotByOp
from board.core.kinds import KINDS
from board.core.ops import Op
from board.core.relations import named
from board.core.scene import Scene
from board.core.votes import check_votes
from board.core.workshop import check_agenda, check_step

# A co-facilitator does what a facilitator does, so that nobody is missed when one drops out, but for ending
# the board and deciding who leads it. An observer sits in the room and only looks; staff look too, and take
# home what was said; a viewer is a screen.
Role = Literal["facilitator", "co-facilitator", "participant", "observer", "staff", "viewer"]
ROLES: Final = ("facilitator", "co-facilitator", "participant", "observer", "staff", "viewer")
LEADING: Final = frozenset({"facilitator", "co-facilitator"})
_FACILITATOR: Final = frozenset({"facilitator"})
_READING: Final = LEADING | {"staff"}
_LOOKING: Final = frozenset({"observer", "staff", "viewer"})

# Action -> the roles that may do it.
_ALLOWED: Final[dict[str, frozenset[str]]] = {
    "board.view": frozenset(ROLES),
    "board.rename": LEADING,
    "board.delete": _FACILITATOR,
    "board.invite": LEADING,
    "board.people": LEADING,
    "board.export": _READING,
    "board.snapshot": LEADING,
    "board.history": _READING,
    "board.restore": LEADING,
    "board.method": LEADING,
    "board.repair": LEADING,
    "board.moderate": LEADING,
    "item.write": LEADING | {"participant"},
    "frame.write": LEADING,
    "workshop.run": LEADING,
    "vote.cast": LEADING | {"participant"},
    "hand.raise": LEADING | {"participant"},
}
ACTIONS: Final = tuple(_ALLOWED)

_SPOKEN: Final = frozenset({"comment", "reply"})
_ON: Final = frozenset({"from", "to", "on", "thread"})
_OF_THE_AUTHOR: Final = frozenset({"text", "mentions"})


def leads(role: str | None) -> bool:
    """Whether this role has the controls of the workshop."""
    return role in LEADING


def check_new_role(by: Role, now: Role | None, wanted: Role | None) -> None:
    """Return if somebody who may change roles at all may change this one; `wanted` None removes the person.

    Raises Denied: who leads the board is for facilitators to say.
    """
    if by != "facilitator" and "facilitator" in (now, wanted):
        raise Denied


def can(role: Role, action: str) -> bool:
    """Whether a member with this role may do `action`. An unknown action is a mistake: KeyError."""
    return role in _ALLOWED[action]


def authorize(role: Role | None, action: str) -> None:
    """Return if allowed. `role` None is not a member, who is told that there is no such board (VIS2).

    Raises BoardMissing, Denied, or ReadOnly when somebody who only looks tries to write.
    """
    if role is None:
        raise BoardMissing
    if can(role, action):
        return
    if role in _LOOKING and action.endswith(".write"):
        raise ReadOnly
    raise Denied


def authorize_ops(
    role: Role | None,
    ops: Iterable[Op],
    scene: Scene,
    person_id: str,
    *,
    is_private: bool = False,
    is_add_only: bool = False,
) -> None:
    """Return if every one of `ops` of this person is allowed on `scene`; with `is_add_only` participants
    leave alone what others have made.

    Raises what `authorize` raises, NotByOp, StepIsOn, ItemLocked (LOCK1), NotYours for a comment of
    somebody else, NotNow and NotHere (PERM3), or NotYourItem (PERM4). With `is_private` nobody else is to
    see what they make.
    """
    ops = tuple(ops)
    step_scene, scene = scene, _with_made(ops, scene, person_id)
    for op in ops:
        kind = _kind_of(op, scene)
        authorize(role, "frame.write" if KINDS[kind].is_for_facilitators else "item.write")
        if KINDS[kind].is_for_server:
            raise NotByOp
        check_may_enter(op, leads(role))
    check_agenda(ops, scene)
    check_votes(ops, scene)
    if role == "participant":
        going = {op["id"] for op in ops if op["do"] == "delete"}
        for op in ops:
            _check_participant(op, scene, person_id, going)
            if is_add_only:
                _check_added(op, scene, person_id, going)
        check_step(ops, step_scene, person_id, is_private=is_private)


def _with_made(ops: Iterable[Op], scene: Scene, person_id: str) -> Scene:
    """`scene` with what these ops make, where others of them go on with it: no item is made in two parts so
    that the second is judged by nothing."""
    made = {op["item"]["id"]: {"author": person_id, **op["item"]} for op in ops if op["do"] == "create"}
    return {**scene, **made} if any(op.get("id") in made for op in ops) else scene


def _kind_of(op: Op, scene: Scene) -> str:
    return str(op["item"]["kind"] if "item" in op else scene.get(op["id"], {}).get("kind", "note"))


def _check_added(op: Op, scene: Scene, person_id: str, going: Set[str]) -> None:
    """Return if the op adds something, or changes what this person added. Raises NotYourItem.

    Comments have a rule of their own. What is on an item goes with it, whoever made it.
    """
    record = scene.get(op["id"]) if "id" in op else None
    if record is None or record["kind"] in _SPOKEN or record["author"] == person_id:
        return
    goes_along = any(target in going and name in _ON for name, target in named(record))
    if op["do"] != "delete" or not goes_along:
        raise NotYourItem(id=record["id"])


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
