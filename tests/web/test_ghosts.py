"""OFFLINE3: nobody is shown whose connection ended while the server let them in."""

import threading

import pytest

from board.app import clock_ms
from board.live.admission import AT_ONCE
from tests.support.server import wait_until


@pytest.fixture
def page(site):
    """A guest's page: connected, not on the board yet."""
    site.clock.now_ms = clock_ms()  # live events go by the clock of the machine
    board = site.board()
    code = site.services.boards.invite(board.id).code
    joined = site.visitor().post("/api/join", json={"code": code, "name": "Ada"}).json
    client = site.app.extensions["socketio"].test_client(site.app, auth={"token": joined["token"]})
    assert client.is_connected()
    return board, client


def hello(board, client):
    client.emit("hello", {"board": board.id, "client": "client-of-ghost"})


def test_OFFLINE3_a_page_that_went_away_while_its_hello_waited_is_not_in_the_room(site, page):
    board, client = page
    admission = site.services.registry.admission
    for _ in range(AT_ONCE):
        admission._slots.acquire()
    asking = threading.Thread(target=hello, args=(board, client))
    asking.start()
    wait_until(lambda: admission.waiting == 1, "the page waits in line")

    client.disconnect()
    for _ in range(AT_ONCE):
        admission._slots.release()
    asking.join(10)

    room = site.services.registry.open(board.id)
    assert not asking.is_alive()
    assert room.sessions == {}
    assert site.services.connections._each_sign_in == {}


def test_OFFLINE3_a_page_that_stayed_is_in_the_room_until_it_goes(site, page):
    board, client = page
    hello(board, client)
    room = site.services.registry.open(board.id)
    assert len(room.sessions) == 1

    client.disconnect()

    assert room.sessions == {}
