"""How often a room tells its sessions something: as often as the eye can use, as seldom as the line needs.

What lasts (entries, people) goes out with the next tick. What somebody carries may wait a little, so that
a phone in a full room gets no more than it can take; it is never old. Mere cursors give way first.
"""

from dataclasses import dataclass
from typing import Final

TICK_S: Final = 0.016  # the least time between two messages to a session
BYTES_PER_S: Final = 15_000  # of news to each session, when much moves
BURST_S: Final = 0.1  # so far ahead of BYTES_PER_S a room may be before what is carried waits
OLDEST_S: Final = 0.090  # of something carried, when most sessions have it
CURSOR_S: Final = 1.0  # between two looks at the cursors, at most
MOST: Final = 0.75
LEAST_APART: Final = 1.5  # times as long as telling takes, whatever gets old meanwhile
DEAR_S: Final = 0.008  # telling that takes longer is dear: then one message holds all that is new


@dataclass
class Pace:
    """Of one room; times are monotonic seconds."""

    lasting_at_s: float = 0.0  # not before this
    carried_at_s: float = 0.0
    cursors_at_s: float = 0.0
    _paid_at_s: float = 0.0  # when what has been sent so far is within BYTES_PER_S
    carried_told_s: float = 0.0  # when what is carried was told last
    cursors_told_s: float = 0.0  # when cursors were told last

    @property
    def earliest_s(self) -> float:
        """Nothing is due before this."""
        return min(self.lasting_at_s, self.carried_at_s)

    def told(self, now_s: float, size: int, took_s: float, tick_s: float = TICK_S) -> None:
        """A message of so many bytes went to each session, which took so long. `tick_s` is the least time
        until the next one: longer than `TICK_S` when all rooms together have much to tell."""
        self._paid_at_s = max(self._paid_at_s, now_s) + size / BYTES_PER_S
        soonest_s = now_s + TICK_S
        # Most of them have it when most of the time that telling takes is over.
        oldest_s = max(OLDEST_S - took_s * MOST, took_s * LEAST_APART)
        self.lasting_at_s = max(soonest_s, now_s + min(tick_s, oldest_s))
        carried_at_s = max(self._paid_at_s - BURST_S, self.lasting_at_s)
        self.carried_at_s = max(soonest_s, min(carried_at_s, self.carried_told_s + oldest_s))
        if took_s > DEAR_S:
            # It is the number of messages that costs. What lasts goes with what is carried, soon enough.
            self.lasting_at_s = max(self.lasting_at_s, self.carried_at_s)
        self.cursors_at_s = max(self.lasting_at_s, min(self._paid_at_s, self.cursors_told_s + CURSOR_S))
        # Lasting changes count too, but a burst of them is not held against those who move later.
        self._paid_at_s = min(self._paid_at_s, now_s + CURSOR_S)
