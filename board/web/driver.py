"""The seams with Flask-SocketIO and python-socketio, all of them.

Three things that the libraries do not offer in public: a packet that is never an error (malformed
input becomes an event of our own instead of a stack trace), an acknowledgement that is sent later
than the handler returns, and a send to a list of sessions. `tests/web/test_driver.py` fails when
the libraries change shape.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from flask_socketio import SocketIO
from socketio import packet as socketio_packet

MESSAGE_LIMIT: Final = 64 * 1024  # bytes of one message; answered with bad.too_big above this
FRAME_LIMIT: Final = 256 * 1024  # bytes of one frame; the connection is closed above this
DEPTH_LIMIT: Final = 16
BAD_EVENT: Final = "__bad__"
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
        code = _fault_of(encoded_packet)
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


def _fault_of(encoded_packet: Any) -> str | None:
    """Why this is refused before it is parsed, or None."""
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


def acknowledge(socketio: SocketIO, sid: str, ack_id: int | None, payload: dict[str, Any]) -> None:
    """Answer an event, now or later; nothing happens if no answer was asked or the session is gone."""
    server = socketio.server
    eio_sid = server.manager.eio_sid_from_sid(sid, "/")
    if ack_id is None or eio_sid is None:
        return
    packet = server.packet_class(socketio_packet.ACK, namespace="/", id=ack_id, data=[payload])
    server._send_packet(eio_sid, packet)


class SocketTransport:
    """Fits `live.room.Transport`: one encoding for all the sessions of a message."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> None:
        self._socketio.emit(event, payload, to=list(sids))

    def close(self, sid: str) -> None:
        self._socketio.start_background_task(self._socketio.server.disconnect, sid)
