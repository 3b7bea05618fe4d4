"""What facilitators send to run a workshop: `workshop`. The same shape as in live_events.py."""

from typing import Any

from board.core.errors import BoardError
from board.core.workshop import read_action
from board.live.room import Room
from board.live.session import Session
from board.live.workshop import Means, conduct
from board.live.writer import Answer
from board.web.live_events import Reply, admit, told_answer
from board.web.services import Services


def take_workshop(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """Queue it; `reply` gets the head of the board when it is durable, or why it cannot be done."""

    def answer(found: Answer) -> None:
        reply(told_answer(session, found))

    try:
        admit(services, room, session)
        action = read_action(payload)
        means = Means(away=services.concurrency.run_native)
        services.registry.submit(conduct(room, session.person_id, action, answer, means))
    except BoardError as error:
        answer(error)
