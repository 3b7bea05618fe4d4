"""What facilitators do with the workshop, as a piece of work for the writer."""

from collections.abc import Callable, Sequence

from board.core.roles import authorize
from board.core.workshop import Action, carry_out
from board.live.room import Room
from board.live.work import Moment, Step, Work
from board.live.writer import Answer


def conduct(room: Room, person_id: str, action: Action, reply: Callable[[Answer], None]) -> Work:
    """`action` by this person. Role, steps and time are those of the moment when its turn comes (PERM1)."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "workshop.run")
        ops = carry_out(now.scene, action, actor=person_id, now_ms=room.clock_ms())
        return [Step(ops)] if ops else []

    return Work(room, person_id, plan, reply)
