"""The pages of projects (PROJ1)."""

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture
def lead(site):
    return site.facilitator()


@pytest.fixture
def eve(site):
    """Somebody else with an account, in another browser."""
    person = site.services.people.create_account("Eve", "eve@example.org", "a hash", "en", now_ms=1)
    other = site.visitor()
    other.client.set_cookie(
        "tavolo_session", site.services.people.open_session(person.id, now_ms=site.clock())
    )
    return other


def new(lead, name="North"):
    """The path of a new project."""
    answer = lead.post("/projects", data={"name": name})
    assert answer.status_code == 303
    return answer.location


def test_PROJ1_a_project_of_its_own_begins_with_the_path_in_one_press(lead):
    first = lead.get("/meetings").text
    path = new(lead)
    project_id = path.rpartition("/")[2]
    assert "There is no meeting yet" in lead.get(path).text

    made = lead.post("/meetings/path", data={"project": project_id})

    assert made.location == path
    assert lead.get(path).text.count('class="meeting-theme"') == 6
    assert "There is no meeting yet" in first
    page = lead.get("/projects").text
    assert "North" in page
    assert "6 meetings" in page
    assert lead.get("/meetings").location == "/projects"


def test_PROJ1_what_is_made_on_the_page_of_a_project_is_in_it(site, lead):
    path = new(lead)
    project_id = path.rpartition("/")[2]

    meeting = lead.post(
        "/meetings/new", data={"project": project_id, "theme": "North", "number": "1", "total": "1"}
    )
    made = lead.post(f"{meeting.location}/boards", data={"do": "make"})
    alone = lead.post("/new", data={"project": project_id, "method": "blank", "name": "Alone"})

    ids = [one.location.rpartition("/")[2] for one in (made, alone)]
    assert [site.services.boards.get(one).project_id for one in ids] == [project_id, project_id]
    page = lead.get(path).text
    assert "Boards of no meeting" in page
    assert "Alone" in page
    assert lead.post(f"{meeting.location}/delete").location == path
    assert "Alone" not in lead.get("/projects/first_project").text


@pytest.mark.parametrize("name", ["", " ", "x" * 500])
def test_PROJ1_a_name_that_is_wrong_comes_back(lead, name):
    path = new(lead)

    assert lead.post("/projects", data={"name": name}).status_code == 400
    assert lead.post(f"{path}/change", data={"name": name}).status_code == 400
    assert "North" in lead.get("/projects").text


def test_PROJ1_put_aside_it_is_out_of_the_way_and_comes_back(lead):
    path = new(lead)
    lead.post("/new", data={"project": path.rpartition("/")[2], "method": "blank", "name": "Alone"})
    assert "Alone" in lead.get("/").text

    lead.post(f"{path}/aside")
    assert "Alone" not in lead.get("/").text
    assert "There is no meeting yet" in lead.get("/meetings").text  # the only other one
    assert "Alone" in lead.get(path).text

    lead.post(f"{path}/aside", data={"back": ""})
    assert "Alone" in lead.get("/").text


def test_PROJ1_who_leads_names_others_who_see_nothing_before(site, lead, eve):
    path = new(lead)
    for page in (path, f"{path}/change"):
        assert eve.get(page).status_code == 404
    assert eve.post(f"{path}/leads", data={"email": "eve@example.org"}).status_code == 404
    assert lead.post(f"{path}/leads", data={"email": "nobody@example.org"}).status_code == 400

    assert lead.post(f"{path}/leads", data={"email": "EVE@example.org "}).status_code == 303

    assert eve.get(path).status_code == 200
    assert "eve@example.org" in lead.get(f"{path}/change").text


def test_PROJ1_who_is_taken_out_is_out_of_its_open_boards_at_once(site, lead, eve):
    path = new(lead)
    project_id = path.rpartition("/")[2]
    board_id = lead.post("/new", data={"project": project_id, "method": "blank"}).location.rpartition("/")[2]
    lead.post(f"{path}/leads", data={"email": "eve@example.org"})
    her = eve.get("/api/me").json["person"]["id"]
    room = site.services.registry.admit(board_id, her, "Eve")
    assert room.role_of(her) == "facilitator"

    lead.post(f"{path}/leads", data={"remove": her})

    assert room.role_of(her) is None
    assert eve.get(path).status_code == 404
    me = lead.get("/api/me").json["person"]["id"]
    assert lead.post(f"{path}/leads", data={"remove": me}).status_code == 409
    assert lead.get(path).status_code == 200


