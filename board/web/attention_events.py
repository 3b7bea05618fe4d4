"""What people in the room say of themselves: `hand`, `ready`, and `mode`, which alone is kept. The same shape
as in live_events.py."""

from typing import Any, cast

from board.core.errors import BadShape
from board.core.hands import MODES, Mode
from board.core.ops import check_name
from board.core.roles import authorize
from board.live.room import Room
from board.live.session import Session
from board.web.live_events import Reply, admit, natural
from board.web.services import Services


def take_hand(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """A hand goes up or down: one's own, or, by who leads, anybody's."""
    admit(services, room, session)
    if not isinstance(payload, dict) or not isinstance(payload.get("up"), bool):
        raise BadShape
    is_up, rest = payload["up"], payload.keys() - {"up"}
    if rest not in (set(), {"name"} if is_up else {"hand"}):
        raise BadShape
    with services.registry.lock:
        authorize(room.role_of(session.person_id), "workshop.run" if rest else "hand.raise")
        attention = room.attention
        if not is_up:
            number = payload.get("hand")
            by_number = number is not None and attention.take(natural(number))
            has_changed = by_number or (number is None and attention.lower(session.person_id))
        elif rest:
            has_changed = attention.raise_hand(None, check_name(payload["name"]), services.clock_ms())
        else:
            has_changed = attention.raise_hand(session.person_id, "", services.clock_ms())
        if has_changed:
            room.tell_attention()
    services.registry.touch(room)
    reply({"ok": True})


def take_ready(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """This person is ready to go on, or is not after all."""
    admit(services, room, session)
    if not isinstance(payload, dict) or payload.keys() != {"on"} or not isinstance(payload["on"], bool):
        raise BadShape
    with services.registry.lock:
        authorize(room.role_of(session.person_id), "hand.raise")
        if room.attention.set_ready(session.person_id, payload["on"]):
            room.tell_attention()
    services.registry.touch(room)
    reply({"ok": True})


def take_mode(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """How somebody takes part: this person, or, by who leads, anybody."""
    admit(services, room, session)
    if not isinstance(payload, dict) or payload.keys() - {"person"} != {"mode"}:
        raise BadShape
    mode, person_id = payload["mode"], payload.get("person", session.person_id)
    if not isinstance(mode, str) or mode not in ("", *MODES):
        raise BadShape
    if not isinstance(person_id, str) or not person_id.isascii():  # what no store could look for
        raise BadShape
    with services.registry.lock:
        is_own = person_id == session.person_id
        authorize(room.role_of(session.person_id), "hand.raise" if is_own else "workshop.run")
    with services.registry.people:
        services.registry.modes_changed(services.boards.set_mode(room.board_id, person_id, cast(Mode, mode)))
    reply({"ok": True})
