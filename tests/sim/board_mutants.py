"""Worlds in which a rule of the board itself is broken: what goes and comes together, locks, ids.

Each class changes one thing, as those in `mutants.py` do.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from board.core.apply import replay
from board.core.errors import BoardError
from board.core.ops import Entry, Op
from board.core.relations import DEPENDENT_KINDS
from board.core.scene import Scene
from board.live.room import Room
from board.live.work import Step
from board.live.writer import Submission, Writer, _Draft
from tests.sim.mutants import MUTANTS, mutant
from tests.sim.store import Store

__all__ = ["MUTANTS"]  # of both files


class _Rewriting(Writer, ABC):
    """Makes something else of each entry, on the board and in the log alike: only the rules of the board
    tell that it is wrong."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        before = draft.scene
        seq = super()._accept(draft, submission)
        entry = draft.entries[-1]
        kept = [op for op in entry.ops if self.is_kept(op, entry, before)]
        draft.entries[-1] = replace(entry, ops=tuple(kept))
        draft.scene = replay(before, kept)
        return seq

    @abstractmethod
    def is_kept(self, op: Op, entry: Entry, before: Scene) -> bool:
        """Whether this op of an entry is carried out."""


def _is_taken_along(op: Op, entry: Entry, before: Scene, kinds: Sequence[str]) -> bool:
    """Whether this deletes an item of one of these kinds, which lies on what goes in the same entry."""
    if op["do"] != "delete" or before.get(op["id"], {}).get("kind") not in kinds:
        return False
    return entry.ops[-1] != op


@mutant
class ConnectorsStay(_Rewriting):
    """CONN2: what connectors stick to goes without them."""

    def is_kept(self, op: Op, entry: Entry, before: Scene) -> bool:
        return not _is_taken_along(op, entry, before, ["connector"])


@mutant
class CommentsStay(_Rewriting):
    """CONN2: what comments are on goes without them."""

    def is_kept(self, op: Op, entry: Entry, before: Scene) -> bool:
        return not _is_taken_along(op, entry, before, ["comment"])


@mutant
class RepliesStay(_Rewriting):
    """CONN2: a comment goes without its replies."""

    def is_kept(self, op: Op, entry: Entry, before: Scene) -> bool:
        return not _is_taken_along(op, entry, before, ["reply"])


@mutant
class ClustersKeepTheirNotes(_Rewriting):
    """KIND2: notes stay in a cluster that is gone."""

    def is_kept(self, op: Op, entry: Entry, before: Scene) -> bool:
        return op["do"] != "patch" or op["set"] != {"cluster": None}


@mutant
class UndoLeavesWhatWasOnIt(_Rewriting):
    """UNDO1: undoing a delete brings the item back, without its connectors and comments."""

    def is_kept(self, op: Op, entry: Entry, before: Scene) -> bool:
        is_back = entry.undoes is not None and op["do"] == "create"
        return not (is_back and op["item"]["kind"] in DEPENDENT_KINDS)


@mutant
class CascadeOnlyOnTheServer(Writer):
    """APPLY2: the server takes along what is on an item, and its entry does not say so."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        before = draft.scene
        seq = super()._accept(draft, submission)
        entry = draft.entries[-1]
        told = [op for op in entry.ops if not _is_taken_along(op, entry, before, list(DEPENDENT_KINDS))]
        draft.entries[-1] = replace(entry, ops=tuple(told))
        return seq


@mutant
class NobodyAsksForRights(Writer):
    """LOCK1, TALK1, PERM1: everybody may do everything."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        person_id = submission.person_id
        member = draft.room.members[person_id]
        draft.room.members[person_id] = replace(member, role="facilitator")
        try:
            return super()._accept(draft, submission)
        finally:
            draft.room.members[person_id] = member


@mutant
class LocksForNobody(Writer):
    """LOCK1: rights are asked of a board on which nothing is locked."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        locked = draft.scene
        draft.scene = {
            key: {name: value for name, value in record.items() if name != "locked"}
            for key, record in locked.items()
        }
        try:
            seq = super()._accept(draft, submission)
        except BoardError:
            draft.scene = locked
            raise
        draft.scene = replay(locked, draft.entries[-1].ops)
        return seq


@mutant
class AnyPictureWillDo(Writer):
    """PIC3: nobody asks whether the board has the picture of an image."""

    def _check_pictures(self, room: Room, ops: Sequence[Op]) -> None:
        return


@mutant
class IdsAreUsedAgain(Writer):
    """DATA3: an id is free again when its item is gone."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        draft.room.used_ids = set(draft.scene)
        draft.new_ids.clear()
        return super()._accept(draft, submission)


@mutant
class UndoneTwice(Writer):
    """UNDO1: what was taken back is taken back again."""

    def _step_back(self, draft: _Draft, submission: Submission) -> Step:
        client_id, n = submission.ops[0]["of"]
        seq = draft.answers.get((client_id, n)) or self._storage.answer(draft.room.board_id, client_id, n)
        try:
            return super()._step_back(draft, submission)
        except BoardError:
            if not isinstance(seq, int):
                raise
            return Step([], undoes=seq)


@mutant
class PageTakesOnlyOneAway(Store):
    """APPLY2: a page takes away what an entry deletes first, and leaves what goes with it."""

    def take(self, entry: dict[str, Any]) -> None:
        deletes = [op for op in entry["ops"] if op["do"] == "delete"]
        super().take({**entry, "ops": [op for op in entry["ops"] if op not in deletes[1:]]})
