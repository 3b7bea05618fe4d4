"""NET1: everything works under a sub-path, behind a proxy that keeps it and one that takes it off."""

import pytest

PUBLIC = "https://example.org/tavolo"


@pytest.fixture(params=["kept", "taken off"])
def visitor(new_site, request):
    site = new_site(public_url=PUBLIC, locale="en")
    found = site.visitor(Host="example.org", Origin="https://example.org")
    found.prefix = "/tavolo" if request.param == "kept" else ""
    found.site = site
    return found


def test_NET1_every_link_of_a_page_has_the_sub_path(visitor):
    page = visitor.get("/").text

    for attribute in ('href="', 'src="', 'action="'):
        for link in page.split(attribute)[1:]:
            assert link.startswith(("/tavolo/", "data:", "#")), link[:60]


def test_NET1_redirects_and_cookies_have_it_too(visitor):
    token = visitor.site.services.people.make_setup_link(now_ms=visitor.site.clock())

    answer = visitor.post(f"/setup/{token}")

    assert answer.location == "/tavolo/"
    assert "Path=/tavolo;" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_NET1_the_invitation_says_the_public_address(visitor):
    site = visitor.site
    board = site.board()
    ada = site.guest(board, role="facilitator")

    invite = ada.get(f"/api/boards/{board.id}/invite").json

    assert invite["link"] == f"{PUBLIC}/join/{invite['code']}"


def test_NET1_the_board_page_tells_its_script_where_it_lives(visitor):
    site = visitor.site
    board = site.board()

    page = site.guest(board).get(f"/b/{board.id}").text

    assert '"base": "/tavolo"' in page


def test_NET1_choosing_a_language_comes_back_to_the_page(visitor):
    headers = {"Referer": f"{PUBLIC}/sign-in"}

    assert visitor.post("/locale", data={"locale": "it"}, headers=headers).location == "/tavolo/sign-in"


def test_NET1_the_sub_path_without_its_slash_leads_to_the_start(new_site):
    site = new_site(public_url=PUBLIC)

    answer = site.app.test_client().get("/tavolo")

    assert (answer.status_code, answer.location) == (308, "/tavolo/")


def test_NET1_what_only_begins_like_the_sub_path_is_not_it(new_site):
    site = new_site(public_url=PUBLIC)

    assert site.app.test_client().get("/tavolone").status_code == 404


def test_an_https_server_says_to_stay_on_https(new_site):
    secure, plain = new_site(public_url=PUBLIC), new_site()

    assert "Strict-Transport-Security" in secure.visitor().get("/").headers
    assert "Strict-Transport-Security" not in plain.visitor().get("/").headers


@pytest.mark.parametrize(
    ("peer", "forwarded", "same_as"),
    [
        ("127.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("2001:db8:1:2::1", "", "2001:db8:1:2:ffff::9"),
        ("127.0.0.1", "not an address", "also not one"),
    ],
)
def test_LIM1_the_address_is_what_the_proxy_says_and_only_the_proxy(new_site, peer, forwarded, same_as):
    site = new_site()
    for _ in range(10):
        site.visitor(**{"X-Forwarded-For": forwarded}).post(
            "/api/join", json={"code": "", "name": "A"}, environ_overrides={"REMOTE_ADDR": peer}
        )

    answer = site.visitor().post(
        "/api/join", json={"code": "", "name": "A"}, environ_overrides={"REMOTE_ADDR": same_as}
    )

    assert answer.json["code"] == "join.too_many"
