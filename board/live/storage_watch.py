"""Notices that the store has failed, and when it works again (ACK3)."""

import logging
from collections.abc import Callable

from board.core.errors import StorageFailed
from board.live.concurrency import Concurrency, sleep_s
from board.live.storage import Storage

log = logging.getLogger(__name__)

PROBE_S = 1.0  # between two looks at a store that failed


class StorageWatch:
    """Knows whether the store can write; `tell` hears of every change."""

    def __init__(self, storage: Storage, concurrency: Concurrency, tell: Callable[[bool], None]) -> None:
        self.is_writable = True
        self._storage = storage
        self._concurrency = concurrency
        self._tell = tell

    def failed(self) -> None:
        """A commit has failed. Boards are read-only until a probe succeeds."""
        if not self.is_writable:
            return
        self.is_writable = False
        log.error("the store cannot write; boards are read-only until it can")
        self._tell(False)
        self._concurrency.spawn(self._probe_until_it_works)

    def _probe_until_it_works(self) -> None:
        while not self._works():
            sleep_s(PROBE_S)
        self.is_writable = True
        log.info("the store writes again")
        self._tell(True)

    def _works(self) -> bool:
        try:
            self._storage.probe()
        except StorageFailed:
            return False
        return True
