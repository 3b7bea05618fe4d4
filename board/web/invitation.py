"""An invitation as people see it: the code, the link, the QR code."""

from dataclasses import dataclass
from typing import Literal

import segno
from flask import request, url_for

from board.core.errors import BadShape
from board.web.services import services

Change = Literal["renew", "close", "open"]


@dataclass(frozen=True)
class Invitation:
    code: str
    is_open: bool
    link: str  # the whole address, with the code
    address: str  # where to type the code: short enough to read out
    qr: str  # the QR code of the link: an SVG as data URI, black on white with its quiet zone


def invitation(board_id: str) -> Invitation:
    """The invitation of a board. Raises BoardMissing."""
    invite = services().boards.invite(board_id)
    link = public_address(url_for("pages.join_code_form", code=invite.code))
    # Error correction M survives a smear or a reflection; the link is short, so the modules stay big.
    drawing = segno.make(link, error="m", micro=False)
    qr = drawing.svg_data_uri(border=4, dark="#000000", light="#ffffff", omitsize=True, nl=False)
    address = public_address(url_for("pages.home")).partition("://")[2].rstrip("/")
    return Invitation(invite.code, invite.is_open, link, address, qr)


def change_invitation(board_id: str, do: str) -> Invitation:
    """Renew the code, or close or open the door; then the invitation. Raises BadShape, BoardMissing."""
    boards = services().boards
    if do == "renew":
        boards.renew_invite(board_id, now_ms=services().clock_ms())
    elif do in ("close", "open"):
        boards.set_invite_open(board_id, do == "open")
    else:
        raise BadShape
    return invitation(board_id)


def public_address(path: str) -> str:
    """`path`, which has the sub-path already, as an address that works from anywhere."""
    origin = services().settings.origin or f"{request.scheme}://{request.host}"
    return f"{origin}{path}"
