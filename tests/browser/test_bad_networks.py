"""Networks as they are: proxies that know no websockets, that fall silent, that cut what is idle."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitor
from tests.support.pages import BoardPage, open_board
from tests.support.proxy import running_proxy
from tests.support.rooms import note
from tests.support.server import SocketPerson, wait_until


@pytest.fixture
def proxy(server):
    with running_proxy(server.port) as proxy:
        yield proxy


@pytest.fixture
def board_id(facilitator):
    return facilitator.post("/api/boards", {"method": "blank", "name": "Behind a proxy"})["board"]["id"]


@pytest.fixture
def code(facilitator, board_id):
    return facilitator.get(f"/api/boards/{board_id}/invite").json()["code"]


@pytest.fixture
def mia(server, proxy, visitors, code) -> Visitor:
    """A person whose browser reaches the server through the proxy only."""
    visitor = visitors.new(server)
    visitor.trouble.origin = proxy.url
    visitor.trouble.may_lose_server = visitor.trouble.may_lose_websockets = True
    token = server.guest(code, "Mia").token
    visitor.context.add_cookies([{"name": "tavolo_session", "value": token, "url": proxy.url}])
    return visitor


def open_through(proxy, visitor: Visitor, board_id: str) -> BoardPage:
    """The board, loaded through the proxy; from now on the page must not be loaded again."""
    visitor.page.goto(f"{proxy.url}/b/{board_id}")
    board = BoardPage(visitor.page).wait_ready()
    visitor.page.evaluate("window.isTheFirstLoad = true")
    return board


def send_all(person: SocketPerson) -> None:
    """Until each op is accepted; those that came too fast are sent again one by one."""
    wait_until(lambda: person.unsent.keys() <= person.put_off.keys(), "all first answers")
    while person.unsent:
        wait_until(lambda: person.is_accepted_now(min(person.unsent)), "the next op to be accepted")


@pytest.mark.parametrize("what", ["strip", "swallow"])
def test_OFFLINE3_polling_takes_over_where_no_websocket_gets_through(facilitator, proxy, mia, board_id, what):
    board = open_through(proxy, mia, board_id)
    assert proxy.swallowed == 0

    proxy.websockets = what
    proxy.cut()
    board.write_note("By long-polling")
    wait_until(lambda: "By long-polling" in facilitator.note_texts(board_id), "the note by long-polling")

    board.wait_saved()
    assert proxy.swallowed >= 1
    assert mia.page.evaluate("window.isTheFirstLoad")
    proxy.websockets = "pass"
    proxy.cut()
    board.write_note("Any way")
    wait_until(lambda: "Any way" in facilitator.note_texts(board_id), "the next note")


def test_OFFLINE3_a_page_opens_where_no_websocket_gets_through(proxy, mia, board_id):
    proxy.websockets = "swallow"

    board = open_through(proxy, mia, board_id)

    board.write_note("Opened by long-polling")
    board.wait_saved()


def test_OFFLINE3_a_proxy_that_cuts_idle_connections_costs_nothing(facilitator, proxy, mia, board_id):
    board = open_through(proxy, mia, board_id)
    proxy.idle_limit_s = 0.3
    proxy.cut()

    for turn in range(3):
        board.write_note(f"Between two cuts {turn}")
        before = proxy.cuts
        wait_until(lambda before=before: proxy.cuts > before, "the proxy to cut")
    proxy.idle_limit_s = None
    proxy.cut()

    written = {f"Between two cuts {turn}" for turn in range(3)}
    wait_until(lambda: written <= set(facilitator.note_texts(board_id)), "all three notes")
    board.wait_saved()
    assert sorted(facilitator.note_texts(board_id)) == sorted(written)
    assert mia.page.evaluate("window.isTheFirstLoad")


def test_OFFLINE3_a_connection_that_is_dead_without_a_word_is_noticed_on_both_sides(
    server, facilitator, proxy, mia, board_id, code, visitors
):
    other = SocketPerson(server.guest(code, "Leo"), board_id).connect()
    board = open_through(proxy, mia, board_id)

    def is_here() -> bool:
        return any(here["person"] != other.caller.person_id for here in other.here.values())

    wait_until(is_here, "Mia to be seen")

    proxy.is_silent = True
    board.write_note("Into the void")
    wait_until(lambda: not is_here(), "Mia to be gone", 20 + 5)
    board.wait_offline()
    expect(board.page.locator(".save-words")).to_have_text(re.compile(r"^Offline, \d+ unsent$"))
    proxy.is_silent = False

    board.wait_saved()
    wait_until(is_here, "Mia to be seen again")
    assert facilitator.note_texts(board_id) == ["Into the void"]
    other.disconnect()


def test_SEQ2_five_minutes_offline_on_both_sides_become_one_board(
    server, facilitator, visitors, board_id, code
):
    """More is written meanwhile than a page is told by entries, so it catches up by a snapshot."""
    visitor = visitors.new(server, caller=facilitator)
    visitor.trouble.may_lose_server = True
    board = open_board(visitor, board_id)
    others = [SocketPerson(server.guest(code, f"Outside {turn}"), board_id).connect() for turn in range(6)]
    visitor.context.set_offline(True)
    board.wait_offline()

    for turn in range(5):
        board.write_note(f"From the tunnel {turn}")
    for turn in range(600):
        others[turn % 6].send(note(f"note-outside-{turn:04}", text=f"Outside {turn}"))
    for other in others:
        send_all(other)
    visitor.context.set_offline(False)

    board.wait_saved()
    board.sight("List").wait_rows(605)
    assert len(facilitator.note_texts(board_id)) == 605
    assert sum(text.startswith("From the tunnel") for text in facilitator.note_texts(board_id)) == 5
    for other in others:
        other.disconnect()
