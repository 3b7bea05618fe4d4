"""One WebSocket connection on a non-blocking socket, without a task of its own for reading or writing.

The hub calls when there is something to read or room to write (`live/concurrency.py`); nothing here
knows which library the hub is of. To the library above it is a socket with `wait`, `send` and
`close`; to the room it is `write`, which sends the same bytes that others get.
"""

import socket
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import Final

from board.live.concurrency import Bell, Hub
from board.live.session import Bucket
from board.web.frames import (
    BINARY,
    CLOSE,
    NORMAL,
    PING,
    PONG,
    TEXT,
    FrameError,
    FrameReader,
    answer_to_close,
    close_frame,
    frame,
)

READ_BYTES: Final = 16 * 1024  # at once, so that nobody holds up the others
BYTES_IN_PER_S: Final = 32 * 1024  # of one connection; what comes faster waits at the other end
BYTES_IN_BURST: Final = 256 * 1024
MESSAGE_COST_BYTES: Final = 128  # how many bytes a message counts for, however short
MESSAGES_IN_ROW: Final = 16  # then the others have a turn
SEND_BUFFER_BYTES: Final = 128 * 1024  # what the system keeps for a connection that does not read
WAITING_BYTES: Final = 1024 * 1024  # what we keep for it at most; then it is cut off
WAITING_FRAMES: Final = 512
LINGER_S: Final = 5.0  # for what waits when the connection is closed
CUT_OFF_S: Final = 1.0  # for the last frames of a connection that does not read

PONG_TEXT: Final = b"3"

# Gets a text message first; True if it has taken care of it.
OnText = Callable[[str], bool]


