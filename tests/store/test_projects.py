"""PROJ1: several local groups, each led by its own people."""

from collections.abc import Callable

import pytest

from board.core.attendance import Attendee
from board.core.errors import BoardMissing, Denied
from board.core.errors_meetings import KeepsLead, NoProject, ProjectMissing, ProjectNameTaken, ProjectsFull
from board.core.meetings import Meeting
from board.store import projects as projects_module
from board.store.attendance import Attendance
from board.store.boards import Boards
from board.store.database import Database
from board.store.meetings import Meetings
from board.store.people import People, Person
from board.store.projects import Projects

FIRST = "first_project"


@pytest.fixture
def projects(database: Database) -> Projects:
    return Projects(database)


@pytest.fixture
def meetings(database: Database) -> Meetings:
    return Meetings(database)


@pytest.fixture
def eve(people: People) -> Person:
    """Another account, which leads the first project too."""
    return people.create_account("Eve", "eve@example.org", "a hash", "it", now_ms=3)


@pytest.fixture
def north(projects: Projects, ada: Person) -> str:
    """A project that Ada alone leads."""
    return projects.create("North", ada.id, now_ms=10**14)


def test_PROJ1_who_makes_a_project_leads_it_and_nobody_else_sees_it(
    projects: Projects, ada: Person, eve: Person, north: str
) -> None:
    assert [(one.id, one.name) for one in projects.list_for(ada.id)] == [(FIRST, "Tavolo"), (north, "North")]
    assert [one.id for one in projects.list_for(eve.id)] == [FIRST]
    acts: list[Callable[[], object]] = [
        lambda: projects.get(north, eve.id),
        lambda: projects.rename(north, "Mine", eve.id),
        lambda: projects.put_aside(north, True, eve.id),
        lambda: projects.leads(north, eve.id),
        lambda: projects.add_lead(north, eve.id, eve.id),
        lambda: projects.remove_lead(north, ada.id, eve.id),
    ]
    for act in acts:
        with pytest.raises(ProjectMissing):
            act()


def test_PROJ1_meetings_boards_and_people_stay_inside_a_project(
    projects: Projects, meetings: Meetings, boards: Boards, database: Database, ada: Person, north: str
) -> None:
    attendance = Attendance(database)
    [here] = meetings.add([Meeting("One", 1, 2)], ada.id, now_ms=5)
    attendance.add(here, [Attendee("Carla")], ada.id)
    [there] = meetings.add([Meeting("Two", 2, 2)], ada.id, now_ms=5, project_id=north)
    board = boards.create("North", "blank", ada.id, [], now_ms=6, project_id=north)

    attendance.carry_over(there, ada.id)

    assert attendance.of_meeting(there, ada.id) == []
    assert [one.id for one in meetings.list_for(ada.id, FIRST)] == [here]
    assert [one.id for one in meetings.list_for(ada.id, north)] == [there]
    assert meetings.project_of(there, ada.id) == north
    with pytest.raises(BoardMissing):
        meetings.put_board(here, board.id, ada.id)
    assert boards.led_beside(board.id, ada.id) == []
    found = projects.get(north, ada.id)
    assert (found.meetings, found.boards) == (1, 1)


def test_PROJ1_nobody_adds_a_meeting_to_a_project_of_others(
    meetings: Meetings, eve: Person, north: str
) -> None:
    with pytest.raises(Denied):
        meetings.add([Meeting("Theirs", 1, 1)], eve.id, now_ms=5, project_id=north)


def test_PROJ1_who_leads_a_project_leads_its_boards_until_they_do_not(
    projects: Projects, boards: Boards, ada: Person, eve: Person, north: str
) -> None:
    board = boards.create("North", "blank", ada.id, [], now_ms=6, project_id=north)
    assert boards.role_of(board.id, eve.id) is None

    assert projects.add_lead(north, eve.id, ada.id) == projects.add_lead(north, eve.id, ada.id) == [board.id]
    assert [one.name for one in projects.leads(north, ada.id)] == ["Ada", "Eve"]
    assert boards.role_of(board.id, eve.id) == "facilitator"

    projects.remove_lead(north, ada.id, eve.id)
    assert [one.id for one in projects.list_for(ada.id)] == [FIRST]
    assert boards.role_of(board.id, ada.id) == "facilitator"  # who made it has joined it
    with pytest.raises(KeepsLead):
        projects.remove_lead(north, eve.id, eve.id)
    assert boards.role_of(board.id, eve.id) == "facilitator"


def test_PROJ1_boards_go_where_their_maker_leads(
    projects: Projects, boards: Boards, ada: Person, eve: Person, north: str
) -> None:
    assert boards.create("A", "blank", ada.id, [], now_ms=6).project_id == FIRST
    projects.put_aside(FIRST, True, ada.id)
    assert boards.create("B", "blank", ada.id, [], now_ms=6).project_id == north
    projects.put_aside(FIRST, False, ada.id)
    projects.remove_lead(FIRST, ada.id, eve.id)
    assert boards.create("C", "blank", ada.id, [], now_ms=6).project_id == north


def test_PROJ1_renamed_and_put_aside_a_project_keeps_all_it_has(
    projects: Projects, meetings: Meetings, ada: Person, north: str
) -> None:
    meetings.add([Meeting("Two", 1, 1)], ada.id, now_ms=5, project_id=north)

    projects.rename(north, "Nord", ada.id)
    projects.put_aside(north, True, ada.id)

    found = projects.get(north, ada.id)
    assert (found.name, found.is_aside, found.meetings) == ("Nord", True, 1)
    assert len(meetings.list_for(ada.id, north)) == 1


def test_PROJ1_there_is_an_end_to_how_many(
    projects: Projects, ada: Person, north: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects_module, "PROJECTS_MOST", 2)

    with pytest.raises(ProjectsFull):
        projects.create("One more", ada.id, now_ms=9)


def test_PROJ1_two_projects_of_one_person_have_different_names(
    projects: Projects, ada: Person, eve: Person, north: str
) -> None:
    with pytest.raises(ProjectNameTaken):
        projects.create("NORTH", ada.id, now_ms=9)
    with pytest.raises(ProjectNameTaken):
        projects.rename(FIRST, "north", ada.id)

    projects.rename(north, "north", ada.id)  # itself
    projects.create("North", eve.id, now_ms=9)  # who does not know of the other


def test_PROJ1_the_first_project_is_the_first_though_the_clock_was_wrong(
    projects: Projects, people: People, boards: Boards, ada: Person
) -> None:
    older = projects.create("Older by the clock", ada.id, now_ms=1)

    new = people.create_account("Eve", "eve@example.org", "a hash", "it", now_ms=3)

    assert [one.id for one in projects.list_for(new.id)] == [FIRST]
    assert [one.id for one in projects.list_for(ada.id)] == [FIRST, older]
    assert boards.create("A", "blank", ada.id, [], now_ms=6).project_id == FIRST


def test_PROJ1_who_leads_no_project_has_none_for_a_board(
    projects: Projects, boards: Boards, ada: Person, eve: Person
) -> None:
    projects.remove_lead(FIRST, eve.id, ada.id)

    with pytest.raises(NoProject):
        boards.create("A", "blank", eve.id, [], now_ms=6)
