"""Who is at the meetings of projects."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from board.core.attendance import MARKS, TEXTS, Attendee, Gathering, changed_row, checked_attendee
from board.core.errors_meetings import AttendanceFull, PersonMissing
from board.core.hands import TakingPart
from board.core.ids import make_id
from board.store import modes
from board.store.arrivals import ATTENDANCE_MOST
from board.store.database import Database
from board.store.meetings import columns_of, find_meeting, meeting_of_board
from board.store.tables import attendance, meeting, person


class Attendance:
    """The attendance of all meetings. `by` is who asks: they meet the meetings of their projects only, and
    every method that has it raises MeetingMissing. What changes how people take part answers with how all
    take part in the meeting now, to be told on its boards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_meeting(self, meeting_id: str, by: str) -> list[Attendee]:
        """Everybody, by name."""

        def work(connection: Connection) -> list[Attendee]:
            find_meeting(connection, meeting_id, by)
            return _in_order(connection, _people().where(attendance.c.meeting_id == meeting_id))

        return self._database.read(work)

    def of_board(self, board_id: str) -> Gathering | None:
        """The meeting that a board belongs to, with everybody, by name."""

        def work(connection: Connection) -> Gathering | None:
            found = meeting_of_board(connection, board_id)
            if found is None:
                return None
            query = _people().where(attendance.c.meeting_id == found.id)
            return Gathering(found, tuple(_in_order(connection, query)))

        return self._database.read(work)

    def add(self, meeting_id: str, people: Iterable[Attendee], by: str) -> None:
        """Raises AttendanceFull."""

        def work(connection: Connection) -> None:
            find_meeting(connection, meeting_id, by)
            _add(connection, meeting_id, list(people))

        self._database.write(work)

    def change(self, meeting_id: str, changes: Mapping[str, Mapping[str, Any]], by: str) -> list[TakingPart]:
        """Set fields of rows, by row id; what is not there any more is left out.

        Raises what `checked_attendee` raises, and then changes nothing.
        """

        def work(connection: Connection) -> list[TakingPart]:
            find_meeting(connection, meeting_id, by)
            query = _people().where(attendance.c.meeting_id == meeting_id, attendance.c.id.in_(changes))
            for row in connection.execute(query).all():
                _keep(connection, row, checked_attendee(replace(_attendee(row), **changes[row.id])))
            return modes.at_meeting(connection, meeting_id)

        return self._database.write(work)

    def change_one(
        self, meeting_id: str, row_id: str, said: Mapping[str, Any], seen: Mapping[str, Any], by: str
    ) -> list[TakingPart]:
        """Set fields of one row, by somebody who has `seen` what was in them.

        Raises PersonMissing, and what `changed_row` raises, and then changes nothing.
        """

        def work(connection: Connection) -> list[TakingPart]:
            find_meeting(connection, meeting_id, by)
            query = _people().where(attendance.c.meeting_id == meeting_id, attendance.c.id == row_id)
            row = connection.execute(query).first()
            if row is None:
                raise PersonMissing
            _keep(connection, row, changed_row(_attendee(row), said, seen))
            return modes.at_meeting(connection, meeting_id)

        return self._database.write(work)

    def remove(self, meeting_id: str, row_id: str, by: str) -> None:
        def work(connection: Connection) -> None:
            find_meeting(connection, meeting_id, by)
            here = (attendance.c.meeting_id == meeting_id, attendance.c.id == row_id)
            modes.move_out(connection, *here)
            connection.execute(delete(attendance).where(*here))

        self._database.write(work)

    def carry_over(self, meeting_id: str, by: str) -> list[TakingPart]:
        """Expect the people of the meeting before: those who are not in the list yet come in as not there.

        Raises AttendanceFull.
        """

        def work(connection: Connection) -> list[TakingPart]:
            find_meeting(connection, meeting_id, by)
            before = _before(connection, meeting_id)
            if before is None:
                return []
            query = _people()
            known = _in_order(connection, query.where(attendance.c.meeting_id == meeting_id))
            people = {one.person_id for one in known if one.person_id}
            names = {one.name.casefold() for one in known}
            found = connection.execute(query.where(attendance.c.meeting_id == before)).all()
            new = [
                replace(_attendee(row), name=row.name, is_present=False)
                for row in found
                if row.person_id not in people and _attendee(row).name.casefold() not in names
            ]
            _add(connection, meeting_id, new)
            return modes.at_meeting(connection, meeting_id)

        return self._database.write(work)


def _people() -> Select[Any]:
    """Rows of attendance with `own_name`, what the person behind one is called."""
    query = select(attendance, person.c.name.label("own_name"))
    return query.outerjoin_from(attendance, person, person.c.id == attendance.c.person_id)


def _in_order(connection: Connection, query: Select[Any]) -> list[Attendee]:
    found = [_attendee(row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _attendee(row: Row[Any]) -> Attendee:
    return Attendee(
        id=row.id,
        person_id=row.person_id,
        name=row.name or row.own_name or "",
        organisation=row.organisation,
        role=row.role,
        sector=row.sector,
        mode=row.mode,
        may_vote=row.may_vote,
        is_present=row.is_present,
    )


def _keep(connection: Connection, row: Row[Any], changed: Attendee) -> None:
    """The name of a person follows them until somebody writes another."""
    shown = "" if changed.name == row.own_name else changed.name
    values = {**columns_of(changed, *TEXTS, *MARKS), "name": shown}
    connection.execute(update(attendance).where(attendance.c.id == row.id).values(values))


def _add(connection: Connection, meeting_id: str, people: list[Attendee]) -> None:
    number = select(func.count()).select_from(attendance).where(attendance.c.meeting_id == meeting_id)
    if connection.execute(number).scalar_one() + len(people) > ATTENDANCE_MOST:
        raise AttendanceFull(limit=ATTENDANCE_MOST)
    for one in people:
        row = {"id": make_id(secrets.randbelow), "meeting_id": meeting_id, "person_id": one.person_id}
        connection.execute(insert(attendance).values(**row, **columns_of(one, *TEXTS, *MARKS)))
        if one.person_id is not None:
            modes.move_in(connection, meeting_id, one.person_id)


def _before(connection: Connection, meeting_id: str) -> str | None:
    """The last meeting before this one in its project that anybody attended."""
    this = select(meeting).where(meeting.c.id == meeting_id).subquery()
    query = select(meeting.c.id).join(this, this.c.project_id == meeting.c.project_id)
    had_people = select(attendance.c.id).where(attendance.c.meeting_id == meeting.c.id).exists()
    query = query.where(meeting.c.number < this.c.number, had_people)
    found: str | None = connection.execute(query.order_by(meeting.c.number.desc()).limit(1)).scalar()
    return found
