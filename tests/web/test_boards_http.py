"""Boards over HTTP: making, showing, changing, inviting, and the pages for it."""

import gzip
import json

import pytest

from tests.web.conftest import OPS


@pytest.fixture
def board(site):
    return site.board()


@pytest.fixture
def facilitator(site):
    return site.facilitator()


# --- making one -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["blank", "T01", "T08", "T23", "demo"])
@pytest.mark.parametrize("locale", ["it", "en"])
def test_each_method_makes_a_board_in_the_persons_language(site, method, locale):
    facilitator = site.facilitator(locale)

    made = facilitator.post("/api/boards", json={"method": method}).json["board"]

    shown = facilitator.get(f"/api/boards/{made['id']}").json
    assert shown["board"]["method"] == method
    assert shown["me"]["role"] == "facilitator"
    assert facilitator.get(f"/b/{made['id']}").status_code == 200


def test_a_new_board_takes_its_name_from_the_method_or_the_person(facilitator):
    unnamed = facilitator.post("/api/boards", json={"method": "T02"}).json["board"]
    named = facilitator.post("/api/boards", json={"method": "T02", "name": " Our  tree "}).json["board"]

    assert unnamed["name"] == "Problem tree"
    assert named["name"] == "Our tree"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"method": "T99"}, "method.missing"),
        ({"method": "../T02"}, "method.missing"),
        ({"method": "T02", "name": "x" * 121}, "name.too_long"),
        ({"method": "T02", "name": "a\0b"}, "bad.text"),
        ({"name": "No method"}, "bad.shape"),
        ({"method": "T02", "owner": "me"}, "bad.field"),
    ],
)
def test_a_board_that_cannot_be_made_is_refused(site, facilitator, body, error):
    answer = facilitator.post("/api/boards", json=body)

    assert answer.json["code"] == error
    assert facilitator.get("/api/boards").json["boards"] == []


def test_the_gallery_asks_for_a_method_and_keeps_the_name(facilitator):
    page = facilitator.post("/new", data={"name": "Our <tree>"})

    assert page.status_code == 404
    assert "Choose a method first." in page.text
    assert 'value="Our &lt;tree&gt;"' in page.text


def test_the_gallery_keeps_the_method_when_the_name_is_too_long(facilitator):
    page = facilitator.post("/new", data={"name": "x" * 121, "method": "T06"})

    assert page.status_code == 400
    assert 'aria-describedby="name-error name-hint"' in page.text
    assert page.text.count("checked") == 1


def test_the_demo_is_made_once_and_then_opened(facilitator):
    first, second = facilitator.post("/demo"), facilitator.post("/demo")

    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert facilitator.get("/api/boards").json["boards"][0]["notes"] == 60


# --- home -----------------------------------------------------------------------------------------


def test_home_shows_each_board_with_what_is_in_it(site, facilitator, board):
    site.guest(board)
    site.clock.now_ms += 3 * 3600 * 1000

    page = facilitator.get("/").text

    assert f'href="/b/{board.id}"' in page
    for fact in ("2 notes", "2 people", "Changed 3 hours ago"):
        assert fact in page
    assert page.count("thumb-note") == 2
    assert "teachers" not in page


def test_home_says_what_to_do_when_there_is_no_board(facilitator):
    page = facilitator.get("/").text

    assert "There is no board yet" in page
    assert page.count('href="/new"') == 1


def test_a_guest_sees_only_the_boards_they_joined(site, board):
    site.board("Secret plans")

    page = site.guest(board).get("/").text

    assert board.name in page
    assert "Secret plans" not in page
    assert "/invite" not in page
    assert "/new" not in page


def test_a_name_cannot_bring_markup_along(site, facilitator):
    board = site.board('<img src=x onerror="alert(1)">')
    site.guest(board, "<b>Eve</b>", role="facilitator")

    for path in ("/", f"/b/{board.id}", f"/b/{board.id}/invite", f"/b/{board.id}/delete"):
        page = facilitator.get(path).text
        assert "<img src=x" not in page
        assert "<b>Eve" not in page


