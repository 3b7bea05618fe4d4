"""Only our own pages, and programs, may change anything."""

import pytest

from tests.web.conftest import make_site

OWN = "http://localhost"
FORMS = ["/join", "/sign-in", "/sign-out", "/locale", "/setup/token", "/new", "/import", "/account", "/demo"]
CALLS = [
    "/api/join",
    "/api/sign-in",
    "/api/sign-out",
    "/api/locale",
    "/api/account",
    "/api/boards",
    "/api/import",
]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """One application for all that is refused: nothing of it gets as far as to change anything."""
    site = make_site(tmp_path_factory.mktemp("site"))
    yield site
    site.services.database.close()


@pytest.mark.parametrize("path", [*FORMS, *CALLS])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_a_change_from_another_site_is_refused(untouched, path, headers):
    answer = untouched.visitor().post(path, headers=headers)

    assert answer.status_code == 403
    assert "This request came from another site" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": OWN},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": OWN, "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_our_own_pages_and_programs_may(site, headers):
    assert site.visitor().post("/api/sign-out", headers=headers).json == {"ok": True}


def test_another_site_may_lead_here(site):
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}

    assert site.visitor().get("/", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT"])
def test_every_method_that_changes_something_is_checked(site, method):
    board = site.board()
    ada = site.guest(board, role="facilitator")

    answer = ada.send(method, f"/api/boards/{board.id}", headers={"Origin": "https://evil.example"})

    assert answer.json["code"] == "bad.origin"
    assert site.services.boards.get(board.id).name == board.name


def test_with_a_public_address_only_that_one_counts(new_site):
    site = new_site(public_url="https://tavolo.example.org")

    from_public = site.visitor().post("/api/sign-out", headers={"Origin": "https://tavolo.example.org"})
    from_inside = site.visitor().post("/api/sign-out", headers={"Origin": OWN})

    assert from_public.status_code == 200
    assert from_inside.status_code == 403
