"""PERM2: every route is in the table, and the table is what happens."""

import pytest

from board.core.attendance import Attendee
from board.core.meetings import Meeting
from board.core.roles import ACTIONS
from board.export.documents import Wish
from board.methods import library
from board.methods.exchange import to_file
from board.store.pictures import Picture, content_id
from board.web.access import ACCOUNT, OPEN, RULES, SIGNED_IN
from board.web.assets import asset
from board.web.documents import Job
from board.web.sockets import EVENTS
from tests.web import permissions
from tests.web.permissions import ANYBODY, ROUTES, WHO

# Endpoint -> what a request needs to get past the checks of its body and address.
BODIES = {
    "board_api.change": {"name": "New name"},
    "board_api.change_invite": {"do": "open"},
    "board_api.set_role": {"role": "viewer"},
    "document_api.start": {"format": "svg"},
    "door_api.decide": {"do": "admit"},
    "downloads.save_snapshot": {"name": "Before lunch"},
    "history_api.restore": {"seq": 0},
    "repair_api.repair_board": {"person": "person-0001", "from_ms": 0, "to_ms": 1, "preview": True},
    "history_api.copy": {},
    "api.set_account": {"name": "Ada", "email": "ada@example.org", "password": "correct horse"},
    "api.create_board": {"method": "blank"},
    "people_api.change": {"set": {"role": "teacher"}, "seen": {"role": ""}},
}
MEETING = {"theme": "Priorities", "number": "1", "total": "6"}
FORMS = {
    "board_pages.invite_post": {"do": "open"},
    "board_pages.rename_post": {"name": "New name"},
    "board_pages.new_post": {"method": "blank"},
    "meeting_pages.new_post": MEETING,
    "meeting_pages.change_post": MEETING,
    "method_pages.save_post": {"name_it": "Mio"},
    "project_pages.create": {"name": "North"},
    "project_pages.change_post": {"name": "South"},
    "project_pages.put_aside": {"back": ""},
    "project_pages.change_leads": {"email": "nobody@example.org"},
    "project_pages.make_account": {"new_name": "Eve"},
    "moving_pages.move": {"to": ""},
    "pages.account_post": {"name": "Ada", "email": "ada@example.org", "password": "correct horse"},
}
# Anybody may try to; what they are refused is not the address.
TRIES = ("pages.join_board", "api.join_board", "pages.sign_in_post", "api.sign_in_account")


def kept_picture(site, board):
    kept = Picture(content_id(b"picture"), "image/png", 1, 1, b"picture")
    site.services.assets.add(board.id, kept, now_ms=site.clock())
    return kept.id


def kept_method(site, method_id):
    """A method of the project's own."""
    content = to_file(library.method("T25")).decode()
    maker = site.services.people.first_account()
    site.services.methods.add(method_id, content, maker.id, now_ms=site.clock())
    return method_id


def finished_document(site, board, asker):
    """One that was asked for by `asker`, if they are anybody."""
    me = asker.get("/api/me").json.get("person") or {"id": "nobody"}
    path = site.services.settings.data_dir / f"document_{board.id}"
    path.write_bytes(b"%PDF")
    result = {"name": "x", "ending": "pdf", "pages": 1, "bytes": 4, "missing": [], "is_standard": True}
    documents = site.app.extensions["tavolo.documents"]
    job = Job(
        id=f"document_{board.id}",
        board_id=board.id,
        person_id=me["id"],
        role="",
        wish=Wish(),
        at_ms=documents._clock_ms(),
        path=path,
        state="done",
        result=result,
    )
    documents._jobs[job.id] = job
    return job.id


def routes(app):
    return [
        (rule, method) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}
    ]


def test_PERM2_each_route_has_a_rule_and_each_rule_a_route(site):
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules()}

    assert endpoints == set(RULES)


def test_PERM2_each_rule_is_one_that_is_known():
    assert set(RULES.values()) <= {OPEN, SIGNED_IN, ACCOUNT, *ACTIONS}


def test_PERM2_a_route_without_a_rule_answers_nobody(site):
    site.app.add_url_rule("/api/forgotten", "forgotten", lambda: "secret")

    answer = site.facilitator().get("/api/forgotten")

    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_PERM2_the_matrix_has_a_row_for_each_route_and_each_event(site):
    assert set(ROUTES) == {rule.endpoint for rule in site.app.url_map.iter_rules()}
    assert set(permissions.EVENTS) == set(EVENTS)


