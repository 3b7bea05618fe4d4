"""Snapshots that are ready to be sent: somebody who joins later costs the server next to nothing.

One for each board and role, since everybody with a role sees the same. It holds for one `seq` and is
made again when somebody asks at another.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from board.live.concurrency import Concurrency, new_lock

BYTES_LIMIT: Final = 64 * 1024 * 1024  # of all that are kept


@dataclass(frozen=True)
class Packed:
    """One answer as JSON and the same gzipped; `tag` tells what it holds."""

    tag: str
    text: bytes
    zipped: bytes

    @property
    def size(self) -> int:
        return len(self.text) + len(self.zipped)


class KeptSnapshots:
    """The newest snapshot of each place, a board and a role; those not asked for go first."""

    def __init__(self, concurrency: Concurrency, bytes_limit: int = BYTES_LIMIT) -> None:
        self._concurrency = concurrency
        self._bytes_limit = bytes_limit
        self._kept: OrderedDict[str, Packed] = OrderedDict()  # place -> newest; longest unused first
        self._making = new_lock()

    def get(self, place: str, tag: str, make: Callable[[], dict[str, Any]]) -> Packed:
        """What is kept for this place if it has this tag; else `make` is asked, in a native thread."""
        kept = self._kept.get(place)
        if kept is not None and kept.tag == tag:
            self._kept.move_to_end(place)
            return kept
        with self._making:  # many who come at once wait for one
            kept = self._kept.get(place)
            if kept is None or kept.tag != tag:
                kept = self._concurrency.run_native(_pack, tag, make)
                self._keep(place, kept)
        return kept

    def _keep(self, place: str, packed: Packed) -> None:
        self._kept[place] = packed
        self._kept.move_to_end(place)
        size = sum(one.size for one in self._kept.values())
        while size > self._bytes_limit and len(self._kept) > 1:
            size -= self._kept.popitem(last=False)[1].size


def _pack(tag: str, make: Callable[[], dict[str, Any]]) -> Packed:
    text = msgspec.json.encode(make())
    return Packed(tag, text, gzip.compress(text, 5))
