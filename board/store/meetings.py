"""The meetings of projects and the boards of each. A person meets those of their projects only."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from board.core.errors import BoardMissing, Denied
from board.core.errors_meetings import MeetingMissing, MeetingsFull, ProjectMissing
from board.core.hands import TakingPart
from board.core.ids import make_id
from board.core.meetings import Meeting
from board.store import modes
from board.store.arrivals import note_arrival
from board.store.database import Database
from board.store.members import is_live
from board.store.projects import LEADS, project_for
from board.store.tables import attendance, board, meeting, meeting_board, member, project, project_member

MEETINGS_MOST: Final = 99  # of one project


@dataclass(frozen=True)
class Moved:
    """A board is of another project: the ids of those who led it or lead it now by leading a project, and how
    all take part in its meeting now."""

    leads: list[str]
    modes: list[TakingPart]


class Meetings:
    """The meetings of all projects. What is said of a meeting is checked by the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_for(self, person_id: str, project_id: str) -> list[Meeting]:
        """The meetings of one of the person's projects, in their order; none where it is not theirs."""
        mine = meeting.c.project_id.in_(_projects(person_id))
        query = _meetings().where(mine, meeting.c.project_id == project_id)
        return self._database.read(lambda connection: [_meeting(row) for row in connection.execute(query)])

    def get(self, meeting_id: str, person_id: str) -> Meeting:
        """Raises MeetingMissing."""
        return self._database.read(lambda connection: find_meeting(connection, meeting_id, person_id))

    def project_of(self, meeting_id: str, person_id: str) -> str:
        """The id of the project that a meeting belongs to. Raises MeetingMissing."""

        def work(connection: Connection) -> str:
            find_meeting(connection, meeting_id, person_id)
            query = select(meeting.c.project_id).where(meeting.c.id == meeting_id)
            return str(connection.execute(query).scalar_one())

        return self._database.read(work)

    def of_board(self, board_id: str) -> Meeting | None:
        """The meeting that a board belongs to."""
        return self._database.read(lambda connection: meeting_of_board(connection, board_id))

    def board_meetings(self, person_id: str) -> dict[str, str]:
        """Board id -> id of its meeting, for the boards of the person's meetings."""
        query = select(meeting_board.c.board_id, meeting_board.c.meeting_id).join(meeting)
        query = query.where(meeting.c.project_id.in_(_projects(person_id)))
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return {row.board_id: row.meeting_id for row in rows}

    def add(
        self, meetings: Sequence[Meeting], person_id: str, *, now_ms: int, project_id: str | None = None
    ) -> list[str]:
        """Their new ids; without a project they are of the oldest that the person leads.

        Raises Denied for who does not lead it, NoProject for who leads none, MeetingsFull.
        """
        new = {make_id(secrets.randbelow): one for one in meetings}

        def work(connection: Connection) -> list[str]:
            wanted = project_id or project_for(connection, person_id)
            if connection.execute(_projects(person_id).where(project.c.id == wanted)).first() is None:
                raise Denied
            number = select(func.count()).where(meeting.c.project_id == wanted)
            if connection.execute(number).scalar_one() + len(new) > MEETINGS_MOST:
                raise MeetingsFull(limit=MEETINGS_MOST)
            for meeting_id, one in new.items():
                row = {"id": meeting_id, "project_id": wanted, "created_at_ms": now_ms}
                connection.execute(insert(meeting).values(**row, **_said(one)))
                _plan(connection, wanted, one)
            return list(new)

        return self._database.write(work)

    def change(self, meeting_id: str, said: Meeting, person_id: str) -> None:
        """Raises MeetingMissing."""

        def work(connection: Connection) -> None:
            find_meeting(connection, meeting_id, person_id)
            here = meeting.c.id == meeting_id
            connection.execute(update(meeting).where(here).values(_said(said)))
            project_id = connection.execute(select(meeting.c.project_id).where(here)).scalar_one()
            _plan(connection, project_id, said)

        self._database.write(work)

    def delete(self, meeting_id: str, person_id: str) -> None:
        """Its boards stay, and are of no meeting then; who was there is forgotten. Raises MeetingMissing."""

        def work(connection: Connection) -> None:
            find_meeting(connection, meeting_id, person_id)
            modes.move_out(connection, attendance.c.meeting_id == meeting_id)
            for table in (attendance, meeting_board):
                connection.execute(delete(table).where(table.c.meeting_id == meeting_id))
            connection.execute(delete(meeting).where(meeting.c.id == meeting_id))

        self._database.write(work)

    def put_board(self, meeting_id: str, board_id: str, person_id: str) -> list[TakingPart]:
        """Make a board one of this meeting, and of no other; who is on it attends. How all take part in the
        meeting now.

        Raises MeetingMissing, BoardMissing.
        """

        def work(connection: Connection) -> list[TakingPart]:
            find_meeting(connection, meeting_id, person_id)
            same = select(meeting.c.project_id).where(meeting.c.id == meeting_id).scalar_subquery()
            known = select(board.c.id).where(*is_live(board_id), board.c.project_id == same)
            if connection.execute(known).first() is None:
                raise BoardMissing
            _out_of_any(connection, board_id)
            return _into(connection, meeting_id, board_id)

        return self._database.write(work)

    def move_board(self, board_id: str, project_id: str, meeting_id: str | None, person_id: str) -> Moved:
        """Make a board one of another project that this person leads, and of this meeting there or of none.
        Who was at its meeting before stays in the list of that.

        Raises ProjectMissing unless they lead both projects, MeetingMissing, BoardMissing.
        """

        def work(connection: Connection) -> Moved:
            row = connection.execute(select(board.c.project_id).where(*is_live(board_id))).first()
            if row is None:
                raise BoardMissing
            both = {row.project_id, project_id}
            led = _projects(person_id).where(project.c.id.in_(both))
            if set(connection.execute(led).scalars()) != both:
                raise ProjectMissing
            _out_of_any(connection, board_id)
            connection.execute(update(board).where(board.c.id == board_id).values(project_id=project_id))
            found: list[TakingPart] = []
            if meeting_id is not None:
                _find_in(connection, meeting_id, project_id)
                found = _into(connection, meeting_id, board_id)
            leads = select(project_member.c.person_id).where(
                project_member.c.project_id.in_(both), project_member.c.role == LEADS
            )
            return Moved(sorted(set(connection.execute(leads).scalars())), found)

        return self._database.write(work)

    def take_out(self, meeting_id: str, board_id: str, person_id: str) -> None:
        """The board is of no meeting any more; fine when it is not of this one. Raises MeetingMissing."""

        def work(connection: Connection) -> None:
            find_meeting(connection, meeting_id, person_id)
            here = (meeting_board.c.board_id == board_id, meeting_board.c.meeting_id == meeting_id)
            modes.move_out(connection, *here)
            connection.execute(delete(meeting_board).where(*here))

        self._database.write(work)


