"""How the server does several things at once. Beside wsgi.py the only module that knows eventlet.

Under eventlet the standard library is patched (wsgi.py does it first), so locks, queues and sleep
from the standard library are cooperative. What differs is how to start a task and how to leave the
hub for work that blocks: the disk, password hashing.
"""

import logging
import queue
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

CONNECTION_LIMIT = 5_000  # open at once; eventlet's own default of 1,024 would hang the next one silently


class Concurrency(Protocol):
    """Tasks, pauses and native threads."""

    async_mode: str  # as Flask-SocketIO calls it

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
        options = {"max_size": CONNECTION_LIMIT, "log_output": False, "debug": False}
        server = eventlet.spawn(wsgi.server, listener, wsgi_app, **options)
        ended = event.Event()
        server.link(lambda _: ended.ready() or ended.send())  # it fails by itself
        # A handler runs between two steps of whatever task is under way, so it only leaves a note.
        _on_end_signals(lambda: ended.ready() or ended.send())
        ended.wait()
        on_stop()
        server.kill()


class ThreadConcurrency:
    """Plain threads; also what the command line and the tests use."""

    async_mode = "threading"

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="native")

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
        ended = threading.Event()
        _on_end_signals(ended.set)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ended.wait()
        on_stop()
        server.shutdown()


def _on_end_signals(note: Callable[[], object]) -> None:
    """Call `note` at the first SIGTERM or SIGINT; a second one ends the process as usual."""

    def handle(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        note()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


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
