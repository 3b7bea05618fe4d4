"""Running what needs a loop of its own where a browser test may have left one in this thread."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """What `work` returns, run to its end on a loop and a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def call_apart(work: Callable[..., T], *args: Any) -> T:
    """What `work(*args)` returns, called in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work, *args).result()
