"""The seams with Flask-SocketIO, python-socketio and engineio, all of them.

What the libraries do not offer in public: a packet that is never an error (malformed input becomes an
event of our own instead of a stack trace), an acknowledgement that is sent later than the handler
returns, a look at the queue of a session, and a websocket without compression and, under eventlet,
without a task for each direction. `tests/web/test_driver.py` fails when the libraries change shape.
"""

import queue
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from engineio.exceptions import QueueEmpty, SocketIsClosedError
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from flask_socketio import SocketIO
from socketio import Manager
from socketio import packet as socketio_packet

from board.live.concurrency import Bell, Hub
from board.web.fast_socket import FastSocket
from board.web.frames import TEXT, TOO_BIG, frame, unmasked

MESSAGE_LIMIT: Final = 64 * 1024  # bytes of one message; answered with bad.too_big above this
FRAME_LIMIT: Final = 256 * 1024  # bytes of one frame; the connection is closed above this
PIECES_LIMIT: Final = 1_024  # of a message, as they come from the network
DEPTH_LIMIT: Final = 16
BAD_EVENT: Final = "__bad__"
_PING_FRAME: Final = frame(TEXT, b"2")
_HEAD = re.compile(r"2(?:/[^,]*,)?(\d{1,15})?\[")


class SafePacket(socketio_packet.Packet):  # type: ignore[misc]
    """A packet whose decoding never raises.

    A good event arrives as `[name, ack id, payload]`; anything else as `["__bad__", ack id, code]`.
    The ack id travels as data, so the library does not acknowledge by itself.
    """

    uses_binary_events = False
    packet_type: int
    namespace: str | None
    id: int | None
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The library does not decode an empty message at all, and stumbles over it later.
        given = kwargs.get("encoded_packet")
        if given is not None and len(given) == 0:
            self._become_bad(given, "bad.shape")

    def decode(self, encoded_packet: Any) -> int:
        """The packet's parts, set on `self`; always 0 attachments."""
        code = fault_of_packet(encoded_packet)
        if code is None:
            try:
                super().decode(encoded_packet)
            except (ValueError, RecursionError, TypeError, KeyError, IndexError):
                code = "bad.shape"
            else:
                code = self._take_ack_id()
        if code is not None:
            self._become_bad(encoded_packet, code)
        return 0

    def _take_ack_id(self) -> str | None:
        """Move the ack id of an event into its data; the fault code if it is not one we know."""
        if self.packet_type != socketio_packet.EVENT:
            return None
        data = self.data
        if not isinstance(data, list) or len(data) not in (1, 2) or not isinstance(data[0], str):
            return "bad.shape"
        self.data = [data[0], self.id, data[1] if len(data) == 2 else None]
        self.id = None
        return None

    def _become_bad(self, encoded_packet: Any, code: str) -> None:
        head = _HEAD.match(encoded_packet[:80]) if isinstance(encoded_packet, str) else None
        ack_id = int(head.group(1)) if head and head.group(1) else None
        self.packet_type = socketio_packet.EVENT
        self.namespace = None
        self.id = None
        self.data = [BAD_EVENT, ack_id, code]


def fault_of_packet(encoded_packet: Any) -> str | None:
    """Why this packet is refused before it is parsed, or None."""
    if not isinstance(encoded_packet, str) or encoded_packet[:1] not in tuple("0123"):
        return "bad.shape"
    # A character is at least a byte, so only a long text needs to be encoded to know.
    if (
        len(encoded_packet) * 4 > MESSAGE_LIMIT
        and len(encoded_packet.encode("utf-8", "replace")) > MESSAGE_LIMIT
    ):
        return "bad.too_big"
    return "bad.shape" if _depth(encoded_packet) > DEPTH_LIMIT else None


def _depth(text: str) -> int:
    """How deep brackets nest. Those inside strings count too: a bound, not a parse."""
    if text.count("[") + text.count("{") <= DEPTH_LIMIT:
        return 0
    depth = deepest = 0
    is_text = is_escaped = False
    for char in text:
        if is_escaped:
            is_escaped = False
        elif is_text:
            is_escaped = char == "\\"
            is_text = char != '"'
        elif char == '"':
            is_text = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


