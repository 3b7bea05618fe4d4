"""Socket.IO events: check, hand to the room, answer. Each handler is short and never blocks.

An event arrives as `(ack id, payload)` (see driver.py). Every handler that a client may call is in
`EVENTS`; `board/PROTOCOL.md` describes each with an example.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from flask import Flask, current_app, request
from flask_babel import force_locale
from flask_socketio import SocketIO

from board.core.errors import (
    BadShape,
    BoardError,
    BoardMissing,
    RateExceeded,
    SignInNeeded,
    TooBig,
    every_error,
)
from board.core.ids import is_id
from board.core.kinds import WORLD_LIMIT
from board.core.log import Refusal
from board.core.ops import Entry, Op, decode_message, read_op_id
from board.core.visibility import Here, Viewer, project
from board.live.room import Room
from board.live.session import Session
from board.live.writer import Answer, Submission
from board.web.auth import login_token
from board.web.driver import BAD_EVENT, MESSAGE_LIMIT, acknowledge
from board.web.errors import error_answer, fault_of
from board.web.locale import locale_name
from board.web.services import Services

log = logging.getLogger(__name__)

CATCH_UP_LIMIT: Final = 500  # entries; a client further behind loads a snapshot instead
SELECTION_LIMIT: Final = 200  # items in a presence
_ERROR_OF: Final = {error.code: error for error in every_error()}

# What the socket layer knows of a connection before and after `hello`: sid -> (room, session).
Joined = dict[str, tuple[Room, Session]]
Handler = Callable[[Services, Joined, Any], dict[str, Any] | None]


def register(services_: Services) -> None:
    """Attach every event to the Socket.IO server."""
    socketio = services_.socketio
    joined: Joined = {}

    def on_connect(auth: Any = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        request.environ["tavolo.token"] = token if isinstance(token, str) else login_token(request)

    def on_disconnect(_reason: Any = None) -> None:
        left = joined.pop(_sid(), None)
        if left is not None:
            with services_.registry.lock:
                left[0].leave(left[1].sid, services_.clock_ms())
            services_.registry.touch(left[0])

    def on_op(ack_id: Any = None, payload: Any = None) -> None:
        _submit(socketio, services_, joined, ack_id, payload)

    def on_bad(ack_id: Any, code: Any) -> None:
        _refuse_bad(socketio, ack_id, code)

    def on_unknown(_event: str, ack_id: Any = None, *_rest: Any) -> None:
        _refuse_bad(socketio, ack_id, BadShape.code)

    socketio.on_event("connect", on_connect)
    socketio.on_event("disconnect", on_disconnect)
    socketio.on_event("op", on_op)
    socketio.on_event(BAD_EVENT, on_bad)
    socketio.on_event("*", on_unknown)
    for event, handler in HANDLERS.items():
        socketio.on_event(event, _answering(handler, services_, joined))


def _answering(handler: Handler, services_: Services, joined: Joined) -> Callable[[Any, Any], None]:
    """The handler as the library calls it: errors become answers, answers acknowledgements."""

    def on_event(ack_id: Any = None, payload: Any = None) -> None:
        try:
            answer = handler(services_, joined, payload)
        except BoardError as error:
            answer = error_answer(error)
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the connection
            answer = error_answer(fault_of(error))
        if answer is not None:
            acknowledge(services_.socketio, _sid(), ack_id, answer)

    return on_event


def _refuse_bad(socketio: SocketIO, ack_id: Any, code: str) -> None:
    error: BoardError = TooBig(limit_bytes=MESSAGE_LIMIT) if code == TooBig.code else BadShape()
    log.warning("message refused: %s", error.code)
    answer = error_answer(error)
    if isinstance(ack_id, int):
        acknowledge(socketio, _sid(), ack_id, answer)
    else:
        socketio.emit("refused", answer, to=_sid())


def _teller() -> Callable[[BoardError], dict[str, Any]]:
    """Puts an error into the language of this event's person, also later, when there is no request."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    locale = locale_name()

    def tell(error: BoardError) -> dict[str, Any]:
        with app.app_context(), force_locale(locale):
            return error_answer(error)

    return tell


