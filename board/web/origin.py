"""Only our own pages may change anything: a check of where a request comes from."""

from typing import Final

from flask import request

from board.core.errors import BadOrigin
from board.web.services import services

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def check_origin() -> None:
    """Return if the request changes nothing or comes from our own pages.

    Browsers say where a request comes from in Sec-Fetch-Site or Origin. A program says neither and is
    let through: it has no cookie of anybody else. Raises BadOrigin.
    """
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise BadOrigin
    origin = request.headers.get("Origin")
    own = services().settings.origin or f"{request.scheme}://{request.host}"
    if origin is not None and origin.lower() != own.lower():
        raise BadOrigin
