"""RUN3: only requests that are meant for this server."""

import socket

import pytest

FOREIGN = [
    "evil.example",
    "evil.example:5000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "a b",
    "[::1",
]
OWN = ["localhost", "localhost:5000", "127.0.0.1:5000", "192.168.1.20:8080", "[::1]:5000", "LOCALHOST."]


@pytest.mark.parametrize("host", FOREIGN)
def test_RUN3_a_foreign_host_is_refused_with_a_sentence(site, host):
    page = site.visitor().get("/join", headers={"Host": host})
    call = site.visitor().get("/api/me", headers={"Host": host})

    assert page.status_code == 421
    assert "BOARD_PUBLIC_URL" in page.text
    assert call.json["code"] == "bad.host"


@pytest.mark.parametrize("host", FOREIGN)
def test_RUN3_a_socket_for_a_foreign_host_is_refused(site, host):
    answer = site.visitor().get("/socket.io/?EIO=4&transport=polling", headers={"Host": host})

    assert answer.status_code == 421
    assert answer.data == b""


@pytest.mark.parametrize("host", [*OWN, socket.gethostname(), f"{socket.gethostname()}:5000"])
def test_RUN3_our_own_names_are_let_in(site, host):
    assert site.visitor().get("/api/me", headers={"Host": host}).status_code == 200
    assert (
        site.visitor().get("/socket.io/?EIO=4&transport=polling", headers={"Host": host}).status_code == 200
    )


def test_RUN3_the_public_name_is_let_in(new_site):
    site = new_site(public_url="https://tavolo.example.org/board")

    assert site.visitor().get("/api/me", headers={"Host": "tavolo.example.org"}).status_code == 200
    assert site.visitor().get("/api/me", headers={"Host": "other.example.org"}).status_code == 421


def test_RUN3_a_refusal_says_nothing_about_the_server(site):
    board = site.board()
    refused = site.visitor().get(f"/api/boards/{board.id}", headers={"Host": "evil.example"})
    unknown = site.visitor().get("/api/boards/nothing", headers={"Host": "evil.example"})

    assert refused.json == unknown.json