def test_PROJ1_a_method_of_a_board_is_kept_for_the_project_of_the_board(site, lead, eve):
    project_id = new(lead).rpartition("/")[2]
    made = lead.post("/new", data={"project": project_id, "method": "T08"}).location.rpartition("/")[2]
    lead.post(f"/b/{made}/method", data={"name_it": "Solo Nord", "name_en": "Only North"})

    assert "Only North" in lead.get("/new").text
    assert "Only North" not in eve.get("/new").text
    assert site.services.methods.list_for(eve.get("/api/me").json["person"]["id"]) == []


def test_PROJ1_a_demo_an_import_and_a_method_go_where_they_were_asked_for(site, lead):
    project_id = new(lead).rpartition("/")[2]
    meeting = lead.post(
        "/meetings/new", data={"project": project_id, "theme": "North", "number": "1", "total": "1"}
    )

    demo = lead.post("/new", data={"project": project_id, "method": "demo"})
    met = lead.post("/new", data={"meeting": meeting.location.rpartition("/")[2], "method": "demo"})
    file = lead.get(f"/api/boards/{demo.location.rpartition('/')[2]}/export?format=json").data
    brought = lead.post("/import", data={"project": project_id, "file": (BytesIO(file), "board.json")})

    ids = [one.location.rpartition("/")[2] for one in (demo, met, brought)]
    assert [site.services.boards.get(one).project_id for one in ids] == [project_id] * 3
    method = lead.get("/methods/T08/file").data
    kept = lead.post("/methods/import", data={"project": project_id, "file": (BytesIO(method), "m.json")})
    assert f"project={project_id}" in kept.location
    me = lead.get("/api/me").json["person"]["id"]
    assert len(site.services.methods.list_for(me, project_id)) == 1
    assert site.services.methods.list_for(me, "first_project") == []


def test_PROJ1_who_leads_several_chooses_one_in_each_form(lead):
    for path in ("/new", "/import", "/methods/import"):
        assert '<select class="input" id="project"' not in lead.get(path).text
    project_id = new(lead).rpartition("/")[2]

    for path in ("/new", "/import", "/methods/import"):
        page = lead.get(f"{path}?project={project_id}").text
        assert f'<option value="{project_id}" selected>North</option>' in page


def test_PROJ1_a_meeting_is_offered_the_methods_of_its_own_project(site, lead, eve):
    """Those of another would be gone for who leads only this one."""
    project_id = new(lead).rpartition("/")[2]
    method = lead.get("/methods/T08/file").data
    kept = lead.post("/methods/import", data={"project": project_id, "file": (BytesIO(method), "m.json")})
    method_id = parse_qs(urlsplit(kept.location).query)["method"][0]

    assert method_id in lead.get(f"/meetings/new?project={project_id}").text
    assert method_id not in lead.get("/meetings/new?project=first_project").text


def test_PROJ1_a_name_that_one_has_already_comes_back_with_a_reason(lead):
    new(lead)

    again = lead.post("/projects", data={"name": "north"})

    assert again.status_code == 409
    assert "You have a project with this name already." in again.text


def test_PROJ1_when_all_are_put_aside_boards_are_still_found(lead):
    lead.post("/projects/first_project/aside")

    lead.post("/new", data={"method": "blank", "name": "Still here"})

    assert "Still here" in lead.get("/").text


def test_PROJ3_an_account_made_on_the_page_of_a_project_leads_only_that(site, lead):
    path = new(lead)
    known = {"new_name": "Leo", "new_email": "leo@example.org", "new_password": "tre parole facili"}

    for wrong in ({}, {**known, "new_password": "x"}, {**known, "new_email": "x"}):
        answer = lead.post(f"{path}/accounts", data=wrong)
        assert answer.status_code == 400
        assert "tre parole facili" not in answer.text
    made = lead.post(f"{path}/accounts", data=known)
    again = lead.post(f"{path}/accounts", data=known)

    assert (made.status_code, again.status_code) == (303, 409)
    leo = site.visitor()
    assert leo.post("/sign-in", data={"email": "leo@example.org", "password": "tre parole facili"}).location
    assert leo.get(path).status_code == 200
    assert leo.get("/projects/first_project").status_code == 404
    assert "Leo" in lead.get(f"{path}/change").text
