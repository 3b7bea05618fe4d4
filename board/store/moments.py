"""Boards as they were, for people who scrub through time: what is near was looked at a moment ago."""

from collections import OrderedDict
from typing import Final

from board.core.scene import Scene
from board.store.oplog import DatabaseStorage

KEPT: Final = 12  # scenes in memory, of all boards together
NEAR: Final = 1_000  # entries that are rather replayed than a snapshot read


class Moments:
    """Scenes by board and seq. What an entry did never changes, but it may be compacted."""

    def __init__(self, storage: DatabaseStorage) -> None:
        self._storage = storage
        self._scenes: OrderedDict[tuple[str, int], Scene] = OrderedDict()  # the last used at the end

    def scene(self, board_id: str, seq: int) -> Scene:
        """The board as it was after entry `seq`; 0 is the empty board.

        Raises BoardMissing, HistoryCompacted; SnapshotMissing when it has not come that far.
        """
        kept = self._storage.first_kept(board_id)
        for known in [known for known in self._scenes if known[0] == board_id and known[1] < kept]:
            del self._scenes[known]
        near = max((at for known, at in self._scenes if known == board_id and at <= seq), default=None)
        if near is None or seq - near > NEAR:
            scene = self._storage.scene_at(board_id, seq)
        else:
            scene = self._storage.scene_from(board_id, self._scenes[board_id, near], near, seq)
        self._scenes[board_id, seq] = scene
        self._scenes.move_to_end((board_id, seq))
        while len(self._scenes) > KEPT:
            self._scenes.popitem(last=False)
        return scene
