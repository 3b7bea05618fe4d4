"""Letting pages in a few at a time.

After a restart everybody comes back at once. Each page needs a few reads from the database; all of them
together would stand in the way of the writer, and of each other, until they time out and come again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from board.core.errors import Busy

AT_ONCE: Final = 8  # pages being let in; the others wait in line
LINE_LIMIT: Final = 1_000  # pages in line; those beyond come again later
RETRY_MS: Final = 1_000


class Admission:
    """Turns, in the order of asking."""

    def __init__(self, at_once: int = AT_ONCE, line_limit: int = LINE_LIMIT) -> None:
        self._slots = threading.Semaphore(at_once)
        self._line_limit = line_limit
        self.waiting = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it for the block. Raises Busy when the line is too long."""
        if self.waiting >= self._line_limit:
            raise Busy(retry_ms=RETRY_MS)
        self.waiting += 1
        try:
            self._slots.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._slots.release()
