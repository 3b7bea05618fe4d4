"""The framing of WebSocket (RFC 6455), as plain functions of bytes: no socket, no clock.

Only what a server needs. Clients must mask; masks are taken off as one big integer, which is many
times faster than byte by byte.
"""

from typing import Final

CONTINUATION: Final = 0x0
TEXT: Final = 0x1
BINARY: Final = 0x2
CLOSE: Final = 0x8
PING: Final = 0x9
PONG: Final = 0xA

NORMAL: Final = 1000
PROTOCOL_ERROR: Final = 1002
BAD_TEXT: Final = 1007
TOO_BIG: Final = 1009

FRAGMENT_LIMIT: Final = 256  # frames of one message; our own clients send one

_FIN: Final = 0x80
_RESERVED: Final = 0x70
_IS_MASKED: Final = 0x80
_IS_CONTROL: Final = 0x8
_CONTROL_LIMIT: Final = 125
_LENGTH_16: Final = 126
_LENGTH_64: Final = 127
_LEAST_HEAD: Final = 6  # two bytes and the mask

# A whole message or a control frame: (opcode, payload). The payload of text is checked UTF-8.
Message = tuple[int, bytes]


class FrameError(Exception):
    """The other side broke the protocol or a limit; the connection is to be closed with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class FrameReader:
    """Cuts the bytes of one connection into messages. Holds at most `limit` bytes of an unfinished one."""

    __slots__ = ("_count", "_held", "_limit", "_needed", "_opcode", "_parts", "_size")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = bytearray()  # the beginning of a frame that has not come completely
        self._needed = 0  # so many bytes must be held before it is worth looking again
        self._opcode = CONTINUATION  # of the fragmented message under way; CONTINUATION if there is none
        self._parts: list[bytes] = []  # its fragments so far
        self._size = 0
        self._count = 0

    def short_text(self, data: bytes) -> bytes | None:
        """The payload, if `data` is exactly one short text of ASCII and nothing is under way: what nearly
        all messages are. None if it is anything else; then `feed` must get it."""
        length = len(data) - _LEAST_HEAD
        if (
            not 0 < length < _LENGTH_16
            or data[0] != _FIN | TEXT
            or data[1] != _IS_MASKED | length
            or self._held
            or self._opcode != CONTINUATION
        ):
            return None
        payload = unmasked(data, _LEAST_HEAD, length)
        return payload if payload.isascii() else None

    def feed(self, data: bytes) -> list[Message]:
        """The messages that `data` completes, in order. Raises FrameError."""
        if self._held:
            self._held += data
            if len(self._held) < self._needed:
                return []
            data = bytes(self._held)
            self._held.clear()
        self._needed = 0
        messages: list[Message] = []
        at, end = 0, len(data)
        while end - at >= 2:
            head, start, length = self._head(data, at, end)
            if start is None or start + length > end:
                # Wait for the head, or for the whole frame.
                self._needed = _LEAST_HEAD if start is None else start + length - at
                break
            payload = unmasked(data, start, length)
            at = start + length
            if head == _FIN | TEXT and self._opcode == CONTINUATION:
                messages.append((TEXT, _checked(payload)))
            else:
                self._take(head, payload, messages)
        if at < end:
            self._held += data[at:]
        return messages

    def _head(self, data: bytes, at: int, end: int) -> tuple[int, int | None, int]:
        """First byte, where the payload starts (None: not known yet), its length. Raises FrameError."""
        head, second = data[at], data[at + 1]
        length = second & 0x7F
        if head & _RESERVED or not second & _IS_MASKED:
            raise FrameError(PROTOCOL_ERROR)
        if head & _IS_CONTROL and (length > _CONTROL_LIMIT or not head & _FIN):
            raise FrameError(PROTOCOL_ERROR)
        start = at + _LEAST_HEAD
        if length >= _LENGTH_16:
            size = 2 if length == _LENGTH_16 else 8
            if end - at < 2 + size:
                return head, None, 0
            length = int.from_bytes(data[at + 2 : at + 2 + size], "big")
            if length < (_LENGTH_16 if size == 2 else 1 << 16):
                raise FrameError(PROTOCOL_ERROR)
            start += size
        if length + self._size > self._limit:
            raise FrameError(TOO_BIG)
        return head, start, length

    def _take(self, head: int, payload: bytes, messages: list[Message]) -> None:
        """A control frame, a fragment, or a whole message that is not text. Raises FrameError."""
        opcode = head & 0x0F
        if opcode in (CLOSE, PING, PONG):
            messages.append((opcode, payload))
            return
        # A fragment must continue something, and what is under way must be continued.
        if opcode not in (CONTINUATION, TEXT, BINARY) or (opcode == CONTINUATION) == (
            self._opcode == CONTINUATION
        ):
            raise FrameError(PROTOCOL_ERROR)
        if opcode != CONTINUATION:
            self._opcode = opcode
        self._parts.append(payload)
        self._size += len(payload)
        self._count += 1
        if self._count > FRAGMENT_LIMIT:
            raise FrameError(TOO_BIG)
        if head & _FIN:
            whole = b"".join(self._parts)
            messages.append((self._opcode, _checked(whole) if self._opcode == TEXT else whole))
            self._opcode, self._parts, self._size, self._count = CONTINUATION, [], 0, 0


def unmasked(data: bytes, start: int, length: int) -> bytes:
    """The payload at `start`, without the mask that lies in the four bytes before it."""
    if not length:
        return b""
    mask = data[start - 4 : start]
    key = int.from_bytes((mask * (length // 4 + 1))[:length], "little")
    return (int.from_bytes(data[start : start + length], "little") ^ key).to_bytes(length, "little")


def _checked(payload: bytes) -> bytes:
    if not payload.isascii():
        try:
            payload.decode()
        except UnicodeDecodeError:
            raise FrameError(BAD_TEXT) from None
    return payload


def frame(opcode: int, payload: bytes) -> bytes:
    """A whole message as one frame from the server: not masked."""
    length = len(payload)
    if length < _LENGTH_16:
        return bytes((_FIN | opcode, length)) + payload
    if length < 1 << 16:
        return bytes((_FIN | opcode, _LENGTH_16)) + length.to_bytes(2, "big") + payload
    return bytes((_FIN | opcode, _LENGTH_64)) + length.to_bytes(8, "big") + payload


def close_frame(code: int) -> bytes:
    """The last frame of a connection."""
    return frame(CLOSE, code.to_bytes(2, "big"))


def answer_to_close(payload: bytes) -> bytes:
    """The frame that completes the closing handshake: the same code, if it is one."""
    code = int.from_bytes(payload[:2], "big")
    is_valid = len(payload) >= 2 and (1000 <= code <= 1014 or 3000 <= code <= 4999)
    if not payload:
        return frame(CLOSE, b"")
    return close_frame(code if is_valid and code not in (1004, 1005, 1006) else PROTOCOL_ERROR)
