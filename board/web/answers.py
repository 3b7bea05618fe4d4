"""Answers of the API that are large, or that a browser may keep until they change."""

import gzip
from typing import Any, Final

import msgspec
from flask import Response, request

from board.core.errors import BadShape
from board.web.services import services

_COMPRESS_FROM: Final = 1_400  # bytes: less fits one packet anyway


def number(name: str, default: int, *, least: int) -> int:
    """A number from the address, after the question mark. Raises BadShape."""
    typed = request.args.get(name)
    if typed is None:
        return default
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 15) or int(typed) < least:
        raise BadShape
    return int(typed)


def tagged(response: Response, tag: str) -> Response:
    """With an ETag; `no-cache` means: ask each time whether it is still the newest."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Accept-Encoding", "Cookie", "Authorization"))
    return response


def is_known(tag: str) -> bool:
    """Whether the browser has the answer with this ETag already."""
    return request.if_none_match.contains(tag)


def compressed(answer: dict[str, Any]) -> Response:
    """JSON, gzipped in a native thread when it is worth it."""
    text = msgspec.json.encode(answer)
    if not _takes_gzip(text):
        return packed(text, b"")
    return packed(text, services().concurrency.run_native(gzip.compress, text, 5))


def packed(text: bytes, zipped: bytes) -> Response:
    """JSON that is there in both forms; gzipped to who takes it, when it is worth it."""
    takes_gzip = _takes_gzip(text)
    response = Response(zipped if takes_gzip else text, mimetype="application/json")
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _takes_gzip(text: bytes) -> bool:
    return len(text) >= _COMPRESS_FROM and request.accept_encodings["gzip"] > 0
