"""HAND3: how somebody takes part is said in one place, wherever it is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from board.core.attendance import Attendee
from board.core.hands import Mode, TakingPart
from board.core.meetings import Meeting
from board.store import arrivals
from board.store.attendance import Attendance
from board.store.boards import Boards
from board.store.database import Database, open_database
from board.store.meetings import Meetings
from board.store.migrating import migrate
from board.store.people import Person
from board.store.tables import attendance as attendance_table
from board.store.tables import member
from tests.support import releases


class Group:
    """Two boards of one meeting, which Ada leads and Bob has joined, and one of no meeting."""

    def __init__(self, database: Database, ada: Person, bob: Person) -> None:
        self.database, self.ada, self.bob = database, ada, bob
        self.boards, self.meetings, self.attendance = (
            Boards(database),
            Meetings(database),
            Attendance(database),
        )
        [self.meeting] = self.meetings.add([Meeting("Priorities", 4, 6)], ada.id, now_ms=5)
        self.first, self.second, self.alone = (
            self.boards.create(name, "blank", ada.id, [], now_ms=6).id for name in ("One", "Two", "Alone")
        )
        for board_id in (self.first, self.second):
            self.meetings.put_board(self.meeting, board_id, ada.id)
        for board_id in (self.first, self.second, self.alone):
            self.boards.add_member(board_id, bob.id, "participant")

    def on(self, board_id: str) -> Mode:
        """How Bob takes part in this board."""
        [found] = [one.mode for one in self.boards.members(board_id) if one.person_id == self.bob.id]
        assert found == self.boards.mode_of(board_id, self.bob.id)
        return found

    @property
    def row(self) -> Attendee:
        """Bob in the attendance."""
        people = self.attendance.of_meeting(self.meeting, self.ada.id)
        [found] = [one for one in people if one.person_id == self.bob.id]
        return found

    def places(self) -> int:
        """How many rows say how Bob takes part in what has to do with the meeting."""
        rows = self.database.read(
            lambda connection: [
                *connection.execute(select(member.c.mode).where(member.c.person_id == self.bob.id)),
                *connection.execute(
                    select(attendance_table.c.mode).where(attendance_table.c.person_id == self.bob.id)
                ),
            ]
        )
        return sum(row.mode != "" for row in rows)


@pytest.fixture
def group(database: Database, ada: Person, bob: Person) -> Group:
    return Group(database, ada, bob)


def test_HAND3_what_is_said_on_one_board_of_a_meeting_holds_for_all_and_for_the_attendance(
    group: Group,
) -> None:
    now = group.boards.set_mode(group.first, group.bob.id, "remote")

    assert sorted(now) == sorted(
        TakingPart(board_id, group.bob.id, "remote") for board_id in (group.first, group.second)
    )
    assert (group.on(group.first), group.on(group.second), group.row.mode) == ("remote",) * 3
    assert group.on(group.alone) == ""
    assert group.places() == 1


def test_HAND3_what_the_attendance_says_holds_for_the_boards(group: Group) -> None:
    group.boards.set_mode(group.first, group.bob.id, "remote")

    now = group.attendance.change(group.meeting, {group.row.id: {"mode": "phone"}}, group.ada.id)

    assert TakingPart(group.second, group.bob.id, "phone") in now
    assert (group.on(group.first), group.on(group.second)) == ("phone", "phone")
    assert group.places() == 1


def test_HAND3_on_a_board_of_no_meeting_it_is_kept_with_the_member(group: Group) -> None:
    assert group.boards.set_mode(group.alone, group.bob.id, "room") == [
        TakingPart(group.alone, group.bob.id, "room")
    ]

    assert (group.on(group.alone), group.row.mode) == ("room", "")


@pytest.mark.parametrize(("known", "then"), [("", "room"), ("phone", "phone")])
def test_HAND3_a_board_that_comes_to_a_meeting_brings_what_is_not_known_there(
    group: Group, known: str, then: str
) -> None:
    group.boards.set_mode(group.alone, group.bob.id, "room")
    group.attendance.change(group.meeting, {group.row.id: {"mode": known}}, group.ada.id)

    now = group.meetings.put_board(group.meeting, group.alone, group.ada.id)

    assert TakingPart(group.alone, group.bob.id, then) in now  # type: ignore[arg-type]
    assert (group.on(group.alone), group.on(group.first), group.row.mode) == (then,) * 3
    assert group.places() == 1


LEAVING: list[Callable[[Group], object]] = [
    lambda group: group.meetings.take_out(group.meeting, group.first, group.ada.id),
    lambda group: group.meetings.delete(group.meeting, group.ada.id),
    lambda group: group.attendance.remove(group.meeting, group.row.id, group.ada.id),
]


@pytest.mark.parametrize("leave", LEAVING, ids=["taken out", "meeting deleted", "row removed"])
def test_HAND3_what_leaves_a_meeting_keeps_what_was_said(
    group: Group, leave: Callable[[Group], object]
) -> None:
    group.attendance.change(group.meeting, {group.row.id: {"mode": "remote"}}, group.ada.id)

    leave(group)

    assert group.on(group.first) == "remote"
    group.boards.set_mode(group.first, group.bob.id, "room")
    assert group.on(group.first) == "room"


def test_HAND3_a_board_goes_from_one_meeting_to_another(group: Group) -> None:
    group.boards.set_mode(group.first, group.bob.id, "remote")
    [other] = group.meetings.add([Meeting("Actions", 6, 6)], group.ada.id, now_ms=8)

    group.meetings.put_board(other, group.first, group.ada.id)
    group.boards.set_mode(group.first, group.bob.id, "room")

    assert (group.on(group.first), group.on(group.second), group.row.mode) == ("room", "remote", "remote")


def test_HAND3_who_was_expected_in_some_way_takes_part_so(group: Group) -> None:
    group.boards.set_mode(group.first, group.bob.id, "phone")
    [after] = group.meetings.add([Meeting("Actions", 6, 6)], group.ada.id, now_ms=8)
    board = group.boards.create("Three", "blank", group.ada.id, [], now_ms=9)
    group.meetings.put_board(after, board.id, group.ada.id)
    group.attendance.carry_over(after, group.ada.id)

    group.boards.add_member(board.id, group.bob.id, "participant")

    assert group.on(board.id) == "phone"


def test_HAND3_who_found_the_list_full_is_asked_all_the_same(
    group: Group, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "ATTENDANCE_MOST", 2)
    [late] = [group.boards.add_helped(group.first, "Nonna Pia", now_ms=8).person_id]

    assert group.boards.set_mode(group.first, late, "phone") == [TakingPart(group.first, late, "phone")]
    assert group.boards.mode_of(group.first, late) == "phone"


def test_DATA4_HAND3_two_places_of_an_earlier_release_become_one(tmp_path: Path) -> None:
    releases.with_two_modes(tmp_path)
    database = open_database(tmp_path)

    migrate(database)

    boards, gathering = Boards(database), Attendance(database).of_board(releases.BOARD)
    assert gathering is not None
    # What the list said stays, what only the board knew has come to it.
    assert {one.person_id: one.mode for one in gathering.people} == {
        "person_ada": "phone",
        "person_bob": "remote",
    }
    assert {one.person_id: one.mode for one in boards.members(releases.BOARD)} == {
        "person_ada": "phone",
        "person_bob": "remote",
    }
    assert boards.mode_of(releases.EMPTY_BOARD, "person_bob") == "room"
    database.close()
