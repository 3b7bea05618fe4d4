"""How big a request may be, and how often a wrong one may be tried."""

from collections import OrderedDict, deque
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final

from flask import request

from board.core.errors import TooManyTries

BODY_LIMIT_BYTES: Final = 256 * 1024
ATTENDANCE_LIMIT_BYTES: Final = 480 * 1024  # the whole list of who is at a meeting, as a form
IMPORT_LIMIT_BYTES: Final = 20 * 1024 * 1024
METHOD_LIMIT_BYTES: Final = 1024 * 1024
PICTURE_LIMIT_BYTES: Final = 20 * 1024 * 1024
EMAIL_LIMIT: Final = 254  # characters
PASSWORD_MIN: Final = 10
PASSWORD_MAX: Final = 200
PASSPHRASE_MIN: Final = 6  # said in the room, and guesses are counted

WINDOW_MS: Final = 60_000
JOINS_FAILED_EACH: Final = 10  # a minute, for one address
JOINS_FAILED_ALL: Final = 60  # a minute, for the whole server
PASSPHRASES_FAILED_EACH: Final = 30  # a minute, for one board and address: a whole room mistypes
PASSPHRASES_FAILED_ALL: Final = 120  # a minute, for one board
PASSPHRASES_AT_ONCE: Final = 2  # on the whole server: each takes some 50 ms of a core
SIGN_INS_FAILED_EACH: Final = 5  # a minute, for one address and account
SIGN_INS_FAILED_ALL: Final = 30  # a minute, for one address
KEYS_LIMIT: Final = 10_000  # addresses remembered at once


class FailureLimit:
    """Counts what went wrong in the last minute, by key. What went right costs nothing."""

    def __init__(self, limit: int, window_ms: int = WINDOW_MS) -> None:
        self._limit = limit
        self._window_ms = window_ms
        self._failures: OrderedDict[str, deque[int]] = OrderedDict()  # key -> times in ms, oldest first

    def check(self, key: str, now_ms: int) -> None:
        """Return if another try is allowed. Raises TooManyTries with the time until it is."""
        times = self._recent(key, now_ms)
        if len(times) >= self._limit:
            raise TooManyTries(retry_ms=times[0] + self._window_ms - now_ms)

    def record(self, key: str, now_ms: int) -> None:
        """Remember one failure."""
        times = self._recent(key, now_ms)
        times.append(now_ms)
        if len(times) > self._limit:
            times.popleft()
        self._failures[key] = times
        self._failures.move_to_end(key)
        self._forget(now_ms)

    def forgive(self, key: str, at_ms: int) -> None:
        """Forget one failure recorded at `at_ms`: the try went right after all."""
        times = self._failures.get(key)
        if times is not None and at_ms in times:
            times.remove(at_ms)

    def _forget(self, now_ms: int) -> None:
        """Drop the keys that were quiet for a whole window, and as many as memory has no room for."""
        oldest_ms = now_ms - self._window_ms
        while self._failures:
            quietest = next(iter(self._failures.values()))
            if len(self._failures) <= KEYS_LIMIT and quietest and quietest[-1] > oldest_ms:
                return
            self._failures.popitem(last=False)

    def _recent(self, key: str, now_ms: int) -> deque[int]:
        times = self._failures.get(key, deque())
        while times and times[0] <= now_ms - self._window_ms:
            times.popleft()
        return times


def client_address() -> str:
    """Where the request came from, as `address_of` tells it."""
    return address_of(request.environ)


def address_of(environ: Mapping[str, Any]) -> str:
    """Where a request came from: an IPv4 address, or the /64 network of an IPv6 one.

    A proxy on this machine names the address in the last part of X-Forwarded-For; from anywhere else
    that header is only a claim.
    """
    peer = environ.get("REMOTE_ADDR", "")
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and _is_loopback(peer):
        peer = forwarded.rsplit(",", 1)[-1].strip()
    try:
        address = ip_address(peer)
    except ValueError:
        return "unknown"
    if address.version == 6:
        # One household or phone has a whole /64 to choose from.
        return str(int(address) >> 64)
    return str(address)


def is_from_this_machine() -> bool:
    """Whether a program on this machine asks, and not a proxy on behalf of somebody elsewhere."""
    return comes_from_this_machine(request.environ)


def comes_from_this_machine(environ: Mapping[str, Any]) -> bool:
    """The same of any request."""
    return "HTTP_X_FORWARDED_FOR" not in environ and _is_loopback(environ.get("REMOTE_ADDR", ""))


def _is_loopback(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False