class Cells:
    """The requests of one kind of person, each on a board that nobody has changed."""

    def __init__(self, site, who):
        self.site, self.who = site, who
        self.code = site.services.boards.invite(site.board("Another").id).code
        self.kept = self.stage()  # looking changes nothing

    def stage(self):
        """A board with something of everything, and who asks; all places that addresses can name."""
        site, board = self.site, self.site.board()
        asker = self.asker(board)
        maker = site.services.people.first_account()
        other = site.services.people.create_guest("Zoe", "en", now_ms=site.clock())
        site.services.boards.add_member(board.id, other.id, "participant")
        saved = site.services.snapshots.save(board.id, "Kept", maker.id, now_ms=site.clock())
        places = {"board_id": board.id, "person_id": other.id, "snapshot_id": saved.id, "seq": 1}
        places["asset_id"] = kept_picture(site, board)
        places["method_id"] = kept_method(site, f"method_{board.id}")
        places["project_id"] = board.project_id
        [places["meeting_id"]] = site.services.meetings.add(
            [Meeting("Priorities", 1, 1)], maker.id, now_ms=site.clock()
        )
        site.services.attendance.add(places["meeting_id"], [Attendee("Zoe")], maker.id)
        [listed] = site.services.attendance.of_meeting(places["meeting_id"], maker.id)
        places["row_id"] = listed.id
        places["document_id"] = finished_document(site, board, asker)
        places["code"] = self.code
        places["token"] = site.services.people.make_setup_link(now_ms=site.clock())
        if self.who == "gone":
            site.services.boards.delete(board.id, now_ms=site.clock())
        return asker, places

    def asker(self, board):
        site, who, boards, now_ms = self.site, self.who, self.site.services.boards, self.site.clock()
        if who == "account":
            return site.facilitator()
        if who == "nobody":
            return site.visitor()
        if who == "stranger":
            return site.guest(site.board("Another"))
        if who == "waiting":
            boards.change_invite(board.id, {"has_lobby": True})
        role = {"gone": "facilitator", "waiting": "participant", "removed": "participant"}.get(who, who)
        asker = site.guest(board, role="participant" if who == "closed" else role)
        if who == "removed":
            boards.send_away(board.id, asker.get("/api/me").json["person"]["id"], now_ms=now_ms)
        elif who == "closed":
            boards.set_invite_open(board.id, False, now_ms=now_ms)
        return asker

    def answer(self, rule, method):
        asker, places = self.kept if method == "GET" else self.stage()
        with self.site.app.test_request_context():
            places = {**places, "name": asset("pages.css").rpartition("/")[2]}
            path = self.site.app.url_map.bind("").build(
                rule.endpoint, {name: places[name] for name in rule.arguments}, method=method
            )
        body = BODIES.get(rule.endpoint)
        carried = {"data": FORMS.get(rule.endpoint)} if body is None else {"json": body}
        return asker.send(method, path, **carried)


@pytest.mark.parametrize("who", WHO)
def test_PERM1_each_route_lets_in_whom_the_matrix_says(site, who):
    """Every route and method for this kind of person: all cells, none wrong."""
    site.services.registry.start()  # some requests wait for the writer
    cells, wrong = Cells(site, who), []
    for rule, method in routes(site.app):
        answer = cells.answer(rule, method)
        was_refused = answer.status_code in (401, 403, 404) and rule.endpoint not in TRIES
        if was_refused == (who in ROUTES[rule.endpoint]) or answer.status_code >= 500:
            wrong.append(f"{method} {rule.endpoint}: {answer.status_code}")
    assert not wrong


def test_PERM2_what_the_table_opens_is_open_in_the_matrix():
    assert {endpoint for endpoint, rule in RULES.items() if rule == OPEN} == {
        endpoint for endpoint, who in ROUTES.items() if who == ANYBODY
    }


def test_PERM1_a_role_that_was_taken_away_counts_at_once(site):
    board = site.board()
    ada = site.guest(board, role="facilitator")
    assert ada.get(f"/api/boards/{board.id}/invite").status_code == 200

    site.services.boards.set_role(board.id, ada.get("/api/me").json["person"]["id"], "participant")

    assert ada.get(f"/api/boards/{board.id}/invite").json["code"] == "denied"


# --- VIS2: not there and not allowed look the same --------------------------------------------------

BOARD_ROUTES = [
    ("GET", "/api/boards/{id}"),
    ("GET", "/api/boards/{id}/snapshot"),
    ("GET", "/api/boards/{id}/entries"),
    ("GET", "/api/boards/{id}/invite"),
    ("POST", "/api/boards/{id}/invite"),
    ("PATCH", "/api/boards/{id}"),
    ("DELETE", "/api/boards/{id}"),
    ("GET", "/api/boards/{id}/snapshots"),
    ("GET", "/api/boards/{id}/export?format=csv"),
    ("GET", "/api/boards/{id}/history"),
    ("GET", "/api/boards/{id}/at/1"),
    ("POST", "/api/boards/{id}/restore"),
    ("POST", "/api/boards/{id}/copy"),
    ("PATCH", "/api/boards/{id}/people/somebody_1"),
    ("DELETE", "/api/boards/{id}/people/somebody_1"),
    ("GET", "/api/boards/{id}/door"),
    ("POST", "/api/boards/{id}/door"),
    ("GET", "/b/{id}/door"),
    ("GET", "/b/{id}"),
    ("GET", "/b/{id}/invite"),
    ("GET", "/b/{id}/delete"),
    ("POST", "/b/{id}/delete"),
]


@pytest.mark.parametrize(("method", "path"), BOARD_ROUTES)
def test_VIS2_a_board_of_others_answers_like_one_that_never_was(site, method, path):
    board, ada = site.board(), site.guest(site.board("Another"))

    there = ada.send(method, path.format(id=board.id))
    nowhere = ada.send(method, path.format(id="n" * len(board.id)))
    malformed = ada.send(method, path.format(id="%00"))

    assert there.status_code == nowhere.status_code == malformed.status_code == 404
    assert there.data == nowhere.data == malformed.data
    assert sorted(there.headers) == sorted(nowhere.headers) == sorted(malformed.headers)


def test_VIS2_a_deleted_board_answers_like_one_that_never_was(site):
    board = site.board()
    ada = site.guest(board)
    before = site.guest(site.board("Another")).get(f"/api/boards/{board.id}").data

    site.services.boards.delete(board.id, now_ms=site.clock())

    assert ada.get(f"/api/boards/{board.id}").data == before


def test_VIS2_without_a_session_no_board_can_be_told_from_another(site):
    board, nobody = site.board(), site.visitor()

    there, nowhere = nobody.get(f"/b/{board.id}"), nobody.get("/b/nowhere_at_all")

    assert there.status_code == nowhere.status_code == 401
    assert there.data == nowhere.data