# --- the board --------------------------------------------------------------------------------------


def test_the_board_page_tells_its_script_what_it_needs(site, board):
    site.services.boards.rename(board.id, "</script><script>alert(1)</script>")

    page = site.guest(board).get(f"/b/{board.id}").text

    boot = json.loads(page.partition('id="boot">')[2].partition("</script>")[0])
    assert boot["base"] == ""
    assert boot["board"] == {"id": board.id, "name": "</script><script>alert(1)</script>"}
    assert boot["me"]["role"] == "participant"
    assert boot["limits"]["text"] == 2000
    assert boot["locale"] == "en"
    assert "<script>alert" not in page


def test_the_board_shows_its_people(site, board):
    ada = site.guest(board)

    answer = ada.get(f"/api/boards/{board.id}").json

    head = {"id": board.id, "name": "Schools", "method": "blank", "head": 1}
    assert answer["board"] == {**head, "is_add_only": False}
    assert {(person["name"], person["role"]) for person in answer["people"]} == {
        ("Ada", "participant"),
        ("Maker", "facilitator"),
    }
    assert all(set(person) == {"id", "name", "role"} for person in answer["people"])


def test_SEQ3_the_snapshot_holds_the_board_at_its_head(site, board):
    answer = site.guest(board).get(f"/api/boards/{board.id}/snapshot").json

    assert answer["seq"] == 1
    assert {item["id"] for item in answer["items"]} == {op["item"]["id"] for op in OPS}
    assert all("author" in item and "created_at_ms" in item for item in answer["items"])


def test_a_snapshot_that_one_has_is_not_sent_again(site, board):
    ada = site.guest(board)
    first = ada.get(f"/api/boards/{board.id}/snapshot")

    again = ada.get(f"/api/boards/{board.id}/snapshot", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_a_large_snapshot_is_compressed(facilitator):
    made = facilitator.post("/api/boards", json={"method": "demo"}).json["board"]
    path = f"/api/boards/{made['id']}/snapshot"

    packed = facilitator.get(path, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)) == facilitator.get(path).json


def test_entries_come_in_order_from_where_one_is(facilitator):
    made = facilitator.post("/api/boards", json={"method": "demo"}).json["board"]
    path = f"/api/boards/{made['id']}/entries"

    answer = facilitator.get(f"{path}?after=10&limit=5").json

    assert [entry["seq"] for entry in answer["entries"]] == [11, 12, 13, 14, 15]
    assert answer["head"] == made["head"]
    assert facilitator.get(f"{path}?after={made['head']}").json["entries"] == []
    assert facilitator.get(f"{path}?after=999999").json["head"] == made["head"]


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1.5", "after=٣", "limit=0", f"after={'9' * 30}"]
)
def test_a_place_in_the_log_is_a_plain_number(site, board, query):
    answer = site.guest(board).get(f"/api/boards/{board.id}/entries?{query}")

    assert answer.json["code"] == "bad.shape"


# --- changing it ------------------------------------------------------------------------------------


def test_a_facilitator_can_rename_a_board(site, facilitator, board):
    answer = facilitator.send("PATCH", f"/api/boards/{board.id}", json={"name": "  Città   2030 "})

    assert answer.json["board"]["name"] == "Città 2030"


@pytest.mark.parametrize(("name", "status"), [("", 400), ("x" * 121, 400), ("a\x07b", 400)])
def test_the_rename_page_keeps_what_was_typed(facilitator, board, name, status):
    page = facilitator.post(f"/b/{board.id}/rename", data={"name": name})

    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert f'value="{name}"' in page.text


def test_the_rename_page_renames(site, facilitator, board):
    answer = facilitator.post(f"/b/{board.id}/rename", data={"name": "New"})

    assert "The board has its new name." in facilitator.get(answer.location).text
    assert site.services.boards.get(board.id).name == "New"


