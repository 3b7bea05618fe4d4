"""The hash of a scene as it moves on."""

from collections.abc import Callable, Sequence
from typing import Final

from board.core.ops import Entry
from board.core.scene import Scene
from board.core.scene_hash import moved_hash
from board.live.news import touched_by

HASHES_IN_ROW: Final = 200  # of items: about 3 ms


def hash_after(
    known: int, before: Scene, entries: Sequence[Entry], after: Scene, pause: Callable[[], None]
) -> int:
    """The hash of `after`, to which these entries lead from `before`, whose hash is known. After each slice
    of a great many items others may have their turn in `pause`: only the writer moves a room on."""
    touched = {item_id for entry in entries for item_id in touched_by(entry)}
    for place, item_id in enumerate(touched, start=1):
        known = moved_hash(known, before.get(item_id), after.get(item_id))
        if place % HASHES_IN_ROW == 0:
            pause()
    return known
