"""PERM2: every route is in the table, and the table is what happens."""

import pytest

from board.core.roles import ACTIONS, can
from board.export.documents import Wish
from board.methods import library
from board.methods.exchange import to_file
from board.store.pictures import Picture, content_id
from board.web.access import ACCOUNT, OPEN, RULES, SIGNED_IN
from board.web.documents import Job

# Endpoint -> what a request needs to get past the checks of its body and address.
BODIES = {
    "board_api.rename": {"name": "New name"},
    "board_api.change_invite": {"do": "open"},
    "board_api.set_role": {"role": "viewer"},
    "document_api.start": {"format": "svg"},
    "downloads.save_snapshot": {"name": "Before lunch"},
    "history_api.restore": {"seq": 0},
    "repair_api.repair_board": {"person": "person-0001", "from_ms": 0, "to_ms": 1, "preview": True},
    "history_api.copy": {},
    "api.set_account": {"name": "Ada", "email": "ada@example.org", "password": "correct horse"},
    "api.create_board": {"method": "blank"},
}
FORMS = {
    "board_pages.invite_post": {"do": "open"},
    "board_pages.rename_post": {"name": "New name"},
    "board_pages.new_post": {"method": "blank"},
    "method_pages.save_post": {"name_it": "Mio"},
    "pages.account_post": {"name": "Ada", "email": "ada@example.org", "password": "correct horse"},
}
# Makes a board or a method, so being a facilitator of this one is not enough.
FOR_ACCOUNTS_TOO = ("history_api.copy", "method_pages.save_form", "method_pages.save_post")
PEOPLE = ("nobody", "stranger", "viewer", "participant", "guest facilitator", "account")


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
    path = site.services.settings.data_dir / "document"
    path.write_bytes(b"%PDF")
    result = {"name": "x", "ending": "pdf", "pages": 1, "bytes": 4, "missing": []}
    job = Job("document_1", board.id, me["id"], "", Wish(), site.clock(), path, state="done", result=result)
    site.app.extensions["tavolo.documents"]._jobs[job.id] = job
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


def may(who: str, endpoint: str) -> bool:
    rule = RULES[endpoint]
    if endpoint in FOR_ACCOUNTS_TOO and who != "account":
        return False
    if rule == OPEN:
        return True
    if who == "nobody":
        return False
    if rule == SIGNED_IN:
        return True
    if rule == ACCOUNT:
        return who == "account"
    roles = {"guest facilitator": "facilitator", "account": "facilitator", "stranger": None}
    role = roles.get(who, who)
    return role is not None and can(role, rule)


@pytest.mark.parametrize("who", PEOPLE)
def test_PERM1_each_route_lets_in_whom_the_table_says(site, who):
    """One table of expectations, built from the rules, over every route and method."""
    site.services.registry.start()  # some requests wait for the writer
    wrong = []
    for rule, method in routes(site.app):
        if RULES[rule.endpoint] == OPEN:
            continue
        board, asker = site.board(), site.visitor()
        if who == "account":
            asker = site.facilitator()
        elif who == "stranger":
            asker = site.guest(site.board("Another"))
        elif who != "nobody":
            asker = site.guest(board, role=who.removeprefix("guest "))
        other = site.services.boards.members(board.id)[0]
        saved = site.services.snapshots.save(board.id, "Kept", other.person_id, now_ms=site.clock())
        places = {"board_id": board.id, "person_id": other.person_id, "snapshot_id": saved.id, "seq": 1}
        places["asset_id"] = kept_picture(site, board)
        if "method_id" in rule.arguments:
            places["method_id"] = kept_method(site, f"method_of_{rule.endpoint[13:]}_{method}")
        places["document_id"] = finished_document(site, board, asker)
        with site.app.test_request_context():
            path = site.app.url_map.bind("").build(
                rule.endpoint, {name: places[name] for name in rule.arguments}, method=method
            )
        body = (
            {"json": BODIES[rule.endpoint]} if rule.endpoint in BODIES else {"data": FORMS.get(rule.endpoint)}
        )

        answer = asker.send(method, path, **body)

        was_refused = answer.status_code in (401, 403, 404)
        if was_refused == may(who, rule.endpoint):
            wrong.append(f"{method} {rule.endpoint}: {answer.status_code}")
    assert not wrong


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
