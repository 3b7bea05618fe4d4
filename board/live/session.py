"""One browser tab in a room, and how fast it may send."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from board.core.errors import BoardError
from board.core.visibility import Here

OPS_PER_S = 20.0
OPS_BURST = 100.0
PRESENCE_PER_S = 25.0
PRESENCE_BURST = 50.0


@dataclass
class Bucket:
    """A token bucket: `burst` at once, then `per_s` a second."""

    per_s: float
    burst: float
    tokens: float = field(init=False)
    at_ms: int = 0

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def take(self, now_ms: int) -> int:
        """0 if there was a token to take, else the milliseconds until there is one."""
        self._fill(now_ms)
        if self.tokens >= 1:
            self.tokens -= 1
            return 0
        return int((1 - self.tokens) / self.per_s * 1000) + 1

    def spend(self, now_ms: int, amount: float) -> int:
        """Take `amount` for what has happened already, there or not. The milliseconds until the debt is
        paid, 0 without one."""
        self._fill(now_ms)
        self.tokens -= amount
        return 0 if self.tokens >= 0 else int(-self.tokens / self.per_s * 1000) + 1

    def _fill(self, now_ms: int) -> None:
        elapsed_s = max(0, now_ms - self.at_ms) / 1000
        self.tokens = min(self.burst, self.tokens + elapsed_s * self.per_s)
        self.at_ms = now_ms


def in_english(error: BoardError) -> dict[str, Any]:
    """The error in the shape of ERR1."""
    return {"ok": False, "code": error.code, "message": error.message % error.data, "data": error.data}


@dataclass
class Session:
    """`sid` is the transport's secret name for the connection; `here.session` is the public one.

    `client_id` names the page, over all its connections. `login` tells which sign-in opened it, so that
    signing out closes it. `tell` puts an error into the language of who is at the other end.
    """

    sid: str
    person_id: str
    client_id: str
    login: str
    here: Here  # what others may know of it
    tell: Callable[[BoardError], dict[str, Any]] = in_english
    ops: Bucket = field(default_factory=lambda: Bucket(OPS_PER_S, OPS_BURST))
    presence: Bucket = field(default_factory=lambda: Bucket(PRESENCE_PER_S, PRESENCE_BURST))
    says: Here = field(init=False)  # what the page has told itself
    is_replaced: bool = False  # the page is here by a newer connection

    def __post_init__(self) -> None:
        self.says = self.here