class FewRooms(Manager):  # type: ignore[misc]
    """The library's list of who is connected, where a session is only in the room of all and in its own.

    The library looks through the rooms of everybody for each that leaves: a whole hall at once took seconds.
    """

    def basic_disconnect(self, sid: str, namespace: str, **_kwargs: Any) -> None:
        """Forget a session."""
        for room in (None, sid):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]


class Driver:
    """What we need of the libraries and they do not offer to everybody.

    With a `hub`, websockets become `FastSocket`s; without one they stay the library's.
    """

    def __init__(self, socketio: SocketIO, hub: Hub | None, new_bell: Callable[[], Bell]) -> None:
        self.stuck: set[FastSocket] = set()  # those that have something waiting
        self._server = socketio.server
        self._engines: dict[str, _Engine] = {}  # engineio's id -> its websocket
        if self._server.async_mode == "eventlet":
            self._replace_websocket(hub, new_bell)
        else:
            _refuse_compression(self._server.eio)

    def fast_socket(self, sid: str) -> FastSocket | None:
        """The fast socket of a session; None while its messages go through the library's queue.

        A polling session that moves to a websocket comes here only when the library has nothing queued
        for it any more: otherwise messages would overtake each other.
        """
        engine = self._engines.get(self._server.manager.eio_sid_from_sid(sid, "/"))
        if engine is None or not engine.takes_over():
            return None
        return engine.fast

    def guard(
        self, may_open: Callable[[str, dict[str, Any]], dict[str, Any] | None], closed: Callable[[str], None]
    ) -> None:
        """Ask `may_open` about each new connection, with its WSGI environment: what it answers is why not.
        Tell `closed` of each that ends."""
        handlers = self._server.eio.handlers
        stock_connect, stock_disconnect = handlers["connect"], handlers["disconnect"]

        def on_connect(eio_sid: str, environ: dict[str, Any]) -> Any:
            refusal = may_open(eio_sid, environ)
            return stock_connect(eio_sid, environ) if refusal is None else refusal

        def on_disconnect(eio_sid: str, reason: Any) -> Any:
            closed(eio_sid)
            return stock_disconnect(eio_sid, reason)

        self._server.eio.on("connect", on_connect)
        self._server.eio.on("disconnect", on_disconnect)

    def send_packet(self, sid: str, text: str) -> None:
        """Send a Socket.IO packet that is encoded already; nothing happens if the session is gone."""
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        if eio_sid is not None:
            self._server._send_eio_packet(eio_sid, EnginePacket(MESSAGE, text))

    def queued(self, sid: str) -> int:
        """How many packets the library has queued for a session."""
        socket = self._socket(sid)
        return 0 if socket is None else socket.queue.qsize()

    def abandon(self, sid: str) -> None:
        """End a session that does not read, and forget what is queued for it."""
        socket = self._socket(sid)
        if socket is None:
            return
        with suppress(queue.Empty):
            while True:
                socket.queue.get_nowait()
                socket.queue.task_done()
        self._server.start_background_task(socket.close, wait=False, abort=True)

    def _socket(self, sid: str) -> Any:
        """engineio's socket of a session, or None."""
        return self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, "/"))

    def _replace_websocket(self, hub: Hub | None, new_bell: Callable[[], Bell]) -> None:
        """Put our websocket in the place of the library's, for this server only."""
        eio = self._server.eio
        stock: Any = eio._async["websocket"]
        engines, stuck = self._engines, self.stuck

        class PlainWebSocket(stock):  # type: ignore[misc]
            """Compresses nothing, knows nothing older than RFC 6455, and is fast if there is a hub."""

            def __init__(self, handler: Any, server: Any) -> None:
                super().__init__(handler, server)
                self.support_legacy_versions = False
                self._session = handler.__self__  # engineio's socket

            def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
                # A compressor for each connection costs more memory and time than everything else.
                environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
                try:
                    return super().__call__(environ, start_response)
                finally:
                    engine = engines.pop(self._session.sid, None)
                    if engine is not None:
                        engine.fast.lose()  # the library closes the connection now, whatever waits

            def _handle_hybi_request(self, environ: dict[str, Any]) -> Any:
                websocket = super()._handle_hybi_request(environ)
                if hub is None:
                    return _bounded(websocket)
                fast = FastSocket(websocket.socket.fd, hub, new_bell(), FRAME_LIMIT, stuck)
                engines[self._session.sid] = _Engine(fast, self._session, hub)
                return engines[self._session.sid]

        eio._async = {**eio._async, "websocket": PlainWebSocket}


