"""MEET3: the list of who is at a meeting, and how people come into it."""

from collections.abc import Callable

import pytest

from board.core.attendance import Attendee
from board.core.errors import BadShape
from board.core.errors_meetings import AttendanceFull, MeetingMissing
from board.core.meetings import Meeting
from board.store import arrivals
from board.store import attendance as attendance_module
from board.store.attendance import Attendance
from board.store.boards import Board, Boards
from board.store.database import Database
from board.store.meetings import Meetings
from board.store.people import People, Person


@pytest.fixture
def meetings(database: Database) -> Meetings:
    return Meetings(database)


@pytest.fixture
def attendance(database: Database) -> Attendance:
    return Attendance(database)


@pytest.fixture
def meeting(meetings: Meetings, ada: Person) -> str:
    [made] = meetings.add([Meeting("Priorities", 4, 6)], ada.id, now_ms=5)
    return made


@pytest.fixture
def board(meetings: Meetings, boards: Boards, ada: Person, meeting: str) -> Board:
    made = boards.create("Schools", "blank", ada.id, [], now_ms=6)
    meetings.put_board(meeting, made.id, ada.id)
    return made


def test_MEET3_who_joins_a_board_of_a_meeting_attends_it(
    attendance: Attendance, boards: Boards, ada: Person, bob: Person, meeting: str, board: Board
) -> None:
    boards.enter(boards.invite(board.id), bob.id, now_ms=7)

    found = {one.name: one for one in attendance.of_meeting(meeting, ada.id)}

    assert found.keys() == {"Ada", "Bob"}
    assert (found["Bob"].person_id, found["Bob"].is_present, found["Bob"].may_vote) == (bob.id, True, True)
    assert found["Bob"].mode == found["Bob"].sector == ""
    assert (found["Ada"].is_present, found["Ada"].may_vote) == (True, False)  # leads, and so has no vote
    gathering = attendance.of_board(board.id)
    assert gathering is not None
    assert list(gathering.people) == attendance.of_meeting(meeting, ada.id)
    assert (gathering.meeting.number, gathering.meeting.total) == (4, 6)


def test_MEET3_who_waits_attends_once_let_in(
    attendance: Attendance, boards: Boards, ada: Person, bob: Person, meeting: str, board: Board
) -> None:
    boards.change_invite(board.id, {"has_lobby": True})
    boards.enter(boards.invite(board.id), bob.id, now_ms=7)
    assert [one.name for one in attendance.of_meeting(meeting, ada.id)] == ["Ada"]

    boards.admit(board.id, None)

    assert [one.name for one in attendance.of_meeting(meeting, ada.id)] == ["Ada", "Bob"]


@pytest.mark.parametrize(
    ("role", "is_listed", "may_vote"), [("viewer", False, False), ("staff", True, False)]
)
def test_MEET3_a_screen_attends_nothing_and_staff_have_no_vote(
    attendance: Attendance,
    boards: Boards,
    ada: Person,
    bob: Person,
    meeting: str,
    board: Board,
    role: str,
    is_listed: bool,
    may_vote: bool,
) -> None:
    boards.add_member(board.id, bob.id, role)  # type: ignore[arg-type]

    found = [one for one in attendance.of_meeting(meeting, ada.id) if one.person_id == bob.id]

    assert bool(found) == is_listed
    assert [one.may_vote for one in found] == [may_vote] * is_listed


def test_MEET3_who_was_expected_by_name_takes_their_row(
    attendance: Attendance, boards: Boards, ada: Person, bob: Person, meeting: str, board: Board
) -> None:
    expected = Attendee("BOB", organisation="Forno Lombardo", sector="private", may_vote=False)
    attendance.add(meeting, [expected], ada.id)

    boards.add_member(board.id, bob.id, "participant")

    [_ada, found] = attendance.of_meeting(meeting, ada.id)
    assert (found.name, found.organisation, found.may_vote) == ("BOB", "Forno Lombardo", False)
    assert (found.person_id, found.is_present) == (bob.id, True)


def test_MEET3_who_has_no_device_attends_assisted(
    attendance: Attendance, boards: Boards, ada: Person, meeting: str, board: Board
) -> None:
    attendance.add(meeting, [Attendee("Carla", role="parent"), Attendee("Dina", mode="phone")], ada.id)

    for name in ("Nonna Pia", "Carla", "Dina"):
        boards.add_helped(board.id, name, now_ms=8)

    found = {one.name: one for one in attendance.of_meeting(meeting, ada.id)}
    assert {name: found[name].mode for name in ("Nonna Pia", "Carla", "Dina")} == {
        "Nonna Pia": "assisted",
        "Carla": "assisted",
        "Dina": "phone",
    }
    assert all(found[name].is_present and found[name].may_vote for name in ("Nonna Pia", "Carla", "Dina"))


