"""How the server does several things at once. Only this, eventlet_hub.py and wsgi.py know eventlet.

Under eventlet the standard library is patched (wsgi.py does it first), so locks, queues and sleep
from the standard library are cooperative. What differs is how to start a task and how to leave the
hub for work that blocks: the disk, password hashing.
"""

import logging
import os
import queue
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from board.live.eventlet_hub import eventlet_hub

T = TypeVar("T")

# Requests and connections served at once. Whoever comes when all are taken waits without a word, so this is
# far above the limit of live connections (BOARD_CONNECTIONS), beyond which there is an answer.
CONNECTION_LIMIT = 20_000
BUFFER_BYTES = 2 * 1024  # of a request and of an answer; every connection keeps them while it lasts
REQUEST_PAUSE_S = 60  # a request that comes slower than this, byte by byte, is given up


class Bell(Protocol):
    """Wakes the one task that waits for it."""

    def ring(self) -> None:
        """Wake it, now or when it waits next. Never blocks; the hub itself may call it."""

    def wait(self, timeout_s: float | None = None) -> None:
        """Return when it has rung since the last time, or after `timeout_s`."""


class Watch(Protocol):
    """What the hub does about one socket."""

    def read(self, is_wanted: bool) -> None:
        """Whether to call `on_readable` when there is something to read; at first it does."""

    def write(self, is_wanted: bool) -> None:
        """Whether to call `on_writable` when there is room to write; at first it does not."""

    def stop(self) -> None:
        """Forget the socket. It may be called again."""


class Hub(Protocol):
    """Direct access to what waits for sockets and time. Callbacks run between tasks: they must be short,
    never block and never raise."""

    def watch(
        self, connection: socket.socket, on_readable: Callable[[], None], on_writable: Callable[[], None]
    ) -> Watch:
        """Call back whenever the socket can be read, or written."""

    def later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back once."""

    def look(self) -> int:
        """Call back now for all sockets that are ready, and say how many that were. Otherwise it is done
        a few milliseconds later."""


class Concurrency(Protocol):
    """Tasks, pauses and native threads."""

    async_mode: str  # as Flask-SocketIO calls it
    hub: Hub | None  # None: there is none, every connection has a thread

    def bell(self) -> Bell:
        """A bell for one task."""

    def lock(self) -> AbstractContextManager[Any]:
        """A lock between tasks, that the task holding it may take again. Never for the hub itself."""

    def spawn(self, task: Callable[..., object], *args: Any) -> None:
        """Run `task` beside everything else."""

    def run_native(self, work: Callable[..., T], *args: Any) -> T:
        """The result of `work` done in a native thread, while other tasks go on."""

    def native_lock(self) -> AbstractContextManager[Any]:
        """A lock between native threads; never take it on the hub."""

    def serve(self, wsgi_app: Callable[..., Any], host: str, port: int, on_stop: Callable[[], None]) -> None:
        """Answer requests until the process is asked to end (SIGTERM, or Ctrl+C); then call `on_stop`
        while requests are still answered, and return."""


class EventletConcurrency:
    """Green tasks on one hub, native threads from eventlet's pool."""

    async_mode = "eventlet"

    def __init__(self) -> None:
        self.hub: Hub | None = eventlet_hub()

    def bell(self) -> Bell:
        return _GreenBell()

    def lock(self) -> AbstractContextManager[Any]:
        return _GreenLock()

    def spawn(self, task: Callable[..., object], *args: Any) -> None:
        import eventlet

        eventlet.spawn(task, *args)

    def run_native(self, work: Callable[..., T], *args: Any) -> T:
        from eventlet import tpool

        result: T = tpool.execute(work, *args)
        return result

    def native_lock(self) -> AbstractContextManager[Any]:
        from eventlet import patcher

        lock: AbstractContextManager[Any] = patcher.original("threading").Lock()
        return lock

    def serve(self, wsgi_app: Callable[..., Any], host: str, port: int, on_stop: Callable[[], None]) -> None:
        import eventlet
        from eventlet import event, wsgi

        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = eventlet.listen((host, port), family=family, backlog=512)
        # Small messages leave at once; accepted connections inherit this.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Without `debug=False` a stack trace could reach a page.
        options = {
            "protocol": type(
                "LeanProtocol", (wsgi.HttpProtocol,), {"rbufsize": BUFFER_BYTES, "wbufsize": BUFFER_BYTES}
            ),
            "max_size": CONNECTION_LIMIT,
            "socket_timeout": REQUEST_PAUSE_S,
            "log_output": False,
            "debug": False,
        }
        server = eventlet.spawn(wsgi.server, listener, wsgi_app, **options)
        ended = event.Event()
        server.link(lambda _: ended.ready() or ended.send())  # it fails by itself
        # A handler runs between two steps of whatever task is under way, so it only leaves a note.
        _on_end_signals(lambda: ended.ready() or ended.send())
        ended.wait()
        on_stop()
        server.kill()