def _bounded(websocket: Any) -> Any:
    """eventlet's own websocket with a limit for whole messages, where it knows one for frames only, and
    with masks taken off at once instead of byte by byte."""
    stock = type(websocket)
    failed: Any = sys.modules[stock.__module__].FailedConnectionError

    class BoundedMessage(stock.Message):  # type: ignore[misc,name-defined]
        def push(self, data: bytes, final: bool = False) -> None:
            super().push(data, final)
            if len(self.data) > PIECES_LIMIT or sum(map(len, self.data)) > FRAME_LIMIT:
                raise failed(TOO_BIG, "")

    def apply_mask(data: bytes, mask: Sequence[int], length: int = 0, offset: int = 0) -> bytes:
        turned = bytes(mask[(offset + place) % 4] for place in range(4))
        return unmasked(turned + data, 4, length or len(data))

    websocket.Message, websocket._apply_mask = BoundedMessage, apply_mask
    return websocket


def _refuse_compression(eio: Any) -> None:
    """The same for the library's websocket under plain threads; and whole messages have a limit there."""
    stock: Any = eio._async["websocket"]

    class PlainWebSocket(stock):  # type: ignore[misc]
        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(handler, server, max_message_size=FRAME_LIMIT)

        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            return super().__call__(environ, start_response)

    eio._async = {**eio._async, "websocket": PlainWebSocket}


class _Engine:
    """A fast socket in the shape in which engineio and eventlet use a websocket; and engineio's socket,
    of which it takes over the parts that need a task or a queue for each session."""

    def __init__(self, fast: FastSocket, session: Any, hub: Hub) -> None:
        self.fast = fast
        self.wait, self.send = fast.wait, fast.send
        self._session = session  # engineio's socket
        self._hub = hub
        self._stock_poll: Callable[[], Any] = session.poll
        self._stock_close: Callable[..., None] = session.close
        self._has_taken_over = False
        session.poll = self._poll

    def takes_over(self) -> bool:
        """Whether nothing of this session goes through the library's queue any more."""
        session = self._session
        if not self._has_taken_over and session.upgraded and session.queue.empty():
            self._has_taken_over = True
            session.send, session.close = self._send_packet, self._close_session
            session.schedule_ping = self.fast.on_pong = self._schedule_ping
            session.queue.put(None)  # ends the library's task for writing
        return self._has_taken_over

    def close(self) -> None:
        """The library's task for writing has ended: because we took over, or with the connection."""
        if not self._has_taken_over or self._session.closed:
            self.fast.close()

    def _send_closing_frame(self, _ignore_send_errors: bool = False) -> None:
        self.fast.close()

    def _poll(self) -> Any:
        """As the library's, which ends the session when nothing was queued for a while: what leaves by the
        fast socket is never queued."""
        while True:
            try:
                return self._stock_poll()
            except QueueEmpty:
                if self._session.closed:
                    raise

    def _send_packet(self, packet: Any) -> None:
        if self._session.closed:
            raise SocketIsClosedError
        self.fast.send(packet.encode())

    def _close_session(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:  # noqa: ARG002
        self._stock_close(wait=False, abort=abort, reason=reason)  # nobody empties the queue: do not wait
        self.fast.close()

    def _schedule_ping(self) -> None:
        """A pong has come: the next ping, by a timer where the library has a task for each."""
        if self._session.last_ping:
            self._session.last_ping = None
            self._hub.later(self._session.server.ping_interval, self._ping)

    def _ping(self) -> None:
        session = self._session
        if not session.closing and not session.closed:
            session.last_ping = time.time()  # as the library does; it looks for late answers by this
            self.fast.write(_PING_FRAME)
