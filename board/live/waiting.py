"""What waits for a session that does not read, as the transport sees it (LIVE3)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Messages and bytes that have not left, and for how long none of them has."""

    messages: int
    bytes: int
    stuck_s: float