# --- hello and catching up ------------------------------------------------------------------------


def on_hello(services_: Services, joined: Joined, payload: Any) -> dict[str, Any]:
    """Join a board with this connection."""
    board_id, client_id, since = _hello_parts(payload)
    token = request.environ.get("tavolo.token")
    registry = services_.registry
    with registry.admission.turn():
        person = services_.people.person_of(token, now_ms=services_.clock_ms()) if token else None
        if person is None:
            raise SignInNeeded
        room = registry.admit(board_id, person.id, person.name)
    with registry.lock:
        session = Session(
            sid=_sid(),
            person_id=person.id,
            client_id=client_id,
            login=str(token),
            here=Here(session=room.next_session(), person_id=person.id),
            tell=_teller(),
        )
        earlier = joined.pop(session.sid, None)
        if earlier is not None:
            earlier[0].leave(session.sid, services_.clock_ms())
        joined[session.sid] = (room, session)
        room.join(session)
        viewer = _viewer(room, session)
        answer = {
            "ok": True,
            "session": session.here.session,
            "me": {"id": person.id, "name": person.name, "role": viewer.role},
            "board": room.board_for(viewer),
            "people": room.people_for(viewer),
            "here": room.here_for(viewer),
            "head": room.head,
        }
    registry.touch(room)
    if since is not None:
        answer.update(_entries_after(services_, room, since, viewer))
    return answer


def _hello_parts(payload: Any) -> tuple[str, str, int | None]:
    if not isinstance(payload, dict) or not payload.keys() <= {"board", "client", "since"}:
        raise BadShape
    board_id, client_id, since = payload.get("board"), payload.get("client"), payload.get("since")
    if not is_id(client_id) or not isinstance(board_id, str):
        raise BadShape
    return board_id, str(client_id), None if since is None else _seq(since)


def on_sync(services_: Services, joined: Joined, payload: Any) -> dict[str, Any]:
    """What this client is missing."""
    room, session = _joined(joined)
    if not isinstance(payload, dict) or payload.keys() != {"since"}:
        raise BadShape
    viewer = _viewer(room, session)
    return {"ok": True, "head": room.head, **_entries_after(services_, room, _seq(payload["since"]), viewer)}


def _entries_after(services_: Services, room: Room, since: int, viewer: Viewer) -> dict[str, Any]:
    """`entries`, or `snapshot: true` when loading the whole board is the shorter way."""
    if since > room.head or room.head - since > CATCH_UP_LIMIT:
        return {"snapshot": True}
    entries: list[Entry] = services_.storage.read_after(room.board_id, since, CATCH_UP_LIMIT + 100)
    return {"entries": [project(entry, viewer) for entry in entries]}


# --- ops ------------------------------------------------------------------------------------------


def _submit(socketio: SocketIO, services_: Services, joined: Joined, ack_id: Any, payload: Any) -> None:
    """Queue an op; its answer goes out when it is durable (ACK1)."""
    sid = _sid()
    # Taken from the request now: the answer is sent by the writer, where there is none.
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    locale = locale_name()

    def reply(answer: Answer) -> None:
        with app.app_context(), force_locale(locale):
            acknowledge(socketio, sid, ack_id, _op_answer(answer))

    try:
        room, session = _joined(joined)
        _take(session.ops.take(services_.clock_ms()))
        services_.registry.submit(_submission(room, session, payload, reply))
    except BoardError as error:
        reply(error)


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


def _op_answer(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, int):
        return {"ok": True, "seq": answer}
    if isinstance(answer, Refusal):
        return error_answer(_ERROR_OF[answer.code](**answer.data))
    return error_answer(answer)


# --- presence -------------------------------------------------------------------------------------


