"""Votes over the socket: `vote` for who runs them, `ballot` for who votes. Shaped as in live_events.py."""

from typing import Any, Literal, TypeVar

import msgspec

from board.core.errors import BadShape, BoardError
from board.core.kinds import HELPED_MAX
from board.core.ops import check_name
from board.core.values import check_id
from board.live.room import Room
from board.live.session import Session
from board.live.voting import Told, VoteMeans, Voter, cast, conduct_vote
from board.live.writer import Answer
from board.web.live_events import Reply, admit, told_answer
from board.web.services import Services

_T = TypeVar("_T")


class _Deed(msgspec.Struct, forbid_unknown_fields=True):
    vote: str
    do: Literal["open", "close", "reveal", "cancel"]


class _For(msgspec.Struct, forbid_unknown_fields=True):
    """Exactly one of them."""

    person: str | None = None
    name: str | None = None
    room: int | None = None


class _Ballot(msgspec.Struct, forbid_unknown_fields=True, rename={"for_": "for"}):
    vote: str
    choices: dict[str, Any]
    for_: _For | None = None


def take_vote(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """Open, close, reveal or call off a vote; `reply` gets the answer when it is durable."""

    def answer(found: Answer) -> None:
        reply(told_answer(session, found))

    try:
        admit(services, room, session)
        asked = _read(payload, _Deed)
        vote_id, means = check_id(asked.vote), VoteMeans(services.concurrency.run_native)
        work = conduct_vote(services.storage, room, session.person_id, vote_id, asked.do, answer, means)
        services.registry.submit(work)
    except BoardError as error:
        answer(error)


def take_ballot(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """Take a ballot; what it says is told to the pages of the person whose it is, also when who leads has
    entered it, and to nobody else (VOTE1)."""

    def answer(found: Answer, told: Told) -> None:
        if isinstance(found, int):
            with services.registry.lock:
                room.tell_turnout(asked.vote, told.turnout)
                theirs = [sid for sid, one in room.sessions.items() if one.person_id == voter.person_id]
            services.registry.touch(room)
            if theirs:
                services.transport.send(theirs, "ballots", {asked.vote: told.choices})
        reply(told_answer(session, found))

    try:
        admit(services, room, session)
        asked = _read(payload, _Ballot)
        voter = _voter(asked.for_, session)
        work = cast(
            services.storage, room, session.person_id, check_id(asked.vote), voter, asked.choices, answer
        )
        services.registry.submit(work)
    except BoardError as error:
        reply(told_answer(session, error))


def _voter(other: _For | None, session: Session) -> Voter:
    if other is None:
        return Voter(session.person_id)
    given = [value for value in (other.person, other.name, other.room) if value is not None]
    if len(given) != 1:
        raise BadShape
    if other.person is not None:
        return Voter(check_id(other.person), is_other=True)
    if other.name is not None:
        return Voter(name=check_name(other.name), is_other=True)
    if other.room is None or not 1 <= other.room <= HELPED_MAX:
        raise BadShape
    return Voter(room=other.room, is_other=True)


def _read(payload: object, shape: type[_T]) -> _T:
    try:
        return msgspec.convert(payload, shape, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadShape from error
