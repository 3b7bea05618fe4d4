"""Direct access to eventlet's hub: sockets that it watches without a task for each, and timers.

All these sockets are in one epoll of our own, which is a single socket to eventlet. After a look at them
there is a short rest, in which more may come: then one look costs little more for ten messages than for
one. What comes after a calm moment is read at once.
"""

import logging
import select
import socket
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

LOOK_LIMIT: Final = 256  # sockets in one look; then tasks have a turn
REST_S: Final = 0.008
IN: Final = select.POLLIN  # the same numbers as epoll's, which eventlet hides
OUT: Final = select.POLLOUT

log = logging.getLogger(__name__)

Callback = Callable[[], None]


def eventlet_hub() -> "EventletHub | None":
    """The hub, or None where the system has no epoll: then every connection has tasks of its own."""
    return EventletHub() if _epoll_of_system() is not None else None


def _epoll_of_system() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # eventlet says of itself that it is old; the map says what we do
        from eventlet import patcher

    return getattr(patcher.original("select"), "epoll", None)


class EventletHub:
    """Fits `Hub`."""

    def __init__(self) -> None:
        self._epoll: Any = None  # made when it is first needed
        self._watches: dict[int, _Watch] = {}  # by the number of the file
        self._listener: Any = None  # eventlet's, of the epoll; None during a rest

    def watch(self, connection: socket.socket, on_readable: Callback, on_writable: Callback) -> "_Watch":
        if self._epoll is None:
            self._epoll = _epoll_of_system()()
            self._listen()
        return _Watch(self._epoll, self._watches, connection.fileno(), on_readable, on_writable)

    def later(self, seconds: float, callback: Callback) -> None:
        from eventlet import hubs

        hubs.get_hub().schedule_call_global(seconds, callback)

    def look(self) -> int:
        """Call back for all that are ready now, and say how many that were."""
        if self._epoll is None:
            return 0
        watches = self._watches
        ready = self._epoll.poll(0, LOOK_LIMIT)
        for number, events in ready:
            if number in watches:  # not since one that was called before it has stopped it
                watches[number].call(events)
        return len(ready)

    def _listen(self) -> None:
        """Be called as soon as one of the sockets is ready."""
        from eventlet import hubs

        hub = hubs.get_hub()
        self._listener = hub.add(hub.READ, self._epoll.fileno(), self._on_ready, self._on_ready, None)

    def _on_ready(self, _why: object) -> None:
        from eventlet import hubs

        hubs.get_hub().remove(self._listener)
        self._listener = None
        self._look_and_rest()

    def _look_and_rest(self) -> None:
        count = self.look()
        if count:
            self.later(0 if count == LOOK_LIMIT else REST_S, self._look_and_rest)
        else:
            self._listen()


class _Watch:
    """Fits `Watch`."""

    __slots__ = ("_callbacks", "_epoll", "_number", "_wanted", "_watches")

    def __init__(
        self,
        epoll: Any,
        watches: "dict[int, _Watch]",
        number: int,
        on_readable: Callback,
        on_writable: Callback,
    ) -> None:
        self._epoll, self._watches, self._number = epoll, watches, number
        self._callbacks = (on_readable, on_writable)
        self._wanted = IN
        watches[number] = self
        epoll.register(number, self._wanted)

    def call(self, events: int) -> None:
        """Something has happened at this socket. Its end is something to read and to write."""
        try:
            if events & ~OUT and self._wanted & IN:
                self._callbacks[0]()
            if events & ~IN and self._wanted & OUT:
                self._callbacks[1]()
        except Exception:  # a mistake of ours; the others must still be heard
            log.exception("a watched connection failed")
            self.stop()

    def read(self, is_wanted: bool) -> None:
        self._want(IN, is_wanted)

    def write(self, is_wanted: bool) -> None:
        self._want(OUT, is_wanted)

    def stop(self) -> None:
        self._wanted = 0
        # The number may belong to another socket by now: the system gives it away when ours is closed.
        if self._watches.get(self._number) is self:
            del self._watches[self._number]
            with suppress(OSError, ValueError):
                self._epoll.unregister(self._number)

    def _want(self, event: int, is_wanted: bool) -> None:
        wanted = self._wanted | event if is_wanted else self._wanted & ~event
        if wanted != self._wanted and self._watches.get(self._number) is self:
            self._wanted = wanted
            self._epoll.modify(self._number, wanted)
