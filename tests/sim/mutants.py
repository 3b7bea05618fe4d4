"""Worlds in which one rule is broken on purpose. The simulator is worth what it finds of these.

Each class changes one thing in the real writer, room or store, or in the model of a page.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from board.core.apply import replay
from board.core.errors import OpGap, StorageFailed
from board.core.log import BoardState, Commit, Cursor
from board.core.ops import Entry
from board.core.scene import Scene
from board.core.visibility import project
from board.live.writer import Answer, Submission, Writer, _Draft
from tests.sim.server import BOARD, Disk, Server
from tests.sim.session import Session
from tests.sim.store import Store
from tests.sim.world import Rules

MUTANTS: dict[str, type[Rules]] = {}


def mutant(cls: type[Any]) -> type[Any]:
    """Put this broken part into a world of its own, named after the class."""
    MUTANTS[cls.__name__] = rules_with(cls)
    return cls


def rules_with(cls: type[Any]) -> type[Rules]:
    """The rules of a world with this broken part."""
    part = next(name for base, name in PARTS.items() if issubclass(cls, base))
    return type(f"{cls.__name__}Rules", (Rules,), {part: _maker(cls)})


def _maker(cls: type[Any]) -> Any:
    if issubclass(cls, Writer):
        return staticmethod(lambda *args: _with_writer(cls, *args))
    return staticmethod(cls)


def _with_writer(cls: type[Writer], *args: Any) -> Server:
    server = Server(*args)
    server.writer.__class__ = cls  # the real writer with one method of another
    return server


# A broken writer goes into a server.
PARTS: dict[type[Any], str] = {
    Disk: "disk",
    Server: "server",
    Writer: "server",
    Store: "store",
    Session: "session",
}


# --- the writer ---------------------------------------------------------------------------------------


@mutant
class AckBeforeCommit(Writer):
    """ACK1: answers leave when the op is judged."""

    def _judge(self, draft: _Draft, submission: Submission) -> Answer:
        answer = super()._judge(draft, submission)
        submission.reply(answer)
        return answer


@mutant
class TellBeforeCommit(Writer):
    """ACK1: the others hear of an entry before it is on the disk."""

    def _commit(self, drafts: Sequence[_Draft]) -> None:
        server = self._on_commit.__self__  # type: ignore[attr-defined]
        for draft in drafts:
            for link in server.links.values():
                shown = [project(entry, server.viewer(link)) for entry in draft.entries]
                link.down("news", {"entries": shown})
        super()._commit(drafts)


@mutant
class NoDedupe(Writer):
    """SEQ2: a resent op is judged as a new one."""

    def _judge(self, draft: _Draft, submission: Submission) -> Answer:
        client_id, n = submission.op_id
        cursor = self._cursor(draft, client_id)
        if cursor is not None and n <= cursor.last_n:
            draft.cursors[client_id] = Cursor(cursor.person_id, n - 1)
        return super()._judge(draft, submission)


@mutant
class NoGapCheckOnTheServer(Writer):
    """SEQ2: a number that is too high is taken, and what comes late is taken for old."""

    def _judge(self, draft: _Draft, submission: Submission) -> Answer:
        try:
            return super()._judge(draft, submission)
        except OpGap:
            client_id, n = submission.op_id
            draft.cursors[client_id] = Cursor(submission.person_id, n - 1)
            return super()._judge(draft, submission)


@mutant
class RefusalNotDurable(Writer):
    """SEQ2: a refusal uses its number up, but is not kept."""

    def _judge(self, draft: _Draft, submission: Submission) -> Answer:
        answer = super()._judge(draft, submission)
        draft.refusals.clear()
        return answer


@mutant
class StaleRoomGoesOn(Writer):
    """ACK3: after a failed commit the room goes on from what it knew."""

    def _give_up(self, submissions: Sequence[Submission], error: Any) -> list[tuple[Submission, Answer]]:
        outcomes = super()._give_up(submissions, error)
        for submission in submissions:
            submission.room.is_stale = False
        return outcomes


@mutant
class WrongBase(Writer):
    """SEQ1: every entry of a batch is numbered as its first."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        super()._accept(draft, submission)
        draft.entries[-1] = replace(draft.entries[-1], seq=draft.room.head + 1)
        return draft.room.head + 1


@mutant
class AckAfterFailure(Writer):
    """ACK3: a commit that failed is answered as if it had worked."""

    def _commit(self, drafts: Sequence[_Draft]) -> None:
        try:
            super()._commit(drafts)
        except StorageFailed:
            for draft in drafts:
                draft.room.is_stale = True


