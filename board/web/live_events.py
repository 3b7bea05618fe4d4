"""What a session that has joined may send: `op`, `presence`, `move`, `diverged`.

Each function gets the decoded payload and returns at once; the same for messages that came through the
library (sockets.py) and for those that took the short way (intake.py).
"""

import logging
from collections.abc import Callable
from typing import Any, Final

from board.core.errors import BadShape, BoardError, Busy, RateExceeded, SignInNeeded, every_error
from board.core.ids import is_id
from board.core.kinds import WORLD_LIMIT
from board.core.log import Refusal
from board.core.ops import Op, decode_message, read_op_id
from board.core.visibility import Here
from board.live.room import Room
from board.live.session import Session
from board.live.writer import Answer, Submission
from board.web.services import Services

log = logging.getLogger(__name__)

SELECTION_LIMIT: Final = 200  # items in a presence
_PARTS: Final = {"cursor", "selection", "preview", "view", "caret", "follows", "sees"}
_BOX: Final = {"x", "y", "w", "h", "rotation"}
_LARGEST: Final = 2**53 - 1  # what a browser can count to
_ERROR_OF: Final = {error.code: error for error in every_error()}

Reply = Callable[[dict[str, Any]], None]


# --- ops ------------------------------------------------------------------------------------------


def take_op(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """Queue an op; `reply` gets its answer when it is durable (ACK1), or why it cannot be taken."""

    def answer(found: Answer) -> None:
        reply(told_answer(session, found))

    try:
        admit(services, room, session)
        services.registry.submit(_submission(room, session, payload, answer))
    except BoardError as error:
        answer(error)


def admit(services: Services, room: Room, session: Session) -> None:
    """Return if this session may send one more change now. Raises SignInNeeded, RateExceeded, Busy."""
    if session.is_replaced:
        raise SignInNeeded
    wait_ms = session.ops.take(services.clock_ms())
    if wait_ms:
        raise RateExceeded(retry_ms=wait_ms)
    wait_ms = room.ops.take(services.clock_ms())
    if wait_ms:
        raise Busy(retry_ms=wait_ms)


def _submission(room: Room, session: Session, payload: Any, reply: Callable[[Answer], None]) -> Submission:
    """The op, decoded; an op that is wrong but has a number goes the same way, to use it up."""
    error: BoardError | None = None
    ops: list[Op] = []
    try:
        op_id, ops = decode_message(payload)
    except BoardError as found:
        known = read_op_id(payload)
        if known is None:
            raise
        op_id, error = known, found
    return Submission(room, session.person_id, op_id, ops, error, reply)


def told_answer(session: Session, answer: Answer) -> dict[str, Any]:
    """The answer of the writer as it is sent to this session."""
    if isinstance(answer, int):
        return {"ok": True, "seq": answer}
    if isinstance(answer, Refusal):
        return session.tell(_ERROR_OF[answer.code](**answer.data))
    return session.tell(answer)


# --- presence -------------------------------------------------------------------------------------


def take_presence(services: Services, room: Room, session: Session, payload: Any) -> None:
    """Where this person's cursor is, what they have selected, what they are dragging."""
    if session.presence.take(services.clock_ms()):
        return  # the next one says the same and more
    here = read_here(session.here, payload)
    with services.registry.lock:
        if session.sid in room.sessions:
            room.show(session.sid, here)
    services.registry.touch(room)


def take_move(services: Services, room: Room, session: Session, payload: Any) -> None:
    """Where this person's cursor is now, and how far they have carried what they told they drag."""
    with services.registry.lock:
        move_now(services, room, session, payload)


def move_now(services: Services, room: Room, session: Session, payload: Any) -> None:
    """The same by the hub itself, between two tasks: nobody can be in the middle of anything that this
    touches, so it needs no lock. Never waits."""
    if session.presence.take(services.clock_ms()):
        return
    if not isinstance(payload, list) or len(payload) not in (2, 4):
        raise BadShape
    x, y, *by = map(_coordinate, payload)
    before = session.says
    shift = (by[0], by[1]) if by else before.shift
    here = Here(
        before.session,
        before.person_id,
        (x, y),
        before.selection,
        before.preview,
        before.view,
        shift,
        before.caret,
        before.start,
        before.follows,
        before.sees,
    )
    if session.sid in room.sessions:
        room.move(session.sid, here)
        services.registry.touch(room)


def read_here(before: Here, payload: Any) -> Here:
    """The presence that a page tells, checked; whose it is stays as `before` has it. Raises BadShape."""
    if not isinstance(payload, dict) or not payload.keys() <= _PARTS:
        raise BadShape
    cursor, selection = payload.get("cursor"), payload.get("selection", [])
    if cursor is not None and not (isinstance(cursor, list) and len(cursor) == 2):
        raise BadShape
    if not isinstance(selection, list) or not all(is_id(item_id) for item_id in selection):
        raise BadShape
    if payload.get("view", "canvas") not in ("canvas", "list"):
        raise BadShape
    at = None if cursor is None else (_coordinate(cursor[0]), _coordinate(cursor[1]))
    return Here(
        session=before.session,
        person_id=before.person_id,
        cursor=at,
        selection=tuple(selection[:SELECTION_LIMIT]),
        preview=_preview(payload.get("preview")),
        view=payload.get("view", "canvas"),
        caret=_caret(payload.get("caret")),
        start=at,
        follows=_session(payload.get("follows")),
        sees=_view(payload.get("sees")),
    )


def _preview(value: Any) -> dict[str, dict[str, float]] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or len(value) > SELECTION_LIMIT:
        raise BadShape
    boxes: dict[str, dict[str, float]] = {}
    for item_id, box in value.items():
        if not is_id(item_id) or not isinstance(box, dict) or not box.keys() <= _BOX:
            raise BadShape
        boxes[item_id] = {name: _coordinate(number) for name, number in box.items()}
    return boxes


def _caret(value: Any) -> dict[str, Any] | None:
    """Where somebody types. Only numbers and an id: which letter it is only those know who have the text."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.keys() != {"id", "epoch", "after"} or not is_id(value["id"]):
        raise BadShape
    letter = value["after"]
    if letter is not None and not (isinstance(letter, list) and len(letter) == 2):
        raise BadShape
    numbers = [natural(number) for number in (value["epoch"], *(letter or ()))]
    if max(numbers) > _LARGEST:
        raise BadShape
    return {"id": value["id"], "epoch": numbers[0], "after": numbers[1:] or None}


def _session(value: Any) -> int | None:
    if value is None:
        return None
    if natural(value) > _LARGEST:
        raise BadShape
    return int(value)


def _view(value: Any) -> tuple[float, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise BadShape
    x, y, w, h = map(_coordinate, value)
    if min(w, h) <= 0:
        raise BadShape
    return x, y, w, h


def _coordinate(value: Any) -> float:
    if type(value) is not int and type(value) is not float:
        raise BadShape
    if not -WORLD_LIMIT <= value <= WORLD_LIMIT:  # NaN and infinity fail too
        raise BadShape
    return round(value, 2)


# --- the hash of the scene --------------------------------------------------------------------------


def take_diverged(services: Services, room: Room, session: Session, payload: Any) -> None:
    """A page found that its scene is not the server's; it loads a snapshot by itself."""
    if session.presence.take(services.clock_ms()):
        return
    if not isinstance(payload, dict) or payload.keys() != {"seq", "hash"}:
        raise BadShape
    seq, found = natural(payload["seq"]), natural(payload["hash"])
    log.error("board %s: a page diverged at %d (%d, here %d)", room.board_id, seq, found, room.hash)
    services.registry.metrics.add("tavolo_divergence_total")


def natural(value: Any) -> int:
    """A whole number from 0 on. Raises BadShape."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadShape
    return value
