"""The door of a board: the lobby, the passphrase, the end of a code, the role it gives, and who is sent
away (JOIN3, JOIN4)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from board.core.errors import BoardError
from board.store.doorway import LOBBY_MAX
from board.web.limits import PASSPHRASES_AT_ONCE, PASSPHRASES_FAILED_EACH

MINUTE_MS = 60_000


@pytest.fixture
def board(site):
    site.services.registry.start()  # who is sent away is so once the writer has done it
    return site.board()


@pytest.fixture
def code(site, board):
    return site.services.boards.invite(board.id).code


@pytest.fixture
def lead(site, board):
    return site.guest(board, "Lea", role="co-facilitator")


def join(visitor, code, name="Ada", passphrase="", **options):
    body = {"code": code, "name": name, "passphrase": passphrase}
    return visitor.post("/api/join", json=body, **options)


def set_door(lead, board, **wish):
    answer = lead.post(f"/api/boards/{board.id}/invite", json={"do": "set", **wish})
    assert answer.status_code == 200, answer.text
    return answer.json


def decide(lead, board, do, person=None):
    return lead.post(f"/api/boards/{board.id}/door", json={"do": do, "person": person})


def id_of(visitor):
    return visitor.get("/api/me").json["person"]["id"]


def names(door):
    return {place: [person["name"] for person in people] for place, people in door.items()}


# --- the lobby ------------------------------------------------------------------------------------


def test_JOIN3_who_comes_to_a_lobby_waits_and_sees_nothing(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    ada = site.visitor()

    answer = join(ada, code)

    assert (answer.status_code, answer.json["is_waiting"]) == (201, True)
    assert ada.get(f"/api/boards/{board.id}/door").json == {"ok": True, "is_waiting": True}
    assert ada.get(f"/api/boards/{board.id}").json["code"] == "board.missing"
    assert "Ada" not in [member.name for member in site.services.boards.authors(board.id)]


def test_JOIN3_one_is_let_in_with_the_role_that_the_code_gives(site, board, code, lead):
    set_door(lead, board, has_lobby=True, gives="observer")
    ada, bob = site.visitor(), site.visitor()
    join(ada, code)
    join(bob, code, "Bob")

    door = decide(lead, board, "admit", id_of(ada)).json["door"]

    assert names(door) == {"waiting": ["Bob"], "away": []}
    assert ada.get(f"/api/boards/{board.id}").json["me"]["role"] == "observer"
    assert ada.get(f"/api/boards/{board.id}/door").json["is_waiting"] is False
    assert bob.get(f"/api/boards/{board.id}/door").json["is_waiting"] is True


def test_JOIN3_all_are_let_in_at_once(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    people = [site.visitor() for _ in range(3)]
    for number, one in enumerate(people):
        join(one, code, f"Person {number}")

    decide(lead, board, "admit")

    assert [one.get(f"/api/boards/{board.id}").status_code for one in people] == [200, 200, 200]


def test_JOIN3_a_lobby_holds_so_many_people_and_no_more(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    seen, boards = site.services.boards.invite(board.id), site.services.boards
    for number in range(LOBBY_MAX):
        boards.enter(seen, site.services.people.create_guest(f"P{number}", None, now_ms=1).id, now_ms=1)
    ada = site.visitor()

    assert join(ada, code).json["code"] == "join.lobby_full"
    page = ada.post("/join", data={"code": code, "name": "Ada"})
    assert "Too many people wait before this board already." in page.text
    assert decide(lead, board, "admit").status_code == 200
    assert join(ada, code).json["is_waiting"] is True


def test_JOIN3_opening_the_door_lets_in_who_waits(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    ada = site.visitor()
    join(ada, code)

    set_door(lead, board, has_lobby=False)

    assert ada.get(f"/api/boards/{board.id}").status_code == 200


def test_JOIN3_knocking_twice_is_waiting_once(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    ada = site.visitor()

    assert [join(ada, code).json["is_waiting"] for _ in range(2)] == [True, True]

    assert names(decide(lead, board, "admit").json["door"]) == {"waiting": [], "away": []}
    assert join(ada, code).json["is_waiting"] is False


def test_JOIN3_who_is_declined_does_not_come_back_by_the_code(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    ada = site.visitor()
    join(ada, code)

    door = decide(lead, board, "decline", id_of(ada)).json["door"]

    assert names(door) == {"waiting": [], "away": ["Ada"]}
    assert ada.get(f"/api/boards/{board.id}/door").json["code"] == "board.removed"
    assert join(ada, code).json["code"] == "board.removed"


def test_JOIN3_the_waiting_page_leads_to_the_board_and_the_board_to_it(site, board, code, lead):
    set_door(lead, board, has_lobby=True)
    ada, door = site.visitor(), f"/b/{board.id}/door"

    sent = ada.post("/join", data={"code": code, "name": "Ada"})
    page, detour = ada.get(door), ada.get(f"/b/{board.id}")
    decide(lead, board, "admit")

    assert (sent.status_code, sent.location) == (303, door)
    assert page.status_code == 200
    assert 'http-equiv="refresh"' in page.text
    assert (detour.status_code, detour.location) == (303, door)
    assert ada.get(door).location == f"/b/{board.id}"


def test_VIS2_strangers_do_not_learn_that_there_is_a_door(site, board):
    stranger = site.guest(site.board("Another"))

    there = stranger.get(f"/api/boards/{board.id}/door")
    nowhere = stranger.get("/api/boards/nowhere_at_all/door")

    assert there.status_code == 404
    assert there.data == nowhere.data
    assert stranger.get(f"/b/{board.id}/door").data == stranger.get("/b/nowhere_at_all/door").data


@pytest.mark.parametrize("wish", [{"do": "open"}, {"do": "decline"}, {"do": "admit", "person": "\u00e8"}, {}])
def test_a_decision_that_is_none_is_refused(site, board, lead, wish):
    assert lead.post(f"/api/boards/{board.id}/door", json=wish).json["code"] == "bad.shape"


def test_only_who_is_before_the_board_can_be_let_in(site, board, lead):
    stranger = id_of(site.guest(site.board("Another")))

    assert decide(lead, board, "admit", stranger).json["code"] == "page.missing"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"do": "renew"}, "join.wrong_code"),
        ({"do": "close"}, "join.closed"),
        ({"do": "set", "passphrase": "river stone"}, "join.passphrase"),
    ],
)
def test_JOIN3_a_door_that_changes_while_somebody_comes_is_judged_as_it_is_then(
    site, board, code, lead, change, error
):
    seen = site.services.boards.invite(board.id)
    ada = site.services.people.create_guest("Ada", None, now_ms=1)
    assert lead.post(f"/api/boards/{board.id}/invite", json=change).status_code == 200

    with pytest.raises(BoardError) as refused:
        site.services.boards.enter(seen, ada.id, now_ms=1)

    assert refused.value.code == error
    assert site.services.boards.role_of(board.id, ada.id) is None


def test_JOIN3_a_lobby_that_begins_while_somebody_comes_lets_them_wait(site, board, code, lead):
    seen = site.services.boards.invite(board.id)
    ada = site.services.people.create_guest("Ada", None, now_ms=1)
    set_door(lead, board, has_lobby=True, gives="observer")

    assert site.services.boards.enter(seen, ada.id, now_ms=1) is None
    assert decide(lead, board, "admit").status_code == 200
    assert site.services.boards.role_of(board.id, ada.id) == "observer"


# --- the passphrase -------------------------------------------------------------------------------


def test_JOIN3_a_passphrase_is_asked_for_and_checked(site, board, code, lead):
    assert set_door(lead, board, passphrase=" river stone ")["has_passphrase"] is True

    assert join(site.visitor(), code).json["code"] == "join.passphrase"
    assert join(site.visitor(), code, passphrase="river").json["code"] == "join.wrong_passphrase"
    assert join(site.visitor(), code, passphrase="x" * 5000).json["code"] == "join.wrong_passphrase"
    assert join(site.visitor(), code, passphrase="river stone").status_code == 201


def test_JOIN3_a_passphrase_is_kept_as_a_hash_only(site, board, code, lead):
    answer = set_door(lead, board, passphrase="river stone")

    assert "river stone" not in str(answer)
    assert site.services.boards.invite(board.id).passphrase_hash.startswith("$argon2id$")
    files = (path for path in site.services.settings.data_dir.rglob("*") if path.is_file())
    assert not any(b"river stone" in path.read_bytes() for path in files)


def test_JOIN3_a_passphrase_can_be_taken_away(site, board, code, lead):
    set_door(lead, board, passphrase="river stone")

    assert set_door(lead, board, passphrase="")["has_passphrase"] is False
    assert join(site.visitor(), code).status_code == 201


def test_JOIN3_who_is_in_already_needs_no_passphrase(site, board, code, lead):
    ada = site.guest(board)
    set_door(lead, board, passphrase="river stone")

    assert join(ada, code).status_code == 201


@pytest.mark.parametrize(
    ("passphrase", "error"),
    [("short", "invite.passphrase_short"), ("x" * 201, "text.too_long"), (7, "bad.shape")],
)
def test_a_passphrase_has_a_length(board, lead, passphrase, error):
    answer = lead.post(f"/api/boards/{board.id}/invite", json={"do": "set", "passphrase": passphrase})

    assert answer.json["code"] == error


def test_LIM1_wrong_passphrases_are_counted_by_board(site, board, code, lead):
    set_door(lead, board, passphrase="river stone")
    guesser = site.visitor()
    for _ in range(PASSPHRASES_FAILED_EACH):
        assert join(guesser, code, passphrase="wrong guess").json["code"] == "join.wrong_passphrase"

    assert join(guesser, code, passphrase="river stone").json["code"] == "join.too_many"
    other = site.services.boards.invite(site.board("Another").id).code
    assert join(guesser, other).status_code == 201

    site.clock.now_ms += MINUTE_MS
    assert join(guesser, code, passphrase="river stone").status_code == 201


def join_together(site, code, count, passphrase):
    """The answers to people behind one address who all press the button in the same moment."""
    visitors = [site.visitor() for _ in range(count)]
    ready = Barrier(count)

    def press(visitor):
        ready.wait()
        return join(visitor, code, passphrase=passphrase)

    with ThreadPoolExecutor(count) as hands:
        return [answer.json for answer in hands.map(press, visitors)]


def test_LIM1_a_whole_room_behind_one_address_comes_in_at_once(site, board, code, lead):
    set_door(lead, board, passphrase="river stone")

    answers = join_together(site, code, 2 * PASSPHRASES_FAILED_EACH, "river stone")

    assert [answer for answer in answers if not answer["ok"]] == []


def test_LIM1_guesses_sent_together_are_no_more_than_one_after_the_other(site, board, code, lead):
    set_door(lead, board, passphrase="river stone")

    codes = [answer["code"] for answer in join_together(site, code, 2 * PASSPHRASES_FAILED_EACH, "sand")]

    # Those that are looked at while the last one fails.
    assert codes.count("join.wrong_passphrase") < PASSPHRASES_FAILED_EACH + PASSPHRASES_AT_ONCE
    assert set(codes) == {"join.wrong_passphrase", "join.too_many"}


def test_the_join_page_asks_for_the_passphrase_and_keeps_the_rest(site, board, code, lead):
    set_door(lead, board, passphrase="river stone")
    ada = site.visitor()

    asked = ada.post("/join", data={"code": code, "name": "Ada"})
    wrong = ada.post("/join", data={"code": code, "name": "Ada", "passphrase": "river sand"})
    right = ada.post("/join", data={"code": code, "name": "Ada", "passphrase": "river stone"})

    assert asked.status_code == 200
    assert 'id="passphrase"' in asked.text
    assert 'value="Ada"' in asked.text
    assert 'role="alert"' not in asked.text
    assert wrong.status_code == 403
    assert 'aria-describedby="passphrase-error passphrase-hint"' in wrong.text
    assert "river sand" not in wrong.text
    assert right.status_code == 303
    assert 'id="passphrase"' in site.visitor().get(f"/join/{code}").text


# --- the end of a code, and what it gives ----------------------------------------------------------


def test_JOIN3_a_code_expires(site, board, code, lead):
    door = set_door(lead, board, minutes=60)
    assert door["expires_at_ms"] == site.clock() + 60 * MINUTE_MS
    site.clock.now_ms += 60 * MINUTE_MS - 1
    assert join(site.visitor(), code).status_code == 201

    site.clock.now_ms += 1

    assert join(site.visitor(), code).json["code"] == "join.expired"
    assert site.visitor().get(f"/join/{code}").status_code == 403
    assert lead.get(f"/api/boards/{board.id}/invite").json["is_over"] is True


@pytest.mark.parametrize("do", ["renew", "open"])
def test_JOIN3_a_code_that_has_expired_works_again_when_it_is_renewed_or_opened(site, board, lead, do):
    set_door(lead, board, minutes=1)
    site.clock.now_ms += MINUTE_MS

    answer = lead.post(f"/api/boards/{board.id}/invite", json={"do": do}).json

    assert (answer["is_over"], answer["expires_at_ms"]) == (False, None)
    assert join(site.visitor(), answer["code"]).status_code == 201


def test_JOIN3_a_code_can_work_for_ever_again(site, board, code, lead):
    set_door(lead, board, minutes=1)
    set_door(lead, board, minutes=None)
    site.clock.now_ms += MINUTE_MS

    assert join(site.visitor(), code).status_code == 201


@pytest.mark.parametrize("gives", ["participant", "observer", "viewer"])
def test_JOIN3_a_code_gives_a_role(site, board, code, lead, gives):
    set_door(lead, board, gives=gives)
    ada = site.visitor()
    join(ada, code)

    assert ada.get(f"/api/boards/{board.id}").json["me"]["role"] == gives


@pytest.mark.parametrize(
    "wish",
    [{}, {"gives": "facilitator"}, {"gives": "staff"}, {"minutes": 0}, {"minutes": 10**9}, {"has_lobby": 1}],
)
def test_a_door_cannot_be_set_to_anything_else(board, lead, wish):
    answer = lead.post(f"/api/boards/{board.id}/invite", json={"do": "set", **wish})

    assert answer.json["code"] == "bad.shape"


# --- who is sent away -----------------------------------------------------------------------------


def test_JOIN4_who_is_removed_is_a_stranger_at_once(site, board, code, lead):
    ada = site.guest(board)
    assert ada.get(f"/api/boards/{board.id}/snapshot").status_code == 200

    assert lead.send("DELETE", f"/api/boards/{board.id}/people/{id_of(ada)}").json == {"ok": True}

    for path in ("", "/snapshot", "/entries"):
        assert ada.get(f"/api/boards/{board.id}{path}").json["code"] == "board.missing"
    assert ada.get(f"/b/{board.id}").status_code == 403
    assert join(ada, code).json["code"] == "board.removed"


def test_JOIN4_a_facilitator_can_let_somebody_back_in(site, board, code, lead):
    ada = site.guest(board)
    lead.send("DELETE", f"/api/boards/{board.id}/people/{id_of(ada)}")

    door = decide(lead, board, "admit", id_of(ada)).json["door"]

    assert names(door) == {"waiting": [], "away": []}
    assert ada.get(f"/api/boards/{board.id}").json["me"]["role"] == "participant"


def test_PERM1_who_leads_is_not_for_co_facilitators_to_say(site, board, lead):
    other, ada = site.guest(board, "Eva", role="facilitator"), site.guest(board)
    people = f"/api/boards/{board.id}/people"

    answers = [
        lead.send("DELETE", f"{people}/{id_of(other)}"),
        lead.send("PATCH", f"{people}/{id_of(other)}", json={"role": "participant"}),
        lead.send("PATCH", f"{people}/{id_of(ada)}", json={"role": "facilitator"}),
    ]

    assert [answer.json["code"] for answer in answers] == ["denied"] * 3
    assert lead.send("PATCH", f"{people}/{id_of(ada)}", json={"role": "co-facilitator"}).json["ok"]


def test_PERM1_who_leads_the_project_is_not_removed(site, board):
    lead, maker = site.facilitator(), site.services.people.first_account()

    answer = lead.send("DELETE", f"/api/boards/{board.id}/people/{maker.id}")

    assert answer.json["code"] == "people.keeps_role"


def test_JOIN4_a_download_under_way_is_cut_off(site, board, lead):
    sara = site.guest(board, "Sara", role="co-facilitator")
    site.services.assets.add(board.id, site.picture(b"x" * 300_000), now_ms=site.clock())
    answer = sara.get(f"/api/boards/{board.id}/export?format=json", buffered=False)
    parts = iter(answer.response)
    assert len(next(parts)) > 0

    lead.send("DELETE", f"/api/boards/{board.id}/people/{id_of(sara)}")
    site.clock.now_ms += 1_000

    with pytest.raises(ConnectionAbortedError):
        next(parts)


def test_JOIN4_who_stays_gets_the_whole_download(site, board, lead):
    site.services.assets.add(board.id, site.picture(b"x" * 300_000), now_ms=site.clock())
    answer = lead.get(f"/api/boards/{board.id}/export?format=json", buffered=False)
    parts = []
    for part in answer.response:
        site.clock.now_ms += 1_000
        parts.append(part)

    assert sum(map(len, parts)) == int(answer.headers["Content-Length"])
    assert len(parts) > 1


def test_JOIN4_documents_of_who_is_removed_or_loses_the_right_are_thrown_away(site, board, lead):
    documents, wish = site.app.extensions["tavolo.documents"], {"format": "svg"}
    staff = [site.guest(board, name, role="staff") for name in ("Sara", "Sofia")]
    begun = [one.post(f"/api/boards/{board.id}/documents", json=wish).json["document"]["id"] for one in staff]
    people = f"/api/boards/{board.id}/people"

    lead.send("DELETE", f"{people}/{id_of(staff[0])}")
    lead.send("PATCH", f"{people}/{id_of(staff[1])}", json={"role": "observer"})

    assert not set(begun) & set(documents._jobs)


# --- participants only add ------------------------------------------------------------------------


def test_PERM4_who_leads_sets_that_participants_only_add(site, board, lead):
    answer = lead.send("PATCH", f"/api/boards/{board.id}", json={"is_add_only": True})

    assert answer.json["board"]["is_add_only"] is True
    assert site.services.boards.get(board.id).is_add_only is True
    assert lead.send("PATCH", f"/api/boards/{board.id}", json={}).json["code"] == "bad.shape"


# --- people without a device ----------------------------------------------------------------------


def test_BEHALF1_who_leads_names_a_person_once_and_removes_them_for_good(site, board, lead):
    path = f"/api/boards/{board.id}/people"

    first = lead.post(path, json={"name": "  Rosa  "}).json["person"]
    again = lead.post(path, json={"name": "rosa"}).json["person"]

    assert (first["name"], first["role"], first["is_helped"]) == ("Rosa", "participant", True)
    assert again == first
    assert lead.post(path, json={"name": " "}).json["code"] == "name.empty"
    assert lead.send("DELETE", f"{path}/{first['id']}").json == {"ok": True}
    assert site.services.boards.door(board.id).away == ()
    assert site.services.boards.role_of(board.id, first["id"]) is None


def test_BEHALF1_a_board_names_a_limited_number_of_people(site, board, monkeypatch):
    monkeypatch.setattr("board.store.members.HELPED_MAX", 1)
    boards = site.services.boards
    boards.add_helped(board.id, "Rosa", now_ms=1)

    with pytest.raises(BoardError) as failed:
        boards.add_helped(board.id, "Ugo", now_ms=1)

    assert failed.value.code == "people.too_many"
