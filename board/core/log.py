"""What the room and the store tell each other about the log of a board."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from board.core.drafts import Draft
from board.core.hiding import Hidden
from board.core.ops import Entry, Op, OpId
from board.core.scene import Scene


@dataclass(frozen=True)
class BoardState:
    """A board as it is committed. `used_ids` holds every item id it ever had (DATA3)."""

    head: int
    scene: Scene
    used_ids: frozenset[str]


@dataclass(frozen=True)
class Cursor:
    """How far one page's ops have come, and whose page it is."""

    person_id: str
    last_n: int


@dataclass(frozen=True)
class Refusal:
    """A final no to op n of a client: its number is used up, and a resend gets the same answer."""

    client_id: str
    n: int
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftChange:
    """What became of one private note; None: it is gone."""

    person_id: str
    item_id: str
    draft: Draft | None


@dataclass(frozen=True)
class VoteOpened:
    """From now on ballots of this vote are kept, under this key."""

    vote_id: str
    key: bytes


@dataclass(frozen=True)
class BallotCast:
    """In place of an earlier one of the same `voter`, who is an HMAC by the key of the vote."""

    vote_id: str
    voter: bytes
    content: bytes


@dataclass(frozen=True)
class VoteClosed:
    """The key and the ballots are gone for good; what remains, until it is revealed, are the totals."""

    vote_id: str
    totals: Mapping[str, Any]


@dataclass(frozen=True)
class VoteRevealed:
    """The totals are on the board now, and nowhere else."""

    vote_id: str


@dataclass(frozen=True)
class HiddenChange:
    """What is known of something that was hidden, in place of what was known before (HIDE1)."""

    hidden: Hidden


@dataclass(frozen=True)
class BallotGone:
    """The ballot of this `voter` is gone for good, while the vote goes on."""

    vote_id: str
    voter: bytes


@dataclass(frozen=True)
class SentAway:
    """This person is not on the board any more, and the code does not let them in again (JOIN4)."""

    person_id: str
    at_ms: int


VoteChange = VoteOpened | BallotCast | BallotGone | VoteClosed | VoteRevealed
# What is kept beside the log, because not everybody may know it.
Beside = VoteChange | HiddenChange | SentAway


@dataclass(frozen=True)
class Commit:
    """What one batch adds to one board. `base` is the head it was built on.

    Private notes and how far they have come are apart from everything that others may see (VIS3).
    `ends_round`: notes were revealed, and how far pages had come before is forgotten (VIS4).
    """

    board_id: str
    base: int
    entries: tuple[Entry, ...]
    refusals: tuple[Refusal, ...]
    cursors: Mapping[str, Cursor]  # client id -> its new state
    drafts: tuple[DraftChange, ...] = ()  # in order
    draft_cursors: Mapping[str, Cursor] = field(default_factory=dict)
    ends_round: bool = False
    beside: tuple[Beside, ...] = ()  # in order

    @property
    def is_public(self) -> bool:
        """Whether there is anything in it but private writing."""
        return bool(self.entries or self.refusals or self.cursors)


@dataclass(frozen=True)
class PastEntry:
    """An entry as history tells it: `ops` and `inverse` are None once the board was compacted."""

    seq: int
    at_ms: int
    actor: str
    op_id: OpId | None
    undoes: int | None
    restores: int | None
    ops: tuple[Op, ...] | None
    inverse: tuple[Op, ...] | None
