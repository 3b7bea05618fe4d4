"""Socket.IO events: check, hand to the room, answer. Each handler is short and never blocks.

An event arrives as `(ack id, payload)` (see driver.py). Every handler that a client may call is in
`EVENTS`; `board/PROTOCOL.md` describes each with an example.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from flask import Flask, current_app, request
from flask_babel import force_locale
from msgspec import Raw
from msgspec.json import encode

from board.core.errors import (
    BadShape,
    BoardError,
    BoardMissing,
    HistoryCompacted,
    RateExceeded,
    SignInNeeded,
    TooBig,
)
from board.core.ids import is_id
from board.core.ops import Entry
from board.core.visibility import Here, Viewer, project
from board.live.moderating import own_hidden
from board.live.room import Room
from board.live.session import Session, in_english
from board.live.voting import standing
from board.web.attention_events import take_hand, take_mode, take_ready
from board.web.auth import login_token
from board.web.draft_events import own_drafts, take_draft
from board.web.driver import BAD_EVENT, MESSAGE_LIMIT
from board.web.errors import error_answer, fault_of
from board.web.limits import address_of, comes_from_this_machine
from board.web.live_events import (
    Reply,
    move_now,
    natural,
    take_diverged,
    take_move,
    take_op,
    take_presence,
)
from board.web.locale import locale_name
from board.web.services import Services
from board.web.tables_events import take_tables
from board.web.vote_events import take_ballot, take_vote
from board.web.workshop_events import take_workshop

log = logging.getLogger(__name__)

CATCH_UP_LIMIT: Final = 500  # entries; a client further behind loads a snapshot instead
# The same where few entries hold much: a connection that does not take a megabyte at once is cut off.
CATCH_UP_BYTES: Final = 256 * 1024

# What the socket layer knows of a connection before and after `hello`: sid -> (room, session).
Joined = dict[str, tuple[Room, Session]]
Handler = Callable[[Services, Joined, Any], dict[str, Any]]
Tell = Callable[[BoardError], dict[str, Any]]


def register(services_: Services) -> None:
    """Attach every event to the Socket.IO server, and to the short way in."""
    joined: Joined = {}
    _register_connection(services_, joined)
    _register_events(services_, joined)
    services_.intake.handle = partial(_handle, services_)
    services_.intake.move = partial(move_now, services_)
    metrics, waiting_bytes = services_.registry.metrics, services_.transport.waiting_bytes
    metrics.watch("tavolo_outbox_bytes", lambda: sum(waiting_bytes()))
    metrics.watch("tavolo_outbox_bytes_max", lambda: max(waiting_bytes()))


def _register_connection(services_: Services, joined: Joined) -> None:
    connections = services_.connections

    def on_connect(auth: Any = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        request.environ["tavolo.token"] = token if isinstance(token, str) else login_token(request)
        connections.meet(_sid())

    def on_disconnect(_reason: Any = None) -> None:
        services_.transport.forget(_sid())
        connections.leave(_sid())
        left = joined.pop(_sid(), None)
        if left is not None:
            with services_.registry.lock:
                left[0].leave(left[1].sid, services_.clock_ms())
            services_.registry.touch(left[0])

    def may_open(connection: str, environ: dict[str, Any]) -> dict[str, Any] | None:
        address = None if comes_from_this_machine(environ) else address_of(environ)
        try:
            connections.open(connection, address)
        except BoardError as error:
            return in_english(error)
        return None

    services_.transport.driver.guard(may_open, connections.close)
    services_.socketio.on_event("connect", on_connect)
    services_.socketio.on_event("disconnect", on_disconnect)


def _register_events(services_: Services, joined: Joined) -> None:
    socketio, transport = services_.socketio, services_.transport

    def on_joined(event: str) -> Callable[..., None]:
        def on_event(ack_id: Any = None, payload: Any = None) -> None:
            place = joined.get(_sid())
            if place is None:
                transport.answer(_sid(), ack_id, error_answer(SignInNeeded()))
            else:
                _handle(services_, *place, event, ack_id, payload)

        return on_event

    def on_bad(ack_id: Any, code: Any) -> None:
        _refuse_bad(services_, _sid(), ack_id, code, error_answer)

    def on_unknown(_event: str, ack_id: Any = None, *_rest: Any) -> None:
        on_bad(ack_id, BadShape.code)

    socketio.on_event(BAD_EVENT, on_bad)
    socketio.on_event("*", on_unknown)
    socketio.on_event("hello", _answering(on_hello, services_, joined))
    socketio.on_event("sync", _answering(on_sync, services_, joined))
    for event in (*ANSWERED, *TAKERS):
        socketio.on_event(event, on_joined(event))


def _answering(handler: Handler, services_: Services, joined: Joined) -> Callable[[Any, Any], None]:
    """The handler as the library calls it: errors become answers, answers acknowledgements."""

    def on_event(ack_id: Any = None, payload: Any = None) -> None:
        try:
            wait_ms = services_.connections.questions(_sid()).take(services_.clock_ms())
            if wait_ms:
                raise RateExceeded(retry_ms=wait_ms)
            answer = handler(services_, joined, payload)
        except BoardError as error:
            answer = error_answer(error)
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the connection
            answer = error_answer(fault_of(error))
        services_.transport.answer(_sid(), ack_id, answer)

    return on_event


def _refuse_bad(services_: Services, sid: str, ack_id: Any, code: str, tell: Tell) -> None:
    error: BoardError = TooBig(limit_bytes=MESSAGE_LIMIT) if code == TooBig.code else BadShape()
    log.warning("message refused: %s", error.code)
    services_.registry.metrics.add("tavolo_bad_messages_total")
    if isinstance(ack_id, int):
        services_.transport.answer(sid, ack_id, tell(error))
    else:
        services_.transport.send([sid], "refused", tell(error))


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
        services_.connections.join(_sid(), str(token))
        last_n = _last_n(services_, board_id, client_id, person.id)
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
        viewer = _viewer(room, session)  # nobody joins who was sent away a moment ago
        _replace_earlier(services_, joined, room, session)
        joined[session.sid] = (room, session)
        services_.transport.attach(session.sid, room, session)
        room.join(session)
        _check_still_there(services_, joined, room, session)
        answer = {
            "ok": True,
            "session": session.here.session,
            "me": {"id": person.id, "name": person.name, "role": viewer.role},
            "board": room.board_for(viewer),
            "people": room.people_for(viewer),
            "here": room.here_for(viewer),
            "attention": {
                **room.attention_for(viewer),
                "is_ready": person.id in room.attention.ready,
            },
            "head": room.head,
            "now_ms": services_.clock_ms(),
            **own_drafts(room, person.id),
            "last_n": last_n,
        }
    registry.touch(room)
    registry.seat_late(room)
    answer.update(_votes(services_, room, session))
    answer.update(own_hidden(services_.storage, room, person.id))
    if since is not None:
        answer.update(_entries_after(services_, room, since, viewer))
    return answer


def _votes(services_: Services, room: Room, session: Session) -> dict[str, Any]:
    """Of votes that are open, what this person has said, and how many have voted (VOTE1)."""
    ballots, turnout = standing(services_.storage, room, session.person_id)
    told = [{"vote": vote_id, "people": people} for vote_id, people in turnout.items()]
    return {"ballots": ballots, "turnout": told} if told else {}


def _replace_earlier(services_: Services, joined: Joined, room: Room, session: Session) -> None:
    """Take out what this connection, or an older one of the same page, had joined before.

    What the page had sent by the older one and has not been read yet must not be taken after this
    `hello`: the page counts from its answer on.
    """
    again = joined.pop(session.sid, None)
    if again is not None:
        again[0].leave(session.sid, services_.clock_ms())
    for old in list(room.sessions.values()):
        if (old.client_id, old.person_id) == (session.client_id, session.person_id):
            old.is_replaced = True
            joined.pop(old.sid, None)
            services_.connections.leave(old.sid)
            room.leave(old.sid, services_.clock_ms())
            services_.transport.close(old.sid)


def _check_still_there(services_: Services, joined: Joined, room: Room, session: Session) -> None:
    """Raise SignInNeeded if the connection ended while its `hello` waited: nobody else will take it out.

    Only after it has joined, because its end may come at any moment before.
    """
    if not services_.connections.is_there(session.sid):
        joined.pop(session.sid, None)
        services_.connections.leave(session.sid)
        services_.transport.forget(session.sid)
        room.leave(session.sid, services_.clock_ms())
        raise SignInNeeded


def _last_n(services_: Services, board_id: str, client_id: str, person_id: str) -> int:
    """The newest number that this client has used up on this board; 0 for one of somebody else."""
    cursor = services_.storage.cursor(board_id, client_id)
    return cursor.last_n if cursor is not None and cursor.person_id == person_id else 0


def _hello_parts(payload: Any) -> tuple[str, str, int | None]:
    if not isinstance(payload, dict) or not payload.keys() <= {"board", "client", "since"}:
        raise BadShape
    board_id, client_id, since = payload.get("board"), payload.get("client"), payload.get("since")
    if not is_id(client_id) or not isinstance(board_id, str):
        raise BadShape
    if not is_id(board_id):
        raise BoardMissing
    return board_id, str(client_id), None if since is None else natural(since)


def on_sync(services_: Services, joined: Joined, payload: Any) -> dict[str, Any]:
    """What this client is missing."""
    room, session = _joined(joined)
    if not isinstance(payload, dict) or payload.keys() != {"since"}:
        raise BadShape
    viewer = _viewer(room, session)
    return {
        "ok": True,
        "head": room.head,
        **_entries_after(services_, room, natural(payload["since"]), viewer),
    }


def _entries_after(services_: Services, room: Room, since: int, viewer: Viewer) -> dict[str, Any]:
    """`entries`, or `snapshot: true` when loading the whole board is the shorter way."""
    if since > room.head or room.head - since > CATCH_UP_LIMIT:
        return {"snapshot": True}
    if since == room.head:
        return {"entries": []}  # as a rule when hundreds come back at once: nothing to read
    try:
        entries: list[Entry] = services_.storage.read_after(room.board_id, since, CATCH_UP_LIMIT + 100)
    except HistoryCompacted:
        return {"snapshot": True}
    with services_.registry.lock:  # what is hidden, and how far the board has come, at one moment
        head, seen_by = room.head, room.seen_by(viewer)
    told = encode([project(entry, seen_by) for entry in entries if entry.seq <= head])
    return {"entries": Raw(told)} if len(told) <= CATCH_UP_BYTES else {"snapshot": True}


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


def _handle(services_: Services, room: Room, session: Session, event: str, ack_id: Any, payload: Any) -> None:
    """Carry out what a joined session sends; nothing is raised."""
    transport = services_.transport
    try:
        if event in ANSWERED:
            ANSWERED[event](
                services_,
                room,
                session,
                payload,
                lambda answer: transport.answer(session.sid, ack_id, answer),
            )
        elif event == BAD_EVENT:
            _refuse_bad(services_, session.sid, ack_id, payload, session.tell)
        else:
            TAKERS[event](services_, room, session, payload)
    except BoardError as error:
        transport.answer(session.sid, ack_id, session.tell(error))
    except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the connection
        transport.answer(session.sid, ack_id, session.tell(fault_of(error)))


# Events that are answered: most of them once they are durable.
ANSWERED: Final[dict[str, Callable[[Services, Room, Session, Any, Reply], None]]] = {
    "op": take_op,
    "workshop": take_workshop,
    "tables": take_tables,
    "draft": take_draft,
    "vote": take_vote,
    "ballot": take_ballot,
    "hand": take_hand,
    "ready": take_ready,
    "mode": take_mode,
}
Taker = Callable[[Services, Room, Session, Any], None]
TAKERS: Final[dict[str, Taker]] = {
    "presence": take_presence,
    "move": take_move,
    "diverged": take_diverged,
}
EVENTS: Final = ("hello", "sync", *ANSWERED, *TAKERS)
