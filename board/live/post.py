"""How a room reaches those who are in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from msgspec import Raw

from board.live.waiting import Waiting


class Transport(Protocol):
    """How a room reaches its sessions. `send` never blocks and never raises for a lost session; it tells
    how many bytes each gets."""

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> int: ...

    def close(self, sid: str) -> None: ...

    def waiting(self, sids: Iterable[str]) -> Mapping[str, Waiting]:
        """Of these sessions, those that have not taken what was sent to them."""

    def cut_off(self, sid: str, event: str, payload: dict[str, Any]) -> None:
        """One last event in place of all that waits for a session, and the end."""


@dataclass(frozen=True)
class Letter:
    """One message, and who gets it."""

    sids: Sequence[str]
    event: str
    payload: dict[str, Any]


def as_list(parts: Iterable[bytes]) -> Raw:
    """A JSON list of parts that are JSON already."""
    return Raw(b"[" + b",".join(parts) + b"]")
