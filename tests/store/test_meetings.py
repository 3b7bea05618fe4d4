"""MEET1: the meetings of a project are met by those who lead it and nobody else."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, insert

from board.core.errors import BoardMissing
from board.core.errors_meetings import MeetingMissing, MeetingsFull, NoProject
from board.core.meetings import Meeting
from board.store import meetings as meetings_module
from board.store.boards import Boards
from board.store.database import Database
from board.store.meetings import Meetings
from board.store.people import People, Person
from board.store.tables import project, project_member

FIRST = "first_project"


@pytest.fixture
def meetings(database: Database) -> Meetings:
    return Meetings(database)


@pytest.fixture
def stranger(database: Database, people: People) -> Person:
    """Who leads another project on the same server."""
    person = people.create_guest("Eve", "en", now_ms=3)
    row = {"project_id": "other_project", "person_id": person.id, "role": "facilitator"}

    def work(connection: Connection) -> None:
        connection.execute(insert(project).values(id="other_project", name="Other", created_at_ms=10**14))
        connection.execute(insert(project_member).values(row))

    database.write(work)
    return person


def test_MEET1_meetings_stand_in_their_order(meetings: Meetings, ada: Person) -> None:
    second, first = Meeting("Tools", 2, 6), Meeting("Ways", 1, 6, day="2026-10-14", methods=("T01", "T07"))
    meetings.add([second, first], ada.id, now_ms=5)

    found = meetings.list_for(ada.id, FIRST)

    assert [(one.theme, one.number, one.total) for one in found] == [("Ways", 1, 6), ("Tools", 2, 6)]
    assert (found[0].day, found[0].methods) == ("2026-10-14", ("T01", "T07"))
    assert meetings.get(found[0].id, ada.id) == found[0]


def test_MEET1_all_meetings_are_of_as_many(meetings: Meetings, ada: Person) -> None:
    [first] = meetings.add([Meeting("Ways", 1, 6)], ada.id, now_ms=5)
    meetings.add([Meeting("Last", 7, 7)], ada.id, now_ms=6)
    assert [one.total for one in meetings.list_for(ada.id, FIRST)] == [7, 7]

    meetings.change(first, Meeting("Ways again", 1, 5), ada.id)

    assert [(one.theme, one.total) for one in meetings.list_for(ada.id, FIRST)] == [
        ("Ways again", 7),
        ("Last", 7),
    ]


def test_MEET1_people_of_another_project_do_not_meet_them(
    meetings: Meetings, boards: Boards, ada: Person, stranger: Person
) -> None:
    [known] = meetings.add([Meeting("Ways", 1, 6)], ada.id, now_ms=5)
    board = boards.create("Schools", "blank", ada.id, [], now_ms=6)
    acts: list[Callable[[str], object]] = [
        lambda who: meetings.get(known, who),
        lambda who: meetings.change(known, Meeting("Mine", 1, 1), who),
        lambda who: meetings.delete(known, who),
        lambda who: meetings.put_board(known, board.id, who),
        lambda who: meetings.take_out(known, board.id, who),
    ]

    for act in acts:
        with pytest.raises(MeetingMissing):
            act(stranger.id)

    assert meetings.list_for(stranger.id, FIRST) == []
    assert meetings.get(known, ada.id).theme == "Ways"


def test_MEET1_a_board_of_another_project_is_put_in_no_meeting(
    meetings: Meetings, boards: Boards, ada: Person, stranger: Person
) -> None:
    board = boards.create("Schools", "blank", ada.id, [], now_ms=6)
    [other] = meetings.add([Meeting("Theirs", 1, 1)], stranger.id, now_ms=7)

    with pytest.raises(BoardMissing):
        meetings.put_board(other, board.id, stranger.id)


def test_MEET1_who_leads_no_project_has_no_meetings(meetings: Meetings, bob: Person) -> None:
    with pytest.raises(NoProject):
        meetings.add([Meeting("Ways", 1, 1)], bob.id, now_ms=5)


def test_MEET1_a_board_is_of_one_meeting(meetings: Meetings, boards: Boards, ada: Person) -> None:
    first, second = meetings.add([Meeting("Ways", 1, 2), Meeting("Tools", 2, 2)], ada.id, now_ms=5)
    board = boards.create("Schools", "blank", ada.id, [], now_ms=6)
    assert meetings.of_board(board.id) is None

    for one in (first, second):
        meetings.put_board(one, board.id, ada.id)
    meetings.take_out(first, board.id, ada.id)

    assert meetings.board_meetings(ada.id) == {board.id: second}
    assert meetings.of_board(board.id) == meetings.get(second, ada.id)


def test_MEET1_deleting_a_meeting_leaves_its_boards(meetings: Meetings, boards: Boards, ada: Person) -> None:
    [known] = meetings.add([Meeting("Ways", 1, 1)], ada.id, now_ms=5)
    board = boards.create("Schools", "blank", ada.id, [], now_ms=6)
    meetings.put_board(known, board.id, ada.id)

    meetings.delete(known, ada.id)

    assert meetings.list_for(ada.id, FIRST) == []
    assert meetings.of_board(board.id) is None
    assert boards.get(board.id).name == "Schools"


def test_MEET1_a_project_has_only_so_many_meetings(
    meetings: Meetings, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings_module, "MEETINGS_MOST", 2)
    meetings.add([Meeting("Ways", 1, 2)], ada.id, now_ms=5)

    with pytest.raises(MeetingsFull):
        meetings.add([Meeting("Two", 2, 3), Meeting("Three", 3, 3)], ada.id, now_ms=5)

    assert len(meetings.list_for(ada.id, FIRST)) == 1
