"""Somebody is sent away: with them go their place at a table, their name among the voters of votes that are
not closed, and their ballots, in one piece of work for the writer (JOIN4, VOTE5, TABLE4)."""

from collections.abc import Callable, Sequence

from board.core.log import SentAway
from board.core.tables import unseat
from board.core.visibility import Member
from board.core.votes import without_voter
from board.live.registry import Registry
from board.live.room import Room
from board.live.storage import Storage
from board.live.voting import without_ballots
from board.live.work import Moment, Step, Work
from board.live.writer import Answer


def send_away(
    registry: Registry,
    storage: Storage,
    room: Room,
    actor: str,
    person: Member,
    reply: Callable[[Answer], None],
) -> Work:
    """The member `person` leaves the board; `actor` has been asked whether they may do that. Once it is
    durable, and before anything else is judged, their pages close and everybody knows."""
    turnout: dict[str, int] = {}

    def plan(now: Moment) -> Sequence[Step]:
        gone, counted = without_ballots(storage, room, now, person.person_id)
        turnout.update(counted)
        ops = [*without_voter(now.scene, person.person_id), *unseat(now.scene, person.person_id)]
        return [Step(ops, beside=[*gone, SentAway(person.person_id, room.clock_ms())])]

    def answer(found: Answer) -> None:
        if isinstance(found, int):
            registry.member_changed(room.board_id, Member(person.person_id, person.name, None))
            with registry.lock:
                for vote_id, people in turnout.items():
                    room.tell_turnout(vote_id, people)
            registry.touch(room)
        reply(found)

    return Work(room, actor, plan, answer)
