"""Decisions as records: their numbers, which say which is which in every minute (DEC1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from board.core.kinds import value_of
from board.core.ops import NUMBERED, Op
from board.core.scene import Record, Scene, in_order


def decisions_of(scene: Scene) -> list[Record]:
    """All decisions, by number."""
    found = (record for record in scene.values() if record["kind"] == "decision")
    return sorted(found, key=lambda record: (record["number"], record["id"]))


def commitments_of(scene: Scene) -> list[Record]:
    """All commitments, in order."""
    return in_order({key: record for key, record in scene.items() if record["kind"] == "commitment"})


@dataclass(frozen=True)
class Elsewhere:
    """Another board, with at least its commitments."""

    id: str
    name: str
    scene: Scene


def open_elsewhere(here_id: str, here: Scene, others: Sequence[Elsewhere]) -> list[tuple[Elsewhere, Record]]:
    """What is still to do on other boards, and was not taken over by any of them or by this one, in order.
    What another board has taken over from here is left out too: it is here already."""
    scenes = [here, *(other.scene for other in others)]
    carried = [value_of(record, "carried") for scene in scenes for record in commitments_of(scene)]
    taken = {(one["board"], one["id"]) for one in carried if one is not None}
    return [
        (other, record)
        for other in others
        for record in commitments_of(other.scene)
        if value_of(record, "status") == "open"
        and (other.id, record["id"]) not in taken
        and not _is_from(here_id, here, record)
    ]


def _is_from(here_id: str, here: Scene, record: Record) -> bool:
    carried = value_of(record, "carried")
    return carried is not None and carried["board"] == here_id and carried["id"] in here


def numbered(ops: Sequence[Op], used: Iterable[str]) -> Sequence[Op]:
    """`ops` with the next free numbers for the decisions that they make, whatever numbers they say.

    `used`: what the board has used up (`used_up`), also for what is deleted: no number comes twice.
    """
    if not any(_is_new(op) for op in ops):
        return ops
    start = len(NUMBERED)
    last = max((int(key[start:]) for key in used if key.startswith(NUMBERED)), default=0)
    told: list[Op] = []
    for op in ops:
        if _is_new(op):
            last += 1
            op = {**op, "item": {**op["item"], "number": last}}
        told.append(op)
    return told


def _is_new(op: Op) -> bool:
    return bool(op["do"] == "create" and op["item"]["kind"] == "decision")
