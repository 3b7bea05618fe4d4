"""How many live connections there may be: in all, from one address, with one sign-in (LIM1)."""

from collections import Counter
from typing import Any, Final

from board.core.errors import Busy, TooManyPages
from board.live.session import Bucket

EACH_ADDRESS: Final = 300  # a town hall is behind one address; programs on this machine are not counted
EACH_SIGN_IN: Final = 10
RETRY_MS: Final = 5_000
QUESTIONS_PER_S: Final = 5.0
QUESTIONS_BURST: Final = 20.0


class Connections:
    """Counts connections by address, and joined pages by sign-in."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._addresses: dict[str, str | None] = {}  # connection -> address; None: this machine
        self._each_address: Counter[str | None] = Counter()
        self._sign_ins: dict[str, str] = {}  # sid -> sign-in
        self._each_sign_in: Counter[str] = Counter()
        self._questions: dict[str, Bucket] = {}  # sid -> what is left to ask
        self._there: set[str] = set()  # sids that are connected

    def open(self, connection: str, address: str | None) -> None:
        """Count a new connection. Raises Busy when there are enough already."""
        is_full = address is not None and self._each_address[address] >= EACH_ADDRESS
        if is_full or len(self._addresses) >= self._limit:
            raise Busy(retry_ms=RETRY_MS)
        self._addresses[connection] = address
        self._each_address[address] += 1

    def close(self, connection: str) -> None:
        """The connection is gone; fine when it was never counted."""
        if connection in self._addresses:
            _take_one(self._each_address, self._addresses.pop(connection))

    def meet(self, sid: str) -> None:
        """A session has begun."""
        self._there.add(sid)

    def is_there(self, sid: str) -> bool:
        """Whether the session has begun and not ended."""
        return sid in self._there

    def join(self, sid: str, sign_in: str) -> None:
        """Count a page that joins a board. Raises TooManyPages when this person has enough open already."""
        if sid in self._sign_ins:
            return
        if self._each_sign_in[sign_in] >= EACH_SIGN_IN:
            raise TooManyPages(limit=EACH_SIGN_IN)
        self._sign_ins[sid] = sign_in
        self._each_sign_in[sign_in] += 1

    def questions(self, sid: str) -> Bucket:
        """How often this connection may say `hello` and `sync`: the answers can be long."""
        return self._questions.setdefault(sid, Bucket(QUESTIONS_PER_S, QUESTIONS_BURST))

    def leave(self, sid: str) -> None:
        """The page is gone; fine when it had not joined."""
        self._there.discard(sid)
        self._questions.pop(sid, None)
        if sid in self._sign_ins:
            _take_one(self._each_sign_in, self._sign_ins.pop(sid))


def _take_one(counter: "Counter[Any]", key: str | None) -> None:
    counter[key] -= 1
    if counter[key] <= 0:
        del counter[key]
