"""What the live engine needs from a store. `store/oplog.py` and `live/memory.py` both fit it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from board.core.drafts import Draft
from board.core.hands import Mode
from board.core.hiding import Hidden
from board.core.log import Beside, BoardState, Commit, Cursor, Refusal
from board.core.ops import Entry
from board.core.roles import Role
from board.core.visibility import Door

__all__ = [
    "Beside",
    "BoardState",
    "Commit",
    "Cursor",
    "Directory",
    "KnownBoard",
    "KnownMember",
    "Refusal",
    "Storage",
]


class Storage(Protocol):
    """The log. Everything it returns is committed (SEQ3). Any failure is a StorageFailed."""

    def load(self, board_id: str) -> BoardState:
        """The board at its head. Raises BoardMissing."""

    def read_after(self, board_id: str, seq: int, limit: int = 1000) -> list[Entry]:
        """Entries after `seq`, oldest first, contiguous, at most `limit`; empty means up to date."""

    def cursor(self, board_id: str, client_id: str) -> Cursor | None:
        """How far this client has come; None if it has never sent anything."""

    def answer(self, board_id: str, client_id: str, n: int) -> int | Refusal | None:
        """The first answer to op n: the seq of its entry or its refusal; None if there is none."""

    def drafts(self, board_id: str) -> list[Draft]:
        """All private notes, for the writer only (VIS3). Raises BoardMissing."""

    def draft_cursor(self, board_id: str, client_id: str) -> Cursor | None:
        """How far the private writing of this client has come; None if there never was any."""

    def has_picture(self, board_id: str, asset_id: str) -> bool:
        """Whether the board has this picture; it never loses one."""

    def open_votes(self, board_id: str) -> Sequence[str]:
        """Ids of the votes that have a key, sorted."""

    def vote_key(self, board_id: str, vote_id: str) -> bytes | None:
        """The key that ballots of this vote are kept by; None if it is not open."""

    def ballots(self, board_id: str, vote_id: str) -> Mapping[bytes, bytes]:
        """The ballots of a vote that is open, by voter."""

    def ballot(self, board_id: str, vote_id: str, voter: bytes) -> bytes | None:
        """One of them; None when this voter has none."""

    def ballot_heads(self, board_id: str, vote_id: str) -> Mapping[bytes, bytes]:
        """Of each ballot what `head_of` reads, by voter: much less than all that they say."""

    def vote_totals(self, board_id: str, vote_id: str) -> Mapping[str, Any] | None:
        """What came of a vote that is closed and not revealed; None for any other."""

    def hidden(self, board_id: str) -> Sequence[Hidden]:
        """All that was ever hidden on a board, the newest first."""

    def hidden_unread(self, board_id: str, author: str) -> Sequence[Hidden]:
        """What this person wrote of which they have not read why it was hidden, the newest first."""

    def commit(self, commits: Sequence[Commit]) -> None:
        """Make all of it durable in one transaction, or nothing. Raises StorageFailed, also when a
        board's head is no longer its `base`."""

    def probe(self) -> None:
        """Write something durably and take it away again. Raises StorageFailed."""


class KnownMember(Protocol):
    """A member as the store knows them."""

    @property
    def person_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> Role | None: ...
    @property
    def is_helped(self) -> bool: ...
    @property
    def mode(self) -> Mode: ...


class KnownBoard(Protocol):
    """A board as the store knows it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def is_add_only(self) -> bool: ...


class Directory(Protocol):
    """Who belongs to which board."""

    def get(self, board_id: str) -> KnownBoard:
        """Raises BoardMissing."""

    def authors(self, board_id: str) -> Sequence[KnownMember]:
        """Members and everyone who ever made something on the board."""

    def door(self, board_id: str) -> Door:
        """Who is before the board. Raises BoardMissing."""

    def role_of(self, board_id: str, person_id: str) -> Role | None:
        """None when the person is not a member."""

    def mode_of(self, board_id: str, person_id: str) -> Mode:
        """How they take part; "" for who is not a member."""
