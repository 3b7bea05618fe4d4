"""How people take part: in the room, from far away. It is said in one place for each (HAND3): in their row of
the attendance where the board's meeting has one, else in their row as a member of the board."""

from typing import Any

from sqlalchemy import Connection, Select, and_, case, select, update

from board.core.hands import Mode, TakingPart
from board.store.tables import attendance, meeting_board, member


def taking_part() -> Select[Any]:
    """The members of all boards: `board_id`, `person_id` and `mode`. To be narrowed down by the caller."""
    mode = case((attendance.c.id.is_(None), member.c.mode), else_=attendance.c.mode)
    theirs = and_(
        attendance.c.meeting_id == meeting_board.c.meeting_id, attendance.c.person_id == member.c.person_id
    )
    return (
        select(member.c.board_id, member.c.person_id, mode.label("mode"))
        .select_from(member)
        .outerjoin(meeting_board, meeting_board.c.board_id == member.c.board_id)
        .outerjoin(attendance, theirs)
    )


def at_meeting(connection: Connection, meeting_id: str) -> list[TakingPart]:
    """How everybody takes part who is on a board of this meeting."""
    query = taking_part().where(member.c.board_id.in_(_boards(meeting_id)))
    return [TakingPart(row.board_id, row.person_id, row.mode) for row in connection.execute(query)]


def say(connection: Connection, board_id: str, person_id: str, mode: Mode) -> list[TakingPart]:
    """A member takes part in this way. It holds for all boards of the meeting: those that it holds for."""
    found = select(meeting_board.c.meeting_id).where(meeting_board.c.board_id == board_id)
    meeting_id: str | None = connection.execute(found).scalar()
    row = (attendance.c.meeting_id == meeting_id, attendance.c.person_id == person_id)
    attends = update(attendance).where(*row).values(mode=mode)
    if meeting_id is not None and connection.execute(attends).rowcount:
        return [one for one in at_meeting(connection, meeting_id) if one.person_id == person_id]
    mine = (member.c.board_id == board_id, member.c.person_id == person_id)
    connection.execute(update(member).where(*mine).values(mode=mode))
    return [TakingPart(board_id, person_id, mode)]


def move_in(connection: Connection, meeting_id: str, person_id: str) -> None:
    """This person has a row in the attendance now: what was said of them as a member moves there, unless the
    row says something already. Who has no device is assisted until somebody says otherwise."""
    theirs = (member.c.person_id == person_id, member.c.board_id.in_(_boards(meeting_id)))
    found = connection.execute(select(member.c.mode, member.c.is_helped).where(*theirs)).all()
    help_given = "assisted" if any(one.is_helped for one in found) else ""
    mode = next((one.mode for one in found if one.mode), help_given)
    row = (attendance.c.meeting_id == meeting_id, attendance.c.person_id == person_id)
    connection.execute(update(attendance).where(*row, attendance.c.mode == "").values(mode=mode))
    connection.execute(update(member).where(*theirs).values(mode=""))


def move_out(connection: Connection, *which: Any) -> None:
    """Before rows of the attendance go, or boards leave their meeting: what was said moves to the members.
    `which`: conditions on attendance and meeting_board."""
    joined = meeting_board.c.meeting_id == attendance.c.meeting_id
    query = select(meeting_board.c.board_id, attendance.c.person_id, attendance.c.mode)
    query = query.select_from(attendance).join(meeting_board, joined)
    for row in connection.execute(query.where(attendance.c.mode != "", *which)).all():
        mine = (member.c.board_id == row.board_id, member.c.person_id == row.person_id)
        connection.execute(update(member).where(*mine).values(mode=row.mode))


def _boards(meeting_id: str) -> Select[Any]:
    return select(meeting_board.c.board_id).where(meeting_board.c.meeting_id == meeting_id)
