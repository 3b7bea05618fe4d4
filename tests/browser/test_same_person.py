"""Who one is, and where Tavolo lives: both stay as they are, whatever the network does."""

import json
import re

from playwright.sync_api import expect

from tests.support.browser import PHONE, Visitors
from tests.support.pages import BoardPage, download, join_by_page
from tests.support.server import LiveServer, free_port, wait_until
from tests.support.stage import new_board


def test_JOIN2_reload_new_tab_and_changed_network_keep_the_same_person(server, facilitator, visitors):
    _, code = new_board(facilitator)
    visitor = visitors.new(server)
    board = join_by_page(visitor, code, "Mia")
    me = "() => JSON.parse(document.getElementById('boot').textContent).me.id"
    first = board.page.evaluate(me)

    board.page.reload()
    BoardPage(board.page).wait_ready()
    assert board.page.evaluate(me) == first

    tab = visitor.another_page()
    tab.goto(board.page.url)
    BoardPage(tab).wait_ready()
    assert tab.evaluate(me) == first
    tab.close()

    visitor.trouble.may_lose_server = True
    visitor.context.set_offline(True)
    board.wait_offline()
    board.page.keyboard.press("n")
    board.page.get_by_role("textbox", name="Text of the note").wait_for()
    board.page.keyboard.type("Written in a tunnel")
    board.page.keyboard.press("Escape")
    expect(board.page.locator(".save-words")).to_have_text(re.compile(r"^Offline, \d+ unsent$"))
    visitor.context.set_offline(False)
    board.wait_saved()

    board.page.reload()
    BoardPage(board.page).wait_ready()
    board.sight("List")
    row = board.page.locator(".list [role=listitem]", has_text="Written in a tunnel")
    expect(row).to_have_count(1)
    expect(row.locator(".row-author")).to_have_text("You")
    assert board.page.evaluate(me) == first


def test_NET1_everything_works_below_a_sub_path(tmp_path, visitors):
    port = free_port()
    public = f"http://127.0.0.1:{port}/tavolo"
    server = LiveServer(tmp_path / "data", port, {"BOARD_PUBLIC_URL": public})
    try:
        check_sub_path(server.start(), visitors, public)
    finally:
        server.stop()


def check_sub_path(server, visitors: Visitors, public: str) -> None:
    asked: list[str] = []
    ada, mia = visitors.new(server), visitors.new(server, size=PHONE, has_touch=True)
    for visitor in (ada, mia):
        visitor.page.on("request", lambda request: asked.append(request.url))
        visitor.page.on("websocket", lambda connection: asked.append(connection.url))
    page = ada.go(f"/tavolo{server.setup_path}")
    page.get_by_role("button", name="Enter as facilitator").click()
    page.get_by_role("button", name="Open the demo").click()
    page.wait_for_url(f"{public}/b/*")
    canvas = BoardPage(page).wait_ready()
    page.get_by_role("banner").get_by_role("button", name="Invite").click()
    link = page.get_by_label("Link", exact=True).input_value()
    assert link.startswith(f"{public}/join/")
    page.keyboard.press("Escape")

    mia.page.goto(link)
    mia.page.get_by_label("Your name").fill("Mia")
    mia.page.get_by_role("button", name="Join", exact=True).tap()
    phone = BoardPage(mia.page).wait_ready()
    phone.page.get_by_role("button", name="Add a note", exact=True).tap()
    phone.page.get_by_label("Text", exact=True).fill("From below")
    phone.page.get_by_role("button", name="Add the note", exact=True).tap()

    canvas.sight("List").wait_rows(61)
    expect(page.locator(".list")).to_contain_text("From below")
    page.get_by_role("banner").get_by_role("button", name="Take home").click()
    assert json.loads(download(canvas, "Whole board"))["format"] == "tavolo.board"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Start page").click()
    page.get_by_role("button", name="Italiano").click()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    mia.page.close()  # it would look for the server when that has ended
    outside = [address for address in asked if f"127.0.0.1:{server.port}/tavolo/" not in address]
    assert [address for address in outside if not address.startswith("data:")] == []
    wait_until(lambda: any("/tavolo/socket.io" in address for address in asked), "the socket below the path")
