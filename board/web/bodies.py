"""What a request carries, checked before anything else sees it."""

import json
from typing import Any, Final, TypeVar

import msgspec
from flask import request

from board.core.errors import BadNumber, BadShape, BadText, TooBig, UnknownField

T = TypeVar("T", bound=msgspec.Struct)

DEPTH_LIMIT: Final = 32


def read_body(shape: type[T]) -> T:
    """The JSON body as `shape`; no body counts as an empty object.

    Raises BadShape, UnknownField, BadNumber (NaN, Infinity), BadText (NUL, half a character), TooBig.
    """
    text = read_bytes()
    if text and request.mimetype != "application/json":
        raise BadShape
    document = read_json(text) if text else {}
    check_texts(document)
    if not isinstance(document, dict):
        raise BadShape
    known = {field.encode_name for field in msgspec.structs.fields(shape)}
    for name in document:
        if name not in known:
            raise UnknownField(field=ascii(name[:40])[1:-1])
    try:
        return msgspec.convert(document, shape)
    except msgspec.ValidationError as error:
        raise BadShape from error


def read_bytes() -> bytes:
    """The whole body. Raises TooBig."""
    limit_bytes = request.max_content_length
    content = request.get_data(cache=False)
    # A body sent in chunks does not say its length; it is cut off at the limit without a word.
    if limit_bytes is not None and request.content_length is None and len(content) >= limit_bytes:
        raise TooBig(limit_bytes=limit_bytes)
    return content


def read_json(text: bytes) -> Any:
    """`text` parsed strictly. Raises BadShape or BadNumber."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadShape from error


def check_texts(part: Any, depth: int = 0) -> None:
    """Return if no text in `part` holds NUL or half a character. Raises BadText, BadShape."""
    if depth > DEPTH_LIMIT:
        raise BadShape
    if isinstance(part, str):
        if "\0" in part or any("\ud800" <= char <= "\udfff" for char in part):
            raise BadText(field="")
    elif isinstance(part, dict):
        for name, inner in part.items():
            check_texts(name, depth + 1)
            check_texts(inner, depth + 1)
    elif isinstance(part, list):
        for inner in part:
            check_texts(inner, depth + 1)


def allow_upload(limit_bytes: int) -> None:
    """Let this request be larger than usual. Raises TooBig at once if it says that it is larger still."""
    request.max_content_length = limit_bytes
    if (request.content_length or 0) > limit_bytes:
        raise TooBig(limit_bytes=limit_bytes)


def _refuse_constant(name: str) -> float:
    raise BadNumber(field=name)
