"""How a room reaches its sessions: straight to fast sockets, else through the library.

Both ways send the same: one encoding of a message for all who get it. A session that does not read is
noticed here (`waiting`); what to do about it is decided by the room (`live/backlog.py`).
"""

from collections import deque
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any, Final

from flask_socketio import SocketIO
from msgspec.json import encode

from board.live.room import Room
from board.live.session import Session
from board.live.waiting import Waiting
from board.web.driver import Driver
from board.web.fast_socket import FastSocket
from board.web.frames import TEXT, frame
from board.web.intake import Intake

# Packets in the library's queue that are normal: with polling they wait until the next request.
QUEUED_IN_PASSING: Final = 8
KNOWN_SIZES: Final = 1_024  # packets of one session: more than it may ever have waiting


class SocketTransport:
    """Fits `live.room.Transport`. Nothing here blocks or raises for a session that is gone."""

    def __init__(self, socketio: SocketIO, driver: Driver, intake: Intake) -> None:
        self._socketio = socketio
        self.driver = driver
        self._intake = intake
        self._places: dict[str, tuple[Room, Session]] = {}  # sid -> where it has joined
        self._fast: dict[str, FastSocket] = {}  # sid -> its connection
        self._newest: tuple[dict[str, Any], bytes] = ({}, b"")  # what was sent last, and its bytes
        self._queues: dict[str, _Queue] = {}  # sid -> what the library has queued, of the others

    def attach(self, sid: str, room: Room, session: Session) -> None:
        """A session has joined: from now on its frequent messages take the short way in."""
        self._places[sid] = (room, session)
        fast = self._fast.pop(sid, None) or self.driver.fast_socket(sid)
        if fast is not None:
            self._take_over(sid, fast)

    def forget(self, sid: str) -> None:
        """A session has gone."""
        for known in (self._places, self._fast, self._queues):
            known.pop(sid, None)

    def _take_over(self, sid: str, fast: FastSocket) -> None:
        self._fast[sid] = fast
        self._queues.pop(sid, None)
        if sid in self._places:
            room, session = self._places[sid]
            fast.on_text = lambda text: self._intake.offer(room, session, text)

    def _fast_socket(self, sid: str) -> FastSocket | None:
        fast = self._fast.get(sid)
        if fast is None:
            fast = self.driver.fast_socket(sid)
            if fast is not None:
                self._take_over(sid, fast)
        return fast

    # --- sending ------------------------------------------------------------------------------------

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> int:
        """Send an event to these sessions. How many bytes it is for each."""
        # What comes in slices is encoded once.
        newest = self._newest
        if newest[0] is not payload:
            self._newest = newest = (payload, _event_frame(event, payload))
        data = newest[1]
        known = self._fast
        try:
            sockets = [known[sid] for sid in sids]
        except KeyError:
            others = self._send_one_by_one(sids, data)
        else:
            FastSocket.write_all(sockets, data)
            return len(data)
        if others:
            self._socketio.emit(event, payload, to=others)
            for sid in others:
                self._queues.setdefault(sid, _Queue()).sizes.append(len(data))
        return len(data)

    def _send_one_by_one(self, sids: Sequence[str], data: bytes) -> list[str]:
        """Write to those that are fast, also since just now; which are not."""
        others: list[str] = []
        for sid in sids:
            fast = self._fast_socket(sid)
            if fast is None:
                others.append(sid)
            else:
                fast.write(data)
        return others

    def answer(self, sid: str, ack_id: int | None, payload: dict[str, Any]) -> None:
        """Acknowledge an event, now or later; nothing happens if no answer was asked."""
        if ack_id is None:
            return
        fast = self._fast_socket(sid)
        if fast is None:
            self.driver.send_packet(sid, f"3{ack_id}[{encode(payload).decode()}]")
        else:
            fast.write(frame(TEXT, b"43%d[%b]" % (ack_id, encode(payload))))

    # --- ending -------------------------------------------------------------------------------------

    def close(self, sid: str) -> None:
        """End the connection after what has been sent."""
        self._socketio.start_background_task(self._end, sid)

    def _end(self, sid: str) -> None:
        fast = self._fast_socket(sid)
        self._socketio.server.disconnect(sid)  # the goodbye of Socket.IO
        if fast is not None:
            fast.close()

    def cut_off(self, sid: str, event: str, payload: dict[str, Any]) -> None:
        """End the connection of somebody who does not read: one last event in place of all that waits."""
        fast = self._fast_socket(sid)
        if fast is None:
            self.driver.abandon(sid)
        else:
            fast.cut_off(_event_frame(event, payload))

    # --- who does not read ----------------------------------------------------------------------------

    def waiting(self, sids: Iterable[str]) -> dict[str, Waiting]:
        """Of these sessions, those that have not taken what was sent to them."""
        if not self.driver.stuck and not self._queues:
            return {}
        now_s = monotonic()
        found: dict[str, Waiting] = {}
        for sid in sids:
            fast = self._fast.get(sid)
            if fast is None:
                waiting = self._queued(sid, now_s)
                if waiting is not None:
                    found[sid] = waiting
            elif fast.waiting_bytes:
                found[sid] = Waiting(fast.waiting_frames, fast.waiting_bytes, now_s - fast.progress_at)
        return found

    def _queued(self, sid: str, now_s: float) -> Waiting | None:
        queue = self._queues.get(sid)
        if queue is None:
            return None
        queue.look(self.driver.queued(sid), now_s)
        if len(queue.sizes) <= QUEUED_IN_PASSING:
            return None
        return Waiting(len(queue.sizes), sum(queue.sizes), now_s - queue.moved_at)

    def waiting_bytes(self) -> list[int]:
        """How much waits for each session that does not read."""
        return [fast.waiting_bytes for fast in self.driver.stuck] or [0]


def _event_frame(event: str, payload: dict[str, Any]) -> bytes:
    return frame(TEXT, b'42["%b",%b]' % (event.encode(), encode(payload)))


class _Queue:
    """What the library has queued for one session: it tells how many packets, we know how big they are."""

    __slots__ = ("moved_at", "sizes")

    def __init__(self) -> None:
        self.sizes: deque[int] = deque(maxlen=KNOWN_SIZES)  # bytes of the packets in the queue, oldest first
        self.moved_at = monotonic()

    def look(self, left: int, now_s: float) -> None:
        """Forget the packets that have left."""
        if len(self.sizes) > left or left <= QUEUED_IN_PASSING:
            self.moved_at = now_s
        while len(self.sizes) > left:
            self.sizes.popleft()