def test_MEET3_a_name_that_two_were_expected_by_is_nobodys(
    attendance: Attendance, boards: Boards, ada: Person, bob: Person, meeting: str, board: Board
) -> None:
    attendance.add(meeting, [Attendee("Bob", role="teacher"), Attendee("Bob", role="parent")], ada.id)

    boards.add_member(board.id, bob.id, "participant")

    found = [one for one in attendance.of_meeting(meeting, ada.id) if one.name == "Bob"]
    assert sorted((one.role, one.is_present) for one in found) == [
        ("", True),
        ("parent", False),
        ("teacher", False),
    ]


def test_MEET3_the_name_of_a_person_follows_them_until_somebody_writes_another(
    attendance: Attendance,
    people: People,
    boards: Boards,
    ada: Person,
    bob: Person,
    meeting: str,
    board: Board,
) -> None:
    boards.add_member(board.id, bob.id, "participant")
    row = attendance.of_meeting(meeting, ada.id)[-1]
    attendance.change(meeting, {row.id: {"name": "Bob", "role": "teacher"}}, ada.id)
    people.rename(bob.id, "Roberto")
    assert attendance.of_meeting(meeting, ada.id)[-1].name == "Roberto"

    attendance.change(meeting, {row.id: {"name": "Roberto Bianchi"}}, ada.id)
    people.rename(bob.id, "Bobby")

    assert attendance.of_meeting(meeting, ada.id)[-1].name == "Roberto Bianchi"


def test_MEET3_a_change_that_is_wrong_changes_nothing(
    attendance: Attendance, ada: Person, meeting: str
) -> None:
    attendance.add(meeting, [Attendee("A"), Attendee("B")], ada.id)
    one, two = attendance.of_meeting(meeting, ada.id)

    with pytest.raises(BadShape):
        attendance.change(meeting, {one.id: {"role": "teacher"}, two.id: {"sector": "navy"}}, ada.id)

    assert attendance.of_meeting(meeting, ada.id) == [one, two]


def test_MEET3_the_people_of_the_meeting_before_are_expected(
    attendance: Attendance,
    meetings: Meetings,
    boards: Boards,
    ada: Person,
    bob: Person,
    meeting: str,
    board: Board,
) -> None:
    boards.add_member(board.id, bob.id, "participant")
    attendance.add(meeting, [Attendee("Carla", organisation="Municipio 7", is_present=True)], ada.id)
    [_empty, after] = meetings.add([Meeting("Empty", 5, 6), Meeting("Actions", 6, 6)], ada.id, now_ms=8)

    for _ in range(2):  # twice is once
        attendance.carry_over(after, ada.id)

    found = attendance.of_meeting(after, ada.id)
    assert [(one.name, one.person_id, one.is_present) for one in found] == [
        ("Ada", ada.id, False),
        ("Bob", bob.id, False),
        ("Carla", None, False),
    ]
    assert found[2].organisation == "Municipio 7"


def test_MEET3_people_of_another_project_never_see_the_list(
    attendance: Attendance, bob: Person, ada: Person, meeting: str
) -> None:
    attendance.add(meeting, [Attendee("Carla")], ada.id)
    [row] = attendance.of_meeting(meeting, ada.id)
    acts: list[Callable[[], object]] = [
        lambda: attendance.of_meeting(meeting, bob.id),
        lambda: attendance.add(meeting, [Attendee("Eve")], bob.id),
        lambda: attendance.change(meeting, {row.id: {"role": "spy"}}, bob.id),
        lambda: attendance.remove(meeting, row.id, bob.id),
        lambda: attendance.carry_over(meeting, bob.id),
    ]

    for act in acts:
        with pytest.raises(MeetingMissing):
            act()

    assert attendance.of_meeting(meeting, ada.id) == [row]


def test_MEET3_a_full_list_keeps_nobody_out(
    attendance: Attendance,
    boards: Boards,
    ada: Person,
    bob: Person,
    meeting: str,
    board: Board,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (arrivals, attendance_module):
        monkeypatch.setattr(module, "ATTENDANCE_MOST", 1)

    assert boards.add_member(board.id, bob.id, "participant") == "participant"

    with pytest.raises(AttendanceFull):
        attendance.add(meeting, [Attendee("Carla")], ada.id)
    assert [one.name for one in attendance.of_meeting(meeting, ada.id)] == ["Ada"]


def test_MEET3_deleting_a_meeting_forgets_who_was_there(
    attendance: Attendance, meetings: Meetings, ada: Person, meeting: str, board: Board
) -> None:
    meetings.delete(meeting, ada.id)

    assert attendance.of_board(board.id) is None
    with pytest.raises(MeetingMissing):
        attendance.of_meeting(meeting, ada.id)


def test_MEET3_a_row_is_taken_out(attendance: Attendance, ada: Person, meeting: str) -> None:
    attendance.add(meeting, [Attendee("A"), Attendee("B")], ada.id)

    attendance.remove(meeting, attendance.of_meeting(meeting, ada.id)[0].id, ada.id)

    assert [one.name for one in attendance.of_meeting(meeting, ada.id)] == ["B"]
