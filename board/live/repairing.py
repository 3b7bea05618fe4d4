"""Repair on a real board: what a person did in a period, undone by a facilitator (UNDO4)."""

from collections.abc import Sequence

from board.core.errors import HistoryCompacted
from board.core.ops import Entry
from board.core.repair import Repair
from board.live.room import Room
from board.live.storage import Storage
from board.live.undoing import UNDO_LIMIT
from board.live.work import Moment, Step


def log_for(storage: Storage, room: Room, now: Moment) -> list[Entry]:
    """The entries that a repair at this moment looks at, oldest first: as far back as undo reaches."""
    return [*_newest(storage, room.board_id, now.head - len(now.waiting)), *now.waiting]


def steps_of(found: Repair) -> Sequence[Step]:
    """One entry for each entry that is taken back."""
    return [Step(ops, undoes=seq) for seq, ops in found.steps]


def _newest(storage: Storage, board_id: str, head: int) -> list[Entry]:
    after = max(0, head - UNDO_LIMIT)
    try:
        return storage.read_after(board_id, after, UNDO_LIMIT)
    except HistoryCompacted as error:
        # What is older has no way back any more.
        return storage.read_after(board_id, max(after, error.data["seq"]), UNDO_LIMIT)
