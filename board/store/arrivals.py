"""Who joins a board of a meeting attends it."""

import secrets
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from board.core.ids import make_id
from board.core.roles import Role
from board.store import modes
from board.store.tables import attendance, meeting_board, person

ATTENDANCE_MOST: Final = 300  # of one meeting


def note_arrival(connection: Connection, board_id: str, person_id: str, role: Role) -> None:
    """Write that this member is at the meeting of the board, if it has one.

    Who was expected, by themselves or by just this name, takes their own row. A viewer is a screen. When the
    list is full the person comes in all the same.
    """
    found = select(meeting_board.c.meeting_id).where(meeting_board.c.board_id == board_id)
    meeting_id: str | None = connection.execute(found).scalar_one_or_none()
    if meeting_id is None or role == "viewer":
        return
    if _takes_row(connection, meeting_id, person_id) or _gets_row(connection, meeting_id, person_id, role):
        modes.move_in(connection, meeting_id, person_id)


def _takes_row(connection: Connection, meeting_id: str, person_id: str) -> bool:
    """Whether a row waited for this person, which is theirs now."""
    here = attendance.c.meeting_id == meeting_id
    known = update(attendance).where(here, attendance.c.person_id == person_id)
    if connection.execute(known.values(is_present=True)).rowcount:
        return True
    name: str = connection.execute(select(person.c.name).where(person.c.id == person_id)).scalar_one()
    nameless = select(attendance).where(here, attendance.c.person_id.is_(None))
    same = [row for row in connection.execute(nameless) if row.name.casefold() == name.casefold()]
    if len(same) != 1:
        return False
    shown = "" if same[0].name == name else same[0].name
    mine = update(attendance).where(attendance.c.id == same[0].id)
    connection.execute(mine.values(person_id=person_id, name=shown, is_present=True))
    return True


def _gets_row(connection: Connection, meeting_id: str, person_id: str, role: Role) -> bool:
    """Whether there is room for a row of their own, which they have now."""
    number = select(func.count()).where(attendance.c.meeting_id == meeting_id)
    if connection.execute(number).scalar_one() >= ATTENDANCE_MOST:
        return False
    row = {"id": make_id(secrets.randbelow), "meeting_id": meeting_id, "person_id": person_id}
    texts = dict.fromkeys(("name", "organisation", "role", "sector", "mode"), "")
    marks = {"may_vote": role == "participant", "is_present": True}
    connection.execute(insert(attendance).values(**row, **texts, **marks))
    return True
