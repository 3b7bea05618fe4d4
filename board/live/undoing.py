"""From the op id that a person wants undone to the ops that do it now (UNDO1)."""

from collections.abc import Container, Sequence
from typing import Final

from board.core.errors import HistoryCompacted, UndoChanged, UndoNothing, UndoTooOld
from board.core.ops import Entry
from board.core.scene import Scene
from board.core.undo import Takings, Undoing, undo_ops
from board.live.room import Room
from board.live.storage import Storage
from board.live.work import Step

UNDO_LIMIT: Final = 5_000  # entries: what came after an entry is read again to see what others did


def step_back(
    storage: Storage,
    room: Room,
    seq: int,
    scene: Scene,
    waiting: Sequence[Entry],
    unseen: Container[str] = (),
) -> Step:
    """What takes entry `seq` back on `scene`, or what did it again after it was undone.

    `waiting`: entries that the store does not have yet. `unseen`: items that stay away (HIDE3).

    Raises UndoTooOld, UndoChanged when others have changed all of it since, UndoNothing when there
    is no effect left.
    """
    if room.head + len(waiting) - seq > UNDO_LIMIT:
        raise UndoTooOld
    try:
        log = [*storage.read_after(room.board_id, seq - 1, UNDO_LIMIT + 1), *waiting]
    except HistoryCompacted as error:
        raise UndoTooOld from error
    takings = Takings()
    for entry in log:
        takings.add(entry)
    standing = takings.standing(seq)
    if standing is None:
        raise UndoNothing
    entry, *later = [entry for entry in log if entry.seq >= standing]
    return Step(_effective(undo_ops(entry, later, scene, unseen)), undoes=standing)


def _effective(undoing: Undoing) -> Sequence[dict[str, object]]:
    if undoing.ops:
        return undoing.ops
    raise UndoChanged if any(left.why == "changed" for left in undoing.left) else UndoNothing
