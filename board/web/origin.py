"""Only our own pages may change anything: a check of where a request comes from, and where to."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import request

from board.core.errors import BadHost, BadOrigin
from board.settings import Settings
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


def own_hosts(settings: Settings) -> Callable[[str], bool]:
    """Whether a Host header names this server (RUN3).

    A page of another site can let its own name point to this machine, and the browser then takes both
    for one site. It cannot do that with an address in numbers, nor with a name that is ours.
    """
    names = {"localhost", socket.gethostname().lower(), settings.host.lower()}
    names |= {f"{name}.local" for name in names if "." not in name}
    if settings.public_url is not None:
        names.add((urlsplit(settings.public_url).hostname or "").lower())

    def is_own(header: str) -> bool:
        try:
            host = (urlsplit(f"//{header}").hostname or "").rstrip(".").lower()
        except ValueError:
            return False
        return host in names or _is_in_numbers(host)

    return is_own


def host_check(is_own_host: Callable[[str], bool]) -> Callable[[], None]:
    """A check for each request: it returns if the request is for this server, or raises BadHost."""

    def check_host() -> None:
        if not is_own_host(request.headers.get("Host", "")):
            raise BadHost

    return check_host


def _is_in_numbers(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
