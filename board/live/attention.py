"""Raised hands, and who is ready to go on: in the memory of a room, told to everybody, never stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from board.core.errors_workshop import HandsFull
from board.core.hands import in_turn, side_of
from board.core.ops import Entry
from board.core.visibility import Hand, Member, Viewer, project

HANDS_LIMIT: Final = 200


@dataclass
class Attention:
    """Every method says whether anything has changed."""

    members: Mapping[str, Member] = field(default_factory=dict)  # of the room
    hands: list[Hand] = field(default_factory=list)  # in the order in which they were raised
    ready: set[str] = field(default_factory=set)  # person ids
    _last: int = 0  # the newest number given to a hand
    _turns: dict[str, int] = field(default_factory=dict)  # side -> when it had its last turn, counted

    def raise_hand(self, person_id: str | None, name: str, now_ms: int) -> bool:
        """A person's hand, which is up once at most, or with `name` that of somebody in the room without a
        page of their own. Raises HandsFull."""
        if person_id is not None and any(hand.person_id == person_id for hand in self.hands):
            return False
        if len(self.hands) >= HANDS_LIMIT:
            raise HandsFull(limit=HANDS_LIMIT)
        self._last += 1
        self.hands.append(Hand(self._last, person_id, name, now_ms))
        return True

    def lower(self, person_id: str) -> bool:
        """This person's own hand goes down."""
        return self._keep(hand for hand in self.hands if hand.person_id != person_id)

    def take(self, number: int) -> bool:
        """It is this hand's turn, or was: the other side is next."""
        for hand in self.hands:
            if hand.number == number:
                self._turns[self._side(hand)] = 1 + max(self._turns.values(), default=0)
        return self._keep(hand for hand in self.hands if hand.number != number)

    def _side(self, hand: Hand) -> str:
        """Who has no page of their own sits in the room."""
        member = self.members.get(hand.person_id or "")
        if hand.person_id is None:
            return "room"
        return "" if member is None else side_of(member.mode)

    def _keep(self, hands: Iterable[Hand]) -> bool:
        before, self.hands = len(self.hands), list(hands)
        return len(self.hands) < before

    def set_ready(self, person_id: str, is_ready: bool) -> bool:
        before = len(self.ready)
        (self.ready.add if is_ready else self.ready.discard)(person_id)
        return len(self.ready) != before

    def follow(self, entries: Iterable[Entry]) -> bool:
        """When another step begins nobody is ready for it yet. Hands stay up."""
        changes = (op.get("set") or op.get("item", {}) for entry in entries for op in entry.ops)
        is_next = self.ready and any("step" in values for values in changes)  # which only a workshop has
        if is_next:
            self.ready.clear()
        return bool(is_next)

    def told(self, participants: Collection[str], viewer: Viewer) -> dict[str, Any]:
        """All hands in the order of their turn, and how many of these people are ready."""
        ready = {"n": len(self.ready.intersection(participants)), "of": len(participants)}
        return {
            "hands": [project(hand, viewer) for hand in in_turn(self.hands, self._side, self._turns)],
            "ready": ready,
        }
