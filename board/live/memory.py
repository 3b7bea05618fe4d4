"""A store in memory: for tests, and the plainest statement of what `Storage` promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from board.core.apply import replay
from board.core.drafts import Draft, DraftKey
from board.core.errors import BoardMissing, HistoryCompacted, StorageFailed
from board.core.hiding import Hidden
from board.core.log import BallotCast, BallotGone, HiddenChange, SentAway, VoteChange, VoteClosed, VoteOpened
from board.core.ops import Entry, used_up
from board.core.scene import EMPTY, Scene
from board.core.voting import HEAD_BYTES
from board.live.storage import BoardState, Commit, Cursor, Refusal


@dataclass
class _Box:
    """One vote, while it is open or waits to be revealed."""

    key: bytes | None
    ballots: dict[bytes, bytes] = field(default_factory=dict)  # voter -> content
    totals: Mapping[str, Any] | None = None


@dataclass
class _Board:
    log: list[Entry] = field(default_factory=list)
    compacted: int = 0  # entries that are only counted now
    scene: Scene = field(default_factory=lambda: EMPTY)
    used_ids: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    cursors: dict[str, Cursor] = field(default_factory=dict)  # client id -> state
    answers: dict[tuple[str, int], int | Refusal] = field(default_factory=dict)  # (client id, n) -> answer
    drafts: dict[DraftKey, Draft] = field(default_factory=dict)
    draft_cursors: dict[str, Cursor] = field(default_factory=dict)
    boxes: dict[str, _Box] = field(default_factory=dict)  # vote id -> box
    hidden: dict[str, Hidden] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)  # who was sent away


class MemoryStorage:
    """Fits `Storage`; `add_board` makes an empty board, `add_picture` gives it a picture, `is_failing`
    makes every commit fail."""

    def __init__(self) -> None:
        self._boards: dict[str, _Board] = {}
        self.is_failing = False

    def add_board(self, board_id: str) -> None:
        self._boards[board_id] = _Board()

    def add_picture(self, board_id: str, asset_id: str) -> None:
        self._board(board_id).pictures.add(asset_id)

    def load(self, board_id: str) -> BoardState:
        board = self._board(board_id)
        return BoardState(len(board.log), board.scene, frozenset(board.used_ids))

    def read_after(self, board_id: str, seq: int, limit: int = 1000) -> list[Entry]:
        board = self._board(board_id)
        if seq < board.compacted:
            raise HistoryCompacted(seq=board.compacted)
        return board.log[seq : seq + limit]

    def compact(self, board_id: str) -> None:
        """Forget what all entries so far held."""
        board = self._board(board_id)
        board.compacted = len(board.log)

    def cursor(self, board_id: str, client_id: str) -> Cursor | None:
        return self._board(board_id).cursors.get(client_id)

    def answer(self, board_id: str, client_id: str, n: int) -> int | Refusal | None:
        return self._board(board_id).answers.get((client_id, n))

    def drafts(self, board_id: str) -> list[Draft]:
        return list(self._board(board_id).drafts.values())

    def draft_cursor(self, board_id: str, client_id: str) -> Cursor | None:
        return self._board(board_id).draft_cursors.get(client_id)

    def has_picture(self, board_id: str, asset_id: str) -> bool:
        return asset_id in self._board(board_id).pictures

    def open_votes(self, board_id: str) -> Sequence[str]:
        return sorted(key for key, box in self._board(board_id).boxes.items() if box.key is not None)

    def vote_key(self, board_id: str, vote_id: str) -> bytes | None:
        return self._box(board_id, vote_id).key

    def ballots(self, board_id: str, vote_id: str) -> Mapping[bytes, bytes]:
        return dict(self._box(board_id, vote_id).ballots)

    def ballot(self, board_id: str, vote_id: str, voter: bytes) -> bytes | None:
        return self._box(board_id, vote_id).ballots.get(voter)

    def ballot_heads(self, board_id: str, vote_id: str) -> Mapping[bytes, bytes]:
        return {key: content[:HEAD_BYTES] for key, content in self.ballots(board_id, vote_id).items()}

    def vote_totals(self, board_id: str, vote_id: str) -> Mapping[str, Any] | None:
        return self._box(board_id, vote_id).totals

    def hidden(self, board_id: str) -> Sequence[Hidden]:
        found = self._board(board_id).hidden.values()
        return sorted(found, key=lambda one: (one.at_ms, one.id), reverse=True)

    def hidden_unread(self, board_id: str, author: str) -> Sequence[Hidden]:
        return [one for one in self.hidden(board_id) if one.author == author and not one.is_read]

    def _box(self, board_id: str, vote_id: str) -> _Box:
        return self._board(board_id).boxes.get(vote_id, _Box(None))

    def commit(self, commits: Sequence[Commit]) -> None:
        if self.is_failing or any(len(self._board(c.board_id).log) != c.base for c in commits):
            raise StorageFailed
        for commit in commits:
            self._add(self._board(commit.board_id), commit)

    def probe(self) -> None:
        if self.is_failing:
            raise StorageFailed

    def _add(self, board: _Board, commit: Commit) -> None:
        for entry in commit.entries:
            board.log.append(entry)
            board.scene = replay(board.scene, entry.ops)
            board.used_ids.update(used_up(entry.ops))
            if entry.op_id is not None:
                board.answers[entry.op_id] = entry.seq
        for refusal in commit.refusals:
            board.answers[refusal.client_id, refusal.n] = refusal
        board.cursors.update(commit.cursors)
        for change in commit.drafts:
            if change.draft is None:
                board.drafts.pop((change.person_id, change.item_id), None)
            else:
                board.drafts[change.draft.key] = change.draft
        if commit.ends_round:
            board.draft_cursors.clear()
        board.draft_cursors.update(commit.draft_cursors)
        for beside in commit.beside:
            if isinstance(beside, HiddenChange):
                board.hidden[beside.hidden.id] = beside.hidden
            elif isinstance(beside, SentAway):
                board.away.add(beside.person_id)
            else:
                _keep(board.boxes, beside)

    def _board(self, board_id: str) -> _Board:
        if board_id not in self._boards:
            raise BoardMissing
        return self._boards[board_id]


def _keep(boxes: dict[str, _Box], change: VoteChange) -> None:
    if isinstance(change, VoteOpened):
        boxes[change.vote_id] = _Box(change.key)
    elif isinstance(change, BallotCast):
        boxes[change.vote_id].ballots[change.voter] = change.content
    elif isinstance(change, BallotGone):
        boxes[change.vote_id].ballots.pop(change.voter, None)
    elif isinstance(change, VoteClosed):
        boxes[change.vote_id] = _Box(None, totals=change.totals)
    else:
        del boxes[change.vote_id]