def test_deleting_asks_first_and_then_deletes(site, facilitator, board):
    ada = site.guest(board)
    assert "Delete “Schools”?" in facilitator.get(f"/b/{board.id}/delete").text

    answer = facilitator.post(f"/b/{board.id}/delete")

    assert "The board is deleted." in facilitator.get(answer.location).text
    assert ada.get(f"/b/{board.id}").status_code == 404
    assert facilitator.send("DELETE", f"/api/boards/{board.id}").status_code == 404


def test_a_facilitator_can_give_and_take_roles(site, facilitator, board):
    ada = site.guest(board)
    person_id = ada.get("/api/me").json["person"]["id"]

    answer = facilitator.send("PATCH", f"/api/boards/{board.id}/people/{person_id}", json={"role": "viewer"})

    assert answer.json["person"] == {"id": person_id, "name": "Ada", "role": "viewer"}
    assert ada.get(f"/api/boards/{board.id}").json["me"]["role"] == "viewer"


@pytest.mark.parametrize(
    ("person", "role", "error"),
    [("somebody_else", "viewer", "page.missing"), ("somebody_else", "king", "bad.shape")],
)
def test_a_role_that_cannot_be_given_is_refused(facilitator, board, person, role, error):
    answer = facilitator.send("PATCH", f"/api/boards/{board.id}/people/{person}", json={"role": role})

    assert answer.json["code"] == error


# --- inviting ---------------------------------------------------------------------------------------


def test_an_invitation_can_be_closed_opened_and_renewed(site, facilitator, board):
    path = f"/api/boards/{board.id}/invite"
    first = facilitator.get(path).json

    closed = facilitator.post(path, json={"do": "close"}).json
    opened = facilitator.post(path, json={"do": "open"}).json
    renewed = facilitator.post(path, json={"do": "renew"}).json

    assert (closed["is_open"], opened["is_open"]) == (False, True)
    assert first["code"] == closed["code"] == opened["code"] != renewed["code"]
    assert renewed["link"] == f"http://localhost/join/{renewed['code']}"
    assert renewed["qr"].startswith("data:image/svg+xml")
    assert facilitator.post(path, json={"do": "explode"}).json["code"] == "bad.shape"


def test_the_projector_page_shows_the_way_in(site, facilitator, board):
    code = site.services.boards.invite(board.id).code

    page = facilitator.get(f"/b/{board.id}/invite").text

    assert " ".join(code) in page
    assert 'src="data:image/svg+xml' in page
    assert "1 person has joined" in page
    assert f'data-copy="http://localhost/join/{code}"' in page
    assert f'data-people-count-url="/api/boards/{board.id}"' in page


def test_the_projector_page_closes_and_opens_without_a_script(site, facilitator, board):
    path = f"/b/{board.id}/invite"

    answer = facilitator.post(path, data={"do": "close"})

    assert (answer.status_code, answer.location) == (303, path)
    page = facilitator.get(path).text
    assert "Nobody new can join right now." in page
    assert "data:image/svg+xml;charset" not in page
    facilitator.post(path, data={"do": "open"})
    assert site.services.boards.invite(board.id).is_open


# --- the rest ---------------------------------------------------------------------------------------


def test_the_methods_are_listed_in_the_persons_language(site):
    methods = site.facilitator("it").get("/api/methods").json["methods"]

    assert [method["id"] for method in methods] == ["blank", *(f"T{number:02}" for number in range(1, 26))]
    assert methods[2]["name"] == "Albero dei problemi"
    assert methods[2]["minutes"] == 38


def test_the_server_says_whether_it_is_alive_and_ready(site):
    assert site.visitor().get("/healthz/live").json == {"ok": True}
    assert site.visitor().get("/healthz/ready").json == {"ok": True}


def test_about_names_what_is_stored_and_who_runs_it(site):
    page = site.visitor().get("/about").text

    for anchor in ('id="privacy"', 'id="accessibility"', 'id="licences"'):
        assert anchor in page
    assert "run by Esempio" in page
