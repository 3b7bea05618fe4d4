"""A Socket.IO connection over one WebSocket, lean enough for five hundred of them in one process.

asyncio only calls back here; nothing waits. Text frames are enough: the server sends nothing else.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

Answer = Callable[[Any], None]
KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # any 16 bytes do: it only keeps old proxies from caching
FRAME_HEAD = 0x80
FULL_BYTES = 64 * 1024
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """A client's frame. Its mask is zero, which leaves the bytes as they are."""
    size = len(payload)
    if size < 126:
        head = bytes([FRAME_HEAD | opcode, FRAME_HEAD | size])
    elif size < 65_536:
        head = bytes([FRAME_HEAD | opcode, FRAME_HEAD | 126]) + size.to_bytes(2, "big")
    else:
        head = bytes([FRAME_HEAD | opcode, FRAME_HEAD | 127]) + size.to_bytes(8, "big")
    return head + b"\0\0\0\0" + payload


class Wire(asyncio.Protocol):
    """`on_open` when events can be sent, `on_event(name, payload)` for each event, `on_close` once."""

    def __init__(
        self,
        token: str,
        host: str,
        *,
        on_open: Callable[[], None] = lambda: None,
        on_event: Callable[[str, Any], None] = lambda _name, _payload: None,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self.transport: asyncio.Transport | None = None
        self.is_upgraded = False
        self.is_open = False
        self.answers: dict[int, Answer] = {}
        self.received_bytes = 0
        self._token = token
        self._host = host
        self._on_open, self._on_event, self._on_close = on_open, on_event, on_close
        self._is_over = False
        self._bytes = bytearray()
        self._parts: list[bytes] = []
        self._asked = 0

    # --- asyncio.Protocol ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: {self._host}",
            f"Origin: http://{self._host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {KEY}",
            "Sec-WebSocket-Version: 13",
        ]
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        self.received_bytes += len(data)
        self._bytes += data
        if not self.is_upgraded and not self._take_upgrade():
            return
        while (found := self._next_frame()) is not None:
            self._take(*found)

    def connection_lost(self, _error: Exception | None) -> None:
        self._end()

    # --- frames ---

    def _take_upgrade(self) -> bool:
        head, separator, rest = bytes(self._bytes).partition(b"\r\n\r\n")
        if not separator:
            return False
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self.close()
            return False
        self.is_upgraded = True
        self._bytes = bytearray(rest)
        return True

    def _next_frame(self) -> tuple[int, bytes] | None:
        data = self._bytes
        if len(data) < 2:
            return None
        size, start = data[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(data[2:10], "big"), 10
        if len(data) < start + size:
            return None
        opcode, is_last, payload = data[0] & 0x0F, data[0] & 0x80, bytes(data[start : start + size])
        del data[: start + size]
        if opcode in (0, TEXT):
            self._parts.append(payload)
            if not is_last:
                return PONG, b""  # more of this message is to come
            payload, self._parts = b"".join(self._parts), []
            opcode = TEXT
        return opcode, payload

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == CLOSE:
            self.close()
        elif opcode == PING:
            self._write(frame(payload, PONG))
        elif opcode == TEXT:
            self._take_packet(payload.decode())

    def _take_packet(self, text: str) -> None:
        if text == "2":
            self._write(frame(b"3"))
        elif text.startswith("0"):
            self._write(frame(b"40" + json.dumps({"token": self._token}).encode()))
        elif text.startswith("40"):
            self.is_open = True
            self._on_open()
        elif text.startswith("42"):
            name, *payload = json.loads(text[2:])
            self._on_event(name, payload[0] if payload else None)
        elif text.startswith("43"):
            start = text.index("[")
            answer = self.answers.pop(int(text[2:start]), None)
            if answer is not None:
                answer(json.loads(text[start:])[0])
        elif text.startswith(("41", "44", "1")):
            self.close()

    # --- to the server ---

    def emit(self, event: str, payload: Any, on_answer: Answer | None = None) -> None:
        """Send an event; nothing happens once the connection is over."""
        ack = ""
        if on_answer is not None:
            self._asked += 1
            self.answers[self._asked] = on_answer
            ack = str(self._asked)
        body = json.dumps([event, payload], ensure_ascii=False, separators=(",", ":"))
        self.send_text(f"42{ack}{body}")

    def send_text(self, text: str) -> None:
        """Send one packet as it is."""
        self._write(frame(text.encode("utf-8", "surrogatepass")))

    def send_raw(self, data: bytes) -> None:
        """Send bytes as they are, whatever they are."""
        self._write(data)

    def _write(self, data: bytes) -> None:
        if self.transport is not None and not self._is_over:
            self.transport.write(data)

    def is_full(self) -> bool:
        """Whether the server takes more slowly than we send."""
        return self.transport is not None and self.transport.get_write_buffer_size() > FULL_BYTES

    def pause(self) -> None:
        """Read nothing more."""
        if self.transport is not None and not self._is_over:
            self.transport.pause_reading()

    def resume(self) -> None:
        """Read on."""
        if self.transport is not None and not self._is_over:
            self.transport.resume_reading()

    def close(self) -> None:
        """End the connection at once."""
        if self.transport is not None:
            self.transport.abort()
        self._end()

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.is_open = False
            self._on_close()


async def fetch_json(host: str, port: int, path: str, token: str) -> Any:
    """The JSON of `GET path`. Raises OSError or ValueError when there is none."""
    reader, writer = await asyncio.open_connection(host, port)
    head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\nConnection: close"
    writer.write(f"{head}\r\n\r\n".encode())
    try:
        raw = await reader.read()
    finally:
        writer.close()
    headers, _, body = raw.partition(b"\r\n\r\n")
    if b"chunked" in headers.lower():
        body = _joined(body)
    return json.loads(body)


def _joined(body: bytes) -> bytes:
    """The content of a body in chunks."""
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            break
        parts.append(rest[:length])
        body = rest[length + 2 :]
    return b"".join(parts)
