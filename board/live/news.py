"""What has changed in a room and is not told yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from msgspec.json import encode

from board.core.ops import Entry
from board.core.visibility import Member, Viewer, project, project_move
from board.live.session import Session

OPS_IN_MESSAGE: Final = 400  # about; what many more have changed is told in several
LARGE_BYTES: Final = 256 * 1024  # of entries; who missed so much loads the whole board anyway
COARSE_FROM: Final = 4  # moves in one message: above this in whole units, which is half the bytes
_FEW_OPS: Final = 8  # cannot be large


@dataclass
class News:
    """Gathered between two ticks; of presence the newest value counts, so only who changed is kept."""

    entries: list[Entry] = field(default_factory=list)
    met: dict[str, None] = field(default_factory=dict)  # person ids: new, other name, other role; in order
    shown: set[str] = field(default_factory=set)  # sids that joined or whose presence changed
    carried: set[str] = field(default_factory=set)  # sids that carry something: only its place is new
    moved: set[str] = field(default_factory=set)  # sids of which only the cursor is new
    gone: list[int] = field(default_factory=list)  # session numbers of those that left
    turnout: dict[str, int] = field(default_factory=dict)  # vote id -> how many have voted
    attention: bool = False  # hands, or how many are ready
    door: bool = False  # who is before the board

    @property
    def is_lasting(self) -> bool:
        """Whether something is in it that must not wait for anything."""
        return bool(self.entries or self.met or self.gone or self.turnout or self.attention or self.door)

    @property
    def is_presence(self) -> bool:
        return bool(self.shown or self.carried or self.moved)

    def without_large(self) -> "News":
        """The same; without the entries when they are too much for a message, so that pages must hear in
        its place that there is something to load."""
        ops = [op for entry in self.entries for op in entry.ops]
        if len(ops) <= _FEW_OPS or len(encode(ops)) <= LARGE_BYTES:
            return self
        return replace(self, entries=[])

    def add_presence(self, other: "News") -> None:
        """Take over everything but the entries, for somebody who will be told later."""
        self.met.update(other.met)
        self.shown |= other.shown
        self.carried |= other.carried
        self.moved |= other.moved
        self.gone += other.gone
        self.turnout.update(other.turnout)
        self.attention |= other.attention


def told(
    news: News,
    viewer: Viewer,
    members: Mapping[str, Member],
    sessions: Mapping[str, Session],
    attention_for: Callable[[Viewer], dict[str, Any]],
) -> dict[str, Any]:
    """The news as this view sees them; parts without content are not there."""
    moved = (news.moved | news.carried) - news.shown
    is_coarse = len(moved) > COARSE_FROM
    parts = {
        "entries": [project(entry, viewer) for entry in news.entries],
        "people": [project(members[person_id], viewer) for person_id in news.met],
        "here": [project(sessions[sid].here, viewer) for sid in news.shown if sid in sessions],
        "moves": [
            project_move(sessions[sid].here, viewer, is_coarse=is_coarse) for sid in moved if sid in sessions
        ],
        "gone": news.gone,
        "turnout": [{"vote": vote_id, "people": n} for vote_id, n in news.turnout.items()],
        "attention": news.attention and attention_for(viewer),
    }
    return {name: part for name, part in parts.items() if part}


def fitting(entries: Sequence[Entry]) -> int:
    """How many of these entries one message holds."""
    left = OPS_IN_MESSAGE
    for count, entry in enumerate(entries):
        if left <= 0:
            return count
        left -= len(entry.ops)
    return len(entries)


def touched_by(entry: Entry) -> list[str]:
    """Ids of the items that an entry changes."""
    return [op["item"]["id"] if op["do"] == "create" else op["id"] for op in entry.ops]
