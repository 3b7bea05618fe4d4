"""When Python looks for garbage: it holds up everybody while it does, longer the more there is.

Left alone, it looks through everything whenever a quarter more has come: a quarter of a second, several
times, while two thousand people come in. Nearly all garbage is found among what is new; the rest waits.
"""

import gc
from collections.abc import Callable
from typing import Final

from board.live.concurrency import sleep_s

NEW_OBJECTS: Final = 2_000  # then what is new is looked through: about a millisecond
YOUNG_ROUNDS: Final = 5  # such rounds until what survived them is: a few milliseconds
NEVER: Final = 2**30
PAUSE_S: Final = 60.0
FEW_SESSIONS: Final = 400  # with so many, looking through everything takes some 30 ms
PATIENCE: Final = 10  # pauses that it waits when there are more


def settle() -> None:
    """Call it when everything is loaded: what is there now stays, and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNG_ROUNDS, NEVER)


def tend_garbage(count_sessions: Callable[[], int]) -> None:
    """Look through everything for ever, once in a while: seldom in a full house."""
    waited = 0
    while True:
        sleep_s(PAUSE_S)
        waited += 1
        if is_time(count_sessions(), waited):
            gc.collect()
            waited = 0


def is_time(sessions: int, waited: int) -> bool:
    """Whether to look through everything now, after so many pauses."""
    return sessions <= FEW_SESSIONS or waited >= PATIENCE
