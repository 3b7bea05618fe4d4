"""Changes that wait in the browser: whose they are, what becomes of them, and what the page says."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Error, Page, expect

from tests.support.browser import PHONE, Visitor
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import delete
from tests.support.server import SocketPerson, wait_until

NO_QUEUE = "Object.defineProperty(window, 'indexedDB', { value: undefined })"
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
WAITING = re.compile(r"^Offline, \d+ unsent$")


@pytest.fixture
def board_id(facilitator):
    return facilitator.post("/api/boards", {"method": "blank", "name": "Unsent"})["board"]["id"]


@pytest.fixture
def code(facilitator, board_id):
    return facilitator.get(f"/api/boards/{board_id}/invite").json()["code"]


@pytest.fixture
def mia(server, visitors, code) -> Visitor:
    visitor = visitors.new(server, caller=server.guest(code, "Mia"))
    visitor.trouble.may_lose_server = True
    return visitor


def write_offline(visitor: Visitor, board_id: str, text: str) -> BoardPage:
    """The board with a note of which the server knows nothing; the browser keeps it."""
    board = open_board(visitor, board_id)
    visitor.context.set_offline(True)
    board.wait_offline()
    board.write_note(text)
    expect(board.page.locator(".save-words")).to_have_text(WAITING)
    wait_until(lambda: str(kept(visitor.page)) in board.save_words, "all of it to be kept")
    return board


def leave_behind(visitor: Visitor, board_id: str, text: str) -> None:
    """Write a note offline on the visitor's page, which crashes then; the visitor has a new page."""
    write_offline(visitor, board_id, text)
    crash(visitor.page)
    visitor.context.set_offline(False)
    visitor.page = visitor.another_page()


def crash(page: Page) -> None:
    with pytest.raises(Error):
        page.goto("chrome://crash")
    page.close()


def test_OFFLINE2_nobody_else_at_the_same_computer_sees_or_sends_what_was_left(
    server, facilitator, mia, board_id, code
):
    leave_behind(mia, board_id, "Only for Mia to send")
    leo = server.guest(code, "Leo")
    its_mia = mia.context.cookies()[0]

    mia.be(leo)
    others = open_board(mia, board_id)
    assert others.save_words == "Saved"
    others.write_note("From Leo")
    others.wait_saved()
    assert facilitator.note_texts(board_id) == ["From Leo"]

    mia.context.add_cookies([its_mia])
    own = open_board(mia, board_id)
    own.wait_saved()
    wait_until(lambda: "Only for Mia to send" in facilitator.note_texts(board_id), "the note of Mia")


def test_OFFLINE2_leaving_the_board_says_how_much_would_be_lost_and_forgets_it(
    server, facilitator, mia, board_id
):
    other = facilitator.post("/api/boards", {"method": "blank", "name": "Another"})["board"]["id"]
    code = facilitator.get(f"/api/boards/{other}/invite").json()["code"]
    mia.page.goto(f"{server.url}/join/{code}")
    mia.page.get_by_role("button", name="Join", exact=True).click()
    mia.page.wait_for_url("**/b/*")
    leave_behind(mia, board_id, "Given up")
    token = mia.context.cookies()[0]

    board = open_board(mia, other)
    board.menu("Leave the board")
    dialog = mia.page.get_by_role("dialog")
    expect(dialog).to_contain_text("not been sent yet and would be lost")
    dialog.get_by_role("button", name="Leave", exact=True).click()
    mia.page.wait_for_url(f"{server.url}/")

    assert token["value"] not in [cookie["value"] for cookie in mia.context.cookies()]
    assert kept(mia.page) == 0
    assert facilitator.note_texts(board_id) == []


def test_OFFLINE2_signing_out_on_a_page_asks_before_it_forgets(server, facilitator, mia, board_id):
    leave_behind(mia, board_id, "Not given up")
    mia.page.goto(f"{server.url}/about")

    with mia.page.expect_event("dialog"):  # and nobody agrees to it
        mia.page.get_by_role("button", name="Sign out").click()

    assert "would be lost" in mia.trouble.lines.pop()
    assert kept(mia.page) > 0
    open_board(mia, board_id)
    wait_until(lambda: facilitator.note_texts(board_id) == ["Not given up"], "the note")


