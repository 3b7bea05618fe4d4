"""An invitation as people see it: the code, the link, the QR code, and what else the door asks for."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec
import segno
from flask import request, url_for

from board.core.errors import BadShape
from board.core.errors_people import PassphraseShort
from board.core.roles import Role
from board.store.passwords import hash_password
from board.web import board_actions
from board.web.auth import check_password
from board.web.limits import PASSPHRASE_MIN
from board.web.services import services

GIVEN: Final = ("participant", "observer", "viewer")  # what a code may make of people
MINUTES_LIMIT: Final = 60 * 24 * 365


@dataclass(frozen=True)
class Invitation:
    code: str
    is_open: bool
    is_over: bool  # the code has expired
    expires_at_ms: int | None
    has_passphrase: bool
    has_lobby: bool
    gives: Role
    link: str  # the whole address, with the code
    address: str  # where to type the code: short enough to read out
    qr: str  # the QR code of the link: an SVG as data URI, black on white with its quiet zone

    @property
    def lets_in(self) -> bool:
        """Whether the code opens anything now."""
        return self.is_open and not self.is_over


class Change(msgspec.Struct):
    """What to do with an invitation: `renew`, `close`, `open`, or `set` what is given here.

    `minutes` is how long the code works from now on, null for ever; an empty passphrase takes it away.
    """

    do: str
    has_lobby: bool | msgspec.UnsetType = msgspec.UNSET
    gives: str | msgspec.UnsetType = msgspec.UNSET
    minutes: int | msgspec.UnsetType | None = msgspec.UNSET
    passphrase: str | msgspec.UnsetType = msgspec.UNSET


def invitation(board_id: str) -> Invitation:
    """The invitation of a board. Raises BoardMissing."""
    invite = services().boards.invite(board_id)
    link = public_address(url_for("pages.join_code_form", code=invite.code))
    # Error correction M survives a smear or a reflection; the link is short, so the modules stay big.
    drawing = segno.make(link, error="m", micro=False)
    return Invitation(
        code=invite.code,
        is_open=invite.is_open,
        is_over=invite.is_over(services().clock_ms()),
        expires_at_ms=invite.expires_at_ms,
        has_passphrase=invite.passphrase_hash is not None,
        has_lobby=invite.has_lobby,
        gives=invite.gives,
        link=link,
        address=public_address(url_for("pages.home")).partition("://")[2].rstrip("/"),
        qr=drawing.svg_data_uri(border=4, dark="#000000", light="#ffffff", omitsize=True, nl=False),
    )


def change_invitation(board_id: str, change: Change) -> Invitation:
    """The invitation after a change. Raises BadShape, BoardMissing, PassphraseShort, and what
    `check_password` raises."""
    boards, now_ms = services().boards, services().clock_ms()
    if change.do == "renew":
        boards.renew_invite(board_id, now_ms=now_ms)
    elif change.do in ("close", "open"):
        boards.set_invite_open(board_id, change.do == "open", now_ms=now_ms)
    elif change.do == "set":
        values = _values(change, now_ms)
        if not values:
            raise BadShape
        boards.change_invite(board_id, values)
        if change.has_lobby is False:
            board_actions.admit(board_id, None)  # the door is open now for those who wait, too
    else:
        raise BadShape
    return invitation(board_id)


def _values(change: Change, now_ms: int) -> dict[str, Any]:
    """The fields of the stored invitation that a change sets, checked."""
    values: dict[str, Any] = {}
    if change.has_lobby is not msgspec.UNSET:
        values["has_lobby"] = change.has_lobby
    if change.gives is not msgspec.UNSET:
        if change.gives not in GIVEN:
            raise BadShape
        values["gives"] = change.gives
    if change.minutes is None:
        values["expires_at_ms"] = None
    elif change.minutes is not msgspec.UNSET:
        if not 1 <= change.minutes <= MINUTES_LIMIT:
            raise BadShape
        values["expires_at_ms"] = now_ms + change.minutes * 60_000
    if change.passphrase is not msgspec.UNSET:
        values["passphrase_hash"] = _hash_of(change.passphrase.strip())
    return values


def _hash_of(passphrase: str) -> str | None:
    if not passphrase:
        return None
    if len(passphrase) < PASSPHRASE_MIN:
        raise PassphraseShort(limit=PASSPHRASE_MIN)
    check_password(passphrase, PASSPHRASE_MIN)
    return services().concurrency.run_native(hash_password, passphrase)


def public_address(path: str) -> str:
    """`path`, which has the sub-path already, as an address that works from anywhere."""
    origin = services().settings.origin or f"{request.scheme}://{request.host}"
    return f"{origin}{path}"
