"""Coming in with a code: the names, the codes, and how often one may guess."""

import pytest

from board.core.kinds import NAME_LIMIT
from board.web.limits import JOINS_FAILED_ALL, JOINS_FAILED_EACH


def join(visitor, code, name="Ada", **options):
    return visitor.post("/api/join", json={"code": code, "name": name}, **options)


@pytest.fixture
def board(site):
    return site.board()


@pytest.fixture
def code(site, board):
    return site.services.boards.invite(board.id).code


def wrong_code(code: str) -> str:
    return ("A" if code[0] != "A" else "C") + code[1:]


def test_a_code_and_a_name_are_all_it_takes(site, board, code):
    ada = site.visitor()

    answer = join(ada, code)

    assert answer.status_code == 201
    assert answer.json["board"] == {"id": board.id, "name": board.name}
    assert answer.json["person"]["name"] == "Ada"
    assert answer.json["token"] == ada.token
    assert ada.get(f"/api/boards/{board.id}").json["me"]["role"] == "participant"


def test_a_token_in_the_header_does_what_the_cookie_does(site, board, code):
    token = join(site.visitor(), code).json["token"]
    program = site.visitor(Authorization=f"Bearer {token}")

    assert program.get(f"/api/boards/{board.id}").json["me"]["name"] == "Ada"


@pytest.mark.parametrize(
    "write", [str.lower, lambda code: f" {code[:3]}-{code[3:]} ", lambda code: " ".join(code)]
)
def test_a_code_may_be_written_as_people_write(site, code, write):
    assert join(site.visitor(), write(code)).status_code == 201


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Anna   Maria ", "Anna Maria"),
        ("Anna\u202egro", "Annagro"),
        ("An\u200bna", "Anna"),
        ("\ufeffZoë\u2066", "Zoë"),
        ("أمينة", "أمينة"),
        ("👩🏽 Ida", "👩🏽 Ida"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * NAME_LIMIT, "x" * NAME_LIMIT),
    ],
)
def test_a_name_is_kept_as_it_is_shown(site, code, typed, shown):
    assert join(site.visitor(), code, typed).json["person"]["name"] == shown


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "name.empty"),
        ("   ", "name.empty"),
        ("\u200b\u202e", "name.empty"),
        ("x" * (NAME_LIMIT + 1), "name.too_long"),
        ("An\0na", "bad.text"),
        ("An\x1bna", "bad.text"),
        ("An\ud800na", "bad.text"),
        (7, "bad.shape"),
        (None, "bad.shape"),
    ],
)
def test_a_name_that_cannot_be_shown_is_refused(site, board, code, typed, error):
    answer = join(site.visitor(), code, typed)

    assert answer.json["code"] == error
    assert answer.json["ok"] is False
    assert answer.json["message"]
    assert len(site.services.boards.members(board.id)) == 1


@pytest.mark.parametrize("typed", ["", "A", "AAAAAAA", "A0IL1O", "ÀÈÌÒÙÉ", "A" * 5000, "'; --"])
def test_what_cannot_be_a_code_is_a_wrong_code(site, typed):
    answer = join(site.visitor(), typed)

    assert (answer.status_code, answer.json["code"]) == (404, "join.wrong_code")


def test_a_closed_code_says_so(site, board, code):
    site.services.boards.set_invite_open(board.id, False, now_ms=site.clock())

    answer = join(site.visitor(), code)

    assert (answer.status_code, answer.json["code"]) == (403, "join.closed")


def test_a_renewed_code_replaces_the_old_one(site, board, code):
    renewed = site.services.boards.renew_invite(board.id, now_ms=site.clock()).code

    assert join(site.visitor(), code).json["code"] == "join.wrong_code"
    assert join(site.visitor(), renewed).status_code == 201


def test_somebody_who_comes_back_stays_the_same_person(site, board, code):
    ada = site.visitor()
    first = join(ada, code).json

    again = join(ada, code, "Ada B.").json
    elsewhere = join(ada, site.services.boards.invite(site.board("Another").id).code, "Ada B.").json

    assert first["person"]["id"] == again["person"]["id"] == elsewhere["person"]["id"]
    assert again["person"]["name"] == "Ada B."
    assert [member.name for member in site.services.boards.members(board.id)] == ["Ada B.", "Maker"]


