"""The log in the database: what the live engine stores and reads. Fits `live/storage.py`."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_into

from board.core.apply import replay
from board.core.drafts import Draft
from board.core.errors import SnapshotMissing, StorageFailed
from board.core.hiding import Hidden
from board.core.log import (
    BoardState,
    Commit,
    Cursor,
    HiddenChange,
    PastEntry,
    Refusal,
    SentAway,
    VoteClosed,
)
from board.core.ops import Entry
from board.core.scene import Scene, scene_of
from board.store import ballots, doorway, drafts, hidden, json_text, log_rows
from board.store.database import RETRY_MS, Database
from board.store.tables import asset, board, client_cursor, entry, refusal

_log = logging.getLogger(__name__)

_MOVE_HEAD: Final = (
    update(board)
    .where(board.c.id == bindparam("of_board"))
    .values(
        head=bindparam("reached"),
        note_count=board.c.note_count + bindparam("change"),
        updated_at_ms=bindparam("at"),
    )
)
_NEW_CURSOR: Final = insert_into(client_cursor)
_SET_CURSOR: Final = _NEW_CURSOR.on_conflict_do_update(
    index_elements=["board_id", "client_id"],
    set_={"person_id": _NEW_CURSOR.excluded.person_id, "last_n": _NEW_CURSOR.excluded.last_n},
)

PART: Final = 1_000  # entries that are read at once on the way to a moment


class DatabaseStorage:
    """Everything it returns is committed (SEQ3); any failure is a StorageFailed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._holds_secrets = False  # the write-ahead log still has what was to be destroyed

    def load(self, board_id: str) -> BoardState:
        """The board at its head. Raises BoardMissing."""
        return self._database.read(lambda connection: log_rows.state_of(connection, board_id))

    def read_after(self, board_id: str, seq: int, limit: int = 1000) -> list[Entry]:
        """Entries after `seq`, oldest first, contiguous, at most `limit`.

        Raises BoardMissing; HistoryCompacted when the next of them has lost its payload.
        """

        def work(connection: Connection) -> list[Entry]:
            log_rows.head_of(connection, board_id)
            return log_rows.entries_after(connection, board_id, seq, limit)

        return self._database.read(work)

    def history(
        self,
        board_id: str,
        before: int,
        limit: int,
        *,
        actor: str | None = None,
        item_id: str | None = None,
    ) -> tuple[list[PastEntry], int]:
        """Entries before `before`, newest first, at most `limit`, and the first moment that is still kept.

        With `actor` only the entries of this person, with `item_id` only those that name this item.
        Raises BoardMissing.
        """

        def work(connection: Connection) -> tuple[list[PastEntry], int]:
            log_rows.head_of(connection, board_id)
            found = log_rows.past_entries(connection, board_id, before, limit, actor, item_id)
            return found, log_rows.first_kept(connection, board_id)

        return self._database.read(work)

    def first_kept(self, board_id: str) -> int:
        """The seq of the first moment that entries still lead on from. Raises BoardMissing."""

        def work(connection: Connection) -> int:
            log_rows.head_of(connection, board_id)
            return log_rows.first_kept(connection, board_id)

        return self._database.read(work)

    def scene_at(self, board_id: str, seq: int) -> Scene:
        """The board as it was after entry `seq`; 0 is the empty board.

        Raises BoardMissing, HistoryCompacted; SnapshotMissing when it has not come that far.
        """

        def start(connection: Connection) -> tuple[int, str | None]:
            if not 0 <= seq <= log_rows.head_of(connection, board_id):
                raise SnapshotMissing
            return log_rows.snapshot_before(connection, board_id, seq)

        reached, records = self._database.read(start)
        scene = self._database.away(lambda: scene_of(json_text.decode(records) if records else []))
        return self.scene_from(board_id, scene, reached, seq)

    def scene_from(self, board_id: str, scene: Scene, reached: int, seq: int) -> Scene:
        """The board after entry `seq`, from `scene`, which is the board after `reached`.

        A long way is gone in parts, so that what is to be saved meanwhile need not wait for its end.
        Raises BoardMissing, HistoryCompacted, StorageFailed if an entry is not there.
        """
        while reached < seq:
            part = self.read_after(board_id, reached, min(PART, seq - reached))
            if not part or part[0].seq != reached + 1:
                raise StorageFailed(retry_ms=RETRY_MS)
            scene = self._database.away(partial(_replayed, scene, part))
            reached = part[-1].seq
        return scene

    def probe(self) -> None:
        """A tiny write that changes no board, on the disk when this returns. Raises StorageFailed."""
        self._database.write(_beat)

    def cursor(self, board_id: str, client_id: str) -> Cursor | None:
        """How far this client has come; None if it has never sent anything. Raises BoardMissing."""

        def work(connection: Connection) -> Cursor | None:
            log_rows.head_of(connection, board_id)
            row = connection.execute(select(client_cursor).where(*_is_client(board_id, client_id))).first()
            return None if row is None else Cursor(row.person_id, row.last_n)

        return self._database.read(work)

    def answer(self, board_id: str, client_id: str, n: int) -> int | Refusal | None:
        """The first answer to op n: the seq of its entry or its refusal; None if there is none.

        Raises BoardMissing.
        """

        def work(connection: Connection) -> int | Refusal | None:
            log_rows.head_of(connection, board_id)
            found = select(entry.c.seq).where(
                entry.c.board_id == board_id, entry.c.client_id == client_id, entry.c.n == n
            )
            seq: int | None = connection.execute(found).scalar_one_or_none()
            return _refusal(connection, board_id, client_id, n) if seq is None else seq

        return self._database.read(work)

    def drafts(self, board_id: str) -> list[Draft]:
        """All private notes, for the writer only (VIS3). Raises BoardMissing."""

        def work(connection: Connection) -> list[Draft]:
            log_rows.head_of(connection, board_id)
            return drafts.drafts_of(connection, board_id)

        return self._database.read(work)

    def draft_cursor(self, board_id: str, client_id: str) -> Cursor | None:
        """How far the private writing of this client has come; None if there never was any."""
        return self._database.read(lambda connection: drafts.cursor_of(connection, board_id, client_id))

    def has_picture(self, board_id: str, asset_id: str) -> bool:
        """Whether the board has this picture; it never loses one."""
        here = select(asset.c.id).where(asset.c.board_id == board_id, asset.c.id == asset_id)
        return self._database.read(lambda connection: connection.execute(here).first() is not None)

    def commit(self, commits: Sequence[Commit]) -> None:
        """Make all of it durable in one transaction, or nothing.

        Raises StorageFailed, also when a board's head is no longer its `base`; BoardMissing when
        one of the boards has been deleted.
        """

        def work(connection: Connection) -> None:
            for commit in commits:
                _add(connection, commit)

        self._database.write(work)
        self._leave_no_trace(commits)
        for commit in commits:
            if _passes_checkpoint(commit):
                self._add_checkpoint(commit)

    def _leave_no_trace(self, commits: Sequence[Commit]) -> None:
        """Once a vote was closed (VOTE1) or private notes revealed (VIS4), empty the write-ahead log; if
        another program is just reading it, then after the next commit."""
        self._holds_secrets = self._holds_secrets or any(map(_destroys, commits))
        if self._holds_secrets:
            try:
                self._holds_secrets = not self._database.empty_log()
            except StorageFailed:
                _log.warning("the write-ahead log could not be emptied; it will be tried again")

    def open_votes(self, board_id: str) -> list[str]:
        """Ids of the votes that have a key, sorted."""
        return self._database.read(lambda connection: ballots.open_in(connection, board_id))

    def vote_key(self, board_id: str, vote_id: str) -> bytes | None:
        """The key that ballots of this vote are kept by; None if it is not open."""
        return self._database.read(lambda connection: ballots.key_of(connection, board_id, vote_id))

    def ballots(self, board_id: str, vote_id: str) -> dict[bytes, bytes]:
        """The ballots of a vote that is open, by voter."""
        return self._database.read(lambda connection: ballots.ballots_of(connection, board_id, vote_id))

    def ballot(self, board_id: str, vote_id: str, voter: bytes) -> bytes | None:
        """One of them."""
        return self._database.read(lambda connection: ballots.ballot_of(connection, board_id, vote_id, voter))

    def ballot_heads(self, board_id: str, vote_id: str) -> dict[bytes, bytes]:
        """Of each ballot how it was entered and for how many, by voter."""
        return self._database.read(lambda connection: ballots.heads_of(connection, board_id, vote_id))

    def vote_totals(self, board_id: str, vote_id: str) -> dict[str, Any] | None:
        """What came of a vote that is closed and not revealed; None for any other."""
        return self._database.read(lambda connection: ballots.totals_of(connection, board_id, vote_id))

    def hidden(self, board_id: str) -> list[Hidden]:
        """All that was ever hidden on a board, the newest first."""
        return self._database.read(lambda connection: hidden.all_of(connection, board_id))

    def hidden_unread(self, board_id: str, author: str) -> list[Hidden]:
        """What this person wrote of which they have not read why it was hidden, the newest first."""
        return self._database.read(lambda connection: hidden.unread_of(connection, board_id, author))

    def _add_checkpoint(self, commit: Commit) -> None:
        now_ms = commit.entries[-1].at_ms
        work: Callable[[Connection], None] = lambda connection: log_rows.add_checkpoint(  # noqa: E731
            connection, commit.board_id, now_ms=now_ms
        )
        try:
            self._database.write(work)
        except StorageFailed:
            # The entries themselves are safe; the next checkpoint makes up for this one.
            _log.warning("no checkpoint of board %s at %d", commit.board_id, commit.entries[-1].seq)