def on_presence(services_: Services, joined: Joined, payload: Any) -> None:
    """Where this person's cursor is, what they have selected, what they are dragging."""
    room, session = _joined(joined)
    if session.presence.take(services_.clock_ms()):
        return  # the next one says the same and more
    here = _here(session.here, payload)
    with services_.registry.lock:
        if session.sid in room.sessions:
            room.show(session.sid, here)
    services_.registry.touch(room)


def on_move(services_: Services, joined: Joined, payload: Any) -> None:
    """Where this person's cursor is now, and how far they have carried what they told they drag."""
    room, session = _joined(joined)
    if session.presence.take(services_.clock_ms()):
        return
    if not isinstance(payload, list) or len(payload) not in (2, 4):
        raise BadShape
    x, y, *shift = map(_coordinate, payload)
    before = session.here
    here = replace(before, cursor=(x, y), shift=(shift[0], shift[1]) if shift else before.shift)
    with services_.registry.lock:
        if session.sid in room.sessions:
            room.move(session.sid, here)
    services_.registry.touch(room)


def on_diverged(services_: Services, joined: Joined, payload: Any) -> None:
    """A page found that its scene is not the server's; it loads a snapshot by itself."""
    room, _session = _joined(joined)
    if not isinstance(payload, dict) or payload.keys() != {"seq", "hash"}:
        raise BadShape
    seq, found = _seq(payload["seq"]), _seq(payload["hash"])
    log.error("board %s: a page diverged at %d (%d, here %d)", room.board_id, seq, found, room.hash)
    services_.registry.metrics.add("tavolo_divergence_total")


def _here(before: Here, payload: Any) -> Here:
    if not isinstance(payload, dict) or not payload.keys() <= {"cursor", "selection", "preview", "view"}:
        raise BadShape
    cursor, selection = payload.get("cursor"), payload.get("selection", [])
    if cursor is not None and not (isinstance(cursor, list) and len(cursor) == 2):
        raise BadShape
    if not isinstance(selection, list) or not all(is_id(item_id) for item_id in selection):
        raise BadShape
    if payload.get("view", "canvas") not in ("canvas", "list"):
        raise BadShape
    return Here(
        session=before.session,
        person_id=before.person_id,
        cursor=None if cursor is None else (_coordinate(cursor[0]), _coordinate(cursor[1])),
        selection=tuple(selection[:SELECTION_LIMIT]),
        preview=_preview(payload.get("preview")),
        view=payload.get("view", "canvas"),
    )


def _preview(value: Any) -> dict[str, dict[str, float]] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or len(value) > SELECTION_LIMIT:
        raise BadShape
    boxes: dict[str, dict[str, float]] = {}
    for item_id, box in value.items():
        if not is_id(item_id) or not isinstance(box, dict) or not box.keys() <= {"x", "y", "w", "h"}:
            raise BadShape
        boxes[item_id] = {name: _coordinate(number) for name, number in box.items()}
    return boxes


def _coordinate(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadShape
    if not -WORLD_LIMIT <= value <= WORLD_LIMIT:  # NaN and infinity fail too
        raise BadShape
    return round(value, 2)


# --- shared ---------------------------------------------------------------------------------------


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _joined(joined: Joined) -> tuple[Room, Session]:
    """The room and session of this connection. Raises SignInNeeded before `hello`."""
    if _sid() not in joined:
        raise SignInNeeded
    return joined[_sid()]


def _viewer(room: Room, session: Session) -> Viewer:
    viewer = room.viewer(session)
    if viewer is None:
        raise BoardMissing
    return viewer


def _take(wait_ms: int) -> None:
    if wait_ms:
        raise RateExceeded(retry_ms=wait_ms)


def _seq(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadShape
    return value


HANDLERS: Final[dict[str, Handler]] = {
    "hello": on_hello,
    "sync": on_sync,
    "presence": on_presence,
    "move": on_move,
    "diverged": on_diverged,
}
# `op` is apart: its answer waits for the commit.
EVENTS: Final = (*HANDLERS, "op")
