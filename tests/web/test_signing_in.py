"""Accounts: the one-time link, e-mail and password, signing out."""

import pytest

from board.store.passwords import hash_password
from board.web.limits import PASSWORD_MIN, SIGN_INS_FAILED_ALL, SIGN_INS_FAILED_EACH

EMAIL, PASSWORD = "ada@example.org", "correct horse battery"


@pytest.fixture
def account(site):
    return site.services.people.create_account(
        "Ada", EMAIL, hash_password(PASSWORD), "it", now_ms=site.clock()
    )


def sign_in(visitor, email=EMAIL, password=PASSWORD, **options):
    return visitor.post("/api/sign-in", json={"email": email, "password": password}, **options)


def link(site):
    return site.services.people.make_setup_link(now_ms=site.clock())


# --- e-mail and password ----------------------------------------------------------------------------


def test_the_right_password_signs_in(site, account):
    ada = site.visitor()

    answer = sign_in(ada, "  Ada@Example.org ")

    assert answer.json["person"]["id"] == account.id
    assert answer.json["token"] == ada.token
    assert ada.get("/api/me").json["person"]["is_account"] is True


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(site, account):
    wrong, unknown = sign_in(site.visitor(), password="wrong"), sign_in(site.visitor(), "eve@example.org")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.data == unknown.data
    assert wrong.json["code"] == "auth.failed"


@pytest.mark.parametrize("email", ["", "@", "not an address", "a@b\n", "x" * 100_000])
def test_what_is_no_address_is_an_unknown_account(site, email):
    assert sign_in(site.visitor(), email).json["code"] == "auth.failed"


def test_an_account_without_a_password_cannot_be_signed_in_to(site):
    site.facilitator()

    assert sign_in(site.visitor(), "", "").json["code"] == "auth.failed"


