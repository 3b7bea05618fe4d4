"""Who belongs to a board, and as what."""

from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, union, update

from board.core.errors import PageMissing
from board.core.errors_people import HelpedFull, KeepsRole
from board.core.hands import Mode, TakingPart
from board.core.kinds import HELPED_MAX
from board.core.roles import Role
from board.core.visibility import Member
from board.store import log_rows, modes
from board.store.arrivals import note_arrival
from board.store.database import Database
from board.store.people import add_guest
from board.store.tables import author, board, member, person, project_member

FACILITATOR: Final = "facilitator"


class Members:
    """The people of all boards that are not deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def members(self, board_id: str) -> list[Member]:
        """Who has joined, by name, each with the role that counts. Raises BoardMissing."""
        return self._people(board_id, select(member.c.person_id).where(member.c.board_id == board_id))

    def authors(self, board_id: str) -> list[Member]:
        """Members and everyone named in the board's history, by name. Raises BoardMissing.

        Who is no member has the role None.
        """
        joined = select(member.c.person_id).where(member.c.board_id == board_id)
        named = select(author.c.person_id).where(author.c.board_id == board_id)
        return self._people(board_id, union(joined, named))

    def role_of(self, board_id: str, person_id: str) -> Role | None:
        """What the person is on this board; None when not a member or when there is no such board.

        Facilitators of the project are facilitators of each of its boards.
        """
        return self._database.read(lambda connection: role_of(connection, board_id, person_id))

    def add_member(self, board_id: str, person_id: str, role: Role) -> Role:
        """Let a person in; who is in already keeps their role, which is returned.

        Raises BoardMissing.
        """

        def work(connection: Connection) -> Role:
            log_rows.head_of(connection, board_id)
            query = select(member.c.role).where(*is_member(board_id, person_id))
            known: Role | None = connection.execute(query).scalar_one_or_none()
            if known is not None:
                return known
            row = {"board_id": board_id, "person_id": person_id, "role": role}
            connection.execute(insert(member).values(row))
            note_arrival(connection, board_id, person_id, role)
            return role

        return self._database.write(work)

    def add_helped(self, board_id: str, name: str, *, now_ms: int) -> Member:
        """A participant without a device; the one with this name if there is one already.

        Raises BoardMissing, HelpedFull.
        """

        def work(connection: Connection) -> Member:
            log_rows.head_of(connection, board_id)
            helped = select(person.c.id, person.c.name).join(member, member.c.person_id == person.c.id)
            helped = helped.where(member.c.board_id == board_id, member.c.is_helped)
            known = connection.execute(helped).all()
            for one in known:
                if one.name.casefold() == name.casefold():
                    return Member(one.id, one.name, role_of(connection, board_id, one.id), is_helped=True)
            if len(known) >= HELPED_MAX:
                raise HelpedFull(limit=HELPED_MAX)
            person_id = add_guest(connection, name, now_ms)
            row = {"board_id": board_id, "person_id": person_id, "role": "participant", "is_helped": True}
            connection.execute(insert(member).values(row))
            note_arrival(connection, board_id, person_id, "participant")
            return Member(person_id, name, "participant", is_helped=True)

        return self._database.write(work)

    def set_role(self, board_id: str, person_id: str, role: Role) -> None:
        """Raises BoardMissing, PageMissing when the person is not a member, or KeepsRole."""

        def work(connection: Connection) -> None:
            log_rows.head_of(connection, board_id)
            if role != FACILITATOR:
                may_stop_leading(connection, board_id, person_id)
            change = update(member).where(*is_member(board_id, person_id)).values(role=role)
            if connection.execute(change).rowcount == 0:
                raise PageMissing

        self._database.write(work)

    def languages(self, board_id: str) -> dict[str, str | None]:
        """Person id -> the language of their pages, of who has joined; None where they have not chosen."""
        joined = select(person.c.id, person.c.locale).join(member, member.c.person_id == person.c.id)
        query = joined.where(member.c.board_id == board_id)
        return self._database.read(
            lambda connection: {row.id: row.locale for row in connection.execute(query)}
        )

    def set_mode(self, board_id: str, person_id: str, mode: Mode) -> list[TakingPart]:
        """How somebody takes part, here and on the other boards of the meeting: all that is so now.

        Raises BoardMissing, or PageMissing when they have not joined.
        """

        def work(connection: Connection) -> list[TakingPart]:
            log_rows.head_of(connection, board_id)
            joined = select(member.c.person_id).where(*is_member(board_id, person_id))
            if connection.execute(joined).first() is None:
                raise PageMissing
            return modes.say(connection, board_id, person_id, mode)

        return self._database.write(work)

    def mode_of(self, board_id: str, person_id: str) -> Mode:
        """How somebody takes part; "" where nobody has said it, and for who is no member."""
        query = modes.taking_part().where(*is_member(board_id, person_id))
        found = self._database.read(lambda connection: connection.execute(query).first())
        return "" if found is None else found.mode

    def _people(self, board_id: str, ids: Any) -> list[Member]:
        query = _roles().where(board.c.id == board_id, person.c.id.in_(ids))
        query = query.order_by(func.lower(person.c.name), person.c.id)
        here = modes.taking_part().where(member.c.board_id == board_id)

        def work(connection: Connection) -> list[Member]:
            log_rows.head_of(connection, board_id)
            said: dict[str, Mode] = {row.person_id: row.mode for row in connection.execute(here)}
            return [
                Member(row.id, row.name, role_in(row), bool(row.is_helped), said.get(row.id, ""))
                for row in connection.execute(query)
            ]

        return self._database.read(work)


def role_of(connection: Connection, board_id: str, person_id: str) -> Role | None:
    """What the person is on this board; None when not a member or when there is no such board."""
    row = connection.execute(_roles().where(*is_live(board_id), person.c.id == person_id)).first()
    return None if row is None else role_in(row)


def may_stop_leading(connection: Connection, board_id: str, person_id: str) -> None:
    """Return if this person need not stay a facilitator of the board. Raises KeepsRole."""
    is_leading = or_(project_member.c.role.is_not(None), member.c.role == FACILITATOR)
    found = connection.execute(_roles().where(board.c.id == board_id, is_leading))
    leaders = {row.id: row.lead_role for row in found}
    if leaders.get(person_id) is not None or leaders.keys() == {person_id}:
        raise KeepsRole


def _roles() -> Select[Any]:
    """Pairs of board and person with `is_lead` (facilitator of the project) and `member_role`.

    To be narrowed down by the caller; there is a row for every pair.
    """
    is_lead = (
        (project_member.c.project_id == board.c.project_id)
        & (project_member.c.person_id == person.c.id)
        & (project_member.c.role == FACILITATOR)
    )
    has_joined = (member.c.board_id == board.c.id) & (member.c.person_id == person.c.id)
    return (
        select(
            person.c.id,
            person.c.name,
            project_member.c.role.label("lead_role"),
            member.c.role.label("member_role"),
            member.c.is_helped,
        )
        .select_from(board)
        .join(person, person.c.id.is_not(None))
        .outerjoin(project_member, is_lead)
        .outerjoin(member, has_joined)
    )


def role_in(row: Row[Any]) -> Role | None:
    """The role that counts in a row of `lead_role` and `member_role`."""
    role: Role | None = row.lead_role or row.member_role
    return role


def is_live(board_id: str) -> tuple[Any, Any]:
    """The condition for a board that is not deleted."""
    return board.c.id == board_id, board.c.deleted_at_ms.is_(None)


def is_member(board_id: str, person_id: str) -> tuple[Any, Any]:
    """The condition for the row of a member."""
    return member.c.board_id == board_id, member.c.person_id == person_id
