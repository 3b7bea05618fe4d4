"""What facilitators send to let people work in small groups: `tables`. Shaped as live_events.py."""

from typing import Any

from board.core.errors import BoardError
from board.core.tables import read_action
from board.live.room import Room
from board.live.session import Session
from board.live.tables import arrange
from board.live.writer import Answer
from board.web.live_events import Reply, admit, told_answer
from board.web.services import Services


def take_tables(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """Queue it; `reply` gets the head of the board when it is durable, or why it cannot be done."""

    def answer(found: Answer) -> None:
        reply(told_answer(session, found))

    try:
        admit(services, room, session)
        services.registry.submit(arrange(room, session.person_id, read_action(payload), answer))
    except BoardError as error:
        answer(error)
