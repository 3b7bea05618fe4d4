"""Bad input over HTTP: each kind gets its own code and a plain sentence, and nothing happens."""

import io
import json

import pytest

from board.core.errors import every_error
from board.web.limits import BODY_LIMIT_BYTES, IMPORT_LIMIT_BYTES

JSON = {"Content-Type": "application/json"}
NAN = '{"code": NaN, "name": "Ada"}'


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("", 400, "bad.shape"),
        ("{", 400, "bad.shape"),
        ("[]", 400, "bad.shape"),
        ("null", 400, "bad.shape"),
        ('"text"', 400, "bad.shape"),
        ('{"code": "AAAAAA"', 400, "bad.shape"),
        ('{"code": 7, "name": "Ada"}', 400, "bad.shape"),
        ('{"code": "AAAAAA", "name": "Ada", "role": "facilitator"}', 400, "bad.field"),
        (NAN, 400, "bad.number"),
        ('{"code": Infinity, "name": "Ada"}', 400, "bad.number"),
        ('{"code": "\\ud800", "name": "Ada"}', 400, "bad.text"),
        ('{"code": "\\u0000", "name": "Ada"}', 400, "bad.text"),
        (b'{"code": "\xff", "name": "Ada"}', 400, "bad.shape"),
        ("[" * 100_000, 400, "bad.shape"),
        ('{"code":' * 5_000 + "1" + "}" * 5_000, 400, "bad.shape"),
        ('{"code": ' + "9" * 10_000 + "}", 400, "bad.shape"),
        (f'{{"code": "{"A" * BODY_LIMIT_BYTES}"}}', 413, "bad.too_big"),
    ],
)
def test_ERR1_a_bad_body_gets_its_own_code(site, body, status, error):
    answer = site.visitor().post("/api/join", data=body, headers=JSON)

    assert (answer.status_code, answer.json["code"]) == (status, error)
    assert answer.json["ok"] is False
    assert answer.json["message"].endswith((".", ")"))
    assert set(answer.json) <= {"ok", "code", "message", "data", "retry_ms"}


def test_ERR1_a_body_that_does_not_say_it_is_json_is_refused(site):
    answer = site.visitor().post("/api/join", data="code=AAAAAA&name=Ada")

    assert answer.json["code"] == "bad.shape"


def test_ERR1_the_sentence_is_in_the_language_of_the_person(site):
    answer = site.visitor("it").post("/api/join", data=NAN, headers=JSON)

    assert answer.json["message"] == "La posizione o la misura è fuori dalla lavagna."


def test_ERR1_every_error_has_a_code_of_its_own_and_a_sentence():
    errors = every_error()

    assert len({error.code for error in errors}) == len(errors)
    for error in errors:
        assert error.message.endswith((".", ". (%(why)s)", ". (%(ref)s)"))
        assert "!" not in error.message


@pytest.mark.parametrize("length", [str(BODY_LIMIT_BYTES + 1), "99999999999999"])
def test_LIM1_a_body_that_says_it_is_too_big_is_not_read(site, length):
    answer = site.visitor().post(
        "/api/join", data=b"{}", headers=JSON, environ_overrides={"CONTENT_LENGTH": length}
    )

    assert answer.json["code"] == "bad.too_big"


def chunked(visitor, path, content):
    """A body whose length is not said before it comes."""
    return visitor.post(
        path,
        input_stream=io.BytesIO(content),
        headers={**JSON, "Transfer-Encoding": "chunked"},
    )


def test_a_body_in_chunks_is_read_to_its_end(site):
    answer = chunked(site.visitor(), "/api/join", b'{"code": "AAAAAA", "name": "Ada"}')

    assert answer.json["code"] == "join.wrong_code"


def test_LIM1_a_body_in_chunks_has_the_same_limit(site):
    answer = chunked(site.visitor(), "/api/join", b'{"code": "' + b"A" * BODY_LIMIT_BYTES + b'"}')

    assert (answer.status_code, answer.json["code"]) == (413, "bad.too_big")


def test_LIM1_an_import_may_be_larger(site):
    padding = " " * (BODY_LIMIT_BYTES + 1)

    answer = site.facilitator().post("/api/import", data=padding + "{}", headers=JSON)

    assert answer.json["code"] == "import.bad"


def test_LIM1_but_not_larger_than_its_own_limit(site):
    answer = site.facilitator().post(
        "/api/import", data=b"{}", environ_overrides={"CONTENT_LENGTH": str(IMPORT_LIMIT_BYTES + 1)}
    )

    assert answer.json["code"] == "bad.too_big"


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/api/nothing", 404, "page.missing"),
        ("GET", "/api/join", 405, "page.method"),
        ("PUT", "/api/me", 405, "page.method"),
        ("GET", "/healthz/nothing", 404, "page.missing"),
    ],
)
def test_ERR1_an_address_that_is_not_there_answers_in_the_one_shape(site, method, path, status, error):
    answer = site.visitor().send(method, path)

    assert (answer.status_code, answer.json["code"]) == (status, error)


def test_ERR1_a_page_that_is_not_there_is_a_page(site):
    answer = site.visitor().get("/nothing/here")

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "There is nothing at this address." in answer.text


# --- mistakes of our own ------------------------------------------------------------------------------


def break_home(site):
    """From now on the start page makes a mistake whose message nobody may see."""

    def broken():
        raise RuntimeError("the secret of Ada")

    site.app.view_functions["pages.home"] = broken
    site.app.view_functions["api.me"] = broken


def test_ERR1_a_fault_shows_no_stack_trace_on_a_page(site):
    break_home(site)

    answer = site.visitor().get("/")

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    for private in ("Traceback", "RuntimeError", "secret", ".py"):
        assert private not in answer.text


def test_ERR1_a_fault_leaves_one_short_line_with_its_reference_in_the_log(site):
    break_home(site)

    answer = site.visitor().get("/api/me")

    ref = answer.json["data"]["ref"]
    lines = [line for line in site.log_text.splitlines() if ref in line]
    assert answer.json["code"] == "server"
    assert len(lines) == 1
    assert "RuntimeError" in lines[0]
    assert len(lines[0]) < 300
    assert "secret" not in site.log_text


def test_ACK3_without_the_database_pages_say_so(site):
    site.services.database.write(lambda connection: connection.exec_driver_sql("DROP TABLE auth_session"))
    somebody = site.visitor(Authorization="Bearer some-token")

    page, answer = somebody.get("/"), somebody.get("/api/me")

    assert page.status_code == answer.status_code == 503
    assert answer.json["code"] == "storage"
    assert answer.json["retry_ms"] > 0


def test_bad_input_leaves_one_short_line_in_the_log(site):
    site.visitor().post("/api/join", data=NAN, headers=JSON)

    lines = site.log_text.splitlines()
    assert len(lines) == 1
    assert "bad.number" in lines[0]
    assert len(lines[0]) < 200


def test_JSON_keeps_every_character(site):
    board = site.board("Città — مدرسة 👩🏽‍🏫")

    answer = site.facilitator().get(f"/api/boards/{board.id}")

    assert json.loads(answer.data)["board"]["name"] == "Città — مدرسة 👩🏽‍🏫"