# --- the server around it -----------------------------------------------------------------------------


@mutant
class SyncReadsUncommitted(Server):
    """SEQ3: who joins or catches up also gets what is still on its way to the disk."""

    def read_after(self, since: int) -> list[Entry]:
        under_way = [entry for commit in self.disk.under_way for entry in commit.entries]
        return [*super().read_after(since), *under_way]


@mutant
class SnapshotReadsUncommitted(Server):
    """SEQ3: a snapshot holds what is still on its way to the disk."""

    def load(self) -> BoardState:
        state = super().load()
        for commit in self.disk.under_way:
            for entry in commit.entries:
                state = BoardState(state.head + 1, replay(state.scene, entry.ops), state.used_ids)
        return state


@mutant
class CatchUpOffByOne(Server):
    """SEQ1: catching up begins one entry too late."""

    def read_after(self, since: int) -> list[Entry]:
        return super().read_after(since + 1)


@mutant
class NoBeacon(Server):
    """SEQ4: nobody is told the head."""

    def beacon(self) -> None:
        return


@mutant
class SnapshotOlderThanItsSeq(Server):
    """SEQ3: the items of the last snapshot with the seq of now."""

    def load(self) -> BoardState:
        state = super().load()
        older: Scene = getattr(self, "kept", state.scene)
        self.kept = state.scene
        return BoardState(state.head, older, state.used_ids)


# --- the disk -----------------------------------------------------------------------------------------


@mutant
class DedupeNotDurable(Disk):
    """SEQ2: how far a client has come is forgotten with the process."""

    def cursor(self, board_id: str, client_id: str) -> Cursor | None:
        return None


@mutant
class CursorsApart(Disk):
    """ACK3: entries are stored, then the numbers of the clients, not both at once."""

    def commit(self, commits: Sequence[Commit]) -> None:
        before = dict(self._boards[BOARD].cursors)
        try:
            super().commit(commits)
        except BaseException:
            self._boards[BOARD].cursors.clear()
            self._boards[BOARD].cursors.update(before)
            raise


# --- the page -----------------------------------------------------------------------------------------


@mutant
class NoGapCheckOnThePage(Store):
    """SEQ1: an entry is taken whether or not those before it have come."""

    def receive(self, entries: Sequence[dict[str, Any]]) -> bool:
        for entry in entries:
            self.seq = max(self.seq, entry["seq"] - 1)
        return super().receive(entries)


@mutant
class TakesEntriesTwice(Store):
    """SEQ1: an entry that is known is applied again."""

    def receive(self, entries: Sequence[dict[str, Any]]) -> bool:
        for entry in entries:
            if entry["seq"] <= self.seq:
                self.confirmed = _forgiving_replay(self.confirmed, entry["ops"])
        return super().receive(entries)


def _forgiving_replay(scene: Scene, ops: Sequence[dict[str, Any]]) -> Scene:
    for op in ops:
        if op["do"] == "create" or op["id"] in scene:
            scene = replay(scene, [op])
    return scene


@mutant
class RenumbersFromTheLastNumber(Store):
    """SEQ2: after a gap, numbering goes on with a number that is used up."""

    def renumber(self, client: str, last_n: int, first: int) -> None:
        super().renumber(client, last_n - 1, first)


@mutant
class NewNumbersAfterReconnect(Session):
    """SEQ2: what has no answer is sent again under new numbers."""

    def forget_connection(self) -> None:
        super().forget_connection()
        self.store.renumber(self.store.client_id, self.store._last_used, 0)


@mutant
class ForgetsWhatIsUnderWay(Session):
    """ACK2: a lost connection takes what was sent on it along."""

    def forget_connection(self) -> None:
        flying = set(self.outbox.flying)
        super().forget_connection()
        self.store.changes = [
            c for c in self.store.changes if (c.client, c.n) not in flying or c.seq is not None
        ]


@mutant
class SnapshotDropsPending(Store):
    """ACK2: a snapshot replaces what has not been sent yet, too."""

    def load(self, seq: int, scene: Scene) -> None:
        super().load(seq, scene)
        self.changes = []


@mutant
class NoAckTimeout(Session):
    """ACK2: a page waits for ever for an answer that got lost."""

    def _restart_answer_timer(self) -> None:
        self._line.cancel("answer")
