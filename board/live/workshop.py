"""What facilitators do with the workshop, as a piece of work for the writer."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from board.core.drafts import Chance, Draft, is_anonymous_now, revealed, round_now
from board.core.ids import make_id
from board.core.roles import authorize
from board.core.workshop import Action, Reveal, carry_out, reveals, rights_now
from board.live.room import Room
from board.live.work import Moment, Step, Work
from board.live.writer import Answer

SYSTEM_CHANCE: Final = Chance(secrets.randbelow, lambda: make_id(secrets.randbelow))


@dataclass(frozen=True)
class Means:
    """What a reveal needs: where its randomness comes from, and a place for long work where it holds up
    nobody."""

    chance: Chance = SYSTEM_CHANCE
    away: Callable[[Callable[[], Any]], Any] = lambda work: work()


def conduct(
    room: Room,
    person_id: str,
    action: Action,
    reply: Callable[[Answer], None],
    means: Means = Means(),
) -> Work:
    """`action` by this person. Role, steps and time are those of the moment when its turn comes (PERM1)."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "workshop.run")
        at_ms = room.clock_ms()
        ops = carry_out(now.scene, action, actor=person_id, now_ms=at_ms)
        if not reveals(now.scene, action):
            return [Step(ops)] if ops else []
        drafts = _ready(room, now)
        is_anonymous = isinstance(action, Reveal) and action.anonymous
        notes = means.away(
            lambda: revealed(drafts, now.scene, at_ms=at_ms, chance=means.chance, is_anonymous=is_anonymous)
        )
        return [Step([*notes, *ops], publishes=[draft.key for draft in drafts], ends_round=True)]

    return Work(room, person_id, plan, reply)


def _ready(room: Room, now: Moment) -> list[Draft]:
    """What a reveal takes (VIS3). Notes of another round stay with who wrote them, and so do those that no
    step was asked about (VIS5), and those of people who are no members any more. What was written in a step
    that promises now that nobody will know was read under that promise, whenever it was made (VIS4)."""
    this_round, rights = round_now(now.scene), rights_now(now.scene)
    is_promised = is_anonymous_now(now.scene)
    return [
        replace(draft, is_anonymous=True)
        if is_promised and rights is not None and draft.at_ms >= rights.since_ms
        else draft
        for person_id, theirs in now.drafts.items()
        if room.role_of(person_id) is not None
        for draft in theirs.values()
        if draft.round == this_round and not draft.is_late and not draft.state
    ]
