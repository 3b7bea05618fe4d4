"""The task that tells all rooms' news, tick by tick."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any, Final

from board.live.concurrency import Concurrency, sleep_s
from board.live.metrics import Metrics
from board.live.pace import TICK_S
from board.live.room import SLICE, Room

BUSY_SHARE: Final = 0.2  # of the time may go into telling before ticks get longer: fewer, fuller messages
LONGEST_TICK_S: Final = 0.075
LEAST_REST: Final = 0.3  # of the time that telling took: others must have their turn even then
FEW_ROOMS: Final = 8  # so many are told when they are due, more of them tick by tick


class Ticker:
    """Tells at once when nothing was told for a tick; under load ticks grow longer."""

    def __init__(
        self,
        lock: AbstractContextManager[Any],
        concurrency: Concurrency,
        metrics: Metrics,
        sleep: Callable[[float], None] = sleep_s,
    ) -> None:
        self._lock = lock
        self._sleep = sleep
        self._bell = concurrency.bell()
        self._metrics = metrics
        self._dirty: dict[Room, None] = {}  # rooms with news, in the order they came

    def touch(self, room: Room) -> None:
        """The room has news."""
        self._dirty[room] = None
        self._bell.ring()

    def step(self) -> None:
        """One tick: wait until something is to be told, tell what is due, pause."""
        if not self._dirty:
            self._bell.wait()
        started_s = monotonic()
        took_s = 0.0  # with telling; others have their turns in between
        told = 0  # sessions, since others had a turn
        for room in list(self._dirty):
            if told >= SLICE:
                told = 0
                self._sleep(0)
            begun_s = monotonic()
            told += self._tell(room, begun_s)
            took_s += monotonic() - begun_s
        if told:
            self._metrics.observe("tavolo_flush_seconds", took_s)
        self._sleep(max(self._pause_s(took_s, monotonic() - started_s), took_s * LEAST_REST))

    def _pause_s(self, took_s: float, elapsed_s: float) -> float:
        """Until the end of the tick, or until something is due."""
        pause_s = min(LONGEST_TICK_S, max(TICK_S, took_s / BUSY_SHARE)) - elapsed_s
        if len(self._dirty) > FEW_ROOMS:
            return pause_s
        with self._lock:
            dues_s = [due_s for room in self._dirty if (due_s := room.due_at_s()) is not None]
        return min(pause_s, max(0.0, min(dues_s) - monotonic())) if dues_s else pause_s

    def _tell(self, room: Room, now_s: float) -> int:
        """How many sessions of this room were told something."""
        # Taken off first: what happens while it is told is told the next time.
        self._dirty.pop(room, None)
        with self._lock:
            due_s = room.due_at_s()
            letters = [] if due_s is None or due_s > now_s else room.letters(now_s)
        if letters:
            begun_s = monotonic()
            size = room.deliver(letters)
            room.pace.told(now_s, size, monotonic() - begun_s)
        with self._lock:
            if room.due_at_s() is not None:
                self._dirty[room] = None
        return sum(len(letter.sids) for letter in letters)
