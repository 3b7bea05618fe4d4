"""What facilitators do with the tables, and the place of who comes late, as pieces of work for the writer."""

from collections.abc import Callable, Sequence
from functools import partial

from board.core.drafts import Chance
from board.core.errors_people import PersonMissing
from board.core.roles import Role, authorize
from board.core.tables import Action, Seat, carry_out_tables, is_apart, seat_late, seated
from board.live.room import Room
from board.live.work import Moment, Step, Work
from board.live.workshop import SYSTEM_CHANCE
from board.live.writer import Answer


def arrange(
    room: Room,
    person_id: str,
    action: Action,
    reply: Callable[[Answer], None],
    chance: Chance = SYSTEM_CHANCE,
) -> Work:
    """`action` by this person, judged when its turn comes (PERM1)."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "workshop.run")
        role_of = partial(_role, now, room)
        if isinstance(action, Seat) and action.table is not None and role_of(action.person) is None:
            raise PersonMissing
        ops = carry_out_tables(
            now.scene,
            action,
            [key for key in participants_here(room) if role_of(key)],
            actor=person_id,
            now_ms=room.clock_ms(),
            chance=chance,
            strangers=[key for key in sorted(seated(now.scene)) if role_of(key) is None],
        )
        return [Step(ops)] if ops else []

    return Work(room, person_id, plan, reply)


def _role(now: Moment, room: Room, person_id: str) -> Role | None:
    return None if person_id in now.leavers else room.role_of(person_id)


def participants_here(room: Room) -> list[str]:
    """Ids of those who sit at tables: participants with a page open, each once, sorted."""
    here = {session.person_id for session in room.sessions.values()}
    return sorted(key for key in here if room.role_of(key) == "participant")


def late(room: Room) -> list[Work]:
    """A place at a table for each who has come since everybody went to theirs."""
    if not is_apart(room.scene):
        return []
    has_place = seated(room.scene)
    return [_sit_down(room, key) for key in participants_here(room) if key not in has_place]


def _sit_down(room: Room, person_id: str) -> Work:
    def plan(now: Moment) -> Sequence[Step]:
        ops = seat_late(now.scene, person_id) if _role(now, room, person_id) == "participant" else []
        return [Step(ops)] if ops else []

    return Work(room, person_id, plan, lambda _answer: None)
