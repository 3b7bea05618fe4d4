"""The way into a board: its code."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from board.core.errors import CodeClosed, WrongCode
from board.core.ids import clean_code, make_code
from board.store import log_rows
from board.store.database import Database
from board.store.tables import board, invite


@dataclass(frozen=True)
class Invite:
    """The way into a board: six characters that work while the door is open."""

    board_id: str
    code: str
    is_open: bool


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
            values = {"code": free_code(connection), "created_at_ms": now_ms}
            connection.execute(update(invite).where(invite.c.board_id == board_id).values(values))
            return _invite(connection, board_id)

        return self._database.write(work)

    def set_invite_open(self, board_id: str, is_open: bool) -> Invite:
        """Open or close the door; the code stays the same. Raises BoardMissing."""

        def work(connection: Connection) -> Invite:
            connection.execute(update(invite).where(invite.c.board_id == board_id).values(is_open=is_open))
            return _invite(connection, board_id)

        return self._database.write(work)

    def board_of_code(self, code: str) -> Invite:
        """Where a code leads, as typed: in any case, with spaces or hyphens.

        Raises WrongCode, CodeClosed.
        """
        query = select(invite).join(board).where(invite.c.code == clean_code(code))
        query = query.where(board.c.deleted_at_ms.is_(None))
        row = self._database.read(lambda connection: connection.execute(query).first())
        if row is None:
            raise WrongCode
        if not row.is_open:
            raise CodeClosed
        return Invite(row.board_id, row.code, row.is_open)


def add_invite(connection: Connection, board_id: str, *, now_ms: int) -> None:
    """Give a new board its code; the door is open."""
    code = free_code(connection)
    connection.execute(
        insert(invite).values(board_id=board_id, code=code, is_open=True, created_at_ms=now_ms)
    )


def _invite(connection: Connection, board_id: str) -> Invite:
    log_rows.head_of(connection, board_id)
    row = connection.execute(select(invite).where(invite.c.board_id == board_id)).one()
    return Invite(row.board_id, row.code, row.is_open)


def free_code(connection: Connection, make: Callable[[], str] | None = None) -> str:
    """A code that no board has, or had and has not renewed."""
    make = make or (lambda: make_code(secrets.randbelow))
    while True:
        code = make()
        if connection.execute(select(invite.c.code).where(invite.c.code == code)).first() is None:
            return code
