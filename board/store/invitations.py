"""The way into a board: its code, and what else the door asks for."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from board.core.errors import CodeClosed, WrongCode
from board.core.errors_people import CodeExpired, PassphraseNeeded
from board.core.ids import clean_code, make_code
from board.core.roles import Role
from board.store import log_rows
from board.store.database import Database
from board.store.tables import board, invite


@dataclass(frozen=True)
class Invite:
    """The way into a board: six characters that work while the door is open and until `expires_at_ms`.

    Who comes in gets the role `gives`; with `has_lobby` each waits to be let in.
    """

    board_id: str
    code: str
    is_open: bool
    expires_at_ms: int | None = None
    passphrase_hash: str | None = None
    has_lobby: bool = False
    gives: Role = "participant"

    def is_over(self, now_ms: int) -> bool:
        """Whether the code has expired."""
        return self.expires_at_ms is not None and self.expires_at_ms <= now_ms


class Invitations:
    """The invitations of all boards that are not deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def invite(self, board_id: str) -> Invite:
        """Raises BoardMissing."""
        return self._database.read(lambda connection: _invite(connection, board_id))

    def renew_invite(self, board_id: str, *, now_ms: int) -> Invite:
        """A new code; the old one opens nothing from now on. Raises BoardMissing."""

        def work(connection: Connection) -> Invite:
            code = {"code": free_code(connection), "created_at_ms": now_ms}
            return _set(connection, board_id, {**code, **_alive(_invite(connection, board_id), now_ms)})

        return self._database.write(work)

    def set_invite_open(self, board_id: str, is_open: bool, *, now_ms: int) -> Invite:
        """Open or close the door; the code stays the same, also one that had expired. Raises BoardMissing."""

        def work(connection: Connection) -> Invite:
            alive = _alive(_invite(connection, board_id), now_ms) if is_open else {}
            return _set(connection, board_id, {"is_open": is_open, **alive})

        return self._database.write(work)

    def change_invite(self, board_id: str, values: dict[str, Any]) -> Invite:
        """Give the fields of an `Invite` new values. Raises BoardMissing."""
        return self._database.write(lambda connection: _set(connection, board_id, values))

    def board_of_code(self, code: str, *, now_ms: int) -> Invite:
        """Where a code leads, as typed: in any case, with spaces or hyphens.

        Raises WrongCode, CodeClosed, CodeExpired.
        """
        query = select(invite).join(board).where(invite.c.code == clean_code(code))
        query = query.where(board.c.deleted_at_ms.is_(None))
        row = self._database.read(lambda connection: connection.execute(query).first())
        if row is None:
            raise WrongCode
        return _working(_of_row(row), now_ms)


def check_again(connection: Connection, seen: Invite, now_ms: int) -> Invite:
    """What the door asks for now, for somebody who has answered what `seen` asked for.

    Raises BoardMissing, WrongCode when the code has been renewed, CodeClosed, CodeExpired, or
    PassphraseNeeded when another passphrase is asked for.
    """
    now = _invite(connection, seen.board_id)
    if now.code != seen.code:
        raise WrongCode
    if now.passphrase_hash not in (None, seen.passphrase_hash):
        raise PassphraseNeeded
    return _working(now, now_ms)


def _working(found: Invite, now_ms: int) -> Invite:
    if not found.is_open:
        raise CodeClosed
    if found.is_over(now_ms):
        raise CodeExpired
    return found


def add_invite(connection: Connection, board_id: str, *, now_ms: int) -> None:
    """Give a new board its code; the door is open."""
    row = {"board_id": board_id, "code": free_code(connection), "is_open": True, "created_at_ms": now_ms}
    connection.execute(insert(invite).values(row))


def _alive(now: Invite, now_ms: int) -> dict[str, None]:
    """What lets people in again when the code has expired."""
    return {"expires_at_ms": None} if now.is_over(now_ms) else {}


def _set(connection: Connection, board_id: str, values: dict[str, Any]) -> Invite:
    connection.execute(update(invite).where(invite.c.board_id == board_id).values(values))
    return _invite(connection, board_id)


def _invite(connection: Connection, board_id: str) -> Invite:
    log_rows.head_of(connection, board_id)
    return _of_row(connection.execute(select(invite).where(invite.c.board_id == board_id)).one())


def _of_row(row: Row[Any]) -> Invite:
    return Invite(
        row.board_id,
        row.code,
        row.is_open,
        row.expires_at_ms,
        row.passphrase_hash,
        row.has_lobby,
        row.gives,
    )


def free_code(connection: Connection, make: Callable[[], str] | None = None) -> str:
    """A code that no board has, or had and has not renewed."""
    make = make or (lambda: make_code(secrets.randbelow))
    while True:
        code = make()
        if connection.execute(select(invite.c.code).where(invite.c.code == code)).first() is None:
            return code