class _GreenBell:
    """Fits `Bell`: a switch to the waiting task and nothing else."""

    def __init__(self) -> None:
        self._is_rung = False
        self._waiter: Any = None  # the task that waits

    def ring(self) -> None:
        self._is_rung = True
        if self._waiter is not None:
            self._wake(self._waiter)

    def wait(self, timeout_s: float | None = None) -> None:
        from eventlet import getcurrent, hubs

        if not self._is_rung:
            hub = hubs.get_hub()
            self._waiter = waiter = getcurrent()
            timer = None
            if timeout_s is not None:
                timer = hub.schedule_call_global(timeout_s, self._wake, waiter)
            try:
                hub.switch()
            finally:
                self._waiter = None
                if timer is not None:
                    timer.cancel()
        self._is_rung = False

    def _wake(self, waiter: Any) -> None:
        from eventlet import hubs

        if waiter is not None and waiter is self._waiter:
            self._waiter = None  # a second ring must not wake it a second time
            hubs.get_hub().schedule_call_global(0, waiter.switch)


class _GreenLock:
    """A lock between green tasks. The patched one of the standard library costs ten times as much, and
    this one is taken thousands of times a second, nearly always free."""

    __slots__ = ("_depth", "_getcurrent", "_owner", "_waiting")

    def __init__(self) -> None:
        from eventlet import getcurrent

        self._getcurrent = getcurrent
        self._owner: Any = None  # the task that holds it
        self._depth = 0
        self._waiting: deque[Any] = deque()  # tasks, in the order they came

    def __enter__(self) -> None:
        me = self._getcurrent()
        if self._owner is None:
            self._owner = me
        elif self._owner is not me:
            from eventlet import hubs

            self._waiting.append(me)
            try:
                hubs.get_hub().switch()  # until `__exit__` has made this task the owner
            except BaseException:  # the task is ended while it waits: the next one must not wait for it
                if self._owner is me:
                    self._give_to_next()
                else:
                    self._waiting.remove(me)
                raise
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._give_to_next()

    def _give_to_next(self) -> None:
        self._owner = self._waiting.popleft() if self._waiting else None
        if self._owner is not None:
            from eventlet import hubs

            hubs.get_hub().schedule_call_global(0, self._owner.switch)


class _ThreadBell:
    """Fits `Bell` with an event of the standard library."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        self._event.set()

    def wait(self, timeout_s: float | None = None) -> None:
        self._event.wait(timeout_s)
        self._event.clear()


class ThreadConcurrency:
    """Plain threads; also what the command line and the tests use."""

    async_mode = "threading"

    def __init__(self) -> None:
        self.hub: Hub | None = None
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="native")

    def bell(self) -> Bell:
        return _ThreadBell()

    def lock(self) -> AbstractContextManager[Any]:
        return new_lock()

    def spawn(self, task: Callable[..., object], *args: Any) -> None:
        threading.Thread(target=task, args=args, daemon=True).start()

    def run_native(self, work: Callable[..., T], *args: Any) -> T:
        return self._pool.submit(work, *args).result()

    def native_lock(self) -> AbstractContextManager[Any]:
        return threading.Lock()

    def serve(self, wsgi_app: Callable[..., Any], host: str, port: int, on_stop: Callable[[], None]) -> None:
        from werkzeug.serving import make_server

        # Its log would hold addresses, and with them codes and one-time links.
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server(host, port, wsgi_app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _wait_for_end_signal()
        on_stop()
        server.shutdown()


def _on_end_signals(note: Callable[[], object]) -> None:
    """Call `note` at the first SIGTERM or SIGINT; a second one ends the process as usual."""

    def handle(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        note()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


def _wait_for_end_signal() -> None:
    """Return at the first SIGTERM or SIGINT. A lock would not do to wait with: the system may hand the signal
    to any thread, and the main one, which alone calls handlers, would sleep on."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signals: list[int] = []
    signal.set_wakeup_fd(writer)  # written to in whichever thread
    _on_end_signals(lambda: signals.append(1))
    while not signals:
        os.read(reader, 1)


def concurrency_for(async_mode: str) -> Concurrency:
    """The concurrency of this name: "eventlet" or "threading"."""
    return EventletConcurrency() if async_mode == "eventlet" else ThreadConcurrency()


def sleep_s(seconds: float) -> None:
    """Pause this task; the others go on."""
    time.sleep(seconds)


def new_queue(max_size: int = 0) -> "queue.Queue[Any]":
    """A queue between tasks; `max_size` 0 means without bound."""
    return queue.Queue(max_size)


def new_lock() -> AbstractContextManager[Any]:
    """A lock that the task holding it may take again."""
    return threading.RLock()
