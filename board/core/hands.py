"""Who speaks next, where some sit in the room and others are far away: each side has its turn."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeVar

T = TypeVar("T")

# How somebody takes part; "" where nobody has said it.
Mode = Literal["", "room", "remote", "phone", "assisted"]
MODES: Final = ("room", "remote", "phone", "assisted")


class TakingPart(NamedTuple):
    """On this board this person takes part in this way."""

    board_id: str
    person_id: str
    mode: Mode


# Who has no device of their own is helped by somebody in the room.
_SIDES: Final[Mapping[str, str]] = {"assisted": "room", "phone": "remote"}


def side_of(mode: str) -> str:
    """In the room, far away, or "" for not known: a side of its own."""
    return _SIDES.get(mode, mode)


def in_turn(waiting: Sequence[T], side: Callable[[T], str], turns: Mapping[str, int]) -> list[T]:
    """The order in which they speak: next the first of the side that has waited longest for a turn, and of
    sides that are equal the one whose first has waited longest. `turns` counts when each side had its last.
    """
    rest: dict[str, list[tuple[int, T]]] = {}
    for place, one in enumerate(waiting):
        rest.setdefault(side(one), []).append((place, one))
    last = dict(turns)
    now = max(last.values(), default=0)
    order: list[T] = []
    while rest:
        chosen = min(rest, key=lambda key: (last.get(key, 0), rest[key][0][0]))
        order.append(rest[chosen].pop(0)[1])
        now += 1
        last[chosen] = now
        if not rest[chosen]:
            del rest[chosen]
    return order
