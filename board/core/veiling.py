"""When writing becomes private during a step, the workshop says that there is something to reveal."""

from collections.abc import Sequence

from board.core.kinds import WORKSHOP_ID, value_of
from board.core.ops import Op
from board.core.scene import Scene
from board.core.workshop import rights_now, step_on, workshop_of


def veiling(ops: Sequence[Op], scene: Scene) -> Sequence[Op]:
    """`ops`, with that note if they make writing private in the step that is on (VIS4): it stays when they
    are taken back, since somebody may have written meanwhile, and nobody is told whether somebody has."""
    workshop, step = workshop_of(scene), step_on(scene)
    if workshop is None or step is None or value_of(workshop, "veiled"):
        return ops
    values = {}
    for op in ops:
        if op["do"] == "patch" and op["id"] == step["id"]:
            values.update(op["set"])
    rights = rights_now({**scene, step["id"]: {**step, **values}}) if values else None
    if rights is None or not rights.is_private:
        return ops
    return [*ops, {"do": "patch", "id": WORKSHOP_ID, "set": {"veiled": True}}]
