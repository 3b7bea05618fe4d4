"""Bringing a moment of a board back: worked out beforehand, and again if the board has moved on (HIST3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from board.core.ops import Op
from board.core.restoring import grouped, restore_ops
from board.core.roles import authorize
from board.core.scene import Scene
from board.live.room import Room
from board.live.work import Moment, Step


@dataclass
class WayBack:
    """What is to be done when the writer comes to it; then `entries` tells how many it took."""

    room: Room
    person_id: str
    seq: int
    then: Scene
    entries: int = 0
    prepared: tuple[Scene, list[Op]] | None = None  # for this scene these ops

    def prepare(self, now: Scene, head: int) -> None:
        """Work it out for the board as it is now, which most often it still is when its turn comes."""
        self.prepared = now, restore_ops(now, self.then, head=head)

    def plan(self, now: Moment) -> Sequence[Step]:
        """One entry for each hundred ops. The role is read now, not when the request came (PERM1)."""
        authorize(self.room.role_of(self.person_id), "board.restore")
        known, ops = self.prepared or (None, [])
        if now.scene is not known:
            ops = restore_ops(now.scene, self.then, head=now.head)
        groups = grouped(ops)
        self.entries = len(groups)
        return [Step(group, restores=self.seq) for group in groups]
