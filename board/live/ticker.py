"""The task that tells all rooms' news, each room when it is due."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from heapq import heappop, heappush
from itertools import count
from time import monotonic
from typing import Any, Final

from board.live.concurrency import Concurrency, sleep_s
from board.live.metrics import Metrics
from board.live.pace import TICK_S
from board.live.room import SLICE, Room

BUSY_SHARE: Final = 0.2  # of the time may go into telling before ticks get longer: fewer, fuller messages
LONGEST_TICK_S: Final = 0.085
LEAST_REST: Final = 0.3  # of the time that telling took: others must have their turn even then
FEW_ROOMS: Final = 8  # so many are told when they are due; of more, those due at nearly the same time
GRAIN: Final = 1 / 16  # of a tick that many rooms may wait for each other
ACTIVE_S: Final = 0.3  # a room that was told so lately counts for the length of ticks


class Ticker:
    """Tells at once when a room was not told for a tick. Ticks grow longer when telling all rooms takes
    long; each room keeps its own rhythm, so that none is told late because many are."""

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
        self._hub = concurrency.hub
        self._metrics = metrics
        self._agenda: list[tuple[float, int, Room]] = []  # a heap; of a room the entry in `_due` counts
        self._due: dict[Room, float] = {}  # rooms with news, and when they are told
        self._order = count()  # of rooms that are due at the same time
        self._active: dict[Room, tuple[float, float]] = {}  # -> when last told, how long it took; in order
        self._round_s = 0.0  # what telling all active rooms takes

    def touch(self, room: Room) -> None:
        """The room has news."""
        known_s = self._due.get(room)
        if known_s is not None and known_s <= room.pace.earliest_s:
            return
        due_s = room.due_at_s()
        if due_s is None or (known_s is not None and known_s <= due_s):
            return
        self._due[room] = due_s
        heappush(self._agenda, (due_s, next(self._order), room))
        if any(first[2] is room for first in self._agenda[:1]):
            self._bell.ring()

    def step(self) -> None:
        """Wait until something is due, tell what is, rest."""
        begun_s = monotonic()
        if not self._agenda or self._agenda[0][0] > begun_s:
            self._bell.wait(self._agenda[0][0] - begun_s if self._agenda else None)
            return
        if self._hub is not None:
            self._hub.look()  # what has come until now is told now
        told = 0  # sessions, since others had a turn
        while told < SLICE and self._agenda and self._agenda[0][0] <= begun_s:
            due_s, _, room = heappop(self._agenda)
            if self._due.get(room) == due_s:
                told += self._tell(room)
        took_s = monotonic() - begun_s
        if told:
            self._metrics.observe("tavolo_flush_seconds", took_s)
        is_grouped = told < SLICE and len(self._active) > FEW_ROOMS
        grain_s = self._tick_s() * GRAIN if is_grouped else 0.0
        self._sleep(max(grain_s - took_s, took_s * LEAST_REST))

    def _tick_s(self) -> float:
        return min(LONGEST_TICK_S, max(TICK_S, self._round_s / BUSY_SHARE))

    def _tell(self, room: Room) -> int:
        """How many sessions of this room were told something."""
        now_s = monotonic()
        # Taken off first: what happens while it is told is told the next time.
        self._due.pop(room, None)
        with self._lock:
            letters, apart = room.letters(now_s), room.inbox_letters(now_s)
        room.deliver(apart)
        if letters:
            size = room.deliver(letters)
            took_s = monotonic() - now_s
            self._count(room, now_s, took_s)
            room.pace.told(now_s, size, took_s, self._tick_s())
        elif not apart:
            room.pace.lasting_at_s = now_s  # the next look at who is behind comes later
        with self._lock:
            self._due.pop(room, None)  # touched while it was told, it seemed due at once
            self.touch(room)
        return sum(len(letter.sids) for letter in (*letters, *apart))

    def _count(self, room: Room, now_s: float, took_s: float) -> None:
        """Keep what telling all active rooms takes."""
        active = self._active
        self._round_s += took_s - active.pop(room, (0.0, 0.0))[1]
        active[room] = (now_s, took_s)
        while (oldest := next(iter(active))) is not room and active[oldest][0] < now_s - ACTIVE_S:
            self._round_s -= active.pop(oldest)[1]