def kept(page: Page) -> int:
    """How many changes wait in this browser."""
    return page.evaluate(
        """() => new Promise((resolve) => {
          const opening = indexedDB.open("tavolo");
          opening.onsuccess = () => {
            const count = opening.result.transaction("changes").objectStore("changes").count();
            count.onsuccess = () => { opening.result.close(); resolve(count.result); };
          };
        })"""
    )


def test_SEQ2_a_refused_change_says_why_and_the_next_ones_go_on(facilitator, mia, board_id, server, code):
    board = open_board(mia, board_id)
    board.write_note("Taken away meanwhile")
    board.wait_saved()
    mia.context.set_offline(True)
    board.wait_offline()
    board.page.keyboard.press("ArrowRight")
    board.write_note("Written after it")
    note_id = facilitator.snapshot(board_id)["items"][0]["id"]
    leo = SocketPerson(server.guest(code, "Leo"), board_id).connect()
    assert leo.op(delete(note_id))["ok"]
    leo.disconnect()
    mia.context.set_offline(False)

    board.wait_saved()
    wait_until(lambda: facilitator.note_texts(board_id) == ["Written after it"], "the next note")
    expect(board.page.locator(".toast")).to_contain_text("Somebody has deleted this in the meantime.")


@pytest.mark.parametrize(("script", "asks"), [(None, False), (NO_QUEUE, True)])
def test_OFFLINE1_leaving_asks_only_where_the_browser_keeps_nothing(mia, board_id, script, asks):
    if script is not None:
        mia.plant(script)
    board = open_board(mia, board_id)
    mia.context.set_offline(True)
    board.wait_offline()
    board.write_note("In the tunnel")
    expect(board.page.locator(".save-words")).to_have_text(WAITING)

    if not asks:
        wait_until(lambda: str(kept(mia.page)) in board.save_words, "all of it to be kept")

    with mia.page.expect_event("dialog" if asks else "close"):
        mia.page.close(run_before_unload=True)

    assert len(mia.trouble.lines) == (1 if asks else 0)
    mia.trouble.lines.clear()


def test_OFFLINE1_without_tls_a_reload_sends_what_the_page_before_it_left(facilitator, mia, board_id):
    """A browser has locks only on secure pages; there a beat tells which pages are alive."""
    mia.plant(NO_LOCKS)
    write_offline(mia, board_id, "Before the reload")
    mia.context.set_offline(False)
    mia.page.reload()

    BoardPage(mia.page).wait_ready()
    wait_until(lambda: "Before the reload" in facilitator.note_texts(board_id), "the note")
    assert facilitator.note_texts(board_id) == ["Before the reload"]


@pytest.mark.parametrize(("locale", "size"), [("en", None), ("it", PHONE)])
def test_ACK3_while_the_server_cannot_save_a_line_says_so_and_goes_away_by_itself(
    server, facilitator, visitors, mia, board_id, code, locale, size
):
    """Another program holds the database, so that no commit gets through."""
    options = {} if size is None else {"size": size}
    watcher = visitors.new(server, caller=server.guest(code, "Vera"), locale=locale, **options)
    watching = open_board(watcher, board_id, locale)
    board = open_board(mia, board_id)
    sentence = "The server cannot save right now. Your changes wait here and are sent again."

    with closing(sqlite3.connect(server.data_dir / "tavolo.sqlite3", timeout=20)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        board.write_note("It waits")
        expect(board.page.locator(".band")).to_have_text(sentence, timeout=20_000)
        expect(board.page.locator(".save-words")).to_have_text(re.compile(r"^Cannot save, \d+ waiting$"))
        expect(watching.page.locator(".band")).to_have_text(watching.say(sentence))
        expect(watching.page.locator(".save-words")).to_have_text(watching.say("Cannot save"))
        holder.rollback()

    board.wait_saved()
    watching.wait_saved()
    expect(board.page.locator(".band")).to_have_count(0)
    expect(watching.page.locator(".band")).to_have_count(0)
    assert facilitator.note_texts(board_id) == ["It waits"]
