"""PROJ1: who leads one project finds, changes and takes home nothing of another, by whatever address."""

import pytest
from sqlalchemy import select

from board.core.attendance import Attendee
from board.core.meetings import Meeting
from board.store import tables
from tests.web.test_access import BODIES, FORMS, Cells, routes

SECRETS = ("Segreto", "Nascosta", "Tema riservato", "Carla Riservata", "Metodo riservato")
OWN_PLACES = ("board_id", "meeting_id", "project_id", "method_id")


@pytest.fixture
def stranger(site):
    """Somebody with an account who leads a project of their own and nothing else."""
    people, projects = site.services.people, site.services.projects
    maker = people.create_account("Maker", "maker@example.org", "a hash", "en", now_ms=1)
    person = people.create_account("Nora", "nora@example.org", "a hash", "en", now_ms=2)
    projects.create("North", person.id, now_ms=3)
    projects.remove_lead("first_project", person.id, maker.id)
    visitor = site.visitor()
    visitor.client.set_cookie("tavolo_session", people.open_session(person.id, now_ms=site.clock()))
    return visitor


class Theirs(Cells):
    """A project of others with something of everything, whose words are secret."""

    def __init__(self, site, stranger):
        self.stranger = stranger
        super().__init__(site, "stranger")
        _, self.places = self.kept
        services, board_id = site.services, self.places["board_id"]
        maker = services.people.first_account()
        services.projects.rename("first_project", "Segreto", maker.id)
        services.boards.rename(board_id, "Nascosta")
        meeting = Meeting("Tema riservato", 1, 1)
        services.meetings.change(self.places["meeting_id"], meeting, maker.id)
        services.meetings.put_board(self.places["meeting_id"], board_id, maker.id)
        services.attendance.add(self.places["meeting_id"], [Attendee("Carla Riservata")], maker.id)

    def asker(self, board):
        return self.stranger

    def path(self, rule, method, places):
        with self.site.app.test_request_context():
            wanted = {name: places[name] for name in rule.arguments if name in places}
            wanted |= dict.fromkeys(rule.arguments - wanted.keys(), "somebody_1")
            return self.site.app.url_map.bind("").build(rule.endpoint, wanted, method=method)


def everything(site):
    """All rows of the tables that belong to a project."""
    held = [
        table
        for table in tables.metadata.sorted_tables
        if table.name not in ("auth_session", "setup_link", "person")
    ]

    def work(connection):
        return {table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in held}

    return site.services.database.read(work)


def test_PROJ1_no_address_that_names_a_thing_of_another_project_leads_to_it(site, stranger):
    site.services.registry.start()
    theirs, wrong = Theirs(site, stranger), []
    before = everything(site)
    for rule, method in routes(site.app):
        if not rule.arguments & set(OWN_PLACES):
            continue
        body = BODIES.get(rule.endpoint)
        carried = {"data": FORMS.get(rule.endpoint)} if body is None else {"json": body}
        answer = stranger.send(method, theirs.path(rule, method, theirs.places), **carried)
        told = [word for word in SECRETS if word in answer.text]
        if answer.status_code != 404 or told or everything(site) != before:
            wrong.append(f"{method} {rule.endpoint}: {answer.status_code} {told}")
    assert not wrong


def test_PROJ1_no_page_of_ones_own_tells_of_another_project(site, stranger):
    theirs, wrong = Theirs(site, stranger), []
    for rule, method in routes(site.app):
        if method != "GET" or rule.arguments or rule.endpoint.startswith("health"):
            continue
        for more in ("", "?project=first_project", f"?meeting={theirs.places['meeting_id']}"):
            answer = stranger.get(theirs.path(rule, method, {}) + more)
            if told := [word for word in SECRETS if word in answer.text]:
                wrong.append(f"{rule.endpoint}{more}: {told}")
    assert not wrong


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/new", {"project": "first_project", "method": "blank", "name": "Mine"}),
        ("/new", {"project": "first_project", "method": "demo"}),
        ("/new", {"meeting": "{meeting_id}", "method": "blank"}),
        ("/new", {"meeting": "{meeting_id}", "method": "demo"}),
        ("/new", {"method": "{method_id}"}),
        ("/meetings/new", {"project": "first_project", "theme": "Mine", "number": "1", "total": "1"}),
        ("/meetings/path", {"project": "first_project"}),
    ],
)
def test_PROJ1_no_form_puts_anything_into_another_project(site, stranger, path, form):
    theirs = Theirs(site, stranger)
    before = everything(site)

    answer = stranger.post(path, data={name: value.format(**theirs.places) for name, value in form.items()})

    assert answer.status_code in (403, 404)
    assert everything(site) == before


def test_PROJ1_a_meeting_of_ones_own_takes_no_board_of_another_project(site, stranger):
    theirs = Theirs(site, stranger)
    made = stranger.post("/meetings/new", data={"theme": "Mine", "number": "1", "total": "1"})
    before = everything(site)

    answer = stranger.post(f"{made.location}/boards", data={"do": "add", "board": theirs.places["board_id"]})

    assert answer.status_code == 404
    assert everything(site) == before


def test_PROJ1_a_copy_by_who_only_helps_on_a_board_is_their_own(site, stranger):
    """Who leads the project would find a board there that none of them has made."""
    board, services = site.board(), site.services
    me = stranger.get("/api/me").json["person"]["id"]
    services.boards.add_member(board.id, me, "facilitator")

    answer = stranger.post(f"/api/boards/{board.id}/copy", json={})

    made = services.boards.get(answer.json["board"]["id"])
    assert services.projects.get(made.project_id, me).name == "North"
    assert services.boards.role_of(made.id, services.people.first_account().id) is None


@pytest.mark.parametrize("way", ["page", "api", "demo", "import", "copy", "method"])
def test_PROJ1_who_leads_no_project_puts_nothing_among_what_others_lead(site, stranger, way):
    services = site.services
    me = stranger.get("/api/me").json["person"]["id"]
    north = services.projects.list_for(me)[0].id
    maker = services.people.account_by_email("maker@example.org")[0]
    services.projects.add_lead(north, maker.id, me)
    services.projects.remove_lead(north, me, maker.id)
    board = services.boards.create("Kept", "blank", maker.id, [], now_ms=5, project_id=north)
    services.boards.add_member(board.id, me, "facilitator")
    file = stranger.get(f"/api/boards/{board.id}/export?format=json").data
    before = everything(site)

    answer = {
        "page": lambda: stranger.post("/new", data={"method": "blank"}),
        "api": lambda: stranger.post("/api/boards", json={"method": "blank"}),
        "demo": lambda: stranger.post("/demo"),
        "import": lambda: stranger.post("/api/import", data=file, content_type="application/json"),
        "copy": lambda: stranger.post(f"/api/boards/{board.id}/copy", json={}),
        "method": lambda: stranger.post(f"/b/{board.id}/method", data={"name_it": "Mio"}),
    }[way]()

    assert answer.status_code in (403, 409)
    assert everything(site) == before
    assert stranger.get("/new").location == "/projects"
