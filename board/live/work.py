"""Changes that no client sent: repair, restoring a moment, keeping texts small.

They go through the writer like every other change, so that they are judged against the board as it
is when their turn comes, and are durable before anybody is told (ACK1).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from board.core.drafts import Draft, DraftKey
from board.core.errors import BoardError
from board.core.log import Beside, Refusal, SentAway
from board.core.ops import SYSTEM, Entry, Op
from board.core.scene import Scene
from board.live.drafts import Drafts
from board.live.room import Room


@dataclass(frozen=True)
class Moment:
    """The board when the writer comes to a piece of work. `head` counts `waiting` too: entries of the
    same batch, which the store does not have yet. `drafts`: what is written in private, for nobody's eyes."""

    scene: Scene
    head: int
    waiting: Sequence[Entry]
    drafts: Drafts = field(default_factory=dict)
    beside: Sequence[Beside] = ()  # what the same batch keeps beside the log, of this board

    @property
    def leavers(self) -> frozenset[str]:
        """Who is sent away in the same batch: the room does not know it yet."""
        return frozenset(one.person_id for one in self.beside if isinstance(one, SentAway))


@dataclass(frozen=True)
class Step:
    """What becomes one entry. `undoes` and `restores` say of which entry or moment it is the way back;
    `publishes` names the private notes that are private no more."""

    ops: Sequence[Op]
    undoes: int | None = None
    restores: int | None = None
    publishes: Sequence[DraftKey] = ()
    ends_round: bool = False  # a reveal: nothing is to tell any more who has written (VIS4)
    beside: Sequence[Beside] = ()  # kept beside the log; with no ops there is no entry
    keeps: Sequence[Draft] = ()  # private notes as they are from now on


@dataclass(frozen=True)
class Work:
    """All steps of `plan` happen, in one commit, or none does. The ops are trusted: whoever makes the
    work has asked whether the person may do this.

    `plan` may raise a BoardError. `reply` gets it, or the head after the last step, once it is durable.
    """

    room: Room
    actor: str
    plan: Callable[[Moment], Sequence[Step]]
    reply: Callable[[int | Refusal | BoardError], None]


def look_again(room: Room) -> Work:
    """Work that changes nothing. A room whose last commit failed is read again before any work (ACK3)."""
    return Work(room, SYSTEM, lambda _moment: (), lambda _answer: None)