def test_who_is_a_facilitator_stays_one_after_joining_again(site, board, code):
    ada = site.guest(board, role="facilitator")

    join(ada, code)

    assert ada.get(f"/api/boards/{board.id}").json["me"]["role"] == "facilitator"


def test_an_account_keeps_its_name_when_it_joins(site, board, code):
    facilitator = site.facilitator()

    answer = join(facilitator, code, "")

    assert answer.json["person"]["name"] == "Facilitator"


# --- how often ------------------------------------------------------------------------------------


def test_LIM1_after_ten_wrong_codes_an_address_has_to_wait(site, code):
    guesser = site.visitor()
    for _ in range(JOINS_FAILED_EACH):
        assert join(guesser, wrong_code(code)).json["code"] == "join.wrong_code"

    answer = join(guesser, code)

    assert (answer.status_code, answer.json["code"]) == (429, "join.too_many")
    assert 0 < answer.json["retry_ms"] <= 60_000
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_LIM1_after_a_minute_it_may_try_again(site, code):
    guesser = site.visitor()
    for _ in range(JOINS_FAILED_EACH + 1):
        join(guesser, wrong_code(code))

    site.clock.now_ms += 60_000

    assert join(guesser, code).status_code == 201


def test_LIM1_looking_at_a_join_link_counts_as_a_try(site, code):
    guesser = site.visitor()
    for _ in range(JOINS_FAILED_EACH):
        guesser.get(f"/join/{wrong_code(code)}")

    assert guesser.get(f"/join/{code}").status_code == 429


def test_LIM1_sixty_people_behind_one_address_all_come_in(site, code):
    answers = [join(site.visitor(), code, f"Person {n}") for n in range(60)]

    assert {answer.status_code for answer in answers} == {201}


def test_LIM1_another_address_is_not_held_up(site, code):
    for _ in range(JOINS_FAILED_EACH + 1):
        join(site.visitor(), wrong_code(code))

    elsewhere = join(site.visitor(), code, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})

    assert elsewhere.status_code == 201


def test_LIM1_guessing_from_many_addresses_has_a_limit_too(site, code):
    for n in range(JOINS_FAILED_ALL):
        join(site.visitor(), wrong_code(code), environ_overrides={"REMOTE_ADDR": f"192.0.2.{n + 1}"})

    answer = join(site.visitor(), code, environ_overrides={"REMOTE_ADDR": "198.51.100.1"})

    assert answer.json["code"] == "join.too_many"


# --- the pages ------------------------------------------------------------------------------------


def test_the_join_page_works_without_a_script(site, board, code):
    ada = site.visitor()

    answer = ada.post("/join", data={"code": code, "name": "Ada"})

    assert (answer.status_code, answer.location) == (303, f"/b/{board.id}")
    assert ada.get(answer.location).status_code == 200


def test_the_link_asks_only_for_the_name(site, board, code):
    page = site.visitor().get(f"/join/{code.lower()}")

    assert board.name in page.text
    assert f'type="hidden" name="code" value="{code}"' in page.text
    assert 'id="name"' in page.text


def test_a_page_shows_each_error_beside_its_field_and_keeps_what_was_typed(site):
    page = site.visitor().post("/join", data={"code": "zz<9", "name": "y" * 41})

    assert page.status_code == 404
    assert 'value="zz&lt;9"' in page.text
    assert f'value="{"y" * 41}"' in page.text
    assert page.text.count('role="alert"') == 2
    assert 'aria-describedby="code-error code-hint"' in page.text
    assert 'aria-describedby="name-error name-hint"' in page.text


def test_a_wrong_name_does_not_ask_for_the_code_again(site, board, code):
    page = site.visitor().post("/join", data={"code": code, "name": " "})

    assert page.status_code == 400
    assert board.name in page.text
    assert 'type="hidden" name="code"' in page.text


@pytest.mark.parametrize(("is_open", "status"), [(True, 404), (False, 403)])
def test_a_link_that_no_longer_works_shows_why(site, board, code, is_open, status):
    if is_open:
        site.services.boards.renew_invite(board.id, now_ms=site.clock())
    else:
        site.services.boards.set_invite_open(board.id, False, now_ms=site.clock())

    page = site.visitor().get(f"/join/{code}")

    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert board.name not in page.text