def _replayed(scene: Scene, entries: Sequence[Entry]) -> Scene:
    return replay(scene, [op for old in entries for op in old.ops])


def _beat(connection: Connection) -> None:
    """Count one up in the header of the file, where nobody else looks."""
    count = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {(count + 1) % 2**31}")


def _destroys(commit: Commit) -> bool:
    """Whether it takes something away of which nothing may be found any more."""
    is_revealed = bool(commit.entries) and any(change.draft is None for change in commit.drafts)
    return is_revealed or commit.ends_round or any(isinstance(one, VoteClosed) for one in commit.beside)


def _passes_checkpoint(commit: Commit) -> bool:
    reached = commit.base + len(commit.entries)
    return reached // log_rows.CHECKPOINT_EVERY > commit.base // log_rows.CHECKPOINT_EVERY


def _add(connection: Connection, commit: Commit) -> None:
    reached = commit.base + len(commit.entries)
    if [new.seq for new in commit.entries] != list(range(commit.base + 1, reached + 1)):
        raise StorageFailed(retry_ms=RETRY_MS)
    if log_rows.head_of(connection, commit.board_id) != commit.base:
        raise StorageFailed(retry_ms=RETRY_MS)
    if commit.entries:
        log_rows.add_entries(connection, commit.board_id, commit.entries)
        change, at_ms = log_rows.note_change(commit.entries), commit.entries[-1].at_ms
        values = {"of_board": commit.board_id, "reached": reached, "change": change, "at": at_ms}
        connection.execute(_MOVE_HEAD, values)
    if commit.refusals:
        connection.execute(insert(refusal), [_refusal_row(commit.board_id, no) for no in commit.refusals])
    _set_cursors(connection, commit.board_id, commit.cursors)
    drafts.change_drafts(connection, commit.board_id, commit.drafts)
    if commit.ends_round:
        drafts.forget_cursors(connection, commit.board_id)
    drafts.set_cursors(connection, commit.board_id, commit.draft_cursors)
    for beside in commit.beside:
        if isinstance(beside, HiddenChange):
            hidden.put(connection, commit.board_id, beside.hidden)
        elif isinstance(beside, SentAway):
            doorway.take_out(connection, commit.board_id, beside.person_id, beside.at_ms)
        else:
            ballots.add(connection, commit.board_id, beside)


def _set_cursors(connection: Connection, board_id: str, cursors: Mapping[str, Cursor]) -> None:
    rows = [{"board_id": board_id, "client_id": key, **asdict(cursor)} for key, cursor in cursors.items()]
    if rows:
        connection.execute(_SET_CURSOR, rows)


def _is_client(board_id: str, client_id: str) -> tuple[Any, Any]:
    return client_cursor.c.board_id == board_id, client_cursor.c.client_id == client_id


def _refusal(connection: Connection, board_id: str, client_id: str, n: int) -> Refusal | None:
    query = select(refusal).where(
        refusal.c.board_id == board_id, refusal.c.client_id == client_id, refusal.c.n == n
    )
    row = connection.execute(query).first()
    return None if row is None else Refusal(row.client_id, row.n, row.code, json_text.decode(row.data))


def _refusal_row(board_id: str, no: Refusal) -> dict[str, Any]:
    return {
        "board_id": board_id,
        "client_id": no.client_id,
        "n": no.n,
        "code": no.code,
        "data": json_text.encode(dict(no.data)),
    }