def test_LIM1_after_five_wrong_passwords_the_account_waits_for_that_address(site, account):
    for _ in range(SIGN_INS_FAILED_EACH):
        sign_in(site.visitor(), password="wrong")

    assert sign_in(site.visitor()).json["code"] == "join.too_many"
    elsewhere = sign_in(site.visitor(), environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200

    site.clock.now_ms += 60_000
    assert sign_in(site.visitor()).status_code == 200


def test_LIM1_trying_one_password_on_many_accounts_has_a_limit_too(site, account):
    for n in range(SIGN_INS_FAILED_ALL):
        sign_in(site.visitor(), f"person{n}@example.org")

    assert sign_in(site.visitor()).json["code"] == "join.too_many"


def test_LIM1_signing_in_rightly_is_never_too_often(site, account):
    answers = [sign_in(site.visitor()) for _ in range(SIGN_INS_FAILED_EACH + 1)]

    assert {answer.status_code for answer in answers} == {200}


def test_the_page_keeps_the_address_and_says_what_is_wrong(site, account):
    page = site.visitor().post("/sign-in", data={"email": "ada<@example.org", "password": "wrong"})

    assert page.status_code == 401
    assert 'value="ada&lt;@example.org"' in page.text
    assert "The e-mail address or the password is not right." in page.text
    assert "wrong" not in page.text.replace("wrong tries", "")


def test_the_page_signs_in_without_a_script(site, account):
    ada = site.visitor()

    answer = ada.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")
    assert "Sign out" in ada.get("/").text


# --- sessions -------------------------------------------------------------------------------------


def test_a_session_gets_a_new_token_at_every_change_of_identity(site, account):
    ada = site.guest(site.board())
    as_guest = ada.token

    sign_in(ada)
    as_account = ada.token
    ada.post("/api/account", json={"name": "Ada", "email": EMAIL, "password": "another long one"})

    assert len({as_guest, as_account, ada.token}) == 3
    for old in (as_guest, as_account):
        assert site.visitor(Authorization=f"Bearer {old}").get("/api/me").json["person"] is None


def test_signing_out_ends_the_session_everywhere(site, account):
    ada = site.visitor()
    token = sign_in(ada).json["token"]

    ada.post("/api/sign-out")

    assert ada.token == ""
    assert site.visitor(Authorization=f"Bearer {token}").get("/api/me").json["person"] is None


def test_signing_out_twice_is_fine(site):
    visitor = site.visitor()

    assert visitor.post("/api/sign-out").json == {"ok": True}
    assert visitor.post("/sign-out").status_code == 303


@pytest.mark.parametrize("token", ["x", "x" * 500, "tökèn", "a b", "\t"])
def test_a_token_that_nobody_has_is_nobody(site, token):
    program = site.visitor(Authorization=f"Bearer {token}".encode().decode("latin-1"))

    assert program.get("/api/me").json["person"] is None


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(site, account):
    header = sign_in(site.visitor()).headers["Set-Cookie"]

    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/;" in header
    assert "Secure" not in header


def test_the_cookie_lasts_longer_with_each_page(site):
    ada = site.guest(site.board())

    assert f"tavolo_session={ada.token}" in ada.get("/").headers["Set-Cookie"]


# --- the first facilitator ----------------------------------------------------------------------------


def test_the_link_only_works_when_the_button_is_pressed(site):
    visitor, token = site.visitor(), link(site)

    page = visitor.get(f"/setup/{token}")

    assert page.text.count("<button") == 3  # the one, and two for the language
    assert visitor.get("/api/me").json["person"] is None
    assert visitor.post(f"/setup/{token}").status_code == 303
    assert visitor.get("/api/me").json["person"]["is_account"] is True


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_link_works_once(site, method):
    token = link(site)
    site.visitor().post(f"/setup/{token}")

    again = site.visitor().send(method, f"/setup/{token}")

    assert again.status_code == 410
    assert "This link has been used or has expired." in again.text


def test_home_asks_the_first_facilitator_for_a_password_until_there_is_one(site):
    facilitator = site.facilitator()
    assert "one-time link" in facilitator.get("/").text

    form = {"name": "Ada", "email": EMAIL, "password": PASSWORD}
    answer = facilitator.post("/account", data=form)

    assert answer.status_code == 303
    assert "one-time link" not in facilitator.get(answer.location).text
    assert sign_in(site.visitor()).json["person"]["name"] == "Ada"


def test_the_account_page_says_everything_that_is_wrong_at_once(site):
    page = site.facilitator().post("/account", data={"name": " ", "email": "boh", "password": "short"})

    assert page.status_code == 400
    assert page.text.count('role="alert"') == 3
    assert 'value="boh"' in page.text
    assert "short" not in page.text.replace("too short", "")


def test_two_accounts_cannot_have_one_address(site, account):
    form = {"name": "Bob", "email": EMAIL.upper(), "password": PASSWORD}

    page = site.facilitator().post("/account", data=form)

    assert page.status_code == 409
    assert "There is already an account with this e-mail address." in page.text


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("password", "x" * (PASSWORD_MIN - 1), "auth.password_short"),
        ("password", "x" * 1000, "text.too_long"),
        ("password", "\ud800" * 20, "bad.text"),
        ("email", "ada@example", "auth.email_bad"),
        ("email", "a" * 300 + "@example.org", "auth.email_bad"),
        ("name", "", "name.empty"),
    ],
)
def test_credentials_that_cannot_be_used_are_refused(site, field, typed, error):
    body = {"name": "Ada", "email": EMAIL, "password": PASSWORD, field: typed}

    assert site.facilitator().post("/api/account", json=body).json["code"] == error


def test_DATA2_the_log_file_names_nobody(site, account):
    ada = site.visitor()
    sign_in(ada, password="wrong")
    sign_in(ada)
    ada.get("/join/AAAAAA")
    ada.get("/setup/some-token")

    for private in (EMAIL, PASSWORD, "AAAAAA", "some-token", ada.token, "127.0.0.1"):
        assert private not in site.log_text