class FastSocket:
    """Reads and writes whole messages. Everything but `wait` returns at once."""

    def __init__(
        self, connection: socket.socket, hub: Hub, bell: Bell, limit: int, stuck: set["FastSocket"]
    ) -> None:
        self.on_text: OnText = _not_taken
        self.on_pong: Callable[[], None] | None = None  # of the library's own ping, which is a text
        self.waiting_bytes = 0
        self.progress_at = 0.0  # monotonic: when bytes last left; only while some wait
        self.is_closed = False
        self._connection = connection
        self._send_some = connection.send
        self._hub = hub
        self._bell = bell
        self._stuck = stuck  # the sockets that have something waiting
        self._reader = FrameReader(limit)
        self._arrived: deque[str | bytes] = deque()  # messages that `wait` will give
        self._is_reader_waiting = False
        self._given_in_row = 0  # messages that `wait` gave without a pause
        self._waiting: deque[bytes] = deque()  # frames, the first one possibly a part
        self._bytes_in = Bucket(BYTES_IN_PER_S, BYTES_IN_BURST)
        self._is_ending = False  # the last frame is on its way
        self._is_clear = True  # what is written leaves at once: it is open, and nothing waits
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        self._watch = hub.watch(connection, self._on_readable, self._on_writable)

    @property
    def waiting_frames(self) -> int:
        """How many frames wait because the other side does not read."""
        return len(self._waiting)

    # --- for the library above ----------------------------------------------------------------------

    def wait(self) -> str | bytes | None:
        """The next message that nobody else has taken; None when the connection has ended."""
        if self._given_in_row >= MESSAGES_IN_ROW:
            self._given_in_row = 0
            self._hub.later(0, self._bell.ring)
            self._bell.wait()
        while not self._arrived:
            if self.is_closed:
                return None
            self._given_in_row = 0
            self._is_reader_waiting = True
            self._bell.wait()
            self._is_reader_waiting = False
        self._given_in_row += 1
        return self._arrived.popleft()

    def send(self, message: str | bytes) -> None:
        """Send one message. What the other side has no room for waits; too much of it ends the connection."""
        if isinstance(message, str):
            self.write(frame(TEXT, message.encode()))
        else:
            self.write(frame(BINARY, message))

    def close(self, _close_data: object = None) -> None:
        """Say goodbye and end the connection, as soon as what waits has left."""
        self._finish(close_frame(NORMAL), LINGER_S)

    # --- writing ------------------------------------------------------------------------------------

    @staticmethod
    def write_all(sockets: Iterable["FastSocket"], data: bytes) -> None:
        """Send one frame to each. Nearly all of the time is the system's, so nothing else is done here."""
        size = len(data)
        for fast in sockets:
            if not fast._is_clear:
                fast.write(data)
                continue
            try:
                sent = fast._send_some(data)
            except (BlockingIOError, InterruptedError):
                sent = 0
            except OSError:
                fast.lose()
                continue
            if sent != size:
                fast._keep_rest(data[sent:])

    def write(self, data: bytes) -> None:
        """Send one frame."""
        if self.is_closed or self._is_ending:
            return
        if self._is_clear:
            self.write_all((self,), data)
        else:
            self._put_off(data)

    def cut_off(self, last: bytes) -> None:
        """End a connection that does not read: `last` instead of everything that waits, and little time."""
        if self.is_closed:
            return
        # The first frame may have left in part; without its rest nothing after it could be understood.
        while len(self._waiting) > 1:
            self.waiting_bytes -= len(self._waiting.pop())
        self.write(last)
        self._finish(close_frame(NORMAL), CUT_OFF_S)

    def _keep_rest(self, data: bytes) -> None:
        """The system takes no more for now."""
        self._is_clear = False
        self.progress_at = monotonic()
        self._watch.write(True)
        self._put_off(data)

    def _put_off(self, data: bytes) -> None:
        self._waiting.append(data)
        self._stuck.add(self)
        self.waiting_bytes += len(data)
        if self.waiting_bytes > WAITING_BYTES or len(self._waiting) > WAITING_FRAMES:
            self.lose()

    def _on_writable(self) -> None:
        waiting = self._waiting
        try:
            while waiting:
                sent = self._send_some(waiting[0])
                self.waiting_bytes -= sent
                self.progress_at = monotonic()
                if sent != len(waiting[0]):
                    waiting[0] = waiting[0][sent:]
                    return
                waiting.popleft()
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.lose()
            return
        self._watch.write(False)
        self._stuck.discard(self)
        if self._is_ending:
            self._say_no_more()
        else:
            self._is_clear = True

    def _finish(self, last: bytes, patience_s: float) -> None:
        """Send the last frame; the connection ends when everything has left and the other side has ended it
        too, or after `patience_s`. Until then what comes is read and dropped: a connection that is closed
        with bytes unread is reset, and who is writing then may never read the last frames."""
        if self.is_closed or self._is_ending:
            return
        self.write(last)
        self._is_ending = True
        self._is_clear = False
        if self.is_closed:  # the last frame was one too many
            return
        self._hub.later(patience_s, self.lose)
        if not self._waiting:
            self._say_no_more()

    def _say_no_more(self) -> None:
        with suppress(OSError):  # it may be gone already
            self._connection.shutdown(socket.SHUT_WR)
        self._watch.read(True)  # also if it was paused

    def lose(self) -> None:
        """The connection is over, for whatever reason. Who waits for a message is told."""
        if self.is_closed:
            return
        self.is_closed = True
        self._is_clear = False
        self._waiting.clear()
        self._stuck.discard(self)
        self.waiting_bytes = 0
        self._watch.stop()
        with suppress(OSError):  # it may be gone already
            self._connection.shutdown(socket.SHUT_WR)
        self._bell.ring()

    # --- reading ------------------------------------------------------------------------------------

    def _on_readable(self) -> None:
        if self.is_closed:
            return
        try:
            data = self._connection.recv(READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.lose()
        elif not self._is_ending:
            self._read(data)

    def _read(self, data: bytes) -> None:
        short = self._reader.short_text(data)
        try:
            messages = self._reader.feed(data) if short is None else [(TEXT, short)]
        except FrameError as error:
            self._finish(close_frame(error.code), LINGER_S)
            return
        cost = len(data) + MESSAGE_COST_BYTES * len(messages)
        pause_ms = self._bytes_in.spend(int(monotonic() * 1000), cost)
        if pause_ms:
            self._pause(pause_ms / 1000)
        for opcode, payload in messages:
            self._take(opcode, payload)

    def _take(self, opcode: int, payload: bytes) -> None:
        if self._is_ending:
            return
        if opcode == TEXT:
            text = payload.decode()
            if payload == PONG_TEXT and self.on_pong is not None:
                self.on_pong()
                return
            # Only while nothing else of this connection is being handled: its messages stay in order.
            if not (self._is_reader_waiting and not self._arrived and self.on_text(text)):
                self._arrive(text)
        elif opcode == PING:
            if not self._waiting:  # who does not read needs no more to read
                self.write(frame(PONG, payload))
        elif opcode == CLOSE:
            self._finish(answer_to_close(payload), LINGER_S)
        elif opcode == BINARY:
            self._arrive(payload)

    def _arrive(self, message: str | bytes) -> None:
        self._arrived.append(message)
        if self._is_reader_waiting:
            self._bell.ring()

    def _pause(self, seconds: float) -> None:
        """Read nothing for a while: what comes then waits at the other end."""
        self._watch.read(False)
        self._hub.later(seconds, self._go_on_reading)

    def _go_on_reading(self) -> None:
        if not self.is_closed:
            self._watch.read(True)


def _not_taken(_text: str) -> bool:
    return False
