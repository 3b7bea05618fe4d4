"""A meeting in real browsers: made on its pages, joined by its code, its voters named in a vote."""

import re

from playwright.sync_api import expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.browser import DESKTOP, PHONE, Visitors
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


def test_MEET5_a_list_that_two_change_saves_itself_and_loses_no_words(
    server: LiveServer, facilitator: Caller, visitors: Visitors
) -> None:
    meeting = new_meeting(facilitator, "Leo; School\nMia")
    wide, phone = (visitors.new(server, caller=facilitator, size=size) for size in (DESKTOP, PHONE))
    page, other = wide.go(meeting), phone.go(meeting)
    phone.trouble.statuses.add(409)
    leo, same = (one.get_by_role("group", name="Leo") for one in (page, other))
    for one in (page, other):
        expect(one.get_by_text("What you change is saved by itself.")).to_be_visible()
        expect(one.get_by_role("button", name="Save the list")).to_be_hidden()

    same.get_by_label("Role").focus()  # what comes meanwhile is not put where somebody is
    leo.get_by_label("There").check()
    expect(page.get_by_text("Everything is saved.")).to_be_visible()
    expect(page.get_by_text("1 there, 1 may vote")).to_be_visible()
    leo.get_by_label("Role").fill("teacher")  # written on: a pause saves it
    expect(page.get_by_text("Saving…")).to_be_visible()
    expect(page.get_by_text("Everything is saved.")).to_be_visible()
    same.get_by_label("Role").fill("parent")
    page.keyboard.press("Tab")
    other.keyboard.press("Tab")
    expect(same.get_by_role("alert")).to_contain_text("Role: teacher")
    assert (violations(other), small_targets(other), too_wide(other)) == ([], [], [])
    same.get_by_role("button", name="Keep mine").press("Enter")
    expect(same.get_by_label("Role")).to_be_focused()
    expect(other.get_by_text("Everything is saved.")).to_be_visible()

    phone.trouble.may_lose_server = True
    phone.context.set_offline(True)
    same.get_by_label("Organisation").fill("Kindergarten")
    other.keyboard.press("Tab")
    expect(same.get_by_role("alert")).to_contain_text("There is no connection.")
    expect(same.get_by_label("Organisation")).to_have_value("Kindergarten")
    assert violations(other) == []
    phone.context.set_offline(False)
    expect(other.get_by_text("Everything is saved.")).to_be_visible()
    expect(same.get_by_role("alert")).to_have_count(0)

    # Who comes is there without a save, and nothing moves under the hands of who writes.
    same.get_by_label("Role").fill("")
    other.keyboard.type("par")
    before = same.bounding_box()
    facilitator.submit(f"{meeting}/people/add", {"people": "Abe"})
    abe = other.get_by_role("group", name="Abe")
    expect(abe).to_have_count(1)
    other.keyboard.type("ent")
    expect(same.get_by_label("Role")).to_have_value("parent")
    expect(same.get_by_label("Role")).to_be_focused()
    after = same.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2
    expect(other.locator("[data-live]")).to_contain_text("In the list now: Abe")
    abe.get_by_label("Organisation").fill("Sports club")
    other.keyboard.press("Tab")
    expect(other.get_by_text("Everything is saved.")).to_be_visible()
    assert (violations(other), small_targets(other), too_wide(other)) == ([], [], [])

    page.reload()
    expect(page.get_by_role("group", name="Abe").get_by_label("Organisation")).to_have_value("Sports club")
    expect(leo.get_by_label("Role")).to_have_value("parent")
    expect(leo.get_by_label("Organisation")).to_have_value("Kindergarten")
    expect(leo.get_by_label("There")).to_be_checked()


def new_meeting(facilitator: Caller, people: str) -> str:
    """The path of a meeting of its own, with these people in its list."""
    path = facilitator.submit("/meetings/new", {"theme": "Saved by itself", "number": "7", "total": "7"})
    facilitator.submit(f"{path}/people/add", {"people": people})
    return path