def _projects(person_id: str) -> Select[Any]:
    """The ids of the projects that a person leads."""
    leads = project_member.c.role == LEADS
    return select(project.c.id).join(project_member).where(project_member.c.person_id == person_id, leads)


def _out_of_any(connection: Connection, board_id: str) -> None:
    modes.move_out(connection, meeting_board.c.board_id == board_id)
    connection.execute(delete(meeting_board).where(meeting_board.c.board_id == board_id))


def _into(connection: Connection, meeting_id: str, board_id: str) -> list[TakingPart]:
    """The board is one of this meeting, and who is on it attends. How all take part there now."""
    connection.execute(insert(meeting_board).values(board_id=board_id, meeting_id=meeting_id))
    for row in connection.execute(select(member).where(member.c.board_id == board_id)).all():
        note_arrival(connection, board_id, row.person_id, row.role)
    return modes.at_meeting(connection, meeting_id)


def _find_in(connection: Connection, meeting_id: str, project_id: str) -> None:
    here = (meeting.c.id == meeting_id, meeting.c.project_id == project_id)
    if connection.execute(select(meeting.c.id).where(*here)).first() is None:
        raise MeetingMissing


def _meetings() -> Select[Any]:
    """Meetings in their order, each with the number that its project has, or plans."""
    last = meeting.alias("last")
    highest = select(func.max(last.c.number)).where(last.c.project_id == meeting.c.project_id)
    query = select(meeting, project.c.meetings_planned, highest.scalar_subquery().label("highest"))
    by_order = (meeting.c.number, meeting.c.day, meeting.c.created_at_ms, meeting.c.id)
    return query.join_from(meeting, project).order_by(*by_order)


def meeting_of_board(connection: Connection, board_id: str) -> Meeting | None:
    """The meeting that a board belongs to."""
    query = _meetings().join(meeting_board).where(meeting_board.c.board_id == board_id)
    row = connection.execute(query).first()
    return None if row is None else _meeting(row)


def find_meeting(connection: Connection, meeting_id: str, person_id: str) -> Meeting:
    """A meeting of a project that this person leads. Raises MeetingMissing."""
    mine = meeting.c.project_id.in_(_projects(person_id))
    row = connection.execute(_meetings().where(meeting.c.id == meeting_id, mine)).first()
    if row is None:
        raise MeetingMissing
    return _meeting(row)


def _meeting(row: Row[Any]) -> Meeting:
    return Meeting(
        id=row.id,
        number=row.number,
        total=max(row.meetings_planned, row.highest),
        theme=row.theme,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        place=row.place,
        way=row.way,
        methods=tuple(row.methods.split()),
    )


def _said(one: Meeting) -> dict[str, Any]:
    """The columns that a person tells."""
    told = columns_of(one, "number", "theme", "day", "starts", "ends", "place", "way")
    return {**told, "methods": " ".join(one.methods)}


def columns_of(one: object, *names: str) -> dict[str, Any]:
    """The columns of a row that are called like these parts of what it is made of."""
    return {name: getattr(one, name) for name in names}


def _plan(connection: Connection, project_id: str, said: Meeting) -> None:
    """Keep how many meetings there are to be."""
    change = update(project).where(project.c.id == project_id)
    connection.execute(change.values(meetings_planned=said.total))
