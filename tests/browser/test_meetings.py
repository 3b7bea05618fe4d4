"""A meeting in real browsers: made on its pages, joined by its code, its voters named in a vote."""

import re

from playwright.sync_api import expect

from tests.support.browser import Visitors
from tests.support.pages import open_board
from tests.support.server import Caller, LiveServer


def test_MEET3_from_the_path_to_the_voters_of_a_vote(
    server: LiveServer, facilitator: Caller, visitors: Visitors
) -> None:
    lead = visitors.new(server, caller=facilitator)
    page = lead.go("/meetings")
    if page.get_by_role("button", name="Make the six meetings").count():
        page.get_by_role("button", name="Make the six meetings").click()
    page.get_by_role("link", name="Priorities and target areas").first.click()
    meeting = page.url
    page.get_by_role("button", name="Make a board of these methods").click()
    expect(page).to_have_url(re.compile("/b/"))
    board_id = page.url.rpartition("/")[2]
    code = facilitator.get(f"/api/boards/{board_id}/invite").json()["code"]
    for name in ("Mia", "Leo"):
        server.guest(code, name)

    page.goto(meeting)
    leo = page.get_by_role("group", name="Leo")
    expect(leo.get_by_label("There")).to_be_checked()
    leo.get_by_label("Organisation").fill("School")
    page.keyboard.press("Tab")  # the role
    page.keyboard.press("Tab")  # the sector
    page.keyboard.type("civ")
    leo.get_by_label("May vote").press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 there, 1 may vote")).to_be_visible()
    expect(page.get_by_role("group", name="Leo").get_by_label("Sector")).to_have_value("civic")

    board = open_board(lead, board_id)
    board.menu("Votes")
    board.page.get_by_role("button", name="New vote").first.click()
    dialog = board.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Take those of the attendance").click()
    expect(dialog.get_by_label("Mia", exact=True)).to_be_checked()
    expect(dialog.get_by_label("Leo", exact=True)).not_to_be_checked()
