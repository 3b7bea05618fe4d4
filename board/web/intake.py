"""The short way in: frequent messages of joined sessions, handled without the library's dispatch.

The hub hands over whole texts. A `move`, by far the most frequent, is carried out on the spot: nothing in
it waits for a lock. A task of its own parses and handles the others, because the hub itself must not wait.
Everything else, and whatever is not well-formed, takes the long way (sockets.py).
"""

import json
import re
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, Final, Literal

from msgspec import DecodeError
from msgspec.json import Decoder

from board.core.errors import BadShape
from board.live.concurrency import Concurrency, sleep_s
from board.live.room import Room
from board.live.session import Session
from board.web.driver import BAD_EVENT, DEPTH_LIMIT, fault_of_packet

_FREQUENT: Final = re.compile(r'42(\d{0,15})\["(move|op|presence)",')
_MOVE_HEAD: Final = '42["move",'
_read_move: Final = Decoder(tuple[Literal["move"], list[int | float]]).decode
SIMPLE_LENGTH: Final = 8 * 1024  # characters: below the limit in bytes, whatever they are
IN_ROW: Final = 32  # messages; then the others have a turn

# Handles an event: room, session, name, ack id or None, payload.
Handle = Callable[[Room, Session, str, int | None, Any], None]
# Carries out a well-formed `move` without waiting for anything. Raises for a payload that is wrong.
Move = Callable[[Room, Session, list[int | float]], None]


class Intake:
    """Takes messages in the order in which they came."""

    def __init__(self, concurrency: Concurrency) -> None:
        self.handle: Handle = _ignore
        self.move: Move = _ignore_move
        self._concurrency = concurrency
        self._bell = concurrency.bell()
        self._waiting: deque[tuple[Room, Session, re.Match[str]]] = deque()
        self._is_running = False
        self._left: Counter[int] = Counter()  # id of a session -> how many of its messages are not done

    def offer(self, room: Room, session: Session, text: str) -> bool:
        """True if this message is taken care of here. Called by the hub: returns at once."""
        # Not past others of the same session: its messages stay in order.
        if text.startswith(_MOVE_HEAD) and id(session) not in self._left:
            try:
                self.move(room, session, _read_move(text[2:])[1])
                return True
            except (DecodeError, BadShape):
                pass  # the long way says what is wrong with it
        found = _FREQUENT.match(text)
        if found is None:
            return False
        self._left[id(session)] += 1
        self._waiting.append((room, session, found))
        self._bell.ring()
        if not self._is_running:
            self._is_running = True
            self._concurrency.spawn(self._run)
        return True

    def _run(self) -> None:
        while True:
            self._bell.wait()
            while self._waiting:
                for _ in range(min(IN_ROW, len(self._waiting))):
                    room, session, found = self._waiting.popleft()
                    self._take(room, session, found)
                    self._left[id(session)] -= 1
                    if not self._left[id(session)]:
                        del self._left[id(session)]
                if self._waiting:
                    sleep_s(0)

    def _take(self, room: Room, session: Session, found: re.Match[str]) -> None:
        text = found.string
        # What is short and flat needs no further look before it is parsed.
        is_simple = len(text) < SIMPLE_LENGTH and text.count("[") + text.count("{") < DEPTH_LIMIT
        code = None if is_simple else fault_of_packet(text[1:])
        message: Any = None
        if code is None:
            try:
                message = json.loads(text[found.end(1) :])
            except (ValueError, RecursionError):
                code = "bad.shape"
        if code is None and len(message) != 2:
            code = "bad.shape"
        ack_id = int(found[1]) if found[1] else None
        if code is None:
            self.handle(room, session, found[2], ack_id, message[1])
        else:
            self.handle(room, session, BAD_EVENT, ack_id, code)


def _ignore_move(_room: Room, _session: Session, _payload: list[int | float]) -> None:
    """Until sockets.py has registered."""


def _ignore(_room: Room, _session: Session, _event: str, _ack_id: int | None, _payload: Any) -> None:
    """Until sockets.py has registered."""
