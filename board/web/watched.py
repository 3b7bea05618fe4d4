"""Answers about a board that end when the right to them does (JOIN4)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from flask import Response
from werkzeug.wsgi import ClosingIterator

CHUNK_BYTES: Final = 64 * 1024
LOOK_MS: Final = 500  # between two looks at the right


def watch(response: Response, clock_ms: Callable[[], int], may_go_on: Callable[[], bool]) -> Response:
    """The answer, sent in parts; the connection breaks off when its reader may not have it any more.

    Most answers are one part, and go as they are.
    """
    length = response.calculate_content_length()
    if length is not None and length <= CHUNK_BYTES:
        return response
    if length is not None:
        response.content_length = length
    parts = response.response
    close = getattr(parts, "close", lambda: None)
    response.response = ClosingIterator(_watched(_in_bytes(parts), clock_ms, may_go_on), [close])
    return response


def _in_bytes(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    for part in parts:
        yield part.encode() if isinstance(part, str) else part


def _watched(
    parts: Iterable[bytes], clock_ms: Callable[[], int], may_go_on: Callable[[], bool]
) -> Iterator[bytes]:
    looked_ms = clock_ms()
    for part in parts:
        for start in range(0, len(part), CHUNK_BYTES):
            now_ms = clock_ms()
            if abs(now_ms - looked_ms) >= LOOK_MS:
                looked_ms = now_ms
                if not may_go_on():
                    raise ConnectionAbortedError("not for this reader any more")
            yield part[start : start + CHUNK_BYTES]
