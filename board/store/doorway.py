"""Who is before a board: waits to be let in, or was sent away."""

from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from board.core.errors import PageMissing
from board.core.errors_people import LobbyFull, Removed
from board.core.roles import Role
from board.core.visibility import Door, Member
from board.store import log_rows
from board.store.arrivals import note_arrival
from board.store.database import Database
from board.store.invitations import Invite, check_again
from board.store.members import is_member, may_stop_leading
from board.store.tables import doorway, invite, member, person

LOBBY_MAX: Final = 300  # people who wait before one board


class Doorways:
    """The doorways of all boards that are not deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def door(self, board_id: str) -> Door:
        """Who waits, the longest first, and who was sent away. Raises BoardMissing."""
        query = select(person.c.id, person.c.name, doorway.c.is_away).join(doorway)
        query = query.where(doorway.c.board_id == board_id).order_by(doorway.c.since_ms, person.c.id)

        def work(connection: Connection) -> Door:
            log_rows.head_of(connection, board_id)
            rows = connection.execute(query).all()
            people = [(row.is_away, Member(row.id, row.name, None)) for row in rows]
            waiting = tuple(member for is_away, member in people if not is_away)
            return Door(waiting, tuple(member for is_away, member in people if is_away))

        return self._database.read(work)

    def is_waiting(self, board_id: str, person_id: str) -> bool:
        """Whether this person waits to be let in. Raises BoardMissing, or Removed for who was sent away."""

        def work(connection: Connection) -> bool:
            log_rows.head_of(connection, board_id)
            return _is_waiting(connection, board_id, person_id)

        return self._database.read(work)

    def enter(self, seen: Invite, person_id: str, *, now_ms: int) -> Role | None:
        """The role that the person has on the board now; None when they wait to be let in.

        The door is judged as it is now, which may be another than was `seen` when the person came. Who is
        in already stays what they are. Raises Removed, LobbyFull, and what `check_again` raises.
        """
        board_id = seen.board_id

        def work(connection: Connection) -> Role | None:
            log_rows.head_of(connection, board_id)
            query = select(member.c.role).where(*is_member(board_id, person_id))
            known: Role | None = connection.execute(query).scalar_one_or_none()
            if known is not None:
                return known
            is_waiting = _is_waiting(connection, board_id, person_id)
            door = check_again(connection, seen, now_ms)
            if door.has_lobby and not is_waiting:
                _check_room(connection, board_id)
                row = {"board_id": board_id, "person_id": person_id, "is_away": False, "since_ms": now_ms}
                connection.execute(insert(doorway).values(row))
            if door.has_lobby:
                return None
            _let_in(connection, board_id, person_id, door.gives)
            return door.gives

        return self._database.write(work)

    def admit(self, board_id: str, person_id: str | None) -> list[str]:
        """Let in who waits, or one who was sent away; None stands for all who wait. The ids of those who
        are in now. Raises BoardMissing, or PageMissing when that person is not before the board."""

        def work(connection: Connection) -> list[str]:
            log_rows.head_of(connection, board_id)
            query = select(doorway.c.person_id).where(doorway.c.board_id == board_id)
            one = doorway.c.person_id == person_id
            query = query.where(doorway.c.is_away.is_(False) if person_id is None else one)
            ids = list(connection.execute(query.order_by(doorway.c.since_ms)).scalars())
            if person_id is not None and not ids:
                raise PageMissing
            role = connection.execute(
                select(invite.c.gives).where(invite.c.board_id == board_id)
            ).scalar_one()
            for each in ids:
                _let_in(connection, board_id, each, role)
            return ids

        return self._database.write(work)

    def check_may_go(self, board_id: str, person_id: str) -> None:
        """Return if this member may be sent away. Raises KeepsRole."""
        self._database.read(lambda connection: may_stop_leading(connection, board_id, person_id))

    def send_away(self, board_id: str, person_id: str, *, now_ms: int) -> None:
        """Take a member out, or turn away who waits; the code does not let them in again. What a member has
        in votes and at tables stays: `board/live/departing.py` sees to that too.

        Raises BoardMissing, KeepsRole, or PageMissing when the person is neither.
        """

        def work(connection: Connection) -> None:
            log_rows.head_of(connection, board_id)
            may_stop_leading(connection, board_id, person_id)
            if not take_out(connection, board_id, person_id, now_ms):
                raise PageMissing

        self._database.write(work)


def take_out(connection: Connection, board_id: str, person_id: str, now_ms: int) -> bool:
    """Carry out that somebody is sent away. Whether they were a member, or waited."""
    away = {"is_away": True, "since_ms": now_ms}
    helped = select(member.c.is_helped).where(*is_member(board_id, person_id))
    is_helped = bool(connection.execute(helped).scalar_one_or_none())
    gone = connection.execute(delete(member).where(*is_member(board_id, person_id))).rowcount
    turned = connection.execute(update(doorway).where(*_is_there(board_id, person_id)).values(away)).rowcount
    if gone and not turned and not is_helped:  # who has no device never comes by the code
        connection.execute(insert(doorway).values(board_id=board_id, person_id=person_id, **away))
    return gone + turned > 0


def _check_room(connection: Connection, board_id: str) -> None:
    """Raises LobbyFull: the list of those who wait is told and shown whole."""
    waiting = doorway.c.board_id == board_id, doorway.c.is_away.is_(False)
    if (
        connection.execute(select(func.count()).select_from(doorway).where(*waiting)).scalar_one()
        >= LOBBY_MAX
    ):
        raise LobbyFull(limit=LOBBY_MAX)


def _is_there(board_id: str, person_id: str) -> tuple[Any, Any]:
    return doorway.c.board_id == board_id, doorway.c.person_id == person_id


def _is_waiting(connection: Connection, board_id: str, person_id: str) -> bool:
    is_away = connection.execute(
        select(doorway.c.is_away).where(*_is_there(board_id, person_id))
    ).scalar_one_or_none()
    if is_away:
        raise Removed
    return is_away is not None


def _let_in(connection: Connection, board_id: str, person_id: str, role: Role) -> None:
    connection.execute(delete(doorway).where(*_is_there(board_id, person_id)))
    connection.execute(insert(member).values(board_id=board_id, person_id=person_id, role=role))
    note_arrival(connection, board_id, person_id, role)
