"""PROJ2: a board goes from one project to another with all that is its own."""

import pytest

from board.core.meetings import Meeting


@pytest.fixture
def lead(site):
    return site.facilitator()


@pytest.fixture
def me(lead):
    return lead.get("/api/me").json["person"]["id"]


@pytest.fixture
def north(site, me):
    """Another project of the same person."""
    return site.services.projects.create("North", me, now_ms=site.clock())


@pytest.fixture
def colleague(site):
    """Somebody else who leads the first project only."""
    return site.services.people.create_account("Eve", "eve@example.org", "a hash", "en", now_ms=1).id


def meeting(site, me, project_id, theme):
    [made] = site.services.meetings.add([Meeting(theme, 1, 1)], me, now_ms=1, project_id=project_id)
    return made


def test_PROJ2_a_board_leaves_its_meeting_and_keeps_its_people(site, lead, me, north):
    services, board = site.services, site.board()
    here, there = meeting(site, me, "first_project", "Here"), meeting(site, me, north, "There")
    services.meetings.put_board(here, board.id, me)
    site.guest(board, "Mia")
    assert "Here" in lead.get(f"/b/{board.id}/move").text

    answer = lead.post(f"/b/{board.id}/move", data={"to": f"{north}/{there}"})

    assert answer.location.startswith(f"/projects/{north}")
    assert services.boards.get(board.id).project_id == north
    found = services.meetings.of_board(board.id)
    assert found is not None
    assert found.theme == "There"
    for one in (here, there):
        assert "Mia" in {person.name for person in services.attendance.of_meeting(one, me)}
    assert "There" not in lead.get("/projects/first_project").text
    assert board.name in lead.get(f"/projects/{north}").text


def test_PROJ2_who_led_it_only_by_the_project_is_out_at_once_and_who_joined_stays(
    site, lead, me, north, colleague
):
    services = site.services
    board = services.boards.create("Moved", "blank", me, [], now_ms=site.clock())
    room = services.registry.admit(board.id, colleague, "Eve")
    site.guest(board, "Mia")
    assert room.role_of(colleague) == "facilitator"

    lead.post(f"/b/{board.id}/move", data={"to": north})

    assert room.role_of(colleague) is None
    assert services.boards.role_of(board.id, colleague) is None
    assert {one.name: one.role for one in services.boards.members(board.id)}["Mia"] == "participant"
    assert services.meetings.of_board(board.id) is None


def test_PROJ2_nobody_moves_a_board_from_or_to_what_they_do_not_lead(site, lead, me, north, colleague):
    services = site.services
    theirs = services.projects.create("Theirs", colleague, now_ms=site.clock())
    other = meeting(site, colleague, theirs, "Secret")
    mine = meeting(site, me, north, "There")
    board = services.boards.create("Kept", "blank", me, [], now_ms=site.clock())
    away = services.boards.create("Away", "blank", colleague, [], now_ms=1, project_id=theirs)
    services.boards.add_member(away.id, me, "facilitator")

    for place in (theirs, f"{theirs}/{other}", f"{north}/{other}", f"{theirs}/{mine}", "nowhere"):
        answer = lead.post(f"/b/{board.id}/move", data={"to": place})
        assert answer.status_code == 404
        assert "Secret" not in answer.text
    assert lead.post(f"/b/{board.id}/move").status_code == 400
    for answer in (lead.get(f"/b/{away.id}/move"), lead.post(f"/b/{away.id}/move", data={"to": north})):
        assert answer.status_code == 404

    assert services.boards.get(board.id).project_id == "first_project"
    assert services.boards.get(away.id).project_id == theirs


def test_PROJ2_moving_is_offered_where_there_is_somewhere_to_go(site, lead, me):
    board = site.board()
    assert f"/b/{board.id}/move" not in lead.get("/").text

    north = site.services.projects.create("North", me, now_ms=site.clock())

    assert f"/b/{board.id}/move" in lead.get("/").text
    assert f"/b/{board.id}/move" in lead.get("/projects/first_project").text
    assert f'value="{north}"' in lead.get(f"/b/{board.id}/move").text


def test_PROJ2_a_method_of_the_board_and_its_commitments_stay_findable(site, lead, me, north):
    services, board = site.services, site.board()
    lead.post(f"/b/{board.id}/method", data={"name_it": "Mio"})

    lead.post(f"/b/{board.id}/move", data={"to": north})

    assert len(services.methods.list_for(me, "first_project")) == 1
    assert services.methods.list_for(me, north) == []
    assert lead.get(f"/api/boards/{board.id}/commitments").json["commitments"] == []
